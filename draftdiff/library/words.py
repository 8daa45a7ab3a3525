"""How the library cuts and keys text: folded words, with numbers set apart from wording."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from draftdiff.fold import fold, word_texts

#: What every word with a digit counts as where wording is compared: dates, symbols and amounts move every year.
NUMBER = "#"


@lru_cache(maxsize=1 << 17)
def wording(word: str) -> str:
    """Key of a printed word where wording is compared: folded, numbers alike."""
    return NUMBER if any(c.isdigit() for c in word) else fold(word)


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
