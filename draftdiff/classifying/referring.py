"""Numbers of cross-references that follow the alignment, and those that should have and did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.context import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from draftdiff.alignment import Alignment
    from draftdiff.classifying.context import Case
    from draftdiff.model import Document
    from draftdiff.referencing import ReferenceFinding


@dataclass(frozen=True, slots=True)
class References:
    """What became of the cross-references of one step, by the new paragraph that holds them."""

    by_pair: Mapping[tuple[str, str], Sequence[ReferenceFinding]]

    @classmethod
    def of(cls, old: Document, new: Document, alignment: Alignment) -> References:
        """Check the step's references."""
        from draftdiff.referencing import check_pair  # noqa: PLC0415 - only where paragraphs changed

        found: dict[tuple[str, str], list[ReferenceFinding]] = {}
        for finding in check_pair(old, new, alignment):
            found.setdefault((finding.old_paragraph, finding.new_paragraph), []).append(finding)
        return cls(found)


def reference(case: Case) -> Finding | None:
    """A number inside a cross-reference: `reference` where it followed its paragraph, substantive where it did not."""
    lexicon = case.context.lexicon
    words = [*case.old_words, *case.new_words]
    if words and all(word in lexicon.directions for word in words):
        return Finding("reference", "the direction of a cross-reference")
    if case.context.references is None or not any(c.isdigit() for word in words for c in word):
        return None
    pair = (case.context.old_label, case.context.new_label)
    for found in case.context.references.by_pair.get(pair, ()):
        if not _inside(found.new_span, case.edit.n0, case.edit.n1) or not _inside(
            found.old_span, case.edit.o0, case.edit.o1
        ):
            continue
        if found.status in {"followed", "unchanged"}:
            return Finding("reference", found.evidence)
        if found.status in {"stale", "broken", "retargeted"}:
            return Finding(
                "substantive",
                found.evidence,
                signals=(Signal(name="stale_reference", detail=found.evidence),),
            )
    return None


def _inside(span: tuple[int, int] | None, start: int, end: int) -> bool:
    return span is not None and start < span[1] and span[0] < end
