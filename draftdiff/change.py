"""What the differ and the classifier return: word-level changes of a linked pair of paragraphs.

JSON contract: `draftdiff.changes/1`, in `draftdiff.contracts.values`. Classes and signals: design, section 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from draftdiff.door import show
from draftdiff.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

ChangeClass = Literal[
    "scan",
    "typography",
    "numbering",
    "reference",
    "editorial",
    "rollover",
    "attribution",
    "bracketing",
    "substantive",
]
#: From the least to the most weighty.
CLASSES: tuple[ChangeClass, ...] = (
    "scan",
    "typography",
    "numbering",
    "reference",
    "editorial",
    "rollover",
    "attribution",
    "bracketing",
    "substantive",
)

#: Classes of changes that leave the words the same.
_SAME_WORDS: frozenset[ChangeClass] = frozenset(("scan", "typography"))

#: Former names of signals, still understood in a question.
SIGNAL_ALIASES = {"new_obligation": "obligation_added"}
#: Names of diplomatic signals, as `Signal.name` has them.
SIGNALS: tuple[str, ...] = (
    "verb_stronger", "verb_weaker", "verb_changed", "modal", "qualifier_added", "qualifier_removed", "number", "date",
    "deadline", "actor", "addressee", "negation", "and_or", "list_opened", "list_closed", "scope_wider", "scope_narrower",
    "obligation_added", "obligation_removed", "stale_reference", "broken_reference",
    "retargeted_reference", "bracket_opened", "bracket_closed", "bracket_adopted", "bracket_dropped",
)  # fmt: skip


def known_classes(classes: Iterable[str] | str) -> frozenset[str]:
    """One class, or several, checked.

    Raises:
        UsageError: unknown; the remedy lists those there are.
    """
    return _known(classes, CLASSES, "class of change")


def _known(names: Iterable[str] | str, known: Collection[str], what: str) -> frozenset[str]:
    wanted = frozenset((names,) if isinstance(names, str) else names)
    for name in sorted(wanted.difference(known)):
        raise UsageError(f"no {what} {name!r}", remedy=f"there are: {', '.join(known)}")
    return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A diplomatic signal that rides on a change."""

    name: str
    """`verb_stronger`, `verb_weaker`, `verb_changed`, `modal`, `qualifier_added`, `qualifier_removed`, `number`,
    `date`, `deadline`, `actor`, `addressee`, `negation`, `and_or`, `list_opened`, `list_closed`, `scope_wider`,
    `scope_narrower`, `obligation_added`, `obligation_removed`, `stale_reference`, `broken_reference`,
    `retargeted_reference`, `bracket_opened`, `bracket_closed`, `bracket_adopted`, `bracket_dropped`."""
    detail: str = ""
    """In words: "urges -> encourages (7 -> 4), addressee: Member States"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One edit inside a rewritten clause; between two of them the words are the same."""

    old_span: tuple[int, int]
    """Character span in the old text, 0-based, half-open."""
    new_span: tuple[int, int]
    """Character span in the new text."""
    printed: bool = False
    """The same words, printed otherwise."""
    moved: int = 0
    """As `Change.moved`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two texts. Spans of a redline's changes are in order and do not overlap."""

    old_span: tuple[int, int]
    """Character span in the old text, 0-based, half-open; empty for an insertion (its point)."""
    new_span: tuple[int, int]
    """Character span in the new text; empty for a deletion."""
    old: str
    """The words taken out: exactly `old_text[slice(*old_span)]`."""
    new: str
    """The words put in: exactly `new_text[slice(*new_span)]`."""
    cls: ChangeClass = "substantive"
    """The class that counts; written `class` in JSON."""
    also: tuple[ChangeClass, ...] = ()
    """Further classes the same change shows."""
    signals: tuple[Signal, ...] = ()
    """On substantive (and on modal editorial) changes."""
    why: str = ""
    """Which rule gave the class, in words."""
    transfer: str = ""
    """Label of another paragraph of the same step that the old words went to or the new words came from: the change
    is then no change of wording but a split, a merge or a wandering clause."""
    left_to: str = ""
    """Label of another paragraph of the same step, linked as this one is, whose redline tells of these words: they came
    or went, and stand in no paragraph of the other version. So that each of them counts once."""
    moved: int = 0
    """Not 0: the words moved inside the paragraph; the taking out and the putting in share the number."""
    parts: tuple[Part, ...] = ()
    """The edits a rewritten clause is made of, in order; empty where the change is a single edit."""

    @property
    def elsewhere(self) -> bool:
        """The words belong to another link of the paragraph, or to another paragraph: no change of this wording."""
        return bool(self.transfer or self.left_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redline:
    """All changes between one old and one new paragraph. They replay exactly, both ways."""

    old_label: str
    new_label: str
    old_text: str
    new_text: str
    changes: tuple[Change, ...] = ()

    def replay(self) -> str:
        """The old text with all changes applied: equal to `new_text`, to the letter."""
        out: list[str] = []
        at = 0
        for change in self.changes:
            out += (self.old_text[at : change.old_span[0]], change.new)
            at = change.old_span[1]
        return "".join((*out, self.old_text[at:]))

    def undo(self) -> str:
        """The new text with all changes taken back: equal to `old_text`, to the letter."""
        out: list[str] = []
        at = 0
        for change in self.changes:
            out += (self.new_text[at : change.new_span[0]], change.old)
            at = change.new_span[1]
        return "".join((*out, self.new_text[at:]))

    def edits(self) -> Iterator[Part]:
        """Every edit in reading order, those inside rewritten clauses one by one; what stands between is unchanged."""
        for change in self.changes:
            if change.parts:
                yield from change.parts
            else:
                printed = change.cls in _SAME_WORDS
                yield Part(
                    old_span=change.old_span, new_span=change.new_span, printed=printed, moved=change.moved
                )

    def segments(self) -> Iterator[str | Change]:
        """Unchanged text and changes, in reading order."""
        at = 0
        for change in self.changes:
            if change.old_span[0] > at:
                yield self.old_text[at : change.old_span[0]]
            yield change
            at = change.old_span[1]
        if at < len(self.old_text):
            yield self.old_text[at:]

    def of_class(self, *classes: ChangeClass) -> tuple[Change, ...]:
        """Changes of the named classes whose words belong here, not to another link or paragraph.

        Raises:
            UsageError: unknown class.
        """
        wanted = known_classes(classes)
        return tuple(c for c in self.changes if c.cls in wanted and not c.elsewhere)

    def with_signal(self, *names: str) -> tuple[Change, ...]:
        """Changes that carry one of the named signals.

        Raises:
            UsageError: unknown signal.
        """
        wanted = _known([SIGNAL_ALIASES.get(name, name) for name in names], SIGNALS, "signal")
        return tuple(c for c in self.changes if any(s.name in wanted for s in c.signals))

    def __repr__(self) -> str:
        return f"<Redline {self.old_label} -> {self.new_label}: {len(self.changes)} change{'s' * (len(self.changes) != 1)}>"

    def _repr_html_(self) -> str:
        return show(self, "html")
