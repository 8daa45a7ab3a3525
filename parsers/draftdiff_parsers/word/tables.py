"""Tables of a Word file: which rows and cells the view shows (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff_parsers.word.markup import W, elements, integer, val

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff_parsers.word.revisions import View

_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml")
#: A cell that claims to span more columns than this is not believed (Word's own limit is 63).
_WIDEST = 63


def rows_of(table: Element, view: View) -> list[list[Element]]:
    """Rows of cells that the view shows. Cells continued from the row above (`vMerge`) are left out."""
    rows: list[list[Element]] = []
    for row in _inside(table, f"{W}tr"):
        if all(mark.shown for mark in view.marks_within(row.find(f"{W}trPr"))):
            cells = [cell for cell in _inside(row, f"{W}tc") if not _continued(cell) and _shown(cell, view)]
            if cells:
                rows.append(cells)
    return rows


def is_frame(rows: list[list[Element]]) -> bool:
    """A table of one column is a frame around paragraphs, not a table."""
    return all(len(row) == 1 and span_of(row[0]) == 1 for row in rows)


def span_of(cell: Element) -> int:
    """Columns a cell covers."""
    return min(max(integer(val(cell.find(f"{W}tcPr"), "gridSpan")) or 1, 1), _WIDEST)


def _inside(parent: Element, tag: str) -> list[Element]:
    """Children of a kind, also through content controls."""
    found: list[Element] = []
    for child in elements(parent):
        if child.tag == tag:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found.extend(_inside(child, tag))
    return found


def _shown(cell: Element, view: View) -> bool:
    """Whether the view shows a cell that was inserted or deleted as a tracked change."""
    properties = cell.find(f"{W}tcPr")
    for name, added in (("cellIns", True), ("cellDel", False)):
        change = None if properties is None else properties.find(W + name)
        if change is not None and view.accepts(change.get(f"{W}author") or "") != added:
            return False
    return True


def _continued(cell: Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"
