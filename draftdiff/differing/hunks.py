"""Word-level differences of two texts as runs of tokens: what was taken out, what was put in.

The tokens are numbered under their folded form and compared with rapidfuzz's minimal script of insertions and deletions. Runs that can slide are slid together and
to the edge of a phrase; islands of function words inside a rewritten phrase are swallowed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from draftdiff.differing.anchors import blocks, too_large

if TYPE_CHECKING:
    from collections.abc import Sequence


class Hunk(NamedTuple):
    """Old tokens `a0:a1` became new tokens `b0:b1`; one of the two may be empty."""

    a0: int
    a1: int
    b0: int
    b1: int


def hunks(old: Sequence[str], new: Sequence[str], weak: frozenset[str] = frozenset()) -> list[Hunk]:
    """Differences of two lists of folded tokens, in order, cut the way a reader would.

    Args:
        old: folded tokens of the old text.
        new: folded tokens of the new text.
        weak: function words; they do not hold a rewritten phrase apart.
    """
    if not old or not new:
        return [Hunk(0, len(old), 0, len(new))] if old or new else []
    found = _script(old, new)
    if len(found) > 1:
        found = _swallow(_compact(found, old, new), old, new, weak)
    return [_slide(hunk, old, new, low, high) for hunk, low, high in _limits(found, len(old))]


def _script(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """The minimal script; neighbouring deletion and insertion are one hunk."""
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(key, len(numbers)) for key in old]
    b = [numbers.setdefault(key, len(numbers)) for key in new]
    parts = blocks(a, b) if too_large(len(a), len(b)) else [(0, len(a), 0, len(b))]
    out: list[Hunk] = []
    for a0, a1, b0, b1 in parts:
        for hunk in _minimal(a[a0:a1], b[b0:b1]):
            moved = Hunk(hunk.a0 + a0, hunk.a1 + a0, hunk.b0 + b0, hunk.b1 + b0)
            if out and out[-1].a1 == moved.a0 and out[-1].b1 == moved.b0:
                out[-1] = Hunk(out[-1].a0, moved.a1, out[-1].b0, moved.b1)
            else:
                out.append(moved)
    return out


def _minimal(a: Sequence[int], b: Sequence[int]) -> list[Hunk]:
    if too_large(len(a), len(b)):
        return [Hunk(0, len(a), 0, len(b))]
    found = Indel.opcodes(a, b)
    return [Hunk(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in found if o.tag != "equal"]


def _compact(found: list[Hunk], old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Slide pure insertions and deletions onto their left neighbour where nothing else changes by it."""
    out = [found[0]]
    for hunk in found[1:]:
        last = out[-1]
        gap = hunk.a0 - last.a1
        if _slides_left(hunk, gap, old, new):
            out[-1] = Hunk(last.a0, hunk.a1 - gap, last.b0, hunk.b1 - gap)
        elif _slides_right(last, gap, old, new):
            out[-1] = Hunk(last.a0 + gap, hunk.a1, last.b0 + gap, hunk.b1)
        else:
            out.append(hunk)
    return out


def _slides_left(hunk: Hunk, by: int, old: Sequence[str], new: Sequence[str]) -> bool:
    a0, a1, b0, b1 = hunk
    if a0 == a1:
        return all(new[b0 - k] == new[b1 - k] for k in range(1, by + 1))
    return b0 == b1 and all(old[a0 - k] == old[a1 - k] for k in range(1, by + 1))


def _slides_right(hunk: Hunk, by: int, old: Sequence[str], new: Sequence[str]) -> bool:
    a0, a1, b0, b1 = hunk
    if a0 == a1:
        return all(new[b0 + k] == new[b1 + k] for k in range(by))
    return b0 == b1 and all(old[a0 + k] == old[a1 + k] for k in range(by))


