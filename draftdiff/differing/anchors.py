"""Very long texts are cut at phrases that stand once on each side, so that memory stays small.

The minimal script takes a bit for each pair of words; two texts of 100,000 words each would take a gigabyte.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Pairs of words compared at once: 50 MB of bits. Chosen as a limit of work or of what is shown.
LARGEST = 400_000_000

Block = tuple[int, int, int, int]


def blocks(old: Sequence[int], new: Sequence[int]) -> Iterator[Block]:
    """Blocks `a0, a1, b0, b1` that cover both sides in order and are small enough to compare; anchors stand between.

    A block that has no anchor inside stays whole, however large; `too_large` tells.
    """
    at_old, at_new = (
        _once(list(zip(old, old[1:], old[2:], strict=False))),
        _once(list(zip(new, new[1:], new[2:], strict=False))),
    )
    pairs = [(at_old[key] + 1, at_new[key] + 1) for key in at_old if key in at_new]
    a0 = b0 = 0
    for a, b in _ascending(pairs):
        yield a0, a, b0, b
        a0, b0 = a + 1, b + 1
    yield a0, len(old), b0, len(new)


def too_large(old: int, new: int) -> bool:
    """So many words a side are not compared at once."""
    return old * new > LARGEST


def _once(keys: Sequence[tuple[int, int, int]]) -> dict[tuple[int, int, int], int]:
    """Place of each run of three words that stands once."""
    counts = Counter(keys)
    return {key: at for at, key in enumerate(keys) if counts[key] == 1}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that ascends on both sides (patience); pairs ascend on the first."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for at, (_, b) in enumerate(pairs):
        pile = bisect_left(tops, b)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(b)
            piles.append(at)
        else:
            tops[pile], piles[pile] = b, at
    out: list[tuple[int, int]] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        out.append(pairs[at])
        at = before[at]
    return out[::-1]
