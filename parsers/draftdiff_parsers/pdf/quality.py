"""How good a text layer is, and whether recognition did better: by the look of the words alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.page import Word

#: Share of odd tokens from which a scan's text layer is compared with a fresh recognition: the clean layers looked at
#: have 0.000 to 0.004, that of the 1971 draft 0.06.
DOUBTFUL = 0.012
#: Share of glyphs without a known character from which a text layer cannot be read; sound files have none.
UNREADABLE = 0.15
#: Share of odd tokens from which single words cannot be mended and the page is recognised anew.
HOPELESS = 0.25
#: Recognition wins only when it is this sure of its words on average.
_SURE = 0.8

#: What no printed word has inside: signs that recognition takes dirt and broken letters for.
_NOISE = re.compile(r"[~\\^{}<>|¬¦■□�·•¤¥£_=`]")
#: A sign between letters that is no hyphen, apostrophe, stop or slash.
_MIXED = re.compile(r"[^\W\d_][^\w\s'’.\-‐‑–—/·:&@()\[\],;*]+[^\W\d_]")
#: Digits inside a word of small letters.
_DIGIT = re.compile(r"[a-zа-я]{2}\d[a-zа-я]|[a-zа-я]\d[a-zа-я]{2}")
_LATIN = re.compile(r"[A-Za-z]{4,}")
_VOWELS = re.compile(r"[aeiouyAEIOUY]")


def oddness(texts: Sequence[str]) -> float:
    """Share of tokens that are not the words, numbers or marks of any language: 0 is clean."""
    tokens = [text for text in texts if text.strip("_-–—.")]
    if not tokens:
        return 0.0
    return sum(map(_odd, tokens)) / len(tokens)


def _odd(token: str) -> bool:
    token = token[:200]
    if _NOISE.search(token) or _MIXED.search(token) or _DIGIT.search(token):
        return True
    if _LATIN.fullmatch(token):
        return not _VOWELS.search(token) and not token.isupper()
    return len(token) > 1 and not any(c.isalnum() for c in token) and len(set(token)) > 1


def mended(layer: Sequence[Word], scanned: Sequence[Word]) -> tuple[list[Word], list[tuple[Word, Word]]]:
    """The text layer with its odd words replaced by what recognition reads in the same place, and each replacement."""
    words = list(layer)
    repairs: list[tuple[Word, Word]] = []
    for at, word in enumerate(words):
        if not _odd(word.text):
            continue
        here = [s for s in scanned if _overlap(word, s) > 0]
        if len(here) != 1 or _odd(here[0].text) or (here[0].confidence or 0.0) < _SURE:
            continue
        new = here[0]
        if _overlap(word, new) < 0.6 * max(word.x1 - word.x0, new.x1 - new.x0) or new.text == word.text:
            continue
        words[at] = word._replace(text=new.text, confidence=new.confidence)
        repairs.append((word, new))
    return words, repairs


def _overlap(a: Word, b: Word) -> float:
    """Width that two words on the same height share."""
    if not (a.top < (b.top + b.bottom) / 2 < a.bottom or b.top < (a.top + a.bottom) / 2 < b.bottom):
        return 0.0
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0))


def recognition_better(layer: Sequence[Word], scanned: Sequence[Word]) -> tuple[bool, str]:
    """Whether to take the recognised words instead of the text layer's, and the figures."""
    before, after = oddness([w.text for w in layer]), oddness([w.text for w in scanned])
    sure = [w.confidence for w in scanned if w.confidence is not None]
    mean = sum(sure) / len(sure) if sure else 0.0
    complete = sum(len(w.text) for w in scanned) >= 0.8 * sum(len(w.text) for w in layer)
    why = (
        f"odd words in the text layer {before:.1%}, in the recognised text {after:.1%}, "
        f"mean confidence {mean:.0%}"
    )
    return after < before and mean >= _SURE and complete, why
