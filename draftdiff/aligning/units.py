"""The paragraphs of a version as the aligner sees them: flat, in order of printing, words as integers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.aligning.vocabulary import shared_numbers
from draftdiff.fold import fold, word_texts

if TYPE_CHECKING:
    from draftdiff.model import Document, Paragraph

#: Index of "no paragraph": the parent of a top-level paragraph.
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
    # Most texts stand in both versions; they are cut into words once.
    words = {
        text: list(map(fold, word_texts(text))) for text in {p.text: 0 for paper in papers for p in paper}
    }
    folded = tuple([words[p.text] for p in paper] for paper in papers)
    numbers = shared_numbers(folded[0], folded[1])
    return _side(papers[0], numbers[0], numbers[2]), _side(papers[1], numbers[1], numbers[2])


def _side(paragraphs: list[Paragraph], words: list[tuple[int, ...]], names: tuple[str, ...]) -> Side:
    index = {str(p.label): at for at, p in enumerate(paragraphs)}
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
    return Side(
        labels=tuple(str(p.label) for p in paragraphs),
        texts=tuple(p.text for p in paragraphs),
        kinds=tuple(p.kind for p in paragraphs),
        parents=tuple(parents),
        words=tuple(words),
        names=names,
    )


def _upwards(label: object) -> list[object]:
    from draftdiff.label import Label  # noqa: PLC0415 - only flat documents with sub-labels come here

    found: list[object] = []
    while isinstance(label, Label):
        found.append(label)
        label = label.parent
    return found
