"""Signals of quantities, dates and deadlines in a kept clause."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.canonical import numeral
from draftdiff.classifying.referring import numbered
from draftdiff.classifying.rollover import deadline_before, technical
from draftdiff.classifying.touching import ABOUT, CLAUSE, CONTEXT, KEPT, arrow, longest
from draftdiff.classifying.verbs import opening_of
from draftdiff.fold import fold, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.differing.tokens import Tokens
    from draftdiff.lexicon import Lexicon

#: Words behind "by", "before" or "within" in which the date stands. Chosen; no calibration is recorded.
DATE_REACH = 5


def numbers(case: Case) -> Iterator[Signal]:
    """Quantities and dates of a kept clause; not symbols, ordinals of sessions or dates of cited documents."""
    lexicon = case.context.lexicon
    named = {*case.old_words, *case.new_words}
    amounts = _amounts(case)
    if longest(case) > KEPT or not (amounts or any(_counts(w, lexicon) for w in named)):
        return
    edit, text = case.edit, arrow(case)
    old = technical(case.context.old.text, lexicon.language).touched(edit.o0, edit.o1)
    new = technical(case.context.new.text, lexicon.language).touched(edit.n0, edit.n1)
    if not {"symbol", "cue"}.isdisjoint((*old, *new)) or _in_reference(case):
        return
    dated = _dated(case, old=True) or _dated(case, old=False)
    only = {m for m in (*old, *new) if m != "light"} == {"date"} or longest(case) <= CONTEXT
    if dated and only and not due_date(case) and not _recital(case):
        yield Signal(name="date", detail=text)
    gone = _counted(case.old_words, old, lexicon)
    come = _counted(case.new_words, new, lexicon)
    if not dated and not _item(case) and (gone != come or (amounts and longest(case) <= CONTEXT)):
        yield Signal(name="number", detail=text)


def _item(case: Case) -> bool:
    """An item comes or goes that has a number with it: "and the two Chiefs of Staff"."""
    lexicon = case.context.lexicon
    words = [
        w for w in case.old_words or case.new_words if not _counts(w, lexicon) and w not in lexicon.amounts
    ]
    return not (case.old_words and case.new_words) and sum(w not in lexicon.function for w in words) > ABOUT


def _recital(case: Case) -> bool:
    """The paragraph asks and decides nothing by its opening: its dates are those of what has been."""
    opened = opening_of(case.context.new, case.context.lexicon)
    return opened is not None and opened[0].axis not in {"directive", "dispositive"}


def _dated(case: Case, *, old: bool) -> bool:
    """One side holds a date: no modal "may", no year that begins a name ("2030 Agenda")."""
    side, start, end = (case.context.old, case.a0, case.a1) if old else (case.context.new, case.b0, case.b1)
    if start >= end:
        return False
    first, last = side.spans[start][0], side.spans[end - 1][1]
    marks = technical(side.text, case.context.lexicon.language).touched(first, last)
    places = [k for k in range(start, end) if is_word(side.folded[k])]
    dates = [k for k, mark in zip(places, marks, strict=False) if mark == "date"]
    return any(not _names(side, k, case.context.lexicon) for k in dates)


def _names(side: Tokens, at: int, lexicon: Lexicon) -> bool:
    """A month printed small, which is a modal, or a year before a capitalised word that is no month."""
    word, behind = side.printed[at], side.printed[at + 1 : at + 2]
    if word.isdigit():
        return bool(behind) and behind[0][:1].isupper() and fold(behind[0]) not in lexicon.months
    return word in lexicon.modals


def _amounts(case: Case) -> set[str]:
    """Words that tell how many or how often, outside the idioms that hold them: "at once", "follow-up", "third States"."""
    lexicon = case.context.lexicon
    out: set[str] = set()
    for side, start, end in ((case.context.old, case.a0, case.a1), (case.context.new, case.b0, case.b1)):
        for at in range(start, end):
            key = side.folded[at]
            if key in lexicon.amounts and _tells(side.folded, at, lexicon):
                out.add(key)
    return out


#: English amounts that are idioms unless one of these stands before them, or behind them.
_AFTER = {
    "least": {"at"},
    "most": {"at"},
    "once": {"least"},
    "third": {"one", "a"},
    "quarter": {"one", "a", "per", "every", "each"},
    "half": {"one", "a"},
}
_BEFORE = {
    "up": {"to"},
    "once": {"a", "per", "every", "each"},
    "half": {"of", "the", "a"},
    "third": {"of"},
    "quarter": {"of"},
}


def _tells(keys: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """An amount, not an idiom; "up" only before "to" and a number."""
    key = keys[at]
    if key not in _AFTER and key not in _BEFORE:
        return True
    if keys[at - 1 : at] and keys[at - 1] in _AFTER.get(key, ()):
        return True
    if keys[at + 1 : at + 2] and keys[at + 1] in _BEFORE.get(key, ()):
        return key != "up" or any(_counts(k, lexicon) for k in keys[at + 2 : at + 3])
    return False


def _counts(word: str, lexicon: Lexicon) -> bool:
    return (
        word in lexicon.numbers
        or word in lexicon.months
        or bool(numeral(word, lexicon))
        or any(map(str.isdigit, word))
    )


def _in_reference(case: Case) -> bool:
    refers, edit = case.context.references, case.edit
    if numbered(case):
        return True
    return refers is not None and (
        refers.touches(case.context.old.text, edit.o0, edit.o1)
        or refers.touches(case.context.new.text, edit.n0, edit.n1)
    )


def _counted(words: Sequence[str], marks: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Quantities among words: numbers that are neither date nor ordinal; "COVID-19" is a name."""
    if len(words) != len(marks):
        return []
    plain = [w for w, mark in zip(words, marks, strict=True) if not mark and w not in lexicon.ordinals]
    return [n for n in (numeral(w, lexicon) for w in plain) if n not in _NO_NUMBERS and not n.startswith("#")]


