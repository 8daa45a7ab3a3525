"""Which pairs of paragraphs are worth a look: an inverted index over rare grams, and identical texts by their rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import diags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.units import Side

#: Pairs looked up per paragraph, on average. Rarest grams are used first, so that common ones ("of the") are left
#: out of large documents and cost stays linear; documents below some 300 paragraphs are compared completely.
WORK_PER_PARAGRAPH = 400
#: The same per gram of a paragraph, for documents of few and long paragraphs: with less, two versions of one long
#: paragraph, whose grams are all equally rare, would not meet at all.
WORK_PER_GRAM = 3
#: Best candidates kept for each paragraph of either side. 8 lose no gold link of the development pairs.
KEPT_PER_PARAGRAPH = 16
#: Pairs that share less than this part of the best of their paragraph are no candidates for it; they may still be
#: for the other paragraph. Far below the share of any split or merge.
LEAST_OF_BEST = 0.03
#: Bins of value by which candidates are sorted out before the best are sorted; changes no result.
BINS = 64
#: Identical texts are paired by rank within their group, this far to either side.
RANK_REACH = 2


def find_candidates(
    old: Side, new: Side, grams: Grams, always: Iterable[tuple[int, int]] = ()
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs (old index, new index), each once, in order; those of `always` are among them."""
    product = _rare_product(grams)
    width = max(len(new), 1)
    wanted = np.array([i * width + j for i, j in always], dtype=np.int64)
    parts = (_best_of_rows(product, width), _best_of_columns(product, width), _twins(old, new), wanted)
    keys = np.unique(np.concatenate(parts))
    return keys // width, keys % width


def _rare_product(grams: Grams) -> Any:
    """Shared weight of pairs over the rarest grams, as far as the budget goes; ties in rarity go in together."""
    work = np.asarray(grams.old.sum(axis=0)).ravel() * np.asarray(grams.new.sum(axis=0)).ravel()
    levels, inverse = np.unique(work, return_inverse=True)
    spent = np.cumsum(np.bincount(inverse, weights=work, minlength=len(levels)))
    budget = max(
        WORK_PER_PARAGRAPH * (grams.old.shape[0] + grams.new.shape[0]),
        WORK_PER_GRAM * (grams.old.nnz + grams.new.nnz),
    )
    rare = np.flatnonzero((spent <= budget)[inverse]) if len(levels) else np.zeros(0, dtype=np.int64)
    return (grams.old[:, rare] @ diags(grams.weights[rare]) @ grams.new[:, rare].T).tocsr()


def _best_of_rows(product: Any, width: int) -> NDArray[np.int64]:
    rows = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))
    return _best(rows, product.indices, product.data) @ np.array([width, 1], dtype=np.int64)


def _best_of_columns(product: Any, width: int) -> NDArray[np.int64]:
    rows = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))
    return _best(product.indices, rows, product.data) @ np.array([1, width], dtype=np.int64)


def _best(group: Any, member: Any, value: Any) -> NDArray[np.int64]:
    """The `KEPT_PER_PARAGRAPH` members of greatest value of each group; of equals those nearest in the text."""
    top = np.zeros(int(group.max(initial=-1)) + 1)
    np.maximum.at(top, group, value)
    strong = value >= LEAST_OF_BEST * top[group]
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
    kept = rank < KEPT_PER_PARAGRAPH
    return np.stack([group[kept], member[kept]], axis=1)


def _able(group: Any, value: Any, top: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Members that can be among the best of their group: those in its lower bins are outnumbered before any sorting."""
    bins = np.minimum(value * ((BINS - 1) / np.maximum(top, 1e-9))[group], BINS - 1).astype(np.int64)
    counts = np.bincount(group * np.int64(BINS) + bins, minlength=len(top) * BINS).reshape(len(top), BINS)
    above = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1] - counts
    able: NDArray[np.bool_] = above[group, bins] < KEPT_PER_PARAGRAPH
    return able


def _twins(old: Side, new: Side) -> NDArray[np.int64]:
    """Paragraphs of the same words, paired by rank from the front, from the back and in proportion."""
    groups: dict[tuple[int, ...], tuple[list[int], list[int]]] = {}
    for side, words in enumerate((old.words, new.words)):
        for at, key in enumerate(words):
            groups.setdefault(key, ([], []))[side].append(at)
    width = len(new)
    found = [
        i * width + j for olds, news in groups.values() if olds and news for i, j in _by_rank(olds, news)
    ]
    return np.array(found, dtype=np.int64)


def _by_rank(olds: list[int], news: list[int]) -> Iterator[tuple[int, int]]:
    reach = range(-RANK_REACH, RANK_REACH + 1)
    for rank, old in enumerate(olds):
        from_back = rank + len(news) - len(olds)
        scaled = round(rank * (len(news) - 1) / max(len(olds) - 1, 1))
        for base in {rank: 0, from_back: 0, scaled: 0}:
            for step in reach:
                if 0 <= base + step < len(news):
                    yield old, news[base + step]
