"""Verbs of amendments: `amend`, `amendments`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from draftdiff.cli.options import Out, Pins, reads_files
from draftdiff.cli.output import emit, say
from draftdiff.cli.pairs import OneFile
from draftdiff.layout import Options

if TYPE_CHECKING:
    from draftdiff.amending import Amended
    from draftdiff.model import Document

#: Exit code where an amendment was refused; by reason: as for a check that found something.
REFUSED = 1
"""Exit code where an amendment was refused."""


@reads_files
def amend(
    text: OneFile,
    amendments: Annotated[
        str, typer.Argument(metavar="AMENDMENTS", show_default=False, help="The list of amendments: a path or '-'.")
    ],
    to: Annotated[Literal["text", "json"], typer.Option("--to", help="Form of the outcomes shown here.")] = "text",
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", show_default=False,
            help="The new version: .txt or .json; another ending writes it as a redline of the old (docx, html, ...).",
        ),
    ] = None,
    *,
    adopt: Annotated[
        str, typer.Option(metavar="N,...", show_default=False, help="Only these are adopted, in this order.")
    ] = "",
    options: Options,
) -> None:  # fmt: skip
    """Apply a list of amendments to a text; say of each what came of it. Exit 1 where one was refused."""
    from draftdiff.amending import amend as apply
    from draftdiff.errors import InputError
    from draftdiff.reading import read

    amended = apply(read(text, options=options), _list(amendments, options), adopt=_numbers(adopt))
    if not amended.outcomes:
        raise InputError(
            "no amendment found", file=amendments, remedy="see docs/amendments.md for the forms that are read"
        )
    if out is not None:
        emit(_written(amended, out), out)
        say(f"Written: {out}")
    emit(amended.to_text() if to == "text" else amended.to_json(), None)
    if amended.refused:
        raise typer.Exit(REFUSED)


def _list(file: str, options: Options) -> str:
    """The words of a list of amendments: a text file as it stands, another format as its reader gives it."""
    from dataclasses import replace

    from draftdiff.reading import read

    path = Path(file)
    if file != "-" and path.is_file():
        try:
            return path.read_text("utf-8-sig")
        except (UnicodeDecodeError, OSError):
            pass
    document = read(file, options=replace(options, profile="plain"))
    return document.text


def _numbers(text: str) -> tuple[int, ...] | None:
    from draftdiff.errors import UsageError

    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise UsageError(f"--adopt does not understand {text!r}", remedy="write numbers of amendments: 1,3")
    return tuple(map(int, parts)) or None


def _written(amended: Amended, out: Path) -> str | bytes:
    """The new version in the form the file's ending asks for."""
    from draftdiff.history import History
    from draftdiff.registry import report_writer
    from draftdiff.writing import ReportOptions

    document = amended.document
    if out.suffix == ".json":
        return document.to_json()
    if out.suffix == ".txt":
        return _plain(document)
    return report_writer(out.name).write(History([amended.old, document]), ReportOptions())


def _plain(document: Document) -> str:
    """Title, formula, headings and paragraphs with their numbers, one block each, as the readers take them back."""
    headings: dict[str, list[str]] = {}
    for heading in document.headings:
        headings.setdefault(heading.before, []).append(heading.text)
    parts = [document.title, document.formula]
    for paragraph in document:
        parts += [*headings.get(str(paragraph.label), ()), f"{paragraph.number} {paragraph.text}".strip()]
    return "\n\n".join(part for part in [*parts, *headings.get("", ())] if part) + "\n"


@reads_files
def amendments(
    old: OneFile,
    new: OneFile,
    out: Out = None,
    *,
    pins: Pins = None,
    options: Options,
) -> None:
    """Print the amendments that turn one version into another, in the form `amend` reads."""
    from draftdiff.amending.deriving import amendments as compute
    from draftdiff.cli.histories import open_history
    from draftdiff.cli.output import warn

    history = open_history([old, new], options, pins=pins)
    first, last = history.versions
    found = compute(history[first], history[last], alignment=history.align(first, last))
    for text in found.unsaid:
        warn(f"draftdiff: not said by amendments: {text}")
    emit(found.to_text(), out)


VERBS = {"amend": amend, "amendments": amendments}
