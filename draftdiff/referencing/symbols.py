"""Symbols of documents in running text: `A/RES/71/280`, "resolutions 67/219 and 69/229", "Directive 2003/87/EC".

Families: docs/domain.md, "Symbols". A symbol is never rewritten: what was printed stays in `text`, and a damaged one
(`/HRC/33/67`) carries what it probably was in `likely`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from draftdiff.misreading.confusions import likely_number

#: First components of symbols in use; keeps "and/or" and "UN/DESA" out.
_ORGANS = (
    "A|S|E|T|ST|DP|TD|ECE|HRI|JIU|IDB|ID|CD|FCCC|UNEP|HS|HSP|CEDAW|CERD|CRC|CCPR|CAT|CMW|CRPD|CED|SPT|DC|LC|LOS|SPLOS|"
    "ISBA|CBD|ICCD|CTOC|CAC|BWC|APLC|CCM|CCW|NPT|ICC|DCHR|SG"
)
_PART = (
    r"/(?:(?:ES|S)-\d{1,2}|[A-Z]{1,8}[.-]\d{1,4}|(?:Rev|Add|Corr|Amend|Summary)\.\d{1,3}|[A-Z]{1,8}|"
    r"\d{1,4})(?![a-z])"
)
_SYMBOL = re.compile(
    rf"(?<![\w/.-])(?:{_ORGANS})(?:{_PART}){{1,7}}"
    r"(?:\s?\(\d{4}\)|\s\((?:ES-|S-)?[IVXL]{1,7}\)|\s[A-Z](?:-[A-Z])?(?=[\s,.;:)]))?\*{0,3}"
)
_HEADLESS = re.compile(
    r"(?<![\w/:.>-])/(?P<organ>RES|HRC|CONF\.\d{1,3}|C\.[1-6]|CN\.\d{1,2}|PRST)(?:/[A-Z0-9.\-]{1,8}){1,4}\b"
)
_CUE = (
    r"resolutions?|res\.|décisions?|decisions?|résolutions?|resoluci(?:ón|on|ones)|decisi(?:ón|ones)|резолюци\w{1,4}|"
    r"решени\w{1,4}|(?:ال|ل|لل|ب|بال)?(?:قرار|مقرر)(?:ها|ه|ات|ين|اتها|يها)?"
)
_CUED = re.compile(rf"(?<!\w)(?P<cue>{_CUE})\s+(?=\[?\d|S-|ES-)", re.IGNORECASE)
_NUMBER = re.compile(
    r"\[?(?P<number>(?:(?:ES-|S-)?\d{1,4})/\d{1,4}(?:\s[A-Z](?:\s?(?:-|and|to)\s?[A-Z])?(?![\w.]))?"
    r"|\d{1,4}(?:\s[A-Z](?:\sand\s[A-Z])?)?\s?\((?:ES-|S-)?[IVXL]{1,7}\)|\d{1,4}\s\((?:19|20)\d{2}\))(?:\]\(#?\))?"
)
_NEXT = re.compile(
    r"\s*(?:[,;،]\s*(?:and\s+|et\s+|y\s+|и\s+|و\s*)?|\s(?:and|or|et|ou|y|e|и|или)\s+|\sو\s*)"
    r"(?:of\s+\d{1,2}\s\w{3,10}\s\d{4}\s*,?\s*(?:and\s+)?)?"
)
_DATED = re.compile(
    r"\s+(?:of|du|de|от|المؤرخ)\s+\d{1,2}(?:er)?\s(?:de\s)?\w{3,12}(?:/\w{3,12})?\s(?:de\s)?\d{4}(?:\sгода)?"
)
_CHINESE = re.compile(
    r"第\s?(?P<number>(?:ES-|S-)?\d{1,4}/\d{1,4}(?:\s?[A-Z])?|\d{1,4}\s?[（(]\d{4}[)）])\s?号(?P<cue>决议|决定)?"
)
_EUROPEAN = re.compile(
    r"\b(?P<cue>(?:(?:Council|Commission|Delegated|Implementing|Framework)\s)*(?:Regulation|Directive|Decision))s?\s"
    r"(?:\((?:EU|EC|EEC|Euratom|EU, Euratom|CFSP)\)\s?)?(?:No\s?)?\d{2,4}/\d{1,5}(?:/(?:EU|EC|EEC|CFSP|JHA|Euratom))?"
)
_ORGAN_BEFORE = re.compile(
    r"(?:(human\s+rights)|(economic\s+and\s+social)|(security))\s+council(?:['’]s)?(?:,?\s+(?:in|by)\s+its)?\s+$",
    re.IGNORECASE,
)
_ORGAN_AFTER = re.compile(
    r"\s+(?:of\s+the\s+(?:(human\s+rights)\s+council|(economic\s+and\s+social)\s+council|(security)\s+council)"
    r"|du\s+(?:(conseil\s+des\s+droits\s+de\s+l[’']homme)|(conseil\s+économique\s+et\s+social)|(conseil\s+de\s+sécurité)))",
    re.IGNORECASE,
)
_COMMISSION = re.compile(r"((?:[A-Z][\w-]+\s){1,6}(?:Commission|Committee|Conference|Board|Assembly))\s+$")
#: Longest stretch before a cue that is searched for an organ's name, in characters.
#: Chosen as a limit of work or of what is shown.
_LOOK_BACK = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One mention of a document by symbol or number."""

    span: tuple[int, int]
    """Character span, the cue word ("resolution") included."""
    number_span: tuple[int, int]
    """Character span of the number or symbol alone."""
    text: str
    """The number or symbol as printed."""
    symbol: str
    """The document symbol it stands for: `A/RES/71/1` for "resolution 71/1"; as printed where it is damaged."""
    form: str
    """`symbol`, `number` ("resolution 71/1") or `damaged`."""
    likely: str = ""
    """For a damaged symbol, what it probably was. Never used silently."""


