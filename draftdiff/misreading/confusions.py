"""The confusions of scanners: one data file, and every question that is put to it.

Which signs are taken for one another, which digits a letter may be a reading of, which strokes make a Roman numeral,
which signs stand inside no word. Nothing else in the package lists such signs; `data/confusions.json` says what each
of its tables holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from draftdiff.fold import fold
from draftdiff.lexicon import read_data

#: Words remembered by the cached keys; a long negotiation has some ten thousand different ones. Changes no result.
_CACHE = 1 << 17

_ROMAN = re.compile(r"[IVX]{1,6}\Z")
_INVISIBLE_TO_SKELETON = ".,'\"-_*~^"


@dataclass(frozen=True, slots=True)
class Confusions:
    """The tables of the data file, ready for use."""

    near: dict[str, frozenset[str]]
    """Sign -> those it is taken for, in lower case; symmetrical."""
    clusters: dict[str, frozenset[str]]
    """Cluster, or sign -> the clusters and signs it is taken for; one of the two has two signs, the other one or two."""
    garbage: frozenset[str]
    """Signs that appear from specks, and the space."""
    wild: frozenset[str]
    """Signs that stand for any one or two letters."""
    digits: dict[str, str]
    """Sign -> the digits it may be a reading of, the likeliest first."""
    strokes: dict[int, str]
    """Translation of the strokes of a Roman numeral to `I`."""
    scripts: dict[int, str]
    """Translation of letters of other scripts than Latin that differ in dots or strokes to one of them."""
    skeleton: dict[int, str]
    """Translation of each Latin sign to the one that stands for its class."""
    skeleton_clusters: tuple[tuple[str, str], ...]
    """Clusters taken for one letter, before single signs are looked at."""
    likely_digits: dict[int, str]
    """Translation of each sign to the likeliest digit."""


@cache
def confusions() -> Confusions:
    """The tables, read once."""
    data = read_data("confusions.json")
    near: dict[str, set[str]] = {}
    for group in data["classes"]:
        for sign in group.lower():
            near.setdefault(sign, set()).update(group.lower())
    clusters: dict[str, set[str]] = {}
    for pair in data["clusters"]:
        one, other = pair.split()
        clusters.setdefault(one, set()).add(other)
        clusters.setdefault(other, set()).add(one)
    digits: dict[str, str] = {sign: read for read, signs in data["digits"].items() for sign in signs}
    first = {sign: group[0] for group in data["skeleton"] for sign in group}
    pairs = (tuple(pair.split()) for pair in data["skeleton_clusters"])
    return Confusions(
        near={sign: frozenset(others) for sign, others in near.items()},
        clusters={cluster: frozenset(others) for cluster, others in clusters.items()},
        garbage=frozenset((*data["garbage"], " ")),
        wild=frozenset(data["wild"]),
        digits=digits,
        strokes=str.maketrans(dict.fromkeys(data["strokes"], "I")),
        scripts=str.maketrans({sign: group[0] for group in data["scripts"] for sign in group}),
        skeleton=str.maketrans(first | dict.fromkeys(_INVISIBLE_TO_SKELETON, "")),
        skeleton_clusters=tuple((cluster, single) for cluster, single in pairs),
        likely_digits=str.maketrans({sign: read[0] for sign, read in digits.items()}),
    )


@lru_cache(maxsize=_CACHE)
def skeleton(word: str) -> str:
    """Key of a word under which characters that scanners confuse are one; "" for most punctuation.

    Two words with one skeleton may be one word read differently; they need not be ("it" and "li").
    """
    plain = fold(word)
    table = confusions()
    for cluster, single in table.skeleton_clusters:
        plain = plain.replace(cluster, single)
    return plain.translate(table.skeleton)


def blurred(word: str) -> str:
    """Key of a word in another script than Latin: letters that differ in dots or strokes are one."""
    return fold(word).translate(confusions().scripts)


def may_read(damaged: str, number: str) -> bool:
    """Letters stand for digits, and any digit that each may be a reading of is accepted: `20Z5` for 2025, and for 2075.

    Args:
        damaged: what was read, of equal length or with underscores from rules.
        number: the digits that may have stood there, with their separators.
    """
    bare = damaged.replace("_", "")
    digits = confusions().digits
    return len(bare) == len(number) and all(
        sign == digit or digit in digits.get(sign, "") for sign, digit in zip(bare, number, strict=True)
    )


@cache
def number_signs() -> dict[str, str]:
    """Sign in the number of a paragraph -> digits it is read for, any one of them; `11` is both together.

    Wider than `Confusions.digits`: the sequence of the numbers decides, not the sign.
    """
    signs: dict[str, str] = read_data("confusions.json")["number_signs"]
    return signs


@cache
def list_letters() -> frozenset[str]:
    """Pairs of letters of a list, the one the sequence wants and the one printed, that scanners confuse."""
    return frozenset(read_data("confusions.json")["list_letters"])


def likely_number(damaged: str) -> str:
    """What a damaged number probably was: each letter as the digit it is most often a reading of."""
    return damaged.translate(confusions().likely_digits)


def roman(word: str) -> str:
    """The Roman numeral a token is, or is a reading of; "" where it is none."""
    strokes = strokes_of(word)
    return strokes if is_roman(strokes) and not word.isdigit() else ""


def strokes_of(word: str) -> str:
    """A token with every stroke of a Roman numeral as `I`."""
    return word.translate(confusions().strokes)


def is_roman(word: str) -> bool:
    """A Roman numeral as printed, of I, V and X."""
    return _ROMAN.match(word) is not None


@lru_cache(maxsize=_CACHE)
def key_of(token: str) -> str:
    """The folded form; strokes of a Roman numeral read as bars or l (`|`, `Il`) count as the numeral."""
    bars = read_data("confusions.json")["bars"]
    if token[0] in bars and len(token) <= LONGEST_BARS and not token.strip(bars) and token.strip("!"):
        return "i" * len(token)
    return fold(token)


#: Strokes in a row that can be a numeral read as bars: `III` and one speck. Chosen; no calibration is recorded.
LONGEST_BARS = 4


@cache
def sign_in_word() -> re.Pattern[str]:
    """Signs and mixtures of signs that stand in no word and no number."""
    data = read_data("confusions.json")
    inside, digits = (re.escape(data[name]) for name in ("inside_words", "between_digits"))
    return re.compile(
        rf"""[^\W\d_][{inside}][^\W\d_]           # a sign inside a word: fo!low, Deÿides, annua[ly, wi]l
        | [{re.escape(data["no_alphabet"])}]      # signs of no alphabet we read
        | [^\W\d_]\d+[^\W\d_]                     # a digit between letters: pr0cess
        | \d[{digits}]\d                          # a letter between digits: 20t8
        | [^\W\d_][\[{{]{{1,2}}(?=\s|$)           # a[[
        | (?<!\w)(?:I+l+|l+I+|ll+|I+[1t]|\d+["'])(?!\w)   # strokes of a Roman numeral, a number with a lost suffix
        """,
        re.VERBOSE,
    )


@cache
def note_mark() -> re.Pattern[str]:
    """A number with a misread note mark glued to it; its first group is the number."""
    marks = re.escape(read_data("confusions.json")["note_marks"])
    return re.compile(rf"(\d+)\W{{0,2}}[{marks}]{{1,2}}\Z")
