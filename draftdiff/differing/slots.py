"""Texts under negotiation: brackets are no words, and what competes for one place is aligned before its words.

Brackets and attributions are set apart before words are compared, so that they never hold words together or apart; they
come back as hunks of their own. Where words of one alternative would answer words of several others, alternatives are
paired first and words meet only inside a pair: a chosen alternative continues its slot.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from draftdiff.differing.hunks import Hunk, hunks
from draftdiff.differing.refine import refine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from draftdiff.differing.tokens import Tokens, Window

#: Share of the words one alternative alone must keep of what all keep together, to be the one that was chosen. Chosen:
#: below it the words came from several, and none is.
CHOSEN = 0.8

Marked = dict[int, str]
"""Number of a token in a window -> `[` or `]`, `option` for its name, `@` for an attribution."""


def marked_tokens(tokens: Tokens, window: Window, *, noisy: bool) -> Marked:
    """The tokens of a window that are marks of negotiation. Half a bracket in a scan may be a misread letter."""
    marks = tokens.marks
    if not marks:
        return {}
    found: Marked = {}
    for k, (start, end) in enumerate(window.spans):
        sign = marks.sign(start, halves=not noisy)
        if sign is not None:
            found[k] = window.text[start] if window.text[start] in "[]" else "option"
        elif any(a <= start and end <= b for a, b in marks.said):
            found[k] = "@"
    return found


def slots_in(tokens: Tokens, window: Window) -> list[list[set[int]]]:
    """Per slot, the tokens of a window that each alternative has."""
    found: list[list[set[int]]] = []
    for slot in tokens.marks.slots:
        alternatives = [
            {k for k, (start, end) in enumerate(window.spans) if a <= start and end <= b} for a, b in slot
        ]
        if sum(map(bool, alternatives)) > 1:
            found.append(alternatives)
    return found


def open_hunks(
    a: Sequence[str],
    b: Sequence[str],
    weak: frozenset[str],
    known: frozenset[str] | None,
    marks: tuple[Marked, Marked],
    slots: tuple[list[list[set[int]]], list[list[set[int]]]],
    apart: Callable[[Hunk, Mapping[int, str], Mapping[int, str]], list[Hunk]],
) -> list[Hunk]:
    """Differences of two lists of keys of which some are marks of negotiation.

    Args:
        a: keys of the old tokens.
        b: keys of the new tokens.
        weak: function words.
        known: real words, in a scan.
        marks: tokens that are marks, old and new.
        slots: tokens of alternatives, old and new.
        apart: cuts a hunk where the marks in it begin and end.
    """
    left, right = _paired(a, b, marks, slots)
    fa = [k for k in range(len(a)) if k not in marks[0]]
    fb = [k for k in range(len(b)) if k not in marks[1]]
    one, other = [left[k] for k in fa], [right[k] for k in fb]
    words = refine(hunks(one, other, weak), one, other, known)
    out: list[Hunk] = []
    for gap in _gaps(words, fa, fb, len(a), len(b)):
        if list(left[gap.a0 : gap.a1]) == list(right[gap.b0 : gap.b1]):
            continue
        for hunk in hunks(left[gap.a0 : gap.a1], right[gap.b0 : gap.b1], weak):
            full = Hunk(hunk.a0 + gap.a0, hunk.a1 + gap.a0, hunk.b0 + gap.b0, hunk.b1 + gap.b0)
            out += apart(full, *marks)
    return out


def _gaps(words: Sequence[Hunk], fa: Sequence[int], fb: Sequence[int], old: int, new: int) -> Iterator[Hunk]:
    """The stretches between tokens that answer each other, in whole numbering."""
    at_a = at_b = fi = fj = 0
    for hunk in (*words, Hunk(len(fa), len(fa), len(fb), len(fb))):
        for k in range(hunk.a0 - fi):
            stop_a, stop_b = fa[fi + k], fb[fj + k]
            yield Hunk(at_a, stop_a, at_b, stop_b)
            at_a, at_b = stop_a + 1, stop_b + 1
        fi, fj = hunk.a1, hunk.b1
    yield Hunk(at_a, old, at_b, new)


def _paired(
    a: Sequence[str],
    b: Sequence[str],
    marks: tuple[Marked, Marked],
    slots: tuple[list[list[set[int]]], list[list[set[int]]]],
) -> tuple[list[str], list[str]]:
    """The keys, those of alternatives changed so that words meet only where alternatives do."""
    left, right = list(a), list(b)
    if not (slots[0] or slots[1]):
        return left, right
    for here, there, far, mark in ((left, right, slots[1], "\0"), (right, left, slots[0], "\1")):
        for alternatives in slots[0] if here is left else slots[1]:
            answers = _answers(here, there, *(marks if here is left else marks[::-1]))
            _settle(alternatives, answers, far, here, there, mark)
    return left, right


def _answers(a: Sequence[str], b: Sequence[str], ma: Marked, mb: Marked) -> dict[int, int]:
    """Token -> the token it answers, words only."""
    fa = [k for k in range(len(a)) if k not in ma]
    fb = [k for k in range(len(b)) if k not in mb]
    found: dict[int, int] = {}
    fi = fj = 0
    for hunk in (*hunks([a[k] for k in fa], [b[k] for k in fb]), Hunk(len(fa), len(fa), len(fb), len(fb))):
        found.update({fa[fi + k]: fb[fj + k] for k in range(hunk.a0 - fi)})
        fi, fj = hunk.a1, hunk.b1
    return found


def _settle(
    alternatives: list[set[int]],
    answers: dict[int, int],
    far: list[list[set[int]]],
    here: list[str],
    there: list[str],
    mark: str,
) -> None:
    """Pairs a slot's alternatives with those of the slot it became, or finds the one that was chosen."""
    kept = [sum(k in answers for k in words) for words in alternatives]
    if sum(map(bool, kept)) < 2:
        return
    other = _same_slot(alternatives, answers, far)
    if other is None:
        best = max(range(len(kept)), key=lambda n: (_alone(alternatives[n], here, there), -n))
        if _alone(alternatives[best], here, there) < CHOSEN * sum(kept):
            return
        gone = set[int]().union(*(w for n, w in enumerate(alternatives) if n != best)) - alternatives[best]
        for k in gone:
            here[k] = f"{mark}{k}"
        return
    pairs = _matched(alternatives, other, here, there)
    for n, words in enumerate(alternatives):
        tag = f"\2{min(other[pairs[n]])}" if n in pairs else f"{mark}{n}"
        for k in words:
            here[k] += tag
    for n, words in enumerate(other):
        if n in pairs.values():
            for k in words:
                there[k] += f"\2{min(words)}"


