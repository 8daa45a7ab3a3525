"""What a rule gets to see: one edit, its tokens, its neighbourhood and what both versions know."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.fold import fold, is_word, token_spans

if TYPE_CHECKING:
    from draftdiff.change import ChangeClass, Signal
    from draftdiff.classifying.aliases import Aliases
    from draftdiff.classifying.evidence import Evidence
    from draftdiff.classifying.referring import References
    from draftdiff.differing.place import Edit
    from draftdiff.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Finding:
    """The class a rule gives an edit, and why."""

    cls: ChangeClass
    why: str
    also: tuple[ChangeClass, ...] = ()
    signals: tuple[Signal, ...] = ()


@dataclass(slots=True)
class Side:
    """All tokens of one paragraph; rules look left and right of an edit here."""

    text: str
    spans: list[tuple[int, int]] = field(init=False)
    printed: list[str] = field(init=False)
    keys: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.spans = token_spans(self.text)
        self.printed = [self.text[a:b] for a, b in self.spans]
        self.keys = [fold(token) for token in self.printed]

    def index(self, at: int) -> int:
        """Number of the first token that starts at or after an offset."""
        low, high = 0, len(self.spans)
        while low < high:
            middle = (low + high) // 2
            if self.spans[middle][0] < at:
                low = middle + 1
            else:
                high = middle
        return low


@lru_cache(maxsize=1 << 12)
def side_of(text: str) -> Side:
    """The tokens of a paragraph, cut once for the versions before and behind it; not to be changed."""
    return Side(text)


@dataclass(slots=True)
class Context:
    """One pair of paragraphs under judgement."""

    old: Side
    new: Side
    evidence: Evidence
    lexicon: Lexicon
    old_label: str = ""
    new_label: str = ""
    references: References | None = None

    @property
    def aliases(self) -> Aliases:
        """Short names learned from both versions."""
        return self.evidence.aliases


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
        old, new = self.context.old.keys[self.a0 : self.a1], self.context.new.keys[self.b0 : self.b1]
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
        return self.context.new.keys[max(0, self.b0 - count) : self.b0]

    def after(self, count: int = 1) -> list[str]:
        """Folded tokens behind the edit in the new text, nearest first."""
        return self.context.new.keys[self.b1 : self.b1 + count]
