"""Writing: the contract of writers, by which a history becomes a file, and how a file comes to its place.

Writers are found by entry point group `draftdiff.reports`. What goes into a cell of a table goes through `as_cell`.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from draftdiff.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

H_contra = TypeVar("H_contra", contravariant=True)
"""What a writer takes: `draftdiff.History`, or less. Open here, because the history stands above the contract."""


def _unheard(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence:
    """What a library of texts knows of a paragraph of the newest version, as plain words for any writer."""

    label: str
    verdict: str
    """`verbatim`, `edited`, `clause`, `none` or `short`, as in `draftdiff.library`."""
    nearest: str = ""
    """Symbol or title of the text with the wording that is most alike."""
    nearest_label: str = ""
    likeness: float = 0.0
    """Of the words of the nearest, numbers aside: 0 to 1."""
    first: str = ""
    """Symbol of the earliest text with it, "" where dates are unknown."""
    last: str = ""
    """Symbol of the newest text with it."""
    repeated: int = 0
    """Texts that have it."""
    stock: bool = False
    """A formula that so many texts share that it says little."""
    since: tuple[tuple[str, str], ...] = ()
    """Words of the earliest wording (of the nearest, where that is the same) and of the draft that replace them."""
    changes: tuple[tuple[str, str, str], ...] = ()
    """Class, words of the nearest wording, and words of the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A page of a source as it was printed."""

    number: int
    """1-based."""
    data: bytes
    """WebP."""
    width: float
    """In PDF points, as the boxes of anchors are."""
    height: float


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
    layout, styles and numbering stay; None takes the file the history knows, where it is a Word file."""
    fresh: bool = False
    """Word output: a file of its own, also where the older version is a Word file."""
    say: Callable[[str], None] = _unheard
    """Takes lines on what was written that a person should know; unheard by default."""
    label: str = ""
    """Only this paragraph and its lineage, for writers that can."""
    precedents: tuple[Precedence, ...] = ()
    """What a library knows of the newest version, as `draftdiff.library.Library.agreed` tells."""
    pages: Mapping[str, tuple[PageImage, ...]] = field(default_factory=dict[str, tuple[PageImage, ...]])
    """Version -> pages of its source, as `draftdiff.paging.page_images` makes them."""


@runtime_checkable
class ReportWriter(Protocol[H_contra]):
    """A class with no arguments that makes one of these is an entry point of `draftdiff.reports`."""

    name: str
    """Format name for `--to`: `html`, `docx`, `md`, ..."""
    suffixes: tuple[str, ...]
    """File endings it serves, with the dot; the first is the usual one."""

    def write(self, history: H_contra, options: ReportOptions) -> bytes:
        """The finished file. Text formats are UTF-8.

        Raises:
            UsageError: the options name a version or paragraph that is not there.
        """
        ...


#: What a spreadsheet takes for the beginning of a formula, also in its full width (OWASP, "CSV injection").
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_cell(value: object) -> object:
    """A value as a cell that no spreadsheet runs: an apostrophe in front makes text of what would be a formula.

    Lists become one text with a semicolon between their items; numbers stay numbers.
    """
    if isinstance(value, (tuple, list)):
        value = "; ".join(str(item) for item in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULAS) else value


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
