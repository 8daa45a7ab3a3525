"""Words from glyph positions. A space that was only kerning is not believed; a gap without a space glyph is one.

UN files of 2018 print every letter with its own offset. Over the two bundled files the widest gap inside a word is
0.148 em and the narrowest between words 0.21 em, so a gap counts as a space from 0.18 em; spaces that are printed as
characters always count.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff_parsers.pdf.bidi import direction, ends_in_alef, is_right, reading_order
from draftdiff_parsers.pdf.page import STRIKE, UNDERLINE, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.glyphs import Glyph, Glyphs, Run
    from draftdiff_parsers.pdf.page import Rule

    Segment = tuple[int, int, Run]

#: Gap between two glyphs, in em, from which there is a space; see above for what it was measured on.
SPACE = 0.18
#: Between two ideographs, which stand apart in justified lines, a space is this wide.
SPACE_IDEOGRAPHIC = 0.7
#: Behind an alef, whose width in fonts is short of its advance: 0.2 em inside words, 0.35 and more between them.
SPACE_ALEF = 0.27
#: Letter spacing (median gap, em) from which a line is set wide and only wider gaps are spaces.
_SET_WIDE = 0.12
#: Fewer letters than this tell nothing of the setting.
_FEW = 4
_TOKEN = re.compile(r"\S+")
#: Scripts from right to left and without spaces.
_WIDE_SCRIPTS = re.compile("[\u0590-\u08ff\u2e80-\u9fff\uf900-\ufaff\ufb1d-\ufefc\uff00-\uffef]")
#: Glyphs on one line differ by less than this in base line, em; a superscript is raised by 0.3 em and more.
_SAME_BASE = 0.08
#: A rule through the letters is a strike-through between these heights above the base line (em), an underline below.
#: Measured on LibreOffice, Word and Chromium output: strikes at 0.22 to 0.31, underlines at -0.06 to -0.21.
_STRIKE_FROM, _STRIKE_TO = 0.12, 0.48
_UNDERLINE_TO = -0.3
#: How pdfium marks a hyphen at a line end, and the soft hyphen, which is printed only there.
_HYPHENS = {"\x02": "-", "\xad": "-", "\ufffe": "-", "\x00": "\ufffd"}


def words(glyphs: Glyphs, rules: Sequence[Rule] = ()) -> tuple[list[Word], list[Word]]:
    """Words of the running text, and those printed at an angle."""
    level: list[Word] = []
    aside: list[Word] = []
    spaced = False
    for stretch in _stretches(glyphs.segments):
        run = stretch[0][2]
        into = level if run.level else aside
        near = [r for r in rules if _UNDERLINE_TO * run.size <= run.base - r.y <= _STRIKE_TO * run.size]
        if (
            near
            or _WIDE_SCRIPTS.search(glyphs.text, stretch[0][0], stretch[-1][1])
            or _set_wide(glyphs, stretch)
        ):
            letters = [glyph for segment in stretch for glyph in glyphs.between(*segment)]
            _cut_letters(letters, near, into, spaced=spaced)
        else:
            _cut(glyphs, stretch, into, spaced=spaced)
        spaced = glyphs.text[stretch[-1][1] - 1].isspace()
    # Control characters leave nothing of a word.
    return [word for word in level if word.text], [word for word in aside if word.text]


def _stretches(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Text objects that follow each other on one base line."""
    found: list[list[Segment]] = []
    for segment in segments:
        if found and not _new_line(found[-1][-1][2], segment[2]):
            found[-1].append(segment)
        else:
            found.append([segment])
    return found


def _new_line(a: Run, b: Run) -> bool:
    return a.level is not b.level or abs(a.base - b.base) > _SAME_BASE * max(a.size, b.size)


def _set_wide(glyphs: Glyphs, stretch: Sequence[Segment]) -> bool:
    """Whether letters may be spaced out: all the gaps together are wider than spaces make them."""
    first, end = stretch[0][0], stretch[-1][1]
    width = sum(sum(glyphs.x1[a:b]) - sum(glyphs.x0[a:b]) for a, b, _ in stretch)
    free = abs(glyphs.x1[end - 1] - glyphs.x0[first]) - width
    return end - first >= _FEW and free >= _SET_WIDE * stretch[0][2].size * (end - first)


