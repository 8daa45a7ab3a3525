"""Diplomatic signals of a substantive change, each from a visible list (docs/how-changes-are-judged.md, "Signals").

A signal says what a delegate would look at, not that the change is good or bad. Verbs are compared inside one axis
only, and with their addressee: "Requests" is an order to the Secretariat and a wish to States.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.acting import actors
from draftdiff.classifying.obligations import obligations
from draftdiff.classifying.quantities import deadlines, numbers
from draftdiff.classifying.scoping import lists, qualifiers, scope
from draftdiff.classifying.touching import ABOUT, CONTEXT, KEPT, arrow, held, longest, qualifier_at
from draftdiff.classifying.verbs import verbs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.lexicon import Lexicon


def signals(case: Case) -> tuple[Signal, ...]:
    """All signals of an edit, in a fixed order, each name once."""
    out: dict[str, Signal] = {}
    for reader in _READERS:
        for signal in reader(case):
            out.setdefault(signal.name, signal)
    for told, silent in _TOLD.items():
        if told in out and (told[:4] != "verb" or longest(case) <= CONTEXT):
            for name in silent:
                out.pop(name, None)
    return tuple(out.values())


#: What a signal tells already: an obligation names its actor, and "gravely" is part of the verb it stands beside.
_TOLD = {
    "deadline": ("date",),
    "obligation_added": ("actor", "addressee"),
    "obligation_removed": ("actor", "addressee"),
    "verb_stronger": ("qualifier_added", "scope_wider"),
    "verb_weaker": ("qualifier_removed", "scope_narrower"),
}


def _modals(case: Case) -> Iterator[Signal]:
    """The modal of a kept clause: exchanged, or put in or out by itself; not one inside a clause that comes or goes."""
    lexicon = case.context.lexicon
    gone, come = _modals_in(case, old=True), _modals_in(case, old=False)
    if gone == come or longest(case) > KEPT:
        return
    if gone and come:
        step = lexicon.modals[come[0]] - lexicon.modals[gone[0]]
        weight = "stronger" if step > 0 else "weaker" if step < 0 else "as strong"
        yield Signal(
            name="modal",
            detail=f"{gone[0]} -> {come[0]} ({lexicon.modals[gone[0]]:g} -> {lexicon.modals[come[0]]:g}, {weight})",
        )
    elif longest(case) <= CONTEXT:
        word = (come or gone)[0]
        yield Signal(name="modal", detail=f"{word} {'put in' if come else 'taken out'}")


def _modals_in(case: Case, *, old: bool) -> list[str]:
    """Modals among the words of one side; "the will" is a noun."""
    side, start, end = (case.context.old, case.a0, case.a1) if old else (case.context.new, case.b0, case.b1)
    lexicon = case.context.lexicon
    return [
        side.folded[k]
        for k in range(start, end)
        if side.folded[k] in lexicon.modals
        and not _month(side.folded[k], side.printed[start:end])
        and not (k and side.folded[k - 1] in lexicon.articles)
    ]


def _month(word: str, printed: Sequence[str]) -> bool:
    """Whether "May" is a month here: printed with a capital."""
    return word.title() in printed and word not in printed


def _negation(case: Case) -> Iterator[Signal]:
    lexicon = case.context.lexicon
    if longest(case) > KEPT:
        return
    gone = [w for w in _unfixed(case.old_words, lexicon) if w in lexicon.negation]
    come = [w for w in _unfixed(case.new_words, lexicon) if w in lexicon.negation]
    if len(gone) != len(come) and _turns(case):
        yield Signal(name="negation", detail=arrow(case))
        return
    if longest(case) > CONTEXT:
        return
    known = lexicon.known
    for one, other in ((case.old_words, case.new_words), (case.new_words, case.old_words)):
        for word in one:
            bare = next(
                (word[len(p) :] for p in lexicon.prefixes if word.startswith(p) and word[len(p) :] in other),
                "",
            )
            if bare and (bare in known or len(bare) > CONTEXT):
                yield Signal(name="negation", detail=arrow(case))
                return


def _turns(case: Case) -> bool:
    """What is denied was there before: no clause that comes with its own "not", no number ("No. 269")."""
    lexicon = case.context.lexicon
    if any(a.casefold() == "no" and b == "." for side in (case.old, case.new) for a, b in pairwise(side)):
        return False
    if case.old_words and case.new_words:
        return True
    words = case.old_words or case.new_words
    return sum(w not in lexicon.function for w in words) <= ABOUT


def _unfixed(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Words outside fixed phrases: the "no" of "no later than" denies nothing."""
    fixed: set[str] = set()
    for phrase in held(words, lexicon.deadlines):
        fixed.update(phrase)
    for at in range(len(words)):
        fixed.update(qualifier_at(words, at, lexicon))
    return [w for w in words if w not in fixed]


def _and_or(case: Case) -> Iterator[Signal]:
    lexicon = case.context.lexicon
    both = lexicon.and_words | lexicon.or_words
    gone = [w for w in case.old_words if w in both]
    come = [w for w in case.new_words if w in both]
    if len(gone) == len(come) == 1 and (gone[0] in lexicon.and_words) != (come[0] in lexicon.and_words):
        yield Signal(name="and_or", detail=f"{gone[0]} -> {come[0]}")
    elif set(case.old_words) | set(case.new_words) <= lexicon.or_words and gone != come:
        yield Signal(name="and_or", detail=arrow(case))


_READERS: tuple[Callable[[Case], Iterator[Signal]], ...] = (
    obligations, verbs, _modals, numbers, deadlines, _negation, _and_or, qualifiers, lists, actors, scope,
)  # fmt: skip
