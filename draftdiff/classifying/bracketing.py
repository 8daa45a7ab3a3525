"""Changes of marks of negotiation: brackets opened, closed, lifted; who is named."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from draftdiff.change import Signal
from draftdiff.classifying.context import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.classifying.context import Case
    from draftdiff.differing.pairs import Piece
    from draftdiff.differing.tokens import Tokens

_WHY = {
    "bracket_opened": "a bracket opened: the words are in question",
    "bracket_closed": "a bracket closed on other words",
    "bracket_adopted": "a bracket lifted: the words are adopted",
    "bracket_dropped": "a bracket lifted: the words are dropped",
}
#: Share of the words in a bracket that must stay, or go, for them to be adopted, or dropped; between them the bracket
#: closed on other words. Chosen: half and half is neither.
MOST = 0.5


def bracketing(case: Case, pieces: Sequence[Piece]) -> Finding | None:
    """The class of an edit that is marks of negotiation and nothing else; None where there are words in it."""
    old, new = case.context.old, case.context.new
    gone = [old.spans[k] for k in range(case.a0, case.a1)]
    come = [new.spans[k] for k in range(case.b0, case.b1)]
    if not gone and not come:
        return None
    noisy = case.context.evidence.noisy
    if all(_named(old, s) for s in gone) and all(_named(new, s) for s in come):
        return _attribution(gone, come)
    if not all(_sign(old, s, noisy=noisy) for s in gone) or not all(_sign(new, s, noisy=noisy) for s in come):
        return None
    name = "bracket_opened"
    if gone:
        sign = _sign(old, gone[0], noisy=noisy)
        name = _lifted(old, sign[2:], pieces) if sign else name
    signals = (Signal(name=name), Signal(name="bracket_opened")) if gone and come else (Signal(name=name),)
    return Finding("bracketing", _WHY[name], signals=signals)


def _sign(tokens: Tokens, span: tuple[int, int], *, noisy: bool) -> tuple[int, int, int, int] | None:
    return tokens.marks.sign(span[0], halves=not noisy)


def _named(tokens: Tokens, span: tuple[int, int]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in tokens.marks.said)


def _attribution(gone: Sequence[object], come: Sequence[object]) -> Finding:
    what = (
        "another attribution"
        if gone and come
        else "an attribution put in"
        if come
        else "an attribution taken out"
    )
    return Finding("attribution", what)


def _lifted(tokens: Tokens, inside: tuple[int, int], pieces: Sequence[Piece]) -> str:
    """What became of the words that a sign was about."""
    start, end = inside
    words = [s[0] for s in tokens.spans if start <= s[0] < end and not _sign(tokens, s, noisy=False)]
    if not words:
        return "bracket_closed"
    edits = [piece.edit for piece in pieces if piece.edit.o0 < piece.edit.o1]
    starts = [edit.o0 for edit in edits]
    lost = other = 0
    for at in words:
        k = bisect_left(starts, at + 1) - 1
        if k >= 0 and at < edits[k].o1:
            lost += 1
            other += edits[k].n0 < edits[k].n1
    share = lost / len(words)
    if share < MOST:
        return "bracket_adopted"
    return "bracket_dropped" if share == 1 and not other else "bracket_closed"
