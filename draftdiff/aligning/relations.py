"""What happened to a linked paragraph, in the terms of the design: split, merged, moved, renumbered, kept, edited."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from draftdiff.aligning.sequence import heaviest_chain
from draftdiff.aligning.units import ROOT
from draftdiff.alignment import RELATIONS, Relation

if TYPE_CHECKING:
    from collections.abc import Callable

    from draftdiff.aligning.units import Side

Pair = tuple[int, int]
#: What a paragraph weighs in the order of a list; all numbers up to ten divide it, by reason.
WHOLE = 2520


class Related:
    """Relations of all links of two versions."""

    def __init__(
        self, old: Side, new: Side, links: dict[Pair, float], same: Callable[[int, int], bool]
    ) -> None:
        """`links`: (old index, new index) -> similarity; `same`: whether i and j have the same words."""
        self._old, self._new, self._same = old, new, same
        self.heirs: dict[int, list[int]] = {}
        self.sources: dict[int, list[int]] = {}
        for i, j in sorted(links):
            self.heirs.setdefault(i, []).append(j)
            self.sources.setdefault(j, []).append(i)
        self._lengths = (_lengths(old), _lengths(new))
        self.moved = self._find_moved(links)

    def of(self, i: int, j: int) -> tuple[Relation, ...]:
        """Relations of one link, in the order of `RELATIONS`."""
        return _named(
            len(self.heirs[i]) > 1,
            len(self.sources[j]) > 1,
            (i, j) in self.moved,
            self._old.labels[i] != self._new.labels[j],
            self._same(i, j),
        )

    def _find_moved(self, links: dict[Pair, float]) -> set[Pair]:
        leads = _leading(links)
        above = {link: (self._linked_above_old(link[0]), self._linked_above_new(link[1])) for link in links}
        astray = {link for link in leads if not self._stays(link, above[link])}
        moved = set(astray)
        lists: dict[Pair, list[Pair]] = {}
        for link in sorted(links):
            if link not in astray:
                lists.setdefault(above[link], []).append(link)
        in_order: set[Pair] = set()
        for members in lists.values():
            # Links come sorted; where both versions have the same order, nothing moved.
            if all(after[1] >= before[1] for before, after in pairwise(members)):
                in_order.update(members)
            else:
                in_order |= heaviest_chain(members, [self._size(link) for link in members])
        # A paragraph of which another part stayed has not moved: the split or merge explains this one.
        stayed = [set(side) for side in zip(*in_order, strict=True)] or [set[int](), set[int]()]
        moved.update(link for link in leads if link[0] not in stayed[0] and link[1] not in stayed[1])
        moved.update(self._displaced(leads, astray))
        return moved

    def _stays(self, link: Pair, above: Pair) -> bool:
        """The parent goes with it, or it runs into (or broke out of) its parent's own successor."""
        i, j = link
        if above == (ROOT, ROOT) or above[1] in self.heirs.get(above[0], ()):
            return True
        runs_in = any(j in self.heirs.get(up, ()) for up in self._old.ancestors(i) if up != ROOT)
        breaks_out = any(i in self.sources.get(up, ()) for up in self._new.ancestors(j) if up != ROOT)
        return runs_in or breaks_out

    def _linked_above_old(self, i: int) -> int:
        if self._old.parents[i] == ROOT:
            return ROOT
        return next(up for up in self._old.ancestors(i) if up == ROOT or up in self.heirs)

    def _linked_above_new(self, j: int) -> int:
        if self._new.parents[j] == ROOT:
            return ROOT
        return next(up for up in self._new.ancestors(j) if up == ROOT or up in self.sources)

    def _displaced(self, links: list[Pair], astray: set[Pair]) -> set[Pair]:
        """Items of a list that gave members to other lists and took some in, so that its order was made anew.

        In such a list an item whose place changed by more than insertions and deletions explain has moved, although
        the items that stayed are still in order (gold note on themes regrouped between two cities).
        """
        if not astray:
            return set()
        lost = {self._old.parents[i] for i, _ in astray}
        gained = {self._new.parents[j] for _, j in astray}
        found: set[Pair] = set()
        for link in links:
            i, j = link
            up, over = self._old.parents[i], self._new.parents[j]
            if link in astray or ROOT in (up, over) or up not in lost or over not in gained:
                continue
            born = sum(self._new.parents[k] == over and k not in self.sources for k in range(over + 1, j))
            died = sum(self._old.parents[k] == up and k not in self.heirs for k in range(up + 1, i))
            rank_old = sum(self._old.parents[k] == up for k in range(up + 1, i)) - died
            rank_new = sum(self._new.parents[k] == over for k in range(over + 1, j)) - born
            if rank_old != rank_new:
                found.add(link)
        return found

    def _size(self, link: Pair) -> tuple[int, int, int]:
        """What a link weighs in the chain that stays: its paragraphs, its words, how near it stayed.

        A paragraph with several links is shared out among them: two paragraphs merged in their place hold that place
        as two do, and a merge that brought one of them from afar is no reason to call what it passed moved. Items go
        where their chapeau goes, so it weighs as many words as they have.
        """
        i, j = link
        heirs, sources = len(self.heirs[i]), len(self.sources[j])
        texts = sorted((self._old.texts[i], self._new.texts[j]))
        return (
            WHOLE // heirs + WHOLE // sources,
            WHOLE * self._lengths[0][i] // heirs + WHOLE * self._lengths[1][j] // sources,
            crc32("\n".join(texts).encode("utf-8", "surrogatepass")) - (abs(i - j) << 32),
        )


def _leading(links: dict[Pair, float]) -> list[Pair]:
    """Main links of both their paragraphs. The others are explained by the split or merge, not by a move."""
    rank = {(i, j): (similarity, -abs(i - j)) for (i, j), similarity in links.items()}
    best_old: dict[int, tuple[float, int]] = {}
    best_new: dict[int, tuple[float, int]] = {}
    for (i, j), value in rank.items():
        best_old[i] = max(best_old.get(i, value), value)
        best_new[j] = max(best_new.get(j, value), value)
    return [(i, j) for i, j in sorted(links) if best_old[i] == rank[i, j] == best_new[j]]


def _lengths(side: Side) -> list[int]:
    """Words of each paragraph and of all below it."""
    found = [len(words) for words in side.words]
    for at in range(len(side) - 1, -1, -1):
        if side.parents[at] != ROOT:
            found[side.parents[at]] += found[at]
    return found


@cache
def _named(split: bool, merged: bool, moved: bool, renumbered: bool, kept: bool) -> tuple[Relation, ...]:  # noqa: FBT001 - five plain answers
    has: dict[Relation, bool] = {
        "split": split,
        "merged": merged,
        "moved": moved,
        "renumbered": renumbered,
        "kept": kept,
        "edited": not kept,
    }
    return tuple(name for name in RELATIONS if has[name])
