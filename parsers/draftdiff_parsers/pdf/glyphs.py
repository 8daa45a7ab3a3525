"""Glyphs of a page through pdfium, quickly: two foreign calls a character, everything else once per text object."""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from itertools import compress, pairwise, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from draftdiff_parsers.pdf.page import ARTIFACT, BOLD, INVISIBLE, ITALIC

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Bits of the font descriptor's /Flags (PDF 32000-1, table 123).
_FLAG_ITALIC = 1 << 6
_FLAG_FORCE_BOLD = 1 << 18
#: Parts of the names of bold and italic fonts; the last of each are TeX's. pdfium's weight is guessed from stem widths
#: and calls Noto Sans bold.
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi", b"cmbx", b"sfbx")
_ITALIC_NAMES = (b"italic", b"oblique", b"kursiv", b"cmti", b"sfti")
#: Slant of the text matrix from which upright glyphs are printed as italics; synthetic italics use 0.2 to 0.34.
_SLANT = 0.1
#: A text object this far from horizontal (radians) is not running text; scans are skewed by less than 0.1.
_LEVEL = 0.2
#: Scripts written from right to left.
_TURNING = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_ARTIFACT_NAME = "Artifact".encode("utf-16-le")
_RENDER_FILL_STROKE = 2
_RENDER_INVISIBLE = 3


class Glyph(NamedTuple):
    """One printed character."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    run: Run


class Run(NamedTuple):
    """What the characters of one text object share."""

    base: float
    size: float
    style: int
    level: bool
    """Runs from left to right as the page is shown."""


class Glyphs(NamedTuple):
    """All characters of a page in pdfium's order, which is nearly that of reading; column by column for speed."""

    text: str
    x0: Sequence[float]
    top: Sequence[float]
    x1: Sequence[float]
    bottom: Sequence[float]
    segments: Sequence[tuple[int, int, Run]]
    """Start, end and run of the characters of each text object; what is in none, pdfium made up."""

    def between(self, start: int, end: int, run: Run) -> list[Glyph]:
        """Some characters of one run, each by itself."""
        return [
            Glyph(self.text[at], self.x0[at], self.top[at], self.x1[at], self.bottom[at], run)
            for at in range(start, end)
        ]


NONE = Glyphs("", (), (), (), (), ())


