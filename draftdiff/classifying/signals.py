"""Diplomatic signals of a substantive change, each from a visible list (docs/domain.md, "Weight").

A signal says what a delegate would look at, not that the change is good or bad. Verbs are compared inside one axis
only, and with their addressee: "Requests" is an order to the Secretariat and a wish to States.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.canonical import numeral
from draftdiff.classifying.obligations import obligations
from draftdiff.classifying.rollover import deadline_before, technical
from draftdiff.classifying.verbs import verbs
from draftdiff.fold import has_ideographs, is_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from draftdiff.classifying.context import Case
    from draftdiff.lexicon import Lexicon

#: Words from which on a side is no longer an edit inside a kept clause. Chosen on `bench/labels/un_changes.json`.
KEPT = 8
#: Unchanged words on each side in which a phrase that the edit touches is looked for.
#: Chosen; no calibration is recorded.
CONTEXT = 3
#: Longest stretch of text quoted in a detail, in characters. Chosen as a limit of work or of what is shown.
QUOTED = 72
#: Content words an added phrase may hold for its "all" or "relevant" to be what the change is about.
#: Chosen; no calibration is recorded.
ABOUT = 1
#: Words from which on an edit is a clause, which always names somebody. Chosen; no calibration is recorded.
CLAUSE = 16
#: Words behind "by", "before" or "within" in which the date stands. Chosen; no calibration is recorded.
DATE_REACH = 5


def signals(case: Case) -> tuple[Signal, ...]:
    """All signals of an edit, in a fixed order, each name once."""
    out: dict[str, Signal] = {}
    for reader in _READERS:
        for signal in reader(case):
            out.setdefault(signal.name, signal)
    return tuple(out.values())


def _modals(case: Case) -> Iterator[Signal]:
    """The modal of a kept clause: exchanged, or put in or out by itself; not one inside a clause that comes or goes."""
    lexicon = case.context.lexicon
    gone = [w for w in case.old_words if w in lexicon.modals and not _month(w, case.old)]
    come = [w for w in case.new_words if w in lexicon.modals and not _month(w, case.new)]
    if gone == come or _longest(case) > KEPT:
        return
    if gone and come:
        step = lexicon.modals[come[0]] - lexicon.modals[gone[0]]
        weight = "stronger" if step > 0 else "weaker" if step < 0 else "as strong"
        yield Signal(
            name="modal",
            detail=f"{gone[0]} -> {come[0]} ({lexicon.modals[gone[0]]:g} -> {lexicon.modals[come[0]]:g}, {weight})",
        )
    elif _longest(case) <= CONTEXT:
        word = (come or gone)[0]
        yield Signal(name="modal", detail=f"{word} {'put in' if come else 'taken out'}")


def _longest(case: Case) -> int:
    """Words of the longer side."""
    return max(len(case.old_words), len(case.new_words))


def _month(word: str, printed: Sequence[str]) -> bool:
    """Whether "May" is a month here: printed with a capital."""
    return word.title() in printed and word not in printed


def _qualifiers(case: Case) -> Iterator[Signal]:
    gone, come = _touched(case, old=True), _touched(case, old=False)
    for tokens, name in ((case.new, "qualifier_added"), (case.old, "qualifier_removed")):
        if len(tokens) > 2 and tokens[0] == "(" and tokens[-1] == ")" and not (case.old and case.new):
            yield Signal(
                name=name, detail=f"{_short(' '.join(tokens[1:-1]))} (an explanation in parentheses)"
            )
    for name, here, there in (("qualifier_added", come, gone), ("qualifier_removed", gone, come)):
        words = case.new_words if here is come else case.old_words
        listing = {"enumeration_open", "focus"}
        fresh = [
            p
            for p in here
            if p not in there
            and case.context.lexicon.qualifiers[p][1] not in listing
            and (len(p) > 1 or _about(words, set(p), case))
        ]
        if fresh:
            effect, kind = case.context.lexicon.qualifiers[fresh[0]]
            weight = {True: "weakens", False: "strengthens"}[effect < 0] if effect else "neutral"
            named = "; ".join(map(_joined, fresh))
            yield Signal(name=name, detail=f"{named} ({kind}, {weight})")


def _joined(phrase: Sequence[str]) -> str:
    return ("" if any(map(has_ideographs, phrase)) else " ").join(phrase)


def _about(words: Sequence[str], marked: AbstractSet[str], case: Case) -> bool:
    """The words are about the marked ones: hardly another content word stands beside them."""
    function = case.context.lexicon.function
    return sum(w not in marked and w not in function for w in words) <= ABOUT


def _touched(case: Case, *, old: bool) -> list[tuple[str, ...]]:
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
        phrase = _qualifier_at(words, at, lexicon)
        if phrase and places[at] < end and places[at + len(phrase) - 1] >= start:
            out.append(phrase)
        at += max(1, len(phrase))
    return out


@lru_cache(maxsize=8)
def _qualifier_heads(lexicon: Lexicon) -> frozenset[str]:
    """First words of qualifiers: most words open none, and need no further look."""
    return frozenset(phrase[0] for phrase in lexicon.qualifiers if phrase)


@lru_cache(maxsize=8)
def _deadline_heads(lexicon: Lexicon) -> frozenset[str]:
    """First words of deadline phrases."""
    return frozenset(phrase[0] for phrase in lexicon.deadlines if phrase)


def _qualifier_at(words: Sequence[str], at: int, lexicon: Lexicon) -> tuple[str, ...]:
    if words[at] not in _qualifier_heads(lexicon):
        return ()
    for length in range(min(8, len(words) - at), 0, -1):
        phrase = tuple(words[at : at + length])
        if phrase in lexicon.qualifiers:
            return phrase
    return ()


def _numbers(case: Case) -> Iterator[Signal]:
    """Quantities and dates of a kept clause; not symbols, ordinals of sessions or dates of cited documents."""
    lexicon = case.context.lexicon
    if _longest(case) > KEPT:
        return
    named = {*case.old_words, *case.new_words}
    if not named & lexicon.amounts and not any(
        w in lexicon.numbers or w in lexicon.months or numeral(w, lexicon) or any(map(str.isdigit, w))
        for w in named
    ):
        return
    edit = case.edit
    text = _arrow(case)
    old = technical(case.context.old.text, lexicon.language).touched(edit.o0, edit.o1)
    new = technical(case.context.new.text, lexicon.language).touched(edit.n0, edit.n1)
    if "symbol" in old or "symbol" in new or "cue" in old or "cue" in new:
        return
    refers = case.context.references
    if refers and (
        refers.touches(case.context.old.text, edit.o0, edit.o1)
        or refers.touches(case.context.new.text, edit.n0, edit.n1)
    ):
        return
    dated = "date" in old or "date" in new
    solid = [{m for m in side if m != "light"} for side in (old, new)]
    only = solid[0] | solid[1] == {"date"} or _longest(case) <= CONTEXT
    if dated and only and not _due_date(case):
        yield Signal(name="date", detail=text)
    gone = _counted(case.old_words, old, lexicon)
    come = _counted(case.new_words, new, lexicon)
    if not dated and (gone != come or (named & lexicon.amounts and _longest(case) <= CONTEXT)):
        yield Signal(name="number", detail=text)


def _counted(words: Sequence[str], marks: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Quantities among words: numbers that are neither date nor ordinal; "COVID-19" is a name."""
    if len(words) != len(marks):
        return []
    plain = [w for w, mark in zip(words, marks, strict=True) if not mark and w not in lexicon.ordinals]
    return [n for n in (numeral(w, lexicon) for w in plain) if n not in _NO_NUMBERS and not n.startswith("#")]


