"""Obligations gained and lost: a directive or decision with its actor that only one version holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.verbs import is_finite, is_noun, opening_of
from draftdiff.fold import is_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.classifying.context import Case
    from draftdiff.differing.tokens import Tokens
    from draftdiff.lexicon import Lexicon

#: Axes whose verbs bind or direct.
_BINDING = frozenset(("directive", "dispositive"))
#: Tokens behind the verb in which its actor, "to" or "that" must stand. Chosen; no calibration is recorded.
ACTOR_REACH = 8
#: Shortest clause, in words, that may have been exchanged for another. As `draftdiff.classifying.verbs.REWRITTEN`; chosen.
REWRITTEN = 8
#: A clause that shares fewer than one in so many content words with the old one asks another thing. Chosen.
SHARED = 4
#: Words a further "to do X" must have to be an act of its own. Chosen; no calibration is recorded.
FURTHER = 4


def obligations(case: Case) -> Iterator[Signal]:
    """What an edit does to obligations; new wording of a standing request is none."""
    context = case.context
    gone = _directives(context.old, case.a0, case.a1, context.lexicon)
    come = _directives(context.new, case.b0, case.b1, context.lexicon)
    if len(come) > len(gone):
        yield Signal(name="obligation_added", detail=f"{come[-1]}: asked or decided in the new text only")
    elif len(gone) > len(come):
        yield Signal(name="obligation_removed", detail=f"{gone[-1]}: asked or decided in the old text only")
    elif gone and come and _another(case, gone[-1], come[-1]):
        yield Signal(name="obligation_added", detail=f"{come[-1]}: asked or decided in the new text only")
        yield Signal(name="obligation_removed", detail=f"{gone[-1]}: asked or decided in the old text only")
    elif not gone and _further(case, added=True):
        yield Signal(name="obligation_added", detail="a further act under a standing directive")
    elif not gone and _further(case, added=False):
        yield Signal(name="obligation_removed", detail="an act less under a standing directive")


def _directives(side: Tokens, start: int, end: int, lexicon: Lexicon) -> list[str]:
    """Directing or deciding verbs inside a span, each quoted with the words behind it."""
    out: list[str] = []
    at = start
    while at < end:
        key = side.folded[at]
        found = None
        if is_word(key) and key not in lexicon.function and not is_noun(side.folded, at, lexicon):
            found = lexicon.opening(side.folded[at : min(at + 4, end)])
        if found is None:
            at += 1
            continue
        behind = side.folded[at + found[1] : at + found[1] + ACTOR_REACH]
        aimed = any(k in lexicon.actors or k in lexicon.purpose or k in lexicon.relatives for k in behind)
        asks = found[0].axis == "directive" or not key.endswith("ing")  # "Determining that" decides nothing
        if found[0].axis in _BINDING and asks and aimed and is_finite(side, at, lexicon):
            out.append(" ".join(side.printed[at : at + found[1] + 3]))
        at += found[1]
    return out


def _another(case: Case, gone: str, come: str) -> bool:
    """Both texts ask or decide, and another thing: the clauses share no word of substance."""
    if min(len(case.old_words), len(case.new_words)) < REWRITTEN:
        return False
    function = case.context.lexicon.function
    shared = (set(case.old_words) & set(case.new_words)) - function - set(gone.split()) - set(come.split())
    return len(shared) * SHARED < min(
        len(set(case.old_words) - function), len(set(case.new_words) - function)
    )


def _further(case: Case, *, added: bool) -> bool:
    """A further "to do X" comes (or goes) under a directive that stays."""
    words, other = (case.new_words, case.old_words) if added else (case.old_words, case.new_words)
    lexicon = case.context.lexicon
    if other or len(words) < FURTHER:
        return False
    bare = [w for w in words[:3] if w not in lexicon.and_words and w not in lexicon.sequence]
    if not bare or bare[0] not in lexicon.purpose:
        return False
    tokens = case.new if added else case.old
    if words[0] not in lexicon.and_words and (tokens[0] != "," or tokens[-1] == ","):
        return False  # between commas, or in mid-sentence, it says what for
    side, start = (case.context.new, case.b0) if added else (case.context.old, case.a0)
    return _governor(side, start, lexicon) in _BINDING


def _governor(side: Tokens, end: int, lexicon: Lexicon) -> str:
    """Axis of the last verb of the organ's own before a place: the one that a further "to do X" hangs on."""
    opened = opening_of(side, lexicon)
    axis = opened[0].axis if opened else ""
    for at in range(opened[2] if opened else 0, end):
        key = side.folded[at]
        if not is_word(key) or key in lexicon.function or not is_finite(side, at, lexicon):
            continue
        found = lexicon.opening(side.folded[at : at + 4])
        if found is not None and not is_noun(side.folded, at, lexicon):
            axis = found[0].axis
    return axis
