"""Test helper: published resolutions as plain text, in several layouts, with what a reader should find in them."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Piece:
    """A paragraph as printed: label it must get, printed number, text."""

    label: str
    number: str
    text: str


@dataclass
class Text:
    """A resolution: lines before, formula, paragraphs, lines after."""

    language: str
    before: list[str] = field(default_factory=list)
    formula: str = ""
    pieces: list[Piece] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


def _own_text(element: etree._Element) -> str:
    """Text without notes and embedded structure, white space folded."""
    return " ".join(_raw_text(element).split())


def _raw_text(element: etree._Element) -> str:
    parts: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            if name == "sup" and (child.text or "").strip() in {"(", ")", "()"}:
                pass
            elif name not in {"authorialNote", "embeddedStructure"}:
                parts.append(_raw_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


_INLINE_NUMBER = re.compile(r"(\d{1,3} ?[-.])\s+")


def from_akn(path: Path) -> Text:
    """The resolution in an Akoma Ntoso file of the United Nations; a proposed draft inside it gets its scope."""
    root = etree.parse(str(path)).getroot()
    parts = path.name.split(".")
    text = Text(language=parts[-2] if len(parts) > 2 else "en")
    for paragraph in root.iterfind(".//{*}coverPage/{*}p"):
        text.before.append(_own_text(paragraph))
    text.before.append(" ".join(_own_text(p) for p in root.iterfind(".//{*}preface/{*}p")))
    formula = root.find(".//{*}formula")
    text.formula = "" if formula is None else _own_text(formula)
    for container in root.iterfind(".//{*}preamble/{*}container"):
        _preambular(text, container, "")
    outer = root.find(".//{*}mainBody/{*}paragraph//{*}embeddedStructure")
    if outer is None:
        for paragraph in root.iterfind(".//{*}mainBody/{*}paragraph"):
            _operative(text, paragraph, "")
    else:
        *formulas, first = root.iterfind(".//{*}mainBody/{*}paragraph")
        text.formula = text.formula or " ".join(_own_text(paragraph) for paragraph in formulas)
        text.pieces.append(Piece("OP1", "", _own_text(first.find(".//{*}p"))))
        for child in outer:
            if child.get("name") == "formula":
                text.pieces.append(Piece("", "", _own_text(child)))
            elif etree.QName(child).localname == "container":
                _preambular(text, child, "Draft resolution, ")
            else:
                _operative(text, child, "Draft resolution, ")
    for line in root.iterfind(".//{*}conclusions//{*}location"):
        text.after.append(_own_text(line))
    for line in root.iterfind(".//{*}conclusions//{*}docDate"):
        text.after.append(_own_text(line))
    return text


def _preambular(text: Text, container: etree._Element, scope: str) -> None:
    count = sum(1 for piece in text.pieces if piece.label.startswith(f"{scope}PP")) + 1
    text.pieces.append(Piece(f"{scope}PP{count}", "", _own_text(container)))


def _operative(text: Text, paragraph: etree._Element, scope: str) -> None:
    number = paragraph.findtext("{*}num") or ""
    own = _own_text(paragraph.find("{*}content"))
    inline = _INLINE_NUMBER.match(own)
    if not number and inline:
        number, own = inline[1], own[inline.end() :]
    count = sum(1 for piece in text.pieces if piece.label.startswith(f"{scope}OP")) + 1
    text.pieces.append(Piece(f"{scope}OP{count}", number.strip(), own))


def lines(text: Text) -> list[str]:
    """One string a paragraph, in order of printing."""
    printed = [" ".join(part for part in (piece.number, piece.text) if part) for piece in text.pieces]
    return [line for line in (*text.before, text.formula, *printed, *text.after) if line]


def unwrapped(text: Text) -> str:
    """A paragraph a line, an empty line between paragraphs."""
    return "\n\n".join(lines(text)) + "\n"


def wrapped(text: Text, width: int = 80, *, gap: int = 1, indent: str = "") -> str:
    """Lines of at most `width` characters; `gap` empty lines between paragraphs."""
    wrapper = textwrap.TextWrapper(width=width, initial_indent=indent, break_on_hyphens=True)
    return ("\n" * (gap + 1)).join("\n".join(wrapper.wrap(line)) for line in lines(text)) + "\n"


_CONFUSED = {
    "1": "tlI!i|",
    "2": "Z?",
    "3": "E8",
    "5": "S8",
    "0": "O",
    "8": "B&",
    "6": "b",
    "9": "g",
    "4": "A",
    "7": "?",
}


def damaged(text: Text, seed: int, share: float) -> Text:
    """A copy in which a scanner has misread this share of the printed numbers."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible test, no secret

    def misread(number: str) -> str:
        if chance.random() >= share:
            return number
        kind = chance.random()
        digits = [at for at, char in enumerate(number) if char in _CONFUSED]
        if kind < 0.7 and digits:
            at = chance.choice(digits)
            return number[:at] + chance.choice(_CONFUSED[number[at]]) + number[at + 1 :]
        if kind < 0.85:
            return number[:-1] + "," if number.endswith(".") else number
        return ""

    pieces = [Piece(p.label, misread(p.number) if p.number else "", p.text) for p in text.pieces]
    return Text(text.language, text.before, text.formula, pieces, text.after)


def paged(text: Text, title: str, *, height: int = 45, feeds: bool = True) -> str:
    """Pages of some lines of 80 characters with running heads and page fractions, with or without form feeds."""
    printed = [line for piece in lines(text) for line in (*textwrap.wrap(piece, 80), "")]
    pages = [printed[at : at + height] for at in range(0, len(printed), height)]
    made: list[str] = []
    for number, page in enumerate(pages, 1):
        head = [f"A/RES/75/168                    {title}", ""] if number > 1 else []
        made.append("\n".join([*head, *page, "", f"{number}/{len(pages)}                         20-17340"]))
    return ("\n\x0c" if feeds else "\n\n").join(made)


_LOOKALIKE = {"e": "co", "c": "eo", "i": "l1!", "l": "I1i", "o": "0c", "s": "5", "h": "b", "r": "ÿ", "1": "tlI!", "2": "Z",
              "5": "S", ".": ",", ",": ".", "I": "l1", "m": "rn"}  # fmt: skip


def scanned(text: str, seed: int, share: float) -> str:
    """A text in which a scanner has misread, lost or doubled this share of the characters."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible test, no secret
    made: list[str] = []
    for char in text:
        kind = chance.random() if char != "\n" and chance.random() < share else 1.0
        if kind < 0.7 and char != " ":
            made.append(chance.choice(_LOOKALIKE.get(char, "ÿ?!|")))
        elif kind >= 0.85:
            made.append(char + chance.choice(" .") if kind < 1.0 else char)
    return "".join(made)
