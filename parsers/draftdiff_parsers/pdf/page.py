"""The nouns of the PDF reader: words with boxes, rules, pages, lines.

Units are PDF points; the origin is the top left corner of the visible page, y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from draftdiff.model import Note, Style
    from draftdiff_parsers.columns import Rows

# Bits of `Word.style`.
ITALIC = 1
BOLD = 2
SUPERSCRIPT = 4
UNDERLINE = 8
STRIKE = 16
#: Printed with text rendering mode 3: the text layer of a scan.
INVISIBLE = 32
#: The producer marked it as an artifact (PDF 32000-1, 14.8.2.2): page furniture, if the marking can be believed.
ARTIFACT = 64

#: Bits that readers see, with the names of `draftdiff.model.Style`, in the order in which they are reported.
STYLE_NAMES = (
    (BOLD, "bold"), (ITALIC, "italic"), (STRIKE, "strike"), (SUPERSCRIPT, "superscript"), (UNDERLINE, "underline"),
)  # fmt: skip

Box = tuple[float, float, float, float]


class Word(NamedTuple):
    """Glyphs without a space between them, all of one style and on one base line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    """y of the base line."""
    size: float
    """Font size in points as printed."""
    style: int = 0
    """Bits, see above."""
    spaced: bool = True
    """A space stands before it."""
    order: int = 0
    """Position in the file's own order."""
    confidence: float | None = None
    """Of a recognised word, 0..1."""
    column: int = 0
    """Column of the page as recognition saw it."""


class Rule(NamedTuple):
    """A thin horizontal line drawn on the page."""

    x0: float
    x1: float
    y: float
    """Its middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table: its box and the boxes of its cells, row by row."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What stands on a page, before reading order."""

    number: int
    """1-based."""
    width: float
    height: float
    words: tuple[Word, ...] = ()
    aside: tuple[Word, ...] = ()
    """Text at an angle: watermarks, margin notes."""
    rules: tuple[Rule, ...] = ()
    tables: tuple[Table, ...] = ()
    image_share: float = 0.0
    """Share of the page covered by its largest image."""
    unreadable: float = 0.0
    """Share of glyphs whose character is unknown."""
    recognised: bool = False
    """The words come from OCR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line of one column."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    region: int = 0
    """Column of the page, counted in reading order."""
    left: float = 0.0
    """Left edge of its column's text (right edge, mirrored, where the writing runs from right to left)."""
    first: float = 0.0
    """Width, points, of its first word, or of what of it may stand before a break."""
    styles: tuple[Style, ...] = ()
    notes: tuple[Note, ...] = ()
    artifact: bool = False
    table: bool = False
    """A whole table, cells separated by tabs, rows by line ends."""
    cells: Rows = ()
    """Of a table: its rows, each cell's printed lines kept apart."""
    rtl: bool = False
    confidence: tuple[tuple[int, int, float], ...] = ()
    """Start, end, confidence of each recognised word."""

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom, rounded to hundredths of a point."""
        return (round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2))
