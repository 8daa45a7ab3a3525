"""Obligations gained and lost: a directive or decision with its actor that only one version holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.verbs import is_noun, opening_of
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
        if found[0].axis in _BINDING and aimed and _finite(side, at, lexicon):
            out.append(" ".join(side.printed[at : at + found[1] + 3]))
        at += found[1]
    return out


def _finite(side: Tokens, at: int, lexicon: Lexicon) -> bool:
    """A verb of the organ itself: first of the text, behind a comma or "and", an adverb or "also" between."""
    while at and (side.folded[at - 1] in lexicon.sequence or side.folded[at - 1].endswith("ly")):
        at -= 1
    return at == 0 or not is_word(side.folded[at - 1]) or side.folded[at - 1] in lexicon.and_words


def _further(case: Case, *, added: bool) -> bool:
    """A further "to do X" comes (or goes) under a directive that stays."""
    words, other = (case.new_words, case.old_words) if added else (case.old_words, case.new_words)
    lexicon = case.context.lexicon
    if other or len(words) < FURTHER:
        return False
    bare = [w for w in words[:3] if w not in lexicon.and_words and w not in lexicon.sequence]
    opened = opening_of(case.context.new if added else case.context.old, lexicon)
    return bool(bare) and bare[0] in lexicon.purpose and opened is not None and opened[0].axis in _BINDING
