"""Which rows of the two versions stand in the same place, and which text moved: what a tracked change needs to know.

Rows that follow each other in both versions are edited where they stand; of all ways to choose them the one that keeps
most text in place is taken. Text of the other links is moved.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from draftdiff_reports.docx.borders import parted
from draftdiff_reports.docx.words import Pair, Same, same_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from draftdiff.alignment import Link
    from draftdiff.change import Redline
    from draftdiff_reports.docx.rows import Row

#: Fewer words that went elsewhere are shown as taken out and put in: as a move they confuse more than they tell.
#: Judged on the bundled history, where shorter runs are connectives ("and the", "of the").
LEAST_MOVED_WORDS = 3
#: A paragraph of which less than this went along is not called moved itself; half is where the rest becomes the rule.
LEAST_MOVED_SHARE = 0.5


class Piece(NamedTuple):
    """A stretch of a row's text that is not kept in place."""

    start: int
    end: int
    move: int
    """Number of the move it belongs to; 0 is a plain deletion or insertion."""


@dataclass(slots=True)
class Side:
    """What becomes of the text of one version's rows."""

    rows: Sequence[Row]
    free: dict[int, list[tuple[int, int]]] = field(default_factory=dict[int, list[tuple[int, int]]])
    """Row -> spans that are neither kept nor moved (yet)."""
    moved: dict[int, list[Piece]] = field(default_factory=dict[int, list[Piece]])
    """Row -> spans that are part of a move."""
    whole: dict[int, int] = field(default_factory=dict[int, int])
    """Row that moved as a whole -> its move."""

    _ordered: dict[int, list[Piece]] = field(default_factory=dict[int, list["Piece"]])

    def pieces(self, row: int, start: int, end: int) -> list[Piece]:
        """The spans of a row that are not kept, in order, cut to start..end. To be asked when the plan is made."""
        parts = self._ordered.get(row)
        if parts is None:
            parts = [*(Piece(a, b, 0) for a, b in self.free.get(row, ())), *self.moved.get(row, ())]
            parts.sort()
            self._ordered[row] = parts
        at = max(bisect_left(parts, (start, start)) - 1, 0)
        found: list[Piece] = []
        while at < len(parts) and parts[at].start < end:
            a, b, move = parts[at]
            if b > start:
                found.append(Piece(max(a, start), min(b, end), move))
            at += 1
        return found

    def free_within(self, row: int, start: int, end: int) -> list[tuple[int, int]]:
        """Free spans of a row, cut to start..end."""
        spans = self.free[row]
        at = max(bisect_left(spans, (start, start)) - 1, 0)
        found: list[tuple[int, int]] = []
        while at < len(spans) and spans[at][0] < end:
            if spans[at][1] > start:
                found.append((max(spans[at][0], start), min(spans[at][1], end)))
            at += 1
        return found

    def take(self, row: int, start: int, end: int, move: int) -> None:
        """Make a free span part of a move."""
        left: list[tuple[int, int]] = []
        for a, b in self.free[row]:
            left += [(x, y) for x, y in ((a, min(b, start)), (max(a, end), b)) if x < y]
        self.free[row] = left
        self.moved.setdefault(row, []).append(Piece(start, end, move))


@dataclass(frozen=True, slots=True)
class Plan:
    """How the new version is written over the old."""

    old: Side
    new: Side
    chain: tuple[Pair, ...]
    """Pairs edited in place, in order on both sides."""


def plan(old: Sequence[Row], new: Sequence[Row], linked: Iterable[tuple[Link, Redline]]) -> Plan:
    """Decide for every row and every word whether it is kept in place, moved, taken out or put in."""
    old_at = {row.key: at for at, row in enumerate(old)}
    new_at = {row.key: at for at, row in enumerate(new)}
    pairs = [
        Pair(old_at[link.old], new_at[link.new], same_text(redline))
        for link, redline in linked
        if link.old in old_at and link.new in new_at
    ]
    pairs += _framing_pairs(old, new, {(pair.old, pair.new) for pair in pairs})
    chain = heaviest_chain(pairs)
    in_place = set(chain)
    chain = parted(chain, old, new)
    before, after = Side(old), Side(new)
    _set_free(before, {p.old: [(s.old, s.old + s.length) for s in p.same] for p in chain})
    _set_free(after, {p.new: [(s.new, s.new + s.length) for s in p.same] for p in chain})
    rooted = {pair.old for pair in chain}, {pair.new for pair in chain}
    rest = sorted((pair for pair in pairs if pair not in in_place), key=lambda p: (-p.shared, p.new, p.old))
    numbers = count(1)
    for pair in rest:
        _move(before, after, pair, numbers, whole=pair.old not in rooted[0] and pair.new not in rooted[1])
    return Plan(before, after, chain)


