"""Where the words of a paragraph stand on the pages of its PDF: character by character, as boxes in page space."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.model import Anchor

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in PDF points of the page's own space, origin bottom left."""
#: Points a character may stand outside its paragraph's box: boxes are rounded, and raised marks stick out. Chosen.
_SLACK = 3.0
#: Share of a line's height by which two boxes must overlap to be on one line. Chosen: half.
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A character on a page."""

    char: str
    page: int
    """0-based."""
    box: Box


@dataclass(slots=True)
class Pages:
    """The characters of a PDF, page by page, read when they are first asked for."""

    pdf: Any
    """A `pypdfium2.PdfDocument`."""
    _spots: dict[int, list[Spot]] = field(default_factory=dict[int, "list[Spot]"])

    def find(self, text: str, anchors: Sequence[Anchor]) -> dict[int, Spot]:
        """Offset into the text -> where that character is printed. What is not found is left out.

        Boxes of a turned page may be meant as the page is seen or as it lies in the file: what finds more is right.
        """
        wanted = [(at, char.casefold()) for at, char in enumerate(text) if not char.isspace()]
        ways = [
            _matched(wanted, [spot for anchor in anchors for spot in self._inside(anchor, seen=seen)])
            for seen in ((True, False) if any(map(self._turned, anchors)) else (True,))
        ]
        return max(ways, key=len)

    def outline(self, anchor: Anchor, *, seen: bool = True) -> Box | None:
        """The box of an anchor in page space; None where it has none.

        Args:
            anchor: the place.
            seen: its box is meant as the page is seen; else as the page lies in the file, not turned.
        """
        if anchor.box is None or not self._has(anchor):
            return None
        left, top, right, bottom = anchor.box
        page = self.pdf[(anchor.page or 1) - 1]
        x0, y0 = _unturned(page, left, top, seen=seen)
        x1, y1 = _unturned(page, right, bottom, seen=seen)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _inside(self, anchor: Anchor, *, seen: bool) -> list[Spot]:
        outline = self.outline(anchor, seen=seen)
        if outline is None or anchor.page is None:
            return []
        left, bottom, right, top = outline
        found = [
            spot
            for spot in self._of(anchor.page - 1)
            if left - _SLACK <= (spot.box[0] + spot.box[2]) / 2 <= right + _SLACK
            and bottom - _SLACK <= (spot.box[1] + spot.box[3]) / 2 <= top + _SLACK
        ]
        return found if seen else _downwards(found)

    def _has(self, anchor: Anchor) -> bool:
        return anchor.page is not None and 1 <= anchor.page <= len(self.pdf)

    def _turned(self, anchor: Anchor) -> bool:
        return self._has(anchor) and self.pdf[(anchor.page or 1) - 1].get_rotation() % 360 != 0

    def _of(self, page: int) -> list[Spot]:
        if page not in self._spots:
            self._spots[page] = _read(self.pdf[page], page)
        return self._spots[page]


def _matched(wanted: Sequence[tuple[int, str]], printed: Sequence[Spot]) -> dict[int, Spot]:
    """Offsets and characters against what is printed, in order."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - loads late

    found: dict[int, Spot] = {}
    for step in Indel.opcodes([char for _, char in wanted], [spot.char for spot in printed]):
        if step.tag == "equal":
            for a, b in zip(
                range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True
            ):
                found[wanted[a][0]] = printed[b]
    return found


def _unturned(page: Any, x: float, y: float, *, seen: bool) -> tuple[float, float]:
    """A point counted from the page's top left corner, in the page's own space (ISO 32000-1, 8.3.2.3)."""
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation() % 360 if seen else 0
    if turned == 90:
        return left + y, bottom + x
    if turned == 180:
        return right - x, bottom + y
    if turned == 270:
        return right - y, top - x
    return left + x, top - y


def _read(page: Any, number: int) -> list[Spot]:
    """The characters of a page that print something, in the order of its text."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads late

    text = page.get_textpage()
    spots: list[Spot] = []
    try:
        for at in range(text.count_chars()):
            char = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
            if char.isspace() or not char.isprintable():
                continue
            edges = [ctypes.c_double() for _ in range(4)]
            left, right, bottom, top = edges
            if pdfium.FPDFText_GetCharBox(text.raw, at, left, right, bottom, top):
                spots.append(
                    Spot(char.casefold(), number, (left.value, bottom.value, right.value, top.value))
                )
    finally:
        text.close()
    return spots


def _downwards(spots: Sequence[Spot]) -> list[Spot]:
    """Lines from the top down: of a turned page the library gives them in the order in which they are seen."""
    lines: list[tuple[Box, list[Spot]]] = []
    for spot in spots:
        if lines and _beside(lines[-1][0], spot.box):
            box, held = lines[-1]
            lines[-1] = (_around(box, spot.box), [*held, spot])
        else:
            lines.append((spot.box, [spot]))
    lines.sort(key=lambda line: -(line[0][1] + line[0][3]))
    return [spot for _, held in lines for spot in held]


def lines_of(spots: Sequence[Spot]) -> list[tuple[int, Box]]:
    """Page and box of each line that some characters stand on, in their order."""
    lines: list[tuple[int, Box]] = []
    for spot in spots:
        if lines and lines[-1][0] == spot.page and _beside(lines[-1][1], spot.box):
            held = lines[-1][1]
            lines[-1] = (spot.page, _around(held, spot.box))
        else:
            lines.append((spot.page, spot.box))
    return lines


def _beside(line: Box, box: Box) -> bool:
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    least = min(line[3] - line[1], box[3] - box[1])
    level = overlap >= _SAME_LINE * least if least > 0 else overlap >= 0
    return level and box[0] >= line[0] - _SLACK


def _around(a: Box, b: Box) -> Box:
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
