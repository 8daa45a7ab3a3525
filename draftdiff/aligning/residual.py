"""Which grams of a paragraph no link explains: a gram is explained when a linked paragraph has it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from draftdiff.aligning.similarity import LONG

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.similarity import Pairs

#: Links from which on a long paragraph is laid out once instead of once a link; changes no result.
CROWD = 8


def residual(pairs: Pairs, linked: NDArray[np.int64], grams: Grams) -> tuple[Any, Any]:
    """Grams of each old and each new paragraph that no link explains; `linked`: positions in `pairs`."""
    links = csr_matrix(
        (np.ones(len(linked)), (pairs.old[linked], pairs.new[linked])),
        shape=(grams.old.shape[0], grams.new.shape[0]),
    )
    return unexplained(grams.old, links, grams.new), unexplained(grams.new, links.T.tocsr(), grams.old)


def unexplained(own: Any, links: Any, others: Any) -> Any:
    """Rows of grams less those of all the other rows they are linked to.

    `links`: 1 where a row of `own` is linked to one of `others`; shape (rows of own, rows of others).
    """
    links = links.tocsc()
    heavy = np.flatnonzero((np.diff(others.indptr) >= LONG) & (np.diff(links.indptr) >= CROWD))
    if len(heavy):
        # The product below writes a row of grams down for each row linked to it. For a long one in many links it is
        # taken from these here.
        own, links = own.copy(), links.copy()
        held = np.zeros(own.shape[1], dtype=bool)
        for one in heavy.tolist():
            part = slice(links.indptr[one], links.indptr[one + 1])
            present = others.indices[others.indptr[one] : others.indptr[one + 1]]
            held[present] = True
            for row in links.indices[part].tolist():
                at = slice(own.indptr[row], own.indptr[row + 1])
                own.data[at][held[own.indices[at]]] = 0.0
            held[present] = False
            links.data[part] = 0.0
        own.eliminate_zeros()
        links.eliminate_zeros()
    explained = links.tocsr() @ others
    explained.data[:] = 1.0
    left = own - own.multiply(explained)
    left.eliminate_zeros()
    return left.tocsr()