#: "zero draft" and "one" count nothing.
_NO_NUMBERS = frozenset(("", "0", "1", "#1"))


def _year(number: str) -> bool:
    return number.isdigit() and len(number) == 4 and number[:2] in {"19", "20"}


def _deadlines(case: Case) -> Iterator[Signal]:
    lexicon = case.context.lexicon
    gone = _due(case.context.old.folded, case.a0, case.a1, lexicon)
    come = _due(case.context.new.folded, case.b0, case.b1, lexicon)
    if (gone != come and _longest(case) <= CLAUSE) or _due_date(case):
        yield Signal(name="deadline", detail=_arrow(case))


def _due_date(case: Case) -> bool:
    """The date behind "until" or "no later than" moves."""
    return bool(deadline_before(case, old=True) or deadline_before(case, old=False))


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
            behind = keys[k + len(phrase) : k + len(phrase) + DATE_REACH]
            if len(phrase) > 1 or any(_year(w) or w in lexicon.months or w in lexicon.time for w in behind):
                out.append(phrase)
    return out


def _held(words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    present = set(words)
    return [p for p in phrases if p and p[0] in present and _has(words, p)]


def _negation(case: Case) -> Iterator[Signal]:
    lexicon = case.context.lexicon
    if _longest(case) > KEPT:
        return
    gone = [w for w in _unfixed(case.old_words, lexicon) if w in lexicon.negation]
    come = [w for w in _unfixed(case.new_words, lexicon) if w in lexicon.negation]
    if len(gone) != len(come):
        yield Signal(name="negation", detail=_arrow(case))
        return
    known = lexicon.known
    for one, other in ((case.old_words, case.new_words), (case.new_words, case.old_words)):
        for word in one:
            bare = next(
                (word[len(p) :] for p in lexicon.prefixes if word.startswith(p) and word[len(p) :] in other),
                "",
            )
            if bare and (bare in known or len(bare) > CONTEXT):
                yield Signal(name="negation", detail=_arrow(case))
                return


def _unfixed(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Words outside fixed phrases: the "no" of "no later than" denies nothing."""
    fixed: set[str] = set()
    for phrase in _held(words, lexicon.deadlines):
        fixed.update(phrase)
    for at in range(len(words)):
        fixed.update(_qualifier_at(words, at, lexicon))
    return [w for w in words if w not in fixed]


def _has(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[k : k + len(phrase)]) == phrase for k in range(len(words)))


def _and_or(case: Case) -> Iterator[Signal]:
    lexicon = case.context.lexicon
    both = lexicon.and_words | lexicon.or_words
    gone = [w for w in case.old_words if w in both]
    come = [w for w in case.new_words if w in both]
    if len(gone) == len(come) == 1 and (gone[0] in lexicon.and_words) != (come[0] in lexicon.and_words):
        yield Signal(name="and_or", detail=f"{gone[0]} -> {come[0]}")
    elif set(case.old_words) | set(case.new_words) <= lexicon.or_words and gone != come:
        yield Signal(name="and_or", detail=_arrow(case))


def _lists(case: Case) -> Iterator[Signal]:
    lexicon = case.context.lexicon
    gone, come = _held(case.old_words, lexicon.list_openers), _held(case.new_words, lexicon.list_openers)
    if _longest(case) > CONTEXT:  # with items of its own it widens what is listed: `_scope`
        return
    if come and not gone:
        yield Signal(name="list_opened", detail=" ".join(come[0]))
    if gone and not come:
        yield Signal(name="list_closed", detail=" ".join(gone[0]))


def _scope(case: Case) -> Iterator[Signal]:
    """Wider or narrower: an item of a list, a restricting clause, or a word such as "all" or "relevant"."""
    lexicon = case.context.lexicon
    for words, other, tokens, added in (
        (case.new_words, case.old_words, case.new, True),
        (case.old_words, case.new_words, case.old, False),
    ):
        if other or not words:
            continue
        if words[0] in lexicon.relatives:
            name = "scope_narrower" if added else "scope_wider"
            yield Signal(name=name, detail=f"a restricting clause {'comes' if added else 'goes'}")
            return
        if len(words) > CONTEXT and _opens_clause(words, lexicon):
            return
        if len(words) > CONTEXT and _held(words[:2], lexicon.list_openers):
            yield Signal(name="scope_wider" if added else "scope_narrower", detail=_arrow(case))
            return
        items = _loose(case, old=not added) - lexicon.narrow - lexicon.function
        if items and _coordinated(words, tokens, lexicon):
            yield Signal(name="scope_wider" if added else "scope_narrower", detail=_arrow(case))
            return
    yield from _scoping_words(case)


def _opens_clause(words: Sequence[str], lexicon: Lexicon) -> bool:
    """A clause of its own, with a verb of the scale or "in accordance with" in front: no item of a list."""
    bare = [w for w in words if w not in lexicon.and_words and w not in lexicon.sequence][:6]
    return any(
        lexicon.opening(bare[k : k + 4]) is not None
        for k in range(min(4, len(bare)))
        if bare[k] not in lexicon.function
    ) or (bool(bare) and (bare[0] in lexicon.purpose or _qualifier_at(bare, 0, lexicon) != ()))


def _scoping_words(case: Case) -> Iterator[Signal]:
    lexicon = case.context.lexicon
    gone, come = _loose(case, old=True), _loose(case, old=False)
    gone, come = gone - come, come - gone
    marked = set(lexicon.wide | lexicon.narrow)
    if not _about([*come], marked, case) or not _about([*gone], marked, case):
        return
    if come & lexicon.wide or gone & lexicon.narrow:
        yield Signal(name="scope_wider", detail=_arrow(case))
    if come & lexicon.narrow or gone & lexicon.wide:
        yield Signal(name="scope_narrower", detail=_arrow(case))


def _loose(case: Case, *, old: bool) -> set[str]:
    """Words of one side outside fixed qualifiers: the "appropriate" of "as appropriate" restricts nobody."""
    fixed = {w for phrase in _touched(case, old=old) if len(phrase) > 1 for w in phrase}
    return set(case.old_words if old else case.new_words) - fixed


def _coordinated(words: Sequence[str], tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """An item of a list: "and negotiations", ", cohesion"."""
    joins = lexicon.and_words | lexicon.or_words
    if all(w in lexicon.function for w in words) or set(words) & set(lexicon.modals):
        return False
    item = tokens[0] == "," and len(words) <= KEPT and words[0] not in lexicon.function
    return words[0] in joins or (words[-1] in joins and tokens[0] != ",") or item


def _actors(case: Case) -> Iterator[Signal]:
    if _longest(case) > KEPT or _held(
        case.new_words[:2] or case.old_words[:2], case.context.lexicon.list_openers
    ):
        return
    for words, other, tokens in (
        (case.new_words, case.old_words, case.new),
        (case.old_words, case.new_words, case.old),
    ):
        if words and not other and _coordinated(words, tokens, case.context.lexicon):
            return  # one more item of a list is told as scope
    actors = case.context.lexicon.actors
    gone = [w for w in case.old_words if w in actors | _acronyms(case.old)]
    come = [w for w in case.new_words if w in actors | _acronyms(case.new)]
    if gone != come:
        yield Signal(name="addressee" if _addressed(case) else "actor", detail=_arrow(case))


def _acronyms(printed: Sequence[str]) -> frozenset[str]:
    """Acronyms among tokens, folded: IOM, UNHCR."""
    return frozenset(t.lower() for t in printed if t.isupper() and t.isalpha() and len(t) > 2)


def _addressed(case: Case) -> bool:
    """Between the opening verb and the "to" behind it: whom the paragraph speaks to."""
    lexicon = case.context.lexicon
    keys = case.context.new.folded
    found = lexicon.opening([k for k in keys[:8] if k not in lexicon.sequence])
    aside = any(tokens and tokens[0] == "," for tokens in (case.old, case.new))
    if aside or found is None or found[0].axis != "directive":
        return False
    return not any(key in lexicon.purpose or key == "," for key in keys[found[1] : case.b0])


def _arrow(case: Case) -> str:
    """The edit in words, long texts cut."""
    edit = case.edit
    old = _short(case.context.old.text[edit.o0 : edit.o1])
    new = _short(case.context.new.text[edit.n0 : edit.n1])
    if old and new:
        return f"{old} -> {new}"
    return f"{new} put in" if new else f"{old} taken out"


def _short(text: str) -> str:
    bare = text.strip(" ,;.:")
    return (
        bare if len(bare) <= QUOTED else f"{bare[: QUOTED // 2].rstrip()} ... {bare[-QUOTED // 3 :].lstrip()}"
    )


_READERS: tuple[Callable[[Case], Iterator[Signal]], ...] = (
    obligations, verbs, _modals, _numbers, _deadlines, _negation, _and_or, _qualifiers, _lists, _actors, _scope,
)  # fmt: skip
