"""Short names learned from the texts themselves: "Global Migration Group (GMG)", "the ... Compact (Global Compact)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.fold import fold, word_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.lexicon import Lexicon

_PARENTHESIS = re.compile(r"\(([^()]{2,60})\)")
#: Words before a parenthesis in which its long form is looked for. Chosen; no calibration is recorded.
REACH = 16
#: Characters of text that certainly hold them. Chosen; no calibration is recorded.
REACH_CHARS = 260


@dataclass(frozen=True, slots=True)
class Aliases:
    """Short form -> long form, both as folded words; learned once a step."""

    long: dict[tuple[str, ...], tuple[str, ...]]
    _heads: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_heads", frozenset(short[0] for short in self.long))

    @property
    def words(self) -> frozenset[str]:
        """All words of long forms."""
        return _words_of(tuple(self.long.values()))

    def expand(self, words: Sequence[str]) -> list[str]:
        """Folded words with every short form written out; a long form that holds its short form stays as it is."""
        heads = self._heads
        if heads.isdisjoint(words) and not any(word.removesuffix("s") in heads for word in words):
            return list(words)
        out: list[str] = []
        at = 0
        while at < len(words):
            short, full = self._at(words, at)
            if short and tuple(words[at : at + len(full)]) == full:
                out += full
                at += len(full)
            elif short:
                out += full
                at += len(short)
            else:
                out.append(words[at])
                at += 1
        return out

    def _at(self, words: Sequence[str], at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if words[at] not in self._heads and words[at].removesuffix("s") not in self._heads:
            return (), ()
        for length in range(min(4, len(words) - at), 0, -1):
            key = tuple(words[at : at + length])
            full = self.long.get(key) or (self.long.get((key[0].removesuffix("s"),)) if length == 1 else None)
            if full:
                return key, full
        return (), ()


@lru_cache(maxsize=64)
def _words_of(forms: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(word for form in forms for word in form)


def learn(texts: Iterable[str], lexicon: Lexicon) -> Aliases:
    """All definitions by parenthesis in the texts; the first definition of a short form counts."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for text in texts:
        for match in _PARENTHESIS.finditer(text):
            inner = word_texts(match.group(1))
            before = word_texts(text[max(0, match.start() - REACH_CHARS) : match.start()])[-REACH:]
            long = definition(inner, before, lexicon) if inner else ()
            if long:
                key = tuple(fold(word) for word in inner)
                found.setdefault((key[0].removesuffix("s"),) if len(key) == 1 else key, long)
    return Aliases(found)


def definition(short: Sequence[str], before: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The long form at the end of `before` that a parenthesis abbreviates, folded; () where it does not."""
    if len(short) == 1 and is_acronym(short[0]):
        for count in range(2, len(before) + 1):
            words = before[-count:]
            if fold(words[0]) not in lexicon.function and spells(short[0], words, lexicon):
                return tuple(fold(word) for word in words)
        return ()
    key, words = [fold(w) for w in short], [fold(w) for w in before]
    for at in range(len(words) - len(key), -1, -1):
        if words[at : at + len(key)] == key and len(key) < len(words) - at:
            return tuple(words[at:])
    return ()


def is_acronym(word: str) -> bool:
    """Two capitals at least, hardly anything else: GMG, NHRIs, UNHCR."""
    letters = word.removesuffix("s")
    return (
        len(letters) >= 2
        and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)
        and letters[0].isupper()
    )


def spells(acronym: str, words: Sequence[str], lexicon: Lexicon) -> bool:
    """The words' initials give the acronym; function words may be left out of it, hyphenated words give two."""
    letters = [c.lower() for c in acronym.removesuffix("s") if c.isalpha()]
    parts = [part for word in words for part in re.split(r"[-\u2010\u2011/]", word) if part]
    at = 0
    for part in parts:
        if at < len(letters) and part[0].lower() == letters[at]:
            at += 1
        elif fold(part) not in lexicon.function:
            return False
    return at == len(letters)
