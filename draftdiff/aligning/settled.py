"""Paragraphs that were lightly edited in their place, linked before the search.

Seen from the nearest unchanged paragraph before or after it (see `identical`), such a paragraph stands in the same place
of both versions, most of its words stayed, and no other paragraph has them. The search could only find the same link. It
then takes part with the words alone that its link leaves unexplained.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.incidence import in_both
from draftdiff.aligning.residual import left_over
from draftdiff.aligning.sequence import in_chain

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams

#: Least share (by weight) of both paragraphs that must have stayed. Chosen; how many such links are right is measured and
#: stated as their confidence ("right before the search" of the model).
MIN_STAYED = 0.6
#: Least part of what stayed that stands in no third paragraph. Two near-duplicates that changed places have nothing of
#: their own in common. Chosen, and measured likewise.
MIN_OWN = 0.1


@dataclass(frozen=True, slots=True)
class Settled:
    """Links made for words and place."""

    old: NDArray[np.int64]
    """Index in the old version, in order."""
    new: NDArray[np.int64]
    """Index in the new version."""
    shared: NDArray[np.float64]
    """Weight of shared grams."""


def settle(grams: Grams, fixed: NDArray[np.int64], busy: tuple[Collection[int], Collection[int]]) -> Settled:
    """Lightly edited paragraphs in their place.

    Args:
        grams: of both versions.
        fixed: pairs of unchanged paragraphs, shape (n, 2), in order of the old version.
        busy: paragraphs of either version that the user pinned or forbade.
    """
    old, new = _in_place(fixed, grams.old.shape[0], grams.new.shape[0], busy)
    common = in_both(grams.old.take(old), grams.new.take(new))
    shared = common.weigh(grams.weights)
    # In the old and the new paragraph and nowhere else: between two and three times.
    alone = grams.weights > np.log((grams.old.shape[0] + grams.new.shape[0] + 1) / 2.5)
    own = common.weigh(grams.weights * alone)
    totals = grams.old_totals[old], grams.new_totals[new]
    good = (shared >= MIN_STAYED * np.maximum(*totals)) & (own >= MIN_OWN * shared) & (shared > 0)
    old, new, shared = old[good], new[good], shared[good]
    # Seen from before and from after it may stand in two places.
    single = (np.bincount(old)[old] == 1) & (np.bincount(new)[new] == 1) if len(old) else old > 0
    return Settled(old[single], new[single], shared[single])


def _in_place(
    fixed: NDArray[np.int64], olds: int, news: int, busy: tuple[Collection[int], Collection[int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of other paragraphs in the same place, seen from the nearest of the `fixed` that are in order."""
    stay = fixed[in_chain(fixed[:, 0], fixed[:, 1], np.ones((len(fixed), 3), dtype=np.int64))]
    if not len(stay):
        return stay[:, 0], stay[:, 1]
    free = np.setdiff1d(np.arange(olds), np.append(fixed[:, 0], list(busy[0])))
    after = np.searchsorted(stay[:, 0], free)
    steps = stay[:, 1] - stay[:, 0]
    sides = [free + steps[np.clip(at, 0, len(stay) - 1)] for at in (after - 1, after)]
    pairs = np.unique(np.concatenate([np.stack([free, side], axis=1) for side in sides]), axis=0)
    taken = np.append(fixed[:, 1], list(busy[1]))
    inside = (pairs[:, 1] >= 0) & (pairs[:, 1] < news) & ~np.isin(pairs[:, 1], taken)
    return pairs[inside, 0], pairs[inside, 1]


def left_open(grams: Grams, settled: Settled) -> Grams:
    """The grams without those that a settled link explains."""
    old, new = left_over(settled.old, settled.new, grams)
    return replace(grams, old=old, new=new)
