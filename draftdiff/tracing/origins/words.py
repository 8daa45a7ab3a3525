"""Where every word of every version comes from: the result. The work is done in `draftdiff.tracing.origins.tracer`.

A word is an object with an identity; a version's paragraph is a row of such objects.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from draftdiff.tracing.origins.carried import Words


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word, from the version in which it first appears to the one in which it is last seen.

    Where it first appears (version, label, index) tells it from all others.
    """

    version: str
    """Version in which it first appears."""
    label: str
    """Paragraph in which it first appears."""
    index: int
    """Which word of that paragraph, 0-based, punctuation not counted."""
    text: str
    """As printed there."""


Row = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Grave:
    """Words in a row that a step dropped from a paragraph."""

    words: tuple[Word, ...]
    left: Word | None
    """The word before; None at the beginning."""
    right: Word | None
    """The word after; None at the end."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The words of all versions."""

    rows: Mapping[str, Mapping[str, Row]]
    """Version -> label -> the words of that paragraph, in order."""
    words: Mapping[str, Mapping[str, Words]]
    """Version -> label -> places of these words in the paragraph's text."""
    graves: Mapping[str, Mapping[str, tuple[Grave, ...]]]
    """Version -> label -> stretches its older versions had and lost."""
    _numbers: dict[int, int] = field(init=False, default_factory=dict[int, int])
    """`id` of a word -> its number, in order of versions."""
    _masks: list[int] = field(init=False, default_factory=list[int])
    """By number of the word: the versions that have it."""
    _places: dict[str, _Places] = field(init=False, default_factory=dict[str, "_Places"])

    def __repr__(self) -> str:
        return f"<Origins of {sum(map(len, self.words.values()))} paragraphs in {len(self.rows)} versions>"

    def versions_of(self, word: Word) -> int:
        """The versions that have a word, as a number: bit n stands for the n-th version."""
        number = self._number(word)
        return self._masks[number]

    def place(self, word: Word, version: str) -> tuple[str, int] | None:
        """Label and word index at which a word stands in a version, or None."""
        number = self._number(word)
        places = self._places.get(version)
        if places is None:
            places = self._places[version] = self._stands(version)
        at = places.flat[number]
        if at < 0:
            return None
        row = bisect_right(places.starts, at) - 1
        return places.labels[row], at - places.starts[row]

    def _number(self, word: Word) -> int:
        numbers, masks = self._numbers, self._masks
        if not numbers:
            for at, rows in enumerate(self.rows.values()):
                bit = 1 << at
                for row in rows.values():
                    for key in map(id, row):
                        number = numbers.setdefault(key, len(masks))
                        if number == len(masks):
                            masks.append(bit)
                        else:
                            masks[number] |= bit
        return numbers[id(word)]

    def _stands(self, version: str) -> _Places:
        numbers = self._numbers
        flat = array("i", [-1]) * len(numbers)
        labels: list[str] = []
        starts: list[int] = []
        at = 0
        for label, row in self.rows[version].items():
            if row:
                labels.append(label)
                starts.append(at)
            for place, key in enumerate(map(id, row), at):
                number = numbers[key]
                if flat[number] < 0:  # of several places the first
                    flat[number] = place
            at += len(row)
        return _Places(flat, starts, labels)


class _Places(NamedTuple):
    """Where the words stand in one version: four bytes a word, as there are a hundred thousands of them."""

    flat: array[int]
    """By number of the word: its place among all words of the version, or -1."""
    starts: list[int]
    """At which of these places each paragraph begins, those without words left out."""
    labels: list[str]
    """Their labels."""
