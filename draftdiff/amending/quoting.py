"""Quotation marks of every style: which words of a list of amendments are quoted, and how a text is quoted safely."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Opening mark -> its closing marks.
PAIRS = {
    "“": "”", "«": "»", "„": "“”", "‹": "›", "‘": "’", '"': '"', "'": "'", "「": "」", "《": "》",
}  # fmt: skip
#: Marks that are also apostrophes: they open after a space and close before none.
_APOSTROPHES = "‘’'"
#: Three straight marks or more, for texts that hold all the others; as fences do in Markdown.
_FENCE = re.compile(r'"{3,}')
#: Stand in prose for the words that were quoted: private use characters, which no text has.
OPEN, CLOSE = "\ue000", "\ue001"
HOLE = re.compile(f"{OPEN}(\\d+){CLOSE}")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks."""

    text: str
    """Without the marks, white space at its ends left out; line breaks kept."""
    start: int
    """Offset of the opening mark in the list, 0-based."""
    end: int
    """Offset after the closing mark."""


def quotations(text: str) -> tuple[Quoted, ...]:
    """All quotations in order, the outermost of nested ones. A mark that is never closed quotes nothing."""
    found: list[Quoted] = []
    at = 0
    while at < len(text):
        end = _closed(text, at)
        if end is None:
            at += 1
            continue
        found.append(Quoted(_inner(text, at, end), at, end))
        at = end
    return tuple(found)


def _closed(text: str, at: int) -> int | None:
    """Offset after the quotation that opens here, or None where none does."""
    fence = _FENCE.match(text, at)
    if fence:
        found = text.find(fence.group(), fence.end())
        return None if found < 0 else found + len(fence.group())
    mark = text[at]
    closing = PAIRS.get(mark)
    if closing is None:
        return None
    if mark in _APOSTROPHES and at and (text[at - 1].isalnum() or text[at - 1] in _APOSTROPHES):
        return None
    return _closing(text, at, mark, closing)


def _closing(text: str, start: int, mark: str, closing: str) -> int | None:
    depth = 1
    for at in range(start + 1, len(text)):
        sign = text[at]
        if sign == mark and _begins_line(text, at):
            continue  # every paragraph of a long quotation opens with a mark again, only the last closes
        if sign in closing and not _apostrophe(text, at):
            depth -= 1
            if not depth:
                return at + 1
        elif sign == mark and mark not in closing:
            depth += 1
    return None


def _apostrophe(text: str, at: int) -> bool:
    return text[at] in _APOSTROPHES and (at + 1 < len(text) and text[at + 1].isalnum())


def _begins_line(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t")
    return before.endswith("\n")


def _inner(text: str, start: int, end: int) -> str:
    fence = _FENCE.match(text, start)
    width = len(fence.group()) if fence else 1
    words = text[start + width : end - width]
    mark = text[start]
    return re.sub(rf"(\n[ \t]*){re.escape(mark)}", r"\1", words).strip()


def quoted(text: str) -> str:
    """A text in marks from which it is read back to the letter."""
    for mark in ("“", "«", '"'):
        candidate = f"{mark}{text}{PAIRS[mark]}"
        found = quotations(candidate + ".")
        if len(found) == 1 and found[0].text == text and found[0].end == len(candidate):
            return candidate
    longest = max((len(run) for run in re.findall(r'"+', text)), default=0)
    fence = '"' * max(3, longest + 1)
    return f"{fence} {text} {fence}"


def holes(text: str, found: tuple[Quoted, ...], start: int, end: int) -> str:
    """Prose between two offsets, with a hole for every quotation inside: its number between `OPEN` and `CLOSE`."""
    out: list[str] = []
    at = start
    for number, one in enumerate(found):
        if one.start < start or one.end > end:
            continue
        out += (text[at : one.start], f" {OPEN}{number}{CLOSE} ")
        at = one.end
    return "".join((*out, text[at:end]))
