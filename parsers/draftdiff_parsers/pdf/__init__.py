"""PDF: pages of positioned glyphs become lines of text with anchors, footnotes and a list of what was set apart."""

from __future__ import annotations

from draftdiff_parsers import kinds
from draftdiff_parsers.late import LateColumnReader, LateReader


class ImageReader(LateReader):
    """Reads images of pages through a recogniser (extra `ocr`)."""

    name = "image"
    home = "draftdiff_parsers.pdf.images:ImageReader"
    kind = kinds.image


class PdfReader(LateColumnReader):
    """Reads PDF files with a text layer, and scans through the extra `ocr`."""

    name = "pdf"
    home = "draftdiff_parsers.pdf.reader:PdfReader"
    kind = kinds.pdf
