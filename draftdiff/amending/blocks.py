"""The text of a new paragraph, as an instruction quotes it: its number and its sub-paragraphs set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from draftdiff.label import INSERTIONS

_INSERTION = "|".join(i for i in INSERTIONS if i)
_NUMBER = re.compile(
    rf"(?:(?:OP|PP) ?)?(?P<n>\d{{1,4}}(?:[ -](?:{_INSERTION}))?)\s?[.):][ \t]+|(?:OP|PP) ?(?P<n2>\d{{1,4}}(?: (?:{_INSERTION}))?)[ \t]+",
    re.IGNORECASE,
)
_SUB = re.compile(
    rf"\(?(?P<sub>[a-z]{{1,2}}|[ivx]{{1,5}})\)(?: (?P<ins>{_INSERTION})\b)?[ \t]+", re.IGNORECASE
)


@dataclass(slots=True)
class Block:
    """One paragraph of a quoted text."""

    text: str
    number: str = ""
    """"5 bis" where it is numbered."""
    sub: str = ""
    """"a" where it is a sub-paragraph."""
    children: list[Block] = field(default_factory=list["Block"])


def blocks(text: str) -> list[Block]:
    """The paragraphs of a quotation: numbered ones and those behind blank lines, with their sub-paragraphs."""
    found: list[Block] = []
    blank = True
    for line in text.split("\n"):
        words = " ".join(line.split())
        if not words:
            blank = True
            continue
        number, sub = _NUMBER.match(words), _SUB.match(words)
        if sub and found:
            _add_sub(found[-1], words[sub.end() :], " ".join(filter(None, (sub["sub"], sub["ins"]))).lower())
        elif number or not found or (blank and not found[-1].children):
            name = (number["n"] or number["n2"]) if number else ""
            lone = sub["sub"] if sub else ""
            found.append(Block(words[(number or sub).end() :] if (number or sub) else words, name, lone))  # type: ignore[union-attr]
        else:
            _last(found[-1]).text += f" {words}"
        blank = False
    return found


def _last(block: Block) -> Block:
    while block.children:
        block = block.children[-1]
    return block


def _add_sub(above: Block, text: str, sub: str) -> None:
    """Under the paragraph, or one degree deeper where Roman numerals begin below a letter."""
    letters = above.children
    first = letters[0].sub if letters else ""
    roman = bool(re.fullmatch(r"[ivx]+", sub))
    deeper = letters and roman and not re.fullmatch(r"[ivx]+", first) and not _follows(letters[-1].sub, sub)
    (letters[-1].children if deeper else letters).append(Block(text, sub=sub))


def _follows(before: str, sub: str) -> bool:
    """(h), then (i): letters that go on."""
    return len(before) == len(sub) == 1 and ord(sub) == ord(before) + 1
