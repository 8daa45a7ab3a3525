"""Where a resolution ends: a full stop, a closing line, an annex; what follows belongs to another text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff_parsers.structure.locate import ANNEX, CLOSING
from draftdiff_parsers.structure.marks import sub_mark
from draftdiff_parsers.structure.metadata import find_date
from draftdiff_parsers.structure.openings import formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line


#: A line this short is a number that stands alone; its full stop ends nothing.
NUMBER = 6


def find_end(lines: Sequence[Line], last: int, *, gapped: bool = False) -> int:
    """Index after the resolution's last line.

    Args:
        lines: lines from the formula on, footnotes lifted out.
        last: the line on which its last operative paragraph begins.
        gapped: empty lines separate paragraphs.
    """
    for at in range(last, len(lines)):
        if at > last and (is_stop(lines[at]) or (lines[at - 1].full_stop and _is_date(lines[at].text))):
            return at
        after = lines[at + 1] if at + 1 < len(lines) else None
        if after is None:
            break
        if lines[at].full_stop and _leaves(after) and len(lines[at].text) > NUMBER:
            return at + 1
        if gapped and _breaks_off(lines[at], after):
            return at + 1
    return len(lines)


def _is_date(text: str) -> bool:
    return len(text) < _DATE_LINE and text[:1].isdigit() and find_date(text) != ""


_DATE_LINE = 36
"""Characters of the longest line that is only a date, in six languages."""


def is_annex(line: Line) -> bool:
    """A line that opens an annex."""
    return ANNEX.match(line.text) is not None and (line.apart or line.early)


def hard_end(lines: Sequence[Line], start: int, end: int) -> int:
    """Index of the first line of a region that cannot belong to the resolution's text, whatever its numbers say."""
    for at in range(start + 1, end):
        line, before = lines[at], lines[at - 1]
        if is_annex(line) or line.block.role in {"closing", "title"}:
            return at
        closes = before.full_stop and len(line.text) < CLOSING_LONGEST and (line.apart or line.early)
        if closes and (CLOSING.match(line.text) or _is_date(line.text)):
            return at
    return end


CLOSING_LONGEST = 100
"""Characters of the longest closing line; a vote goes on over further lines."""
CLOSING_LINES = 8
"""Lines between a resolution's last word and its annex: meeting, date, note on the vote."""


def is_stop(line: Line) -> bool:
    """A line that never stands inside a resolution's text."""
    if line.block.role:
        return line.block.role in {"closing", "title", "formula"}
    if line.block.kind == "table" or len(line.text) > 200:
        return line.block.kind == "table"
    return (
        CLOSING.match(line.text) is not None
        or is_annex(line)
        or bool(formula(line.text)[0] not in {"", "other"} and line.apart)
    )


def _breaks_off(line: Line, after: Line) -> bool:
    """The last paragraph lacks its full stop, and what stands below an empty line does not go on with it."""
    if line.ends or after.gap == 0 or not after.early or after.lower or after.block.page_break:
        return False
    plain = not after.block.whole and not after.block.number and after.block.kind == "text"
    return plain and len(line.text) > NUMBER and sub_mark(after.text) is None


def _leaves(line: Line) -> bool:
    """A line after a full stop that does not go on with the paragraph."""
    if not (line.apart or line.early) or line.lower:
        return False
    if line.block.role in {"subparagraph", "chapeau"}:
        return False
    mark = sub_mark(line.block.number + " " if line.block.number else line.text)
    return mark is None or (mark.shape == "dot" and not mark.token.islower())
