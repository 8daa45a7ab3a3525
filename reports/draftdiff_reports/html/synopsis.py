"""Versions side by side: one lineage a row, each cell marked against the version before it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from draftdiff_reports.common.book import address
from draftdiff_reports.html.inline import marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Link
    from draftdiff.model import Heading, Paragraph
    from draftdiff_reports.common.book import Book, Node, Pair, Row, Version
    from draftdiff_reports.common.passages import Numbered, Passage, Passages

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


def synopsis(book: Book, passages: Passages) -> tuple[Line, ...]:
    """Rows of the synopsis."""
    depths = {(v.id, str(p.label)): depth for v in book.versions for p, depth in book.walk(v)}
    headings: dict[Node, list[Heading]] = defaultdict(list)
    for version in book.versions:
        for heading in version.document.headings:
            headings[version.id, heading.before].append(heading)
    shown: set[Node] = set()
    sections = _Sections()
    return tuple(
        _line(book, passages, row, depths, sections.of(book, row, headings), shown, headings)
        for row in book.rows
    )


class _Sections:
    """The section each row belongs to: preamble, operative part, or the last heading above it."""

    def __init__(self) -> None:
        self._heading = ""

    def of(self, book: Book, row: Row, headings: dict[Node, list[Heading]]) -> str:
        here = headings.get(row.leaf)
        if here and row.leaf[0] == book.newest.id:
            self._heading = here[-1].text
        label = book.paragraph(row.leaf).label
        return self._heading or " ".join((*label.scope, label.kind)) or "-"


def _line(
    book: Book,
    passages: Passages,
    row: Row,
    depths: dict[Node, int],
    section: str,
    shown: set[Node],
    headings: dict[Node, list[Heading]],
) -> Line:
    cells = tuple(
        Cell(
            v,
            tuple(_entry(book, passages, (v.id, label), depths, shown) for label in row.cells.get(v.id, ())),
        )
        for v in book.versions
    )
    entries = [entry for cell in cells for entry in cell.entries]
    relations: dict[str, None] = dict.fromkeys(
        r for e in entries for _, link in e.links for r in link.relations
    )
    relations.update(dict.fromkeys(e.fate for e in entries if e.fate))
    changes = [n.change for e in entries for n in e.changes]
    return Line(
        title=row.leaf[1],
        depth=depths[row.leaf],
        leaf=row.leaf,
        cells=cells,
        relations=tuple(relations),
        classes=_words("transfer" if c.transfer else c.cls for c in changes),
        signals=_words(s.name for c in changes for s in c.signals),
        section=section,
        headings=tuple(headings.get(row.leaf, ())) if row.leaf[0] == book.newest.id else (),
    )


def _words(names: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(names))


def _entry(book: Book, passages: Passages, node: Node, depths: dict[Node, int], shown: set[Node]) -> Entry:
    version, label = node
    paragraph = book.paragraph(node)
    pairs = [pair for pair in book.into.get(version, ()) if pair.to_new(label)]
    passage: Passage | None = passages.of(pairs[0], label) if pairs else None
    own = address(version, label)
    first = node not in shown
    shown.add(node)
    fate = ""
    if not pairs and book.by_id[version] is not book.oldest and not book.before(node):
        fate = "new"
    elif not book.after(node) and book.by_id[version] is not book.newest:
        fate = "dropped"
    changes = passage.changes if passage else ()
    return Entry(
        node=node,
        paragraph=paragraph,
        address=own if first else "",
        href=own,
        depth=depths[node],
        html=_text(passage, paragraph, fate),
        same=passage is not None and all(n.change.cls in QUIET and not n.change.transfer for n in changes),
        links=tuple((pair, link) for pair in pairs for link, _ in pair.to_new(label)),
        changes=changes,
        fate=fate,
    )


def _text(passage: Passage | None, paragraph: Paragraph, fate: str) -> Markup:
    if passage is not None:
        return marked(passage)
    if fate == "new":
        return Markup('<ins class="whole">{}</ins>').format(paragraph.text)
    return escape(paragraph.text)
