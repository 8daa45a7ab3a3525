"""Writer `akn`: one version as an Akoma Ntoso statement, with what every step before it did to the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from draftdiff.tracing.graph import paragraph_lines
from draftdiff_reports.akn.body import Body, add
from draftdiff_reports.akn.meta import identification, life_cycle, notes, references
from draftdiff_reports.akn.modifications import modifications, write_analysis
from draftdiff_reports.akn.naming import AKN, Expression, Work, eid, slug

if TYPE_CHECKING:
    from collections.abc import Callable

    from draftdiff.history import History
    from draftdiff.model import Document
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.akn.body import Element


def _statement(document: Document) -> tuple[Element, Element, Element]:
    """Root, statement and its meta."""
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})  # type: ignore[dict-item] # the stubs forget None
    resolution = bool(document.formula) or any(p.label.kind in {"PP", "OP"} for p in document.paragraphs)
    draft = document.status not in {"", "adopted"}
    name = ("resolutionDraft" if draft else "resolution") if resolution else "document"
    statement = add(root, "statement" if resolution else "doc", name=name)
    return root, statement, add(statement, "meta")


def _annex_meta(expression: Expression) -> Callable[[Element, str, str], None]:
    def write(doc: Element, component: str, title: str) -> None:
        del title  # stands in the attachment's heading
        identification(add(doc, "meta"), expression, component)

    return write


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def document_to_akn(document: Document) -> bytes:
    """One document as Akoma Ntoso 1.0, UTF-8."""
    root, statement, meta = _statement(document)
    expression = Expression.of(document)
    identification(meta, expression)
    references(meta, [(document, expression)])
    notes(meta, document)
    Body(document).write(statement, _annex_meta(expression))
    return _bytes(root)


@dataclass(frozen=True, slots=True)
class AknReport:
    """Writer `akn`."""

    name: str = "akn"
    suffixes: tuple[str, ...] = (".akn", ".xml")

    def write(self, history: History, options: ReportOptions) -> bytes:
        """The options' new version (default: the newest) with the modifications that led to it.

        Raises:
            UsageError: the options name a version that is not there.
        """
        current = history.version(options.new or None)
        document = history[current]
        work = Work.of(document)
        dates = [d.date for d in history.documents.values()]
        expressions = {
            version: Expression.of(d, work, dates_clash=dates.count(d.date) > 1)
            for version, d in history.documents.items()
        }
        line = [v for v in history.versions if v == current or v in history.ancestors(current)]
        pairs = [(history[v], expressions[v]) for v in line]
        stable, mapped = _stable_ids(history, current)
        root, statement, meta = _statement(document)
        identification(meta, expressions[current])
        life_cycle(meta, pairs)
        write_analysis(meta, list(modifications(history, expressions, current)), mapped)
        references(meta, pairs)
        notes(meta, document)
        Body(document, stable).write(statement, _annex_meta(expressions[current]))
        return _bytes(root)


def _stable_ids(history: History, current: str) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Label -> wId, and eId -> (wId, version that gave the eId) where the two differ.

    The wId is the id of the paragraph in the version it first stands in; ids of later arrivals carry that version's
    name, because the first version may have used the same number for another paragraph.
    """
    lines = paragraph_lines(history)
    first = history.versions[0]
    stable: dict[str, str] = {}
    mapped: dict[str, tuple[str, str]] = {}
    for label in history[current].labels():
        version, original = lines[current, label]
        name = eid(history[version][original].label)
        stable[label] = name if version == first else f"{name}-{slug(version)}"
        here = eid(history[current][label].label)
        if stable[label] != here:
            mapped[here] = (stable[label], _given_in(history, lines, current, label))
    return stable, mapped


def _given_in(
    history: History, lines: dict[tuple[str, str], tuple[str, str]], current: str, label: str
) -> str:
    """The version since which the line has had its present label without a break."""
    since = current
    line = lines[current, label]
    for version in history.ancestors(current):
        if lines.get((version, label)) != line:
            break
        since = version
    return since
