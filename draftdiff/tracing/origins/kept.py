"""Origins as numbers for a file, and read back from there paragraph by paragraph.

A word is known by where it first appears: version, label, which word of it. Most words of a paragraph first appear in one
place and in a row, so a paragraph is a few stretches of such places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from draftdiff.errors import InputError
from draftdiff.tracing.origins.carried import words_of
from draftdiff.tracing.origins.words import Grave, Origins, Row, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.model import Document
    from draftdiff.tracing.origins.carried import Words

Stretch = tuple[int, int, int, int]
"""Number of a version, number of one of its labels, first word, how many words."""
Stretches = tuple[Stretch, ...]
GraveRecord = tuple[Stretches, Stretches, Stretches]
"""The words, the one before and the one after; no stretch where there is none."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Records:
    """The origins of a lineage as numbers. Versions, and labels of a version, count from 0 in their order."""

    rows: tuple[tuple[Stretches, ...], ...]
    """One row a paragraph, one tuple of rows a version."""
    graves: tuple[GraveRecord, ...]
    """Stretches of words that versions dropped; several versions can have one in mind."""
    buried: tuple[tuple[tuple[int, tuple[int, ...]], ...], ...]
    """For each version: number of a label, and the graves its older versions left to it."""


def records_of(origins: Origins, documents: Mapping[str, Document]) -> Records:
    """The origins as numbers."""
    versions = {version: at for at, version in enumerate(documents)}
    labels = {v: {label: at for at, label in enumerate(d.labels())} for v, d in documents.items()}

    def stretches(words: Iterable[Word]) -> Stretches:
        found: list[Stretch] = []
        for word in words:
            at = versions[word.version], labels[word.version][word.label]
            last = found[-1] if found else None
            if last is not None and last[:2] == at and last[2] + last[3] == word.index:
                found[-1] = (*at, last[2], last[3] + 1)
            else:
                found.append((*at, word.index, 1))
        return tuple(found)

    graves: dict[int, tuple[int, Grave]] = {}
    buried: list[tuple[tuple[int, tuple[int, ...]], ...]] = []
    for version in documents:
        kept = origins.graves.get(version, {})
        for grave in (grave for row in kept.values() for grave in row):
            graves.setdefault(id(grave), (len(graves), grave))
        rows = (
            (labels[version][label], tuple(graves[id(grave)][0] for grave in row))
            for label, row in kept.items()
        )
        buried.append(tuple(rows))
    return Records(
        rows=tuple(
            tuple(stretches(origins.rows[version][label]) for label in labels[version])
            for version in documents
        ),
        graves=tuple(
            (
                stretches(g.words),
                stretches([g.left] if g.left else []),
                stretches([g.right] if g.right else []),
            )
            for _, g in graves.values()
        ),
        buried=tuple(buried),
    )


