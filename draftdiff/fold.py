"""Words of a text, and the keys under which two words count as the same.

Three levels, from strict to lax, each a function of one word and cached:

* the word as printed;
* `fold`: without case, hyphenation, soft hyphens, accents of typography (quotes, dashes, ligatures), harakat;
* `skeleton`: characters a scanner confuses share one sign (docs/domain.md, "Scans"), so that damaged words meet.

Words are whole in alphabetic scripts and single characters in Chinese. Punctuation marks are tokens of their
own, white space is none. `Interner` turns words into integers that several texts share.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Characters that are part of a word and print nothing: soft hyphen, zero-width and bidi marks.
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
#: Marks set on the letter before: Latin combining accents, Arabic harakat.
_COMBINING = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
#: Scripts written without spaces, taken by the character.
_IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HYPHENS = "\\-\u2010\u2011"
_JOINERS = f"{_HYPHENS}'\u2019\u02bc/"

_RUN = rf"[\w{_INVISIBLE}{_COMBINING}]+"
_MIXED_RUN = rf"(?:[^\W{_IDEOGRAPHS}]|[{_INVISIBLE}{_COMBINING}])+"
_TAIL = "(?:[{joiners}]{run}|(?<=\\d)[.,](?=\\d){run})*"
_WORD = re.compile(_RUN + _TAIL.format(joiners=_JOINERS, run=_RUN))
_TOKEN = re.compile(_WORD.pattern + r"|[^\s\w]")
_MIXED_WORD = re.compile(_MIXED_RUN + _TAIL.format(joiners=_JOINERS, run=_MIXED_RUN) + f"|[{_IDEOGRAPHS}]")
_MIXED_TOKEN = re.compile(_MIXED_WORD.pattern + r"|[^\s\w]")
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")

_DROPPED = re.compile(f"[{_INVISIBLE}\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0640]")
_INNER_HYPHEN = re.compile(rf"(?<!\d)[{_HYPHENS}]|[{_HYPHENS}](?!\d)")
#: Quotes, apostrophes and dashes of all six languages under one sign each; ё is optional in Russian print.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys(
            "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300a\u300b\u300c\u300d\u300e\u300f", '"'
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-"),
        "\u060c": ",",
        "\u061b": ";",
        "\u061f": "?",
        "\u3001": ",",
        "\u3002": ".",
        "\u0451": "\u0435",
    }
)

#: Words remembered by the cached folds; a long negotiation has some ten thousand different ones. Changes no result.
_CACHE = 1 << 17


@dataclass(frozen=True, slots=True)
class Token:
    """One word or punctuation mark of a text."""

    text: str
    """As printed."""
    start: int
    """Offset into the text, 0-based."""
    end: int
    """Offset after it."""

    @property
    def is_word(self) -> bool:
        """Holds a letter, a digit or an ideograph."""
        return is_word(self.text)


def has_ideographs(text: str) -> bool:
    """The text holds Chinese (or kana), which is compared by the character."""
    return not text.isascii() and _IDEOGRAPH.search(text) is not None


def tokens(text: str) -> list[Token]:
    """Words and punctuation marks in order, with their places."""
    pattern = _MIXED_TOKEN if has_ideographs(text) else _TOKEN
    return [Token(m.group(), m.start(), m.end()) for m in pattern.finditer(text)]


def token_texts(text: str) -> list[str]:
    """Words and punctuation marks in order: the same as `tokens`, without places, and faster."""
    return (_MIXED_TOKEN if has_ideographs(text) else _TOKEN).findall(text)


def token_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Places of the words and punctuation marks between two offsets of a text."""
    pattern = _MIXED_TOKEN if has_ideographs(text) else _TOKEN
    return [m.span() for m in pattern.finditer(text, start, len(text) if end is None else end)]


def word_texts(text: str) -> list[str]:
    """Words in order, as printed, without punctuation."""
    return (_MIXED_WORD if has_ideographs(text) else _WORD).findall(text)


def folded_words(text: str) -> list[str]:
    """Folded words in order, without punctuation."""
    return [fold(word) for word in word_texts(text)]


@lru_cache(maxsize=_CACHE)
def is_word(token: str) -> bool:
    """Holds a letter, a digit or an ideograph; a punctuation mark does not."""
    return any(c.isalnum() for c in token)


@lru_cache(maxsize=_CACHE)
def fold(word: str) -> str:
    """Key of a word or mark without case, hyphenation, typographic variants and invisible marks.

    Hyphens between digits stay ("2016-2020"). A mark that is nothing but a hyphen stays a hyphen.
    """
    if word.isascii():
        plain = word.lower()
    else:
        plain = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold().translate(_PLAIN)
        if any(c.isdecimal() and not c.isascii() for c in plain):
            plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    if "-" in plain and len(plain) > 1:
        plain = _INNER_HYPHEN.sub("", plain) or "-"
    return plain


def joined(words: Iterable[str]) -> str:
    """Key of several words without the spaces between them: equal where only spaces or hyphens differ."""
    return "".join(fold(word).replace("-", "") for word in words)
