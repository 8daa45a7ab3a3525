"""The paragraph behind its versions: one name that stays while labels change, for formats that need one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.history import History
    from draftdiff.tracing.graph import Node


def paragraph_lines(history: History) -> dict[Node, Node]:
    """Every (version, label) -> the oldest (version, label) of its line, in order of versions and printing.

    After a split one part carries the line on, after a merge one source does: the one that shares most words. The
    others start or end a line. So no two paragraphs of one version share a line, but on rival branches one each does.
    """
    heads: dict[Node, Node] = {}
    for version, document in history.documents.items():
        heirs = _heirs(history, version)
        used: set[Node] = set()
        for label in document.labels():
            node = (version, label)
            head = heads[heirs[node]] if node in heirs else node
            heads[node] = node if head in used else head
            used.add(head)
    return heads


def _heirs(history: History, version: str) -> dict[Node, Node]:
    """Paragraphs of a version -> the older one whose line they carry on; each older one has one heir."""
    claims: list[tuple[float, int, int, Node, Node]] = []
    steps = [(parent, history.align(parent, version).links) for parent in history.parents[version]]
    steps += [(back.old, (back.link,)) for back in history.reinstated if back.new == version]
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