def page_transform(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """Maps a point of the page's user space to points from the top left corner of the page as shown."""
    left, bottom, right, top = page.get_cropbox()
    rotation = int(page.get_rotation())
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def glyphs(page: Any, text_page: Any) -> Glyphs:
    """The characters of a page; none for an empty one."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - loads a native library

    count = text_page.count_chars()
    if count <= 0:
        return NONE
    text = _characters(pdfium, text_page, count)
    owners, edges = _owners_and_edges(pdfium, text_page, count)
    # FS_RECTF holds left, top, right, bottom.
    x0, top, x1, bottom = edges[0::4], edges[1::4], edges[2::4], edges[3::4]
    places: Sequence[int] = range(count)
    if not _TURNING.search(text) and any(a == b for a, b, c in zip(x0, x1, text, strict=True) if c == " "):
        # Spaces without width are pdfium's guess from the gap alone; beside Arabic letters they are printed so.
        sure = [c != " " or a != b for a, b, c in zip(x0, x1, text, strict=True)]
        places = list(compress(range(count), sure))
        text, owners = "".join(compress(text, sure)), list(compress(owners, sure))
        x0, top, x1, bottom = (list(compress(column, sure)) for column in (x0, top, x1, bottom))
    runs = _Runs(pdfium, page, text_page)
    starts = [0, *(at for at in range(1, len(owners)) if owners[at] != owners[at - 1]), len(owners)]
    segments = [
        (start, end, runs.of(owner, places[start]))
        for start, end in pairwise(starts)
        if start < end and (owner := owners[start]) is not None
    ]
    return Glyphs(text, *_shown(page, x0, top, x1, bottom), segments)


def _shown(page: Any, *edges: list[float]) -> tuple[list[float], list[float], list[float], list[float]]:
    """Edges of boxes in the page's user space as x0, top, x1, bottom on the page as shown."""
    x0, top, x1, bottom = edges
    if int(page.get_rotation()) == 0:
        left, _, _, upper = page.get_cropbox()
        if left:
            x0, x1 = [x - left for x in x0], [x - left for x in x1]
        return x0, [upper - y for y in top], x1, [upper - y for y in bottom]
    place = page_transform(page)
    corners = [(*place(a, b), *place(c, d)) for a, b, c, d in zip(x0, top, x1, bottom, strict=True)]
    return (
        [min(a, c) for a, _, c, _ in corners], [min(b, d) for _, b, _, d in corners],
        [max(a, c) for a, _, c, _ in corners], [max(b, d) for _, b, _, d in corners],
    )  # fmt: skip


def _owners_and_edges(pdfium: Any, text_page: Any, count: int) -> tuple[list[int | None], list[float]]:
    """For each character the address of its text object, None where pdfium made it up, and the four edges of its box."""
    object_of, box_of = _fast(pdfium)
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    boxes = (ctypes.c_float * (4 * count))()
    start, step = ctypes.addressof(boxes), 4 * ctypes.sizeof(ctypes.c_float)
    deque(map(box_of, repeat(handle), range(count), range(start, start + step * count, step)), maxlen=0)
    return list(map(object_of, repeat(handle), range(count))), boxes[:]


def _fast(pdfium: Any) -> tuple[Any, Any]:
    """The two functions called for every character, taking and giving addresses: four times as fast as pointers."""
    address, number = ctypes.c_void_p, ctypes.c_int
    object_of = ctypes.CFUNCTYPE(address, address, number)
    box_of = ctypes.CFUNCTYPE(number, address, number, address)
    return (
        ctypes.cast(pdfium.FPDFText_GetTextObject, object_of),
        ctypes.cast(pdfium.FPDFText_GetLooseCharBox, box_of),
    )


def _characters(pdfium: Any, text_page: Any, count: int) -> str:
    """The characters, one for each of pdfium's indices."""
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(text_page.raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    one = pdfium.FPDFText_GetUnicode
    # pdfium leaves some characters out of the bulk text; then the two no longer run in step.
    if len(text) == count and "\0" not in text and ord(text[-1]) == one(text_page.raw, count - 1):
        return text
    codes = [one(text_page.raw, at) for at in range(count)]
    return "".join(
        chr(code) if 0 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes
    )


class _Runs:
    """Looks each text object up once."""

    def __init__(self, pdfium: Any, page: Any, text_page: Any) -> None:
        self._pdfium = pdfium
        self._text = text_page.raw
        self._place = page_transform(page)
        self._turn = math.radians(int(page.get_rotation()))
        self._known: dict[int, Run] = {}
        self._fonts: dict[int, int] = {}
        self._name = ctypes.create_string_buffer(128)
        self._matrix, self._x, self._y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        self._mark, self._length = (ctypes.c_ushort * 16)(), ctypes.c_ulong()

    def of(self, address: int, at: int) -> Run:
        run = self._known.get(address)
        if run is None:
            owner = ctypes.cast(address, self._pdfium.FPDF_PAGEOBJECT)
            run = self._known[address] = self._measured(owner, at)
        return run

    def _measured(self, owner: Any, at: int) -> Run:
        pdfium, text, matrix, x, y = self._pdfium, self._text, self._matrix, self._x, self._y
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        angle = math.atan2(matrix.b, matrix.a) - self._turn
        level = abs(math.remainder(angle, 2 * math.pi)) < _LEVEL
        style = self._style(owner, at)
        if matrix.d and matrix.b == 0 and matrix.c / matrix.d > _SLANT:
            style |= ITALIC
        size = abs(round(pdfium.FPDFText_GetFontSize(text, at) * scale, 2))
        return Run(self._place(x.value, y.value)[1], size or 1.0, style, level)

    def _style(self, owner: Any, at: int) -> int:
        pdfium = self._pdfium
        font = ctypes.cast(pdfium.FPDFTextObj_GetFont(owner), ctypes.c_void_p).value or 0
        style = self._fonts.get(font)
        if style is None:
            style = self._fonts[font] = self._font_style(at)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
        if mode == _RENDER_FILL_STROKE:
            style |= BOLD
        if mode == _RENDER_INVISIBLE:
            style |= INVISIBLE
        return style | (ARTIFACT if self._artifact(owner) else 0)

    def _font_style(self, at: int) -> int:
        flags = ctypes.c_int()
        length = self._pdfium.FPDFText_GetFontInfo(self._text, at, self._name, len(self._name), flags)
        name = self._name.value.lower() if 0 < length <= len(self._name) else b""
        italic = flags.value & _FLAG_ITALIC or any(part in name for part in _ITALIC_NAMES)
        bold = flags.value & _FLAG_FORCE_BOLD or any(part in name for part in _BOLD_NAMES)
        return (ITALIC if italic else 0) | (BOLD if bold else 0)

    def _artifact(self, owner: Any) -> bool:
        pdfium = self._pdfium
        name, length = self._mark, self._length
        for at in range(min(pdfium.FPDFPageObj_CountMarks(owner), 8)):
            mark = pdfium.FPDFPageObj_GetMark(owner, at)
            named = pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
            if named and bytes(name)[: max(0, length.value - 2)] == _ARTIFACT_NAME:
                return True
        return False
