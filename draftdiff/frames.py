"""Data frames, where pandas is installed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from draftdiff.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from draftdiff.alignment import Alignment
    from draftdiff.model import Document


def frame(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> Any:
    """A `pandas.DataFrame` of rows with fixed columns, also when there are no rows.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        pandas = import_module("pandas")
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "data frames need pandas", remedy="install it: pip install 'draftdiff[frames]'"
        ) from error
    return pandas.DataFrame([{c: row.get(c) for c in columns} for row in rows], columns=list(columns))


def document_frame(document: Document) -> Any:
    """One row a paragraph: label, parent, kind, number, text, words, page, first and last line."""
    parents = document.parents()
    rows: list[dict[str, object]] = []
    for paragraph in document.walk():
        first = paragraph.anchors[0] if paragraph.anchors else None
        last = paragraph.anchors[-1] if paragraph.anchors else None
        rows.append(
            {
                "label": str(paragraph.label),
                "parent": parents.get(str(paragraph.label)),
                "kind": paragraph.kind,
                "number": paragraph.number,
                "text": paragraph.text,
                "words": len(paragraph.text.split()),
                "page": first.page if first else None,
                "first_line": first.lines[0] if first and first.lines else None,
                "last_line": last.lines[1] if last and last.lines else None,
            }
        )
    columns = ("label", "parent", "kind", "number", "text", "words", "page", "first_line", "last_line")
    return frame(rows, columns)


def alignment_frame(alignment: Alignment) -> Any:
    """One row a link, then one an insertion or deletion, which lack the other side."""
    rows: list[dict[str, object]] = [
        {
            "old": link.old,
            "new": link.new,
            "relations": " ".join(link.relations),
            "similarity": link.similarity,
            "share_of_old": link.weight.old,
            "share_of_new": link.weight.new,
            "confidence": link.confidence,
            "evidence": link.evidence,
        }
        for link in alignment.links
    ]
    rows.extend({"new": label, "relations": "inserted"} for label in alignment.inserted)
    rows.extend({"old": label, "relations": "deleted"} for label in alignment.deleted)
    columns = (
        "old", "new", "relations", "similarity", "share_of_old", "share_of_new", "confidence", "evidence",
    )  # fmt: skip
    return frame(rows, columns)
