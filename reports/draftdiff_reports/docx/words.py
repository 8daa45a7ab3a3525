"""Words two short texts share: titles, formulas and headings, for which there is no redline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Same(NamedTuple):
    """Text that is equal on both sides."""

    old: int
    """Offset into the old row's text."""
    new: int
    """Offset into the new row's text."""
    length: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows and the text they share."""

    old: int
    """Index of the old row."""
    new: int
    """Index of the new row."""
    same: tuple[Same, ...]
    """In order, without overlap, on both sides."""
    turned: bool = False
    """After the last of them, what is new is written before what is old; see `borders`."""

    @property
    def shared(self) -> int:
        """Characters shared."""
        return sum(part.length for part in self.same)


def same_words(old: str, new: str) -> tuple[Same, ...]:
    """The stretches of words that a shortest edit script keeps."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only where a heading changed

    if old == new:
        return (Same(0, 0, len(old)),) if old else ()
    a, b = _WORD.findall(old), _WORD.findall(new)
    old_at, new_at = _offsets(a), _offsets(b)
    return tuple(
        Same(old_at[op.src_start], new_at[op.dest_start], old_at[op.src_end] - old_at[op.src_start])
        for op in Indel.opcodes(a, b)
        if op.tag == "equal"
    )


def _offsets(words: list[str]) -> list[int]:
    found = [0]
    for word in words:
        found.append(found[-1] + len(word))
    return found
