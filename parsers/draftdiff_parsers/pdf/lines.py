"""Words of a row become a line: spaces, direction of writing, styles, superscripts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING

from draftdiff.model import Style
from draftdiff_parsers.pdf.bidi import (
    direction,
    ends_in_alef,
    line_order,
    line_order_left,
    mirrored,
    set_left,
)
from draftdiff_parsers.pdf.columns import Setting, recognised_regions, regions, rows
from draftdiff_parsers.pdf.page import ARTIFACT, STYLE_NAMES, SUPERSCRIPT, Line
from draftdiff_parsers.pdf.words import SPACE, SPACE_ALEF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.columns import Row
    from draftdiff_parsers.pdf.page import PageText, Word

#: A gap this wide (em) is a tab, not a space; numbers of paragraphs are set 1.0 to 1.7 apart.
_TAB = 3.0
#: A word raised by this much (em of the row) and smaller than its row is a superscript. UN files raise marks by 0.35
#: of the text size, LibreOffice by 0.33, Chromium by 0.3.
_RAISED = 0.12
_SMALL = 0.85
#: A space that is printed as a character may be squeezed to this, em.
_SQUEEZED = 0.12
#: Left edges within this many points are one edge.
_EDGE = 3.0
#: Share of a column's text that starts from its edge; first lines, lists and quotations start elsewhere.
_FAIR = 0.2
#: Distances between base lines are counted in steps of 1/25 em; what recognition measures varies by as much.
_STEPS = 25
#: The narrowest distance that is this often, as a share of the most frequent, is the leading: short paragraphs with
#: space between them have more of the wider one.
_OFTEN = 0.3


def page_lines(
    page: PageText,
    words: Sequence[Word] | None = None,
    *,
    left: bool = False,
    setting: Setting | None = None,
) -> list[Line]:
    """Lines of a page in reading order.

    Args:
        page: the page.
        words: its words without those of its tables; all of them where None.
        left: what is written from right to left was set in paragraphs that run from left to right (`turned_round`).
        setting: how the pages before were set.
    """
    taken = page.words if words is None else words
    setting = Setting() if setting is None else setting
    rtl = setting.rtl = _page_right_to_left(taken)
    parts = recognised_regions(taken) if page.recognised else regions(rows(taken), setting)
    lines: list[Line] = []
    for number, region in enumerate(parts):
        made = (make_line(row, page.number, number, page_rtl=rtl, left=left) for row in region)
        lines += [line for line in made if line.text]
    return lines


def turned_round(page: PageText) -> bool:
    """Whether a page in Arabic or Hebrew was set in paragraphs that run from left to right; see `bidi.set_left`."""
    return not page.recognised and _page_right_to_left(page.words) and set_left(rows(page.words))


def with_edges(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, each knowing the edge from which most of the text of its column starts."""
    result: list[Line] = []
    for _, column in groupby(lines, key=lambda line: line.region):
        made = list(column)
        text = [line for line in made if not line.table] or made
        rtl = sum(len(line.text) for line in text if line.rtl) * 2 > sum(len(line.text) for line in text)
        if rtl and _aligned([line.x0 for line in text]) > 2 * _aligned([line.x1 for line in text]):
            # Set from left to right; the right ends of its lines tell nothing of paragraphs.
            made, rtl = [replace(line, rtl=False) for line in made], False
        edge = _edge(sorted((-line.x1 if rtl else line.x0, len(line.text)) for line in text))
        result += [replace(line, left=-edge if rtl else edge) for line in made]
    return result


def line_ends(lines: Sequence[Line]) -> dict[int, float]:
    """Column -> where its longest line ends; negative, from the right, where the writing runs from right to left."""
    ends: dict[int, float] = {}
    for line in lines:
        if not line.table:
            end = -line.x0 if line.rtl else line.x1
            ends[line.region] = max(end, ends.get(line.region, end))
    return ends


def room(before: Line, end: float, line: Line) -> float | None:
    """Space, em, that would be left in a line whose column ends at `end` had the next one's first word stood in it.

    None: not known.
    """
    if before.table or line.table or before.rtl is not line.rtl or not line.size:
        return None
    free = end + before.x0 if line.rtl else end - before.x1
    return round((free - line.first) / line.size - SPACE, 2)


def _first(ordered: Sequence[tuple[Word, tuple[Word, Word] | None]]) -> float:
    """Width, points, of what cannot stand apart from the beginning of a line."""
    text, width = "", 0.0
    for word, beside in ordered:
        if beside is not None and (word.spaced or beside[0].spaced):
            break
        text += word.text
        width += word.x1 - word.x0
    found = _FIRST.match(text)
    return width * len(found.group()) / len(text) if found else width


#: What stays together at a line's beginning: one Chinese character with its closing mark, a word up to its hyphen.
_FIRST = re.compile(r"[\u2e80-\u9fff][，。；：、）》”]?|[^\s\u2e80-\u9fff/–—-]+[/–—-]?")


def _aligned(edges: list[float]) -> int:
    """How many lines begin, or end, at the place where most do; a space at the end of a line is wider than nothing."""
    edges.sort()
    return max(bisect_right(edges, edge + 2 * _EDGE) - at for at, edge in enumerate(edges))


