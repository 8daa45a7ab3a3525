"""Which signals a report shows: those that were right often enough when they were last measured.

The figures are written by `python bench/judgement.py --write` (docs/accuracy-and-speed.md); no hand changes them.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from draftdiff.change import Change, Signal

#: A kind of signal that was right in fewer of ten cases is not shown.
#: Set by the project: three wrong ones in ten is what a delegate bears.
LEAST_PRECISION = 0.7
#: Nor is one with fewer cases than this: nobody knows how often it is right. Set by the project.
LEAST_CASES = 5
#: Signals that one rule raises in two directions, or of two people, are counted together: what comes is judged as what
#: goes. All others are kinds of their own.
KINDS = (
    frozenset(("obligation_added", "obligation_removed")),
    frozenset(("verb_stronger", "verb_weaker")),
    frozenset(("qualifier_added", "qualifier_removed")),
    frozenset(("scope_wider", "scope_narrower")),
    frozenset(("list_opened", "list_closed")),
    frozenset(("actor", "addressee")),
)
#: What the reference check says is measured by itself (docs/accuracy-and-speed.md) and always shown.
CHECKED = frozenset(("stale_reference", "broken_reference", "retargeted_reference"))


@cache
def figures() -> dict[str, dict[str, int]]:
    """Signal -> how often it was `right` and `wrong` on the labelled steps."""
    text = (files("draftdiff_reports.common") / "signals.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, int]] = json.loads(text)["signals"]
    return found


def shown(name: str, counts: Mapping[str, Mapping[str, int]]) -> bool:
    """A signal of this name is shown, by counts of `right` and `wrong` for each name."""
    if name in CHECKED:
        return True
    kind = next((kind for kind in KINDS if name in kind), frozenset((name,)))
    right, wrong = (
        sum(counts.get(one, {}).get(outcome, 0) for one in kind) for outcome in ("right", "wrong")
    )
    return right + wrong >= LEAST_CASES and right >= LEAST_PRECISION * (right + wrong)


def trusted(name: str) -> bool:
    """A signal of this name is shown, by the published counts."""
    return shown(name, figures())


def told(change: Change) -> tuple[Signal, ...]:
    """The signals of a change that are shown."""
    return tuple(signal for signal in change.signals if trusted(signal.name))


def tells(change: Change) -> bool:
    """A reader should not miss it: substantive, or carrying a signal. Brackets are told of by themselves."""
    return change.cls == "substantive" or (bool(change.signals) and change.cls != "bracketing")
