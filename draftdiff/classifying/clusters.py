"""Edits that only make sense together: the same words in another order, a house term split over two edits.

"Secretary-General's intention" -> "intention of the Secretary-General" is a deletion and an insertion, each of which
looks like a change of substance. Neighbouring edits are read as one phrase with the words between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.classifying.aliases import is_acronym, spells
from draftdiff.classifying.canonical import base, canonical
from draftdiff.fold import fold, is_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.differing.tokens import Tokens

#: Most edits read together, most unchanged tokens between two of them, and most tokens in all.
#: Chosen; no calibration is recorded.
MOST_EDITS, GAP, MOST_TOKENS = 4, 5, 16


def clusters(cases: Sequence[Case], open_: Sequence[bool]) -> dict[int, str]:
    """For each edit that a cluster explains, the reason.

    Args:
        cases: all edits of a pair, in order.
        open_: which of them no rule has explained.
    """
    out: dict[int, str] = {}
    for first in range(len(cases)):
        if not open_[first] or first in out:
            continue
        last = first
        for end in range(first, min(first + MOST_EDITS, len(cases))):
            if end > first and cases[end].a0 - cases[end - 1].a1 > GAP:
                break
            why = _explained(cases[first], cases[end])
            if why:
                last = end
                out.update({k: why for k in range(first, last + 1) if open_[k] or k > first})
                break
    out = _backwards(cases, open_, out)
    left = [k for k in range(len(cases)) if open_[k] and k not in out]
    return out | _names_moved(cases, left)


def _names_moved(cases: Sequence[Case], left: Sequence[int]) -> dict[int, str]:
    """A name in its short form goes in one place and comes written out in another.

    "The IOM Dialogue" becomes "the Dialogue held by the International Organization for Migration". Names are written out in the adopted text (docs/domain.md,
    "House style"), and a name that no longer stands before its noun takes "of", "by" or "held by" along.
    """
    gone = [k for k in left if cases[k].old_words and not cases[k].new_words]
    come = [k for k in left if cases[k].new_words and not cases[k].old_words]
    out: dict[int, str] = {}
    for one in gone:
        for other in come:
            if other in out:
                continue
            if _same_name(cases[one], cases[other]):
                out[one] = out[other] = "a name written out, or the other way, in another place"
                break
            if _same_words(cases[one], cases[other]):
                out[one] = out[other] = "the same words in another place of the clause"
                break
    return out


def _same_words(gone: Case, come: Case) -> bool:
    """A word, or a phrase of one content word, stands elsewhere in its clause: "in Nairobi", "necessary".

    Not one that says who acts, how many, or whether at all: it says that of what stands beside it.
    """
    lexicon = gone.context.lexicon
    content = [w for w in gone.old_words if w not in lexicon.function]
    if gone.old_words != come.new_words or len(content) != 1:
        return False
    telling = lexicon.actors | lexicon.wide | lexicon.narrow | lexicon.negation | lexicon.amounts
    if not telling.isdisjoint(gone.old_words) or not _DIRECTED.isdisjoint(gone.old_words):
        return False
    between = gone.context.old.folded[min(gone.a1, come.a1) : max(gone.a0, come.a0)]
    return len(between) <= MOST_TOKENS and _CLOSING.isdisjoint(between)


#: Marks that end a clause.
_CLOSING = frozenset(".;:")


#: Participles that tie a name to what it did, where the name no longer stands before it.
_TIES = frozenset(
    [
        "held",
        "organized",
        "convened",
        "hosted",
        "issued",
        "prepared",
        "submitted",
        "organisé",
        "organisée",
        "organizado",
        "organizada",
    ]
)


def _same_name(gone: Case, come: Case) -> bool:
    lexicon, aliases = gone.context.lexicon, gone.context.aliases

    def named(tokens: Sequence[str]) -> list[str]:
        words = [t for t in tokens if is_word(t)]
        while words and (fold(words[0]) in lexicon.light or fold(words[0]) in _TIES):
            words = words[1:]
        return words

    old, new = named(gone.old), named(come.new)
    for short, long in ((old, new), (new, old)):
        if len(short) == 1 < len(long) and is_acronym(short[0]):
            return spells(short[0], long, lexicon) or aliases.expand([fold(short[0])]) == [
                fold(w) for w in long
            ]
    return False


def _backwards(cases: Sequence[Case], open_: Sequence[bool], out: dict[int, str]) -> dict[int, str]:
    """An open edit may need one before it that a rule has explained for itself: ", the" ... "of the"."""
    for last in range(len(cases)):
        if not open_[last] or last in out:
            continue
        for first in range(last - 1, max(-1, last - MOST_EDITS), -1):
            if cases[first + 1].a0 - cases[first].a1 > GAP:
                break
            if open_[first] and first not in out:
                continue  # both have been read together from the first
            why = _explained(cases[first], cases[last])
            if why:
                out.update({k: why for k in range(first, last + 1) if open_[k]})
                break
    return out


def _explained(first: Case, last: Case) -> str:
    """Why the phrase from one edit to another says the same, or ""."""
    if first is last:
        return _one_name(first)
    return _one_order(first, last) or _one_term(first, last)


#: Words that give what stands around them a direction: exchanging both sides says another thing.
_DIRECTED = frozenset("from by than against de par desde por от чем من عن 从 由".split())  # noqa: SIM905 - a word list


def _one_order(first: Case, last: Case) -> str:
    """The same content words in another order, short forms written out."""
    (words, old), (other, new) = _content(first, last, old=True), _content(first, last, old=False)
    if not old or len(old) != len(new) or words == other or not _DIRECTED.isdisjoint((*words, *other)):
        return ""
    lexicon = first.context.lexicon
    moved = {w for case in (first, last) for w in (*case.old_words, *case.new_words)}
    if not moved.isdisjoint(lexicon.wide | lexicon.narrow | lexicon.negation):
        return ""
    one, two = (sorted(base(canonical(w, lexicon)) for w in side) for side in (old, new))
    return "the same words in another order" if one == two else ""


def _one_term(first: Case, last: Case) -> str:
    """The house term that the edits, and what stands around them, are two readings of."""
    core = (*_phrase(first, last, 0, 0, old=True), *_phrase(first, last, 0, 0, old=False))
    if not first.context.lexicon.phrase_words.issuperset(core):
        return ""
    for left in range(LEFT + 1):
        for right in range(RIGHT + 1):
            old = _phrase(first, last, left, right, old=True)
            new = _phrase(first, last, left, right, old=False)
            if max(len(old), len(new)) > MOST_TOKENS:
                break
            term = _term(old, new, first)
            if term:
                return f"house style: {term}"
    return ""


def _one_name(case: Case) -> str:
    """The edit and the words before it are a name and its short form, as the texts define them."""
    aliases = case.context.aliases
    if aliases.words.isdisjoint((*case.old_words, *case.new_words)):
        return ""
    for left in range(1, LEFT + 1):
        old = tuple(_phrase(case, case, left, 0, old=True))
        new = tuple(_phrase(case, case, left, 0, old=False))
        if new == aliases.long.get(old) or old == aliases.long.get(new):
            return f"full name and short form: {' '.join(old)} / {' '.join(new)}"
    return ""


def _term(old: list[str], new: list[str], case: Case) -> str:
    """The house term both phrases are readings of, without what they end with alike; "" where there is none."""
    while old and new:
        if old != new and case.context.lexicon.exchangeable(old, new):
            return f"{' '.join(old)} / {' '.join(new)}"
        if old[-1] != new[-1]:
            return ""
        old, new = old[:-1], new[:-1]
    return ""


#: Unchanged words before and behind edits that may belong to a house term or a name.
#: Chosen; no calibration is recorded.
LEFT, RIGHT = 3, 4


def _phrase(first: Case, last: Case, left: int, right: int, *, old: bool) -> list[str]:
    side, start, end = _range(first, last, old=old)
    return [key for key in side.folded[max(0, start - left) : end + right] if is_word(key)]


def _range(first: Case, last: Case, *, old: bool) -> tuple[Tokens, int, int]:
    context = first.context
    return (context.old, first.a0, last.a1) if old else (context.new, first.b0, last.b1)


def _content(first: Case, last: Case, *, old: bool) -> tuple[list[str], list[str]]:
    """Words from one edit to another, and the content words among them, short forms written out."""
    side, start, end = _range(first, last, old=old)
    if end - start > MOST_TOKENS:
        return [], []
    context = first.context
    words = [key.removesuffix("'s") for key in side.folded[start:end] if is_word(key)]
    lexicon = context.lexicon
    kept = [w for w in context.aliases.expand(words) if w not in lexicon.light and w not in lexicon.sequence]
    return words, kept
