"""One document is composed of the regions of lines that belong to it: body, footnotes, annexes, parts A and B."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.model import Footnote, Note, Problem
from draftdiff_parsers.structure.ending import CLOSING_LINES, find_end, hard_end, is_annex
from draftdiff_parsers.structure.footnotes import glued_marks, lift, running_marks
from draftdiff_parsers.structure.joining import cut
from draftdiff_parsers.structure.lines import gaps_mean_paragraphs, mark_set_off
from draftdiff_parsers.structure.locate import ANNEX, CLOSING, Region, part_letter
from draftdiff_parsers.structure.metadata import find_date
from draftdiff_parsers.structure.numbered import write_annex
from draftdiff_parsers.structure.numbering import number_paragraphs
from draftdiff_parsers.structure.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.assembling import Assembly, Node
    from draftdiff_parsers.structure.lines import Line
    from draftdiff_parsers.structure.metadata import Head


@dataclass(slots=True)
class Found:
    """A resolution in the making: one document, of one region or, where it is composite, of several."""

    assembly: Assembly
    head: Head
    region: Region
    footnotes: list[Footnote] = field(default_factory=list[Footnote])
    used: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Spans of lines that belong to it."""


def home_of(found: list[Found], region: Region) -> Found | None:
    """The document a region belongs to: an embedded draft, or part B of a composite resolution."""
    if not found:
        return None
    last = found[-1]
    composite = region.letter > "A" and last.region.letter != ""
    return last if region.embedded or composite else None


def _scope(region: Region, lines: Sequence[Line]) -> tuple[str, ...]:
    """The container the format declares, else what the text shows."""
    if region.start < region.end and lines[region.start].block.path:
        return lines[region.start].block.path
    if region.embedded:
        return ("Draft resolution",)
    return (region.letter,) if region.letter else ()


def add_region(home: Found, lines: Sequence[Line], region: Region, language: str) -> int:
    """Reads one region into a document; returns the first line after it."""
    stop = hard_end(lines, region.start, region.end)
    body, lifted = lift(lines[region.start : stop], home.assembly.words)
    gapped = gaps_mean_paragraphs(body)
    mark_set_off(body)
    numbered = number_paragraphs(body, language, gapped=gapped)
    body = body[: find_end(body, numbered[-1].at if numbered else 0, gapped=gapped and bool(numbered))]
    ended = bool(body) and body[-1].ends and not body[-1].comma
    if ended and all(one.mark is None for one in numbered):
        numbered = []  # no number is printed at all: the ends of the paragraphs tell more than verbs do
    start = region.formula_at if region.formula_at >= 0 else region.start
    if not home.used and home.head.lines[1] > home.head.lines[0]:
        home.used.append(home.head.lines)
    if region.letter and not region.embedded:
        start = min(start, _part_title(home.assembly, lines, region))
    if region.embedded:
        start = _declared_headings(home.assembly, lines, start)
    if region is not home.region and region.formula_at >= 0:
        home.assembly.heading([lines[region.formula_at]])  # `Document.formula` holds the first alone
    first_node = len(home.assembly.nodes)
    writer = Writer(
        assembly=home.assembly, body=body, language=language, scope=_scope(region, lines), gapped=gapped
    )
    writer.write(numbered)
    after = _index_after(lines, region, body)
    inside = [note for note in lifted if region.start + note.start < after]
    after = max([after, *(region.start + note.end for note in inside if region.start + note.start <= after)])
    home.used.append((start, after))
    home.footnotes += [note.footnote for note in inside]
    nodes = [node for top in home.assembly.nodes[first_node:] for node in top.walk()]
    if inside:
        lift_glued(nodes, [mark for note in inside for mark in note.marks])
    else:
        _add_endnotes(home, lines, after, region.end, nodes)
        _lift_running(home.assembly, nodes)
    _date_from_closing(home, lines[after : after + CLOSING_LINES])
    home.used += _write_annexes(home.assembly, lines, region, after, language)
    return max(end for _, end in home.used)


def _date_from_closing(home: Found, lines: Sequence[Line]) -> None:
    """The lines "74th plenary meeting / 6 April 2017" date a text whose head does not, and say it was adopted."""
    closing = next((at for at, line in enumerate(lines) if CLOSING.match(line.text)), -1)
    if closing < 0:
        return
    found = next((date for line in lines[closing:][:3] if (date := find_date(line.text))), "")
    head = home.head
    home.head = replace(head, date=head.date or found, status=head.status or ("adopted" if found else ""))


