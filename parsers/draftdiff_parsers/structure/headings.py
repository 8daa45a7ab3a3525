"""Headings and section preambles between operative paragraphs, also where a scan has damaged them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_parsers.structure.marks import number_mark, sub_mark
from draftdiff_parsers.structure.numbering import CASELESS, boundary
from draftdiff_parsers.structure.openings import MOSTLY, opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

#: A heading has at most this many characters and lines. The longest in the published resolutions has 190.
LONGEST = 220
MOST_LINES = 4
_SECTION = re.compile(
    r"(?:(?:Section|Part|Chapter|Partie|Sección|Раздел|Часть)\s+)?(?P<number>[IVXLivx]{1,6}|[A-Z]|[一二三四五六七八九十]{1,3}|أولا|ثانيا|ثالثا|رابعا|خامسا)"
    r"(?:[.、:]|\s*[-–—]|$|\s)"
)


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between the end of one operative paragraph and the next."""

    headings: tuple[tuple[int, int], ...] = ()
    """Spans of lines, one a heading."""
    preamble: tuple[tuple[int, int], ...] = ()
    """Spans of lines, one a preambular paragraph of the section."""
    start: int = 0
    """First line of all that; the operative paragraph before ends here."""


def find_between(lines: Sequence[Line], start: int, end: int, language: str, *, gapped: bool) -> Between:
    """Headings and section preambles in the last lines before an operative paragraph.

    Args:
        lines: all lines.
        start: after the first line of the operative paragraph before.
        end: first line of the next operative paragraph.
        language: ISO 639-1.
        gapped: empty lines separate paragraphs.
    """
    for at in range(start, end):
        found = _tail(lines, at, end, language, gapped=gapped)
        if found is not None:
            return found
    return Between(start=end)


def _tail(lines: Sequence[Line], at: int, end: int, language: str, *, gapped: bool) -> Between | None:
    headings: list[tuple[int, int]] = []
    preamble: list[tuple[int, int]] = []
    here = at
    while here < end:
        stop = heading_end(lines, here, end, language)
        if stop > here:
            headings.append((here, stop))
            here = stop
            continue
        stop = _preambular_end(lines, here, end, language, gapped=gapped)
        if stop > here and (headings or preamble or lines[here - 1].ends):
            preamble.append((here, stop))
            here = stop
            continue
        return None
    return Between(tuple(headings), tuple(preamble), at)


def heading_end(lines: Sequence[Line], at: int, end: int, language: str) -> int:
    """Index after a heading that begins on a line, or the line itself if none does."""
    line = lines[at]
    if line.block.kind == "heading" or line.block.role in {"heading", "section"}:
        return at + 1
    if line.block.role or not _may_open(lines, at, language):
        return at
    length = 0
    for stop in range(at, min(end, at + MOST_LINES)):
        here = lines[stop]
        length += len(here.text)
        if length > LONGEST or (here.ends and not _SECTION.fullmatch(here.text)):
            break
        after = lines[stop + 1] if stop + 1 < end else None
        if after is None or here.block.whole or after.gap > 0 or _differs(here, after, language):
            return stop + 1
    return at


def _differs(here: Line, after: Line, language: str) -> bool:
    """The line after a heading shows by its type or its words that it is none."""
    return (here.bold and not after.bold) or opening(after.text, language).pp >= MOSTLY


def _may_open(lines: Sequence[Line], at: int, language: str) -> bool:
    line = lines[at]
    before = lines[at - 1] if at else None
    number = line.block.number
    if (number and not _SECTION.match(number + " ")) or line.block.kind in {"list-item", "table"}:
        return False
    return _set_apart(before, line, language) and _worded(line, language)


def _set_apart(before: Line | None, line: Line, language: str) -> bool:
    """A heading never begins in a line that only goes on: by its layout and its first letter."""
    ended = before is None or before.ends
    if language in CASELESS:
        return line.apart and ended
    if not (line.apart or line.early) or not (line.text[:1].isupper() or line.text[:1].isdigit()):
        return False
    return ended or line.gap == 0 or line.early or (before is not None and before.block.whole)


def _worded(line: Line, language: str) -> bool:
    """Neither a list item nor the opening of a paragraph."""
    number = number_mark(line.text)
    if number is not None and number.kind:
        return False  # "PP2 alt Reaffirming ..."
    mark = sub_mark(line.text)
    item = mark is not None and mark.shape in {"paren", "half", "quoted"}
    return not item and not opening(line.text, language, damaged=False)


def _preambular_end(lines: Sequence[Line], at: int, end: int, language: str, *, gapped: bool) -> int:
    line = lines[at]
    before = lines[at - 1] if at else None
    if boundary(before, line, gapped=gapped) <= 0 and not line.apart:
        return at
    found = opening(line.text, language, damaged=False)
    if found.pp < MOSTLY or line.block.number or sub_mark(line.text) is not None:
        return at
    for stop in range(at, end):
        after = lines[stop + 1] if stop + 1 < end else None
        if lines[stop].comma and (after is None or after.apart or after.early):
            return stop + 1
        if lines[stop].ends and not lines[stop].comma and (after is None or after.apart):
            return at
    return at
