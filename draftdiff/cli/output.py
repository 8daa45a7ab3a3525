"""Where results go: standard output, or a file written beside its place and then renamed."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from draftdiff.errors import InputError


def emit(data: str | bytes, out: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output.

    Raises:
        InputError: the file cannot be written.
    """
    payload = data.encode() if isinstance(data, str) else data
    if out is None or str(out) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(payload)
        sys.stdout.buffer.flush()
        return
    write_whole(out, payload)


def write_whole(out: Path, payload: bytes) -> None:
    """Write beside the place, then rename, so that no half-written file is ever seen.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(payload)
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(out)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"cannot be written: {reason}", file=str(out), remedy="choose another place with -o"
        ) from error


def say(text: str) -> None:
    """A line for the human on standard error, only where one is looking."""
    if sys.stderr.isatty():
        sys.stderr.write(text + "\n")


def progress(what: str, done: int, total: int) -> None:
    """Progress of long work on a terminal; silent in a pipe."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r{what}: {done} of {total}{end}")
        sys.stderr.flush()
