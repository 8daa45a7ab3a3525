"""Akoma Ntoso: the United Nations' own published XML (AKN4UN) and plain AKN 1.0 (docs/domain.md, "Interchange")."""

from __future__ import annotations

from draftdiff_parsers import kinds
from draftdiff_parsers.late import LateReader


class AknReader(LateReader):
    """Layout reader for AKN4UN and Akoma Ntoso 1.0 (namespace akn/ns/3.0)."""

    name = "akn"
    home = "draftdiff_parsers.akn.reader:AknReader"
    kind = kinds.akn
