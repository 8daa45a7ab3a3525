"""Which links stand: confidence of each, and abstention where a rival is as good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.aligning.confidence import HIGHEST, LOWEST, confidence, rivals

if TYPE_CHECKING:
    from draftdiff.aligning.coverage import Further
    from draftdiff.aligning.matching import Matching
    from draftdiff.aligning.units import Side

#: Scores this close are equal. More than the place in the text can make (`context.PLACE_SHARE`), less than a word in
#: forty. No verbatim pair of the development sets is touched.
TIE = 0.02


@dataclass(frozen=True, slots=True)
class Judged:
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

    @property
    def stands(self) -> bool:
        """Sure enough to be called a link."""
        return not self.tied and self.confidence >= LOWEST


def judge(matching: Matching, old: Side, new: Side) -> list[Judged]:
    """All links of a matching, in the order they were found."""
    pairs, scores, linked = matching.pairs, matching.scores, matching.linked
    further = {f.pair: f for f in matching.further}
    pinned = set(matching.pinned.tolist())
    ends = set(pairs.old[linked].tolist()), set(pairs.new[linked].tolist())
    found: list[Judged] = []
    for k, rival in zip(linked.tolist(), rivals(pairs, scores, linked).tolist(), strict=True):
        more = further.get(k)
        alike = max(more.of_old, more.of_new) if more else float(pairs.similarity[k])
        margin = float(scores[k] - scores[rival]) if rival >= 0 else 1.0
        sure = HIGHEST if k in pinned else confidence(alike, margin, float(scores[k] - pairs.similarity[k]))
        tied = rival >= 0 and k not in pinned and more is None and abs(margin) < TIE
        if tied:
            i, j, other_i, other_j = (int(x[at]) for at in (k, rival) for x in (pairs.old, pairs.new))
            # Rivals of the very same words are told apart by their order, which is no doubt.
            same = old.words[i] == old.words[other_i] and new.words[j] == new.words[other_j]
            tied = not same and (other_i not in ends[0] or other_j not in ends[1])
        found.append(Judged(k, rival, more, sure, tied))
    return found
