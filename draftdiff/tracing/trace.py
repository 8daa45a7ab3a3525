"""The life of one paragraph: every version of it, newest first, with what links them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draftdiff.alignment import Candidate, Link
    from draftdiff.change import Redline
    from draftdiff.history import History
    from draftdiff.model import Paragraph
    from draftdiff.tracing.graph import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One link of a paragraph's life, with its word-level changes."""

    old: Node
    """Older version and label."""
    new: Node
    """Newer version and label."""
    link: Link
    redline: Redline
    skips: tuple[str, ...] = ()
    """Versions between in which the paragraph is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The paragraph in one version."""

    version: str
    label: str
    paragraph: Paragraph
    source: str
    """File name of the version, or ""."""
    passages: tuple[Passage, ...] = ()
    """Links to the older versions it comes from; empty where it is new."""
    gone_in: tuple[str, ...] = ()
    """Versions drafted from this one that no longer have it."""
    candidates: tuple[Candidate, ...] = ()
    """Links to older versions that were considered and not made, being unsure."""

    @property
    def node(self) -> Node:
        """Version and label."""
        return self.version, self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The life of one paragraph. Shows itself as text, Markdown, JSON and, in a notebook, HTML."""

    version: str
    """The version asked for."""
    label: str
    """The paragraph asked for, as that version labels it."""
    versions: tuple[str, ...]
    """All versions of the history, oldest first."""
    stages: tuple[Stage, ...]
    """Newest version first; within a version in order of printing."""
    children: tuple[Trace, ...] = ()
    """Lives of its sub-paragraphs, in order."""

    @property
    def path(self) -> tuple[Node, ...]:
        """(version, label) of every stage, newest first."""
        return tuple(stage.node for stage in self.stages)

    def stage(self, version: str) -> tuple[Stage, ...]:
        """The stages in one version: none, one, or several after a split or before a merge."""
        return tuple(stage for stage in self.stages if stage.version == version)

    def to_text(self) -> str:
        """Plain text for a terminal."""
        from draftdiff.tracing.telling import trace_text  # noqa: PLC0415 - as its use

        return trace_text(self)

    def to_markdown(self) -> str:
        """Markdown."""
        from draftdiff.tracing.telling import trace_markdown  # noqa: PLC0415 - as its use

        return trace_markdown(self)

    def to_html(self) -> str:
        """A page of its own, for use without a network."""
        from draftdiff.tracing.showing import trace_page  # noqa: PLC0415 - as its use

        return trace_page(self)

    def to_json(self) -> str:
        """`draftdiff.trace/1`."""
        from draftdiff.tracing.codec import trace_to_json  # noqa: PLC0415 - msgspec loads late

        return trace_to_json(self)

    def to_frame(self) -> Any:
        """One row a passage as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        from draftdiff.tracing.showing import trace_frame  # noqa: PLC0415 - pandas is optional

        return trace_frame(self)

    def _repr_html_(self) -> str:
        from draftdiff.tracing.showing import trace_html  # noqa: PLC0415 - only a notebook needs it

        return trace_html(self)


def trace(history: History, label: str, version: str) -> Trace:
    """The life of one paragraph seen from a version: what it comes from and what became of it.

    Raises:
        LabelError: that version has no such paragraph.
    """
    paragraph = history[version][label]
    return _trace(history, paragraph, version)


def _trace(history: History, paragraph: Paragraph, version: str) -> Trace:
    import networkx as nx  # noqa: PLC0415 - importing draftdiff must not load networkx

    node: Node = (version, str(paragraph.label))
    life: set[Node] = {node, *nx.ancestors(history.graph, node), *nx.descendants(history.graph, node)}
    order = {name: at for at, name in enumerate(history.versions)}
    places = {
        name: {label: at for at, label in enumerate(history[name].labels())} for name in history.versions
    }
    nodes = sorted(life, key=lambda n: (-order[n[0]], places[n[0]][n[1]]))
    return Trace(
        version=version, label=node[1], versions=history.versions,
        stages=tuple(_stage(history, one, life) for one in nodes),
        children=tuple(_trace(history, child, version) for child in paragraph.children),
    )  # fmt: skip


def _stage(history: History, node: Node, life: set[Node]) -> Stage:
    version, label = node
    graph = history.graph
    passages = [
        _passage(history, old, node, graph.edges[old, node])
        for old in graph.predecessors(node)
        if old in life
    ]
    continued = {new for new, _ in graph.successors(node)}
    candidates = tuple(
        candidate
        for parent in history.parents[version]
        for candidate in history.align(parent, version).uncertain
        if candidate.new == label
    )
    return Stage(
        version=version, label=label, paragraph=history[version][label], source=history[version].source.name,
        passages=tuple(passages), candidates=candidates,
        gone_in=tuple(new for old, new in history.steps if old == version and new not in continued),
    )  # fmt: skip


def _passage(history: History, old: Node, new: Node, edge: dict[str, Any]) -> Passage:
    redline = history.redline(old[1], new[1], old[0], new[0])
    return Passage(old=old, new=new, link=edge["link"], redline=redline, skips=edge["skips"])
