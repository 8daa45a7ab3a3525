"""Signals of who acts, is addressed or is named as party."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.touching import CLAUSE, KEPT, arrow, bare, longest
from draftdiff.fold import fold, is_word
from draftdiff.misreading.confusions import is_roman

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.classifying.context import Case
    from draftdiff.lexicon import Lexicon

#: People whom an act is for; to add them to a list widens its scope.
_PEOPLE = frozenset(("women", "youth", "children", "refugees", "migrants", "peoples"))
#: Nouns of the list of actors that mostly name whom or what an act is for; they act only as part of a name.
_SERVED = frozenset(
    "group groups programme programmes fund funds sector society "  # noqa: SIM905 - a word list
    "institutions institution offices office conference union parties party mission missions panel panels".split()
)


def actors(case: Case) -> Iterator[Signal]:
    """Who acts, or is named as party, supported or involved, is added, dropped or replaced; or whom an act is asked of."""
    if longest(case) > CLAUSE:
        return
    gone, come = _names(case, old=True), _names(case, old=False)
    if longest(case) <= KEPT:
        gone |= _common(case, old=True)
        come |= _common(case, old=False)
    left, right = case.context.old.folded, case.context.new.folded
    gone, come = (
        {name for name in gone if left.count(name) > right.count(name)},
        {name for name in come if right.count(name) > left.count(name)},
    )  # who is named as often as before has moved
    if gone == come or _clause(case) or not _acts(case):
        return
    yield Signal(name="addressee" if _addressed(case) else "actor", detail=arrow(case))


#: Nouns of the list of actors that name, as part of a name, what is held or followed.
_EVENTS = frozenset(("programme", "programmes", "conference"))
#: Documents of a body: "General Assembly resolution 79/226" names no one who acts.
_ACTS_OF = frozenset(("resolution", "resolutions", "decision", "decisions", "declaration"))
#: Nouns of the list of actors that say the same of whoever is meant: one for another is no other actor.
_GENERAL = frozenset(
    "organization organizations organisation entity entities body bodies agency agencies".split()  # noqa: SIM905 - a word list
)
#: Nouns of doing together or in somebody's place, behind which the one who does so is named. English only.
_WITH = frozenset(
    "cooperation consultation coordination collaboration partnership support efforts role including".split()  # noqa: SIM905 - a word list
)


def _acts(case: Case) -> bool:
    """Words that come or go by themselves name somebody first, not within what somebody does or is told.

    "by the Secretariat" and "in cooperation with host Governments" do; "submission of bills to the parliament" and "to the
    Council at its next session" do not. Where words are exchanged, who is named changes with them.
    """
    lexicon = case.context.lexicon
    if case.old_words and case.new_words and longest(case) > KEPT:
        return False  # a clause for another
    for words, tokens, other in (
        (case.new_words, case.new, case.old_words),
        (case.old_words, case.old, case.new_words),
    ):
        if other or not words:
            continue
        printed = [t for t in tokens if is_word(t)]
        first = next((k for k, t in enumerate(printed) if t[:1].isupper() or fold(t) in lexicon.actors), 0)
        before = (fold(t) for t in printed[: max(0, first - 1)])  # one word may tell more of the name: "host"
        if any(k not in lexicon.function and k not in _WITH and not k.endswith("ly") for k in before):
            return False
        return words[0] not in lexicon.purpose and words[0] != "of"  # "of the Office": whose, not who acts
    return True


def _names(case: Case, *, old: bool) -> set[str]:
    """Actors by name among the changed words: a capitalised noun of the list ("Peacebuilding Commission"), an acronym."""
    tokens = case.old if old else case.new
    listed = _named(case.context.lexicon)
    found = {
        fold(t)
        for t, behind in zip_longest(tokens, tokens[1:], fillvalue="")
        if is_word(t) and t[:1].isupper() and fold(t) in listed and fold(behind) not in _ACTS_OF
    }
    return found | {
        fold(t)
        for t in tokens
        if t.isupper() and t.isalpha() and len(t) > 2 and not is_roman(t) and _organ(t, case)
    }


def _organ(acronym: str, case: Case) -> bool:
    """The acronym stands for one who acts, as far as the texts say what it stands for: IOM, not CAR."""
    long = case.context.aliases.long.get((fold(acronym),))
    return (
        not case.context.lexicon.actors.isdisjoint(long)
        if long
        else bool(case.old_words) != bool(case.new_words)
    )


def _common(case: Case, *, old: bool) -> frozenset[str]:
    """Actors by a common noun, printed small: "donors", "the secretariat"."""
    tokens = case.old if old else case.new
    return _commonly(case.context.lexicon).intersection(tokens)


@lru_cache(maxsize=8)
def _named(lexicon: Lexicon) -> frozenset[str]:
    """Nouns that act as part of a name."""
    return lexicon.actors - _PEOPLE - _EVENTS


@lru_cache(maxsize=8)
def _commonly(lexicon: Lexicon) -> frozenset[str]:
    """Nouns that act by themselves."""
    return lexicon.actors - _SERVED - _PEOPLE - _GENERAL


def _addressed(case: Case) -> bool:
    """Between the opening verb and the "to" behind it: whom the paragraph speaks to."""
    lexicon = case.context.lexicon
    keys = case.context.new.folded
    found = lexicon.opening([k for k in keys[:8] if k not in lexicon.sequence])
    aside = any(tokens and tokens[0] == "," for tokens in (case.old, case.new))
    asked = not lexicon.purpose.isdisjoint((*case.old_words, *case.new_words))
    if aside or asked or found is None or found[0].axis != "directive":
        return False
    return not any(key in lexicon.purpose or key == "," for key in keys[found[1] : case.b0])


def _clause(case: Case) -> bool:
    """A whole clause of the organ's comes or goes: who is named in it does not act otherwise than before."""
    lexicon = case.context.lexicon
    for words, other in ((case.new_words, case.old_words), (case.old_words, case.new_words)):
        if words and not other:
            core = bare(words, lexicon)
            return bool(core) and core[0] not in lexicon.function and lexicon.opening(core[:6]) is not None
    return False
