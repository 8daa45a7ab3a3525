"""All character edits of a pair of texts, cut for a reader, each with what became of its words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from draftdiff.differing.hunks import Hunk, hunks
from draftdiff.differing.moves import Move, moves
from draftdiff.differing.place import Edit, place
from draftdiff.differing.refine import refine
from draftdiff.differing.slots import marked_tokens, open_hunks, slots_in
from draftdiff.differing.tokens import Tokens, Window, one_word, windows, windows_of
from draftdiff.fold import is_word
from draftdiff.misreading.confusions import skeleton
from draftdiff.misreading.evidence import SHORT
from draftdiff.misreading.judge import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.differing.ownership import Foreign, Owner
    from draftdiff.lexicon import Lexicon
    from draftdiff.misreading.evidence import Evidence

#: Beyond this many hunks a pair is a rewrite; looking for moved words in it would take long and say little.
#: Chosen as a limit of work or of what is shown.
MOST_HUNKS = 120


class Piece(NamedTuple):
    """An edit and what is known of its words."""

    edit: Edit
    owner: Owner | None
    """Where the words belong, if not to this link."""
    moved: int
    """Number of the move inside the paragraph, or 0."""


def edits_of(old_text: str, new_text: str, lexicon: Lexicon | None = None) -> list[Edit]:
    """Character edits that turn one text into the other, to the letter, in order.

    Args:
        old_text: old text.
        new_text: new text.
        lexicon: its function words do not hold a rewritten phrase apart; None keeps every word that survives.
    """
    if old_text == new_text:
        return []
    single = one_word(old_text, new_text)
    if single:
        return [Edit(*single, 0, 1, 0, 1)]
    old, new = windows_of(old_text, new_text)
    found = hunks(old.keys, new.keys, lexicon.function if lexicon else frozenset())
    return place(old, new, refine(found, old.keys, new.keys))


def pieces_of(
    old_tokens: Tokens, new_tokens: Tokens, evidence: Evidence, foreign: Foreign | None = None
) -> list[Piece]:
    """The edits of a pair, with moves inside it and words that belong to another link told apart.

    Args:
        old_tokens: the old text.
        new_tokens: the new text.
        evidence: word lists, and whether the versions show scan noise; misread words are looked for only then.
        foreign: tokens that belong to another link.
    """
    lexicon = evidence.lexicon
    old_text, new_text = old_tokens.text, new_tokens.text
    if old_text == new_text:
        return []
    single = None if foreign else one_word(old_text, new_text)
    if single:
        return [Piece(Edit(*single, 0, 1, 0, 1), None, 0)]
    if foreign:
        old, new = old_tokens.window(0, len(old_text)), new_tokens.window(0, len(new_text))
        a, b = foreign.masked(old_tokens, new_tokens)
        lefts, rights = foreign.old_wandered | foreign.old, foreign.new_wandered | foreign.new
    else:
        old, new = windows(old_tokens, new_tokens)
        a, b = old.keys, new.keys
        lefts, rights = {}, {}
    known = lexicon.known if evidence.noisy else None
    marks = (
        marked_tokens(old_tokens, old, noisy=evidence.noisy),
        marked_tokens(new_tokens, new, noisy=evidence.noisy),
    )
    if any(marks):
        slots = (slots_in(old_tokens, old), slots_in(new_tokens, new))
        found = open_hunks(a, b, lexicon.function, known, marks, slots, _apart)
        found = [part for hunk in found for part in _apart(hunk, lefts, rights)]
    else:
        found = [part for hunk in hunks(a, b, lexicon.function) for part in _apart(hunk, lefts, rights)]
        found = refine(found, a, b, known)
    if evidence.noisy:
        found = [part for hunk in found for part in _cleared(hunk, old, new, evidence)]
        a, b = [_lax(key) for key in a], [_lax(key) for key in b]
    moved = _numbered(found, a, b, lexicon.function) if 1 < len(found) <= MOST_HUNKS else {}
    found = [part for hunk in found for part in _cut(hunk, moved)]
    edits = place(old, new, found)
    return [Piece(e, _owner(e, lefts, rights), _number(e, moved)) for e in edits]


def _lax(key: str) -> str:
    """The skeleton of a word long enough to be known by it."""
    return skeleton(key) if len(key) > SHORT and is_word(key) else key


def _cleared(hunk: Hunk, old: Window, new: Window, evidence: Evidence) -> list[Hunk]:
    """Cut debris of the scan off the drafting beside it."""
    if hunk.a0 == hunk.a1 or hunk.b0 == hunk.b1:
        return [hunk]
    if judge(old.words(hunk.a0, hunk.a1), new.words(hunk.b0, hunk.b1), evidence):
        return [hunk]
    lefts = {
        k: "debris" for k in range(hunk.a0, hunk.a1) if evidence.debris(old.words(k, k + 1)[0], old=True)
    }
    rights = {
        k: "debris" for k in range(hunk.b0, hunk.b1) if evidence.debris(new.words(k, k + 1)[0], old=False)
    }
    for marked, window, last in ((lefts, old, hunk.a1), (rights, new, hunk.b1)):
        marked.update(
            {k + 1: "debris" for k in list(marked) if k + 1 < last and not is_word(window.keys[k + 1])}
        )
    exchange = len(lefts) < hunk.a1 - hunk.a0 or len(rights) < hunk.b1 - hunk.b0
    return _apart(hunk, lefts, rights) if exchange else [hunk]


Labels = Mapping[int, Hashable]
"""Token number -> whatever sets it apart from its neighbours."""


def _apart(hunk: Hunk, lefts: Labels, rights: Labels) -> list[Hunk]:
    """Cut a hunk where the label of its tokens changes; only tokens without one stay an exchange."""
    old_runs = _runs(hunk.a0, hunk.a1, lefts)
    new_runs = _runs(hunk.b0, hunk.b1, rights)
    if all(label is None for _, _, label in (*old_runs, *new_runs)):
        return [hunk]
    out: list[Hunk] = []
    b = hunk.b0
    pending = list(new_runs)
    for start, end, label in old_runs:
        if label is not None:
            out.append(Hunk(start, end, b, b))
            continue
        while pending and pending[0][2] is not None:
            out.append(Hunk(start, start, pending[0][0], pending[0][1]))
            b = pending.pop(0)[1]
        if pending:
            out.append(Hunk(start, end, *pending[0][:2]))
            b = pending.pop(0)[1]
        else:
            out.append(Hunk(start, end, b, b))
    return out + [Hunk(hunk.a1, hunk.a1, start, end) for start, end, _ in pending]


def _runs(first: int, last: int, labels: Labels) -> list[tuple[int, int, Hashable]]:
    out: list[tuple[int, int, Hashable]] = []
    for k in range(first, last):
        label = labels.get(k)
        if out and out[-1][2] == label:
            out[-1] = (out[-1][0], k + 1, label)
        else:
            out.append((k, k + 1, label))
    return out


Spans = dict[int, Move]


def _numbered(found: Sequence[Hunk], a: Sequence[str], b: Sequence[str], function: frozenset[str]) -> Spans:
    """Moves by number, from 1 in order of the old text."""
    own = [h for h in found if all(is_word(k) or k[:1] > "\1" for k in (*a[h.a0 : h.a1], *b[h.b0 : h.b1]))]
    return dict(enumerate(moves(own, a, b, function), 1))


def _cut(hunk: Hunk, moved: Spans) -> list[Hunk]:
    """Cut a hunk at the edges of moved words."""
    olds = sorted((m[0], m[1]) for m in moved.values() if hunk.a0 <= m[0] and m[1] <= hunk.a1)
    news = sorted((m[2], m[3]) for m in moved.values() if hunk.b0 <= m[2] and m[3] <= hunk.b1)
    if not olds and not news:
        return [hunk]
    lefts = {k: f"gone {n}" for n, (a, b) in enumerate(olds) for k in range(a, b)}
    rights = {k: f"come {n}" for n, (a, b) in enumerate(news) for k in range(a, b)}
    return _apart(hunk, lefts, rights)


def _number(edit: Edit, moved: Spans) -> int:
    for n, (a0, a1, b0, b1) in moved.items():
        if (edit.a1 > edit.a0 and a0 <= edit.a0 and edit.a1 <= a1) or (
            edit.b1 > edit.b0 and b0 <= edit.b0 and edit.b1 <= b1
        ):
            return n
    return 0


def _owner(edit: Edit, lefts: Mapping[int, Owner], rights: Mapping[int, Owner]) -> Owner | None:
    if edit.a1 > edit.a0:
        return lefts.get(edit.a0)
    return rights.get(edit.b0) if edit.b1 > edit.b0 else None
