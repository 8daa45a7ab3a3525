"""The alluvial picture: versions as columns, paragraphs in order, ribbons as wide as the text they share.

The order of nodes is given by the texts, so the layout needs no solver: one pass down each column. Lengths are SVG
user units, one of which is a CSS pixel at the picture's natural size.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_reports.common.book import address
from draftdiff_reports.common.passages import opening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Link, Transfer, Weight
    from draftdiff_reports.common.book import Book, Node, Pair, Version

#: Height of a word; a paragraph of 100 words is a little higher than a line of print.
WORD = 0.24
#: Least height of a node, so that its label can be read and it can be hit with a pointer.
LEAST = 11.0
#: Space between paragraphs, and between sub-paragraphs of one paragraph.
GAP, SUB_GAP = 5.0, 2.0
#: Width of a node, how much each level of sub-paragraphs is set in, and the least that is left.
BAR, INSET, NARROW = 16.0, 3.0, 6.0
#: Room for ribbons between two columns, and for words beside the outer ones.
BETWEEN, MARGIN = 270.0, 290.0
#: Room above the columns for their names.
TOP = 34.0
#: Characters of opening words that fit beside a column at the label size of the style sheet.
BESIDE = 40
#: Least share of a node a ribbon takes, so that it can be seen.
LEAST_SHARE = 0.04
#: How far the curves run level before they turn, as a share of the way.
BEND = 0.45
#: Which relation gives a ribbon its look, the most telling first.
LOOKS = ("wandered", "moved", "split", "merged", "edited", "kept")


@dataclass(frozen=True, slots=True)
class Bar:
    """A paragraph in its column."""

    id: int
    node: Node
    href: str
    x: float
    y: float
    width: float
    height: float
    label: str
    words: str
    side: str
    """Where its words stand: `start` (left), `middle` (label only, over the ribbons) or `end` (right)."""
    fate: str
    """`new`, `dropped` or ""."""
    come_from: tuple[Node, ...]

    @property
    def text_x(self) -> float:
        """Where its label is anchored."""
        return round(self.x - 6 if self.side == "start" else self.x + self.width + 6, 1)

    @property
    def text_y(self) -> float:
        """Baseline of its label."""
        return round(self.y + min(self.height, 14) / 2 + 3.5, 1)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A link between two nodes."""

    a: int
    b: int
    path: str
    look: str
    relations: tuple[str, ...]
    weight: Weight
    old: Node
    new: Node


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing."""

    width: float
    height: float
    columns: tuple[tuple[float, str, Version], ...]
    """Place, text anchor and version of each column head."""
    bars: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]
    looks: tuple[str, ...]
    """Looks that occur, for the legend."""


def picture(book: Book) -> Picture:
    """Lay out the lineage of a book."""
    last = len(book.versions) - 1
    bars: dict[Node, Bar] = {}
    heads: list[tuple[float, str, Version]] = []
    for version in book.versions:
        x = MARGIN + version.index * (BAR + BETWEEN)
        side = "start" if version.index == 0 and last else ("end" if version.index == last else "middle")
        heads.append((round(x + BAR / 2, 1), "middle", version))
        for bar in _column(book, version, x, side, len(bars)):
            bars[bar.node] = bar
    ribbons = sorted(_ribbons(book, bars), key=lambda r: -LOOKS.index(r.look))
    found = {ribbon.look for ribbon in ribbons}
    return Picture(
        width=2 * MARGIN + last * (BAR + BETWEEN) + BAR,
        height=round(max((b.y + b.height for b in bars.values()), default=TOP) + 12, 1),
        columns=tuple(heads),
        bars=tuple(bars.values()),
        ribbons=tuple(ribbons),
        looks=tuple(look for look in LOOKS if look in found),
    )


def _column(book: Book, version: Version, x: float, side: str, first: int) -> Iterable[Bar]:
    y = TOP
    for at, (paragraph, depth) in enumerate(book.walk(version)):
        node = (version.id, str(paragraph.label))
        if at:
            y += SUB_GAP if depth else GAP
        inset = min(depth * INSET, BAR - NARROW)
        height = max(LEAST, len(paragraph.text.split()) * WORD)
        before, after = book.before(node), book.after(node)
        fate = "new" if not before and version is not book.oldest else ""
        if not after and version is not book.newest:
            fate = "dropped"
        words = opening(paragraph.text, 8)
        yield Bar(
            id=first + at,
            node=node,
            href=address(*node),
            x=round(x + (inset if side != "start" else 0), 1),
            y=round(y, 1),
            width=round(BAR - inset, 1),
            height=round(height, 1),
            label=node[1],
            words="" if side == "middle" else _cut(words, BESIDE - len(node[1])),
            side=side,
            fate=fate,
            come_from=tuple(before),
        )
        y += height


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(room - 1, 0)].rstrip(" …") + "…"


def _ribbons(book: Book, bars: dict[Node, Bar]) -> Iterable[Ribbon]:
    entries: list[tuple[Node, Node, Link]] = [
        ((pair.old.id, link.old), (pair.new.id, link.new), link)
        for pair in book.steps
        for link in pair.alignment.links
    ]
    entries += [((r.old, r.link.old), (r.new, r.link.new), r.link) for r in book.history.reinstated]
    leaving = _stacked(entries, bars, side=0)
    coming = _stacked(entries, bars, side=1)
    for old, new, link in entries:
        a, b = bars[old], bars[new]
        look = next(look for look in LOOKS if look in link.relations)
        path = _path(a.x + a.width, leaving[old, new], b.x, coming[old, new])
        yield Ribbon(a.id, b.id, path, look, link.relations, link.weight, old, new)
    for pair in book.steps:
        yield from (_thread(pair, transfer, bars) for transfer in pair.alignment.transfers)


def _thread(pair: Pair, transfer: Transfer, bars: dict[Node, Bar]) -> Ribbon:
    """A clause that wandered without a link: a line between the places where it stood and stands."""
    old, new = (pair.old.id, transfer.old), (pair.new.id, transfer.new)
    a, b = bars[old], bars[new]
    start = a.y + a.height * _middle(transfer.old_span, len(pair.old.document[transfer.old].text))
    end = b.y + b.height * _middle(transfer.new_span, len(pair.new.document[transfer.new].text))
    x0, x1 = a.x + a.width, b.x
    bend = (x1 - x0) * BEND
    path = f"M{x0:.1f} {start:.1f}C{x0 + bend:.1f} {start:.1f} {x1 - bend:.1f} {end:.1f} {x1:.1f} {end:.1f}"
    return Ribbon(a.id, b.id, path, "wandered", ("wandered",), transfer.weight, old, new)


def _middle(span: tuple[int, int], size: int) -> float:
    return sum(span) / 2 / max(size, 1)


def _stacked(
    entries: list[tuple[Node, Node, Link]], bars: dict[Node, Bar], *, side: int
) -> dict[tuple[Node, Node], tuple[float, float]]:
    """Where each ribbon meets its node, top and bottom, in the order of the other ends so that few cross."""
    at: dict[tuple[Node, float], list[tuple[float, Node, Node, float]]] = defaultdict(list)
    for old, new, link in entries:
        here, there = (new, bars[old]) if side else (old, bars[new])
        share = link.weight.new if side else link.weight.old
        at[here, there.x // BETWEEN].append((there.y, old, new, max(share, LEAST_SHARE)))
    spans: dict[tuple[Node, Node], tuple[float, float]] = {}
    for (node, _), group in at.items():
        bar, total = bars[node], sum(share for _, _, _, share in group)
        scale = bar.height / max(total, 1.0)
        y = bar.y + (bar.height - total * scale) / 2
        for _, old, new, share in sorted(group):
            spans[old, new] = (y, y + share * scale)
            y += share * scale
    return spans


def _path(x0: float, start: tuple[float, float], x1: float, end: tuple[float, float]) -> str:
    bend = (x1 - x0) * BEND
    return (
        f"M{x0:.1f} {start[0]:.1f}C{x0 + bend:.1f} {start[0]:.1f} {x1 - bend:.1f} {end[0]:.1f} {x1:.1f} {end[0]:.1f}"
        f"V{end[1]:.1f}C{x1 - bend:.1f} {end[1]:.1f} {x0 + bend:.1f} {start[1]:.1f} {x0:.1f} {start[1]:.1f}Z"
    )
