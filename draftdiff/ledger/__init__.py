"""The ledger of a negotiation: every position through all versions, and what became of it."""

from __future__ import annotations

from draftdiff.ledger.entry import Entry, Ledger, Openness, Stage
from draftdiff.ledger.keeping import keep

__all__ = ["Entry", "Ledger", "Openness", "Stage", "keep"]
