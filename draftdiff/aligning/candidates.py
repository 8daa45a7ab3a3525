"""Which pairs of paragraphs are worth a look: an inverted index over rare grams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from draftdiff.aligning.incidence import meetings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.settled import Settled

#: Pairs looked up per paragraph, on average. Rarest grams are used first, so that common ones ("of the") are left
#: out of large documents and cost stays linear; documents below some 200 paragraphs are compared completely.
#: Chosen: of 3,612 links of the real sets 3,600 are among the candidates, so the bounds below cost next to nothing.
WORK_PER_PARAGRAPH = 250
#: The same per gram of a paragraph, for documents of few and long paragraphs: with less, two versions of one long
#: paragraph, whose grams are all equally rare, would not meet at all, by reason.
WORK_PER_GRAM = 3
#: Best candidates kept for each paragraph of either side. Tried on the six EU pairs: with more the links are the same.
KEPT_PER_PARAGRAPH = 6
#: The same for candidates about as good as the best, to `ABOUT_BEST` of it at least: near-duplicates need more
#: to be told apart. Chosen.
KEPT_OF_ALIKE, ABOUT_BEST = 16, 0.25
#: Pairs that share less than this part of the best of their paragraph are no candidates for it; they may still be
#: for the other paragraph. Chosen far below the share of any split or merge.
LEAST_OF_BEST = 0.06
#: Rare grams that what a settled link leaves open must share with another paragraph. Chosen: of the 26 EU acts it keeps
#: three links from being candidates, of the UN steps none.
LEAST_LEFT = 4.0
#: Bins of value by which candidates are sorted out before the best are sorted; changes no result.
BINS = 64


def find_candidates(
    grams: Grams, always: NDArray[np.int64], settled: Settled, whole: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (old index, new index), each once, in order.

    Args:
        grams: of both versions.
        always: pairs that are among them whatever their words say, as keys old index * new paragraphs + new index.
        settled: links made before; their paragraphs take part with what these leave open.
        whole: how many paragraphs of both versions take part with all their grams.
    """
    old, new, value = _rare_meetings(grams, whole)
    width = max(grams.new.shape[0], 1)
    rare = np.log((grams.old.shape[0] + grams.new.shape[0] + 1) / 2)
    least = np.zeros(grams.old.shape[0]), np.zeros(grams.new.shape[0])
    for bar, at in zip(least, (settled.old, settled.new), strict=True):
        bar[at] = LEAST_LEFT * rare
    kept = (value >= least[0][old]) & (value >= least[1][new])
    old, new, value = old[kept], new[kept], value[kept]
    of_old = _best(old, new, value) @ np.array([width, 1], dtype=np.int64)
    of_new = _best(new, old, value) @ np.array([1, width], dtype=np.int64)
    keys = np.unique(np.concatenate((of_old, of_new, always)))
    return keys // width, keys % width


def _rare_meetings(
    grams: Grams, whole: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs (old index, new index), in order, with their shared weight over the rarest grams, as far as the budget goes; ties in rarity go in together."""
    sides = grams.old, grams.new
    counts = [np.bincount(side.indices, minlength=side.width) for side in sides]
    work = counts[0] * counts[1]
    levels, inverse = np.unique(work, return_inverse=True)
    spent = np.cumsum(np.bincount(inverse, weights=work, minlength=len(levels)))
    budget = max(WORK_PER_PARAGRAPH * whole, WORK_PER_GRAM * (grams.old.nnz + grams.new.nnz))
    # A gram that one side's paragraphs lack (it is in linked ones only) makes no pair.
    rare = (spent <= budget)[inverse] & (work > 0) if len(levels) else work > 0
    old, new = (side.only(rare[side.indices]) for side in sides)
    return meetings(old, new, grams.weights)


def _best(group: Any, member: Any, value: Any) -> NDArray[np.int64]:
    """The members of greatest value of each group, as many as are kept; of equals those nearest in the text."""
    top = np.zeros(int(group.max(initial=-1)) + 1)
    np.maximum.at(top, group, value)
    strong = np.flatnonzero(value >= (LEAST_OF_BEST * top)[group])
    group, member, value = group[strong], member[strong], value[strong].round(6)
    able = _able(group, value, top)
    group, member, value = group[able], member[able], value[able]
    # One float for both: distances are far below 10 ** 7, values are compared to 6 digits.
    nearest = np.abs(member - group) * 1e-13
    order = np.lexsort((nearest - value, group))
    group, member = group[order].astype(np.int64), member[order].astype(np.int64)
    starts = (
        np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else np.zeros(0, dtype=np.int64)
    )
    rank = np.arange(len(group)) - np.repeat(starts, np.diff(np.r_[starts, len(group)]))
    kept = (rank < KEPT_PER_PARAGRAPH) | (rank < KEPT_OF_ALIKE) & (value[order] >= ABOUT_BEST * top[group])
    return np.stack([group[kept], member[kept]], axis=1)


def _able(group: Any, value: Any, top: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Members that can be among the best of their group: those in its lower bins are outnumbered before any sorting."""
    bins = np.minimum(value * ((BINS - 1) / np.maximum(top, 1e-9))[group], BINS - 1).astype(np.int64)
    counts = np.bincount(group * np.int64(BINS) + bins, minlength=len(top) * BINS).reshape(len(top), BINS)
    above = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1] - counts
    able: NDArray[np.bool_] = above[group, bins] < KEPT_OF_ALIKE
    return able
