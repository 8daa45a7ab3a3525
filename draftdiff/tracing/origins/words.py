"""Where every word of every version comes from: the result. The work is done in `draftdiff.tracing.origins.tracer`.

A word is an object with an identity; a version's paragraph is a row of such objects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
    _masks: dict[int, int] = field(init=False, default_factory=dict[int, int])
    _places: dict[str, dict[int, tuple[str, int]]] = field(
        init=False, default_factory=dict[str, dict[int, tuple[str, int]]]
    )

    def __repr__(self) -> str:
        return f"<Origins of {sum(map(len, self.words.values()))} paragraphs in {len(self.rows)} versions>"

    def versions_of(self, word: Word) -> int:
        """The versions that have a word, as a number: bit n stands for the n-th version."""
        masks = self._masks
        if not masks:
            for at, rows in enumerate(self.rows.values()):
                bit = 1 << at
                for row in rows.values():
                    for key in map(id, row):
                        masks[key] = masks.get(key, 0) | bit
        return masks[id(word)]

    def place(self, word: Word, version: str) -> tuple[str, int] | None:
        """Label and word index at which a word stands in a version, or None."""
        places = self._places.get(version)
        if places is None:
            places = {}
            for label, row in self.rows[version].items():
                for at, one in enumerate(row):
                    places.setdefault(id(one), (label, at))
            self._places[version] = places
        return places.get(id(word))
