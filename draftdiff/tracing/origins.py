"""Where every word of every version comes from.

A word is an object with an identity; a version's paragraph is a row of such objects. A step carries words over by the
redlines of its links, by wandering clauses and by unaccounted stretches found elsewhere; what is left came back, or is
new. Versions are done oldest first, so the work grows linearly with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.fold import fold
from draftdiff.tracing.carrying import Words, carried, matched, runs_of, words_of
from draftdiff.tracing.claims import Claim, Pair, settle
from draftdiff.tracing.returning import Grave, bring_back, graves_of
from draftdiff.tracing.wandering import LEAST, distinctive, free_stretches, shifted, wandered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Alignment
    from draftdiff.history import History
    from draftdiff.tracing.carrying import Run

#: A clause that wandered without a link is matched word by word; a shorter match inside it is chance.
LEAST_TRANSFER = 2


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word, from the version in which it first appears to the one in which it is last seen."""

    version: str
    """Version in which it first appears."""
    label: str
    """Paragraph in which it first appears."""
    index: int
    """Which word of that paragraph, 0-based, punctuation not counted."""
    text: str
    """As printed there."""


Row = tuple[Word, ...]
Rows = dict[str, list[Word | None]]
"""Label -> words of a paragraph in the making; None where the origin is not known yet."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The words of all versions."""

    rows: dict[str, dict[str, Row]]
    """Version -> label -> the words of that paragraph, in order."""
    words: dict[str, dict[str, Words]]
    """Version -> label -> places of these words in the paragraph's text."""
    graves: dict[str, dict[str, tuple[Grave, ...]]]
    """Version -> label -> stretches its older versions had and lost."""
    _places: dict[str, dict[int, tuple[str, int]]] = field(
        default_factory=dict[str, dict[int, tuple[str, int]]]
    )

    def place(self, word: Word, version: str) -> tuple[str, int] | None:
        """Label and word index at which a word stands in a version, or None."""
        places = self._places.get(version)
        if places is None:
            places = {}
            for label, row in self.rows[version].items():
                for at, one in enumerate(row):
                    places.setdefault(id(one), (label, at))
            self._places[version] = places
        return places.get(id(word))


