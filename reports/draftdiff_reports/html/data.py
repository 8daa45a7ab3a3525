"""What the script of the report needs beside the text of the page: versions, links, rows of lineage; no text twice.

The page carries every paragraph once, marked against the version before. The script takes the words from there and
composes the other views; this module gives it the rest, as compact as JSON allows: paragraphs are named by their place
in the version.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from draftdiff.aligning.pins import fingerprint
from draftdiff.alignment import RELATIONS
from draftdiff.change import CLASSES
from draftdiff_reports.common.passages import opening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Link
    from draftdiff.decisions import Decision
    from draftdiff_reports.common.book import Book, Node, Pair, Row, Version
    from draftdiff_reports.common.catalogue import Catalogue
    from draftdiff_reports.common.passages import Passages

#: Strings of the catalogue the script says; those of relations, classes and signals besides.
SAYS = (
    "found", "found_none", "was", "clause_of", "same_words", "not_here", "proof", "fold", "unfold", "composed", "changes_of",
    "transfer_to", "transfer_from", "unchanged_run", "goes_to", "no_paragraph", "theme_dark", "theme_light",
    "map_of", "no_pair", "raw_text", "view_lineage",
    "seen", "comment", "as_editorial", "as_substantive", "accept", "reject", "forbid_link", "correct_link", "review_of",
    "decided_n", "change_n", "link_to", "by_person", "whole", "applied_later", "page", "show_page", "no_pages",
)  # fmt: skip
#: The role of a link, among its relations in the script.
CLAUSE = "clause"
#: Words of a paragraph beside the outer columns of the picture.
PICTURE_WORDS = 8


def data(book: Book, text: Catalogue) -> str:
    """Everything as one line of JSON that can stand inside a `script` element."""
    made = {
        "versions": [_version(book, v) for v in book.versions],
        "steps": [_step(book, pair) for pair in book.steps],
        "back": [
            [*_places(book, (r.old, r.link.old), (r.new, r.link.new)), *_link(r.link, r.link.relations)]
            for r in book.history.reinstated
        ],
        "rows": list(_rows(book)),
        "relations": (*RELATIONS, CLAUSE),
        "decided": [_plain(decision) for decision in book.decided],
        "say": {key: text(key) for key in (*SAYS, *_named())},
    }
    line = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return line.replace("<", "\\u003c").replace("&", "\\u0026")


def _plain(decision: Decision) -> dict[str, Any]:
    """A decision as the file has it, empty fields left out."""
    return {key: value for key, value in asdict(decision).items() if value}


def _named() -> Iterable[str]:
    yield from (f"rel.{name}" for name in (*RELATIONS, "new", "dropped", "wandered"))
    yield from (f"cls.{name}" for name in (*CLASSES, "transfer"))


def _version(book: Book, version: Version) -> dict[str, Any]:
    walked = list(book.walk(version))
    return {
        "id": version.id,
        "name": version.name,
        "lang": version.language,
        "dir": version.direction,
        "labels": [str(p.label) for p, _ in walked],
        "depths": "".join(str(min(depth, 4)) for _, depth in walked),
        "lengths": [len(p.text.split()) for p, _ in walked],
        "prints": "".join(fingerprint(p.text) for p, _ in walked),
        "words": [opening(p.text, PICTURE_WORDS) for p, _ in walked]
        if version in (book.oldest, book.newest)
        else [],
    }


def _places(book: Book, old: Node, new: Node) -> list[int]:
    """Version and paragraph of both ends, by number."""
    versions = book.by_id
    return [versions[old[0]].index, book.order[old], versions[new[0]].index, book.order[new]]


def _link(link: Link, told: tuple[str, ...]) -> list[int]:
    """Relations as bits in the order of `RELATIONS`, with one more for a clause; then the weights in hundredths, if they are not both 100."""
    names = {*told, *((CLAUSE,) if link.role == "clause" else ())}
    bits = sum(1 << at for at, name in enumerate((*RELATIONS, CLAUSE)) if name in names)
    weights = [round(100 * link.weight.old), round(100 * link.weight.new)]
    return [bits, *([] if weights == [100, 100] else weights)]


def _step(book: Book, pair: Pair) -> dict[str, Any]:
    old, new = pair.old.id, pair.new.id
    return {
        "old": pair.old.index,
        "new": pair.new.index,
        "links": [
            [book.order[old, link.old], book.order[new, link.new], *_link(link, pair.alignment.told(link))]
            for link, _ in pair.linked
        ],
        "wandered": [
            [book.order[old, t.old], book.order[new, t.new], _middle(book, (old, t.old), t.old_span),
             _middle(book, (new, t.new), t.new_span)]
            for t in pair.alignment.transfers
        ],
    }  # fmt: skip


def _middle(book: Book, node: Node, span: tuple[int, int]) -> int:
    """Where in its paragraph a clause stands, in hundredths."""
    return round(50 * sum(span) / max(len(book.paragraph(node).text), 1))


def _rows(book: Book) -> Iterable[list[Any]]:
    """A lineage a row: version and paragraph of its end, its section, and the paragraphs of every version."""
    headings = {h.before: h.text for h in book.newest.document.headings}
    heading = ""
    for row in book.rows:
        heading = _section(book, row, headings, heading)
        cells = [[book.order[v.id, label] for label in row.cells.get(v.id, ())] for v in book.versions]
        yield [book.by_id[row.leaf[0]].index, book.order[row.leaf], heading or _kind(book, row), *cells]


def _section(book: Book, row: Row, headings: dict[str, str], last: str) -> str:
    """The last heading above a row."""
    return headings.get(row.leaf[1], last) if row.leaf[0] == book.newest.id else last


def _kind(book: Book, row: Row) -> str:
    label = book.paragraph(row.leaf).label
    return " ".join((*label.scope, label.kind)) or "-"


def filters(book: Book, passages: Passages) -> dict[str, tuple[str, ...]]:
    """Values each filter offers: those that occur, in a settled order."""

    def seen(values: Iterable[str], order: tuple[str, ...]) -> tuple[str, ...]:
        found = dict.fromkeys(values)
        return (*(v for v in order if v in found), *(v for v in found if v not in order))

    made = [passages.of(pair, label) for pair in book.steps for label in pair.new.document.labels()]
    relations: list[str] = [r for pair in book.steps for link in pair.alignment.links for r in link.relations]
    relations += [
        name
        for pair in book.steps
        for name, those in (("new", pair.alignment.inserted), ("dropped", pair.alignment.deleted))
        if those
    ]
    return {
        "relations": seen(relations, (*RELATIONS, "new", "dropped")),
        "classes": seen((c for p in made for c in p.classes), (*reversed(CLASSES), "transfer")),
        "signals": tuple(sorted({s for p in made for s in p.signals})),
        "sections": tuple(dict.fromkeys(row[2] for row in _rows(book))),
    }
