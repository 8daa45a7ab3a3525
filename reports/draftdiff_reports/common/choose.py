"""Which pairs of versions a writer of running text shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.errors import UsageError

if TYPE_CHECKING:
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.book import Book, Pair


def chosen_pairs(book: Book, options: ReportOptions) -> tuple[Pair, ...]:
    """The pair the options name; without names, every step, newest first.

    Raises:
        UsageError: a version that is not there.
    """
    if not options.old and not options.new:
        return tuple(reversed(book.steps))
    history = book.history
    new = history.version(options.new or None)
    if options.old:
        old = history.version(options.old)
    else:
        older = history.parents[new]
        if not older:
            raise UsageError(f"{new!r} is the first version", remedy="name a later one, or both")
        old = older[-1]
    return (book.pair(old, new),)
