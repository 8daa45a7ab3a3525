"""Preambular paragraphs carry no number: openings, commas and the layout tell where each begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff_parsers.structure.headings import heading_end
from draftdiff_parsers.structure.marks import number_mark
from draftdiff_parsers.structure.numbering import CASELESS, boundary
from draftdiff_parsers.structure.openings import FAINT, MOSTLY, opening
from draftdiff_parsers.structure.scopes import section_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

#: Evidence from which a line begins a preambular paragraph; the sum of `_evidence`. Set so that on the bundled texts
#: the weakest true start has 2.6 and the strongest false one 1.3.
BEGINS = 2.0


def split_preamble(
    lines: Sequence[Line], end: int, language: str, *, gapped: bool
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Spans of lines of the preambular paragraphs, and of headings among them, in the lines before `end`."""
    spans: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    at = 0
    while at < end:
        may_head = spans or lines[at].block.kind == "heading"
        stop = _heading(lines, at, end, language) if may_head else at
        if stop > at and _heads(lines, stop, end, language, gapped=gapped):
            headings.append((at, stop))
            at = stop
            continue
        stop = at + 1
        while stop < end and not _begins(lines, stop, language, gapped=gapped):
            if _is_heading(lines, stop, end, language, gapped=gapped):
                break
            stop += 1
        spans.append((at, stop))
        at = stop
    return spans, headings


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
    # Chinese opens both kinds of paragraph with the same verbs.
    strength = found.pp + found.op if language == "zh" else max(found.pp, found.op / 2)
    score = boundary(before, line, gapped=gapped) + 2.0 * strength
    ended = before is None or before.ends
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
        return score if line.apart or line.early else score - 0.7
    comma = before is not None and before.comma
    if line.lower:
        apart = (set_apart and ended) or (line.early and comma)
        lost_capital = apart and found and not opening(line.text, language, damaged=False)
        return score if lost_capital else score - 2.0
    if comma and not gapped and line.text[:1].isupper() and (found or line.early):
        score += 0.3  # a damaged opening; a comma is what preambular paragraphs end in
    return score + 0.3
