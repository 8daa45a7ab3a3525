"""What the one-to-one links leave unexplained on both sides: splits, merges, N to M.

A gram of a paragraph is explained when one of its links has it on the other side. Two paragraphs whose unexplained
grams meet are linked when these are a fair share of either. Rounds go on until nothing new is found, so a paragraph
can continue in several places, contiguous or not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix

from draftdiff.aligning.sequence import in_chain
from draftdiff.aligning.similarity import LONG, shared_weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.similarity import Pairs

#: Smallest share (by weight) of one side that a further link must explain when much text is concerned.
MIN_SHARE = 0.27
#: The same where it completes a paragraph that has a link in its place: the other paragraph has none, stands beside
#: the link's end and is most like this one of all. Calibrated on the EU pairs with neighbouring articles run together
#: at random (mean links F1 +1.3 to +4.6 points, precision within 0.4; no link changes in the pairs as published). At
#: 0.1 synthetic pairs lose precision.
MIN_SHARE_BESIDE = 0.12
#: With little text a stock phrase makes a share: the share asked for grows by this many rare grams over those
#: found. A rare gram weighs as much as one that stands in two paragraphs only; a run of n new words has 3n - 3.
STOCK_GRAMS = 6.0
#: Smallest share of both sides together (geometric mean), surroundings added: a clause in the right place.
MIN_BOTH = 0.22
#: Support from standing beside the paragraph's other successor (or ancestor) without a link of one's own: most
#: splits and merges are contiguous.
BESIDE = 0.06
#: The same without surroundings for a long passage, of at least `LONG_PASSAGE` rare grams (some 35 words).
MIN_BOTH_LONG = 0.11
LONG_PASSAGE = 100.0
#: Smallest share of both sides together for two paragraphs that have a link of the assignment each: with less, a
#: clause wandered between them, which is a transfer. No right link of the development and synthetic sets has below
#: 0.17.
MIN_BOTH_SEATED = 0.15
#: How far over its nearest threshold (see `_strength`) a pair must be when none, one and both of its paragraphs have a
#: link. Two without any had their chance in the assignment; two with one each are known to go on, and what is left of
#: both is looked at. Calibrated on the UN steps read by two (splits and merges found 70 -> 75 of 87 at equal
#: precision) and on EU and UN pairs with neighbours run together at random; 0.8 for one link costs precision in all.
BARS = np.array([1.0, 0.95, 0.5])
#: An assigned link in order of at least this similarity of words is not given up for a better copy of a part of it
#: elsewhere (as in `revise.at_home`). On synthetic pairs most of those below it are wrong.
MIN_IN_ORDER = 0.25
#: No link on fewer rare grams than this (some four words), whatever the share.
MIN_GRAMS = 8.0
#: A round links a paragraph once, by the best pair it has; from this many on, by all pairs that explain different
#: words of it: a text without paragraph breaks goes on in thousands. Chosen, not calibrated: a link of no set
#: depends on it.
CROWD = 8
#: Least share of what such a pair explains that those before it in the round do not. Chosen likewise.
MIN_FRESH = 0.9

#: Side and number of a paragraph.
_End = tuple[int, int]
OLD, NEW = 0, 1


@dataclass(frozen=True, slots=True)
class Further:
    """A link found by coverage."""

    pair: int
    """Position in the candidate pairs."""
    of_old: float
    """Share of the old paragraph's weight it explains that nothing else does."""
    of_new: float
    """Share of the new paragraph's."""
    twin: bool = False
    """Found by likeness to another link (see `rejoin`, `distribute`): then the shares are of all common words."""


