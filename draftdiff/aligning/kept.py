"""Whether a linked paragraph kept its words: the differ's answer, asked only where it is open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from draftdiff.classifying.evidence import Evidence
from draftdiff.differing import same_words
from draftdiff.lexicon import load_lexicon

if TYPE_CHECKING:
    from draftdiff.aligning.units import Side
    from draftdiff.model import Document

#: Letters from which a word is not a scanner's reading of a mark or of another short word ("|" for "I").
TELLING_LENGTH = 4
#: Words that one damaged word may stand for.
MAX_RUN_TOGETHER = 2


class Kept:
    """Compares linked paragraphs of two versions."""

    def __init__(self, documents: tuple[Document, Document], old: Side, new: Side) -> None:
        """`documents` and sides are the same two versions."""
        lexicon = load_lexicon(documents[1].language or documents[0].language or "en")
        self._evidence = Evidence.of_documents(*documents, lexicon)
        self._old, self._new = old, new
        self._known = {w for words in old.words for w in words} & {w for words in new.words for w in words}
        self._telling = self._known & _long_words(old, new)

    def same(self, i: int, j: int) -> bool:
        """Old paragraph i and new paragraph j are equal apart from case, punctuation, hyphenation and scan noise."""
        if self._old.texts[i] == self._new.texts[j]:
            return True
        if self._plainly_edited(i, j):
            return False
        return same_words(self._old.texts[i], self._new.texts[j], self._evidence)

    def _plainly_edited(self, i: int, j: int) -> bool:
        """One side has more words of its own than damage on the other side can account for.

        Words count that both versions know, so that they are real; a damaged word stands for one or, run together,
        for two of them.
        """
        counts = Counter(self._old.words[i]), Counter(self._new.words[j])
        own = (counts[0] - counts[1]).elements(), (counts[1] - counts[0]).elements()
        odd = list(own[0]), list(own[1])
        real = [sum(word in self._telling for word in words) for words in odd]
        damaged = [sum(word not in self._known for word in words) for words in odd]
        return real[0] > MAX_RUN_TOGETHER * damaged[1] or real[1] > MAX_RUN_TOGETHER * damaged[0]


def _long_words(old: Side, new: Side) -> set[int]:
    return {number for number, word in enumerate(old.names or new.names) if len(word) >= TELLING_LENGTH}
