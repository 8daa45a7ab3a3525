"""What a document leaves out of its source: kept as running text, and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.model import Problem
from draftdiff_parsers.structure.joining import Part, anchors_of, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.joining import Words
    from draftdiff_parsers.structure.lines import Line

_LONGEST = 500


def running_text(lines: Sequence[Line], words: Words) -> str:
    """Lines as paragraphs, one a line: a line that goes on in mid-sentence is joined to the one before."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _new(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    texts: list[str] = []
    for paragraph in paragraphs:
        number = paragraph[0].block.number
        text = join([Part(line) for line in paragraph], words).text
        texts.append(f"{number} {text}" if number else text)
    return "\n".join(texts)


def _new(before: Line, line: Line) -> bool:
    if line.block.whole or line.block.kind != "text":
        return True
    if line.lower:
        return False
    return line.gap > 0 or (line.early and before.ends) or line.block.page_break


def dropped(what: str, lines: Sequence[Line]) -> Problem:
    """The record of a stretch that was left out."""
    count = f"{len(lines)} lines" if len(lines) > 1 else "1 line"
    raw = " / ".join(line.text[:_LONGEST] for line in lines[:20])[:_LONGEST]
    anchors = anchors_of([lines[0], lines[-1]]) if lines else ()
    return Problem(
        kind="dropped", what=f"{what}: {count} left out", raw=raw, anchor=anchors[0] if anchors else None
    )
