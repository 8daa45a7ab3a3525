"""One running text of a pair of versions: what stayed, came, went and moved, in the order of the newer version."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_reports.common.book import address
from draftdiff_reports.common.passages import opening

if TYPE_CHECKING:
    from draftdiff.alignment import Link
    from draftdiff.model import Heading, Paragraph
    from draftdiff_reports.common.book import Book, Pair, Version
    from draftdiff_reports.common.passages import Passage, Passages


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the running text, or the place where one used to stand."""

    kind: str
    """`linked`, `new`, `dropped`, `gone`: moved or merged away, it now stands elsewhere; or `plain`: not compared."""
    label: str
    address: str
    paragraph: Paragraph
    depth: int
    passage: Passage | None
    links: tuple[Link, ...]
    """Links that end here, or for `gone` those that lead away."""
    headings: tuple[Heading, ...]
    words: str = ""
    """Opening words, for `gone`."""
    told: tuple[tuple[str, ...], ...] = ()
    """Relations of each link as a headline tells them."""

    @property
    def relations(self) -> tuple[str, ...]:
        """Relations of all its links, in order, each once; `new` and `dropped` are relations here."""
        if self.kind in ("new", "dropped"):
            return (self.kind,)
        return tuple(dict.fromkeys(r for relations in self.told for r in relations))


@dataclass(frozen=True, slots=True)
class Running:
    """One version as the page carries it: marked against the one before, or plain where there is none."""

    version: Version
    pair: Pair | None
    first: bool
    """The first time the version is told: its paragraphs' addresses lead here."""
    blocks: tuple[Block, ...]
    changes: int
    substantive: int


def running(book: Book, passages: Passages) -> tuple[Running, ...]:
    """All versions, newest first: each against the one it was drafted from; those without one as they stand."""
    told: list[Running] = []
    seen: set[str] = set()
    for pair in book.steps:
        told.append(redline(book, passages, pair, first=pair.new.id not in seen))
        seen.add(pair.new.id)
    plain = [_plain(book, version) for version in book.versions if version.id not in seen]
    return (*reversed(told), *reversed(plain))


def _plain(book: Book, version: Version) -> Running:
    headings = _headings(version)
    blocks = tuple(
        Block("plain", label, address(version.id, label), p, depth, None, (), headings.get(label, ()))
        for p, depth in book.walk(version)
        for label in (str(p.label),)
    )
    return Running(version, None, first=True, blocks=blocks, changes=0, substantive=0)


def _headings(version: Version) -> dict[str, tuple[Heading, ...]]:
    found: dict[str, list[Heading]] = defaultdict(list)
    for heading in version.document.headings:
        found[heading.before].append(heading)
    return {label: tuple(those) for label, those in found.items()}


def redline(book: Book, passages: Passages, pair: Pair, *, first: bool = True) -> Running:
    """The running text of a pair."""
    absent = _absent(book, pair)
    blocks = [_old_block(pair, *entry) for entry in absent.get("", [])]
    headings = _headings(pair.new)
    for paragraph, depth in book.walk(pair.new):
        label = str(paragraph.label)
        blocks.append(_new_block(passages, pair, paragraph, depth, headings.get(label, ())))
        blocks += [_old_block(pair, *entry) for entry in absent.get(label, [])]
    changes = [n.change for b in blocks if b.passage for n in b.passage.changes if not n.change.elsewhere]
    return Running(
        pair.new, pair, first, tuple(blocks), len(changes), sum(c.cls == "substantive" for c in changes)
    )


def _new_block(
    passages: Passages, pair: Pair, paragraph: Paragraph, depth: int, headings: tuple[Heading, ...]
) -> Block:
    label = str(paragraph.label)
    links = tuple(link for link, _ in pair.to_new(label))
    return Block(
        kind="linked" if links else "new",
        label=label,
        address=address(pair.new.id, label),
        paragraph=paragraph,
        depth=depth,
        passage=passages.of(pair, label) if links else None,
        links=links,
        told=tuple(pair.alignment.told(link) for link in links),
        headings=headings,
    )


def _old_block(pair: Pair, paragraph: Paragraph, depth: int) -> Block:
    label = str(paragraph.label)
    links = tuple(link for link, _ in pair.from_old(label))
    return Block(
        kind="gone" if links else "dropped",
        label=label,
        address="",
        paragraph=paragraph,
        depth=depth,
        passage=None,
        links=links,
        told=tuple(pair.alignment.told(link) for link in links),
        headings=(),
        words=opening(paragraph.text),
    )


def _absent(book: Book, pair: Pair) -> dict[str, list[tuple[Paragraph, int]]]:
    """Old paragraphs that are not where they were, by the new paragraph behind which they stood ("" for the top)."""
    found: dict[str, list[tuple[Paragraph, int]]] = defaultdict(list)
    behind = ""
    for paragraph, depth in book.walk(pair.old):
        links = [link for link, _ in pair.from_old(str(paragraph.label))]
        staying = [link for link in links if "moved" not in link.relations]
        if staying:
            behind = staying[-1].new
        else:
            found[behind].append((paragraph, depth))
    return found
