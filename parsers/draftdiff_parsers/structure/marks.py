"""Numbers and letters at the beginning of a line, as printed in six languages, in negotiation texts and by scanners.

Label styles: docs/domain.md, "Labels", "Verbs" and "Scans".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from draftdiff.label import roman_value
from draftdiff.misreading.confusions import number_signs

#: Arabic list letters in their order of counting.
ARABIC = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CJK_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}
_CYRILLIC = str.maketrans("асеохрАВСЕОХРТМНК", "aceoxpABCEOXPTMHK")
_BULLET = r"(?:[-–—•▪●○·*+][ \t]+)?"
_INSERT = r"(?:(?:[ \t]?|[ \t]?[.-][ \t]?(?=bis|ter|qua|quin|sex|sept|oct|non|dec|alt))(?P<ins>bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|бис|тер|pre|ante|new|之[二三四])\b)?"
_ALT = r"(?:[ \t]?[.-]?[ \t]?(?P<alt>[Aa]lt\.?(?:[ \t]?\d{1,2})?)(?![a-z]))?"
_NEGOTIATED = re.compile(
    rf"{_BULLET}[\[(]?[ \t]*(?P<new>[Nn]ew |NEW )?(?P<kind>PP|OP|Pp|Op|pp|op)\.?[ \t]?(?P<number>\d{{1,3}})"
    rf"{_INSERT}{_ALT}(?P<subs>(?:[ \t]?\([a-z]{{1,4}}\)){{0,3}})[ \t]*[.):\]–-]*(?=\s|\[|$|[A-Z*])"
)
#: "New OP (Kenya): ...": put in behind the paragraph before, without a number of its own.
_NEW = re.compile(
    rf"{_BULLET}[\[(]?[ \t]*(?:[Nn]ew|NEW)[ \t](?P<kind>PP|OP)(?=[ \t]*[:.(\[\])]|[ \t]+[A-Z]|[ \t]*$)[ \t]*[:.)\]]*"
)
_NUMBER = re.compile(
    rf"{_BULLET}\[?(?P<token>[0-9٠-٩۰-۹０-９]{{1,4}}){_INSERT}{_ALT}(?P<close>[ \t]?[.．、:]|[ \t]?[-–—](?=[ \t]|$)|\))(?!\d|[a-z][ \t])(?P<space>\s*)"
)
_DAMAGED = re.compile(r"(?P<token>[^\s.,;:(){}\"“”«»•*–—-]{1,4})(?P<close>[.,;:])(?P<space>\s+|$)")
_PAREN = re.compile(
    rf"{_BULLET}\[?(?P<open>[(\[{{（])[ \t]?(?P<token>[^\s()\[\]{{}}（）]{{1,6}}(?: [أ-ي])?)(?:[ \t](?P<ins>bis|ter|quater|quinquies))?[ \t]?(?P<close>[)\]}}）])"
    r"(?:[ \t]?(?P<after>bis|ter|quater|quinquies)\b)?"
)
#: A scan tore the number apart ("4 2.", "3.1."), or lost its full stop ("24 Urges").
_SPLIT = re.compile(r"(?P<damaged>(?P<token>[0-9][ .,][0-9]{1,2})[.,])(?=\s)")
_BARE = re.compile(r"(?P<bare>(?P<token>[0-9]{1,3}))\s+(?=[^\W\d_])")
#: A paragraph put in between later: "1a." after "1.". In a scan the same signs may be a damaged "14.".
_SUFFIXED = re.compile(rf"{_BULLET}\[?(?P<token>\d{{1,3}})(?P<suffix>[a-zA-Z])[ \t]?[.)](?=\s|$)")
_SUFFIXED_TOKEN = re.compile(r"(?P<number>\d{1,3})(?P<suffix>[a-zA-Z])")
#: `(aa)` and `(ab)`, put in between `(a)` and `(b)`.
INSERTED = re.compile(r"(?P<letter>[a-z])(?P<after>[a-z])")
_DIGITS_ONLY = re.compile(r"[^0-9]")
_HALF = re.compile(rf"{_BULLET}(?P<token>[A-Za-zа-яА-Я]{{1,2}}|[ivxIVX]{{1,5}}|\d{{1,2}})\)(?=\s|$|[^\W\d_])")
_DOT = re.compile(rf"{_BULLET}(?P<token>[A-Za-z]{{1,2}}|[ivxIVX]{{1,5}})\.(?=\s|$)")
_QUOTED = re.compile(rf"{_BULLET}[’‘'`](?P<token>\d{{1,2}})[’‘'`]")
_ARABIC_DASH = re.compile(rf"(?P<token>[{ARABIC}ا](?: [{ARABIC}])?) ?[-–—](?=\s)")
_CIRCLED = re.compile(r"(?P<token>[㈠-㈩①-⒇])")
_CJK_PAREN = re.compile(r"[一二三四五六七八九十]{1,3}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a sub-paragraph's letter."""

    alphabet: str
    """`lower`, `upper`, `roman`, `ROMAN`, `digit`, `arabic`, `cjk`."""
    ordinal: int
    """1-based."""
    name: str
    """For the label."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number or letter at the beginning of a line."""

    printed: str
    """As printed, bullet included."""
    end: int
    """Offset in the line where the text begins."""
    shape: str
    """`number`, `damaged`, `bare`, `negotiated`, `paren`, `half`, `dot`, `quoted`, `circled`."""
    token: str
    """What stands between the punctuation."""
    readings: tuple[Reading, ...] = ()
    """For sub-paragraphs; empty where damaged."""
    value: int | None = None
    """For numbers, where clean."""
    insertion: str = ""
    alternative: int = 0
    suffix: str = ""
    """Letter of a unit put in between, `a` of `1a.` and `(1a)`."""
    kind: str = ""
    """`PP` or `OP` where the mark says so."""
    subs: tuple[str, ...] = ()
    """Sub-labels inside a negotiated label: `OP3(a)`."""


