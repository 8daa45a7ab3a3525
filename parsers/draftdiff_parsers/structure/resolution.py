"""United Nations resolutions: found inside larger documents, in six languages, from any format's blocks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.model import Anchor, Document, Footnote, Note, Problem
from draftdiff_parsers.structure.assembling import Assembly, Node
from draftdiff_parsers.structure.ending import CLOSING_LINES, find_end, hard_end, is_annex
from draftdiff_parsers.structure.footnotes import glued_marks, lift
from draftdiff_parsers.structure.joining import Words
from draftdiff_parsers.structure.left_out import dropped, placed_text
from draftdiff_parsers.structure.lines import gaps_mean_paragraphs, make_lines
from draftdiff_parsers.structure.locate import ANNEX, Region, find_regions, part_letter
from draftdiff_parsers.structure.metadata import Head, read_head
from draftdiff_parsers.structure.numbered import write_annex
from draftdiff_parsers.structure.numbering import number_paragraphs
from draftdiff_parsers.structure.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.layout import Layout, Options
    from draftdiff_parsers.structure.lines import Line

_REMEDY = "check the file, or choose another structure with --profile"


@dataclass(slots=True)
class _Found:
    """A resolution in the making: one document, of one region or, where it is composite, of several."""

    assembly: Assembly
    head: Head
    region: Region
    footnotes: list[Footnote] = field(default_factory=list[Footnote])
    used: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Spans of lines that belong to it."""


class UnResolutionProfile:
    """Structure profile of resolutions of the United Nations' organs and of conferences that write like them."""

    name = "un-resolution"

    def evidence(self, layout: Layout) -> tuple[float, str]:
        """Near 1 with an enacting formula, less with a preamble and numbered verbs alone, 0 without."""
        lines = make_lines(layout.blocks)
        regions = find_regions(lines, layout.language, first=True)
        if not regions:
            return 0.0, "no enacting formula and no preamble"
        first = regions[0]
        if first.formula_at < 0:
            return 0.6, f"preambular and operative openings{_place(lines[first.start])}"
        certain = 0.95 if first.organ != "other" else 0.75
        return certain, f"enacting formula {first.formula!r}{_place(lines[first.formula_at])}"

    def structure(self, layout: Layout, options: Options) -> tuple[Document, ...]:
        """The resolutions found, the one with most paragraphs first.

        Raises:
            InputError: there is none.
        """
        lines = make_lines(layout.blocks)
        language = options.language or layout.language
        regions = find_regions(lines, language)
        if not regions:
            raise InputError(
                "holds no resolution: no enacting formula and no preamble with operative paragraphs",
                remedy=_REMEDY,
            )
        words = Words(lines)
        found: list[_Found] = []
        floor = 0
        for region in regions:
            home = _home(found, region)
            if home is None:
                head = read_head(lines, _head_end(lines, region), floor, region.organ)
                home = _Found(Assembly(words), head, region)
                found.append(home)
            floor = _add_region(home, lines, region, language or region.language)
        found = [one for one in found if one.assembly.nodes]
        if not found:
            raise InputError("holds an enacting formula but no paragraphs after it", remedy=_REMEDY)
        return _documents(found, lines, layout, language)


def _head_end(lines: Sequence[Line], region: Region) -> int:
    """The line before which title and symbol stand: the formula, or the letter of a composite resolution's part."""
    end = region.formula_at if region.formula_at >= 0 else region.start
    if region.letter and not region.embedded:
        return next(at for at in range(end - 1, -1, -1) if part_letter(lines[at].text))
    return end


def _place(line: Line) -> str:
    anchor = line.block.anchor
    if anchor.page:
        return f" on page {anchor.page}"
    return f" on line {anchor.lines[0]}" if anchor.lines else ""


def _home(found: list[_Found], region: Region) -> _Found | None:
    """The document a region belongs to: an embedded draft, or part B of a composite resolution."""
    if not found:
        return None
    last = found[-1]
    composite = region.letter > "A" and last.region.letter != ""
    return last if region.embedded or composite else None


def _scope(region: Region) -> tuple[str, ...]:
    if region.embedded:
        return ("Draft resolution",)
    return (region.letter,) if region.letter else ()


