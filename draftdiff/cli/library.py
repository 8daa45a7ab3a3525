"""`draftdiff library`: agreed language over all texts, and `compare-many`: many histories at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from draftdiff.cli.options import Out, reads_files
from draftdiff.cli.output import emit, say
from draftdiff.layout import Options
from draftdiff.writing import as_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False,
    help="Agreed language, precedents and series over many texts.",
)  # fmt: skip

Folder = Annotated[
    Path,
    typer.Option("--library", envvar="DRAFTDIFF_LIBRARY", metavar="DIR", help="The library's folder."),
]
HERE = Path("draftdiff-library")
Format = Annotated[Literal["text", "json", "csv"], typer.Option("--to", help="Output format.")]
Jobs = Annotated[int, typer.Option(help="Processes that read; 0 is one a core.", min=0)]
Scheduler = Annotated[
    str, typer.Option(metavar="ADDRESS", help="A Dask scheduler, or 'local'.", show_default=False)
]
Lang = Annotated[str, typer.Option("--in-language", help="Only this language.", show_default=False)]


@app.command()
@reads_files
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH|FOLDER|ZIP...", show_default=False)],
    library: Folder = HERE,
    jobs: Jobs = 0,
    scheduler: Scheduler = "",
    *,
    options: Options,
) -> None:
    """Read files into the library, made where there is none; what is in stays in.

    draftdiff library add resolutions.zip drafts/ --library agreed
    """
    from dataclasses import replace

    from draftdiff.library import Library

    options = replace(options, progress=None)  # the readers' own progress cannot go to other processes
    with Library.open(library, create=True) as shelf:
        added = shelf.add(
            *paths,
            options=options,
            jobs=jobs,
            scheduler=scheduler,
            progress=lambda done: say(f"read: {done} files"),
        )
    lines = [
        f"{added.documents} new documents; {added.again} files were known; {added.same} texts were known from other files."
    ]
    lines += [f"refused: {why}" for _, why in added.refused]
    emit("\n".join(lines) + "\n", None)


@app.command()
def status(library: Folder = HERE, to: Format = "text", out: Out = None) -> None:
    """What is in the library, what was refused and why."""
    from draftdiff.library import Library

    with Library.open(library) as shelf:
        facts, refused = shelf.status(), shelf.refused
    if to == "json":
        emit(_json({**facts, "refused files": [{"name": n, "why": w} for n, w in refused]}), out)
        return
    rows = [{"what": name, "value": value} for name, value in facts.items()]
    if to == "csv":
        emit(_csv(rows, ["what", "value"]), out)
        return
    lines = [f"{row['what']}: {row['value']}" for row in rows]
    emit("\n".join([*lines, *(f"refused: {why}" for _, why in refused)]) + "\n", out)


@app.command()
def search(
    words: Annotated[
        str, typer.Argument(help='Words; "in quotes" they must follow each other.', show_default=False)
    ],
    *,
    library: Folder = HERE,
    language: Lang = "",
    organ: Annotated[str, typer.Option(help="A, S, A/HRC, E, ...", show_default=False)] = "",
    session: Annotated[str, typer.Option(help="Session of the organ.", show_default=False)] = "",
    since: Annotated[str, typer.Option(metavar="DATE", help="First date, or year.", show_default=False)] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Last date, or year.", show_default=False)] = "",
    kind: Annotated[str, typer.Option(help="preambular, operative, ...", show_default=False)] = "",
    phrase: Annotated[bool, typer.Option("--phrase", help="Take the words as one phrase.")] = False,
    most: Annotated[int, typer.Option(help="How many.", min=1)] = 20,
    to: Format = "text",
    out: Out = None,
) -> None:
    """Paragraphs with all these words, best first.

    draftdiff library search '"in a position to do so" voluntary' --organ A --since 2022
    """
    from draftdiff.library import Library
    from draftdiff.library.answers import HITS

    with Library.open(library) as shelf:
        hits = shelf.search(
            words,
            phrase=phrase,
            language=language,
            organ=organ,
            session=session,
            since=since,
            until=until,
            kind=kind,
            most=most,
        )
    text = (
        "\n\n".join(f"{hit.symbol} {hit.label} ({hit.date or 'no date'})\n  {hit.text}" for hit in hits)
        or "nothing found"
    )
    _give(hits.rows(), text, to, out, HITS)


@app.command()
@reads_files
def precedents(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A draft.", show_default=False)],
    library: Folder = HERE,
    before: Annotated[
        str, typer.Option(metavar="DATE", help="Only texts before this date.", show_default=False)
    ] = "",
    to: Format = "text",
    out: Out = None,
    *,
    options: Options,
) -> None:
    """Where each paragraph of a draft was agreed before, and which words changed since.

    draftdiff library precedents draft.docx --library agreed
    """
    from draftdiff.library import Library
    from draftdiff.library.answers import PRECEDENTS, place
    from draftdiff.reading import read

    with Library.open(library) as shelf:
        found = shelf.precedents(read(file, options=options), before=before)
    lines = [
        f"{p.label:12} {p.verdict:9}{' stock' if p.stock else ''} {p.note() or p.evidence}"
        + "".join(f"\n{'':12} the words {_short(c.text)!r} stand in {place(c.found)}" for c in p.clauses)
        for p in found
    ]
    _give(found.rows(), "\n".join(lines), to, out, PRECEDENTS)


@app.command()
def series(
    symbol: Annotated[str, typer.Argument(show_default=False)],
    library: Folder = HERE,
    language: Lang = "",
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a report of the series here.")
    ] = None,
    to: Format = "text",
    out: Out = None,
) -> None:
    """The texts of one item over the years, found by citations, title and wording.

    draftdiff library series A/RES/78/189 --report series.html
    """
    from draftdiff.library import Library
    from draftdiff.library.answers import ENTRIES

    with Library.open(library) as shelf:
        found = shelf.series(symbol, language)
        history = shelf.history(symbol, language) if report else None
    if history is not None and report is not None:
        history.report(report)
    text = "\n".join(f"{entry.name:24} {entry.date:10}  {entry.title}" for entry in found)
    _give(found.rows(), text, to, out, ENTRIES)


@app.command()
def phrase(
    words: Annotated[str, typer.Argument(show_default=False)],
    library: Folder = HERE,
    language: Annotated[str, typer.Option("--in-language", help="Language.")] = "en",
    to: Annotated[
        Literal["text", "json", "csv", "svg"], typer.Option("--to", help="Output format.")
    ] = "text",
    out: Out = None,
) -> None:
    """A phrase's births, qualifiers and disappearances over time; --to svg draws them."""
    from draftdiff.library import Library

    with Library.open(library) as shelf:
        story = shelf.phrase(words, language)
    if to == "svg":
        emit(story.to_svg(), out)
        return
    if to == "json":
        emit(_json(_plain(story)), out)
        return
    _give(
        [_plain(use) for use in story.uses],
        story.to_text(),
        to,
        out,
        ["symbol", "date", "label", "qualifiers", "text"],
    )


