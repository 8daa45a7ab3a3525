"""Amendments: instructions to change a text, read, applied exactly or refused, and computed from two versions."""

from __future__ import annotations

from draftdiff.amending.amending import Amended, amend
from draftdiff.amending.amendment import Amendment, Effect, Outcome, Spot, Target
from draftdiff.amending.reading import read_amendments

__all__ = ["Amended", "Amendment", "Effect", "Outcome", "Spot", "Target", "amend", "read_amendments"]
