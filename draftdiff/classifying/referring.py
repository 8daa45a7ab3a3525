"""Numbers of cross-references that follow the alignment, and those that should have and did not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.context import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from draftdiff.alignment import Alignment
    from draftdiff.classifying.context import Case
    from draftdiff.model import Document
    from draftdiff.referencing import ReferenceFinding


@dataclass
class References:
    """What became of the cross-references of one step; looked into only where a number inside one changed."""

    old: Document
    new: Document
    alignment: Alignment

    @cached_property
    def by_pair(self) -> Mapping[tuple[str, str], Sequence[ReferenceFinding]]:
        """Findings by the old and the new paragraph that hold the reference."""
        from draftdiff.referencing import check_pair  # noqa: PLC0415 - only where a number changed

        found: dict[tuple[str, str], list[ReferenceFinding]] = {}
        for finding in check_pair(self.old, self.new, self.alignment):
            found.setdefault((finding.old_paragraph, finding.new_paragraph), []).append(finding)
        return found

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        return {}

    def touches(self, text: str, start: int, end: int) -> bool:
        """A number of a cross-reference of a text lies in a span."""
        from draftdiff.referencing import find_references  # noqa: PLC0415 - only where a number changed

        spans = self._spans.get(text)
        if spans is None:
            found = find_references(text, self.new.language or "en")
            spans = self._spans[text] = [p.span for r in found for p in r.pointers]
        return any(start < last and first < end for first, last in spans)


def reference(case: Case) -> Finding | None:
    """A number inside a cross-reference: `reference` where it followed its paragraph, substantive where it did not."""
    lexicon = case.context.lexicon
    words = [*case.old_words, *case.new_words]
    if words and all(word in lexicon.directions for word in words):
        return Finding("reference", "the direction of a cross-reference")
    if case.context.references is None or not any(c.isdigit() for word in words for c in word):
        return None
    if not case.context.references.touches(case.context.new.text, case.edit.n0, case.edit.n1):
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
