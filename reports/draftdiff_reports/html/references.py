"""Cross-references followed from version to version, and what other documents cite of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.referencing import STATUSES, check

if TYPE_CHECKING:
    from draftdiff.referencing import ReferenceFinding
    from draftdiff_reports.common.book import Book

#: Statuses that need a reader's eye; the others are told on demand.
TELLING = ("stale", "broken", "retargeted", "uncertain", "followed")


@dataclass(frozen=True, slots=True)
class ReferencesView:
    """The whole view."""

    counts: tuple[tuple[str, int], ...]
    """Status and number, in the order of `STATUSES`."""
    telling: tuple[ReferenceFinding, ...]
    rest: tuple[ReferenceFinding, ...]


def references(book: Book) -> ReferencesView:
    """Cross-references of all steps."""
    found = check(book.history)
    order = {status: at for at, status in enumerate(STATUSES)}
    ranked = sorted(found, key=lambda finding: order[finding.status])
    return ReferencesView(
        tuple(found.counts().items()),
        tuple(f for f in ranked if f.status in TELLING),
        tuple(f for f in ranked if f.status not in TELLING),
    )
