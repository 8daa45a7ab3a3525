"""HTML: document pages of the United Nations, EUR-Lex, saved web pages, what word processors write."""

from __future__ import annotations

from draftdiff_parsers import kinds
from draftdiff_parsers.late import LateTrackedReader


class HtmlReader(LateTrackedReader):
    """Layout reader for HTML, XHTML and web pages saved as one file (MHTML)."""

    name = "html"
    home = "draftdiff_parsers.html.reader:HtmlReader"
    kind = kinds.html
