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
    from draftdiff_reports.common.book import Book, Pair
    from draftdiff_reports.common.passages import Passage, Passages


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the running text, or the place where one used to stand."""

    kind: str
    """`linked`, `new`, `dropped`, or `gone`: moved or merged away, it now stands elsewhere."""
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

    @property
    def relations(self) -> tuple[str, ...]:
        """Relations of all its links, in order, each once; `new` and `dropped` are relations here."""
        if self.kind in ("new", "dropped"):
            return (self.kind,)
        return tuple(dict.fromkeys(r for link in self.links for r in link.relations))


@dataclass(frozen=True, slots=True)
class Running:
    """The redline of one pair."""

    pair: Pair
    blocks: tuple[Block, ...]
    changes: int
    substantive: int


def redline(book: Book, passages: Passages, pair: Pair) -> Running:
    """The running text of a pair."""
    absent = _absent(book, pair)
    blocks = [_old_block(pair, *entry) for entry in absent.get("", [])]
    headings: dict[str, list[Heading]] = defaultdict(list)
    for heading in pair.new.document.headings:
        headings[heading.before].append(heading)
    for paragraph, depth in book.walk(pair.new):
        label = str(paragraph.label)
        blocks.append(_new_block(passages, pair, paragraph, depth, tuple(headings.get(label, ()))))
        blocks += [_old_block(pair, *entry) for entry in absent.get(label, [])]
    changes = [n.change for b in blocks if b.passage for n in b.passage.changes if not n.change.transfer]
    return Running(pair, tuple(blocks), len(changes), sum(c.cls == "substantive" for c in changes))


def _new_block(
    passages: Passages, pair: Pair, paragraph: Paragraph, depth: int, headings: tuple[Heading, ...]
) -> Block:
    label = str(paragraph.label)
    links = tuple(link for link, _ in pair.to_new(label))
    return Block(
        kind="linked" if links else "new",
        label=label,
        address=address(pair.key, label),
        paragraph=paragraph,
        depth=depth,
        passage=passages.of(pair, label) if links else None,
        links=links,
        headings=headings,
    )


def _old_block(pair: Pair, paragraph: Paragraph, depth: int) -> Block:
    label = str(paragraph.label)
    links = tuple(link for link, _ in pair.from_old(label))
    return Block(
        kind="gone" if links else "dropped",
        label=label,
        address=address(pair.key, f"-{label}"),
        paragraph=paragraph,
        depth=depth,
        passage=None,
        links=links,
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
