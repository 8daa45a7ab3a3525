"""Align two versions of a document: which paragraph continues in which, and what happened to it.

`units` (paragraphs and their words), `vocabulary` (damaged words meet their sound twins), `identical` (unchanged in
place), `grams` (word grams weighted by rarity), `settled` (lightly edited in place), `candidates` (inverted index),
`similarity`, `features` and `model` (the probability that a pair is a link), `assign` (the best one-to-one assignment),
`residual` (what links leave unexplained), `matching` (the named stages in order), `transfers` (wandering clauses),
`relations` and `evidence`; `pins` are the user's corrections.

The result does not depend on labels, on hash seeds or on the order of processing, and swapping the two versions
mirrors it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.aligning.kept import SameWords
    from draftdiff.aligning.pins import Pins
    from draftdiff.alignment import Alignment
    from draftdiff.model import Document


def align(
    old: Document, new: Document, *, pins: Pins | None = None, same_words: SameWords | None = None
) -> Alignment:
    """Align two versions.

    Args:
        old: the earlier version.
        new: the later version.
        pins: corrections by the user; those that do not fit are reported in `Alignment.stale_pins`.
        same_words: whether a text of the old and one of the new version are the same words: what tells a kept
            paragraph from an edited one. `Comparison` hands its own, so that links and redlines cannot disagree;
            without it our word lists of the versions' language decide.

    Returns:
        Links with relations, weights, confidence and evidence; insertions, deletions, unsure pairs, wandering clauses.
    """
    from draftdiff.aligning.pipeline import align_documents  # noqa: PLC0415 - scipy loads when it is first needed

    return align_documents(old, new, pins, same_words)
