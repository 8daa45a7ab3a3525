"""Names of the texts inside an Akoma Ntoso file: annexes, and the parts of a composite resolution, by their element.

The element says what a part is; its heading only says which. Published files leave the heading out, write it as the
first paragraph, or number the annex nowhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff_parsers.akn.meta import words
from draftdiff_parsers.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

ANNEX = "Annex"
#: Source of the identification in the files of our own writer.
OWN = "#draftdiff"
#: Scope of a text that another text proposes.
DRAFT = "Draft resolution"
#: First lines of an annex among which its name is looked for.
_LINES = 4
_NAMED = re.compile(
    r"(?:annexe|annex|appendix|appendice|anexo|apéndice|anlage|anhang|приложение|добавление|المرفق|التذييل|附件|附录)"
    r"\s*(?P<number>[ivx]{1,5}|\d{1,2}|[a-z]|[一二三四五六七八九十]{1,3}|الأول|الثاني|الثالث|الرابع|الخامس)?(?![^\W_])",
    re.IGNORECASE,
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_COUNTED = {
    **dict(zip("一二三四五六七八九十", _ROMAN, strict=True)),
    **dict(zip(("الأول", "الثاني", "الثالث", "الرابع", "الخامس"), _ROMAN, strict=False)),
}
_LETTER = re.compile(r"(?:\S+ )?(?P<letter>[A-Z])\.?(?:\s|$)")
_LINE = frozenset({"p", "heading", "subheading", "docTitle", "docNumber"})


def part_name(element: Element) -> str:
    """Scope of an `attachment` or a `component`; "" for one that only refers to another place in the file."""
    if local_name(element) == "attachment":
        return _annex(element)
    inside = [local_name(child) for child in element if isinstance(child.tag, str)]
    if inside == ["documentRef"]:
        return ""
    holders = {local_name(ancestor) for ancestor in element.iterancestors()}
    return DRAFT if "statement" in holders else _part(element)


def _annex(element: Element) -> str:
    """The name that a heading or one of the first lines gives, its number in Roman or Arabic numerals or letters."""
    heading = next((e for e in element.iter() if local_name(e) == "heading"), None)
    holder = None if heading is None else heading.getparent()
    above = words(heading) if holder is not None and local_name(holder) == "attachment" else ""
    if above and (_NAMED.match(above) or _is_own(element)):
        return above
    for line in _first_lines(element):
        match = _NAMED.match(line)
        if match:
            number = match["number"] or ""
            number = _COUNTED.get(number, number.upper())
            return f"{ANNEX} {number}".strip()
    holder = element.getparent()
    others = [] if holder is None else [e for e in holder if local_name(e) == "attachment"]
    if len(others) < 2:
        return ANNEX
    at = others.index(element)
    return f"{ANNEX} {_ROMAN[at] if at < len(_ROMAN) else at + 1}"


def _is_own(element: Element) -> bool:
    """Our own writer names the part by the heading; elsewhere an attachment's heading is its title."""
    sources = (e.get("source") for e in element.getroottree().iter("{*}identification"))
    return OWN in sources


def _first_lines(element: Element) -> Iterator[str]:
    found = 0
    for inner in element.iter():
        if local_name(inner) in _LINE and words(inner):
            yield words(inner)
            found += 1
            if found == _LINES:
                return


def _part(element: Element) -> str:
    """Letter of a part of a composite resolution: the one its title begins with, else its place."""
    for name in ("docNumber", "docTitle"):
        match = _LETTER.match(words(next((e for e in element.iter() if local_name(e) == name), None)))
        if match:
            return match["letter"]
    holder = element.getparent()
    others = [] if holder is None else [e for e in holder if local_name(e) == "component"]
    return chr(ord("A") + others.index(element) % 26) if others else ""
