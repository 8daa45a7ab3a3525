"""The nouns of a text under negotiation: positions, the slots in which they compete, and what is no position.

All are frozen values. Offsets are 0-based, half-open and count in `Paragraph.text`. Conventions: docs/domain.md,
"Negotiation".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, overload

from draftdiff.door import table

if TYPE_CHECKING:
    from draftdiff.model import Anchor, Problem

Kind = Literal["bracket", "option", "alternative", "insertion", "deletion"]
Action = Literal["retain", "delete", "replace", "move", "merge", "reserve"]
Status = Literal["agreed", "agreed ad ref", "streamlined", "placeholder", "to be completed", "caveated"]
Origin = Literal["bracket", "text", "label", "style", "comment", "note"]

#: Columns of `Positions.to_frame` and of the CSV of `draftdiff positions`.
COLUMNS = (
    "id", "label", "start", "end", "depth", "kind", "who", "action", "status", "slot", "name", "within", "origin",
    "words", "last", "last_end",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one paragraph."""

    index: int
    """Place of the paragraph among all of the document, in order of printing."""
    label: str
    """Its label."""
    start: int
    """Offset into its `text`."""
    end: int
    """Offset after the piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A span of the text that is open, or that somebody proposed."""

    id: int
    """From 1, in the order of reading: an outer position before those inside it."""
    spans: tuple[Span, ...]
    """Where it stands, its brackets, its option's name and an attribution between its brackets included; one span a
    paragraph. Never empty."""
    inner: tuple[Span, ...]
    """The words themselves, without those marks; empty spans where it has none ("[Delete (CANZ)]")."""
    words: str
    """The text of `inner`, one paragraph a line."""
    depth: int = 0
    """How many positions enclose it."""
    kind: Kind = "bracket"
    who: tuple[str, ...] = ()
    """Usual names of the parties it is attributed to, in the order of the text."""
    action: Action | None = None
    """What they ask for."""
    status: Status | None = None
    slot: int | None = None
    """Number of the slot in which it competes with others, or None."""
    name: str = ""
    """Name of an option or alternative as printed: "Option 1", "OP3 alt 2"."""
    within: int | None = None
    """The position that encloses it most closely, or None."""
    origin: Origin = "bracket"
    """What shows it: a bracket, words of the text, a label, formatting by hand, a comment, a note of the reader."""
    said: tuple[Span, ...] = ()
    """Where its attribution stands; empty where nobody is named."""
    replacement: str = ""
    """The words to put instead, for the action `replace`."""
    anchor: Anchor | None = None
    """Where its paragraph stands in the source."""

    @property
    def label(self) -> str:
        """Label of the paragraph in which it begins."""
        return self.spans[0].label

    @property
    def start(self) -> int:
        """Offset of its beginning."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Offset after its part in the first paragraph; where it ends if it stands in one paragraph only."""
        return self.spans[0].end

    def row(self) -> dict[str, object]:
        """The values of `COLUMNS`."""
        last = self.spans[-1]
        return {
            "id": self.id, "label": self.label, "start": self.start, "end": self.end, "depth": self.depth,
            "kind": self.kind, "who": "; ".join(self.who), "action": self.action or "", "status": self.status or "",
            "slot": self.slot, "name": self.name, "within": self.within, "origin": self.origin, "words": self.words,
            "last": last.label, "last_end": last.end,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place of the text for which several positions compete."""

    id: int
    """From 1, in the order of reading."""
    label: str
    """Paragraph in which it begins."""
    kind: Literal["brackets", "choice", "options", "labels"]
    """Brackets side by side, a choice with a stroke, options, or paragraphs with `alt` in their labels."""
    alternatives: tuple[int, ...]
    """Ids of its positions, in order of printing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Square brackets that are no position: a citation, "[sic]", a footnote's mark, brackets outside the paragraphs."""

    where: str
    """Label of a paragraph, or `heading`, `footnote`, `number`, `title`, `left out`."""
    start: int
    """Offset of its first bracket into that text."""
    text: str
    """As printed."""
    why: str
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions(Sequence[Position]):
    """All positions of a document, in order of reading."""

    items: tuple[Position, ...] = ()
    slots: tuple[Slot, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Halves of brackets without their other half, with their place."""
    asides: tuple[Aside, ...] = ()
    """Square brackets that are no position, and why; so that every bracket of the source is accounted for."""
    _by_id: dict[int, Position] = field(
        default_factory=dict[int, Position], init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        self._by_id.update({position.id: position for position in self.items})

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> Position: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Position, ...]: ...
    def __getitem__(self, index: int | slice) -> Position | tuple[Position, ...]:
        return self.items[index]

    def by_id(self, number: int) -> Position:
        """The position with an id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[number]

    def of(self, label: str) -> tuple[Position, ...]:
        """The positions that begin or go on in a paragraph."""
        return tuple(p for p in self.items if any(span.label == label for span in p.spans))

    def by(self, party: str) -> tuple[Position, ...]:
        """The positions attributed to a party, by its usual name."""
        return tuple(p for p in self.items if party in p.who)

    def to_frame(self) -> Any:
        """One row a position as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        frame = table((position.row() for position in self.items), COLUMNS)
        return frame.astype({"slot": "Int64", "within": "Int64"})  # whole numbers, or missing
