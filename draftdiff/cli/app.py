"""The application: verbs are registered here, their work is imported when they run."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from draftdiff.cli.manual import COLUMNS, EXAMPLES, describe, register

#: Room -> its verbs, in the order of the help. A verb's room is imported when the verb is called; all are for the help.
ROOMS = {
    "pairs": ("demo", "parse", "align", "compare"),
    "lineage": ("trace", "blame", "correlate", "ledger"),
    "negotiating": ("positions",),
    "amending": ("amend", "amendments"),
    "checks": ("refs", "cites", "verify"),
    "watching": ("watch",),
    "library": ("compare-many", "library"),
}


def application(verb: str = "") -> typer.Typer:
    """The application with the verbs of one verb's room; with all of them where no room has the verb."""
    app = typer.Typer(
        name="draftdiff", no_args_is_help=True, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": COLUMNS},
        help="git blame for negotiated text: align drafts, trace paragraphs, write redlines with lineage.",
    )  # fmt: skip
    app.callback()(_options)
    for room in [room for room, verbs in ROOMS.items() if verb in verbs] or ROOMS:
        module = import_module(f"draftdiff.cli.{room}")
        for name, function in module.VERBS.items():
            register(app, name, function)
        if room == "library":
            for command in module.app.registered_commands:
                name = command.name or getattr(command.callback, "__name__", "")
                describe(command, EXAMPLES.get(f"library {name}", ""))
            app.add_typer(module.app, name=room)
    return app


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback signature
    if wanted:
        from draftdiff._version import __version__

        typer.echo(f"draftdiff {__version__}")
        raise typer.Exit


def _options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and leave."),
    ] = False,
) -> None:
    pass
