"""The ledger of a negotiation: every position through all versions, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.ledger.entry import Entry, Ledger, Openness, Stage

if TYPE_CHECKING:
    from draftdiff.lineage import Lineage
    from draftdiff.tracing.origins.words import Origins

__all__ = ["Entry", "Ledger", "Openness", "Stage", "keep"]


def keep(lineage: Lineage, origins: Origins) -> Ledger:
    """The ledger of a lineage.

    Args:
        lineage: the versions.
        origins: where each of their words comes from.
    """
    from draftdiff.ledger.keeping import keep as work  # noqa: PLC0415 - views know the nouns alone

    return work(lineage, origins)
