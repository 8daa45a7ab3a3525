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
    from draftdiff.aligning.pins import Pin, Pins, fingerprint
    from draftdiff.alignment import Alignment, Candidate, Link, Transfer, Weight
    from draftdiff.change import Change, Redline, Signal
    from draftdiff.errors import (
        DraftdiffError,
        InputError,
        LabelError,
        LimitError,
        MissingExtraError,
        UsageError,
    )
    from draftdiff.label import Label
    from draftdiff.layout import Limits, Options
    from draftdiff.model import Anchor, Document, Event, Footnote, Heading, Note, Paragraph, Problem, Source

_HOME = {
    "align": "aligning",
    "Pin": "aligning.pins",
    "Pins": "aligning.pins",
    "fingerprint": "aligning.pins",
    "Alignment": "alignment",
    "Candidate": "alignment",
    "Link": "alignment",
    "Transfer": "alignment",
    "Weight": "alignment",
    "Change": "change",
    "Redline": "change",
    "Signal": "change",
    "DraftdiffError": "errors",
    "InputError": "errors",
    "LabelError": "errors",
    "LimitError": "errors",
    "MissingExtraError": "errors",
    "UsageError": "errors",
    "Label": "label",
    "Limits": "layout",
    "Options": "layout",
    "Anchor": "model",
    "Document": "model",
    "Event": "model",
    "Footnote": "model",
    "Heading": "model",
    "Note": "model",
    "Paragraph": "model",
    "Problem": "model",
    "Source": "model",
}

__all__ = [
    "Alignment",
    "Anchor",
    "Candidate",
    "Change",
    "Document",
    "DraftdiffError",
    "Event",
    "Footnote",
    "Heading",
    "InputError",
    "Label",
    "LabelError",
    "LimitError",
    "Limits",
    "Link",
    "MissingExtraError",
    "Note",
    "Options",
    "Paragraph",
    "Pin",
    "Pins",
    "Problem",
    "Redline",
    "Signal",
    "Source",
    "Transfer",
    "UsageError",
    "Weight",
    "__version__",
    "align",
    "fingerprint",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'draftdiff' has no attribute {name!r}")
    return getattr(import_module(f"draftdiff.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
