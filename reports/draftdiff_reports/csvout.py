"""Changes as comma-separated values: one row a change, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_reports.common.book import Book
from draftdiff_reports.common.choose import chosen_pairs
from draftdiff_reports.common.passages import Passages

if TYPE_CHECKING:
    from draftdiff.history import History
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.passages import Numbered

COLUMNS = (
    "old_version", "new_version", "old_label", "new_label", "relations", "confidence", "class", "also", "signals", "old",
    "new", "transfer", "old_start", "old_end", "new_start", "new_end", "why",
)  # fmt: skip
#: A cell that starts so would be run as a formula by a spreadsheet; an apostrophe in front makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class CsvReport:
    """Writer `csv`."""

    name: str = "csv"
    suffixes: tuple[str, ...] = (".csv",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """All changes, steps in order of drafting, then inserted and deleted paragraphs as changes of their own.

        UTF-8 with a byte order mark, so that spreadsheets know it; lines end in CR LF (RFC 4180).

        Raises:
            UsageError: the options name a version that is not there.
        """
        book, passages = Book(history), Passages()
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for pair in reversed(chosen_pairs(book, options)):
            step = (pair.old.id, pair.new.id)
            for label in pair.new.document.labels():
                for numbered in passages.of(pair, label).changes:
                    writer.writerow([_safe(value) for value in (*step, *_row(numbered))])
            for label in pair.alignment.inserted:
                text = pair.new.document[label].text
                writer.writerow([_safe(v) for v in (*step, "", label, "new", *[""] * 5, text, *[""] * 6)])
            for label in pair.alignment.deleted:
                text = pair.old.document[label].text
                writer.writerow([_safe(v) for v in (*step, label, "", "dropped", *[""] * 4, text, *[""] * 7)])
        return b"\xef\xbb\xbf" + out.getvalue().encode()


def _row(numbered: Numbered) -> tuple[object, ...]:
    change, link = numbered.change, numbered.link
    return (
        link.old, link.new, " ".join(link.relations), f"{link.confidence:.3f}",
        "" if change.elsewhere else change.cls, " ".join(change.also), " ".join(s.name for s in change.signals),
        change.old, change.new, change.transfer, *change.old_span, *change.new_span, change.why,
    )  # fmt: skip


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
