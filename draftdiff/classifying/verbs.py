"""The verbs of a resolution on their scale (docs/domain.md, "Weight"), with whom they address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.fold import fold, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.differing.tokens import Tokens
    from draftdiff.lexicon import Lexicon, Opening

#: Below this share of aligned openings of its class a phrase does not raise "weaker" or "stronger" (domain, 4.4).
#: Chosen; no calibration is recorded.
CERTAIN = 0.7
#: An edit that begins within this many tokens of the paragraph touches its opening.
#: Chosen; no calibration is recorded.
OPENING_TOKENS = 4
#: An edit longer than this, in words, is a rewritten clause: its inner verbs are not a pair. Chosen.
REWRITTEN = 8
#: Longest addressee that is quoted, in words. Chosen; no calibration is recorded.
ADDRESSEE_WORDS = 6

Found = tuple["Opening", str, int]


def verbs(case: Case) -> Iterator[Signal]:
    """The verb of a kept clause is stronger, weaker or of another kind. Equal verbs (Stresses, Underlines) say nothing."""
    lexicon = case.context.lexicon
    opened = _openings(case)
    if opened is None and max(len(case.old_words), len(case.new_words)) > REWRITTEN:
        return
    old, new = opened or (_verb(case, old=True), _verb(case, old=False))
    if old is not None and new is not None and old[1] != new[1]:
        yield from _compared(old, new, _to_whom(case.context.new, new[2], lexicon))


def _openings(case: Case) -> tuple[Found, Found] | None:
    """The opening verbs of both paragraphs, where the edit touches one of them."""
    old = opening_of(case.context.old, case.context.lexicon)
    new = opening_of(case.context.new, case.context.lexicon)
    if old is None or new is None:
        return None
    touched = (case.a0 < old[2] and case.a0 < case.a1) or (case.b0 < new[2] and case.b0 < case.b1)
    return (old, new) if touched else None


def opening_of(side: Tokens, lexicon: Lexicon) -> Found | None:
    """The opening verb of a paragraph with the token behind it."""
    words = [
        (k, key) for k, key in enumerate(side.folded[:12]) if is_word(key) and key not in lexicon.sequence
    ]
    found = lexicon.opening([key for _, key in words])
    if found is None:
        return None
    return found[0], " ".join(key for _, key in words[: found[1]]), words[found[1] - 1][0] + 1


#: How binding an axis is: who decides or directs binds, who declares or welcomes says more than who notes.
_BINDING = {"dispositive": 3, "directive": 2, "declaratory": 1, "evaluative": 1, "noting": 0}


def _compared(old: Found, new: Found, whom: str) -> Iterator[Signal]:
    (was, before, _), (now, after, _) = old, new
    unsure = min(was.certainty, now.certainty) < CERTAIN
    if was.axis != now.axis:
        step = _BINDING.get(now.axis, 1) - _BINDING.get(was.axis, 1)
        # From "Decides" to "Requests" the kind of act changes; which binds more depends on who is asked.
        comparable = bool(step) and {was.axis, now.axis} != {"dispositive", "directive"}
        name = "verb_changed" if not comparable or unsure else "verb_stronger" if step > 0 else "verb_weaker"
        yield Signal(name=name, detail=f"{before} -> {after} ({was.axis} -> {now.axis}){whom}")
        return
    scale = f"{before} -> {after} ({was.strength:g} -> {now.strength:g}){whom}"
    if was.polarity * now.polarity < 0:
        yield Signal(name="verb_changed", detail=scale)
    elif was.strength != now.strength and not unsure and was.axis != "noting":
        yield Signal(name="verb_stronger" if now.strength > was.strength else "verb_weaker", detail=scale)


def _verb(case: Case, *, old: bool) -> Found | None:
    """The verb an edit touches: the paragraph's opening, or the first scaled verb among the changed words."""
    context = case.context
    side, start, end = (context.old, case.a0, case.a1) if old else (context.new, case.b0, case.b1)
    lexicon = context.lexicon
    if case.a0 < OPENING_TOKENS and case.b0 < OPENING_TOKENS:
        words = [
            (k, key) for k, key in enumerate(side.folded[:12]) if is_word(key) and key not in lexicon.sequence
        ]
        found = lexicon.opening([key for _, key in words])
        if found and words[found[1] - 1][0] >= start:
            return found[0], " ".join(key for _, key in words[: found[1]]), words[found[1] - 1][0] + 1
    for k in range(start, end):
        key = side.folded[k]
        if not is_word(key) or key in lexicon.function or is_noun(side.folded, k, lexicon):
            continue
        found = lexicon.opening(side.folded[k : k + 4])
        if found and k + found[1] <= max(end, k + 1):
            return found[0], " ".join(side.folded[k : k + found[1]]), k + found[1]
    return None


def is_noun(keys: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """The word before makes it a noun: "their respective mandates", "the calls"."""
    before = keys[at - 1] if at else ""
    return before in lexicon.articles or before in lexicon.narrow or before in lexicon.wide or before in _OF


_OF = frozenset(("of", "in", "for", "on", "de", "du", "des", "for"))


def _to_whom(side: Tokens, at: int, lexicon: Lexicon) -> str:
    """The addressee behind a verb, quoted: ", addressee: the Secretary-General"."""
    words: list[str] = []
    for k in range(at, min(at + ADDRESSEE_WORDS, len(side.folded))):
        if side.folded[k] in lexicon.purpose or not is_word(side.folded[k]):
            break
        words.append(side.printed[k])
    named = _named(words, lexicon)
    return f", addressee: {' '.join(named)}" if named else ""


def _named(words: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    last = max((k for k, w in enumerate(words) if fold(w) in lexicon.actors), default=-1)
    return words[: last + 1]
