"""What two versions of a text know about words: the evidence behind every judgement of scan noise."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from draftdiff.classifying.aliases import Aliases, learn
from draftdiff.fold import fold, skeleton, word_texts
from draftdiff.lexicon import read_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from draftdiff.differing.pairs import Piece
    from draftdiff.lexicon import Lexicon
    from draftdiff.model import Document

#: A text with this share of tokens that no typist makes is a scan. Calibrated on the bundled history (1.5 % in the
#: first draft, 0.6 % in the final, 0 in the adopted text) and on the UN development texts (0 in all).
NOISY_SHARE = 0.001
#: The same for words of other scripts that differ from one of the sister version in dots or strokes only: inflection
#: does that too, so it takes more of them. Calibrated on Arabic with 1 % of characters damaged.
NOISY_SCRIPT = 0.008
#: ... and this many of them at least, so that one odd name does not make a scan.
NOISY_COUNT = 2
#: A word list of this size knows the language; with a smaller one a word that a version repeats counts as real too.
RICH = 5000
#: Words this short say little: "of" and "or" are one sign apart.
SHORT = 3

MARK = re.compile(
    r"""[^\W\d_][!|{}\[\\~^ÿ?@\u2020][^\W\d_]   # a sign inside a word: fo!low, Deÿides, annua[ly
    | [^\W\d_]\][^\W\d_]                      # wi]l
    | ÿ | [|]                                 # signs of no alphabet we read
    | [^\W\d_]\d+[^\W\d_]                     # a digit between letters: pr0cess
    | \d[!|\[\]{}lIOtSZ]\d                    # a letter between digits: 20t8
    | [^\W\d_][\[{]{1,2}(?=\s|$)              # a[[
    | (?<!\w)(?:I+l+|l+I+|ll+|I+[1t]|\d+["'])(?!\w)   # strokes of a Roman numeral, a number with a lost suffix
    """,
    re.VERBOSE,
)
ROMAN_SIGNS = str.maketrans(dict.fromkeys("l1|!tijıIl][", "I"))
ROMAN = re.compile(r"[IVX]{1,6}\Z")


@dataclass(frozen=True)
class Evidence:
    """What two versions of a text know about words. Built once a step; counts are made when first asked for."""

    old_texts: tuple[str, ...]
    new_texts: tuple[str, ...]
    lexicon: Lexicon
    old_doubtful: frozenset[str] = frozenset()
    """Folded words that the recognition of the old version's page images was unsure of."""
    new_doubtful: frozenset[str] = frozenset()
    """The same for the new version."""

    @classmethod
    def of(cls, old: Iterable[str], new: Iterable[str], lexicon: Lexicon) -> Evidence:
        """From the paragraphs' texts of both versions."""
        return _evidence(tuple(old), tuple(new), lexicon, frozenset(), frozenset())

    @classmethod
    def of_documents(cls, old: Document, new: Document, lexicon: Lexicon) -> Evidence:
        """From two versions, with what the recognition of page images said of its own words.

        Aligner and differ, who ask one after the other, share one.
        """
        was, now = (tuple(p.text for p in document.walk()) for document in (old, new))
        return _evidence(was, now, lexicon, doubtful_words(old), doubtful_words(new))

    @cached_property
    def old_words(self) -> Counter[str]:
        """Folded words of the old version, counted."""
        return _counts(self.old_texts)[1]

    @cached_property
    def new_words(self) -> Counter[str]:
        """Folded words of the new version, counted."""
        return _counts(self.new_texts)[1]

    @cached_property
    def old_noisy(self) -> bool:
        """The old version shows recognition errors."""
        return bool(self.old_doubtful) or self._noisy(self.old_texts, self.old_words, self.new_words)

    @cached_property
    def new_noisy(self) -> bool:
        """The new version shows recognition errors."""
        return bool(self.new_doubtful) or self._noisy(self.new_texts, self.new_words, self.old_words)

    @cached_property
    def noisy(self) -> bool:
        """Either version shows recognition errors."""
        return self.old_noisy or self.new_noisy

    def _noisy(self, texts: tuple[str, ...], words: Counter[str], sister: Counter[str]) -> bool:
        total = sum(words.values())
        chunks = Counter(chunk for text in texts for chunk in text.split())
        marked = sum(count for chunk, count in chunks.items() if MARK.search(chunk))
        known = self.lexicon.known
        strange = [w for w in words if len(w) > SHORT and w not in sister and w not in known and w.isalpha()]
        latin = [w for w in strange if w.isascii()]
        other = [w for w in strange if not w.isascii()]
        marked += _twins(latin, sister, skeleton) if latin else 0
        if marked >= max(NOISY_COUNT, NOISY_SHARE * total):
            return True
        return bool(other) and _twins(other, sister, _blurred) >= max(NOISY_COUNT, NOISY_SCRIPT * total)

    @cached_property
    def pieces(self) -> dict[tuple[str, str], tuple[Piece, ...]]:
        """Pairs of texts that the differ has cut already, with their edits: the aligner asks first."""
        return {}

    def debris(self, token: str, *, old: bool) -> bool:
        """What a scan leaves of a mark or a logo: a short token of a noisy version that is no word and no name."""
        noisy = self.old_noisy if old else self.new_noisy
        own = self.old_words if old else self.new_words
        short = len(token) <= SHORT and token.isalpha() and token.islower() and token.isascii()
        return (
            noisy and short and own[fold(token)] == 1 and not self.known(token, old=old) and not roman(token)
        )

    @cached_property
    def _old_printed(self) -> frozenset[str]:
        return frozenset(word.lower() for word in _counts(self.old_texts)[0])

    @cached_property
    def _new_printed(self) -> frozenset[str]:
        return frozenset(word.lower() for word in _counts(self.new_texts)[0])

    def printed(self, word: str, *, old: bool) -> bool:
        """The word is real in this very spelling, hyphens and all: the sister version or the language has it."""
        return word.lower() in self.lexicon.known or word.lower() in (
            self._new_printed if old else self._old_printed
        )

    @cached_property
    def aliases(self) -> Aliases:
        """Short names that either version defines."""
        return learn((*self.old_texts, *self.new_texts), self.lexicon)

    def known(self, word: str, *, old: bool) -> bool:
        """The word is real: in the language's list, in the sister version, or in a version without noise.

        A word that the recognition itself was unsure of is not.
        """
        key = fold(word)
        if key in (self.old_doubtful if old else self.new_doubtful):
            return False
        if key in self.lexicon.known:
            return True
        own, sister = (self.old_words, self.new_words) if old else (self.new_words, self.old_words)
        if not (self.old_noisy if old else self.new_noisy):
            return True
        return sister[key] > 0 or (own[key] > SHORT and len(self.lexicon.known) < RICH)


def doubtful_words(document: Document) -> frozenset[str]:
    """Folded words of a document's runs marked `doubtful`."""
    return frozenset(
        fold(word)
        for paragraph in document.walk()
        for style in paragraph.styles
        if style.name == "doubtful"
        for word in word_texts(paragraph.text[style.start : style.end])
    )


#: Pairs of versions, and versions, whose words are remembered: those of a long negotiation.
_REMEMBERED = 16


@lru_cache(maxsize=_REMEMBERED)
def _evidence(
    old: tuple[str, ...],
    new: tuple[str, ...],
    lexicon: Lexicon,
    old_doubtful: frozenset[str],
    new_doubtful: frozenset[str],
) -> Evidence:
    return Evidence(old, new, lexicon, old_doubtful, new_doubtful)


@lru_cache(maxsize=_REMEMBERED)
def _counts(texts: tuple[str, ...]) -> tuple[Counter[str], Counter[str]]:
    """Words of a version as printed and folded, counted; a version is compared with those on both sides of it."""
    raw = Counter(word_texts("\n".join(texts)))
    counts: Counter[str] = Counter()
    for word, count in raw.items():
        counts[fold(word)] += count
    return raw, counts


def _twins(strange: Iterable[str], sister: Iterable[str], key: Callable[[str], str]) -> int:
    """Words of none that one confusable sign makes a word of the sister version."""
    twins = {key(w) for w in sister if len(w) > SHORT and w.isalpha()}
    return sum(key(w) in twins for w in strange)


@cache
def _scripts() -> dict[int, str]:
    return str.maketrans(
        {sign: group[0] for group in read_data("confusions.json")["scripts"] for sign in group}
    )


def _blurred(word: str) -> str:
    """Key of a word in another script than Latin: letters that differ in dots or strokes are one."""
    return fold(word).translate(_scripts())


def roman(word: str) -> str:
    """The Roman numeral a token is, or is a reading of; "" where it is none."""
    strokes = word.translate(ROMAN_SIGNS)
    return strokes if ROMAN.match(strokes) and not word.isdigit() else ""