def _end(text: str, end: int) -> int:
    return end + len(text[end:]) - len(text[end:].lstrip()) if end < len(text) else end


def digits(token: str) -> int | None:
    """Value of digits of any script."""
    return int(token) if token.isdecimal() else None


def number_mark(text: str) -> Mark | None:
    """A paragraph number at the beginning of a line: clean, negotiated or possibly damaged."""
    head = text[:40]
    match = _NEGOTIATED.match(head) or _NEW.match(head)
    if match:
        return _negotiated(text, match)
    match = _NUMBER.match(head)
    if match:
        value = digits(match["token"])
        if match["close"] != ")" or value is not None:
            shape = "number" if match["close"] != ")" else "half"
            return Mark(
                text[: match.end("close")].strip(), _end(text, match.end("close")), shape, match["token"],
                value=value, insertion=_insertion(match["ins"]), alternative=_alternative(match["alt"]),
                readings=(Reading("digit", value or 0, str(value)),),
            )  # fmt: skip
    match = _SUFFIXED.match(head)
    if match:
        return Mark(
            match.group().strip(), _end(text, match.end()), "number", match["token"] + match["suffix"],
            value=int(match["token"]), suffix=match["suffix"],
        )  # fmt: skip
    match = _SPLIT.match(head) or _BARE.match(head)
    if match:
        token = _DIGITS_ONLY.sub("", match["token"])
        return Mark(
            match.group().strip(), _end(text, match.end()), match.lastgroup or "", token, value=int(token)
        )
    match = _DAMAGED.match(head)
    if match:
        token = match["token"]
        return Mark(
            head[: match.end("close")], _end(text, match.end()), "damaged", token, value=digits(token)
        )
    return None


def _negotiated(text: str, match: re.Match[str]) -> Mark:
    if match.re is _NEW:
        end = _end(text, match.end())
        return Mark(match.group().strip(), end, "negotiated", "", insertion="new", kind=match["kind"])
    insertion = _insertion(match["ins"]) or ("new" if match["new"] else "")
    return Mark(
        match.group().strip(), _end(text, match.end()), "negotiated", match["number"],
        value=int(match["number"]), insertion=insertion, alternative=_alternative(match["alt"]),
        kind=match["kind"].upper(), subs=tuple(re.findall(r"[a-z]+", match["subs"] or "")),
    )  # fmt: skip


