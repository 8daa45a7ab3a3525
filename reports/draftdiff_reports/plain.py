"""The report as plain text: the summary and each changed paragraph, readable anywhere."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_reports.common.book import Book
from draftdiff_reports.common.catalogue import Catalogue
from draftdiff_reports.common.choose import chosen_pairs
from draftdiff_reports.common.outline import outline
from draftdiff_reports.common.passages import Passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.history import History
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.passages import Passage

#: Width of a line, in characters: fits a mail.
WIDTH = 100


@dataclass(frozen=True, slots=True)
class PlainReport:
    """Writer `txt`."""

    name: str = "txt"
    suffixes: tuple[str, ...] = (".txt",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """Summary, then the redlines with marks in brackets: `[-struck-]` and `{+added+}`, as `git` prints them.

        Raises:
            UsageError: the options name a version that is not there, or a language without a catalogue.
        """
        text = Catalogue(options.language, options.theme)
        book, passages = Book(history, text.status, text.the), Passages()
        title = options.title or history.title or text("title_default")
        lines = [*textwrap.wrap(title, WIDTH), "=" * min(len(title), WIDTH), ""]
        for level, heading, entries in outline(book, passages, text):
            lines += [heading, ("-" if level == 1 else ".") * min(len(heading), WIDTH)]
            for entry in entries:
                lines += _wrapped(entry.render(str, change))
            lines.append("")
        for pair in chosen_pairs(book, options):
            heading = f"{text('view_redline')}: {pair.old.name} → {pair.new.name}"
            lines += [heading, "-" * min(len(heading), WIDTH), *_redline(book, passages, pair, text)]
        return ("\n".join(lines).rstrip() + "\n").encode()


def change(old: str, new: str) -> str:
    """A change with its marks."""
    taken = f"[-{old.strip()}-]" if old.strip() else ""
    put = f"{{+{new.strip()}+}}" if new.strip() else ""
    return " ".join(part for part in (taken, put) if part)


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=f"{indent[:-2]}* ", subsequent_indent=indent, break_on_hyphens=False
    )


def marked(passage: Passage) -> str:
    """A paragraph with the marks of its changes; white space stays outside them."""
    out: list[str] = []
    for piece in passage.pieces:
        core = piece.text.strip()
        if piece.kind == "same" or not core:
            out.append(piece.text)
            continue
        start, end = ("[-", "-]") if piece.kind in ("del", "went") else ("{+", "+}")
        lead, trail = (
            piece.text[: len(piece.text) - len(piece.text.lstrip())],
            piece.text[len(piece.text.rstrip()) :],
        )
        out.append(f"{lead}{start}{core}{end}{trail}")
    return "".join(out)


def _redline(book: Book, passages: Passages, pair: Pair, text: Catalogue) -> Iterator[str]:
    """Paragraphs that changed; what is the same is left out, so that the text is short."""
    for paragraph, depth in book.walk(pair.new):
        label = str(paragraph.label)
        links = [link for link, _ in pair.to_new(label)]
        passage = passages.of(pair, label)
        if links and not passage.changes:
            continue
        was = ", ".join(k.old for k in links if k.old != label and k.role == "main")
        told = f" ({text('was', label=was)})" if was else ("" if links else f" ({text('rel.new')})")
        body = marked(passage) if links else change("", paragraph.text)
        pad = "  " * depth
        yield from textwrap.wrap(
            f"{label}{told} {body}",
            WIDTH,
            initial_indent=pad,
            subsequent_indent=f"{pad}  ",
            break_on_hyphens=False,
        )
        yield ""
    for label in pair.alignment.deleted:
        body = change(pair.old.document[label].text, "")
        yield from textwrap.wrap(f"{label} ({text('rel.dropped')}) {body}", WIDTH, subsequent_indent="  ")
        yield ""
