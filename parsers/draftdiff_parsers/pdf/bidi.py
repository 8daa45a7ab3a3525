"""Writing from right to left: letters and words put into the order of reading by where they stand.

Producers store Arabic and Hebrew in reading order, in the order of the page, or in pieces of either; only the places
of the letters can be believed. What runs from left to right inside (numbers, symbols, Latin words) keeps its direction,
after the Unicode Bidirectional Algorithm (UAX 9) as far as a printed line needs it.
"""

from __future__ import annotations

import unicodedata
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
