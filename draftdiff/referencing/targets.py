"""The document a reference belongs to: named behind it ("of its resolution 71/1") or before it ("A/68/292, para. 12")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.referencing.grammars import Grammar
    from draftdiff.referencing.symbols import Symbol

_CAP = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w'’/-]*"
_SMALL = r"(?:of|the|on|for|and|to|in|against|with|its|de|la|le|les|des|du|del|los|las|el|sur|y|et|pour|para|relatif|à|aux|d['’]|l['’])"
_NAME = re.compile(rf"(?:\d{{4}}\s)?{_CAP}(?:(?:\s{_SMALL}){{0,3}}\s{_CAP}){{0,12}}(?:\s\d{{4}})?")
_BEFORE = re.compile(
    r"(?P<name>[Gg]eneral\s+(?:[Cc]omment|[Rr]ecommendation)\s+[Nn]o\.?\s?\d{1,3}(?:\s\(\d{4}\))?"
    rf"|[Ii]bid\.?|(?:{_CAP}\s){{1,3}}(?:Agenda|Declaration|Convention|Covenant|Protocol|Charter|Statute|Platform\sfor\sAction))"
    r",?\s+\(?$"
)
#: A document of another's, and what of it is meant in particular: "the outcome document of the Durban Review
#: Conference, in particular paragraphs 11, 13 and 54". Kinds of documents that resolutions name in this way, with the
#: words between them and "in particular".
_IN_PARTICULAR = re.compile(
    r"(?P<det>(?:the\s+present|the\s+same|this|present)\s+)?"
    rf"(?P<name>(?:{_CAP}\s)*(?:outcome\s+documents?|(?:Declaration|Agenda|Convention|Covenant|Protocol|Charter|Statute|Treaty"
    r"|Framework|Compact|Agreement|Consensus|Accord|Outcome|Pact|Pathway|Platform\s(?:for|of)\s(?:Action|Cooperation)"
    r"|Program(?:me)?\s(?:of|for)\s(?:Action|Work)|Plan\s(?:of|for)\s(?:Action|Implementation)|Rules|Principles|Standards)s?)"
    r"(?:[^.;:()]|\([^()]{1,40}\)){0,160}?)"
    r"(?:,?\s+(?:and\s+)?(?:in\s+particular|particularly|especially|notably|specifically|including)(?:\s+(?:in\s+)?its)?|,?\s+in\s+its)"
    r"\s+(?:the\s+)?$"
)
#: How far before a reference such a document may be named, in characters. Chosen as a limit of work.
_PARTICULAR_BACK = 320
#: "Article 349 TFEU": initials right behind the number.
_THEREOF = re.compile(r"\s+thereof\b", re.IGNORECASE)
_INITIALS = re.compile(r"\s[A-Z]{3,8}(?![\w-])")
#: Between a document's symbol and the pinpoint behind it.
_BETWEEN = re.compile(r"\s*[)”\"]?\s*[,،，;]?\s*\(?\s*(?:in\s+(?:its\s+)?|at\s+)?")
#: Between the name of a document and its symbol in brackets, in characters. Chosen; no calibration is recorded.
_NAME_GAP = 80
#: How far before a reference a document's name may begin, in characters.
#: Chosen as a limit of work or of what is shown.
_LOOK_BACK = 90
#: Words in a generic phrase for a document ("the report of the Secretary-General"), at most.
_PHRASE = re.compile(r"[^.;:,()\n]{0,60}")


@dataclass(frozen=True, slots=True)
class Target:
    """A document named next to a reference. All empty: the reference is internal."""

    symbol: str = ""
    instrument: str = ""
    start: int | None = None
    """Where its mention begins, if before the reference."""
    end: int = 0
    """Where it ends, if behind; also of "the present resolution", which is internal."""
    own: str = ""
    """How the text names itself: "the present resolution", "this note"."""


@cache
def _patterns(grammar: Grammar) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(grammar.outward, re.IGNORECASE),
        re.compile(rf"{grammar.present}\s+{grammar.documents}", re.IGNORECASE),
        re.compile(rf"{grammar.same}\s+(?:\w+\s+)?{grammar.documents}", re.IGNORECASE),
        re.compile(
            rf"(?:(?:the|its|their|his|her)\s+)?(?:[\w-]+\s+){{0,3}}?{grammar.documents}", re.IGNORECASE
        ),
    )


def target_after(text: str, at: int, symbols: Sequence[Symbol], grammar: Grammar) -> Target | None:
    """The document named behind a reference that ends at `at`, or None."""
    outward, present, same, generic = _patterns(grammar)
    for connector in outward.finditer(text, at, min(len(text), at + 120)):
        if connector.start() != at:
            break
        here = connector.end()
        symbol = next(
            (s for s in symbols if s.span[0] <= here + 1 and s.span[0] >= at and s.span[1] > here), None
        )
        if symbol is not None and symbol.span[0] >= at and symbol.span[0] - here <= 1:
            return Target(symbol=symbol.symbol, end=symbol.span[1])
    match = outward.match(text, at)
    if match is None:
        match = _THEREOF.match(text, at) or _INITIALS.match(text, at)
        return Target(instrument=match[0].strip(), end=match.end()) if match else None
    for start in dict.fromkeys((_bare_preposition(text, at, match), match.end())):
        found = present.match(text, start)
        if found is not None:
            return Target(end=found.end(), own=found[0])
        found = same.match(text, start)
        if found is not None:
            return Target(instrument=found[0], end=found.end())
    return _named(text, match.end(), symbols) or _generic(text, match.end(), symbols, generic)


_PREPOSITION = re.compile(
    r"(?:\s*,)?\s+(?:of|to|in|under|from|de|du|à|del?|al?|к|из|в|من|في)?\s*", re.IGNORECASE
)


def _bare_preposition(text: str, at: int, match: re.Match[str]) -> int:
    """Behind the preposition alone: "that" and "the present" belong to the document's phrase."""
    found = _PREPOSITION.match(text, at)
    return found.end() if found else match.end()