#: Both phrases around a swallowed island lose and gain this many words at least, for each word of the island.
#: Calibrated by eye on the bundled history and the UN development steps.
SWALLOW_RATIO = 2
#: Longest island that is swallowed, in tokens. Chosen; no calibration is recorded.
SWALLOW_TOKENS = 2


def _swallow(found: list[Hunk], old: Sequence[str], new: Sequence[str], weak: frozenset[str]) -> list[Hunk]:
    """Join two rewritten phrases that only function words and marks hold apart.

    Both phrases must lose and gain words: a word that survives between two insertions is shown as surviving.
    """
    out = [found[0]]
    for hunk in found[1:]:
        last = out[-1]
        island = old[last.a1 : hunk.a0]
        words = sum(key[:1].isalnum() for key in island)
        if (
            len(island) <= SWALLOW_TOKENS
            and all(key in weak or not key[:1].isalnum() for key in island)
            and not any(key in "()[]" for key in island)
            and min(_exchanged(last, old, new), _exchanged(hunk, old, new)) >= SWALLOW_RATIO * max(1, words)
        ):
            out[-1] = Hunk(last.a0, hunk.a1, last.b0, hunk.b1)
        else:
            out.append(hunk)
    return out


def _exchanged(hunk: Hunk, old: Sequence[str], new: Sequence[str]) -> int:
    """Words on the smaller side: 0 for a pure insertion or deletion."""
    gone, come = old[hunk.a0 : hunk.a1], new[hunk.b0 : hunk.b1]
    return min(sum(key[:1].isalnum() for key in gone), sum(key[:1].isalnum() for key in come))


def _limits(found: list[Hunk], end: int) -> list[tuple[Hunk, int, int]]:
    """Each hunk with the number of unchanged tokens before and after it."""
    out: list[tuple[Hunk, int, int]] = []
    for at, hunk in enumerate(found):
        low = hunk.a0 - (found[at - 1].a1 if at else 0)
        high = (found[at + 1].a0 if at + 1 < len(found) else end) - hunk.a1
        out.append((hunk, low, high))
    return out


def _slide(hunk: Hunk, old: Sequence[str], new: Sequence[str], low: int, high: int) -> Hunk:
    """Slide a pure insertion or deletion to where a phrase begins or ends.

    "A and B and C" gained "and B" or "B and": a run that begins with a mark or a connector, or ends with a mark,
    is how a drafter thinks of it. One kept token is left between neighbours, so hunks never touch.
    """
    a0, a1, b0, b1 = hunk
    if (a0 == a1) == (b0 == b1):
        return hunk
    keys, first, last = (new, b0, b1) if a0 == a1 else (old, a0, a1)
    best, best_by = _edge_score(keys, first, last), 0
    for step, limit in ((-1, low - 1), (1, high - 1)):
        by = 0
        while abs(by) < limit:
            lost, gained = (first + by - 1, last + by - 1) if step < 0 else (first + by, last + by)
            if keys[lost] != keys[gained]:
                break
            by += step
            score = _edge_score(keys, first + by, last + by)
            if score > best:
                best, best_by = score, by
    return Hunk(a0 + best_by, a1 + best_by, b0 + best_by, b1 + best_by)


#: Words that open an added phrase rather than close it.
_OPENERS = frozenset(
    "and|or|as|in|to|of|for|with|by|including|et|ou|y|e|o|u|и|или|а|также|و|أو|和|或|及".split("|")  # noqa: SIM905 - a word list
)


def _edge_score(keys: Sequence[str], first: int, last: int) -> int:
    """How well a run begins and ends: a mark before it or at its end, a connector or mark at its head."""
    head, tail = keys[first], keys[last - 1]
    score = 0
    if head[:1] in ",;(":
        score += 3
    elif head in _OPENERS:
        score += 2
    if first == 0 or not keys[first - 1][:1].isalnum():
        score += 1 + (tail in ",;.:" and head[:1].isalnum())
    if tail in _OPENERS or tail == "(":
        score -= 2
    return score
