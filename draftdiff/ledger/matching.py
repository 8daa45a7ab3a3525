"""Which position of the older version is which of the newer: by where their words went, slots before words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from draftdiff.label import Label
from draftdiff.ledger.entry import article_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from draftdiff.alignment import Alignment
    from draftdiff.ledger.places import Held, Place, Stand

#: Two positions share at least so much of their words (Dice) to be one reworded. Chosen.
LEAST_SHARED = 0.45
#: The same where both stand in one slot, or are of one party in one paragraph. Chosen; no calibration is recorded.
LEAST_IN_SLOT = 0.25
#: Likeness of two texts (0..100, rapidfuzz ratio) of linked paragraphs whose words the redline did not carry. Chosen.
LEAST_ALIKE = 75
#: Share of the words around a position that go into a paragraph for it to be one in which its own goes on. Chosen.
SHARE = 0.2
#: Share of a position's words that the redline carried, from which on likeness is not asked. Chosen.
CARRIED = 0.9
#: Words a text has to be found again by likeness alone. Chosen: shorter ones are alike by chance.
LEAST_WORDS = 4


@dataclass(slots=True, eq=False)
class Match:
    """One position continued in another."""

    old: Held
    new: Held
    score: float
    """0..1: share of words in common."""
    why: str


@dataclass(slots=True)
class Step:
    """One step of the history: both sides, where words went, and which paragraphs are linked."""

    old: Stand
    new: Stand
    goes: dict[Place, Place]
    alignment: Alignment
    same_words: Callable[[str, str], bool]
    """Whether two texts are the same words apart from case, punctuation and scan noise."""
    matches: list[Match] = field(default_factory=list[Match])
    of_old: dict[int, Match] = field(default_factory=dict[int, Match])
    """`id` of an old position -> its match."""
    of_new: dict[int, Match] = field(default_factory=dict[int, Match])

    _near: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    _flows: dict[str, Counter[str]] = field(default_factory=dict[str, Counter[str]])

    def successors(self, old: Held) -> frozenset[str]:
        """Paragraphs in which those of a position go on: linked ones that have a share of the words around it.

        A link that rests on the position's own words is no sign that its paragraph went there.
        """
        if id(old) not in self._near:
            own = set(old.words)
            found: set[str] = set()
            for label in dict.fromkeys(span.label for span in old.position.spans):
                linked = {link.new for link in self.alignment.from_old(label)}
                rest = Counter(self._flow(label))
                rest.subtract(Counter(self.goes[p][0] for p in own if p[0] == label and p in self.goes))
                total = sum(count for count in rest.values() if count > 0)
                found |= {to for to in linked if rest[to] >= SHARE * total}
            self._near[id(old)] = frozenset(found)
        return self._near[id(old)]

    def goes_on(self, old: Held, label: str) -> bool:
        """A paragraph is one of the successors, or one of the two is part of the other: an option of its text.

        Where the old paragraph has no successor, its article goes on: nothing says that it went elsewhere.
        """
        found = self.successors(old)
        if not found:
            return article_of(label) == article_of(old.position.label)
        return label in found or any(_part(label, one) or _part(one, label) for one in found)

    def _flow(self, label: str) -> Counter[str]:
        """How many words of a paragraph went into each of the new version."""
        if not self._flows:
            for (here, _), (there, _) in self.goes.items():
                self._flows.setdefault(here, Counter())[there] += 1
        return self._flows.get(label, Counter())

    def near(self, old: Held, new: Held) -> bool:
        """They stand in linked paragraphs, or inside positions that are one."""
        if any(self.goes_on(old, span.label) for span in new.position.spans):
            return True
        above = self.of_old.get(id(old.above)) if old.above is not None else None
        return above is not None and above.new is new.above

    def add(self, match: Match) -> None:
        """Enter a match; both sides are taken then."""
        self.matches.append(match)
        self.of_old[id(match.old)] = self.of_new[id(match.new)] = match

    def free(self, old: Held, new: Held) -> bool:
        """Neither has a match."""
        return id(old) not in self.of_old and id(new) not in self.of_new


@lru_cache(maxsize=1 << 14)
def _part(label: str, above: str) -> bool:
    """A paragraph stands below another."""
    parent = Label.parse(label).parent
    while parent is not None and str(parent) != above:
        parent = parent.parent
    return parent is not None


def match(step: Step) -> None:
    """Pair the positions of a step, one to one, the surest first."""
    _by_words(step)
    _in_slots(step)
    _by_likeness(step)
    _without_words(step)


def _by_words(step: Step) -> None:
    """By the words the redlines carried over: positions that share most of them."""
    shared: dict[tuple[int, int], float] = {}
    pairs: dict[tuple[int, int], tuple[Held, Held]] = {}
    for old in step.old.held:
        for place in old.words:
            there = step.goes.get(place)
            for new in step.new.holders.get(there, ()) if there is not None else ():
                key = (id(old), id(new))
                shared[key] = shared.get(key, 0.0) + step.old.weight(place)
                pairs[key] = (old, new)
    scored = [
        (2 * weight / (pairs[key][0].weight + pairs[key][1].weight), key) for key, weight in shared.items()
    ]
    rows = sorted(
        ((score, *pairs[key]) for score, key in scored),
        key=lambda row: (-round(row[0], 6), _unlike(row[1], row[2]), row[1].position.id, row[2].position.id),
    )
    # Like goes on in like first: a bracket around all the words of an option is another position than the option.
    for score, old, new in sorted(rows, key=lambda row: _named(row[1]) != _named(row[2])):
        same_party = bool(old.position.who) and old.position.who == new.position.who
        least = LEAST_IN_SLOT if same_party else LEAST_SHARED
        if score >= least and step.free(old, new):
            step.add(Match(old, new, min(1.0, score), f"shares {min(1.0, score):.0%} of its words"))


def _named(held: Held) -> bool:
    """An option or alternative by name, not by brackets."""
    return held.position.kind in ("option", "alternative")


def _unlike(old: Held, new: Held) -> int:
    """How many marks of two positions differ: kind, party, depth, name."""
    a, b = old.position, new.position
    return (a.kind != b.kind) + (a.who != b.who) + (a.depth != b.depth) + (a.name != b.name)


def _in_slots(step: Step) -> None:
    """Members left over in slots that go on: by what words they share, then by name."""
    for made in list(step.matches):
        olds = [held for held in made.old.siblings if id(held) not in step.of_old]
        news = [held for held in made.new.siblings if id(held) not in step.of_new]
        rows = sorted(
            ((_alike(old, new), old, new) for old in olds for new in news),
            key=lambda row: (-row[0], row[1].position.id, row[2].position.id),
        )
        for score, old, new in rows:
            if score >= LEAST_IN_SLOT * 100 and step.free(old, new) and _common(old, new):
                step.add(Match(old, new, score / 100, f"in the same slot, words {score:.0f}% alike"))


def _by_likeness(step: Step) -> None:
    """Equal or much alike words in linked paragraphs, which the redline did not carry; long equal ones anywhere."""
    olds = [h for h in step.old.held if id(h) not in step.of_old and h.words and not _carried(step, h)]
    news = [h for h in step.new.held if id(h) not in step.of_new and h.words]
    by_keys: dict[tuple[str, ...], list[Held]] = {}
    by_label: dict[str, list[Held]] = {}
    for new in news:
        by_keys.setdefault(new.keys, []).append(new)
        for label in dict.fromkeys(span.label for span in new.position.spans):
            by_label.setdefault(label, []).append(new)
    rows: list[tuple[float, Held, Held]] = []
    for old in olds:
        for new in by_keys.get(old.keys, ()) if old.keys else ():
            near = step.near(old, new)
            if near or min(len(old.words), len(new.words)) >= LEAST_WORDS:
                rows.append((100.0 + near, old, new))
        here = {id(new): new for label in sorted(step.successors(old)) for new in by_label.get(label, ())}
        long = [new for new in here.values() if min(len(old.words), len(new.words)) >= LEAST_WORDS]
        alike = [(_alike(old, new), old, new) for new in long if old.keys != new.keys]
        rows += [row for row in alike if row[0] >= LEAST_ALIKE]
    for score, old, new in sorted(
        rows, key=lambda row: (-row[0], _unlike(row[1], row[2]), row[1].position.id, row[2].position.id)
    ):
        if step.free(old, new):
            likeness = min(score, 100.0)
            step.add(Match(old, new, likeness / 100, f"words {likeness:.0f}% alike"))


def _carried(step: Step, old: Held) -> bool:
    """The redline took nearly all its words along, so where they stand now says what became of it."""
    went = [place for place in old.telling if place in step.goes]
    return step.old.weights(went) >= CARRIED * step.old.weights(old.telling)


def _without_words(step: Step) -> None:
    """Positions without words ("[Delete (EU)]", "[X]"): by paragraph, party, action, in order."""
    for old in step.old.held:
        if old.words or id(old) in step.of_old:
            continue
        for new in step.new.held:
            a, b = old.position, new.position
            alike = (a.kind, a.who, a.action, a.words.strip()) == (b.kind, b.who, b.action, b.words.strip())
            if not new.words and alike and step.free(old, new) and step.near(old, new):
                step.add(Match(old, new, 1.0, "has no words; same marks in the same paragraph"))
                break


def _alike(old: Held, new: Held) -> float:
    return fuzz.ratio(old.position.words.casefold(), new.position.words.casefold())


def _common(old: Held, new: Held) -> bool:
    """They have a word in common."""
    return not set(old.keys).isdisjoint(new.keys)
