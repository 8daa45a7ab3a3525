"""Where the resolutions are in a larger document: letters, notes, tables and annexes around them are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_parsers.structure.marks import number_mark
from draftdiff_parsers.structure.openings import FAINT, MOSTLY, exact_formula, formula, opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

ANNEX = re.compile(
    r"(?:Annex|ANNEX|Appendix|Annexe|ANNEXE|Anexo|ANEXO|Приложение|ПРИЛОЖЕНИЕ|المرفق|附件)"
    r"(?:[ \t]+(?P<number>[IVXivx]{1,5}|\d{1,2}|[A-Z]|الأول|الثاني|الثالث|[一二三四五六七八九十]{1,3}))?[.:*\s]*$"
)
CLOSING = re.compile(
    r"\W{0,3}(?:\d{1,4}\s?(?:st|nd|rd|th|e|ª|a|º|-е|-ое)?\s{1,3}(?:\(\w+\)\s)?(?:plenary meeting|meeting|séance|sesión|"
    r"пленарное заседание|заседание)\b|第\s?\d{1,4}\s?次(?:全体)?会议|الجلسة (?:العامة )?\d{1,4}|"
    r"\[?(?:Adopted|Adoptée?|Aprobada|Принята|اتخذ)\b[^.]{0,40}(?:vote|votaci|голосовани|consensus|تصويت)|"
    r"Resolution adopted by|Résolution adoptée|Resolución aprobada|Резолюция, принятая|قرار اتخذته)"
)
TITLE_LINES = 24
"""Lines above a formula that may belong to its title."""
#: Signs around a formula that are not its own: quotation marks, emphasis.
_AROUND = '"“”«»„*_ '
_LETTER = re.compile(r"(?:Resolution )?(?P<letter>[A-Z])\.?$")


@dataclass(frozen=True, slots=True)
class Region:
    """A resolution's lines."""

    head: int
    """First line of its title; the region's start for what is left out."""
    start: int
    """First line of its text, after the formula."""
    end: int
    """After the last line that can belong to it; the structure decides where it really ends."""
    organ: str = ""
    language: str = ""
    formula: str = ""
    formula_at: int = -1
    embedded: bool = False
    """Proposed inside another resolution ("the following draft resolution:")."""
    letter: str = ""
    """A or B of a composite resolution."""


def find_regions(lines: Sequence[Line], language: str = "") -> list[Region]:
    """The regions that hold a resolution, in order; none if there is no evidence of any.

    Args:
        lines: all lines of a layout.
        language: ISO 639-1 or "".
    """
    found = ((at, *formula(line.text)) for at, line in enumerate(lines) if _may_be_formula(lines, at))
    formulas = [(at, organ, lang) for at, organ, lang in found if organ and _enacts(lines, at, organ, lang)]
    if not formulas:
        return _without_formula(lines, language)
    regions: list[Region] = []
    for index, (at, organ, lang) in enumerate(formulas):
        later = formulas[index + 1][0] if index + 1 < len(formulas) else len(lines)
        embedded = index > 0 and at > 0 and (lines[at - 1].chapeau or bool(lines[at].block.path))
        regions.append(
            Region(
                head=at if embedded else _head(at, formulas[index - 1][0] + 1 if index else 0),
                start=at + 1, end=later, organ=organ, language=lang, formula=lines[at].text.strip(_AROUND), formula_at=at,
                embedded=embedded, letter=_part_letter(lines, at),
            )
        )  # fmt: skip
    return regions


