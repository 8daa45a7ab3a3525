"""Reading a Word file: its parts, in the wanted view of its tracked changes, become one layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff.errors import DraftdiffError, InputError
from draftdiff.layout import Layout, Options, RawFile
from draftdiff.model import Problem
from draftdiff_parsers.breaks import split_breaks
from draftdiff_parsers.columns import take_columns, version_columns
from draftdiff_parsers.marks import read_marks
from draftdiff_parsers.word.furniture import read_furniture
from draftdiff_parsers.word.markup import W
from draftdiff_parsers.word.notes import Notes
from draftdiff_parsers.word.numbering import Numbering, lists_of
from draftdiff_parsers.word.package import Parts, open_package
from draftdiff_parsers.word.revisions import View, authors, check_author
from draftdiff_parsers.word.runs import Losses
from draftdiff_parsers.word.sniff import DOCX, as_word, sniff
from draftdiff_parsers.word.story import Story
from draftdiff_parsers.word.styles import StyleSheet

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml.etree import _Element as Element

#: A masthead set as a table or as paragraphs opens the body within this many blocks (Geneva template: one table).
_MASTHEAD_BLOCKS = 8
_RAW = 500
_CONVERTED = Problem(kind="uncertain", what="the file was converted to Word's present format by LibreOffice")


class WordReader:
    """Layout reader of Word files; entry point `word` of `draftdiff.parsers`."""

    name = "word"

    def sniff(self, raw: RawFile) -> str:
        """Media type of a Word file, also of kinds that LibreOffice converts or that are refused with a remedy."""
        return sniff(raw)

    def read(self, raw: RawFile, options: Options) -> Layout:
        """Blocks of a Word file.

        Raises:
            InputError: legacy binary, encrypted, damaged, no Word file, empty.
            LimitError: over `options.limits`.
            UsageError: `options.author` changed nothing in a file that others changed.
        """
        try:
            return self._read(raw, options)
        except DraftdiffError as error:
            raise _named(error, raw.name) from error

    def versions(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """The versions one file holds: id and the options to read each with.

        `original`, then one version per author of tracked changes in order of their first change (only that
        author's changes accepted; left out where there is one author, whose version is the final one), then
        `final`. A file without tracked changes has `final` only. Errors as `read`.
        """
        try:
            word, _ = as_word(raw, options.limits)
            parts = open_package(word, options.limits)
            known = authors(_revised_roots(parts, parts.package.root(parts.main)))
        except DraftdiffError as error:
            raise _named(error, raw.name) from error
        final = replace(options, revisions="final", author="")
        if not known and options.marks == "as-text":
            return [("final", final)]
        found: list[tuple[str, Options]] = [("original", replace(final, revisions="original"))]
        if len(known) > 1:
            taken = {"original", "final"}
            for author in filter(None, known):
                name = author if author not in taken else f"{author} (author)"
                found.append((name, replace(final, author=author)))
        return [*found, ("final", final)]

    def columns(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """The columns that hold versions of the text, as `draftdiff.layout.ColumnReader`. Errors as `read`."""
        try:
            _, story = self._told(raw, options)
        except DraftdiffError as error:
            raise _named(error, raw.name) from error
        names = version_columns(story.blocks, story.tables, options)
        return [(name, replace(options, column=name)) for name in names]

    def _told(self, raw: RawFile, options: Options) -> tuple[Parts, Story]:
        """The parts of the file and its body, read."""
        parts = open_package(as_word(raw, options.limits)[0], options.limits)
        document = parts.package.root(parts.main)
        body = document.find(f"{W}body")
        if body is None:
            raise InputError(
                "holds no text body", place=parts.main, remedy="open it in Word and save it again"
            )
        view = View.of(options)
        check_author(view.author, authors(_revised_roots(parts, document)) if view.author else {})
        story = _story(parts, document, view, options)
        story.read(body)
        return parts, story

    def _read(self, raw: RawFile, options: Options) -> Layout:
        word, media_type = as_word(raw, options.limits)
        parts, story = self._told(word, options)
        via = [_CONVERTED] if media_type != DOCX else []
        furniture = read_furniture(parts, story.blocks[:_MASTHEAD_BLOCKS])
        columned, columns, taken = take_columns(story.blocks, story.tables, options)
        blocks, marked = read_marks(columned, options)
        return Layout(
            blocks=tuple(part for block in blocks for part in split_breaks(block)),
            footnotes=tuple(story.notes.footnotes),
            problems=(
                *via,
                *furniture.problems,
                *story.problems,
                *_kept_tables(story, taken),
                *columns,
                *marked,
                *_losses(story.losses),
            ),
            symbol=furniture.symbol,
            date=furniture.date,
            language=furniture.language,
            media_type=media_type,
        )


def _story(parts: Parts, document: Element, view: View, options: Options) -> Story:
    """A story reader for the body, with notes read by readers of the same view."""
    sheet = StyleSheet(parts.optional("styles"))
    lists = lists_of(parts.optional("numbering"))
    kinds = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
    notes = Notes(
        {kind: parts.optional(part) for kind, part in kinds.items()},
        parts.optional("settings"),
        list(document.iter(f"{W}sectPr")),
    )
    losses = Losses()

    def text_of(item: Element) -> str:
        # a note inside a note is none of the document's: its reader gets empty notes of its own
        bare = Notes({}, None, [])
        inner = Story(sheet, Numbering(lists), view, bare, losses, options.limits)
        inner.read(item)
        return " ".join(f"{block.number} {block.text}" for block in inner.blocks).strip()

    notes.text_of = lambda item: " ".join(text_of(item).split())
    paged = next(document.iter(f"{W}lastRenderedPageBreak"), None) is not None
    return Story(sheet, Numbering(lists), view, notes, losses, options.limits, paged=paged)


def _revised_roots(parts: Parts, document: Element) -> list[Element]:
    notes = [root for kind in ("footnotes", "endnotes") if (root := parts.optional(kind)) is not None]
    return [document, *notes]


def _kept_tables(story: Story, taken: Container[int]) -> list[Problem]:
    found: list[Problem] = []
    for at, rows in story.tables.items():
        if at not in taken:
            columns = max(sum(cell.span for cell in row) for row in rows)
            what = f"a table of {len(rows)} rows and {columns} columns is kept as it is"
            found.append(Problem(kind="uncertain", what=what, raw=story.blocks[at].text[:_RAW]))
    return found


def _losses(losses: Losses) -> list[Problem]:
    found: list[Problem] = []
    if losses.hidden:
        text = "".join(losses.hidden)
        found.append(Problem(kind="dropped", what="hidden text was left out", raw=text[:_RAW]))
    if losses.pictures:
        found.append(Problem(kind="dropped", what=f"pictures were left out: {losses.pictures}"))
    if losses.objects:
        found.append(Problem(kind="dropped", what=f"embedded objects were left out: {losses.objects}"))
    for name, count in losses.fields.items():
        what = f"numbers of {name} fields only Word can compute were left out: {count}"
        found.append(Problem(kind="unsupported", what=what))
    for font, count in losses.signs.items():
        what = f"signs of the font {font} that draftdiff does not know are shown as bullets: {count}"
        found.append(Problem(kind="uncertain", what=what))
    found += [
        Problem(kind="uncertain", what=f"{note} is referred to but is not in the file")
        for note in losses.missing
    ]
    return found


def _named(error: DraftdiffError, name: str) -> DraftdiffError:
    """The same error with the file it concerns."""
    return type(error)(error.what, file=error.file or name, place=error.place, remedy=error.remedy)
