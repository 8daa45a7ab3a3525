"""Pages of the sources inside the report: the images once, and the boxes of the paragraphs on them."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.book import Book, Version


def page_data(book: Book, options: ReportOptions) -> str:
    """One line of JSON: version by number -> its pages in order, each with its boxes; the script opens it on demand."""
    made = {
        version.index: _pages(version, options) for version in book.versions if options.pages.get(version.id)
    }
    return json.dumps(made, separators=(",", ":")).replace("<", "\\u003c")


def _pages(version: Version, options: ReportOptions) -> list[dict[str, Any]]:
    boxes: dict[int, list[list[float]]] = {}
    for at, paragraph in enumerate(version.document.walk()):
        for anchor in paragraph.anchors:
            if anchor.page and anchor.box:
                boxes.setdefault(anchor.page, []).append([at, *(round(edge, 1) for edge in anchor.box)])
    return [
        {
            "n": image.number,
            "w": round(image.width, 1),
            "h": round(image.height, 1),
            "boxes": boxes.get(image.number, []),
            "image": base64.b64encode(image.data).decode(),
        }
        for image in options.pages[version.id]
    ]
