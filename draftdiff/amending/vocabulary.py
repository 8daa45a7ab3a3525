"""The words of amendments in one language, from `draftdiff/data/amending.json`, as compiled patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

#: Languages that instructions are read in.
LANGUAGES = ("en", "fr", "es")
INSERTION = r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|pre|ante)"
#: A number with its letters: "5", "5 bis", "5 bis alt 2", "5A"; by negotiators' convention (docs/domain.md).
NUMBER = (
    rf"\d{{1,4}}(?:\.\d{{1,3}})*(?:[A-Z](?![\w]))?(?:[ -]?{INSERTION}\b)?(?:[ -]?alt\b\.?(?: ?\d{{1,2}}\b)?)?"
)
#: "(a)", "(b) bis (ii)", "b)"; a letter glued to the number ("22a") too.
SUBS = rf"(?:(?:(?<=\d)[a-z](?![\w)])|(?:,? ?\([^\W_]{{1,4}}\)|,? [^\W_]{{1,4}}\)|(?<=\d)[^\W_]{{1,2}}\))(?: {INSERTION}\b)?)+)"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Patterns of one language."""

    language: str
    tokens: tuple[tuple[str, re.Pattern[str]], ...]
    """Kind of token -> what it looks like."""
    which: tuple[tuple[str, re.Pattern[str]], ...]
    """`all`, `both`, `ordinal` -> what it looks like; an ordinal is in the group `ordinal`."""
    ordinals: dict[str, int]
    names: dict[str, str]
    """Parts of the names of paragraphs, as regular expressions."""
    ordinal: str
    """A regular expression for all ordinals."""

    def value(self, ordinal: str) -> int:
        """Number of an ordinal; the last is -1."""
        known = self.ordinals.get(" ".join(ordinal.casefold().split()))
        return known if known is not None else int(re.sub(r"\D", "", ordinal))


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of one of `LANGUAGES`."""
    data: dict[str, Any] = _data()[language]
    ordinals: dict[str, int] = data["ordinals"]
    words = "|".join(sorted(map(re.escape, ordinals), key=len, reverse=True)).replace(r"\ ", " ")
    ordinal = f"(?:{words}|{data['numeric_ordinal'].replace('(', '(?:', 1)})"
    return Vocabulary(
        language=language,
        tokens=tuple((kind, _any(patterns)) for kind, patterns in data["tokens"].items() if patterns),
        which=tuple(
            (
                kind,
                _any(
                    [p.replace("{ordinal}", f"(?P<ordinal{at}>{ordinal})") for at, p in enumerate(patterns)]
                ),
            )
            for kind, patterns in data["which"].items()
        ),
        ordinals=ordinals,
        names=data["naming"],
        ordinal=ordinal,
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode((files("draftdiff") / "data" / "amending.json").read_bytes())
    return found


def _any(patterns: list[str]) -> re.Pattern[str]:
    """One of several wordings, whole words."""
    ordered = sorted(patterns, key=len, reverse=True)
    return compiled("(?:" + "|".join(ordered) + ")")


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern at word boundaries, case left out of account; an elided article (l') ends where the word begins."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?:(?<=['’])|(?!\w))", re.IGNORECASE)
