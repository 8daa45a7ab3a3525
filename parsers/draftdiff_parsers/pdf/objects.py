"""What is drawn on a page besides text, at a glance through pdfium: images, thin lines, grids."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from draftdiff_parsers.pdf.glyphs import page_transform
from draftdiff_parsers.pdf.page import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff_parsers.pdf.page import Box, Word

#: A page with more objects than this is a drawing; it is not searched for rules.
_DRAWING = 4000
#: A rule is at most this thick, points; underlines of 24-point headings reach 2.
THICK = 2.2
#: and at least this long.
SHORT = 2.0
#: Forms inside forms are followed this far.
_NESTED = 3
#: Paths from which a page without text is taken to be text in outline: a short paragraph.
_LETTERS = 100
#: Where a line beside text may mark it, in em above the base line: from an underline to a strike-through.
_LOWEST, _HIGHEST = -0.35, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is drawn on a page, by the bounds of its objects."""

    rules: tuple[Rule, ...] = ()
    """Thin horizontal lines."""
    uprights: int = 0
    """Thin vertical lines."""
    frames: int = 0
    """Larger paths: cells, boxes, letters in outline."""
    image_share: float = 0.0
    """Share of the page its images cover, 0..1."""

    @property
    def grid(self) -> bool:
        """Whether the lines may make a table."""
        return self.frames >= 2 or (len(self.rules) >= 2 and self.uprights >= 2)

    @property
    def outlines(self) -> bool:
        """Whether text may have been drawn as shapes."""
        return self.frames >= _LETTERS


def drawing(page: Any) -> Drawing:
    """What is drawn on a page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    rules: list[Rule] = []
    uprights = frames = 0
    covered = 0.0
    for kind, (x0, top, x1, bottom) in _objects(page):
        width, height = x1 - x0, bottom - top
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += max(0.0, width) * max(0.0, height)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            if height <= THICK and width >= SHORT:
                rules.append(Rule(x0, x1, (top + bottom) / 2))
            elif width <= THICK:
                uprights += height >= SHORT
            else:
                frames += 1
    width, height = page.get_size()
    share = min(1.0, covered / max(width * height, 1.0))
    return Drawing(rules=tuple(rules), uprights=uprights, frames=frames, image_share=share)


def _objects(page: Any) -> Iterator[tuple[int, Box]]:
    """Type and box of the objects of a page that are not text; boxes inside forms are those of the form."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    place = page_transform(page)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _DRAWING)
    waiting = [(pdfium.FPDFPage_GetObject(page.raw, at), 0) for at in range(count)]
    seen = 0
    while waiting and seen < _DRAWING:
        item, depth = waiting.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _NESTED:
            inside = min(pdfium.FPDFFormObj_CountObjects(item), _DRAWING)
            waiting += [(pdfium.FPDFFormObj_GetObject(item, at), depth + 1) for at in range(inside)]
        elif pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            (ax, ay), (bx, by) = place(left.value, top.value), place(right.value, bottom.value)
            yield kind, (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def marks(rules: Sequence[Rule], words: Sequence[Word]) -> bool:
    """Whether any of some thin lines runs through or under words."""
    return any(_marks(rule, word) for rule in rules for word in words)


def _marks(rule: Rule, word: Word) -> bool:
    return (
        _LOWEST * word.size <= word.base - rule.y <= _HIGHEST * word.size
        and min(rule.x1, word.x1) - max(rule.x0, word.x0) > 1.0
    )
