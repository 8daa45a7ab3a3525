"""Which of several equal paragraphs goes with which.

Paragraphs that come back word for word ("Decides to remain seized of the matter") are alike to any partner, so that
neighbours and places alone tell them apart. Where the assignment exchanged two of them, both would look moved. Here
each partner is given the equal paragraph that stands in the same place among all other links, if there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from draftdiff.aligning.sequence import heaviest_chain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.similarity import Pairs

#: Decimals to which weights of paragraphs are compared.
DIGITS = 9

Links = dict[int, int]


def in_their_places(
    pairs: Pairs,
    scores: NDArray[np.float64],
    assigned: NDArray[np.int64],
    given: NDArray[np.int64],
    grams: Grams,
) -> NDArray[np.int64]:
    """The assigned links, equal paragraphs exchanged so that as few as can be are out of order.

    Args:
        pairs: candidates.
        scores: score of each candidate, 0 where it must not be linked.
        assigned: positions of the links of the one-to-one assignment.
        given: positions of links that stay whatever is found here; they count for the order.
        grams: words of both versions; paragraphs with the same rows are equal.
    """
    every = np.concatenate([given, assigned])
    order = np.argsort(pairs.old[every])
    if bool((np.diff(pairs.new[every][order]) > 0).all()):
        return assigned
    groups = [_equal(grams.old, grams.old_totals), _equal(grams.new, grams.new_totals)]
    if not any(groups):
        return assigned
    # The side that is settled first is chosen by its words, so that swapped versions give the same links.
    first = int(grams.new_totals.round(DIGITS).tolist() < grams.old_totals.round(DIGITS).tolist())
    ends = (pairs.old[assigned].tolist(), pairs.new[assigned].tolist())
    links: Links = dict(zip(ends[first], ends[1 - first], strict=True))
    twins = [{k for group in groups[side] for k in group} for side in (first, 1 - first)]
    sure = [(i, j) for i, j in links.items() if i not in twins[0] and j not in twins[1]]
    stay = (pairs.old[given].tolist(), pairs.new[given].tolist())
    sure += zip(stay[first], stay[1 - first], strict=True)
    chain = sorted(heaviest_chain(sure, [(1, 0, 0)] * len(sure)))
    sizes = [grams.old.shape[0], grams.new.shape[0]]
    own, others = (
        np.searchsorted([link[at] for link in chain], np.arange(sizes[side])).tolist()
        for at, side in enumerate((first, 1 - first))
    )
    for group in groups[first]:
        links = _settled(links, group, own, others)
    links = {j: i for i, j in links.items()}
    for group in groups[1 - first]:
        links = _settled(links, group, others, own)
    settled = sorted((i, j) if first else (j, i) for i, j in links.items())
    olds, news = (np.array([link[side] for link in settled], dtype=np.int64) for side in (0, 1))
    at = pairs.find(olds, news)
    # An exchange that a correction by the user forbids is no exchange at all.
    return at if bool((at >= 0).all()) and bool((scores[at] > 0).all()) else assigned


def _equal(rows: Any, totals: NDArray[np.float64]) -> list[list[int]]:
    """Groups of paragraphs with the same words, in order."""
    # The last digits of a sum depend on the place of its terms in memory.
    totals = totals.round(DIGITS)
    _, number, count = np.unique(totals, return_inverse=True, return_counts=True)
    groups: dict[tuple[float, bytes], list[int]] = {}
    for at in np.flatnonzero((count[number] > 1) & (totals > 0)).tolist():
        words = np.sort(rows.indices[rows.indptr[at] : rows.indptr[at + 1]])
        groups.setdefault((float(totals[at]), words.tobytes()), []).append(at)
    return [group for group in groups.values() if len(group) > 1]


def _settled(links: Links, group: list[int], own: list[int], others: list[int]) -> Links:
    """The links with those of a group of equal paragraphs exchanged.

    Args:
        links: paragraph -> its partner.
        group: equal paragraphs, linked or not, in order.
        own: how many links of the chain stand before each paragraph of the group's side.
        others: the same for the other side.
    """
    here: dict[int, list[int]] = {}
    for k in group:
        here.setdefault(own[k], []).append(k)
    there: dict[int, list[int]] = {}
    for j in sorted(links[k] for k in group if k in links):
        there.setdefault(others[j], []).append(j)
    found: Links = {}
    for place, partners in there.items():
        # Those linked to this place already come first, then those linked elsewhere, then those alone.
        known = sorted(here.get(place, ()), key=lambda k: (links.get(k) not in partners, k not in links, k))
        found.update(zip(sorted(known[: len(partners)]), partners, strict=False))
    placed = set(found.values())
    astray = sorted(links[k] for k in group if k in links and links[k] not in placed)
    spare = sorted((k for k in group if k not in found), key=lambda k: (k not in links, k))
    found.update(zip(sorted(spare[: len(astray)]), astray, strict=True))
    return {k: j for k, j in links.items() if k not in set(group)} | found
