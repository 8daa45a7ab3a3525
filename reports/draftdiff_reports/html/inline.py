"""Text with its changes as safe HTML: `<ins>` and `<del>` with class, number and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from draftdiff_reports.html.book import address
from draftdiff_reports.html.compose import compose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.alignment import Link
    from draftdiff.change import Change, Redline
    from draftdiff_reports.html.book import Pair
    from draftdiff_reports.html.compose import Piece

#: Words of unchanged text shown on each side of a change that stands alone.
CONTEXT_WORDS = 9


@dataclass(frozen=True, slots=True)
class Numbered:
    """A change with its number in the paragraph it ends in."""

    number: int
    change: Change
    link: Link
    redline: Redline
    address: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the newer version, marked."""

    html: Markup
    changes: tuple[Numbered, ...]

    @property
    def classes(self) -> str:
        """Classes of its changes, for filters: words separated by spaces."""
        return " ".join(
            dict.fromkeys("transfer" if n.change.transfer else n.change.cls for n in self.changes)
        )

    @property
    def telling(self) -> tuple[Numbered, ...]:
        """Changes that a reader should not miss: substantive, or carrying a signal."""
        return tuple(
            n
            for n in self.changes
            if not n.change.transfer and (n.change.cls == "substantive" or n.change.signals)
        )

    @property
    def signals(self) -> str:
        """Signals of its changes, for filters."""
        return " ".join(dict.fromkeys(s.name for n in self.changes for s in n.change.signals))


def passage(pair: Pair, label: str, entries: Sequence[tuple[Link, Redline]]) -> Passage:
    """A paragraph as one running text over all the links that end in it."""
    pieces = compose([redline for _, redline in entries])
    numbers: dict[int, Numbered] = {}
    for piece in pieces:
        if piece.change is not None and id(piece.change) not in numbers:
            number = len(numbers) + 1
            numbers[id(piece.change)] = Numbered(
                number, piece.change, *entries[piece.redline], pair.change_address(label, number)
            )
    html = Markup("").join(_mark(piece, numbers, pair) for piece in pieces)
    return Passage(html, tuple(numbers.values()))


class Passages:
    """All marked paragraphs of a report, each made once."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], Passage] = {}

    def of(self, pair: Pair, label: str) -> Passage:
        """The paragraph `label` of the pair's newer version; without links it is empty."""
        key = (pair.key, label)
        if key not in self._made:
            self._made[key] = passage(pair, label, pair.to_new(label))
        return self._made[key]


def _mark(piece: Piece, numbers: dict[int, Numbered], pair: Pair) -> Markup:
    change = piece.change
    if change is None:
        return escape(piece.text)
    number = numbers[id(change)].number
    if change.transfer:
        return _transfer(piece, change, number, pair)
    shift = " shift" if change.moved else ""
    return _tag("ins" if piece.kind == "ins" else "del", f"{change.cls}{shift}", piece.text, number)


def _tag(tag: str, names: str, text: str, number: int | None = None) -> Markup:
    """The element around the words; white space at their ends stays outside, so that lines mark words only."""
    core = text.strip()
    if not core:
        return Markup('<{0} class="{1} blank"{2}>{3}</{0}>').format(
            tag, names, "" if number is None else Markup(' data-c="{}"').format(number), text
        )
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    mark = "" if number is None else Markup(' data-c="{}"').format(number)
    return Markup('{3}<{0} class="{1}"{2}>{4}</{0}>{5}').format(tag, names, mark, lead, core, trail)


def _transfer(piece: Piece, change: Change, number: int, pair: Pair) -> Markup:
    if piece.kind == "came":
        return Markup('<ins class="came" data-c="{}"><a class="via" href="#{}">{} ⇢</a> {}</ins>').format(
            number, address(pair.old.id, change.transfer), change.transfer, piece.text
        )
    return Markup('<del class="went" data-c="{}">{} <a class="via" href="#{}">⇢ {}</a></del>').format(
        number, piece.text, address(pair.new.id, change.transfer), change.transfer
    )


def in_context(change: Change, redline: Redline, words: int = CONTEXT_WORDS) -> Markup:
    """A change with a few words around it, as it stands in the newer text."""
    before = redline.new_text[: change.new_span[0]].split(" ")
    after = redline.new_text[change.new_span[1] :].split(" ")
    lead = "… " if len(before) > words + 1 else ""
    trail = " …" if len(after) > words + 1 else ""
    old = _tag("del", change.cls, change.old) if change.old.strip() else change.old
    new = _tag("ins", change.cls, change.new) if change.new.strip() else change.new
    return Markup("{}{}{}{}{}{}").format(
        lead, " ".join(before[-words - 1 :]), old, new, " ".join(after[: words + 1]), trail
    )


def opening(text: str, words: int = 12) -> str:
    """The first words of a text, for lists."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= words + 2 else " ".join(parts[:words]) + " …"