def find_symbols(text: str) -> tuple[Symbol, ...]:
    """All symbols in a text, in order, without overlaps."""
    found = [
        *_printed(text),
        *_misprinted(text),
        *_headless(text),
        *_cued(text),
        *_chinese(text),
        *_european(text),
    ]
    found.sort(key=lambda s: (s.span[0], -s.span[1]))
    kept: list[Symbol] = []
    for symbol in found:
        if not kept or symbol.number_span[0] >= kept[-1].span[1]:
            kept.append(symbol)
        elif symbol.span[0] < kept[-1].span[0] and symbol.span[1] >= kept[-1].span[1]:
            kept[-1] = symbol
    return tuple(kept)


def _printed(text: str) -> list[Symbol]:
    found: list[Symbol] = []
    for match in _SYMBOL.finditer(text):
        printed = match[0].rstrip("*")
        if not any(c.isdigit() for c in printed):
            continue
        cue = _cue_before(text, match.start())
        span = (cue, match.start() + len(printed))
        number = (match.start(), span[1])
        found.append(
            Symbol(
                span=span, number_span=number, text=printed, symbol=" ".join(printed.split()), form="symbol"
            )
        )
    return found


_MISPRINTED = re.compile(
    r"(?<![\w/.-])(?P<organ>[AaSE])\s?/\s?(?P<res>R[Ee][Ss5]|res)\s?/\s?(?P<session>[\dlIO!|]{2,4})"
    r"(?:\s?/\s?(?P<number>[\dlIOS!|]{1,4}))?(?![\w/])"
)


def _misprinted(text: str) -> list[Symbol]:
    """`A/Res/71/280`, `A / RES / 71 / 280`, `A/RES/7l/280`: the letters of another case, spaces, or scan damage."""
    found: list[Symbol] = []
    for match in _MISPRINTED.finditer(text):
        numbers = [match[name] for name in ("session", "number") if match[name]]
        right = all(number.isdigit() for number in numbers)
        if (right and match["res"] == "RES" and " " not in match[0]) or not any(
            c.isdigit() for c in match[0]
        ):
            continue
        likely = "/".join((match["organ"].upper(), "RES", *(likely_number(number) for number in numbers)))
        span = (_cue_before(text, match.start()), match.end())
        number = (match.start(), match.end())
        found.append(
            Symbol(
                span=span, number_span=number, text=match[0], symbol=match[0], form="damaged", likely=likely
            )
        )
    return found


