"""Ruled tables of a page by pdfplumber's table finder, from the lines that pdfium sees.

Letting pdfplumber read the page itself takes 40 to 400 ms, most of it for letters that are not asked for; that is left
to pages whose grid is one path, the lines of which pdfium's bounds do not tell.
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from draftdiff_parsers.pdf.page import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff_parsers.pdf.objects import Drawing
    from draftdiff_parsers.pdf.page import Box, Rule

_QUIET = logging.NullHandler()
#: Lines of a page beyond which its tables are not looked for: the finder compares all of them.
_MOST = 4_000
#: A line this near to the edge of a cell, points, is that edge.
_BORDER = 3.0


class _Edges(NamedTuple):
    """What pdfplumber's table finder asks of a page."""

    edges: list[dict[str, Any]]
    bbox: Box


class RuleReader:
    """Finds tables; opens the file with pdfplumber when the first page asks for it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None

    def read(self, number: int, drawn: Drawing, size: tuple[float, float]) -> tuple[Table, ...]:
        """Ruled tables of a page (1-based).

        Raises:
            Exception: whatever pdfminer makes of a damaged page; the caller records it.
        """
        if drawn.meshed:
            return self._by_pdfplumber(number)
        from pdfplumber.table import TableFinder  # noqa: PLC0415 - slow to import

        edges = list(_edges(drawn))
        if len(edges) > _MOST:
            return ()
        page: Any = _Edges(edges, (0.0, 0.0, *size))
        return _worthy(_table(found, 0.0, 0.0) for found in TableFinder(page).tables)

    def _by_pdfplumber(self, number: int) -> tuple[Table, ...]:
        """Tables as pdfplumber finds them itself. The page's objects are let go before returning."""
        import pdfplumber  # noqa: PLC0415 - slow to import

        if self._pdf is None:
            # What pdfminer thinks of a damaged file would otherwise go to standard error.
            logging.getLogger("pdfminer").addHandler(_QUIET)
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        page = self._pdf.pages[number - 1]
        try:
            return _worthy(_table(found, page.bbox[0], page.bbox[1]) for found in page.find_tables())
        finally:
            page.close()

    def close(self) -> None:
        """Let go of the file. It is in memory: pdfplumber's own closing would only visit every page once more."""
        self._pdf = None


def _edges(drawn: Drawing) -> Iterator[dict[str, Any]]:
    """The lines of a page as pdfplumber describes them."""
    for rule in drawn.rules:
        yield _edge("h", rule.x0, rule.y, rule.x1, rule.y)
    for x0, top, x1, bottom in drawn.uprights:
        yield _edge("v", (x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
    for x0, top, x1, bottom in drawn.frames:
        yield _edge("h", x0, top, x1, top)
        yield _edge("h", x0, bottom, x1, bottom)
        yield _edge("v", x0, top, x0, bottom)
        yield _edge("v", x1, top, x1, bottom)


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line", "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "width": x1 - x0, "height": bottom - top, "doctop": top, "y0": -bottom, "y1": -top,
    }  # fmt: skip


def _table(found: Any, x0: float, top: float) -> Table:
    def moved(box: Sequence[float] | None) -> Box | None:
        return None if box is None else (box[0] - x0, box[1] - top, box[2] - x0, box[3] - top)

    box = moved(found.bbox) or (0.0, 0.0, 0.0, 0.0)
    return Table(box=box, rows=tuple(tuple(moved(cell) for cell in row.cells) for row in found.rows))


def is_border(rule: Rule, tables: Sequence[Table]) -> bool:
    """Whether a line is the edge of a cell, not a mark on its words."""
    return any(
        abs(rule.y - y) <= _BORDER and rule.x0 <= cell[0] + _BORDER and rule.x1 >= cell[2] - _BORDER
        for table in tables
        if table.box[1] - _BORDER <= rule.y <= table.box[3] + _BORDER
        for row in table.rows
        for cell in row
        if cell is not None
        for y in (cell[1], cell[3])
    )


def _worthy(tables: Iterator[Table]) -> tuple[Table, ...]:
    """A frame around text is no table: that takes two rows and two columns."""
    return tuple(
        table
        for table in tables
        if len(table.rows) >= 2 and max(sum(cell is not None for cell in row) for row in table.rows) >= 2
    )
