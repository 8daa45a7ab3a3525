"""Which things stand in which rows, held as the columns of each row: a sparse matrix of ones.

The few operations on it that aligning needs, with numpy alone: importing `scipy.sparse` takes longer than aligning two
texts of a hundred paragraphs. Sums run in order of the columns, as SciPy's do, so both give the same figures to the digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

#: Cells and entries that are laid out at once: bounds memory (8 bytes each); changes no result.
CELLS = 1 << 20
#: Pairs are added up in a table of all cells where it is at most so many times as large as what is added; else by sorting; changes no result.
SPARSE = 16


@dataclass(frozen=True, slots=True)
class Incidence:
    """Rows of columns; each row's columns are in order and different."""

    indptr: Numbers
    """Where each row begins in `indices`, and where the last one ends; shape (rows + 1,)."""
    indices: Numbers
    """Columns of the rows, one row after the other."""
    width: int
    """Number of columns."""

    @classmethod
    def of_places(cls, rows: Numbers, columns: Numbers, shape: tuple[int, int]) -> Incidence:
        """From pairs (row, column) in any order, each as often as it comes."""
        keys = np.sort(rows * shape[1] + columns)
        keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
        owner = keys // max(shape[1], 1)
        return cls(_starts(np.bincount(owner, minlength=shape[0])), keys - owner * shape[1], shape[1])

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.indptr) - 1, self.width

    @property
    def nnz(self) -> int:
        """Number of entries."""
        return len(self.indices)

    @property
    def sizes(self) -> Numbers:
        """Entries of each row."""
        return np.diff(self.indptr)

    def between(self, first: int, last: int) -> Incidence:
        """The rows from one to before another."""
        ends = self.indptr[first : last + 1]
        return Incidence(ends - ends[0], self.indices[ends[0] : ends[-1]], self.width)

    def take(self, rows: Numbers) -> Incidence:
        """Rows in the order given, any of them as often as it is named."""
        sizes = self.sizes[rows]
        return Incidence(_starts(sizes), self.indices[_spread(self.indptr[rows], sizes)], self.width)

    def only(self, kept: NDArray[np.bool_]) -> Incidence:
        """Without the entries that are not kept; `kept`: a flag for each entry."""
        return Incidence(np.append(0, np.cumsum(kept))[self.indptr], self.indices[kept], self.width)

    def owners(self) -> Numbers:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.indptr) - 1), self.sizes)

    def keys(self) -> Numbers:
        """Each entry as row * width + column, in order."""
        return self.owners() * self.width + self.indices

    def turned(self) -> Incidence:
        """Rows as columns."""
        rows = self.shape[0]
        keys = np.sort(self.indices * rows + self.owners())
        counts = np.bincount(self.indices, minlength=self.width)
        return Incidence(_starts(counts), keys - np.repeat(np.arange(self.width) * rows, counts), rows)

    def weigh(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of each row's weights; shape (width,), or (width, kinds) for several at once, and the answer likewise."""
        if weights.ndim > 1:
            return np.stack([self.weigh(kind) for kind in weights.T], axis=1)
        return _added(self.owners(), weights[self.indices], self.shape[0])


def in_both(one: Incidence, other: Incidence) -> Incidence:
    """The entries that two of the same shape have in common, row by row."""
    # Both are in order: the stable sort merges them.
    merged = np.sort(np.concatenate((one.keys(), other.keys())), kind="stable")
    keys = merged[1:][merged[1:] == merged[:-1]]
    owner = keys // max(one.width, 1)
    return Incidence(_starts(np.bincount(owner, minlength=one.shape[0])), keys - owner * one.width, one.width)


def lacking(keys: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """For each of some keys in order, all different, whether it is not among others (in any order)."""
    both = np.concatenate((keys, np.sort(others, kind="stable")))
    order = np.argsort(both, kind="stable")
    twice = both[order[1:]] == both[order[:-1]]
    # Of equals the first of `keys` comes first, then the others.
    out = np.ones(len(both), dtype=bool)
    out[order[:-1][twice]] = False
    return out[: len(keys)]


def meetings(
    one: Incidence, other: Incidence, weights: NDArray[np.float64]
) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
    """Pairs of rows that have columns in common, in order, and the weight of these columns.

    Args:
        one: rows of columns.
        other: other rows of the same columns.
        weights: of the columns, more than 0.
    """
    none = np.zeros(0, dtype=np.int64)
    found = [(none, none, np.zeros(0)), *_meetings(one, other.turned(), weights)]
    firsts, seconds, values = zip(*found, strict=True)
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(values)


def _meetings(
    one: Incidence, by_column: Incidence, weights: NDArray[np.float64]
) -> Iterator[tuple[Numbers, Numbers, NDArray[np.float64]]]:
    """The same, some rows at a time."""
    partners, width = by_column.sizes[one.indices], by_column.width
    ends = np.append(0, np.cumsum(partners))[one.indptr]
    first, rows = 0, one.shape[0]
    while first < rows:
        # As many rows as fit; one at least.
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + CELLS, "right")) - 1)
        part = slice(one.indptr[first], one.indptr[last])
        columns, sizes = one.indices[part], partners[part]
        owner = np.repeat(np.repeat(np.arange(last - first), np.diff(one.indptr[first : last + 1])), sizes)
        keys = owner * width + by_column.indices[_spread(by_column.indptr[columns], sizes)]
        weight = np.repeat(weights[columns], sizes)
        if (last - first) * width <= SPARSE * len(keys):
            total = _added(keys, weight)
            names = np.flatnonzero(total)
            total = total[names]
        else:
            names, at = np.unique(keys, return_inverse=True)
            total = _added(at, weight, len(names))
        yield names // max(width, 1) + first, names % max(width, 1), total
        first = last


def _added(owner: Numbers, weights: NDArray[np.float64], rows: int = 0) -> NDArray[np.float64]:
    """Weights added up by owner, in the order in which they come."""
    return np.bincount(owner, weights, minlength=rows).astype(np.float64, copy=False)


def _starts(sizes: Numbers) -> Numbers:
    """Where stretches of these sizes begin that follow one another, and where the last one ends."""
    starts = np.zeros(len(sizes) + 1, dtype=np.int64)
    starts[1:] = np.cumsum(sizes)
    return starts


def _spread(starts: Numbers, sizes: Numbers) -> Numbers:
    """The places of stretches that begin here and there, one stretch after the other."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    places: Numbers = np.arange(total) + np.repeat(starts - (ends - sizes), sizes)
    return places
