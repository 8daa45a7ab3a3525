"""What a rule gets to see: one edit, its tokens, its neighbourhood and what both versions know."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from draftdiff.classifying.aliases import Aliases, learn
from draftdiff.fold import is_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from draftdiff.alignment import Alignment
    from draftdiff.change import ChangeClass, Signal
    from draftdiff.differing.place import Edit
    from draftdiff.differing.tokens import Tokens
    from draftdiff.lexicon import Lexicon
    from draftdiff.misreading.evidence import Evidence
    from draftdiff.model import Document
    from draftdiff.referencing import ReferenceFinding


@dataclass(frozen=True, slots=True)
class Finding:
    """The class a rule gives an edit, and why."""

    cls: ChangeClass
    why: str
    also: tuple[ChangeClass, ...] = ()
    signals: tuple[Signal, ...] = ()
    weak: bool = False
    """The rule explains the edit only where nothing beside it is rewritten: small words, words that moved."""


@dataclass
class Background:
    """What two versions know, beside the two texts under judgement."""

    evidence: Evidence

    @cached_property
    def aliases(self) -> Aliases:
        """Short names that either version defines, then those of the word list."""
        lexicon = self.evidence.lexicon
        learned = learn((*self.evidence.old.texts, *self.evidence.new.texts), lexicon)
        return Aliases({**lexicon.acronyms, **learned.long})


@dataclass
class References:
    """What became of the cross-references of one step; looked into only where a number inside one changed."""

    old: Document
    new: Document
    alignment: Alignment

    @cached_property
    def by_pair(self) -> Mapping[tuple[str, str], Sequence[ReferenceFinding]]:
        """Findings by the old and the new paragraph that hold the reference."""
        from draftdiff.referencing import check_pair  # noqa: PLC0415 - only where a number changed

        found: dict[tuple[str, str], list[ReferenceFinding]] = {}
        for finding in check_pair(self.old, self.new, self.alignment):
            found.setdefault((finding.old_paragraph, finding.new_paragraph), []).append(finding)
        return found

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        return {}

    def touches(self, text: str, start: int, end: int) -> bool:
        """A number of a cross-reference of a text lies in a span."""
        from draftdiff.referencing import find_references  # noqa: PLC0415 - only where a number changed

        spans = self._spans.get(text)
        if spans is None:
            found = find_references(text, self.new.language or "en")
            spans = self._spans[text] = [p.span for r in found for p in r.pointers]
        return any(start < last and first < end for first, last in spans)


@dataclass(slots=True)
class Context:
    """One pair of paragraphs under judgement."""

    old: Tokens
    new: Tokens
    background: Background
    old_label: str = ""
    new_label: str = ""
    references: References | None = None

    @property
    def evidence(self) -> Evidence:
        """What both versions know about words."""
        return self.background.evidence

    @property
    def lexicon(self) -> Lexicon:
        """The word lists."""
        return self.background.evidence.lexicon

    @property
    def aliases(self) -> Aliases:
        """Short names learned from both versions."""
        return self.background.aliases


@dataclass(frozen=True, slots=True)
class Case:
    """One edit under judgement: tokens `a0:a1` of the old became tokens `b0:b1` of the new paragraph."""

    context: Context
    edit: Edit
    a0: int
    a1: int
    b0: int
    b1: int
    old_words: list[str] = field(init=False)
    """Old words folded, marks left out."""
    new_words: list[str] = field(init=False)
    """New words folded, marks left out."""

    def __post_init__(self) -> None:
        old, new = self.context.old.folded[self.a0 : self.a1], self.context.new.folded[self.b0 : self.b1]
        object.__setattr__(self, "old_words", [key for key in old if is_word(key)])
        object.__setattr__(self, "new_words", [key for key in new if is_word(key)])

    @classmethod
    def of(cls, context: Context, edit: Edit) -> Case:
        """Find the edit's tokens in the whole paragraphs."""
        old, new = context.old, context.new
        return cls(
            context, edit, old.index(edit.o0), old.index(edit.o1), new.index(edit.n0), new.index(edit.n1)
        )

    @property
    def old(self) -> list[str]:
        """Old tokens as printed."""
        return self.context.old.printed[self.a0 : self.a1]

    @property
    def new(self) -> list[str]:
        """New tokens as printed."""
        return self.context.new.printed[self.b0 : self.b1]

    def before(self, count: int = 1) -> list[str]:
        """Folded tokens before the edit in the new text, nearest last."""
        return self.context.new.folded[max(0, self.b0 - count) : self.b0]

    def after(self, count: int = 1) -> list[str]:
        """Folded tokens behind the edit in the new text, nearest first."""
        return self.context.new.folded[self.b1 : self.b1 + count]
