"""Negotiation marks: brackets around what is not agreed, "agreed ad ref", attributions to delegations.

Conventions: docs/domain.md, "Negotiation".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from draftdiff.model import Note
from draftdiff_parsers.structure.joining import cut
from draftdiff_parsers.structure.openings import LANGUAGES

if TYPE_CHECKING:
    from draftdiff_parsers.structure.joining import Joined

_AGREED = re.compile(
    r"\s*(?:[\[(]\s*(?P<marked>agreed(?: ad ref(?:erendum)?\.?)?|ad ref(?:erendum)?\.?|AAR|placeholder|caveated)\s*[\])]"
    r"|(?<=[.;,:])\s(?P<bare>agreed ad ref(?:erendum)?|AAR))\s*$",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\s?[\[(](?P<who>[A-Z][^\[\]():]{0,120}):\s?(?P<what>(?:add|delete|deletion|retain|keep|replace|move|reserve|reservation|support|oppose|alt|"
    r"streamline|bracket|query|merge|insert)\b[^\[\]()]{0,160})[\])]",
    re.IGNORECASE,
)
_STATUS = {"aar": "agreed ad ref", "ad ref": "agreed ad ref", "agreed ad referendum": "agreed ad ref",
           "ad referendum": "agreed ad ref"}  # fmt: skip
_CLOSERS = {"[": "]", "{": "]"}


def read_status(joined: Joined) -> str:
    """Status of a paragraph; its marks are lifted out of the text as notes."""
    status = ""
    match = _AGREED.search(joined.text[-_TAIL:]) if len(joined.text) < _LONGEST_SEARCH else None
    if match:
        offset = max(0, len(joined.text) - _TAIL)
        words = (match["marked"] or match["bare"]).lower().rstrip(".")
        status = _STATUS.get(words, words)
        cut(joined, offset + match.start(), offset + match.end(), Note(kind="attribution", text=words))
    while ":" in joined.text and ("[" in joined.text or "(" in joined.text):
        match = next((m for m in _ATTRIBUTION.finditer(joined.text) if is_party(m["who"])), None)
        if match is None:
            break
        note = Note(kind="attribution", mark=match["who"].strip(), text=match["what"].strip())
        cut(joined, match.start(), match.end(), note)
    return status or ("bracketed" if bracketed(joined.text) else "")


_PARTY = re.compile(
    r"(?:EU|US|USA|UK|UAE|G-?77(?: ?(?:and|\+|&) ?China)?|[A-Z]{3}|[A-Z][A-Z-]{1,7}s?|Chair|Co-?[Cc]hairs?|[Cc]o-?[Ff]acilitators?|Secretariat|"
    r"Holy See|Russia|Iran|Korea|Bolivia|Venezuela|Tanzania|Moldova|Micronesia|(?:African|Arab|Like-[Mm]inded|Umbrella) Group|"
    r"[A-Z]\w+ Group)"
)


def is_party(who: str) -> bool:
    """Whether words name states, groups or the chair, all of them: "EU, CANZ and Mexico". Other words are text."""
    names = [name.strip(" .") for name in re.split(r"[,;/&+]|\band\b|\bsupported by\b", who)]
    return bool(names) and all(_PARTY.fullmatch(name) or name in _states() for name in names)


@cache
def _states() -> frozenset[str]:
    """Names of states and territories in the languages of the lexicon, as babel (CLDR) has them."""
    from babel import Locale  # noqa: PLC0415 - only texts with attributions need it

    names = (Locale.parse(name).territories for name in LANGUAGES)
    return frozenset(name for table in names for code, name in table.items() if len(code) == 2)


_TAIL = 60
_LONGEST_SEARCH = 100_000


def bracketed(text: str) -> bool:
    """Whether the whole paragraph stands in one pair of square brackets; its last punctuation may stand outside."""
    text = text.rstrip(" ;,.")
    if not (text.startswith("[") and text.endswith("]")):
        return False
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "[") - (char == "]")
        if depth == 0:
            return at == len(text) - 1
    return False