def cover(
    pairs: Pairs,
    context: NDArray[np.float64],
    linked: NDArray[np.int64],
    grams: Grams,
    apart: tuple[Any, Any],
    barred: NDArray[np.bool_],
) -> list[Further]:
    """Further links, best first within a round.

    Args:
        pairs: candidates.
        context: what the surroundings of each pair add to its similarity.
        linked: positions of the links there are.
        grams: of both sides, less what links made before the search explain.
        apart: all grams of the old and of the new paragraphs that were linked before the search.
        barred: pairs that must not be linked.
    """
    found: list[Further] = []
    taken = np.array(linked)
    rare = np.log((grams.old.shape[0] + grams.new.shape[0] + 1) / 2)
    likely = (
        ~barred
        & (np.maximum(pairs.of_old, pairs.of_new) >= MIN_BOTH_LONG)
        & (pairs.shared >= MIN_GRAMS * rare)
    )
    likely[taken] = False
    at = np.flatnonzero(likely)
    old, new = pairs.old[at], pairs.new[at]
    seated = np.isin(old, pairs.old[linked]) & np.isin(new, pairs.new[linked])
    likest = _likest(pairs, at, linked, grams, apart)
    weight = np.zeros(len(at))
    touched = np.ones(len(at), dtype=bool)
    is_open = np.ones(len(at), dtype=bool)
    # Each round links one pair at least, so this ends.
    while True:
        # A link changes what is unexplained in its two paragraphs only.
        weight[touched] = _unexplained_weight(pairs, at[touched], taken, grams)
        of_old = weight / np.maximum(grams.old_totals[old], 1e-9)
        of_new = weight / np.maximum(grams.new_totals[new], 1e-9)
        lonely = ~np.isin(old, pairs.old[taken]), ~np.isin(new, pairs.new[taken])
        beside = _beside(pairs, at, taken, lonely)
        support = np.where(lonely[0] & lonely[1], -1.0, context[at] + BESIDE * (beside[0] | beside[1]))
        completes = beside[0] & likest[0] | beside[1] & likest[1]
        strength = _strength(of_old, of_new, weight / rare, support, completes)
        bar = BARS[2 - lonely[0].astype(np.int64) - lonely[1]]
        good = is_open & (strength >= bar) & (~seated | (of_old * of_new >= MIN_BOTH_SEATED**2))
        chosen = np.flatnonzero(good)[_choose(pairs, at[good], strength[good], weight[good], taken, grams)]
        if not len(chosen):
            break
        found += [Further(int(at[k]), float(of_old[k]), float(of_new[k])) for k in chosen.tolist()]
        taken = np.concatenate([taken, at[chosen]])
        is_open[chosen] = False
        touched = np.isin(old, old[chosen]) | np.isin(new, new[chosen])
    return found


def outshone(
    pairs: Pairs,
    context: NDArray[np.float64],
    assigned: NDArray[np.int64],
    further: list[Further],
    grams: Grams,
) -> NDArray[np.int64]:
    """Assigned links that held a seat until a better link of one of their paragraphs was found.

    They are less alike than that link, what they alone explain would not make a link, and their place does not speak
    for them.
    """
    added = np.array([f.pair for f in further], dtype=np.int64)
    best_old, best_new = np.zeros(grams.old.shape[0]), np.zeros(grams.new.shape[0])
    np.maximum.at(best_old, pairs.old[added], pairs.similarity[added])
    np.maximum.at(best_new, pairs.new[added], pairs.similarity[added])
    better = np.maximum(best_old[pairs.old[assigned]], best_new[pairs.new[assigned]])
    links = np.concatenate([assigned, added])
    weights = np.zeros((len(links), 3), dtype=np.int64)
    weights[:, 0] = (pairs.similarity[links] * 1e9).round()
    ordered = in_chain(pairs.old[links], pairs.new[links], weights)[: len(assigned)]
    firm = ordered & (pairs.similarity[assigned] >= MIN_IN_ORDER)
    suspects = assigned[(better > pairs.similarity[assigned]) & ~firm]
    rare = np.log((grams.old.shape[0] + grams.new.shape[0] + 1) / 2)
    rows = np.arange(len(suspects))
    old, new = pairs.old[suspects], pairs.new[suspects]
    each = _links(pairs, links, grams)
    # The other links of either paragraph.
    rest_old, rest_new = each[old].tolil(), each.T.tocsr()[new].tolil()
    rest_old[rows, new], rest_new[rows, old] = 0.0, 0.0
    left_old = unexplained(grams.old[old], rest_old.tocsr(), grams.new)
    left_new = unexplained(grams.new[new], rest_new.tocsr(), grams.old)
    weight = shared_weight(left_old, left_new, rows, rows, grams.weights)
    of_old, of_new = weight / grams.old_totals[old], weight / grams.new_totals[new]
    alone = np.zeros(len(suspects), dtype=bool)
    return suspects[_strength(of_old, of_new, weight / rare, context[suspects], alone) < 1]


