"""All paragraphs of all versions as passages to be found again, with an index of their word triples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from draftdiff.citing.stock import STOCK_PHRASES
from draftdiff.citing.telling import Word, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff.model import Document

#: Words in a seed. Two find too much, four miss rewordings; tried on the bundled citing texts.
#: Chosen; no calibration is recorded.
SEED = 3
#: A seed found in more paragraphs of one version than this tells nothing and is not followed.
#: Chosen as a limit of work or of what is shown.
MAX_SPREAD = 8
#: A phrase of the resolution's own title, or of the house (`draftdiff.citing.stock`), counts as if this many further paragraphs had it.
#: Chosen; no calibration is recorded.
TITLE_SPREAD = 3

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Citable:
    """One paragraph's own words in one version, or in several that word it alike."""

    number: int
    """Index in `Citables.all`."""
    places: tuple[tuple[str, str], ...]
    """(version id, label) of every version with these very words and marks, oldest first."""
    text: str
    words: tuple[Word, ...]

    @property
    def keys(self) -> list[str]:
        """Folded words."""
        return [w.key for w in self.words]


class Citables:
    """The passages of several versions of one resolution."""

    def __init__(self, versions: Sequence[Document], title: str = "") -> None:
        self.versions = tuple(v.id for v in versions)
        self.title = [w.key for w in cut(title, names=False)]
        self.all = _collected(versions)
        self._spread = _spread(self.all, versions, self.title)
        self.seeds: dict[Gram, list[tuple[int, int]]] = {}
        for passage in self.all:
            keys = passage.keys
            size = min(SEED, len(keys))
            for at in range(len(keys) - size + 1 if size else 0):
                gram = tuple(keys[at : at + size])
                if self.spread(gram) <= MAX_SPREAD:
                    self.seeds.setdefault(gram, []).append((passage.number, at))

    def spread(self, gram: Gram) -> int:
        """In how many paragraphs of one version a word pair or triple stands, at most over the versions; 1 at least."""
        return max(1, self._spread.get(gram, 1))


def _collected(versions: Sequence[Document]) -> list[Citable]:
    places: dict[str, list[tuple[str, str]]] = {}
    for version in versions:
        for paragraph in version.walk():
            if paragraph.text.strip():
                places.setdefault(paragraph.text, []).append((version.id, str(paragraph.label)))
    return [
        Citable(number, tuple(where), text, tuple(cut(text, names=True)))
        for number, (text, where) in enumerate(places.items())
    ]


@cache
def _stock() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(w.key for w in cut(phrase, names=False)) for phrase in STOCK_PHRASES)


def _grams(keys: Sequence[str]) -> Iterator[Gram]:
    for size in (1, 2, 3):
        for at in range(len(keys) - size + 1):
            yield tuple(keys[at : at + size])


def _spread(
    passages: Sequence[Citable], versions: Sequence[Document], title: Sequence[str]
) -> dict[Gram, int]:
    """Paragraphs that share a gram, counted by top-level paragraph, the highest count of any version."""
    best: Counter[Gram] = Counter()
    by_place = {place: passage for passage in passages for place in passage.places}
    grams_of = {passage.number: set(_grams(passage.keys)) for passage in passages}
    for version in versions:
        counts: Counter[Gram] = Counter()
        for top in version.paragraphs:
            members = (by_place.get((version.id, str(p.label))) for p in top.walk())
            here: set[Gram] = set()
            for member in members:
                if member is not None:
                    here |= grams_of[member.number]
            counts.update(here)
        for gram, count in counts.items():
            best[gram] = max(best[gram], count)
    for phrase in (tuple(title), *_stock()):
        for gram in dict.fromkeys(_grams(phrase)):
            if gram in best:
                best[gram] = min(best[gram] + TITLE_SPREAD, max(best[gram], MAX_SPREAD))
    return dict(best)
