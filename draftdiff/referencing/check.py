"""The reference check: every cross-reference resolved in its own version and followed over the alignment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff.referencing.find import find_references
from draftdiff.referencing.finding import ReferenceFinding, ReferenceFindings, Status
from draftdiff.referencing.pairing import Use, images, paired
from draftdiff.referencing.resolve import Resolved, resolve

if TYPE_CHECKING:
    from draftdiff.alignment import Alignment
    from draftdiff.model import Document, Paragraph


_UNSURE = {
    "unreadable": "the number {!r} is damaged and fits no paragraph",
    "unclear": "there is no paragraph {!r} here; it may belong to a document named before it",
}


def check_document(document: Document) -> ReferenceFindings:
    """Whether the references of one document resolve: `resolved`, `broken`, `uncertain` or `external`."""
    found: list[ReferenceFinding] = []
    for paragraph in document.walk():
        for use in _uses(paragraph, document):
            status, why = _alone(use)
            found.append(_finding(status, None, use, evidence=why))
    return ReferenceFindings(replace(f, new=document.id) for f in found)


def check_pair(old: Document, new: Document, alignment: Alignment) -> ReferenceFindings:
    """What became of each cross-reference between two aligned versions."""
    before = {str(p.label): _uses(p, old) for p in old.walk()}
    found: list[ReferenceFinding] = []
    matched: set[int] = set()
    for paragraph in new.walk():
        sources = [use for link in alignment.to_new(str(paragraph.label)) for use in before.get(link.old, ())]
        free = [use for use in sources if id(use) not in matched]
        for was, now in paired(free, _uses(paragraph, new), alignment):
            if was is not None:
                matched.add(id(was))
            found.append(_judge(was, now, alignment, new))
    for uses in before.values():
        left = (use for use in uses if id(use) not in matched)
        found += [_finding("removed", use, None, evidence=_gone(use, alignment)) for use in left]
    return ReferenceFindings(replace(f, old=old.id, new=new.id) for f in found)


def _uses(paragraph: Paragraph, document: Document) -> list[Use]:
    uses: list[Use] = []
    for reference in find_references(paragraph.text, document.language or "en"):
        if reference.kind == "external":
            uses.append(Use(paragraph, reference, None))
            continue
        known = (r for r in resolve(reference, document, paragraph) if r.state != "foreign")
        uses += [Use(paragraph, reference, resolved) for resolved in known]
    return uses


def _judge(was: Use | None, now: Use, alignment: Alignment, new: Document) -> ReferenceFinding:
    if now.resolved is None:
        return _external(was, now)
    if was is None or was.resolved is None:
        status, why = _alone(now)
        return _finding("new" if status == "resolved" else status, None, now, evidence=why)
    expected = images(was.resolved.label, alignment) if was.resolved.label else ()
    status, why = _status(was.resolved, now.resolved, expected)
    warning = _direction(now, new)
    return _finding(
        status, was, now, expected=expected, evidence="; ".join(part for part in (why, warning) if part)
    )


def _status(was: Resolved, now: Resolved, expected: tuple[str, ...]) -> tuple[Status, str]:
    if now.state in _UNSURE:
        return "uncertain", _UNSURE[now.state].format(now.text)
    if now.state == "missing":
        already = " (nor was there before)" if was.state == "missing" else ""
        return "broken", f"there is no paragraph {now.expression}{already}"
    if not was.label:
        return "retargeted", f"pointed to no paragraph before, now to {now.label}"
    if now.label in expected:
        return _arrived(was, now, [label for label in expected if label != now.label])
    went = f"continues as {' and '.join(expected)}" if expected else "was dropped"
    if was.expression == now.expression:
        return "stale", f"still says {now.text!r}, but {was.label} {went}; {now.label} is another paragraph"
    return "retargeted", f"pointed to {was.label}, which {went}; points to {now.label} now"


def _arrived(was: Resolved, now: Resolved, rest: list[str]) -> tuple[Status, str]:
    """The number names a continuation of its old target; `rest` are the others, after a split."""
    if was.coarse != now.coarse:
        return (
            "uncertain",
            f"the place inside {now.label} changed, which is not cut into sub-paragraphs in this reading",
        )
    split = f"; it was split, {', '.join(rest)} is not named by this number" if rest else ""
    if was.label == now.label or was.expression is None or was.expression == now.expression:
        return "unchanged", f"points to {now.label} as before{split}"
    return "followed", f"{was.label} became {now.label}, and the number followed{split}"


def _alone(use: Use) -> tuple[Status, str]:
    if use.resolved is None:
        return "external", _where(use)
    if use.resolved.state == "missing":
        return "broken", f"there is no paragraph {use.resolved.expression}"
    if use.resolved.state in _UNSURE:
        return "uncertain", _UNSURE[use.resolved.state].format(use.resolved.text)
    return "resolved", f"points to {use.resolved.label}"


def _where(use: Use) -> str:
    document = use.reference.symbol or use.reference.instrument
    return f"points to {', '.join(part for part in (document, use.reference.pinpoint) if part)}"


def _external(was: Use | None, now: Use) -> ReferenceFinding:
    if was is None:
        return _finding("new", None, now, evidence=f"new, {_where(now)}")
    if was.printed == now.printed:
        return _finding("external", was, now, evidence=f"{_where(now)} as before")
    return _finding("external", was, now, evidence=f"{_where(was)} before, {_where(now)} now")


def _gone(use: Use, alignment: Alignment) -> str:
    if not alignment.from_old(str(use.paragraph.label)):
        return "the paragraph that held it was dropped"
    return "the words of the reference were taken out"


def _direction(use: Use, document: Document) -> str:
    """A warning where "above" does not stand after its target, or "below" not before it."""
    if use.reference.direction == "" or use.resolved is None or not use.resolved.label:
        return ""
    order = document.labels()
    here, there = order.index(str(use.paragraph.label)), order.index(use.resolved.label)
    if (use.reference.direction == "above") == (there <= here):
        return ""
    return f"it says {use.reference.direction!r}, but {use.resolved.label} stands {'below' if there > here else 'above'}"


def _finding(
    status: Status, was: Use | None, now: Use | None, *, expected: tuple[str, ...] = (), evidence: str
) -> ReferenceFinding:
    either = now or was
    return ReferenceFinding(
        status=status,
        old_paragraph=str(was.paragraph.label) if was else "",
        new_paragraph=str(now.paragraph.label) if now else "",
        old_span=was.span if was else None,
        new_span=now.span if now else None,
        old_reference=was.reference.text if was else "",
        new_reference=now.reference.text if now else "",
        old_target=was.resolved.label if was and was.resolved else "",
        new_target=now.resolved.label if now and now.resolved else "",
        expected=expected,
        symbol=either.reference.symbol or either.reference.instrument if either else "",
        pinpoint=either.reference.pinpoint if either else "",
        evidence=evidence,
    )
