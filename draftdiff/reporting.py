"""The contract of writers: a history becomes a file. Writers are found by entry point group `draftdiff.reports`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from pathlib import Path

    from draftdiff.history import History


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """How to write. Every writer ignores what it has no use for."""

    language: str = "en"
    """Language of the report's own words: `en`, `fr`."""
    title: str = ""
    """"" uses the title of the newest version."""
    old: str = ""
    """Version to compare from, for writers of one pair; "" is the version before `new`."""
    new: str = ""
    """Version to compare to; "" is the newest."""
    theme: Path | None = None
    """Folder with templates and style sheets that replace ours, file by file."""
    author: str = "draftdiff"
    """Author of tracked changes."""
    date: str = ""
    """ISO 8601 date of tracked changes and of the report; "" leaves it out, so that the bytes do not change by day."""
    over: Path | None = None
    """Word file the older version was read from: a writer of Word files writes the changes into it, so that its
    layout, styles and numbering stay; None makes a new file."""
    label: str = ""
    """Only this paragraph and its lineage, for writers that can."""


@runtime_checkable
class ReportWriter(Protocol):
    """A class with no arguments that makes one of these is an entry point of `draftdiff.reports`."""

    name: str
    """Format name for `--to`: `html`, `docx`, `md`, ..."""
    suffixes: tuple[str, ...]
    """File endings it serves, with the dot; the first is the usual one."""

    def write(self, history: History, options: ReportOptions) -> bytes:
        """The finished file. Text formats are UTF-8.

        Raises:
            UsageError: the options name a version or paragraph that is not there.
        """
        ...
