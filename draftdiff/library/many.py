"""Many histories compared at once: a report each, and one table over all."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from draftdiff.errors import DraftdiffError, InputError
from draftdiff.library.scale import run
from draftdiff.writing import as_cell, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from draftdiff.layout import Options

#: Characters of a history's name that may stand in a file's name.
_UNSAFE = re.compile(r"[^\w.-]+")


class Job(NamedTuple):
    """One history to compare."""

    name: str
    files: tuple[str, ...]
    report: str
    """Where its report goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one history."""

    name: str
    why: str = ""
    """Why it could not be compared, or ""."""
    report: str = ""
    versions: int = 0
    paragraphs: int = 0
    """Of the newest version."""
    links: int = 0
    inserted: int = 0
    deleted: int = 0
    classes: Mapping[str, int] = field(default_factory=dict[str, int])
    """Class of change -> how many."""


def read_manifest(manifest: Path, out: Path, to: str) -> list[Job]:
    """The histories a manifest names; files are looked for beside it.

    Raises:
        InputError: it cannot be read, names no history, or one name twice.
    """
    try:
        text = manifest.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read: {error}", file=str(manifest), remedy="give a CSV or JSON file"
        ) from error
    rows = _json_rows(text, manifest) if text.lstrip().startswith("{") else _csv_rows(text)
    jobs: list[Job] = []
    taken: set[str] = set()
    for name, files in rows:
        stem = _UNSAFE.sub("-", name).strip("-.") or "history"
        if stem in taken or not files:
            why = "is named twice" if stem in taken else "has no files"
            raise InputError(
                f"the history {name!r} {why}",
                file=str(manifest),
                remedy="one line a history: name, file, file, ...",
            )
        taken.add(stem)
        beside = tuple(
            each if ":" in each or Path(each).is_absolute() else str(manifest.parent / each) for each in files
        )
        jobs.append(Job(name, beside, str(out / f"{stem}.{to}")))
    if not jobs:
        raise InputError(
            "names no history", file=str(manifest), remedy="one line a history: name, file, file, ..."
        )
    return jobs


def _csv_rows(text: str) -> list[tuple[str, list[str]]]:
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))]
    return [
        (row[0], [cell for cell in row[1:] if cell])
        for row in rows
        if row and row[0] and not row[0].startswith("#")
    ]


def _json_rows(text: str, manifest: Path) -> list[tuple[str, list[str]]]:
    try:
        value: Any = json.loads(text)
        return [(str(name), [str(file) for file in files]) for name, files in value.items()]
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(
            f"is no manifest: {error}", file=str(manifest), remedy='write {"name": ["file", "file"]}'
        ) from error


def compare_one(job: Job, *, to: str, options: Options | None = None) -> Outcome:
    """Read, compare and report one history; what is wrong with it is said in the result."""
    from draftdiff.history import History  # noqa: PLC0415 - loads in the worker

    try:
        history = History.read(*job.files, options=options)
        history.report(job.report, to)
        alignments = [history.align(old, new) for old, new in history.steps]
        newest = history[history.versions[-1]]
        return Outcome(
            name=job.name, report=job.report, versions=len(history), paragraphs=len(newest.labels()),
            links=sum(len(a.links) for a in alignments), inserted=sum(len(a.inserted) for a in alignments),
            deleted=sum(len(a.deleted) for a in alignments),
            classes=dict(sorted(Counter(record.change.cls for record in history.changes()).items())),
        )  # fmt: skip
    except DraftdiffError as error:
        return Outcome(name=job.name, why=error.line())
    except (MemoryError, RecursionError) as error:
        return Outcome(name=job.name, why=f"{type(error).__name__} while comparing")


def compare_all(
    manifest: str | Path,
    out: str | Path,
    *,
    to: str = "html",
    options: Options | None = None,
    jobs: int = 0,
    scheduler: str = "",
    progress: Callable[[int], None] | None = None,
) -> list[Outcome]:
    """Compare every history of a manifest; reports and `summary.csv` go into a folder.

    Args:
        manifest: CSV (name, file, file, ...) or JSON ({name: [file, ...]}); files beside it, oldest first.
        out: folder for the reports.
        to: report format.
        options: how to read.
        jobs: processes; 0 is one a core.
        scheduler: a Dask scheduler's address, or `local`; its workers must see the same files.
        progress: told how many are done.

    Raises:
        InputError: the manifest cannot be read, or the folder cannot be written.
        MissingExtraError: the scheduler needs dask.distributed.
    """
    folder = Path(out)
    work = read_manifest(Path(manifest), folder, to)
    outcomes: list[Outcome] = []
    for outcome in run(
        partial(compare_one, to=to, options=options),
        work,
        jobs=jobs,
        scheduler=scheduler,
        given_up=_given_up,
        batch=1,
    ):
        outcomes.append(outcome)
        if progress:
            progress(len(outcomes))
    write_whole(folder / "summary.csv", _table(outcomes).encode())
    return outcomes


def _given_up(job: Job) -> Outcome:
    return Outcome(name=job.name, why="the process that compared it died twice (out of memory, or killed)")


def _table(outcomes: list[Outcome]) -> str:
    classes = sorted({name for one in outcomes for name in one.classes})
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(
        ["name", "versions", "paragraphs", "links", "inserted", "deleted", *classes, "report", "why not"]
    )
    for one in outcomes:
        counts = [one.classes.get(name, 0) for name in classes]
        report = Path(one.report).name
        writer.writerow(
            [
                as_cell(one.name),
                one.versions,
                one.paragraphs,
                one.links,
                one.inserted,
                one.deleted,
                *counts,
                report,
                as_cell(one.why),
            ]
        )
    return stream.getvalue()
