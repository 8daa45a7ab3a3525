"""Evidence beside the words: what stands before and after, the parent, the place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.grams import count_grams
from draftdiff.aligning.similarity import compare_pairs
from draftdiff.aligning.units import ROOT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.similarity import Pairs
    from draftdiff.aligning.units import Side

#: Share of what the neighbours score that a pair gets on top of its own similarity. 0.3 to 0.6 give the same links
#: on the EU and UN development pairs.
NEIGHBOUR_SHARE = 0.4
#: The same for the pair of parents: items of one list stay together more often than not.
PARENT_SHARE = 0.1
#: The same for the likeness of the opening words, where a paragraph says what it is: verb and addressee, or a title.
OPENING_SHARE = 0.2
#: Words of an opening: verb, addressee and first object of a resolution's paragraph.
OPENING_WORDS = 10
#: Weight of the distance from the diagonal: breaks ties between identical paragraphs in favour of order and is too
#: small to outweigh a word. The square makes crossing pairs cost more than parallel ones.
PLACE_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known of each candidate pair, in their order."""

    total: NDArray[np.float64]
    """Similarity of the words and support of the surroundings; links are chosen by it. May exceed 1."""
    opening: NDArray[np.float64]
    """Likeness of the opening words, 0..1."""


def in_context(pairs: Pairs, old: Side, new: Side, fixed: NDArray[np.int64]) -> Scores:
    """Score of each pair: its similarity and the support of its surroundings. `fixed`: see `count_grams`."""
    around = (_neighbour(pairs, old, new, -1) + _neighbour(pairs, old, new, 1)) / 2
    opening = _openings(pairs, old, new, fixed)
    place = (pairs.old / max(len(old) - 1, 1) - pairs.new / max(len(new) - 1, 1)) ** 2
    support = NEIGHBOUR_SHARE * around + PARENT_SHARE * _parents(pairs, old, new) + OPENING_SHARE * opening
    return Scores(pairs.similarity + support - PLACE_SHARE * place, opening)


def _neighbour(pairs: Pairs, old: Side, new: Side, step: int) -> NDArray[np.float64]:
    """Similarity of the paragraphs one step on; the edges of both texts support each other."""
    i, j = pairs.old + step, pairs.new + step
    at = pairs.find(np.clip(i, 0, None), np.clip(j, 0, None))
    found = np.where((i >= 0) & (j >= 0) & (at >= 0), pairs.similarity[at], 0.0)
    edges = (i < 0) & (j < 0) | (i >= len(old)) & (j >= len(new))
    return np.where(edges, 1.0, found)


def _openings(pairs: Pairs, old: Side, new: Side, fixed: NDArray[np.int64]) -> NDArray[np.float64]:
    """Similarity of the first words, rare ones counting more."""
    grams = count_grams(old.rows.heads(OPENING_WORDS), new.rows.heads(OPENING_WORDS), fixed)
    return compare_pairs(pairs.old, pairs.new, grams).similarity


def _parents(pairs: Pairs, old: Side, new: Side) -> NDArray[np.float64]:
    """Similarity of the parents of two sub-paragraphs; top-level paragraphs get nothing for having none."""
    above_old = np.array(old.parents, dtype=np.int64)[pairs.old]
    above_new = np.array(new.parents, dtype=np.int64)[pairs.new]
    at = pairs.find(np.clip(above_old, 0, None), np.clip(above_new, 0, None))
    both = (above_old != ROOT) & (above_new != ROOT) & (at >= 0)
    return np.where(both, pairs.similarity[at], 0.0)
