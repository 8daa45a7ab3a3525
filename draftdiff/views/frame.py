"""Data frames, where pandas is installed."""

from __future__ import annotations

from functools import singledispatch
from importlib import import_module
from typing import TYPE_CHECKING, Any

from draftdiff.alignment import Alignment
from draftdiff.errors import MissingExtraError
from draftdiff.lineage import Lineage
from draftdiff.model import Document
from draftdiff.tracing.blame import Blame
from draftdiff.tracing.changes import Changes
from draftdiff.tracing.correlation import CorrelationTable
from draftdiff.tracing.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@singledispatch
def frame(value: object) -> Any:
    """A value as a `pandas.DataFrame`."""
    raise TypeError(f"no data frame of a {type(value).__name__}")


def data_frame(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> Any:
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


@frame.register(Document)
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
    return data_frame(rows, columns)


_LINKS = (
    "old", "new", "relations", "role", "similarity", "share_of_old", "share_of_new", "confidence", "evidence",
)  # fmt: skip


def _link_rows(alignment: Alignment) -> Iterator[Mapping[str, object]]:
    for link in alignment.links:
        yield {
            "old": link.old, "new": link.new, "relations": " ".join(link.relations), "role": link.role, "similarity": link.similarity,
            "share_of_old": link.weight.old, "share_of_new": link.weight.new, "confidence": link.confidence,
            "evidence": link.evidence,
        }  # fmt: skip
    yield from ({"new": label, "relations": "inserted"} for label in alignment.inserted)
    yield from ({"old": label, "relations": "deleted"} for label in alignment.deleted)


@frame.register(Alignment)
def alignment_frame(alignment: Alignment) -> Any:
    """One row a link, then one an insertion or deletion, which lack the other side."""
    return data_frame(_link_rows(alignment), _LINKS)


@frame.register(Lineage)
def history_frame(lineage: Lineage) -> Any:
    """As `alignment_frame`, of every step."""
    rows = (
        {"old_version": old, "new_version": new, **row}
        for old, new in lineage.steps
        for row in _link_rows(lineage.align(old, new))
    )
    return data_frame(rows, ("old_version", "new_version", *_LINKS))


@frame.register(Trace)
def trace_frame(trace: Trace) -> Any:
    """One row a passage, or a stage without one."""
    rows: list[dict[str, object]] = []
    for stage in trace.stages:
        base: dict[str, object] = {
            "version": stage.version,
            "label": stage.label,
            "text": stage.paragraph.text,
        }
        if not stage.passages:
            rows.append(base)
        rows += [
            base
            | {
                "from_version": passage.old[0],
                "from_label": passage.old[1],
                "relations": " ".join(passage.link.relations),
                "confidence": passage.link.confidence,
                "changes": len(passage.redline.changes),
                "evidence": passage.link.evidence,
            }
            for passage in stage.passages
        ]
    columns = (
        "version", "label", "from_version", "from_label", "relations", "confidence", "changes", "text", "evidence",
    )  # fmt: skip
    return data_frame(rows, columns)


def _all(blame: Blame) -> Iterator[Blame]:
    yield blame
    for child in blame.children:
        yield from _all(child)


@frame.register(Blame)
def blame_frame(blame: Blame) -> Any:
    """One row a word, sub-paragraphs included."""
    rows: list[dict[str, object]] = [
        {
            "version": one.version, "label": one.label, "word": word.text, "start": word.start, "end": word.end,
            "origin": word.origin, "origin_label": word.origin_label, "printed": word.printed,
            "before_version": word.before[0] if word.before else None,
            "before_label": word.before[1] if word.before else None,
            "missing": " ".join(word.missing), "gone_in": " ".join(word.gone_in), "back_in": " ".join(word.back_in),
        }
        for one in _all(blame)
        for word in one.words
    ]  # fmt: skip
    columns = (
        "version", "label", "word", "start", "end", "origin", "origin_label", "printed", "before_version", "before_label",
        "missing", "gone_in", "back_in",
    )  # fmt: skip
    return data_frame(rows, columns)


@frame.register(Changes)
def changes_frame(changes: Changes) -> Any:
    """One row a change; spans are character offsets into the paragraphs' texts."""
    columns = (
        "old_version", "new_version", "old_label", "new_label", "class", "old", "new", "signals", "why", "old_start",
        "old_end", "new_start", "new_end",
    )  # fmt: skip
    rows = (
        (
            *r.step, r.link.old, r.link.new, r.change.cls, r.change.old, r.change.new,
            "; ".join(signal.name for signal in r.change.signals), r.change.why, *r.change.old_span, *r.change.new_span,
        )
        for r in changes
    )  # fmt: skip
    return data_frame((dict(zip(columns, row, strict=True)) for row in rows), columns)


@frame.register(CorrelationTable)
def correlation_frame(table: CorrelationTable) -> Any:
    """One row a line: old, new, relations, confidence."""
    rows = (
        {"old": r.old, "new": r.new, "relations": " ".join(r.relations), "confidence": r.confidence}
        for r in table.rows
    )
    return data_frame(rows, ("old", "new", "relations", "confidence"))
