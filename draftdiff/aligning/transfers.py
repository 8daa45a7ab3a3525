"""Clauses that wandered between paragraphs without making a link: reported, not counted as split or merge."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.grams import LONGEST
from draftdiff.aligning.incidence import meetings
from draftdiff.aligning.passages import Passages, longest_run, unexplained, word_spans
from draftdiff.aligning.residual import residual
from draftdiff.alignment import Transfer, Weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from draftdiff.aligning.incidence import Incidence
    from draftdiff.aligning.matching import Matching
    from draftdiff.aligning.units import Side

#: A three-word gram in more paragraphs of both versions together than this is stock language: the clause, its copy
#: and one that stayed behind are three, by reason.
COMMON = 3
#: Unless it stands in so many paragraphs of one version: a chapeau that was copied into a whole list is no stock. Chosen.
ONCE = 1
#: Rare grams of three words that a clause must hold; a run of `MIN_RUN` words has four. By reading, as that.
MIN_RARE = 2
#: Words of a clause that its source still has, and how many of them must tell: a copy says less than a move. Chosen by
#: reading the clauses of 20 steps, of which those below were names and stock phrases; no figure was fitted.
MIN_COPY, MIN_TELLING = 7, 4
#: A word that stands in at most this share of the paragraphs of both versions tells something; in short texts, in so many.
#: Chosen.
SELDOM, FEW = 0.1, 4


def find_transfers(
    matching: Matching, linked: NDArray[np.int64], old: Side, new: Side
) -> tuple[Transfer, ...]:
    """The longest wandering clause of each pair that is not linked, in order of the new version.

    `linked`: positions of the links that stand.
    """
    pairs, grams, fixed = matching.pairs, matching.grams, matching.fixed
    _, left = residual(pairs, linked, matching.still_open)
    in_old, in_new, in_fixed = (
        np.bincount(rows.indices, minlength=rows.width) for rows in (grams.old, grams.new, grams.fixed)
    )
    in_old, in_new = in_old + in_fixed, in_new + in_fixed
    telling = (in_old + in_new <= COMMON) | (np.minimum(in_old, in_new) <= ONCE)
    rare = (grams.sizes == LONGEST) & telling
    open_old, kept_old = _met(grams.old, left, rare), _met(grams.fixed, left, rare)
    olds = np.concatenate([open_old[0], fixed[kept_old[0], 0]])
    news = np.concatenate([open_old[1], kept_old[1]])
    apart = ~np.isin(olds * pairs.width + news, pairs.keys[linked])
    looked = sorted(zip(news[apart].tolist(), (-np.concatenate([open_old[2], kept_old[2]])[apart]).tolist(),
                        olds[apart].tolist(), strict=True))  # fmt: skip
    if not looked:
        return ()
    finder = _Finder(old, new, [(int(pairs.old[k]), int(pairs.new[k])) for k in linked])
    return tuple(found for j, _, i in looked if (found := finder.find(i, j)) is not None)


def _met(old: Incidence, left: Incidence, rare: NDArray[np.bool_]) -> tuple[NDArray[np.int64], ...]:
    """Rows of `old` and of `left` that share enough rare grams, and how many they share."""
    olds, news, count = meetings(
        old.only(rare[old.indices]), left.only(rare[left.indices]), np.ones(old.width)
    )
    enough = count >= MIN_RARE
    return olds[enough], news[enough], count[enough].astype(np.int64)


class _Finder:
    """Words of both sides, and which of them links explain already."""

    def __init__(self, old: Side, new: Side, links: list[tuple[int, int]]) -> None:
        self._old, self._new = old, new
        self._sources: dict[int, list[int]] = {}
        self._heirs: dict[int, list[int]] = {}
        for i, j in links:
            self._sources.setdefault(j, []).append(i)
            self._heirs.setdefault(i, []).append(j)
        self._passages = Passages(old.words), Passages(new.words)
        # Of the paragraphs looked at, for which a text without paragraph breaks is looked at thousands of times:
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._free: dict[int, set[int]] = {}
        self._left: dict[int, set[int]] = {}
        self._taken: dict[int, set[int]] = {}
        self._spread: tuple[Counter[tuple[int, ...]], ...] | None = None
        self._common: frozenset[int] | None = None

    def find(self, i: int, j: int) -> Transfer | None:
        """The clause, or None where there is none or the words as printed do not map onto the numbers."""
        (olds, news), words = self._passages, self._new.words[j]
        old_spans, new_spans = self._printed(0, i), self._printed(1, j)
        if len(self._old.words[i]) != len(old_spans) or len(words) != len(new_spans):
            return None
        if j not in self._free:
            self._free[j] = unexplained(news[j], (olds[k] for k in self._sources.get(j, ())))
            self._taken[j] = set()
        # No stretch runs over words that are taken, so it does not matter that these are among the free ones.
        run = longest_run(olds[i], news[j], self._free[j], self._taken[j])
        if run is None:
            return None
        # A copied chapeau opens the paragraphs it was copied into; elsewhere a phrase that often stands is stock.
        opens = run.old[0] == run.new[0] == 0
        free = {k - run.new[0] for k in self._free[j].intersection(range(*run.new))}
        if not self._is_rare(words[slice(*run.new)], free, opens=opens):
            return None
        size = run.old[1] - run.old[0]
        if i not in self._left:
            self._left[i] = unexplained(olds[i], (news[k] for k in self._heirs.get(i, ())))
        copied = 2 * len(self._left[i].intersection(range(*run.old))) < size
        if copied and (size < MIN_COPY or self._telling(words[slice(*run.new)]) < MIN_TELLING):
            return None
        self._taken[j].update(range(*run.new))
        return Transfer(
            old=self._old.labels[i],
            new=self._new.labels[j],
            old_span=(old_spans[run.old[0]][0], old_spans[run.old[1] - 1][1]),
            new_span=(new_spans[run.new[0]][0], new_spans[run.new[1] - 1][1]),
            weight=Weight(old=round(size / len(old_spans), 4), new=round(size / len(new_spans), 4)),
            copied=copied,
        )

    def _printed(self, side: int, at: int) -> list[tuple[int, int]]:
        if (side, at) not in self._spans:
            self._spans[side, at] = word_spans((self._old, self._new)[side].texts[at])
        return self._spans[side, at]

    def _telling(self, run: tuple[int, ...]) -> int:
        """Different words of a run that seldom stand in the two versions."""
        if self._common is None:
            paragraphs = (*self._old.words, *self._new.words)
            spread = Counter(chain.from_iterable(map(set, paragraphs)))
            most = max(FEW, SELDOM * len(paragraphs))
            self._common = frozenset(word for word, count in spread.items() if count > most)
        return len(set(run) - self._common)

    def _is_rare(self, run: tuple[int, ...], free: Collection[int], *, opens: bool) -> bool:
        """Enough grams of the run tell where it came from; `free`: places in it that no link explains."""
        if self._spread is None:
            # Counted when the first clause is found: many steps have none.
            self._spread = tuple(
                Counter(chain.from_iterable(set(_threes(words)) for words in side.words))
                for side in (self._old, self._new)
            )
        found = 0
        for at, gram in enumerate(_threes(run)):
            count = [side[gram] for side in self._spread]
            rare = sum(count) <= COMMON or (opens and min(count) <= ONCE)
            found += rare and {at, at + 1, at + 2}.issubset(free)
        return found >= MIN_RARE


def _threes(words: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return zip(words, words[1:], words[2:], strict=False)
