"""Automatic numbering: which number Word prints before a paragraph (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff_parsers.word.markup import MC, W, flag, integer, val
from draftdiff_parsers.word.numerals import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
#: Characters of a symbol font; what they look like depends on the font, so they are bullets to us.
_PRIVATE_USE = range(0xE000, 0xF900)
#: A list style that refers to itself through others is followed this far.
_LONGEST_LINK = 8


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list numbers."""

    start: int = 1
    style: str = "decimal"
    """Number format, as `numerals.numeral` takes it."""
    text: str = ""
    """Pattern with `%1` for the number of the first level, and so on."""
    restart: int | None = None
    """None: starts again after any level above; 0: never; n: after level n (1-based) or one above it."""
    legal: bool = False
    """All levels print as digits."""
    linked: str = ""
    """Paragraph style that stands for this level."""
    left: int | None = None
    first: int | None = None
    """Indents, twentieths of a point."""
    hidden: bool = False

    def restarts_after(self, used: int) -> bool:
        """Whether this level starts again once a paragraph of level `used` (0-based, above it) was printed."""
        return self.restart is None or used < self.restart


@dataclass(frozen=True, slots=True)
class NumberedList:
    """One `w:num`: a list as paragraphs refer to it."""

    abstract: str
    """Lists of the same abstract list count on together."""
    levels: dict[int, Level]
    overrides: frozenset[int] = frozenset()
    """Levels that start afresh when this list is first used."""


def lists_of(root: Element | None) -> dict[str, NumberedList]:
    """The lists of `numbering.xml` by their id; none without that part."""
    if root is None:
        return {}
    abstracts = {item.get(f"{W}abstractNumId") or "": item for item in root.findall(f"{W}abstractNum")}
    by_style = {
        style: key for key, item in abstracts.items() if (style := val(item, "styleLink")) is not None
    }
    return {num.get(f"{W}numId") or "": _list(num, abstracts, by_style) for num in root.findall(f"{W}num")}


@dataclass(slots=True)
class Numbering:
    """The lists of a file with the counters of one pass over its text."""

    lists: dict[str, NumberedList]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict[str, dict[int, int]], init=False)
    _begun: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]], init=False)

    def level_of(self, num_id: str, level: int | None, style_id: str) -> int:
        """Level of a paragraph: what it says, else the level linked to its style, else the first."""
        if level is not None:
            return min(max(level, 0), _LEVELS - 1)
        known = self.lists.get(num_id)
        linked = (
            [at for at, item in known.levels.items() if item.linked == style_id] if known and style_id else []
        )
        return linked[0] if linked else 0

    def definition(self, num_id: str, level: int) -> Level | None:
        """How a level of a list numbers; None where the list is not defined."""
        known = self.lists.get(num_id)
        return None if known is None else known.levels.get(level)

    def next(self, num_id: str, level: int) -> str:
        """Count one paragraph and return its number as printed; "" where the list is not defined or prints none."""
        known = self.lists.get(num_id)
        definition = None if known is None else known.levels.get(level)
        if known is None or definition is None:
            return ""
        counts = self._counts.setdefault(known.abstract, {})
        fresh = level in known.overrides and (num_id, level) not in self._begun
        self._begun.add((num_id, level))
        counts[level] = definition.start if fresh or level not in counts else counts[level] + 1
        for lower in [at for at in counts if at > level]:
            if known.levels.get(lower, Level()).restarts_after(level):
                del counts[lower]
        return "" if definition.hidden else _printed(definition, known, counts)


def _printed(level: Level, numbered: NumberedList, counts: dict[int, int]) -> str:
    if level.style == "bullet":
        char = level.text.strip()
        return "•" if not char or char in ("o", "§") or ord(char[0]) in _PRIVATE_USE else char

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = numbered.levels.get(at, Level())
        style = "decimal" if level.legal and other.style != "none" else other.style
        return numeral(counts.get(at, other.start), style)

    return _PLACE.sub(number, level.text).strip()


def _list(num: Element, abstracts: dict[str, Element], by_style: dict[str, str]) -> NumberedList:
    key = val(num, "abstractNumId") or ""
    for _ in range(_LONGEST_LINK):
        link = val(abstracts.get(key), "numStyleLink")
        if link is None or by_style.get(link, key) == key:
            break
        key = by_style[link]
    abstract = abstracts.get(key)
    levels = {} if abstract is None else {_at(item): _level(item) for item in abstract.findall(f"{W}lvl")}
    overrides: set[int] = set()
    for override in num.findall(f"{W}lvlOverride"):
        at = _at(override)
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[at] = _level(own)
        start = integer(val(override, "startOverride"))
        if start is not None:
            levels[at] = replace(levels.get(at, Level()), start=start)
            overrides.add(at)
    return NumberedList(key, levels, frozenset(overrides))


def _at(element: Element) -> int:
    return integer(element.get(f"{W}ilvl")) or 0


def _level(element: Element) -> Level:
    style = val(element, "numFmt")
    if style in (None, "custom"):
        # a format of Word 2010 and later is wrapped together with an older one to fall back on
        fallback = element.find(f"{MC}AlternateContent/{MC}Fallback")
        style = val(fallback, "numFmt") or "decimal"
    indent = element.find(f"{W}pPr/{W}ind")
    hanging = None if indent is None else integer(indent.get(f"{W}hanging"))
    first = None if indent is None else integer(indent.get(f"{W}firstLine"))
    start = integer(val(element, "start"))
    return Level(
        start=1 if start is None else start,
        style=style or "decimal",
        text=val(element, "lvlText") or "",
        restart=integer(val(element, "lvlRestart")),
        legal=flag(element, "isLgl") or False,
        linked=val(element, "pStyle") or "",
        left=None if indent is None else integer(indent.get(f"{W}start") or indent.get(f"{W}left")),
        first=-hanging if hanging is not None else first,
        hidden=flag(element.find(f"{W}rPr"), "vanish") or False,
    )
