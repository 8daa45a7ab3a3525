"""Runs of words two paragraphs share: the shares of a link, and clauses that wandered without a link."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress, count, pairwise
from operator import ne, or_
from typing import TYPE_CHECKING

from draftdiff.fold import word_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

#: Shortest run of words reported as a wandering clause. Stock phrases ("in close consultation with") are shorter;
#: calibrated on the bundled history and the UN development steps, by reading.
MIN_RUN = 6
#: How many times as long as the other a paragraph must be for its pairs of words to be looked up in an index, made
#: once: it may be a text without paragraph breaks, which is compared with thousands. Changes no result.
LOPSIDED = 8
#: Words of such a clause that no link explains. Its stock phrases ("at the national level") may stand in a linked
#: paragraph as well. By reading, as `MIN_RUN`.
MIN_FREE = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Words shared in one stretch, as word positions (0-based, half-open)."""

    old: tuple[int, int]
    new: tuple[int, int]


class Passage:
    """The words of a paragraph, and where its runs stand, looked for once."""

    def __init__(self, words: Sequence[Hashable]) -> None:
        self.words = words

    @cached_property
    def pairs(self) -> dict[tuple[Hashable, ...], list[int]]:
        """Places of each two neighbours."""
        return _places(self.words, 2)

    @cached_property
    def runs(self) -> dict[tuple[Hashable, ...], list[int]]:
        """Places of each run of `MIN_RUN` words."""
        return _places(self.words, MIN_RUN)

    def pairs_of(self, other: Passage) -> set[int]:
        """Places of the pairs of neighbours that the other paragraph has too. Cost grows with the shorter of the two."""
        if len(self.words) <= len(other.words):
            return {at for at, pair in enumerate(pairwise(self.words)) if pair in other.pairs}
        return {at for pair in set(pairwise(other.words)) for at in self.pairs.get(pair, ())}


class Passages(dict[int, Passage]):
    """The paragraphs of a version that were asked for."""

    def __init__(self, words: Sequence[Sequence[Hashable]]) -> None:
        """`words`: of each paragraph."""
        super().__init__()
        self._words = words

    def __missing__(self, at: int) -> Passage:
        found = self[at] = Passage(self._words[at])
        return found


def _runs(words: Sequence[Hashable], size: int) -> Iterator[tuple[Hashable, ...]]:
    return zip(*(words[start:] for start in range(size)), strict=False)


def _places(words: Sequence[Hashable], size: int) -> dict[tuple[Hashable, ...], list[int]]:
    found: dict[tuple[Hashable, ...], list[int]] = {}
    for at, run in enumerate(_runs(words, size)):
        found.setdefault(run, []).append(at)
    return found


def shares(one: Passage, other: Passage) -> tuple[float, float]:
    """Share of the words of either paragraph that stand in a pair of neighbours the other one has too."""
    old, new = one.words, other.words
    if old == new:
        return 1.0, 1.0
    sizes = sorted((len(old), len(new)))
    if sizes[0] > 1 and sizes[1] > LOPSIDED * sizes[0]:
        places = one.pairs_of(other), other.pairs_of(one)
        covered = [len(each | {at + 1 for at in each}) for each in places]
        return covered[0] / len(old), covered[1] / len(new)
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
    hits = list(map(set(pairwise(other)).__contains__, pairwise(own[start:end])))
    before, after = first > 1, last > 1
    covered: int = sum(map(or_, chain(hits, (after,)), chain((before,), hits)))
    return (start + covered + len(own) - end) / len(own)


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


def longest_run(old: Passage, new: Passage, free: Collection[int], taken: Collection[int] = ()) -> Run | None:
    """The stretch of equal words that explains most words of the new paragraph; of equals the longest, then the first.

    Args:
        old: the old paragraph.
        new: the new one.
        free: places of the new paragraph's words that nothing explains yet.
        taken: places that are spoken for; no stretch runs over them.
    """
    best: tuple[int, int, int, int] = (MIN_FREE, 0, 0, 0)
    for i, j in _meetings(old, new):
        # What begins a word earlier is longer and explains as much.
        if i and j and old.words[i - 1] == new.words[j - 1] and j - 1 not in taken:
            continue
        size = 0
        while (
            i + size < len(old.words)
            and j + size < len(new.words)
            and old.words[i + size] == new.words[j + size]
            and j + size not in taken
        ):
            size += 1
        if size >= MIN_RUN:
            best = max(best, (sum(k in free for k in range(j, j + size)), size, -j, -i))
    _, size, j, i = best
    return Run((-i, -i + size), (-j, -j + size)) if size else None


def _meetings(old: Passage, new: Passage) -> Iterator[tuple[int, int]]:
    """Places in both where a run of `MIN_RUN` equal words starts. The longer one has the index."""
    if len(old.words) >= len(new.words):
        for j, run in enumerate(_runs(new.words, MIN_RUN)):
            for i in old.runs.get(run, ()):
                yield i, j
    else:
        for i, run in enumerate(_runs(old.words, MIN_RUN)):
            for j in new.runs.get(run, ()):
                yield i, j


def unexplained(own: Passage, others: Iterable[Passage]) -> set[int]:
    """Places of a paragraph's words that stand in no two-word gram of the other paragraphs."""
    known: set[int] = set().union(*(own.pairs_of(other) for other in others))
    return set(range(len(own.words))) - known - {at + 1 for at in known}


def word_spans(text: str) -> list[tuple[int, int]]:
    """Character spans of a paragraph's words (punctuation left out)."""
    spans: list[tuple[int, int]] = []
    end = 0
    for word in word_texts(text):
        start = text.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans
