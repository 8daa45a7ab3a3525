"""The lineage graph: nodes are (version, label), edges are links from an older to a newer paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draftdiff.history import History

Node = tuple[str, str]
"""Version id and label."""


def lineage_graph(history: History) -> Any:
    """A `networkx.DiGraph` over all versions.

    Nodes carry `kind`, `number` and `words`; edges carry `link` (the `Link`) and `skips` (versions in which the
    paragraph was missing; empty between neighbours).
    """
    import networkx as nx  # noqa: PLC0415 - importing draftdiff must not load networkx

    graph: Any = nx.DiGraph(title=history.title)
    for version, document in history.documents.items():
        for paragraph in document.walk():
            graph.add_node(
                (version, str(paragraph.label)),
                kind=paragraph.kind, number=paragraph.number, words=len(paragraph.text.split()),
            )  # fmt: skip
    for old, new in history.steps:
        for link in history.align(old, new).links:
            graph.add_edge((old, link.old), (new, link.new), link=link, skips=())
    for back in history.reinstated:
        graph.add_edge((back.old, back.link.old), (back.new, back.link.new), link=back.link, skips=back.skips)
    return graph
