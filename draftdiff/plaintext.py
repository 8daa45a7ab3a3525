"""Documents and alignments as plain text and CSV, for the terminal and for pipes."""

from __future__ import annotations

import csv
import io
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.alignment import Alignment
    from draftdiff.model import Anchor, Document, Paragraph

#: Width of running text.
WIDTH = 100


def place(anchors: tuple[Anchor, ...]) -> str:
    """Where something stands, in words: `page 3`, `lines 12-14`; "" where unknown."""
    if not anchors:
        return ""
    first, last = anchors[0], anchors[-1]
    if first.page is not None:
        end = last.page if last.page is not None else first.page
        return f"page {first.page}" if end == first.page else f"pages {first.page}-{end}"
    if first.lines is not None:
        end = last.lines[1] if last.lines is not None else first.lines[1]
        return f"line {first.lines[0]}" if end == first.lines[0] else f"lines {first.lines[0]}-{end}"
    return ""


def _wrapped(label: str, text: str, depth: int) -> str:
    indent = "  " * depth
    return textwrap.fill(
        text, WIDTH, initial_indent=f"{indent}{label}  ", subsequent_indent=f"{indent}    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _paragraph_lines(paragraph: Paragraph) -> str:
    return _wrapped(str(paragraph.label), paragraph.text, len(paragraph.label.subs))


def document_text(document: Document) -> str:
    """The document as readable text: head, paragraphs under their headings, footnotes, reader's notes."""
    head = [part for part in (document.title, document.symbol, document.status, document.date) if part]
    count = f"{len(document)} paragraphs and sub-paragraphs, {len(document.headings)} headings, "
    lines = [*head, f"{count}{len(document.footnotes)} footnotes; read as {document.source.profile}", ""]
    before: dict[str, list[str]] = {}
    for heading in document.headings:
        before.setdefault(heading.before, []).append(heading.text)
    for paragraph in document.walk():
        lines += [f"-- {text}" for text in before.get(str(paragraph.label), ())]
        lines.append(_paragraph_lines(paragraph))
    lines += [f"-- {text}" for text in before.get("", ())]
    if document.footnotes:
        lines += ["", "Footnotes"]
        lines += [_wrapped(note.mark, note.text, 0) for note in document.footnotes]
    if document.problems:
        lines += ["", f"What the reader repaired, dropped or was unsure of ({len(document.problems)})"]
        for problem in document.problems:
            where = " ".join(
                part for part in (problem.label, place((problem.anchor,) if problem.anchor else ())) if part
            )
            raw = " ".join(problem.raw.split())
            shown = f": {raw[:80]!r}" if raw else ""
            shown += f" -> {problem.repaired!r}" if problem.repaired else ""
            lines.append(f"  {problem.kind} ({where or 'somewhere'}) {problem.what}{shown}")
    return "\n".join(lines) + "\n"


def alignment_text(alignment: Alignment) -> str:
    """One line a link, in the order of the new version, then new, dropped and uncertain paragraphs."""
    rows = [(link.old, link.new, " ".join(link.relations), link) for link in alignment.links]
    wide = max((len(row[0]) for row in rows), default=0)
    wide_new = max((len(row[1]) for row in rows), default=0)
    lines = [f"{alignment.old} -> {alignment.new}: {len(rows)} links"]
    for old, new, relations, link in rows:
        share = f"{link.similarity:4.2f} similar, confidence {link.confidence:4.2f}"
        lines.append(f"  {old:<{wide}} -> {new:<{wide_new}}  {relations:<26} {share}")
    for title, labels in (("New", alignment.inserted), ("Dropped", alignment.deleted)):
        if labels:
            lines.append(f"{title} ({len(labels)}): {', '.join(labels)}")
    lines += [f"Unsure: {c.old} -> {c.new} ({c.similarity:.2f}) {c.why}" for c in alignment.uncertain]
    lines += [
        f"Clause: {t.old} -> {t.new} ({'copied' if t.copied else 'moved'})" for t in alignment.transfers
    ]
    lines += [f"Correction that no longer fits: {text}" for text in alignment.stale_pins]
    return "\n".join(lines) + "\n"


def alignment_csv(alignment: Alignment) -> str:
    """One row a link, insertion or deletion; UTF-8, comma, header row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ("old", "new", "relations", "similarity", "share_of_old", "share_of_new", "confidence", "evidence")
    )
    for link in alignment.links:
        writer.writerow(
            (
                link.old, link.new, " ".join(link.relations), f"{link.similarity:.4f}", f"{link.weight.old:.4f}",
                f"{link.weight.new:.4f}", f"{link.confidence:.4f}", link.evidence,
            )
        )  # fmt: skip
    for label in alignment.inserted:
        writer.writerow(("", label, "inserted", "", "", "", "", ""))
    for label in alignment.deleted:
        writer.writerow((label, "", "deleted", "", "", "", "", ""))
    return out.getvalue()
