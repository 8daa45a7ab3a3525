"""Files of the command line become a history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from draftdiff.cli.output import warn
from draftdiff.errors import InputError, UsageError
from draftdiff.layout import Options
from draftdiff.lineage.kept import NothingKept, is_saved
from draftdiff.reading import CORPUS_PREFIX, paths_of, read_versions

if TYPE_CHECKING:
    from draftdiff.aligning.pins import Pins
    from draftdiff.decisions import Decisions
    from draftdiff.history import History

#: How far into a JSON file its contract must be named. Chosen; no calibration is recorded.
SCHEMA_WINDOW = 400

#: Histories of this run, so that what was doubtful in their alignments is said when the verb is done.
OPENED: list[History] = []


def tell_warnings() -> None:
    """Say on standard error what was doubtful in the alignments of this run, each once."""
    while OPENED:
        for text in OPENED.pop(0).warnings:
            warn(f"draftdiff: warning: {text}")


def open_history(
    files: list[str],
    options: Options,
    *,
    pins: Path | None = None,
    lexicon: Path | None = None,
    decisions: Path | None = None,
    least: int = 2,
) -> History:
    """A history from version files in order, or from one corpus, history JSON or tracked Word file.

    Args:
        files: as on the command line.
        options: how to read.
        pins: file of corrections.
        lexicon: folder of word lists that replace ours.
        decisions: file of what people decided in the report.
        least: versions needed.

    Raises:
        UsageError: fewer than `least` versions.
        InputError: a file cannot be read.
    """
    decided = _decisions(decisions)
    corrections = _pins(pins, decided)
    history = _opened(files, options, corrections, lexicon, least)
    OPENED.append(history)
    if decided is not None:
        history.decided = decided.apply(history)
    return history


def _opened(
    files: list[str], options: Options, corrections: Pins | None, lexicon: Path | None, least: int
) -> History:
    from draftdiff.history import History

    whole = _single(files[0], options, least, lexicon) if len(files) == 1 else None
    if whole is None:
        _enough(len(files), least, files)
        documents = read_versions(files, options, None)
        history = History(documents, pins=corrections, lexicon=lexicon)
        history.files = paths_of(files, documents)
        return history
    _enough(len(whole.versions), least, files)
    saved = not isinstance(whole.kept, NothingKept)
    # Links that a plain history file holds were made with lists it does not name.
    same_lists = lexicon is None or (saved and whole.lexicon == lexicon and not whole.kept.notes)
    if same_lists and corrections in (None, whole.pins):
        return whole
    if saved:
        other = "corrections" if same_lists else "word lists"
        warn(f"draftdiff: warning: {files[0]} was saved with other {other}: everything is computed again")
    return History(
        list(whole.documents.values()), parents=whole.parents, citing=whole.citing, title=whole.title,
        pins=whole.pins if corrections is None else corrections, lexicon=lexicon,
    )  # fmt: skip


def _single(file: str, options: Options, least: int, lexicon: Path | None) -> History | None:
    from draftdiff.history import History, load

    if file.startswith(CORPUS_PREFIX) and "/" not in file:
        return load(file.removeprefix(CORPUS_PREFIX), options=options)
    path = Path(file)
    if not path.is_file():
        if file != "-" and not file.startswith(CORPUS_PREFIX) and not path.exists():
            raise InputError("is not there", file=file, remedy="check the path")
        return None
    with path.open("rb") as stream:
        head = stream.read(SCHEMA_WINDOW)
    if b"draftdiff.history/" in head or is_saved(head):
        return History.open(path, lexicon=lexicon, most=options.limits.bytes)
    tracked = History.from_tracked(path, options=options) if head.startswith(b"PK") else None
    if least < 2 or (tracked is not None and len(tracked.versions) > 1):
        return tracked
    try:
        return History.from_columns(path, options=options)
    except InputError:
        return tracked  # versions neither tracked nor side by side: the caller says how many are needed


def _pins(path: Path | None, decided: Decisions | None) -> Pins | None:
    """Corrections of both files; those of the decisions come later."""
    from draftdiff.aligning.pins import Pins

    given = Pins.read(path) if path is not None else None
    if decided is None or not decided.pins.pins:
        return given
    return Pins((*(given.pins if given else ()), *decided.pins.pins), decided.name)


def _decisions(path: Path | None) -> Decisions | None:
    if path is None:
        return None
    from draftdiff.decisions import Decisions

    return Decisions.read(path)


def _enough(count: int, least: int, files: list[str]) -> None:
    if count < least:
        raise UsageError(
            f"needs {least} versions or more, got {count}" if count else "needs files",
            file=", ".join(files), remedy="name the versions oldest first, or a corpus such as corpus:gcm-modalities",
        )  # fmt: skip
