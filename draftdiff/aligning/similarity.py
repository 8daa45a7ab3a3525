"""How alike two paragraphs are, by their words alone: labels, numbers and kinds take no part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.incidence import in_both

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.incidence import Incidence

#: Pairs compared at once: bounds memory (a paragraph has some 150 grams of 12 bytes); changes no result.
BATCH = 20_000
#: A paragraph of so many grams (some 700 words) is long, and in a pair with one of that part of them or fewer it would
#: be read through for little: a text without paragraph breaks has thousands of such pairs. Changes no result.
LONG, LOPSIDED = 2_000, 16


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs and what their words say, as parallel arrays in order of (old, new)."""

    old: NDArray[np.int64]
    """Index in the old version."""
    new: NDArray[np.int64]
    """Index in the new version."""
    shared: NDArray[np.float64]
    """Weight of shared grams."""
    similarity: NDArray[np.float64]
    """Shared weight over the geometric mean of both paragraphs' weights, 0..1."""
    of_old: NDArray[np.float64]
    """Share of the old paragraph's weight, 0..1."""
    of_new: NDArray[np.float64]
    """Share of the new paragraph's weight, 0..1."""
    keys: NDArray[np.int64]
    """old * width + new, sorted: for look-up."""
    width: int
    """Number of new paragraphs, at least 1."""

    def find(self, old: NDArray[np.int64], new: NDArray[np.int64]) -> NDArray[np.int64]:
        """Positions of pairs in these arrays, -1 where a pair is no candidate."""
        if not len(self.keys):
            return np.full(len(old), -1, dtype=np.int64)
        wanted = old * self.width + new
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        inside = (old >= 0) & (new >= 0) & (new < self.width) & (self.keys[at] == wanted)
        return np.where(inside, at, -1)


def compare_pairs(old: NDArray[np.int64], new: NDArray[np.int64], grams: Grams) -> Pairs:
    """Exact similarity of candidate pairs over all grams."""
    shared = shared_weight(grams.old, grams.new, old, new, grams.weights)
    totals_old, totals_new = grams.old_totals[old], grams.new_totals[new]
    empty = (totals_old == 0) & (totals_new == 0)
    # Two paragraphs without words ("...") are alike, as are two that are linked for having the same ones; one
    # without words is like nothing that has some.
    of_old = np.where(
        empty, 1.0, np.divide(shared, totals_old, out=np.zeros_like(shared), where=totals_old > 0)
    )
    of_new = np.where(
        empty, 1.0, np.divide(shared, totals_new, out=np.zeros_like(shared), where=totals_new > 0)
    )
    width = max(grams.new.shape[0], 1)
    return Pairs(old, new, shared, np.sqrt(of_old * of_new), of_old, of_new, old * width + new, width)


def shared_weight(
    rows: Incidence,
    columns: Incidence,
    old: NDArray[np.int64],
    new: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Weight of the grams that row old[k] of one side and row new[k] of the other both have.

    `weights`: shape (grams,), or (grams, kinds) for several at once, and the answer likewise.
    """
    out = np.zeros((len(old), *weights.shape[1:]))
    sizes = rows.sizes[old], columns.sizes[new]
    long_old = (sizes[0] >= LONG) & (sizes[0] >= LOPSIDED * sizes[1])
    long_new = (sizes[1] >= LONG) & (sizes[1] >= LOPSIDED * sizes[0])
    even = np.flatnonzero(~long_old & ~long_new)
    for at in range(0, len(even), BATCH):
        part = even[at : at + BATCH]
        out[part] = in_both(rows.take(old[part]), columns.take(new[part])).weigh(weights)
    _add_long(out, rows, columns, (old, new, np.flatnonzero(long_old)), weights)
    _add_long(out, columns, rows, (new, old, np.flatnonzero(long_new)), weights)
    return out


def _add_long(
    out: NDArray[np.float64],
    rows: Incidence,
    short: Incidence,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    weights: NDArray[np.float64],
) -> None:
    """Shared weight of the pairs of long rows, each of which is laid out once and multiplied with all its partners.

    `pairs`: numbers of the long rows, of the short ones, and which of these pairs are looked at.
    """
    numbers, partners, looked = pairs
    for number in np.unique(numbers[looked]).tolist():
        at = looked[numbers[looked] == number]
        present = rows.indices[rows.indptr[number] : rows.indptr[number + 1]]
        held = np.zeros(weights.shape)
        held[present] = weights[present]
        out[at] = short.take(partners[at]).weigh(held)
