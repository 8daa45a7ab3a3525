"""Where one paragraph ends with new text and the next begins with new text.

LibreOffice (seen in 7.4) takes two insertions of one author that touch only across a paragraph mark for one, and takes
the mark away when they are rejected. A paragraph that would end so ends with a deletion instead: its last gap is
written new before old, and where nothing was taken out there its last word is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff_reports.docx.words import Same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_reports.docx.rows import Row
    from draftdiff_reports.docx.words import Pair


def parted(chain: Sequence[Pair], old: Sequence[Row], new: Sequence[Row]) -> tuple[Pair, ...]:
    """The pairs, those that need it turned."""
    found: list[Pair] = []
    for at, pair in enumerate(chain):
        follower = chain[at + 1] if at + 1 < len(chain) else None
        touches = _ends_new(pair, old, new) and _next_begins_new(pair, follower, old, new)
        found.append(_turn(pair, old[pair.old]) if touches else pair)
    return tuple(found)


def _ends_new(pair: Pair, old: Sequence[Row], new: Sequence[Row]) -> bool:
    before, after = old[pair.old], new[pair.new]
    end = pair.same[-1].new + pair.same[-1].length if pair.same else 0
    marks = [[note.text for note in row.notes if note.at == len(row.text)] for row in (before, after)]
    return end < len(after.text) or marks[0] != marks[1]


def _next_begins_new(pair: Pair, follower: Pair | None, old: Sequence[Row], new: Sequence[Row]) -> bool:
    next_old = follower.old if follower else len(old)
    next_new = follower.new if follower else len(new)
    if next_old > pair.old + 1:
        return False  # a paragraph taken out comes first
    if next_new > pair.new + 1:
        return True
    if follower is None:
        return False
    first = (
        follower.same[0]
        if follower.same
        else Same(len(old[follower.old].text), len(new[follower.new].text), 0)
    )
    number = not old[follower.old].number and bool(new[follower.new].number)
    return number or (first.old == 0 and first.new > 0)


def _turn(pair: Pair, before: Row) -> Pair:
    """The pair with new before old at its end, and something old there."""
    same = list(pair.same)
    if same and same[-1].old + same[-1].length == len(before.text):
        last = same.pop()
        word = max(before.text.rstrip().rfind(" ") + 1, last.old)
        if word > last.old:
            same.append(Same(last.old, last.new, word - last.old))
    return replace(pair, same=tuple(same), turned=True)
