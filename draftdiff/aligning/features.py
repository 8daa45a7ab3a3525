"""What two paragraphs show of each other, as numbers, before and after a first guess at all pairs of two versions.

Every feature is the same when the versions are swapped: of two values, one a side, the greater and the smaller are
kept. Labels and numbers take no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from draftdiff.aligning.grams import LONGEST, count_grams
from draftdiff.aligning.residual import residual
from draftdiff.aligning.sequence import in_chain
from draftdiff.aligning.similarity import compare_pairs, shared_weight
from draftdiff.aligning.units import ROOT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.similarity import Pairs
    from draftdiff.aligning.units import Side

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

Features = dict[str, Any]
"""Name -> value of each pair, shape (pairs,)."""

#: Words of an opening: verb, addressee and first object of a resolution's paragraph. Chosen.
OPENING_WORDS = 10
#: Grams in at most this many paragraphs of both versions are a pair's own: the pair and at most half a third, so that
#: rounding does not matter. By reason.
OWN = 2.5
#: Probability that stands for a link that is given, and the largest that counts among neighbours. Chosen.
GIVEN = 0.9999


@dataclass(frozen=True)
class Field:
    """Candidate pairs of two versions, and what was decided before the search."""

    old: Side
    new: Side
    grams: Grams
    """Of all paragraphs that are compared, in full."""
    still_open: Grams
    """Less what links of lightly edited paragraphs explain."""
    pairs: Pairs
    fixed: Ints
    """Unchanged paragraphs in place as pairs (old index, new index); shape (n, 2)."""
    given: Ints
    """Positions of the links made before the search, the user's among them."""
    barred: NDArray[np.bool_]
    """Pairs that the user forbids."""

    @cached_property
    def is_given(self) -> NDArray[np.bool_]:
        """One a candidate pair."""
        found = np.zeros(len(self.pairs.old), dtype=bool)
        found[self.given] = True
        return found

    @property
    def rare(self) -> float:
        """Weight of a gram that stands in two paragraphs only."""
        return float(np.log((len(self.old) + len(self.new) + 1) / 2))

    @cached_property
    def place(self) -> Floats:
        """How far each pair is from the diagonal, as a share of the text."""
        sizes = [max(len(side) - 1, 1) for side in (self.old, self.new)]
        found: Floats = np.abs(self.pairs.old / sizes[0] - self.pairs.new / sizes[1])
        return found

    @cached_property
    def same_words(self) -> NDArray[np.bool_]:
        """Whether the two paragraphs of each pair have the same words."""
        known: dict[tuple[int, ...], int] = {}
        olds, news = (
            np.array([known.setdefault(words, len(known)) for words in side.words], dtype=np.int64)
            for side in (self.old, self.new)
        )
        found: NDArray[np.bool_] = olds[self.pairs.old] == news[self.pairs.new]
        return found


def first_features(field: Field) -> Features:
    """What a pair and its surroundings show by their words."""
    pairs, grams = field.pairs, field.grams
    ends = pairs.old, pairs.new
    lengths = [
        np.log1p(side.rows.lengths)[end] for side, end in zip((field.old, field.new), ends, strict=True)
    ]
    kinds = np.stack(
        [grams.sizes == LONGEST, grams.weights > np.log((len(field.old) + len(field.new) + 1) / OWN)]
    )
    runs, own = shared_weight(grams.old, grams.new, *ends, (grams.weights * kinds).T).T
    return {
        "similarity": pairs.similarity,
        **_sided("covered", pairs.of_old, pairs.of_new),
        "rare grams": np.log1p(pairs.shared / field.rare),
        "in runs": _part(runs, pairs.shared),
        "own grams": np.log1p(own / field.rare),
        "own share": _part(own, pairs.shared),
        "opening": _openings(field),
        **_sided("neighbour", *(_neighbour(field, step) for step in (-1, 1))),
        "parents": _parents(field),
        "place": field.place,
        "shorter": np.minimum(*lengths),
        "length ratio": np.abs(lengths[0] - lengths[1]),
        **_sided("rank", *(1 / (1 + _rank(end, pairs.similarity)) for end in ends)),
        **_sided("lead", *(pairs.similarity - best_other(end, pairs.similarity) for end in ends)),
        "same words": field.same_words.astype(float),
    }


def second_features(field: Field, first: Floats, core: Ints) -> Features:
    """What a pair shows in the light of a first guess.

    Args:
        field: the pairs.
        first: log-odds of each pair by the first regression.
        core: positions of the best assignment one to one, the given links among them.
    """
    ends = field.pairs.old, field.pairs.new
    bound = np.log(GIVEN / (1 - GIVEN))
    odds = np.where(field.is_given, bound, np.clip(first, -bound, bound))
    odds[field.barred] = -bound
    chance: Floats = 1 / (1 + np.exp(-odds))
    seated = np.zeros(len(odds), dtype=bool)
    seated[core] = True
    seats = [np.zeros(len(side)) for side in (field.old, field.new)]
    for seat, end in zip(seats, ends, strict=True):
        seat[end[core]] = chance[core]
    held = [np.isin(end, end[core]) for end in ends]
    at = {
        step: _at(field.pairs, *step, chance) for step in ((-1, -1), (1, 1), (0, -1), (0, 1), (-1, 0), (1, 0))
    }
    displaced = _displaced(field, core, chance)
    return {
        "first": odds,
        **_sided("first lead", *(chance - best_other(end, chance) for end in ends)),
        **_sided("first rank", *(1 / (1 + _rank(end, chance)) for end in ends)),
        "seated": seated.astype(float),
        "lonely": 2.0 - held[0] - held[1],
        **_sided("seat", *(np.where(seated, 0.0, seat[end]) for seat, end in zip(seats, ends, strict=True))),
        **_sided("guess beside", at[-1, -1], at[1, 1]),
        **_sided("beside", np.maximum(at[0, -1], at[0, 1]), np.maximum(at[-1, 0], at[1, 0])),
        **_left(field, core, seated),
        "displaced": np.log1p(displaced),
        "in order": (displaced == 0).astype(float),
    }


