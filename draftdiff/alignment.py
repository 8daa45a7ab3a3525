"""What the aligner returns: links between the paragraphs of two versions, and what it was unsure of.

JSON contract: `draftdiff.alignment/1`, in `draftdiff.contracts.values`. Relations: design, section 3.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from draftdiff.door import show
from draftdiff.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

Relation = Literal["kept", "edited", "renumbered", "moved", "split", "merged"]
Role = Literal["main", "clause"]
#: Order in which relations are printed.
RELATIONS: tuple[Relation, ...] = ("split", "merged", "moved", "renumbered", "kept", "edited")


#: Share of a paragraph from which on a link has most of it. Chosen: that is what most means.
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How much of each side's text a link explains, by words, 0..1."""

    old: float
    """Share of the old paragraph's words that continue in the new one."""
    new: float
    """Share of the new paragraph's words that come from the old one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A link that was considered and not made: the runner-up of a link, or an uncertain pair."""

    old: str
    """Label in the old version."""
    new: str
    """Label in the new version."""
    similarity: float
    """0..1, label-blind."""
    why: str = ""
    """Why it was not linked, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One old paragraph continued in one new paragraph. A merge of two into one is two links."""

    old: str
    """Label in the old version."""
    new: str
    """Label in the new version."""
    relations: tuple[Relation, ...]
    """In the order of `RELATIONS`; holds exactly one of `kept` and `edited`."""
    similarity: float
    """0..1, of the words alone; labels take no part."""
    weight: Weight
    """Share of text each way."""
    confidence: float
    """Calibrated probability that the link is right, 0..1."""
    evidence: str
    """Which rule decided, in words."""
    runner_up: Candidate | None = None
    """The best rival of this link, if any; none where words and place left no question."""
    pinned: bool = False
    """Set by the user, not found."""
    role: Role = "main"
    """`main`: a paragraph's origin; `clause`: less than half of either side, and others of the same paragraph have more."""

    @property
    def kept(self) -> bool:
        """Same words apart from case, punctuation, hyphenation, line wraps and scan noise."""
        return "kept" in self.relations


def with_roles(links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of a step with their roles: `main` where a link has half of either side, or is the greatest of both."""
    most_old: dict[str, float] = {}
    most_new: dict[str, float] = {}
    for link in links:
        most_old[link.old] = max(link.weight.old, most_old.get(link.old, 0.0))
        most_new[link.new] = max(link.weight.new, most_new.get(link.new, 0.0))
    return tuple(
        link
        if max(link.weight.old, link.weight.new) >= HALF
        or (link.weight.old >= most_old[link.old] and link.weight.new >= most_new[link.new])
        else replace(link, role="clause")
        for link in links
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Words that wandered between two paragraphs which are not linked: a clause, not a split or a merge."""

    old: str
    """Label of the old paragraph the words left."""
    new: str
    """Label of the new paragraph that holds them."""
    old_span: tuple[int, int]
    """Character span in the old paragraph's text."""
    new_span: tuple[int, int]
    """Character span in the new paragraph's text."""
    weight: Weight
    """Share of each side."""
    copied: bool = False
    """The words also stay in the old paragraph's successor: copied, not moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All links between an old and a new version."""

    old: str
    """Id of the old document."""
    new: str
    """Id of the new document."""
    links: tuple[Link, ...] = ()
    """In order of the new version, then of the old."""
    inserted: tuple[str, ...] = ()
    """Labels of new paragraphs without a link, in order."""
    deleted: tuple[str, ...] = ()
    """Labels of old paragraphs without a link, in order."""
    uncertain: tuple[Candidate, ...] = ()
    """Pairs too close to call; not links."""
    transfers: tuple[Transfer, ...] = ()
    """Wandering clauses."""
    stale_pins: tuple[str, ...] = ()
    """Corrections by the user that no longer fit, each in words."""
    warnings: tuple[str, ...] = ()
    """Why the two may not be versions of one text: unrelated, in two languages, or later date first; each in words."""
    _by_old: dict[str, list[Link]] = field(
        default_factory=dict[str, list[Link]], init=False, repr=False, compare=False
    )
    _by_new: dict[str, list[Link]] = field(
        default_factory=dict[str, list[Link]], init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for link in self.links:
            self._by_old.setdefault(link.old, []).append(link)
            self._by_new.setdefault(link.new, []).append(link)

    def from_old(self, label: str) -> tuple[Link, ...]:
        """Links that start at an old paragraph."""
        return tuple(self._by_old.get(label, ()))

    def to_new(self, label: str) -> tuple[Link, ...]:
        """Links that end at a new paragraph."""
        return tuple(self._by_new.get(label, ()))

    def told(self, link: Link) -> tuple[Relation, ...]:
        """A link's relations as a headline tells them: only main origins make a paragraph split or merged."""
        if not {"split", "merged"}.intersection(link.relations):
            return link.relations
        parts = sum(one.role == "main" for one in self.from_old(link.old))
        sources = sum(one.role == "main" for one in self.to_new(link.new))
        said = {"split": parts > 1, "merged": sources > 1}
        return tuple(relation for relation in link.relations if said.get(relation, True))

    def of_relation(self, *relations: Relation) -> tuple[Link, ...]:
        """Links that have one of the named relations.

        Raises:
            UsageError: unknown relation; the remedy lists those there are.
        """
        for name in relations:
            if name not in RELATIONS:
                raise UsageError(f"no relation {name!r}", remedy=f"there are: {', '.join(RELATIONS)}")
        return tuple(link for link in self.links if not set(relations).isdisjoint(link.relations))

    def __repr__(self) -> str:
        counts = f"{len(self.links)} links, {len(self.inserted)} inserted, {len(self.deleted)} deleted"
        return f"<Alignment {self.old} -> {self.new}: {counts}, {len(self.uncertain)} unsure>"

    def to_json(self) -> str:
        """The alignment as `draftdiff.alignment/1`."""
        return show(self, "json")

    def to_frame(self) -> Any:
        """One row a link, insertion or deletion as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return show(self, "frame")

    def _repr_html_(self) -> str:
        return show(self, "html")