def _strength(
    of_old: NDArray[np.float64],
    of_new: NDArray[np.float64],
    count: NDArray[np.float64],
    context: NDArray[np.float64],
    completes: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """How far a pair is over the nearest of the three thresholds; 1 is on it.

    `count`: rare grams. `completes`: see `MIN_SHARE_BESIDE`. `context`: support of the surroundings; -1 for two paragraphs
    that have no link at all: only much text in common makes up for that.
    """
    both = np.sqrt(of_old * of_new)
    least = np.where(completes, MIN_SHARE_BESIDE, MIN_SHARE)
    one_side = np.maximum(of_old, of_new) / (least * (1 + STOCK_GRAMS / np.maximum(count, 1e-9)))
    in_place = (both + np.minimum(context, both / 2)) / MIN_BOTH * (count >= 3 * STOCK_GRAMS)
    passage = both / MIN_BOTH_LONG * (count >= LONG_PASSAGE)
    return np.maximum(np.maximum(one_side, in_place), passage) * (count >= MIN_GRAMS)


def _likest(
    pairs: Pairs,
    at: NDArray[np.int64],
    linked: NDArray[np.int64],
    grams: Grams,
    apart: tuple[Any, Any],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether no pair of the old paragraph is more alike, and no pair of the new one.

    Paragraphs linked before the search are in no other pair with all their words; one that shares more than the pair
    does is more like it.
    """
    found: list[NDArray[np.bool_]] = []
    for ends, rows, others in ((pairs.old, grams.old, apart[1]), (pairs.new, grams.new, apart[0])):
        best = np.zeros(rows.shape[0])
        np.maximum.at(best, ends, pairs.similarity)
        alone = np.setdiff1d(ends[at], ends[linked])
        most = np.zeros(rows.shape[0])
        most[alone] = _most_shared(rows[alone], others, grams.weights)
        found.append((pairs.similarity[at] >= best[ends[at]]) & (pairs.shared[at] >= most[ends[at]]))
    return found[0], found[1]


def _most_shared(rows: Any, others: Any, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weight that each row shares with the one of the others it shares most with."""
    if not rows.shape[0] or not others.shape[0]:
        return np.zeros(rows.shape[0])
    weighed = rows.copy()
    weighed.data = weights[weighed.indices]
    most: NDArray[np.float64] = (weighed @ others.T).max(axis=1).toarray().ravel()
    return most


def _beside(
    pairs: Pairs,
    at: NDArray[np.int64],
    linked: NDArray[np.int64],
    lonely: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Pairs whose old (new) paragraph is lonely and stands next to one the other paragraph is linked to."""
    j, at_keys = pairs.new[at], pairs.keys[at]
    keys = pairs.keys[linked]
    # Steps over the end of a row meet the start of the next: such a key is a pair far away, and excluded by j.
    next_new = np.isin(at_keys + 1, keys) & (j + 1 < pairs.width) | np.isin(at_keys - 1, keys) & (j > 0)
    next_old = np.isin(at_keys + pairs.width, keys) | np.isin(at_keys - pairs.width, keys)
    return next_old & lonely[0], next_new & lonely[1]


def _unexplained_weight(
    pairs: Pairs, at: NDArray[np.int64], linked: NDArray[np.int64], grams: Grams
) -> NDArray[np.float64]:
    """Weight of the grams that both paragraphs of the pairs `at` have and no link explains on either side."""
    rows, i = np.unique(pairs.old[at], return_inverse=True)
    columns, j = np.unique(pairs.new[at], return_inverse=True)
    return shared_weight(*_left(pairs, rows, columns, linked, grams), i, j, grams.weights)


def _left(
    pairs: Pairs, rows: NDArray[np.int64], columns: NDArray[np.int64], linked: NDArray[np.int64], grams: Grams
) -> tuple[Any, Any]:
    """Grams that no link explains, of some old (`rows`) and some new paragraphs (`columns`)."""
    links = _links(pairs, linked, grams)
    return (
        unexplained(grams.old[rows], links[rows], grams.new),
        unexplained(grams.new[columns], links.T.tocsr()[columns], grams.old),
    )


def residual(pairs: Pairs, linked: NDArray[np.int64], grams: Grams) -> tuple[Any, Any]:
    """Grams of each old and each new paragraph that no link explains."""
    links = _links(pairs, linked, grams)
    return unexplained(grams.old, links, grams.new), unexplained(grams.new, links.T.tocsr(), grams.old)


def _links(pairs: Pairs, linked: NDArray[np.int64], grams: Grams) -> Any:
    return csr_matrix(
        (np.ones(len(linked)), (pairs.old[linked], pairs.new[linked])),
        shape=(grams.old.shape[0], grams.new.shape[0]),
    )


def unexplained(own: Any, links: Any, others: Any) -> Any:
    """Rows of grams less those of all the other rows they are linked to.

    `links`: 1 where a row of `own` is linked to one of `others`; shape (rows of own, rows of others).
    """
    links = links.tocsc()
    heavy = np.flatnonzero((np.diff(others.indptr) >= LONG) & (np.diff(links.indptr) >= CROWD))
    if len(heavy):
        # The product below writes a row of grams down for each row linked to it. For a long one in many links it is
        # taken from these here.
        own, links = own.copy(), links.copy()
        held = np.zeros(own.shape[1], dtype=bool)
        for one in heavy.tolist():
            part = slice(links.indptr[one], links.indptr[one + 1])
            present = others.indices[others.indptr[one] : others.indptr[one + 1]]
            held[present] = True
            for row in links.indices[part].tolist():
                at = slice(own.indptr[row], own.indptr[row + 1])
                own.data[at][held[own.indices[at]]] = 0.0
            held[present] = False
            links.data[part] = 0.0
        own.eliminate_zeros()
        links.eliminate_zeros()
    explained = links.tocsr() @ others
    explained.data[:] = 1.0
    left = own - own.multiply(explained)
    left.eliminate_zeros()
    return left.tocsr()


def _choose(
    pairs: Pairs,
    at: NDArray[np.int64],
    value: NDArray[np.float64],
    weight: NDArray[np.float64],
    linked: NDArray[np.int64],
    grams: Grams,
) -> list[int]:
    """Which of the pairs `at`, as places in it, are linked in this round, best first.

    Those that are the best of both their paragraphs; equals are decided by nearness of place. For a paragraph with a
    crowd of pairs each is good enough that explains other words of it than those before.
    """
    old, new = pairs.old[at], pairs.new[at]
    place = np.abs(old / max(int(pairs.old.max(initial=0)), 1) - new / max(int(pairs.new.max(initial=0)), 1))
    order: list[int] = np.lexsort((at, place.round(9), -value.round(9))).tolist()
    ends: list[tuple[_End, _End]] = [
        ((OLD, i), (NEW, j)) for i, j in zip(old.tolist(), new.tolist(), strict=True)
    ]
    best: dict[_End, int] = {}
    for k in order:
        for end in ends[k]:
            best.setdefault(end, k)
    count = Counter(chain.from_iterable(ends))
    crowds = {end for end in best if count[end] >= CROWD}
    able = [k for k in order if all(best[end] == k or end in crowds for end in ends[k])]
    if not crowds:
        return able
    held = _held(pairs, at[able], linked, grams)
    unclaimed = {end: set(held[end]) for end in crowds if end in held}
    chosen: list[int] = []
    for k in able:
        claims = [(unclaimed[end], held[other]) for end, other in (ends[k], ends[k][::-1]) if end in crowds]
        if all(_weigh(rest.intersection(row), grams) >= MIN_FRESH * weight[k] for rest, row in claims):
            chosen.append(k)
            for rest, row in claims:
                rest.difference_update(row)
    return chosen


def _held(
    pairs: Pairs, at: NDArray[np.int64], linked: NDArray[np.int64], grams: Grams
) -> dict[_End, list[int]]:
    """Grams that no link explains, of each paragraph of the pairs `at`."""
    numbers = np.unique(pairs.old[at]), np.unique(pairs.new[at])
    return {
        (side, number): rows.indices[start:end].tolist()
        for side, rows in enumerate(_left(pairs, *numbers, linked, grams))
        for number, (start, end) in zip(numbers[side].tolist(), pairwise(rows.indptr), strict=True)
    }


def _weigh(chosen: set[int], grams: Grams) -> float:
    return float(grams.weights[sorted(chosen)].sum())
