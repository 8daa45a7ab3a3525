"""Signals of what an act covers, and how far it binds: qualifiers, lists and scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.touching import (
    CLAUSE,
    CONTEXT,
    KEPT,
    about,
    arrow,
    bare,
    held,
    longest,
    qualifier_at,
    short,
    touched,
)  # fmt: skip
from draftdiff.fold import fold, has_ideographs, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.lexicon import Lexicon

#: Words into a long insertion in which a qualifier must begin to be what the insertion is for. Chosen.
HEAD = 2
#: Words from which on what is joined by "and" is no longer an item of a list. Chosen as a long sentence.
ITEMS = 40
#: Kinds of the word list that order what is listed, or that `deadline` tells, and qualify nothing.
_LISTING = frozenset(("enumeration_open", "focus", "deadline"))


def qualifiers(case: Case) -> Iterator[Signal]:
    """Words that weaken, condition or strengthen an act come or go."""
    gone, come = touched(case, old=True), touched(case, old=False)
    pure = bool(case.old_words) != bool(case.new_words)
    for tokens, name in ((case.new, "qualifier_added"), (case.old, "qualifier_removed")):
        if pure and len(tokens) > 2 and tokens[0] == "(" and tokens[-1] == ")" and tokens[1].islower():
            yield Signal(name=name, detail=f"{short(' '.join(tokens[1:-1]))} (an explanation in parentheses)")
    yield from _basis(case)
    for name, here, there, words in (
        ("qualifier_added", come, gone, case.new_words),
        ("qualifier_removed", gone, come, case.old_words),
    ):
        lexicon = case.context.lexicon
        singles = {p[0] for p in here if len(p) == 1}
        fresh = [
            p
            for p in here
            if p not in there
            and lexicon.qualifiers[p][1] not in _LISTING
            and (_single(p, words, singles, case) if len(p) == 1 else _leads(p, words, case))
        ]
        told = {lexicon.qualifiers[p][1] for p in (gone if here is come else come)}
        fresh = [p for p in fresh if lexicon.qualifiers[p][1] not in told & _ALIKE]
        if fresh and not _in_name(fresh[0], case):
            effect, kind = lexicon.qualifiers[fresh[0]]
            weight = {True: "weakens", False: "strengthens"}[effect < 0] if effect else "neutral"
            yield Signal(name=name, detail=f"{'; '.join(map(_joined, fresh))} ({kind}, {weight})")


#: Kinds of the word list whose phrases say the same: "in accordance with", "consistent with".
_ALIKE = frozenset(("anchoring", "subordination"))


def _in_name(phrase: tuple[str, ...], case: Case) -> bool:
    """A word of degree printed with a capital inside a paragraph: "the Group of Independent Experts"."""
    if len(phrase) != 1:
        return False
    sides = ((case.old, case.a0), (case.new, case.b0))
    return any(
        k + at > 0 and fold(t) == phrase[0] and t[:1].isupper()
        for side, at in sides
        for k, t in enumerate(side)
    )


def _basis(case: Case) -> Iterator[Signal]:
    """A basis that comes or goes ("on a regular basis"): the list need not know every one."""
    for words, other, name in (
        (case.new_words, case.old_words, "qualifier_added"),
        (case.old_words, case.new_words, "qualifier_removed"),
    ):
        if not other and 2 < len(words) <= KEPT and words[0] == "on" and words[-1] == "basis":
            yield Signal(name=name, detail=f"{' '.join(words)} (condition, neutral)")


def _single(phrase: tuple[str, ...], words: Sequence[str], singles: set[str], case: Case) -> bool:
    """A word of degree and hardly anything else; one of time ("ongoing") only quite alone, else it tells what is spoken of."""
    lexicon = case.context.lexicon
    if lexicon.qualifiers[phrase][1] != "time":
        return _qualifies(words, singles, case)
    both = (*case.old_words, *case.new_words)
    return all(w in lexicon.function or qualifier_at((w,), 0, lexicon) for w in both)


def _qualifies(words: Sequence[str], singles: set[str], case: Case) -> bool:
    """Hardly anything but qualifying words changed; "and his continued engagement" is an item, whatever qualifies it."""
    core = bare(words, case.context.lexicon)
    if len(core) < len(words):
        return all(w in singles or w in case.context.lexicon.function for w in core)
    return about(words, singles, case)


def _leads(phrase: tuple[str, ...], words: Sequence[str], case: Case) -> bool:
    """A qualifier counts in a short edit; in a long one only where the edit begins (or ends) with it."""
    if longest(case) <= KEPT:
        return not (case.old_words and case.new_words) or about(words, set(phrase), case)
    core = bare(words, case.context.lexicon)
    return (
        any(tuple(core[k : k + len(phrase)]) == phrase for k in range(HEAD))
        or tuple(core[-len(phrase) :]) == phrase
    )


def _joined(phrase: Sequence[str]) -> str:
    return ("" if any(map(has_ideographs, phrase)) else " ").join(phrase)


def lists(case: Case) -> Iterator[Signal]:
    """A closed list becomes open, or the reverse."""
    lexicon = case.context.lexicon
    gone, come = held(case.old_words, lexicon.list_openers), held(case.new_words, lexicon.list_openers)
    if longest(case) > CONTEXT or any(w not in lexicon.function for w in _own(case, (*gone, *come))):
        return  # with items of its own it widens what is listed: `scope`
    exchanged = bool(case.old_words and case.new_words)
    if _OTHERS.intersection((*gone, *come)) or (exchanged and _INCLUDING.issuperset((*gone, *come))):
        return  # another connective of the same items, or one item more of the same kind
    if come and not gone:
        yield Signal(name="list_opened", detail=" ".join(come[0]))
    if gone and not come:
        yield Signal(name="list_closed", detail=" ".join(gone[0]))


#: "and other minorities" adds the rest of a kind. English only.
_OTHERS = frozenset((("and", "other"), ("or", "other")))
_INCLUDING = frozenset((("including",), ("include",), ("includes",)))


def _own(case: Case, openers: Sequence[tuple[str, ...]]) -> list[str]:
    """Changed words beside those that open a list."""
    listed = {word for phrase in openers for word in phrase}
    return [w for w in (*case.old_words, *case.new_words) if w not in listed]


def scope(case: Case) -> Iterator[Signal]:
    """Wider or narrower: an item of a list, a restricting clause, or a word such as "all" or "relevant"."""
    for words, other, tokens, added in (
        (case.new_words, case.old_words, case.new, True),
        (case.old_words, case.new_words, case.old, False),
    ):
        if other or not words:
            continue
        kind = _covered(words, tokens, case, old=not added)
        if kind:
            yield Signal(name=f"scope_{kind if added else _OPPOSITE[kind]}", detail=arrow(case))
        if kind or longest(case) > KEPT:
            return
    yield from _scoping_words(case)


_OPPOSITE = {"wider": "narrower", "narrower": "wider"}


def _covered(words: Sequence[str], tokens: Sequence[str], case: Case, *, old: bool) -> str:
    """What words that come do to what is covered: "wider", "narrower" or ""."""
    lexicon = case.context.lexicon
    if words[0] in lexicon.relatives:
        return "narrower" if is_word(tokens[0]) else ""
    core = bare(words, lexicon)
    if tuple(core) in lexicon.list_openers:
        return ""
    if core and any(tuple(core[: len(p)]) == p and len(core) > len(p) + 1 for p in lexicon.list_openers if p):
        return "wider"
    if not core or _opens_clause(core, lexicon) or not _coordinated(words, tokens, lexicon):
        return ""
    qualifying = {
        w
        for phrase in touched(case, old=old)
        if lexicon.qualifiers[phrase][1] not in _LISTING
        for w in phrase
    }
    items = set(core) - qualifying - lexicon.narrow - lexicon.function
    dates = all(any(map(str.isdigit, item)) or item in lexicon.months for item in items)
    manner = all(item.endswith("ly") for item in items)
    return "" if dates or manner else "wider"  # numbers of paragraphs, quantities and how are no items


def _opens_clause(core: Sequence[str], lexicon: Lexicon) -> bool:
    """A clause of its own, with a verb of the scale or "in accordance with" in front: no item of a list."""
    head = core[:6]
    opened = any(
        lexicon.opening(list(head[k : k + 4])) is not None
        for k in range(min(4, len(head)))
        if head[k] not in lexicon.function
    )
    phrase = qualifier_at(core, 0, lexicon)
    qualified = len(phrase) > 1 and lexicon.qualifiers[phrase][1] not in _LISTING
    return opened or core[0] in lexicon.purpose or core[0] in lexicon.relatives or qualified


def _coordinated(words: Sequence[str], tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """An item of a list, or several: "and negotiations", ", cohesion", "peacebuilding, "."""
    joins = lexicon.and_words | lexicon.or_words
    if all(w in lexicon.function for w in words) or set(words) & set(lexicon.modals) or len(words) > ITEMS:
        return False
    joined = words[0] in joins or (words[-1] in joins and tokens[0] != ",")
    if len(words) > CLAUSE and not joined:
        return False
    first = words[0]
    set_off = not is_word(tokens[0]) or not is_word(tokens[-1])
    gerund = first.endswith("ing") and len(words) > 1
    named = (first not in lexicon.function or first in lexicon.articles) and not first.endswith("ly")
    return joined or (set_off and "," in (tokens[0], tokens[-1]) and named and not gerund)


def _scoping_words(case: Case) -> Iterator[Signal]:
    lexicon = case.context.lexicon
    if case.a0 == 0 or all(
        lexicon.wide.isdisjoint(w) and lexicon.narrow.isdisjoint(w) for w in (case.old_words, case.new_words)
    ):
        return
    gone, come = _loose(case, old=True), _loose(case, old=False)
    gone, come = gone - come, come - gone
    marked = set(lexicon.wide | lexicon.narrow)
    if not about([*come], marked, case) or not about([*gone], marked, case):
        return
    if come & lexicon.wide or gone & lexicon.narrow:
        yield Signal(name="scope_wider", detail=arrow(case))
    if come & lexicon.narrow or gone & lexicon.wide:
        yield Signal(name="scope_narrower", detail=arrow(case))


def _loose(case: Case, *, old: bool) -> set[str]:
    """Words of one side outside fixed qualifiers: the "appropriate" of "as appropriate" restricts nobody."""
    fixed = {w for phrase in touched(case, old=old) if len(phrase) > 1 for w in phrase}
    return set(case.old_words if old else case.new_words) - fixed