def _left(field: Field, core: Ints, seated: NDArray[np.bool_]) -> Features:
    """What both paragraphs of each pair have and no link explains; all they have, for those that hold a seat."""
    pairs, grams = field.pairs, field.grams
    rest = shared_weight(*residual(pairs, core, field.still_open), pairs.old, pairs.new, grams.weights)
    weight = np.where(seated, pairs.shared, rest)
    of_old, of_new = (
        np.clip(weight / np.maximum(totals, 1e-9), 0, 1)
        for totals in (grams.old_totals[pairs.old], grams.new_totals[pairs.new])
    )
    return {
        **_sided("left", of_old, of_new),
        "left both": np.sqrt(of_old * of_new),
        "left grams": np.log1p(weight / field.rare),
    }


def best_other(group: Ints, value: Floats) -> Floats:
    """Greatest value of the other members of each one's group; 0 where it has none."""
    size = int(group.max(initial=-1)) + 1
    best, second = np.full(size, -np.inf), np.full(size, -np.inf)
    np.maximum.at(best, group, value)
    is_best = value >= best[group]
    alone = np.bincount(group[is_best], minlength=size) == 1
    np.maximum.at(second, group[~is_best], value[~is_best])
    other = np.where(is_best & alone[group], second[group], best[group])
    return np.where(np.isfinite(other), other, 0.0)


def _part(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)


def _sided(name: str, one: Any, other: Any) -> Features:
    return {f"{name} most": np.maximum(one, other), f"{name} least": np.minimum(one, other)}


def _rank(group: Ints, value: Floats) -> Floats:
    """How many of its group have a greater value than each one."""
    value = value.round(9)
    order = np.lexsort((-value, group))
    group, value = group[order], value[order]
    starts = np.searchsorted(group, group)
    fresh = np.append(True, (np.diff(group) > 0) | (np.diff(value) < 0))[: len(group)]
    first = np.maximum.accumulate(np.where(fresh, np.arange(len(group)), 0))
    out = np.empty(len(group))
    out[order] = first - starts
    return out


def _at(pairs: Pairs, step_old: int, step_new: int, value: Floats) -> Floats:
    """Value of the pair some steps on; 0 where there is none."""
    at = pairs.find(pairs.old + step_old, pairs.new + step_new)
    return np.where(at >= 0, value[at], 0.0)


def _neighbour(field: Field, step: int) -> Floats:
    """Similarity of the paragraphs one step on; the edges of both texts support each other."""
    i, j = field.pairs.old + step, field.pairs.new + step
    edges = (i < 0) & (j < 0) | (i >= len(field.old)) & (j >= len(field.new))
    return np.where(edges, 1.0, _at(field.pairs, step, step, field.pairs.similarity))


def _openings(field: Field) -> Floats:
    """Similarity of the first words, rare ones counting more."""
    heads = [side.rows.heads(OPENING_WORDS) for side in (field.old, field.new)]
    return compare_pairs(
        field.pairs.old, field.pairs.new, count_grams(heads[0], heads[1], field.fixed)
    ).similarity


def _parents(field: Field) -> Floats:
    """Similarity of the parents of two sub-paragraphs; top-level paragraphs get nothing for having none."""
    above_old = np.array(field.old.parents, dtype=np.int64)[field.pairs.old]
    above_new = np.array(field.new.parents, dtype=np.int64)[field.pairs.new]
    at = field.pairs.find(np.clip(above_old, 0, None), np.clip(above_new, 0, None))
    both = (above_old != ROOT) & (above_new != ROOT) & (at >= 0)
    return np.where(both, field.pairs.similarity[at], 0.0)


def _displaced(field: Field, core: Ints, chance: Floats) -> Ints:
    """How many links of the core that are in order a pair would cross."""
    pairs = field.pairs
    i, j = pairs.old, pairs.new
    worth = np.zeros((len(core), 3), dtype=np.int64)
    worth[:, 0], worth[:, 1] = (chance[core] * 1e6).round(), (pairs.shared[core] * 1e6).round()
    # Of two orders as good the same is taken when the versions are swapped.
    one, other = (j, i) if field.new.words < field.old.words else (i, j)
    chain = core[in_chain(one[core], other[core], worth)]
    olds, news = np.sort(i[chain]), np.sort(j[chain])
    before = np.searchsorted(olds, i) - np.searchsorted(news, j)
    until = np.searchsorted(olds, i, "right") - np.searchsorted(news, j, "right")
    found: Ints = np.maximum(np.abs(before), np.abs(until))
    return found
