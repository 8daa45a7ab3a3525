"""Tables of Markdown, `| a | b |` with a row of dashes: they can hold the text itself, as tables of other formats can."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff.layout import Block
from draftdiff_parsers.columns import Cell, take_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.layout import Options
    from draftdiff.model import Problem
    from draftdiff_parsers.columns import Rows

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CELLS = re.compile(r"(?<!\\)\|")


def take_tables(blocks: Sequence[Block], options: Options) -> tuple[list[Block], list[Problem]]:
    """Blocks with every table that holds the text replaced by its paragraphs, and what was done; others stay as they are.

    Raises:
        UsageError: no table has the column asked for.
    """
    joined: list[Block] = []
    tables: dict[int, Rows] = {}
    originals: dict[int, list[Block]] = {}
    at = 0
    while at < len(blocks):
        stop = at
        while stop < len(blocks) and blocks[stop].kind == "table" and (stop == at or blocks[stop].gap == 0):
            stop += 1
        group = list(blocks[at:stop])
        if len(group) > 1 and _RULE.match(group[1].text):
            rows = [block for n, block in enumerate(group) if n != 1]
            barred = group[0].text.lstrip().startswith("|")
            tables[len(joined)] = tuple(_row(block, barred=barred) for block in rows)
            originals[len(joined)] = group
            text = "\n".join(_CELLS.sub(" ", block.text) for block in rows)
            joined.append(replace(group[0], text=text, whole=True, styles=()))
            at = stop
        else:
            joined.append(blocks[at])
            at += 1
    if not tables:
        return list(blocks), []
    found, problems, taken = take_columns(joined, tables, options)
    if not taken:
        return list(blocks), problems
    kept = {id(joined[place]): originals[place] for place in tables if place not in taken}
    return [one for block in found for one in kept.get(id(block), [block])], problems


def rows_of_tables(lines: Sequence[str]) -> frozenset[int]:
    """Lines of tables: the one above a row of dashes, that row, and those below as long as they have a bar."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if at == 0 or "|" not in line or not _RULE.match(line) or not _CELLS.search(lines[at - 1]):
            continue
        found |= {at - 1, at}
        below = at + 1
        while below < len(lines) and _CELLS.search(lines[below]):
            found.add(below)
            below += 1
    return frozenset(found)


def _row(block: Block, *, barred: bool) -> tuple[Cell, ...]:
    """Cells of a row; `barred` tables have a bar before the first cell and after the last."""
    text = block.text.strip()
    cells = _CELLS.split(text.removeprefix("|").removesuffix("|") if barred else text)
    return tuple(_cell(cell.replace("\\|", "|").strip(), block) for cell in cells)


def _cell(text: str, row: Block) -> Cell:
    if not text:
        return Cell()
    return Cell((Block(text=text, whole=True, anchor=row.anchor),))
