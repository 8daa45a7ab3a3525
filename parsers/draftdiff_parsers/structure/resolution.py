"""United Nations resolutions: found inside larger documents, in six languages, from any format's blocks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.label import Label
from draftdiff.model import Document, Footnote, Note, Problem
from draftdiff_parsers.structure.assembling import Assembly, Node
from draftdiff_parsers.structure.ending import find_end
from draftdiff_parsers.structure.footnotes import glued_marks, lift
from draftdiff_parsers.structure.headings import Between, find_between, section_name
from draftdiff_parsers.structure.joining import Words
from draftdiff_parsers.structure.left_out import dropped, placed_text
from draftdiff_parsers.structure.lines import gaps_mean_paragraphs, make_lines
from draftdiff_parsers.structure.locate import Region, find_regions
from draftdiff_parsers.structure.marks import number_mark
from draftdiff_parsers.structure.metadata import Head, read_head
from draftdiff_parsers.structure.numbering import Numbered, number_paragraphs
from draftdiff_parsers.structure.preamble import split_preamble

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
        regions = find_regions(lines, layout.language)
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
                head = read_head(
                    lines, region.formula_at if region.formula_at >= 0 else region.start, floor, region.organ
                )
                home = _Found(Assembly(words), head, region)
                found.append(home)
            floor = _add_region(home, lines, region, language or region.language)
        found = [one for one in found if one.assembly.nodes]
        if not found:
            raise InputError("holds an enacting formula but no paragraphs after it", remedy=_REMEDY)
        return _documents(found, lines, layout, language)


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
    body, footnotes = lift(lines[region.start : region.end], home.assembly.words)
    gapped = gaps_mean_paragraphs(body)
    numbered = number_paragraphs(body, language, gapped=gapped)
    end = find_end(body, numbered[-1].at) if numbered else _preamble_end(body)
    body = body[:end]
    writer = _Writer(home.assembly, body, language, _scope(region), gapped=gapped)
    writer.write(numbered)
    after = _index_after(lines, region, body)
    home.footnotes += footnotes
    start = region.formula_at if region.formula_at >= 0 else region.start
    if home.head.first >= 0 and not home.used:
        start = min(start, home.head.first)
    home.used.append((start, after))
    return after


def _preamble_end(body: Sequence[Line]) -> int:
    return find_end(body, 0) if body else 0


def _index_after(lines: Sequence[Line], region: Region, body: Sequence[Line]) -> int:
    if not body:
        return region.start
    last = body[-1]
    for at in range(region.start, region.end):
        if lines[at] is last:
            return at + 1
    return region.end


@dataclass(slots=True)
class _Writer:
    """Writes the lines of one region into an assembly."""

    assembly: Assembly
    body: list[Line]
    language: str
    scope: tuple[str, ...]
    gapped: bool
    section: str = ""
    sections: int = 0

    def __init__(
        self, assembly: Assembly, body: list[Line], language: str, scope: tuple[str, ...], *, gapped: bool
    ) -> None:
        self.assembly, self.body, self.language, self.scope, self.gapped = (
            assembly,
            body,
            language,
            scope,
            gapped,
        )
        self.section, self.sections = "", 0

    def write(self, numbered: list[Numbered]) -> None:
        """Preamble, then each operative paragraph with the headings before it."""
        numbered = [one for one in numbered if one.at < len(self.body)]
        self._preamble(numbered[0].at if numbered else len(self.body))
        lone = len(numbered) == 1 and numbered[0].mark is None
        for index, one in enumerate(numbered):
            stop = numbered[index + 1].at if index + 1 < len(numbered) else len(self.body)
            between = Between(start=stop)
            if index + 1 < len(numbered):
                between = find_between(self.body, one.at + 1, stop, self.language, gapped=self.gapped)
            self._operative(one, between.start, lone=lone)
            self._between(between)

    def _preamble(self, end: int) -> None:
        spans, headings = split_preamble(self.body, end, self.language, gapped=self.gapped)
        operative = self._unmarked_operative(spans) if end == len(self.body) else []
        spans = spans[: len(spans) - len(operative)]
        pieces = sorted([*((span, False) for span in spans), *((span, True) for span in headings)])
        count = 0
        for (start, stop), is_heading in pieces:
            if is_heading:
                self.assembly.heading(self.body[start:stop])
                self._open_section(start, stop)
            else:
                count += 1
                self._preambular(count, start, stop, self.scope)
        for number, (start, stop) in enumerate(operative, 1):
            label = Label("OP", str(number), scope=self.scope)
            self.assembly.numbered(label, self.body[start:stop], None, gapped=self.gapped)

    def _unmarked_operative(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Without any number: a preambular paragraph ends in a comma, so the last ones that do not are operative."""
        first = len(spans)
        while (
            first and self.body[spans[first - 1][1] - 1].ends and not self.body[spans[first - 1][1] - 1].comma
        ):
            first -= 1
        return spans[first:]

    def _preambular(self, count: int, start: int, stop: int, scope: tuple[str, ...]) -> None:
        line = self.body[start]
        mark = number_mark(line.block.number + " " if line.block.number else line.text)
        if mark is not None and mark.kind == "PP":
            label = Label("PP", str(mark.value), mark.insertion, mark.alternative, (), scope)
            offset = 0 if line.block.number else mark.end
            self.assembly.plain(
                label, "preambular", self.body[start:stop], offset=offset, number=mark.printed
            )
        else:
            self.assembly.plain(Label("PP", str(count), scope=scope), "preambular", self.body[start:stop])

    def _operative(self, one: Numbered, stop: int, *, lone: bool) -> None:
        mark = one.mark
        scope = (*self.scope, self.section or f"Section {one.run + 1}") if one.run else self.scope
        insertion, alternative = (mark.insertion, mark.alternative) if mark else ("", 0)
        label = Label("OP", str(one.value), insertion, alternative, mark.subs if mark else (), scope)
        node = self.assembly.numbered(label, self.body[one.at : stop], mark, gapped=self.gapped)
        if one.repaired and not lone:
            self.assembly.repaired(
                mark.printed if mark else "", f"{one.value}.", node.label, self.body[one.at]
            )

    def _between(self, between: Between) -> None:
        pieces = sorted([*((s, True) for s in between.headings), *((s, False) for s in between.preamble)])
        count = 0
        for (start, stop), is_heading in pieces:
            if is_heading:
                self.assembly.heading(self.body[start:stop])
                self._open_section(start, stop)
                count = 0
            else:
                count += 1
                scope = (*self.scope, self.section or f"Section {self.sections + 1}")
                self._preambular(count, start, stop, scope)

    def _open_section(self, start: int, stop: int) -> None:
        self.sections += 1
        text = " ".join(line.text for line in self.body[start:stop])
        self.section = section_name(text, self.sections)


def _documents(
    found: list[_Found], lines: Sequence[Line], layout: Layout, language: str
) -> tuple[Document, ...]:
    main = max(range(len(found)), key=lambda at: (len(found[at].assembly.taken), -at))
    ordered = [found[main], *(one for at, one in enumerate(found) if at != main)]
    used = sorted(span for one in found for span in one.used)
    documents = [_document(one, layout, language) for one in ordered]
    outside, places, problems = _outside(lines, used, found[0].assembly.words)
    known = (*documents[0].problems, *problems)
    first = replace(documents[0], left_out=outside, left_out_lines=places, problems=known)
    return (first, *documents[1:])


def _outside(
    lines: Sequence[Line], used: list[tuple[int, int]], words: Words
) -> tuple[str, tuple[tuple[int, int], ...], list[Problem]]:
    texts: list[str] = []
    places: list[tuple[int, int]] = []
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