def _cut(glyphs: Glyphs, stretch: Sequence[Segment], into: list[Word], *, spaced: bool) -> None:
    """Words of a stretch in a script that is written from left to right with spaces: most of all text."""
    text, x0, x1 = glyphs.text, glyphs.x0, glyphs.x1
    last, run_before = -1, stretch[0][2]
    for start, end, run in stretch:
        limit = SPACE * run.size
        for token in _TOKEN.finditer(text, start, end):
            begin, stop = token.span()
            spaced = spaced or begin > start
            if last >= 0 and begin == start and not spaced:
                spaced = x0[begin] - x1[last] >= limit or x0[last] - x1[begin] >= limit
            cuts = [
                k for k in range(begin + 1, stop) if x0[k] - x1[k - 1] >= limit or x0[k - 1] - x1[k] >= limit
            ]
            for a, b in pairwise((begin, *cuts, stop)):
                word = _placed(glyphs, a, b, run, len(into), spaced=spaced or a > begin)
                joins = last >= 0 and a == start and not spaced and not _restyled(run_before, run)
                if joins:
                    into[-1] = _joined(into[-1], word)
                else:
                    into.append(word)
            last, run_before, spaced = stop - 1, run, False
        if text[end - 1].isspace():
            spaced = True


def _placed(glyphs: Glyphs, a: int, b: int, run: Run, order: int, *, spaced: bool) -> Word:
    text = glyphs.text[a:b]
    if not (text.isascii() and text.isprintable()):
        text = clean(text)
    x0, x1 = glyphs.x0[a], glyphs.x1[b - 1]
    if x1 < x0:
        # Drawn backwards, or mirrored.
        x0, x1 = min(glyphs.x0[a:b]), max(glyphs.x0[a:b])
    return Word(text, x0, glyphs.top[a], x1, glyphs.bottom[a], run.base, run.size, run.style, spaced, order)


def _joined(first: Word, second: Word) -> Word:
    """A word whose letters are in two text objects."""
    return first._replace(
        text=first.text + second.text, x0=min(first.x0, second.x0), x1=max(first.x1, second.x1),
        top=min(first.top, second.top), bottom=max(first.bottom, second.bottom),
    )  # fmt: skip


def _cut_letters(stretch: list[Glyph], near: Sequence[Rule], into: list[Word], *, spaced: bool) -> None:
    """Words of a stretch, letter by letter: other directions and scripts, wide setting, marks on parts of words."""
    bidi = any(is_right(glyph.text) for glyph in stretch)
    threshold = _threshold(stretch)
    start, marks = -1, 0
    for at, glyph in enumerate(stretch):
        if glyph.text.isspace():
            if start >= 0:
                into.append(_word(stretch[start:at], marks, len(into), spaced=spaced, bidi=bidi))
            start, spaced = -1, True
            continue
        new_marks = _marks(glyph, near) if near else 0
        if start >= 0:
            gap = _gap(stretch[at - 1], glyph, _behind(stretch[at - 1], glyph) if bidi else threshold)
            turned = bidi and direction(stretch[at - 1].text) != direction(glyph.text)
            if gap or turned or new_marks != marks or _restyled(stretch[at - 1].run, glyph.run):
                into.append(_word(stretch[start:at], marks, len(into), spaced=spaced, bidi=bidi))
                start, spaced = -1, gap
        if start < 0:
            start, marks = at, new_marks
    if start >= 0:
        into.append(_word(stretch[start:], marks, len(into), spaced=spaced, bidi=bidi))


def _restyled(a: Run, b: Run) -> bool:
    return a is not b and (a.style != b.style or abs(a.size - b.size) > 0.1 * a.size)


def _gap(last: Glyph, glyph: Glyph, threshold: float) -> bool:
    gap, size = glyph.x0 - last.x1, glyph.run.size
    if gap < 0:
        gap = max(gap, last.x0 - glyph.x1)
    if gap < threshold * size:
        return False
    return gap >= SPACE_IDEOGRAPHIC * size or not (_ideograph(last.text) and _ideograph(glyph.text))


def _behind(last: Glyph, glyph: Glyph) -> float:
    """The gap that is a space between two letters, in whichever order they are stored."""
    earlier = last if glyph.x0 < last.x0 else glyph
    return SPACE_ALEF if ends_in_alef(earlier.text) else SPACE


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
    if len(stretch) < _FEW or free < _SET_WIDE * first.run.size * len(stretch):
        return SPACE
    gaps = [b.x0 - a.x1 for a, b in pairwise(stretch) if not (a.text + b.text).isspace()]
    middle = statistics.median(gaps) / first.run.size if gaps else 0.0
    if middle <= _SET_WIDE:
        return SPACE
    printed = any(g.text.isspace() for g in stretch)
    return 3 * middle if printed else 1.6 * middle + SPACE / 2


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
