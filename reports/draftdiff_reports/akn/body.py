"""The text of a document as Akoma Ntoso elements: preface, preamble, main body, attachments."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from draftdiff_reports.akn.naming import AKN, eid, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from draftdiff.model import Document, Footnote, Heading, Note, Paragraph

Element = etree._Element  # noqa: SLF001 - lxml names the type of its elements so
#: Class of a section that numbers its paragraphs anew; its heading is the scope of their labels.
SCOPE = "scope"
#: Class of a cross heading that is the enacting formula of a text inside the text; formulas end in a comma.
FORMULA = "formula"
_COMMAS = (",", "،", "，")
#: Styles that Akoma Ntoso has an inline element for.
_STYLES = {"italic": "i", "bold": "b", "underline": "u", "superscript": "sup"}


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A child element in the Akoma Ntoso name space; a trailing underscore in a key is dropped (`as_`)."""
    child = etree.SubElement(parent, f"{{{AKN}}}{tag}")
    for key, value in attributes.items():
        child.set(key.rstrip("_"), printable(value))
    if text:
        child.text = printable(text)
    return child


def printable(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c < "\ue000")
    )


@dataclass(frozen=True, slots=True)
class Body:
    """Writes the text of one document."""

    document: Document
    stable: dict[str, str] = field(default_factory=dict[str, str])
    """Label -> wId, where it differs from the eId."""
    _ids: dict[str, int] = field(default_factory=dict[str, int])

    def write(self, statement: Element, annex_meta: Callable[[Element, str, str], None]) -> None:
        """Fill a statement after its `meta`; `annex_meta` writes the meta of an annex (element, component, title)."""
        self._preface(statement)
        main: list[Paragraph] = []
        annexes: dict[str, list[Paragraph]] = {}
        preamble: list[Paragraph] = []
        for paragraph in self.document.paragraphs:
            scope = paragraph.label.scope[0] if paragraph.label.scope else ""
            if scope.casefold().startswith(("annex", "appendix")):
                annexes.setdefault(scope, []).append(paragraph)
            elif paragraph.label.kind == "PP" and not scope and not main:
                preamble.append(paragraph)
            else:
                main.append(paragraph)
        self._preamble(statement, preamble)
        body = add(statement, "mainBody")
        self._sections(body, main)
        if not len(body):
            add(body, "p")
        if annexes:
            self._annexes(statement, annexes, annex_meta)

    def _id(self, wanted: str) -> str:
        """An id not yet used in the document."""
        count = self._ids.get(wanted, 0) + 1
        self._ids[wanted] = count
        return wanted if count == 1 else f"{wanted}-{count}"

    def _named(self, paragraph: Paragraph) -> dict[str, str]:
        name = self._id(eid(paragraph.label))
        stable = self.stable.get(str(paragraph.label), name)
        return {"eId": name, "wId": stable}

    def _preface(self, statement: Element) -> None:
        line = add(add(statement, "preface"), "p")
        if self.document.symbol:
            add(line, "docNumber", self.document.symbol)
        add(line, "docTitle", self.document.title or self.document.id)
        if self.document.status:
            add(line, "docStatus", self.document.status)

    def _preamble(self, statement: Element, paragraphs: Iterable[Paragraph]) -> None:
        chosen = list(paragraphs)
        if not chosen and not self.document.formula:
            return
        preamble = add(statement, "preamble")
        if self.document.formula:
            formula = add(preamble, "formula", name="enactingFormula", eId=self._id("formula_1"))
            add(formula, "p", self.document.formula)
        for paragraph in chosen:
            name = next(iter(paragraph.text.split()), "preambular").strip(",;:")
            container = add(preamble, "container", name=slug(name), **self._named(paragraph))
            self._line(container, paragraph)
            for child in (c for top in paragraph.children for c in top.walk()):
                inner = add(container, "container", name="subparagraph", **self._named(child))
                self._line(inner, child, number=True)

    def _sections(self, body: Element, paragraphs: Iterable[Paragraph]) -> None:
        """Paragraphs under their headings; scopes (sections, parts) become sections around them."""
        headings: dict[str, list[Heading]] = {}
        for heading in self.document.headings:
            headings.setdefault(heading.before, []).append(heading)
        for scope, group in groupby(paragraphs, key=lambda p: p.label.scope):
            place = body
            if scope:
                name = self._id("__".join(f"sec_{slug(s)}" for s in scope))
                place = add(body, "section", eId=name, class_=SCOPE)
                add(place, "heading", ", ".join(scope))
            for paragraph in group:
                for heading in headings.get(str(paragraph.label), ()):
                    place = self._headed(body, place, heading, scope=bool(scope))
                self._paragraph(place, paragraph)

    def _headed(self, body: Element, place: Element, heading: Heading, *, scope: bool) -> Element:
        """A heading opens a section of its own; inside a scope it is a cross heading, which opens none."""
        if scope:
            enacts = {"class": FORMULA} if heading.text.endswith(_COMMAS) else {}
            add(place, "crossHeading", heading.text, eId=self._id("crossHeading_1"), **enacts)
            return place
        section = add(body, "section", eId=self._id("sec_1"))
        add(section, "heading", heading.text)
        return section

    def _paragraph(self, place: Element, paragraph: Paragraph) -> None:
        tag = "article" if paragraph.kind == "article" else "paragraph"
        extra = {"class": "preambular"} if paragraph.label.kind == "PP" else {}
        self._hierarchy(add(place, tag, **self._named(paragraph), **extra), paragraph)

    def _hierarchy(self, element: Element, paragraph: Paragraph) -> None:
        name = element.get("eId", "")
        if paragraph.number:
            add(element, "num", paragraph.number)
        if not paragraph.children:
            self._line(add(element, "content", eId=f"{name}__content"), paragraph)
            return
        items = add(element, "list", eId=f"{name}__list_1")
        if paragraph.text:
            self._line(add(items, "intro", eId=f"{name}__list_1__intro"), paragraph)
        for child in paragraph.children:
            self._hierarchy(add(items, "point", **self._named(child)), child)

    def _line(self, parent: Element, paragraph: Paragraph, *, number: bool = False) -> None:
        """The paragraph's words in a `p`, with its footnotes and its italic, bold and raised runs."""
        line = add(parent, "p")
        if number and paragraph.number:
            line.text = f"{printable(paragraph.number)} "
        _Inline(line, paragraph, self.document.footnotes, self._id).write()

    def _annexes(
        self,
        statement: Element,
        annexes: dict[str, list[Paragraph]],
        annex_meta: Callable[[Element, str, str], None],
    ) -> None:
        attachments = add(statement, "attachments")
        for at, (title, paragraphs) in enumerate(annexes.items(), 1):
            attachment = add(attachments, "attachment", eId=self._id(f"att_{at}"))
            add(attachment, "heading", title)
            doc = add(attachment, "doc", name="annex")
            annex_meta(doc, f"annex_{at}", title)
            main = place = add(doc, "mainBody")
            for paragraph in paragraphs:
                for heading in self.document.headings:
                    if heading.before == str(paragraph.label) and heading.text.strip(" .:") != title:
                        place = self._headed(main, place, heading, scope=False)
                self._paragraph(place, paragraph)


