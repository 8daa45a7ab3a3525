"""Opening phrases and enacting formulas of resolutions in six languages, exact and damaged."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypedDict

#: Languages of the lexicon, in the order in which they are tried.
LANGUAGES: tuple[str, ...] = ("en", "fr", "es", "ru", "ar", "zh")
#: Similarity from which a damaged first word counts as an opening. `Welcemh?g` / `welcoming` has 0.67; unrelated
#: capitalised words of the bundled texts stay below 0.62 in 98 % of cases, and this is never the only evidence.
DAMAGED = 0.65
#: Share of its uses from which a phrase is taken to open one kind of paragraph.
MOSTLY = 0.5
#: A damaged opening has half the weight of a clean one.
FAINT = 0.25
_SHORTEST_DAMAGED = 5
_HEAD = 90
_JUNK = re.compile("[\u064b-\u0652\u0640\u200e\u200f\u00ad]")
_BEFORE = "[({\"“”«‘’'„ *_"
_SPACES = re.compile(r"\s+")
_PARTICIPLE = re.compile(
    r"(?:(?:Also|Further|Again|Once again|[A-Z][a-z]+ly),? (?:and [a-z]+ly )?)?(?:also |further |once again )?"
    r"(?:[A-Za-z][a-z]{2,}ing|Having|Deeply|Gravely)\b"
)
#: Russian perfective gerunds ("заслушав", "собравшись"): few other words of five letters end so.
_GERUND = re.compile(r"(?:[а-яё]+ )?[а-яё]{3,}(?:[аеиуя]в|вшись)\b")
_VERB = re.compile(r"(?:(?:Also|Further|Strongly|Again|Once again) )?[A-Za-z][a-z]{2,}[^su\W]e?s\b")


#: Sequence words in front of a verb say nothing of its kind (docs/domain.md, "Sequence words").
_SEQUENCE = re.compile(r"(?:also|further|once again|again),? (?=[a-z])")
#: The same in Chinese, for phrases that the lexicon does not hold as a whole.
_CHINESE_SEQUENCE = re.compile("(?:又|还|进一步|再次)(?=[\u4e00-\u9fff])")


class _Data(TypedDict):
    formulas: dict[str, dict[str, str]]
    openings: dict[str, dict[str, dict[str, int]]]


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first words of a paragraph say, each 0..1: share of its uses, lower where damaged or only in shape."""

    pp: float = 0.0
    op: float = 0.0

    def __bool__(self) -> bool:
        return self.pp > 0 or self.op > 0


NONE = Opening()


@cache
def _data() -> _Data:
    text = (files("draftdiff_parsers") / "data" / "openings.json").read_text(encoding="utf-8")
    data: _Data = json.loads(text)
    return data


@lru_cache(maxsize=1 << 12)  # the beginnings of one text's lines, each asked for by several rules
def fold(text: str) -> str:
    """Text for comparing with the lexicon: lower case, plain spaces and apostrophes, Arabic without vowel signs."""
    text = _JUNK.sub("", text).replace("’", "'").replace("\u2011", "-")
    return _SPACES.sub(" ", text).strip().casefold()


@cache
def _phrases(language: str) -> dict[str, list[tuple[str, int, int]]]:
    """First word (first character in Chinese) -> (phrase, preambular uses, operative uses), longest first."""
    entry = _data()["openings"].get(language)
    if entry is None:  # a language we have no lexicon for: layout and numbers must do
        return {}
    if language == "ar":
        entry = {kind: _one_gender(uses) for kind, uses in entry.items()}
    table: dict[str, list[tuple[str, int, int]]] = {}
    for phrase in dict.fromkeys([*entry["pp"], *entry["op"]]):
        head = phrase[0] if language == "zh" else phrase.split(" ", 1)[0]
        table.setdefault(head, []).append((phrase, entry["pp"].get(phrase, 0), entry["op"].get(phrase, 0)))
    for found in table.values():
        found.sort(key=lambda item: -len(item[0]))
    return table


def _feminine(phrase: str) -> str:
    """An Arabic verb in the General Assembly's gender, with or without "and while" before it."""
    *before, verb = (
        phrase.split(" ", 2)[:2] if phrase.startswith(("إذ ", "وإذ ")) else [phrase.split(" ", 1)[0]]
    )
    if not verb.startswith("ي"):
        return phrase
    at = len(" ".join(before)) + 1 if before else 0
    return phrase[:at] + "ت" + phrase[at + 1 :]


def _one_gender(uses: dict[str, int]) -> dict[str, int]:
    merged: dict[str, int] = {}
    for phrase, count in uses.items():
        merged[_feminine(phrase)] = merged.get(_feminine(phrase), 0) + count
    return merged


def opening(text: str, language: str = "", *, damaged: bool = True) -> Opening:
    """What the first words say. An unknown language tries all six.

    Args:
        text: beginning of a paragraph, without its number.
        language: ISO 639-1 or "".
        damaged: also accept first words a scan has damaged, and, in English, words of the right shape.
    """
    head = fold(text[:_HEAD]).lstrip(_BEFORE)
    if not head:
        return NONE
    for name in (language,) if language in LANGUAGES else LANGUAGES:
        found = _exact(head, name)
        if found:
            return found
    if not damaged:
        return NONE
    if language == "ru" and _GERUND.match(head):
        return Opening(pp=0.5)
    plain = text[:_HEAD].lstrip(_BEFORE)
    return (_shape(plain) if language in {"en", ""} else NONE) or _near(head, language)