def _add_endnotes(home: Found, lines: Sequence[Line], start: int, end: int, nodes: Sequence[Node]) -> None:
    """Footnotes printed after the closing lines belong to the resolution where its text carries their marks."""
    _, lifted = lift(lines[max(start - 1, 0) : min(end, start + _FAR)], home.assembly.words)
    marks = [mark for note in lifted for mark in note.marks]
    printed = {note.mark for node in nodes for note in node.joined.notes}
    if not marks or not (set(marks) <= printed or lift_glued(nodes, marks)):
        return
    base = max(start - 1, 0)
    home.footnotes += [note.footnote for note in lifted]
    home.used += [(base + note.start, base + note.end) for note in lifted]


#: Lines after a resolution's end among which its footnotes are looked for.
_FAR = 120


def lift_glued(nodes: Sequence[Node], known: Sequence[str]) -> bool:
    """Lifts marks glued to words where the footnotes prove them all; where a mark was lifted already, none is glued."""
    if any(note.kind == "footnote" for node in nodes for note in node.joined.notes):
        return False
    spans = glued_marks([node.joined.text for node in nodes], known)
    if spans is None:
        return False
    _cut_marks(nodes, spans)
    return True


def _cut_marks(nodes: Sequence[Node], spans: Sequence[Sequence[tuple[int, int]]]) -> None:
    for node, found in zip(nodes, spans, strict=True):
        text = node.joined.text
        for start, end in reversed(found):
            cut(node.joined, start, end, Note(kind="footnote", mark=text[start:end]))


def _lift_running(assembly: Assembly, nodes: Sequence[Node]) -> None:
    """Lifts marks that prove themselves by counting through the text; their footnotes are not in it."""
    if any(note.kind == "footnote" for node in nodes for note in node.joined.notes):
        return
    spans = running_marks([node.joined.text for node in nodes])
    if spans is None:
        return
    _cut_marks(nodes, spans)
    marks = [note.mark for node in nodes for note in node.joined.notes if note.kind == "footnote"]
    what = f"{len(marks)} footnote marks glued to words were lifted out; their footnotes are not in the text"
    assembly.problems.append(Problem(kind="repaired", what=what, raw=" ".join(marks)))


def _declared_headings(assembly: Assembly, lines: Sequence[Line], formula_at: int) -> int:
    """Headings above the formula inside a container the format declares; returns the first line of them."""
    path, start = lines[formula_at].block.path, formula_at
    while path and start and lines[start - 1].block.path == path and lines[start - 1].block.role == "section":
        start -= 1
    for line in lines[start:formula_at]:
        assembly.heading([line])
    return start


def _part_title(assembly: Assembly, lines: Sequence[Line], region: Region) -> int:
    """The letter and title of a part of a composite resolution become a heading; returns its first line."""
    start = next(at for at in range(region.formula_at - 1, -1, -1) if part_letter(lines[at].text))
    assembly.heading(lines[start : region.formula_at])
    return start


def _write_annexes(
    assembly: Assembly, lines: Sequence[Line], region: Region, after: int, language: str
) -> list[tuple[int, int]]:
    """The resolution's own annexes, after its closing lines. Inside an annex of another text there are none."""
    if any(ANNEX.match(line.text) for line in lines[: max(region.formula_at, 0)]):
        return []
    spans: list[tuple[int, int]] = []
    at = next((n for n in range(after, min(after + CLOSING_LINES, region.end)) if is_annex(lines[n])), -1)
    while at >= 0:
        stop = next((n for n in range(at + 1, region.end) if is_annex(lines[n])), region.end)
        match = ANNEX.match(lines[at].text)
        assembly.heading([lines[at]])
        name = f"Annex {match['number']}" if match and match["number"] else "Annex"
        write_annex(assembly, lines[at + 1 : stop], language, (name,))
        spans.append((at, stop))
        at = stop if stop < region.end else -1
    return spans


def _index_after(lines: Sequence[Line], region: Region, body: Sequence[Line]) -> int:
    if not body:
        return region.start
    last = body[-1]
    for at in range(region.start, region.end):
        if lines[at] is last:
            return at + 1
    return region.end
