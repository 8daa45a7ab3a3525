"""Words that a paragraph lost and got back: dropped stretches are kept with their neighbours and looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.tracing.origins.carried import Words, matched, runs_of, word_key
from draftdiff.tracing.origins.words import Grave

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.tracing.origins.words import Word

#: Away from where they were dropped, so many words in a row are taken for the dropped ones; on the spot (between the
#: same neighbours) a whole stretch of any length, or this many less one. Calibrated on bench/provenance.py.
ELSEWHERE = 4


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
    beside, grams = _index(graves)
    for first, last in _gaps(row):
        left = row[first - 1] if first else None
        right = row[last] if last < len(row) else None
        here = {at for side in (("left", id(left)), ("right", id(right))) for at in beside.get(side, ())}
        found = {
            at
            for j in range(first, last - ELSEWHERE + 1)
            for at in grams.get(tuple(keys[j : j + ELSEWHERE]), ())
        }
        for at in sorted(here, reverse=True):
            _fill(row, keys, (first, last), graves[at], alive, here=True)
        for at in sorted(found - here, reverse=True):
            _fill(row, keys, (first, last), graves[at], alive, here=False)


Beside = dict[tuple[str, int], list[int]]
"""Side and `id` of a neighbour -> graves, by place in the list."""


def _index(graves: Sequence[Grave]) -> tuple[Beside, dict[tuple[str, ...], list[int]]]:
    """Graves by their neighbours, and by the runs of `ELSEWHERE` words in them."""
    beside: Beside = {}
    grams: dict[tuple[str, ...], list[int]] = {}
    for at, grave in enumerate(graves):
        for side, word in (("left", grave.left), ("right", grave.right)):
            if word is not None:
                beside.setdefault((side, id(word)), []).append(at)
        keys = tuple(word_key(word.text) for word in grave.words)
        for i in range(len(keys) - ELSEWHERE + 1):
            places = grams.setdefault(keys[i : i + ELSEWHERE], [])
            if places[-1:] != [at]:  # once a grave, however often it repeats itself
                places.append(at)
    return beside, grams


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
    row: list[Word | None],
    keys: Sequence[str],
    gap: tuple[int, int],
    grave: Grave,
    alive: set[int],
    *,
    here: bool,
) -> None:
    """Fill one gap from one grave; `here`: one of the two words that stood beside it still does."""
    dead = [word for word in grave.words if id(word) not in alive]
    open_places = [at for at in range(*gap) if row[at] is None]
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
