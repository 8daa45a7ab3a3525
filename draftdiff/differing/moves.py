"""Words that moved inside a paragraph: taken out in one place, put in at another."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from draftdiff.fold import has_ideographs, is_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.differing.hunks import Hunk

#: A moved run has at least this many content words, or ... Chosen; no calibration is recorded.
MOVED_CONTENT = 2
#: ... this many words of which one is a content word. Chosen; no calibration is recorded.
MOVED_WORDS = 3
#: Tokens that so few words may have moved; farther off, two clauses happen to name the same thing. Chosen as about a
#: sentence of a resolution's paragraph, as `draftdiff.classifying.clauses.TRAVEL`.
TRAVEL = 40
#: What a Chinese character counts, where words have two or more. Chosen; no calibration is recorded.
IDEOGRAPH = 0.4
#: Moves looked for in one pair; a paragraph with more was written anew.
#: Chosen as a limit of work or of what is shown.
MOST = 40
#: Pairs of words looked at for moves: beyond it a long text was rewritten.
#: Chosen as a limit of work or of what is shown.
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
    gone = _Words([range(h.a0, h.a1) for h in found], old, "-")
    come = _Words([range(h.b0, h.b1) for h in found], new, "+")
    if len(gone.keys) * len(come.keys) > LARGEST or not gone.shares(come):
        return []
    out: list[Move] = []
    while len(out) < MOST:
        match = SequenceMatcher(None, gone.keys, come.keys, autojunk=False).find_longest_match()
        words = gone.keys[match.a : match.a + match.size]
        share = IDEOGRAPH if any(map(has_ideographs, words)) else 1
        content = share * sum(key not in function for key in words)
        if content < MOVED_CONTENT and not (content and share * len(words) >= MOVED_WORDS):
            break
        move = Move(*gone.take(match.a, match.size), *come.take(match.b, match.size))
        if content > MOVED_CONTENT or _travelled(move, found) <= TRAVEL:
            out.append(move)
    return sorted(out)


def _travelled(move: Move, found: Sequence[Hunk]) -> int:
    """Tokens of the old text between the two places of a move."""
    landed = next(h for h in found if h.b0 <= move.b0 < h.b1)
    return max(landed.a0 - move.a1, move.a0 - landed.a1)


class _Words:
    """The changed words of one side in a row, hunks set apart by signs that match nothing."""

    def __init__(self, spans: Sequence[range], tokens: Sequence[str], sign: str) -> None:
        self.keys: list[str] = []
        self._at: list[int] = []
        self._sign = sign
        for number, span in enumerate(spans):
            words = [k for k in span if is_word(tokens[k])]
            self.keys += [*(tokens[k] for k in words), f"{sign}{number}"]
            self._at += [*words, -1]

    def shares(self, other: _Words) -> bool:
        """Some word stands on both sides."""
        return not set(self.keys).isdisjoint(other.keys)

    def take(self, first: int, size: int) -> tuple[int, int]:
        """Take a run out of play; its token span."""
        for k in range(first, first + size):
            self.keys[k] = f"{self._sign}{self._sign}{k}"
        return self._at[first], self._at[first + size - 1] + 1
