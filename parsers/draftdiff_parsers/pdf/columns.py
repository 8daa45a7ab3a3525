"""Reading order: words become rows, rows are cut at gutters into columns, columns are read one after the other."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff_parsers.pdf.page import Word

Row = list["Word"]

#: Words on one row differ by less than this in base line, em.
_SAME_ROW = 0.3
#: Words of one row are of similar size; a smaller one is a superscript of the row or belongs to another.
_SIMILAR = 0.78
#: A superscript on another base line is smaller than its row: 0.58 in TeX and LibreOffice, 0.65 in Word, 0.83 in HTML.
_RAISED_SIZE = 0.9
#: A gutter is at least this wide (points); columns of journals and Official Records stand 12 to 24 apart.
_GUTTER = 7.0
#: A gutter lies in this part of the text's width.
_MIDDLE = (0.22, 0.78)
#: It has at least so many lines on either side, and this share of each side stands beside the other.
_ROWS = 4
_SHARE = 0.3
#: Columns of running text are filled to this share of their width in their middle row; lists and tables are not.
_FILLED = 0.62
#: Lines across the gutter among those beside it: headings over both columns.
_ACROSS = 0.3
#: Text narrower than this, points, has no columns.
_NARROWEST = 100
#: Edges of one column lie within this many points.
_SAME_EDGE = 3.0
#: Three columns are two splits.
_DEPTH = 2


def rows(words: Sequence[Word]) -> list[Row]:
    """Words by base line, top row first, each row from left to right; superscripts with the row they belong to."""
    found: list[Row] = []
    for word in sorted(words, key=lambda w: (w.base, w.x0, w.order)):
        for row in reversed(found[-4:]):
            head = row[0]
            if abs(word.base - head.base) <= _SAME_ROW * min(word.size, head.size) and _alike(word, head):
                row.append(word)
                break
        else:
            found.append([word])
    found = _with_superscripts(found)
    for row in found:
        row.sort(key=lambda w: (w.x0, w.order))
    return found


def _alike(a: Word, b: Word) -> bool:
    return min(a.size, b.size) >= _SIMILAR * max(a.size, b.size)


def _with_superscripts(found: list[Row]) -> list[Row]:
    """Small words raised or lowered beside larger ones join their row."""
    if len({word.size for row in found for word in row}) == 1:
        return found
    kept: list[Row] = []
    sizes = [row[0].size for row in found]
    for at, row in enumerate(found):
        largest = _RAISED_SIZE * max(sizes[max(0, at - 3) : at + 4])
        if all(word.size >= largest for word in row):
            kept.append(row)
            continue
        stay: Row = []
        for word in row:
            host = _host(word, found[max(0, at - 3) : at + 4], row)
            if host is None:
                stay.append(word)
            else:
                host.append(word)
        if stay:
            row[:] = stay
            kept.append(row)
        else:
            row.clear()
    return [row for row in kept if row]


def _host(word: Word, near: Sequence[Row], own: Row) -> Row | None:
    middle = word.base - word.size / 3
    for row in near:
        if row is own or not row or row[0].size * _RAISED_SIZE <= word.size:
            continue
        big = row[0]
        if not big.base - big.size <= middle <= big.base + 0.25 * big.size:
            continue
        if any(
            -2.0 <= max(w.x0 - word.x1, word.x0 - w.x1) <= 0.9 * w.size for w in row if w.size > word.size
        ):
            return row
    return None


def recognised_regions(words: Sequence[Word]) -> list[list[Row]]:
    """Rows of the columns that recognition found: on a skewed scan no straight gutter does."""
    columns: dict[int, Row] = {}
    for word in words:
        columns.setdefault(word.column, []).append(word)
    return [rows(column) for column in columns.values()]


def regions(found: Sequence[Row], setting: Setting | None = None) -> list[list[Row]]:
    """Rows in reading order, grouped by column: rows over the full width end a band of columns.

    Args:
        found: the rows of a page.
        setting: how the pages before were set; learns the columns of this one.
    """
    setting = Setting() if setting is None else setting
    gutter = _gutter(found)
    if gutter is not None:
        setting.gutter = gutter
    elif setting.gutter is not None and _goes_on(found, setting.gutter):
        gutter = setting.gutter
    return _split(list(found), 0, gutter, rtl=setting.rtl)


@dataclass(slots=True)
class Setting:
    """How the pages of a document are set, learnt page by page."""

    gutter: tuple[float, float] | None = None
    """Left and right edge of the strip between the columns of the last page that had two."""
    rtl: bool = False
    """The right column is read first."""


def _goes_on(found: Sequence[Row], gutter: tuple[float, float]) -> bool:
    """Whether a page too short to show columns has those of the page before: none of its words crosses the gutter."""
    right = [
        min(beside) for row in found if (beside := [w.x0 for w in row if w.x0 >= gutter[1] - _SAME_EDGE])
    ]
    left = [row for row in found if row[0].x1 <= gutter[0] + _SAME_EDGE]
    crossing = any(
        w.x0 < gutter[0] - _SAME_EDGE and w.x1 > gutter[1] + _SAME_EDGE for row in found for w in row
    )
    return (
        bool(left) and not crossing and min(right, default=0.0) - gutter[1] <= _SAME_EDGE and len(right) > 0
    )


def _split(found: list[Row], depth: int, gutter: tuple[float, float] | None, *, rtl: bool) -> list[list[Row]]:
    if gutter is None:
        return [found] if found else []
    result: list[list[Row]] = []
    band: list[Row] = []
    full: list[Row] = []
    for row in found:
        if any(word.x0 < gutter[1] and word.x1 > gutter[0] for word in row):
            result += _columns(band, gutter, depth, rtl=rtl)
            band = []
            full.append(row)
        else:
            if full:
                result.append(full)
                full = []
            band.append(row)
    result += _columns(band, gutter, depth, rtl=rtl)
    if full:
        result.append(full)
    return result


def _columns(band: list[Row], gutter: tuple[float, float], depth: int, *, rtl: bool) -> list[list[Row]]:
    middle = (gutter[0] + gutter[1]) / 2
    left = [part for row in band if (part := [w for w in row if w.x1 <= middle])]
    right = [part for row in band if (part := [w for w in row if w.x1 > middle])]
    result: list[list[Row]] = []
    for side in (right, left) if rtl else (left, right):
        result += _split(side, depth + 1, _gutter(side) if depth + 1 < _DEPTH else None, rtl=rtl)
    return result


class _Piece(NamedTuple):
    """A stretch of a row without a gap as wide as a gutter."""

    x0: float
    x1: float
    base: float


def _pieces(found: Sequence[Row]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for row in found:
        start, end = row[0].x0, row[0].x1
        for word in row[1:]:
            if word.x0 - end >= _GUTTER:
                pieces.append(_Piece(start, end, row[0].base))
                start = word.x0
            end = max(end, word.x1)
        pieces.append(_Piece(start, end, row[0].base))
    return pieces


def _gutter(found: Sequence[Row]) -> tuple[float, float] | None:
    """The empty strip with most running text on both sides, or None."""
    if len(found) < _ROWS:
        return None
    pieces = _pieces(found)
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    width = int(right - left) + 2
    low, high = int(_MIDDLE[0] * width), int(_MIDDLE[1] * width)
    if width < _NARROWEST:
        return None
    ended, begun = [0] * (width + 2), [0] * (width + 2)
    for piece in pieces:
        ended[int(piece.x1 - left) + 1] += 1
        begun[int(piece.x0 - left)] += 1
    ended, begun = list(accumulate(ended)), list(accumulate(begun))
    beside = [min(ended[x], len(pieces) - begun[x]) for x in range(width)]
    crossing = [begun[x] - ended[x] for x in range(width)]
    at = max(range(low, high), key=lambda x: (beside[x] - crossing[x], -x))
    if beside[at] < _ROWS or crossing[at] > beside[at]:
        return None
    start = end = at
    while start > 0 and crossing[start - 1] <= crossing[at]:
        start -= 1
    while end < width - 1 and crossing[end + 1] <= crossing[at]:
        end += 1
    gutter = (left + start, left + end + 1)
    return gutter if end + 1 - start >= _GUTTER and _running(pieces, gutter) else None


def _running(pieces: Sequence[_Piece], gutter: tuple[float, float]) -> bool:
    """Whether both sides of a gutter, side by side, look like columns of running text."""
    lefts = _merged(p for p in pieces if p.x1 <= gutter[0] + 1)
    rights = _merged(p for p in pieces if p.x0 >= gutter[1] - 1)
    if min(len(lefts), len(rights)) < _ROWS:
        return False
    top, bottom = max(lefts[0].base, rights[0].base), min(lefts[-1].base, rights[-1].base)
    across = _merged(
        p for p in pieces if p.x0 < gutter[1] - 1 and p.x1 > gutter[0] + 1 and top <= p.base <= bottom
    )
    if len(across) > _ACROSS * min(len(lefts), len(rights)):
        return False
    for side in (lefts, rights):
        together = [p for p in side if top - 1 <= p.base <= bottom + 1]
        if len(together) < max(_ROWS - 1, _SHARE * len(side)):
            return False
        width = max(p.x1 for p in side) - min(p.x0 for p in side)
        if statistics.median(p.x1 - p.x0 for p in side) < _FILLED * width:
            return False
    return True


def _merged(pieces: Iterable[_Piece]) -> list[_Piece]:
    """The pieces of each row as one."""
    lines: list[_Piece] = []
    for piece in pieces:
        if lines and lines[-1].base == piece.base:
            lines[-1] = _Piece(lines[-1].x0, max(lines[-1].x1, piece.x1), piece.base)
        else:
            lines.append(piece)
    return lines
