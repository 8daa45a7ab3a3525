"""What two paragraphs show of each other, as numbers, before and after a first guess at all pairs of two versions.

Every feature is the same when the versions are swapped: of two values, one a side, the greater and the smaller are kept.
Candidates, and links made before any search (`given`), are those of `draftdiff.aligning.matching`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from draftdiff.aligning.assign import assign
from draftdiff.aligning.candidates import find_candidates
from draftdiff.aligning.context import _neighbour, _openings, _parents
from draftdiff.aligning.coverage import residual
from draftdiff.aligning.grams import Grams, count_grams
from draftdiff.aligning.identical import Identical
from draftdiff.aligning.sequence import in_chain
from draftdiff.aligning.settled import left_open, settle
from draftdiff.aligning.similarity import Pairs, compare_pairs, shared_weight
from draftdiff.aligning.units import Side, both_sides
from draftdiff.model import Document

Floats = NDArray[np.float64]
Features = dict[str, Floats]

#: Where the slope of a feature may change, first and second stage; set by hand at the start and not searched.
BENDS = {
    "similarity": (0.1, 0.25, 0.5),
    "covered most": (0.25, 0.5),
    "covered least": (0.05, 0.15, 0.3),
    "rare grams": (2.0, 3.5),
    "opening": (0.3,),
    "neighbour most": (0.3,),
    "place": (0.1,),
}
SECOND_BENDS = {
    "first": (-3, 0, 3),
    "left most": (0.15, 0.3),
    "left least": (0.05, 0.15),
    "left both": (0.1, 0.2, 0.35),
    "left grams": (2.0, 3.0, 4.0),
    "displaced": (0.7,),
}
#: First-stage probability from which a pair may hold a seat in the one-to-one core.
SEAT = 0.15
#: Probability that stands for a given link.
GIVEN = 0.9999


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate pairs of two versions."""

    old: Side
    new: Side
    grams: Grams
    still_open: Grams
    """The grams that links of paragraphs lightly edited in their place leave open."""
    pairs: Pairs
    fixed: NDArray[np.int64]
    """Identical paragraphs as pairs (old index, new index); shape (n, 2)."""
    given: NDArray[np.int64]
    """Positions of the links made before the search."""

    @property
    def is_given(self) -> NDArray[np.bool_]:
        """One a candidate pair."""
        return np.isin(np.arange(len(self.pairs.old)), self.given)

    @property
    def rare(self) -> float:
        """Weight of a gram that stands in two paragraphs only."""
        return float(np.log((len(self.old) + len(self.new) + 1) / 2))


def candidates(earlier: Document, later: Document) -> Candidates:
    """The pairs that `match` looks at, compared over all grams."""
    old, new = both_sides(earlier, later)
    same = Identical(old, new)
    grams = count_grams(old.rows, new.rows, same.fixed)
    settled = settle(grams, same.fixed, same.busy)
    still_open = left_open(grams, settled)
    edited = np.stack([settled.old, settled.new], axis=1)
    width = np.array([len(new), 1])
    always = np.concatenate([same.fixed @ width, edited @ width, same.by_rank()]).astype(np.int64)
    whole = len(old) + len(new) - 2 * (len(same.fixed) + len(settled.old))
    pairs = compare_pairs(*find_candidates(still_open, always, settled, whole), grams)
    made = np.concatenate([same.fixed, edited]).astype(np.int64)
    given = pairs.find(made[:, 0], made[:, 1])
    return Candidates(old, new, grams, still_open, pairs, same.fixed, given)


def first_features(of: Candidates) -> Features:
    """What a pair and its surroundings show by their words; each of shape (pairs,)."""
    pairs, old, new = of.pairs, of.old, of.new
    i, j = pairs.old, pairs.new
    lengths = np.log1p([len(old.words[a]) for a in i]), np.log1p([len(new.words[b]) for b in j])
    runs, own = (_shared(of, kept) for kept in (of.grams.sizes == 3, _own(of)))
    around = _neighbour(pairs, old, new, -1), _neighbour(pairs, old, new, 1)
    ranks = (1 / (1 + _rank(end, pairs.similarity)) for end in (i, j))
    leads = (pairs.similarity - _best_other(end, pairs.similarity) for end in (i, j))
    return {
        "similarity": pairs.similarity,
        **_sided("covered", pairs.of_old, pairs.of_new),
        "rare grams": np.log1p(pairs.shared / of.rare),
        "in runs": _part(runs, pairs.shared),
        "own grams": np.log1p(own / of.rare),
        "own share": _part(own, pairs.shared),
        "opening": _openings(pairs, old, new, of.fixed),
        **_sided("neighbour", *around),
        "parents": _parents(pairs, old, new),
        "place": np.abs(i / max(len(old) - 1, 1) - j / max(len(new) - 1, 1)),
        "shorter": np.minimum(*lengths),
        "length ratio": np.abs(lengths[0] - lengths[1]),
        **_sided("rank", *ranks),
        **_sided("lead", *leads),
        "same words": np.array(
            [old.words[a] == new.words[b] for a, b in zip(i, j, strict=True)], dtype=float
        ),
    }


