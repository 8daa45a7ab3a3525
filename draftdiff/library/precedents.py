"""Where was this agreed before? Each paragraph of a draft against every paragraph of the library.

The index gives candidates by their rarest words; word-level comparison ranks them; what changed since is said with
the same classes and signals as between two versions.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from draftdiff.fold import fold, word_texts
from draftdiff.library.answers import ClausePrecedent, Occurrence, Precedent, Verdict
from draftdiff.library.wordings import NUMBER, key_of, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from draftdiff.change import Change
    from draftdiff.library.index import Index
    from draftdiff.library.store import Entry, Row, Store
    from draftdiff.model import Document

#: Candidates taken from the index, and rarest words it is asked for. Chosen; what they cost in recall is measured by
#: bench/library.py.
CANDIDATES = 50
#: As above. Chosen.
ASKED = 24
#: A paragraph of fewer words says nothing that could be traced ("Decides as follows:"). Chosen.
LEAST_WORDS = 4
#: Share of a paragraph's information (rare words count more) that a precedent must explain, in order. Chosen;
#: articles of European acts, which have no precedent among resolutions, are the check (bench/library.py).
EXPLAINED = 0.5
#: Likeness in words from which two wordings are one agreed text with edits, for "since" and "last". Chosen.
SAME_TEXT = 0.85
#: Shortest run of added words that is looked up on its own: shorter ones are stock phrases. Chosen.
CLAUSE_WORDS = 8
#: Share of an added run that another paragraph must have, in order: the words that join it on ("bearing in mind") do not. Chosen.
CLAUSE_SHARE = 0.75
#: Share of documents from which a wording is stock ("Decides to remain seized of the matter"), and the least number.
#: Chosen by reading the most repeated wordings of the development library.
STOCK_SHARE, STOCK_LEAST = 0.01, 10
#: What a text that the whole draft follows is worth to each of its paragraphs, in likeness, if it has every paragraph
#: word by word. Chosen; from 0.1 to 0.5 the figure of read links (bench/library.py) hardly moves.
FOLLOWED = 0.2
#: Scores this near to the best are about as alike: the newest of them is what a draft was most likely written from, so
#: far as it was written from one text at all. A paragraph asked about alone gets the nearest wording. Chosen; as above.
NEAR = 0.02
#: Paragraphs whose words are kept in memory; it changes no result.
_KEPT = 20_000


class _Known(NamedTuple):
    row: Row
    words: list[str]


class _Found(NamedTuple):
    known: _Known
    likeness: float
    """Share of both sides' words in common, in order."""
    cover: float
    """Share of the draft's words in common, in order."""

    @property
    def score(self) -> float:
        """A clause inside a longer paragraph counts nearly as much as a paragraph of its own."""
        return max(self.likeness, 0.9 * self.cover)


class _Asked(NamedTuple):
    """A paragraph and what might be its precedent."""

    label: str
    text: str
    words: list[str]
    same: list[Row]
    """Paragraphs with the same words, numbers aside."""
    found: list[_Found]
    """The candidates, most alike first."""


