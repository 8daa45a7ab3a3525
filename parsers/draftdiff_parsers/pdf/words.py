"""Words from glyph positions. A space that was only kerning is not believed; a gap without a space glyph is one.

UN files of 2018 print every letter with its own offset. Over the two bundled files the widest gap inside a word is
0.148 em and the narrowest between words 0.21 em, so a gap counts as a space from 0.18 em; spaces that are printed as
characters always count.
"""

from __future__ import annotations

import statistics
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff_parsers.pdf.bidi import direction, is_right, reading_order
from draftdiff_parsers.pdf.page import STRIKE, UNDERLINE, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.glyphs import Glyph
    from draftdiff_parsers.pdf.page import Rule

#: Gap between two glyphs, in em, from which there is a space; see above for what it was measured on.
SPACE = 0.18
#: Between two ideographs, which stand apart in justified lines, a space is this wide.
SPACE_IDEOGRAPHIC = 0.7
#: In writing from right to left: Chromium leaves 0.2 em beside a ligature and 0.32 between words.
SPACE_RIGHT = 0.25
#: Letter spacing (median gap, em) from which a line is set wide and only wider gaps are spaces.
_SET_WIDE = 0.12
#: Glyphs on one line differ by less than this in base line, em; a superscript is raised by 0.3 em and more.
_SAME_BASE = 0.08
#: A rule through the letters is a strike-through between these heights above the base line (em), an underline below.
#: Measured on LibreOffice, Word and Chromium output: strikes at 0.22 to 0.31, underlines at -0.06 to -0.21.
_STRIKE_FROM, _STRIKE_TO = 0.12, 0.48
_UNDERLINE_TO = -0.3
#: How pdfium marks a hyphen at a line end, and the soft hyphen, which is printed only there.
_HYPHENS = {"\x02": "-", "\xad": "-", "\ufffe": "-", "\x00": "\ufffd"}


def words(glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> tuple[list[Word], list[Word]]:
    """Words of the running text, and those printed at an angle."""
    level: list[Word] = []
    aside: list[Word] = []
    stretch: list[Glyph] = []
    spaced = False
    for glyph in glyphs:
        if not glyph.text:
            continue
        if stretch and _new_line(stretch[-1], glyph):
            _close(stretch, rules, level if stretch[0].run.level else aside, spaced=spaced)
            spaced = stretch[-1].text.isspace()
            stretch = []
        stretch.append(glyph)
    if stretch:
        _close(stretch, rules, level if stretch[0].run.level else aside, spaced=spaced)
    return level, aside


def _new_line(last: Glyph, glyph: Glyph) -> bool:
    a, b = last.run, glyph.run
    return a is not b and (a.level is not b.level or abs(a.base - b.base) > _SAME_BASE * max(a.size, b.size))


def _close(stretch: list[Glyph], rules: Sequence[Rule], into: list[Word], *, spaced: bool) -> None:
    """Cut glyphs of one base line into words."""
    bidi = any(glyph.text >= "\u0590" and is_right(glyph.text) for glyph in stretch)
    if not bidi:
        # Spaces without width are pdfium's guess from the gap alone; beside Arabic letters they are printed so.
        stretch = [glyph for glyph in stretch if glyph.text != " " or glyph.x0 != glyph.x1]
        if not stretch:
            return
    threshold = _threshold(stretch)
    near = _rules_near(stretch[0], rules) if rules else ()
    start, marks = -1, 0
    for at, glyph in enumerate(stretch):
        if glyph.text.isspace():
            if start >= 0:
                into.append(_word(stretch[start:at], marks, len(into), spaced=spaced, bidi=bidi))
            start, spaced = -1, True
            continue
        new_marks = _marks(glyph, near) if near else 0
        if start >= 0:
            gap = _gap(stretch[at - 1], glyph, threshold)
            turned = bidi and direction(stretch[at - 1].text) != direction(glyph.text)
            if gap or turned or new_marks != marks or _restyled(stretch[at - 1], glyph):
                into.append(_word(stretch[start:at], marks, len(into), spaced=spaced, bidi=bidi))
                start, spaced = -1, gap
        if start < 0:
            start, marks = at, new_marks
    if start >= 0:
        into.append(_word(stretch[start:], marks, len(into), spaced=spaced, bidi=bidi))


def _restyled(last: Glyph, glyph: Glyph) -> bool:
    a, b = last.run, glyph.run
    return a is not b and (a.style != b.style or abs(a.size - b.size) > 0.1 * a.size)


def _gap(last: Glyph, glyph: Glyph, threshold: float) -> bool:
    gap, size = glyph.x0 - last.x1, glyph.run.size
    if gap < 0:
        gap = max(gap, last.x0 - glyph.x1)
    if gap < threshold * size or (gap < SPACE_RIGHT * size and is_right(last.text) and is_right(glyph.text)):
        return False
    return gap >= SPACE_IDEOGRAPHIC * size or not (_ideograph(last.text) and _ideograph(glyph.text))


def _ideograph(character: str) -> bool:
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff00" <= character <= "\uffef"
    )


def _threshold(stretch: list[Glyph]) -> float:
    """The gap in em from which there is a space on this line; wide letter spacing raises it."""
    first, last = stretch[0], stretch[-1]
    free = abs(last.x1 - first.x0) - sum([g.x1 - g.x0 for g in stretch])
    if len(stretch) < 4 or free < _SET_WIDE * first.run.size * len(stretch):
        return SPACE
    gaps = [b.x0 - a.x1 for a, b in pairwise(stretch) if not (a.text + b.text).isspace()]
    middle = statistics.median(gaps) / first.run.size if gaps else 0.0
    if middle <= _SET_WIDE:
        return SPACE
    printed = any(g.text.isspace() for g in stretch)
    return 3 * middle if printed else 1.6 * middle + SPACE / 2


def _rules_near(glyph: Glyph, rules: Sequence[Rule]) -> list[Rule]:
    run = glyph.run
    return [r for r in rules if _UNDERLINE_TO * run.size <= run.base - r.y <= _STRIKE_TO * run.size]


def _marks(glyph: Glyph, near: Sequence[Rule]) -> int:
    middle = (glyph.x0 + glyph.x1) / 2
    marks = 0
    for rule in near:
        if rule.x0 <= middle <= rule.x1:
            marks |= STRIKE if glyph.run.base - rule.y >= _STRIKE_FROM * glyph.run.size else UNDERLINE
    return marks


def _word(glyphs: list[Glyph], marks: int, order: int, *, spaced: bool, bidi: bool) -> Word:
    run = glyphs[0].run
    if bidi:
        glyphs = reading_order(glyphs)
    text = "".join([g.text for g in glyphs])
    if not text.isascii() or "\x02" in text:
        text = clean(text)
    first, last = glyphs[0], glyphs[-1]
    return Word(
        text, min(first.x0, last.x0), min(first.top, last.top), max(first.x1, last.x1),
        max(first.bottom, last.bottom), run.base, run.size, run.style | marks, spaced, order,
    )  # fmt: skip


def clean(text: str) -> str:
    """Ligatures and Arabic presentation forms as letters, hyphens as hyphens, control characters gone."""
    for code, hyphen in _HYPHENS.items():
        text = text.replace(code, hyphen)
    if any("\ufb00" <= c <= "\ufefc" for c in text):
        text = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufefc" else c for c in text)
    return "".join(c for c in text if c >= " " or c == "\t")
