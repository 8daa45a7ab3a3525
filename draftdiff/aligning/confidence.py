"""How sure a link is: a calibrated probability, and whether to abstain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.similarity import Pairs

#: Logistic regression on (similarity, score, margin to the best rival); see docs/accuracy for the calibration table.
INTERCEPT = -2.0
OF_SIMILARITY = 6.0
OF_MARGIN = 4.0
#: Nothing is certain but a pin.
HIGHEST = 0.999


def confidence(similarity: float, margin: float) -> float:
    """Probability that a link is right.

    Args:
        similarity: of the words, or for a split or merge the larger share the link explains, 0..1.
        margin: its score less the best rival's, bounded to -1..1.
    """
    logit = INTERCEPT + OF_SIMILARITY * similarity + OF_MARGIN * max(min(margin, 1.0), -1.0)
    return round(min(float(1 / (1 + np.exp(-logit))), HIGHEST), 3)


def rivals(pairs: Pairs, scores: NDArray[np.float64], linked: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each linked pair the best other pair of either paragraph that is not linked itself, or -1."""
    free = np.ones(len(pairs.old), dtype=bool)
    free[linked] = False
    at = np.flatnonzero(free)
    best_old = _best(pairs.old[at], at, scores)
    best_new = _best(pairs.new[at], at, scores)
    out = np.full(len(linked), -1, dtype=np.int64)
    for place, k in enumerate(linked.tolist()):
        both = [best_old.get(int(pairs.old[k]), -1), best_new.get(int(pairs.new[k]), -1)]
        known = [r for r in both if r >= 0]
        if known:
            out[place] = max(
                known, key=lambda r: (round(float(scores[r]), 9), -abs(int(pairs.old[r]) - int(pairs.new[r])))
            )
    return out


def _best(group: NDArray[np.int64], at: NDArray[np.int64], scores: NDArray[np.float64]) -> dict[int, int]:
    order = np.lexsort((at, scores[at]))
    return dict(zip(group[order].tolist(), at[order].tolist(), strict=True))
