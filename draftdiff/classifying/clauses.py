"""Edits become changes of the size people see: a rewritten clause is one change with its old and its new wording.

The differ anchors on every word that survives, and in a rewritten clause "of the" survives without saying anything. Edits
that only small words, or a few words amid many exchanged ones, hold apart are one change here; so are the edits between
the old and the new place of words that moved across drafting. The edits stay inside the change (`Change.parts`), for
replay and for blame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from draftdiff.classifying.context import Case, Finding
from draftdiff.fold import is_word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from draftdiff.differing.pairs import Piece

#: Small words in a row that hold two edits apart at most when one of them exchanges words: "on behalf of all the" is a
#: phrase of its own. Chosen, looked at on `bench/labels/un_changes.json`.
SMALL = 4
#: Words exchanged around a content word that survives, for each such word: fewer, and the word holds the two apart.
#: Chosen: the same ratio as `draftdiff.differing.hunks.SWALLOW_RATIO`.
RATIO = 2
#: Tokens that words may travel and still draw what they pass into one change. Chosen as about a sentence of a
#: resolution's paragraph.
TRAVEL = 40


#: Marks that end a clause, and brackets, which set apart what stands in them.
_BARRIERS = frozenset(".;:()[]")


class Gathered(NamedTuple):
    """One change: the pieces it is made of, in order, and its class."""

    pieces: tuple[Piece, ...]
    finding: Finding


def gathered(
    pieces: Sequence[Piece],
    cases: Sequence[Case],
    found: Sequence[Finding],
    substantive: Callable[[Case], Finding],
    unread: Finding,
) -> list[Gathered]:
    """Pieces with their findings as changes, in order.

    Args:
        pieces: edits of a pair.
        cases: the same as cases.
        found: what the rules said of each.
        substantive: judges an edit, or a rewritten clause as a whole.
        unread: the finding of an edit that it has not judged yet.
    """
    joined = _joined(pieces, cases, found)
    out: list[Gathered] = []
    at = 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and joined[end - 1]:
            end += 1
        for first, last in _trimmed(at, end, pieces, found):
            if last - first == 1:
                finding = substantive(cases[first]) if found[first] is unread else found[first]
                out.append(Gathered((pieces[first],), finding))
            else:
                whole = _whole(cases[first], cases[last - 1])
                out.append(Gathered(tuple(pieces[first:last]), substantive(whole)))
        at = end
    return out


def _joined(pieces: Sequence[Piece], cases: Sequence[Case], found: Sequence[Finding]) -> list[bool]:
    """For each piece, whether it and the next one belong to one change."""
    if len(pieces) < 2 or not any(map(_open, pieces, found)):
        return [False] * len(pieces)
    loose = [
        _open(p, f) or f.weak or (f.cls == "typography" and not p.owner)
        for p, f in zip(pieces, found, strict=True)
    ]
    joined: list[bool] = []
    exchanged = _exchanged(cases[0])
    for k in range(len(pieces) - 1):
        following = _exchanged(cases[k + 1])
        both = exchanged[0] + following[0], exchanged[1] + following[1]
        joins = loose[k] and loose[k + 1] and _one_clause(cases[k], cases[k + 1], both)
        joined.append(joins)
        exchanged = both if joins else following
    for first, last in _journeys(pieces, cases):
        if all(loose[first : last + 1]) and any(map(_open, pieces[first:last], found[first:last])):
            joined[first:last] = [True] * (last - first)
    return [*joined, False]


def _open(piece: Piece, finding: Finding) -> bool:
    return finding.cls == "substantive" and piece.owner is None


def _one_clause(one: Case, other: Case, exchanged: tuple[int, int]) -> bool:
    """Nothing that anchors stands between two edits.

    Args:
        one: an edit.
        other: the next.
        exchanged: content words lost and gained by both, and by the edits already joined to the first.
    """
    lexicon = one.context.lexicon
    island = one.context.old.folded[one.a1 : other.a0]
    words = [key for key in island if is_word(key)]
    if not _BARRIERS.isdisjoint(island):
        return False
    sides = _exchanged(one), _exchanged(other)
    content = _content(words, lexicon.function)
    if not content:
        opposite = not words and min(exchanged) > 0
        return len(words) <= SMALL and (opposite or any(min(side) > 0 for side in sides))
    return min(exchanged) >= RATIO * content and min(map(max, sides)) >= RATIO * content


def _exchanged(case: Case) -> tuple[int, int]:
    """Content words an edit takes out and puts in."""
    function = case.context.lexicon.function
    return _content(case.old_words, function), _content(case.new_words, function)


def _content(words: Sequence[str], function: frozenset[str]) -> int:
    return sum(word not in function for word in words)


def _journeys(pieces: Sequence[Piece], cases: Sequence[Case]) -> list[tuple[int, int]]:
    """First and last piece of each move that is no longer than a sentence."""
    ends: dict[int, tuple[int, int]] = {}
    for at, piece in enumerate(pieces):
        if piece.moved:
            ends[piece.moved] = ends.get(piece.moved, (at, at))[0], at
    return [
        (first, last)
        for first, last in ends.values()
        if max(cases[last].a1 - cases[first].a0, cases[last].b1 - cases[first].b0) <= TRAVEL
    ]


def _trimmed(
    first: int, last: int, pieces: Sequence[Piece], found: Sequence[Finding]
) -> list[tuple[int, int]]:
    """A run of joined pieces without marks of punctuation and half moves at its ends, which stand for themselves."""
    if last - first == 1:
        return [(first, last)]
    inside = {p.moved for p in pieces[first:last] if p.moved}
    halves = {
        n
        for n in inside
        if sum(p.moved == n for p in pieces) != sum(p.moved == n for p in pieces[first:last])
    }
    start, end = first, last
    while start < end and not _core(pieces[start], found[start], halves):
        start += 1
    while end > start and not _core(pieces[end - 1], found[end - 1], halves):
        end -= 1
    one = any(map(_open, pieces[start:end], found[start:end])) and not any(
        p.moved in halves for p in pieces[start:end]
    )
    whole = [(start, end)] if one else [(k, k + 1) for k in range(start, end)]
    return [*((k, k + 1) for k in range(first, start)), *whole, *((k, k + 1) for k in range(end, last))]


def _core(piece: Piece, finding: Finding, halves: set[int]) -> bool:
    return piece.moved not in halves if piece.moved else finding.cls != "typography"


def _whole(first: Case, last: Case) -> Case:
    """Everything from one edit to another as one edit."""
    one, other = first.edit, last.edit
    edit = one._replace(o1=other.o1, n1=other.n1, a1=other.a1, b1=other.b1)
    return Case(first.context, edit, first.a0, last.a1, first.b0, last.b1)
