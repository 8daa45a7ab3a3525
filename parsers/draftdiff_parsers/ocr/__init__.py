"""Optical character recognition: images of pages become words with boxes and confidence (extra `ocr`)."""

from __future__ import annotations

from draftdiff_parsers.ocr.languages import TESSERACT_CODES, tesseract_code
from draftdiff_parsers.ocr.tesseract import Tesseract, TesseractPages, available

__all__ = ["TESSERACT_CODES", "Tesseract", "TesseractPages", "available", "tesseract_code"]
