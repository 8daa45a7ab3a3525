"""Edits that only make sense together: the same words in another order, a house term split over two edits.

"Secretary-General's intention" -> "intention of the Secretary-General" is a deletion and an insertion, each of which
looks like a change of substance. Neighbouring edits are read as one phrase with the words between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.classifying.canonical import canonical
from draftdiff.fold import is_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.classifying.context import Case

#: Most edits read together, most unchanged tokens between two of them, and most tokens in all.
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
    return _backwards(cases, open_, out)


def _backwards(cases: Sequence[Case], open_: Sequence[bool], out: dict[int, str]) -> dict[int, str]:
    """An open edit may need one before it that a rule has explained for itself: ", the" ... "of the"."""
    for last in range(len(cases)):
        if not open_[last] or last in out:
            continue
        for first in range(last - 1, max(-1, last - MOST_EDITS), -1):
            if cases[first + 1].a0 - cases[first].a1 > GAP:
                break
            why = _explained(cases[first], cases[last])
            if why:
                out.update({k: why for k in range(first, last + 1) if open_[k]})
                break
    return out


def _explained(first: Case, last: Case) -> str:
    """Why the phrase from one edit to another says the same, or ""."""
    context = first.context
    lexicon = context.lexicon
    for left in range(3):
        for right in range(3):
            a0, b0 = max(0, first.a0 - left), max(0, first.b0 - left)
            old = [k for k in context.old.keys[a0 : last.a1 + right] if is_word(k)]
            new = [k for k in context.new.keys[b0 : last.b1 + right] if is_word(k)]
            if max(len(old), len(new)) > MOST_TOKENS:
                return ""
            if first is not last and old and new and _one_term(tuple(old), tuple(new), first):
                return f"house style: {' '.join(old)} / {' '.join(new)}"
    old = _content(first, last, old=True)
    new = _content(first, last, old=False)
    if first is not last and old and sorted(old) == sorted(new):
        return "the same words in another order"
    del lexicon
    return ""


def _one_term(old: tuple[str, ...], new: tuple[str, ...], case: Case) -> bool:
    return any(old in group and new in group for group in case.context.lexicon.phrases)


def _content(first: Case, last: Case, *, old: bool) -> list[str]:
    """Canonical content words from one edit to another, short forms written out."""
    context = first.context
    side, start, end = (context.old, first.a0, last.a1) if old else (context.new, first.b0, last.b1)
    if end - start > MOST_TOKENS:
        return []
    words = [key.removesuffix("'s") for key in side.keys[start:end] if is_word(key)]
    lexicon = context.lexicon
    kept = [w for w in context.aliases.expand(words) if w not in lexicon.light and w not in lexicon.sequence]
    return [canonical(w, lexicon) for w in kept]
