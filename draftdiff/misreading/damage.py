"""How far a word is from another as a scanner errs: the weighted distance behind every scan judgement.

Ordinary edit distance calls `urges` -> `purges` as near as `also` -> `aIso`. Here an exchange of signs that
scanners confuse costs a quarter, a speck next to nothing, and everything else its full price (docs/domain.md, "Scans").
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from math import inf

from rapidfuzz.distance import Postfix, Prefix

from draftdiff.misreading.confusions import Confusions, confusions

#: Price of an exchange inside a confusion class, of a cluster read as another, and of a speck.
#: Chosen; no calibration is recorded.
CONFUSED, CLUSTER, SPECK = 0.25, 0.35, 0.2
#: Price of a sign that stands for anything (`ÿ`). Chosen; no calibration is recorded.
WILD = 0.33
#: Longest words compared; longer ones are not words. Chosen as a limit of work or of what is shown.
LONGEST = 60


@lru_cache(maxsize=1 << 16)
def damage(damaged: str, printed: str, most: float = inf) -> float:
    """Cheapest way in which a scanner could have read `damaged` where `printed` stood; 0 for equal texts.

    Texts are compared in lower case and may hold spaces and marks. One price is one letter lost or exchanged
    without a known reason.

    Args:
        damaged: what was read.
        printed: what may have stood there.
        most: a price above it need not be known; it may be given as infinite.
    """
    a, b = _trimmed(damaged.lower(), printed.lower())
    if a == b:
        return 0.0
    if len(a) > LONGEST or len(b) > LONGEST:
        return float(max(len(a), len(b)))
    table = confusions()
    drops = [SPECK if sign in table.garbage else 1.0 for sign in b]
    earlier: list[float] = []
    above = list(accumulate(drops, initial=0.0))
    for i, sign in enumerate(a):
        drop_sign = SPECK if sign in table.garbage else 1.0
        jumps = _jumps(earlier, above, a[max(i - 1, 0) : i + 1], b, table)
        left = above[0] + drop_sign
        row = [left]
        cells = zip(above, above[1:], _exchanges(sign, b, table), drops, strict=False)
        for j, (aslant, over, exchange, drop) in enumerate(cells):
            left = min(aslant + exchange, over + drop_sign, left + drop)
            if j in jumps:
                left = min(left, jumps[j])
            row.append(left)
        earlier, above = above, row
        if min(above) > most < min(earlier):  # every way to the end leads through one of the two rows
            return inf
    return above[-1]


def _trimmed(a: str, b: str) -> tuple[str, str]:
    """Both words without their common start and end; two signs stay on each side, clusters may need them."""
    head: int = max(0, Prefix.similarity(a, b) - 2)
    tail: int = max(0, min(Postfix.similarity(a, b) - 2, min(len(a), len(b)) - head))
    return a[head : len(a) - tail], b[head : len(b) - tail]


def _exchanges(sign: str, b: str, table: Confusions) -> list[float]:
    """Price of each sign of `b` in the place of a sign."""
    near, wild = table.near.get(sign, _NONE), table.wild
    dear = WILD if sign in wild else 1.0
    return [
        0.0 if other == sign else CONFUSED if other in near else WILD if other in wild else dear
        for other in b
    ]


_NONE: frozenset[str] = frozenset()


def _jumps(
    earlier: list[float], above: list[float], ending: str, b: str, table: Confusions
) -> dict[int, float]:
    """The cheapest ways in by a cluster that ends here: two signs for one, one for two, two for two.

    Args:
        earlier: the row before the row above; empty above the second sign.
        above: the row above.
        ending: the sign of this row and the one before it, if any.
        b: the other word.
        table: the confusions.

    Returns:
        Place in `b` -> price, for places at which a cluster ends.
    """
    sign = ending[-1]
    singles, doubles = (
        table.clusters.get(ending, _NONE) if earlier else _NONE,
        table.clusters.get(sign, _NONE),
    )
    anything = sign in table.wild
    if not (singles or doubles or anything or (earlier and not table.wild.isdisjoint(b))):
        return {}
    found: dict[int, float] = {}
    for j, other in enumerate(b):
        pair = b[j - 1 : j + 1] if j else ""
        ways: list[float] = []
        if earlier and (other in singles or other in table.wild):
            ways.append(earlier[j] + CLUSTER)
        if j and (anything or pair in doubles):
            ways.append(above[j - 1] + CLUSTER)
        if j and pair in singles:
            ways.append(earlier[j - 1] + CLUSTER)
        if ways:
            found[j] = min(ways)
    return found