class _Tracer:
    """The work of `trace_origins`, version by version."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.rank = {version: at for at, version in enumerate(history.versions)}
        self.words: dict[str, dict[str, Words]] = {
            version: {str(p.label): words_of(p.text) for p in document.walk()}
            for version, document in history.documents.items()
        }
        self.rows: dict[str, dict[str, Row]] = {}
        self.graves: dict[str, dict[str, tuple[Grave, ...]]] = {}
        self.lost: dict[str, tuple[Grave, ...]] = {}

    def run(self) -> Origins:
        for version in self.history.versions:
            self._version(version)
        return Origins(self.rows, self.words, self.graves)

    def _version(self, version: str) -> None:
        words = self.words[version]
        rows: Rows = {label: [None] * len(w) for label, w in words.items()}
        parents = self.history.parents[version]
        for parent in parents:
            self._put(rows, parent, linked_pairs(self.history, parent, version, self.words))
        for old in dict.fromkeys(b.old for b in self.history.reinstated if b.new == version):
            self._put(rows, old, self._returned_pairs(old, version), only_gaps=True)
        for parent in parents:
            self._put(rows, parent, self._wandered(parent, version, rows), only_gaps=True)
        self._bring_back(version, rows)
        self._find_lost(version, rows)
        texts = {str(p.label): p.text for p in self.history[version].walk()}
        self.rows[version] = {
            label: tuple(
                word or Word(version, label, at, texts[label][slice(*words[label].spans[at])])
                for at, word in enumerate(row)
            )
            for label, row in rows.items()
        }
        self._bury(version)

    def _put(self, rows: Rows, old: str, pairs: Iterable[Pair], *, only_gaps: bool = False) -> None:
        """Enter carried words; where two parents bring a word, the one that is older in the history stays."""
        for (source, i), (target, j) in pairs:
            word = self.rows[old][source][i]
            there = rows[target][j]
            if there is None or (not only_gaps and self.rank[word.version] < self.rank[there.version]):
                rows[target][j] = word

    def _returned_pairs(self, old: str, version: str) -> list[Pair]:
        pairs: list[Pair] = []
        for link, redline in self.history.came_back(old, version):
            runs = carried(redline, self.words[old][link.old], self.words[version][link.new])
            pairs += _spread(link.old, link.new, runs)
        return pairs

    def _wandered(self, parent: str, version: str, rows: Rows) -> list[Pair]:
        """Stretches found in neither side's account."""
        alive = _alive(rows.values())
        new_free = free_stretches({label: [word is not None for word in row] for label, row in rows.items()})
        if not new_free:
            return []
        old_rows = self.rows[parent]
        old_free = free_stretches({label: [id(w) in alive for w in row] for label, row in old_rows.items()})
        home = {id(word): label for label, row in old_rows.items() for word in row}
        linked = dict.fromkeys(
            (home[id(w)], label) for label, row in rows.items() for w in row if w and id(w) in home
        )
        texts = self.words[parent], self.words[version]
        far = wandered(*texts, old_free, new_free, linked)
        return far + shifted(*texts, old_free, new_free, linked)

    def _find_lost(self, version: str, rows: Rows) -> None:
        """Fill gaps with stretches that any older version lost, wherever they stood; keep them for later versions."""
        lost = {id(grave): grave for parent in self.history.parents[version] for grave in self.lost[parent]}
        new_free = free_stretches({label: [word is not None for word in row] for label, row in rows.items()})
        alive = _alive(rows.values())
        if lost and new_free:
            held = {
                str(at): tuple(w for w in g.words if id(w) not in alive) for at, g in enumerate(lost.values())
            }
            words = {key: Words((), tuple(fold(word.text) for word in row)) for key, row in held.items()}
            free = free_stretches({key: [False] * len(row) for key, row in held.items()})
            for (source, i), (target, j) in wandered(words, self.words[version], free, new_free):
                rows[target][j] = held[source][i]
            alive = _alive(rows.values())
        for parent in self.history.parents[version]:
            fresh = (grave for row in self.rows[parent].values() for grave in graves_of(row, alive))
            lost.update((id(grave), grave) for grave in fresh if len(grave.words) >= LEAST)
        self.lost[version] = tuple(lost.values())

    def _sources(self, version: str) -> dict[str, dict[tuple[str, str], None]]:
        """Label -> the (version, label) it continues, in order."""
        found: dict[str, dict[tuple[str, str], None]] = {}
        for parent in self.history.parents[version]:
            for link in self.history.align(parent, version).links:
                found.setdefault(link.new, {})[parent, link.old] = None
        for back in self.history.reinstated:
            if back.new == version:
                found.setdefault(back.link.new, {})[back.old, back.link.old] = None
        return found

    def _bring_back(self, version: str, rows: Rows) -> None:
        alive = _alive(rows.values())
        for label, sources in self._sources(version).items():
            graves = [g for node in sources for g in self.graves[node[0]].get(node[1], ())]
            bring_back(rows[label], self.words[version][label].keys, graves, alive)

    def _bury(self, version: str) -> None:
        """Keep what this version dropped, with the paragraphs that lost it."""
        alive = _alive(self.rows[version].values())
        kept: dict[str, tuple[Grave, ...]] = {}
        for label, sources in self._sources(version).items():
            graves: dict[int, Grave] = {}
            for owner, source in sources:
                older = [
                    g for g in self.graves[owner].get(source, ()) if any(id(w) not in alive for w in g.words)
                ]
                fresh = graves_of(self.rows[owner][source], alive)
                graves.update((id(grave), grave) for grave in (*older, *fresh))
            if graves:
                kept[label] = tuple(graves.values())
        self.graves[version] = kept


def _alive(rows: Iterable[Iterable[Word | None]]) -> set[int]:
    """`id` of the words in some rows."""
    return {id(word) for row in rows for word in row if word}


def _spread(old: str, new: str, runs: Iterable[Run]) -> list[Pair]:
    return [((old, run.old + k), (new, run.new + k)) for run in runs for k in range(run.length)]


def linked_pairs(history: History, old: str, new: str, words: dict[str, dict[str, Words]]) -> list[Pair]:
    """The words one step carries over by its links and wandering clauses."""
    alignment = history.align(old, new)
    torn, joined = _contested(alignment)
    pairs: list[Pair] = []
    claims: list[Claim] = []
    for link, redline in history.linked(old, new):
        runs = carried(redline, words[old][link.old], words[new][link.new])
        if link.old in torn or link.new in joined:
            claims += [Claim(link.old, link.new, run, link.similarity) for run in runs]
        else:
            pairs += _spread(link.old, link.new, runs)
    for transfer in alignment.transfers:
        left, right = words[old][transfer.old], words[new][transfer.new]
        source = left.within(*transfer.old_span)
        if transfer.copied and not distinctive(words[old], transfer.old, source):
            continue
        found = matched(left, source, right, right.within(*transfer.new_span))
        claims += [
            Claim(transfer.old, transfer.new, run, 0.0)
            for run in runs_of(found)
            if run.length >= LEAST_TRANSFER
        ]
    return pairs + settle(claims)


def _contested(alignment: Alignment) -> tuple[set[str], set[str]]:
    """Labels of the old and of the new side whose words several links or transfers may claim."""
    old = {link.old for link in alignment.links if len(alignment.from_old(link.old)) > 1}
    new = {link.new for link in alignment.links if len(alignment.to_new(link.new)) > 1}
    return old | {t.old for t in alignment.transfers}, new | {t.new for t in alignment.transfers}


def trace_origins(history: History) -> Origins:
    """The origin of every word of every version of a history."""
    return _Tracer(history).run()
