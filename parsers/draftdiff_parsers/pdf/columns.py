"""Reading order: words become rows, rows are cut at gutters into columns, columns are read one after the other."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.page import Word

Row = list["Word"]

#: Words on one row differ by less than this in base line, em.
_SAME_ROW = 0.3
#: Words of one row are of similar size; a smaller one is a superscript of the row or belongs to another.
_SIMILAR = 0.78
#: A gutter is at least this wide (points); columns of journals and Official Records stand 12 to 24 apart.
_GUTTER = 7.0
#: A gutter lies in this part of the text's width.
_MIDDLE = (0.22, 0.78)
#: It has text on both sides in at least so many rows, and in this share of all rows between first and last of them.
_ROWS = 4
_SHARE = 0.3
#: Columns of running text are filled to this share of their width in their middle row; lists and tables are not.
_FILLED = 0.62
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
    for at, row in enumerate(found):
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
        if row is own or not row or row[0].size * _SIMILAR <= word.size:
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


def regions(found: Sequence[Row]) -> list[list[Row]]:
    """Rows in reading order, grouped by column: rows over the full width end a band of columns."""
    return _split(list(found), 0)


def _split(found: list[Row], depth: int) -> list[list[Row]]:
    gutter = _gutter(found) if depth < _DEPTH else None
    if gutter is None:
        return [found] if found else []
    result: list[list[Row]] = []
    band: list[Row] = []
    full: list[Row] = []
    for row in found:
        if any(word.x0 < gutter[1] and word.x1 > gutter[0] for word in row):
            result += _columns(band, gutter, depth)
            band = []
            full.append(row)
        else:
            if full:
                result.append(full)
                full = []
            band.append(row)
    result += _columns(band, gutter, depth)
    if full:
        result.append(full)
    return result


def _columns(band: list[Row], gutter: tuple[float, float], depth: int) -> list[list[Row]]:
    middle = (gutter[0] + gutter[1]) / 2
    left = [part for row in band if (part := [w for w in row if w.x1 <= middle])]
    right = [part for row in band if (part := [w for w in row if w.x1 > middle])]
    both = sum(1 for row in band if row[0].x1 <= middle < row[-1].x1)
    if both <= 1 and len(band) <= _ROWS:
        # A heading and a number at the margin: not columns.
        return [band] if band else []
    return _split(left, depth + 1) + _split(right, depth + 1)


def _gutter(found: Sequence[Row]) -> tuple[float, float] | None:
    """The widest empty strip with running text on both sides, or None."""
    if len(found) < _ROWS:
        return None
    left = min(row[0].x0 for row in found)
    right = max(max(w.x1 for w in row) for row in found)
    width = int(right - left) + 2
    if width < 100:
        return None
    both = _gaps(found, left, width)
    low, high = int(_MIDDLE[0] * width), int(_MIDDLE[1] * width)
    most = max(both[low:high], default=0)
    if most < _ROWS:
        return None
    at = both.index(most, low, high)
    start = end = at
    while start > 0 and both[start - 1] >= 0.9 * most:
        start -= 1
    while end < width - 1 and both[end + 1] >= 0.9 * most:
        end += 1
    gutter = (left + start, left + end + 1)
    return gutter if gutter[1] - gutter[0] >= _GUTTER and _running(found, gutter) else None


def _gaps(found: Sequence[Row], left: float, width: int) -> list[int]:
    """For each point of the width, in how many rows it lies in a wide gap between two words."""
    steps = [0] * (width + 1)
    for row in found:
        edge = row[0].x1
        for word in row[1:]:
            if word.x0 - edge >= _GUTTER:
                steps[int(edge - left) + 1] += 1
                steps[int(word.x0 - left)] -= 1
            edge = max(edge, word.x1)
    both: list[int] = []
    level = 0
    for step in steps[:width]:
        level += step
        both.append(level)
    return both


def _running(found: Sequence[Row], gutter: tuple[float, float]) -> bool:
    """Whether both sides of a gutter look like columns of running text."""
    lefts: list[tuple[float, float]] = []
    rights: list[tuple[float, float]] = []
    first = last = -1
    for at, row in enumerate(found):
        if any(w.x0 < gutter[1] and w.x1 > gutter[0] for w in row):
            continue
        on_left = [w for w in row if w.x1 <= gutter[0] + 1]
        on_right = [w for w in row if w.x0 >= gutter[1] - 1]
        if on_left and on_right:
            lefts.append((on_left[0].x0, max(w.x1 for w in on_left)))
            rights.append((on_right[0].x0, max(w.x1 for w in on_right)))
            first, last = (at if first < 0 else first), at
    if len(lefts) < max(_ROWS, _SHARE * (last - first + 1)):
        return False
    for side in (lefts, rights):
        width = max(e for _, e in side) - min(s for s, _ in side)
        if statistics.median(e - s for s, e in side) < _FILLED * width:
            return False
    return True
