"""Preambular paragraphs carry no number: openings, commas and the layout tell where each begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_parsers.structure.headings import heading_end
from draftdiff_parsers.structure.marks import number_mark, sub_mark
from draftdiff_parsers.structure.numbering import CASELESS, boundary
from draftdiff_parsers.structure.openings import FAINT, MOSTLY, opening
from draftdiff_parsers.structure.scopes import section_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line
    from draftdiff_parsers.structure.marks import Mark

#: Evidence from which a line begins a preambular paragraph; the sum of `_evidence`. Set so that on the bundled texts
#: the weakest true start has 2.6 and the strongest false one 1.3.
BEGINS = 2.0


def split_preamble(
    lines: Sequence[Line], end: int, language: str, *, gapped: bool
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Spans of lines of the preambular paragraphs, and of headings among them, in the lines before `end`.

    Args:
        lines: lines of one text.
        end: first line of operative paragraph 1, where it has a number.
        language: ISO 639-1 or "".
        gapped: empty lines separate paragraphs.
    """
    spans: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    at = 0
    going_on = frozenset[int]() if gapped else doubtful_breaks(lines, end, language).going_on
    while at < end:
        may_head = spans or lines[at].block.kind == "heading"
        stop = _heading(lines, at, end, language) if may_head else at
        if stop > at and _heads(lines, stop, end, language, gapped=gapped):
            headings.append((at, stop))
            at = stop
            continue
        stop = at + 1
        while stop < end and (
            stop in going_on or _lists(lines, at, stop) or not _begins(lines, stop, language, gapped=gapped)
        ):
            if _is_heading(lines, stop, end, language, gapped=gapped):
                break
            stop += 1
        spans.append((at, stop))
        at = stop
    return spans, headings


def _lists(lines: Sequence[Line], start: int, at: int) -> bool:
    """A lettered line below a colon, or below such a line: the list goes with the paragraph that brings it."""
    if lines[at].block.role or _letter(lines[at]) is None:
        return False
    return lines[at - 1].chapeau or any(
        lines[here - 1].chapeau and _letter(lines[here]) is not None for here in range(start + 1, at)
    )


def _letter(line: Line) -> Mark | None:
    mark = sub_mark(line.text)
    return mark if mark is not None and mark.shape in _LISTED else None


#: Shapes of list letters that begin no sentence and no heading.
_LISTED = frozenset({"paren", "half", "quoted", "circled", "dash"})


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Line breaks that a program may have put before a paragraph's first words or before a clause inside one."""

    at: tuple[int, ...] = ()
    going_on: frozenset[int] = frozenset()
    """Those that are taken for clauses."""


def doubtful_breaks(lines: Sequence[Line], end: int, language: str) -> Doubtful:
    """Lines of wrapped text that begin, after a comma and a full line, with words that open paragraphs.

    Where letters have no case, "and noting" reads the same in both places. A last line is as often full as a line ends
    before any other word, so the text's own habit decides: does it have such words more often at the beginning of
    paragraphs that are sure, or within its lines?
    """
    if language not in CASELESS:
        return Doubtful()
    doubted: list[int] = []
    begun = inside = 0
    for at in range(1, end):
        before, line = lines[at - 1], lines[at]
        inside += sum(_opens(line.text[m.end() :], language) for m in _CLAUSE.finditer(line.text))
        if line.apart or not before.comma or not _opens(line.text, language):
            continue
        if line.early:
            begun += 1
        else:
            doubted.append(at)
    if not inside:
        return Doubtful()
    return Doubtful(tuple(doubted), frozenset(doubted if inside >= begun else ()))


#: A clause inside a line.
_CLAUSE = re.compile(r"[,،，]\s*(?=\w)")


def _opens(text: str, language: str) -> bool:
    found = opening(text, language, damaged=False)
    return found.pp >= MOSTLY or (language == "zh" and bool(found))


def _heading(lines: Sequence[Line], at: int, end: int, language: str) -> int:
    """As `heading_end`; in the preamble a line with a damaged participle is a paragraph that lost its comma."""
    declared = lines[at].block.kind == "heading" or lines[at].block.role in {"heading", "section"}
    if not declared and opening(lines[at].text, language).pp >= FAINT:
        return at
    return heading_end(lines, at, end, language)


def _is_heading(lines: Sequence[Line], at: int, end: int, language: str, *, gapped: bool) -> bool:
    if not lines[at].apart or not lines[at - 1].ends:
        return False
    stop = _heading(lines, at, end, language)
    return stop > at and _heads(lines, stop, end, language, gapped=gapped)


def _heads(lines: Sequence[Line], stop: int, end: int, language: str, *, gapped: bool) -> bool:
    """What follows the lines that look like a heading is a paragraph of its own."""
    if stop == end or _begins(lines, stop, language, gapped=gapped):
        return True
    heading, after = lines[stop - 1], lines[stop]
    if heading.block.whole and section_name(heading.text) and _heading(lines, stop, end, language) > stop:
        return True  # "I", and the section's title on the next line
    if heading.bold:
        return not after.bold or after.gap > 0
    return after.gap > 0 and after.early and gapped and after.text[:1].isupper()


def _begins(lines: Sequence[Line], at: int, language: str, *, gapped: bool) -> bool:
    line, before = lines[at], lines[at - 1] if at else None
    if line.block.role:
        return line.block.role in {"preambular", "heading", "title"}
    mark = number_mark(line.text)
    if mark is not None and mark.kind == "PP":
        return True
    return _evidence(before, line, language, gapped=gapped) >= BEGINS


def _evidence(before: Line | None, line: Line, language: str, *, gapped: bool) -> float:
    found = opening(line.text, language)
    after_operative = before is not None and before.ends and not before.comma and not before.chapeau
    # Chinese opens both kinds of paragraph with the same verbs.
    strength = found.pp + found.op if language == "zh" or after_operative else max(found.pp, found.op / 2)
    score = boundary(before, line, gapped=gapped) + 2.0 * strength
    ended = before is None or before.ends or line.set_off
    set_apart = line.block.whole or (gapped and line.gap > 0)
    if set_apart and ended:
        score += 0.8
    elif set_apart and line.early and found and not line.lower:
        score += 1.8  # a scan has lost the comma before
    elif gapped and not line.apart and language in CASELESS:
        score -= 1.0
    exact = max(found.pp, found.op) >= MOSTLY and not line.lower
    if exact and (line.gap > 0 or (line.early and language not in CASELESS)):
        score += 1.0  # the punctuation before may be lost
    if language in CASELESS:
        if line.sure:
            return score + 0.5 + (0.5 if found else 0.0)
        return score if line.apart or line.early else score - 0.7
    comma = before is not None and before.comma
    if line.lower:
        apart = (set_apart and ended) or (line.early and comma)
        lost_capital = apart and found and not opening(line.text, language, damaged=False)
        return score if lost_capital else score - 2.0
    if before is not None and before.chapeau and not (line.apart or line.early):
        score -= 0.5  # a title with a colon, wrapped
    if comma and not gapped and line.text[:1].isupper() and (found or line.early):
        score += 0.3  # a damaged opening; a comma is what preambular paragraphs end in
    return score + 0.3
