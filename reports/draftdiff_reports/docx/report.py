"""The Word report: the new version as tracked changes over the old one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.errors import UsageError
from draftdiff_reports.common.choose import pair_of
from draftdiff_reports.docx.body import Body
from draftdiff_reports.docx.container import is_word
from draftdiff_reports.docx.footnotes import Footnotes
from draftdiff_reports.docx.markup import Tracker, clean
from draftdiff_reports.docx.openings import with_openings
from draftdiff_reports.docx.over import write_over
from draftdiff_reports.docx.package import write_package
from draftdiff_reports.docx.pairing import plan
from draftdiff_reports.docx.rows import Row, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from draftdiff.alignment import Link
    from draftdiff.change import Redline
    from draftdiff.history import History
    from draftdiff.model import Document
    from draftdiff.writing import ReportOptions

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?)?")


class DocxReport:
    """Report writer of Word files; entry point `docx` of `draftdiff.reports`."""

    name = "docx"
    suffixes = (".docx",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """The new version over the old one: accepting all changes gives the new, rejecting all gives the old.

        Raises:
            UsageError: an unknown version, one version only, a date that is none, or an original that does not fit.
            InputError: the original cannot be read.
        """
        old, new = pair_of(history, options)
        before, after = rows_of(history[old]), rows_of(history[new])
        linked = history.linked(old, new)
        tracker = Tracker(clean(options.author), _date(options.date))
        marked = has_italics(before), has_italics(after)
        before = before if marked[0] else with_openings(before, history[old].language)
        after = after if marked[1] else with_openings(after, history[new].language)
        over = None if options.fresh else options.over or _file(history, old)
        if over is not None:
            written = _over(over, history[old], (before, after), linked, tracker, options)
            if written is not None:
                return written
        footnotes = Footnotes(tracker)
        body = Body(plan(before, after, linked), tracker, footnotes, formats=all(marked))
        paragraphs = list(body.paragraphs())
        title = options.title or history[new].title
        return write_package(
            paragraphs, footnotes.part(), title=clean(title), author=clean(options.author),
            remarks=clean(" ".join(history.align(old, new).warnings)), rtl=history[new].language in _RIGHT_TO_LEFT,
        )  # fmt: skip


def has_italics(rows: Sequence[Row]) -> bool:
    """Whether a version knows its italics; plain text and scans do not."""
    return any(style.name == "italic" for row in rows for style in row.styles)


def _file(history: History, version: str) -> Path | None:
    """The Word file a version was read from, or None."""
    path = history.files.get(version)
    return path if path is not None and is_word(path) else None


def _over(
    path: Path, old: Document, rows: tuple[Sequence[Row], Sequence[Row]], linked: list[tuple[Link, Redline]],
    tracker: Tracker, options: ReportOptions,
) -> bytes | None:  # fmt: skip
    """The old version's own file with the changes in it; None, and why, where it was not named and does not serve."""
    try:
        written = write_over(path, old, rows, linked, tracker, options.say)
    except UsageError as error:
        if options.over is not None:
            raise
        options.say(f"Written as a new Word file, not over the old version's own: {error.file} {error.what}")
        return None
    options.say(f"Written over {path.name}, the old version's own file; --new-file makes a file of its own")
    return written


def _date(text: str) -> str:
    """A date as Word writes it (`xsd:dateTime`), or ""."""
    if not text:
        return ""
    match = _DATE.fullmatch(text)
    if match is None:
        raise UsageError(f"{text!r} is no date", remedy="write it as 2017-01-31 or 2017-01-31T09:00:00Z")
    return f"{match[1]}T{match[2] or '00:00:00'}{match[3] or 'Z'}"
