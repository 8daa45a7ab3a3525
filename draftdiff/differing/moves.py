"""Words that moved inside a paragraph: taken out in one place, put in at another."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from draftdiff.fold import is_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.differing.words import Hunk

#: A moved run has at least this many content words, or ...
MOVED_CONTENT = 2
#: ... this many words of which one is a content word.
MOVED_WORDS = 3


class Move(NamedTuple):
    """Old tokens `a0:a1` stand at `b0:b1` of the new text."""

    a0: int
    a1: int
    b0: int
    b1: int


def moves(
    found: Sequence[Hunk], old: Sequence[str], new: Sequence[str], function: frozenset[str]
) -> list[Move]:
    """Runs of words taken out by one hunk and put in by another, longest first; no token takes part twice."""
    gone = [(h.a0, h.a1) for h in found if h.a1 > h.a0]
    come = [(h.b0, h.b1) for h in found if h.b1 > h.b0]
    out: list[Move] = []
    while gone and come:
        best = max((_longest(g, c, old, new) for g in gone for c in come), key=lambda m: (m.a1 - m.a0, -m.a0))
        best = _stripped(best, old)
        words = [key for key in old[best.a0 : best.a1] if is_word(key)]
        content = sum(key not in function for key in words)
        if content < MOVED_CONTENT and not (content and len(words) >= MOVED_WORDS):
            break
        out.append(best)
        gone, come = _without(gone, best.a0, best.a1), _without(come, best.b0, best.b1)
    return sorted(out)


def _longest(gone: tuple[int, int], come: tuple[int, int], old: Sequence[str], new: Sequence[str]) -> Move:
    matcher = SequenceMatcher(None, old[slice(*gone)], new[slice(*come)], autojunk=False)
    match = matcher.find_longest_match()
    a0, b0 = gone[0] + match.a, come[0] + match.b
    return Move(a0, a0 + match.size, b0, b0 + match.size)


def _stripped(move: Move, old: Sequence[str]) -> Move:
    """Without the marks at both ends."""
    a0, a1, b0, b1 = move
    while a1 > a0 and not is_word(old[a0]):
        a0, b0 = a0 + 1, b0 + 1
    while a1 > a0 and not is_word(old[a1 - 1]):
        a1, b1 = a1 - 1, b1 - 1
    return Move(a0, a1, b0, b1)


def _without(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in spans:
        if a <= start and end <= b:
            out += [(x, y) for x, y in ((a, start), (end, b)) if y > x]
        else:
            out.append((a, b))
    return out
