"""Tables: words inside a ruled table become one line of text that keeps its rows and cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff.layout import Block
from draftdiff.model import Anchor, Style
from draftdiff_parsers.breaks import split_breaks
from draftdiff_parsers.columns import Cell
from draftdiff_parsers.pdf.columns import rows
from draftdiff_parsers.pdf.lines import make_line
from draftdiff_parsers.pdf.page import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.page import Box, PageText, Table, Word

#: Cells with text that a table needs in two of its columns; frames and mastheads have fewer.
_COLUMNS = 2


def take_tables(page: PageText) -> tuple[list[Line], list[Word]]:
    """The tables of a page, each as one line, and the words outside them."""
    rest = list(page.words)
    found: list[Line] = []
    for table in page.tables:
        inside = [word for word in rest if _holds(table.box, word)]
        line = _table_line(page.number, table, inside)
        if line is not None:
            taken = {id(word) for word in inside}
            rest = [word for word in rest if id(word) not in taken]
            found.append(line)
    return found, rest


def place_tables(lines: Sequence[Line], tables: Sequence[Line]) -> list[Line]:
    """Each table before the first line that stands below its top and beside or under it."""
    result = list(lines)
    for table in tables:
        at = next(
            (n for n, line in enumerate(result) if line.base > table.top and line.x0 < table.x1 and line.x1 > table.x0),
            len(result),
        )  # fmt: skip
        result.insert(at, table)
    return result


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table_line(page: int, table: Table, inside: Sequence[Word]) -> Line | None:
    cells = tuple(_row(row, inside, page) for row in table.rows)
    grid = [[text for cell in row for text in (cell.text, *[""] * (cell.span - 1))] for row in cells]
    width = max(len(row) for row in grid)
    filled = sum(any(at < len(row) and row[at] for row in grid) for at in range(width))
    if filled < _COLUMNS or sum(any(row) for row in grid) < _COLUMNS:
        return None
    text = "\n".join("\t".join(row) for row in grid)
    size = max((word.size for word in inside), default=0.0)
    x0, top, x1, bottom = table.box
    return Line(
        text=text, page=page, x0=x0, top=top, x1=x1, bottom=bottom, base=bottom, size=size, left=x0, table=True,
        cells=cells,
    )  # fmt: skip


def _row(row: Sequence[Box | None], inside: Sequence[Word], page: int) -> tuple[Cell, ...]:
    """The cells of a row; where pdfplumber has none, the one before it reaches over."""
    found: list[Cell] = []
    for box in row:
        if box is None and found:
            found[-1] = replace(found[-1], span=found[-1].span + 1)
        else:
            found.append(Cell(() if box is None else _cell(box, inside, page)))
    return tuple(found)


def _cell(cell: Box, inside: Sequence[Word], page: int) -> tuple[Block, ...]:
    """The paragraphs of a cell: its printed lines, parted where numbers say so."""
    held = [word for word in inside if _holds(cell, word)]
    if not held:
        return ()
    lines = [make_line(row, page) for row in rows(held)]
    text, styles = "", list[Style]()
    for line in lines:
        start = len(text)
        text += f"{line.text.replace(chr(9), ' ')}\n"
        styles += [replace(s, start=s.start + start, end=s.end + start) for s in line.styles]
    block = Block(
        text=text.rstrip("\n"), whole=True, anchor=Anchor(page=page, box=cell), styles=tuple(styles)
    )
    return tuple(split_breaks(block))
