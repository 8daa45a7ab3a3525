"""What the aligner returns: links between the paragraphs of two versions, and what it was unsure of.

JSON contract: `draftdiff.alignment/1`, in `draftdiff.codec`. Relations: design, section 3.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Relation = Literal["kept", "edited", "renumbered", "moved", "split", "merged"]
#: Order in which relations are printed.
RELATIONS: tuple[Relation, ...] = ("split", "merged", "moved", "renumbered", "kept", "edited")


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

    @property
    def kept(self) -> bool:
        """Same words apart from case, punctuation, hyphenation, line wraps and scan noise."""
        return "kept" in self.relations


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

    def to_json(self) -> str:
        """The alignment as `draftdiff.alignment/1`."""
        from draftdiff.codec import alignment_to_json  # noqa: PLC0415 - msgspec loads late

        return alignment_to_json(self)

    def to_frame(self) -> object:
        """One row a link, insertion or deletion as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        from draftdiff.frames import alignment_frame  # noqa: PLC0415 - pandas is optional

        return alignment_frame(self)

    def _repr_html_(self) -> str:
        from draftdiff.notebook import alignment_html  # noqa: PLC0415 - only a notebook needs it

        return alignment_html(self)
