"""The report as Markdown: summary, changes and redline, for a pull request, a wiki or a mail."""

from __future__ import annotations

import re
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
    from draftdiff_reports.common.compose import Piece

#: Characters that mean something to Markdown, or to the HTML inside it, wherever they stand.
_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|~&"})
#: What would open a list, a heading or a rule at the start of a line.
_OPENING = re.compile(r"(?:[-+#=]|\d{1,9}[.)])")


@dataclass(frozen=True, slots=True)
class MarkdownReport:
    """Writer `md`."""

    name: str = "md"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def write(self, history: History, options: ReportOptions) -> bytes:
        """Summary and redlines as GitHub-flavoured Markdown: deletions struck, insertions in bold.

        Raises:
            UsageError: the options name a version that is not there, or a language without a catalogue.
        """
        text = Catalogue(options.language, options.theme)
        book, passages = Book(history, text.status, text.the), Passages()
        title = options.title or history.title or text("title_default")
        lines = [f"# {escape(title)}", ""]
        for pair in chosen_pairs(book, options):
            for warning in pair.alignment.warnings:
                lines += [f"> **{escape(f'{pair.old.name} → {pair.new.name}')}:** {escape(warning)}", ""]
        for level, heading, items in outline(book, passages, text):
            lines += [f"{'#' * (level + 1)} {escape(heading)}", ""] if heading else []
            lines += [*(f"- {item.render(escape, _change)}" for item in items), ""]
        for pair in chosen_pairs(book, options):
            lines += [
                f"## {escape(text('view_redline'))}: {escape(pair.old.name)} → {escape(pair.new.name)}",
                "",
            ]
            lines += _redline(book, passages, pair, text)
        return ("\n".join(lines).rstrip() + "\n").encode()


def escape(text: str) -> str:
    """Text that Markdown shows as it is. Line ends become spaces."""
    plain = " ".join(text.split("\n")).translate(_SPECIAL)
    opened = _OPENING.match(plain)
    return f"{plain[: opened.end() - 1]}\\{plain[opened.end() - 1 :]}" if opened else plain


def _marked(mark: str, text: str) -> str:
    """Emphasis must touch the words: white space stays outside."""
    core = text.strip()
    if not core:
        return text
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{mark}{escape(core)}{mark}{trail}"


def _change(old: str, new: str) -> str:
    return " ".join(part for part in (_marked("~~", old), _marked("**", new)) if part.strip())


def _redline(book: Book, passages: Passages, pair: Pair, text: Catalogue) -> Iterator[str]:
    headings: dict[str, list[str]] = {}
    for heading in pair.new.document.headings:
        headings.setdefault(heading.before, []).append(heading.text)
    for paragraph, depth in book.walk(pair.new):
        label = str(paragraph.label)
        yield from (f"### {escape(heading)}\n" for heading in headings.get(label, ()))
        links = [link for link, _ in pair.to_new(label)]
        was = ", ".join(k.old for k in links if k.old != label and k.role == "main")
        told = f" ({text('was', label=was)})" if was else ""
        passage = passages.of(pair, label)
        body = "".join(_piece(piece) for piece in passage.pieces) if links else _marked("**", paragraph.text)
        fate = "" if links else f" ({text('rel.new')})"
        yield f"{'> ' * depth}**{escape(label)}**{escape(told + fate)} {body}\n"
    for label in pair.alignment.deleted:
        yield f"**{escape(label)}** ({text('rel.dropped')}) {_marked('~~', pair.old.document[label].text)}\n"


def _piece(piece: Piece) -> str:
    if piece.kind in ("del", "went"):
        return _marked("~~", piece.text)
    return _marked("**", piece.text) if piece.kind == "ins" else escape(piece.text)
