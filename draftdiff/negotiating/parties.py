"""Who speaks: States (CLDR, by babel), groups of States and offices, under the names delegations use for them.

`data/parties.json` has the groups and the usual short names; a file of a user's adds to it. Conventions: docs/domain.md,
"Negotiation".
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftdiff.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HOME = Path(__file__).parent.parent / "data" / "parties.json"
#: Languages whose names of States are known; those of the United Nations.
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
_KINDS = ("groups", "states", "offices")
_BETWEEN = re.compile(
    r"(\s*[,;/&+、，]\s*(?:(?:and|et|y|(?:supp(?:orted|\.)?|seconded|joined|co-sponsored) by|(?:speaking )?(?:on behalf of|for)(?: the)?)\s+)?|\s+for(?: the)?\s+|\s+(?:and|et|y|e|и|و|as well as|supp(?:orted|\.)? by|"
    r"on behalf of(?: the)?|au nom (?:de|du|des)|en nombre de(?: la| los)?)\s+)"
)
#: A group with the State that speaks for it, or the other way round: "OIC (Pakistan)".
_SPOKESMAN = re.compile(
    r"([^()]+?)\s*\((?:(?:on behalf of|for|supp(?:orted|\.)? by|seconded by|joined by|with|au nom de|en nombre de)\s+(?:the\s+)?)?([^()]+)\)"
)
_ARTICLE = re.compile(r"^(?:(?:the|The|le|Le|la|La|les|Les|el|El|los|las)\s+|[lL]')(?=\S)")
#: An acronym nobody listed: a delegation only where an action stands beside it ("[XYZ: delete]").
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,8}s?\+?")


@dataclass(frozen=True, slots=True)
class Parties:
    """Names of parties and what each stands for."""

    names: Mapping[str, str]
    """Name as written -> the party's usual name."""
    offices: frozenset[str]
    """Usual names of those who are no delegation: the chair, the secretariat."""
    adjectives: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of States, in English: "Russian" -> "Russia". They name a party only before a noun such as "proposal"."""
    addressed: frozenset[str] = frozenset()
    """Groups that texts speak of more often than they speak themselves: least developed countries."""
    languages: tuple[str, ...] = LANGUAGES
    """Languages whose names of States are known, beside English."""

    def one(self, name: str) -> str | None:
        """The party a name stands for, or None.

        >>> load_parties().one("European Union")
        'EU'
        """
        name = " ".join(name.replace("’", "'").split()).strip(" .*")
        for form in (name, name.removesuffix("+"), _ARTICLE.sub("", name)):
            found = _looked_up(form, self.names)
            if found is not None:
                return found
        if (body := _OF_A_BODY.fullmatch(name)) and (office := self.names.get(body[1])) in self.offices:
            return office
        if not _NAMELIKE.fullmatch(_ARTICLE.sub("", name)):
            return None
        # Where the language of the text is not known, only letters that English has not ask for the other five.
        others = self.languages if len(self.languages) == 1 or not name.isascii() else ()
        for language in dict.fromkeys(("en", *others)):
            for form in (name, _ARTICLE.sub("", name)):
                found = _looked_up(form, _states(language))
                if found is not None:
                    return found
        return None

    def read(
        self, words: str, *, guess: bool = False, codes: bool = False, adjectives: bool = False
    ) -> tuple[str, ...]:
        """The parties words name, all of them or none: "EU, CANZ and Mexico"; other words name nobody.

        Args:
            words: at most a few names.
            guess: take an unknown acronym for a party too.
            codes: take a State's two letters for it, as the Council of the European Union does: an action stands beside them.
            adjectives: take a State's adjective for it: the words stand before "proposal" or the like.
        """
        if not words or len(words) > LONGEST or "\n" in words:
            return ()
        if adjectives and words.strip() in self.adjectives:
            party = self.one(self.adjectives[words.strip()])
            return (party,) if party else ()
        if spokesman := _SPOKESMAN.fullmatch(words.strip()):
            one, two = (self.read(spokesman[n], guess=guess, codes=codes) for n in (1, 2))
            if one and two:
                return tuple(dict.fromkeys((*one, *two)))
        pieces = _BETWEEN.split(words.strip())
        found: list[str] = []
        at = 0
        while at < len(pieces):
            for end in range(min(len(pieces), at + 5), at, -2):
                joined = "".join(pieces[at:end])
                party = self.one(joined)
                if party is None and (codes or guess) and end == at + 1:
                    party = _two_letters(joined.strip())
                if party is None and guess and end == at + 1 and _ACRONYM.fullmatch(joined.strip()):
                    party = joined.strip().removesuffix("+")
                if party is not None:
                    found.append(party)
                    at = end + 1
                    break
            else:
                return ()
        return tuple(dict.fromkeys(found))


def _looked_up(form: str, names: Mapping[str, str]) -> str | None:
    found = names.get(form)
    if found is None and len(form) > 3 and form[:1].isupper():
        found = names.get(form.casefold())
    return found


#: The office of a body, by its acronym: "INB Bureau", "SBI Chair".
_OF_A_BODY = re.compile(r"[A-Z]{2,8}\d?\s+([A-Z][A-Za-z-]+)")
#: A name: a few words, the first with a capital, or in a script without capitals. Prose is not looked up.
_NAMELIKE = re.compile(r"[^\W\d_a-z][^\d\[\]:;]{1,60}")
#: Characters of a list of parties. Chosen: about twenty names; a longer one is prose.
LONGEST = 240


def load_parties(
    extra: str | Path | Mapping[str, Iterable[str]] | None = None, *, language: str = ""
) -> Parties:
    """The parties known, and those a user adds.

    Args:
        extra: name -> its other names, or a JSON file of that, or one shaped like `draftdiff/data/parties.json`.
        language: ISO 639-1 of the text, whose names of States are then known beside the English ones; "" for all six.

    Raises:
        InputError: the file is not shaped so.
    """
    ours = _ours()
    if language:
        ours = replace(ours, languages=(language,) if language in LANGUAGES else ())
    if extra is None:
        return ours
    given = _file(Path(extra)) if isinstance(extra, str | Path) else extra
    added = {form: name for name, forms in given.items() for form in (name, *forms)}
    return replace(ours, names={**ours.names, **_folded(added)}, offices=ours.offices - set(added.values()))


def _file(path: Path) -> Mapping[str, Iterable[str]]:
    remedy = 'a JSON object of names: {"Friends of the Text": ["FoT"]}'
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        tables = [data[kind] for kind in _KINDS if kind in data] or [data]
        found = {str(name): [str(f) for f in forms] for table in tables for name, forms in table.items()}
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(path), remedy=remedy) from None
    except (ValueError, TypeError, AttributeError):
        raise InputError("no list of parties", file=str(path), remedy=remedy) from None
    return found


@lru_cache(maxsize=1)
def _ours() -> Parties:
    """Groups, offices and usual short names; the names of States wait until a name is none of these."""
    data = _data()
    names: dict[str, str] = {}
    for kind in ("offices", "groups"):
        names.update({form: name for name, forms in data[kind].items() for form in (name, *forms)})
    short = {form: forms[0] for forms in data["states"].values() for form in forms}
    short |= {form: _USUAL[code] for code in _USUAL for form in data["states"][code]}
    return Parties(
        _folded({**short, **names}),
        frozenset(data["offices"]),
        {a: name for name, forms in data["adjectives"].items() for a in forms},
        frozenset(data["addressed"]),
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(_HOME.read_text(encoding="utf-8"))
    return found


def _two_letters(code: str) -> str | None:
    """The State of a two-letter code; what is a word in a text in capitals is none."""
    return _codes().get(code)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - only where an action stands beside two letters

    english: dict[str, str] = dict(Locale.parse("en").territories)
    usual = {c: n for c, n in english.items() if len(c) == 2 and c.isalpha() and c not in _NOBODY}
    usual |= {code: forms[0] for code, forms in _data()["states"].items()}
    return {c: n for c, n in (usual | _USUAL | {"EL": usual["GR"]}).items() if c not in _SHORT_WORDS}


@lru_cache(maxsize=len(LANGUAGES))
def _states(language: str) -> dict[str, str]:
    """Names of States in a language, and their three-letter codes -> usual name."""
    from babel import Locale  # noqa: PLC0415 - only where a name is no group and no short name
    from babel.core import get_global  # noqa: PLC0415 - as above

    english: dict[str, str] = dict(Locale.parse("en").territories)
    usual = {
        code: english[code] for code in english if len(code) == 2 and code.isalpha() and code not in _NOBODY
    }
    usual |= {code: forms[0] for code, forms in _data()["states"].items()}
    usual |= _USUAL
    table: dict[str, str] = dict(Locale.parse(language).territories)
    names = {table[code].replace("’", "'"): name for code, name in usual.items() if code in table}
    codes: dict[str, list[str]] = {str(k): v for k, v in get_global("territory_aliases").items()}
    names.update(
        {
            alias: usual[to[0]]
            for alias, to in codes.items()
            if len(alias) == 3 and alias.isalpha() and to[0] in usual and alias not in _WORDS
        }
    )
    return _folded({**names, **{name: name for name in usual.values()}})


#: States whose usual name is an acronym.
_USUAL = {"US": "US", "GB": "UK"}


def _folded(names: Mapping[str, str]) -> dict[str, str]:
    """Names, and long ones without letter case too."""
    return {form.casefold(): name for form, name in names.items() if len(form) > 3} | dict(names)


#: Territories of CLDR that are no delegation, whose codes or names mislead.
_NOBODY = frozenset({"ZZ", "XA", "XB", "QO", "EZ", "UN", "EU", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})
#: Two-letter codes that are words in a text in capitals, or stand for another party.
_SHORT_WORDS = frozenset(
    {
        "AG",
        "AM",
        "AS",
        "AT",
        "BE",
        "BY",
        "DO",
        "ID",
        "IN",
        "IS",
        "IT",
        "ME",
        "MY",
        "NO",
        "SO",
        "TO",
        "US",
        "AU",
    }
)
#: Three-letter codes that stand for something else in a text in capitals, or for another party.
_WORDS = frozenset({"AND", "ANT", "COM", "GUM", "LIE", "MAC", "SUR", "TON", "USA"})
