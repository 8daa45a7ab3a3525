"""Lists of printed numbers after a unit's name: `15 and 22 (a) to (c)`, `15A, B and C`, `II and III`, `t4 and 19`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from draftdiff.label import INSERTIONS, roman_value
from draftdiff.misreading.confusions import likely_number, strokes_of
from draftdiff.referencing.grammars import GRAMMARS, Grammar

_INSERTION = "|".join(i for i in INSERTIONS if i not in ("", "new", "ante", "pre"))
_SUB = r"\((?:[a-z]{1,4}|[A-H]|[@]|[а-яё]|[ء-ي]\s?[ء-ي]?|[ivxl]{1,6})\)"
_GLUED_DIGIT = r"\(\d{1,2}[a-z]?\)"
_BRACKETLESS = r"\s[a-zа-яё]{1,2}\)"
_PLAIN = re.compile(
    rf"(?P<number>\d{{1,4}}(?:\.\d{{1,3}})*)(?P<ins>\s?(?:{_INSERTION})\b)?(?P<alt>\s?alt\.?(?:\s?\d{{1,2}})?\b)?"
)
_DAMAGED = re.compile(r"[0-9lIitOoSsZz!|\[\]]{1,4}(?![\w\]|!])")
_SUBS = re.compile(
    rf"(?:\s?{_SUB}|{_GLUED_DIGIT})(?:\s?(?:{_SUB}|{_GLUED_DIGIT})){{0,3}}(?:\s?(?:{_INSERTION})\b)?"
)
_SUBS_CLOSED = re.compile(rf"{_BRACKETLESS}(?:{_BRACKETLESS}|\s?{_SUB}){{0,2}}")
_BARE_SUBS = re.compile(rf"(?:{_SUB}|{_GLUED_DIGIT})(?:\s?(?:{_SUB}|{_GLUED_DIGIT})){{0,3}}")
_BARE_CLOSED = re.compile(r"[a-zа-яё]{1,2}\)(?:\s[ivxl]{1,4}\))?")
_LETTER = re.compile(r"[A-Za-z](?![\w'’])(?:\s?\(?([ivx]{1,4})\)(?!\w))?")
_ROMAN = re.compile(r"(?:[IVXL]{1,6}|[A-Z]|\d{1,3})(?:\.[A-Z\d]{1,2})?(?![\w/])(?:\s?(?:bis|ter)\b)?")
_DAMAGED_ROMAN = re.compile(r"[IVXl1|!t]{1,4}(?![\w|!])")
_ARABIC_ORDINALS = {
    "الأول": "I", "الثاني": "II", "الثالث": "III", "الرابع": "IV", "الخامس": "V", "السادس": "VI", "السابع": "VII",
    "الثامن": "VIII", "التاسع": "IX", "العاشر": "X",
}  # fmt: skip
_ARABIC_ORDINAL = re.compile(rf"(?:{'|'.join(_ARABIC_ORDINALS)})(?!\w)")
_SPACED = re.compile(
    r"\.(?P<dot>[a-z])(?:[.\s](?P<dot2>[ivx]{1,4}))?(?!\w)"
    r"|\s(?P<sub>[a-z])(?:\s(?P<sub2>[ivx]{1,4})(?!\w)|(?=\s*(?:[),.;:\]]|$)))"
)
_SUB_TOKEN = re.compile(r"[^\s()]+(?:\s[ء-ي])?")
_AFTER_LIST = re.compile(
    r"\s*(?:[.,;:)\]”\"’']|$|\b(?:and|or|of|to|in|on|above|below|which|that|et|ou|de|du|ci|y|o|del|и|или|выше|supra|infra)\b|[–—])"
)
_NOT_A_NUMBER = re.compile(r"\s?%|/\d|\s+(?:per\s?cent|percent|million|billion|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|years?|days?|months?|Member\s+States)\b|:\d|\d")  # fmt: skip
#: Longest range that is spelt out; more is no range of paragraphs. Chosen as a limit of work or of what is shown.
_MAX_RANGE = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One number of a list, as parsed; `number` is "" for a bare sub-letter that binds to the number before it."""

    span: tuple[int, int]
    number: str
    insertion: str = ""
    alternative: int = 0
    subs: tuple[str, ...] = ()
    damaged: bool = False
    through: Item | None = None
    """The other end of a range."""


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], re.Pattern[str], Grammar]:
    grammar = GRAMMARS[language]
    return re.compile(grammar.joins, re.IGNORECASE), re.compile(grammar.through, re.IGNORECASE), grammar


def parse_list(
    text: str, at: int, *, unit: str, language: str, glued: bool = False, plural: bool = False
) -> tuple[Item, ...]:
    """The numbers that follow a unit's name at `at`; empty where none does.

    After a singular ("paragraph 5, 12 members") a further number belongs to the list only where the list visibly ends
    behind it; languages whose plural does not show are read as plural.
    """
    plural = plural or language not in ("en", "fr", "es")
    joins, through, grammar = _grammar(language)
    roman = unit in ("annex", "section", "chapter", "part")
    items: list[Item] = []
    while True:
        item = _item(
            text, at, roman=roman, glued=glued, closed=grammar.bracketless, first=not items, unit=unit
        )
        if item is None or (items and not _may_follow(text, item, items[-1], unit, plural=plural)):
            break
        match = through.match(text, item.span[1])
        if match is not None:
            end = _item(
                text,
                match.end(),
                roman=roman,
                glued=glued,
                closed=grammar.bracketless,
                first=False,
                unit=unit,
            )
            if end is not None and _is_range(item, end):
                item = Item(
                    (item.span[0], end.span[1]), item.number, item.insertion, 0, item.subs, item.damaged, end
                )
        items.append(item)
        match = joins.match(text, item.span[1])
        if match is None:
            break
        at = match.end()
    return tuple(items)


