"""Word lists and scales as data: what classification and signals look things up in.

Everything stands in files of `draftdiff/data`, one JSON object a file keyed by language, and word lists
(`known.en.txt`). A user replaces any of them by giving a folder: a file found there is used instead of ours.
Sources: docs/domain.md, "House style", "Sequence words", "Verbs" and "Weight".
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftdiff.errors import InputError
from draftdiff.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HOME = Path(__file__).parent / "data"
#: Languages with data; others borrow the English lists, whose words simply do not occur.
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening phrase and where it stands on the scale (docs/domain.md, "Weight")."""

    axis: str
    """`dispositive`, `directive`, `declaratory`, `evaluative` or `noting`."""
    strength: float
    """0-10 inside the axis."""
    kind: str
    """Semantic class: `urge`, `take_note`, ..."""
    polarity: int
    """-1 negative, 0 neutral, 1 positive."""
    certainty: float
    """Share of aligned openings of this class, 0..1; below 0.7 the phrase is ambiguous."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The lists of one language."""

    language: str
    function: frozenset[str]
    """Function words."""
    light: frozenset[str]
    """Function words whose exchange changes no meaning by itself; no negation, modal or connective."""
    articles: frozenset[str]
    negation: frozenset[str]
    and_words: frozenset[str]
    or_words: frozenset[str]
    wide: frozenset[str]
    """Words that widen a scope: all, every."""
    narrow: frozenset[str]
    """Words that narrow a scope: relevant, certain."""
    sequence: frozenset[str]
    """Also, further: the cycle of docs/domain.md, "Sequence words"."""
    directions: frozenset[str]
    """Above, below."""
    months: frozenset[str]
    time: frozenset[str]
    numbers: Mapping[str, int]
    """Number words and their value."""
    ordinals: Mapping[str, int]
    amounts: frozenset[str]
    actors: frozenset[str]
    """Nouns of those who act or are addressed: States, Council, donors."""
    relatives: frozenset[str]
    """Words that open a restricting clause: that, who."""
    purpose: frozenset[str]
    """Words that open what an addressee is asked to do: to."""
    modals: Mapping[str, float]
    acts: Mapping[str, float]
    """What is asked for, by how much it asks: ensure, promote, consider."""
    list_openers: tuple[tuple[str, ...], ...]
    deadlines: tuple[tuple[str, ...], ...]
    openings: Mapping[str, Opening]
    """Folded phrase -> place on the scale."""
    qualifiers: Mapping[tuple[str, ...], tuple[int, str]]
    """Folded words -> effect and kind."""
    phrases: Mapping[tuple[str, ...], frozenset[int]]
    """Folded words of an exchangeable phrase -> the groups it belongs to."""
    phrase_words: frozenset[str]
    """All words of exchangeable phrases."""
    name_words: frozenset[str]
    """All words of names that have a short form."""
    light_swaps: tuple[frozenset[str], ...]
    spellings: Mapping[str, str]
    """Folded word -> the spelling that stands for its group."""
    spelling_rules: tuple[tuple[str, str], ...]
    short_names: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    acronyms: Mapping[tuple[str, ...], tuple[str, ...]]
    """Folded acronym -> the words it stands for, where the texts do not say it."""
    second_mention: tuple[tuple[str, ...], ...]
    list_format: tuple[tuple[str, ...], ...]
    known: frozenset[str]
    """Real words of the language, folded; far from all."""
    prefixes: tuple[str, ...]
    """Negative prefixes: un-, non-."""

    def exchangeable(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Both phrases (folded words) are readings of one house term."""
        groups = self.phrases.get(tuple(one))
        return groups is not None and not groups.isdisjoint(self.phrases.get(tuple(other), ()))

    def opening(self, words: tuple[str, ...] | list[str]) -> tuple[Opening, int] | None:
        """The longest opening phrase these folded words begin with, and its length in words."""
        for length in range(min(len(words), 6), 0, -1):
            found = self.openings.get(" ".join(words[:length]))
            if found is not None:
                return found, length
        return None


def load_lexicon(language: str = "en", folder: str | Path | None = None) -> Lexicon:
    """The lexicon of a language; English for a language without lists.

    Args:
        language: ISO 639-1; "" is English.
        folder: a folder whose files replace ours, file by file.

    Raises:
        InputError: the folder is none, or a file in it is not what it should be.
    """
    code = language if language in LANGUAGES else "en"
    return _load(code, str(folder) if folder is not None else "")


@lru_cache(maxsize=32)
def _load(language: str, folder: str) -> Lexicon:
    if folder and not Path(folder).is_dir():
        raise InputError(
            "not a folder of word lists",
            file=folder,
            remedy="give a folder with files like ours in draftdiff/data",
        )
    try:
        return _build(language, folder)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"a word list is not shaped like ours ({error})",
            file=folder or str(_HOME),
            remedy="compare with the files in draftdiff/data",
        ) from None


def _build(language: str, folder: str) -> Lexicon:
    words, terms = _read("words.json", folder)[language], _read("terms.json", folder)[language]
    return Lexicon(
        language=language,
        **{name: _set(words, key) for name, key in _SETS.items()},
        numbers=_values(words["numbers"]),
        ordinals=_values(words["ordinals"]),
        modals={fold(word): value for word, value in words["modals"].items()},
        acts={fold(word): value for word, value in words.get("acts", {}).items()},
        list_openers=_phrases(words["list_openers"].split("|")),
        deadlines=_phrases(words["deadlines"].split("|")),
        openings={phrase: Opening(*row) for phrase, row in _read("verbs.json", folder)[language].items()},
        qualifiers={
            _words(p): (effect, kind)
            for p, (effect, kind) in _read("qualifiers.json", folder)[language].items()
        },
        phrases=_groups(terms["phrases"]),
        phrase_words=frozenset(
            word for group in terms["phrases"] for phrase in _phrases(group) for word in phrase
        ),
        name_words=frozenset(word for name in terms["short_names"] for word in _words(name)),
        light_swaps=tuple(frozenset(fold(word) for word in group.split()) for group in terms["light_swaps"]),
        spellings={
            fold(w): fold(group.split()[-1]) for group in _split(terms["spellings"]) for w in group.split()
        },
        spelling_rules=tuple((a, b) for a, b in terms["rules"]),
        short_names={_words(name): _phrases(short) for name, short in terms["short_names"].items()},
        acronyms={_words(short): _words(long) for short, long in terms.get("acronyms", {}).items()},
        second_mention=_phrases(terms["second_mention"]),
        list_format=_phrases(terms["list_format"]),
        known=known_words(language, folder),
        prefixes=tuple(words["negative_prefixes"].split()),
    )


_SETS = {
    "function": "function",
    "light": "light",
    "articles": "articles",
    "negation": "negation",
    "and_words": "and",
    "or_words": "or",
    "wide": "wide",
    "narrow": "narrow",
    "sequence": "sequence",
    "directions": "directions",
    "months": "months",
    "time": "time",
    "amounts": "amounts",
    "actors": "actors",
    "relatives": "relatives",
    "purpose": "purpose",
}


def _set(words: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words[key].split())


def _split(groups: str) -> list[str]:
    return [group for group in groups.split("|") if group.strip()]


def _words(phrase: str) -> tuple[str, ...]:
    from draftdiff.fold import folded_words  # noqa: PLC0415 - only while loading

    return tuple(folded_words(phrase))


def _phrases(phrases: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(_words(phrase) for phrase in phrases)


def _groups(groups: list[list[str]]) -> dict[tuple[str, ...], frozenset[int]]:
    out: dict[tuple[str, ...], frozenset[int]] = {}
    for number, group in enumerate(groups):
        for phrase in _phrases(group):
            out[phrase] = out.get(phrase, frozenset()) | {number}
    return out


def _values(pairs: str) -> dict[str, int]:
    """`two=2 three=3` as a mapping."""
    return {fold(word): int(value) for word, value in (pair.split("=") for pair in pairs.split())}


def read_data(name: str, folder: str | Path | None = None) -> dict[str, Any]:
    """One of the data files, or the user's own in its place."""
    return _read(name, str(folder) if folder is not None else "")


@cache
def _read(name: str, folder: str) -> dict[str, Any]:
    path = Path(folder) / name if folder and (Path(folder) / name).exists() else _HOME / name
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"cannot read a word list ({error})", file=str(path), remedy="it must be JSON in UTF-8"
        ) from None
    return data


