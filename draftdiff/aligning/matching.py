"""From words to links: the stages in order, each a function of what those before it found.

`STAGES` names them. Each can be left out (`match(..., without={"ties"})`), which `bench/ablate.py` does one by one to
say what each of them is worth; then what it would have found is simply not there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.assign import assign
from draftdiff.aligning.candidates import find_candidates
from draftdiff.aligning.features import Field, first_features, second_features
from draftdiff.aligning.grams import count_grams
from draftdiff.aligning.identical import Identical
from draftdiff.aligning.model import Model, chances, load_model
from draftdiff.aligning.settled import Settled, left_open, settle
from draftdiff.aligning.similarity import compare_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from numpy.typing import NDArray

    from draftdiff.aligning.features import Features
    from draftdiff.aligning.grams import Grams
    from draftdiff.aligning.similarity import Pairs
    from draftdiff.aligning.units import Side

Pair = tuple[int, int]
#: Probability from which a pair is a link. By reason: as many of those below are wrong as right.
EVEN = 0.5
#: Probability of the first guess from which a pair may hold a seat in the one-to-one core, where the second guess still
#: may refuse it. Chosen before anything was measured.
SEAT = 0.15
#: Log-odds a unit of the assignment's scores, which must stay far below `assign.ALONE`. Changes no result.
SCALE = 8.0
#: Weight of the distance from the diagonal in the assignment: breaks ties between equal paragraphs in favour of order.
#: The square makes crossing pairs cost more than parallel ones. Chosen too small to outweigh a word.
PLACE_SHARE = 0.01
#: Log-odds this close are equal (0.45 against 0.55, were there no third). Chosen.
TIE = 0.2
#: Share of the words two pairs have in common from which they compete for the same words and are not the parts of a
#: split. Chosen.
RIVAL = 0.9
#: Nothing is certain but a pin. Chosen.
HIGHEST = 0.999


def _none() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


@dataclass(slots=True, kw_only=True)
class Matching:
    """What is known of two versions; each stage adds to it. Links are positions in the candidate pairs."""

    old: Side
    new: Side
    pins: tuple[Pair, ...]
    """Pairs of indices the user linked."""
    forbidden: tuple[Pair, ...]
    """Pairs of indices the user forbade."""
    model: Model
    same: Identical
    fixed: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    """Unchanged paragraphs in place as pairs (old index, new index)."""
    settled: Settled = field(default_factory=lambda: Settled(_none(), _none(), np.zeros(0)))
    """Lightly edited ones."""
    known: NDArray[np.int64] = field(default_factory=_none)
    """Pairs that are candidates whatever their words say, as keys old index * new paragraphs + new index."""
    grams: Grams = field(init=False)
    still_open: Grams = field(init=False)
    """Less what links of lightly edited paragraphs explain."""
    space: Field = field(init=False)
    """The candidates."""
    features: list[Features] = field(default_factory=list["Features"])
    """Of the first guess and of the second."""
    odds: list[NDArray[np.float64]] = field(default_factory=list["NDArray[np.float64]"])
    """Log-odds likewise."""
    core: NDArray[np.int64] = field(default_factory=_none)
    """The best assignment one to one, given links among them."""
    chance: NDArray[np.float64] = field(init=False)
    """Probability of each pair, as far as it is known."""
    links: NDArray[np.int64] = field(default_factory=_none)
    """What is linked in the end."""
    tied: dict[int, list[int]] = field(default_factory=dict[int, "list[int]"])
    """Pairs of the core that are left open -> rivals as good."""

    @property
    def pairs(self) -> Pairs:
        """The candidates and what their words say."""
        return self.space.pairs

    @property
    def pinned(self) -> NDArray[np.int64]:
        """Links of the user."""
        return _positions(self.pairs, _table(self.pins))


def unchanged(found: Matching) -> None:
    """Paragraphs of the same words in their place are linked."""
    found.fixed = found.same.fixed


def count(found: Matching) -> None:
    """Rare runs of words in all other paragraphs."""
    found.grams = found.still_open = count_grams(found.old.rows, found.new.rows, found.fixed)


def edited_in_place(found: Matching) -> None:
    """Lightly edited paragraphs in their place are linked; what that leaves open takes part in the search."""
    found.settled = settle(found.grams, found.fixed, found.same.busy)
    found.still_open = left_open(found.grams, found.settled)


def repeated(found: Matching) -> None:
    """Of paragraphs that stand several times each is a candidate for those of about its rank."""
    found.known = found.same.by_rank()


def candidates(found: Matching) -> None:
    """Pairs that share rare runs of words."""
    edited = np.stack([found.settled.old, found.settled.new], axis=1)
    wanted = [pair @ np.array([len(found.new), 1]) for pair in (found.fixed, edited, _table(found.pins))]
    always = np.concatenate([*wanted, found.known]).astype(np.int64)
    whole = len(found.old) + len(found.new) - 2 * (len(found.fixed) + len(edited))
    pairs = compare_pairs(*find_candidates(found.still_open, always, found.settled, whole), found.grams)
    made = [_positions(pairs, ends) for ends in (found.fixed, edited, _table(found.pins))]
    barred = np.zeros(len(pairs.old), dtype=bool)
    barred[_positions(pairs, _table(found.forbidden))] = True
    found.space = Field(
        found.old, found.new, found.grams, found.still_open, pairs, found.fixed, np.concatenate(made), barred
    )


def first_guess(found: Matching) -> None:
    """The first regression over all candidates."""
    found.features.append(first_features(found.space))
    found.odds.append(found.model.first.log_odds(found.features[0]))
    found.chance = _learned(found, chances(found.odds[0]))


def core(found: Matching) -> None:
    """Each paragraph gets at most one partner, so that the sum over all is the greatest."""
    pairs, given = found.pairs, found.space.given
    odds = found.odds[0] - np.log(SEAT / (1 - SEAT))
    busy = np.isin(pairs.old, pairs.old[given]) | np.isin(pairs.new, pairs.new[given])
    # Equal paragraphs may hold a seat whatever else is said of them.
    able = ~busy & ~found.space.barred & ((odds > 0) | found.space.same_words)
    score = (np.clip(odds, 0, 30) + 1) / SCALE - PLACE_SHARE * found.space.place**2
    # Swapped versions give the same problem, so equals are told apart in the same way.
    seats = assign(pairs, np.where(able, score, -1.0), 0.0, turned=found.new.words < found.old.words)
    found.core = np.concatenate([given, seats]).astype(np.int64)


def second_guess(found: Matching) -> None:
    """The second regression, which sees the first guess at all the others."""
    found.features.append(second_features(found.space, found.odds[0], found.core))
    both = found.features[0] | found.features[1]
    found.odds.append(found.model.second.log_odds(both))
    found.chance = _learned(found, chances(found.odds[1]))


def equals_in_order(found: Matching) -> None:
    """Equal paragraphs that hold a seat in order are linked without being asked; others are no second copies."""
    same, seated = found.space.same_words, np.zeros(len(found.chance), dtype=bool)
    seated[found.core] = True
    if len(found.features) > 1:
        sure = same & seated & (found.features[1]["in order"] > 0) & (found.chance < HIGHEST)
        found.chance[sure] = np.maximum(found.chance[sure], found.model.identical)
    found.chance[same & ~seated] = 0.0


def ties(found: Matching) -> None:
    """Where a rival is as good and its other paragraph stays alone, neither is guessed."""
    pairs, odds = found.pairs, found.odds[0]
    ends, words = (pairs.old, pairs.new), (found.old.words, found.new.words)
    for at, end in enumerate(ends):
        other = ends[1 - at]
        free = ~np.isin(other, other[found.core]) & ~found.space.barred & (found.chance > 0)
        rivals: dict[int, list[int]] = {}
        for k in np.flatnonzero(free).tolist():
            rivals.setdefault(int(end[k]), []).append(k)
        for k in np.setdiff1d(found.core, found.space.given).tolist():
            # Rivals of the very same words are told apart by their order, which is no doubt; those that have other words
            # of the paragraph than the one that was seated may be the rest of a split.
            near = [
                r for r in rivals.get(int(end[k]), ())
                if abs(odds[r] - odds[k]) < TIE and words[1 - at][other[r]] != words[1 - at][other[k]]
                and _same_share(found, k, r)
            ]  # fmt: skip
            if near:
                found.tied.setdefault(k, []).extend(near)


def _same_share(found: Matching, one: int, other: int) -> bool:
    """Whether two pairs with a paragraph in common share about the same of its words."""
    shared = [_common(found, k) for k in (one, other)]
    weights = found.grams.weights
    least = min(weights[sorted(grams)].sum() for grams in shared)
    return bool(weights[sorted(shared[0] & shared[1])].sum() >= RIVAL * least)


def _common(found: Matching, k: int) -> set[int]:
    """Grams that both paragraphs of a pair have."""
    rows = (found.grams.old, found.pairs.old[k]), (found.grams.new, found.pairs.new[k])
    held = [set(own.indices[own.indptr[at] : own.indptr[at + 1]].tolist()) for own, at in rows]
    return held[0] & held[1]


def main_links(found: Matching) -> None:
    """The given links, and those of the core that are likelier than not."""
    likely = [k for k in found.core.tolist() if found.chance[k] >= EVEN and k not in found.tied]
    found.links = np.array(likely, dtype=np.int64)


def further_links(found: Matching) -> None:
    """Splits, merges, N to M: the others that are likelier than not; the second guess saw what the core leaves unsaid."""
    likely = (found.chance >= EVEN) & ~found.space.barred
    likely[[*found.core.tolist(), *chain.from_iterable(found.tied.values())]] = False
    found.links = np.concatenate([found.links, np.flatnonzero(likely)])


#: The stages by name, in order.
STAGES: dict[str, Callable[[Matching], None]] = {
    "unchanged in place": unchanged,
    "rare words": count,
    "edited in place": edited_in_place,
    "repeated paragraphs": repeated,
    "candidates": candidates,
    "first guess": first_guess,
    "core": core,
    "second guess": second_guess,
    "equals in order": equals_in_order,
    "ties": ties,
    "main links": main_links,
    "further links": further_links,
}
#: Stages without which there is nothing to decide, or no links.
NEEDED = frozenset({"rare words", "candidates", "first guess", "core", "main links"})


def match(
    old: Side,
    new: Side,
    pinned: tuple[Pair, ...] = (),
    forbidden: tuple[Pair, ...] = (),
    *,
    model: Model | None = None,
    without: Collection[str] = (),
) -> Matching:
    """Links between two versions.

    Args:
        old: the earlier version.
        new: the later version.
        pinned: pairs of indices the user links.
        forbidden: pairs of indices the user forbids.
        model: another model than the package's; for measurements with histories left out.
        without: names of stages to leave out, of those in `STAGES` and not in `NEEDED`.

    Raises:
        KeyError: `without` names a stage that cannot be left out.
    """
    if unknown := set(without) - (STAGES.keys() - NEEDED):
        raise KeyError(*sorted(unknown))
    found = Matching(
        old=old, new=new, pins=pinned, forbidden=forbidden, model=model or load_model(),
        same=Identical(old, new, (*pinned, *forbidden)),
    )  # fmt: skip
    for name, stage in STAGES.items():
        if name not in without:
            stage(found)
    return found


def _learned(found: Matching, chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities, those of links that were not the model's to decide replaced."""
    for ends, known in (
        (found.fixed, found.model.identical),
        (np.stack([found.settled.old, found.settled.new], axis=1), found.model.settled),
        (_table(found.pins), HIGHEST),
    ):
        chance[_positions(found.pairs, ends)] = known
    chance[found.space.barred] = 0.0
    return np.minimum(chance, HIGHEST)


def _positions(pairs: Pairs, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions of pairs of indices; those that are no candidates are left out."""
    at = pairs.find(wanted[:, 0], wanted[:, 1])
    return at[at >= 0]


def _table(pairs: tuple[Pair, ...]) -> NDArray[np.int64]:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
