"""How sure a link is: a calibrated probability, and its best rival."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.similarity import Pairs

#: Logistic regression of "the link is right" on the three figures below, over the bundled history, the EU pairs
#: (weight 5) and synthetic pairs in three languages, half of them with 2 % scan noise; 4,013 links. The calibration
#: table is printed by `bench/quality.py`; fit again when the scores of `context` change.
INTERCEPT = 0.84
OF_SIMILARITY = 1.79
OF_MARGIN = 2.88
OF_CONTEXT = 4.56
#: Nothing is certain but a pin.
HIGHEST = 0.999
#: Below, as many links are wrong as right: the aligner abstains and reports the pair as uncertain.
LOWEST = 0.5


def confidence(
    similarity: NDArray[np.float64], margin: NDArray[np.float64], context: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Probability that each link is right, to three digits.

    Args:
        similarity: of the words, or for a split or merge the larger share the link explains, 0..1.
        margin: its score less the best rival's.
        context: what the surroundings add to its score.
    """
    logit = INTERCEPT + OF_SIMILARITY * similarity + OF_MARGIN * np.clip(margin, -1, 1) + OF_CONTEXT * context
    return np.minimum(1 / (1 + np.exp(-logit)), HIGHEST).round(3)


def rivals(pairs: Pairs, scores: NDArray[np.float64], linked: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each linked pair the best other pair of either paragraph that is not linked itself, or -1."""
    free = np.ones(len(pairs.old), dtype=bool)
    free[linked] = False
    at = np.flatnonzero(free)
    # Equal scores: the pair nearer to the diagonal, whichever version is called old.
    order = at[np.lexsort((-np.abs(pairs.old[at] - pairs.new[at]), scores[at].round(9)))]
    rank = np.full(len(pairs.old) + 1, -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    sizes = int(pairs.old.max(initial=-1)) + 1, int(pairs.new.max(initial=-1)) + 1
    best_old, best_new = (np.full(size, -1, dtype=np.int64) for size in sizes)
    # In order of rank, so that the last one written is the best. The rank of -1, for none, is -1.
    best_old[pairs.old[order]] = order
    best_new[pairs.new[order]] = order
    of_old, of_new = best_old[pairs.old[linked]], best_new[pairs.new[linked]]
    return np.where(rank[of_new] > rank[of_old], of_new, of_old)
