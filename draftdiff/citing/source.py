"""The citing text and where each piece of it stands in its source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.model import Document


@dataclass(frozen=True, slots=True)
class CitingText:
    """Running text with a line of the source for every offset."""

    text: str
    starts: tuple[int, ...]
    """Offset of each line of `text`."""
    lines: tuple[tuple[int, int] | None, ...]
    """First and last line in the source of each line of `text`, 1-based; None where unknown."""
    language: str

    def lines_of(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last source line of a character span."""
        first = self.lines[bisect_right(self.starts, start) - 1]
        last = self.lines[bisect_right(self.starts, max(start, end - 1)) - 1]
        return (first[0], last[1]) if first is not None and last is not None else None


def citing_text(source: Document | str) -> CitingText:
    """A text as it is, or a document's text outside of the resolution it may hold.

    A document without text left over is searched in its paragraphs.
    """
    if isinstance(source, str):
        parts = source.split("\n")
        return _placed(parts, [(i, i) for i in range(1, len(parts) + 1)], "")
    if source.left_out.strip():
        parts = source.left_out.split("\n")
        anchors = source.left_out_lines
        known = [anchors[i] if i < len(anchors) else None for i in range(len(parts))]
        return _placed(parts, known, source.language)
    parts, known = [], []
    for paragraph in source.walk():
        lines = [a.lines for a in paragraph.anchors if a.lines is not None]
        parts.append(" ".join(f"{paragraph.number} {paragraph.text}".split()))
        known.append((lines[0][0], lines[-1][1]) if lines else None)
    return _placed(parts, known, source.language)


def _placed(parts: Sequence[str], lines: Sequence[tuple[int, int] | None], language: str) -> CitingText:
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    return CitingText("\n".join(parts), tuple(starts), tuple(lines), language)
