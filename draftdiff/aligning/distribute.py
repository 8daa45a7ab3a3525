"""A chapeau copied into its former items, or gathered from them.

Coverage gives words to one successor only. Here the opening words are copied: the short paragraph they made up no
longer stands anywhere as a whole, and several paragraphs in one place open with its words as none of their own
ancestors did.
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
#: How far from one another the copies may stand, in paragraphs: the items of one list.
REACH = 4
#: Least likeness of the opening words, and the most a copy's own ancestor may have.
SAME_OPENING, OTHER_OPENING = 0.6, 0.3
#: The opening must be a quarter of the chapeau, the share asked of any further link.
LONGEST_CHAPEAU = 4 * OPENING_WORDS


def distribute(
    pairs: Pairs, opening: NDArray[np.float64], linked: NDArray[np.int64], sides: tuple[Side, Side]
) -> NDArray[np.int64]:
    """Positions of further links, forbidden ones included."""
    found: set[int] = set()
    ends, shares = (pairs.old, pairs.new), (pairs.of_old, pairs.of_new)
    for at, side in enumerate(sides):
        source, target = ends[at], ends[1 - at]
        held, known = np.zeros(len(side)), np.zeros(len(sides[1 - at]))
        np.maximum.at(held, source[linked], shares[at][linked])
        # A link to the chapeau itself is no ancestor of another kind.
        short = np.array([len(words) <= LONGEST_CHAPEAU for words in side.words], dtype=bool)
        chapeau = short & (held <= DISSOLVED)
        others = linked[~(chapeau[source[linked]] & (opening[linked] >= SAME_OPENING))]
        np.maximum.at(known, target[others], opening[others])
        alike = np.flatnonzero(chapeau[source] & (opening >= SAME_OPENING) & (known[target] <= OTHER_OPENING))
        found.update(_in_groups(alike, source, target))
    return np.array(sorted(found - set(linked.tolist())), dtype=np.int64)


def _in_groups(at: NDArray[np.int64], source: NDArray[np.int64], target: NDArray[np.int64]) -> list[int]:
    """Pairs whose target has another target of the same source within reach."""
    places: dict[int, list[int]] = {}
    for k in at.tolist():
        places.setdefault(int(source[k]), []).append(int(target[k]))
    return [
        k
        for k in at.tolist()
        if any(0 < abs(int(target[k]) - other) <= REACH for other in places[int(source[k])])
    ]
