"""Takes back assigned links that only fill a seat, or that are out of order where one in order would do.

One-to-one assignment gives the second of two merged paragraphs another partner, because the common successor is
taken. Such a link is the best of neither of its paragraphs, and little of what it shares is left once both have
their best partners: the coverage stage then finds the merge, or the split.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from draftdiff.aligning.coverage import MIN_SHARE, unexplained
from draftdiff.aligning.sequence import in_chain
from draftdiff.aligning.similarity import shared_weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.similarity import Pairs

#: Least similarity of a link that is preferred for its place, and its least share of the similarity of the link it
#: replaces. Read on near-duplicates of synthetic pairs (en, fr, ar); changes no link of the EU and UN pairs.
MIN_HOME = 0.25
HOME_SHARE = 0.45


def keep_faithful(
    pairs: Pairs, scores: NDArray[np.float64], assigned: NDArray[np.int64], grams: Grams
) -> NDArray[np.int64]:
    """The assigned links without those that only fill a seat."""
    best_old = _best(pairs.old, scores, grams.old.shape[0])
    best_new = _best(pairs.new, scores, grams.new.shape[0])
    over, under = best_old[pairs.old[assigned]], best_new[pairs.new[assigned]]
    outdone = (scores[over] > scores[assigned]) & (scores[under] > scores[assigned])
    suspects = assigned[outdone]
    if not len(suspects):
        return assigned
    own_old, own_new = grams.old[pairs.old[suspects]], grams.new[pairs.new[suspects]]
    rows = np.arange(len(suspects))
    rivals = (pairs.new[over[outdone]], grams.new), (pairs.old[under[outdone]], grams.old)
    left = [
        unexplained(
            own, csr_matrix((np.ones(len(rows)), (rows, ends)), shape=(len(rows), others.shape[0])), others
        )
        for own, (ends, others) in zip((own_old, own_new), rivals, strict=True)
    ]
    weight = shared_weight(left[0], left[1], rows, rows, grams.weights)
    least = np.minimum(grams.old_totals[pairs.old[suspects]], grams.new_totals[pairs.new[suspects]])
    share = weight / np.maximum(least, 1e-9)
    return assigned[~np.isin(assigned, suspects[share < MIN_SHARE])]


def at_home(
    pairs: Pairs, scores: NDArray[np.float64], assigned: NDArray[np.int64], given: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The assigned links; one that is out of order gives way to a fair one of its paragraphs that is in order.

    A paragraph that was rewritten where it stood may have a better copy of its beginning far away. Its place, with
    all that stands around it still there, says that it is the rewritten one that continues it.

    Args:
        pairs: candidates.
        scores: score of each candidate, 0 where it must not be linked.
        assigned: positions of the links of the one-to-one assignment.
        given: positions of links that stay whatever is found here; they count for the order.
    """
    links = np.concatenate([given, assigned])
    weights = np.zeros((len(links), 3), dtype=np.int64)
    weights[:, 0] = 1
    weights[:, 1] = (np.where(np.isin(links, given), pairs.similarity[links], scores[links]) * 1e9).round()
    # Of equals the one with more text stays, whichever version is called old.
    weights[:, 2] = (pairs.shared[links] * 1e6).round()
    chain = in_chain(pairs.old[links], pairs.new[links], weights)
    out = np.sort(links[len(given) :][~chain[len(given) :]]).tolist()
    if not out:
        return assigned
    kept = set(assigned.tolist())
    ranks = [np.searchsorted(np.sort(ends[links[chain]]), ends) for ends in (pairs.old, pairs.new)]
    free = ~np.isin(pairs.old, pairs.old[links]), ~np.isin(pairs.new, pairs.new[links])
    fair = (ranks[0] == ranks[1]) & (pairs.similarity >= MIN_HOME) & (scores > 0)
    for k in out:
        near = fair & (pairs.similarity >= HOME_SHARE * pairs.similarity[k])
        homes = (near & free[1] & (pairs.old == pairs.old[k]), near & free[0] & (pairs.new == pairs.new[k]))
        best = [int(at[np.argmax(scores[at])]) for at in map(np.flatnonzero, homes) if len(at)]
        if best:
            kept -= {k}
            kept |= set(best)
    # Two that came home to one place: the better one stays.
    order = sorted(kept, key=lambda k: (-scores[k].round(9), k))
    olds, news = set[int](), set[int]()
    final: list[int] = []
    for k in order:
        i, j = int(pairs.old[k]), int(pairs.new[k])
        if i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            final.append(k)
    return np.array(sorted(final), dtype=np.int64)


def _best(group: NDArray[np.int64], scores: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    """Position of the pair of greatest score of each paragraph."""
    best = np.zeros(size, dtype=np.int64)
    order = np.argsort(scores, kind="stable")
    best[group[order]] = order
    return best
