"""The verb `watch`: a folder of drafts, and a report that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from draftdiff.cli.options import reads_files
from draftdiff.cli.output import say, warn
from draftdiff.errors import DraftdiffError, MissingExtraError, UsageError
from draftdiff.layout import Options
from draftdiff.model import Document, Problem

#: Beginnings of names of files that programs keep for themselves while they write.
_OWN = (".", "~", "#")
_DIGITS = re.compile(r"(\d+)")


@dataclass(slots=True)
class Desk:
    """The files of a folder as versions of one text; each is read once, and again when it has changed."""

    folder: Path
    options: Options
    leave_out: frozenset[Path] = frozenset()
    """Files that are no versions: the report itself."""
    _known: dict[Path, tuple[tuple[int, int], Document | str]] = field(
        default_factory=dict[Path, "tuple[tuple[int, int], Document | str]"]
    )

    def refresh(self) -> tuple[list[Path], list[str]]:
        """Read what is new, forget what is gone.

        Returns:
            The versions' files, oldest first; and why others could not be read, a line each.
        """
        from draftdiff.reading import read

        files = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in self._files()}
        self._known = {path: held for path, held in self._known.items() if files.get(path) == held[0]}
        for path, stamp in files.items():
            if path not in self._known:
                try:
                    self._known[path] = (stamp, read(path, options=self.options))
                except DraftdiffError as error:
                    self._known[path] = (stamp, error.line())
        documents = {p: held for p, (_, held) in self._known.items() if isinstance(held, Document)}
        refused = [held for _, (_, held) in sorted(self._known.items()) if isinstance(held, str)]
        adopted = [d.date for d in documents.values() if d.status == "adopted" and d.date]
        return sorted(documents, key=lambda path: _place(path, documents[path], adopted)), refused

    def history(self) -> tuple[Any, list[str]]:
        """The history of what could be read, or None where nothing could; and what could not.

        What could not be read is a problem of the newest version, so that the report says it.
        """
        from draftdiff.history import History
        from draftdiff.reading import paths_of, read_versions

        paths, refused = self.refresh()
        if not paths:
            return None, refused
        held = [self._known[path][1] for path in paths]
        documents = read_versions([d for d in held if isinstance(d, Document)], None, None)
        problems = tuple(
            Problem(kind="unsupported", what=f"a file of the watched folder is not in this report: {line}")
            for line in refused
        )
        newest = documents[-1]
        documents[-1] = replace(newest, problems=(*newest.problems, *problems))
        history = History(documents)
        history.files = paths_of(paths, documents)
        return history, refused

    def _files(self) -> Iterator[Path]:
        for path in sorted(self.folder.iterdir()):
            if path.is_file() and not path.name.startswith(_OWN) and path.resolve() not in self.leave_out:
                yield path


def _place(path: Path, document: Document, adopted: list[str]) -> tuple[str, bool, list[tuple[int, str]]]:
    """Order of drafting: by date (of the file where the text has none), on one day the adopted text last, then by name.

    A text that calls itself a draft was drafted before the first text adopted, however late its file was copied.
    """
    dated = document.date or datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    if not document.date and "draft" in document.status.split():
        dated = min([dated, *adopted])
    pieces = [(int(p), "") if p.isdecimal() else (-1, p.casefold()) for p in _DIGITS.split(path.stem)]
    return dated, document.status == "adopted", pieces


def follow(desk: Desk, out: Path, to: str, rounds: Iterable[object]) -> None:
    """Write the report now, and again after every round of changes that changed a version.

    Args:
        desk: the folder.
        out: the report.
        to: its format; "" follows the ending of `out`.
        rounds: yields once for each round of changes.
    """
    from draftdiff.registry import report_writer
    from draftdiff.writing import ReportOptions, write_whole

    writer = report_writer(to or str(out))
    before: object = None
    for _ in _and_now(rounds):
        history, refused = desk.history()
        state = ([] if history is None else [d.source for d in history.documents.values()], refused)
        if state == before:
            continue
        before = state
        for line in refused:
            warn(f"draftdiff: not in the report: {line}")
        if history is None:
            say(f"no version in {desk.folder} yet")
            continue
        try:
            write_whole(out, writer.write(history, ReportOptions(say=warn)))
        except UsageError as error:  # one version only, for a format of two
            warn(f"draftdiff: {error.line()}")
            continue
        say(f"{datetime.now(UTC).astimezone():%H:%M} {out}: {' -> '.join(history.versions)}")


def _and_now(rounds: Iterable[object]) -> Iterator[object]:
    yield None
    yield from rounds


@reads_files
def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", show_default=False, help="A folder of drafts.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", show_default=False, help="The report; FOLDER/report.html."
        ),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", show_default=False, help="Its format.")] = "",
    *,
    options: Options,
) -> None:
    """Read every draft put into a folder, place it by date and status, and keep the report up to date; Ctrl-C ends it."""
    if not folder.is_dir():
        raise UsageError("is no folder", file=str(folder), remedy="name the folder the drafts are put into")
    try:
        from watchfiles import watch as changes
    except ImportError as error:
        raise MissingExtraError(
            "watching a folder needs watchfiles", remedy='install it: pip install "draftdiff[watch]"'
        ) from error
    report = out or folder / "report.html"
    desk = Desk(folder, options, frozenset({report.resolve()}))
    follow(desk, report, to, changes(folder, recursive=False, raise_interrupt=False))


VERBS = {"watch": watch}
