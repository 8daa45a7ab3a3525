"""The body of a Word file as blocks, in reading order: paragraphs, lists, tables, text boxes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.errors import LimitError
from draftdiff.layout import Block
from draftdiff.model import Anchor, Problem
from draftdiff_parsers.columns import Cell
from draftdiff_parsers.word.line import Line
from draftdiff_parsers.word.markup import W, elements, val
from draftdiff_parsers.word.runs import GROUPS, RunReader
from draftdiff_parsers.word.styles import points
from draftdiff_parsers.word.tables import is_frame, rows_of, span_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff.layout import BlockKind, Limits
    from draftdiff_parsers.columns import Rows
    from draftdiff_parsers.word.notes import Notes
    from draftdiff_parsers.word.numbering import Numbering
    from draftdiff_parsers.word.revisions import Mark, View
    from draftdiff_parsers.word.runs import Losses
    from draftdiff_parsers.word.styles import ParagraphLook, StyleSheet

_QUOTE_STYLES = ("quote", "intense quote", "block text")
_CONTENTS_STYLES = ("toc ", "table of contents")
#: `Problem.raw` holds at most this much.
RAW = 500


@dataclass(slots=True)
class Story:
    """Reads containers of paragraphs (the body, a cell, a text box) into blocks."""

    sheet: StyleSheet
    numbering: Numbering
    view: View
    notes: Notes
    losses: Losses
    limits: Limits
    blocks: list[Block] = field(default_factory=list[Block])
    problems: list[Problem] = field(default_factory=list[Problem])
    tables: dict[int, Rows] = field(default_factory=dict[int, "Rows"])
    """Index of a block of kind `table` -> its cells."""
    paged: bool = False
    """Word left marks where it broke pages."""
    _page: int = 1
    _empty: int = 0
    _break: bool = False
    _open: Line | None = None
    """A paragraph whose mark is gone in this view: the next one continues it."""
    _characters: int = 0
    _deadline: float = field(default_factory=lambda: 0.0)

    def __post_init__(self) -> None:
        self._deadline = time.monotonic() + self.limits.seconds

    def read(self, container: Element, marks: tuple[Mark, ...] = ()) -> None:
        """All paragraphs and tables of a container."""
        self._walk(container, marks)
        self._close()

    def _walk(self, container: Element, marks: tuple[Mark, ...]) -> None:
        for child in elements(container):
            tag = str(child.tag)
            mark = self.view.mark(child)
            if mark is not None:
                self._walk(child, (*marks, mark))
            elif tag == f"{W}p":
                self._paragraph(child, marks)
            elif tag == f"{W}tbl":
                self._close()
                self._table(child, marks)
            elif tag in GROUPS:
                self._walk(child, marks)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self._walk(content, marks)
            elif tag == f"{W}altChunk":
                self._report("unsupported", "a file embedded in the text was left out")

    def _paragraph(self, paragraph: Element, marks: tuple[Mark, ...]) -> None:
        line = self._open or Line()
        properties = self.view.properties(paragraph.find(f"{W}pPr"))
        look = self.sheet.paragraph(properties)
        reader = RunReader(line, self.sheet, self.view, self.notes, self.losses, look.style_id)
        before = line.length
        reader.read(paragraph, marks)
        self._check(line.length - before)
        current = paragraph.find(f"{W}pPr/{W}rPr")
        own = self.view.marks_within(current)
        for mark in own:
            line.join(mark)
        if all(mark.shown for mark in (*marks, *own)):
            self._open = None
            self._finish(line, look)
        else:
            self._open = line
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            self._break = self._break or val(section, "type") != "continuous"
            self.notes.new_section()

    def _close(self) -> None:
        """Nothing follows that could continue an open paragraph: print it, or leave its changes to the last one."""
        line, self._open = self._open, None
        if line is None:
            return
        if line.text.strip():
            self._finish(line, self.sheet.paragraph(None))
        elif line.revised and self.blocks and self.blocks[-1].kind != "table":
            last = self.blocks[-1]
            end = Line(length=len(last.text))
            end.take_revisions(line)
            self.blocks[-1] = _with_revisions(last, end)

    def _finish(self, line: Line, look: ParagraphLook) -> None:
        number, left, first, level = self._number(look)
        text = line.text
        before = [box for at, box in line.boxes if not text[:at].strip()]
        for box in before:
            self._box(box)
        begins = line.page_break or look.page_break or self._break
        if line.page_break:
            self._page += 1
        if not text.strip():
            self._skip(line, number, begins=begins)
        elif look.style.startswith(_CONTENTS_STYLES):
            self._report("dropped", "a line of the table of contents was left out", text)
        else:
            self._emit(
                Block(
                    text=text, kind=_kind(look, number), whole=True, number=number, level=level,
                    anchor=Anchor(page=self._page) if self.paged else Anchor(), indent=points(left, first),
                    gap=float(self._empty), page_break=begins, size=line.size, styles=line.styles,
                    notes=tuple(line.notes), revisions=line.revisions,
                )
            )  # fmt: skip
        self._page += line.pages
        for at, box in line.boxes:
            if text[:at].strip():
                self._box(box)

    def _number(self, look: ParagraphLook) -> tuple[str, int | None, int | None, int | None]:
        """Number as printed, indents and level of list or heading."""
        if not look.num_id:
            return "", look.left, look.first, look.outline
        level = self.numbering.level_of(look.num_id, look.level, look.style_id)
        number = self.numbering.next(look.num_id, level)
        definition = self.numbering.definition(look.num_id, level)
        left, first = look.left, look.first
        if definition is not None:
            left = definition.left if left is None else left
            first = definition.first if first is None else first
        return number, left, first, level if look.outline is None else look.outline

    def _skip(self, line: Line, number: str, *, begins: bool) -> None:
        """An empty paragraph: white space, unless something is anchored in it."""
        self._empty += 1
        self._break = begins
        if number and number != "•":
            self._report("dropped", f"an empty paragraph with the number {number} was left out")
        for note in line.notes:
            if note.kind == "comment":
                self._report("dropped", f"a comment by {note.mark} stands in an empty paragraph", note.text)

    def _emit(self, block: Block) -> None:
        self.blocks.append(block)
        self._empty = 0
        self._break = False

    def _check(self, characters: int) -> None:
        self._characters += characters
        if self._characters > self.limits.characters:
            raise LimitError(
                f"holds more than {self.limits.characters:,} characters",
                remedy="raise --limits characters=N if you trust it",
            )
        if time.monotonic() > self._deadline:
            raise LimitError(
                f"takes longer than {self.limits.seconds:g} seconds",
                remedy="raise --limits seconds=N if you trust it",
            )

    def _box(self, box: Element) -> None:
        """A text box prints at its anchor: before the paragraph it is anchored at the start of, else after it."""
        inner = self._inner()
        inner.read(box)
        text = "\n".join(block.text for block in inner.blocks)
        if text.strip():
            self._report("uncertain", "a text box was read at the place it is anchored", text)
        for at, block in enumerate(inner.blocks):
            if at in inner.tables:
                self.tables[len(self.blocks)] = inner.tables[at]
            self._emit(block)

    def _table(self, table: Element, marks: tuple[Mark, ...]) -> None:
        rows = rows_of(table, self.view)
        if is_frame(rows):
            for row in rows:
                for cell in row:
                    self._walk(cell, marks)
                    self._close()
            return
        nested = self._inner()
        cells = tuple(
            tuple(Cell(self._cell(cell, nested, marks), span_of(cell)) for cell in row) for row in rows
        )
        text = "\n".join("\t".join(cell.text for cell in row) for row in cells)
        if not text.strip():
            return
        notes = tuple(note for block in nested.blocks for note in block.notes)
        begins = self._break
        self.tables[len(self.blocks)] = cells
        self._emit(
            Block(text=text, kind="table", whole=True, gap=float(self._empty), page_break=begins, notes=notes)
        )

    def _cell(self, cell: Element, story: Story, marks: tuple[Mark, ...]) -> tuple[Block, ...]:
        at = len(story.blocks)
        story._walk(cell, marks)
        story._close()
        return tuple(story.blocks[at:])

    def _inner(self) -> Story:
        """A story with its own blocks inside this one; numbering, notes and limits are shared."""
        return Story(
            self.sheet, self.numbering, self.view, self.notes, self.losses, self.limits,
            problems=self.problems, paged=self.paged, _page=self._page,
        )  # fmt: skip

    def _report(self, kind: str, what: str, raw: str = "") -> None:
        anchor = Anchor(page=self._page) if self.paged else None
        self.problems.append(Problem(kind=kind, what=what, raw=raw[:RAW], anchor=anchor))


def _kind(look: ParagraphLook, number: str) -> BlockKind:
    if look.outline is not None or look.style == "title":
        return "heading"
    if number:
        return "list-item"
    return "quote" if look.style in _QUOTE_STYLES else "text"


def _with_revisions(block: Block, line: Line) -> Block:
    return replace(block, revisions=(*block.revisions, *line.revisions))
