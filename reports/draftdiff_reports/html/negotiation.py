"""The view of a negotiation: how open each article was, what each delegation proposed, what is open, what was agreed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.ledger.entry import article_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.ledger import Entry, Ledger, Stage
    from draftdiff_reports.common.book import Book

#: Characters of a position's words that are shown; the rest stands in the redline. Chosen: two lines.
SHOWN = 180
#: Fates that say a position got into the text. By reason.
WON = ("adopted", "reworded", "moved", "merged")


@dataclass(frozen=True, slots=True)
class Cell:
    """How open one row is in one version."""

    version: str
    label: str
    """Its first paragraph in this version, for a link; "" where the row is not in it."""
    positions: int
    share: float
    """Of its words inside a position, 0..1."""
    said: str


@dataclass(frozen=True, slots=True)
class Item:
    """One position in a list."""

    number: int
    label: str
    version: str
    """Version in which the label is to be looked up."""
    who: str
    words: str
    stages: tuple[Stage, ...]
    other: Entry | None
    """What it was merged into or replaced by."""


@dataclass(frozen=True, slots=True)
class Party:
    """What one delegation proposed, and what became of it."""

    name: str
    counts: tuple[tuple[str, int], ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was closed between two versions."""

    old: str
    new: str
    counts: tuple[tuple[str, int], ...]
    lifted: tuple[Item, ...]
    """Whose words are in the text."""
    gone: tuple[Item, ...]
    """Dropped, or replaced by others."""


@dataclass(frozen=True, slots=True)
class NegotiationView:
    """The whole view."""

    total: int
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    """Article -> a cell a version."""
    parties: tuple[Party, ...]
    open: tuple[tuple[str, tuple[Item, ...]], ...]
    """Article -> what is open in the newest version."""
    still: int
    steps: tuple[Agreed, ...]


def negotiation(book: Book) -> NegotiationView | None:
    """The view of a history; None where no version has a bracket, an option or a proposal."""
    ledger = book.history.ledger()
    if not ledger:
        return None
    still = ledger.open()
    return NegotiationView(
        total=len(ledger),
        rows=_rows(book, ledger),
        parties=tuple(
            Party(name, _counts(entries), tuple(_item(e, ledger, e.born) for e in entries))
            for name, entries in ledger.by("delegation").items()
            if name
        ),
        open=_by_article(still, ledger),
        still=len(still),
        steps=tuple(_agreed(old, new, ledger) for old, new in book.history.steps),
    )


def _counts(entries: Iterable[Entry]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter("open" if e.open else e.fate for e in entries).most_common())


def _item(entry: Entry, ledger: Ledger, stage: Stage) -> Item:
    words = " ".join(stage.words.split())
    other = next((s.other for s in reversed(entry.stages) if s.other), 0)
    return Item(
        number=entry.id, label=stage.label, version=stage.version, who=", ".join(entry.who),
        words=words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…", stages=entry.stages,
        other=ledger.entry(other) if other else None,
    )  # fmt: skip


def _by_article(entries: Sequence[Entry], ledger: Ledger) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    found: dict[str, list[Item]] = {}
    for entry in sorted(entries, key=lambda e: e.last.position):
        found.setdefault(article_of(entry.last.label), []).append(_item(entry, ledger, entry.last))
    return tuple((article, tuple(items)) for article, items in found.items())


def _agreed(old: str, new: str, ledger: Ledger) -> Agreed:
    closed = [e for e in ledger.closed(new) if any(s.version == old for s in e.stages)]
    lifted = [e for e in closed if e.fate in WON]
    gone = [e for e in closed if e.fate not in WON]
    return Agreed(
        old, new, _counts(closed),
        tuple(_item(e, ledger, e.last if e.last.words else e.stages[-2]) for e in lifted),
        tuple(_item(e, ledger, e.stages[-2]) for e in gone),
    )  # fmt: skip


def _rows(book: Book, ledger: Ledger) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Articles that were ever open, in the order of the newest version that has them; the preamble is one row."""
    sums: dict[tuple[str, str], list[int]] = {}
    first: dict[tuple[str, str], str] = {}
    order: dict[str, tuple[int, int]] = {}
    for at, one in enumerate(ledger.openness):
        name = _row(one.article)
        have = sums.setdefault((name, one.version), [0, 0, 0])
        for place, value in enumerate((one.positions, one.words, one.bracketed)):
            have[place] += value
        order[name] = min(order.get(name, (0, at)), (0, at)) if name in order else (0, at)
    labels = {v: list(book.history[v].labels()) for v in ledger.versions}
    for version, names in labels.items():
        for label in names:
            first.setdefault((_row(article_of(label)), version), label)
    newest = {
        name: at
        for at, name in enumerate(dict.fromkeys(_row(article_of(x)) for x in labels[ledger.versions[-1]]))
    }
    ranked = sorted(order, key=lambda name: (newest.get(name, len(newest)), order[name]))
    rows = [
        (name, tuple(_cell(name, v, sums.get((name, v)), first.get((name, v), "")) for v in ledger.versions))
        for name in ranked
    ]
    return tuple((name, cells) for name, cells in rows if any(cell.positions or cell.share for cell in cells))


def _row(article: str) -> str:
    """Preambular paragraphs and recitals share a row of the picture."""
    return "PP" if article.startswith("PP") else article


def _cell(name: str, version: str, sums: list[int] | None, label: str) -> Cell:
    positions, words, bracketed = sums or [0, 0, 0]
    share = bracketed / words if words else 0.0
    return Cell(version, label if sums else "", positions, share, f"{name}: {share:.0%}")
