"""Paragraphs of a newer version as runs of text, with their changes numbered. No markup here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_reports.common.compose import compose
from draftdiff_reports.common.trusted import tells, told

if TYPE_CHECKING:
    from draftdiff.alignment import Link
    from draftdiff.change import Change, Redline
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.compose import Piece

#: Words of unchanged text shown on each side of a change that stands alone.
CONTEXT_WORDS = 9


@dataclass(frozen=True, slots=True)
class Numbered:
    """A change with its number in the paragraph it ends in."""

    number: int
    """1 is the first in reading order."""
    change: Change
    link: Link
    redline: Redline
    address: str
    """Permanent address inside the report."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the newer version as one running text over all the links that end in it."""

    pair: Pair
    label: str
    pieces: tuple[Piece, ...]
    changes: tuple[Numbered, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """Classes of its changes, each once; words that changed place are `transfer`."""
        return tuple(dict.fromkeys("transfer" if n.change.elsewhere else n.change.cls for n in self.changes))

    @property
    def signals(self) -> tuple[str, ...]:
        """Signals of its changes, each once."""
        return tuple(dict.fromkeys(s.name for n in self.changes for s in told(n.change)))

    @property
    def telling(self) -> tuple[Numbered, ...]:
        """Changes that a reader should not miss: substantive, or carrying a signal."""
        return tuple(n for n in self.changes if not n.change.elsewhere and tells(n.change))

    def number(self, change: Change) -> int:
        """The number of one of its changes."""
        return next(n.number for n in self.changes if n.change is change)


def _passage(pair: Pair, label: str) -> Passage:
    entries = pair.to_new(label)
    pieces = compose([redline for _, redline in entries])
    numbered: dict[int, Numbered] = {}
    for piece in pieces:
        if piece.change is not None and id(piece.change) not in numbered:
            number = len(numbered) + 1
            address = pair.change_address(label, number)
            numbered[id(piece.change)] = Numbered(number, piece.change, *entries[piece.redline], address)
    return Passage(pair, label, tuple(pieces), tuple(numbered.values()))


class Passages:
    """All passages of a report, each made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], Passage] = {}

    def of(self, pair: Pair, label: str) -> Passage:
        """The paragraph `label` of the pair's newer version; without links it is empty."""
        key = (pair.key, label)
        if key not in self._made:
            self._made[key] = _passage(pair, label)
        return self._made[key]


@dataclass(frozen=True, slots=True)
class Context:
    """A change with a few words around it, as it stands in the newer text."""

    before: str
    change: Change
    after: str


def in_context(change: Change, redline: Redline, words: int = CONTEXT_WORDS) -> Context:
    """Cut a change out of its paragraph, with the words before and after it."""
    before = redline.new_text[: change.new_span[0]].split(" ")
    after = redline.new_text[change.new_span[1] :].split(" ")
    lead = "… " if len(before) > words + 1 else ""
    trail = " …" if len(after) > words + 1 else ""
    return Context(lead + " ".join(before[-words - 1 :]), change, " ".join(after[: words + 1]) + trail)


def opening(text: str, words: int = 12) -> str:
    """The first words of a text, for lists."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= words + 2 else " ".join(parts[:words]) + " …"
