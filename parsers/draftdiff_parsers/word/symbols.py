"""Symbol fonts: what their letters print (`w:sym`, ECMA-376 part 1, 17.3.3.30; runs set in such a font).

Symbol is read by Adobe's Symbol encoding (PDF reference, annex D.5); of the Wingdings and Webdings those signs that
texts use: bullets, ticks, boxes, arrows, numbers in circles. What is in no table prints as a bullet and is reported.
"""

from __future__ import annotations

#: Code points of symbol fonts repeat the ordinary ones from here on.
BASE = 0xF000
#: Sign shown for one that no table has.
UNKNOWN = "•"

_SYMBOL = dict(
    zip(
        (*range(0x20, 0x7F), *range(0xA0, 0xF0), *range(0xF1, 0xFF)),
        " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)  # fmt: skip
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x41: "✌", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "□", 0x70: "◻", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x78: "⌧", 0x7B: "❀", 0x80: "⓪", **{0x81 + at: chr(0x2460 + at) for at in range(10)}, 0x8B: "⓿",
    **{0x8C + at: chr(0x2776 + at) for at in range(10)}, 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA5: "◎",
    0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xD5: "⌫", 0xD8: "➢", 0xDB: "⮘", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xF4: "⇳", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x20: " ",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●", 0xA3: "□",
                0x20: " "}  # fmt: skip
_WINGDINGS_3 = {
    0x66: "←",
    0x67: "→",
    0x68: "↑",
    0x69: "↓",
    0x74: "⬅",
    0x75: "➡",
    0x7D: "▶",
    0x84: "◀",
    0x20: " ",
}
_WEBDINGS = {0x61: "✓", 0x72: "✗", 0x3D: "●", 0x67: "■", 0x63: "□", 0x20: " "}
_TABLES: dict[str, dict[int, str]] = {
    "symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS, "zapf dingbats": {}, "zapfdingbats": {},
}  # fmt: skip


def is_symbol_font(font: str) -> bool:
    """Whether the letters of a font are signs."""
    return font.casefold() in _TABLES or font.casefold() in ("symbolmt", "symbol mt")


def sign(code: int, font: str) -> tuple[str, bool]:
    """What a code point prints in a font, and whether a table says so.

    Args:
        code: as written in the file, at 0xF000 or without it.
        font: name of the font.

    >>> sign(0xF0B3, "Symbol"), sign(0xFC, "Wingdings"), sign(0xF041, "Times")
    (('≥', True), ('✓', True), ('A', True))
    """
    inside = code - BASE if BASE <= code < BASE + 0x100 else code
    if not is_symbol_font(font):
        return chr(inside), True
    name = font.casefold()
    if inside > 0xFF:
        return chr(inside), True
    known = _TABLES.get(name, _SYMBOL).get(inside)
    return (known, True) if known is not None else (UNKNOWN, False)


def signs(text: str, font: str) -> tuple[str, int]:
    """The text of a run set in a symbol font, and how many of its letters are in no table."""
    found = [sign(ord(char), font) for char in text]
    return "".join(char for char, _ in found), sum(not known for _, known in found)
