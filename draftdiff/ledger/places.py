"""The words of positions: which words of a version each has, and where each word goes in the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.tracing.origins.carried import word_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from draftdiff.lexicon import Lexicon
    from draftdiff.negotiating import Position, Positions, Span
    from draftdiff.tracing.origins.words import Origins

Place = tuple[str, int]
"""Label of a paragraph, and which of its words, 0-based."""

#: Weight of a function word ("of", "the") beside that of another: they match by chance. Chosen.
FUNCTION_WEIGHT = 0.25


@dataclass(slots=True, eq=False)
class Held:
    """One position with its words."""

    version: str
    position: Position
    words: list[Place]
    """All its words, those of positions inside it too; without names of options and attributions."""
    own: list[Place]
    """Without those of positions inside it."""
    keys: tuple[str, ...] = ()
    """Its own words, folded."""
    weight: float = 0.0
    """Of all its words."""
    above: Held | None = None
    siblings: list[Held] = field(default_factory=list["Held"])
    """Those that compete with it."""

    @property
    def telling(self) -> list[Place]:
        """The words that tell its fate: its own, or all where it has hardly any."""
        return self.own if 2 * len(self.own) >= len(self.words) or len(self.own) >= ENOUGH else self.words


#: Own words that tell a position's fate without those inside it. Chosen.
ENOUGH = 6


@dataclass(slots=True)
class Stand:
    """All positions of one version."""

    version: str
    held: list[Held]
    holders: dict[Place, list[Held]]
    """Word -> the positions it stands in, outermost first."""
    texts: Mapping[Place, str]
    """Word -> its key, in which a scanner's confusions are one letter."""
    function: frozenset[str]
    """Small words, as `texts` has them."""
    light: frozenset[str]
    """Those whose exchange changes no meaning by itself: no modal, no negation, no connective."""

    def weight(self, place: Place) -> float:
        """How much a word says."""
        return FUNCTION_WEIGHT if self.texts.get(place, "") in self.function else 1.0

    def weights(self, places: Iterable[Place]) -> float:
        """The same for several."""
        return sum(map(self.weight, places))


def stand(version: str, positions: Positions, origins: Origins, lexicon: Lexicon) -> Stand:
    """The positions of a version with their words."""
    texts = {
        (label, at): word
        for label, words in origins.words[version].items()
        for at, word in enumerate(words.keys)
    }
    by_id = {p.id: Held(version, p, [], []) for p in positions}
    function, light = (
        frozenset(map(word_key, words)) for words in (lexicon.function, lexicon.light | lexicon.articles)
    )
    found = Stand(version, list(by_id.values()), {}, texts, function, light)
    below: dict[int, list[Position]] = {}
    for position in positions:
        if position.within is not None:
            below.setdefault(position.within, []).append(position)
    marks = _marks_below(positions, origins.words[version])
    for held in found.held:
        _fill(held, marks.get(held.position.id, set()), below.get(held.position.id, []), origins)
        held.keys = tuple(texts.get(place, "") for place in held.own)
        held.weight = found.weights(held.words)
        held.above = by_id.get(held.position.within or 0)
        for place in held.words:
            found.holders.setdefault(place, []).append(held)
    for slot in positions.slots:
        members = [by_id[number] for number in slot.alternatives if number in by_id]
        for held in members:
            held.siblings = [other for other in members if other is not held]
    return found


def _marks_below(positions: Positions, words: Mapping[str, object]) -> dict[int, set[Place]]:
    """Position -> words inside it that are brackets' own marks, such as attributions, and no text."""
    found: dict[int, set[Place]] = {}
    for position in reversed(
        positions
    ):  # a position stands behind the one it is in; nesting may be thousands deep
        if position.within is not None:
            own = set(_places(position.spans, words)) - set(_places(position.inner, words))
            found.setdefault(position.within, set()).update(own, found.get(position.id, ()))
    return found


def _fill(held: Held, marks: set[Place], children: list[Position], origins: Origins) -> None:
    words = origins.words[held.version]
    nested = {place for child in children for place in _places(child.spans, words)}
    held.words = [place for place in _places(held.position.inner, words) if place not in marks]
    held.own = [place for place in held.words if place not in nested]


def _places(spans: tuple[Span, ...], words: Mapping[str, object]) -> list[Place]:
    found: list[Place] = []
    for span in spans:
        row = words.get(span.label)
        if row is not None and span.end > span.start:
            found += [(span.label, at) for at in row.within(span.start, span.end)]  # type: ignore[attr-defined]
    return found


def next_places(old: str, new: str, origins: Origins) -> dict[Place, Place]:
    """Word of the old version -> where it stands in the new one; words that are gone are not in it."""
    found: dict[Place, Place] = {}
    for label, row in origins.rows[old].items():
        for at, word in enumerate(row):
            place = origins.place(word, new)
            if place is not None:
                found[label, at] = place
    return found
