"""The nouns of amending: an instruction as read, what it does to a text, and what came of it.

JSON contract: `draftdiff.amendments/1`, in `draftdiff.contracts.amendments`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from draftdiff.label import Label  # noqa: TC001 - the JSON library resolves it

Action = Literal["replace", "delete", "insert", "move", "renumber", ""]
Place = Literal["", "after", "before", "end", "beginning", "between"]
Status = Literal["applied", "conflicts", "target not found", "ambiguous", "not understood", "not adopted"]
#: In the order in which a summary counts them.
STATUSES: tuple[Status, ...] = (
    "applied", "conflicts", "target not found", "ambiguous", "not understood", "not adopted",
)  # fmt: skip
#: What a target names besides a paragraph.
Part = Literal["", "chapeau", "title", "text"]


@dataclass(frozen=True, slots=True)
class Target:
    """A paragraph as an instruction names it."""

    text: str
    """As written."""
    label: Label | None = None
    """What it was read as; None for the title, the whole text and places counted from the end."""
    ordinal: int = 0
    """Not 0: named by its place ("the third preambular paragraph"), from 1, or from the end: -1 is the last."""
    part: Part = ""
    """`chapeau`: its own words without sub-paragraphs; `title`; `text`: the text as a whole."""

    def named(self) -> str:
        """For a message."""
        return str(self.label) if self.label is not None else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One instruction to change a text."""

    number: int
    """Its place in the list, from 1."""
    raw: str
    """As written, white space folded."""
    action: Action = ""
    """"" where it was not understood."""
    targets: tuple[Target, ...] = ()
    """Paragraphs it changes, deletes or moves; for a new paragraph those it stands at."""
    old: tuple[str, ...] = ()
    """Words to take out, or at which others are put in."""
    new: str = ""
    """Words to put in."""
    paragraphs: tuple[str, ...] = ()
    """Texts of whole paragraphs to put in, or in place of the target."""
    labels: tuple[Label, ...] = ()
    """Labels the instruction gives to new or renumbered paragraphs."""
    kind: str = ""
    """`PP` or `OP` where it says which a new paragraph is."""
    place: Place = ""
    """Where words or paragraphs go, seen from `old` or `targets`."""
    which: str = ""
    """Which of several places is meant: "all", "both", "last", a number, or "" where it does not say."""
    who: str = ""
    """Who proposed it, as written before a colon."""
    line: int = 0
    """Line of the list on which it begins, from 1."""
    fault: str = ""
    """Why it was not understood."""
    notes: tuple[str, ...] = ()
    """What it says that cannot be checked: printed lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place of the old text that an amendment touches."""

    label: str
    """Paragraph of the old text; "" for the title."""
    old_span: tuple[int, int] | None = None
    """Characters of the paragraph's own text that are replaced, 0-based, half-open; None: the whole paragraph."""
    old: str = ""
    """Words taken out."""
    new: str = ""
    """Words put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one amendment: applied exactly, or refused with the reason."""

    amendment: Amendment
    status: Status
    why: str = ""
    """The reason, or what remains to be seen to, in words."""
    rivals: tuple[int, ...] = ()
    """Numbers of the amendments it conflicts with."""
    spots: tuple[Spot, ...] = ()
    """Places it touches, whether or not it was applied."""

    @property
    def applied(self) -> bool:
        """It is part of the new version."""
        return self.status == "applied"

    def told(self) -> str:
        """The outcome on one line."""
        status = self.status
        if self.rivals:
            status = f"conflicts with {', '.join(map(str, self.rivals))}"  # type: ignore[assignment]
        return f"{self.amendment.number}. {status}: {self.amendment.raw}" + (
            f" ({self.why})" if self.why else ""
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What the adoption of one amendment does to another."""

    number: int
    """The other amendment."""
    effect: Literal["stands", "falls", "satisfied", "open"]
    """`stands`: can still be adopted; `falls`: its words or paragraph are gone; `satisfied`: the same change;
    `open`: both can be adopted, and nobody has said in which order they stand."""
    why: str
    """In words."""


@dataclass(frozen=True, slots=True)
class Spans:
    """What an amendment reads and writes, so that rivals are found. For the machinery of this room."""

    reads: frozenset[tuple[str, int, int]] = field(default_factory=frozenset[tuple[str, int, int]])
    """(label, start, end) of words that must still stand."""
    writes: frozenset[tuple[str, int, int]] = field(default_factory=frozenset[tuple[str, int, int]])
    """(label, start, end) of words that go; start == end is a point at which words are put in."""
    gone: frozenset[str] = frozenset()
    """Paragraphs that go, with all below them."""
    rewritten: frozenset[str] = frozenset()
    """Paragraphs that get another text, with their sub-paragraphs."""
    needs: frozenset[str] = frozenset()
    """Paragraphs that must still stand, with the sub-paragraphs they have."""
    named: frozenset[str] = frozenset()
    """Paragraphs that get another label, and must stand for that."""
    moved: frozenset[str] = frozenset()
    """Paragraphs that get another place."""
    points: frozenset[str] = frozenset()
    """Places at which paragraphs are put in: "after OP5"."""
    made: frozenset[str] = frozenset()
    """Labels given to paragraphs that are new."""
