"""What became of a position between two versions: still there, or lifted; and then, whether its words stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.fold import joined
from draftdiff.ledger.places import FUNCTION_WEIGHT

if TYPE_CHECKING:
    from draftdiff.ledger.entry import FateName
    from draftdiff.ledger.matching import Step
    from draftdiff.ledger.places import Held, Place, Stand

#: Share of a lifted position's words that stand in the text for it to be adopted as it was. Chosen.
ADOPTED = 0.9
#: Share for it to stand in other words; below it, it is dropped. Chosen by reading the bundled and one development negotiation.
REWORDED = 0.35
#: Share of a passage's words in a row in another paragraph for it to be found there. Chosen.
FOUND = 0.8
#: A passage of so many words found again is no chance, whoever else has it. Chosen.
LONG = 15
#: A position so many times as heavy in words is no merger of this one but a passage around it. Chosen.
WIDER = 6
#: Words on either side by which the place of a position is known; letters by which two forms of a word may differ. Chosen.
AROUND, ENDING = 6, 3
#: Words in a row by which a passage is found in another paragraph; four words stand together by chance there. Chosen.
GRAM = 4


@dataclass(slots=True)
class Fate:
    """The fate of one position in a step."""

    name: FateName
    confidence: float
    evidence: str
    label: str = ""
    """Paragraph of the new version in which its words stand."""
    words: tuple[Place, ...] = ()
    """Words of the new version that are its own."""
    into: Held | None = None
    """Position of the new version it went into."""
    by: Held | None = None
    """Position of the old version that replaced it."""


def of_match(step: Step, old: Held) -> Fate:
    """The fate of a position that goes on in another."""
    made = step.of_old[id(old)]
    new = made.new
    same = _same(step, old, new)
    label = new.position.label
    if not step.near(old, new) and not _above_moved(step, old, new):
        words = "" if same else ", reworded"
        return Fate(
            "moved", made.score, f"{made.why}, in a paragraph that is not linked{words}", label, into=new
        )
    if same:
        return Fate("kept", 1.0, _marks(old, new) or "the same words", label, into=new)
    return Fate("reworded", made.score, made.why, label, into=new)


def _same(step: Step, old: Held, new: Held) -> bool:
    """The same words of their own, scan noise apart; what stands inside them has its own fate."""
    if not old.keys or not new.keys:
        return old.position.words == new.position.words
    if old.keys == new.keys:
        return True
    if _content(step.old, old) == _content(step.new, new):
        return True  # "The CMA shall" is still "CMA shall"
    if len(old.keys) != len(new.keys):
        return False
    if [step.goes.get(place) for place in old.own] == new.own:
        return True  # the redline took each for the other: scan noise, hyphens, spelling of the same word
    return step.same_words(" ".join(old.keys), " ".join(new.keys))


def _content(stand: Stand, held: Held) -> str:
    """Its own words as a row of letters, without light ones where it has others; "may be" and "maybe" are one."""
    telling = [key for key in held.keys if key not in stand.light]
    return "".join(telling or held.keys).replace("-", "")


def _above_moved(step: Step, old: Held, new: Held) -> bool:
    """It went along with the position around it."""
    made = step.of_old.get(id(old.above)) if old.above is not None else None
    return made is not None and made.new is new.above


def _marks(old: Held, new: Held) -> str:
    """What else changed of a position whose words did not."""
    a, b = old.position, new.position
    said = [
        f"{what} {' and '.join(before) if isinstance(before, tuple) else before or 'none'} -> {' and '.join(after) if isinstance(after, tuple) else after or 'none'}"
        for what, before, after in (
            ("party", a.who, b.who), ("action", a.action, b.action), ("status", a.status, b.status), ("name", a.name, b.name),
        )
        if before != after
    ]  # fmt: skip
    return "the same words; " + "; ".join(said) if said else ""


def lifted(step: Step, old: Held, grams: Grams) -> Fate:  # noqa: PLR0911 - one for each fate
    """The fate of a position that is none any more: its words stand in the text, went into another position, or are gone."""
    telling = old.telling
    total = step.old.weights(telling)
    if not telling:
        return Fate("dropped", 0.7, "a position without words is not there any more")
    went = {place: step.goes[place] for place in telling if place in step.goes}
    share = step.old.weights(went) / total if total else 0.0
    if share < REWORDED:
        here = _in_its_place(step, old)
        if here:
            return Fate("adopted", 0.9, "its words stand in its place, without brackets", here[0][0], here)
        elsewhere = grams.found(step, old)
        if elsewhere is not None:
            return elsewhere
        return Fate("dropped", 1 - share, f"{share:.0%} of its words stand in the new version")
    into = _into(step, old, went)
    label = Counter(place[0] for place in went.values()).most_common(1)[0][0]
    places = tuple(sorted(went.values()))
    if into is not None:
        return Fate(
            "merged", share, f"{share:.0%} of its words stand in another position", label, places, into
        )
    linked = step.goes_on(old, label)
    if not linked and len(telling) >= GRAM and share >= FOUND:
        return Fate(
            "moved", share, f"{share:.0%} of its words stand in a paragraph that is not linked", label, places
        )
    ordered = [went[place] for place in telling if place in went]
    nested = {step.goes[place] for place in old.words if place in step.goes}
    if share >= ADOPTED and _whole(places, nested) and ordered == sorted(ordered):
        return Fate(
            "adopted", share, f"{share:.0%} of its words stand in the text, without brackets", label, places
        )
    row = _in_a_row(step, telling, went)
    if row:
        return Fate(
            "adopted", share, "its words stand in the text, without brackets, scan noise apart", label, row
        )
    return Fate(
        "reworded", share, f"{share:.0%} of its words stand in the text, in other words", label, places
    )


def _in_its_place(step: Step, old: Held) -> tuple[Place, ...]:
    """Its words between those that stood around it, where the redline of a much changed sentence took them for new."""
    places = old.telling
    if len({label for label, _ in places}) != 1:
        return ()
    label, first, last = places[0][0], places[0][1], places[-1][1]
    before = next(
        (
            step.goes[label, at]
            for at in range(first - 1, max(-1, first - 1 - AROUND), -1)
            if (label, at) in step.goes
        ),
        None,
    )
    after = next(
        (step.goes[label, at] for at in range(last + 1, last + 1 + AROUND) if (label, at) in step.goes), None
    )
    if (
        before is None
        or after is None
        or before[0] != after[0]
        or not 0 < after[1] - before[1] <= len(places) + 2 * AROUND
    ):
        return ()
    gap = [(before[0], at) for at in range(before[1] + 1, after[1])]
    found: list[Place] = []
    for place in places:
        here = next(
            (one for one in gap if one > (found[-1] if found else before) and _one_word(step, place, one)),
            None,
        )
        if here is None:
            return ()
        found.append(here)
    free = not any(
        id(held) in step.of_new and held.weight <= WIDER * old.weight
        for one in found
        for held in step.new.holders.get(one, ())
    )
    return tuple(found) if free else ()


def _one_word(step: Step, old: Place, new: Place) -> bool:
    """The same word, or another form of it: "process", "processes"."""
    a, b = step.old.texts.get(old, ""), step.new.texts.get(new, "")
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) > ENDING + 1 and len(long) - len(short) <= ENDING and long.startswith(short))


def _in_a_row(step: Step, telling: list[Place], went: dict[Place, Place]) -> tuple[Place, ...]:
    """As many words of the new version where the position's would stand, if they are the same but for scan noise."""
    first = next(at for at, place in enumerate(telling) if place in went)
    label, start = went[telling[first]]
    old = [step.old.texts.get(place, "") for place in telling]
    for shift, more in ((0, 0), (0, -1), (-1, -1), (0, 1), (-1, 1)):  # "scaled up" may be "scaled-up"
        places = tuple((label, start - first + shift + at) for at in range(len(telling) + more))
        if not places or any(place not in step.new.texts for place in places):
            continue
        new = [step.new.texts[place] for place in places]
        if joined(old) == joined(new) or (not more and step.same_words(" ".join(old), " ".join(new))):
            return places
    return ()


