"""Word files (OOXML, whatever the ending): numbering, footnotes, tables, text boxes, tracked changes."""

from draftdiff_parsers.word.reader import WordReader

__all__ = ["WordReader"]
