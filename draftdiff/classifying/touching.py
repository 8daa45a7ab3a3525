"""What several signals ask of an edit: how long it is, which fixed phrases it touches, how it is quoted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.fold import is_word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from draftdiff.classifying.context import Case
    from draftdiff.lexicon import Lexicon

#: Words from which on a side is no longer an edit inside a kept clause. Chosen on `bench/labels/un_changes.json`.
KEPT = 8
#: Words from which on an edit is a clause, which always names somebody. Chosen; no calibration is recorded.
CLAUSE = 16
#: Unchanged words on each side in which a phrase that the edit touches is looked for.
#: Chosen; no calibration is recorded.
CONTEXT = 3
#: Longest stretch of text quoted in a detail, in characters. Chosen as a limit of work or of what is shown.
QUOTED = 72
#: Content words an added phrase may hold for its "all" or "relevant" to be what the change is about.
#: Chosen; no calibration is recorded.
ABOUT = 1


def longest(case: Case) -> int:
    """Words of the longer side."""
    return max(len(case.old_words), len(case.new_words))


def about(words: Sequence[str], marked: AbstractSet[str], case: Case) -> bool:
    """The words are about the marked ones: hardly another content word stands beside them."""
    function = case.context.lexicon.function
    return sum(w not in marked and w not in function for w in words) <= ABOUT


def touched(case: Case, *, old: bool) -> list[tuple[str, ...]]:
    """Qualifiers of one side that the edit touches, longest first where they overlap."""
    lexicon = case.context.lexicon
    side, start, end = (case.context.old, case.a0, case.a1) if old else (case.context.new, case.b0, case.b1)
    if start == end:
        return []
    first = max(0, start - CONTEXT)
    if _qualifier_heads(lexicon).isdisjoint(side.folded[first : end + CONTEXT]):
        return []
    places = [k for k in range(first, min(len(side.folded), end + CONTEXT)) if is_word(side.folded[k])]
    words = [side.folded[k] for k in places]
    out: list[tuple[str, ...]] = []
    at = 0
    while at < len(words):
        phrase = qualifier_at(words, at, lexicon)
        if phrase and places[at] < end and places[at + len(phrase) - 1] >= start:
            out.append(phrase)
        at += max(1, len(phrase))
    return out


@lru_cache(maxsize=8)
def _qualifier_heads(lexicon: Lexicon) -> frozenset[str]:
    """First words of qualifiers: most words open none, and need no further look."""
    return frozenset(phrase[0] for phrase in lexicon.qualifiers if phrase)


def qualifier_at(words: Sequence[str], at: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The longest qualifier that begins at a word, or ()."""
    if words[at] not in _qualifier_heads(lexicon):
        return ()
    for length in range(min(8, len(words) - at), 0, -1):
        phrase = tuple(words[at : at + length])
        if phrase in lexicon.qualifiers:
            return phrase
    return ()


def held(words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those of the phrases that stand among the words."""
    present = set(words)
    return [p for p in phrases if p and p[0] in present and _has(words, p)]


def _has(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[k : k + len(phrase)]) == phrase for k in range(len(words)))


def bare(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Words without the connectives and sequence words they begin with."""
    at = 0
    while at < len(words) and (words[at] in lexicon.and_words or words[at] in lexicon.sequence):
        at += 1
    return list(words[at:])


def arrow(case: Case) -> str:
    """The edit in words, long texts cut."""
    edit = case.edit
    old = short(case.context.old.text[edit.o0 : edit.o1])
    new = short(case.context.new.text[edit.n0 : edit.n1])
    if old and new:
        return f"{old} -> {new}"
    return f"{new} put in" if new else f"{old} taken out"


def short(text: str) -> str:
    """A text without the marks around it, its middle left out where it is long."""
    core = text.strip(" ,;.:")
    if len(core) <= QUOTED:
        return core
    return f"{core[: QUOTED // 2].rstrip()} ... {core[-QUOTED // 3 :].lstrip()}"