@lru_cache(maxsize=32)
def _lists_hash(folder: str) -> str:
    own = {path.name: path for path in Path(folder).iterdir() if path.is_file()} if folder else {}
    held = sha256()
    for path in sorted(_HOME.iterdir()):
        if path.is_file():
            data = own.get(path.name, path).read_bytes()
            held.update(f"{path.name} {len(data)}\n".encode() + data)
    return held.hexdigest()


def lists_hash(folder: str | Path | None = None) -> str:
    """SHA-256 of the data that judgement rests on: our lists and scales, or a user's own in their place.

    Raises:
        InputError: the folder cannot be read.
    """
    try:
        return _lists_hash(str(folder) if folder is not None else "")
    except OSError as error:
        raise InputError(
            "not a folder of word lists",
            file=str(folder),
            remedy="give a folder with files like ours in draftdiff/data",
        ) from error


@cache
def known_words(language: str, folder: str = "") -> frozenset[str]:
    """Words of a language as resolutions use them, folded; none where there is no list for it.

    Args:
        language: ISO 639-1.
        folder: a user's own lists, which take the place of ours.
    """
    name = f"known.{language}.txt"
    path = Path(folder) / name if folder and (Path(folder) / name).exists() else _HOME / name
    return frozenset(path.read_text(encoding="utf-8").split()) if path.exists() else frozenset()
