"""Versions side by side: one lineage a row, each cell marked against the version before it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from draftdiff_reports.common.book import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Link
    from draftdiff.model import Heading, Paragraph
    from draftdiff_reports.common.book import Book, Node, Pair, Row, Version
    from draftdiff_reports.common.passages import Numbered, Passage, Passages
    from draftdiff_reports.html.inline import Marks

#: Changes that alone leave a paragraph "the same words" to a reader.
QUIET = frozenset({"scan", "typography"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph in a cell."""

    node: Node
    paragraph: Paragraph
    address: str
    """"" where the paragraph already stands in an earlier row (a split)."""
    href: str
    depth: int
    html: Markup
    same: bool
    """Same words as in the version before."""
    links: tuple[tuple[Pair, Link], ...]
    """Links that end here."""
    changes: tuple[Numbered, ...]
    fate: str
    """`new`, `dropped` or ""."""

    @property
    def relations(self) -> tuple[str, ...]:
        """Relations worth a badge: `kept` and `edited` are seen in the text, `renumbered` in the label."""
        told = dict.fromkeys(
            r for _, link in self.links for r in link.relations if r in ("moved", "split", "merged")
        )
        return (*told, self.fate) if self.fate else tuple(told)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a lineage is in one version."""

    version: Version
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the synopsis."""

    title: str
    depth: int
    leaf: Node
    cells: tuple[Cell, ...]
    relations: tuple[str, ...]
    classes: str
    signals: str
    section: str
    headings: tuple[Heading, ...]
    """Headings of the leaf's version that stand before it."""


def synopsis(book: Book, passages: Passages, marks: Marks) -> tuple[Line, ...]:
    """Rows of the synopsis."""
    loom = _Loom(book, passages, marks)
    return tuple(loom.line(row) for row in book.rows)


class _Loom:
    """Makes rows, top to bottom: it remembers the last heading and what was already shown."""

    def __init__(self, book: Book, passages: Passages, marks: Marks) -> None:
        self.book, self.passages, self.marks = book, passages, marks
        self.depths = {(v.id, str(p.label)): depth for v in book.versions for p, depth in book.walk(v)}
        self.headings: dict[Node, list[Heading]] = defaultdict(list)
        for version in book.versions:
            for heading in version.document.headings:
                self.headings[version.id, heading.before].append(heading)
        self.shown: set[Node] = set()
        self.heading = ""

    def line(self, row: Row) -> Line:
        """One row."""
        cells = tuple(
            Cell(v, tuple(self.entry((v.id, label)) for label in row.cells.get(v.id, ())))
            for v in self.book.versions
        )
        entries = [entry for cell in cells for entry in cell.entries]
        relations: dict[str, None] = dict.fromkeys(
            r for e in entries for _, k in e.links for r in k.relations
        )
        relations.update(dict.fromkeys(e.fate for e in entries if e.fate))
        changes = [n.change for e in entries for n in e.changes]
        newest = row.leaf[0] == self.book.newest.id
        return Line(
            title=row.leaf[1],
            depth=self.depths[row.leaf],
            leaf=row.leaf,
            cells=cells,
            relations=tuple(relations),
            classes=_words("transfer" if c.transfer else c.cls for c in changes),
            signals=_words(s.name for c in changes for s in c.signals),
            section=self.section(row),
            headings=tuple(self.headings.get(row.leaf, ())) if newest else (),
        )

    def section(self, row: Row) -> str:
        """The last heading above a row; without headings the kind of paragraph."""
        here = self.headings.get(row.leaf)
        if here and row.leaf[0] == self.book.newest.id:
            self.heading = here[-1].text
        label = self.book.paragraph(row.leaf).label
        return self.heading or " ".join((*label.scope, label.kind)) or "-"

    def entry(self, node: Node) -> Entry:
        """One paragraph in its cell."""
        book, (version, label) = self.book, node
        paragraph = book.paragraph(node)
        pairs = [pair for pair in book.into.get(version, ()) if pair.to_new(label)]
        passage = self.passages.of(pairs[0], label) if pairs else None
        changes = passage.changes if passage else ()
        own, first, fate = address(version, label), node not in self.shown, self.fate(node)
        self.shown.add(node)
        return Entry(
            node=node,
            paragraph=paragraph,
            address=own if first else "",
            href=own,
            depth=self.depths[node],
            html=self.text(passage, paragraph, fate),
            same=passage is not None
            and all(n.change.cls in QUIET and not n.change.transfer for n in changes),
            links=tuple((pair, link) for pair in pairs for link, _ in pair.to_new(label)),
            changes=changes,
            fate=fate,
        )

    def fate(self, node: Node) -> str:
        """`new` without a past, `dropped` without a future, else ""."""
        if not self.book.after(node) and node[0] != self.book.newest.id:
            return "dropped"
        return "new" if not self.book.before(node) and node[0] != self.book.oldest.id else ""

    def text(self, passage: Passage | None, paragraph: Paragraph, fate: str) -> Markup:
        """The marked text; a new paragraph is one insertion."""
        if passage is not None:
            return self.marks(passage)
        if fate == "new":
            return Markup('<ins class="whole">{}</ins>').format(paragraph.text)
        return escape(paragraph.text)


def _words(names: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(names))
