"""Where results go: standard output, or a file written beside its place and then renamed."""

from __future__ import annotations

import sys
from pathlib import Path

from draftdiff.writing import write_whole


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


def say(text: str) -> None:
    """A line for the human on standard error, only where one is looking."""
    if sys.stderr.isatty():
        sys.stderr.write(text + "\n")


def warn(text: str) -> None:
    """A line on standard error, also where nobody is looking: what was not done as asked, or is doubtful."""
    sys.stderr.write(text + "\n")


def progress(what: str, done: int, total: int) -> None:
    """Progress of long work on a terminal; silent in a pipe."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r{what}: {done} of {total}{end}")
        sys.stderr.flush()
