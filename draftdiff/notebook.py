"""How objects show themselves in a notebook: plain HTML with inline styles, so that it survives every export.

All text is escaped. Insertions and deletions are marked by element and line, not by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Alignment
    from draftdiff.change import Change, Redline
    from draftdiff.model import Document, Paragraph

#: Longest paragraph text in a table cell, in characters.
CELL = 160
#: Rows of a table before it says how many more there are.
ROWS = 400
_CELL_STYLE = "text-align:left;vertical-align:top;padding:.2em .6em"
_INS = "text-decoration:underline;text-decoration-color:#0a6b3d;background:#e3f4ea;color:#063"
_DEL = "text-decoration:line-through;background:#fbe6e6;color:#7a1010"
_QUIET = "color:#555"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that shows itself in a notebook and survives export."""

    svg: str
    """The whole SVG file."""

    def save(self, path: str | Path) -> None:
        """Write the drawing to a file.

        Raises:
            OSError: the file cannot be written.
        """
        Path(path).write_text(self.svg, "utf-8")

    def _repr_html_(self) -> str:
        body = self.svg[self.svg.index("<svg") :]
        return f'<div class="draftdiff" style="overflow:auto">{body}</div>'


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str = "") -> str:
    """An HTML table; cells are HTML already."""
    head = "".join(f'<th scope="col" style="{_CELL_STYLE}">{escape(c)}</th>' for c in columns)
    all_rows = [list(row) for row in rows]
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL_STYLE}">{cell}</td>' for cell in row) + "</tr>"
        for row in all_rows[:ROWS]
    )
    more = f"<p>and {len(all_rows) - ROWS} more rows</p>" if len(all_rows) > ROWS else ""
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<table class="draftdiff">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}'
    )


def _short(text: str) -> str:
    return escape(text if len(text) <= CELL else text[: CELL - 1].rstrip() + "…")


def paragraph_html(paragraph: Paragraph) -> str:
    """The paragraph with its sub-paragraphs, indented."""
    depth = len(paragraph.label.subs)
    lines = "".join(
        f'<p style="margin:.3em 0 .3em {2 * (len(p.label.subs) - depth)}em" dir="auto"><b>{escape(str(p.label))}</b> '
        f"{escape(p.text)}</p>"
        for p in paragraph.walk()
    )
    return f'<div class="draftdiff">{lines}</div>'


def document_html(document: Document) -> str:
    """Title, counts, paragraphs and what the reader had to repair or drop."""
    facts = ", ".join(
        part for part in (document.symbol, document.status, document.date, document.source.name) if part
    )
    body = table(
        ("label", "kind", "text"),
        ((escape(str(p.label)), escape(p.kind), _short(p.text)) for p in document.walk()),
        caption=document.title or document.id,
    )
    notes = f"{len(document)} paragraphs, {len(document.footnotes)} footnotes, {len(document.problems)} reader's notes"
    return (
        f'<div class="draftdiff"><p><b>{escape(document.id)}</b> {escape(facts)}<br>{notes}</p>{body}</div>'
    )


def alignment_html(alignment: Alignment) -> str:
    """Links in order of the new version, then insertions and deletions."""
    rows = [
        [
            escape(link.old), escape(link.new), escape(", ".join(link.relations)),
            f"{link.similarity:.2f}", f"{link.confidence:.2f}", escape(link.evidence),
        ]
        for link in alignment.links
    ]  # fmt: skip
    rows += [["–", escape(label), "inserted", "", "", ""] for label in alignment.inserted]
    rows += [[escape(label), "–", "deleted", "", "", ""] for label in alignment.deleted]
    columns = (alignment.old, alignment.new, "relations", "similarity", "confidence", "evidence")
    return table(columns, rows, caption=f"{alignment.old} to {alignment.new}")


def change_html(change: Change) -> str:
    """One change as `<del>` and `<ins>`, its class and reason as a tooltip."""
    hint = escape(": ".join(part for part in (change.cls, change.why) if part), quote=True)
    old = f'<del title="{hint}" style="{_DEL}">{escape(change.old)}</del>' if change.old else ""
    new = f'<ins title="{hint}" style="{_INS}">{escape(change.new)}</ins>' if change.new else ""
    return old + new


def redline_html(redline: Redline) -> str:
    """The pair as one running text with its changes."""
    text = "".join(
        escape(part) if isinstance(part, str) else change_html(part) for part in redline.segments()
    )
    head = f'<span style="{_QUIET}">{escape(redline.old_label)} → {escape(redline.new_label)}</span>'
    return f'<div class="draftdiff" dir="auto">{head}<p>{text}</p></div>'
