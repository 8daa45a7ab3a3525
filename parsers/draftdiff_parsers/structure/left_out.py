"""What a document leaves out of its source: kept as running text, and said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.model import Problem
from draftdiff_parsers.structure.joining import NOWHERE, Part, Words, anchors_of, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.model import Anchor
    from draftdiff_parsers.structure.lines import Line

_LONGEST = 500
_RAISED = re.compile("[¹²³⁰⁴-⁹]")


def placed_text(
    lines: Sequence[Line], words: Words, base: int = 0
) -> tuple[str, tuple[tuple[int, Anchor], ...]]:
    """Lines as paragraphs, one a line, and (offset, anchor) of every source line in it, where the format knows places.

    A line that goes on in mid-sentence is joined to the one before.

    Args:
        lines: What was left out.
        words: Vocabulary for joining hyphenated words.
        base: Offset of the text in the document's left-out text.
    """
    texts: list[str] = []
    places: list[tuple[int, Anchor]] = []
    at = base
    for paragraph in _grouped(lines):
        number = paragraph[0].block.number
        text = join([Part(line) for line in paragraph], words).text
        texts.append(f"{number} {text}" if number else text)
        places += _places(paragraph, texts[-1], at)
        at += len(texts[-1]) + 1
    return "\n".join(texts), tuple(places)


def placed_texts(spans: Sequence[Sequence[Line]], words: Words) -> tuple[str, tuple[tuple[int, Anchor], ...]]:
    """`placed_text` of several stretches, one after the other."""
    texts: list[str] = []
    places: list[tuple[int, Anchor]] = []
    for span in spans:
        text, here = placed_text(span, words, sum(len(t) + 1 for t in texts))
        texts.append(text)
        places += here
    return "\n".join(texts), tuple(places)


#: A line's first word is looked for this many characters around the place that the lengths before it give.
_DRIFT = 8


def _places(paragraph: Sequence[Line], text: str, base: int) -> list[tuple[int, Anchor]]:
    """Where each line begins in the joined text; joining drops hyphens, marks and spaces, so first words decide."""
    places: list[tuple[int, Anchor]] = []
    at = 0
    for line in paragraph:
        if line.block.anchor != NOWHERE:
            first = line.text.split(maxsplit=1)[0] if line.text else ""
            low = max(0, at - _DRIFT)
            found = text.find(first, low, at + _DRIFT + len(first)) if first and places else 0
            places.append((base + (found if found >= 0 else min(at, len(text))), line.block.anchor))
            at = max(at, found)
        at += len(line.text) + 1
    return places


def _grouped(lines: Sequence[Line]) -> list[list[Line]]:
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _new(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _new(before: Line, line: Line) -> bool:
    if line.block.whole or line.block.kind != "text":
        return True
    if line.lower:
        return False
    return line.gap > 0 or (line.early and before.ends) or line.block.page_break


def marks_left_out(lines: Sequence[Line]) -> tuple[Problem, ...]:
    """Running text carries no footnote marks; that they were there is said, in at most one record."""
    words = Words(())
    marks = [
        note.mark
        for line in lines
        if _may_hold_marks(line)
        for note in join([Part(line)], words).notes
        if note.kind == "footnote"
    ]
    if not marks:
        return ()
    what = f"{len(marks)} footnote marks were left out of the running text"
    return (Problem(kind="dropped", what=what, raw=" ".join(marks)[:_LONGEST]),)


def _may_hold_marks(line: Line) -> bool:
    """A quick look, before the line is joined as a paragraph is: few lines hold a footnote mark."""
    raised = any(style.name == "superscript" for style in line.block.styles)
    return raised or bool(line.block.notes) or _RAISED.search(line.text) is not None


def dropped(what: str, lines: Sequence[Line]) -> Problem:
    """The record of a stretch that was left out."""
    count = f"{len(lines)} lines" if len(lines) > 1 else "1 line"
    raw = " / ".join(line.text[:_LONGEST] for line in lines[:20])[:_LONGEST]
    anchors = anchors_of([lines[0], lines[-1]]) if lines else ()
    return Problem(
        kind="dropped", what=f"{what}: {count} left out", raw=raw, anchor=anchors[0] if anchors else None
    )