def same_text(redline: Redline) -> tuple[Same, ...]:
    """The unchanged stretches of a redline."""
    found: list[Same] = []
    old = new = 0
    for change in redline.changes:
        length = change.old_span[0] - old
        if length:
            found.append(Same(old, new, length))
        old, new = change.old_span[1], change.new_span[1]
    if old < len(redline.old_text):
        found.append(Same(old, new, len(redline.old_text) - old))
    return tuple(found)


def heaviest_chain(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Pairs that ascend on both sides and together share most text; at best n log n."""
    ordered = sorted(pairs, key=lambda pair: (pair.old, -pair.new))
    news = sorted({pair.new for pair in pairs})
    # Fenwick tree over new rows: the best chain that ends at or before a row
    tree: list[tuple[int, int]] = [(0, -1)] * (len(news) + 1)
    before: list[int] = []
    for index, pair in enumerate(ordered):
        rank = bisect_left(news, pair.new)
        best = (0, -1)
        at = rank
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        found = (best[0] + pair.shared + 1, index)
        at = rank + 1
        while at < len(tree):
            tree[at] = max(tree[at], found)
            at += at & -at
    best = (0, -1)
    at = len(news)
    while at > 0:
        best = max(best, tree[at])
        at -= at & -at
    chain: list[Pair] = []
    index = best[1]
    while index >= 0:
        chain.append(ordered[index])
        index = before[index]
    return tuple(reversed(chain))


def _framing_pairs(old: Sequence[Row], new: Sequence[Row], linked: set[tuple[int, int]]) -> list[Pair]:
    """Pairs of titles, formulas and headings: same kind, and same text or same paragraph below."""
    keys = {(old[i].key, new[j].key) for i, j in linked}
    texts: dict[tuple[str, str], list[int]] = {}
    below: dict[str, list[int]] = {}
    partners: dict[str, list[str]] = {}
    for a, b in sorted(keys):
        partners.setdefault(a, []).append(b)
    for at, row in enumerate(new):
        texts.setdefault((row.style, row.text), []).append(at)
        if row.before:
            below.setdefault(row.before, []).append(at)
    found: dict[tuple[int, int], None] = {}
    for at, row in enumerate(old):
        if row.key in ("title", "formula"):
            found.update({(at, to): None for to, other in enumerate(new) if other.key == row.key})
        elif row.key.startswith("heading "):
            found.update({(at, to): None for to in texts.get((row.style, row.text), ())})
            found.update(
                {(at, to): None for label in partners.get(row.before, ()) for to in below.get(label, ())}
            )
    return [Pair(i, j, same_words(old[i].text, new[j].text)) for i, j in found]


def _set_free(side: Side, kept: dict[int, list[tuple[int, int]]]) -> None:
    """Mark as free what is not kept in place: `kept` is row -> spans in order."""
    for at, row in enumerate(side.rows):
        spans: list[tuple[int, int]] = []
        end = 0
        for start, stop in kept.get(at, ()):
            if start > end:
                spans.append((end, start))
            end = stop
        if end < len(row.text):
            spans.append((end, len(row.text)))
        side.free[at] = spans


def _move(old: Side, new: Side, pair: Pair, numbers: Iterator[int], *, whole: bool) -> None:
    """Turn what a pair outside the chain shares into a move, as far as it is still free on both sides.

    Args:
        old: older side.
        new: newer side.
        pair: the rows.
        numbers: of moves: one for a paragraph that moved as a whole, else one for every stretch of text.
        whole: neither row stands in its place, so that the paragraph itself may have moved.
    """
    row = old.rows[pair.old]
    longest = max(len(row.text), len(new.rows[pair.new].text))
    taken = pair.old in old.whole or pair.new in new.whole
    whole = whole and not taken and pair.shared >= LEAST_MOVED_SHARE * longest
    least = 1 if whole else LEAST_MOVED_WORDS
    found: list[tuple[int, int, int]] = []
    for part in pair.same:
        shift = part.new - part.old
        for a, b in old.free_within(pair.old, part.old, part.old + part.length):
            for c, d in new.free_within(pair.new, a + shift, b + shift):
                start, end = c - shift, d - shift
                if len(row.text[start:end].split()) >= least:
                    found.append((start, end, shift))
    number = next(numbers)
    if whole and found:
        old.whole[pair.old] = number
        new.whole[pair.new] = number
    for start, end, shift in found:
        old.take(pair.old, start, end, number)
        new.take(pair.new, start + shift, end + shift, number)
        number = number if whole else next(numbers)
