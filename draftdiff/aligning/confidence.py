"""How sure a link is: a calibrated probability, and its best rival."""

from __future__ import annotations

from math import exp
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


def confidence(similarity: float, margin: float, context: float) -> float:
    """Probability that a link is right.

    Args:
        similarity: of the words, or for a split or merge the larger share the link explains, 0..1.
        margin: its score less the best rival's.
        context: what the surroundings add to its score.
    """
    bounded = max(min(margin, 1.0), -1.0)
    logit = INTERCEPT + OF_SIMILARITY * similarity + OF_MARGIN * bounded + OF_CONTEXT * context
    return round(min(1 / (1 + exp(-logit)), HIGHEST), 3)


def rivals(pairs: Pairs, scores: NDArray[np.float64], linked: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each linked pair the best other pair of either paragraph that is not linked itself, or -1."""
    free = np.ones(len(pairs.old), dtype=bool)
    free[linked] = False
    at = np.flatnonzero(free)
    # Equal scores: the pair nearer to the diagonal, whichever version is called old.
    order = at[np.lexsort((-np.abs(pairs.old[at] - pairs.new[at]), scores[at].round(9)))]
    best_old = dict(zip(pairs.old[order].tolist(), order.tolist(), strict=True))
    best_new = dict(zip(pairs.new[order].tolist(), order.tolist(), strict=True))
    rank = {k: place for place, k in enumerate(order.tolist())}
    ends = zip(pairs.old[linked].tolist(), pairs.new[linked].tolist(), strict=True)
    both = ([best_old.get(i, -1), best_new.get(j, -1)] for i, j in ends)
    return np.array([max(two, key=lambda k: rank.get(k, -1)) for two in both], dtype=np.int64)
