"""Clauses that wandered between paragraphs without making a link: reported, not counted as split or merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.coverage import residual
from draftdiff.aligning.grams import LONGEST
from draftdiff.aligning.passages import Run, char_span, longest_run, unexplained
from draftdiff.aligning.similarity import shared_weight
from draftdiff.alignment import Transfer, Weight
from draftdiff.fold import fold, word_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.similarity import Pairs
    from draftdiff.aligning.units import Side

#: A three-word gram in more paragraphs of both versions than this is stock language.
COMMON = 5
#: Rare grams of three words from which a pair is looked at; a run of `MIN_RUN` words has four.
MIN_RARE = 3


def find_transfers(
    pairs: Pairs, linked: NDArray[np.int64], grams: Grams, old: Side, new: Side
) -> tuple[Transfer, ...]:
    """The longest wandering clause of each pair that is not linked, in order of the new version."""
    _, left = residual(pairs, linked, grams)
    is_open = np.ones(len(pairs.old), dtype=bool)
    is_open[linked] = False
    at = np.flatnonzero(is_open)
    spread = (len(old) + len(new) + 1) / np.exp(grams.weights)
    rare = ((grams.sizes == LONGEST) & (spread < COMMON + 0.5)).astype(np.float64)
    looked = at[shared_weight(grams.old, left, pairs.old[at], pairs.new[at], rare) >= MIN_RARE]
    if not len(looked):
        return ()
    finder = _Finder(old, new, [(int(pairs.old[k]), int(pairs.new[k])) for k in linked])
    order = sorted(
        looked.tolist(), key=lambda k: (int(pairs.new[k]), -float(pairs.shared[k]), int(pairs.old[k]))
    )
    return tuple(
        found for k in order if (found := finder.find(int(pairs.old[k]), int(pairs.new[k]))) is not None
    )


class _Finder:
    """Words as printed (folded) of both sides, and which of them links explain already."""

    def __init__(self, old: Side, new: Side, links: list[tuple[int, int]]) -> None:
        self._old, self._new = old, new
        self._words: tuple[dict[int, list[str]], dict[int, list[str]]] = ({}, {})
        self._sources: dict[int, list[int]] = {}
        self._heirs: dict[int, list[int]] = {}
        for i, j in links:
            self._sources.setdefault(j, []).append(i)
            self._heirs.setdefault(i, []).append(j)
        self._taken: dict[int, set[int]] = {}

    def find(self, i: int, j: int) -> Transfer | None:
        old, new = self._word(0, i), self._word(1, j)
        free = unexplained(new, [self._word(0, k) for k in self._sources.get(j, ())]) - self._taken.get(
            j, set()
        )
        run = longest_run(old, new, free)
        if run is None:
            return None
        self._taken.setdefault(j, set()).update(range(*run.new))
        return self._transfer(i, j, run, len(old), len(new))

    def _transfer(self, i: int, j: int, run: Run, old_length: int, new_length: int) -> Transfer:
        size = run.old[1] - run.old[0]
        stays = unexplained(self._word(0, i), [self._word(1, k) for k in self._heirs.get(i, ())])
        return Transfer(
            old=self._old.labels[i],
            new=self._new.labels[j],
            old_span=char_span(self._old.texts[i], run.old),
            new_span=char_span(self._new.texts[j], run.new),
            weight=Weight(old=round(size / old_length, 4), new=round(size / new_length, 4)),
            copied=not stays.issuperset(range(*run.old)),
        )

    def _word(self, side: int, at: int) -> list[str]:
        texts = (self._old, self._new)[side].texts
        known = self._words[side]
        if at not in known:
            known[at] = [fold(word) for word in word_texts(texts[at])]
        return known[at]
