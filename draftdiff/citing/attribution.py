"""Which version a quotation is worded after, and how far it deviates.

Every version's best passage for the quoted words is compared with them, first by words as spelt (hyphens count), then
with punctuation, then with capitals: the first level that tells versions apart decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.citing.matching import filled
from draftdiff.citing.quotations import label_of
from draftdiff.fold import is_word, token_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.citing.citable import Citables
    from draftdiff.citing.matching import Stretch
    from draftdiff.citing.quotations import Quotation
    from draftdiff.citing.telling import Word

#: Share of a quotation's words that a version's passage must cover to be compared at all.
#: Chosen; no calibration is recorded.
COVER = 0.5
#: Share of the weight of a quotation's best paragraph from which a further one is named as its target too.
#: Chosen; no calibration is recorded.
ALSO = 0.2
#: Marks of emphasis and omission that are no words of the resolution.
_BROKEN = re.compile(r"(\w+)[-‐]\n[ \t]*(\w+)")
_MARKUP = re.compile(r"[*_]{1,3}|\.{3}|…|\[\.{3}\]")


@dataclass(frozen=True, slots=True)
class Fit:
    """A version's passage for the words of a quotation."""

    version: str
    parts: tuple[Stretch, ...]
    """In order of the citing text."""
    levels: tuple[float, float, float]
    """Similarity 0..1 by words as spelt, with marks, with capitals."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels in this version, in order of the citing text."""
        return tuple(dict.fromkeys(label_of(part, self.version) for part in self.parts))

    def passage_span(self, part: Stretch) -> tuple[int, int]:
        """Character span of a part's words in its passage."""
        words = part.passage.words
        return words[part.pairs[0][1]].start, words[part.pairs[-1][1]].end


@dataclass(frozen=True, slots=True)
class Attribution:
    """A quotation's version, or versions where the wording does not decide."""

    best: tuple[Fit, ...]
    """Equally good fits, oldest version first; one where the wording decides."""
    all: tuple[Fit, ...]
    """The fit of every version that has one, oldest first."""

    @property
    def fit(self) -> Fit:
        """The newest of the best."""
        return self.best[-1]

    def of(self, version: str) -> Fit | None:
        """The fit of a version."""
        return next((fit for fit in self.all if fit.version == version), None)


def attribute(
    text: str, words: Sequence[Word], quotation: Quotation, rivals: Sequence[Stretch], passages: Citables
) -> Attribution:
    """Compare a quotation with every version.

    Args:
        text: The citing text.
        words: Its words.
        quotation: What to attribute.
        rivals: All stretches that overlap it.
        passages: The versions.
    """
    fits: list[Fit] = []
    for version in passages.versions:
        parts = _parts(quotation, rivals, version)
        if quotation.marks is not None and parts:
            parts = _to_the_marks(parts, words, quotation.marks)
        if parts:
            fits.append(Fit(version, parts, _levels(text, words, quotation, parts)))
    if not fits:
        place = quotation.parts[0].passage.places[-1][0]
        fits = [Fit(place, quotation.parts, _levels(text, words, quotation, quotation.parts))]
    top = max(fit.levels for fit in fits)
    return Attribution(tuple(fit for fit in fits if fit.levels == top), tuple(fits))


def _parts(quotation: Quotation, rivals: Sequence[Stretch], version: str) -> tuple[Stretch, ...]:
    """The version's best stretch for each part of the quotation; empty if together they cover too little."""
    found: list[Stretch] = []
    for part in quotation.parts:
        mine = [s for s in rivals if label_of(s, version) and s.start < part.end and part.start < s.end]
        mine += [part] if label_of(part, version) else []
        if mine:
            low, high = quotation.marks or (part.start, part.end)
            best = max(mine, key=lambda s: (_inside(s, low, high), s is part, -s.passage.number))
            clipped = tuple(p for p in best.pairs if low <= p[0] < high)
            if clipped:
                found.append(type(best)(best.passage, clipped, best.score))
    covered = sum(len(s.pairs) for s in found)
    wanted = sum(len(s.pairs) for s in quotation.parts)
    return tuple(found) if covered >= COVER * wanted else ()


#: Words of a passage beyond those of the citing text that are searched for the first and last quoted words.
#: Chosen; no calibration is recorded.
_REACH = 3


def _to_the_marks(
    parts: tuple[Stretch, ...], words: Sequence[Word], marks: tuple[int, int]
) -> tuple[Stretch, ...]:
    """The first and last part extended by words that match up to the quotation marks."""
    keys = [w.key for w in words[marks[0] : marks[1]]]
    out = list(parts)
    for at, before in ((0, True), (-1, False)):
        s = out[at]
        (first, place), (last, behind) = s.pairs[0], s.pairs[-1]
        there = s.passage.keys
        if before:
            here, room = (0, first - marks[0]), (max(0, place - (first - marks[0]) - _REACH), place)
        else:
            here = (last + 1 - marks[0], marks[1] - marks[0])
            room = (behind + 1, min(len(there), behind + 1 + marks[1] - last + _REACH))
        more = [(c + marks[0], p) for run in filled(keys, there, here, room) for c, p in run]
        out[at] = type(s)(s.passage, tuple((*more, *s.pairs) if before else (*s.pairs, *more)), s.score)
    return tuple(out)


def _inside(stretch: Stretch, low: int, high: int) -> float:
    """Weight of matching words inside a window, a gap in the passage costing a little."""
    pairs = [p for p in stretch.pairs if low <= p[0] < high]
    if not pairs:
        return 0.0
    words = stretch.passage.words
    skipped = pairs[-1][1] - pairs[0][1] + 1 - len(pairs)
    return sum(words[p].weight for _, p in pairs) - 0.1 * skipped


def _levels(
    text: str, words: Sequence[Word], quotation: Quotation, parts: Sequence[Stretch]
) -> tuple[float, float, float]:
    said = clean(text[words[quotation.start].start : words[quotation.end - 1].end], parts)
    model = " ".join(
        s.passage.text[s.passage.words[s.pairs[0][1]].start : s.passage.words[s.pairs[-1][1]].end]
        for s in parts
    )
    mine, theirs = token_texts(said), token_texts(model)
    printed = ([t.casefold() for t in mine if is_word(t)], [t.casefold() for t in theirs if is_word(t)])
    marks = ([t.casefold() for t in mine], [t.casefold() for t in theirs])
    return (_similar(*printed), _similar(*marks), _similar(mine, theirs))


def _similar(one: Sequence[str], other: Sequence[str]) -> float:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - loads late

    return round(Indel.normalized_similarity(one, other), 6)


def clean(text: str, parts: Sequence[Stretch]) -> str:
    """Citing words without marks of emphasis and omission, white space folded, words put together over line ends.

    A hyphen at a line end stays where the passage has the word with a hyphen.
    """
    if "-\n" in text:
        hyphened = {w for s in parts for w in token_texts(s.passage.text) if "-" in w}
        text = _BROKEN.sub(lambda m: m[1] + ("-" if f"{m[1]}-{m[2]}" in hyphened else "") + m[2], text)
    return " ".join(_MARKUP.sub("", text).split())


def targets(fit: Fit) -> tuple[str, ...]:
    """Labels a quotation takes a telling share of its words from, in order of the citing text."""
    weights: dict[str, float] = {}
    for part in fit.parts:
        label = label_of(part, fit.version)
        weights[label] = weights.get(label, 0.0) + sum(part.passage.words[p].weight for _, p in part.pairs)
    top = max(weights.values())
    return tuple(label for label, weight in weights.items() if weight >= ALSO * top)
