"""How far a word is from another as a scanner errs: the weighted distance behind every scan judgement.

Ordinary edit distance calls `urges` -> `purges` as near as `also` -> `aIso`. Here an exchange of signs that
scanners confuse costs a quarter, a speck next to nothing, and everything else its full price (domain brief, 7.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Postfix, Prefix

from draftdiff.lexicon import read_data

#: Price of an exchange inside a confusion class, of a cluster read as another, and of a speck.
CONFUSED, CLUSTER, SPECK = 0.25, 0.35, 0.2
#: Price of a sign that stands for anything (`ÿ`).
WILD = 0.33
#: Longest words compared; longer ones are not words.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Table:
    """The confusions, symmetrical."""

    pairs: frozenset[tuple[str, str]]
    clusters: frozenset[tuple[str, str]]
    garbage: frozenset[str]
    wild: frozenset[str]


@cache
def _table() -> _Table:
    data = read_data("confusions.json")
    pairs = {(a, b) for group in data["classes"] for a in group.lower() for b in group.lower() if a != b}
    clusters = {tuple(pair.split()) for pair in data["clusters"]}
    both = {(a, b) for a, b in clusters} | {(b, a) for a, b in clusters}
    return _Table(frozenset(pairs), frozenset(both), frozenset(data["garbage"]), frozenset(data["wild"]))


@lru_cache(maxsize=1 << 16)
def damage(damaged: str, printed: str) -> float:
    """Cheapest way in which a scanner could have read `damaged` where `printed` stood; 0 for equal texts.

    Texts are compared in lower case and may hold spaces and marks. One price is one letter lost or exchanged
    without a known reason.
    """
    a, b = _trimmed(damaged.lower(), printed.lower())
    if a == b:
        return 0.0
    if len(a) > LONGEST or len(b) > LONGEST:
        return float(max(len(a), len(b)))
    table = _table()
    rows: list[list[float]] = [[0.0]]
    for sign in b:
        rows[0].append(rows[0][-1] + _drop(sign, table))
    for i in range(1, len(a) + 1):
        row = [rows[i - 1][0] + _drop(a[i - 1], table)]
        rows.append(row)
        for j in range(1, len(b) + 1):
            row.append(
                min(
                    rows[i - 1][j - 1] + _exchange(a[i - 1], b[j - 1], table),
                    rows[i - 1][j] + _drop(a[i - 1], table),
                    row[j - 1] + _drop(b[j - 1], table),
                    _clusters(rows, a, b, i, j, table),
                )
            )
    return rows[-1][-1]


def _trimmed(a: str, b: str) -> tuple[str, str]:
    """Both words without their common start and end; two signs stay on each side, clusters may need them."""
    head: int = max(0, Prefix.similarity(a, b) - 2)
    tail: int = max(0, min(Postfix.similarity(a, b) - 2, min(len(a), len(b)) - head))
    return a[head : len(a) - tail], b[head : len(b) - tail]


def _drop(sign: str, table: _Table) -> float:
    return SPECK if sign in table.garbage or sign == " " else 1.0


def _exchange(a: str, b: str, table: _Table) -> float:
    if a == b:
        return 0.0
    if (a, b) in table.pairs:
        return CONFUSED
    return WILD if a in table.wild or b in table.wild else 1.0


def _clusters(rows: list[list[float]], a: str, b: str, i: int, j: int, table: _Table) -> float:
    """The cheapest way in by a cluster that ends here: two signs for one, one for two, two for two."""
    best = float("inf")
    for m, n in ((2, 1), (1, 2), (2, 2)):
        if i < m or j < n:
            continue
        left, right = a[i - m : i], b[j - n : j]
        if (left, right) in table.clusters or (
            (m == 1 and left in table.wild) or (n == 1 and right in table.wild)
        ):
            best = min(best, rows[i - m][j - n] + CLUSTER)
    return best
