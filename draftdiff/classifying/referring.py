"""Numbers of cross-references that follow the alignment, and those that should have and did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.context import Finding

if TYPE_CHECKING:
    from draftdiff.classifying.context import Case


#: Findings of the reference check that are told of a change, as the signal `<status>_reference`.
_TOLD = frozenset({"stale", "broken", "retargeted"})


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
        if found.status in _TOLD:
            signal = Signal(name=f"{found.status}_reference", detail=found.evidence)
            return Finding("substantive", found.evidence, signals=(signal,))
    return None


def _inside(span: tuple[int, int] | None, start: int, end: int) -> bool:
    return span is not None and start < span[1] and span[0] < end
