"""draftdiff: `git blame` for negotiated text.

>>> import draftdiff as dd
>>> history = dd.load("gcm-modalities")
>>> history["adopted"]["OP15"].number
'15.'

Everything public is here; names load when they are first used, so importing the package is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from draftdiff._version import __version__

if TYPE_CHECKING:
    from draftdiff.aligning import align
    from draftdiff.aligning.pins import Pins
    from draftdiff.alignment import Alignment, Candidate, Link, Transfer, Weight
    from draftdiff.amending import Amended, amend
    from draftdiff.amending.deriving import amendments
    from draftdiff.change import Change, Part, Redline, Signal
    from draftdiff.comparison import redline
    from draftdiff.corpus import Corpus
    from draftdiff.errors import (
        DraftdiffError,
        InputError,
        LabelError,
        LimitError,
        MissingExtraError,
        UsageError,
    )
    from draftdiff.history import ChangeRecord, History, compare, load
    from draftdiff.label import Label
    from draftdiff.layout import Limits, Options
    from draftdiff.library import Library
    from draftdiff.model import Anchor, Document, Event, Footnote, Heading, Note, Paragraph, Problem, Source
    from draftdiff.negotiating import Position, Positions, Reading, Slot, load_parties, positions
    from draftdiff.reading import read, read_tracked
    from draftdiff.writing import ReportOptions

_HOME = {
    "align": "aligning",
    "Pins": "aligning.pins",
    "redline": "comparison",
    "Alignment": "alignment",
    "Candidate": "alignment",
    "Link": "alignment",
    "Transfer": "alignment",
    "Weight": "alignment",
    "Amended": "amending",
    "amend": "amending",
    "amendments": "amending.deriving",
    "Change": "change",
    "Part": "change",
    "Redline": "change",
    "Signal": "change",
    "Corpus": "corpus",
    "DraftdiffError": "errors",
    "InputError": "errors",
    "LabelError": "errors",
    "LimitError": "errors",
    "MissingExtraError": "errors",
    "UsageError": "errors",
    "ChangeRecord": "history",
    "History": "history",
    "Label": "label",
    "Limits": "layout",
    "Options": "layout",
    "Library": "library",
    "load": "history",
    "compare": "history",
    "Anchor": "model",
    "Document": "model",
    "Event": "model",
    "Footnote": "model",
    "Heading": "model",
    "Note": "model",
    "Paragraph": "model",
    "Problem": "model",
    "Source": "model",
    "Position": "negotiating",
    "Positions": "negotiating",
    "Reading": "negotiating",
    "Slot": "negotiating",
    "load_parties": "negotiating",
    "positions": "negotiating",
    "read": "reading",
    "read_tracked": "reading",
    "ReportOptions": "writing",
}

__all__ = [
    "Alignment",
    "Amended",
    "Anchor",
    "Candidate",
    "Change",
    "ChangeRecord",
    "Corpus",
    "Document",
    "DraftdiffError",
    "Event",
    "Footnote",
    "Heading",
    "History",
    "InputError",
    "Label",
    "LabelError",
    "Library",
    "LimitError",
    "Limits",
    "Link",
    "MissingExtraError",
    "Note",
    "Options",
    "Paragraph",
    "Part",
    "Pins",
    "Position",
    "Positions",
    "Problem",
    "Reading",
    "Redline",
    "ReportOptions",
    "Signal",
    "Slot",
    "Source",
    "Transfer",
    "UsageError",
    "Weight",
    "__version__",
    "align",
    "amend",
    "amendments",
    "compare",
    "load",
    "load_parties",
    "positions",
    "read",
    "read_tracked",
    "redline",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'draftdiff' has no attribute {name!r}")
    return getattr(import_module(f"draftdiff.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
