"""Which signals a report shows: those that were right often enough when they were last measured.

The figures are written by `python bench/judgement.py --write` (docs/accuracy-and-speed.md); no hand changes them.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.change import Change, Signal

#: A signal that was right in fewer of ten cases is not shown, where it was judged often enough to say so.
#: Set by the project: three wrong ones in ten is what a delegate bears.
LEAST_PRECISION = 0.7
#: Cases below which a precision says nothing. Chosen: of five, one case more or less moves it by a fifth.
LEAST_CASES = 5


@cache
def figures() -> dict[str, dict[str, int]]:
    """Signal -> how often it was `right` and `wrong` on the labelled steps."""
    text = (files("draftdiff_reports.common") / "signals.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, int]] = json.loads(text)["signals"]
    return found


def trusted(name: str) -> bool:
    """A signal of this name is shown."""
    counts = figures().get(name, {})
    right, wrong = counts.get("right", 0), counts.get("wrong", 0)
    return right + wrong < LEAST_CASES or right >= LEAST_PRECISION * (right + wrong)


def told(change: Change) -> tuple[Signal, ...]:
    """The signals of a change that are shown."""
    return tuple(signal for signal in change.signals if trusted(signal.name))


def tells(change: Change) -> bool:
    """A reader should not miss it: substantive, or carrying a signal. Brackets are told of by themselves."""
    return change.cls == "substantive" or (bool(change.signals) and change.cls != "bracketing")
