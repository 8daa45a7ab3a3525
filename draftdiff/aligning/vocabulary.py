"""One vocabulary for two sister versions, in which a word damaged by a scanner meets its sound twin.

The other version is the best dictionary there is (docs/domain.md, "Scans"): a word that only one version knows is taken
for the word of the other version with the same skeleton, or one character away, and a run-together pair for its
two words. Only similarity is computed on these numbers; what is shown and diffed is the text as read.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.fold import fold, word_texts
from draftdiff.misreading.confusions import skeleton

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from numpy.typing import NDArray

#: Shortest word that may stand for another one character away; shorter words have too many neighbours
#: ("may", "way"). Calibrated on the bundled history and 2 % synthetic noise.
MIN_NEAR_LENGTH = 5
#: A word this frequent in its own version is drafting, not damage: a scanner does not repeat itself so often. Chosen.
MAX_DAMAGED_COUNT = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as stretches of one long row of word numbers, so that they can be counted without a loop."""

    flat: NDArray[np.int64]
    """Word numbers of all texts, one text after the other."""
    starts: NDArray[np.int64]
    """Where each text starts in `flat`."""
    lengths: NDArray[np.int64]
    """Words of each text."""

    def take(self, at: NDArray[np.int64]) -> Rows:
        """Some of the texts, by their places here."""
        return Rows(self.flat, self.starts[at], self.lengths[at])

    def without(self, at: NDArray[np.int64]) -> Rows:
        """The same texts, those at some places empty."""
        lengths = self.lengths.copy()
        lengths[at] = 0
        return Rows(self.flat, self.starts, lengths)

    def heads(self, words: int) -> Rows:
        """The first words of each text."""
        return Rows(self.flat, self.starts, np.minimum(self.lengths, words))

    def words(self) -> NDArray[np.int64]:
        """The word numbers of these texts alone, in order."""
        before = np.cumsum(self.lengths) - self.lengths
        return self.flat[np.repeat(self.starts - before, self.lengths) + np.arange(int(self.lengths.sum()))]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of two versions as numbers that both share, equal for twins; punctuation left out."""

    places: tuple[list[int], list[int]]
    """Where each text of the old and of the new version stands in `rows` and `words`."""
    rows: Rows
    """Word numbers of each text."""
    words: list[tuple[int, ...]]
    """The same as tuples."""
    names: tuple[str, ...]
    """The word of each number; 0 is none."""


def shared_vocabulary(old: Iterable[str], new: Iterable[str]) -> Vocabulary:
    """Numbers for the words of two versions' texts. They do not depend on which version is old and which is new."""
    # Most texts stand in both versions; they are cut into words once.
    known: dict[str, int] = {}
    places = (
        [known.setdefault(text, len(known)) for text in old],
        [known.setdefault(t, len(known)) for t in new],
    )
    pieces = _Pieces()
    cut = _cut(known, pieces)
    times = [np.bincount(np.array(side, dtype=np.int64), minlength=len(known)) for side in places]
    counts = _counts(cut, times, len(pieces.names))
    if (mended := _mend_joins(cut, times, counts, pieces)) is not None:
        cut = mended
        counts = _counts(cut, times, len(pieces.names))
    names = pieces.names
    totals = [{names[at]: int(count[at]) for at in np.flatnonzero(count)} for count in counts]
    twins = _twins(totals[0], totals[1])
    order = sorted({twins.get(name, name) for total in totals for name in total})
    number = {name: at for at, name in enumerate(order, start=1)}
    # Numbers of first sight, which depend on the order of the versions, become those of the sorted words.
    final = np.array([number.get(twins.get(name, name), 0) for name in names], dtype=np.int64)
    rows = Rows(final[cut.flat], cut.starts, cut.lengths)
    flat: list[int] = rows.flat.tolist()
    ends = [*rows.starts.tolist(), len(flat)]
    words = [tuple(flat[start:end]) for start, end in pairwise(ends)]
    return Vocabulary(places, rows, words, ("", *order))


