"""The life of one paragraph: every version of it, newest first, with what links them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from draftdiff.door import show
from draftdiff.model import glimpse
from draftdiff.tracing.graph import Kinship

if TYPE_CHECKING:
    from draftdiff.alignment import Candidate, Link
    from draftdiff.change import Redline
    from draftdiff.lineage import Lineage
    from draftdiff.lineage.steps import Node
    from draftdiff.model import Paragraph
    from draftdiff.tracing.graph import Edge


#: Stages a `repr` names: what fits on a line. Chosen.
SHOWN = 6


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

    def __repr__(self) -> str:
        return f"<Passage {' '.join(self.old)} -> {' '.join(self.new)}: {', '.join(self.link.relations)}>"


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

    def __repr__(self) -> str:
        return f"<Stage {self.version} {self.label}: {glimpse(self.paragraph.text)}, {len(self.passages)} passages>"

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
    """All versions of the lineage, oldest first."""
    stages: tuple[Stage, ...]
    """Newest version first; within a version in order of printing."""
    children: tuple[Trace, ...] = ()
    """Lives of its sub-paragraphs, in order."""

    def __repr__(self) -> str:
        shown = " = ".join(f"{version} {label}" for version, label in self.path[:SHOWN])
        return f"<Trace {shown}{' = …' * (len(self.path) > SHOWN)}>"

    @property
    def path(self) -> tuple[Node, ...]:
        """(version, label) of every stage, newest first."""
        return tuple(stage.node for stage in self.stages)

    def stage(self, version: str) -> tuple[Stage, ...]:
        """The stages in one version: none, one, or several after a split or before a merge."""
        return tuple(stage for stage in self.stages if stage.version == version)

    def to_text(self) -> str:
        """Plain text for a terminal."""
        return show(self, "text")

    def to_markdown(self) -> str:
        """Markdown."""
        return show(self, "markdown")

    def to_html(self) -> str:
        """A page of its own, for use without a network."""
        return show(self, "page")

    def to_json(self) -> str:
        """`draftdiff.trace/1`."""
        return show(self, "json")

    def to_frame(self) -> Any:
        """One row a passage as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return show(self, "frame")

    def _repr_html_(self) -> str:
        return show(self, "html")


def trace(lineage: Lineage, label: str, version: str) -> Trace:
    """The life of one paragraph seen from a version: what it comes from and what became of it.

    Raises:
        LabelError: that version has no such paragraph.
    """
    paragraph = lineage[version][label]
    return _trace(lineage, Kinship(lineage), paragraph, version)


def _trace(lineage: Lineage, kinship: Kinship, paragraph: Paragraph, version: str) -> Trace:
    node: Node = (version, str(paragraph.label))
    life = kinship.life(node)
    order = {name: at for at, name in enumerate(lineage.versions)}
    places = {name: {label: at for at, label in enumerate(lineage[name].labels())} for name, _ in life}
    nodes = sorted(life, key=lambda n: (-order[n[0]], places[n[0]][n[1]]))
    return Trace(
        version=version, label=node[1], versions=lineage.versions,
        stages=tuple(_stage(lineage, kinship, one, life) for one in nodes),
        children=tuple(_trace(lineage, kinship, child, version) for child in paragraph.children),
    )  # fmt: skip


def _stage(lineage: Lineage, kinship: Kinship, node: Node, life: set[Node]) -> Stage:
    version, label = node
    passages = [_passage(lineage, edge) for edge in kinship.sources(node) if edge.old in life]
    continued = {edge.new[0] for edge in kinship.heirs(node)}
    candidates = tuple(
        candidate
        for parent in lineage.parents[version]
        for candidate in lineage.align(parent, version).uncertain
        if candidate.new == label
    )
    return Stage(
        version=version, label=label, paragraph=lineage[version][label], source=lineage[version].source.name,
        passages=tuple(passages), candidates=candidates,
        gone_in=tuple(new for old, new in lineage.steps if old == version and new not in continued),
    )  # fmt: skip


def _passage(lineage: Lineage, edge: Edge) -> Passage:
    old, new = edge.old, edge.new
    redline = lineage.redline(old[1], new[1], old[0], new[0])
    return Passage(old=old, new=new, link=edge.link, redline=redline, skips=edge.skips)
