"""Numbers of cross-references that follow the alignment, and those that should have and did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.context import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.lexicon import Lexicon


#: Findings of the reference check that are told of a change, as the signal `<status>_reference`.
_TOLD = frozenset({"stale", "broken", "retargeted"})


def reference(case: Case) -> Finding | None:
    """A number inside a cross-reference: `reference` where it followed its paragraph, substantive where it did not."""
    lexicon = case.context.lexicon
    words = [*case.old_words, *case.new_words]
    if words and all(word in lexicon.directions for word in words):
        return Finding("reference", "the direction of a cross-reference")
    if not any(c.isdigit() for word in words for c in word):
        return None
    if case.context.references is None:
        return listed(case)
    if not case.context.references.touches(case.context.new.text, case.edit.n0, case.edit.n1):
        return listed(case)
    pair = (case.context.old_label, case.context.new_label)
    inside = [
        found
        for found in case.context.references.by_pair.get(pair, ())
        if _inside(found.new_span, case.edit.n0, case.edit.n1)
        and _inside(found.old_span, case.edit.o0, case.edit.o1)
    ]
    for found in inside:
        if found.status in _TOLD:
            signal = Signal(name=f"{found.status}_reference", detail=found.evidence)
            return Finding("substantive", found.evidence, signals=(signal,))
    followed = [found for found in inside if found.status in {"followed", "unchanged"}]
    return Finding("reference", followed[0].evidence) if followed else listed(case)


def listed(case: Case) -> Finding | None:
    """What became of a list of numbers that no paragraph of the text answers: one is added or dropped, or all shift."""
    old, new = ([int(w) for w in words if w.isdecimal()] for words in (case.old_words, case.new_words))
    known = set(map(str, (*old, *new))) | case.context.lexicon.and_words | case.context.lexicon.purpose
    if not known.issuperset((*case.old_words, *case.new_words)) or not (old or new) or not numbered(case):
        return None
    shifts = {b - a for a, b in zip(old, new, strict=False)}
    if len(old) == len(new) > 1 and len(shifts) == 1 and shifts != {0}:
        return Finding("substantive", f"{len(old)} numbers of a reference, each {shifts.pop():+d}")
    for one, other, verb in ((old, new, "added to"), (new, old, "dropped from")):
        rest = [n for n in other if n not in one]
        if rest and len(other) > len(one) and set(one) < set(other):
            return Finding("substantive", f"{', '.join(map(str, rest))} {verb} the numbers of a reference")
    return None


#: Nouns whose numbers are names: "rules 3, 5 and 7", "Goals 5 and 16". English only.
_NUMBERED = frozenset(
    "rule rules article articles paragraph paragraphs principle principles goal goals target targets item items "  # noqa: SIM905 - a word list
    "regulation regulations section sections chapter chapters annex annexes phase phases indicator indicators "
    "guideline guidelines part parts recommendation recommendations table tables appendix clause clauses".split()
)


def numbered(case: Case) -> bool:
    """The numbers of an edit hang on a noun whose numbers are names, other such numbers between."""
    return any(
        _hangs(keys, at, case.context.lexicon)
        for keys, at in ((case.context.new.folded, case.b0), (case.context.old.folded, case.a0))
    )


def _hangs(keys: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    while at and (
        keys[at - 1] in {",", "to", "-", "\u2013"}
        or keys[at - 1] in lexicon.and_words
        or any(map(str.isdigit, keys[at - 1]))
    ):
        at -= 1
    return at > 0 and keys[at - 1] in _NUMBERED


def _inside(span: tuple[int, int] | None, start: int, end: int) -> bool:
    return span is not None and start < span[1] and span[0] < end
