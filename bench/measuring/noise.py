"""Scan noise: characters confused as a scanner confuses them (docs/domain.md, "Scans")."""

from __future__ import annotations

import random

#: Character -> what a scanner makes of it; "" loses it.
LATIN: dict[str, tuple[str, ...]] = {
    "1": ("t", "l", "I", "!"), "I": ("l", "1", "!", "|", "["), "l": ("I", "i", "[", "]", "!", "|", "1"), "i": ("l", "1", "!", "f"),
    "c": ("e", "ÿ"), "e": ("c", "ÿ"), "r": ("ÿ", "i'"), "a": ("@", "ÿ"), "s": ("S", "5"), "o": ("0", "c"), "n": ("h", "ri"),
    "h": ("li", "b"), "m": ("rn", "nm"), "u": ("ii", "n"), "t": ("l", "f"), "f": ("t",), "y": ("W", "v"), "w": ("vv",), "d": ("cl", "tl"),
    "g": ("9",), "b": ("h",), "0": ("?_0", "O"), "5": ("S",), "8": ("3", "B"), "é": ("6", "e"), "è": ("e",), "ü": ("0", "ii"),
    "-": ("", "- "), ",": (".", ""), ".": (",", ""), ";": (":",), "’": ("'", "‘"),
}  # fmt: skip
ARABIC: dict[str, tuple[str, ...]] = {
    a: tuple(b for b in group if b != a)
    for group in ("بتثني", "حجخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "هة", "يى", "اأإآ", "كل", "وؤ")
    for a in group
}
CONFUSED = LATIN | ARABIC
#: Of damaged characters, the share that is a lost or an inserted space, or a stray dot, instead of a confusion.
SPACES = 0.15


def damage(word: str, rate: float, chance: random.Random) -> tuple[str, bool]:
    """The word as scanned, and whether the space before it is lost. `rate`: damaged characters, 0..1."""
    if not rate:
        return word, False
    out: list[str] = []
    glued = chance.random() < rate * SPACES
    for sign in word:
        if chance.random() >= rate:
            out.append(sign)
        elif chance.random() < SPACES:
            out.append(chance.choice((sign + " ", sign + ".", sign + "'")))
        else:
            out.append(chance.choice(CONFUSED.get(sign, (sign,))))
    return "".join(out).strip() or word, glued
