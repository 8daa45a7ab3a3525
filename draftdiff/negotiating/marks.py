"""Proposals shown by formatting made by hand, in comments, and in notes of the reader.

Formatting is a proposal only in a text that strikes words out by hand: there bold and underlined words are put in, as
drafts of the Council of the European Union have it. Elsewhere bold is emphasis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.negotiating.attributions import leading, whole
from draftdiff.negotiating.draft import Draft
from draftdiff.negotiating.phrases import action_of, instead, status_of
from draftdiff.negotiating.position import Span

if TYPE_CHECKING:
    from draftdiff.model import Document
    from draftdiff.negotiating.brackets import Tree, Unit
    from draftdiff.negotiating.parties import Parties
    from draftdiff.negotiating.position import Kind

_PUT_IN = ("bold", "underline")


def find_marks(tree: Tree, document: Document) -> list[Draft]:
    """Words struck out or put in by hand."""
    if not any(style.name == "strike" for paragraph in document.walk() for style in paragraph.styles):
        return []
    found: list[Draft] = []
    for unit in tree.units:
        struck = _runs(unit, ("strike",))
        found += [_mark(unit, start, end, "deletion") for start, end in struck]
        for start, end in _runs(unit, _PUT_IN):
            for left, right in _outside(start, end, struck):
                if unit.text[left:right].strip() and not _titles(unit, left):
                    found.append(_mark(unit, left, right, "insertion"))
    return found


def _titles(unit: Unit, start: int) -> bool:
    """The title an article begins with, which is printed bold in any text."""
    return unit.paragraph.kind == "article" and start == 0


def _mark(unit: Unit, start: int, end: int, kind: Kind) -> Draft:
    span = Span(unit.index, unit.label, start, end)
    return Draft((span,), (span,), kind=kind, origin="style")


def _runs(unit: Unit, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Runs of a formatting joined where they touch or only white space divides them, without white space at the ends."""
    runs = sorted((s.start, s.end) for s in unit.paragraph.styles if s.name in names)
    found: list[tuple[int, int]] = []
    for start, end in runs:
        if found and not unit.text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return [(start, end) for start, end in found if unit.text[start:end].strip()]


def _outside(start: int, end: int, holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of a run lies in no hole."""
    found: list[tuple[int, int]] = []
    for left, right in holes:
        if right <= start or left >= end:
            continue
        if start < left:
            found.append((start, left))
        start = max(start, right)
    return [*found, (start, end)] if start < end else found


def find_comments(tree: Tree, parties: Parties) -> list[Draft]:
    """Comments that propose something, or whose author is a party."""
    found: list[Draft] = []
    for unit in tree.units:
        for note in unit.paragraph.notes:
            if note.kind != "comment":
                continue
            author = parties.read(note.mark)
            said = whole(note.text, parties) or leading(note.text, parties)
            acts, action, end = action_of(note.text.strip())
            if not (author or said or (acts and action)):
                continue
            at = min(note.at if note.at is not None else len(unit.text), len(unit.text))
            kind: Kind = "bracket"
            asked = said.action if said else action if acts else None
            if asked == "delete":
                kind = "deletion"
            elif asked == "replace":
                kind = "alternative"
            elif acts or (said and said.adds):
                kind = "insertion"
            span = Span(unit.index, unit.label, at, at)
            draft = Draft((span,), (span,), kind=kind, origin="comment", name=note.text)
            draft.who = said.who if said and said.who else author or ((note.mark,) if note.mark else ())
            draft.action, draft.status = asked, status_of(note.text)
            if asked == "replace":
                draft.replacement = said.replacement if said else instead(note.text.strip()[end:].strip())
            found.append(draft)
    return found


def find_notes(tree: Tree, parties: Parties) -> list[Draft]:
    """Attributions and statuses a reader has lifted out of the text."""
    found: list[Draft] = []
    for unit in tree.units:
        whole_unit = Span(unit.index, unit.label, 0, len(unit.text))
        for note in unit.paragraph.notes:
            if note.kind != "attribution":
                continue
            draft = Draft((whole_unit,), (whole_unit,), origin="note", name=note.text)
            if note.mark:
                draft.who = parties.read(note.mark, guess=True) or (note.mark,)
                acts, draft.action, _ = action_of(note.text)
                draft.kind = (
                    "deletion"
                    if draft.action == "delete"
                    else "insertion"
                    if acts and not draft.action
                    else "bracket"
                )
            else:
                draft.status = status_of(note.text)
            at = note.at if note.at is not None else len(unit.text)
            draft.said = (Span(unit.index, unit.label, min(at, len(unit.text)), min(at, len(unit.text))),)
            found.append(draft)
    return found
