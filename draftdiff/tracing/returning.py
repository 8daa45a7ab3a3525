"""Words that a paragraph lost and got back: dropped stretches are kept with their neighbours and looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.tracing.carrying import Words, matched, runs_of, word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.tracing.origins import Word

#: Away from where they were dropped, so many words in a row are taken for the dropped ones; on the spot (between the
#: same neighbours) a whole stretch of any length, or this many less one. Calibrated on bench/provenance.py.
ELSEWHERE = 4


@dataclass(frozen=True, slots=True)
class Grave:
    """Words in a row that a step dropped from a paragraph."""

    words: tuple[Word, ...]
    left: Word | None
    """The word before; None at the beginning."""
    right: Word | None
    """The word after; None at the end."""


def graves_of(words: Sequence[Word], alive: set[int]) -> list[Grave]:
    """The stretches of a paragraph's words that are not alive (by `id`) in the next version."""
    found: list[Grave] = []
    start, last = 0, len(words)
    for at in range(last + 1):
        if at == last or id(words[at]) in alive:
            if at > start:
                left = words[start - 1] if start else None
                right = words[at] if at < last else None
                found.append(Grave(tuple(words[start:at]), left, right))
            start = at + 1
    return found


def bring_back(row: list[Word | None], keys: Sequence[str], graves: Sequence[Grave], alive: set[int]) -> None:
    """Fill the gaps of a paragraph's words with dropped words that are there again; newest graves first.

    Args:
        row: the words of the paragraph; None where the origin is not known. Changed in place.
        keys: their keys, as many.
        graves: dropped stretches of the paragraph's lineage, oldest first.
        alive: `id` of the words already in this version. Grows.
    """
    if not graves or None not in row:
        return
    for first, last in _gaps(row):
        for grave in reversed(graves):
            _fill(row, keys, (first, last), grave, alive)


def _gaps(row: Sequence[Word | None]) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    start: int | None = None
    for at in range(len(row) + 1):
        empty = at < len(row) and row[at] is None
        if empty and start is None:
            start = at
        elif not empty and start is not None:
            gaps.append((start, at))
            start = None
    return gaps


def _fill(
    row: list[Word | None], keys: Sequence[str], gap: tuple[int, int], grave: Grave, alive: set[int]
) -> None:
    first, last = gap
    left = row[first - 1] if first else None
    right = row[last] if last < len(row) else None
    here = (left is not None and left is grave.left) or (right is not None and right is grave.right)
    if not here and min(last - first, len(grave.words)) < ELSEWHERE:
        return
    dead = [word for word in grave.words if id(word) not in alive]
    open_places = [at for at in range(first, last) if row[at] is None]
    if (
        not dead
        or not open_places
        or {word_key(w.text) for w in dead}.isdisjoint(keys[at] for at in open_places)
    ):
        return
    old = Words.of_keys(word_key(word.text) for word in dead)
    new = Words.of_keys(keys[at] for at in open_places)
    for run in runs_of(matched(old, range(len(dead)), new, range(len(open_places)))):
        whole = run.length in (len(dead), len(open_places))
        if not (run.length >= ELSEWHERE or (here and (whole or run.length >= ELSEWHERE - 1))):
            continue
        for k in range(run.length):
            row[open_places[run.new + k]] = dead[run.old + k]
            alive.add(id(dead[run.old + k]))