#: "zero draft" and "one" count nothing.
_NO_NUMBERS = frozenset(("", "0", "1", "#1"))


def deadlines(case: Case) -> Iterator[Signal]:
    """A time by which something must be done, or until which it lasts, comes, goes or moves."""
    lexicon = case.context.lexicon
    gone = _due(case.context.old.folded, case.a0, case.a1, lexicon)
    come = _due(case.context.new.folded, case.b0, case.b1, lexicon)
    if (gone != come and longest(case) <= CLAUSE) or due_date(case):
        yield Signal(name="deadline", detail=arrow(case))


def due_date(case: Case) -> bool:
    """The date behind "until" or "no later than" moves."""
    return bool(deadline_before(case, old=True) or deadline_before(case, old=False))


@lru_cache(maxsize=8)
def _deadline_heads(lexicon: Lexicon) -> frozenset[str]:
    """First words of deadline phrases."""
    return frozenset(phrase[0] for phrase in lexicon.deadlines if phrase)


def _due(keys: Sequence[str], start: int, end: int, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """Deadline phrases that begin inside a span, each with a date or an event behind it."""
    out: list[tuple[str, ...]] = []
    heads = _deadline_heads(lexicon)
    for k in range(start, end):
        if keys[k] not in heads:
            continue
        for phrase in lexicon.deadlines:
            if tuple(keys[k : k + len(phrase)]) != phrase:
                continue
            if len(phrase) > 1 or _time_behind(keys, k + len(phrase), lexicon):
                out.append(phrase)
    return out


def _time_behind(keys: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """A date or a span of time follows, articles, numbers and "of" before it: not "by the envoy in May"."""
    for key in keys[at : at + DATE_REACH]:
        if _year(key) or key in lexicon.months or key in lexicon.time:
            return True
        if not (key in lexicon.articles or key in lexicon.numbers or key[:1].isdigit() or key in _BETWEEN):
            return False
    return False


#: Small words inside a date: "by the first of May", "within the next two weeks". English only.
_BETWEEN = frozenset(("of", "next", "first", "last", "following", "-"))


def _year(number: str) -> bool:
    return number.isdigit() and len(number) == 4 and number[:2] in {"19", "20"}