def _may_be_formula(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if line.block.role == "formula":
        return True
    before = lines[at - 1] if at else None
    after = lines[at + 1] if at + 1 < len(lines) else None
    if (
        line.block.role not in {"", "operative"}
        or line.block.number
        or line.block.kind in {"table", "footnote"}
    ):
        return False
    if line.lower or _in_a_sentence(lines, at):
        return False
    if before is None or line.apart or line.early or before.ends:
        return after is None or after.apart or after.early or opening(after.text, damaged=False).pp > 0
    # The title above may fill its last line: a formula to the letter stands alone, and first words follow.
    alone = after is not None and (after.apart or after.early) and exact_formula(line.text)
    return alone and after is not None and bool(opening(after.text, damaged=False))


def _in_a_sentence(lines: Sequence[Line], at: int) -> bool:
    """The line goes on in a paragraph that has begun as one of a resolution: wrapped text that names an organ."""
    if not at or lines[at - 1].ends or lines[at].block.whole or lines[at].gap > 0:
        return False
    for here in range(at - 1, max(-1, at - _LONGEST_PARAGRAPH), -1):
        line = lines[here]
        if (
            here
            and not lines[here - 1].ends
            and not line.block.whole
            and not opening(line.text, damaged=False)
        ):
            continue
        mark = number_mark(line.text)
        rest = line.text[mark.end :] if mark else line.text
        number = mark is not None and mark.shape == "number"
        return bool(opening(rest, damaged=number)) or number
    return False


#: Lines of a paragraph that are looked through for its beginning.
_LONGEST_PARAGRAPH = 40


def _enacts(lines: Sequence[Line], at: int, organ: str, language: str) -> bool:
    """A line that names an organ is a formula only when a resolution's first words follow."""
    if lines[at].block.role == "formula":
        return True
    ahead = lines[at + 1 : at + 4]
    if organ == "other":
        return bool(ahead) and _first_words(ahead[0], language, damaged=True)
    if ahead and (ahead[0].chapeau or lines[at].comma):
        return True
    return any(_first_words(line, language, damaged=n == 0) for n, line in enumerate(ahead))


def _first_words(line: Line, language: str, *, damaged: bool) -> bool:
    """A line begins a preambular paragraph, or operative paragraph 1."""
    if line.block.role in {"preambular", "operative"}:
        return True
    mark = number_mark(line.text)
    if mark is not None and (mark.kind or (mark.value == 1 and opening(line.text[mark.end :], language))):
        return True
    found = opening(line.text, language, damaged=damaged)
    return found.pp >= FAINT or found.op >= MOSTLY


def _head(at: int, floor: int) -> int:
    return max(floor, at - TITLE_LINES)


def part_letter(text: str) -> str:
    """Letter of a line that opens a part of a composite resolution, or ""."""
    match = _LETTER.fullmatch(text)
    return match["letter"] if match else ""


def _part_letter(lines: Sequence[Line], at: int) -> str:
    for line in reversed(lines[max(0, at - 4) : at]):
        letter = part_letter(line.text)
        if letter:
            return letter
        if line.ends:
            break
    return ""


def _without_formula(lines: Sequence[Line], language: str) -> list[Region]:
    """A text that begins with its preamble: paragraphs with participles and commas, then numbered verbs.

    Quoted operative paragraphs alone are no resolution: the numbers must begin at 1.
    """
    first: int | None = None
    preambular = 0
    wanted = 1
    for at, line in enumerate(lines):
        mark = number_mark(line.text) if not line.block.number else number_mark(line.block.number + " ")
        if mark is not None and mark.kind:
            first = at if first is None else first
            preambular += mark.kind == "PP"
            wanted += mark.kind == "OP"
        elif mark is not None and mark.value == wanted and _verb(lines, at, mark.end, language):
            first = at if first is None else first
            wanted += 1
        elif mark is None and wanted == 1 and (line.apart or line.early):
            found = opening(line.text, language, damaged=False)
            if found.pp >= MOSTLY and _ends_in_comma(lines, at):
                first = at if first is None else first
                preambular += 1
    operative = wanted - 1
    if first is None or operative < 1 or preambular + operative < FEWEST:
        return []
    return [Region(head=max(0, first - TITLE_LINES), start=first, end=len(lines), language=language)]


#: Paragraphs without a formula that make a resolution.
FEWEST = 3


def _verb(lines: Sequence[Line], at: int, offset: int, language: str) -> bool:
    rest = lines[at].text[offset:] if not lines[at].block.number else lines[at].text
    if not rest and at + 1 < len(lines):
        rest = lines[at + 1].text
    return opening(rest, language, damaged=False).op >= MOSTLY


def _ends_in_comma(lines: Sequence[Line], at: int) -> bool:
    for end in range(at, min(len(lines), at + 40)):
        after = lines[end + 1] if end + 1 < len(lines) else None
        if after is None or (lines[end].ends and (after.apart or after.early)):
            return lines[end].comma
    return False
