"""Akoma Ntoso: the United Nations' own published XML (AKN4UN) and plain AKN 1.0 (domain brief, section 8)."""

from draftdiff_parsers.akn.reader import AknReader

__all__ = ["AknReader"]
