"""The citing text and where each piece of it stands in its source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.model import Document


@dataclass(frozen=True, slots=True)
class CitingText:
    """Running text with a line of the source for every offset."""

    text: str
    starts: tuple[int, ...]
    """Offsets at which a known line of the source begins, ascending."""
    lines: tuple[tuple[int, int], ...]
    """First and last source line from there on, 1-based."""
    language: str

    def lines_of(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last source line of a character span."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, max(start, end - 1)) - 1
        return (self.lines[first][0], self.lines[last][1]) if first >= 0 else None


def citing_text(source: Document | str) -> CitingText:
    """A text as it is, or a document's text outside of the resolution it may hold.

    A document without text left over is searched in its paragraphs.
    """
    if isinstance(source, str):
        return _numbered(source)
    if source.left_out.strip():
        starts = tuple(offset for offset, _ in source.left_out_lines)
        lines = tuple((line, line) for _, line in source.left_out_lines)
        return CitingText(source.left_out, starts, lines, source.language)
    parts: list[str] = []
    places: list[tuple[int, tuple[int, int]]] = []
    at = 0
    for paragraph in source.walk():
        known = [a.lines for a in paragraph.anchors if a.lines is not None]
        if known:
            places.append((at, (known[0][0], known[-1][1])))
        parts.append(" ".join(f"{paragraph.number} {paragraph.text}".split()))
        at += len(parts[-1]) + 1
    starts, lines = tuple(o for o, _ in places), tuple(span for _, span in places)
    return CitingText("\n".join(parts), starts, lines, source.language)


def _numbered(text: str) -> CitingText:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return CitingText(text, tuple(starts), tuple((i, i) for i in range(1, len(starts) + 1)), "")
