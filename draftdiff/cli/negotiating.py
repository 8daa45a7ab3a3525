"""The verb `positions`: what is open in a text under negotiation, and the text under one choice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from draftdiff.cli.options import Out, reads_files
from draftdiff.cli.output import emit
from draftdiff.errors import UsageError
from draftdiff.layout import Options


@reads_files
def positions(
    file: Annotated[
        str, typer.Argument(metavar="FILE", show_default=False, help="A text under negotiation.")
    ],
    to: Annotated[Literal["text", "csv", "json"], typer.Option("--to", help="Output format.")] = "text",
    out: Out = None,
    *,
    parties: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="Names of parties to know beside the usual ones, as JSON.",
        ),
    ] = None,
    under: Annotated[
        str,
        typer.Option(
            "--reading",
            metavar="CHOICE",
            show_default=False,
            help="Print the clean text instead: agreed, all, without:PARTY or as:PARTY.",
        ),
    ] = "",
    options: Options,
) -> None:
    """List brackets, options, attributions and other proposals of a text, with the slots in which they compete."""
    from draftdiff.contracts.values import dumps
    from draftdiff.negotiating import load_parties, to_dict
    from draftdiff.negotiating import positions as find
    from draftdiff.negotiating.show import to_csv, to_text
    from draftdiff.reading import read

    document = read(file, options=options)
    known = load_parties(parties) if parties is not None else None
    if under:
        from draftdiff.negotiating import reading

        choice, name = _choice(under)
        emit(reading(document, parties=known, **{choice: name}).text + "\n", out)
        return
    found = find(document, parties=known)
    emit(to_text(found) if to == "text" else to_csv(found) if to == "csv" else dumps(to_dict(found)), out)


def _choice(words: str) -> tuple[str, str]:
    kind, colon, name = words.partition(":")
    if not colon:
        return "choice", kind
    named = {"without": "without", "as": "as_proposed_by"}.get(kind)
    if named is None or not name.strip():
        raise UsageError(f"no reading {words!r}", remedy="choose agreed, all, without:PARTY or as:PARTY")
    return named, name.strip()


VERBS = {"positions": positions}
