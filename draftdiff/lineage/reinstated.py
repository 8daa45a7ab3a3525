"""Paragraphs that disappear and come back: links that skip versions.

Whatever a step drops goes into a pool, and so does whatever earlier steps dropped; what a later version inserts is
compared with the pool by the ordinary aligner. A rival branch's text never enters the pool of the other branch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from draftdiff.lineage.steps import Parents, ancestors
from draftdiff.model import Document, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from draftdiff.alignment import Alignment, Link, Relation
    from draftdiff.lineage.steps import Node

#: Word similarity from which an inserted paragraph is a dropped one that came back. Below it, the shared words of new
#: texts (formulas, institutions) begin. Calibrated on the synthetic histories of bench/provenance.py; run it again
#: after a change.
CAME_BACK = 0.6
#: Fewer words than this say too little to tell a return from a coincidence ("At Geneva:").
#: Chosen; no calibration is recorded.
LEAST_WORDS = 5
#: From so many words on, a paragraph whose words nearly all come from a dropped one is a part of it.
#: Chosen; no calibration is recorded.
LEAST_PART = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reinstatement:
    """A paragraph that came back: a link between versions that are not neighbours."""

    old: str
    """Id of the last version that had it."""
    new: str
    """Id of the version that has it again."""
    link: Link
    skips: tuple[str, ...]
    """Ids of the versions between in which it is missing, oldest first."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What the search needs of a lineage."""

    documents: Mapping[str, Document]
    """Id -> version, oldest first."""
    parents: Parents
    align: Callable[[str, str], Alignment]
    """Links of the step between two versions."""


def reinstatements(lineage: Versions) -> tuple[Reinstatement, ...]:
    """All links that skip versions, in order of the newer version and its paragraphs."""
    pools: dict[str, dict[Node, None]] = {}
    found: list[Reinstatement] = []
    for version in lineage.documents:
        parents = lineage.parents[version]
        pool: dict[Node, None] = {}
        for parent in parents:
            pool.update(pools[parent])
        if len(parents) > 1:
            alive = _alive(lineage, version, found)
            pool = {node: None for node in pool if node not in alive}
        back = _came_back(lineage, version, pool) if pool and parents else []
        found += back
        for one in back:
            pool.pop((one.old, one.link.old), None)
        for parent in parents:
            pool.update(dict.fromkeys((parent, label) for label in lineage.align(parent, version).deleted))
        pools[version] = pool
    return tuple(found)


def _came_back(lineage: Versions, version: str, pool: Mapping[Node, None]) -> list[Reinstatement]:
    document = lineage.documents[version]
    parents = lineage.parents[version]
    linked = {link.new for parent in parents for link in lineage.align(parent, version).links}
    fresh = _pruned(document, {label for label in document.labels() if label not in linked})
    if not fresh:
        return []
    from draftdiff.aligning import align  # noqa: PLC0415 - loads scipy

    dropped, nodes = _pool_document(lineage, pool)
    alignment = align(dropped, Document(id=version, paragraphs=fresh))
    line = ancestors(version, lineage.parents)
    result: list[Reinstatement] = []
    for link in _best(alignment):
        old, label = nodes[link.old]
        if not _is_return(link, lineage.documents[old][label], document[link.new]):
            continue
        skips = tuple(v for v in lineage.documents if v in line and old in ancestors(v, lineage.parents))
        result.append(Reinstatement(old=old, new=version, link=_as_return(link, label, skips), skips=skips))
    return result


def _best(alignment: Alignment) -> list[Link]:
    """The best link of every new paragraph; an old one is used once unless it came back in parts."""
    best: dict[str, Link] = {}
    used: set[str] = set()
    for link in sorted(alignment.links, key=lambda k: (-k.similarity, k.new, k.old)):
        if link.new not in best and (link.old not in used or "split" in link.relations):
            best[link.new] = link
            used.add(link.old)
    return [link for link in alignment.links if best.get(link.new) is link]


def _is_return(link: Link, old: Paragraph, new: Paragraph) -> bool:
    words = min(len(old.text.split()), len(new.text.split()))
    shared = max(link.similarity, link.weight.new if words >= LEAST_PART else 0.0)
    if shared < CAME_BACK:
        return False
    if words >= LEAST_WORDS:
        return True
    return link.kept and bool(new.children or new.label.subs)


def _as_return(link: Link, label: str, skips: tuple[str, ...]) -> Link:
    relations: list[Relation] = []
    if label != link.new:
        relations.append("renumbered")
    relations.append("kept" if link.kept else "edited")
    where = "missing in " + ", ".join(skips)
    return replace(
        link,
        old=label,
        relations=tuple(relations),
        evidence=f"came back, {where}; {link.evidence}",
        runner_up=None,
        role="main",
    )


def _pool_document(lineage: Versions, pool: Mapping[Node, None]) -> tuple[Document, dict[str, Node]]:
    """The pool as one document; labels carry their version as scope, so that they cannot clash."""
    nodes: dict[str, Node] = {}
    paragraphs: list[Paragraph] = []
    for version in dict.fromkeys(version for version, _ in pool):
        wanted = {label for owner, label in pool if owner == version}
        for paragraph in _pruned(lineage.documents[version], wanted):
            scoped = _scoped(paragraph, version)
            for before, after in zip(paragraph.walk(), scoped.walk(), strict=True):
                nodes[str(after.label)] = (version, str(before.label))
            paragraphs.append(scoped)
    return Document(id="dropped", paragraphs=tuple(paragraphs)), nodes


def _scoped(paragraph: Paragraph, version: str) -> Paragraph:
    children = tuple(_scoped(child, version) for child in paragraph.children)
    return replace(paragraph, label=paragraph.label.within(version), children=children)


def _pruned(document: Document, wanted: set[str]) -> tuple[Paragraph, ...]:
    """The wanted paragraphs in order; a wanted child of an unwanted parent stands at the top."""

    def prune(paragraph: Paragraph) -> list[Paragraph]:
        below = [kept for child in paragraph.children for kept in prune(child)]
        if str(paragraph.label) not in wanted:
            return below
        return [replace(paragraph, children=tuple(below))]

    return tuple(kept for paragraph in document.paragraphs for kept in prune(paragraph))


def _alive(lineage: Versions, version: str, found: list[Reinstatement]) -> set[Node]:
    """All older paragraphs that continue in a version, along any branch."""
    back: dict[str, list[Reinstatement]] = {}
    for one in found:
        back.setdefault(one.new, []).append(one)
    alive: set[Node] = {(version, label) for label in lineage.documents[version].labels()}
    for at in (
        version,
        *sorted(ancestors(version, lineage.parents), key=list(lineage.documents).index, reverse=True),
    ):
        for parent in lineage.parents[at]:
            links = lineage.align(parent, at).links
            alive.update((parent, link.old) for link in links if (at, link.new) in alive)
        alive.update((one.old, one.link.old) for one in back.get(at, ()) if (at, one.link.new) in alive)
    return alive
