"""One form for words that house style writes in several: spelling, numerals, ordinals, inflection.

Canonical forms are for comparing only: both sides of an edit go through the same mill, so a rule that makes
`doctour` of `doctor` does no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.fold import fold

if TYPE_CHECKING:
    from draftdiff.lexicon import Lexicon

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|e|er|re|º|ª|-?[а-я]{1,2})\Z")
_GROUPED = re.compile(r"\d{1,3}(?:[,. ]\d{3})+\Z")
#: Shortest stem a spelling or inflection rule may leave: "for" and "four" are two words.
#: Chosen; no calibration is recorded.
STEM = 3
_VERB_ENDINGS = ("ing", "ed")


def canonical(word: str, lexicon: Lexicon) -> str:
    """The form that stands for a word's spellings and numerals: `labor` and `labour`, `two` and `2` are one."""
    return _canonical(fold(word), lexicon)


@lru_cache(maxsize=1 << 15)
def spelling(word: str, lexicon: Lexicon) -> str:
    """The form that stands for a word's spellings alone."""
    key = fold(word)
    listed = lexicon.spellings.get(key)
    if listed is not None:
        return listed
    for one, other in lexicon.spelling_rules:
        if key.endswith(one) and len(key) - len(one) >= STEM:
            return key[: -len(one)] + other
    return key


@lru_cache(maxsize=1 << 15)
def _canonical(key: str, lexicon: Lexicon) -> str:
    number = numeral(key, lexicon)
    return number or spelling(key, lexicon)


@lru_cache(maxsize=1 << 15)
def numeral(word: str, lexicon: Lexicon) -> str:
    """`2` for 2 and two, `#73` for 73rd and seventy-third, "" for what is no number."""
    key = fold(word)
    if key.isdecimal():
        return key.lstrip("0") or "0"
    if _GROUPED.match(key):
        return re.sub(r"\D", "", key)
    match = _ORDINAL.match(key)
    if match:
        return "#" + match.group(1)
    if key in lexicon.numbers:
        return str(lexicon.numbers[key])
    if key in lexicon.ordinals:
        return "#" + str(lexicon.ordinals[key])
    return _compound(key, lexicon)


def _compound(key: str, lexicon: Lexicon) -> str:
    """Tens and units in one word, the hyphen folded away: seventythird, twentyone."""
    for tens, value in lexicon.numbers.items():
        if value >= 20 and value % 10 == 0 and value < 100 and key.startswith(tens):
            rest = key[len(tens) :]
            if 0 < lexicon.ordinals.get(rest, 0) < 10:
                return "#" + str(value + lexicon.ordinals[rest])
            if 0 < lexicon.numbers.get(rest, 0) < 10:
                return str(value + lexicon.numbers[rest])
    return ""


def stem(word: str) -> str:
    """A verb without -ing, -ed and final -e (`facilitate`, `facilitating`); other words as they are."""
    for ending in _VERB_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM + 1:
            return word[: -len(ending)].removesuffix("e")
    return word.removesuffix("e") if len(word) > STEM + 1 else word


#: Endings by which English makes nouns of verbs, adverbs of adjectives, and plurals: longest first, each with what
#: the bare form ends in. English only, as all of `stem` is.
_DERIVED = (
    ("ments", ""), ("ment", ""), ("ations", "at"), ("ation", "at"), ("ions", ""), ("ion", ""),
    ("ies", "y"), ("ly", ""), ("s", ""),
)  # fmt: skip


@lru_cache(maxsize=1 << 15)
def base(word: str) -> str:
    """A word without plural, adverbial and nominal ending: `fulfil` and `fulfilment`, `promoting` and `promotion`."""
    for ending, rest in _DERIVED:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= STEM:
            bare = word[: -len(ending)] + rest
            return stem(bare)
    return stem(word)
