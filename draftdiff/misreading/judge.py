"""Is a difference a scanner's error or an edit? The evidence, and the judgement over it.

A scanner's error is asserted only with evidence on the damaged side: signs that stand inside no word, a word that
is none in the sister version or in the language, a difference made of known confusions alone. Two real words, or
two clean numbers, that differ are an edit. A text that shows no scan noise anywhere has spelling mistakes, not
scan errors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Hamming

from draftdiff.fold import fold, is_word
from draftdiff.misreading.confusions import is_roman, may_read, note_mark, sign_in_word, strokes_of
from draftdiff.misreading.damage import damage
from draftdiff.misreading.evidence import RICH, SHORT, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence


#: Highest price a letter, of a difference between a damaged word and the printed one: known confusions only ...
#: Chosen; no calibration is recorded.
CONFUSED_PRICE = 0.13
#: ... where the damaged word is marked by a sign that stands in no word ... Chosen; no calibration is recorded.
MARKED_PRICE = 0.34
#: ... and where it is unknown to the language and to both texts. Chosen; no calibration is recorded.
UNKNOWN_PRICE = 0.26
#: Price of one unexplained letter. A difference with one is no scan error by the word list alone: the list does not
#: know every name and every inflected form (Iran, Iraq). Chosen; no calibration is recorded.
LETTER = 1.0

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\Z")
_FLIP = re.compile(r"[a-zà-ÿ][A-Z]+(?:[a-zà-ÿ]|\Z)")


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


def _roman(a: str, b: str, evidence: Evidence) -> Verdict | None:
    """Roman numerals whose strokes were read as l, 1 or a bar: `Il`, `lll`, `II1`."""
    one, two = strokes_of(a), strokes_of(b)
    if a == b or one != two or not is_roman(one):
        return None
    if not (is_roman(a) or is_roman(b) or len(one) > 1):
        return None
    if _real(a, evidence, old=True) or _real(b, evidence, old=False):
        return None
    return Verdict(f"the same Roman numeral {one}, its strokes read differently")


def _real(token: str, evidence: Evidence, *, old: bool) -> bool:
    """A number or a word for itself (11, it), in a version that shows no scan noise."""
    noisy = evidence.old_noisy if old else evidence.new_noisy
    return not noisy and not is_roman(token) and (token.isdigit() or fold(token) in evidence.lexicon.known)


_YEAR_AND_MARK = re.compile(r"((?:19|20)\d\d)\d\Z")


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
        if any(c.isdigit() for c in damaged) and may_read(damaged, printed):
            return Verdict(f"letters read for digits of {printed}")
        glued = note_mark().match(damaged)
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
    from draftdiff.misreading.letters import exchanges  # noqa: PLC0415 - loads diff-match-patch

    found = exchanges(damaged, printed)
    return f" ({found})" if found else ""


#: Shortest word in which one sign of no known confusion may be a misreading: no list knows all confusions, and two
#: real words that long which differ in one letter are rare. Chosen; no calibration is recorded.
LONG = 7


def _one_sign(damaged: str, printed: str, evidence: Evidence) -> bool:
    """A long common word with one sign read as another, in a language whose words are listed."""
    alike = len(damaged) == len(printed) >= LONG and Hamming.distance(damaged.lower(), printed.lower()) == 1
    return alike and len(evidence.lexicon.known) >= RICH and fold(printed) in evidence.lexicon.known


@lru_cache(maxsize=1 << 14)
def _marked(text: str) -> bool:
    """Holds a sign or a flip of case that stands in no word."""
    return sign_in_word().search(text) is not None or (_FLIP.search(text) is not None and not text.isupper())


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
