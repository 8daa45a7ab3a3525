"""Runs of words two paragraphs share: the shares of a link, and clauses that wandered without a link."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, compress, count, pairwise
from operator import ne, or_
from typing import TYPE_CHECKING

from draftdiff.fold import word_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence

#: Shortest run of words reported as a wandering clause. Stock phrases ("in close consultation with") are shorter;
#: calibrated on the bundled history and the UN development steps, by reading.
MIN_RUN = 6
#: Up to this many pairs of words are looked for one by one: a light edit leaves few, and a table of all pairs of the
#: other paragraph costs more.
FEW = 6
#: Words of such a clause that no link explains. Its stock phrases ("at the national level") may stand in a linked
#: paragraph as well.
MIN_FREE = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Words shared in one stretch, as word positions (0-based, half-open)."""

    old: tuple[int, int]
    new: tuple[int, int]


def shares(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[float, float]:
    """Share of the words of either paragraph that stand in a pair of neighbours the other one has too."""
    if old == new:
        return 1.0, 1.0
    first, last = _ends(old, new)
    return _share(old, new, first, last), _share(new, old, first, last)


def _share(own: Sequence[Hashable], other: Sequence[Hashable], first: int, last: int) -> float:
    """`first`, `last`: words that both have in common at the beginning and at the end, so need no look-up."""
    if not own:
        return 0.0
    if len(own) == 1 or len(other) == 1:
        return sum(word in other for word in own) / len(own)
    # From the last common word on to the first one after, so that pairs over both edges are looked up.
    start, end = max(first - 1, 0), len(own) - max(last - 1, 0)
    looked = list(pairwise(own[start:end]))
    if len(looked) <= FEW:
        hits = [_has_pair(other, one, next_one) for one, next_one in looked]
    else:
        hits = list(map(set(pairwise(other)).__contains__, looked))
    before, after = first > 1, last > 1
    covered: int = sum(map(or_, chain(hits, (after,)), chain((before,), hits)))
    return (start + covered + len(own) - end) / len(own)


def _has_pair(words: Sequence[Hashable], one: Hashable, next_one: Hashable) -> bool:
    """Two words stand side by side."""
    at = -1
    while one in words[at + 1 :]:
        at = words.index(one, at + 1)
        if at + 1 < len(words) and words[at + 1] == next_one:
            return True
    return False


def differing(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> tuple[Sequence[Hashable], Sequence[Hashable]]:
    """What is left of both without the words they have in common at the beginning and at the end."""
    first, last = _ends(old, new)
    return old[first : len(old) - last], new[first : len(new) - last]


def _ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """How many words two paragraphs have in common at the beginning, and after these at the end."""
    shorter = min(len(old), len(new))
    first = next(compress(count(), map(ne, old, new)), shorter)
    last = next(compress(count(), map(ne, reversed(old), reversed(new))), shorter)
    return first, min(last, shorter - first)


def longest_run(
    old: Sequence[Hashable], new: Sequence[Hashable], free: Collection[int], taken: Collection[int] = ()
) -> Run | None:
    """The stretch of equal words that explains most words of the new paragraph; of equals the longest, then the first.

    Args:
        old: words of the old paragraph.
        new: words of the new one.
        free: places of the new paragraph's words that nothing explains yet.
        taken: places that are spoken for; no stretch runs over them.
    """
    starts: dict[tuple[Hashable, ...], list[int]] = {}
    for at in range(len(old) - MIN_RUN + 1):
        starts.setdefault(tuple(old[at : at + MIN_RUN]), []).append(at)
    best: tuple[int, int, Run | None] = (MIN_FREE, 0, None)
    for j in range(len(new) - MIN_RUN + 1):
        for i in starts.get(tuple(new[j : j + MIN_RUN]), ()):
            size = 0
            while (
                i + size < len(old)
                and j + size < len(new)
                and old[i + size] == new[j + size]
                and j + size not in taken
            ):
                size += 1
            explained = sum(j + k in free for k in range(size))
            if size >= MIN_RUN and (explained, size) > best[:2]:
                best = (explained, size, Run((i, i + size), (j, j + size)))
    return best[2]


def unexplained(own: Sequence[Hashable], others: Sequence[Sequence[Hashable]]) -> set[int]:
    """Places of a paragraph's words that stand in no two-word gram of the other paragraphs."""
    known = {pair for other in others for pair in pairwise(other)}
    free = set(range(len(own)))
    for at, pair in enumerate(pairwise(own)):
        if pair in known:
            free -= {at, at + 1}
    return free


def char_span(text: str, run: tuple[int, int]) -> tuple[int, int]:
    """Character span of a stretch of a paragraph's words (punctuation left out)."""
    start = end = 0
    for at, word in enumerate(word_texts(text)[: run[1]]):
        begin = text.index(word, end)
        end = begin + len(word)
        if at == run[0]:
            start = begin
    return start, end
