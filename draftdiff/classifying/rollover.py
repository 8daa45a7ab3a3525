"""Dates, ordinals and document symbols: what changes when a text is rolled over to another year."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.classifying.context import Finding
from draftdiff.fold import fold, is_word, token_spans
from draftdiff.lexicon import Lexicon, load_lexicon
from draftdiff.referencing.symbols import find_symbols

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.classifying.context import Case

_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d))?")
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|re|e|ème|º|ª|-?(?:й|я|ю|е|го|му|м|ой))", re.IGNORECASE)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er)?(?:[-–](?:[12]?\d|3[01]))?")
#: Ordinals that a language forms by an ending, beside those in the word lists.
_ENDINGS = {"fr": ("ième", "ièmes"), "es": ("ésimo", "ésima")}
#: A shorter word with such an ending is no ordinal. Chosen; no calibration is recorded.
LEAST_ORDINAL = 6
#: A resolution of the Security Council, also inside a list where no "resolution" stands before it: "2688 (2023)".
_CITED = re.compile(r"\b\d{1,4} \((?:19|20)\d\d\)")
_CHINESE = re.compile(r"第?[\d〇零一二三四五六七八九十百]{1,7}\s?[年月日届]")
#: Words between a symbol or a session and the date that belongs to it. Chosen; no calibration is recorded.
DATE_REACH = 8
#: Words behind a date in which its document's symbol stands: "of 13 October 2022 (S/2022/762)". Chosen.
BEHIND = 4
#: Words between a day and its month ("3 to 5 May", "3, 4 and 5 de mayo"). Chosen; no calibration is recorded.
_DAY_REACH = 8


@dataclass(frozen=True, slots=True)
class Technical:
    """The words of one text, and which of them are technical."""

    starts: tuple[int, ...]
    """Where each word begins, punctuation left out."""
    ends: tuple[int, ...]
    """Where each ends."""
    marks: tuple[str, ...]
    """For each: `symbol`, `cue` ("resolution" before one), `date`, `ordinal`, `light` (of, the, and), or "" for a word
    that carries meaning."""

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Words, punctuation left out."""
        return tuple(zip(self.starts, self.ends, strict=True))

    def touched(self, start: int, end: int) -> list[str]:
        """Marks of the words a span of the text touches; an empty span touches the word it splits."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        if start == end and last > first and self.starts[first] == start:
            return []
        return list(self.marks[first:last])

    def before(self, place: int, count: int) -> tuple[str, ...]:
        """Marks of the last words that end at or before an offset, nearest last."""
        last = bisect_right(self.ends, place)
        return self.marks[max(0, last - count) : last]

    def date_from(self, place: int) -> int:
        """Where the date begins that an offset stands in: "15 to 19 April 2024", small words between its parts."""
        at = first = bisect_right(self.ends, place)
        while at and self.marks[at - 1] in {"date", "light"}:
            at -= 1
            if self.marks[at] == "date":
                first = at
        return self.starts[first] if first < bisect_right(self.ends, place) else place

    def behind(self, place: int, count: int) -> tuple[str, ...]:
        """Marks of the first words that begin at or after an offset, nearest first."""
        first = bisect_left(self.starts, place)
        return self.marks[first : first + count]


@lru_cache(maxsize=64)
def technical(text: str, language: str) -> Technical:
    """Mark the words of a text."""
    lexicon = load_lexicon(language)
    spans = tuple((a, b) for a, b in token_spans(text) if is_word(text[a:b]))
    words = [text[a:b] for a, b in spans]
    starts, ends = tuple(a for a, _ in spans), tuple(b for _, b in spans)
    marks = [_kind(word, lexicon) for word in words]
    for at, kind in enumerate(marks):
        if kind in _OPEN:
            marks[at] = _by_neighbours(kind, words, at, lexicon)
    symbols = find_symbols(text)
    # The later a layer, the more it counts: dates in ideographs, "resolution" before a symbol, the symbol itself.
    for mark, places in (
        ("date", [match.span() for match in _CHINESE.finditer(text)]),
        ("cue", [s.span for s in symbols]),
        ("symbol", [s.number_span for s in symbols]),
        ("symbol", [match.span() for match in _CITED.finditer(text)]),
    ):
        for start, end in places:
            first, last = bisect_right(ends, start), bisect_left(starts, end)
            marks[first:last] = [mark] * (last - first)
    return Technical(starts, ends, tuple(marks))


#: What only the words beside one decide: a day of a month, tens before an ordinal.
_OPEN = frozenset(("day", "tens"))


@lru_cache(maxsize=1 << 14)
def _kind(word: str, lexicon: Lexicon) -> str:
    """What a word is by itself: a mark of `Technical`, or one of `_OPEN`."""
    key = fold(word)
    if key in lexicon.months or _YEAR.fullmatch(word):
        return "date"
    if _DAY.fullmatch(word):
        return "day"
    if _is_ordinal(word, lexicon):
        return "ordinal"
    if key in lexicon.numbers:
        return "tens"
    return _light(key, lexicon)


def _light(key: str, lexicon: Lexicon) -> str:
    light = key in lexicon.light or key in lexicon.articles or key in lexicon.and_words
    return "light" if light else ""


def _by_neighbours(kind: str, words: Sequence[str], at: int, lexicon: Lexicon) -> str:
    """The mark of a word that is open by itself."""
    if kind == "day":
        if _is_day(words, at, lexicon):
            return "date"
        if _is_ordinal(words[at], lexicon):
            return "ordinal"
    key = fold(words[at])
    following = fold(words[at + 1]) if at + 1 < len(words) else ""
    if key in lexicon.numbers and following in lexicon.ordinals:
        return "ordinal"
    return _light(key, lexicon)


def _is_day(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """A number up to 31 beside a month, other days and small words between them: "3 to 5 May", "May 3"."""
    if not _DAY.fullmatch(words[at]):
        return False
    if at and fold(words[at - 1]) in lexicon.months:
        return True
    for word in words[at + 1 : at + 1 + _DAY_REACH]:
        if fold(word) in lexicon.months:
            return True
        if not (_DAY.fullmatch(word) or fold(word) in lexicon.light or fold(word) in lexicon.and_words):
            return False
    return False


def _is_ordinal(word: str, lexicon: Lexicon) -> bool:
    """Ordinals: "73rd", "seventy-third"; tens written apart (`семьдесят третьей`) are `_OPEN`."""
    if _ORDINAL.fullmatch(word):
        return True
    endings = _ENDINGS.get(lexicon.language, ())
    if endings and word.casefold().endswith(endings) and len(word) > LEAST_ORDINAL:
        return True
    *tens, last = [fold(part) for part in re.split(r"[-‐‑]", word)]
    return last in lexicon.ordinals and all(part in lexicon.numbers for part in tens)


def is_rollover(old: Sequence[str], new: Sequence[str]) -> bool:
    """A change touches nothing but technical words (marks of the words touched on each side).

    Both sides hold a technical word, or one side holds a symbol: the list of earlier resolutions grows or shrinks,
    and with it "resolution" becomes "resolutions".
    """
    if "" in old or "" in new:
        return False
    solid_old, solid_new = ([m for m in side if m not in {"light", "cue"}] for side in (old, new))
    return (
        bool(solid_old and solid_new)
        or "symbol" in (*solid_old, *solid_new)
        or ("cue" in old and "cue" in new)
    )


def rollover(case: Case) -> Finding | None:
    """A technical update: symbols, ordinals of sessions and years that move with the document.

    A date by which something must be done, or until which it lasts, is substance.
    """
    lexicon = case.context.lexicon
    if not any(_may_move(word, lexicon) for word in (*case.old_words, *case.new_words, *case.old, *case.new)):
        return None
    if _anniversary(case):
        return Finding("rollover", "an anniversary that comes with its year")
    if deadline_before(case, old=True) or deadline_before(case, old=False):
        return None
    edit = case.edit
    old = technical(case.context.old.text, lexicon.language).touched(edit.o0, edit.o1)
    new = technical(case.context.new.text, lexicon.language).touched(edit.n0, edit.n1)
    moved = is_rollover(old, new) and ({"symbol", "ordinal", "cue"} & {*old, *new} or _of_document(case))
    if not moved:
        joined = _joins_dates(case, old, new)
        if joined == "symbol":
            return Finding("editorial", "the date of a cited document is given at the first mention only")
        if not joined:
            return None
    kinds = sorted({mark for mark in (*old, *new) if mark in _SOLID})
    return Finding("rollover", f"{' and '.join(kinds)} moved with the document")


def _anniversary(case: Case) -> bool:
    """A clause that only notes an anniversary: ", and noting that 2025 marks the tenth anniversary of ..."."""
    lexicon, edit = case.context.lexicon, case.edit
    for words, other, text, start, end in (
        (case.new_words, case.old_words, case.context.new.text, edit.n0, edit.n1),
        (case.old_words, case.new_words, case.context.old.text, edit.o0, edit.o1),
    ):
        if other or "anniversary" not in words:
            continue
        core = [w for w in words if w not in lexicon.and_words and w not in lexicon.sequence]
        opened = lexicon.opening(core[:6])
        marks = technical(text, lexicon.language).touched(start, end)
        return opened is not None and opened[0].axis == "noting" and "ordinal" in marks
    return False


def _of_document(case: Case) -> bool:
    """A date stands behind a symbol or beside a session: it moves with them. A date alone is substance."""
    if not _SESSIONS.isdisjoint((*case.before(2), *case.after(2))):
        return True
    marks = technical(case.context.new.text, case.context.lexicon.language)
    if {"symbol", "ordinal"} & {*marks.before(marks.date_from(case.edit.n0), DATE_REACH)}:
        return True
    if _of_report(case) or _of_document_named(case, marks):
        return True
    behind = marks.behind(case.edit.n1, BEHIND)
    return next((m for m in behind if m not in {"date", "light"}), "") == "symbol"


def _of_document_named(case: Case, marks: Technical) -> bool:
    """A date of a letter, a statement or a report: its noun stands before, no clause of its own between."""
    keys = case.context.new.folded
    first = case.context.new.index(marks.date_from(case.edit.n0))
    if not {"of", "dated"}.intersection(keys[max(0, first - 1) : first + 1]):
        return False
    return not _DOCUMENTS.isdisjoint(keys[max(0, first - DATE_REACH) : first])


#: Documents whose date moves with them. English only.
_DOCUMENTS = frozenset(
    [
        "report",
        "reports",
        "letter",
        "letters",
        "statement",
        "statements",
        "note",
        "resolution",
        "decision",
        "dated",
    ]
)


def _of_report(case: Case) -> bool:
    """The years a report is for: "the report of the Committee for 2024", no clause of its own between."""
    words = (*case.old_words, *case.new_words)
    if not words or not all(map(_YEAR.fullmatch, words)) or not _REPORTED.intersection(case.before(1)):
        return False
    for key in reversed(case.context.new.folded[: case.b0]):
        if key in _REPORTS:
            return True
        if key in _STOPS:
            return False
    return False


#: A report of a year, by its noun and the word before the year; marks that end the phrase. English only.
_REPORTS, _REPORTED, _STOPS = frozenset(("report", "reports")), frozenset(("for", "of")), frozenset(",;:.")


def _joins_dates(case: Case, old: Sequence[str], new: Sequence[str]) -> str:
    """Dates put in (or out) right behind a `date` ("reports of 4 May 2023 and 25 April 2024") or a `symbol`; else ""."""
    if bool(old) == bool(new) or not {"date", "light"} >= {*old, *new} or "date" not in (*old, *new):
        return ""
    text, start = (case.context.new.text, case.edit.n0) if new else (case.context.old.text, case.edit.o0)
    before = technical(text, case.context.lexicon.language).before(start, 1)
    return before[0] if before and before[0] in {"date", "symbol"} else ""


#: Words for a session, folded: "the 2024 session", "session de 2024".
_SESSIONS = frozenset(
    map(
        fold,
        (
            "session",
            "sessions",
            "período",
            "períodos",
            "сессия",
            "сессии",
            "сессию",
            "دورة",
            "دورته",
            "دورتها",
            "届会",
        ),
    )
)
_SOLID = frozenset(("symbol", "date", "ordinal"))


def _may_move(word: str, lexicon: Lexicon) -> bool:
    return (
        any(map(str.isdigit, word))
        or word in lexicon.months
        or word in lexicon.ordinals
        or "-" in word
        or word.endswith(_ENDINGS.get(lexicon.language, ("\0",)))
    )


def deadline_before(case: Case, *, old: bool) -> str:
    """The deadline phrase whose date an edit changes ("until", "no later than"), or ""."""
    side, start, end = (case.context.old, case.a0, case.a1) if old else (case.context.new, case.b0, case.b1)
    lexicon = case.context.lexicon
    span = side.folded[start:end]
    if not any(key in lexicon.months or _YEAR.fullmatch(key) or _DAY.fullmatch(key) for key in span):
        return ""
    at = start
    while at and (
        side.folded[at - 1] in lexicon.months
        or _DAY.fullmatch(side.folded[at - 1])
        or _YEAR.fullmatch(side.folded[at - 1])
        or side.folded[at - 1] in lexicon.articles
        or side.folded[at - 1] in lexicon.time
        or (side.folded[at - 1] == "of" and at > 1 and side.folded[at - 2] in lexicon.time)
    ):
        at -= 1
    for phrase in lexicon.deadlines:
        if phrase and tuple(side.folded[max(0, at - len(phrase)) : at]) == phrase:
            return " ".join(phrase)
    return ""
