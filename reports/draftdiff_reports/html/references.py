"""Cross-references followed from version to version, and what other documents cite of the text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.referencing import STATUSES

if TYPE_CHECKING:
    from draftdiff.citing import Citation
    from draftdiff.model import Document
    from draftdiff.referencing import ReferenceFinding
    from draftdiff_reports.common.book import Book

#: Statuses that need a reader's eye; the others are told on demand.
TELLING = ("stale", "broken", "retargeted", "uncertain", "followed")


@dataclass(frozen=True, slots=True)
class Citing:
    """What one document cites and quotes."""

    document: Document
    counts: tuple[tuple[str, int], ...]
    """Kind and number."""
    citations: tuple[Citation, ...]
    paragraphs: tuple[tuple[str, int], ...]
    """Paragraphs of the newest version and how often they are cited or quoted, in order of the text."""


@dataclass(frozen=True, slots=True)
class ReferencesView:
    """The whole view."""

    counts: tuple[tuple[str, int], ...]
    """Status and number, in the order of `STATUSES`."""
    telling: tuple[ReferenceFinding, ...]
    rest: tuple[ReferenceFinding, ...]
    citing: tuple[Citing, ...]


def references(book: Book) -> ReferencesView:
    """Cross-references of all steps."""
    found = book.history.references
    order = {status: at for at, status in enumerate(STATUSES)}
    ranked = sorted(found, key=lambda finding: order[finding.status])
    return ReferencesView(
        tuple(found.counts().items()),
        tuple(f for f in ranked if f.status in TELLING),
        tuple(f for f in ranked if f.status not in TELLING),
        tuple(_citing(book, document) for document in book.history.citing),
    )


def _citing(book: Book, document: Document) -> Citing:
    found = book.history.citations[document.id]
    cited = Counter(label for citation in found for label in dict.fromkeys(citation.now))
    labels = book.newest.document.labels()
    return Citing(
        document,
        tuple(found.counts().items()),
        tuple(found),
        tuple((label, cited[label]) for label in labels if cited[label]),
    )
