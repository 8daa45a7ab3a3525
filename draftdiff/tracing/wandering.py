"""Stretches of words that went to another paragraph without a link between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.tracing.carrying import Run
from draftdiff.tracing.claims import Claim, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from draftdiff.tracing.carrying import Words
    from draftdiff.tracing.claims import Pair

#: Words in a row that mark a place: four are rarely shared by chance, and fewer miss no real clause.
GRAM = 4
#: Shortest stretch taken for the same words. Set formulas of resolutions that stand only once in a draft are shorter
#: ("Requests the Secretary-General to submit"). Calibrated on bench/provenance.py.
LEAST = 7

Free = dict[str, list[tuple[int, int]]]
"""Label -> stretches (first word, word after the last) not yet accounted for."""


def free_stretches(taken: Mapping[str, Sequence[bool]]) -> Free:
    """The stretches of words not taken, long enough to matter."""
    found: Free = {}
    for label, flags in taken.items():
        start = 0
        for at in range(len(flags) + 1):
            if at == len(flags) or flags[at]:
                if at - start >= LEAST:
                    found.setdefault(label, []).append((start, at))
                start = at + 1
    return found


def wandered(
    old: Mapping[str, Words], new: Mapping[str, Words], old_free: Free, new_free: Free
) -> list[Pair]:
    """Words that stand in an unaccounted stretch on both sides, by a run of words found only once in the old text."""
    if not old_free or not new_free:
        return []
    once = _marks(old, old_free)
    claims: list[Claim] = []
    for label, stretches in new_free.items():
        keys = new[label].keys
        for first, last in stretches:
            done = first
            for j in range(first, last - GRAM + 1):
                place = once.get(keys[j : j + GRAM]) if j >= done else None
                if place is None:
                    continue
                source, i, bounds = place
                run = _grown(old[source].keys, keys, i, j, bounds, (first, last))
                if run.length >= LEAST:
                    claims.append(Claim(source, label, run, 0.0))
                    done = run.new + run.length
    return settle(claims, copies=False)


def _marks(old: Mapping[str, Words], free: Free) -> dict[tuple[str, ...], tuple[str, int, tuple[int, int]]]:
    """Runs of `GRAM` words inside the free stretches that the whole old text holds once, with their place."""
    places: dict[tuple[str, ...], tuple[str, int, tuple[int, int]]] = {}
    for label, stretches in free.items():
        for bounds in stretches:
            for i, gram in _grams(old[label].keys, *bounds):
                places[gram] = (label, i, bounds)
    seen: set[tuple[str, ...]] = set()
    twice: set[tuple[str, ...]] = set()
    for words in old.values():
        for _, gram in _grams(words.keys, 0, len(words)):
            if gram in places:
                (twice if gram in seen else seen).add(gram)
    return {gram: place for gram, place in places.items() if gram not in twice}


def _grams(keys: tuple[str, ...], first: int, last: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for i in range(first, last - GRAM + 1):
        yield i, keys[i : i + GRAM]


def _grown(
    old: tuple[str, ...],
    new: tuple[str, ...],
    i: int,
    j: int,
    old_bounds: tuple[int, int],
    new_bounds: tuple[int, int],
) -> Run:
    """The longest run of equal words around a place, inside both stretches."""
    low = 0
    while i - low > old_bounds[0] and j - low > new_bounds[0] and old[i - low - 1] == new[j - low - 1]:
        low += 1
    high = GRAM
    while i + high < old_bounds[1] and j + high < new_bounds[1] and old[i + high] == new[j + high]:
        high += 1
    return Run(i - low, j - low, low + high)
