"""Rules and tables of a page with pdfplumber, for the pages that have any: lines through and under text, ruled tables."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

from draftdiff_parsers.pdf.objects import SHORT, THICK
from draftdiff_parsers.pdf.page import Rule, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.page import Box

_QUIET = logging.NullHandler()


class RuleReader:
    """Opens the file with pdfplumber when the first page asks for it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None

    def read(self, number: int) -> tuple[tuple[Rule, ...], tuple[Table, ...]]:
        """Rules and ruled tables of a page (1-based). Its objects are let go before returning.

        Raises:
            Exception: whatever pdfminer makes of a damaged page; the caller records it.
        """
        import pdfplumber  # noqa: PLC0415 - slow to import

        if self._pdf is None:
            # What pdfminer thinks of a damaged file would otherwise go to standard error.
            logging.getLogger("pdfminer").addHandler(_QUIET)
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        page = self._pdf.pages[number - 1]
        try:
            x0, top = page.bbox[0], page.bbox[1]
            rules = tuple(
                Rule(item["x0"] - x0, item["x1"] - x0, (item["top"] + item["bottom"]) / 2 - top)
                for item in (*page.lines, *page.rects)
                if item["bottom"] - item["top"] <= THICK and item["x1"] - item["x0"] >= SHORT
            )
            tables = tuple(_table(found, x0, top) for found in page.find_tables())
        finally:
            page.close()
        return rules, tuple(table for table in tables if _worth(table))

    def close(self) -> None:
        """Let go of the file. It is in memory: pdfplumber's own closing would only visit every page once more."""
        self._pdf = None


def _table(found: Any, x0: float, top: float) -> Table:
    def moved(box: Sequence[float] | None) -> Box | None:
        return None if box is None else (box[0] - x0, box[1] - top, box[2] - x0, box[3] - top)

    box = moved(found.bbox) or (0.0, 0.0, 0.0, 0.0)
    return Table(box=box, rows=tuple(tuple(moved(cell) for cell in row.cells) for row in found.rows))


def _worth(table: Table) -> bool:
    """A frame around text is no table: that takes two rows and two columns."""
    return len(table.rows) >= 2 and max(sum(cell is not None for cell in row) for row in table.rows) >= 2
