"""The best one-to-one assignment of all paragraphs at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.augmenting import best_assignment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.similarity import Pairs

#: Up to this many cells the dense solver is used (1,000 by 1,000: 50 ms, measured); both find an optimum.
DENSE_CELLS = 1_200_000
#: What it costs to leave a paragraph alone in the sparse problem: more than any pair can score, by reason.
ALONE = 10.0


def assign(pairs: Pairs, scores: NDArray[np.float64], floor: float, *, turned: bool) -> NDArray[np.int64]:
    """Positions (in `pairs`) of the assignment of greatest total score over pairs that score more than `floor`.

    `turned`: solve it with the new version's paragraphs as rows.
    """
    usable = np.flatnonzero(scores > floor)
    if not len(usable):
        return usable
    gain = scores[usable] - floor
    # Paragraphs without a usable pair take no part. The solvers choose among equals by rows.
    ends = (pairs.new, pairs.old) if turned else (pairs.old, pairs.new)
    rows, old = np.unique(ends[0][usable], return_inverse=True)
    columns, new = np.unique(ends[1][usable], return_inverse=True)
    if len(rows) * len(columns) <= DENSE_CELLS:
        matrix = np.zeros((len(rows), len(columns)))
        matrix[old, new] = gain
        left, right = best_assignment(matrix)
        taken = matrix[left, right] > 0
        left, right = left[taken], right[taken]
    else:
        left, right = _sparse(old, new, gain, len(rows), len(columns))
    found = rows[left], columns[right]
    return np.sort(pairs.find(found[turned], found[not turned]))


def _sparse(
    old: NDArray[np.int64], new: NDArray[np.int64], gain: NDArray[np.float64], rows: int, width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every row has a dummy column of its own, so that a full matching exists."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - takes longer to import than most texts to align
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # noqa: PLC0415 - as above

    spare = np.arange(rows)
    cost = np.concatenate([ALONE - gain, np.full(rows, ALONE)])
    graph = coo_matrix(
        (cost, (np.concatenate([old, spare]), np.concatenate([new, width + spare]))),
        shape=(rows, width + rows),
    ).tocsr()
    left, right = min_weight_full_bipartite_matching(graph)
    real = right < width
    return left[real].astype(np.int64), right[real].astype(np.int64)
