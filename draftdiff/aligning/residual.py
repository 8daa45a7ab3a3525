"""Which grams of a paragraph no link explains: a gram is explained when a linked paragraph has it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.incidence import lacking
from draftdiff.aligning.similarity import LONG

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.incidence import Incidence
    from draftdiff.aligning.similarity import Pairs

#: Links from which on a long paragraph is laid out once instead of once a link; changes no result.
CROWD = 8


def residual(pairs: Pairs, linked: NDArray[np.int64], grams: Grams) -> tuple[Incidence, Incidence]:
    """Grams of each old and each new paragraph that no link explains; `linked`: positions in `pairs`."""
    return left_over(pairs.old[linked], pairs.new[linked], grams)


def left_over(old: NDArray[np.int64], new: NDArray[np.int64], grams: Grams) -> tuple[Incidence, Incidence]:
    """The same; the links are from old[k] to new[k]."""
    return _unexplained(grams.old, old, grams.new, new), _unexplained(grams.new, new, grams.old, old)


def _unexplained(
    own: Incidence, rows: NDArray[np.int64], others: Incidence, partners: NDArray[np.int64]
) -> Incidence:
    """Rows of grams less those of all the other rows they are linked to: rows[k] of `own` to partners[k] of `others`."""
    left = np.ones(own.nnz, dtype=bool)
    heavy = (others.sizes >= LONG) & (np.bincount(partners, minlength=others.shape[0]) >= CROWD)
    many = heavy[partners]
    # What follows writes a row of grams down for each row linked to it. A long one in many links is looked up here.
    for one in np.flatnonzero(heavy).tolist():
        held = np.zeros(own.width, dtype=bool)
        held[others.indices[others.indptr[one] : others.indptr[one + 1]]] = True
        for row in rows[partners == one].tolist():
            at = slice(own.indptr[row], own.indptr[row + 1])
            left[at] &= ~held[own.indices[at]]
    order = np.flatnonzero(~many)
    order = order[np.argsort(rows[order], kind="stable")]
    explained = others.take(partners[order])
    owner = np.repeat(rows[order], explained.sizes)
    left &= lacking(own.keys(), owner * own.width + explained.indices)
    return own.only(left)
