"""PDF out: a redline to print, and the newer version's own pages with the changes marked on them."""

from draftdiff_reports.pdf.marked import MarkedPdfReport
from draftdiff_reports.pdf.printed import PdfReport

__all__ = ["MarkedPdfReport", "PdfReport"]