def _into(step: Step, old: Held, went: dict[Place, Place]) -> Held | None:
    """The position that most of the words went into: one that goes on from another, and is not much wider.

    Positions around the old one are left out, and so is a bracket or option around a whole passage: its words are
    open with all the others, but the brackets around these words were lifted.
    """
    around = {id(step.of_old[id(one)].new) for one in _above(old) if id(one) in step.of_old}
    weights: Counter[int] = Counter()
    holders: dict[int, Held] = {}
    for place in went.values():
        for new in step.new.holders.get(place, ()):
            if id(new) not in around and new.weight <= WIDER * old.weight and id(new) in step.of_new:
                weights[id(new)] += 1
                holders[id(new)] = new
    best = [key for key, count in weights.items() if 2 * count > len(went)]
    return min((holders[key] for key in best), key=lambda held: held.weight) if best else None


def _above(held: Held) -> list[Held]:
    found: list[Held] = []
    while held.above is not None:
        held = held.above
        found.append(held)
    return found


def _together(places: tuple[Place, ...]) -> bool:
    """The words stand close to each other: not strewn over a paragraph by chance."""
    by_label: dict[str, list[int]] = {}
    for label, at in places:
        by_label.setdefault(label, []).append(at)
    rows = [at for at in by_label.values() if len(at) > 1]
    return all(max(at) - min(at) + 1 <= 2 * len(at) + GRAM for at in rows)


