"""How Word prints the number of a list item or footnote (`w:numFmt`, ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
#: Russian lists leave out the letters that are hard to tell apart or name (yo, short i, hard and soft sign, y).
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_ARABIC_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CHINESE = "〇一二三四五六七八九"
_CHICAGO = "*†‡§"
_HIGHEST_ROMAN = 3999
_ARABIC_ZERO = 0x0660
_CIRCLED_ONE = 0x2460
_LAST_CIRCLED = 20


def roman(value: int) -> str:
    """Lower-case Roman numeral; plain digits outside 1..3999."""
    if not 0 < value <= _HIGHEST_ROMAN:
        return str(value)
    out: list[str] = []
    for amount, letters in _ROMAN:
        count, value = divmod(value, amount)
        out.append(letters * count)
    return "".join(out)


def letters(value: int, alphabet: str = _LATIN) -> str:
    """a..z, then aa, bb, ..: Word repeats the letter, it does not count in base 26."""
    if value < 1:
        return ""
    times, at = divmod(value - 1, len(alphabet))
    # Word itself stops repeating long before; the cap keeps a hostile start value from filling memory
    return alphabet[at] * min(times + 1, 30)


def _ordinal(value: int) -> str:
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def _chinese(value: int) -> str:
    """Counting numerals up to 99 (十, 十一, 二十一); digit by digit above."""
    if value > 99:
        return "".join(_CHINESE[int(digit)] for digit in str(value))
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones or not tens else "")


def _chicago(value: int) -> str:
    times, at = divmod(value - 1, len(_CHICAGO))
    return _CHICAGO[at] * min(times + 1, 30)


def _circled(value: int) -> str:
    return chr(_CIRCLED_ONE + value - 1) if 1 <= value <= _LAST_CIRCLED else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "ordinal": _ordinal,
    "none": lambda _: "",
    "bullet": lambda _: "•",
    "russianLower": lambda value: letters(value, _RUSSIAN),
    "russianUpper": lambda value: letters(value, _RUSSIAN).upper(),
    "arabicAlpha": lambda value: letters(value, _ARABIC_ALPHA),
    "arabicAbjad": lambda value: letters(value, _ARABIC_ABJAD),
    "hindiNumbers": lambda value: "".join(chr(_ARABIC_ZERO + int(digit)) for digit in str(max(value, 0))),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda value: "".join(_CHINESE[int(digit)] for digit in str(max(value, 0))),
    "chicago": _chicago,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "numberInDash": lambda value: f"- {value} -",
}


def numeral(value: int, style: str) -> str:
    """A number in one of Word's number formats; formats not in the table print as digits.

    >>> numeral(4, "lowerRoman"), numeral(28, "lowerLetter"), numeral(3, "upperLetter")
    ('iv', 'bb', 'C')
    """
    return str(value) if value < 0 else _FORMATS.get(style, str)(value)
