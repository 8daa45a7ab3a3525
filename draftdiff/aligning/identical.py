"""Paragraphs of the same words in both versions, found before anything is compared.

One that stands once in either version, near another such, has found its successor: no other paragraph's words could say
more. It is linked at once and takes no part in the search, so that the cost of aligning two versions follows
what differs, not what stayed. Words alone do not do: of two near-duplicates one may have been edited, or damaged by a
scanner, into the words of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from numpy.typing import NDArray

    from draftdiff.aligning.units import Side

#: Shortest paragraph, in words, that is linked for its words alone. Shorter ones are items of lists and stock
#: paragraphs ("Decides to remain seized of the matter"), of which one may go and another come with the same words. Chosen.
MIN_WORDS = 12
#: How many paragraphs on another such must stand, in the same place seen from it in both versions: with 1 one in
#: eight unchanged paragraphs of a lightly edited text is compared with all others, with 3 hardly any (measured).
NEAR = 3
#: Repeated texts are paired by rank within their group, this far to either side. Chosen.
RANK_REACH = 2


class Identical:
    """Groups of paragraphs with the same words."""

    def __init__(self, old: Side, new: Side, spoken_for: Iterable[tuple[int, int]] = ()) -> None:
        """`spoken_for`: pairs of indices that the user pinned or forbade; their paragraphs are not linked here."""
        pairs = list(spoken_for)
        busy = self.busy = ({i for i, _ in pairs}, {j for _, j in pairs})
        """Old and new paragraphs the user spoke of."""
        groups: dict[tuple[int, ...], tuple[list[int], list[int]]] = {}
        for at, side in enumerate((old, new)):
            for index, words in enumerate(side.words):
                groups.setdefault(words, ([], []))[at].append(index)
        once: list[tuple[int, int]] = []
        self._repeated: list[tuple[list[int], list[int]]] = []
        self._width = len(new)
        for words, (olds, news) in groups.items():
            if len(olds) == 1 == len(news) and _telling(words, olds[0], news[0], busy):
                once.append((olds[0], news[0]))
            elif olds and news:
                self._repeated.append((olds, news))
        places = {*once, (-1, -1), (len(old), len(new))}
        in_place: list[tuple[int, int]] = []
        for pair in sorted(once):
            if _is_near(pair, places):
                in_place.append(pair)
            else:
                self._repeated.append(([pair[0]], [pair[1]]))
        self.fixed: NDArray[np.int64] = np.array(in_place, dtype=np.int64).reshape(-1, 2)
        """Pairs (old index, new index) that are linked for their words and place alone, in order; shape (n, 2)."""

    def by_rank(self) -> NDArray[np.int64]:
        """The other paragraphs with the same words, paired by rank; as keys old index * new paragraphs + new index.

        From the front, from the back and in proportion, as seen from either side.
        """
        found = [
            i * self._width + j
            for olds, news in self._repeated
            for i, j in (*_by_rank(olds, news), *((i, j) for j, i in _by_rank(news, olds)))
        ]
        return np.array(found, dtype=np.int64)


def _telling(words: tuple[int, ...], i: int, j: int, busy: tuple[Collection[int], Collection[int]]) -> bool:
    return len(words) >= MIN_WORDS and i not in busy[0] and j not in busy[1]


def _is_near(pair: tuple[int, int], places: Collection[tuple[int, int]]) -> bool:
    """One of `places` is near it, as far from it in one version as in the other; so are the edges of the texts."""
    i, j = pair
    for step in range(1, NEAR + 1):
        if (i - step, j - step) in places or (i + step, j + step) in places:
            return True
    return False


def _by_rank(olds: list[int], news: list[int]) -> Iterator[tuple[int, int]]:
    reach = range(-RANK_REACH, RANK_REACH + 1)
    for rank, old in enumerate(olds):
        from_back = rank + len(news) - len(olds)
        scaled = round(rank * (len(news) - 1) / max(len(olds) - 1, 1))
        for base in {rank: 0, from_back: 0, scaled: 0}:
            for step in reach:
                if 0 <= base + step < len(news):
                    yield old, news[base + step]
