"""Akoma Ntoso 1.0: a document as a statement, a history with its passive modifications. docs/domain.md, "Interchange"."""

from __future__ import annotations

from draftdiff_reports.akn.writer import AknReport, document_to_akn

__all__ = ["AknReport", "document_to_akn"]
