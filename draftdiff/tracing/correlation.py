"""The correlation table between two versions: old label -> new label, in the manner of official recast tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from draftdiff.door import show

if TYPE_CHECKING:
    from draftdiff.alignment import Alignment, Relation
    from draftdiff.model import Document


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

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return (self.old, self.new, "relations", "confidence")

    def cells(self, missing: str) -> list[list[str]]:
        """The rows as texts, `missing` where a side is."""
        return [_cells(row, missing) for row in self.rows]

    def __repr__(self) -> str:
        return f"<CorrelationTable {self.old} -> {self.new}: {len(self.rows)} rows>"

    def to_csv(self) -> str:
        """Comma-separated values with a header; a missing side is an empty field. Lines end in CR LF (RFC 4180)."""
        return show(self, "csv")

    def to_markdown(self) -> str:
        """A Markdown table; a missing side is a dash."""
        return show(self, "markdown")

    def to_html(self) -> str:
        """A page of its own, for use without a network."""
        return show(self, "page")

    def to_json(self) -> str:
        """`draftdiff.correlation/1`."""
        return show(self, "json")

    def to_frame(self) -> Any:
        """One row a line as a `pandas.DataFrame` with columns old, new, relations, confidence.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return show(self, "frame")

    def _repr_html_(self) -> str:
        return show(self, "html")


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
