"""Title, symbol, date, status and language of a resolution, from the lines around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_parsers.structure.lines import inlined
from draftdiff_parsers.structure.locate import ANNEX, CLOSING, TITLE_LINES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

SYMBOL = re.compile(
    r"\b(?:A/RES/(?:(?:ES|S)-)?\d{1,3}/\d{1,3}(?:[ ]?[A-Z](?:-[A-Z])?)?|S/RES/\d{1,4}[ ]?\(\d{4}\)|A/HRC/(?:RES|DEC)/(?:S-)?\d{1,2}/\d{1,3}"
    r"|E/RES/\d{4}/\d{1,3}|A/(?:HRC/)?(?:ES-|S-)?\d{1,3}/L\.\d{1,3}(?:/(?:Rev|Add)\.\d)*|A/C\.[1-6]/\d{2,3}/L\.\d{1,3}(?:/(?:Rev|Add)\.\d)*"
    r"|E/\d{4}/L\.\d{1,3}(?:/(?:Rev|Add)\.\d)*|S/\d{4}/\d{1,4})(?![\w/])"
)
_NUMBERED_TITLE = re.compile(
    r"(?P<number>(?:(?:ES|S)-)?\d{1,4}/\d{1,3})(?:[ ](?P<part>[A-Z]))?[.．][ \t]*(?P<title>\S.*)?$"
)
_SC_NUMBER = re.compile(
    r"(?:Resolution|Résolution|Resolución|Резолюция|القرار|第)\s?(?P<number>\d{1,4})\s?\((?P<year>\d{4})\)"
)
_STATUS = re.compile(
    r"(?P<which>zero|first|second|third|fourth|final|revised|silence)[ -](?:\w+ )?draft\b|(?P<rev>draft,? rev(?:ision|\.)? ?\d)|(?P<draft>draft (?:resolution|decision)|(?:avant-)?projet (?:zéro|de résolution|de décision)|proyecto de resolución|проект резолюции|مشروع قرار|决议草案)",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"Resolution adopted by|Adopted by the|Résolution adoptée|Resolución aprobada|Резолюция, принятая|قرار اتخذ|决议$"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier enero января يناير", "february février febrero февраля فبراير", "march mars marzo марта مارس",
            "april avril abril апреля أبريل", "may mai mayo мая مايو", "june juin junio июня يونيه",
            "july juillet julio июля يوليه", "august août agosto августа أغسطس",
            "september septembre septiembre сентября سبتمبر", "october octobre octubre октября أكتوبر",
            "november novembre noviembre ноября نوفمبر", "december décembre diciembre декабря ديسمبر",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
_DATE = re.compile(
    r"(?P<day>\d{1,2})(?:er)?\s(?:de\s)?(?:[^\W\d_]{2,12}\s[^\W\d_]{2,12}/|[^\W\d_]{2,12}/)?(?P<month>[^\W\d_]{3,10})\s(?:de\s)?(?P<year>\d{4})"
)
_CJK_DATE = re.compile(r"(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日")
_NOT_TITLE = re.compile(
    r"[\[(].*[\])]$|.*\b(?:session|séance|Agenda item|Point \d|Tema \d|Distr|Original:)|United Nations$|General Assembly$|Security Council$"
    r"|Human Rights Council$|Economic and Social Council$|.{0,3}\d[\d/ ]*$|Excellency|Dear ",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"\b(?:regards|sincerely|faithfully|yours|highest consideration|cordialement|considération|atentamente|consideración|уважением)\b",
    re.IGNORECASE,
)
_SERIES = {"GA": "A/RES/", "ECOSOC": "E/RES/", "HRC": "A/HRC/RES/", "SC": "S/RES/"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a resolution."""

    title: str = ""
    symbol: str = ""
    date: str = ""
    status: str = ""
    lines: tuple[int, int] = (0, 0)
    """First line of the title and the one after its last; equal where there is none."""


