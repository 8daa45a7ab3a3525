"""Stretches of words that went to another paragraph without a link between the two.

Words that no link accounts for are compared with the words nobody took over, by runs of words that the older text
holds only once: formulas, which stand everywhere, prove nothing. A handful of such words in one place is enough where
the two paragraphs are linked already, a clause is needed where they are not.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from draftdiff.tracing.origins.carried import Run, matched, runs_of
from draftdiff.tracing.origins.claims import Claim, settle

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from draftdiff.tracing.origins.carried import Words
    from draftdiff.tracing.origins.claims import Pair

#: Words in a row that mark a place. Chosen; no calibration is recorded.
GRAM = 3
#: Marked words in one stretch from which it is taken to have wandered between paragraphs that are not linked, and
#: between paragraphs that are. Calibrated on bench/provenance.py: below seven, texts drafted anew begin to be claimed.
LEAST, LEAST_LINKED = 7, 4
#: Share of a stretch that must be the same words, or stand only once in the older text.
#: Chosen; no calibration is recorded.
DENSE = 0.5
#: Between the marked runs of such a stretch, fewer words in a row than this are chance.
#: Chosen; no calibration is recorded.
LEAST_BETWEEN = 2

#: Inside linked paragraphs two words in a row are enough where one of them is rare: in at most this share of the
#: paragraphs of the older text, or in three of them. Chosen; no calibration is recorded.
SHIFT = 2
#: The share and the number of paragraphs `SHIFT` speaks of. Chosen; no calibration is recorded.
RARE, RARE_ANYWAY = 0.05, 3

Free = dict[str, list[tuple[int, int]]]
"""Label -> stretches (first word, word after the last) not yet accounted for."""
Place = tuple[str, int, tuple[int, int]]
"""Label, word index, and the bounds of the stretch it is in."""


def free_stretches(taken: Mapping[str, Sequence[bool]], least: int = SHIFT) -> Free:
    """The stretches of words not taken, long enough to matter."""
    found: Free = {}
    for label, flags in taken.items():
        start = 0
        for at in range(len(flags) + 1):
            if at == len(flags) or flags[at]:
                if at - start >= least:
                    found.setdefault(label, []).append((start, at))
                start = at + 1
    return found


def wandered(
    old: Mapping[str, Words],
    new: Mapping[str, Words],
    old_free: Free,
    new_free: Free,
    linked: Container[tuple[str, str]] = (),
) -> list[Pair]:
    """Words that stand in an unaccounted stretch on both sides.

    Args:
        old: label -> words of the whole older text.
        new: label -> words of the whole newer text.
        old_free: stretches of the older text that nobody took over.
        new_free: stretches of the newer text whose origin is not known.
        linked: (old label, new label) of paragraphs that share words already.
    """
    if not old_free or not new_free:
        return []
    once = _marks(old, old_free)
    claims: list[Claim] = []
    for label, stretches in new_free.items():
        for bounds in stretches:
            for (source, _), runs in _runs(old, new[label].keys, once, bounds).items():
                least = LEAST_LINKED if (source, label) in linked else LEAST
                if sum(run.length for run in runs) >= least:
                    claims += [
                        Claim(source, label, run, 0.0) for run in _filled(old[source], new[label], runs)
                    ]
    return settle(claims, copies=False)


def shifted(
    old: Mapping[str, Words],
    new: Mapping[str, Words],
    old_free: Free,
    new_free: Free,
    linked: Iterable[tuple[str, str]],
) -> list[Pair]:
    """Words that changed their place between two paragraphs that share words already; arguments as `wandered`."""
    pairs = [(a, b) for a, b in linked if a in old_free and b in new_free]
    if not pairs:
        return []
    spread = Counter(key for words in old.values() for key in set(words.keys))
    limit = max(RARE_ANYWAY, RARE * len(old))
    claims: list[Claim] = []
    for source, target in pairs:
        left, right = old[source].keys, new[target].keys
        places: dict[tuple[str, ...], list[tuple[int, tuple[int, int]]]] = {}
        for bounds in old_free[source]:
            for i, gram in _grams(left, *bounds, SHIFT):
                places.setdefault(gram, []).append((i, bounds))
        for bounds in new_free[target]:
            done = bounds[0]
            for j, gram in _grams(right, *bounds, SHIFT):
                found = places.get(gram, ())
                if j < done or len(found) != 1:
                    continue
                i, old_bounds = found[0]
                run = _grown(left, right, (i, j), old_bounds, (done, bounds[1]), SHIFT)
                if any(spread[key] <= limit for key in right[run.new : run.new + run.length]):
                    claims.append(Claim(source, target, run, 0.0))
                    done = run.new + run.length
    return settle(claims, copies=False)


def distinctive(texts: Mapping[str, Words], label: str, stretch: range) -> bool:
    """Most runs of `GRAM` words of a stretch stand only once in the whole text.

    Names of conventions and institutions stand in many paragraphs; to write one again is no copying.
    """
    wanted = Counter(gram for _, gram in _grams(texts[label].keys, stretch.start, stretch.stop))
    if not wanted:
        return False
    counts = Counter(
        gram for words in texts.values() for _, gram in _grams(words.keys, 0, len(words)) if gram in wanted
    )
    return sum(counts[gram] == 1 for gram in wanted) > DENSE * len(wanted)


def _marks(old: Mapping[str, Words], free: Free) -> dict[tuple[str, ...], Place]:
    """Runs of `GRAM` words inside the free stretches that the whole old text holds once, with their place."""
    places: dict[tuple[str, ...], Place] = {}
    for label, stretches in free.items():
        for bounds in stretches:
            for i, gram in _grams(old[label].keys, *bounds):
                places[gram] = (label, i, bounds)
    seen: set[tuple[str, ...]] = set()
    twice: set[tuple[str, ...]] = set()
    for words in old.values():
        for _, gram in _grams(words.keys, 0, len(words.keys)):
            if gram in places:
                (twice if gram in seen else seen).add(gram)
    return {gram: place for gram, place in places.items() if gram not in twice}


def _grams(
    keys: tuple[str, ...], first: int, last: int, size: int = GRAM
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for i in range(first, last - size + 1):
        yield i, keys[i : i + size]


def _runs(
    old: Mapping[str, Words],
    keys: tuple[str, ...],
    once: Mapping[tuple[str, ...], Place],
    bounds: tuple[int, int],
) -> dict[tuple[str, tuple[int, int]], list[Run]]:
    """Runs of equal words in one new stretch, by the old stretch they come from; in order, not overlapping."""
    found: dict[tuple[str, tuple[int, int]], list[Run]] = {}
    done = bounds[0]
    for j, gram in _grams(keys, *bounds):
        place = once.get(gram) if j >= done else None
        if place is None:
            continue
        source, i, old_bounds = place
        run = _grown(old[source].keys, keys, (i, j), old_bounds, (done, bounds[1]))
        found.setdefault((source, old_bounds), []).append(run)
        done = run.new + run.length
    return found


def _grown(
    old: tuple[str, ...],
    new: tuple[str, ...],
    at: tuple[int, int],
    old_bounds: tuple[int, int],
    new_bounds: tuple[int, int],
    size: int = GRAM,
) -> Run:
    """The longest run of equal words around a place, inside both stretches."""
    i, j = at
    low = 0
    while i - low > old_bounds[0] and j - low > new_bounds[0] and old[i - low - 1] == new[j - low - 1]:
        low += 1
    high = size
    while i + high < old_bounds[1] and j + high < new_bounds[1] and old[i + high] == new[j + high]:
        high += 1
    return Run(i - low, j - low, low + high)


def _filled(old: Words, new: Words, runs: list[Run]) -> list[Run]:
    """The runs, and what is the same between them where the whole is dense enough."""
    if len(runs) == 1:
        return runs
    rows = range(min(r.old for r in runs), max(r.old + r.length for r in runs))
    columns = range(runs[0].new, runs[-1].new + runs[-1].length)
    if sum(r.length for r in runs) < DENSE * max(len(rows), len(columns)):
        return runs
    between = [r for r in runs_of(matched(old, rows, new, columns)) if r.length >= LEAST_BETWEEN]
    return [*runs, *between]
