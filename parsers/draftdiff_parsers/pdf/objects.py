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
#: Lines either way that a table of two rows and two columns takes.
_GRID = 3
#: Lines meet when they are this near, points (pdfplumber's own tolerance).
_MEET = 3.0
#: More frames than this are left to pdfplumber: comparing every line with every other would take longer.
_DRAWN = 600
#: A path at least this wide and high (points) with this many segments may be a grid drawn at once.
_MESH, _SEGMENTS = 60.0, 12
#: Where a line beside text may mark it, in em above the base line: from an underline to a strike-through.
_LOWEST, _HIGHEST = -0.35, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is drawn on a page, by the bounds of its objects."""

    rules: tuple[Rule, ...] = ()
    """Thin horizontal lines."""
    uprights: tuple[Box, ...] = ()
    """Thin vertical lines."""
    frames: tuple[Box, ...] = ()
    """Larger paths: cells, boxes, letters in outline."""
    image_share: float = 0.0
    """Share of the page its images cover, 0..1."""
    meshed: bool = False
    """One large path of many lines: perhaps a whole grid at once."""

    @property
    def grid(self) -> bool:
        """Whether the lines may make a table of two rows and two columns at least."""
        return self.meshed or _is_grid(self)

    @property
    def outlines(self) -> bool:
        """Whether text may have been drawn as shapes."""
        return len(self.frames) >= _LETTERS


def _is_grid(drawn: Drawing) -> bool:
    """Three upright lines that meet two level ones each, and three level ones that meet two upright ones each.

    Less makes no table, however its cells are merged; underlines, boxes around text and shading beside each other have less.
    """
    level = [(rule.x0, rule.x1, rule.y) for rule in drawn.rules]
    level += [(x0, x1, y) for x0, top, x1, bottom in drawn.frames for y in (top, bottom)]
    upright = [((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in drawn.uprights]
    upright += [(x, top, bottom) for x0, top, x1, bottom in drawn.frames for x in (x0, x1)]
    if len(level) < _GRID or len(upright) < _GRID or len(drawn.frames) > _DRAWN:
        return len(drawn.frames) > _DRAWN
    met_by_upright: dict[int, set[int]] = {}
    met_by_level: dict[int, set[int]] = {}
    for x, top, bottom in upright:
        for x0, x1, y in level:
            if x0 - _MEET <= x <= x1 + _MEET and top - _MEET <= y <= bottom + _MEET:
                met_by_upright.setdefault(round(x / _MEET), set()).add(round(y / _MEET))
                met_by_level.setdefault(round(y / _MEET), set()).add(round(x / _MEET))
    return all(
        sum(len(met) >= 2 for met in meetings.values()) >= _GRID
        for meetings in (met_by_upright, met_by_level)
    )


def drawing(page: Any) -> Drawing:
    """What is drawn on a page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    rules: list[Rule] = []
    uprights: list[Box] = []
    frames: list[Box] = []
    covered, meshed = 0.0, False
    for item, kind, box in _objects(page):
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += max(0.0, width) * max(0.0, height)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            if height <= THICK and width >= SHORT:
                rules.append(Rule(x0, x1, (top + bottom) / 2))
            elif width <= THICK:
                if height >= SHORT:
                    uprights.append(box)
            else:
                frames.append(box)
                large = width >= _MESH and height >= _MESH
                meshed = meshed or (large and pdfium.FPDFPath_CountSegments(item) >= _SEGMENTS)
    width, height = page.get_size()
    share = min(1.0, covered / max(width * height, 1.0))
    return Drawing(
        rules=tuple(rules), uprights=tuple(uprights), frames=tuple(frames), image_share=share, meshed=meshed
    )


def _objects(page: Any) -> Iterator[tuple[Any, int, Box]]:
    """Objects of a page that are not text, with type and box on the page as shown."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    place = page_transform(page)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    count = min(pdfium.FPDFPage_CountObjects(page.raw), _DRAWING)
    waiting: list[tuple[Any, tuple[Any, ...]]] = [
        (pdfium.FPDFPage_GetObject(page.raw, at), ()) for at in range(count)
    ]
    seen = 0
    while waiting and seen < _DRAWING:
        item, forms = waiting.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(forms) < _NESTED:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, matrix)
            inside = min(pdfium.FPDFFormObj_CountObjects(item), _DRAWING)
            waiting += [(pdfium.FPDFFormObj_GetObject(item, at), (matrix, *forms)) for at in range(inside)]
        elif pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            corners = [(left.value, top.value), (right.value, bottom.value)]
            for matrix in forms:
                corners = [
                    (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
                    for x, y in corners
                ]
            (ax, ay), (bx, by) = (place(x, y) for x, y in corners)
            yield item, kind, (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def marks(rules: Sequence[Rule], words: Sequence[Word]) -> bool:
    """Whether any of some thin lines runs through or under words."""
    return any(_marks(rule, word) for rule in rules for word in words)


def _marks(rule: Rule, word: Word) -> bool:
    return (
        _LOWEST * word.size <= word.base - rule.y <= _HIGHEST * word.size
        and min(rule.x1, word.x1) - max(rule.x0, word.x0) > 1.0
    )
