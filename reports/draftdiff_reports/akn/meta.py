"""The `meta` of a statement: identification, life cycle, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff_reports.akn.body import add
from draftdiff_reports.akn.naming import NO_DATE, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.model import Document
    from draftdiff_reports.akn.body import Element
    from draftdiff_reports.akn.naming import Expression

#: Who says so, in every `source` attribute: this program.
AGENT = "#draftdiff"


def identification(meta: Element, expression: Expression, component: str = "main") -> None:
    """Work, expression and manifestation of a component."""
    work = expression.work
    holder = add(meta, "identification", source=AGENT)
    level = add(holder, "FRBRWork")
    _level(level, f"{work.iri}/!{component}", work.iri, work.date, f"#{work.actor}")
    add(level, "FRBRcountry", value=work.country)
    level = add(holder, "FRBRExpression")
    _level(level, f"{expression.iri}/!{component}", expression.iri, expression.date, f"#{work.actor}")
    add(level, "FRBRlanguage", language=expression.language)
    level = add(holder, "FRBRManifestation")
    _level(level, f"{expression.iri}/!{component}.xml", f"{expression.iri}.akn", expression.date, AGENT)
    add(level, "FRBRformat", value="application/akn+xml")


def _level(level: Element, this: str, uri: str, date: str, author: str) -> None:
    add(level, "FRBRthis", value=this)
    add(level, "FRBRuri", value=uri)
    add(level, "FRBRdate", date=date, name="unknown" if date == NO_DATE else "version")
    add(level, "FRBRauthor", href=author)


def event_id(version: str) -> str:
    """Id of the event that made a version."""
    return f"event_{slug(version)}"


def life_cycle(meta: Element, versions: Sequence[tuple[Document, Expression]]) -> None:
    """One event a version, oldest first: the first generates the text, the others amend it."""
    holder = add(meta, "lifecycle", source=AGENT)
    for at, (document, expression) in enumerate(versions):
        add(
            holder, "eventRef", eId=event_id(document.id), date=expression.date,
            source=f"#ref_{slug(document.id)}", type="amendment" if at else "generation",
        )  # fmt: skip


def references(meta: Element, versions: Sequence[tuple[Document, Expression]]) -> None:
    """What the meta refers to: the versions, the organ and this program."""
    holder = add(meta, "references", source=AGENT)
    for at, (document, expression) in enumerate(versions):
        tag = "passiveRef" if at else "original"
        shown = document.title or document.symbol or document.id
        add(
            holder, tag, eId=f"ref_{slug(document.id)}", href=expression.iri, showAs=f"{document.id}: {shown}"
        )
    actor = versions[-1][1].work.actor
    add(holder, "TLCOrganization", eId=actor, href=f"/akn/ontology/organization/un/{actor}", showAs=actor)
    add(
        holder,
        "TLCOrganization",
        eId="draftdiff",
        href="/akn/ontology/organization/draftdiff",
        showAs="draftdiff",
    )


def notes(meta: Element, document: Document) -> None:
    """Footnotes that no mark in the text leads to; the others stand at their marks."""
    marked = {
        mark for p in document.walk() for n in p.notes if n.kind == "footnote" for mark in n.mark.split()
    }
    alone = [note for note in document.footnotes if not marked & set(note.mark.split())]
    if not alone:
        return
    holder = add(meta, "notes", source=AGENT)
    for at, note in enumerate(alone, 1):
        add(add(holder, "note", eId=f"meta__note_{at}", marker=note.mark), "p", note.text)
