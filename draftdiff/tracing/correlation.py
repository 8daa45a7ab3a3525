"""The correlation table between two versions: old label -> new label, in the manner of official recast tables."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from draftdiff.tracing.telling import markdown_escape

if TYPE_CHECKING:
    from draftdiff.alignment import Alignment, Relation
    from draftdiff.model import Document

COLUMNS = ("old", "new", "relations", "confidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationRow:
    """One line of the table."""

    old: str | None
    """Label in the old version; None for a new paragraph."""
    new: str | None
    """Label in the new version; None for a dropped paragraph."""
    relations: tuple[Relation, ...] = ()
    """Empty where one side is missing."""
    confidence: float | None = None
    """0..1; None where one side is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationTable:
    """All paragraphs of two versions: in order of the old one, then what is new, in order of the new one.

    A split paragraph has several rows with the same old label, a merged one several with the same new label.
    """

    old: str
    """Id of the old version."""
    new: str
    """Id of the new version."""
    rows: tuple[CorrelationRow, ...]

    def to_csv(self) -> str:
        """Comma-separated values with a header; a missing side is an empty field. Lines end in CR LF (RFC 4180)."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow((self.old, self.new, *COLUMNS[2:]))
        writer.writerows(_cells(row, "") for row in self.rows)
        return out.getvalue()

    def to_markdown(self) -> str:
        """A Markdown table; a missing side is a dash."""
        lines = [
            f"| {markdown_escape(self.old)} | {markdown_escape(self.new)} | relations | confidence |",
            "|---|---|---|---|",
        ]
        lines += [
            "| " + " | ".join(markdown_escape(cell) for cell in _cells(row, "–")) + " |" for row in self.rows
        ]
        return "\n".join(lines) + "\n"

    def to_html(self) -> str:
        """A page of its own, for use without a network."""
        from draftdiff.tracing.showing import page  # noqa: PLC0415 - as its use

        return page(f"Correlation table: {self.old} to {self.new}", self._repr_html_())

    def to_json(self) -> str:
        """`draftdiff.correlation/1`."""
        from draftdiff.tracing.codec import correlation_to_json  # noqa: PLC0415 - msgspec loads late

        return correlation_to_json(self)

    def to_frame(self) -> Any:
        """One row a line as a `pandas.DataFrame` with columns old, new, relations, confidence.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        from draftdiff.frames import frame  # noqa: PLC0415 - pandas is optional

        rows = [
            {"old": r.old, "new": r.new, "relations": " ".join(r.relations), "confidence": r.confidence}
            for r in self.rows
        ]
        return frame(rows, COLUMNS)

    def _repr_html_(self) -> str:
        from html import escape  # noqa: PLC0415 - only a notebook needs it

        from draftdiff.notebook import table  # noqa: PLC0415 - only a notebook needs it

        rows = ([escape(cell) for cell in _cells(row, "–")] for row in self.rows)
        return table((self.old, self.new, *COLUMNS[2:]), rows, caption=f"{self.old} to {self.new}")


def _cells(row: CorrelationRow, missing: str) -> list[str]:
    relations = ", ".join(row.relations)
    if row.old is None or row.new is None:
        relations = "new" if row.old is None else "dropped"
    confidence = "" if row.confidence is None else f"{row.confidence:.2f}"
    return [row.old or missing, row.new or missing, relations, confidence]


def correlation_table(old: Document, new: Document, alignment: Alignment) -> CorrelationTable:
    """The table of one alignment."""
    place = {label: at for at, label in enumerate(new.labels())}
    rows: list[CorrelationRow] = []
    for label in old.labels():
        links = sorted(alignment.from_old(label), key=lambda link: place[link.new])
        rows += [
            CorrelationRow(old=label, new=link.new, relations=link.relations, confidence=link.confidence)
            for link in links
        ]
        if not links:
            rows.append(CorrelationRow(old=label, new=None))
    rows += [CorrelationRow(old=None, new=label) for label in new.labels() if not alignment.to_new(label)]
    return CorrelationTable(old=alignment.old, new=alignment.new, rows=tuple(rows))
