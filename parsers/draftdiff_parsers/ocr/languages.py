"""Which of tesseract's languages to read with: asked for, declared, or told by the script of the page."""

from __future__ import annotations

import re

#: ISO 639-1 -> tesseract's code, for the six official languages of the United Nations.
TESSERACT_CODES = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "chi_sim"}
#: Script as tesseract's orientation and script detection names it -> language read with.
_SCRIPTS = {"Cyrillic": "rus", "Arabic": "ara", "Han": "chi_sim", "HanS": "chi_sim"}
#: Frequent short words that only one of the three languages in Latin script has.
_WORDS = {
    "eng": frozenset(["the", "of", "and", "to", "in", "that", "on", "with", "for", "by", "its"]),
    "fra": frozenset(
        ["des", "les", "du", "et", "au", "aux", "dans", "une", "sur", "est", "pour", "par", "leur", "qui"]
    ),
    "spa": frozenset(["los", "las", "del", "el", "y", "con", "una", "por", "en", "para", "que", "su"]),
}
#: Share of these words from which a text is in that language; running text has 0.2 and more, another language's 0.05.
_SURE = 0.12
#: Fewer words than this do not tell.
_ENOUGH = 15
DEFAULT = "eng"


def tesseract_code(language: str, wanted: str) -> str:
    """The code to read with: one that was asked for, else that of the declared language (ISO 639-1)."""
    if wanted and wanted != DEFAULT:
        return wanted
    return TESSERACT_CODES.get(language, wanted or DEFAULT)


def iso_code(code: str) -> str:
    """ISO 639-1 of a tesseract code, or ""."""
    return next((iso for iso, own in TESSERACT_CODES.items() if own == code), "")


def by_script(script: str) -> str:
    """The language to read a script with; "" for Latin and unknown scripts."""
    return _SCRIPTS.get(script, "")


def by_words(text: str) -> str:
    """English, French or Spanish by frequent words; "" where that does not decide."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(words) < _ENOUGH:
        return ""
    shares = {code: sum(word in own for word in words) / len(words) for code, own in _WORDS.items()}
    best = max(shares, key=lambda code: (shares[code], code))
    return best if shares[best] >= _SURE else ""
