"""Footnotes that stand in the flow of lines are lifted out, with their marks, however a scan has damaged those."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.model import Footnote, Note
from draftdiff_parsers.structure.joining import Part, Words, anchors_of, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

_RAISED = re.compile(r"[¹²³⁰⁴-⁹]{1,3}(?=\s|\S)")
_PLAIN = re.compile(
    r"(?P<marks>[\d!|lI]{1,3}(?: [\d!|lI]{1,3})?)[ \t]+(?=[A-Z“\"«А-ЯÀ-Ý\u0600-\u06ff\u4e00-\u9fff《])"
)
_STARS = re.compile(r"(?P<marks>\*{1,3}|†|‡|\\\*)[ \t]+(?=\S)")
_TYPICAL = re.compile(
    r"(?:Resolutions?|See|Ibid|United Nations|Official|A/|S/|E/|Treaty|Document|Voir|Véase|Резолюци|См\.|Там же|Organisation"
    r"|Résolution|Resolución|Documento|القرار|انظر|المرجع|第|见|同上|联合国|决议|Available|Adopted)"
)
_GLUED = re.compile(
    r"(?<=[^\W\d_])(?P<a>\d{1,2})(?=[\s,;.:)]|$)|(?<=[,;.:)”\"’»،；，。])(?P<b>\d{1,2})(?=\s|$)"
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: Lines a footnote may run on; a longer one is no footnote.
_LONGEST = 14


@dataclass(slots=True)
class _Start:
    mark: str
    offset: int
    certain: bool


def lift(lines: Sequence[Line], words: Words) -> tuple[list[Line], list[Footnote]]:
    """The lines without the footnotes among them, and the footnotes."""
    kept: list[Line] = []
    notes: list[Footnote] = []
    at = 0
    expected = 1
    while at < len(lines):
        start = _footnote_start(
            lines, at, kept, expected, after_note=bool(notes) and not _is_kept(kept, lines, at)
        )
        if start is None:
            kept.append(lines[at])
            at += 1
            continue
        end = _footnote_end(lines, at, expected)
        joined = join(
            [Part(line, start.offset if n == 0 else 0) for n, line in enumerate(lines[at:end])], words
        )
        notes.append(Footnote(mark=start.mark, text=joined.text, anchors=anchors_of(lines[at:end])))
        last = start.mark.split()[-1]
        expected = int(last) + 1 if last.isdecimal() else expected
        at = end
    return kept, notes


def _is_kept(kept: Sequence[Line], lines: Sequence[Line], at: int) -> bool:
    return bool(kept) and at > 0 and kept[-1] is lines[at - 1]


def _footnote_start(
    lines: Sequence[Line], at: int, kept: Sequence[Line], expected: int, *, after_note: bool
) -> _Start | None:
    line = lines[at]
    if line.block.kind == "footnote":
        return _Start(line.block.number.strip("[]^. "), 0, certain=True)
    if line.block.number or line.block.role:
        return None
    raised = _RAISED.match(line.text)
    if raised:
        offset = raised.end() + len(line.text[raised.end() :]) - len(line.text[raised.end() :].lstrip())
        return _Start(raised.group().translate(_DIGITS), offset, certain=True)
    if not (line.apart or after_note):
        return None
    plain = _PLAIN.match(line.text)
    if plain and kept and _plausible(plain["marks"], expected, line.text[plain.end() :]):
        return _Start(plain["marks"], plain.end(), certain=False)
    stars = _STARS.match(line.text)
    if stars and _TYPICAL.match(line.text[stars.end() :]):
        return _Start(stars["marks"].strip("\\"), stars.end(), certain=True)
    return None


def _plausible(marks: str, expected: int, rest: str) -> bool:
    """The marks continue the footnotes so far, or the words are a source's."""
    values = [int(mark) for mark in marks.split() if mark.isdecimal()]
    if values:
        near = expected <= values[-1] <= expected + 3
        return near or (_TYPICAL.match(rest) is not None and values[-1] >= expected)
    return False


def _footnote_end(lines: Sequence[Line], at: int, expected: int) -> int:
    """After the footnote's last line: it ends with a full stop before a break, or where something else begins."""
    if lines[at].block.whole or lines[at].block.kind == "footnote":
        return at + 1
    for end in range(at + 1, min(len(lines), at + _LONGEST)):
        line = lines[end]
        if lines[end - 1].full_stop and (line.apart or line.early):
            return end
        if _RAISED.match(line.text) or (line.apart and lines[end - 1].ends and not line.lower):
            return end
        plain = _PLAIN.match(line.text) if line.apart else None
        if plain is not None and _plausible(plain["marks"], expected, ""):
            return end
    return min(len(lines), at + _LONGEST)


def glued_marks(text: str, known: Sequence[str], upto: int) -> tuple[str, list[Note], int]:
    """Footnote marks glued to words are lifted out where the footnotes prove them, in their order.

    Args:
        text: a paragraph.
        known: the marks of the text's footnotes, in order.
        upto: how many of them were found before.

    Returns:
        The text without them, the notes, and how many were found by now. A digit behind a digit ("20182") proves
        nothing and stays.
    """
    notes: list[Note] = []
    at = 0
    while upto < len(known):
        match = next((m for m in _GLUED.finditer(text, at) if m.group() == known[upto]), None)
        if match is None:
            break
        text = text[: match.start()] + text[match.end() :]
        notes.append(Note(kind="footnote", mark=known[upto], at=match.start()))
        at = match.start()
        upto += 1
    return text, notes, upto