class Late(Mapping[K, V]):
    """A mapping whose values are made when they are first asked for."""

    def __init__(self, keys: Iterable[K], make: Callable[[K], V]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        found = self._made.get(key)
        if found is None:
            if key not in self._keys:
                raise KeyError(key)
            found = self._made[key] = self._make(key)
        return found

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Shelves:
    """What makes rows, words and graves from the records of a file."""

    def __init__(self, records: Records, documents: Mapping[str, Document], name: str) -> None:
        self.records, self.documents, self.name = records, documents, name
        self.versions = list(documents)
        self.labels = [list(document.labels()) for document in documents.values()]
        if [len(rows) for rows in records.rows] != [len(labels) for labels in self.labels]:
            raise self.damaged()
        self._words: dict[str, Words] = {}
        self._made: dict[tuple[int, int], dict[int, Word]] = {}
        self._graves: dict[int, Grave] = {}
        self._stands: dict[int, dict[tuple[int, int], list[tuple[int, int, str, int]]]] = {}
        self._places: dict[tuple[int, int, int], list[tuple[str, int] | None]] = {}
        self._masks: dict[tuple[int, int], list[int]] = {}

    def damaged(self) -> InputError:
        """The error for records that are not of these texts."""
        return InputError(
            "the saved origins do not fit the texts", file=self.name, remedy="save the history again"
        )

    def words(self, version: int, label: str) -> Words:
        """Places of the words of a paragraph; equal texts are cut once."""
        text = self.documents[self.versions[version]][label].text
        found = self._words.get(text)
        if found is None:
            found = self._words[text] = words_of(text)
        return found

    def row(self, version: int, at: int) -> Row:
        """The words of a paragraph."""
        row = self.stretches(self.records.rows[version][at])
        if len(row) != len(self.words(version, self.labels[version][at])):
            raise self.damaged()
        return row

    def stretches(self, stretches: Stretches) -> Row:
        """Words by where they first appear; the same object for the same place."""
        out: list[Word] = []
        for version, label, first, count in stretches:
            if not (0 <= version < len(self.versions) and 0 <= label < len(self.labels[version])):
                raise self.damaged()
            name, birth = self.versions[version], self.labels[version][label]
            spans, text = self.words(version, birth).spans, self.documents[name][birth].text
            if not (first >= 0 and 0 < count <= len(spans) - first):
                raise self.damaged()
            made = self._made.setdefault((version, label), {})
            for at in range(first, first + count):
                word = made.get(at)
                if word is None:
                    start, end = spans[at]
                    word = made[at] = Word(name, birth, at, text[start:end])
                out.append(word)
        return tuple(out)

    def grave(self, number: int) -> Grave:
        """A dropped stretch; the same object for the same number."""
        found = self._graves.get(number)
        if found is None:
            if not 0 <= number < len(self.records.graves):
                raise self.damaged()
            words, left, right = map(self.stretches, self.records.graves[number])
            found = Grave(words, left[0] if left else None, right[0] if right else None)
            self._graves[number] = found
        return found

    def buried(self, version: int) -> Mapping[str, tuple[Grave, ...]]:
        """Label -> its graves, for one version."""
        known: dict[str, tuple[int, ...]] = {}
        for label, graves in self.records.buried[version]:
            if not 0 <= label < len(self.labels[version]):
                raise self.damaged()
            known[self.labels[version][label]] = graves
        return Late(known, lambda label: tuple(self.grave(number) for number in known[label]))

    def stands(self, version: int) -> dict[tuple[int, int], list[tuple[int, int, str, int]]]:
        """Where a word first appears -> first word, how many, label, and word index, in this version; in its order."""
        found = self._stands.get(version)
        if found is None:
            found = self._stands[version] = {}
            for label, stretches in zip(self.labels[version], self.records.rows[version], strict=True):
                at = 0
                for birth, place, first, count in stretches:
                    if not (0 <= birth < len(self.labels) and place >= 0 and first >= 0 < count):
                        raise self.damaged()
                    found.setdefault((birth, place), []).append((first, count, label, at))
                    at += count
        return found

    def places(self, version: int, birth: int, label: int) -> list[tuple[str, int] | None]:
        """Where a version has the words of a paragraph of another: label and word index, or None for those it lacks."""
        found = self._places.get((version, birth, label))
        if found is None:
            blank: list[tuple[str, int] | None] = [None]
            found = blank * len(self.words(birth, self.labels[birth][label]))
            for first, count, name, at in reversed(self.stands(version).get((birth, label), ())):
                # From the last, so that of several places the first one stays.
                for k in range(first, min(first + count, len(found))):
                    found[k] = name, at + k - first
            self._places[version, birth, label] = found
        return found

    def masks(self, birth: int, label: int) -> list[int]:
        """The versions that have the words of a paragraph: bit n stands for the n-th version."""
        found = self._masks.get((birth, label))
        if found is None:
            found = [0] * len(self.words(birth, self.labels[birth][label]))
            for version in range(len(self.versions)):
                for first, count, _, _ in self.stands(version).get((birth, label), ()):
                    for at in range(first, min(first + count, len(found))):
                        found[at] |= 1 << version
            self._masks[birth, label] = found
        return found


@dataclass(frozen=True, slots=True)
class KeptOrigins(Origins):
    """Origins from a file: a row is made when it is asked for."""

    shelves: Shelves = field(kw_only=True, repr=False)
    numbers: dict[str, int] = field(kw_only=True, repr=False)
    """Version -> its number."""
    labels: dict[str, dict[str, int]] = field(kw_only=True, repr=False)
    """Version -> label -> its number."""

    def versions_of(self, word: Word) -> int:
        """The versions that have a word, as a number: bit n stands for the n-th version."""
        return self.shelves.masks(*self._born(word))[word.index]

    def place(self, word: Word, version: str) -> tuple[str, int] | None:
        """Label and word index at which a word stands in a version, or None."""
        return self.shelves.places(self.numbers[version], *self._born(word))[word.index]

    def _born(self, word: Word) -> tuple[int, int]:
        """Numbers of the version and of the label at which a word first appears."""
        return self.numbers[word.version], self.labels[word.version][word.label]


def kept_origins(records: Records, documents: Mapping[str, Document], *, name: str) -> KeptOrigins:
    """Origins that are read from records as they are asked for.

    Args:
        records: as `records_of` makes them.
        documents: the versions they are of.
        name: file for errors.

    Raises:
        InputError: the records are not of these texts.
    """
    shelves = Shelves(records, documents, name)
    numbers = {version: at for at, version in enumerate(shelves.versions)}
    labels = {
        version: {label: at for at, label in enumerate(found)}
        for version, found in zip(shelves.versions, shelves.labels, strict=True)
    }
    if len(records.buried) != len(numbers):
        raise shelves.damaged()

    def rows(version: str) -> Mapping[str, Row]:
        return Late(labels[version], lambda label: shelves.row(numbers[version], labels[version][label]))

    def words(version: str) -> Mapping[str, Words]:
        return Late(labels[version], lambda label: shelves.words(numbers[version], label))

    return KeptOrigins(
        Late(numbers, rows), Late(numbers, words),
        Late(numbers, lambda version: shelves.buried(numbers[version])),
        shelves=shelves, numbers=numbers, labels=labels,
    )  # fmt: skip