def _insertion(text: str | None) -> str:
    known = {"бис": "bis", "тер": "ter", "之二": "bis", "之三": "ter", "之四": "quater", None: ""}
    return known.get(text, text or "")


def _alternative(text: str | None) -> int:
    if not text:
        return 0
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 1


def compatible(token: str, value: int) -> bool:
    """Whether a damaged number can be a value, by the signs scanners confuse.

    >>> compatible("t3", 13), compatible("t3", 14)
    (True, False)
    """
    wanted = str(value)
    glyphs = number_signs()

    def fits(at: int, to: int) -> bool:
        if at == len(token):
            return to == len(wanted)
        sign = token[at]
        options = (
            [sign] if sign.isdecimal() else ([*glyphs.get(sign, "")] if glyphs.get(sign) != "11" else ["11"])
        )
        return any(wanted.startswith(option, to) and fits(at + 1, to + len(option)) for option in options)

    return fits(0, 0)


def sub_mark(text: str) -> Mark | None:
    """A sub-paragraph's letter at the beginning of a line, or None. A damaged one has no readings."""
    head = text[:24]
    match = _PAREN.match(head)
    between = _SUFFIXED_TOKEN.fullmatch(match["token"]) if match else None
    if match and between:
        number, suffix = between["number"], between["suffix"]
        reading = Reading("digit", int(number), number)
        end = _end(text, match.end())
        return Mark(match.group().strip(), end, "paren", match["token"], (reading,), suffix=suffix)
    if match:
        readings = _readings(match["token"])
        between = INSERTED.fullmatch(match["token"]) if not readings else None
        if between:
            readings = (Reading("lower", ord(between["letter"]) - 96, match["token"]),)
        if readings or len(match["token"]) == 1:
            mark = _sub(text, match, "paren", readings)
            insertion = match["ins"] or match["after"] or ""
            return replace(mark, insertion=insertion) if insertion else mark
        return None
    for shape, pattern in (
        ("half", _HALF),
        ("dot", _DOT),
        ("quoted", _QUOTED),
        ("circled", _CIRCLED),
        ("dash", _ARABIC_DASH),
    ):
        match = pattern.match(head)
        if match:
            readings = _readings(match["token"])
            return _sub(text, match, shape, readings) if readings else None
    return None


def _sub(text: str, match: re.Match[str], shape: str, readings: tuple[Reading, ...]) -> Mark:
    return Mark(match.group().strip(), _end(text, match.end()), shape, match["token"], readings)


def _readings(token: str) -> tuple[Reading, ...]:
    """Every way to read a letter: "i" is the ninth letter and the first Roman numeral."""
    if token.isdecimal():
        return (Reading("digit", int(token), str(int(token))),)
    found: list[Reading] = []
    plain = token.translate(_CYRILLIC) if not token.isascii() else token
    if plain.isascii() and plain.isalpha():
        lower = plain.lower()
        alphabet = "lower" if plain.islower() else "upper"
        if len(set(lower)) == 1:
            ordinal = ord(lower[0]) - 96 + 26 * (len(lower) - 1)
            found.append(Reading(alphabet, ordinal, plain))
        value = roman_value(plain)
        if value is not None:
            found.append(Reading("roman" if plain.islower() else "ROMAN", value, plain))
        return tuple(found)
    letters = token.replace(" ", "").replace("\u0640", "").replace("ا", "أ")
    if letters and letters[0] in ARABIC and len(set(letters)) == 1:
        ordinal = ARABIC.index(letters[0]) + 1 + 28 * (len(letters) - 1)
        return (Reading("arabic", ordinal, letters),)
    if "㈠" <= token <= "㈩":
        return (Reading("cjk", ord(token) - ord("㈠") + 1, token),)
    if "①" <= token <= "⒇":
        return (Reading("cjk", (ord(token) - ord("①")) % 20 + 1, token),)
    return (Reading("cjk", _cjk_value(token), token),) if _CJK_PAREN.fullmatch(token) else ()


def _cjk_value(token: str) -> int:
    tens, mark, ones = token.partition("十")
    if not mark:
        return _CJK_DIGITS.get(token, 0)
    return 10 * (_CJK_DIGITS.get(tens, 1) if tens else 1) + (_CJK_DIGITS.get(ones, 0) if ones else 0)