def _add_region(home: _Found, lines: Sequence[Line], region: Region, language: str) -> int:
    """Reads one region into a document; returns the first line after it."""
    stop = hard_end(lines, region.start, region.end)
    body, footnotes = lift(lines[region.start : stop], home.assembly.words)
    gapped = gaps_mean_paragraphs(body)
    numbered = number_paragraphs(body, language, gapped=gapped)
    end = find_end(body, numbered[-1].at if numbered else 0)
    body = body[:end]
    if region.letter and not region.embedded:
        home.used.append(_part_title(home.assembly, lines, region))
    writer = Writer(assembly=home.assembly, body=body, language=language, scope=_scope(region), gapped=gapped)
    writer.write(numbered)
    after = _index_after(lines, region, body)
    annexed = _write_annexes(home.assembly, lines, region, after, language)
    if annexed:
        home.used += annexed
    home.footnotes += footnotes
    start = region.formula_at if region.formula_at >= 0 else region.start
    if home.head.first >= 0 and not home.used:
        start = min(start, home.head.first)
    home.used.append((start, after))
    return max(stop for _, stop in home.used)


def _part_title(assembly: Assembly, lines: Sequence[Line], region: Region) -> tuple[int, int]:
    """The letter and title of a part of a composite resolution become a heading."""
    start = next(at for at in range(region.formula_at - 1, -1, -1) if part_letter(lines[at].text))
    assembly.heading(lines[start : region.formula_at])
    return start, region.formula_at


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


def _documents(
    found: list[_Found], lines: Sequence[Line], layout: Layout, language: str
) -> tuple[Document, ...]:
    main = max(range(len(found)), key=lambda at: (len(found[at].assembly.taken), -at))
    ordered = [found[main], *(one for at, one in enumerate(found) if at != main)]
    used = sorted(span for one in found for span in one.used)
    documents = [_document(one, layout, language) for one in ordered]
    outside, places, problems = _outside(lines, used, found[0].assembly.words)
    known = (*documents[0].problems, *problems)
    first = replace(documents[0], left_out=outside, left_out_anchors=places, problems=known)
    return (first, *documents[1:])


def _outside(
    lines: Sequence[Line], used: list[tuple[int, int]], words: Words
) -> tuple[str, tuple[tuple[int, Anchor], ...], list[Problem]]:
    texts: list[str] = []
    places: list[tuple[int, Anchor]] = []
    problems: list[Problem] = []
    at = 0
    for index, (start, stop) in enumerate([*used, (len(lines), len(lines))]):
        if start > at:
            where = (
                "before the resolution"
                if not index
                else "after the resolution"
                if index == len(used)
                else "between resolutions"
            )
            text, here = placed_text(lines[at:start], words, sum(len(t) + 1 for t in texts))
            texts.append(text)
            places += here
            problems.append(dropped(where, lines[at:start]))
        at = max(at, stop)
    return "\n".join(texts), tuple(places), problems


def _document(one: _Found, layout: Layout, language: str) -> Document:
    assembly = one.assembly
    footnotes = (*layout.footnotes, *one.footnotes)
    _lift_glued(assembly, [mark for note in one.footnotes for mark in note.mark.split()])
    problems = (*layout.problems, *assembly.problems)
    return Document(
        id="", paragraphs=tuple(node.finished() for node in assembly.nodes), title=layout.title or one.head.title,
        symbol=layout.symbol or one.head.symbol, date=layout.date or one.head.date,
        language=language or one.region.language, status=layout.status or one.head.status,
        headings=tuple(assembly.headings), footnotes=footnotes, problems=problems, formula=one.region.formula,
    )  # fmt: skip


def _lift_glued(assembly: Assembly, known: list[str]) -> None:
    """Lifts marks glued to words where footnotes in the flow prove them and nothing was lifted before."""
    nodes = [node for top in assembly.nodes for node in top.walk()]
    if not known or any(node.joined.notes for node in nodes):
        return
    upto = 0
    found: list[tuple[Node, str, list[Note]]] = []
    for node in nodes:
        text, notes, upto = glued_marks(node.joined.text, known, upto)
        if notes:
            found.append((node, text, notes))
    if upto < len(known):
        return
    for node, text, notes in found:
        node.joined.styles = ()
        node.joined.text = text
        node.joined.notes = tuple(notes)
