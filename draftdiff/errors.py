"""Errors a user can act on: one line that names the file, the place and the remedy.

Recoverable findings are not errors: they are collected as `draftdiff.model.Problem` records on the document.
"""

from __future__ import annotations


class DraftdiffError(Exception):
    """Root of every error this library raises on purpose. The command line prints it and exits with 2.

    Attributes:
        what: what is wrong, without a full stop.
        file: name of the file it concerns, or "".
        place: where in the file ("page 3", "line 12", "paragraph OP15"), or "".
        remedy: what the user can do, or "".
    """

    def __init__(self, what: str, *, file: str = "", place: str = "", remedy: str = "") -> None:
        self.what = what
        self.file = file
        self.place = place
        self.remedy = remedy
        super().__init__(self.line())

    def line(self) -> str:
        """The error as one line: `file: place: what; remedy`. Line breaks in its parts are folded."""
        head = ": ".join(part for part in (self.file, self.place, self.what) if part)
        return " ".join((f"{head}; {self.remedy}" if self.remedy else head).split())


class InputError(DraftdiffError):
    """A file cannot be read, is not what it seems, or holds nothing to work on."""


class LimitError(InputError):
    """A file asks for more time, memory, pages or nesting than the limits allow."""


class LabelError(DraftdiffError):
    """A label is not a label, or no paragraph has it."""


class UsageError(DraftdiffError):
    """The call does not make sense: unknown version, corpus, format, option; too few files."""


class MissingExtraError(DraftdiffError):
    """An optional part (a Python extra or a system program) is not installed."""
