"""Page furniture: running heads and feet, page numbers, symbols, job numbers, bar codes, line numbers.

Found by position (the outermost lines of a page) together with repetition over pages, the producer's own marking as
artifact, or the form of what the United Nations prints there. Nothing in the middle of a page is touched.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff_parsers.pdf.footnotes import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from draftdiff_parsers.pdf.page import Line, Word

#: Running heads and feet stand in the outer parts of the page's height; UN pages put them above 0.09 and below 0.93,
#: the Official Journal above 0.12.
HEAD, FOOT = 0.14, 0.86
#: At most so many lines at either end.
_DEPTH = 6
#: A text at the same place on this share of the pages that could have it is repeated; running heads of odd and even
#: pages each have half of them.
_REPEATED = 0.4
#: Running heads stand this far from the text, base line to base line, in em; lines of text 1.0 to 1.5.
_APART = 1.6
#: Line numbers: on so many rows of a page, and in step with the rows on this share of them.
NUMBERED_ROWS = 5
_IN_STEP = 0.8
#: Watermarks are set at least this many times as large as the text; titles may be, but stand clear of it.
_LARGE = 1.8
#: Height of capitals, em.
_CAPITAL = 0.66
_SYMBOL = r"[AESTCDF]/[A-Z0-9][\w./*()-]{1,40}|ST/[\w./*()-]{2,40}|S/[\w./*()-]{2,40}"
_FORMS = (
    (re.compile(r"\d{1,4}\s?/\s?\d{1,4}"), "page number"),
    (re.compile(r"[-–—]?\s?(?:\d{1,4}|[ivxlc]{1,7})\s?[-–—]?"), "page number"),
    (re.compile(r"(?:Page|Pág\.?|Página|Страница|Стр\.|page|p\.)\s?\d{1,4}(?:\s?(?:of|de|sur|/)\s?\d{1,4})?"), "page number"),
    (re.compile(rf"(?:{_SYMBOL})(?:\s?\*{{1,2}})?"), "symbol"),
    (re.compile(r"\d{2}-\d{5}\s?(?:\([A-Z]\))?[\s\d]{0,20}"), "job number"),
    (re.compile(r"\*\d{6,9}\*"), "bar code"),
    (re.compile(r"/\.\.\.|\.\.\.|/…"), "continuation sign"),
    (re.compile(r"(?:English|French|Spanish|Russian|Arabic|Chinese|Français|Español|Русский)"), "language of the page"),
    (re.compile(r"(?:Please recycle|Merci de recycler|Se ruega reciclar|Просьба отправить на вторичную переработку).{0,30}"), "recycling note"),
)  # fmt: skip
#: Numbers that may count pages: on each page they differ from the page's own number by the same.
_NUMBER = re.compile(r"(?<![\d.-])\d{1,4}(?![\d.-])")
#: Shorter lines are too easily part of a title by chance.
_TITLE = 12
_LONGEST = 120


def line_numbers(found: Sequence[Sequence[Word]]) -> set[int]:
    """Which words (by `order`) are numbers of lines, printed at the margin in step with the rows."""
    dropped: set[int] = set()
    for side in (0, -1):
        numbered = [(at, row[side]) for at, row in enumerate(found) if row and _margin_number(row, side)]
        if len(numbered) < NUMBERED_ROWS:
            continue
        steps = [(int(b.text) - int(a.text), to - at) for (at, a), (to, b) in pairwise(numbered)]
        regular = sum(1 for step, rows in steps if 0 < step <= rows + 1 and (step == rows or step % 5 == 0))
        edges = [w.x1 if side == 0 else w.x0 for _, w in numbered]
        if regular >= _IN_STEP * len(steps) and max(edges) - min(edges) < 2 * numbered[0][1].size:
            dropped |= {word.order for _, word in numbered}
    return dropped


def fifth_line_numbers(found: Sequence[Word], *, known: bool) -> set[int]:
    """Which words (by `order`) number every fifth line, outside the text at its left or right.

    Args:
        found: words of a page.
        known: a page before had such numbers, so that one alone is believed.
    """
    fives = [
        w
        for w in found
        if w.text.isascii() and w.text.isdecimal() and len(w.text) <= 4 and int(w.text) % 5 == 0
    ]
    rest = [w for w in found if w not in fives]
    if not rest:
        return set()
    # What stands further out than all but the fewest words is at the margin; headings and feet may hang out.
    left, right = (
        sorted(w.x0 for w in rest)[len(rest) // 50],
        sorted(w.x1 for w in rest)[-1 - len(rest) // 50],
    )
    # Other numbers out there are marks of footnotes, of which every fifth one looks like the number of a line.
    others = [w for w in rest if w.text.isascii() and w.text.isdecimal()]
    for side, marks in (
        ([w for w in fives if w.x1 < left], [w for w in others if w.x1 < left]),
        ([w for w in fives if w.x0 > right], [w for w in others if w.x0 > right]),
    ):
        if marks:
            continue
        side.sort(key=lambda w: w.base)
        steps = {int(b.text) - int(a.text) for a, b in pairwise(side)}
        if (len(side) >= 2 and steps == {5}) or (known and len(side) == 1):
            return {w.order for w in side}
    return set()


def watermark(found: Sequence[Word]) -> set[int]:
    """Which words (by `order`) are printed large over the text: other words stand where their letters are."""
    if not found:
        return set()
    body = statistics.median(w.size for w in found for _ in w.text)
    large = [w for w in found if w.size >= _LARGE * body]
    small = [w for w in found if w.size < _LARGE * body]
    over = {
        (w.base, w.size)
        for w in large
        if any(
            w.x0 < (s.x0 + s.x1) / 2 < w.x1 and w.base - _CAPITAL * w.size < s.base - s.size / 4 < w.base
            for s in small
        )
    }
    return {w.order for w in large if (w.base, w.size) in over}


def _margin_number(row: Sequence[Word], side: int) -> bool:
    word = row[side]
    if not (word.text.isascii() and word.text.isdigit() and len(word.text) <= 4):
        return False
    if len(row) == 1:
        return True
    gap = row[1].x0 - word.x1 if side == 0 else word.x0 - row[-2].x1
    return gap >= 0.6 * word.size


class Furniture:
    """Which lines of a document are page furniture, and why."""

    def __init__(self, pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> None:
        self._pages = pages
        self._heights = heights
        self._seen = self._repetitions()
        self._first = " ".join(" ".join(line.text.split()) for line in pages[0]) if pages else ""
        self._believed = _artifacts_believed(pages)

    def of(self, page: int) -> dict[int, str]:
        """Index of each line of a page (0-based) that is furniture -> what it is."""
        lines = self._pages[page]
        found = {
            at: "marked as an artifact"
            for at, line in enumerate(lines)
            if self._believed and line.artifact and not SEPARATOR.fullmatch(line.text.replace(" ", ""))
        }
        order = sorted(range(len(lines)), key=lambda at: lines[at].base)
        for sequence in (order[:], order[::-1]):
            peeled = self._peeled(sequence, found, page)
            self._put_back([at for at in sequence if at not in found], peeled, lines)
            found |= peeled
        return found

    def _peeled(self, sequence: Sequence[int], found: Mapping[int, str], page: int) -> dict[int, str]:
        """Furniture from one end of a page inwards, as far as it goes."""
        lines, height = self._pages[page], self._heights[page]
        peeled: dict[int, str] = {}
        for at in sequence[: _DEPTH + len(found)]:
            if at in found:
                continue
            line = lines[at]
            inside = HEAD * height < line.bottom and line.top < FOOT * height
            what = "" if inside else self._what(line, page)
            if not what:
                break
            peeled[at] = what
        return peeled

    def _put_back(self, sequence: Sequence[int], peeled: dict[int, str], lines: Sequence[Line]) -> None:
        """What is known by repetition alone stands apart from the text; the rest is text that happens to recur."""
        inner = next((at for at in sequence if at not in peeled), None)
        for at in reversed(list(peeled)):
            if inner is None or not peeled[at].endswith("repeated"):
                return
            if abs(lines[inner].base - lines[at].base) >= _APART * max(lines[inner].size, lines[at].size):
                return
            del peeled[at]
            inner = at

    def _what(self, line: Line, page: int) -> str:
        text = line.text.strip()
        if len(text) > _LONGEST or any(s.name == "superscript" and s.start <= 1 for s in line.styles):
            return ""
        parts = [part.strip() for part in text.split("\t")]
        needed = self._needed()
        repeated = [
            part for part in parts if any(self._seen[key] >= needed for key in self._keys(part, line, page))
        ]
        names = [_form(part) for part in parts]
        # At the foot a symbol may be a footnote's; it is furniture only where other pages have it too.
        if all(names) and (repeated or "symbol" not in names or line.base < self._heights[page] / 2):
            return names[0]
        if sum(map(len, repeated)) * 2 >= sum(map(len, parts)):
            return "repeated"
        return "title repeated" if page and self._head_of_title(parts, line, page) else ""

    def _head_of_title(self, parts: Sequence[str], line: Line, page: int) -> bool:
        """Whether a line at the head of a later page is the title, or half of it, beside the symbol."""
        words = [part for part in parts if not _form(part)]
        return (
            line.base < HEAD * self._heights[page]
            and all(len(part) >= _TITLE and part in self._first for part in words)
            and any(
                _form(part) == "symbol" for near in self._pages[page][:4] for part in near.text.split("\t")
            )
        )

    def _needed(self) -> float:
        return max(2.0, _REPEATED * (len(self._pages) - 1)) if len(self._pages) < 200 else _REPEATED * 60

    def _keys(self, part: str, line: Line, page: int) -> set[tuple[str, bool, int]]:
        """A text and where it stands: as printed, and with each of its numbers, and all, as one that counts pages.

        "Draft of 12 May, page 3" has one of both.
        """
        head = line.base < self._heights[page] / 2
        place = round((line.base if head else self._heights[page] - line.base) / 6)
        text = " ".join(part.split())

        def counting(found: re.Match[str]) -> str:
            return f"#{int(found.group()) - page}"

        each = (
            text[: found.start()] + counting(found) + text[found.end() :] for found in _NUMBER.finditer(text)
        )
        return {(printed, head, place) for printed in (text, _NUMBER.sub(counting, text), *each)}

    def _repetitions(self) -> Counter[tuple[str, bool, int]]:
        seen: Counter[tuple[str, bool, int]] = Counter()
        for page, lines in enumerate(self._pages):
            height = self._heights[page]
            keys: set[tuple[str, bool, int]] = set()
            for line in lines:
                if line.bottom < HEAD * height or line.top > FOOT * height:
                    for part in line.text.split("\t"):
                        for text, head, place in self._keys(part, line, page):
                            keys |= {(text, head, place + shift) for shift in (-1, 0, 1)}
            seen.update(keys)
        return seen


def _form(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    for pattern, name in _FORMS:
        if pattern.fullmatch(text):
            return name
    return ""


def _artifacts_believed(pages: Sequence[Sequence[Line]]) -> bool:
    """Some producers mark everything; the marking counts only where it leaves most of the text."""
    marked = sum(len(line.text) for lines in pages for line in lines if line.artifact)
    return marked * 2 < sum(len(line.text) for lines in pages for line in lines)
