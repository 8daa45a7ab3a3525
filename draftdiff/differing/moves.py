"""Words that moved inside a paragraph: taken out in one place, put in at another."""

from __future__ import annotations

from bisect import bisect_left
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from draftdiff.fold import has_ideographs, is_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.differing.words import Hunk

#: A moved run has at least this many content words, or ...
MOVED_CONTENT = 2
#: ... this many words of which one is a content word.
MOVED_WORDS = 3
#: What a Chinese character counts, where words have two or more.
IDEOGRAPH = 0.4
#: Pairs of words looked at for moves: beyond it a long text was rewritten.
LARGEST = 4_000_000


class Move(NamedTuple):
    """Old tokens `a0:a1` stand at `b0:b1` of the new text."""

    a0: int
    a1: int
    b0: int
    b1: int


def moves(
    found: Sequence[Hunk], old: Sequence[str], new: Sequence[str], function: frozenset[str]
) -> list[Move]:
    """Runs of words taken out by one hunk and put in by another, longest first; no token takes part twice.

    Marks between the words do not count: words are compared, and a move spans what stands between them.
    """
    left, right = _Words(old), _Words(new)
    gone = [span for h in found if (span := left.span(h.a0, h.a1))[1] > span[0]]
    come = [span for h in found if (span := right.span(h.b0, h.b1))[1] > span[0]]
    out: list[Move] = []
    if sum(b - a for a, b in gone) * sum(b - a for a, b in come) > LARGEST:
        return []
    while gone and come:
        pairs = (_longest(g, c, left.keys, right.keys) for g in gone for c in come)
        best = max(pairs, key=lambda m: (m.a1 - m.a0, -m.a0))
        words = left.keys[best.a0 : best.a1]
        share = IDEOGRAPH if any(map(has_ideographs, words)) else 1
        content = share * sum(key not in function for key in words)
        if content < MOVED_CONTENT and not (content and share * len(words) >= MOVED_WORDS):
            break
        out.append(Move(*left.tokens(best.a0, best.a1), *right.tokens(best.b0, best.b1)))
        gone, come = _without(gone, best.a0, best.a1), _without(come, best.b0, best.b1)
    return sorted(out)


class _Words:
    """The words among tokens, and the way back."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.at = [k for k, key in enumerate(tokens) if is_word(key)]
        self.keys = [tokens[k] for k in self.at]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Word numbers of a token span."""
        return bisect_left(self.at, first), bisect_left(self.at, last)

    def tokens(self, first: int, last: int) -> tuple[int, int]:
        """Token span of words, from the first to behind the last."""
        return self.at[first], self.at[last - 1] + 1


def _longest(gone: tuple[int, int], come: tuple[int, int], old: Sequence[str], new: Sequence[str]) -> Move:
    matcher = SequenceMatcher(None, old[slice(*gone)], new[slice(*come)], autojunk=False)
    match = matcher.find_longest_match()
    a0, b0 = gone[0] + match.a, come[0] + match.b
    return Move(a0, a0 + match.size, b0, b0 + match.size)


def _without(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in spans:
        if a <= start and end <= b:
            out += [(x, y) for x, y in ((a, start), (end, b)) if y > x]
        else:
            out.append((a, b))
    return out