class _Pieces(dict[str, int]):
    """What stands between two spaces -> a number for it; `words` has the words in each, numbered by first sight.

    No word holds a space, so a text has the words of its pieces, and most pieces are seen many times.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words: list[list[int]] = []
        self.names: list[str] = []
        self.number: dict[str, int] = {}

    def __missing__(self, piece: str) -> int:
        at = self[piece] = len(self.words)
        self.words.append([self._number(fold(word)) for word in word_texts(piece)])
        return at

    def _number(self, name: str) -> int:
        at = self.number.setdefault(name, len(self.names))
        if at == len(self.names):
            self.names.append(name)
        return at


def _cut(texts: Collection[str], pieces: _Pieces) -> Rows:
    split = [text.split() for text in texts]
    counts = np.array([len(row) for row in split], dtype=np.int64)
    found = map(pieces.__getitem__, chain.from_iterable(split))
    at = np.fromiter(found, dtype=np.int64, count=int(counts.sum()))
    sizes = np.array([len(words) for words in pieces.words], dtype=np.int64)
    each = Rows(
        np.array(list(chain.from_iterable(pieces.words)), dtype=np.int64), np.cumsum(sizes) - sizes, sizes
    ).take(at)
    ends = np.append(0, np.cumsum(each.lengths))[np.append(0, np.cumsum(counts))]
    return Rows(each.words(), ends[:-1], np.diff(ends))


def _counts(cut: Rows, times: list[NDArray[np.int64]], size: int) -> list[NDArray[np.float64]]:
    """How often each word stands in either version; `times`: how often each text does."""
    weights = [np.repeat(side, cut.lengths).astype(np.float64) for side in times]
    return [np.bincount(cut.flat, weights=weight, minlength=size).astype(np.float64) for weight in weights]


def _mend_joins(
    cut: Rows, times: list[NDArray[np.int64]], counts: list[NDArray[np.float64]], pieces: _Pieces
) -> Rows | None:
    """Two words that are one in the other version become one ("com mitments"): the reverse is mended there.

    None where there is nothing to mend. A word that one version lacks stands only in texts which that version lacks
    too, so a text is looked at from one side.
    """
    mended: dict[int, list[int]] = {}
    owner = np.repeat(np.arange(len(cut.lengths)), cut.lengths)
    for mine, other in ((0, 1), (1, 0)):
        lonely = (counts[mine] > 0) & (counts[other] == 0)
        has: list[bool] = (counts[other] > 0).tolist()
        for at in np.unique(owner[lonely[cut.flat]]).tolist():
            words = cut.flat[cut.starts[at] : cut.starts[at] + cut.lengths[at]].tolist()
            whole = _joined(words, has, pieces)
            if times[mine][at] > 0 and len(whole) < len(words):
                mended[at] = whole
    if not mended:
        return None
    parts = [
        np.array(mended[at], dtype=np.int64) if at in mended else cut.flat[start : start + length]
        for at, (start, length) in enumerate(zip(cut.starts.tolist(), cut.lengths.tolist(), strict=True))
    ]
    lengths = np.array([len(part) for part in parts], dtype=np.int64)
    return Rows(np.concatenate(parts), np.cumsum(lengths) - lengths, lengths)


def _joined(words: list[int], has: list[bool], pieces: _Pieces) -> list[int]:
    """`has`: whether the other version has each word."""
    out: list[int] = []
    for word in words:
        if out and not (has[word] and has[out[-1]]):
            both = pieces.number.get(pieces.names[out[-1]] + pieces.names[word])
            if both is not None and has[both]:
                out[-1] = both
                continue
        out.append(word)
    return out


def _twins(old: Mapping[str, int], new: Mapping[str, int]) -> dict[str, str]:
    """Word -> the word that stands for it. Only words of one version alone are mapped."""
    twins: dict[str, str] = {}
    lonely = [sorted(w for w in mine if w not in other) for mine, other in ((old, new), (new, old))]
    for mine, other, words in ((old, new, lonely[0]), (new, old, lonely[1])):
        damaged = [word for word in words if mine[word] <= MAX_DAMAGED_COUNT]
        _by_skeleton(damaged, other, twins)
        _by_neighbour([word for word in damaged if word not in twins], other, twins)
    # A word damaged in both versions, or spelt two ways, has its twin among the mapped words: one step, no chains.
    return {word: _end(word, twins) for word in sorted(twins)}


def _end(word: str, twins: dict[str, str]) -> str:
    """Where a chain of twins ends; a ring ends at its first word in order."""
    seen = [word]
    while (after := twins.get(seen[-1])) is not None:
        if after in seen:
            return min(seen[seen.index(after) :])
        seen.append(after)
    return seen[-1]


def _by_skeleton(words: list[str], other: Mapping[str, int], twins: dict[str, str]) -> None:
    if not words:
        return
    known: dict[str, str] = {}
    for word in _commonest_first(other):
        known.setdefault(skeleton(word), word)
    for word in words:
        key = skeleton(word)
        # One or two signs left say nothing: "a" and "@", but also "i" and "l".
        if len(key) > 2 and (twin := known.get(key)) is not None:
            twins[word] = twin


def _by_neighbour(words: list[str], other: Mapping[str, int], twins: dict[str, str]) -> None:
    """Words one character apart share a form with one character left out (as in SymSpell)."""
    words = [word for word in words if len(word) >= MIN_NEAR_LENGTH and not any(c.isdigit() for c in word)]
    if not words:
        return
    wanted = {form for word in words for form in _deletions(word)}
    known: dict[str, str] = {}
    for word in _commonest_first(other):
        if len(word) >= MIN_NEAR_LENGTH - 1:
            for form in _deletions(word):
                if form in wanted:
                    known.setdefault(form, word)
    for word in words:
        found = sorted(
            {known[form] for form in _deletions(word) if form in known}, key=lambda w: (-other[w], w)
        )
        if found:
            twins[word] = found[0]


def _commonest_first(count: Mapping[str, int]) -> Iterable[str]:
    return sorted(count, key=lambda word: (-count[word], word))


def _deletions(word: str) -> list[str]:
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