def read_head(lines: Sequence[Line], formula_at: int, floor: int, organ: str) -> Head:
    """Title, symbol, date and status from the lines above a formula.

    Args:
        lines: all lines of the layout.
        formula_at: the formula's line.
        floor: first line that may belong to this resolution.
        organ: as `openings.formula` gives it.
    """
    base = max(floor, formula_at - TITLE_LINES)
    above = lines[base:formula_at]
    title, span = _title(above)
    number = _NUMBERED_TITLE.match(title) if organ in _SERIES else None
    symbol = ""
    if number:
        symbol = _SERIES[organ] + number["number"] + (f" {number['part']}" if number["part"] else "")
        title = (number["title"] or "").strip()
    resolution = _SC_NUMBER.search("\n".join(line.text for line in above)) if organ == "SC" else None
    if resolution:  # the Security Council gives no titles
        symbol, title, span = f"S/RES/{resolution['number']} ({resolution['year']})", "", (0, 0)
    masthead = _symbol(lines, formula_at, floor)
    same = masthead.startswith(symbol) or (number is not None and masthead.endswith(f"/{number['number']}"))
    symbol = masthead if masthead and same else symbol
    status = _status(above, symbol)
    date = _date(lines, formula_at, floor, status)
    return Head(title, symbol, date, status, (base + span[0], base + span[1]))


def _title(above: Sequence[Line]) -> tuple[str, tuple[int, int]]:
    """The nearest lines above the formula that are no status, origin or masthead line, and their span."""
    found: list[str] = []
    first = 0
    for at in range(len(above) - 1, -1, -1):
        line = above[at]
        if _SIGN_OFF.search(line.text[:80]):
            return "", (0, 0)
        if found and above[at + 1].apart and not _is_wrapped_title(line, above[at + 1]):
            break
        is_other = (
            _NOT_TITLE.match(line.text)
            or (line.comma and (line.text.isupper() or not found))
            or line.chapeau
            or ANNEX.match(line.text)
            or CLOSING.match(line.text)
            or _is_status(line.text)
        )
        if is_other:
            if found:
                break
            continue
        if (
            line.block.kind == "table"
            or len(line.text) > 400
            or (line.full_stop and not found and len(line.text) > 250)
        ):
            break
        found.insert(0, inlined(line).text)
        first = at
        if _NUMBERED_TITLE.match(line.text):
            break
    return " ".join(found), (first, first + len(found))


def _is_wrapped_title(line: Line, after: Line) -> bool:
    return after.gap == 0 and not line.full_stop


def _is_status(text: str) -> bool:
    return len(text) < 80 and _STATUS.search(text) is not None


def _symbol(lines: Sequence[Line], formula_at: int, floor: int) -> str:
    """A symbol that fills a line of its own or ends one, as mastheads print it, nearest to the formula."""
    for line in reversed(lines[floor:formula_at]):
        match = SYMBOL.search(line.text) if len(line.text) < 60 else None
        if (
            match
            and (match.end() >= len(line.text.rstrip("*")) or match.start() == 0)
            and "[" not in line.text
        ):
            return match.group()
    return ""


def _status(above: Sequence[Line], symbol: str) -> str:
    for line in reversed(above):
        if _ADOPTED.search(line.text):
            return "adopted"
        match = _STATUS.search(line.text) if len(line.text) < 100 else None
        if match:
            return match.group().lower()
    if "/RES/" in symbol or "/DEC/" in symbol:
        return "adopted"
    return "draft resolution" if "/L." in symbol else ""


def _date(lines: Sequence[Line], formula_at: int, floor: int, status: str) -> str:
    """The date of adoption above the formula, or the nearest line above that is a date."""
    above = lines[floor:formula_at]
    nearest = above[-TITLE_LINES:]
    for at in range(len(nearest) - 1, -1, -1):
        if _ADOPTED.search(nearest[at].text):
            found = find_date(" ".join(line.text for line in nearest[at : at + 2]))
            if found:
                return found
    if status == "adopted":
        return ""
    for line in reversed(above):
        if len(line.text) < 40 and find_date(line.text):
            return find_date(line.text)
    return ""


def find_date(text: str) -> str:
    """The first date in a text as ISO 8601, or ""."""
    match = _CJK_DATE.search(text)
    if match:
        return _iso(int(match["year"]), int(match["month"]), int(match["day"]))
    for match in _DATE.finditer(text):
        month = _MONTHS.get(match["month"].casefold())
        if month:
            return _iso(int(match["year"]), month, int(match["day"]))
    return ""


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
