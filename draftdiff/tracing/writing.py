"""Files in and out of a history: versions read by the readers, reports written by the writers."""

from __future__ import annotations

import os
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftdiff.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from draftdiff.history import History
    from draftdiff.layout import Options
    from draftdiff.model import Document


def read_versions(
    files: Sequence[str | Path], options: Options | None, ids: Sequence[str] | None
) -> list[Document]:
    """One document a file, under its given id; a repeated name gets `-2`, `-3`.

    Raises:
        UsageError: no file, or as many ids as files are needed.
        InputError: a file cannot be read.
    """
    from draftdiff.reading import read  # noqa: PLC0415 - readers load late

    if not files:
        raise UsageError("a history needs a file", remedy="name at least one")
    if ids is not None and len(ids) != len(files):
        raise UsageError(f"{len(ids)} ids for {len(files)} files", remedy="give one id per file")
    documents = [read(file, options=options) for file in files]
    if ids is not None:
        return [d.with_id(name) for d, name in zip(documents, ids, strict=True)]
    taken: set[str] = set()
    named: list[Document] = []
    for document in documents:
        name, at = document.id, 2
        while name in taken:
            name, at = f"{document.id}-{at}", at + 1
        taken.add(name)
        named.append(document.with_id(name))
    return named


def write_report(history: History, path: str | Path, to: str | None, options: Mapping[str, Any]) -> Path:
    """Write a report beside its place, then rename: no half-written file is ever seen.

    Raises:
        UsageError: unknown format or option.
        InputError: the file cannot be written.
    """
    from draftdiff.registry import report_writer  # noqa: PLC0415 - entry points load late
    from draftdiff.reporting import ReportOptions  # noqa: PLC0415 - as its use

    known = [field.name for field in fields(ReportOptions)]
    for name in options:
        if name not in known:
            raise UsageError(f"no report option {name!r}", remedy=f"there are: {', '.join(known)}")
    target = Path(path)
    data = report_writer(to or target.name).write(history, ReportOptions(**options))
    write_whole(target, data)
    return target


def write_whole(target: Path, data: bytes) -> None:
    """Write a file beside its place, then rename, so that no half-written file is ever seen; makes missing folders.

    Raises:
        InputError: it cannot be written there.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            umask = os.umask(0)
            os.umask(umask)
            Path(beside).chmod(0o666 & ~umask)
            Path(beside).replace(target)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"cannot be written: {reason}", file=str(target), remedy="choose another place"
        ) from error