_CUE_BEFORE = re.compile(rf"(?<!\w)(?:{_CUE})\s+\(?$", re.IGNORECASE)


def _cue_before(text: str, at: int) -> int:
    match = _CUE_BEFORE.search(text, max(0, at - 20), at)
    return match.start() if match and "(" not in match[0] else at


def _headless(text: str) -> list[Symbol]:
    found: list[Symbol] = []
    for match in _HEADLESS.finditer(text):
        printed = match[0].rstrip(".,-")
        if any(c.isdigit() for c in printed.rsplit("/", 1)[-1]):
            span = (match.start(), match.start() + len(printed))
            likely = f"E{printed}" if match["organ"].startswith("CN") else f"A{printed}"
            found.append(
                Symbol(
                    span=span, number_span=span, text=printed, symbol=printed, form="damaged", likely=likely
                )
            )
    return found


def _cued(text: str) -> list[Symbol]:
    found: list[Symbol] = []
    for cue in _CUED.finditer(text):
        organ = _organ(text, cue.start())
        start, at = cue.start(), cue.end()
        while (match := _NUMBER.match(text, at)) is not None:
            symbol = _canonical(match["number"], cue["cue"], organ or _organ_after(text, match.end()))
            found.append(
                Symbol(
                    span=(start, match.end()),
                    number_span=match.span("number"),
                    text=match["number"],
                    symbol=symbol,
                    form="number",
                )
            )
            dated = _DATED.match(text, match.end())
            separator = _NEXT.match(text, dated.end() if dated else match.end())
            if separator is None:
                break
            start = at = separator.end()
    return found


def _chinese(text: str) -> list[Symbol]:
    found: list[Symbol] = []
    for match in _CHINESE.finditer(text):
        cue = "decision" if match["cue"] == "决定" else "resolution"
        number = match["number"].replace("（", " (").replace("）", ")")
        symbol = _canonical(" ".join(number.split()), cue, "")
        found.append(
            Symbol(
                span=match.span(),
                number_span=match.span("number"),
                text=match["number"],
                symbol=symbol,
                form="number",
            )
        )
    return found


def _european(text: str) -> list[Symbol]:
    return [
        Symbol(span=m.span(), number_span=m.span(), text=m[0], symbol=" ".join(m[0].split()), form="number")
        for m in _EUROPEAN.finditer(text)
    ]


def _organ(text: str, at: int) -> str:
    """The organ whose name ends where a cue word begins: `HRC`, `E`, `S`, a commission's name, or ""."""
    before = text[max(0, at - _LOOK_BACK) : at]
    match = _ORGAN_BEFORE.search(before)
    if match is not None:
        return ("HRC", "E", "S")[next(i for i, group in enumerate(match.groups()) if group)]
    match = _COMMISSION.search(before)
    return match[1] if match is not None and not match[1].endswith("General Assembly") else ""


def _organ_after(text: str, at: int) -> str:
    match = _ORGAN_AFTER.match(text, at)
    if match is None:
        return ""
    return ("HRC", "E", "S")[next(i for i, group in enumerate(match.groups()) if group) % 3]


@cache
def _is_decision(cue: str) -> bool:
    return re.match(r"d[ée]cisi|решени|\w*مقرر", cue, re.IGNORECASE) is not None


def _canonical(number: str, cue: str, organ: str) -> str:
    number = " ".join(number.split())
    if organ not in ("", "HRC", "E", "S"):
        return f"{organ} {'decision' if _is_decision(cue) else 'resolution'} {number}"
    if _is_decision(cue):
        return f"A/HRC/DEC/{number}" if organ == "HRC" else f"decision {number}"
    if organ == "HRC":
        return f"A/HRC/RES/{number}"
    first = number.split("/")[0]
    if organ == "E" or (first.isdigit() and len(first) == 4 and "/" in number):
        return f"E/RES/{number}"
    if re.fullmatch(r"\d{1,4} \(\d{4}\)", number):
        return f"S/RES/{number}"
    return f"A/RES/{number}"
