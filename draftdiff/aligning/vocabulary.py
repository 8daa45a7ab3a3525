"""One vocabulary for two sister versions, in which a word damaged by a scanner meets its sound twin.

The other version is the best dictionary there is (domain brief, 7.1): a word that only one version knows is taken
for the word of the other version with the same skeleton, or one character away, and a run-together pair for its
two words. Only similarity is computed on these numbers; what is shown and diffed is the text as read.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from draftdiff.fold import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Shortest word that may stand for another one character away; shorter words have too many neighbours
#: ("may", "way"). Calibrated on the bundled history and 2 % synthetic noise.
MIN_NEAR_LENGTH = 5
#: A word this frequent in its own version is drafting, not damage: a scanner does not repeat itself so often.
MAX_DAMAGED_COUNT = 3

Words = list[list[str]]


def shared_numbers(
    old: Words, new: Words
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]], tuple[str, ...]]:
    """Numbers for the folded words of two versions (paragraphs of words), equal for twins, and the word of each."""
    counts = (_count(old), _count(new))
    mended = (_mend_joins(old, counts[1]), _mend_joins(new, counts[0]))
    counts = (_count(mended[0]), _count(mended[1]))
    twins = _twins(counts[0], counts[1])
    names = sorted({twins.get(word, word) for count in counts for word in count})
    number = {name: at for at, name in enumerate(names, start=1)}
    table = {word: number[twins.get(word, word)] for count in counts for word in count}
    sides = [[tuple(map(table.__getitem__, words)) for words in side] for side in mended]
    return sides[0], sides[1], ("", *names)


def _count(side: Words) -> Counter[str]:
    return Counter(chain.from_iterable(side))


def _mend_joins(side: Words, other: Counter[str]) -> Words:
    """Two words that are one in the other version become one ("com mitments"): the reverse is mended there."""
    mended: Words = []
    lonely = set(chain.from_iterable(side)).difference(other)
    for words in side:
        if lonely.isdisjoint(words):
            mended.append(words)
            continue
        out: list[str] = []
        for word in words:
            if out and (word not in other or out[-1] not in other) and out[-1] + word in other:
                out[-1] += word
            else:
                out.append(word)
        mended.append(out)
    return mended


def _twins(old: Counter[str], new: Counter[str]) -> dict[str, str]:
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


def _by_skeleton(words: list[str], other: Counter[str], twins: dict[str, str]) -> None:
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


def _by_neighbour(words: list[str], other: Counter[str], twins: dict[str, str]) -> None:
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


def _commonest_first(count: Counter[str]) -> Iterable[str]:
    return sorted(count, key=lambda word: (-count[word], word))


def _deletions(word: str) -> list[str]:
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
