"""Cut a rewritten run so that words which only look different stand by themselves.

Inside "geograpNcal basi.s" -> "geographical basis" two words were misread and none was drafted; inside "work plan
for" -> "workplan of" a space went and one word changed. Each such pair becomes a hunk of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from draftdiff.differing.hunks import Hunk
from draftdiff.fold import joined
from draftdiff.misreading.confusions import is_roman, may_read, skeleton, strokes_of
from draftdiff.misreading.damage import damage

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Tokens one print may fall into: "co mmit ments", "wi]l". Chosen; no calibration is recorded.
PIECES = 4
#: Largest run looked into, as product of both lengths; beyond it a phrase was rewritten, not misread.
#: Chosen as a limit of work or of what is shown.
LARGEST = 1600
#: Highest price a letter (`damage`) at which two readings count as one word for the purpose of cutting.
#: Chosen; no calibration is recorded.
SAME_WORD = 0.19
#: Shortest word judged by price: "of" and "or" are one sign apart. Chosen; no calibration is recorded.
SHORTEST = 4
#: Longest token that may be a Roman numeral. Chosen; no calibration is recorded.
ROMAN = 6
#: Least similarity (rapidfuzz Indel) at which the dear look at single signs is worth it.
#: Chosen; no calibration is recorded.
ALIKE = 0.4
_ENDINGS = ("ing", "ed", "es", "s", "d")


def refine(
    found: list[Hunk], old: Sequence[str], new: Sequence[str], known: frozenset[str] | None = None
) -> list[Hunk]:
    """Cut hunks so that pairs of readings of one word stand alone.

    Args:
        found: differences of two token lists.
        old: folded tokens of the old text.
        new: folded tokens of the new text.
        known: real words, two different ones of which are no readings of one; None where neither text shows scan
            noise, so that only spelling and spacing are looked at.
    """
    out: list[Hunk] = []
    for hunk in found:
        m, n = hunk.a1 - hunk.a0, hunk.b1 - hunk.b0
        if m * n < 2 or m * n > LARGEST:
            out.append(hunk)
        else:
            out += _cut(hunk, old[hunk.a0 : hunk.a1], new[hunk.b0 : hunk.b1], known)
    return out


def _cut(hunk: Hunk, a: Sequence[str], b: Sequence[str], known: frozenset[str] | None) -> list[Hunk]:
    pairs = _pairs(a, b, known) if known is not None or _kin(a, b) else _years(a, b)
    out: list[Hunk] = []
    i = j = 0
    for a0, a1, b0, b1 in [*pairs, (len(a), len(a), len(b), len(b))]:
        if a0 > i or b0 > j:
            out.append(Hunk(hunk.a0 + i, hunk.a0 + a0, hunk.b0 + j, hunk.b0 + b0))
        if a1 > a0:
            out.append(Hunk(hunk.a0 + a0, hunk.a0 + a1, hunk.b0 + b0, hunk.b0 + b1))
        i, j = a1, b1
    return out


#: A year: it answers another year at the edge of a run, whatever was put in beside it.
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def _years(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """A year alone on one side, a year and more on the other: "2020" and "2021), recalling resolution 2616 (2021"."""
    if min(len(a), len(b)) != 1:
        return []
    for at in (0, -1):
        if _YEAR.match(a[at]) and _YEAR.match(b[at]):
            i, j = at % len(a), at % len(b)
            return [(i, i + 1, j, j + 1)]
    return []


def _kin(a: Sequence[str], b: Sequence[str]) -> bool:
    """Some word of one side is on the other in another form, or cut or joined otherwise."""
    stems = {_group(key).stem for key in a if key.isalpha()}
    if not stems.isdisjoint(_group(key).stem for key in b if key.isalpha()):
        return True
    return not (_joins(a, 1).isdisjoint(_joins(b, PIECES)) and _joins(a, PIECES).isdisjoint(_joins(b, 1)))


def _joins(keys: Sequence[str], most: int) -> set[str]:
    """Up to so many neighbouring tokens written together, hyphens left out."""
    bare = [_group(key).bare for key in keys]
    return {"".join(bare[k : k + n]) for n in range(1, most + 1) for k in range(len(bare) - n + 1)} - {""}


def _pairs(
    a: Sequence[str], b: Sequence[str], known: frozenset[str] | None
) -> list[tuple[int, int, int, int]]:
    """Best-scoring pairs of groups in order: an alignment over 1:1, 1:k and k:1 groups of tokens."""
    olds, news = _joined_runs(a), _joined_runs(b)
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
                    old, new = olds[m][i - m], news[n][j - n]
                    if 2 * old.size < new.size or 2 * new.size < old.size:
                        continue
                    score = best[i - m][j - n] + _score(old, new, m + n, known)
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


class _Group(NamedTuple):
    """Some tokens written together, and what they are compared by."""

    text: str
    size: int
    """Characters."""
    bare: str
    """Without hyphens."""
    stem: str
    strokes: str
    """The Roman numeral it may be a reading of, or ""."""
    number: bool
    """Holds digits alone."""
    sound: bool
    """Holds a letter or a digit."""


@lru_cache(maxsize=1 << 14)
def _group(text: str) -> _Group:
    return _Group(
        text,
        len(text),
        joined((text,)),
        _stem(text),
        _strokes(text) if len(text) <= ROMAN else "",
        text.isdigit(),
        any(map(str.isalnum, text)),
    )


def _joined_runs(keys: Sequence[str]) -> list[list[_Group]]:
    """For each number of tokens up to `PIECES`, and each place: so many tokens from there, written together."""
    return [
        [_group("".join(keys[k : k + n])) for k in range(len(keys) - n + 1)] if n else []
        for n in range(PIECES + 1)
    ]


def _score(a: _Group, b: _Group, tokens: int, known: frozenset[str] | None) -> float:
    """How surely both groups are readings of one word, times its length; 0 where they are not.

    Args:
        a: the old group.
        b: the new group, no more than twice as long and no less than half as long.
        tokens: tokens of both groups.
        known: as for `refine`.
    """
    share = _likeness(a, b, known)
    return share * max(a.size, b.size) + 0.01 * (tokens - 2) if share else 0.0


def _likeness(a: _Group, b: _Group, known: frozenset[str] | None) -> float:
    """1 for the same letters, less for a misread word or another form of it, 0 for two words."""
    if a.text == b.text and a.size <= ROMAN:
        return 0.0  # an island that was swallowed on purpose
    if a.strokes and a.strokes == b.strokes:
        return 1.0
    if not (a.sound and b.sound):
        return 0.0
    if a.bare == b.bare:
        return 1.0
    if a.number or b.number:
        return float(may_read(a.text, b.text) or may_read(b.text, a.text))
    return _kindred(a, b, known)


def _kindred(a: _Group, b: _Group, known: frozenset[str] | None) -> float:
    """Two words of different letters: another form of one word, or a misreading of it."""
    if max(a.size, b.size) < SHORTEST or abs(a.size - b.size) > PIECES:
        return 0.0
    if a.stem == b.stem:
        return 0.9
    one, other = a.text, b.text
    if known is None or (one in known and other in known) or Indel.normalized_similarity(one, other) < ALIKE:
        return 0.0
    return _misread(one, other)


@lru_cache(maxsize=1 << 16)
def _misread(a: str, b: str) -> float:
    if skeleton(a) == skeleton(b):
        return 0.9
    most = SAME_WORD * max(len(a), len(b))
    return 0.8 if damage(a, b, most) <= most else 0.0


def _strokes(key: str) -> str:
    """The Roman numeral a folded word may be a reading of, or ""."""
    strokes = strokes_of(key).upper()
    return strokes if is_roman(strokes) else ""


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e")
