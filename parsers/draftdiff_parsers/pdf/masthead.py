"""The masthead of a United Nations document: organ, symbol, distribution, date, session, agenda item.

Recognised on the first page by its place above the text and by the distribution line, in the six official languages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.page import Line

#: A masthead ends in the upper part of the page; agenda items with long titles reach 0.42.
_REACH = 0.45
_DISTRIBUTION = re.compile(
    r"Distr\.?\s*[:：]|Distr\.\s*(?:g[ée]n|lim|LIM|GEN|rest)|\bDistr\b|التوزيع", re.IGNORECASE
)
_PARTS = re.compile(
    r"United Nations|Nations Unies|Naciones Unidas|Организация Объединенных Наций|联\s*合\s*国|الأمم المتحدة"
    r"|General Assembly|Assembl[ée]e g[ée]n[ée]rale|Asamblea General|Генеральная Ассамблея|大\s*会|الجمعية العامة"
    r"|Security Council|Conseil de s[ée]curit[ée]|Consejo de Seguridad|Совет Безопасности|安全理事会|مجلس الأمن"
    r"|Human Rights Council|Economic and Social Council|Conseil [ée]conomique et social"
    r"|Original|ORIGINAL|Distr|LIMITED|GENERAL|[Ss]ession|Sesi[oó]n|сессия|届会议|الدورة"
    r"|Agenda items?|Point \d+|Points \d+|Tema|Temas|Пункт|议程项目|البند|Committee|Commission|Комитет",
)  # fmt: skip
_SYMBOL = re.compile(
    r"(?<![\w/])([AESTC]/(?:RES|C\.\d|L\.|HRC|DEC|ES-|S-|\d)[\w./()-]*|S/(?:RES/)?[\d][\w./()-]*|E/[\w./()-]+)(?<![.,])\*{0,2}"
)
_AGENDA = re.compile(
    r"(?:Agenda items?|Items? \d|Points? \d|Temas? \d|Пункты? \d|议程项目|البند)", re.IGNORECASE
)
_SESSION = re.compile(r"session|sesi[oó]n|сессия|届会|الدورة", re.IGNORECASE)


def masthead(lines: Sequence[Line], height: float) -> tuple[set[int], str]:
    """Indices of the masthead's lines among those of the first page, and the symbol printed in it ("" if none)."""
    top = [at for at, line in enumerate(lines) if line.bottom < _REACH * height and not line.table]
    if not any(_DISTRIBUTION.search(lines[at].text) for at in top):
        return set(), ""
    last = max((at for at in top if _PARTS.search(lines[at].text) and _short(lines[at])), default=-1)
    last = _before_text(lines, top, last)
    found = {at for at in top if at <= last}
    symbol = ""
    for at in sorted(found):
        match = _SYMBOL.search(lines[at].text)
        if match and not symbol:
            symbol = match.group(1).rstrip("*")
    return found, symbol


def _short(line: Line) -> bool:
    """Mastheads have no running text."""
    return len(line.text) < 90 and not line.text.rstrip().endswith((",", ";"))


def _before_text(lines: Sequence[Line], top: Sequence[int], last: int) -> int:
    """The last line of the masthead: that of the agenda item where there is one, else that of the session."""
    agenda = [at for at in top if at <= last and _AGENDA.match(lines[at].text.strip())]
    if agenda:
        return _item_title(lines, agenda[-1])
    session = [
        at for at in top if at <= last and _SESSION.search(lines[at].text) and len(lines[at].text) < 60
    ]
    if session:
        return session[-1]
    distribution = [at for at in top if _DISTRIBUTION.search(lines[at].text)]
    date = [
        at for at in top if re.search(r"\b(?:19|20)\d\d\b|Original", lines[at].text) and _short(lines[at])
    ]
    near = [at for at in date if lines[at].base - lines[distribution[-1]].base < 60]
    return max([*distribution, *near])


def _item_title(lines: Sequence[Line], at: int) -> int:
    """The last line of the agenda item's title, printed right below its number and from the same edge."""
    item = lines[at]
    while at + 1 < len(lines) and at < _LONGEST_TITLE + lines.index(item):
        before, line = lines[at], lines[at + 1]
        close = 0 < line.base - before.base <= 1.5 * max(before.size, line.size)
        if not close or abs(line.x0 - item.x0) > _SAME_EDGE or _RESOLUTION.search(line.text):
            break
        at += 1
    return at


#: Lines that the title of an agenda item takes at most, and how far apart in points their left edges are.
_LONGEST_TITLE, _SAME_EDGE = 5, 3.0
_RESOLUTION = re.compile(
    r"resolution|r[ée]solution|resoluci[oó]n|резолюци|决议|قرار|,$|^The (?:General Assembly|Security Council)",
    re.IGNORECASE,
)
