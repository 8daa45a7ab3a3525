"""What two versions of a text know about words: the evidence behind every judgement of scan noise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from draftdiff.fold import fold, word_texts
from draftdiff.misreading.confusions import blurred, roman, sign_in_word, skeleton

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from draftdiff.lexicon import Lexicon
    from draftdiff.model import Document

#: A text with this share of tokens that no typist makes is a scan. Calibrated on the bundled history (1.5 % in the
#: first draft, 0.6 % in the final, 0 in the adopted text) and on the UN development texts (0 in all).
NOISY_SHARE = 0.001
#: The same for words of other scripts that differ from one of the sister version in dots or strokes only: inflection
#: does that too, so it takes more of them. Calibrated on Arabic with 1 % of characters damaged.
NOISY_SCRIPT = 0.008
#: ... and this many of them at least, so that one odd name does not make a scan. By reason: the least number above one.
NOISY_COUNT = 2
#: A word list of this size knows the language; with a smaller one a word that a version repeats counts as real too.
#: By reason: between the English list (6,208 words) and the other bundled ones (at most 1,899).
RICH = 5000
#: Words this short say little: "of" and "or" are one sign apart. Chosen; no calibration is recorded.
SHORT = 3


def _plain(chunk: str) -> bool:
    """Letters of ASCII alone, not all of them strokes: no sign stands in it, and most words need no closer look."""
    return chunk.isascii() and chunk.isalpha() and bool(chunk.strip("Il"))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of one version; counted when first asked for, and once for the versions on both sides of it."""

    texts: tuple[str, ...]
    """Its paragraphs."""
    doubtful: frozenset[str] = frozenset()
    """Folded words that the recognition of page images was unsure of."""

    @classmethod
    def of(cls, document: Document) -> Vocabulary:
        """Of a version, with what the recognition of its page images said of its own words."""
        doubtful = frozenset(
            fold(word)
            for paragraph in document.walk()
            for style in paragraph.styles
            if style.name == "doubtful"
            for word in word_texts(paragraph.text[style.start : style.end])
        )
        return cls(tuple(p.text for p in document.walk()), doubtful)

    @cached_property
    def _as_printed(self) -> Counter[str]:
        return Counter(word_texts("\n".join(self.texts)))

    @cached_property
    def words(self) -> Counter[str]:
        """Folded words, counted."""
        counts: Counter[str] = Counter()
        for word, count in self._as_printed.items():
            counts[fold(word)] += count
        return counts

    @cached_property
    def printed(self) -> frozenset[str]:
        """Words in their very spelling, hyphens and all, in lower case."""
        return frozenset(word.lower() for word in self._as_printed)

    @cached_property
    def marked(self) -> int:
        """Chunks between white space that hold signs which stand in no word."""
        chunks = Counter(chunk for text in self.texts for chunk in text.split())
        mark = sign_in_word()
        return sum(count for chunk, count in chunks.items() if not _plain(chunk) and mark.search(chunk))

    def noisy_beside(self, sister: Vocabulary, lexicon: Lexicon) -> bool:
        """It shows recognition errors, by its own signs and beside another version."""
        if self.doubtful:
            return True
        total = sum(self.words.values())
        known, others = lexicon.known, sister.words
        strange = [
            w for w in self.words if len(w) > SHORT and w not in others and w not in known and w.isalpha()
        ]
        latin = [w for w in strange if w.isascii()]
        foreign = [w for w in strange if not w.isascii()]
        marked = self.marked + (_twins(latin, others, skeleton) if latin else 0)
        if marked >= max(NOISY_COUNT, NOISY_SHARE * total):
            return True
        return bool(foreign) and _twins(foreign, others, blurred) >= max(NOISY_COUNT, NOISY_SCRIPT * total)


@dataclass(frozen=True, eq=False)
class Evidence:
    """What two versions of a text know about words, under word lists."""

    old: Vocabulary
    new: Vocabulary
    lexicon: Lexicon

    @classmethod
    def of(cls, old: Iterable[str], new: Iterable[str], lexicon: Lexicon) -> Evidence:
        """From the paragraphs' texts of both versions."""
        return cls(Vocabulary(tuple(old)), Vocabulary(tuple(new)), lexicon)

    @cached_property
    def old_noisy(self) -> bool:
        """The old version shows recognition errors."""
        return self.old.noisy_beside(self.new, self.lexicon)

    @cached_property
    def new_noisy(self) -> bool:
        """The new version shows recognition errors."""
        return self.new.noisy_beside(self.old, self.lexicon)

    @cached_property
    def noisy(self) -> bool:
        """Either version shows recognition errors."""
        return self.old_noisy or self.new_noisy

    def debris(self, token: str, *, old: bool) -> bool:
        """What a scan leaves of a mark or a logo: a short token of a noisy version that is no word and no name."""
        noisy = self.old_noisy if old else self.new_noisy
        own = self.old if old else self.new
        short = len(token) <= SHORT and token.isalpha() and token.islower() and token.isascii()
        return (
            noisy
            and short
            and own.words[fold(token)] == 1
            and not self.known(token, old=old)
            and not roman(token)
        )

    def printed(self, word: str, *, old: bool) -> bool:
        """The word is real in this very spelling, hyphens and all: the sister version or the language has it."""
        sister = self.new if old else self.old
        return word.lower() in self.lexicon.known or word.lower() in sister.printed

    def known(self, word: str, *, old: bool) -> bool:
        """The word is real: in the language's list, in the sister version, or in a version without noise.

        A word that the recognition itself was unsure of is not.
        """
        key = fold(word)
        own, sister = (self.old, self.new) if old else (self.new, self.old)
        if key in own.doubtful:
            return False
        if key in self.lexicon.known or not (self.old_noisy if old else self.new_noisy):
            return True
        return sister.words[key] > 0 or (own.words[key] > SHORT and len(self.lexicon.known) < RICH)


def _twins(strange: Iterable[str], sister: Iterable[str], key: Callable[[str], str]) -> int:
    """Words of none that one confusable sign makes a word of the sister version."""
    twins = {key(w) for w in sister if len(w) > SHORT and w.isalpha()}
    return sum(key(w) in twins for w in strange)
