"""Word 1- to 3-grams of all paragraphs of two versions, weighted by rarity, as sparse matrices."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.units import Side

#: Longest gram. Three words hold a phrase together; longer ones die at the first edit (EU and UN development pairs:
#: 3 and 4 score the same).
LONGEST = 3


@dataclass(frozen=True, slots=True)
class Grams:
    """Which grams stand in which paragraph."""

    old: Any
    """scipy CSR matrix, paragraphs of the old version by grams that both versions have; 1 where present."""
    new: Any
    """The same for the new version."""
    weights: NDArray[np.float64]
    """Rarity of each gram: log((P + 1) / p), p of P paragraphs of both versions hold it."""
    old_totals: NDArray[np.float64]
    """Weight of all grams of each old paragraph, those included that only one version has."""
    new_totals: NDArray[np.float64]
    """The same for the new version."""
    sizes: NDArray[np.int64]
    """Words in each gram, 1 to `LONGEST`."""


def count_grams(old: Side, new: Side) -> Grams:
    """Grams of both sides. Cost grows with the number of words, not of pairs."""
    paragraphs = (*old.words, *new.words)
    lengths = np.array([len(words) for words in paragraphs], dtype=np.int64)
    flat = np.fromiter(chain.from_iterable(paragraphs), dtype=np.int64, count=int(lengths.sum()))
    owner = np.repeat(np.arange(len(paragraphs)), lengths)
    rows, columns, widths = _incidence(flat, owner)
    whole = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(paragraphs), sum(widths)))
    # A gram that stands twice in a paragraph was added up while the matrix was built; only its presence counts.
    columns = whole.indices
    frequency = np.bincount(columns, minlength=sum(widths))
    weights = np.log((len(paragraphs) + 1) / np.maximum(frequency, 1))
    totals = np.add.reduceat(np.append(weights[columns], 0.0), whole.indptr[:-1]) * (
        np.diff(whole.indptr) > 0
    )
    in_old = np.bincount(columns[: whole.indptr[len(old)]], minlength=sum(widths))
    shared = (in_old > 0) & (in_old < frequency)
    kept = np.append(0, np.cumsum(shared[columns]))
    known = csr_matrix(
        (np.ones(int(kept[-1])), (np.cumsum(shared) - 1)[columns[shared[columns]]], kept[whole.indptr]),
        shape=(len(paragraphs), int(shared.sum())),
    )
    sizes = np.repeat(np.arange(1, LONGEST + 1), widths)
    return Grams(
        known[: len(old)],
        known[len(old) :],
        weights[shared],
        totals[: len(old)],
        totals[len(old) :],
        sizes[shared],
    )


def _incidence(flat: NDArray[np.int64], owner: NDArray[np.int64]) -> tuple[Any, Any, list[int]]:
    """Pairs (paragraph, gram), one for each place, and the number of grams of each size."""
    words = int(flat.max(initial=0)) + 1
    rows, columns, widths = [owner], [flat], [words]
    codes = flat
    for size in range(2, LONGEST + 1):
        # A gram of n words is a gram of n - 1 words and one more, inside one paragraph.
        tail = flat[size - 1 :]
        inside = owner[: len(tail)] == owner[size - 1 :]
        names, numbers = np.unique((codes[: len(tail)] * words + tail)[inside], return_inverse=True)
        rows.append(owner[: len(tail)][inside])
        columns.append(numbers + sum(widths))
        widths.append(len(names))
        codes = np.zeros(len(tail), dtype=np.int64)
        codes[inside] = numbers
    return np.concatenate(rows), np.concatenate(columns), widths
