"""The list of changes as comma-separated values: one row a change, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.writing import as_cell
from draftdiff_reports.common.book import Book
from draftdiff_reports.common.catalogue import Catalogue
from draftdiff_reports.common.choose import chosen_pairs
from draftdiff_reports.common.passages import Passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.decisions import Decision
    from draftdiff.history import History
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.passages import Numbered

#: What people read first, then what the comparison knows of the change, for those who filter.
COLUMNS = (
    "old_version", "new_version", "old_label", "new_label", "old", "new", "class", "signals", "comment", "paragraph",
    "relations", "confidence", "also", "transfer", "old_start", "old_end", "new_start", "new_end", "why",
)  # fmt: skip
Cells = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CsvReport:
    """Writer `csv`."""

    name: str = "csv"
    suffixes: tuple[str, ...] = (".csv",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """All changes, steps in order of drafting, then inserted and deleted paragraphs as changes of their own.

        `signals` are in the words of the report's language, `comment` is what people wrote (`--decisions`), `paragraph`
        the whole paragraph the change stands in. UTF-8 with a byte order mark, so that spreadsheets know it; lines end
        in CR LF (RFC 4180); what a spreadsheet would take for a formula is made text.

        Raises:
            UsageError: the options name a version that is not there, or a language without a catalogue.
        """
        text = Catalogue(options.language, options.theme)
        book, passages = Book(history, text.status, text.the), Passages()
        out = io.StringIO()
        writer: csv.DictWriter[str] = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        for pair in reversed(chosen_pairs(book, options)):
            said = _Comments(book, pair)
            names = {"old_version": pair.old.name, "new_version": pair.new.name}
            for row in _rows(pair, passages, text, said):
                writer.writerow({name: as_cell(value) for name, value in {**names, **row}.items()})
        return b"\xef\xbb\xbf" + out.getvalue().encode()


def _rows(pair: Pair, passages: Passages, text: Catalogue, said: _Comments) -> Iterator[Cells]:
    for label in pair.new.document.labels():
        for numbered in passages.of(pair, label).changes:
            words = pair.new.document[label].text
            yield {**_row(numbered, text), "paragraph": words, "comment": said.on(numbered)}
        yield from said.left(label)
    for label in pair.alignment.inserted:
        words = pair.new.document[label].text
        row = {"new_label": label, "relations": "new", "new": words, "paragraph": words}
        yield {**row, "comment": said.whole("", label)}
    for label in pair.alignment.deleted:
        words = pair.old.document[label].text
        row = {"old_label": label, "relations": "dropped", "old": words, "paragraph": words}
        yield {**row, "comment": said.whole(label, "")}


def _row(numbered: Numbered, text: Catalogue) -> Cells:
    change, link = numbered.change, numbered.link
    return {
        "old_label": link.old, "new_label": link.new, "old": change.old, "new": change.new,
        "class": "" if change.elsewhere else change.cls, "signals": [text(f"sig.{s.name}") for s in change.signals],
        "relations": " ".join(link.relations), "confidence": f"{link.confidence:.3f}", "also": " ".join(change.also),
        "transfer": change.transfer, "old_start": change.old_span[0], "old_end": change.old_span[1],
        "new_start": change.new_span[0], "new_end": change.new_span[1], "why": change.why,
    }  # fmt: skip


class _Comments:
    """What people wrote on a step's changes, and on whole paragraphs."""

    def __init__(self, book: Book, pair: Pair) -> None:
        step = (pair.old.id, pair.new.id)
        self._all = [
            one
            for one in book.decided
            if one.what == "comment" and (one.old_version, one.new_version) == step
        ]

    def on(self, numbered: Numbered) -> list[str]:
        """Comments on one change."""
        words = (numbered.change.old.strip(), numbered.change.new.strip())
        ends = (numbered.link.old, numbered.link.new)
        return [
            _signed(one)
            for one in self._all
            if one.change is not None
            and (one.old, one.new) == ends
            and (one.change.old.strip(), one.change.new.strip()) == words
        ]

    def whole(self, old: str, new: str) -> list[str]:
        """Comments on a paragraph that is new or gone."""
        return [_signed(one) for one in self._all if one.change is None and (one.old, one.new) == (old, new)]

    def left(self, label: str) -> Iterator[Cells]:
        """Comments on a linked paragraph as a whole, a row each."""
        for one in self._all:
            if one.change is None and one.new == label and one.old:
                yield {"old_label": one.old, "new_label": label, "comment": _signed(one)}


def _signed(one: Decision) -> str:
    by = ", ".join(filter(None, (one.by, one.date)))
    return f"{one.value} ({by})" if by else one.value
