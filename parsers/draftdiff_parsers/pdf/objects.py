"""What is drawn on a page besides text, at a glance through pdfium: images, thin lines."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A page with more objects than this is a drawing; it is not searched for rules.
_DRAWING = 4000
#: Paths shorter than this, points, are no rules.
_SHORT = 2.0
#: Forms inside forms are followed this far.
_NESTED = 3

Bounds = tuple[float, float, float, float]


def _objects(page: Any) -> Iterator[tuple[int, Bounds]]:
    """Type and bounds (left, bottom, right, top; user space) of the objects of a page that are not text."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    waiting = [
        (pdfium.FPDFPage_GetObject(page.raw, at), 0)
        for at in range(min(pdfium.FPDFPage_CountObjects(page.raw), _DRAWING))
    ]
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
            yield kind, (left.value, bottom.value, right.value, top.value)


def image_share(page: Any) -> float:
    """Share of the page that its largest image covers, 0..1; images in strips are added up."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    width, height = page.get_size()
    whole = max(width * height, 1.0)
    boxes = [box for kind, box in _objects(page) if kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    return min(1.0, sum(max(0.0, b[2] - b[0]) * max(0.0, b[3] - b[1]) for b in boxes) / whole)


def has_drawing(page: Any) -> bool:
    """Whether a page has so many paths that they may be letters in outline."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    return sum(kind == pdfium.FPDF_PAGEOBJ_PATH for kind, _ in _objects(page)) >= _LETTERS


#: Paths from which a page without text is taken to be text in outline: a short paragraph.
_LETTERS = 100


def rule_boxes(page: Any) -> tuple[tuple[int, int, int, int], ...]:
    """Boxes (rounded points, user space) of the paths that may be rules or the frames of tables."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    found = [
        box for kind, box in _objects(page) if kind == pdfium.FPDF_PAGEOBJ_PATH and box[2] - box[0] >= _SHORT
    ]
    return tuple((round(a), round(b), round(c), round(d)) for a, b, c, d in found)
