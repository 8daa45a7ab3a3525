"""Agreed language: what a library knows of the newest version, as margin notes and as a view of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.writing import Precedence, ReportOptions
    from draftdiff_reports.common.book import Book
    from draftdiff_reports.common.catalogue import Catalogue

#: Verdicts in the order in which they are counted.
VERDICTS = ("verbatim", "edited", "clause", "none", "short")


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph of the newest version."""

    found: Precedence
    note: str
    words: str
    """The paragraph."""


@dataclass(frozen=True, slots=True)
class AgreedView:
    """The whole view."""

    counts: tuple[tuple[str, int], ...]
    """Verdict and number of paragraphs."""
    told: tuple[Told, ...]
    """In order of the text."""

    @property
    def notes(self) -> dict[str, str]:
        """What stands in the margin, by label."""
        return {one.found.label: one.note for one in self.told if one.note}


def agreed(book: Book, options: ReportOptions, text: Catalogue) -> AgreedView | None:
    """The view; None where no library was asked."""
    if not options.precedents:
        return None
    here = [found for found in options.precedents if (book.newest.id, found.label) in book.order]
    counts = Counter(found.verdict for found in here)
    return AgreedView(
        tuple((verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict]),
        tuple(
            Told(found, _note(found, text), book.paragraph((book.newest.id, found.label)).text)
            for found in here
        ),
    )


def _note(found: Precedence, text: Catalogue) -> str:
    """Such as: agreed since A/RES/66/290, last in A/RES/78/152; “urges” was “calls upon”. "" where nothing is known."""
    if found.verdict in ("none", "short") or not found.nearest:
        return ""
    if found.stock:
        return text("agreed_stock", n=found.repeated)
    place = f"{found.nearest} {found.nearest_label}".strip()
    if found.verdict == "clause":
        return text("agreed_part", place=place)
    if not found.first or found.first == found.last:
        head = text("agreed_once", place=place)
    else:
        head = text("agreed_since", first=found.first, last=found.last)
    changed = [
        text("agreed_was", new=new, old=old)
        if new and old
        else text("agreed_came", words=new)
        if new
        else text("agreed_gone", words=old)
        for old, new in found.since
    ]
    return "; ".join((head, *changed))
