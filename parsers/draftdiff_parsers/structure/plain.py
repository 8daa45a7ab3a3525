"""No structure at all: a letter or a note that only cites a resolution, kept as running text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff.model import Document
from draftdiff_parsers.structure.joining import Words
from draftdiff_parsers.structure.left_out import marks_left_out, placed_text
from draftdiff_parsers.structure.lines import make_lines

if TYPE_CHECKING:
    from draftdiff.layout import Layout, Options


class PlainProfile:
    """Structure profile of documents that cite. Never chosen by evidence: the user or a corpus asks for it."""

    name = "plain"

    def evidence(self, layout: Layout) -> tuple[float, str]:  # noqa: ARG002 - the contract's arguments
        """Always 0."""
        return 0.0, "only on request"

    def structure(self, layout: Layout, options: Options) -> tuple[Document, ...]:
        """One document without paragraphs; everything is in `left_out`."""
        # Nothing is counted here, so a number the format states is a word of the text like others.
        lines = make_lines(
            [
                replace(b, text=f"{b.number} {b.text}", number="", styles=()) if b.number else b
                for b in layout.blocks
            ]
        )
        words = Words(lines)
        text, places = placed_text(lines, words)
        notes = "\n".join(f"{note.mark} {note.text}".strip() for note in layout.footnotes)
        problems = (*layout.problems, *marks_left_out(lines))
        return (
            Document(
                id="", title=layout.title, symbol=layout.symbol, date=layout.date, status=layout.status,
                language=options.language or layout.language, problems=problems,
                footnotes=layout.footnotes, left_out="\n".join(part for part in (text, notes) if part),
                left_out_anchors=places,
            ),
        )  # fmt: skip
