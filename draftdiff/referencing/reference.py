"""What the finder returns: a reference, the numbers it prints, and what they denote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from draftdiff.label import Label

Scope = Literal["internal", "external"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """One printed number of a reference: `22 (a)`, or a range such as `9 to 12`."""

    text: str
    """As printed."""
    span: tuple[int, int]
    """Character span in the searched text, 0-based, half-open."""
    labels: tuple[Label, ...]
    """What it denotes, as label expressions: `OP22(a)`; all members of a range; `(b)` for a bare sub-letter,
    `Article 5(2)`, `Annex II`, `Annex II, OP8`. Numbers of plain paragraphs have the kind `OP`."""
    damaged: bool = False
    """The number holds a glyph that a scanner took for a digit (`t4`); `labels` holds the repaired number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in a text that points to paragraphs."""

    span: tuple[int, int]
    """Character span in the searched text, 0-based, half-open."""
    text: str
    """As printed."""
    kind: Scope
    """`internal`: to the text that holds it; `external`: to another document."""
    unit: str
    """Innermost unit named: `paragraph`, `preambular`, `subparagraph`, `article`, `section`, `chapter`, `part`,
    `annex`, `recital`."""
    pointers: tuple[Pointer, ...] = ()
    """In order of printing; empty for a relative reference."""
    relative: str = ""
    """`present`, `preceding` or `following` for "the present paragraph" and its kin."""
    direction: str = ""
    """`above`, `below` or ""."""
    symbol: str = ""
    """Symbol of the document an external reference points to (`A/RES/71/1`), or ""."""
    instrument: str = ""
    """Name or phrase for it as printed ("New York Declaration", "the same resolution"), or ""."""
    pinpoint: str = ""
    """Place in an external document in the formal order: "annex II, para. 8"."""
    own: str = ""
    """How the text names itself, for an internal reference that says so: "the present resolution"."""
    glued: bool = False
    """Written in the negotiators' short form: `OP22a`."""

    @property
    def labels(self) -> tuple[Label, ...]:
        """All label expressions, in order of printing."""
        return tuple(label for pointer in self.pointers for label in pointer.labels)
