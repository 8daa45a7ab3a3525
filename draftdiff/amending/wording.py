"""The words of one paragraph amended: each change as an instruction that fits one place only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.amending.places import applied, deleted, inserted, occurrences, replaced
from draftdiff.amending.quoting import quoted
from draftdiff.comparison import redline
from draftdiff.fold import token_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.amending.places import Edit

#: Beyond this share of the words a paragraph is replaced as a whole: then the list is shorter to read. Chosen.
WHOLE = 0.6

_Span = tuple[int, int, str]


@dataclass(slots=True)
class _Group:
    """Changes amended together, with words around them."""

    low: int
    high: int
    changes: list[_Span]

    def new(self, text: str) -> str:
        """What stands in place of `text[low:high]`."""
        edits = [replaced(start - self.low, end - self.low, new) for start, end, new in self.changes]
        return applied(text[self.low : self.high], edits)


def word_instructions(old: str, new: str) -> list[str] | None:
    """Instructions without the paragraph's name; None where the paragraph is better replaced, or cannot be so amended."""
    if not old or not new or " ".join(old.split()) != old or " ".join(new.split()) != new:
        return None
    groups = _widened(old, [_Group(*c.old_span, [(*c.old_span, c.new)]) for c in redline(old, new).changes])
    if groups is None or sum(group.high - group.low for group in groups) > WHOLE * len(old):
        return None
    found = [_told(old, group.low, group.high, group.new(old)) for group in groups]
    return [words for words, _ in found] if applied(old, [edit for _, edit in found]) == new else None


def _widened(text: str, groups: list[_Group]) -> list[_Group] | None:
    """Changes with as many words around them as make each of them unlike any other place; None where nothing does."""
    tokens = token_spans(text)
    while True:
        if not all(_widen(text, tokens, group) for group in groups):
            return None
        joined: list[_Group] = []
        for group in sorted(groups, key=lambda g: (g.low, g.high)):
            if joined and group.low <= joined[-1].high + 1:
                last = joined[-1]
                joined[-1] = _Group(last.low, max(last.high, group.high), [*last.changes, *group.changes])
            else:
                joined.append(group)
        if len(joined) == len(groups):
            return joined
        groups = joined


def _widen(text: str, tokens: Sequence[tuple[int, int]], group: _Group) -> bool:
    """Widen one change token by token, to the left and the right in turn, until its words stand once."""
    turn = 0
    while True:
        words, new = text[group.low : group.high], group.new(text)
        tight = bool(words and new) and words == words.strip() and " ".join(new.split()) == new
        if tight and occurrences(text, words) == [(group.low, group.high)]:
            return True
        left = [t for t in tokens if t[0] < group.low]
        right = [t for t in tokens if t[1] > group.high]
        if not left and not right:
            return False
        if left and (turn % 2 == 0 or not right):
            group.low = left[-1][0]
        else:
            group.high = right[0][1]
        turn += 1


def _told(text: str, start: int, end: int, new: str) -> tuple[str, Edit]:
    """The instruction, in its most natural form that has the same effect."""
    old = text[start:end]
    wanted = text[:start] + new + text[end:]
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    gone, put = old[head : len(old) - tail].strip(), new[head : len(new) - tail].strip()
    if (
        gone
        and not put
        and occurrences(text, gone) == [(at := start + old.index(gone, max(0, head - 1)), at + len(gone))]
    ):
        edit = deleted(text, at, at + len(gone))
        if applied(text, [edit]) == wanted:
            return f"delete {quoted(gone)}", edit
    anchor = old[:head].strip()
    if put and not gone and anchor and occurrences(text, anchor) == [(start, start + len(anchor))]:
        edit = inserted(text, start + len(anchor), put, after=True)
        if applied(text, [edit]) == wanted:
            return f"after {quoted(anchor)}, insert {quoted(put)}", edit
    return f"replace {quoted(old)} by {quoted(new)}", replaced(start, end, new)


def _common(one: str, other: str) -> int:
    """Length of the common beginning, at the edge of a word."""
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    while (
        at
        and at < max(len(one), len(other))
        and (
            (at < len(one) and one[at].isalnum() and one[at - 1].isalnum())
            or (at < len(other) and other[at].isalnum() and other[at - 1].isalnum())
        )
    ):
        at -= 1
    return at
