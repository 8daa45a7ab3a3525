"""What prints around the text: page headers and footers, and what they say of the document (symbol, date)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.model import Problem
from draftdiff_parsers.word.markup import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

    from draftdiff.layout import Block
    from draftdiff_parsers.word.package import Parts

#: A document symbol alone in its paragraph: `A/RES/72/150`, `A/C.3/72/L.5/Rev.1`, `S/2019/12*` (docs/domain.md, "Stages").
SYMBOL = re.compile(
    r"(?:A|S|E|T|ST|HRI|TD|CEDAW|CCPR|CERD|CRC|CRPD|CMW|CAT|DP|UNEP|ECE|ICCD|FCCC|CBD|ISBA|SPLOS|NPT|BWC|CD|ID|IDB|GC)"
    r"(?:/[A-Z0-9][A-Za-z0-9.\-]{0,15}){1,7}"
)
#: UN Word templates note the symbol and the language among the custom properties.
_PROPERTIES = ("Symbol1", "Language")
_LANGUAGES = {
    "english": "en", "french": "fr", "spanish": "es", "russian": "ru", "chinese": "zh", "arabic": "ar",
}  # fmt: skip
_MONTHS = (
    ("january", "janvier", "enero"), ("february", "février", "febrero"), ("march", "mars", "marzo"),
    ("april", "avril", "abril"), ("may", "mai", "mayo"), ("june", "juin", "junio"), ("july", "juillet", "julio"),
    ("august", "août", "agosto"), ("september", "septembre", "septiembre"), ("october", "octobre", "octubre"),
    ("november", "novembre", "noviembre"), ("december", "décembre", "diciembre"),
)  # fmt: skip
_MONTH_NUMBERS = {name: at for at, names in enumerate(_MONTHS, 1) for name in names}
_DATE = re.compile(r"(\d{1,2})(?:er)? (?:de )?([^\W\d_]{3,12})(?: de| del)? (\d{4})")
#: A date in running text, in any of the six languages: day, month in letters, year; or as Chinese writes it.
_ANY_DATE = re.compile(r"\d{1,2}(?:er)?\s[^\d\n]{3,25}\s\d{4}|\d{4}年\d{1,2}月\d{1,2}日")
_LONGEST = 80
_RAW = 500


@dataclass(frozen=True, slots=True)
class Furniture:
    """Headers and footers, and what was learnt from them."""

    symbol: str = ""
    date: str = ""
    """ISO 8601 date of issue, from the masthead."""
    language: str = ""
    problems: tuple[Problem, ...] = ()


def read_furniture(parts: Parts, leading: Sequence[Block]) -> Furniture:
    """Headers and footers of all sections.

    Args:
        parts: the package.
        leading: blocks that open the body; some templates put the masthead there, as a table.
    """
    problems: list[Problem] = []
    masthead: list[str] = []
    for kind in ("header", "footer"):
        seen: set[str] = set()
        for path in parts.by_kind.get(kind, ()):
            lines = paragraphs_of(parts.package.root(path))
            masthead += lines if kind == "header" else []
            text = " | ".join(lines)
            if text and text not in seen:
                seen.add(text)
                problems.append(
                    Problem(kind="dropped", what=f"page {kind} left out of the text", raw=text[:_RAW])
                )
    properties = _custom_properties(parts)
    lines = [*masthead, *(part.strip() for block in leading for part in re.split(r"[\t\n]", block.text))]
    declared = properties.get("Symbol1", "").strip()
    symbol = declared if SYMBOL.fullmatch(declared) else _first_symbol(lines)
    language = _LANGUAGES.get(properties.get("Language", "").strip().lower(), "")
    date = "" if _dated(leading) else _first_date(lines)
    return Furniture(symbol, date, language, tuple(problems))


def paragraphs_of(root: Element) -> list[str]:
    """Texts of the paragraphs of a part, without the empty ones; white space folded."""
    found: list[str] = []
    for paragraph in root.iter(f"{W}p"):
        pieces = [
            t.text or "" if t.tag == f"{W}t" else " " for t in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
        ]
        text = " ".join("".join(pieces).split())
        if text:
            found.append(text)
    return found


def _first_symbol(lines: Iterable[str]) -> str:
    for line in lines:
        bare = line.strip().rstrip("*").strip()
        if len(bare) <= _LONGEST and SYMBOL.fullmatch(bare):
            return bare
    return ""


def _dated(leading: Iterable[Block]) -> bool:
    """Whether the text above the enacting formula says when it was adopted; that wins over the date of issue."""
    for block in leading:
        if block.text.rstrip().endswith((",", "،", "，")):
            return False
        if block.kind != "table" and _ANY_DATE.search(block.text):
            return True
    return False


def _first_date(lines: Iterable[str]) -> str:
    for line in lines:
        match = _DATE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
        month = _MONTH_NUMBERS.get(match[2].lower()) if match else None
        if match and month and 1 <= int(match[1]) <= 31:
            return f"{match[3]}-{month:02d}-{int(match[1]):02d}"
    return ""


def _custom_properties(parts: Parts) -> dict[str, str]:
    path = next((p for _, kind, p in parts.package.related("") if kind == "custom-properties"), "")
    if not path:
        return {}
    found: dict[str, str] = {}
    for item in parts.package.root(path):
        name = item.get("name") if isinstance(item.tag, str) else None
        if name in _PROPERTIES:
            found[str(name)] = "".join(str(text) for text in item.itertext())
    return found
