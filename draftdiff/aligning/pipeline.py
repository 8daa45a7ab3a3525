"""`align`: the stages of the package in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.evidence import make_links, uncertain_pairs
from draftdiff.aligning.judging import judge
from draftdiff.aligning.kept import Kept
from draftdiff.aligning.matching import Matching, match
from draftdiff.aligning.pins import Applied, Pins, apply_pins
from draftdiff.aligning.relations import Related
from draftdiff.aligning.sanity import warnings
from draftdiff.aligning.transfers import find_transfers
from draftdiff.aligning.units import Side, both_sides
from draftdiff.alignment import Alignment
from draftdiff.classifying.wording import Wording
from draftdiff.pausing import collector_paused

if TYPE_CHECKING:
    from draftdiff.aligning.kept import SameWords
    from draftdiff.model import Document


@collector_paused()
def align_documents(
    old: Document, new: Document, pins: Pins | None, same_words: SameWords | None
) -> Alignment:
    """All links between two versions, relations, evidence, and what is unsure. See `draftdiff.aligning.align`."""
    applied = apply_pins(pins, old, new)
    left, right = both_sides(old, new)
    matching = match(left, right, *_indices(applied, left, right))
    return _report(matching, applied, (old, left), (new, right), same_words or Wording.of(old, new).same)


def _indices(
    applied: Applied, old: Side, new: Side
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    olds = {label: at for at, label in enumerate(old.labels)}
    news = {label: at for at, label in enumerate(new.labels)}
    pinned = tuple((olds[a], news[b]) for a, b in applied.pinned)
    return pinned, tuple((olds[a], news[b]) for a, b in applied.forbidden)


def _report(
    matching: Matching,
    applied: Applied,
    old: tuple[Document, Side],
    new: tuple[Document, Side],
    same_words: SameWords,
) -> Alignment:
    (earlier, left), (later, right) = old, new
    pairs = matching.pairs
    judged = judge(matching, left, right)
    sure = [row for row in judged if row.stands]
    linked = np.array([row.pair for row in sure], dtype=np.int64)
    ends = zip(pairs.old[linked].tolist(), pairs.new[linked].tolist(), strict=True)
    similarity = dict(zip(ends, pairs.similarity[linked].tolist(), strict=True))
    related = Related(left, right, similarity, Kept(same_words, left, right).same)
    unsure = [row for row in judged if not row.stands]
    doubtful = [row.pair for row in unsure] + [row.rival for row in unsure if row.tied]
    return Alignment(
        old=earlier.id,
        new=later.id,
        links=make_links(matching, sure, related, left, right),
        inserted=tuple(label for at, label in enumerate(right.labels) if at not in related.sources),
        deleted=tuple(label for at, label in enumerate(left.labels) if at not in related.heirs),
        uncertain=uncertain_pairs(matching, doubtful, related, left, right),
        transfers=find_transfers(matching, linked, left, right),
        stale_pins=applied.stale,
        warnings=warnings(old, new, (set(related.heirs), set(related.sources))),
    )