def second_features(of: Candidates, first: Floats) -> Features:
    """What a pair shows in the light of the first stage's probabilities of all pairs."""
    first = np.where(of.is_given, GIVEN, first)
    i, j = of.pairs.old, of.pairs.new
    core = _core(of, first)
    seated = np.isin(np.arange(len(i)), core)
    seats = np.zeros(len(of.old)), np.zeros(len(of.new))
    seats[0][i[core]], seats[1][j[core]] = first[core], first[core]
    lonely = ~np.isin(i, i[core]), ~np.isin(j, j[core])
    at = {(a, b): _at(of.pairs, a, b, first) for a in (-1, 0, 1) for b in (-1, 0, 1)}
    displaced = _displaced(of.pairs, core, first)
    return {
        "first": _log_odds(first),
        **_sided("first lead", *(first - _best_other(end, first) for end in (i, j))),
        **_sided("first rank", *(1 / (1 + _rank(end, first)) for end in (i, j))),
        "seated": seated.astype(float),
        "lonely": lonely[0].astype(float) + lonely[1],
        **_sided("seat", *np.where(seated, 0.0, (seats[0][i], seats[1][j]))),
        **_sided("neighbour", at[-1, -1], at[1, 1]),
        **_sided("beside", np.maximum(at[0, -1], at[0, 1]), np.maximum(at[-1, 0], at[1, 0])),
        **_left(of, core, seated),
        "displaced": np.log1p(displaced),
        "in order": (displaced == 0).astype(float),
    }


def table(features: Features, bends: dict[str, tuple[float, ...]]) -> Floats:
    """Features and their bends as columns; shape (pairs, columns)."""
    bent = [np.maximum(features[name] - bend, 0) for name, row in bends.items() for bend in row]
    return np.stack([*features.values(), *bent], axis=1)


def _own(of: Candidates) -> NDArray[np.bool_]:
    """Grams of hardly more than two paragraphs."""
    weights: Floats = of.grams.weights
    return weights > np.log((len(of.old) + len(of.new) + 1) / 2.5)


def _shared(of: Candidates, kept: NDArray[np.bool_]) -> Floats:
    return shared_weight(of.grams.old, of.grams.new, of.pairs.old, of.pairs.new, of.grams.weights * kept)


def _part(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)


def _sided(name: str, one: Any, other: Any) -> Features:
    return {f"{name} most": np.maximum(one, other), f"{name} least": np.minimum(one, other)}


def _best_other(group: NDArray[np.int64], value: Floats) -> Floats:
    """Greatest value of the other members of each one's group; 0 where it has none."""
    size = int(group.max(initial=-1)) + 1
    best, second = np.full(size, -np.inf), np.full(size, -np.inf)
    np.maximum.at(best, group, value)
    is_best = value >= best[group]
    alone = np.bincount(group[is_best], minlength=size) == 1
    np.maximum.at(second, group[~is_best], value[~is_best])
    other = np.where(is_best & alone[group], second[group], best[group])
    return np.where(np.isfinite(other), other, 0.0)


def _rank(group: NDArray[np.int64], value: Floats) -> Floats:
    """Place of each one in its group by falling value, from 0."""
    order = np.lexsort((-value.round(9), group))
    starts = np.searchsorted(group[order], group[order])
    out = np.empty(len(group))
    out[order] = np.arange(len(group)) - starts
    return out


def _at(pairs: Pairs, step_old: int, step_new: int, value: Floats) -> Floats:
    """Value of the pair some steps on; 0 where there is none."""
    at = pairs.find(pairs.old + step_old, pairs.new + step_new)
    return np.where(at >= 0, value[at], 0.0)


def _log_odds(chance: Floats) -> Floats:
    held = np.clip(chance, 1e-4, 1 - 1e-4)
    return np.log(held / (1 - held))


def _core(of: Candidates, first: Floats) -> NDArray[np.int64]:
    """Given links, and the best assignment of the other paragraphs one to one."""
    i, j = of.pairs.old, of.pairs.new
    busy = np.isin(i, i[of.given]) | np.isin(j, j[of.given])
    odds = np.where(busy, -99.0, _log_odds(first) - _log_odds(np.array(SEAT)))
    seats = assign(of.pairs, odds, 0.0, turned=of.new.words < of.old.words)
    return np.concatenate([of.given, seats]).astype(np.int64)


def _left(of: Candidates, core: NDArray[np.int64], seated: NDArray[np.bool_]) -> Features:
    """What both paragraphs have and the core leaves unexplained; all they have, for a pair of the core."""
    pairs, weights = of.pairs, of.grams.weights
    rest = shared_weight(*residual(pairs, core, of.still_open), pairs.old, pairs.new, weights)
    weight = np.where(seated, pairs.shared, rest)
    of_old, of_new = (
        np.clip(weight / np.maximum(totals, 1e-9), 0, 1)
        for totals in (of.grams.old_totals[pairs.old], of.grams.new_totals[pairs.new])
    )
    return {
        **_sided("left", of_old, of_new),
        "left both": np.sqrt(of_old * of_new),
        "left grams": np.log1p(weight / of.rare),
    }


def _displaced(pairs: Pairs, core: NDArray[np.int64], first: Floats) -> NDArray[np.int64]:
    """How many links of the core that are in order a pair would cross."""
    i, j = pairs.old, pairs.new
    worth = np.zeros((len(core), 3), dtype=np.int64)
    worth[:, 0], worth[:, 1] = (first[core] * 1e6).round(), (pairs.shared[core] * 1e6).round()
    chain = core[in_chain(i[core], j[core], worth)]
    olds, news = np.sort(i[chain]), np.sort(j[chain])
    before = np.searchsorted(olds, i) - np.searchsorted(news, j)
    until = np.searchsorted(olds, i, "right") - np.searchsorted(news, j, "right")
    return np.maximum(np.abs(before), np.abs(until))
