"""Where results go: standard output, or a file written beside its place and then renamed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from draftdiff.writing import write_whole

T = TypeVar("T")


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


def steps(what: str, items: Sequence[T]) -> Iterator[T]:
    """The items, with progress on a terminal: `what` is done once for each."""
    for done, item in enumerate(items):
        progress(what, done, len(items))
        yield item
    if items:
        progress(what, len(items), len(items))
