"""Word 1- to 3-grams of all paragraphs of two versions, weighted by rarity, as sparse matrices."""

from __future__ import annotations

from dataclasses import dataclass
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
    flat = np.fromiter((w for words in paragraphs for w in words), dtype=np.int64, count=int(lengths.sum()))
    owner = np.repeat(np.arange(len(paragraphs)), lengths)
    rows, columns, widths = _incidence(flat, owner)
    width = sum(widths)
    sizes = np.repeat(np.arange(1, LONGEST + 1), widths)
    frequency = np.bincount(columns, minlength=width)
    weights = np.log((len(paragraphs) + 1) / np.maximum(frequency, 1))
    totals = np.zeros(len(paragraphs))
    np.add.at(totals, rows, weights[columns])
    in_old = np.bincount(columns[rows < len(old)], minlength=width)
    shared = (in_old > 0) & (in_old < frequency)
    keep = shared[columns]
    rows, columns = rows[keep], (np.cumsum(shared) - 1)[columns[keep]]
    whole = csr_matrix(
        (np.ones(len(rows)), (rows, columns)), shape=(len(paragraphs), int(shared.sum())), dtype=np.float64
    )
    return Grams(
        whole[: len(old)],
        whole[len(old) :],
        weights[shared],
        totals[: len(old)],
        totals[len(old) :],
        sizes[shared],
    )


def _incidence(flat: NDArray[np.int64], owner: NDArray[np.int64]) -> tuple[Any, Any, list[int]]:
    """Pairs (paragraph, gram), each once, and the number of grams of each size."""
    rows: list[NDArray[np.int64]] = []
    columns: list[NDArray[np.int64]] = []
    widths: list[int] = []
    codes = flat
    ends = owner
    for size in range(1, LONGEST + 1):
        if size > 1:
            # A gram of n words is a gram of n - 1 words and one more, inside one paragraph.
            tail = flat[size - 1 :]
            inside = owner[: len(tail)] == owner[size - 1 :]
            codes = codes[: len(tail)] * (int(flat.max(initial=0)) + 1) + tail
            codes = np.where(inside, codes, -1)
            ends = owner[: len(tail)]
        valid = codes >= 0
        names, numbers = np.unique(codes[valid], return_inverse=True)
        pairs = np.unique(ends[valid] * (len(names) + 1) + numbers)
        rows.append(pairs // (len(names) + 1))
        columns.append(pairs % (len(names) + 1) + sum(widths))
        widths.append(len(names))
        renumbered = np.full(len(codes), -1, dtype=np.int64)
        renumbered[valid] = numbers
        codes = np.where(valid, renumbered, 0)
    return np.concatenate(rows), np.concatenate(columns), widths
