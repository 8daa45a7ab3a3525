"""The paragraphs of a version as the aligner sees them: flat, in order of printing, words as integers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.vocabulary import shared_vocabulary

if TYPE_CHECKING:
    from draftdiff.aligning.vocabulary import Rows, Vocabulary
    from draftdiff.model import Document, Paragraph

#: Index of "no paragraph": the parent of a top-level paragraph, by reason no index.
ROOT = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One version. All tuples run over its paragraphs and sub-paragraphs in order of printing."""

    labels: tuple[str, ...]
    """Labels as printed on links."""
    texts: tuple[str, ...]
    """Own words of each paragraph."""
    kinds: tuple[str, ...]
    """`Paragraph.kind`."""
    parents: tuple[int, ...]
    """Index of the paragraph that holds it, `ROOT` at top level."""
    words: tuple[tuple[int, ...], ...]
    """Word numbers, shared by both sides; punctuation left out."""
    rows: Rows
    """The same for counting."""
    names: tuple[str, ...] = ()
    """Word of each number, shared by both sides."""

    def __len__(self) -> int:
        return len(self.labels)

    def ancestors(self, index: int) -> list[int]:
        """Parent, parent's parent, ...; ends with `ROOT`."""
        found: list[int] = []
        while index != ROOT:
            index = self.parents[index]
            found.append(index)
        return found


def both_sides(old: Document, new: Document) -> tuple[Side, Side]:
    """Two documents over one vocabulary. Numbers do not depend on which document is old and which is new."""
    papers = (list(old.walk()), list(new.walk()))
    texts = tuple(tuple([p.text for p in paper]) for paper in papers)
    known = shared_vocabulary(*texts)
    return _side(papers[0], texts[0], known, 0), _side(papers[1], texts[1], known, 1)


def _side(paragraphs: list[Paragraph], texts: tuple[str, ...], known: Vocabulary, which: int) -> Side:
    """`which`: 0 for the old version, 1 for the new."""
    labels = tuple([str(p.label) for p in paragraphs])
    index = {label: at for at, label in enumerate(labels)}
    parents = [ROOT] * len(paragraphs)
    for at, paragraph in enumerate(paragraphs):
        for child in paragraph.children:
            parents[index[str(child.label)]] = at
    for at, paragraph in enumerate(paragraphs):
        if parents[at] == ROOT and (above := paragraph.label.parent) is not None:
            # Flat documents (the minimal JSON form) say who holds whom by their labels alone.
            parents[at] = next(
                (index[str(up)] for up in _upwards(above) if index.get(str(up), at) < at), ROOT
            )
    places = known.places[which]
    return Side(
        labels=labels,
        texts=texts,
        kinds=tuple([p.kind for p in paragraphs]),
        parents=tuple(parents),
        words=tuple([known.words[at] for at in places]),
        rows=known.rows.take(np.array(places, dtype=np.int64)),
        names=known.names,
    )


def _upwards(label: object) -> list[object]:
    from draftdiff.label import Label  # noqa: PLC0415 - only flat documents with sub-labels come here

    found: list[object] = []
    while isinstance(label, Label):
        found.append(label)
        label = label.parent
    return found