def _named(text: str, at: int, symbols: Sequence[Symbol]) -> Target | None:
    match = _NAME.match(text, at)
    if match is None:
        return None
    near = next((s for s in symbols if match.start() <= s.span[0] <= match.end() + _NAME_GAP), None)
    if near is not None and near.span[0] <= match.end() + 1:
        return Target(symbol=near.symbol, end=near.span[1])
    if near is not None and re.fullmatch(r"\s?\((?:see\s)?", text[match.end() : near.span[0]]):
        return Target(symbol=near.symbol, instrument=match[0], end=near.span[1])
    return Target(instrument=match[0], end=match.end())


def _generic(text: str, at: int, symbols: Sequence[Symbol], generic: re.Pattern[str]) -> Target | None:
    match = generic.match(text, at)
    if match is None:
        return None
    phrase = _PHRASE.match(text, match.end())
    end = phrase.end() if phrase else match.end()
    near = next((s for s in symbols if match.end() <= s.span[0] <= end + 2), None)
    if near is not None:
        return Target(symbol=near.symbol, instrument=match[0], end=near.span[1])
    return Target(instrument=match[0], end=match.end())


def target_before(text: str, at: int, symbols: Sequence[Symbol]) -> Target | None:
    """The document named right before a reference that starts at `at`, or None."""
    for symbol in reversed(symbols):
        if symbol.span[1] <= at:
            if at - symbol.span[1] <= 8 and _BETWEEN.fullmatch(text, symbol.span[1], at):
                return Target(symbol=symbol.symbol, start=symbol.span[0])
            break
    match = _BEFORE.search(text, max(0, at - _LOOK_BACK), at)
    if match is not None:
        return Target(instrument=match["name"].strip(), start=match.start())
    return _in_particular(text, at)


def _in_particular(text: str, at: int) -> Target | None:
    """The document whose paragraphs are meant in particular; never the text that speaks."""
    low = max(0, at - _PARTICULAR_BACK, text.rfind(";", 0, at) + 1)
    match = _IN_PARTICULAR.search(text, low, at)
    if match is None or match["det"]:
        return None
    return Target(instrument=" ".join(match["name"].split()).rstrip(" ,"), start=match.start("name"))
