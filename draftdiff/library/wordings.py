"""How the library cuts and keys text: folded words, with numbers set apart from wording."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache

from draftdiff.fold import fold, word_texts
from draftdiff.lexicon import load_lexicon

#: What every word with a digit counts as where wording is compared: dates, symbols and amounts move every year.
NUMBER = "#"


#: Languages whose words for numbers are known.
_LANGUAGES = ("en", "fr", "es", "ru", "ar")
#: Endings of ordinals that no list holds whole: soixante-quinzième, septuagésimo.
_ORDINAL_ENDING = re.compile(r"(?:ième|ésim[oa])s?\Z")
#: From this value on a number word is a number; "one" and "two" are words of the language ("one of", "the two"). Chosen.
_A_NUMBER = 11


@cache
def _number_words() -> frozenset[str]:
    """Ordinals and large numbers written out: sessions are counted in words in most languages."""
    found: set[str] = set()
    for language in _LANGUAGES:
        lists = load_lexicon(language)
        large = {fold(word) for word, value in lists.numbers.items() if value >= _A_NUMBER}
        ordinals = {fold(word) for word in lists.ordinals}
        found |= large | ordinals | {tens + last for tens in large for last in ordinals if language == "en"}
    return frozenset(found)


@lru_cache(maxsize=1 << 17)
def wording(word: str) -> str:
    """Key of a printed word where wording is compared: folded, numbers alike."""
    if any(c.isdigit() for c in word):
        return NUMBER
    key = fold(word)
    return NUMBER if key in _number_words() or _ORDINAL_ENDING.search(key) else key


def wordings(text: str) -> list[str]:
    """Keys of a text's words in order; Chinese by the character."""
    return [wording(word) for word in word_texts(text)]


def key_of(words: list[str]) -> int:
    """Signed 64-bit key of a wording: equal for paragraphs that say the same, numbers aside."""
    return int.from_bytes(
        hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest(), "big", signed=True
    )


def index_text(text: str) -> str:
    """What the index holds of a text: folded words, numbers kept, one space between."""
    return " ".join(key for word in word_texts(text) if (key := fold(word)))
