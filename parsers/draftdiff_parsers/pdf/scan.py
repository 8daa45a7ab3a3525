"""Pages without a usable text layer: rendered by pdfium, recognised by tesseract, measured like printed words."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from draftdiff_parsers.ocr.tesseract import DPI
from draftdiff_parsers.pdf.page import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PIL.Image import Image

    from draftdiff.layout import RecognisedWord

#: The longest side of a rendered page in pixels; A3 at 300 dpi has 4,961.
_LARGEST = 6000
_DESCENDERS = frozenset("gjpqyQ,;()[]{}/|JçрудфцщзЦЩД،؛")
_ASCENDERS = frozenset("bdfhklt0123456789áéíóúâêîôûàèìòùБбйё")
#: Height of capitals and ascenders, and of small letters, in em: Times 0.66 and 0.45, typewriters 0.61 and 0.43.
_TALL, _LOW = 0.66, 0.45
#: Sizes within this share of the page's usual size are that size; what tesseract measures varies by 10 %.
_SAME_SIZE = 0.12
#: Below this confidence a "word" without letters or digits is dirt.
_DIRT = 0.6


def render(page: Any) -> tuple[Image, float]:
    """The page as a grey image, and its scale in pixels a point."""
    width, height = page.get_size()
    scale = min(DPI / 72, _LARGEST / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return bitmap.to_pil().copy(), scale
    finally:
        bitmap.close()


def scanned_words(found: Sequence[RecognisedWord], scale: float) -> tuple[list[Word], list[RecognisedWord]]:
    """Words in points with base line and size estimated from their line, and the dirt."""
    dirt = [word for word in found if _is_dirt(word)]
    by_line: dict[tuple[int, int, int], list[RecognisedWord]] = {}
    for word in found:
        if not _is_dirt(word):
            by_line.setdefault(word.line, []).append(word)
    if not by_line:
        return [], dirt
    sizes = _sizes(by_line)
    result: list[Word] = []
    column, last = 0, None
    for key, line in by_line.items():
        base, size = _base(line), sizes[key]
        if last is not None and _elsewhere(last, line, base, size):
            column += 1
        last = line
        result += [
            Word(
                w.text, w.left / scale, w.top / scale, w.right / scale, w.bottom / scale, base / scale,
                round(size / scale, 1), 0, True, len(result) + at, w.confidence, column,
            )
            for at, w in enumerate(line)
        ]  # fmt: skip
    return result, dirt


def _sizes(
    by_line: Mapping[tuple[int, int, int], Sequence[RecognisedWord]],
) -> dict[tuple[int, int, int], float]:
    """Size of each line in pixels: that of its paragraph, or of the page where it is about the same."""
    measured = {key: _size(line) for key, line in by_line.items()}
    usual = statistics.median(size for key, size in measured.items() for _ in by_line[key])
    paragraphs: dict[tuple[int, int], list[float]] = {}
    for key, size in measured.items():
        paragraphs.setdefault(key[:2], []).append(size)
    sizes: dict[tuple[int, int, int], float] = {}
    for key in measured:
        own = statistics.median(paragraphs[key[:2]])
        sizes[key] = usual if abs(own - usual) <= _SAME_SIZE * usual else own
    return sizes


def _elsewhere(
    last: Sequence[RecognisedWord], line: Sequence[RecognisedWord], base: float, size: float
) -> bool:
    """Whether a line begins another column: above the one before, or beside the last and lower."""
    before = _base(last)
    if abs(base - before) <= 0.5 * size:
        return False
    if base < before - 2 * size:
        return True
    overlap = min(last[-1].right, line[-1].right) - max(last[0].left, line[0].left)
    narrower = min(last[-1].right - last[0].left, line[-1].right - line[0].left)
    return overlap < 0 and base - before > 3 * size and narrower > 10 * size


def _is_dirt(word: RecognisedWord) -> bool:
    return word.confidence < _DIRT and not any(c.isalnum() for c in word.text)


def _base(line: Sequence[RecognisedWord]) -> float:
    standing = [w.bottom for w in line if not _DESCENDERS.intersection(w.text) and w.text[-1:].isalnum()]
    if standing:
        return statistics.median(standing)
    return statistics.median(w.bottom - 0.2 * (w.bottom - w.top) for w in line)


def _size(line: Sequence[RecognisedWord]) -> float:
    base = _base(line)
    tall = [base - w.top for w in line if w.text[0].isupper() or _ASCENDERS.intersection(w.text)]
    if tall:
        return max(statistics.median(tall) / _TALL, 1.0)
    return max(statistics.median(base - w.top for w in line) / _LOW, 1.0)
