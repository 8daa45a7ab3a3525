"""The application: verbs are registered here, their work is imported when they run."""

from __future__ import annotations

from typing import Annotated

import typer

from draftdiff.cli import amending, checks, library, lineage, negotiating, pairs
from draftdiff.cli.manual import COLUMNS, EXAMPLES, describe, register

app = typer.Typer(
    name="draftdiff", no_args_is_help=True, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": COLUMNS},
    help="git blame for negotiated text: align drafts, trace paragraphs, write redlines with lineage.",
)  # fmt: skip

for module in (pairs, lineage, negotiating, amending, checks, library):
    for verb, function in module.VERBS.items():
        register(app, verb, function)

for command in library.app.registered_commands:
    name = command.name or getattr(command.callback, "__name__", "")
    describe(command, EXAMPLES.get(f"library {name}", ""))

app.add_typer(library.app, name="library")


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback signature
    if wanted:
        from draftdiff._version import __version__

        typer.echo(f"draftdiff {__version__}")
        raise typer.Exit


@app.callback()
def _options(  # pyright: ignore[reportUnusedFunction]  # typer keeps it
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and leave."),
    ] = False,
) -> None:
    pass
