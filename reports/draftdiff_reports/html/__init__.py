"""The HTML report. See `writer` for the page, `book` for what the views share, one module for each view."""

from __future__ import annotations

from draftdiff_reports.html.writer import HtmlReport

__all__ = ["HtmlReport"]
