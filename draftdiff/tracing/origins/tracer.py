"""Carry words from version to version: by the redlines of links, by wandering clauses, by what came back.

Versions are done oldest first, so the work grows linearly with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.tracing.origins.carried import Run, Words, carried, matched, runs_of, word_key, words_of
from draftdiff.tracing.origins.claims import Claim, Pair, settle
from draftdiff.tracing.origins.returned import bring_back, graves_of
from draftdiff.tracing.origins.wandered import LEAST, distinctive, free_stretches, shifted, wandered
from draftdiff.tracing.origins.words import Grave, Origins, Row, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from draftdiff.alignment import Alignment
    from draftdiff.differing.ownership import Ownership
    from draftdiff.lineage import Lineage
    from draftdiff.lineage.steps import Node
    from draftdiff.tracing.origins.wandered import Free

#: A clause that wandered without a link is matched word by word; a shorter match inside it is chance.
#: Chosen; no calibration is recorded.
LEAST_TRANSFER = 2


def trace_origins(lineage: Lineage) -> Origins:
    """The origin of every word of every version of a lineage."""
    return _Tracer(lineage).run()


@dataclass(slots=True)
class _Draft:
    """One version in the making."""

    version: str
    words: dict[str, Words]
    rows: dict[str, list[Word | None]]
    """Label -> its words; None where the origin is not known yet."""
    alive: set[int] = field(default_factory=set[int])
    """`id` of the words it has."""

    def take(self, old: Mapping[str, Row], claims: Iterable[Claim], rank: Mapping[str, int]) -> None:
        """Enter words of an older version; where two bring a word, the one that is older in the history stays."""
        for claim in claims:
            row, start = self.rows[claim.new], claim.run.new
            source = old[claim.old][claim.run.old : claim.run.old + claim.run.length]
            for at, word in enumerate(source, start):
                there = row[at]
                if there is None or rank[word.version] < rank[there.version]:
                    row[at] = word
            self.alive.update(map(id, source))

    def fill(self, old: Mapping[str, Row], pairs: Iterable[Pair]) -> None:
        """Enter words where the origin is not known yet."""
        for (source, i), (target, j) in pairs:
            if self.rows[target][j] is None:
                self.rows[target][j] = old[source][i]
                self.alive.add(id(old[source][i]))

    def gaps(self) -> Free:
        """Stretches of words of unknown origin."""
        return free_stretches(
            {label: [word is not None for word in row] for label, row in self.rows.items() if None in row}
        )


class _Tracer:
    """The work of `trace_origins`, version by version."""

    def __init__(self, lineage: Lineage) -> None:
        self.lineage = lineage
        self.rank = {version: at for at, version in enumerate(lineage.versions)}
        cut: dict[str, Words] = {}  # most paragraphs stay the same from version to version

        def words(text: str) -> Words:
            if text not in cut:
                cut[text] = words_of(text)
            return cut[text]

        self.words = {
            version: {str(p.label): words(p.text) for p in document.walk()}
            for version, document in lineage.documents.items()
        }
        self.rows: dict[str, dict[str, Row]] = {}
        self.graves: dict[str, dict[str, tuple[Grave, ...]]] = {}
        self.lost: dict[str, tuple[Grave, ...]] = {}

    def run(self) -> Origins:
        """All versions, oldest first."""
        for version in self.lineage.versions:
            self._version(version)
        return Origins(self.rows, self.words, self.graves)

    def _version(self, version: str) -> None:
        words = self.words[version]
        draft = _Draft(version, words, {label: [None] * len(w) for label, w in words.items()})
        parents = self.lineage.parents[version]
        for parent in parents:
            draft.take(self.rows[parent], linked_words(self.lineage, parent, version, self.words), self.rank)
        for old in dict.fromkeys(back.old for back in self.lineage.reinstated if back.new == version):
            draft.fill(self.rows[old], self._returned(old, version))
        for parent in parents:
            self._wandered(parent, draft)
        sources = self._sources(version)
        for label, nodes in sources.items():
            graves = [grave for node in nodes for grave in self.graves[node[0]].get(node[1], ())]
            bring_back(draft.rows[label], words[label].keys, graves, draft.alive)
        self._find_lost(draft)
        self.rows[version] = self._finished(draft)
        self._bury(draft, sources)

    def _finished(self, draft: _Draft) -> dict[str, Row]:
        """The rows, with new words where nothing older was found."""
        version, texts = draft.version, {str(p.label): p.text for p in self.lineage[draft.version].walk()}
        rows: dict[str, Row] = {}
        for label, row in draft.rows.items():
            text, spans = texts[label], draft.words[label].spans
            rows[label] = tuple(
                word or Word(version, label, at, text[start:end])
                for at, (word, (start, end)) in enumerate(zip(row, spans, strict=True))
            )
        return rows

    def _returned(self, old: str, version: str) -> list[Pair]:
        """Words of paragraphs that came back."""
        pairs: list[Pair] = []
        for link, redline in self.lineage.came_back(old, version):
            for run in carried(redline, self.words[old][link.old], self.words[version][link.new]):
                pairs += [((link.old, run.old + k), (link.new, run.new + k)) for k in range(run.length)]
        return pairs

    def _wandered(self, parent: str, draft: _Draft) -> None:
        """Enter stretches that neither side accounts for."""
        new_free = draft.gaps()
        if not new_free:
            return
        old_rows = self.rows[parent]
        old_free = free_stretches(
            {
                label: [id(word) in draft.alive for word in row]
                for label, row in old_rows.items()
                if not draft.alive.issuperset(map(id, row))
            }
        )
        if not old_free:
            return
        home = {id(word): label for label, row in old_rows.items() for word in row}
        linked = dict.fromkeys(
            (home[id(w)], label) for label in new_free for w in draft.rows[label] if w and id(w) in home
        )
        texts = self.words[parent], draft.words
        draft.fill(old_rows, wandered(*texts, old_free, new_free, linked))
        draft.fill(old_rows, shifted(*texts, old_free, new_free, linked))

    def _find_lost(self, draft: _Draft) -> None:
        """Fill gaps with stretches that any older version lost, wherever they stood."""
        lost = {id(g): g for parent in self.lineage.parents[draft.version] for g in self.lost[parent]}
        gaps = draft.gaps()
        if not lost or not gaps:
            return
        held = {
            str(at): tuple(word for word in grave.words if id(word) not in draft.alive)
            for at, grave in enumerate(lost.values())
        }
        words = {key: Words.of_keys(word_key(word.text) for word in row) for key, row in held.items()}
        free = free_stretches({key: [False] * len(row) for key, row in held.items()})
        draft.fill(held, wandered(words, draft.words, free, gaps))

    def _sources(self, version: str) -> dict[str, dict[Node, None]]:
        """Label -> the (version, label) it continues, in order."""
        found: dict[str, dict[Node, None]] = {}
        for parent in self.lineage.parents[version]:
            for link in self.lineage.align(parent, version).links:
                found.setdefault(link.new, {})[parent, link.old] = None
        for back in self.lineage.reinstated:
            if back.new == version:
                found.setdefault(back.link.new, {})[back.old, back.link.old] = None
        return found

    def _bury(self, draft: _Draft, sources: Mapping[str, Iterable[Node]]) -> None:
        """Keep what this version dropped: short stretches with their paragraphs, long ones for any paragraph."""
        alive, parents = draft.alive, self.lineage.parents[draft.version]
        dug: dict[Node, list[Grave]] = {}
        for version in dict.fromkeys((*parents, *(node[0] for nodes in sources.values() for node in nodes))):
            for label, row in self.rows[version].items():
                if not alive.issuperset(map(id, row)):
                    dug[version, label] = graves_of(row, alive)
        kept: dict[str, tuple[Grave, ...]] = {}
        for label, nodes in sources.items():
            graves: dict[int, Grave] = {}
            for node in nodes:
                older = (
                    g for g in self.graves[node[0]].get(node[1], ()) if not alive.issuperset(map(id, g.words))
                )
                graves.update((id(grave), grave) for grave in (*older, *dug.get(node, ())))
            if graves:
                kept[label] = tuple(graves.values())
        self.graves[draft.version] = kept
        lost = {id(g): g for parent in parents for g in self.lost[parent]}
        fresh = (g for (version, _), graves in dug.items() if version in parents for g in graves)
        lost.update((id(grave), grave) for grave in fresh if len(grave.words) >= LEAST)
        self.lost[draft.version] = tuple(lost.values())


def linked_words(lineage: Lineage, old: str, new: str, words: dict[str, dict[str, Words]]) -> list[Claim]:
    """The stretches of words one step carries over by its links and wandering clauses."""
    alignment = lineage.align(old, new)
    torn, joined = _contested(alignment)
    owned = _owned(lineage.comparison(old, new).ownership, words[old], words[new])
    plain: list[Claim] = []
    claims: list[Claim] = []
    for link, redline in lineage.linked(old, new):
        runs = carried(redline, words[old][link.old], words[new][link.new])
        found = [Claim(link.old, link.new, run, link.similarity) for run in runs]
        if link.old in torn or link.new in joined:
            claims += found
        else:
            plain += found
    for transfer in alignment.transfers:
        left, right = words[old][transfer.old], words[new][transfer.new]
        source = left.within(*transfer.old_span)
        if transfer.copied and not distinctive(words[old], transfer.old, source):
            continue
        pairs = matched(left, source, right, right.within(*transfer.new_span))
        claims += [
            Claim(transfer.old, transfer.new, run, 0.0)
            for run in runs_of(pairs)
            if run.length >= LEAST_TRANSFER
        ]
    return plain + [Claim(a, b, Run(i, j, 1), 0.0) for (a, i), (b, j) in settle(claims, owned)]


def _owned(known: Ownership, old: Mapping[str, Words], new: Mapping[str, Words]) -> list[Pair]:
    """The words whose owner the step's redlines know: by index, marks left out."""
    pairs: list[Pair] = []
    for (a, start), (b, place) in known.pairs:
        i, j = old[a].at(start, 0), new[b].at(place, 0)
        if i is not None and j is not None:
            pairs.append(((a, i), (b, j)))
    return pairs


def _contested(alignment: Alignment) -> tuple[set[str], set[str]]:
    """Labels of the old and of the new side whose words several links or transfers may claim."""
    old = {link.old for link in alignment.links if len(alignment.from_old(link.old)) > 1}
    new = {link.new for link in alignment.links if len(alignment.to_new(link.new)) > 1}
    return old | {t.old for t in alignment.transfers}, new | {t.new for t in alignment.transfers}
