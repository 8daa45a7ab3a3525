"""Links for paragraphs that are alike among themselves and have one common successor, or one common ancestor.

Two near-duplicates merged into one ("Inspection of heating systems", "Inspection of air-conditioning systems" ->
"Inspections") share the same words with it, so coverage sees nothing left for the second. It is told from a deleted
near-duplicate by the successor: that resembles both about equally, and none of them closely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.similarity import Pairs

#: Smallest similarity of such a link: below, stock language makes two paragraphs alike.
MIN_SIMILARITY = 0.3
#: Similarity from which the successor simply continues its main ancestor, and the near-duplicate was dropped.
SAME_PARAGRAPH = 0.5
#: How much of the main link's similarity the further link must reach.
ABOUT_EQUAL = 0.8
#: How much of the new link's similarity the main link must have. Where neither paragraph has a link that good, the
#: assignment saw this one and preferred others: a rival, not a second ancestor.
NEARLY_MAIN = 0.9
#: A paragraph is underserved when its own best link has at most this share of the similarity of the new one. One
#: without any link is left alone: a dropped or copied near-duplicate looks the same.
UNDERSERVED = 0.8


def rejoin(pairs: Pairs, linked: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions of further links, forbidden ones included."""
    alike = pairs.similarity
    sizes = int(pairs.old.max(initial=-1)) + 1, int(pairs.new.max(initial=-1)) + 1
    served = tuple(np.zeros(size) for size in sizes)
    top = tuple(np.zeros(size) for size in sizes)
    for side, ends in enumerate((pairs.old, pairs.new)):
        np.maximum.at(served[side], ends[linked], alike[linked])
        np.maximum.at(top[side], ends, alike)
    is_open = np.ones(len(pairs.old), dtype=bool)
    is_open[linked] = False
    is_open &= (alike >= ABOUT_EQUAL * top[0][pairs.old]) & (alike >= ABOUT_EQUAL * top[1][pairs.new])
    is_open &= (alike >= MIN_SIMILARITY) & (alike < SAME_PARAGRAPH)
    have = served[0][pairs.old], served[1][pairs.new]
    weak, strong = np.minimum(*have), np.maximum(*have)
    is_open &= (alike >= ABOUT_EQUAL * strong) & (strong >= NEARLY_MAIN * alike)
    return np.flatnonzero(is_open & (weak <= UNDERSERVED * alike) & (weak > 0))
