"""Which paragraphs of a step a delegate is told first: new, dropped and changed ones in one list."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from draftdiff.change import Change, Signal
from draftdiff.fold import fold, is_word, token_spans
from draftdiff.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Alignment
    from draftdiff.change import Redline
    from draftdiff.model import Document


@dataclass(frozen=True, slots=True)
class Weights:
    """Steps of weight (docs/how-changes-are-judged.md, "What comes first"), in points."""

    duty: float
    """What a change does to an obligation."""
    force: float
    """Verbs, modals, money and time."""
    reach: float
    """Who, and how many."""
    manner: float
    """How."""
    operative: float
    """Operative text, which binds, before preambular text of the same signals."""


#: Fitted on the "ten first" of `bench/labels/un_changes.json`; written by `python bench/judgement.py --write`, which
#: also prints what weights fitted without a series find in it.
FITTED = "ranking.json"
_STEP = {
    "obligation_added": "duty", "obligation_removed": "duty", "stale_reference": "duty",
    "broken_reference": "duty", "retargeted_reference": "duty",
    "verb_stronger": "force", "verb_weaker": "force", "negation": "force", "deadline": "force", "modal": "force",
    "number": "force", "date": "reach", "verb_changed": "reach", "actor": "reach", "addressee": "reach",
    "and_or": "reach", "scope_narrower": "reach", "scope_wider": "reach",
    "qualifier_added": "manner", "qualifier_removed": "manner", "list_opened": "manner", "list_closed": "manner",
}  # fmt: skip
#: Words from which on a longer change counts no heavier: a clause is a clause.
LONG_CHANGE = 20
#: Words of changes of a paragraph from which on it counts as rewritten.
REWRITTEN = 40
#: Characters of a paragraph that its signal quotes.
QUOTED = 72


@dataclass(frozen=True, slots=True)
class Ranked:
    """One paragraph of the list."""

    old: str
    """Label in the old version, "" where the paragraph is new."""
    new: str
    """Label in the new version, "" where it was dropped."""
    weight: float


@cache
def fitted() -> Weights:
    """The weights in use."""
    text = (files("draftdiff_reports.common") / FITTED).read_text(encoding="utf-8")
    return Weights(**json.loads(text)["weights"])


def weight(change: Change, weights: Weights | None = None) -> float:
    """How heavy one change is, for ordering."""
    steps = weights or fitted()
    signals = [
        getattr(steps, _STEP[signal.name]) if signal.name in _STEP else 1.0 for signal in change.signals
    ]
    words = min(max(len(change.old.split()), len(change.new.split())), LONG_CHANGE)
    return max(signals, default=0.0) + 0.5 * (len(signals) - 1 if signals else 0) + words / LONG_CHANGE


def rank_step(
    old: Document,
    new: Document,
    alignment: Alignment,
    redlines: Iterable[Redline],
    weights: Weights | None = None,
) -> list[Ranked]:
    """All paragraphs changed in substance, new or dropped, weightiest first; `weights` in place of the fitted ones.

    Lost weighs as much as new; rollover and editorial changes give no entry.
    """
    steps = weights or fitted()
    entries = [_changed(redline, steps) for redline in redlines]
    came = {link.new for link in alignment.links}
    went = {link.old for link in alignment.links}
    entries += [
        Ranked("", str(p.label), _alone(p.text, str(p.label), new.language, steps))
        for p in new.walk()
        if p.text and str(p.label) not in came
    ]
    entries += [
        Ranked(str(p.label), "", _alone(p.text, str(p.label), old.language, steps))
        for p in old.walk()
        if p.text and str(p.label) not in went
    ]
    return sorted((e for e in entries if e.weight > 0), key=lambda e: -e.weight)


def _changed(redline: Redline, steps: Weights) -> Ranked:
    changes = [c for c in redline.of_class("substantive") if c.old.strip() or c.new.strip()]
    size = sum(max(len(c.old.split()), len(c.new.split())) for c in changes)
    heaviest = max((weight(c, steps) for c in changes), default=0.0)
    base = heaviest + min(size, REWRITTEN) / LONG_CHANGE if changes else 0.0
    extra = _operative(redline.new_label, steps) * bool(changes)
    return Ranked(redline.old_label, redline.new_label, base + extra)


def _operative(label: str, steps: Weights) -> float:
    return steps.operative if label.rsplit(", ", 1)[-1].startswith("OP") else 0.0


def _alone(text: str, label: str, language: str, steps: Weights) -> float:
    """A paragraph without partner, by its opening verb: what it asks or decides is gained or lost as a whole."""
    base = {"duty": steps.duty, "recital": steps.manner}.get(_kind(text, language), steps.reach)
    return base + min(len(text.split()), REWRITTEN) / LONG_CHANGE + _operative(label, steps)


def _kind(text: str, language: str) -> str:
    """`duty` where the paragraph directs or decides, `recital` where it only recalls, else ""."""
    lexicon = load_lexicon(language or "en")
    keys = [fold(text[a:b]) for a, b in token_spans(text[:200]) if is_word(text[a:b])]
    found = lexicon.opening([k for k in keys[:12] if k not in lexicon.sequence])
    if found is None:
        return ""
    duty = found[0].axis in {"directive", "dispositive"}
    return "duty" if duty else "recital" if found[0].kind == "recall" else ""


def whole_change(text: str, shown: str, language: str, *, dropped: bool) -> Change:
    """A new or dropped paragraph as a change, with the obligation that came or went.

    Args:
        text: its words.
        shown: as many of them as are to be shown.
        language: of the version.
        dropped: it stood in the old version only.
    """
    name = "obligation_removed" if dropped else "obligation_added"
    signals = (Signal(name=name, detail=shown[:QUOTED]),) if _kind(text, language) == "duty" else ()
    old, new = (shown, "") if dropped else ("", shown)
    return Change(old_span=(0, len(old)), new_span=(0, len(new)), old=old, new=new, signals=signals)
