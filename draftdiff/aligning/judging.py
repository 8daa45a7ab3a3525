"""Which links stand: confidence of each, and abstention where a rival is as good."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from draftdiff.aligning.confidence import HIGHEST, LOWEST, confidence, rivals
from draftdiff.aligning.relations import Related

if TYPE_CHECKING:
    from draftdiff.aligning.coverage import Further
    from draftdiff.aligning.matching import Matching
    from draftdiff.aligning.units import Side

#: Scores this close are equal. More than the place in the text can make (`context.PLACE_SHARE`), less than a word in
#: forty. No verbatim pair of the development sets is touched.
TIE = 0.02
#: Least similarity of words of a link that is out of order. In their place, two paragraphs with little in common may
#: well be one rewritten; elsewhere the words alone speak. Of 1,400 moved links of the EU pairs, the bundled history
#: and synthetic pairs (en, fr, ar; seeds 20 to 31), 11 are below, none of them right; the least right one has 0.258.
MIN_MOVED = 0.25


class Judged(NamedTuple):
    """One link and how sure it is."""

    pair: int
    """Position in the candidate pairs."""
    rival: int
    """Position of its best rival, -1 for none."""
    further: Further | None
    """What the coverage stages say of it, if they found it."""
    confidence: float
    tied: bool
    """The rival is as good and its other paragraph stays alone: taking it instead would cost nothing."""
    astray: bool = False
    """Out of order, and too little in common to be sure of it all the same."""

    @property
    def stands(self) -> bool:
        """Sure enough to be called a link."""
        return not self.tied and not self.astray and self.confidence >= LOWEST


def judge(matching: Matching, old: Side, new: Side) -> list[Judged]:
    """All links of a matching, in the order they were found."""
    pairs, scores, linked = matching.pairs, matching.scores, matching.linked
    further = {f.pair: f for f in matching.further}
    ends = set(pairs.old[linked].tolist()), set(pairs.new[linked].tolist())
    rival = rivals(pairs, scores, linked)
    margin = np.where(rival >= 0, scores[linked] - scores[rival], 1.0)
    alike = pairs.similarity[linked]
    if further:
        # They come last.
        alike[-len(further) :] = [max(f.of_old, f.of_new) for f in matching.further]
    sure = confidence(alike, margin, scores[linked] - pairs.similarity[linked])
    sure[: len(matching.pinned)] = HIGHEST
    close = (rival >= 0) & (np.abs(margin) < TIE)
    close[: len(matching.pinned)] = False
    found: list[Judged] = []
    for k, other, chance, near in zip(
        linked.tolist(), rival.tolist(), sure.tolist(), close.tolist(), strict=True
    ):
        more = further.get(k)
        tied = False
        if near and more is None:
            i, j, other_i, other_j = (int(x[at]) for at in (k, other) for x in (pairs.old, pairs.new))
            # Rivals of the very same words are told apart by their order, which is no doubt.
            same = old.words[i] == old.words[other_i] and new.words[j] == new.words[other_j]
            tied = not same and (other_i not in ends[0] or other_j not in ends[1])
        found.append(Judged(k, other, more, chance, tied))
    astray = _astray(matching, found, old, new)
    return [row._replace(astray=True) if row.pair in astray else row for row in found]


def _astray(matching: Matching, judged: list[Judged], old: Side, new: Side) -> set[int]:
    """Links that are out of order among those that stand and have too few words in common for it."""
    pairs, pinned = matching.pairs, set(matching.pinned.tolist())
    rows = [row.pair for row in judged if row.stands]
    # A link of the coverage stage is known by the share it explains.
    weak = {row.pair for row in judged if row.further is None and pairs.similarity[row.pair] < MIN_MOVED}
    weak = weak.intersection(rows) - pinned
    if not weak:
        return weak
    ends = {k: (int(pairs.old[k]), int(pairs.new[k])) for k in rows}
    moved = Related(old, new, {ends[k]: float(pairs.similarity[k]) for k in rows}, _never).moved
    return {k for k in weak if ends[k] in moved}


def _never(_old: int, _new: int) -> bool:
    """Whether two paragraphs have the same words does not matter for their order."""
    return False
