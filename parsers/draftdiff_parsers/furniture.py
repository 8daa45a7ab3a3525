"""Page furniture in plain text: page fractions, job numbers, bar codes, running heads between the lines of a text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FRACTION = r"\d{1,3} ?/ ?\d{1,3}"
_JOB = r"(?:[A-Z]{2,4}\.)?\d{2}-\d{5}(?: ?\([A-Z]\))?(?: ?\d{6})?"
_SYMBOL = r"[ASE]/(?:[A-Z0-9.-]{1,12}/){0,4}[A-Z0-9.-]{1,12}(?: ?\(\d{4}\))?\*{0,3}"
#: Lines that are furniture wherever they stand.
_CERTAIN = re.compile(
    rf"{_JOB}(?:\s+{_FRACTION})?|{_FRACTION}\s+{_JOB}|\*\d{{6,8}}\*|{_SYMBOL}\s+{_FRACTION}|{_FRACTION}\s+{_SYMBOL}"
    r"|[Pp]age \d{1,3}(?: (?:of|de|sur) \d{1,3})?|[-–—] ?\d{1,3} ?[-–—]"
)
#: Lines that are furniture at the edge of a page, or where another one stands beside them.
_AT_EDGE = re.compile(rf"{_FRACTION}|\d{{1,3}}|{_SYMBOL}|[ivxlc]{{1,6}}")
_DIGITS = re.compile(r"\d+")
#: Characters of the longest running head.
_LONGEST = 140
#: Pages (or repetitions) that make a line a running head.
_REPEATED = 3
#: Lines at the top and bottom of a page that can be furniture.
_EDGE = 2


def find_furniture(texts: Sequence[str], pages: Sequence[int]) -> set[int]:
    """Indices of the lines that are page furniture.

    Args:
        texts: lines with text in them, stripped.
        pages: page of each line; all equal where the text has no page breaks.
    """
    certain = {at for at, text in enumerate(texts) if len(text) <= _LONGEST and _CERTAIN.fullmatch(text)}
    if pages and pages[-1] > pages[0]:
        return certain | _at_page_edges(texts, pages)
    return certain | _beside(texts, certain)


def _at_page_edges(texts: Sequence[str], pages: Sequence[int]) -> set[int]:
    edges: list[int] = []
    starts = [at for at in range(len(pages)) if at == 0 or pages[at] != pages[at - 1]]
    for start, end in zip(starts, [*starts[1:], len(pages)], strict=True):
        inside = range(start, end)
        edges += dict.fromkeys([*inside[:_EDGE], *inside[-_EDGE:]])
    shapes = Counter(_DIGITS.sub("0", texts[at]) for at in edges if len(texts[at]) <= _LONGEST)
    found: set[int] = set()
    for at in edges:
        shape = _DIGITS.sub("0", texts[at])
        repeated = shapes[shape] >= _REPEATED and not texts[at].endswith((",", ";", ":"))
        # What looks like a running head on the first page is the masthead: it says what the document is.
        later = pages[at] > pages[0] or texts[at].isdecimal()
        if later and (repeated or _AT_EDGE.fullmatch(texts[at])):
            found.add(at)
    return found


def _beside(texts: Sequence[str], certain: set[int]) -> set[int]:
    """Without page breaks: symbols, fractions and repeated lines next to certain furniture."""
    counts = Counter(text for text in texts if len(text) <= _LONGEST)
    found: set[int] = set()
    second_page = min(certain, default=0)
    for at in sorted(certain):
        for step in (-1, 1):
            for near in range(at + step, at + step * (_EDGE + 1), step):
                if not 0 <= near < len(texts) or near in certain:
                    break
                text = texts[near]
                symbol = "/" in text and _AT_EDGE.fullmatch(text) is not None
                if near < second_page or not (counts[text] > 1 or symbol):
                    break
                found.add(near)
    return found