def _exact(head: str, language: str) -> Opening:
    if language == "en":
        head = _SEQUENCE.sub("", head)
    if language == "zh":
        candidates = _phrases("zh").get(head[:1], [])
        if not any(head.startswith(phrase) for phrase, _, _ in candidates):
            head = _CHINESE_SEQUENCE.sub("", head)
            candidates = _phrases("zh").get(head[:1], [])
    else:
        if language == "ar":
            head = _feminine(head)
        word = head.split(" ", 1)[0].rstrip(",;:،")
        candidates = _phrases(language).get(word, [])
        if not candidates and language == "ar" and word.startswith("و"):
            head = _feminine(head[1:])
            candidates = _phrases("ar").get(word[1:], [])
    for phrase, pp, op in candidates:
        if head.startswith(phrase) and (
            language == "zh" or not head[len(phrase) : len(phrase) + 1].isalnum()
        ):
            return Opening(pp / (pp + op), op / (pp + op))
    return NONE


@cache
def _first_words(language: str) -> tuple[str, ...]:
    return tuple(word for word in _phrases(language) if len(word) >= _SHORTEST_DAMAGED)


@cache
def _near_word(word: str, language: str) -> Opening:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only damaged words need it
    from rapidfuzz.process import extractOne  # noqa: PLC0415 - as above

    best = extractOne(
        word, _first_words(language), scorer=Levenshtein.normalized_similarity, score_cutoff=DAMAGED
    )
    if best is None:
        return NONE
    uses = _phrases(language)[best[0]]
    pp, op = sum(item[1] for item in uses), sum(item[2] for item in uses)
    return Opening(best[1] * pp / (pp + op) / 2, best[1] * op / (pp + op) / 2)


def _near(head: str, language: str) -> Opening:
    if language == "zh":
        return NONE
    words = [word.rstrip(",;:.،") for word in head.split(" ", 2)[:2]]
    torn = "".join(words) if len(words) > 1 and len(words[0]) <= _TORN else ""
    for word in (words[0], torn):
        if _SHORTEST_DAMAGED <= len(word) <= 20:
            found = _near_word(word, language or "en") or _glued_word(word, language or "en")
            if found:
                return found
    return NONE


#: Letters of a first word that may be half of one: "Aff irming".
_TORN = 6
_SHORTEST_GLUED = 6


@cache
def _glued_word(word: str, language: str) -> Opening:
    """A first word to which a scan has glued the second: "Recallingfurther"."""
    found = [one for one in _first_words(language) if len(one) >= _SHORTEST_GLUED and word.startswith(one)]
    if not found:
        return NONE
    uses = _phrases(language)[max(found, key=len)]
    pp, op = sum(item[1] for item in uses), sum(item[2] for item in uses)
    return Opening(pp / (pp + op) / 2, op / (pp + op) / 2)


def _shape(text: str) -> Opening:
    if not text[:1].isupper():
        return NONE
    if _PARTICIPLE.match(text):
        return Opening(pp=0.5)
    return Opening(op=0.2) if _VERB.match(text) else NONE


def formula(text: str) -> tuple[str, str]:
    """Organ (`GA`, `SC`, ...) and language of an enacting formula that fills a whole line, or two empty strings.

    A scan may damage it; another organ's formula in English ("The Conference of the Parties,") has organ `other`.
    """
    if not _FORMULA_SHORTEST <= len(text) <= _FORMULA_LONGEST:
        return "", ""
    head = fold(text).strip(_BEFORE + ",.;:،，：")
    found = _all_formulas().get(head)
    if found:
        return found
    if text.rstrip(" *_").endswith((",", ".", "،", "，")) or len(text.split()) <= _FORMULA_WORDS:
        return _near_formula(head) or (
            ("other", "en") if _OTHER_ORGAN.fullmatch(text.strip(' *_“"')) else ("", "")
        )
    return "", ""


def exact_formula(text: str) -> bool:
    """Whether a line is an enacting formula to the letter, but for the punctuation around it."""
    head = fold(text[: _FORMULA_LONGEST + 1]).strip(_BEFORE + ",.;:،，：")
    return head in _all_formulas()


#: "大会" has two characters.
_FORMULA_SHORTEST = 2
_FORMULA_LONGEST = 90
_FORMULA_WORDS = 6
#: Similarity of a damaged formula: three characters of twenty may be wrong.
_FORMULA_SIMILARITY = 0.85
_OTHER_ORGAN = re.compile(
    r"(?:The|We, the) (?:[A-Z][\w’'-]*|of|the|on|and|for|to|in|States|Parties|heads)"
    r"(?: (?:[A-Z][\w’'-]*|of|the|on|and|for|to|in)){0,14},"
)


def _near_formula(head: str) -> tuple[str, str] | None:
    if len(head) < 12:  # too short to tell damage from another word
        return None
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only damaged formulas need it
    from rapidfuzz.process import extractOne  # noqa: PLC0415 - as above

    known = _all_formulas()
    best = extractOne(
        head, known.keys(), scorer=Levenshtein.normalized_similarity, score_cutoff=_FORMULA_SIMILARITY
    )
    return known[best[0]] if best else None


@cache
def _all_formulas() -> dict[str, tuple[str, str]]:
    return {text: (organ, name) for name in LANGUAGES for text, organ in _data()["formulas"][name].items()}
