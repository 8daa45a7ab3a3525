"""How a text counts its paragraphs: the number in front of a line, and letters or numerals that stand for numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff_parsers.structure.marks import Mark, number_mark, sub_mark
from draftdiff_parsers.structure.openings import MOSTLY, Opening, opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

#: Shape of a number without its full stop: a candidate only before a verb.
BARE = "bare"
#: Shapes of numbers a scan has damaged.
DAMAGED = frozenset({"damaged", BARE})


def line_number(line: Line) -> Mark | None:
    """The number in front of a line: kept apart by the format, or printed in the text."""
    if line.block.number:
        mark = number_mark(line.block.number + " ")
        if mark is None:
            return None
        return Mark(
            line.block.number, 0, mark.shape, mark.token, mark.readings, mark.value, mark.insertion, mark.alternative,
            mark.suffix, mark.kind, mark.subs,
        )  # fmt: skip
    return number_mark(line.text)


def opens_operative(found: Opening, language: str) -> bool:
    """Whether first words open operative paragraphs: Chinese opens preambular ones with the same verbs."""
    return found.op + (found.pp if language == "zh" else 0.0) >= MOSTLY


def enumeration(lines: Sequence[Line], language: str) -> str:
    """How a text that numbers no paragraph 1. counts them: "paren digit" (1), "paren lower" (a), "dot ROMAN" I.; else "".

    Elsewhere such numbers are a list's: below a colon, or where another paragraph has a number of its own.
    """
    first: dict[str, int] = {}
    for at, line in enumerate(lines):
        mark = line_number(line)
        if (
            mark is not None
            and mark.shape not in DAMAGED
            and mark.value == 1
            and opening(line.text[mark.end :], language, damaged=False).op > 0
        ):
            return ""
        for style in _STYLES:
            found = counted_mark(line, style, language)
            wanted = first.get(style, 0) + 1
            if found is None or found.value != wanted:
                continue
            if wanted == 1 and at and lines[at - 1].chapeau:
                wanted = _NEVER
            first[style] = wanted
    counts = {style: count for style, count in first.items() if 1 < count < _NEVER}
    return max(counts, key=lambda style: counts[style], default="")


#: Stands for the last number of a list: no paragraph goes on from it.
_NEVER = 1_000
#: Shape of a mark and alphabet of its letters by which paragraphs may be counted.
_STYLES = ("paren digit", "paren lower", "half lower", "dot ROMAN", "dot upper")


def counted_mark(line: Line, style: str, language: str) -> Mark | None:
    """The number of `(1) Decides`, `(a) Decides` or `I. Decides`, its letter counted."""
    mark = sub_mark(line.text)
    shape, alphabet = style.split(" ")
    if mark is None or mark.shape != shape:
        return None
    value = next((reading.ordinal for reading in mark.readings if reading.alphabet == alphabet), None)
    if value is None or not opens_operative(
        opening(line.text[mark.end :], language, damaged=False), language
    ):
        return None
    return replace(mark, value=value)
