"""A document as the rows a Word file prints: title, formula, headings and paragraphs, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.model import Document, Note, Paragraph, Style

#: Paragraph styles of the written file, by depth of sub-paragraph.
OPERATIVE = ("Operative", "Subparagraph", "Subsubparagraph")
PREAMBULAR = "Preambular"
TITLE = "ResolutionTitle"
FORMULA = "Formula"
HEADING = "SectionHeading"


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark in a row."""

    at: int
    """Offset into the row's text."""
    mark: str
    """As printed."""
    text: str
    """Text of the footnote."""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed paragraph."""

    key: str
    """Label of a paragraph; `title`, `formula` or `heading N` of the others."""
    style: str
    """Paragraph style in the written file."""
    text: str
    number: str = ""
    """As printed."""
    styles: tuple[Style, ...] = ()
    notes: tuple[Mark, ...] = ()
    """In order of the text."""
    before: str = ""
    """For a heading: label of the paragraph it stands before."""


def rows_of(document: Document) -> tuple[Row, ...]:
    """The rows of a document in order of printing."""
    footnotes = {mark: note.text for note in document.footnotes for mark in note.mark.split()}
    rows: list[Row] = []
    if document.title:
        rows.append(Row("title", TITLE, document.title))
    headings: dict[str, list[Row]] = {}
    for at, heading in enumerate(document.headings):
        row = Row(f"heading {at}", HEADING, heading.text, before=heading.before)
        headings.setdefault(heading.before, []).append(row)
    formula = [Row("formula", FORMULA, document.formula)] if document.formula else []
    scope: tuple[str, ...] = ()
    for paragraph in document.walk():
        label = str(paragraph.label)
        above = headings.pop(label, [])
        if paragraph.label.scope != scope:
            scope = paragraph.label.scope
            above = _scope_headings(scope, above, label) + above
        rows += above
        rows += formula
        formula = []
        rows.append(_row(paragraph, label, footnotes))
    rows += formula
    rows += [row for left in headings.values() for row in left]
    return tuple(rows)


def _scope_headings(scope: tuple[str, ...], above: list[Row], label: str) -> list[Row]:
    """The name of a container ("Annex I") as a heading, where no heading says it: labels depend on it."""
    said = " ".join(row.text for row in above).casefold()
    if not scope or scope[-1].casefold() in said:
        return []
    return [Row(f"heading scope {label}", HEADING, scope[-1], before=label)]


def _row(paragraph: Paragraph, label: str, footnotes: dict[str, str]) -> Row:
    depth = len(paragraph.label.subs)
    style = PREAMBULAR if paragraph.kind == "preambular" else OPERATIVE[min(depth, len(OPERATIVE) - 1)]
    marks = [_mark(note, paragraph, footnotes) for note in paragraph.notes]
    notes = sorted((mark for mark in marks if mark is not None), key=lambda mark: mark.at)
    return Row(label, style, paragraph.text, paragraph.number, paragraph.styles, tuple(notes))


def _mark(note: Note, paragraph: Paragraph, footnotes: dict[str, str]) -> Mark | None:
    """The note as a footnote mark; None for other notes and for marks whose text is not known."""
    if note.kind != "footnote" or note.mark not in footnotes:
        return None
    end = len(paragraph.text)
    at = end if note.at is None else min(max(note.at, 0), end)
    return Mark(at, note.mark, footnotes[note.mark])
