"""The heaviest chain of links that keep their order: what is outside it has moved."""

from __future__ import annotations

from bisect import bisect_left

Weight = tuple[int, int, int]


def heaviest_chain(points: list[tuple[int, int]], weights: list[Weight]) -> set[tuple[int, int]]:
    """Points of the heaviest chain that goes down in neither coordinate; points are unique.

    Points that follow one another in both coordinates stand or fall together, so they are weighed as one.
    """
    order = sorted(range(len(points)), key=points.__getitem__)
    rank = {k: at for at, k in enumerate(sorted(order, key=lambda k: (points[k][1], points[k][0])))}
    runs: list[list[int]] = []
    for k in order:
        follows = bool(runs) and rank[k] == rank[runs[-1][-1]] + 1
        if follows and all(x > y for x, y in zip(points[k], points[runs[-1][-1]], strict=True)):
            runs[-1].append(k)
        else:
            runs.append([k])
    heads = [points[run[0]] for run in runs]
    sums: list[Weight] = []
    for run in runs:
        parts = zip(*(weights[k] for k in run), strict=True)
        sums.append((sum(next(parts)), sum(next(parts)), sum(next(parts))))
    kept = _heaviest_chain(heads, sums)
    return {points[k] for run, head in zip(runs, heads, strict=True) if head in kept for k in run}


def _heaviest_chain(points: list[tuple[int, int]], weights: list[Weight]) -> set[tuple[int, int]]:
    """Weights add up by part and compare as tuples. A Fenwick tree of best chains: n log n, not n squared.

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
