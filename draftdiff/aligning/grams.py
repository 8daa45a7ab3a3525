"""Word 1- to 3-grams of all paragraphs of two versions, weighted by rarity."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.incidence import Incidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.vocabulary import Rows

#: Longest gram. Three words hold a phrase together; longer ones die at the first edit (EU and UN development pairs:
#: measured, 3 and 4 score the same).
LONGEST = 3


@dataclass(frozen=True, slots=True)
class Grams:
    """Which grams stand in which paragraph."""

    old: Incidence
    """Paragraphs of the old version by grams that both versions have. The rows of paragraphs that are linked already are
    empty."""
    new: Incidence
    """The same for the new version."""
    fixed: Incidence
    """The same for the paragraphs that are linked already, a row each in the order they were given."""
    weights: NDArray[np.float64]
    """Rarity of each gram: log((P + 1) / p), p of P paragraphs of both versions hold it."""
    old_totals: NDArray[np.float64]
    """Weight of all grams of each old paragraph, those included that only one version has; 0 for empty rows."""
    new_totals: NDArray[np.float64]
    """The same for the new version."""
    sizes: NDArray[np.int64]
    """Words in each gram, 1 to `LONGEST`."""


def count_grams(old: Rows, new: Rows, fixed: NDArray[np.int64]) -> Grams:
    """Grams of both sides. Cost grows with the number of words, not of pairs.

    Args:
        old: paragraphs of the old version.
        new: paragraphs of the new version.
        fixed: pairs (old index, new index) of the same words that are linked already, shape (n, 2). They count for
            how rare a gram is.
    """
    parts = old.without(fixed[:, 0]), new.without(fixed[:, 1]), old.take(fixed[:, 0])
    first_new, first_fixed, count = np.cumsum([len(part.lengths) for part in parts]).tolist()
    flat = np.concatenate([part.words() for part in parts])
    owner = np.repeat(np.arange(count), np.concatenate([part.lengths for part in parts]))
    rows, places, widths = _places(flat, owner, first_fixed)
    # A gram may stand twice in a paragraph; only its presence counts.
    whole = Incidence.of_places(rows, places, (count, sum(widths)))
    columns, ends = whole.indices, whole.indptr[[0, first_new, first_fixed, count]]
    in_old, in_new, in_fixed = (
        np.bincount(columns[start:end], minlength=whole.width) for start, end in pairwise(ends)
    )
    frequency = in_old + in_new + 2 * in_fixed
    weights = np.log((first_fixed + 1) / np.maximum(frequency, 1))
    totals = np.add.reduceat(np.append(weights[columns], 0.0), whole.indptr[:-1]) * (
        np.diff(whole.indptr) > 0
    )
    shared = (in_old + in_fixed > 0) & (in_new + in_fixed > 0) & (in_old + in_new > 0)
    kept = whole.only(shared[columns])
    known = Incidence(kept.indptr, (np.cumsum(shared) - 1)[kept.indices], int(shared.sum()))
    sizes = np.repeat(np.arange(1, LONGEST + 1), widths)
    return Grams(
        known.between(0, first_new),
        known.between(first_new, first_fixed),
        known.between(first_fixed, count),
        weights[shared],
        totals[:first_new],
        totals[first_new:first_fixed],
        sizes[shared],
    )


def _places(
    flat: NDArray[np.int64], owner: NDArray[np.int64], first_fixed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[int]]:
    """Pairs (paragraph, gram), one for each place, and the number of grams of each size.

    Grams that stand only in paragraphs from `first_fixed` on, which nothing is compared with, are left out.
    """
    words = int(flat.max(initial=0)) + 1
    is_open = owner < first_fixed
    alive = _present(flat, is_open, words)
    rows, columns, widths = [owner[alive]], [flat[alive]], [words]
    codes = flat
    for size in range(2, LONGEST + 1):
        # A gram of n words is a gram of n - 1 words and one more, inside one paragraph.
        tail = flat[size - 1 :]
        count = len(tail)
        at = np.flatnonzero((owner[:count] == owner[size - 1 :]) & alive[:count])
        pairs = codes[at] * words + tail[at]
        # Half as wide sorts faster; the codes seldom need more.
        narrow = int(pairs.max(initial=0)) < np.iinfo(np.int32).max
        names, numbers = np.unique(pairs.astype(np.int32) if narrow else pairs, return_inverse=True)
        kept = _present(numbers, is_open[at], len(names))
        rows.append(owner[at[kept]])
        columns.append(numbers[kept] + sum(widths))
        widths.append(len(names))
        codes = np.zeros(count, dtype=np.int64)
        codes[at] = numbers
        alive = np.zeros(count, dtype=bool)
        alive[at] = kept
    return np.concatenate(rows), np.concatenate(columns), widths


def _present(numbers: NDArray[np.int64], is_open: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    """Places whose number stands at an open place too."""
    seen = np.zeros(size, dtype=bool)
    seen[numbers[is_open]] = True
    return seen[numbers]
