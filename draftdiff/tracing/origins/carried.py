"""Which word of an old paragraph a word of a new one is: read off the changes of a redline.

A word is carried over where all its characters stand in unchanged text, or in changes that are no drafting (scan,
typography). Words that moved inside the paragraph are carried over as well.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from draftdiff.fold import fold, is_word, token_spans
from draftdiff.misreading.confusions import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.change import Part, Redline

#: Largest table for pairing two stretches word by word; a bit each, so 50 MB. Twenty thousand words a side.
#: Chosen; no calibration is recorded.
CELLS = 400_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text; punctuation is not among them."""

    spans: tuple[tuple[int, int], ...]
    """Place of each word, 0-based, half-open."""
    keys: tuple[str, ...]
    """Each word as `word_key` has it."""
    starts: tuple[int, ...] = ()
    """Where each begins."""
    ends: tuple[int, ...] = ()
    """Where each ends."""

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of_keys(cls, keys: Iterable[str]) -> Words:
        """Words without a text."""
        return cls((), tuple(keys))

    def within(self, start: int, end: int) -> range:
        """Indexes of the words that have a character in a span of the text."""
        first = bisect_right(self.ends, start)
        last = bisect_right(self.starts, end - 1)
        return range(first, max(first, last))

    def at(self, place: int, guess: int) -> int | None:
        """Index of the word that has the character at an offset, `guess` if it is that one; None between words."""
        if guess < len(self.starts) and self.starts[guess] <= place < self.ends[guess]:
            return guess
        index = bisect_right(self.ends, place)
        return index if index < len(self.starts) and self.starts[index] <= place else None


@lru_cache(maxsize=1 << 17)
def word_key(word: str) -> str:
    """Key of a word in running text: what a scanner confuses is one sign, but in words with digits, which differ by it.

    Only stretches of words are compared by it; two single words with one key need not be one word.
    """
    plain = fold(word)
    return plain if any(c.isdigit() for c in plain) else skeleton(word)


def words_of(text: str) -> Words:
    """The words of a text."""
    found = [(span, word) for span in token_spans(text) if is_word(word := text[span[0] : span[1]])]
    if not found:
        return Words((), ())
    spans, printed = zip(*found, strict=True)
    starts, ends = zip(*spans, strict=True)
    return Words(spans, tuple(map(word_key, printed)), starts, ends)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that are the same in an old and a new paragraph."""

    old: int
    """Index of the first word in the old paragraph."""
    new: int
    """Index of the first word in the new paragraph."""
    length: int


def carried(redline: Redline, old: Words, new: Words) -> list[Run]:
    """Runs of words that a redline carries over, in order of the new paragraph."""
    if not redline.changes and redline.old_text == redline.new_text:
        return [Run(0, 0, len(old))] if len(old) else []
    edits = list(redline.edits())
    hard = [edit for edit in edits if not edit.printed]
    lost = _touched(old, [c.old_span for c in hard])
    fresh = _touched(new, [c.new_span for c in hard])
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    pieces = _pieces(edits, redline)
    piece = last = 0
    for j, (start, end) in enumerate(new.spans):
        if j in fresh:
            continue
        while piece + 1 < len(pieces) and pieces[piece + 1][1][0] <= start:
            piece += 1
        at = _old_place(pieces, piece, start, end)
        i = None if at is None else old.at(at, last + 1)
        if i is not None and i not in lost and i not in taken:
            taken.add(i)
            pairs.append((i, j))
            last = i
    if any(edit.moved for edit in edits):
        pairs += _moved(edits, old, new, taken, {j for _, j in pairs})
    return runs_of(pairs)


def runs_of(pairs: Iterable[tuple[int, int]]) -> list[Run]:
    """Pairs of word indexes (old, new) joined into runs, in order of the new paragraph."""
    runs: list[Run] = []
    old = new = length = 0
    for i, j in sorted(pairs, key=itemgetter(1)):
        if length and i == old + length and j == new + length:
            length += 1
            continue
        if length:
            runs.append(Run(old, new, length))
        old, new, length = i, j, 1
    if length:
        runs.append(Run(old, new, length))
    return runs


def _touched(words: Words, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Words that a span takes a character from, or that an empty span splits."""
    found: set[int] = set()
    for start, end in spans:
        if start < end:
            found.update(words.within(start, end))
        else:
            found.update(i for i in words.within(start, start + 1) if words.spans[i][0] < start)
    return found


Span = tuple[int, int]


def _pieces(edits: Iterable[Part], redline: Redline) -> list[tuple[Span, Span]]:
    """Old span and new span of all that is not drafting: unchanged text, scan noise, typography; in order."""
    pieces: list[tuple[Span, Span]] = []
    old = new = 0
    for change in edits:
        pieces.append(((old, change.old_span[0]), (new, change.new_span[0])))
        if change.printed:
            pieces.append((change.old_span, change.new_span))
        old, new = change.old_span[1], change.new_span[1]
    pieces.append(((old, len(redline.old_text)), (new, len(redline.new_text))))
    return [piece for piece in pieces if piece[1][0] < piece[1][1]]


def _old_place(pieces: Sequence[tuple[Span, Span]], first: int, start: int, end: int) -> int | None:
    """Offset in the old text that the middle of a new word's first piece stands for; None where it stands for none.

    Args:
        pieces: as `_pieces` has them.
        first: the last piece that begins no later than the word, or 0.
        start: where the word begins.
        end: where it ends.
    """
    for at in range(first, len(pieces)):
        (old_start, old_end), (new_start, new_end) = pieces[at]
        if new_start >= end:
            return None
        low, high = max(start, new_start), min(end, new_end)
        if low >= high or old_start == old_end:
            continue
        if old_end - old_start == new_end - new_start:
            return old_start + low - new_start
        middle = (low + high) / 2 - new_start
        return min(old_end - 1, old_start + int(middle * (old_end - old_start) / (new_end - new_start)))
    return None


def _moved(
    changes: Sequence[Part], old: Words, new: Words, taken: set[int], placed: set[int]
) -> list[tuple[int, int]]:
    """Words taken out and put in again elsewhere in the same paragraph."""
    sources = {c.moved: c.old_span for c in changes if c.moved and c.old_span[0] < c.old_span[1]}
    pairs: list[tuple[int, int]] = []
    for change in changes:
        source = sources.get(change.moved) if change.moved else None
        if source is None or change.new_span[0] == change.new_span[1]:
            continue
        rows, columns = old.within(*source), new.within(*change.new_span)
        for i, j in matched(old, rows, new, columns):
            if i not in taken and j not in placed:
                pairs.append((i, j))
    return pairs


def matched(old: Words, rows: range, new: Words, columns: range) -> list[tuple[int, int]]:
    """Equal words of two stretches, as the longest common subsequence pairs them; none where both are endless."""
    if len(rows) * len(columns) > CELLS:
        return []
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - importing draftdiff must stay quick

    left, right = old.keys[rows.start : rows.stop], new.keys[columns.start : columns.stop]
    return [
        (rows.start + op.src_start + k, columns.start + op.dest_start + k)
        for op in Indel.opcodes(left, right)
        if op.tag == "equal"
        for k in range(op.src_end - op.src_start)
    ]
