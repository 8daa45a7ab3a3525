"""The summary on a terminal: colours and lines where there is a terminal, plain text in a pipe."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_reports.common.book import Book
from draftdiff_reports.common.catalogue import Catalogue
from draftdiff_reports.common.outline import outline
from draftdiff_reports.common.passages import Passages
from draftdiff_reports.plain import WIDTH, change

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from draftdiff.history import History
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.outline import Entry

#: Entries under one heading before the rest is only counted: the report file has them all.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class TerminalReport:
    """Writer `terminal`."""

    name: str = "terminal"
    suffixes: tuple[str, ...] = ()

    def write(self, history: History, options: ReportOptions) -> bytes:
        """The summary. Colours only where standard output is a terminal and `NO_COLOR` is not set.

        Raises:
            UsageError: a language without a catalogue.
        """
        from rich.console import Console  # noqa: PLC0415 - rich loads slowly
        from rich.padding import Padding  # noqa: PLC0415 - as above

        live = sys.stdout.isatty()
        out = io.StringIO()
        width = None if live else WIDTH
        console = Console(
            file=out, force_terminal=live, width=width, highlight=False, emoji=False, markup=False
        )
        text = Catalogue(options.language, options.theme)
        book = Book(history, text.status, text.the)
        _title(console, options.title or history.title or text("title_default"))
        for level, heading, entries in outline(book, Passages(), text):
            console.print()
            console.print(heading, style="bold underline" if level == 1 else "bold")
            for entry in entries[:SHOWN]:
                console.print(Padding(_line(entry, live=live), (0, 0, 0, 2)))
            if len(entries) > SHOWN:
                console.print("  " + text("more_changes", n=len(entries) - SHOWN), style="dim")
        return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines()).encode()


def _title(console: Console, title: str) -> None:
    console.print(title, style="bold")


def _line(entry: Entry, *, live: bool) -> Text:
    from rich.text import Text  # noqa: PLC0415 - as its use

    line = Text()
    if entry.change is None or not live:
        return line.append(clean(entry.render(str, change)))
    before, after = entry.gaps
    line.append(f"{entry.head}: ", style="bold").append(clean(entry.text).rstrip() + before)
    old, new = (clean(side).strip() for side in entry.change)
    line.append(old, style="red strike").append(" " if old and new else "").append(
        new, style="green underline"
    )
    line.append(after + clean(entry.rest).lstrip())
    return line.append(f" [{entry.note}]" if entry.note else "", style="yellow")


def clean(text: str) -> str:
    """Without control characters: a text must not be able to steer the terminal."""
    return "".join(c if c.isprintable() or c == " " else " " for c in text)
