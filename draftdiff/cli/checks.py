"""Verbs that check: `refs`, `cites`, `verify`. They exit with 1 where they find something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from draftdiff.cli.options import Files, Lexicon, Out, Pins, reads_files
from draftdiff.cli.output import emit
from draftdiff.layout import Options

#: Exit code where a check found something; by reason: 2 is bad input, 0 is nothing found.
FOUND = 1
"""Exit code of a check that found something."""
Format = Annotated[Literal["text", "json"], typer.Option("--to", help="Output format.")]


@reads_files
def refs(files: Files, to: Format = "text", out: Out = None, *, pins: Pins = None, options: Options) -> None:
    """Check the cross-references: followed, stale, retargeted, broken. Exit 1 where any is stale or broken."""
    from draftdiff.cli.histories import open_history
    from draftdiff.contracts.values import dumps
    from draftdiff.referencing import render_text, to_dict

    history = open_history(files, options, pins=pins, least=1)
    findings = history.references
    emit(render_text(findings) if to == "text" else dumps(to_dict(findings)), out)
    if any(finding.failing for finding in findings):
        raise typer.Exit(FOUND)


@reads_files
def cites(
    document: Annotated[
        str, typer.Argument(metavar="DOC", show_default=False, help="The document that cites.")
    ],
    resolution: Annotated[
        list[str],
        typer.Option(
            "--in", metavar="FILE", show_default=False, help="A version of the text cited; oldest first."
        ),
    ],
    to: Format = "text",
    out: Out = None,
    *,
    options: Options,
) -> None:
    """Find citations and quotations of a resolution in another document; say which version each quotes."""
    from dataclasses import replace

    from draftdiff.citing import find_citations, render_text, to_dict
    from draftdiff.cli.histories import open_history
    from draftdiff.contracts.values import dumps
    from draftdiff.reading import read

    history = open_history(resolution, options, least=1)
    citing = read(document, options=replace(options, profile="plain"))
    found = find_citations(citing, list(history.documents.values()))
    emit(render_text(found) if to == "text" else dumps(to_dict(found)), out)


@reads_files
def verify(
    files: Files,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="LABEL", show_default=False, help="A paragraph that may change."),
    ] = None,
    *,
    rollover: Annotated[
        bool,
        typer.Option("--rollover", help="Dates, ordinals and symbols may change everywhere, nothing else."),
    ] = False,
    to: Format = "text",
    out: Out = None,
    pins: Pins = None,
    lexicon: Lexicon = None,
    options: Options,
) -> None:
    """Fail with exit 1 if anything changed between the first and last version that was not allowed to."""
    from draftdiff.cli.histories import open_history
    from draftdiff.contracts.values import dumps
    from draftdiff.tracing.verify import verify as check

    history = open_history(files, options, pins=pins, lexicon=lexicon)
    found = check(
        history, history.versions[0], history.versions[-1], allow=_labels(allow or []), rollover=rollover
    )
    emit(found.to_text() if to == "text" else dumps(found.to_dict()), out)
    if found.violations:
        raise typer.Exit(FOUND)


def _labels(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for text in texts for part in text.split(";") if part.strip())


VERBS = {"refs": refs, "cites": cites, "verify": verify}