def _alone(words: set[int], here: Sequence[str], there: Sequence[str]) -> int:
    """How many words of one alternative the other text can have kept in their order, however placed."""
    own = [here[k] for k in sorted(words)]
    gone = sum(h.a1 - h.a0 for h in hunks(own, there))
    return len(own) - gone


def _same_slot(
    alternatives: list[set[int]], answers: dict[int, int], far: list[list[set[int]]]
) -> list[set[int]] | None:
    """The slot on the other side with most words that answer these; None where they left their slot."""
    best: tuple[int, list[set[int]] | None] = (0, None)
    for slot in far:
        there = set[int]().union(*slot)
        count = sum(answers.get(k, -1) in there for words in alternatives for k in words)
        if count > best[0]:
            best = (count, slot)
    return best[1]


def _matched(
    alternatives: list[set[int]], other: list[set[int]], here: Sequence[str], there: Sequence[str]
) -> dict[int, int]:
    """Alternative -> the one it continues: the likest first, each once."""
    scores: list[tuple[float, int, int]] = []
    for n, one in enumerate(alternatives):
        for m, two in enumerate(other):
            left, right = Counter(here[k] for k in one), Counter(there[k] for k in two)
            shared = (left & right).total()
            if shared:
                scores.append((2 * shared / (left.total() + right.total()), -n, -m))
    pairs: dict[int, int] = {}
    for _, n, m in sorted(scores, reverse=True):
        if -n not in pairs and -m not in pairs.values():
            pairs[-n] = -m
    return pairs
