"""Footnotes that stand in the flow of lines are lifted out, with their marks, however a scan has damaged those."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.model import Footnote
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
    r"(?<=[^\W\d_])(?P<a>\d{1,2})(?=[\s,;.:)]|$)|(?<=[,;.:)”\"’»،；，。])(?<!\d\.)(?P<b>\d{1,2})(?=\s|$)"
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
#: Lines a footnote may run on; a longer one is no footnote.
_LONGEST = 14


@dataclass(slots=True)
class _Start:
    mark: str
    offset: int
    """Where the footnote's words begin in its first line."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A footnote found in the flow of lines."""

    footnote: Footnote
    start: int
    """Index of its first line."""
    end: int
    """After its last."""

    @property
    def marks(self) -> list[str]:
        """Its marks, one by one."""
        return self.footnote.mark.split()


def lift(lines: Sequence[Line], words: Words) -> tuple[list[Line], list[Lifted]]:
    """The lines without the footnotes among them, and the footnotes."""
    kept: list[Line] = []
    notes: list[Lifted] = []
    at = 0
    expected = 1
    while at < len(lines):
        after_note = bool(notes) and notes[-1].end == at
        start = _footnote_start(lines, at, expected, after_text=bool(kept), after_note=after_note)
        if start is None:
            kept.append(lines[at])
            at += 1
            continue
        end = _footnote_end(lines, at, expected)
        parts = [Part(line, start.offset if n == 0 else 0) for n, line in enumerate(lines[at:end])]
        footnote = Footnote(
            mark=start.mark, text=join(parts, words, lift=False).text, anchors=anchors_of(lines[at:end])
        )
        notes.append(Lifted(footnote, at, end))
        last = notes[-1].marks[-1] if start.mark else ""
        expected = int(last) + 1 if last.isdecimal() else expected
        at = end
    return kept, notes


def _footnote_start(
    lines: Sequence[Line], at: int, expected: int, *, after_text: bool, after_note: bool
) -> _Start | None:
    line = lines[at]
    if line.block.kind == "footnote":
        return _Start(line.block.number.strip("[]^. "), 0)
    if line.block.number or line.block.role:
        return None
    raised = _RAISED.match(line.text)
    if raised:
        return _Start(raised.group().translate(_DIGITS), raised.end() + _spaces(line.text[raised.end() :]))
    if not (line.apart or after_note):
        return None
    plain = _PLAIN.match(line.text) if after_text else None
    if plain and _plausible(plain["marks"], expected, line.text[plain.end() :]):
        return _Start(plain["marks"], plain.end())
    stars = _STARS.match(line.text)
    typical = stars is not None and _TYPICAL.match(line.text[stars.end() :]) is not None
    return _Start(stars["marks"].strip("\\"), stars.end()) if stars and typical else None


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())


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


def glued_marks(texts: Sequence[str], known: Sequence[str]) -> list[list[tuple[int, int]]] | None:
    """Spans of footnote marks glued to words, one list a text, or None if not every mark is found in its order.

    A digit behind a digit ("20182") proves nothing.

    Args:
        texts: paragraphs in order.
        known: marks of the footnotes in order.
    """
    spans: list[list[tuple[int, int]]] = []
    upto = 0
    for text in texts:
        found: list[tuple[int, int]] = []
        for match in _GLUED.finditer(text) if upto < len(known) else ():
            if upto < len(known) and match.group() == known[upto]:
                found.append(match.span())
                upto += 1
        spans.append(found)
    return spans if upto == len(known) else None


#: Marks that count up from 1 through a text until they prove themselves without their footnotes, and the share of
#: them that may be hidden behind digits ("70/12"). In the text exports of three published resolutions with 9 to 44
#: footnotes one mark was hidden.
FEWEST_RUNNING = 5
MOST_HIDDEN = 0.1


def running_marks(texts: Sequence[str]) -> list[list[tuple[int, int]]] | None:
    """Spans of glued marks that count 1, 2, 3 through a text, and of those repeated later; None where none do.

    A word processor that saves as plain text glues the marks to the words and drops the footnotes.

    Args:
        texts: paragraphs in order.
    """
    spans: list[list[tuple[int, int]]] = []
    highest = counted = 0
    for text in texts:
        found: list[tuple[int, int]] = []
        for match in _GLUED.finditer(text):
            value = int(match.group())
            if highest < value <= highest + 2 and (highest or value == 1):
                highest, counted = value, counted + 1
            elif not 0 < value <= highest:
                continue
            elif text[match.start() - 1].isupper():
                continue  # "CO2"
            found.append(match.span())
        spans.append(found)
    return spans if counted >= FEWEST_RUNNING and highest - counted <= MOST_HIDDEN * highest else None
