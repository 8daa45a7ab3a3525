"""Several paragraphs claim the same words: after a split or a merge, and where a clause wandered.

The longest stretch wins and takes its words out of the game, until nothing is left: what a reader does who looks for
where a sentence went. A word is used once; a longer stretch that is left over may be a copy.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.tracing.origins.carried import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A stretch whose old words are used already counts as a copy from this many words on; fewer are chance ("of the").
#: Calibrated on the split paragraphs of bench/provenance.py.
COPIED_WORDS = 4


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of words that one link or transfer would carry over."""

    old: str
    """Label of the old paragraph."""
    new: str
    """Label of the new paragraph."""
    run: Run
    strength: float
    """Decides between stretches of one length, 0..1: similarity of the link."""


Pair = tuple[tuple[str, int], tuple[str, int]]
"""(old label, word index) and (new label, word index)."""


def settle(claims: list[Claim], owned: Sequence[Pair] = (), *, copies: bool = True) -> list[Pair]:
    """Which claims hold: what is owned already, then each old and each new word once, longest first, then copies."""
    used_old = {source for source, _ in owned}
    used_new = {target for _, target in owned}
    pairs = list(owned)
    heap = [(-claim.run.length, -claim.strength, at, claim) for at, claim in enumerate(claims)]
    heapq.heapify(heap)
    count = len(heap)
    while heap:
        _, _, _, claim = heapq.heappop(heap)
        free = list(_free(claim, used_old, used_new))
        if free == [claim.run]:
            for k in range(claim.run.length):
                pair = ((claim.old, claim.run.old + k), (claim.new, claim.run.new + k))
                used_old.add(pair[0])
                used_new.add(pair[1])
                pairs.append(pair)
            continue
        for run in free:
            count += 1
            piece = Claim(claim.old, claim.new, run, claim.strength)
            heapq.heappush(heap, (-run.length, -claim.strength, count, piece))
    return pairs + (_copies(claims, used_new) if copies else [])


def _free(claim: Claim, used_old: set[tuple[str, int]], used_new: set[tuple[str, int]]) -> Iterator[Run]:
    """The parts of a claim none of whose words is used."""
    start = 0
    for k in range(claim.run.length + 1):
        busy = (
            k == claim.run.length
            or (claim.old, claim.run.old + k) in used_old
            or (claim.new, claim.run.new + k) in used_new
        )
        if busy:
            if k > start:
                yield Run(claim.run.old + start, claim.run.new + start, k - start)
            start = k + 1


def _copies(claims: list[Claim], used_new: set[tuple[str, int]]) -> list[Pair]:
    pairs: list[Pair] = []
    for claim in sorted(claims, key=lambda c: (-c.run.length, -c.strength)):
        for run in _free(claim, set(), used_new):
            if run.length < COPIED_WORDS:
                continue
            for k in range(run.length):
                used_new.add((claim.new, run.new + k))
                pairs.append(((claim.old, run.old + k), (claim.new, run.new + k)))
    return pairs
