"""Whether a linked paragraph kept its words: the differ's answer, asked only where it is open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.passages import differing

if TYPE_CHECKING:
    from collections.abc import Callable

    from draftdiff.aligning.units import Side

    SameWords = Callable[[str, str], bool]

#: Letters from which a word is not a scanner's reading of a mark or of another short word ("|" for "I"). Chosen.
TELLING_LENGTH = 4
#: Words that one damaged word may stand for. Chosen.
MAX_RUN_TOGETHER = 2
#: Letters that one character may be folded to (the widest of Unicode, an Arabic ligature). A paragraph of more words
#: than the letters the other one can make has words of its own, by reason.
WIDEST = 18


class Kept:
    """Compares linked paragraphs of two versions."""

    def __init__(self, same_words: SameWords, old: Side, new: Side) -> None:
        """`same_words` answers for any two texts of the two versions, under their word lists."""
        self._same_words = same_words
        self._old, self._new = old, new
        sides = [set(np.flatnonzero(np.bincount(side.rows.words())).tolist()) for side in (old, new)]
        self._known = sides[0] & sides[1]
        self._odd = sides[0] ^ sides[1]
        self._telling = self._known & _long_words(old, new)

    def same(self, i: int, j: int) -> bool:
        """Old paragraph i and new paragraph j are equal apart from case, punctuation, hyphenation and scan noise."""
        if self._old.texts[i] == self._new.texts[j]:
            return True
        if self._outgrown(i, j) or self._plainly_edited(i, j):
            return False
        return self._same_words(self._old.texts[i], self._new.texts[j])

    def _outgrown(self, i: int, j: int) -> bool:
        """One side is so much longer that nothing has to be read: a text without paragraph breaks has many links."""
        words, texts = (
            (len(self._old.words[i]), len(self._new.words[j])),
            (self._old.texts[i], self._new.texts[j]),
        )
        return words[0] > WIDEST * len(texts[1]) or words[1] > WIDEST * len(texts[0])

    def _plainly_edited(self, i: int, j: int) -> bool:
        """One side has more words of its own than damage on the other side can account for.

        Words count that both versions know, so that they are real; a damaged word stands for one or, run together,
        for two of them.
        """
        words = differing(self._old.words[i], self._new.words[j])
        each = set(words[0]), set(words[1])
        if any(
            self._odd.isdisjoint(each[1 - at]) and not self._telling.isdisjoint(each[at] - each[1 - at])
            for at in (0, 1)
        ):
            return True
        counts = Counter(words[0]), Counter(words[1])
        odd = [list((counts[at] - counts[1 - at]).elements()) for at in (0, 1)]
        real = [sum(word in self._telling for word in own) for own in odd]
        damaged = [sum(word not in self._known for word in own) for own in odd]
        return real[0] > MAX_RUN_TOGETHER * damaged[1] or real[1] > MAX_RUN_TOGETHER * damaged[0]


def _long_words(old: Side, new: Side) -> set[int]:
    return {number for number, word in enumerate(old.names or new.names) if len(word) >= TELLING_LENGTH}
