"""References in Chinese: 第22段, 上文第15和22段, 第71/1号决议附件二第8段, 本段."""

from __future__ import annotations

import re

from draftdiff.referencing.atoms import Atom
from draftdiff.referencing.numbers import Item

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,5})(?:\s?之[二三四])?(?:\s?[(（][a-zA-Z一二三四五六七八九十]{1,3}[)）]){0,3}"
_JOIN = r"\s?(?:[、，和及或]|以及|至|到|[-–—])\s?"
_UNITS = {
    "段": "paragraph",
    "条": "article",
    "节": "section",
    "章": "chapter",
    "部分": "part",
    "款": "paragraph",
}
_LISTED = re.compile(
    rf"(?P<before>上文|以上|上述|下文|以下)?(?:执行部分)?(?P<pre>序言)?第\s?(?P<list>{_NUMBER}(?:\s?段?{_JOIN}第?\s?{_NUMBER}){{0,12}})"
    r"\s?(?P<unit>段|条|节|章|部分|款)(?!落)(?:\s?(?P<subs>(?:[(（][a-z]{1,3}[)）]){1,3})\s?(?:分段|项|款)?)?"
)
_ITEM = re.compile(
    r"(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})(?P<ins>\s?之[二三四])?"
    r"(?P<subs>(?:\s?[(（][a-zA-Z一二三四五六七八九十]{1,3}[)）]){0,3})"
)
_ANNEX = re.compile(r"附件(?P<number>[一二三四五六七八九十]{1,3}|[IVX]{1,5}|\d{1,2})?")
_SUB = re.compile(r"(?<![\w)）])(?P<subs>(?:[(（][a-z]{1,3}[)）]){1,3})\s?(?:分段|项)")
_PRESENT = re.compile(r"本(?P<unit>段|条|节|章)(?!落)")
_ABOVE = ("上文", "以上", "上述")
_INSERTIONS = {"二": "bis", "三": "ter", "四": "quater"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def chinese_value(text: str) -> int:
    """Value of a number below 1,000 in Chinese or Arabic digits.

    >>> chinese_value("二十二"), chinese_value("15")
    (22, 15)
    """
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        else:
            total += (digit or 1) * (100 if c == "百" else 10)
            digit = 0
    return total + digit


def chinese_atoms(text: str) -> list[Atom]:
    """The pieces of references in a Chinese text, in order, without overlaps."""
    found: list[Atom] = []
    for match in _LISTED.finditer(text):
        unit = "preambular" if match["pre"] else _UNITS[match["unit"]]
        items = _items(match["list"], match.start("list"))
        if match["subs"] and items:
            last = items[-1]
            items[-1] = Item(
                last.span,
                last.number,
                last.insertion,
                0,
                (*last.subs, *_subs(match["subs"])),
                False,
                last.through,
            )
        before = match["before"]
        direction = "" if not before else "above" if before in _ABOVE else "below"
        found.append(Atom(match.start(), match.end(), unit, tuple(items), direction=direction))
    for match in _ANNEX.finditer(text):
        number = match["number"] or ""
        if number and not number.isascii():
            value = chinese_value(number)
            number = _ROMAN[value - 1] if value <= len(_ROMAN) else str(value)
        items = [Item(match.span("number"), number)] if number else []
        found.append(Atom(match.start(), match.end(), "annex", tuple(items)))
    found += [
        Atom(m.start(), m.end(), "subparagraph", (Item(m.span("subs"), "", subs=_subs(m["subs"])),))
        for m in _SUB.finditer(text)
    ]
    found += [
        Atom(m.start(), m.end(), _UNITS[m["unit"]], relative="present") for m in _PRESENT.finditer(text)
    ]
    found.sort(key=lambda a: (a.start, -a.end))
    return [a for i, a in enumerate(found) if i == 0 or all(a.start >= b.end for b in found[:i])]


def _items(text: str, offset: int) -> list[Item]:
    items: list[Item] = []
    at = 0
    for match in _ITEM.finditer(text):
        insertion = _INSERTIONS.get((match["ins"] or "").strip()[1:], "")
        span = (offset + match.start(), offset + match.end())
        item = Item(span, str(chinese_value(match["number"])), insertion, 0, _subs(match["subs"]))
        gap = text[at : match.start()]
        before = items[-1] if items else None
        if before is not None and any(c in gap for c in "至到-–—") and int(before.number) < int(item.number):
            items[-1] = Item(
                (before.span[0], span[1]), before.number, before.insertion, 0, before.subs, False, item
            )
        else:
            items.append(item)
        at = match.end()
    return items


def _subs(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^()（）\s]+", text))