@app.command()
def export(library: Folder = HERE, out: Out = None) -> None:
    """Every document as a line of JSON, the same bytes for the same texts."""
    from draftdiff.library import Library

    with Library.open(library) as shelf:
        emit("".join(line + "\n" for line in shelf.export()), out)


@reads_files
def compare_many(
    manifest: Annotated[
        Path,
        typer.Argument(help="CSV: name, file, file, ...; or JSON: {name: [file, ...]}.", show_default=False),
    ],
    out: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Reports and summary.csv go here.")
    ],
    jobs: Jobs = 0,
    scheduler: Scheduler = "",
    to: Annotated[str, typer.Option("--to", help="Report format.")] = "html",
    *,
    options: Options,
) -> None:
    """Compare many histories: one report each, and a summary of all. Exit 1 where one could not be compared.

    draftdiff compare-many histories.csv -o reports
    """
    from dataclasses import replace

    from draftdiff.library.many import compare_all

    outcomes = compare_all(
        manifest, out, to=to, options=replace(options, progress=None), jobs=jobs, scheduler=scheduler,
        progress=lambda done: say(f"compared: {done}"),
    )  # fmt: skip
    failed = [one for one in outcomes if one.why]
    emit(
        "".join(f"{one.name}: {one.why}\n" for one in failed)
        + f"{len(outcomes) - len(failed)} of {len(outcomes)} compared\n",
        None,
    )
    if failed:
        raise typer.Exit(1)


VERBS = {"compare-many": compare_many}


def _give(rows: list[dict[str, Any]], text: str, to: str, out: Path | None, columns: Sequence[str]) -> None:
    if to == "json":
        emit(_json(rows), out)
    elif to == "csv":
        emit(_csv(rows, columns), out)
    else:
        emit(text + "\n", out)


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _csv(rows: list[dict[str, Any]], columns: Sequence[str]) -> str:
    import csv
    import io

    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({c: as_cell(row.get(c, "")) for c in columns} for row in rows)
    return stream.getvalue()


def _plain(value: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(value)


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= 12 else f"{' '.join(words[:8])} ... {' '.join(words[-3:])}"
