"""PDF: pages of positioned glyphs become lines of text with anchors, footnotes and a list of what was set apart."""

from __future__ import annotations

from draftdiff_parsers.pdf.images import ImageReader
from draftdiff_parsers.pdf.reader import PdfReader

__all__ = ["ImageReader", "PdfReader"]