def _whole(places: tuple[Place, ...], nested: set[Place]) -> bool:
    """Hardly any other words stand between them than those of positions inside it, which have fates of their own."""
    by_label: dict[str, list[int]] = {}
    for label, at in places:
        by_label.setdefault(label, []).append(at)
    inside = {(label, at) for label, row in by_label.items() for at in range(min(row), max(row) + 1)}
    between = len(inside - nested - set(places))
    return between <= (1 - ADOPTED) * 2 * len(places)


class Grams:
    """Runs of words of the new version, to find a passage in a paragraph that is not linked."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._index: dict[tuple[str, ...], list[Place]] | None = None
        self._taken: frozenset[Place] | None = None

    def _made(self) -> dict[tuple[str, ...], list[Place]]:
        if self._index is None:
            self._index = {}
            rows: dict[str, list[str]] = {}
            for (label, _), text in self._step.new.texts.items():
                rows.setdefault(label, []).append(text)
            for label, words in rows.items():
                for at in range(len(words) - GRAM + 1):
                    self._index.setdefault(tuple(words[at : at + GRAM]), []).append((label, at))
        return self._index

    def _unclaimed(self, places: tuple[Place, ...], words: int) -> bool:
        """Most of the words there come from nowhere else; a long passage may stand in two places."""
        if self._taken is None:
            self._taken = frozenset(self._step.goes.values())
        free = sum(place not in self._taken for place in places)
        return words >= LONG or 2 * free >= len(places)

    def found(self, step: Step, old: Held) -> Fate | None:
        """The passage of a position whose words no redline carried, where one paragraph has most of it."""
        keys = [step.old.texts.get(place, "") for place in old.telling]
        runs = [tuple(keys[at : at + GRAM]) for at in range(len(keys) - GRAM + 1)]
        runs = [
            run
            for run in runs
            if sum(word not in step.old.function for word in run) * 2 > GRAM * FUNCTION_WEIGHT
        ]
        if len(runs) < 2:
            return None
        index = self._made()
        hits: dict[str, set[int]] = {}
        for run in runs:
            for label, at in index.get(run, ()):
                hits.setdefault(label, set()).update(range(at, at + GRAM))
        if not hits:
            return None
        label, row = max(hits.items(), key=lambda item: (len(item[1]), item[0]))
        share = min(1.0, len(row) / len(keys))
        places = tuple((label, at) for at in sorted(row))
        if share < FOUND or not _together(places) or not self._unclaimed(places, len(keys)):
            return None
        linked = step.goes_on(old, label)
        into = _into(step, old, {place: place for place in places})
        if into is not None and id(into) not in step.of_new:
            return Fate(
                "moved", share, f"{share:.0%} of its words stand in another position", label, places, into
            )
        if into is not None:
            return Fate(
                "merged", share, f"{share:.0%} of its words stand in another position", label, places, into
            )
        name: FateName = "adopted" if linked else "moved"
        return Fate(name, share, f"{share:.0%} of its words stand there in a row", label, places)


def replaced(old: Held, fates: dict[int, Fate], step: Step) -> Fate | None:
    """Who took the place of a position that was dropped: one that competed with it and stands."""
    ranks = {"adopted": 0, "reworded": 1, "kept": 2, "moved": 3}
    around = old.above
    if around is not None and len(old.words) >= ADOPTED * len(around.words):  # all the words of an option
        fate = fates.get(id(around))
        if fate is not None and fate.name == "replaced":
            return Fate("replaced", fate.confidence, fate.evidence, by=fate.by)
    standing = [
        (ranks[fate.name], -fate.confidence, other.position.id, other)
        for other in old.siblings
        if (fate := fates.get(id(other))) is not None and fate.name in ranks
    ]
    if not standing:
        return _in_place(old, step)
    _, _, _, other = min(standing, key=lambda row: row[:3])
    fate = fates[id(other)]
    verb = "was adopted" if fate.into is None else "stands"
    return Fate(
        "replaced", fates[id(old)].confidence, f"its words are gone; what competed with it {verb}", by=other
    )


def _in_place(old: Held, step: Step) -> Fate | None:
    """A new position between the same two words, where the old one stood."""
    around = _around(old)
    if around is None:
        return None
    before, after = (step.goes.get(place) for place in around)
    for new in step.new.held:
        if (
            id(new) not in step.of_new
            and before is not None
            and after is not None
            and _around(new) == (before, after)
        ):
            return Fate("replaced", 1.0, "its words are gone; a new position stands in its place", by=new)
    return None


def _around(held: Held) -> tuple[Place, Place] | None:
    """The words before and behind a position in one paragraph; None where it has none, or stands in several."""
    if not held.words or len({label for label, _ in held.words}) != 1:
        return None
    label, first = held.words[0]
    return (label, first - 1), (label, held.words[-1][1] + 1)
