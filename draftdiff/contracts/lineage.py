"""The JSON contract `draftdiff.history/1`: documents, steps, alignments and lineage together.

The lineage repeats what the alignments say as one list of edges, for readers in other languages; on reading it is
made again from the alignments, but for the links that skip versions, which are read.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from draftdiff.alignment import Alignment, Link
from draftdiff.contracts.amendments import amended_to_json
from draftdiff.contracts.ledger import ledger_to_json
from draftdiff.contracts.values import (
    alignment_from_dict,
    alignment_to_dict,
    alignment_to_json,
    check_schema,
    document_from_dict,
    document_to_dict,
    document_to_json,
    documents_from_json,
    dumps,
    from_dict,
    loads,
    to_dict,
)
from draftdiff.errors import DraftdiffError, InputError
from draftdiff.lineage import Lineage
from draftdiff.lineage.reinstated import Reinstatement
from draftdiff.model import Document
from draftdiff.tracing.blame import Blame
from draftdiff.tracing.correlation import CorrelationTable
from draftdiff.tracing.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.tracing.trace import Stage

HISTORY_SCHEMA = "draftdiff.history/1"
TRACE_SCHEMA = "draftdiff.trace/1"
BLAME_SCHEMA = "draftdiff.blame/1"
CORRELATION_SCHEMA = "draftdiff.correlation/1"

L = TypeVar("L", bound=Lineage)


@singledispatch
def to_json(value: object) -> str:
    """A value under its contract, as text."""
    # Large rooms, which only their own values need.
    from draftdiff.amending import Amended  # noqa: PLC0415
    from draftdiff.ledger import Ledger  # noqa: PLC0415

    if isinstance(value, Amended):
        return amended_to_json(value)
    if isinstance(value, Ledger):
        return ledger_to_json(value)
    raise TypeError(f"no contract for a {type(value).__name__}")


to_json.register(Document, document_to_json)
to_json.register(Alignment, alignment_to_json)


def lineage_edges(lineage: Lineage) -> Iterator[dict[str, Any]]:
    """Edges of the lineage from older to newer, in order of the newer version and its paragraphs."""
    for old, new in lineage.steps:
        for link in lineage.align(old, new).links:
            yield {"old": [old, link.old], "new": [new, link.new], "relations": list(link.relations)}


def history_to_dict(lineage: Lineage) -> dict[str, Any]:
    """`draftdiff.history/1` as plain values."""
    return {
        "schema": HISTORY_SCHEMA,
        "title": lineage.title,
        "versions": [{"id": v, "parents": list(lineage.parents[v])} for v in lineage.versions],
        "documents": [document_to_dict(d) for d in lineage.documents.values()],
        "alignments": [alignment_to_dict(lineage.align(old, new)) for old, new in lineage.steps],
        "reinstated": [
            {"old": back.old, "new": back.new, "skips": list(back.skips), "link": to_dict(back.link)}
            for back in lineage.reinstated
        ],
        "lineage": list(lineage_edges(lineage)),
        "citing": [document_to_dict(d) for d in lineage.citing],
    }


@to_json.register(Lineage)
def history_to_json(lineage: Lineage) -> str:
    """`draftdiff.history/1` as text."""
    return dumps(history_to_dict(lineage))


def lineage_from_json(data: str | bytes, kind: type[L], *, name: str = "", ours: bool = False) -> L:
    """Read `draftdiff.history/1` from JSON text.

    Args:
        data: the text.
        kind: what to make of it: `draftdiff.History`.
        name: file name for errors.
        ours: written by this release, as a hash proves: the documents are read without looking for another contract
            first, three times as fast.

    Raises:
        InputError: not that contract; names the place.
    """
    documents: list[Document] | None = None
    if ours:
        given, documents = _ours(data, name)
    else:
        given = check_schema(loads(data, name=name), HISTORY_SCHEMA, name=name, required=True)
    if documents is None:
        documents = [document_from_dict(d, name=name) for d in _list(given, "documents", name)]
    alignments = [alignment_from_dict(a, name=name) for a in _list(given, "alignments", name)]
    citing = [document_from_dict(d, name=name) for d in _list(given, "citing", name)]
    try:
        parents = {str(v["id"]): [str(p) for p in v["parents"]] for v in _list(given, "versions", name)}
        back = tuple(_reinstatement(item, name) for item in _list(given, "reinstated", name))
    except (KeyError, TypeError) as error:
        raise InputError(
            f"not {HISTORY_SCHEMA}: {error}", file=name, place="versions", remedy="see docs/contracts"
        ) from error
    try:
        lineage = kind(
            documents,
            parents=parents,
            citing=citing,
            title=str(given.get("title", "")),
            alignments=alignments,
        )
        check_labels(lineage, alignments)
    except DraftdiffError as error:
        raise InputError(f"not {HISTORY_SCHEMA}: {error.what}", file=name, remedy=error.remedy) from error
    if "reinstated" in given:
        lineage.__dict__["reinstated"] = back  # as the cached property would have found it
    return lineage


def _ours(data: str | bytes, name: str) -> tuple[dict[str, Any], list[Document]]:
    """The parts of a history as plain values, its lineage aside, and its documents."""
    try:
        parts = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        documents = documents_from_json(parts.pop("documents"))
        parts.pop("lineage", None)
        return {key: msgspec.json.decode(part) for key, part in parts.items()}, documents
    except (msgspec.MsgspecError, KeyError, RecursionError) as error:
        raise InputError(f"not {HISTORY_SCHEMA}: {error}", file=name, remedy="see docs/contracts") from error


def _list(given: dict[str, Any], key: str, name: str) -> list[Any]:
    value = given.get(key, [])
    if not isinstance(value, list):
        raise InputError(
            f"not {HISTORY_SCHEMA}: not a list", file=name, place=key, remedy="see docs/contracts"
        )
    return value


def _reinstatement(item: dict[str, Any], name: str) -> Reinstatement:
    link = from_dict(item["link"], Link, name=name, what=HISTORY_SCHEMA)
    skips = tuple(str(v) for v in item["skips"])
    return Reinstatement(old=str(item["old"]), new=str(item["new"]), link=link, skips=skips)


def check_labels(lineage: Lineage, alignments: list[Alignment]) -> None:
    """Every link joins paragraphs that are there.

    Raises:
        LabelError: a link names a paragraph that is not.
    """
    for alignment in alignments:
        for link in alignment.links:
            lineage[alignment.old][link.old]
            lineage[alignment.new][link.new]


def trace_to_dict(trace: Trace) -> dict[str, Any]:
    """`draftdiff.trace/1` as plain values."""
    return {"schema": TRACE_SCHEMA, **_trace_body(trace)}


def _trace_body(trace: Trace) -> dict[str, Any]:
    return {
        "version": trace.version,
        "label": trace.label,
        "versions": list(trace.versions),
        "stages": [_stage_to_dict(stage) for stage in trace.stages],
        "children": [_trace_body(child) for child in trace.children],
    }


def _stage_to_dict(stage: Stage) -> dict[str, Any]:
    return {
        "version": stage.version,
        "label": stage.label,
        "number": stage.paragraph.number,
        "text": stage.paragraph.text,
        "source": stage.source,
        "anchors": to_dict(stage.paragraph.anchors),
        "from": [
            {
                "version": passage.old[0],
                "skips": list(passage.skips),
                "link": to_dict(passage.link),
                "changes": to_dict(passage.redline.changes),
            }
            for passage in stage.passages
        ],
        "gone_in": list(stage.gone_in),
        "candidates": to_dict(stage.candidates),
    }


@to_json.register(Trace)
def trace_to_json(trace: Trace) -> str:
    """`draftdiff.trace/1` as text."""
    return dumps(trace_to_dict(trace))


@to_json.register(CorrelationTable)
def correlation_to_json(table: CorrelationTable) -> str:
    """`draftdiff.correlation/1` as text."""
    rows = [
        {"old": r.old, "new": r.new, "relations": list(r.relations), "confidence": r.confidence}
        for r in table.rows
    ]
    return dumps(
        {"schema": CORRELATION_SCHEMA, "old": {"id": table.old}, "new": {"id": table.new}, "rows": rows}
    )


def blame_to_dict(blame: Blame) -> dict[str, Any]:
    """`draftdiff.blame/1` as plain values."""
    return {"schema": BLAME_SCHEMA, **_blame_body(blame)}


def _blame_body(blame: Blame) -> dict[str, Any]:
    return {
        "version": blame.version,
        "label": blame.label,
        "text": blame.text,
        "versions": list(blame.versions),
        "words": [to_dict(word) for word in blame.words],
        "dropped": [to_dict(lost) for lost in blame.dropped],
        "children": [_blame_body(child) for child in blame.children],
    }


@to_json.register(Blame)
def blame_to_json(blame: Blame) -> str:
    """`draftdiff.blame/1` as text."""
    return dumps(blame_to_dict(blame))
