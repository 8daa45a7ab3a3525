"""The assignment of greatest total, one row after the other by shortest augmenting paths.

D. F. Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions on Aerospace and Electronic
Systems 52 (2016). SciPy has the same method, and the choices among equals here are SciPy's: both give the same answer,
to the row. Importing `scipy.optimize` takes longer than aligning two texts of a hundred paragraphs, and what scores
well between two versions is so sparse that most rows need one step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Steps per row after which SciPy's solver is loaded: a step costs some 40 microseconds here, importing SciPy's some
#: thousand steps. Changes no result. Pairs of versions need 1 to 1.3.
PATIENCE = 20
#: Steps that are cheaper than that import however few rows there are; changes no result.
FREE_STEPS = 2_000


def best_assignment(gain: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows in order and the column of each, so that the sum of `gain` is greatest; shape (rows, columns), dense.

    As many pairs as the shorter side is long, those that gain nothing included.
    """
    rows, columns = gain.shape
    if rows > columns:
        taken, order = best_assignment(gain.T)
        at = np.argsort(order)
        return order[at], taken[at]
    search = _Search(np.ascontiguousarray(-gain))
    for row in range(rows):
        if search.steps > PATIENCE * rows + FREE_STEPS:
            from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - takes longer than most work here

            left, right = linear_sum_assignment(gain, maximize=True)
            return left.astype(np.int64), right.astype(np.int64)
        search.add(row)
    return np.arange(rows), search.column_of


class _Search:
    """The assignment of the rows added so far, with the dual prices that prove it."""

    def __init__(self, cost: NDArray[np.float64]) -> None:
        rows, columns = cost.shape
        self.cost = cost
        self.row_price, self.column_price = np.zeros(rows), np.zeros(columns)
        self.column_of = np.full(rows, -1, dtype=np.int64)
        self.row_of = np.full(columns, -1, dtype=np.int64)
        self.steps = 0

    def add(self, row: int) -> None:
        """Assign one more row, moving others along the cheapest path to a column that is free."""
        columns = len(self.row_of)
        # From the last column: a matrix of equals is assigned along its diagonal.
        left = np.arange(columns - 1, -1, -1)
        came_from = np.full(columns, -1, dtype=np.int64)
        shortest = np.full(columns, np.inf)
        rows, passed, lowest = [row], list[int](), 0.0
        while True:
            self.steps += 1
            reach = lowest + self.cost[rows[-1], left] - self.row_price[rows[-1]] - self.column_price[left]
            better = reach < shortest[left]
            came_from[left[better]] = rows[-1]
            shortest[left[better]] = reach[better]
            open_ones = shortest[left]
            lowest = float(open_ones.min())
            equals = np.flatnonzero(open_ones == lowest)
            free = equals[self.row_of[left[equals]] < 0]
            at = free[-1] if len(free) else equals[0]
            passed.append(int(left[at]))
            if len(free):
                break
            rows.append(int(self.row_of[passed[-1]]))
            left[at] = left[-1]
            left = left[:-1]
        self._price(rows, passed, shortest, lowest)
        self._turn(row, passed[-1], came_from)

    def _price(
        self, rows: list[int], passed: list[int], shortest: NDArray[np.float64], lowest: float
    ) -> None:
        self.row_price[rows[0]] += lowest
        others = np.array(rows[1:], dtype=np.int64)
        self.row_price[others] += lowest - shortest[self.column_of[others]]
        self.column_price[passed] -= lowest - shortest[passed]

    def _turn(self, row: int, column: int, came_from: NDArray[np.int64]) -> None:
        """Assign along the path, from its end back to the row it started from."""
        while True:
            before = int(came_from[column])
            self.row_of[column] = before
            after = int(self.column_of[before])
            self.column_of[before] = column
            if before == row:
                return
            column = after