@dataclass(frozen=True, slots=True)
class _Inline:
    """The mixed content of one paragraph."""

    line: Element
    paragraph: Paragraph
    footnotes: tuple[Footnote, ...]
    new_id: Callable[[str], str]

    def write(self) -> None:
        text = self.paragraph.text
        notes = [n for n in self.paragraph.notes if n.kind == "footnote"]
        runs = self._runs(len(text))
        cuts = {0, len(text), *(edge for run in runs for edge in run[:2])}
        cuts |= {min(n.at, len(text)) for n in notes if n.at is not None}
        ordered = sorted(cuts)
        for start, end in zip(ordered, [*ordered[1:], None], strict=True):
            for note in notes:
                if min(len(text) if note.at is None else note.at, len(text)) == start:
                    self._note(note)
            if end is not None:
                tag = next((tag for low, high, tag in runs if low <= start < high), "")
                self._text(text[start:end], tag)

    def _runs(self, length: int) -> list[tuple[int, int, str]]:
        """Marked runs that do not overlap, in order."""
        runs: list[tuple[int, int, str]] = []
        for style in self.paragraph.styles:
            tag = _STYLES.get(style.name, "")
            low, high = max(style.start, runs[-1][1] if runs else 0), min(style.end, length)
            if tag and low < high:
                runs.append((low, high, tag))
        return runs

    def _text(self, text: str, tag: str) -> None:
        if tag:
            add(self.line, tag, text)
        elif len(self.line):
            self.line[-1].tail = (self.line[-1].tail or "") + printable(text)
        else:
            self.line.text = (self.line.text or "") + printable(text)

    def _note(self, note: Note) -> None:
        text = next((f.text for f in self.footnotes if note.mark in f.mark.split()), note.text)
        holder = add(
            self.line, "authorialNote", marker=note.mark or "*", placement="bottom", eId=self.new_id("note_1")
        )
        add(holder, "p", text)
