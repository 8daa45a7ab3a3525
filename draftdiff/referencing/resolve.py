"""From the label expression of a reference to a paragraph of the document that holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from draftdiff.label import Label
from draftdiff.referencing.grammars import GRAMMARS
from draftdiff.referencing.symbols import find_symbols

if TYPE_CHECKING:
    from draftdiff.model import Document, Paragraph
    from draftdiff.referencing.reference import Reference

State = Literal["found", "missing", "foreign", "unreadable", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """One label expression, looked up in its own version."""

    expression: Label | None
    """As the reference says; None for a relative one."""
    span: tuple[int, int]
    """Character span of the printed number in the holder's text."""
    text: str
    """The number as printed."""
    label: str
    """The paragraph's label in this version; "" unless found."""
    coarse: tuple[str, ...] = ()
    """Sub-labels the document does not number as paragraphs of their own: `label` is the paragraph around them."""
    state: State
    """`found`; `missing`: the document numbers such units and this one is not among them; `foreign`: the document
    has no such units, so the reference means another text; `unreadable`: a scanner damaged the number; `unclear`: there is no such paragraph, but
    another document is named before it in the same sentence, to which it may belong."""


def resolve(reference: Reference, document: Document, at: Paragraph) -> tuple[Resolved, ...]:
    """Look up what an internal reference in the paragraph `at` points to. An external one resolves to nothing.

    Of a range only the two ends are returned.
    """
    if reference.kind == "external":
        return ()
    if reference.relative:
        label = _relative(reference, document, at)
        state: State = "found" if label else "foreign"
        return (
            Resolved(expression=None, span=reference.span, text=reference.text, label=label, state=state),
        )
    out: list[Resolved] = []
    for pointer in reference.pointers:
        ends = tuple(dict.fromkeys((*pointer.labels[:1], *pointer.labels[-1:])))
        for expression in ends:
            found = look_up(expression, document, at)
            coarse: tuple[str, ...] = ()
            if not found:
                found, coarse = _around(expression, document, at)
            known: State = "found" if found else _absence(expression, document, at, damaged=pointer.damaged)
            if (
                known == "missing"
                and not reference.direction
                and _another(at.text, reference.span[0], document)
            ):
                known = "unclear"
            out.append(
                Resolved(
                    expression=expression,
                    span=pointer.span,
                    text=pointer.text,
                    label=found,
                    coarse=coarse,
                    state=known,
                )
            )
    return tuple(out)


def _another(text: str, end: int, document: Document) -> bool:
    """Another document is named in the text before a reference: by symbol, in Chinese title marks, with a capital."""
    before = text[:end]
    if "《" in before or find_symbols(before):
        return True
    grammar = GRAMMARS.get(document.language or "en", GRAMMARS["en"])
    names = re.finditer(rf"(?<!\w){grammar.documents}", before, re.IGNORECASE)
    return any(match[0][:1].isupper() for match in names)


def look_up(label: Label, document: Document, at: Paragraph | None = None) -> str:
    """Label of the paragraph that an expression means at a place, or ""."""
    for candidate in _candidates(label, document, at):
        found = document.get(candidate)
        if found is not None:
            return str(found.label)
    return ""


def _around(label: Label, document: Document, at: Paragraph) -> tuple[str, tuple[str, ...]]:
    """The paragraph that holds a sub-label in its running text, where the reading did not cut it up; or "", ()."""
    if not label.kind and not label.number:
        mark = f"({label.subs[0]})"
        return (str(at.label), label.subs) if not at.children and mark in at.text else ("", ())
    for candidate in _candidates(label, document, at):
        coarse: tuple[str, ...] = ()
        place: Label | None = candidate
        while place is not None and place.subs:
            coarse = (place.subs[-1], *coarse)
            place = place.parent
            found = document.get(place) if place is not None else None
            if found is not None:
                uncut = not found.children and (
                    coarse[0].isdigit() or f"({coarse[0]})" in found.text or not _has_subs(document)
                )
                return (str(found.label), coarse) if uncut else ("", ())
    return "", ()


def _has_subs(document: Document) -> bool:
    return any(p.children for p in document.paragraphs)


def _candidates(label: Label, document: Document, at: Paragraph | None) -> list[Label]:
    here = at.label if at is not None else None
    if not label.kind and not label.number:
        return _sub_candidates(label, here)
    out: list[Label] = []
    if label.kind == "PP" and label.number.startswith("-"):
        preamble = [p.label for p in document.paragraphs if p.label.kind == "PP"]
        back = -int(label.number)
        return [preamble[-back]] if len(preamble) >= back else []
    if not label.kind:  # "subparagraph 22 (a)", "point 5" of the article at hand
        inner = Label("", "", "", 0, (label.number, *label.subs))
        return [
            *_sub_candidates(inner, here),
            Label("OP", label.number, label.insertion, 0, label.subs),
            label,
        ]
    if label.kind == "OP" and here is not None and here.kind not in ("OP", "PP", ""):
        # "paragraph 2" inside Article 5 is Article 5(2)
        out.append(
            Label(
                here.kind,
                here.number,
                here.insertion,
                here.alternative,
                (label.number, *label.subs),
                here.scope,
            )
        )
    kinds = (label.kind, "", "Paragraph", "paragraph") if label.kind == "OP" else (label.kind,)
    scopes = [here.scope] if here is not None and here.scope and not label.scope else []
    for kind in kinds:
        plain = Label(kind, label.number, label.insertion, label.alternative, label.subs, label.scope)
        out += [plain.within(*scope) for scope in scopes]
        out.append(plain)
    return out


def _sub_candidates(label: Label, here: Label | None) -> list[Label]:
    """A bare "subparagraph (b)": a sister of the place first, then a child, then a child of its ancestors."""
    if here is None:
        return []
    parents: list[Label] = []
    place: Label | None = here.parent
    while place is not None:
        parents.append(place)
        place = place.parent
    out: list[Label] = []
    for parent in (*parents[:1], here, *parents[1:]):
        child = parent
        for sub in label.subs:
            child = child.child(sub)
        out.append(child)
    return out


def _absence(label: Label, document: Document, at: Paragraph, *, damaged: bool) -> State:
    if damaged:
        return "unreadable"
    if label.scope or label.kind in ("Annex", "Section", "Chapter", "Part", "Recital"):
        return "foreign"
    if not label.kind:
        family = document.get(at.label.parent) if at.label.parent is not None else at
        return "missing" if family is not None and family.children else "foreign"
    kinds = {p.label.kind for p in document.paragraphs}
    if label.kind == "OP":
        numbered = {"OP", "", "Paragraph", "paragraph"} & kinds
        # Resolutions number their paragraphs from 1; a far higher number is another document's.
        return "missing" if numbered else "foreign"
    return "missing" if label.kind in kinds else "foreign"


def _relative(reference: Reference, document: Document, at: Paragraph) -> str:
    label = at.label
    if reference.unit in ("paragraph", "article", "preambular"):
        top = Label(label.kind, label.number, label.insertion, label.alternative, (), label.scope)
        own = document.get(top)
        if reference.relative == "present":
            return str(own.label) if own is not None else str(label)
        tops = [str(p.label) for p in document.paragraphs]
        if own is None or str(own.label) not in tops:
            return ""
        place = tops.index(str(own.label)) + (-1 if reference.relative == "preceding" else 1)
        return tops[place] if 0 <= place < len(tops) else ""
    return str(label) if reference.unit == "subparagraph" else ""
