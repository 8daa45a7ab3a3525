"""Line breaks inside a paragraph (Shift+Enter in Word) that end a paragraph of the text: where numbers say so."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.layout import Block

#: A paragraph's number or label in front of its words: "2.", "2)", "(2)", "(a)", "b)", "(iv)", "PP2", "OP 3 bis.",
#: "12 bis.", "Article 5", in Latin, Cyrillic or Arabic-Indic signs.
_NUMBER = re.compile(
    r"[ \t]*(?:"
    r"(?P<dotted>\d{1,3})(?: ?(?:bis|ter|quater|alt))?[.)،、．](?=[ \t\u00a0]|[^\W\d_])"
    r"|[(（](?P<both>\d{1,3}|[^\W\d_]|[ivxl]{1,5})[)）]"
    r"|(?P<letter>[^\W\d_])\)(?=[ \t\u00a0])"
    r"|(?:PP|OP)[ .]?(?P<label>\d{1,3})"
    r"|(?:Article|Artículo|Статья|المادة)[ \u00a0](?P<article>\d{1,3})"
    r")"
)
#: The end of a paragraph of a resolution.
_ENDED = re.compile(r"[,;:.،؛，；。：]\s*(?:(?:and|et|y|и|و)\s*)?$")
_WORD = re.compile(r"\w")


def split_breaks(block: Block) -> list[Block]:
    """The paragraphs of a block whose lines carry numbers; the block itself where they do not.

    A line begins a paragraph when it opens with a number, or, in a block that has such lines, when the line before
    ends as paragraphs do and it opens with a capital. Other line breaks are those of a heading or an address and stay.
    """
    if "\n" not in block.text or block.kind == "table":
        return [block]
    starts = _starts(block.text, numbered=bool(block.number))
    if len(starts) < 2:
        return [block]
    ends = [*starts[1:], len(block.text)]
    return [part for at, end in zip(starts, ends, strict=True) if (part := _part(block, at, end)).text]


def _starts(text: str, *, numbered: bool) -> list[int]:
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    pieces = [text[a:b] for a, b in pairwise([*lines, len(text)])]
    # One line with a number may be a date or a quantity at the start of a line; a run of them, or one that goes on
    # from the paragraph's own number or from a line that has ended, is none.
    numbers = [at for at, piece in enumerate(pieces) if at and _NUMBER.match(piece)]
    sure = [at for at in numbers if _ended(pieces, at)]
    if not sure and not (len(numbers) > 1 and (numbered or _NUMBER.match(pieces[0]))):
        return [0]
    begins = (
        at for at in range(1, len(pieces)) if at in numbers or (_ended(pieces, at) and _capital(pieces[at]))
    )
    return [0, *(lines[at] for at in begins)]


def _ended(pieces: Sequence[str], at: int) -> bool:
    before = next((piece for piece in reversed(pieces[:at]) if piece.strip()), "")
    return bool(_ENDED.search(before.rstrip("\n")))


def _capital(piece: str) -> bool:
    match = _WORD.search(piece)
    return match is not None and not match[0].islower()


def _part(block: Block, start: int, end: int) -> Block:
    """The paragraph between two line breaks, with what is marked inside it."""
    raw = block.text[start:end]
    first = start + len(raw) - len(raw.lstrip())
    last = max(first, start + len(raw.rstrip()))
    final = end == len(block.text)

    def place(at: int) -> int:
        return min(max(at, first), last) - first

    def inside(at: int | None) -> bool:
        return start == 0 if at is None else start <= at < end or (final and at == end)

    own = block if start == 0 else replace(block, number="", kind="text", gap=0.0, page_break=False)
    return replace(
        own,
        text=block.text[first:last],
        styles=tuple(
            replace(style, start=place(style.start), end=place(style.end))
            for style in block.styles
            if place(style.start) < place(style.end)
        ),
        notes=tuple(
            note if note.at is None else replace(note, at=place(note.at))
            for note in block.notes
            if inside(note.at)
        ),
        revisions=tuple(
            r if r.start is None or r.end is None else replace(r, start=place(r.start), end=place(r.end))
            for r in block.revisions
            if inside(r.start)
        ),
    )
