"""The verbs of a resolution on their scale (docs/domain.md, "Weight"), with whom they address."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
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

#: Tokens behind an edit in which the verb that governs the kept words may stand. Chosen: "and", "also", and the verb.
BEHIND = 3
#: Steps on the scale of acts (`words.json`, "acts") that are worth telling; neighbours on it are one house's synonyms.
#: Chosen; no calibration is recorded.
ACT_STEP = 2

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
    elif opened is None:
        yield from _acts(case)


def _openings(case: Case) -> tuple[Found, Found] | None:
    """The verbs that govern the kept words, where the edit touches the opening of one paragraph.

    A clause that comes before the opening, or goes, leaves the verb behind it as it was: "Calls for full compliance"
    became "Expresses concern, demands full compliance", and it is *demands* that governs.
    """
    old = opening_of(case.context.old, case.context.lexicon)
    new = opening_of(case.context.new, case.context.lexicon)
    if old is None or new is None:
        return None
    touched = (case.a0 < old[2] and case.a0 < case.a1) or (case.b0 < new[2] and case.b0 < case.b1)
    if not touched:
        return None
    return _governing(case, old, old=True), _governing(case, new, old=False)


def _governing(case: Case, opened: Found, *, old: bool) -> Found:
    """The last verb of the organ's own among the changed words, or just behind them; the opening where there is none."""
    side, end = (case.context.old, case.a1) if old else (case.context.new, case.b1)
    if end <= opened[2]:
        return opened
    lexicon = case.context.lexicon
    last = opened
    at = opened[2]
    while at < min(end + BEHIND, len(side.folded)):
        key = side.folded[at]
        found = None
        if is_word(key) and key not in lexicon.function and is_finite(side, at, lexicon):
            found = lexicon.opening(side.folded[at : at + 4])
        if found is not None:
            last = found[0], " ".join(side.folded[at : at + found[1]]), at + found[1]
        at += found[1] if found is not None else 1
    return last


def is_finite(side: Tokens, at: int, lexicon: Lexicon) -> bool:
    """A verb of the organ itself: first of the text, behind a comma or "and", an adverb or "also" between."""
    while at and (side.folded[at - 1] in lexicon.sequence or side.folded[at - 1].endswith("ly")):
        at -= 1
    return at == 0 or not is_word(side.folded[at - 1]) or side.folded[at - 1] in lexicon.and_words


def _acts(case: Case) -> Iterator[Signal]:
    """What is asked, not how: "to ensure" became "to promote". One verb of the scale of acts for another."""
    acts = case.context.lexicon.acts
    gone = [w for w in case.old_words if w in acts]
    come = [w for w in case.new_words if w in acts]
    if (
        len(gone) != 1
        or len(come) != 1
        or case.old_words.index(gone[0]) > 1
        or case.new_words.index(come[0]) > 1
    ):
        return
    step = acts[come[0]] - acts[gone[0]]
    if abs(step) >= ACT_STEP:
        name = "verb_stronger" if step > 0 else "verb_weaker"
        yield Signal(
            name=name,
            detail=f"{gone[0]} -> {come[0]} ({acts[gone[0]]:g} -> {acts[come[0]]:g}, what is asked)",
        )


@lru_cache(maxsize=256)
def opening_of(side: Tokens, lexicon: Lexicon) -> Found | None:
    """The opening verb of a paragraph with the token behind it."""
    words = [
        (k, key) for k, key in enumerate(side.folded[:12]) if is_word(key) and key not in lexicon.sequence
    ]
    found = lexicon.opening([key for _, key in words])
    if found is None:
        return None
    opening, length = found
    end = words[length - 1][0] + 1
    tone = _tone([key for _, key in words[length : length + 3]], lexicon)
    if tone and opening.polarity >= 0 and words[length - 1][1] not in _TONES:
        opening = replace(opening, strength=opening.strength + 1, polarity=1)
        length += tone
        end = words[length - 1][0] + 1
    return opening, " ".join(key for _, key in words[:length]), end


#: What a verb may be said with, and says more by ("Acknowledges with satisfaction"); English, as the openings with
#: these words in the lists of the other languages are many.
_TONES = frozenset(("appreciation", "satisfaction", "gratitude", "interest", "approval"))


def _tone(words: Sequence[str], lexicon: Lexicon) -> int:
    """Words of "with appreciation", "with great satisfaction" behind a verb; 0 where there are none."""
    if lexicon.language != "en" or not words or words[0] != "with":
        return 0
    return next((k + 1 for k, word in enumerate(words) if word in _TONES), 0)


#: How binding an axis is: who decides or directs binds, who declares or welcomes says more than who notes.
_BINDING = {"dispositive": 3, "directive": 2, "declaratory": 1, "evaluative": 1, "noting": 0}


def _compared(old: Found, new: Found, whom: str) -> Iterator[Signal]:
    (was, before, _), (now, after, _) = old, new
    unsure = min(was.certainty, now.certainty) < CERTAIN
    if was.axis != now.axis:
        step = _BINDING.get(now.axis, 1) - _BINDING.get(was.axis, 1)
        # From "Decides" to "Requests" the kind of act changes; which binds more depends on who is asked.
        kind = {was.axis, now.axis} == {"dispositive", "directive"}
        if not step or unsure:
            return
        name = "verb_changed" if kind else "verb_stronger" if step > 0 else "verb_weaker"
        yield Signal(name=name, detail=f"{before} -> {after} ({was.axis} -> {now.axis}){whom}")
        return
    scale = f"{before} -> {after} ({was.strength:g} -> {now.strength:g}){whom}"
    if was.polarity * now.polarity < 0:
        yield Signal(name="verb_changed", detail=scale)
    elif (
        was.strength != now.strength and not unsure and (was.axis != "noting" or was.polarity != now.polarity)
    ):
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
