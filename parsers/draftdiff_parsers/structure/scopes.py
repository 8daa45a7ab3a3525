"""Scopes of numbers that begin again: the section whose heading stands above them, by the text's own name for it.

A heading alone opens no scope: most sections go on counting, and `OP12` is the one name of its paragraph. Only where
the numbers begin again, or a section has a preamble of its own, the section's name becomes part of the labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.label import roman_value

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Numerals and letters of headings in other scripts, as English prints them: six languages of a text share labels.
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_CJK = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_ARABIC = ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا",
           "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر")  # fmt: skip
_ARABIC_LETTERS = dict(zip(("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء"), "ABCDEFGHIJ", strict=True))  # fmt: skip
_NUMERALS = {
    **dict(zip(_CJK, _ROMAN, strict=True)),
    **dict(zip(_ARABIC, _ROMAN, strict=True)),
    **_ARABIC_LETTERS,
}
_WORDS = {
    "section": "Section", "sección": "Section", "раздел": "Section", "الجزء": "Part", "part": "Part", "partie": "Part",
    "parte": "Part", "часть": "Part", "chapter": "Chapter", "chapitre": "Chapter", "capítulo": "Chapter",
    "глава": "Chapter", "الفصل": "Chapter",
}  # fmt: skip
#: Cyrillic letters that look like Roman numerals.
_LOOKALIKES = str.maketrans("ІХС", "IXC")
_NAME = re.compile(
    rf"(?:(?P<word>{'|'.join(_WORDS)})\s+)?"
    rf"(?P<number>[IVXLІХivxl]{{1,6}}|[A-Z]|{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})ً?"
    r"(?P<close>[.、:)]|\s*[-–—](?=\s)|$|\s)",
    re.IGNORECASE,
)
#: Longest scope made of a heading's words.
_LONGEST = 80
#: A section below a heading may begin with 2 or 3 where its first paragraph has lost its number; a larger number that
#: came before is a misprint, not a beginning.
_LARGEST_FIRST = 3


def section_name(text: str) -> str:
    """Name of the section a heading opens, for a label's scope: "Section II", "Part I"; "" where it has no numeral.

    >>> section_name("II. Bridges"), section_name("A report on bridges"), section_name("Part one")
    ('Section II', '', '')
    """
    found = _named(text)
    return f"{found[0]} {found[1]}" if found else ""


def _named(text: str) -> tuple[str, str] | None:
    text = text.strip()
    match = _NAME.match(text)
    if match is None:
        return None
    number = match["number"]
    if number.islower() and match["word"] is None:
        return None  # "i", "v" and "x" begin list items, not sections
    number = _NUMERALS.get(number, number.upper().translate(_LOOKALIKES))
    alone = match.end() >= len(text)
    if not (alone or match["close"].strip() or match["word"] or len(number) > 1):
        return None  # "A report", "I am"
    if len(number) > 1 and roman_value(number) is None:
        return None
    return _WORDS.get((match["word"] or "section").casefold(), "Section"), number


@dataclass(slots=True)
class Scopes:
    """Follows headings, preambles and numbers of one text, and says which scope each paragraph is in."""

    base: tuple[str, ...] = ()
    sectioned: bool = False
    """The numbers begin again somewhere (`begin_again`): the first section needs its name too."""
    current: tuple[str, ...] = ()
    """Sections the numbers at hand belong to, below the base."""
    last: int = 0
    """Last number in the current scope; 0 where there is none yet."""
    preambular: int = 0
    """Preambular paragraphs in the current scope."""
    invented: str = ""
    """Set where numbers begin again below no heading: the name that had to be invented."""
    _pending: list[str] = field(default_factory=list[str])
    _roman: str = ""
    _letter: str = ""
    _opened: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])
    _begun: bool = False
    _offered: tuple[str, ...] = ()
    """Section whose preamble has begun below numbers; its name is theirs too if they begin again."""
    _offered_count: int = 0

    def heading(self, text: str) -> None:
        """A heading stands here."""
        self._pending.append(text)

    def preamble(self) -> tuple[tuple[str, ...], int]:
        """Scope and number of a preambular paragraph without a number of its own."""
        if self._pending and self._first():
            self._open()
        elif self._pending and self.last:
            self._offered = self._unused(self._name() or self._worded())
            self._pending.clear()
            self._offered_count = 0
        self._follow()
        self._begun = True
        if self._offered:
            self._offered_count += 1
            return (*self.base, *self._offered), self._offered_count
        self.preambular += 1
        return (*self.base, *self.current), self.preambular

    def operative(self, value: int | None, *, same: bool = False) -> tuple[str, ...]:
        """Scope of an operative paragraph with this number; None has none. `same`: a variant of the number before."""
        self.invented = ""
        begins_again = (
            value is not None
            and value <= self.last
            and not same
            and (value == 1 or (bool(self._pending or self._offered) and value <= _LARGEST_FIRST))
        )
        unnumbered = (
            value is None and self.last and (self._offered or (self._pending and self._name(peek=True)))
        )
        if (begins_again or unnumbered) and self._offered and not self._pending:
            self._open(self._offered)
        elif begins_again or unnumbered or (self._pending and self._first()):
            self._open()
        self._follow()
        self._offered = ()
        self.last = max(self.last, value) if value is not None else self.last + 1
        self._begun = True
        return (*self.base, *self.current)

    def _follow(self) -> None:
        """Headings above numbers that go on leave the scope as it is, but are remembered for what comes next."""
        name = self._name() if self._pending else ()
        if name and self.current and name[0] != self.current[0] and self.current[0].startswith("Section "):
            self._open(name)
        self._pending.clear()

    def _first(self) -> bool:
        """The text begins with a section, and its numbers are known to begin again in a later one."""
        if not self.sectioned or self.last or self.current:
            return False
        return not self._begun or bool(self._name(peek=True))

    def _open(self, name: tuple[str, ...] = ()) -> None:
        name = name or self._name() or self._worded()
        if not name:
            self.invented = f"Part {len(self._opened) + 2}"
            name = (self.invented,)
        name = self._unused(name)
        self._opened.add(name)
        self._pending.clear()
        self.current, self.last, self.preambular = name, 0, 0

    def _worded(self) -> tuple[str, ...]:
        """The last heading's own words: a section without a numeral."""
        heading = " ".join(self._pending[-1:]).replace(", ", " ").strip(" .:,")[:_LONGEST].strip()
        return (heading,) if heading else ()

    def _unused(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """The name, or with a count where an earlier section has it."""
        count, wanted = 2, name
        while name in self._opened:
            name = (*wanted[:-1], f"{wanted[-1]} ({count})")
            count += 1
        return name

    def _name(self, *, peek: bool = False) -> tuple[str, ...]:
        """Name of the section that the headings at hand open; letters count inside the last numeral's section."""
        kept = (self._roman, self._letter)
        found: tuple[str, ...] = ()
        for text in self._pending:
            named = _named(text)
            if named is None:
                continue
            word, number = named
            if self._is_letter(number):
                self._letter = number
                found = (self._roman, f"Section {number}") if self._roman else (f"{word} {number}",)
            else:
                self._roman, self._letter = f"{word} {number}", ""
                found = (self._roman,)
        if peek:
            self._roman, self._letter = kept
        return found

    def _is_letter(self, number: str) -> bool:
        """`I`, `C` and `D` are letters where the letter before them came last."""
        if len(number) > 1:
            return False
        if roman_value(number) is None:
            return True
        return bool(self._letter) and ord(self._letter) + 1 == ord(number)


def begin_again(events: Iterable[tuple[str, str | int | None]]) -> bool:
    """Whether the numbers of a text begin again in a section: ("heading", words), ("PP", None), ("OP", number or None)."""
    scopes = Scopes()
    for what, value in events:
        if what == "heading":
            scopes.heading(str(value))
        elif what == "PP":
            scopes.preamble()
        else:
            scopes.operative(value if isinstance(value, int) else None)
    return bool(scopes.current)
