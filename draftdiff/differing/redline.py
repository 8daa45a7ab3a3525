"""Redlines: every difference of linked paragraphs as a typed record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.change import Change, Redline
from draftdiff.classifying.classify import classify
from draftdiff.classifying.context import Context, side_of
from draftdiff.classifying.evidence import Evidence
from draftdiff.classifying.referring import References
from draftdiff.differing.pairs import pieces_of
from draftdiff.differing.sharing import Foreign, foreign_words
from draftdiff.lexicon import Lexicon, load_lexicon
from draftdiff.pausing import collector_paused

if TYPE_CHECKING:
    from pathlib import Path

    from draftdiff.alignment import Alignment
    from draftdiff.model import Document, Paragraph


def redline(
    old: Paragraph | str,
    new: Paragraph | str,
    *,
    evidence: Evidence | None = None,
    lexicon: Lexicon | None = None,
    language: str = "en",
    foreign: Foreign | None = None,
    references: References | None = None,
) -> Redline:
    """The differences of two paragraphs, classified; they replay to the letter.

    Args:
        old: a paragraph or its text.
        new: the same of the new version.
        evidence: what both versions know about words; without it only the two texts speak.
        lexicon: word lists; those of `language` where none is given.
        language: ISO 639-1.
        foreign: tokens that belong to another link of a split or merged paragraph.
        references: what became of the cross-references of this step.
    """
    old_text, old_label = (old, "") if isinstance(old, str) else (old.text, str(old.label))
    new_text, new_label = (new, "") if isinstance(new, str) else (new.text, str(new.label))
    if old_text == new_text:
        return Redline(old_label=old_label, new_label=new_label, old_text=old_text, new_text=new_text)
    if evidence is None:
        evidence = Evidence.of([old_text], [new_text], lexicon or load_lexicon(language))
    context = Context(
        side_of(old_text), side_of(new_text), evidence, evidence.lexicon, old_label, new_label, references
    )
    pieces = pieces_of(old_text, new_text, evidence, foreign)
    changes = tuple(
        Change(
            old_span=(e.o0, e.o1),
            new_span=(e.n0, e.n1),
            old=old_text[e.o0 : e.o1],
            new=new_text[e.n0 : e.n1],
            cls=finding.cls,
            also=finding.also,
            signals=finding.signals,
            why=finding.why,
            transfer=transfer,
            moved=moved,
        )
        for (e, transfer, moved), finding in zip(pieces, classify(pieces, context), strict=True)
    )
    return Redline(
        old_label=old_label, new_label=new_label, old_text=old_text, new_text=new_text, changes=changes
    )


@collector_paused()
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
    lists = load_lexicon(new.language or old.language or "en", lexicon)
    evidence = Evidence.of_documents(old, new, lists)
    foreign = foreign_words(old, new, alignment, lists.function)
    references = References(old, new, alignment)
    return tuple(
        redline(
            old[link.old],
            new[link.new],
            evidence=evidence,
            foreign=foreign.get((link.old, link.new)),
            references=references,
        )
        for link in alignment.links
    )
