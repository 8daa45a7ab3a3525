"""The lineage as a graph for other tools: GraphML, DOT and a CSV of edges; and the whole history as JSON."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from draftdiff.contracts.values import dumps, redlines_to_dict
from draftdiff_reports.common.choose import pair_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.history import History
    from draftdiff.writing import ReportOptions

Node = tuple[str, str]
"""Version and label."""

EDGE_COLUMNS = (
    "old_version", "old_label", "new_version", "new_label", "relations", "similarity", "share_of_old", "share_of_new",
    "confidence", "pinned", "skips", "evidence",
)  # fmt: skip


def _nodes(history: History, options: ReportOptions) -> list[Node]:
    """Nodes in order of versions and printing; with a label in the options only its lineage in the new version."""
    everything = [(v, label) for v, document in history.documents.items() for label in document.labels()]
    if not options.label:
        return everything
    life = set(history.trace(options.label, options.new or None).path)
    return [node for node in everything if node in life]


def _edges(history: History, nodes: list[Node]) -> Iterator[tuple[Node, Node, dict[str, Any]]]:
    """Edges between the nodes, in order of the newer and then of the older end, as flat values."""
    place = {node: at for at, node in enumerate(nodes)}
    for new in nodes:
        for old in sorted((n for n in history.graph.predecessors(new) if n in place), key=place.__getitem__):
            edge = history.graph.edges[old, new]
            link = edge["link"]
            yield (
                old,
                new,
                {
                    "relations": " ".join(link.relations),
                    "similarity": float(link.similarity),
                    "share_of_old": float(link.weight.old),
                    "share_of_new": float(link.weight.new),
                    "confidence": float(link.confidence),
                    "pinned": bool(link.pinned),
                    "skips": " ".join(edge["skips"]),
                    "evidence": link.evidence,
                },
            )


def _name(node: Node) -> str:
    return f"{node[0]}/{node[1]}"


def _printable(text: str) -> str:
    """Text without the control characters that XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


@dataclass(frozen=True, slots=True)
class GraphmlReport:
    """Writer `graphml`: node ids are `version/label`; attributes as in `EDGE_COLUMNS`."""

    name: str = "graphml"
    suffixes: tuple[str, ...] = (".graphml",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """GraphML, UTF-8.

        Raises:
            UsageError: the options name a version that is not there.
            LabelError: the options name a paragraph that is not there.
        """
        import networkx as nx  # noqa: PLC0415 - loaded when asked for

        graph: Any = nx.DiGraph()
        nodes = _nodes(history, options)
        for version, label in nodes:
            paragraph = history[version][label]
            graph.add_node(
                _printable(_name((version, label))),
                version=_printable(version), label=_printable(label), kind=paragraph.kind,
                number=_printable(paragraph.number), text=_printable(paragraph.text),
            )  # fmt: skip
        for old, new, values in _edges(history, nodes):
            flat = {k: _printable(v) if isinstance(v, str) else v for k, v in values.items()}
            graph.add_edge(_printable(_name(old)), _printable(_name(new)), **flat)
        out = io.BytesIO()
        nx.write_graphml(graph, out, encoding="utf-8", prettyprint=True)
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class DotReport:
    """Writer `dot`: a Graphviz picture, versions as columns."""

    name: str = "dot"
    suffixes: tuple[str, ...] = (".dot", ".gv")

    def write(self, history: History, options: ReportOptions) -> bytes:
        """DOT, UTF-8. Errors as `GraphmlReport.write`."""
        nodes = _nodes(history, options)
        lines = ["digraph lineage {", "  rankdir=LR;", "  node [shape=box];"]
        for at, version in enumerate(history.versions):
            mine = [node for node in nodes if node[0] == version]
            lines += [f"  subgraph cluster_{at} {{", f"    label={_quoted(version)};"]
            lines += [f"    {_quoted(_name(node))} [label={_quoted(node[1])}];" for node in mine]
            lines.append("  }")
        for old, new, values in _edges(history, nodes):
            style = "solid" if "kept" in values["relations"].split() else "bold"
            style = "dashed" if values["skips"] else style
            label = _quoted(values["relations"].replace(" ", ", "))
            lines.append(f"  {_quoted(_name(old))} -> {_quoted(_name(new))} [label={label}, style={style}];")
        return ("\n".join([*lines, "}"]) + "\n").encode()


def _quoted(text: str) -> str:
    """A DOT string: backslash and quote escaped, line breaks folded."""
    folded = " ".join(_printable(text).split())
    return '"' + folded.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class EdgesReport:
    """Writer `edges`: one line a link, CSV with a header (RFC 4180)."""

    name: str = "edges"
    suffixes: tuple[str, ...] = (".edges.csv",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """CSV, UTF-8. Errors as `GraphmlReport.write`."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(EDGE_COLUMNS)
        for old, new, values in _edges(history, _nodes(history, options)):
            writer.writerow((*old, *new, *(values[column] for column in EDGE_COLUMNS[4:])))
        return out.getvalue().encode()


@dataclass(frozen=True, slots=True)
class HistoryJson:
    """Writer `json`: `draftdiff.history/1`, which `History.from_json` reads back."""

    name: str = "json"
    suffixes: tuple[str, ...] = (".json",)

    def write(self, history: History, options: ReportOptions) -> bytes:  # noqa: ARG002 - the writers' contract
        """JSON, UTF-8."""
        return history.to_json().encode()


@dataclass(frozen=True, slots=True)
class SavedHistory:
    """Writer `saved`: the history with all that was computed for it, which `History.open` reads back."""

    name: str = "saved"
    suffixes: tuple[str, ...] = (".ddh",)

    def write(self, history: History, options: ReportOptions) -> bytes:  # noqa: ARG002 - the writers' contract
        """A zip archive, `draftdiff.saved/1`."""
        return history.to_saved()


@dataclass(frozen=True, slots=True)
class CorrelationReport:
    """Writer `correlation`: old label -> new label between two versions, CSV (RFC 4180)."""

    name: str = "correlation"
    suffixes: tuple[str, ...] = (".correlation.csv",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """CSV, UTF-8, of the options' pair; by default the first and the newest version.

        Raises:
            UsageError: the options name a version that is not there.
        """
        old, new = options.old or history.versions[0], options.new or history.versions[-1]
        return history.correlation(old, new).to_csv().encode()


@dataclass(frozen=True, slots=True)
class CorrelationJson:
    """Writer `correlation-json`: the same table as `draftdiff.correlation/1`."""

    name: str = "correlation-json"
    suffixes: tuple[str, ...] = (".correlation.json",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """JSON, UTF-8. Pair and errors as `CorrelationReport.write`."""
        old, new = options.old or history.versions[0], options.new or history.versions[-1]
        return history.correlation(old, new).to_json().encode()


@dataclass(frozen=True, slots=True)
class ChangesJson:
    """Writer `changes`: the changes of one pair as `draftdiff.changes/1`."""

    name: str = "changes"
    suffixes: tuple[str, ...] = (".changes.json",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """JSON, UTF-8, of the options' pair; by default the newest version and the one before it.

        Raises:
            UsageError: a version that is not there, or one version only.
        """
        old, new = pair_of(history, options)
        alignment, redlines = history.align(old, new), history.redlines(old, new)
        return dumps(redlines_to_dict(alignment, redlines)).encode()
