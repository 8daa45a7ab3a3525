"""Which paragraphs of a step a delegate is told first: new, dropped and changed ones in one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.change import Change, Signal
from draftdiff.fold import fold, is_word, token_spans
from draftdiff.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Alignment
    from draftdiff.change import Redline
    from draftdiff.model import Document

#: Four steps of weight (docs/how-changes-are-judged.md, "What comes first"): what a change does to an obligation;
#: verbs, modals, money and time; who and how many; how. Judgement, looked at on `bench/labels/un_changes.json`, not
#: fitted: with eleven steps every finer weight would be noise.
_DUTY, _FORCE, _REACH, _MANNER = 6.0, 5.0, 3.0, 2.0
SIGNAL_WEIGHT = {
    "obligation_added": _DUTY, "obligation_removed": _DUTY, "stale_reference": _DUTY,
    "broken_reference": _DUTY, "retargeted_reference": _DUTY,
    "verb_stronger": _FORCE, "verb_weaker": _FORCE, "negation": _FORCE, "deadline": _FORCE, "modal": _FORCE,
    "number": _FORCE, "date": _REACH, "verb_changed": _REACH, "actor": _REACH, "addressee": _REACH,
    "and_or": _REACH, "scope_narrower": _REACH, "scope_wider": _REACH,
    "qualifier_added": _MANNER, "qualifier_removed": _MANNER, "list_opened": _MANNER, "list_closed": _MANNER,
}  # fmt: skip
#: Words from which on a longer change counts no heavier: a clause is a clause.
LONG_CHANGE = 20
#: Words of changes of a paragraph from which on it counts as rewritten.
REWRITTEN = 40
#: Characters of a paragraph that its signal quotes.
QUOTED = 72
#: Operative text, which binds, before preambular text of the same signals.
OPERATIVE = 1.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """One paragraph of the list."""

    old: str
    """Label in the old version, "" where the paragraph is new."""
    new: str
    """Label in the new version, "" where it was dropped."""
    weight: float


def weight(change: Change) -> float:
    """How heavy one change is, for ordering."""
    signals = [SIGNAL_WEIGHT.get(signal.name, 1.0) for signal in change.signals]
    words = min(max(len(change.old.split()), len(change.new.split())), LONG_CHANGE)
    return max(signals, default=0.0) + 0.5 * (len(signals) - 1 if signals else 0) + words / LONG_CHANGE


def rank_step(
    old: Document, new: Document, alignment: Alignment, redlines: Iterable[Redline]
) -> list[Ranked]:
    """All paragraphs changed in substance, new or dropped, weightiest first.

    Lost weighs as much as new; rollover and editorial changes give no entry.
    """
    entries = [_changed(redline) for redline in redlines]
    came = {link.new for link in alignment.links}
    went = {link.old for link in alignment.links}
    entries += [
        Ranked("", str(p.label), _alone(p.text, str(p.label), new.language))
        for p in new.walk()
        if p.text and str(p.label) not in came
    ]
    entries += [
        Ranked(str(p.label), "", _alone(p.text, str(p.label), old.language))
        for p in old.walk()
        if p.text and str(p.label) not in went
    ]
    return sorted((e for e in entries if e.weight > 0), key=lambda e: -e.weight)


def _changed(redline: Redline) -> Ranked:
    changes = [c for c in redline.of_class("substantive") if c.old.strip() or c.new.strip()]
    size = sum(max(len(c.old.split()), len(c.new.split())) for c in changes)
    heaviest = max(map(weight, changes), default=0.0)
    base = heaviest + min(size, REWRITTEN) / LONG_CHANGE if changes else 0.0
    return Ranked(redline.old_label, redline.new_label, base + _operative(redline.new_label) * bool(changes))


def _operative(label: str) -> float:
    return OPERATIVE if label.rsplit(", ", 1)[-1].startswith("OP") else 0.0


def _alone(text: str, label: str, language: str) -> float:
    """A paragraph without partner, by its opening verb: what it asks or decides is gained or lost as a whole."""
    base = {"duty": _DUTY, "recital": _MANNER}.get(_kind(text, language), _REACH)
    return base + min(len(text.split()), REWRITTEN) / LONG_CHANGE + _operative(label)


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
