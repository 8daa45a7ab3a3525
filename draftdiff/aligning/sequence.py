"""The heaviest chain of links that keep their order: what is outside it has moved."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Weight = tuple[int, int, int]


def heaviest_chain(points: list[tuple[int, int]], weights: list[Weight]) -> set[tuple[int, int]]:
    """Points of the heaviest chain that goes down in neither coordinate; points are unique.

    Weights add up by part and compare as tuples. The result is the same with coordinates swapped, because a chain is
    one in either order.
    """
    if not points:
        return set()
    ends = np.array(points, dtype=np.int64)
    kept = in_chain(ends[:, 0], ends[:, 1], np.array(weights, dtype=np.int64))
    return {points[k] for k in np.flatnonzero(kept).tolist()}


def in_chain(old: NDArray[np.int64], new: NDArray[np.int64], weights: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which points are in the heaviest chain.

    Args:
        old: first coordinates.
        new: second coordinates.
        weights: of each point, shape (n, 3); see `heaviest_chain`.
    """
    kept = np.zeros(len(old), dtype=bool)
    if not len(old):
        return kept
    order, other = np.lexsort((new, old)), np.lexsort((old, new))
    rank = np.empty(len(old), dtype=np.int64)
    rank[other] = np.arange(len(old))
    first, second, place = old[order], new[order], rank[order]
    # Points that follow one another in both orders stand or fall together, so they are weighed as one.
    follows = (np.diff(place) == 1) & (np.diff(first) > 0) & (np.diff(second) > 0)
    starts = np.flatnonzero(np.append(True, ~follows))
    heads = list(zip(first[starts].tolist(), second[starts].tolist(), strict=True))
    sums: list[Weight] = [(a, b, c) for a, b, c in np.add.reduceat(weights[order], starts, axis=0).tolist()]
    runs = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(old))))
    kept[order] = np.isin(runs, _chain(heads, sums))
    return kept


def _chain(points: list[tuple[int, int]], weights: list[Weight]) -> list[int]:
    """Positions of the heaviest chain among sorted points. A Fenwick tree of best chains: n log n, not n squared."""
    levels = sorted({point[1] for point in points})
    best: list[tuple[Weight, int]] = [((0, 0, 0), -1)] * (len(levels) + 1)
    before = [-1] * len(points)
    total: list[Weight] = [(0, 0, 0)] * len(points)
    for k, point in enumerate(points):
        at = bisect_left(levels, point[1]) + 1
        top: tuple[Weight, int] = ((0, 0, 0), -1)
        while at > 0:
            top = max(top, best[at])
            at -= at & -at
        before[k] = top[1]
        total[k] = (top[0][0] + weights[k][0], top[0][1] + weights[k][1], top[0][2] + weights[k][2])
        at = bisect_left(levels, point[1]) + 1
        while at <= len(levels):
            best[at] = max(best[at], (total[k], k))
            at += at & -at
    last = max(range(len(points)), key=lambda k: (total[k], -k), default=-1)
    chain: list[int] = []
    while last >= 0:
        chain.append(last)
        last = before[last]
    return chain
