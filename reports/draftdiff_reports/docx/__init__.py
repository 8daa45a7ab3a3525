"""Word files with tracked changes over the old version, as the General Assembly asks drafts to be submitted."""

from draftdiff_reports.docx.report import DocxReport

__all__ = ["DocxReport"]
