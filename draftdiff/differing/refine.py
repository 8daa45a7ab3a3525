"""Cut a rewritten run so that words which only look different stand by themselves.

Inside "geograpNcal basi.s" -> "geographical basis" two words were misread and none was drafted; inside "work plan
for" -> "workplan of" a space went and one word changed. Each such pair becomes a hunk of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.classifying.damage import damage
from draftdiff.differing.words import Hunk
from draftdiff.fold import joined, skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Tokens one print may fall into: "co mmit ments", "wi]l".
PIECES = 4
#: Largest run looked into, as product of both lengths; beyond it a phrase was rewritten, not misread.
LARGEST = 1600
#: Highest price a letter (`damage`) at which two readings count as one word for the purpose of cutting.
SAME_WORD = 0.19
#: Shortest word judged by price: "of" and "or" are one sign apart.
SHORTEST = 4
_ENDINGS = ("ing", "ed", "es", "s", "d")


def refine(found: list[Hunk], old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Cut hunks so that pairs of readings of one word stand alone. Tokens are given as folded keys."""
    out: list[Hunk] = []
    for hunk in found:
        m, n = hunk.a1 - hunk.a0, hunk.b1 - hunk.b0
        if m * n < 2 or m * n > LARGEST:
            out.append(hunk)
        else:
            out += _cut(hunk, old[hunk.a0 : hunk.a1], new[hunk.b0 : hunk.b1])
    return out


def _cut(hunk: Hunk, a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    pairs = _pairs(a, b)
    out: list[Hunk] = []
    i = j = 0
    for a0, a1, b0, b1 in [*pairs, (len(a), len(a), len(b), len(b))]:
        if a0 > i or b0 > j:
            out.append(Hunk(hunk.a0 + i, hunk.a0 + a0, hunk.b0 + j, hunk.b0 + b0))
        if a1 > a0:
            out.append(Hunk(hunk.a0 + a0, hunk.a0 + a1, hunk.b0 + b0, hunk.b0 + b1))
        i, j = a1, b1
    return out


def _pairs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Best-scoring pairs of groups in order: an alignment over 1:1, 1:k and k:1 groups of tokens."""
    best: list[list[float]] = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i and best[i - 1][j] >= best[i][j]:
                best[i][j], step[i][j] = best[i - 1][j], (1, 0)
            if j and (not i or best[i][j - 1] > best[i][j]):
                best[i][j], step[i][j] = best[i][j - 1], (0, 1)
            for m, n in _GROUPS:
                if m <= i and n <= j:
                    score = best[i - m][j - n] + _score(tuple(a[i - m : i]), tuple(b[j - n : j]))
                    if score > best[i][j]:
                        best[i][j], step[i][j] = score, (m, n)
    return _walk(step, len(a), len(b))


_GROUPS = [
    (1, 1),
    *[(1, k) for k in range(2, PIECES + 1)],
    *[(k, 1) for k in range(2, PIECES + 1)],
    (2, 3),
    (3, 2),
]


def _walk(step: list[list[tuple[int, int]]], i: int, j: int) -> list[tuple[int, int, int, int]]:
    out: list[tuple[int, int, int, int]] = []
    while i or j:
        m, n = step[i][j]
        if m and n:
            out.append((i - m, i, j - n, j))
        i, j = i - m, j - n
    return out[::-1]


@lru_cache(maxsize=1 << 16)
def _score(old: tuple[str, ...], new: tuple[str, ...]) -> float:
    """How surely both groups are readings of one word, times its length; 0 where they are not."""
    a, b = joined(old), joined(new)
    if len(old) == len(new) == 1 and _strokes(a) == _strokes(b) != "":
        return 1.0
    longer = max(len(a), len(b))
    if not any(c.isalnum() for c in a) or not any(c.isalnum() for c in b) or min(len(a), len(b)) * 2 < longer:
        return 0.0
    pieces = -0.01 * (len(old) + len(new) - 2)
    if a == b:
        return longer - pieces
    if a.isdigit() or b.isdigit() or longer < SHORTEST:
        return 0.0
    if skeleton(a) == skeleton(b) or _stem(a) == _stem(b):
        return 0.9 * longer - pieces
    if abs(len(a) - len(b)) > PIECES:
        return 0.0
    return 0.8 * longer - pieces if damage(a, b) <= SAME_WORD * longer else 0.0


_STROKES = str.maketrans(dict.fromkeys("l1|!tj][", "i"))
_ROMAN = re.compile(r"[ivx]{1,6}\Z")


def _strokes(word: str) -> str:
    """The Roman numeral a word may be a reading of, or ""."""
    strokes = word.translate(_STROKES)
    return strokes if _ROMAN.match(strokes) else ""


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e")
