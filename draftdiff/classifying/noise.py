"""Is a difference a scanner's error or an edit? The evidence, and the judgement over it.

A scanner's error is asserted only with evidence on the damaged side: signs that stand inside no word, a word that
is none in the sister version or in the language, a difference made of known confusions alone. Two real words, or
two clean numbers, that differ are an edit. A text that shows no scan noise anywhere has spelling mistakes, not
scan errors.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from rapidfuzz.distance import Hamming

from draftdiff.classifying.aliases import Aliases, learn
from draftdiff.classifying.damage import damage
from draftdiff.fold import fold, is_word, skeleton, word_texts
from draftdiff.lexicon import read_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
#: Highest price a letter, of a difference between a damaged word and the printed one: known confusions only ...
CONFUSED_PRICE = 0.13
#: ... where the damaged word is marked by a sign that stands in no word ...
MARKED_PRICE = 0.34
#: ... and where it is unknown to the language and to both texts.
UNKNOWN_PRICE = 0.26
#: A word list of this size knows the language; with a smaller one a word that a version repeats counts as real too.
RICH = 5000
#: Price of one unexplained letter. A difference with one is no scan error by the word list alone: the list does not
#: know every name and every inflected form (Iran, Iraq).
LETTER = 1.0
#: Words this short say little: "of" and "or" are one sign apart.
SHORT = 3

_MARK = re.compile(
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
_ROMAN_SIGNS = str.maketrans(dict.fromkeys("l1|!tijıIl][", "I"))
_ROMAN = re.compile(r"[IVX]{1,6}\Z")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\Z")
_FLIP = re.compile(r"[a-zà-ÿ][A-Z]+(?:[a-zà-ÿ]|\Z)")


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
        return cls(tuple(old), tuple(new), lexicon)

    @classmethod
    def of_documents(cls, old: Document, new: Document, lexicon: Lexicon) -> Evidence:
        """From two versions, with what the recognition of page images said of its own words."""
        was, now = (tuple(p.text for p in document.walk()) for document in (old, new))
        return cls(was, now, lexicon, doubtful_words(old), doubtful_words(new))

    @cached_property
    def _old_raw(self) -> Counter[str]:
        return Counter(word_texts("\n".join(self.old_texts)))

    @cached_property
    def _new_raw(self) -> Counter[str]:
        return Counter(word_texts("\n".join(self.new_texts)))

    @cached_property
    def old_words(self) -> Counter[str]:
        """Folded words of the old version, counted."""
        return _folded(self._old_raw)

    @cached_property
    def new_words(self) -> Counter[str]:
        """Folded words of the new version, counted."""
        return _folded(self._new_raw)

    @cached_property
    def old_noisy(self) -> bool:
        """The old version shows recognition errors."""
        return bool(self.old_doubtful) or self._noisy(self.old_texts, self.old_words, self.new_words)

    @cached_property
    def new_noisy(self) -> bool:
        """The new version shows recognition errors."""
        return bool(self.new_doubtful) or self._noisy(self.new_texts, self.new_words, self.old_words)

    @property
    def noisy(self) -> bool:
        """Either version shows recognition errors."""
        return self.old_noisy or self.new_noisy

    def _noisy(self, texts: tuple[str, ...], words: Counter[str], sister: Counter[str]) -> bool:
        total = sum(words.values())
        chunks = Counter(chunk for text in texts for chunk in text.split())
        marked = sum(count for chunk, count in chunks.items() if _MARK.search(chunk))
        known = self.lexicon.known
        strange = [w for w in words if len(w) > SHORT and w not in sister and w not in known and w.isalpha()]
        latin = [w for w in strange if w.isascii()]
        other = [w for w in strange if not w.isascii()]
        marked += _twins(latin, sister, skeleton) if latin else 0
        if marked >= max(NOISY_COUNT, NOISY_SHARE * total):
            return True
        return bool(other) and _twins(other, sister, _blurred) >= max(NOISY_COUNT, NOISY_SCRIPT * total)

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
        return frozenset(word.lower() for word in self._old_raw)

    @cached_property
    def _new_printed(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self._new_raw)

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


def _folded(raw: Counter[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, count in raw.items():
        counts[fold(word)] += count
    return counts


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """A difference that is no drafting."""

    why: str
    """In words."""
    scan: bool = True
    """False: a spelling mistake put right in a text that was typed."""


def judge(old: Sequence[str], new: Sequence[str], evidence: Evidence) -> Verdict | None:
    """Whether tokens that differ are one reading of the same print; None where they are, or may be, an edit.

    Args:
        old: tokens of the old text, as printed.
        new: tokens of the new text.
        evidence: vocabulary and noise of both versions.
    """
    a, b = "".join(old), "".join(new)
    if not a or not b:
        return None
    if _NUMBER.match(a) and _NUMBER.match(b):
        return _glued_mark(a, b)
    return _roman(a, b, evidence) or _number(a, b) or _word(old, new, evidence)


def roman(word: str) -> str:
    """The Roman numeral a token is, or is a reading of; "" where it is none."""
    strokes = word.translate(_ROMAN_SIGNS)
    return strokes if _ROMAN.match(strokes) and not word.isdigit() else ""


def _roman(a: str, b: str, evidence: Evidence) -> Verdict | None:
    """Roman numerals whose strokes were read as l, 1 or a bar: `Il`, `lll`, `II1`."""
    one, two = a.translate(_ROMAN_SIGNS), b.translate(_ROMAN_SIGNS)
    if a == b or one != two or not _ROMAN.match(one):
        return None
    if not (_ROMAN.match(a) or _ROMAN.match(b) or len(one) > 1):
        return None
    if _real(a, evidence, old=True) or _real(b, evidence, old=False):
        return None
    return Verdict(f"the same Roman numeral {one}, its strokes read differently")


def _real(token: str, evidence: Evidence, *, old: bool) -> bool:
    """A number or a word for itself (11, it), in a version that shows no scan noise."""
    noisy = evidence.old_noisy if old else evidence.new_noisy
    return (
        not noisy and not _ROMAN.match(token) and (token.isdigit() or fold(token) in evidence.lexicon.known)
    )


_YEAR_AND_MARK = re.compile(r"((?:19|20)\d\d)\d\Z")
_GLUED = re.compile(r"(\d+)\W{0,2}[\"'tIl!|*\u201d\u2019]{1,2}\Z")
_LIKE_DIGITS = str.maketrans(
    {
        "l": "1",
        "I": "1",
        "i": "1",
        "!": "1",
        "|": "1",
        "t": "1",
        "O": "0",
        "o": "0",
        "S": "5",
        "Z": "7",
        "?": "2",
        "B": "8",
    }
)


def _glued_mark(a: str, b: str) -> Verdict | None:
    """A footnote mark glued to a year; any other two numbers are an edit."""
    for damaged, printed in ((a, b), (b, a)):
        match = _YEAR_AND_MARK.match(damaged)
        if match and match.group(1) == printed:
            return Verdict(f"a footnote mark glued to {printed}")
    return None


def _number(a: str, b: str) -> Verdict | None:
    """A number with a letter read for a digit, or with a misread note mark behind it."""
    for damaged, printed in ((a, b), (b, a)):
        if not _NUMBER.match(printed):
            continue
        mended = re.sub(r"[_]", "", damaged).translate(_LIKE_DIGITS)
        if any(c.isdigit() for c in damaged) and mended == printed:
            return Verdict(f"letters read for digits of {printed}")
        glued = _GLUED.match(damaged)
        if glued and glued.group(1) == printed:
            return Verdict(f"a misread footnote mark glued to {printed}")
    return None


def _word(old: Sequence[str], new: Sequence[str], evidence: Evidence) -> Verdict | None:
    a, b = "".join(old), "".join(new)
    if _inflected(fold(a), fold(b)) or not (evidence.noisy or any(map(_marked, (*old, *new, a, b)))):
        return None
    price = damage(a, b) / max(len(a), len(b), 1)
    if price > MARKED_PRICE or (_digits(a) != _digits(b) and _digits(a) and _digits(b)):
        return None
    for damaged, tokens, printed, clean, side in ((a, old, b, new, True), (b, new, a, old, False)):
        verdict = _damaged(damaged, tokens, printed, clean, price, evidence, old=side)
        if verdict:
            return verdict
    return None


_ENDINGS = frozenset(
    (
        "s",
        "es",
        "d",
        "ed",
        "ing",
        "ly",
        "al",
        "ally",
        "ness",
        "er",
        "ers",
        "ion",
        "ions",
        "y",
        "ies",
        "e",
        "x",
    )
)
_BEGINNINGS = frozenset(
    ("un", "non", "in", "im", "ir", "il", "dis", "re", "co", "sub", "de", "ex", "pre", "over", "under")
)


def _inflected(a: str, b: str) -> bool:
    """One word is the other with an ending or a beginning of the language: `diaspora`, `diasporas`."""
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        return False
    return (long.startswith(short) and long[len(short) :] in _ENDINGS) or (
        long.endswith(short) and long[: len(long) - len(short)] in _BEGINNINGS
    )


def _damaged(
    damaged: str,
    tokens: Sequence[str],
    printed: str,
    clean: Sequence[str],
    price: float,
    evidence: Evidence,
    *,
    old: bool,
) -> Verdict | None:
    """One side taken as the damaged one: it must carry the evidence, the other must be clean."""
    if any(map(_marked, clean)) or not any(c.isalpha() for c in printed):
        return None
    noisy = evidence.old_noisy if old else evidence.new_noisy
    if (any(map(_marked, tokens)) or _marked(damaged.lower())) and price <= MARKED_PRICE:
        return Verdict(f"{damaged!r} holds signs that stand in no word{_how(damaged, printed)}")
    unknown = not all(evidence.known(token, old=old) for token in tokens if is_word(token))
    real = evidence.known(printed, old=not old)
    if not (unknown and real):
        return None
    limit = UNKNOWN_PRICE if len(printed) > SHORT else CONFUSED_PRICE
    if (
        noisy
        and price <= limit
        and (damage(damaged, printed) < LETTER or _one_sign(damaged, printed, evidence))
    ):
        return Verdict(f"{damaged!r} is no word; it is {printed!r} misread{_how(damaged, printed)}")
    return None


def _how(damaged: str, printed: str) -> str:
    from draftdiff.differing.letters import exchanges  # noqa: PLC0415 - loads diff-match-patch

    found = exchanges(damaged, printed)
    return f" ({found})" if found else ""


#: Shortest word in which one sign of no known confusion may be a misreading: no list knows all confusions, and two
#: real words that long which differ in one letter are rare.
LONG = 7


def _one_sign(damaged: str, printed: str, evidence: Evidence) -> bool:
    """A long common word with one sign read as another, in a language whose words are listed."""
    alike = len(damaged) == len(printed) >= LONG and Hamming.distance(damaged.lower(), printed.lower()) == 1
    return alike and len(evidence.lexicon.known) >= RICH and fold(printed) in evidence.lexicon.known


def _marked(text: str) -> bool:
    """Holds a sign or a flip of case that stands in no word."""
    return _MARK.search(text) is not None or (_FLIP.search(text) is not None and not text.isupper())


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
