"""Akoma Ntoso: the United Nations' own published XML (AKN4UN) and plain AKN 1.0 (docs/domain.md, "Interchange")."""

from draftdiff_parsers.akn.reader import AknReader

__all__ = ["AknReader"]
