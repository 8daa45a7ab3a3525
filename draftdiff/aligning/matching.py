"""From words to links: the numeric stages in order, and what each of them decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.assign import assign
from draftdiff.aligning.candidates import find_candidates
from draftdiff.aligning.context import in_context
from draftdiff.aligning.coverage import Further, cover, outshone
from draftdiff.aligning.distribute import distribute
from draftdiff.aligning.grams import Grams, count_grams
from draftdiff.aligning.identical import Identical
from draftdiff.aligning.rejoin import rejoin
from draftdiff.aligning.revise import at_home, keep_faithful
from draftdiff.aligning.settled import left_open, restored, set_apart, settle
from draftdiff.aligning.similarity import Pairs, compare_pairs
from draftdiff.aligning.twins import in_their_places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.units import Side

#: Smallest score (words and surroundings) of a link, calibrated on the EU pairs (links F1) and, by reading, on the
#: UN development steps.
MIN_SCORE = 0.28
#: Smallest similarity of words alone, whatever the surroundings say: below, two paragraphs in one slot share stock
#: phrases only (read on the UN development steps).
MIN_SIMILARITY = 0.1
#: The same for a pair that opens alike to at least `ALIKE_OPENING`: a rewritten article under its old title.
MIN_SIMILARITY_OPENING = 0.02
ALIKE_OPENING = 0.15


@dataclass(frozen=True, slots=True)
class Matching:
    """Links as positions in the candidate pairs, and how they were found."""

    pairs: Pairs
    grams: Grams
    still_open: Grams
    """The grams without those that `settled` links explain."""
    scores: NDArray[np.float64]
    """Similarity and surroundings of each pair."""
    pinned: NDArray[np.int64]
    """Links the user made."""
    identical: NDArray[np.int64]
    """Links of paragraphs whose words stand once in either version."""
    settled: NDArray[np.int64]
    """Links of paragraphs that were lightly edited in their place."""
    assigned: NDArray[np.int64]
    """Links of the one-to-one assignment."""
    further: tuple[Further, ...]
    """Links of the coverage stage."""
    barred: NDArray[np.bool_]
    """Pairs the user forbade."""

    @property
    def fixed(self) -> NDArray[np.int64]:
        """`identical` as pairs (old index, new index); shape (n, 2)."""
        return np.stack([self.pairs.old[self.identical], self.pairs.new[self.identical]], axis=1)

    @property
    def linked(self) -> NDArray[np.int64]:
        """All links: pinned, identical, settled, assigned, further."""
        more = np.array([f.pair for f in self.further], dtype=np.int64)
        return np.concatenate([self.pinned, self.identical, self.settled, self.assigned, more])


def match(
    old: Side,
    new: Side,
    pinned: tuple[tuple[int, int], ...] = (),
    forbidden: tuple[tuple[int, int], ...] = (),
) -> Matching:
    """Links between two versions; `pinned` and `forbidden` are pairs of indices."""
    same = Identical(old, new, (*pinned, *forbidden))
    grams = count_grams(old.rows, new.rows, same.fixed)
    settled = settle(grams, same.fixed, same.busy)
    still_open = left_open(grams, settled)
    wanted = [same.fixed, np.stack([settled.old, settled.new], axis=1), _table(pinned)]
    always = np.concatenate(
        [*(pair @ np.array([len(new), 1], dtype=np.int64) for pair in wanted), same.by_rank()]
    )
    whole = len(old) + len(new) - 2 * (len(same.fixed) + len(settled.old))
    pairs = compare_pairs(*find_candidates(still_open, always, settled, whole), still_open)
    pairs = restored(pairs, settled, grams)
    known = in_context(pairs, old, new, same.fixed)
    scores = known.total
    identical = pairs.find(same.fixed[:, 0], same.fixed[:, 1])
    edited = pairs.find(settled.old, settled.new)
    pins, barred = _positions(pairs, pinned), np.zeros(len(pairs.old), dtype=bool)
    barred[_positions(pairs, forbidden)] = True
    least = np.where(known.opening >= ALIKE_OPENING, MIN_SIMILARITY_OPENING, MIN_SIMILARITY)
    usable = (pairs.similarity >= least) & ~barred
    # A pinned paragraph is spoken for; a split or merge with it can still be found by coverage.
    given = np.concatenate([pins, identical, edited])
    usable &= ~np.isin(pairs.old, pairs.old[given]) & ~np.isin(pairs.new, pairs.new[given])
    chances = np.where(usable, scores, 0.0)
    # Swapped versions give the same problem, so equals are told apart in the same way.
    assigned = assign(pairs, chances, MIN_SCORE, turned=new.words < old.words)
    assigned = keep_faithful(pairs, chances, assigned, grams)
    assigned = in_their_places(pairs, chances, assigned, given, grams)
    assigned = at_home(pairs, chances, assigned, given)
    apart = set_apart(grams, settled)
    first = np.concatenate([given, assigned])
    further = cover(pairs, scores - pairs.similarity, first, still_open, apart, barred)
    weak = outshone(pairs, scores - pairs.similarity, assigned, further, grams)
    assigned = assigned[~np.isin(assigned, weak)]
    more = np.array([f.pair for f in further], dtype=np.int64)
    taken = np.concatenate([given, assigned, more])
    alike = np.concatenate([rejoin(pairs, taken), distribute(pairs, known.opening, taken, (old, new))])
    further += [
        Further(k, float(pairs.of_old[k]), float(pairs.of_new[k]), twin=True)
        for k in np.unique(alike[~barred[alike]]).tolist()
    ]
    return Matching(
        pairs, grams, still_open, scores, pins, identical, edited, assigned, tuple(further), barred
    )


def _positions(pairs: Pairs, wanted: tuple[tuple[int, int], ...]) -> NDArray[np.int64]:
    """Positions of pairs of indices; those that are no candidates are left out."""
    table = _table(wanted)
    at = pairs.find(table[:, 0], table[:, 1])
    return at[at >= 0]


def _table(pairs: tuple[tuple[int, int], ...]) -> NDArray[np.int64]:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
