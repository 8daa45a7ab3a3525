"""The correlation table: where every paragraph stands in every version, and the way back from the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff_reports.common.book import Book, Node


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph in a cell, with the relations of the links that lead to it."""

    node: Node
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorrelationView:
    """Both tables."""

    rows: tuple[tuple[str, tuple[tuple[Place, ...], ...]], ...]
    """Opening words, and for each version the paragraphs of the lineage."""
    forward: tuple[tuple[Node, tuple[Node, ...]], ...]
    """Each paragraph of the first version, and where it stands in the newest."""


def correlation(book: Book) -> CorrelationView:
    """Both tables of a book."""
    rows = tuple(
        (
            book.paragraph(row.leaf).text,
            tuple(
                tuple(_place(book, (v.id, label)) for label in row.cells.get(v.id, ())) for v in book.versions
            ),
        )
        for row in book.rows
    )
    arrived: dict[Node, list[Node]] = {}
    for label in book.newest.document.labels():
        node = (book.newest.id, label)
        for ancestor in book.ancestors(node):
            if ancestor[0] == book.oldest.id:
                arrived.setdefault(ancestor, []).append(node)
    forward = tuple(
        ((book.oldest.id, label), tuple(arrived.get((book.oldest.id, label), ())))
        for label in book.oldest.document.labels()
    )
    return CorrelationView(rows, forward)


def _place(book: Book, node: Node) -> Place:
    version, label = node
    relations = dict.fromkeys(
        relation
        for step in book.into.get(version, ())
        for link, _ in step.to_new(label)
        for relation in link.relations
    )
    if not relations and version != book.oldest.id and not book.before(node):
        relations["new"] = None  # type: ignore[index] # `new` is the report's own word beside the relations
    if not book.after(node) and version != book.newest.id:
        relations["dropped"] = None  # type: ignore[index] # as above
    return Place(node, tuple(relations))
