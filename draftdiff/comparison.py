"""Two versions compared: their alignment and the redlines of its links, from one set of word lists and tokens.

>>> from draftdiff.comparison import redline
>>> [(c.old, c.new) for c in redline("Urges Member States", "Encourages all Member States").changes]
[('Urges', 'Encourages all')]
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from draftdiff.aligning import align
from draftdiff.change import Change, Part, Redline
from draftdiff.classifying.classify import changes_of
from draftdiff.classifying.context import Context, References
from draftdiff.classifying.wording import Wording
from draftdiff.differing.ownership import Foreign, Ownership, ownership
from draftdiff.differing.tokens import TokenStore
from draftdiff.fold import fold, joined
from draftdiff.lexicon import Lexicon, load_lexicon
from draftdiff.misreading.evidence import Evidence, Vocabulary
from draftdiff.pausing import collector_paused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from draftdiff.aligning.pins import Pins
    from draftdiff.alignment import Alignment, Link
    from draftdiff.classifying.clauses import Gathered
    from draftdiff.differing.pairs import Piece
    from draftdiff.model import Document, Paragraph


class Shelf:
    """Tokens and vocabularies that the comparisons of a history share: most versions are compared twice or more."""

    def __init__(self) -> None:
        self.tokens = TokenStore()
        self._vocabularies: dict[int, tuple[Document, Vocabulary]] = {}

    def vocabulary(self, document: Document) -> Vocabulary:
        """The words of a version, counted once."""
        known = self._vocabularies.get(id(document))
        if known is None:  # the document is kept, so that its id stays its own
            known = self._vocabularies[id(document)] = document, Vocabulary.of(document)
        return known[1]


class Comparison:
    """One step between two versions: word lists, tokens, evidence of scan noise, alignment and redlines.

    Everything is made when first asked for, and once. The aligner is handed this comparison's answer to "are these
    the same words", so that a link that says `kept` and its redline rest on the same word lists.
    """

    def __init__(
        self,
        old: Document,
        new: Document,
        *,
        lexicon: str | Path | None = None,
        pins: Pins | None = None,
        alignment: Alignment | None = None,
        redlines: Mapping[tuple[str, str], Redline] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        """Compare two versions.

        Args:
            old: the earlier version.
            new: the later version.
            lexicon: a folder of word lists that replace ours, file by file.
            pins: corrections of the alignment by the user.
            alignment: links that are known already; the aligner is not asked then.
            redlines: (old label, new label) -> redline that is known already.
            shelf: tokens and vocabularies to share with other comparisons.
        """
        self.old, self.new = old, new
        self._lexicon, self._pins = lexicon, pins
        self._shelf = shelf or Shelf()
        self._known = redlines or {}
        self._made: dict[tuple[str, str], Redline] = {}
        if alignment is not None:
            self.alignment = alignment

    @cached_property
    def lexicon(self) -> Lexicon:
        """The word lists of the versions' language.

        Raises:
            InputError: the folder is none, or a file in it is not what it should be.
        """
        return load_lexicon(self.new.language or self.old.language or "en", self._lexicon)

    @cached_property
    def evidence(self) -> Evidence:
        """What both versions know about words, and which of them is a scan."""
        return Evidence(self._shelf.vocabulary(self.old), self._shelf.vocabulary(self.new), self.lexicon)

    @cached_property
    def wording(self) -> Wording:
        """Tokens of the texts, and the edits of pairs of them."""
        return Wording(self.evidence, self._shelf.tokens)

    def same_words(self, old_text: str, new_text: str) -> bool:
        """Equal apart from case, punctuation, hyphenation, line wraps and scan noise."""
        return self.wording.same(old_text, new_text)

    @cached_property
    def alignment(self) -> Alignment:
        """Links between the versions."""
        return align(self.old, self.new, pins=self._pins, same_words=self.same_words)

    @cached_property
    def references(self) -> References:
        """What became of the cross-references."""
        return References(self.old, self.new, self.alignment)

    @cached_property
    def ownership(self) -> Ownership:
        """Who owns the words of split and merged paragraphs and of wandering clauses."""
        return ownership(self.old, self.new, self.alignment, self._shelf.tokens, self.lexicon.function)

    @cached_property
    @collector_paused()
    def redlines(self) -> tuple[Redline, ...]:
        """One redline a link, in the order of `alignment.links`."""
        return tuple(map(self._of_link, self.alignment.links))

    def redline(self, old_label: str, new_label: str) -> Redline | None:
        """The redline of one link, made without the others; None where the two paragraphs are not linked."""
        link = self._links.get((old_label, new_label))
        return None if link is None else self._of_link(link)

    @cached_property
    def _links(self) -> dict[tuple[str, str], Link]:
        return {(link.old, link.new): link for link in self.alignment.links}

    def _of_link(self, link: Link) -> Redline:
        ends = link.old, link.new
        known = self._made.get(ends) or self._known.get(ends)
        if known is None:
            foreign = self.ownership.foreign.get(ends)
            known = self._made[ends] = _redline(
                self.old[link.old], self.new[link.new], self.wording, foreign, self.references
            )
        return known


def redlines(
    old: Document, new: Document, alignment: Alignment, *, lexicon: str | Path | None = None
) -> tuple[Redline, ...]:
    """One redline a link, in the order of `alignment.links`.

    Args:
        old: the old version.
        new: the new version.
        alignment: links between them.
        lexicon: a folder of word lists that replace ours, file by file.
    """
    return Comparison(old, new, lexicon=lexicon, alignment=alignment).redlines


def redline(
    old: Paragraph | str,
    new: Paragraph | str,
    *,
    evidence: Evidence | None = None,
    lexicon: Lexicon | None = None,
    language: str = "en",
) -> Redline:
    """The differences of two paragraphs, classified; they replay to the letter.

    Args:
        old: a paragraph or its text.
        new: the same of the new version.
        evidence: what both versions know about words; without it only the two texts speak.
        lexicon: word lists; those of `language` where none is given.
        language: ISO 639-1.
    """
    if evidence is None:
        texts = (old if isinstance(old, str) else old.text, new if isinstance(new, str) else new.text)
        evidence = Evidence.of(texts[:1], texts[1:], lexicon or load_lexicon(language))
    return _redline(old, new, Wording(evidence), None, None)


def same_words(old_text: str, new_text: str, evidence: Evidence | None = None) -> bool:
    """Equal apart from case, punctuation, hyphenation, line wraps and scan noise.

    Args:
        old_text: the old paragraph's text.
        new_text: the new paragraph's text.
        evidence: vocabulary and noise of both versions; without it only what the two texts show counts.
    """
    return Wording(evidence or Evidence.of([old_text], [new_text], load_lexicon())).same(old_text, new_text)


def _redline(
    old: Paragraph | str,
    new: Paragraph | str,
    wording: Wording,
    foreign: Foreign | None,
    references: References | None,
) -> Redline:
    old_text, old_label = (old, "") if isinstance(old, str) else (old.text, str(old.label))
    new_text, new_label = (new, "") if isinstance(new, str) else (new.text, str(new.label))
    if old_text == new_text:
        return Redline(old_label=old_label, new_label=new_label, old_text=old_text, new_text=new_text)
    tokens = wording.tokens(old_text), wording.tokens(new_text)
    context = Context(*tokens, wording.background, old_label, new_label, references)
    pieces = wording.pieces(old_text, new_text, foreign)
    changes = tuple(_change(g, old_text, new_text) for g in changes_of(pieces, context))
    return Redline(
        old_label=old_label, new_label=new_label, old_text=old_text, new_text=new_text, changes=changes
    )


def _change(gathered: Gathered, old_text: str, new_text: str) -> Change:
    """One or several edits as a change."""
    (first, owner, moved), (last, _, _) = gathered.pieces[0], gathered.pieces[-1]
    finding, several = gathered.finding, len(gathered.pieces) > 1
    return Change(
        old_span=(first.o0, last.o1),
        new_span=(first.n0, last.n1),
        old=old_text[first.o0 : last.o1],
        new=new_text[first.n0 : last.n1],
        cls=finding.cls,
        also=finding.also,
        signals=finding.signals,
        why=finding.why,
        transfer=owner.label if owner and owner.stands else "",
        left_to=owner.label if owner and not owner.stands else "",
        moved=0 if several else moved,
        parts=tuple(_part(p, old_text, new_text) for p in gathered.pieces) if several else (),
    )


def _part(piece: Piece, old_text: str, new_text: str) -> Part:
    edit = piece.edit
    old, new = old_text[edit.o0 : edit.o1], new_text[edit.n0 : edit.n1]
    printed = joined(map(fold, old.split())) == joined(map(fold, new.split()))
    return Part(old_span=(edit.o0, edit.o1), new_span=(edit.n0, edit.n1), printed=printed, moved=piece.moved)
