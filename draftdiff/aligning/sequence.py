"""The heaviest chain of links that keep their order: what is outside it has moved."""

from __future__ import annotations

from bisect import bisect_left

Weight = tuple[int, int, int]


def heaviest_chain(points: list[tuple[int, int]], weights: list[Weight]) -> set[tuple[int, int]]:
    """Points of the heaviest chain that goes down in neither coordinate; points are unique.

    Weights add up by part and compare as tuples. A Fenwick tree of best chains: n log n, not n squared.
    The result is the same with coordinates swapped, because a chain is one in either order.
    """
    order = sorted(range(len(points)), key=lambda k: points[k])
    levels = sorted({points[k][1] for k in order})
    best: list[tuple[Weight, int]] = [((0, 0, 0), -1)] * (len(levels) + 1)
    before = [-1] * len(points)
    total: list[Weight] = [(0, 0, 0)] * len(points)
    for k in order:
        at = bisect_left(levels, points[k][1]) + 1
        top: tuple[Weight, int] = ((0, 0, 0), -1)
        while at > 0:
            top = max(top, best[at])
            at -= at & -at
        before[k] = top[1]
        total[k] = (top[0][0] + weights[k][0], top[0][1] + weights[k][1], top[0][2] + weights[k][2])
        at = bisect_left(levels, points[k][1]) + 1
        while at <= len(levels):
            best[at] = max(best[at], (total[k], k))
            at += at & -at
    last = max(range(len(points)), key=lambda k: (total[k], -k), default=-1)
    chain: set[tuple[int, int]] = set()
    while last >= 0:
        chain.add(points[last])
        last = before[last]
    return chain
