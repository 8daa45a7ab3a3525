"""The chain of texts of one item over the years: by title, by what they cite, and by their wording."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from draftdiff.fold import fold
from draftdiff.library.wordings import NUMBER, wordings

if TYPE_CHECKING:
    from draftdiff.library.index import Index
    from draftdiff.library.store import Entry, Store

#: Share of three-word runs that a text must have in common with its predecessor: under one title; where it cites it;
#: and by wording alone. Chosen; the four series of the development data are the check (bench/library.py).
UNDER_TITLE, CITED, BY_WORDING = 0.12, 0.3, 0.45
#: Of candidates nearly as good as the best, the newest is the predecessor: a text descends from last year's. Chosen.
NEARLY = 0.1
#: Paragraphs of a text that are looked up, its longest. Chosen.
ASKED_PARAGRAPHS = 8
#: Neighbours taken from the index for each. Chosen.
NEIGHBOURS = 12
#: Rarest words asked for. Chosen.
_WORDS = 16
#: Words of a run that texts are compared by. Chosen.
_RUN = 3
_UNTITLED = re.compile(r"^(?:resolution|résolution|resolución|резолюция|القرار|第)?\s*#?\s*(?:\(#\))?$")


class Series:
    """Predecessors and successors among the documents of one language."""

    def __init__(self, store: Store, index: Index, language: str) -> None:
        self._store, self._index = store, index
        self._language = language
        self._entries = {e.id: e for e in store.entries("language = ?", (language,))}
        self._by_title: dict[tuple[str, str], list[int]] = defaultdict(list)
        for entry in self._entries.values():
            title = title_key(entry.title)
            if title:
                self._by_title[entry.organ, title].append(entry.id)
        self._by_symbol = {bare(e.symbol): e.id for e in self._entries.values() if e.symbol}
        self._runs: dict[int, frozenset[tuple[str, ...]]] = {}
        self._cited: dict[int, frozenset[int]] = {}
        self._near: dict[int, tuple[int, ...]] = {}
        self._before: dict[int, int | None] = {}

    def chain(self, number: int) -> tuple[Entry, ...]:
        """The texts that descend from one another through this one, oldest first, itself included."""
        found = {number}
        front = [number]
        while front:
            one = front.pop()
            previous = self.predecessor(one)
            following = [two for two in self._later(one) if self.predecessor(two) == one]
            for other in ([previous] if previous is not None else []) + following:
                if other not in found:
                    found.add(other)
                    front.append(other)
        return tuple(sorted((self._entries[n] for n in found), key=lambda e: (e.date, e.id)))

    def predecessor(self, number: int) -> int | None:
        """The earlier text this one continues, or None."""
        if number not in self._before:
            self._before[number] = self._predecessor(number)
        return self._before[number]

    def _predecessor(self, number: int) -> int | None:
        entry = self._entries[number]
        scored = [
            (self._kinship(number, other), other)
            for other in self._candidates(number)
            if self._precedes(other, entry)
        ]
        scored = [(score, other) for score, other in scored if score > 0]
        if not scored:
            return None
        best = max(score for score, _ in scored)
        near = [other for score, other in scored if score >= best - NEARLY]
        return max(near, key=lambda other: (self._entries[other].date, other))

    def _precedes(self, other: int, entry: Entry) -> bool:
        there = self._entries[other]
        return there.organ == entry.organ and bool(there.date) and there.date < entry.date

    def _candidates(self, number: int) -> set[int]:
        entry = self._entries[number]
        titled = self._by_title.get((entry.organ, title_key(entry.title)), ())
        return ({*titled, *self._citations(number), *self._neighbours(number)}) - {number}

    def _later(self, number: int) -> list[int]:
        entry = self._entries[number]
        titled = self._by_title.get((entry.organ, title_key(entry.title)), ())
        candidates = {*titled, *self._neighbours(number)} - {number}
        return sorted(other for other in candidates if self._precedes(number, self._entries[other]))

    def _kinship(self, number: int, other: int) -> float:
        """How surely one continues the other; 0 where not enough speaks for it."""
        shared = self.likeness(number, other)
        title = title_key(self._entries[number].title)
        if title and title == title_key(self._entries[other].title):
            return shared + 0.2 if shared >= UNDER_TITLE else 0.0
        if other in self._citations(number) and shared >= CITED:
            return shared + 0.1
        return shared if shared >= BY_WORDING else 0.0

    def likeness(self, one: int, two: int) -> float:
        """Share of runs of three words that two texts have in common, numbers aside."""
        a, b = self._runs_of(one), self._runs_of(two)
        return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0

    def _runs_of(self, number: int) -> frozenset[tuple[str, ...]]:
        if number not in self._runs:
            runs: set[tuple[str, ...]] = set()
            for row in self._store.paragraphs_of(number):
                words = wordings(row.text)
                runs.update(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
            self._runs[number] = frozenset(runs)
        return self._runs[number]

    def _citations(self, number: int) -> frozenset[int]:
        if number not in self._cited:
            from draftdiff.referencing.symbols import find_symbols  # noqa: PLC0415 - loads its grammars

            symbols = {
                bare(s.symbol) for row in self._store.paragraphs_of(number) for s in find_symbols(row.text)
            }
            self._cited[number] = frozenset(self._by_symbol[s] for s in symbols if s in self._by_symbol) - {
                number
            }
        return self._cited[number]

    def _neighbours(self, number: int) -> tuple[int, ...]:
        """Documents that hold the most alike paragraphs."""
        if number not in self._near:
            rows = sorted(self._store.paragraphs_of(number), key=lambda row: (-len(row.text), row.id))
            votes: Counter[int] = Counter()
            for row in rows[:ASKED_PARAGRAPHS]:
                asked = self._index.rarest((w for w in wordings(row.text) if w != NUMBER), _WORDS)
                hits = self._index.search(
                    asked, every=False, most=NEIGHBOURS, filters=(("language", self._language),)
                )
                found = self._store.rows([n for n, _ in hits])
                votes.update({r.document for r in found.values()} - {number})
            ranked = sorted(votes.items(), key=lambda kv: (-kv[1], kv[0]))
            self._near[number] = tuple(
                other for other, _ in ranked[: 2 * NEIGHBOURS] if other in self._entries
            )
        return self._near[number]


def title_key(title: str) -> str:
    """A title without numbers and marks; "" where it is only a number ("Resolution 2709 (2023)")."""
    words = [fold(word) for word in re.findall(r"\w+", title)]
    plain = " ".join(NUMBER if any(c.isdigit() for c in word) else word for word in words)
    return "" if len(plain) < 12 or _UNTITLED.match(plain.replace("# #", "#")) else plain


def bare(symbol: str) -> str:
    """A symbol without its year: `S/RES/2709 (2023)` is `S/RES/2709`."""
    return re.sub(r"\s*\(\d{4}\)\Z", "", symbol.strip())
