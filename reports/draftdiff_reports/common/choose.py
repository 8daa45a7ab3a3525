"""Which pairs of versions a writer of running text shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.errors import UsageError

if TYPE_CHECKING:
    from draftdiff.history import History
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


def pair_of(history: History, options: ReportOptions) -> tuple[str, str]:
    """Ids of the two versions a writer of one pair compares; by default the newest and the one before it.

    Raises:
        UsageError: a version that is not there, or none before.
    """
    new = history.version(options.new or None)
    if options.old:
        return history.version(options.old), new
    before = [old for old, to in history.steps if to == new]
    if not before:
        raise UsageError(
            f"no version before {new!r} to compare with", remedy="give at least two versions, the older first"
        )
    return before[-1], new
