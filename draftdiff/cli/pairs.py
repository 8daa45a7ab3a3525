"""Verbs that read and compare: `demo`, `parse`, `align`, `compare`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from draftdiff.cli.options import Files, Lexicon, Out, Pins, reads_files
from draftdiff.cli.output import emit, say, steps, warn
from draftdiff.layout import Options
from draftdiff.writing import write_whole

if TYPE_CHECKING:
    from draftdiff.library import Library

OneFile = Annotated[
    str, typer.Argument(metavar="FILE", show_default=False, help="A path, '-' or corpus:NAME/TEXT.")
]
ReportFormat = Annotated[
    str,
    typer.Option(
        "--to", metavar="FORMAT", show_default=False, help="html, docx, pdf, csv, md, txt, json, ..."
    ),
]
Title = Annotated[
    str, typer.Option(metavar="TEXT", hidden=True, help="Title of the report.", show_default=False)
]
ReportLanguage = Annotated[str, typer.Option(metavar="en|fr", help="Language of the report's words.")]
Theme = Annotated[
    Path | None,
    typer.Option(metavar="DIR", show_default=False, hidden=True, help="Your templates in place of ours."),
]
OldVersion = Annotated[
    str, typer.Option(metavar="VERSION", help="Compare from this version.", show_default=False)
]
NewVersion = Annotated[
    str, typer.Option(metavar="VERSION", help="Compare to this version.", show_default=False)
]
ReportDate = Annotated[
    str, typer.Option(metavar="DATE", hidden=True, help="Date to print in the report.", show_default=False)
]
Over = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", show_default=False, hidden=True,
        help="Word output: write into this file of the old version.",
    ),
]  # fmt: skip
NewFile = Annotated[
    bool, typer.Option("--new-file", hidden=True, help="Word output: not into the old version's file.")
]
Reviser = Annotated[str, typer.Option(metavar="NAME", hidden=True, help="Author of tracked changes.")]
DecisionsFile = Annotated[
    Path | None, typer.Option(metavar="FILE", show_default=False, help="Decisions saved in the report.")
]
LibraryFolder = Annotated[
    Path | None, typer.Option(metavar="DIR", show_default=False, help="Precedents from this library.")
]
Pages = Annotated[bool, typer.Option("--pages", help="Embed pages of PDFs and scans (HTML).")]


def demo(
    out: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the files.")] = Path(
        "demo-out"
    ),
    corpus: Annotated[str, typer.Option(help="The bundled history to run on.")] = "gcm-modalities",
) -> None:
    """Run a bundled history end to end: DIR/report.html, DIR/history.json, and a summary here."""
    from draftdiff.history import load
    from draftdiff.registry import report_writer
    from draftdiff.writing import ReportOptions

    history = load(corpus)
    options = ReportOptions()
    for name, kind in (("report.html", "html"), ("history.json", "json")):
        write_whole(out / name, report_writer(kind).write(history, options))
    emit(report_writer("terminal").write(history, options), None)
    emit(f"\nWritten: {out / 'report.html'} (open it in a browser) and {out / 'history.json'}\n", None)


@reads_files
def parse(
    file: OneFile,
    to: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="json, text, or a report format such as akn.")
    ] = "text",
    out: Out = None,
    *,
    options: Options,
    every: Annotated[
        bool, typer.Option("--all", help="All resolutions found in the file, not the main one only.")
    ] = False,
) -> None:
    """Show the paragraphs of one text, and what the reader had to repair or leave out."""
    from draftdiff.reading import read, read_all
    from draftdiff.views.text import document_text

    documents = read_all(file, options=options) if every else (read(file, options=options),)
    if to == "json":
        emit("".join(document.to_json() for document in documents), out)
    elif to == "text":
        emit("\n".join(document_text(document) for document in documents), out)
    else:
        from draftdiff.history import History
        from draftdiff.registry import report_writer
        from draftdiff.writing import ReportOptions

        emit(report_writer(to).write(History(list(documents)), ReportOptions()), out)


@reads_files
def align(
    old: OneFile,
    new: OneFile,
    to: Annotated[Literal["text", "json", "csv"], typer.Option("--to", help="Output format.")] = "text",
    out: Out = None,
    *,
    pins: Pins = None,
    options: Options,
) -> None:
    """Link the paragraphs of two versions: kept, edited, renumbered, moved, split, merged, new, dropped."""
    from draftdiff.cli.histories import open_history
    from draftdiff.contracts.values import alignment_to_json
    from draftdiff.views.text import alignment_csv, alignment_text

    history = open_history([old, new], options, pins=pins)
    alignment = history.align(*history.versions)
    writers = {"text": alignment_text, "json": alignment_to_json, "csv": alignment_csv}
    emit(writers[to](alignment), out)


@reads_files
def compare(
    files: Files,
    to: ReportFormat = "",
    out: Out = None,
    *,
    title: Title = "",
    report_language: ReportLanguage = "en",
    theme: Theme = None,
    old: OldVersion = "",
    new: NewVersion = "",
    date: ReportDate = "",
    over: Over = None,
    new_file: NewFile = False,
    reviser: Reviser = "draftdiff",
    pins: Pins = None,
    decisions: DecisionsFile = None,
    library: LibraryFolder = None,
    pages: Pages = False,
    lexicon: Lexicon = None,
    options: Options,
) -> None:
    """Compare versions and write a report in the format of -o's ending; without -o, a summary here."""
    from draftdiff.cli.histories import open_history
    from draftdiff.paging import page_images
    from draftdiff.registry import report_writer
    from draftdiff.writing import ReportOptions

    writer = report_writer(to or (str(out) if out else "terminal"))
    shelf = _library(library)
    history = open_history(files, options, pins=pins, lexicon=lexicon, decisions=decisions)
    if history.decided is not None:
        for stale in history.decided.stale:
            warn(f"Decision that no longer fits: {stale}")
    report = ReportOptions(
        language=report_language, title=title, old=old, new=new, theme=theme, date=date,
        author=reviser, over=over, fresh=new_file, say=warn,
        precedents=shelf.agreed(history) if shelf else (),
        pages=page_images(history.documents, history.files) if pages else {},
    )  # fmt: skip
    if sys.stderr.isatty():  # the writer would align as well, but without a word
        for step in steps("aligning", history.steps):
            history.align(*step)
    say(f"writing {writer.name}")
    emit(writer.write(history, report), out)
    if out:
        say(f"Written: {out}")


def _library(folder: Path | None) -> Library | None:
    """The library, looked for before anything is read, so that a wrong folder is told at once."""
    if folder is None:
        return None
    from draftdiff.library import Library

    return Library.open(folder)


VERBS = {"demo": demo, "parse": parse, "align": align, "compare": compare}
