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
#: Longest addressee that is quoted, in words. Chosen; no calibration is recorded.
ADDRESSEE_WORDS = 6

Found = tuple["Opening", str, int]


def verbs(case: Case) -> Iterator[Signal]:
    """Stronger, weaker or another verb; a verb that comes with a new obligation."""
    lexicon = case.context.lexicon
    old, new = _verb(case, old=True), _verb(case, old=False)
    if old is None and new is not None and new[0].axis in {"directive", "dispositive"}:
        yield Signal(name="new_obligation", detail=f"{new[1]}{_to_whom(case.context.new, new[2], lexicon)}")
    elif old is not None and new is None and old[2] <= OPENING_TOKENS:
        yield Signal(name="verb_changed", detail=f"{old[1]} no longer opens the paragraph")
    elif old is not None and new is not None and old[1] != new[1]:
        yield _compared(old, new, _to_whom(case.context.new, new[2], lexicon))


def _compared(old: Found, new: Found, whom: str) -> Signal:
    (was, before, _), (now, after, _) = old, new
    if was.axis != now.axis:
        return Signal(name="verb_changed", detail=f"{before} -> {after} ({was.axis} -> {now.axis}){whom}")
    scale = f"{before} -> {after} ({was.strength:g} -> {now.strength:g}){whom}"
    unsure = min(was.certainty, now.certainty) < CERTAIN
    if unsure or was.strength == now.strength or was.polarity != now.polarity:
        return Signal(name="verb_changed", detail=scale)
    return Signal(name="verb_stronger" if now.strength > was.strength else "verb_weaker", detail=scale)


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
        if not is_word(key) or key in lexicon.function or _noun(side.folded, k, lexicon):
            continue
        found = lexicon.opening(side.folded[k : k + 4])
        if found and k + found[1] <= max(end, k + 1):
            return found[0], " ".join(side.folded[k : k + found[1]]), k + found[1]
    return None


def _noun(keys: Sequence[str], at: int, lexicon: Lexicon) -> bool:
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
