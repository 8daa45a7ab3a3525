"""What `--help` shows: an example first, then what the verb does; how files are read is folded away.

`--help-readers` unfolds it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import typer

#: Verb -> how it is called on files as people have them.
EXAMPLES = {
    "demo": "draftdiff demo -o demo-out",
    "parse": "draftdiff parse draft.pdf",
    "align": "draftdiff align first.docx final.pdf --to csv -o links.csv",
    "compare": "draftdiff compare first.pdf final.docx adopted.html -o report.html",
    "trace": "draftdiff trace OP15 first.pdf final.docx adopted.html",
    "blame": "draftdiff blame OP15 first.pdf final.docx adopted.html",
    "correlate": "draftdiff correlate first.pdf adopted.html --to csv -o table.csv",
    "amend": "draftdiff amend draft.docx amendments.txt -o amended.docx",
    "amendments": "draftdiff amendments first.docx final.docx",
    "ledger": "draftdiff ledger rev1.docx rev2.docx adopted.pdf",
    "positions": "draftdiff positions rev2.docx",
    "refs": "draftdiff refs first.pdf final.docx adopted.html",
    "cites": "draftdiff cites letter.pdf --in final.docx --in adopted.html",
    "verify": "draftdiff verify final.docx adopted.html --allow OP23",
    "watch": "draftdiff watch delegation/ -o report.html",
    "library status": "draftdiff library status --library agreed",
    "library search": "draftdiff library search '\"agreed language\" voluntary' --since 2022",
    "library phrase": "draftdiff library phrase 'climate finance' --to svg -o phrase.svg",
    "library export": "draftdiff library export -o texts.jsonl",
    "compare-many": "draftdiff compare-many histories.csv -o reports/",
}
#: Columns and lines of the smallest terminal people work in. Chosen: the size terminals open with.
COLUMNS, LINES = 80, 24


def register(app: typer.Typer, verb: str, function: Callable[..., Any]) -> None:
    """Add a verb, with its example above what its docstring says."""
    app.command(verb)(function)
    describe(app.registered_commands[-1], EXAMPLES.get(verb, ""))


def describe(command: Any, example: str = "") -> None:
    """Put an example, the given one or the line of the docstring that is one, above what a command's docstring says.

    Args:
        command: as typer keeps it (`registered_commands`).
        example: how it is called.
    """
    lines = inspect.cleandoc(command.callback.__doc__ or "").splitlines()
    own = [line.strip() for line in lines if line.strip().startswith("draftdiff ")]
    told = " ".join(" ".join(line for line in lines if line.strip() not in own).split())
    shown = example or (own[0] if own else "")
    command.help = f"\b\n$ {shown}\n\n{told}" if shown else told
    command.short_help = told.partition(". ")[0].rstrip(".")


def show_readers(context: typer.Context, wanted: bool) -> None:  # noqa: FBT001 - typer's callback signature
    """Print the options that say how files are read, and leave."""
    if not wanted:
        return
    lines: list[tuple[str, str]] = []
    for option in context.command.params:
        if getattr(option, "hidden", False):
            option.hidden = False  # type: ignore[attr-defined]  # click's own attribute; a parameter in general has none
            record = option.get_help_record(context)
            option.hidden = True  # type: ignore[attr-defined]
            if record is not None:
                lines.append(record)
    formatter = context.make_formatter()
    with formatter.section("How files are read, and what is rarely needed"):
        formatter.write_dl(lines)
    typer.echo(formatter.getvalue().rstrip("\n"))
    raise typer.Exit


ReadersHelp = typer.Option(
    "--help-readers", callback=show_readers, is_eager=True, show_default=False,
    help="Options of reading files, and rarer ones.",
)  # fmt: skip
