"""United Nations resolutions: found inside larger documents, in six languages, from any format's blocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.model import Document
from draftdiff_parsers.structure.assembling import Assembly
from draftdiff_parsers.structure.composing import Found, add_region, home_of
from draftdiff_parsers.structure.declared import declares, read_declared
from draftdiff_parsers.structure.joining import Words
from draftdiff_parsers.structure.left_out import dropped, marks_left_out, placed_text
from draftdiff_parsers.structure.lines import make_lines
from draftdiff_parsers.structure.locate import find_regions, part_letter
from draftdiff_parsers.structure.metadata import read_head
from draftdiff_parsers.structure.openings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.layout import Layout, Options
    from draftdiff.model import Anchor, Problem
    from draftdiff_parsers.structure.lines import Line
    from draftdiff_parsers.structure.locate import Region

_REMEDY = "check the file, or choose another structure with --profile"


class UnResolutionProfile:
    """Structure profile of resolutions of the United Nations' organs and of conferences that write like them."""

    name = "un-resolution"

    def __init__(self) -> None:
        self._seen: tuple[Layout, str, list[Line], list[Region]] | None = None

    def evidence(self, layout: Layout) -> tuple[float, str]:
        """Near 1 with an enacting formula, less with a preamble and numbered verbs alone, 0 without."""
        declared = declares(layout.blocks)
        if declared:
            certain = 0.97 if declared == "resolution" else 0.25
            return certain, "the format declares preamble and paragraphs"
        lines, regions = self._regions(layout, layout.language)
        if not regions:
            return 0.0, "no enacting formula and no preamble"
        self._seen = (layout, layout.language, lines, regions)
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
        if declares(layout.blocks):
            document = read_declared(make_lines(layout.blocks), layout, options)
            if document.paragraphs:
                return (document,)
        language = options.language or layout.language
        lines, regions = self._regions(layout, language)
        if not regions:
            raise InputError(
                "holds no resolution: no enacting formula and no preamble with operative paragraphs",
                remedy=_REMEDY,
            )
        words = Words(lines)
        found: list[Found] = []
        floor = 0
        for region in regions:
            home = home_of(found, region)
            if home is None:
                head = read_head(lines, _head_end(lines, region), floor, region.organ)
                home = Found(Assembly(words), head, region)
                found.append(home)
            # A page may declare a language of its menus, or one we have no lexicon for: the formula knows better.
            spoken = language if language in LANGUAGES else region.language
            floor = add_region(home, lines, region, spoken)
        found = [one for one in found if one.assembly.nodes]
        if not found:
            raise InputError("holds an enacting formula but no paragraphs after it", remedy=_REMEDY)
        return _documents(found, lines, layout, language)

    def _regions(self, layout: Layout, language: str) -> tuple[list[Line], list[Region]]:
        """Lines and regions of a layout; the structure takes over those the evidence was found in."""
        seen, self._seen = self._seen, None
        if seen is not None and seen[0] is layout and seen[1] == language:
            return seen[2], seen[3]
        lines = make_lines(layout.blocks)
        return lines, find_regions(lines, language)


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


def _documents(
    found: list[Found], lines: Sequence[Line], layout: Layout, language: str
) -> tuple[Document, ...]:
    main = max(range(len(found)), key=lambda at: (len(found[at].assembly.taken), -at))
    ordered = [found[main], *(one for at, one in enumerate(found) if at != main)]
    used = sorted(span for one in found for span in one.used)
    documents = [_document(one, layout, language) for one in ordered]
    outside, places, problems = _outside(lines, used, found[0].assembly.words, len(found))
    known = (*documents[0].problems, *problems)
    first = replace(documents[0], left_out=outside, left_out_anchors=places, problems=known)
    return (first, *documents[1:])


def _where(index: int, last: int, documents: int) -> str:
    if not index:
        return "before the resolution"
    if index == last or documents == 1:
        return "after the resolution" if index == last else "beside the resolution"
    return "between resolutions"


def _outside(
    lines: Sequence[Line], used: list[tuple[int, int]], words: Words, documents: int
) -> tuple[str, tuple[tuple[int, Anchor], ...], list[Problem]]:
    texts: list[str] = []
    places: list[tuple[int, Anchor]] = []
    problems: list[Problem] = []
    at = 0
    for index, (start, stop) in enumerate([*used, (len(lines), len(lines))]):
        if start > at:
            where = _where(index, len(used), documents)
            text, here = placed_text(lines[at:start], words, sum(len(t) + 1 for t in texts))
            texts.append(text)
            places += here
            problems += [dropped(where, lines[at:start]), *marks_left_out(lines[at:start])]
        at = max(at, stop)
    return "\n".join(texts), tuple(places), problems


def _document(one: Found, layout: Layout, language: str) -> Document:
    assembly = one.assembly
    footnotes = (*layout.footnotes, *one.footnotes)
    paragraphs = assembly.paragraphs()
    problems = (*layout.problems, *assembly.problems)
    return Document(
        id="", paragraphs=paragraphs, title=layout.title or one.head.title,
        symbol=layout.symbol or one.head.symbol, date=layout.date or one.head.date,
        language=language or one.region.language, status=layout.status or one.head.status,
        headings=tuple(assembly.headings), footnotes=footnotes, problems=problems, formula=one.region.formula,
    )  # fmt: skip
