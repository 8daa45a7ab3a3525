"""`align`: the stages of the package in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.aligning.evidence import make_links, uncertain_pairs
from draftdiff.aligning.kept import Kept
from draftdiff.aligning.matching import match
from draftdiff.aligning.pins import apply_pins
from draftdiff.aligning.relations import Related
from draftdiff.aligning.sanity import warnings
from draftdiff.aligning.transfers import find_transfers
from draftdiff.aligning.units import both_sides
from draftdiff.alignment import Alignment
from draftdiff.classifying.wording import Wording
from draftdiff.pausing import collector_paused

if TYPE_CHECKING:
    from collections.abc import Collection

    from draftdiff.aligning.kept import SameWords
    from draftdiff.aligning.model import Model
    from draftdiff.aligning.pins import Applied, Pins
    from draftdiff.aligning.units import Side
    from draftdiff.model import Document


@collector_paused()
def align_documents(
    old: Document,
    new: Document,
    pins: Pins | None,
    same_words: SameWords | None,
    *,
    model: Model | None = None,
    without: Collection[str] = (),
) -> Alignment:
    """All links between two versions, relations, evidence, and what is unsure. See `draftdiff.aligning.align`.

    Args:
        old: the earlier version.
        new: the later version.
        pins: corrections by the user.
        same_words: see `draftdiff.aligning.align`.
        model: another model than the package's; for measurements with histories left out.
        without: stages to leave out; see `draftdiff.aligning.matching.match`.
    """
    applied = apply_pins(pins, old, new)
    left, right = both_sides(old, new)
    matching = match(left, right, *_indices(applied, left, right), model=model, without=without)
    pairs, linked = matching.pairs, matching.links
    ends = zip(pairs.old[linked].tolist(), pairs.new[linked].tolist(), strict=True)
    similarity = dict(zip(ends, pairs.similarity[linked].tolist(), strict=True))
    related = Related(
        left, right, similarity, Kept(same_words or Wording.of(old, new).same, left, right).same
    )
    return Alignment(
        old=old.id,
        new=new.id,
        links=make_links(matching, related),
        inserted=tuple(label for at, label in enumerate(right.labels) if at not in related.sources),
        deleted=tuple(label for at, label in enumerate(left.labels) if at not in related.heirs),
        uncertain=uncertain_pairs(matching, related),
        transfers=find_transfers(matching, linked, left, right),
        stale_pins=applied.stale,
        warnings=warnings((old, left), (new, right), (set(related.heirs), set(related.sources))),
    )


def _indices(
    applied: Applied, old: Side, new: Side
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    olds = {label: at for at, label in enumerate(old.labels)}
    news = {label: at for at, label in enumerate(new.labels)}
    pinned = tuple((olds[a], news[b]) for a, b in applied.pinned)
    return pinned, tuple((olds[a], news[b]) for a, b in applied.forbidden)
