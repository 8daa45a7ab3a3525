"""Plain numbered text: paragraphs 1, 2, 3 with their sub-paragraphs. Also the annexes of resolutions and acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.label import Label
from draftdiff.model import Document
from draftdiff_parsers.structure.assembling import Assembly
from draftdiff_parsers.structure.footnotes import lift
from draftdiff_parsers.structure.headings import find_between, heading_end
from draftdiff_parsers.structure.joining import Words
from draftdiff_parsers.structure.left_out import dropped, marks_left_out, placed_texts
from draftdiff_parsers.structure.lines import gaps_mean_paragraphs, make_lines
from draftdiff_parsers.structure.metadata import read_head
from draftdiff_parsers.structure.numbering import number_paragraphs, starts_paragraph
from draftdiff_parsers.structure.scopes import Scopes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.layout import Layout, Options
    from draftdiff_parsers.structure.lines import Line
    from draftdiff_parsers.structure.numbering import Numbered

FEWEST = 3
"""Numbered paragraphs that make a numbered text."""
MOST_HEADINGS = 0.3
"""Share of numbers that may belong to headings ("1. Introduction"): a note with more is no numbered text."""
LEAST_COVERED = 0.5
"""Share of the text that must stand in numbered paragraphs."""


class NumberedProfile:
    """Structure profile of texts whose paragraphs are numbered 1, 2, 3; the fallback of all others."""

    name = "numbered"
    most = 0.3
    """Highest evidence: with more of another profile this one need not look."""

    def evidence(self, layout: Layout) -> tuple[float, str]:
        """Small, so that any other profile with evidence wins; 0 where numbers only stand before headings."""
        if not _may_be_numbered(layout):
            return 0.0, "no numbered paragraphs"
        lines = make_lines(layout.blocks)
        numbered = _numbers(lines)
        if len(numbered) < FEWEST or numbered[0].value > FEWEST:
            return 0.0, "no numbered paragraphs"
        headings = sum(_numbers_heading(lines, one) for one in numbered)
        covered = sum(len(line.text) for line in lines[numbered[0].at :])
        total = sum(len(line.text) for line in lines)
        if headings > MOST_HEADINGS * len(numbered) or covered < LEAST_COVERED * total:
            return 0.0, "the numbers stand before headings or cover little of the text"
        return self.most, f"paragraphs numbered {numbered[0].value} to {numbered[-1].value}"

    def structure(self, layout: Layout, options: Options) -> tuple[Document, ...]:
        """One document; what stands before its first number is left out.

        Raises:
            InputError: nothing is numbered.
        """
        lines = make_lines(layout.blocks)
        words = Words(lines)
        body, footnotes = lift(lines, words)
        numbered = _numbers(body)
        if not numbered:
            raise InputError(
                "holds no numbered paragraphs", remedy="choose another structure with --profile, or plain"
            )
        first = body.index(body[numbered[0].at])
        head = read_head(body, first, 0, "")
        assembly = Assembly(words)
        language = options.language or layout.language
        gapped = gaps_mean_paragraphs(body)
        write_numbered(assembly, body, numbered, language, (), gapped=gapped)
        paragraphs = assembly.paragraphs()
        problems = (*layout.problems, *assembly.problems)
        before = [*body[: head.lines[0]], *body[head.lines[1] : first]]
        if before:
            problems = (*problems, dropped("before the first number", before), *marks_left_out(before))
        left_out, places = placed_texts([before] if before else [], words)
        return (
            Document(
                id="", paragraphs=paragraphs, language=language,
                title=layout.title or head.title, symbol=layout.symbol or head.symbol, date=layout.date or head.date,
                status=layout.status or head.status, headings=tuple(assembly.headings),
                footnotes=(*layout.footnotes, *(note.footnote for note in footnotes)), problems=problems,
                left_out=left_out, left_out_anchors=places,
            ),
        )  # fmt: skip


def _may_be_numbered(layout: Layout) -> bool:
    """A quick look: clean numbers from 1 or 2 on, one after another."""
    wanted = 1
    for block in layout.blocks:
        head = (block.number or block.text.lstrip()[:4]).rstrip()
        if head[:1].isdecimal() and head.startswith(
            (f"{wanted}.", f"{wanted})", f"{wanted} ", f"{wanted + 1}.")
        ):
            wanted += 1
            if wanted > FEWEST:
                return True
    return False


def _numbers(lines: Sequence[Line]) -> list[Numbered]:
    return number_paragraphs(lines, "", gapped=gaps_mean_paragraphs(lines), verbs=False)


def _numbers_heading(lines: Sequence[Line], one: Numbered) -> bool:
    """The words on a numbered line are a heading: they end without punctuation before a deliberate break."""
    at = one.at
    if one.mark is not None and not lines[at].text[one.mark.end :] and at + 1 < len(lines):
        at += 1
    after = lines[at + 1] if at + 1 < len(lines) else None
    return not lines[at].ends and (after is None or after.apart or after.early)


def write_numbered(
    assembly: Assembly,
    lines: Sequence[Line],
    numbered: Sequence[Numbered],
    language: str,
    scope: tuple[str, ...],
    *,
    gapped: bool,
) -> None:
    """Numbered paragraphs with the headings between them. A new run of numbers gets its section as scope."""
    kind = "annex" if scope else "paragraph"
    scopes = Scopes(scope, sectioned=any(one.run for one in numbered))
    run = 0
    for index, one in enumerate(numbered):
        stop = numbered[index + 1].at if index + 1 < len(numbered) else len(lines)
        between = find_between(lines, one.at + 1, stop, language, gapped=gapped)
        mark = one.mark
        insertion, alternative = (mark.insertion, mark.alternative) if mark else ("", 0)
        goes_on = one.run == run
        before = scopes.last if goes_on else 0
        run = one.run
        inner = scopes.operative(max(one.value, scopes.last + 1) if goes_on else one.value)
        if scopes.invented:
            assembly.invented(scopes.invented, lines[one.at])
        label = Label("", one.name, insertion, alternative, (), inner)
        node = assembly.numbered(label, lines[one.at : between.start], mark, gapped=gapped, kind=kind)
        assembly.skipped(before, one.value, node.label, lines[one.at])
        if one.repaired:
            assembly.repaired(mark.printed if mark else "", f"{one.value}.", node.label, lines[one.at])
        for start, end in between.headings:
            assembly.heading(lines[start:end])
            scopes.heading(" ".join(line.text for line in lines[start:end]))
        for start, end in between.preamble:
            _unnumbered(assembly, lines[start:end], scope, gapped=gapped)


def _unnumbered(assembly: Assembly, lines: Sequence[Line], scope: tuple[str, ...], *, gapped: bool) -> None:
    """A paragraph without a number: its place is its name."""
    count = sum(
        label.kind == "unnumbered" and label.scope == scope and not label.subs for label in assembly.taken
    )
    label = Label("unnumbered", str(count + 1), scope=scope)
    assembly.numbered(label, lines, None, gapped=gapped, kind="annex" if scope else "paragraph")


def write_annex(assembly: Assembly, lines: Sequence[Line], language: str, scope: tuple[str, ...]) -> None:
    """An annex: headings, paragraphs without a number ("unnumbered 1"), then numbered ones."""
    gapped = gaps_mean_paragraphs(lines)
    numbered = number_paragraphs(lines, language, gapped=gapped, verbs=False)
    first = numbered[0].at if numbered else len(lines)
    count = at = 0
    while at < first:
        stop = heading_end(lines, at, first, language)
        if stop > at and count == 0:
            assembly.heading(lines[at:stop])
            at = stop
            continue
        stop = max(stop, at + 1)
        while stop < first and not starts_paragraph(lines[stop - 1], lines[stop], gapped=gapped):
            stop += 1
        count += 1
        _unnumbered(assembly, lines[at:stop], scope, gapped=gapped)
        at = stop
    write_numbered(assembly, lines, numbered, language, scope, gapped=gapped)
