"""Word files (OOXML, whatever the ending): numbering, footnotes, tables, text boxes, tracked changes."""

from __future__ import annotations

from draftdiff_parsers.late import LateTrackedReader
from draftdiff_parsers.word.sniff import sniff


class WordReader(LateTrackedReader):
    """Layout reader for Word files."""

    name = "word"
    home = "draftdiff_parsers.word.reader:WordReader"
    kind = sniff
