"""The citing text and where each piece of it stands in its source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.model import Anchor

if TYPE_CHECKING:
    from draftdiff.model import Document


@dataclass(frozen=True, slots=True)
class CitingText:
    """Running text with a line of the source for every offset."""

    text: str
    starts: tuple[int, ...]
    """Offsets at which a known line of the source begins, ascending."""
    anchors: tuple[Anchor, ...]
    """What stands there in the source."""
    language: str

    def lines_of(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last source line of a character span."""
        first, last = self._ends(start, end)
        if first is None or last is None or first.lines is None or last.lines is None:
            return None
        return first.lines[0], last.lines[1]

    def pages_of(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last source page of a character span."""
        first, last = self._ends(start, end)
        if first is None or last is None or first.page is None or last.page is None:
            return None
        return first.page, last.page

    def _ends(self, start: int, end: int) -> tuple[Anchor | None, Anchor | None]:
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, max(start, end - 1)) - 1
        return (self.anchors[first], self.anchors[last]) if first >= 0 else (None, None)


def citing_text(source: Document | str, *, whole: bool = False) -> CitingText:
    """A text as it is, or a document's text outside of the resolution it may hold.

    A document without text left over is searched in its paragraphs, and so is one that is itself the citing resolution.

    Args:
        source: A text or a document.
        whole: The document is not a letter or report around the resolution asked about, but another resolution.
    """
    if isinstance(source, str):
        return _numbered(source)
    if source.left_out.strip() and not whole:
        starts = tuple(offset for offset, _ in source.left_out_anchors)
        return CitingText(
            source.left_out, starts, tuple(a for _, a in source.left_out_anchors), source.language
        )
    parts: list[str] = []
    places: list[tuple[int, Anchor]] = []
    at = 0
    for paragraph in source.walk():
        if paragraph.anchors:
            first, last = paragraph.anchors[0], paragraph.anchors[-1]
            lines = (first.lines[0], last.lines[1]) if first.lines and last.lines else None
            places.append((at, Anchor(page=first.page, lines=lines)))
        parts.append(" ".join(f"{paragraph.number} {paragraph.text}".split()))
        at += len(parts[-1]) + 1
    return CitingText(
        "\n".join(parts), tuple(o for o, _ in places), tuple(a for _, a in places), source.language
    )


def _numbered(text: str) -> CitingText:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return CitingText(text, tuple(starts), tuple(Anchor(lines=(i, i)) for i in range(1, len(starts) + 1)), "")
