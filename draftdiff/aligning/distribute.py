"""A chapeau copied into its former items, or gathered from them.

Coverage gives words to one successor only. Here the opening words are copied: the short paragraph they made up no
longer stands anywhere as a whole, and neighbours of its successor open with the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.context import OPENING_WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.similarity import Pairs
    from draftdiff.aligning.units import Side

#: A paragraph is dissolved when none of its links explains more than this share of it.
DISSOLVED = 0.5
#: How far from another successor a copy may stand, in paragraphs: the items of one list.
REACH = 4
#: Least likeness of the opening words.
SAME_OPENING = 0.7
#: The opening must be a quarter of the chapeau, the share asked of any further link.
LONGEST_CHAPEAU = 4 * OPENING_WORDS


def distribute(
    pairs: Pairs, opening: NDArray[np.float64], linked: NDArray[np.int64], sides: tuple[Side, Side]
) -> NDArray[np.int64]:
    """Positions of further links, forbidden ones included."""
    found = np.zeros(len(pairs.old), dtype=bool)
    ends, shares = (pairs.old, pairs.new), (pairs.of_old, pairs.of_new)
    for at, side in enumerate(sides):
        source, target = ends[at], ends[1 - at]
        held = np.zeros(len(side))
        np.maximum.at(held, source[linked], shares[at][linked])
        short = np.array([len(words) <= LONGEST_CHAPEAU for words in side.words], dtype=bool)
        chapeau = short & (held > 0) & (held <= DISSOLVED)
        found |= chapeau[source] & (opening >= SAME_OPENING) & _beside(source, target, linked, len(side))
    found[linked] = False
    return np.flatnonzero(found)


def _beside(
    source: NDArray[np.int64], target: NDArray[np.int64], linked: NDArray[np.int64], size: int
) -> NDArray[np.bool_]:
    """Pairs whose target lies within reach of the targets the same source is linked to."""
    low, high = np.full(size, np.iinfo(np.int64).max // 2), np.full(size, -REACH - 1, dtype=np.int64)
    np.minimum.at(low, source[linked], target[linked])
    np.maximum.at(high, source[linked], target[linked])
    return (target >= low[source] - REACH) & (target <= high[source] + REACH)
