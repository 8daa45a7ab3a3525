"""Takes back assigned links that only fill a seat.

One-to-one assignment gives the second of two merged paragraphs another partner, because the common successor is
taken. Such a link is the best of neither of its paragraphs, and little of what it shares is left once both have
their best partners: the coverage stage then finds the merge, or the split.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.coverage import MIN_SHARE
from draftdiff.aligning.similarity import shared_weight
from draftdiff.aligning.twins import in_their_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.similarity import Pairs


def keep_faithful(
    pairs: Pairs, scores: NDArray[np.float64], assigned: NDArray[np.int64], grams: Grams
) -> NDArray[np.int64]:
    """The assigned links without those that only fill a seat, equal paragraphs each in its place."""
    best_old = _best(pairs.old, scores, grams.old.shape[0])
    best_new = _best(pairs.new, scores, grams.new.shape[0])
    over, under = best_old[pairs.old[assigned]], best_new[pairs.new[assigned]]
    outdone = (scores[over] > scores[assigned]) & (scores[under] > scores[assigned])
    suspects = assigned[outdone]
    if not len(suspects):
        return in_their_places(pairs, scores, assigned, grams)
    own_old, own_new = grams.old[pairs.old[suspects]], grams.new[pairs.new[suspects]]
    left_old = own_old - own_old.multiply(grams.new[pairs.new[over[outdone]]])
    left_new = own_new - own_new.multiply(grams.old[pairs.old[under[outdone]]])
    rows = np.arange(len(suspects))
    weight = shared_weight(left_old.tocsr(), left_new.tocsr(), rows, rows, grams.weights)
    least = np.minimum(grams.old_totals[pairs.old[suspects]], grams.new_totals[pairs.new[suspects]])
    share = weight / np.maximum(least, 1e-9)
    faithful = assigned[~np.isin(assigned, suspects[share < MIN_SHARE])]
    return in_their_places(pairs, scores, faithful, grams)


def _best(group: NDArray[np.int64], scores: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    """Position of the pair of greatest score of each paragraph."""
    best = np.zeros(size, dtype=np.int64)
    order = np.argsort(scores, kind="stable")
    best[group[order]] = order
    return best