def _is_range(start: Item, end: Item) -> bool:
    if end.number == "":
        return bool(start.subs) and len(end.subs) == 1
    if start.number.isdigit() and end.number.isdigit():
        return 0 < int(end.number) - int(start.number) <= _MAX_RANGE
    low, high = roman_value(start.number), roman_value(end.number)
    return bool(low and high and low < high)


def _may_follow(text: str, item: Item, before: Item, unit: str, *, plural: bool) -> bool:
    """A further number of the list, not a number of the running text."""
    if item.number == "":
        return bool(before.number or before.subs)
    if unit in ("annex", "section", "chapter", "part"):
        return (
            not (item.number.isdigit() ^ before.number.isdigit())
            and _AFTER_LIST.match(text, item.span[1]) is not None
        )
    return plural or _AFTER_LIST.match(text, item.span[1]) is not None or bool(item.subs)


def _item(
    text: str, at: int, *, roman: bool, glued: bool, closed: bool, first: bool, unit: str
) -> Item | None:
    if roman:
        return _outer_item(text, at)
    if (match := _PLAIN.match(text, at)) is not None and not _NOT_A_NUMBER.match(text, match.end("number")):
        return _numbered(text, match, glued=glued, closed=closed, unit=unit)
    if (match := _DAMAGED.match(text, at)) is not None and _is_damaged(match[0]):
        return _with_subs(text, Item(match.span(), likely_number(match[0]), damaged=True), closed=closed)
    bare = _BARE_SUBS.match(text, at) or (_BARE_CLOSED.match(text, at) if closed else None)
    if bare is not None and (not first or unit in ("subparagraph", "paragraph")):
        return Item(bare.span(), "", subs=_subs(bare[0]))
    if glued and not first and (match := _LETTER.match(text, at)) and _AFTER_LIST.match(text, match.end()):
        return Item(match.span(), "", subs=tuple(s for s in (match[0][0], match[1]) if s))
    return None


def _outer_item(text: str, at: int) -> Item | None:
    """Number of an annex, section, chapter or part: Roman, a capital, Arabic, an Arabic ordinal word, or damaged."""
    match = _ROMAN.match(text, at)
    if match is not None:
        return Item(match.span(), match[0])
    match = _DAMAGED_ROMAN.match(text, at)
    if match is not None:
        return Item(match.span(), strokes_of(match[0]), damaged=True)
    match = _ARABIC_ORDINAL.match(text, at)
    return Item(match.span(), _ARABIC_ORDINALS[match[0]]) if match else None


def _is_damaged(number: str) -> bool:
    return any(c.isdigit() for c in number) and not number.isdigit()


def _numbered(text: str, match: re.Match[str], *, glued: bool, closed: bool, unit: str) -> Item | None:
    number, end = match["number"], match.end()
    if len(number) == 4 and number.isdigit() and 1900 <= int(number) <= 2100:
        return None
    alternative = 0
    if match["alt"]:
        digits = "".join(c for c in match["alt"] if c.isdigit())
        alternative = int(digits) if digits else 1
    insertion = (match["ins"] or "").strip().lower()
    lettered = _lettered(text, match, glued=glued, closed=closed, unit=unit) if not insertion else None
    if lettered is not None:
        return lettered
    spaced = _SPACED.match(text, end) if glued else None
    if spaced is not None:
        return Item(
            (match.start(), spaced.end()),
            number,
            insertion,
            alternative,
            tuple(s for s in spaced.groups() if s),
        )
    damaged = _DAMAGED.match(text, match.start())
    if damaged is not None and damaged.end() > end and not glued:
        return _with_subs(text, Item(damaged.span(), likely_number(damaged[0]), damaged=True), closed=closed)
    if end < len(text) and (text[end].isalpha() and text[end] not in "和及、至到段条节款"):
        return None
    return _with_subs(text, Item((match.start(), end), number, insertion, alternative), closed=closed)


def _lettered(text: str, match: re.Match[str], *, glued: bool, closed: bool, unit: str) -> Item | None:
    """A letter glued to the number: a sub-letter (`22a`), or part of the number (`Article 10a`)."""
    number, letter = match["number"], _LETTER.match(text, match.end())
    if letter is None:
        return None
    if unit in ("article", "recital"):
        return _with_subs(
            text, Item((match.start(), letter.start() + 1), number + letter[0][0]), closed=closed
        )
    if glued or letter[0][0] in "abcdefghjkmn":  # l, i, o, t and s are rather a scanner's digits
        return Item(
            (match.start(), letter.end()), number, subs=tuple(s for s in (letter[0][0], letter[1]) if s)
        )
    return None


def _with_subs(text: str, item: Item, *, closed: bool) -> Item:
    end = item.span[1]
    match = _SUBS.match(text, end) or (_SUBS_CLOSED.match(text, end) if closed else None)
    if match is None:
        return item
    span = (item.span[0], match.end())
    return Item(span, item.number, item.insertion, item.alternative, _subs(match[0]), item.damaged)


def _subs(text: str) -> tuple[str, ...]:
    tokens = ["a" if t == "@" else t for t in _SUB_TOKEN.findall(text)]
    subs: list[str] = []
    for token in tokens:
        if subs and token in INSERTIONS:
            subs[-1] += f" {token}"
        else:
            subs.append(token)
    return tuple(subs)
