"""What is known of the wording of two versions, and the question whether two of their texts are the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.classifying.classify import only_noise
from draftdiff.classifying.context import Background, Context
from draftdiff.differing.hunks import hunks
from draftdiff.differing.pairs import Piece, pieces_of
from draftdiff.differing.tokens import TokenStore, windows
from draftdiff.fold import is_word, joined
from draftdiff.lexicon import load_lexicon
from draftdiff.misreading.evidence import Evidence, Vocabulary

if TYPE_CHECKING:
    from draftdiff.differing.ownership import Foreign
    from draftdiff.differing.tokens import Tokens
    from draftdiff.lexicon import Lexicon
    from draftdiff.model import Document

#: Texts whose lengths differ by more than this factor, and `LENGTHS_MARGIN` characters, are not the same, whatever the
#: noise. A scan loses or adds signs, not a third of a text. Chosen; no calibration is recorded.
LENGTHS = 1.3
#: See `LENGTHS`; short texts may lose a word. Chosen; no calibration is recorded.
LENGTHS_MARGIN = 8
#: Two texts with more changed tokens than one in so many characters are not read further: a damaged word has about
#: that many letters. Chosen; no calibration is recorded.
LETTERS_A_CHANGE = 4


def _open(tokens: Tokens) -> list[str]:
    """The brackets of a text, in order."""
    return [tokens.text[sign[0] : sign[1]] for sign in (*tokens.marks.signs, *tokens.marks.halves)]


class Wording:
    """The word lists, the tokens and the evidence of scan noise of two versions.

    It cuts each text into tokens once and each pair of texts into edits once, for the aligner, who asks first, and
    for the redlines.
    """

    def __init__(self, evidence: Evidence, tokens: TokenStore | None = None) -> None:
        """From what both versions know about words; `tokens` may be shared with other pairs of versions."""
        self.background = Background(evidence)
        self.tokens = tokens or TokenStore()
        self._pieces: dict[tuple[str, str], list[Piece]] = {}

    @classmethod
    def of(cls, old: Document, new: Document, lexicon: Lexicon | None = None) -> Wording:
        """Of two versions; under our word lists of their language where none are given."""
        lists = lexicon or load_lexicon(new.language or old.language or "en")
        return cls(Evidence(Vocabulary.of(old), Vocabulary.of(new), lists))

    @property
    def lexicon(self) -> Lexicon:
        """The word lists."""
        return self.background.evidence.lexicon

    def pieces(self, old_text: str, new_text: str, foreign: Foreign | None = None) -> list[Piece]:
        """The edits of a pair of texts; `foreign` tokens belong to another link."""
        tokens, evidence = (self.tokens(old_text), self.tokens(new_text)), self.background.evidence
        if foreign:
            return pieces_of(*tokens, evidence, foreign)
        known = self._pieces.get((old_text, new_text))
        if known is None:
            known = self._pieces[old_text, new_text] = pieces_of(*tokens, evidence)
        return known

    def same(self, old_text: str, new_text: str) -> bool:
        """Equal apart from case, punctuation, hyphenation, line wraps and scan noise."""
        if old_text == new_text:
            return True
        old, new = self.tokens(old_text), self.tokens(new_text)
        if joined(filter(is_word, old.printed)) == joined(filter(is_word, new.printed)):
            return self.background.evidence.noisy or _open(old) == _open(new)
        shorter, longer = sorted((len(old_text), len(new_text)))
        if not shorter or longer > LENGTHS * shorter + LENGTHS_MARGIN:
            return False
        left, right = windows(old, new)
        changed = sum(max(h.a1 - h.a0, h.b1 - h.b0) for h in hunks(left.keys, right.keys))
        if changed > longer // LETTERS_A_CHANGE:
            return False
        return only_noise(self.pieces(old_text, new_text), Context(old, new, self.background))
