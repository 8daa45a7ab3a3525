"""Writing from right to left: letters and words put into the order of reading by where they stand.

Producers store Arabic and Hebrew in reading order, in the order of the page, or in pieces of either; only the places
of the letters can be believed. What runs from left to right inside (numbers, symbols, Latin words) keeps its direction,
after the Unicode Bidirectional Algorithm (UAX 9) as far as a printed line needs it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.glyphs import Glyph
    from draftdiff_parsers.pdf.page import Word

#: Bidirectional classes of letters that run from right to left, and of what runs from left to right among them.
_RIGHT = frozenset(("R", "AL", "NSM"))
_LEFT = frozenset(("L", "EN", "AN"))
#: Signs that hold numbers and symbols together: 71/280, 12-15, 1.5.
_HOLDING = frozenset("/-.,:_–%")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_OPEN, _CLOSE = "([{«", ")]}»"
#: What ends a sentence or a clause and begins no line.
_CLOSING = frozenset("،؛؟.,;:!…")
#: The number or letter of a paragraph with its signs; brackets may be the way they look.
_SIGN = "[][()‘’“”]"
_NUMBER = re.compile(rf"{_SIGN}?\d{{1,3}}(?:{_SIGN}|\.?[-–—]|\.)|{_SIGN}\w{{1,3}}{_SIGN}")
#: Words that it may take: bracket, number, bracket.
_NUMBERS = 3
#: Lines of a page that begin with a comma before its writing is taken to be set from left to right.
_SET_LEFT = 2
#: Lam and the alefs it is joined with.
_ALEFS = frozenset(("ا", "أ", "إ", "آ", "ٱ"))


def is_right(character: str) -> bool:
    """Whether a character belongs to a script written from right to left."""
    return "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc"


def direction(character: str) -> str:
    """`R`, `L`, or `N` for signs that take the direction of their surroundings."""
    kind = unicodedata.bidirectional(character[:1])
    return "R" if kind in _RIGHT else "L" if kind in _LEFT else "N"


def reading_order(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs of one word of one direction, first letter first."""
    ordered = list(glyphs)
    falls = ordered[0].x0 + ordered[0].x1 > ordered[-1].x0 + ordered[-1].x1
    if len(ordered) > 1 and falls != (direction(ordered[0].text) != "L"):
        ordered.reverse()
    for at in range(len(ordered) - 1):
        first, second = ordered[at], ordered[at + 1]
        # A ligature comes as two characters in one place, turned round with its line. Lam-alef is always lam first.
        together = first.x0 == second.x0 and first.x1 == second.x1
        if together and not (first.text == "ل" and second.text in _ALEFS):
            ordered[at], ordered[at + 1] = second, first
    return ordered


def ends_in_alef(text: str) -> bool:
    """Whether a word ends in the letter behind which fonts leave room inside words."""
    return text[-1:] in _ALEFS


def set_left(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether writing from right to left was set in paragraphs that run from left to right.

    Word processors do so unless they are told otherwise: then the comma that ends a paragraph stands at the right,
    before its last line, and its number at the left, behind its first.
    `rows` are those of a page, each from left to right.
    """
    return (
        sum(len(row) > 1 and _closes(row[-1].text) and is_right(row[-2].text[-1:]) for row in rows)
        >= _SET_LEFT
    )


def _closes(text: str) -> bool:
    """Whether signs without letters hold one that ends a clause."""
    return not _CLOSING.isdisjoint(text) and not any(char.isalnum() for char in text)


def line_order_left(row: Sequence[Word]) -> list[tuple[Word, tuple[Word, Word] | None]]:
    """As `line_order`, for a line of a paragraph that runs from left to right (`set_left`).

    Stretches in Latin letters follow each other from the left, what stands between them runs from right to left. A
    number with its sign at the left end comes first, closing marks at the right end come last.
    """
    found: list[tuple[Word, tuple[Word, Word] | None]] = []
    before: Word | None = None
    for latin, group in groupby(row, key=_latin):
        words = list(group)
        first, body, last = (words, [], []) if latin else _parts(words)
        for part in (first, body, last):
            if not part:
                continue
            ordered = [(part[0], None), *((b, (b, a)) for a, b in pairwise(part))]
            if part is body:
                ordered = line_order(part)
            found.append((ordered[0][0], None if before is None else (part[0], before)))
            found += ordered[1:]
            before = part[-1]
    return found


def _parts(words: list[Word]) -> tuple[list[Word], list[Word], list[Word]]:
    """What is read first, from right to left, and last of the words between two Latin ones, given from left to right."""
    start, end = 0, len(words)
    right = [at for at, word in enumerate(words) if direction(word.text) == "R"]
    if not right:
        return words, [], []
    for many in range(1, min(_NUMBERS + 1, len(words))):
        if _NUMBER.fullmatch("".join(word.text for word in words[:many])):
            start = many
    while end > right[-1] + 1 and not words[end - 1].text[:1].isalnum():
        end -= 1
    if end < len(words) and not _closes("".join(word.text for word in words[end:])):
        end = len(words)
    # Signs without letters were taken to run as the letters do.
    tail = [word._replace(text=word.text[::-1]) for word in words[end:]]
    return words[:start], words[start:end], tail


def line_order(row: Sequence[Word]) -> list[tuple[Word, tuple[Word, Word] | None]]:
    """Words of a line whose main direction is from right to left, in the order of reading.

    With each but the first come the two words between which its space is printed: where a number begins, which runs
    the other way, that is at its far end.
    """
    falling = sorted(row, key=lambda w: (-(w.x0 + w.x1), w.order))
    result: list[tuple[Word, tuple[Word, Word] | None]] = []
    at = 0
    while at < len(falling):
        end = _left_run(falling, at) if direction(falling[at].text) == "L" else at + 1
        result.append((falling[end - 1], (falling[at - 1], falling[at]) if at else None))
        result += [(falling[n], (falling[n], falling[n + 1])) for n in range(end - 2, at - 1, -1)]
        at = end
    return result


def _left_run(falling: Sequence[Word], at: int) -> int:
    """End of the words from `at` that together run from left to right."""
    end, latin = at + 1, _latin(falling[at])
    scan = end
    while scan < len(falling):
        word, before = falling[scan], falling[scan - 1]
        touching = before.x0 - word.x1 < 0.18 * word.size
        kind = direction(word.text)
        if kind == "L" and (touching or (latin and _latin(word)) or (latin and word.text[:1].isdigit())):
            latin = latin or _latin(word)
            end = scan + 1
        elif not (kind == "N" and touching and _HOLDING.issuperset(word.text)):
            break
        scan += 1
    return end


def _latin(word: Word) -> bool:
    return any(unicodedata.bidirectional(c) == "L" for c in word.text)


def mirrored(text: str) -> str:
    """A line in reading order with its brackets the way round they are written, not the way they look.

    Each is told by its neighbours: one after a space and before a word opens. The others follow the majority.
    """
    wanted: dict[int, bool] = {}
    wrong = 0
    for at, char in enumerate(text):
        if char in _OPEN or char in _CLOSE:
            before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
            opens = not before.isalnum() and after.isalnum()
            closes = not before.isspace() and not after.isalnum()
            if opens != closes:
                wanted[at] = opens
                wrong += 1 if opens != (char in _OPEN) else -1
    turn = wrong > 0
    return "".join(
        char.translate(_MIRRORED) if wanted.get(at, (char in _OPEN) != turn) != (char in _OPEN) else char
        for at, char in enumerate(text)
    )
