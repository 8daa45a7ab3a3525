"""HTML: document pages of the United Nations, EUR-Lex, saved web pages, what word processors write."""

from draftdiff_parsers.html.reader import HtmlReader

__all__ = ["HtmlReader"]
