"""The lineage graph: nodes are (version, label), edges are links from an older to a newer paragraph; and its lines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.alignment import Link
    from draftdiff.lineage import Lineage
    from draftdiff.lineage.steps import Node


class Edge(NamedTuple):
    """A link from an older to a newer paragraph."""

    old: Node
    new: Node
    link: Link
    skips: tuple[str, ...]
    """Versions in which the paragraph was missing; empty between neighbours."""


def links_of(lineage: Lineage) -> Iterator[Edge]:
    """All links of a lineage: those of its steps, then those that skip versions."""
    for old, new in lineage.steps:
        for link in lineage.align(old, new).links:
            yield Edge((old, link.old), (new, link.new), link, ())
    for back in lineage.reinstated:
        yield Edge((back.old, back.link.old), (back.new, back.link.new), back.link, back.skips)


class Kinship:
    """Which paragraphs come from which: what a trace asks, without a graph library."""

    def __init__(self, lineage: Lineage) -> None:
        self._edges: dict[tuple[Node, Node], Edge] = {(e.old, e.new): e for e in links_of(lineage)}

    @cached_property
    def _older(self) -> dict[Node, list[Edge]]:
        found: dict[Node, list[Edge]] = {}
        for edge in self._edges.values():
            found.setdefault(edge.new, []).append(edge)
        return found

    @cached_property
    def _newer(self) -> dict[Node, list[Edge]]:
        found: dict[Node, list[Edge]] = {}
        for edge in self._edges.values():
            found.setdefault(edge.old, []).append(edge)
        return found

    def sources(self, node: Node) -> list[Edge]:
        """Links from older paragraphs, in order of the steps."""
        return self._older.get(node, [])

    def heirs(self, node: Node) -> list[Edge]:
        """Links to newer paragraphs, in order of the steps."""
        return self._newer.get(node, [])

    def life(self, node: Node) -> set[Node]:
        """A paragraph, all it descends from and all that descends from it."""
        before, after = {node}, {node}
        front = [node]
        while front:
            fresh = {edge.old for edge in self.sources(front.pop())} - before
            before |= fresh
            front += fresh
        front = [node]
        while front:
            fresh = {edge.new for edge in self.heirs(front.pop())} - after
            after |= fresh
            front += fresh
        return before | after


def lineage_graph(lineage: Lineage) -> Any:
    """A `networkx.DiGraph` over all versions.

    Nodes carry `kind`, `number` and `words`. Edges carry two objects, `link` (the `Link`) and `skips` (versions in which
    the paragraph was missing; empty between neighbours), and beside them plain numbers and texts, which file formats and
    algorithms take: `weight` (similarity of the words, 0..1), `confidence`, `relations` (a text, single spaces), `role`,
    `old_label`, `new_label`, `share_of_old`, `share_of_new`.
    """
    import networkx as nx  # noqa: PLC0415 - importing draftdiff must not load networkx

    graph: Any = nx.DiGraph(title=lineage.title)
    for version, document in lineage.documents.items():
        for paragraph in document.walk():
            graph.add_node(
                (version, str(paragraph.label)),
                kind=paragraph.kind, number=paragraph.number, words=len(paragraph.text.split()),
            )  # fmt: skip
    for edge in links_of(lineage):
        graph.add_edge(edge.old, edge.new, **_attributes(edge.link, edge.skips))
    return graph


def _attributes(link: Link, skips: tuple[str, ...]) -> dict[str, object]:
    return {
        "link": link, "skips": skips, "weight": link.similarity, "confidence": link.confidence,
        "relations": " ".join(link.relations), "role": link.role, "old_label": link.old, "new_label": link.new,
        "share_of_old": link.weight.old, "share_of_new": link.weight.new,
    }  # fmt: skip


def paragraph_lines(lineage: Lineage) -> dict[Node, Node]:
    """Every (version, label) -> the oldest (version, label) of its line, in order of versions and printing.

    After a split one part carries the line on, after a merge one source does: the one that shares most words. The
    others start or end a line. So no two paragraphs of one version share a line, but on rival branches one each does.
    """
    heads: dict[Node, Node] = {}
    for version, document in lineage.documents.items():
        heirs = _heirs(lineage, version)
        used: set[Node] = set()
        for label in document.labels():
            node = (version, label)
            head = heads[heirs[node]] if node in heirs else node
            heads[node] = node if head in used else head
            used.add(head)
    return heads


def _heirs(lineage: Lineage, version: str) -> dict[Node, Node]:
    """Paragraphs of a version -> the older one whose line they carry on; each older one has one heir."""
    claims: list[tuple[float, int, int, Node, Node]] = []
    steps = [(parent, lineage.align(parent, version).links) for parent in lineage.parents[version]]
    steps += [(back.old, (back.link,)) for back in lineage.reinstated if back.new == version]
    for rank, (parent, links) in enumerate(steps):
        for at, link in enumerate(links):
            shared = link.weight.old + link.weight.new
            claims.append((-shared, rank, at, (parent, link.old), (version, link.new)))
    heirs: dict[Node, Node] = {}
    taken: set[Node] = set()
    for _, _, _, old, new in sorted(claims):
        if new not in heirs and old not in taken:
            heirs[new] = old
            taken.add(old)
    return heirs
