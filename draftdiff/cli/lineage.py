"""Verbs of lineage: `trace`, `blame`, `correlate`, `verify`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from draftdiff.cli.options import Files, Lexicon, Out, Pins, Version, reads_files
from draftdiff.cli.output import emit
from draftdiff.layout import Options

LabelArgument = Annotated[
    str, typer.Argument(metavar="LABEL", show_default=False, help="OP15, 'op 15 a ii', PP3, ...")
]


@reads_files
def trace(
    label: LabelArgument,
    files: Files,
    to: Annotated[
        Literal["text", "json", "html", "md"], typer.Option("--to", help="Output format.")
    ] = "text",
    version: Version = "",
    out: Out = None,
    *,
    pins: Pins = None,
    lexicon: Lexicon = None,
    options: Options,
) -> None:
    """Tell how one paragraph evolved, newest version first, in words and redlines."""
    from draftdiff.cli.histories import open_history

    history = open_history(files, options, pins=pins, lexicon=lexicon)
    life = history.trace(label, version or None)
    emit(
        {"text": life.to_text, "json": life.to_json, "html": life.to_html, "md": life.to_markdown}[to](), out
    )


@reads_files
def blame(
    label: LabelArgument,
    files: Files,
    to: Annotated[Literal["text", "json", "html"], typer.Option("--to", help="Output format.")] = "text",
    version: Version = "",
    out: Out = None,
    *,
    pins: Pins = None,
    options: Options,
) -> None:
    """Show one paragraph's words, each with the version that brought it."""
    from draftdiff.cli.histories import open_history

    history = open_history(files, options, pins=pins)
    origin = history.blame(label, version or None)
    emit({"text": origin.to_text, "json": origin.to_json, "html": origin.to_html}[to](), out)


@reads_files
def correlate(
    files: Files,
    to: Annotated[Literal["md", "csv", "html", "json"], typer.Option("--to", help="Output format.")] = "md",
    out: Out = None,
    *,
    pins: Pins = None,
    options: Options,
) -> None:
    """Print the correlation table from the first to the last version: old label, new label."""
    from draftdiff.cli.histories import open_history

    history = open_history(files, options, pins=pins)
    table = history.correlation(history.versions[0], history.versions[-1])
    emit(
        {"md": table.to_markdown, "csv": table.to_csv, "html": table.to_html, "json": table.to_json}[to](),
        out,
    )


@reads_files
def ledger(
    files: Files,
    by: Annotated[
        Literal["article", "delegation", "status"], typer.Option("--by", help="How the lines are grouped.")
    ] = "article",
    to: Annotated[Literal["text", "csv", "json"], typer.Option("--to", help="Output format.")] = "text",
    out: Out = None,
    *,
    pins: Pins = None,
    options: Options,
) -> None:
    """What became of every bracket, option and proposal: kept, reworded, adopted, dropped, replaced by which other."""
    from draftdiff.cli.histories import open_history

    kept = open_history(files, options, pins=pins, least=1).ledger()
    emit(kept.to_text(by) if to == "text" else {"csv": kept.to_csv, "json": kept.to_json}[to](), out)


VERBS = {"trace": trace, "blame": blame, "correlate": correlate, "ledger": ledger}