def _edge(starts: Sequence[tuple[float, int]]) -> float:
    """The leftmost of the edges that hold a fair part of the text; edges with weights, in order."""
    places = [place for place, _ in starts]
    sums = [0, *accumulate(weight for _, weight in starts)]
    best, best_weight = places[0], 0
    for place in places:
        weight = sums[bisect_right(places, place + _EDGE)] - sums[bisect_left(places, place - _EDGE)]
        if weight > best_weight:
            best, best_weight = place, weight
        if weight >= _FAIR * sums[-1]:
            return place
    return best


def make_line(row: Row, page: int, region: int = 0, *, page_rtl: bool = False, left: bool = False) -> Line:
    """One line of the words of a row, given from left to right. `left` as in `page_lines`."""
    rtl = _right_to_left(row, page_rtl=page_rtl)
    order = line_order_left if left else line_order
    ordered = order(row) if rtl else [(row[0], None), *((b, (a, b)) for a, b in pairwise(row))]
    big = max(row, key=lambda w: (w.size * len(w.text) if w.size else 0, w.size))
    text, styles, confidence = _text(ordered, big, rtl=rtl)
    text = mirrored(text) if rtl else text
    return Line(
        text=text, page=page, x0=min(w.x0 for w in row), top=min(w.top for w in row), x1=max(w.x1 for w in row),
        bottom=max(w.bottom for w in row), base=big.base, size=big.size, region=region, styles=styles, rtl=rtl,
        artifact=all(w.style & ARTIFACT for w in row), confidence=confidence, first=_first(ordered),
    )  # fmt: skip


def _right_to_left(row: Row, *, page_rtl: bool) -> bool:
    if all(word.text.isascii() for word in row):
        return False
    kinds = [direction(c) for word in row for c in word.text if not c.isdigit()]
    return kinds.count("R") > (0 if page_rtl else kinds.count("L"))


def _page_right_to_left(words: Sequence[Word]) -> bool:
    if all(word.text.isascii() for word in words):
        return False
    kinds = [direction(word.text) for word in words]
    return kinds.count("R") > kinds.count("L")


def _text(
    ordered: Sequence[tuple[Word, tuple[Word, Word] | None]], big: Word, *, rtl: bool
) -> tuple[str, tuple[Style, ...], tuple[tuple[int, int, float], ...]]:
    text = ""
    spans: list[tuple[int, int, int]] = []
    confidence: list[tuple[int, int, float]] = []
    for word, beside in ordered:
        if beside is not None:
            text += _between_rtl(*beside) if rtl else _between(*beside)
        start = len(text)
        text += word.text
        raised = (
            word.size < _SMALL * big.size
            and word.base < big.base - _RAISED * big.size
            and (word.confidence is None or word.text.isdigit())
        )
        spans.append((start, len(text), word.style | (SUPERSCRIPT if raised else 0)))
        if word.confidence is not None:
            confidence.append((start, len(text), word.confidence))
    return text, _styles(spans), tuple(confidence)


def _between(last: Word, word: Word) -> str:
    gap, size = word.x0 - last.x1, max(last.size, word.size)
    if gap >= _TAB * size:
        return "\t"
    # Words of one stretch were told apart by its own letter spacing; others by the gap alone.
    if word.order == last.order + 1 and word.base == last.base and word.confidence is None:
        return " " if word.spaced else ""
    return " " if word.spaced or gap >= SPACE * size else ""


def _between_rtl(last: Word, word: Word) -> str:
    """The space between two words that stand side by side; the order of the file says nothing of neighbours here."""
    gap, size = last.x0 - word.x1, max(last.size, word.size)
    if gap >= _TAB * size:
        return "\t"
    squeezed = (word.spaced or last.spaced) and gap >= _SQUEEZED * size
    wide = gap >= (SPACE_ALEF if ends_in_alef(last.text) else SPACE) * size
    return " " if squeezed or wide or word.confidence is not None else ""


def _styles(spans: Sequence[tuple[int, int, int]]) -> tuple[Style, ...]:
    """Runs of each style, over the spaces between words that have it."""
    found: list[Style] = []
    for bit, name in STYLE_NAMES:
        start = end = -1
        for a, b, style in spans:
            if style & bit:
                start, end = (a if start < 0 else start), b
            elif start >= 0:
                found.append(Style(start=start, end=end, name=name))
                start = -1
        if start >= 0:
            found.append(Style(start=start, end=end, name=name))
    return tuple(sorted(found, key=lambda s: (s.start, s.end, s.name)))


def leading(lines: Sequence[Line]) -> float:
    """The usual distance between base lines, as a multiple of the font size; 1.2 where there is nothing to measure."""
    ratios = Counter(
        round((b.base - a.base) / a.size * _STEPS)
        for a, b in pairwise(lines)
        if a.page == b.page
        and a.region == b.region
        and abs(a.size - b.size) < 0.5
        and 0.8 * a.size < b.base - a.base
    )
    if not ratios:
        return 1.2
    smooth = {step: ratios[step - 1] + 2 * ratios[step] + ratios[step + 1] for step in sorted(ratios)}
    enough = _OFTEN * max(smooth.values())
    peaks = [
        s for s, n in smooth.items() if n >= enough and n >= max(smooth.get(s - 1, 0), smooth.get(s + 1, 0))
    ]
    best = peaks[0]
    near = [step for step in (best - 1, best, best + 1) for _ in range(ratios[step])]
    return sum(near) / len(near) / _STEPS
