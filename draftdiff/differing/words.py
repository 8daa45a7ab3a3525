"""Word-level differences of two texts as runs of tokens: what was taken out, what was put in.

The common start and end are cut off in C, the rest is cut into words, numbered under their folded form and
compared with rapidfuzz's minimal script of insertions and deletions. Runs that can slide are slid together and
to the edge of a phrase; islands of function words inside a rewritten phrase are swallowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

from draftdiff.differing.anchors import blocks, too_large
from draftdiff.fold import fold, token_spans

if TYPE_CHECKING:
    from collections.abc import Sequence


class Hunk(NamedTuple):
    """Old tokens `a0:a1` became new tokens `b0:b1`; one of the two may be empty."""

    a0: int
    a1: int
    b0: int
    b1: int


@dataclass(frozen=True, slots=True)
class Window:
    """The tokens of a text between its common start and end with the other side."""

    text: str
    start: int
    """Offset at which the window begins; everything before is the same on both sides."""
    end: int
    """Offset after it."""
    spans: list[tuple[int, int]]
    """Place of each token in `text`."""
    keys: list[str]
    """Folded form of each token."""

    def words(self, first: int, last: int) -> list[str]:
        """Tokens as printed."""
        return [self.text[a:b] for a, b in self.spans[first:last]]

    def slice(self, first: int, last: int) -> str:
        """Printed text from one token to before another, without the white space around it."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if last > first else ""


def one_word(old: str, new: str) -> tuple[int, int, int, int] | None:
    """The spans of the one word in which two texts differ, as most lightly edited pairs do; None for more."""
    head: int = Prefix.similarity(old, new)
    start = old.rfind(" ", 0, head) + 1
    tail: int = min(Postfix.similarity(old, new), min(len(old), len(new)) - start)
    last = old.find(" ", len(old) - tail) if tail else -1
    end = last if last >= 0 else len(old)
    stop = end + len(new) - len(old)
    one, other = old[start:end], new[start:stop]
    if one.isalnum() and other.isalnum() and one.isascii() and other.isascii():
        return start, end, start, stop
    return None


def windows(old: str, new: str) -> tuple[Window, Window]:
    """Cut off what both texts begin and end with, at white space, and tokenise the rest."""
    head, tail = trim(old, new)
    return _window(old, head, len(old) - tail), _window(new, head, len(new) - tail)


def whole_windows(old: str, new: str) -> tuple[Window, Window]:
    """Both texts as a whole."""
    return _window(old, 0, len(old)), _window(new, 0, len(new))


def trim(old: str, new: str) -> tuple[int, int]:
    """Lengths of the common start and end of two texts; both cuts fall on white space or on the text's edge."""
    shorter = min(len(old), len(new))
    head: int = Prefix.similarity(old, new)
    if not (head == len(old) == len(new)):
        head = _back(old, head)
    tail: int = min(Postfix.similarity(old, new), shorter - head)
    return head, _forth(old, tail)


#: Words of the common start and end that stay in view, so that an inserted run can slide over them.
SLIDE_WORDS = 4


def _back(text: str, head: int) -> int:
    """Offset of a word's start, some words before an offset."""
    for _ in range(SLIDE_WORDS + 1):
        if head <= 0:
            return 0
        head = text.rfind(" ", 0, head - 1) + 1
    return head


def _forth(text: str, tail: int) -> int:
    """Length of a common end that begins some words further on, at a space."""
    for _ in range(SLIDE_WORDS + 1):
        found = text.find(" ", len(text) - tail + 1) if tail > 0 else -1
        if found < 0:
            return 0
        tail = len(text) - found
    return tail


_STROKES = re.compile(r"[Il|!]{1,4}\Z")


@lru_cache(maxsize=1 << 17)
def key_of(token: str) -> str:
    """The folded form; strokes of a Roman numeral read as bars or l (`|`, `Il`) count as the numeral."""
    if token[0] in "Il|!" and _STROKES.match(token) and token.strip("!"):
        return "i" * len(token)
    return fold(token)


def _window(text: str, start: int, end: int) -> Window:
    spans = token_spans(text, start, end)
    return Window(text, start, end, spans, [key_of(text[a:b]) for a, b in spans])


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
#: Longest island that is swallowed, in tokens.
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