class Precedents:
    """Asks a library; keeps what it looked up, so a whole draft costs little more than its parts."""

    def __init__(
        self,
        store: Store,
        index: Index,
        *,
        language: str,
        before: str = "",
        without: Iterable[str] = (),
        itself: int = 0,
    ) -> None:
        """Look in one language.

        Args:
            store: texts.
            index: its index.
            language: ISO 639-1; "" is any.
            before: ISO 8601 date; only documents before it count, and those without a date. "" is any.
            without: symbols that do not count, such as the draft's own.
            itself: number of the draft's own text in the library, which does not count; 0 where it is not there.
        """
        self._store, self._index, self._language, self._before = store, index, language, before
        self._without, self._itself = frozenset(without), itself
        self._rows: OrderedDict[int, _Known] = OrderedDict()
        self._weights: dict[str, float] = {}

    @cached_property
    def _entries(self) -> dict[int, Entry]:
        condition = "(? = '' OR language = ?)"
        return {
            e.id: e
            for e in self._store.entries(condition, (self._language, self._language))
            if self._counts(e)
        }

    def _counts(self, entry: Entry) -> bool:
        early = not self._before or not entry.date or entry.date < self._before
        return early and entry.symbol not in self._without and entry.id != self._itself

    def of_document(self, document: Document) -> tuple[Precedent, ...]:
        """Every paragraph and sub-paragraph with words of its own, in order of printing.

        A draft is mostly written from one earlier text. Which one, all its paragraphs tell together; each of them then
        prefers that text where others are about as alike.
        """
        asked = [self._asked(p.text, str(p.label)) for p in document.walk() if p.text.strip()]
        followed = self._followed(asked)
        return tuple(self._answer(each, followed) for each in asked)

    def of_text(self, text: str, label: str = "") -> Precedent:
        """One paragraph."""
        return self._answer(self._asked(text, label), {})

    def _asked(self, text: str, label: str) -> _Asked:
        printed = word_texts(text)
        words = [wording(word) for word in printed]
        if len(words) < LEAST_WORDS:
            return _Asked(label, text, words, [], [])
        same = [
            row
            for row in self._store.same_wording(key_of(words), self._language)
            if row.document in self._entries
        ]
        asked = self._index.rarest((fold(w) for w in printed if wording(w) != NUMBER), ASKED)
        return _Asked(label, text, words, same, self._ranked(words, self._candidates(asked)))

    def _followed(self, asked: Sequence[_Asked]) -> dict[int, float]:
        """Of each document that was found: the mean over the paragraphs of its best likeness to them."""
        votes: dict[int, float] = {}
        long = [each for each in asked if len(each.words) >= LEAST_WORDS]
        for each in long:
            best = {row.document: 1.0 for row in each.same}
            for found in each.found:
                best.setdefault(found.known.row.document, found.score)
            for document, likeness in best.items():
                votes[document] = votes.get(document, 0.0) + likeness
        return {document: vote / len(long) for document, vote in votes.items()}

    def _answer(self, asked: _Asked, followed: Mapping[int, float]) -> Precedent:
        label, text, words, same, _ = asked
        if len(words) < LEAST_WORDS:
            return Precedent(label=label, text=text, verdict="short")
        found = self._preferred(asked.found, followed)
        nearest = self._nearest(same, found)
        if nearest is None:
            return Precedent(label=label, text=text, verdict="none")
        verdict: Verdict = "verbatim" if same else self._verdict(words, nearest)
        return self._told(text, label, verdict, nearest, same, found)

    def _preferred(self, found: list[_Found], followed: Mapping[int, float]) -> list[_Found]:
        """The one to name first; the others stay in their order."""
        if not found:
            return found
        scores = [f.score + FOLLOWED * followed.get(f.known.row.document, 0.0) for f in found]
        near = max(scores) - NEAR * max(followed.values(), default=0.0)
        first = min(
            (i for i, score in enumerate(scores) if score >= near),
            key=lambda i: (_late(self._entries[found[i].known.row.document]), -scores[i], i),
        )
        return [found[first], *found[:first], *found[first + 1 :]]

    def _candidates(self, asked: Sequence[str]) -> list[_Known]:
        hits = self._index.search(
            asked, every=False, most=CANDIDATES, filters=(("language", self._language),)
        )
        return [k for k in self._known([number for number, _ in hits]) if k.row.document in self._entries]

    def _known(self, numbers: Sequence[int]) -> list[_Known]:
        kept = self._rows
        missing = [n for n in numbers if n not in kept]
        for number, row in self._store.rows(missing).items():
            kept[number] = _Known(row, [wording(w) for w in word_texts(row.text)])
        out: list[_Known] = []
        for number in numbers:
            if number in kept:
                kept.move_to_end(number)
                out.append(kept[number])
        while len(kept) > _KEPT:
            kept.popitem(last=False)
        return out

    def _ranked(self, words: list[str], candidates: Iterable[_Known]) -> list[_Found]:
        found: list[_Found] = []
        for known in candidates:
            common = Indel.similarity(words, known.words) / 2
            whole = len(words) + len(known.words)
            found.append(_Found(known, 2 * common / whole, common / len(words)))
        found.sort(
            key=lambda f: (-f.score, -f.likeness, _late(self._entries[f.known.row.document]), f.known.row.id)
        )
        return found

    def _nearest(self, same: Sequence[Row], found: Sequence[_Found]) -> _Found | None:
        if same:
            newest = min(same, key=lambda row: (_late(self._entries[row.document]), row.id))
            return _Found(self._known([newest.id])[0], 1.0, 1.0)
        return found[0] if found else None

    def _verdict(self, words: list[str], nearest: _Found) -> Verdict:
        if self._explained(words, nearest.known.words) < EXPLAINED:
            return "none"
        return "edited" if nearest.likeness >= EXPLAINED else "clause"

    def _explained(self, words: list[str], other: list[str]) -> float:
        """Share of a paragraph's information that another has in the same order."""
        kept = [
            words[i]
            for op in Indel.opcodes(words, other)
            if op.tag == "equal"
            for i in range(op.src_start, op.src_end)
        ]
        whole = sum(map(self._weight, words))
        return sum(map(self._weight, kept)) / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        known = self._weights.get(word)
        if known is None:
            rare = (
                0.0
                if word == NUMBER
                else math.log((1 + self._index.size) / (1 + self._index.frequency(word)))
            )
            known = self._weights[word] = rare
        return known

    def _told(
        self,
        text: str,
        label: str,
        verdict: Verdict,
        nearest: _Found,
        same: Sequence[Row],
        found: Sequence[_Found],
    ) -> Precedent:
        family = {row.id: 1.0 for row in same}
        if verdict in ("verbatim", "edited"):
            family.update(
                (f.known.row.id, f.likeness)
                for f in found
                if f.likeness >= SAME_TEXT and f.known.row.id not in family
            )
            family.setdefault(nearest.known.row.id, nearest.likeness)
        places = [self._occurrence(known.row, family[known.row.id]) for known in self._known(list(family))]
        dated = sorted((p for p in places if p.date), key=lambda p: (p.date, p.document))
        here = self._occurrence(nearest.known.row, nearest.likeness)
        if verdict in ("clause", "none") or not dated:
            dated = [here]  # without dates nothing is known of first and last
        documents = len({p.document for p in places})
        stock = documents >= max(STOCK_LEAST, STOCK_SHARE * len(self._entries))
        rival = next((f for f in found if f.known.row.document != nearest.known.row.document), None)
        earliest = dated[0]
        plain = verdict in ("edited", "clause")
        return Precedent(
            label=label, text=text, verdict=verdict, nearest=here, earliest=earliest, latest=dated[-1],
            repeated=documents, stock=stock,
            changes=self._changes(here.text, text) if plain else (),
            since=self._changes(earliest.text, text) if earliest.text != here.text and verdict in ("verbatim", "edited") else (),
            clauses=self._clauses(text, nearest) if plain else (),
            runner_up=self._occurrence(rival.known.row, rival.likeness) if rival else None,
        )  # fmt: skip

    def _occurrence(self, row: Row, likeness: float) -> Occurrence:
        entry = self._entries[row.document]
        return Occurrence(
            document=entry.id, symbol=entry.name, date=entry.date, label=row.label, text=row.text,
            likeness=round(likeness, 4), verbatim=likeness == 1.0,
        )  # fmt: skip

    def _changes(self, old: str, new: str) -> tuple[Change, ...]:
        from draftdiff.comparison import redline  # noqa: PLC0415 - the word lists load only where words differ

        return redline(old, new, language=self._language or "en").changes

    def _clauses(self, text: str, nearest: _Found) -> tuple[ClausePrecedent, ...]:
        """Added runs of words, each looked up on its own."""
        from draftdiff.fold import tokens  # noqa: PLC0415 - only where something was added

        printed = [token for token in tokens(text) if token.is_word]
        words = [wording(token.text) for token in printed]
        out: list[ClausePrecedent] = []
        for op in Indel.opcodes(words, nearest.known.words):
            if op.tag == "equal" or op.src_end - op.src_start < CLAUSE_WORDS:
                continue
            run = words[op.src_start : op.src_end]
            asked = self._index.rarest(
                (fold(t.text) for t in printed[op.src_start : op.src_end] if wording(t.text) != NUMBER), ASKED
            )
            found = self._ranked(run, self._candidates(asked))
            best = max(found, key=lambda f: f.cover, default=None)
            if best is not None and best.cover >= CLAUSE_SHARE:
                start, end = printed[op.src_start].start, printed[op.src_end - 1].end
                place = self._occurrence(best.known.row, best.cover)
                out.append(ClausePrecedent(span=(start, end), text=text[start:end], found=place))
        return tuple(out)


def _late(entry: Entry) -> tuple[bool, int]:
    """Sorts the newest first, undated last."""
    digits = entry.date.replace("-", "")
    return (not digits, -int(digits) if digits.isdecimal() else 0)
