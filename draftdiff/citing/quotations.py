"""Quotations and near-quotations: which stretches are the resolution's words and not a common phrase, and whose.

A phrase becomes a quotation when it tells enough: its words, weighed by how special they are to one paragraph, sum up
to a threshold. The threshold is lower inside quotation marks and beside a citation of the same paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff.citing.matching import FLOOR, Stretch, score_of, stretches
from draftdiff.citing.telling import tells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.citing.citable import Citables
    from draftdiff.citing.telling import Word

#: Score from which an unmarked stretch is a near-quotation, in telling words. Calibrated on the three bundled citing
#: texts (as recall) and on unrelated resolutions read as citing texts (as false finds): bench/citations_score.py.
UNMARKED = 6.2
#: The same inside quotation marks that the stretch fills, and in a sentence that cites the same paragraph.
#: Chosen; no calibration is recorded.
MARKED, CUED = 3.0, 3.2
#: The same within so many words of a quotation at least so strong: who borrows, borrows more than once.
#: Chosen; no calibration is recorded.
NEAR, NEAR_WORDS, STRONG = 4.6, 12, 9.0
#: Share of a marked quotation's words that must be the passage's. Chosen; no calibration is recorded.
MARKED_SHARE = 0.75
#: Share of a stretch inside quotation marks that makes it a part of that quotation.
#: Chosen; no calibration is recorded.
MOSTLY = 0.8
#: Share of matching words in an unmarked stretch. Chosen; no calibration is recorded.
DENSITY = 0.55
#: Weight of words other than dates, numbers and small words in an unmarked stretch.
#: Chosen; no calibration is recorded.
TELLING = 2.5
#: A weak stretch may join others of the same paragraph's family this close by (words).
#: Chosen; no calibration is recorded.
JOIN_GAP = 9
#: Words taken over without quotation marks are called a quotation, not a near-quotation, when this share of them
#: matches and they are this share of the paragraph's. Chosen; no calibration is recorded.
QUOTE_SHARE, WHOLE = 0.9, 0.6

_MARKS = re.compile(
    r"“(?P<a>[^“”]{3,4000})”|«(?P<b>[^«»]{3,4000})»|„(?P<c>[^„“”]{3,4000})[“”]|《(?P<e>[^《》]{2,400})》"
    r"|(?<!\w)‘(?P<f>[^‘\n]{12,1500}?)’(?!\w)|(?<![\w\"])\"(?P<d>[^\"\n]{3,2000})\"(?!\w)"
)
_SENTENCE = re.compile(
    r"[.!?;。؛][\"”»)\]*_]*(?:\d{1,2}|[¹²³⁴-⁹⁰]{1,2})?(?=\s)|\n[ \t]*\n|\t|\n(?=\s*(?:[-•*]|\(?[a-z\d]{1,3}[.)])\s)|[。；]"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One accepted quotation: one or more stretches of one paragraph's family."""

    parts: tuple[Stretch, ...]
    marked: bool
    score: float
    accepted: bool = True
    """Stands on its own; otherwise it needs a strong neighbour."""
    marks: tuple[int, int] | None = None
    """Words between the quotation marks, all of which are judged, matching or not."""

    @property
    def start(self) -> int:
        """First word in the citing text."""
        return self.marks[0] if self.marks else self.parts[0].start

    @property
    def end(self) -> int:
        """Word after the last."""
        return self.marks[1] if self.marks else self.parts[-1].end


class Bounds:
    """Sentences and quotation marks of the citing text, in words."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        starts = [w.start for w in words]
        ends = {m.end() for m in _SENTENCE.finditer(text)} | _short_lines(text)
        self.breaks = sorted({bisect_left(starts, end) for end in ends})
        self.marked: list[tuple[int, int]] = []
        for match in _MARKS.finditer(text):
            name = match.lastgroup or "a"
            start, end = bisect_left(starts, match.start(name)), bisect_left(starts, match.end(name))
            if end > start:
                self.marked.append((start, end))
        self._edges = sorted(edge for pair in self.marked for edge in pair)

    def sentence(self, word: int) -> tuple[int, int]:
        """First and after-last word of the sentence that holds a word."""
        i = bisect_right(self.breaks, word)
        return (self.breaks[i - 1] if i else 0), (self.breaks[i] if i < len(self.breaks) else 1 << 60)

    def edges(self, start: int, end: int) -> list[int]:
        """Edges of quotation marks strictly inside a stretch of words."""
        return sorted(set(self._edges[bisect_right(self._edges, start) : bisect_left(self._edges, end)]))

    def inner_breaks(self, start: int, end: int) -> list[int]:
        """Sentence breaks strictly inside a stretch of words."""
        return self.breaks[bisect_right(self.breaks, start) : bisect_left(self.breaks, end)]

    def quotes(self, start: int, end: int) -> tuple[int, int] | None:
        """The quotation marks that hold most of a stretch, as words, or None."""
        at = max(0, bisect_right(self.marked, (start, 1 << 60)) - 1)
        for low, high in self.marked[at : at + 3]:
            inside = min(end, high) - max(start, low)
            if inside > 0 and inside >= MOSTLY * (end - start):
                return low, high
        return None


#: A line shorter than this share of the usual full line ends a paragraph, if the next begins with a capital.
#: Chosen; no calibration is recorded.
_SHORT_LINE = 0.7
#: Full lines are no longer than this; longer ones are whole paragraphs. Chosen; no calibration is recorded.
_FULL_LINE = 120


def _short_lines(text: str) -> set[int]:
    """Offsets behind lines that end early: legends, addresses, headings, cells of a table."""
    lines = text.split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    full = min(_FULL_LINE, lengths[len(lengths) * 9 // 10]) if lengths else 0
    out: set[int] = set()
    at = 0
    for line, after in pairwise(lines):
        at += len(line) + 1
        if len(line) < _SHORT_LINE * full and after.lstrip(' \t*_“"(')[:1].isupper():
            out.add(at)
    return out


def find_quotations(
    text: str, words: Sequence[Word], passages: Citables, cued: Sequence[tuple[int, frozenset[str]]] = ()
) -> tuple[list[Quotation], list[Stretch]]:
    """Accepted quotations in order of the citing text, without overlaps, and every stretch that was considered.

    Args:
        text: The citing text.
        words: Its words.
        passages: The versions.
        cued: Word index of each explicit citation and the top-level labels it names.
    """
    bounds = Bounds(text, words)
    everything = stretches(words, passages)
    pieces = [piece for stretch in everything for piece in _split(stretch, bounds, passages)]
    groups = _joined(pieces, bounds)
    judged = [q for q in (_judged(group, bounds, cued) for group in groups) if q is not None]
    strong = sorted((q.start, q.end) for q in judged if q.accepted and q.score >= STRONG)
    return _without_overlaps(q for q in judged if q.accepted or _near(q, strong)), everything


def _near(q: Quotation, strong: Sequence[tuple[int, int]]) -> bool:
    """Close to a strong quotation. `strong` is sorted."""
    if q.score < NEAR:
        return False
    at = bisect_left(strong, (q.start, q.end))
    return any(
        -NEAR_WORDS <= start - q.end <= NEAR_WORDS or -NEAR_WORDS <= q.start - end <= NEAR_WORDS
        for start, end in strong[max(0, at - 3) : at + 3]
    )


def _split(stretch: Stretch, bounds: Bounds, passages: Citables) -> list[Stretch]:
    """A stretch is cut at sentence ends where both sides stand on their own, and at the edges of quotation marks."""
    rest, out = stretch, list[Stretch]()
    edges = set(bounds.edges(stretch.start, stretch.end))
    for at in sorted({*bounds.inner_breaks(stretch.start, stretch.end), *edges}):
        before = tuple(p for p in rest.pairs if p[0] < at)
        after = tuple(p for p in rest.pairs if p[0] >= at)
        if not before or not after:
            continue
        left, right = score_of(before, stretch.passage, passages), score_of(after, stretch.passage, passages)
        needed = UNMARKED
        if at in edges:  # the words inside the marks are a quotation by themselves
            inside_left = bounds.quotes(before[0][0], before[-1][0] + 1) is not None
            needed = MARKED if (left if inside_left else right) >= MARKED else UNMARKED
        if at in edges and needed == MARKED:
            if left >= FLOOR:
                out.append(Stretch(stretch.passage, before, left))
            rest = Stretch(stretch.passage, after, right)
        elif min(left, right) >= needed:
            out.append(Stretch(stretch.passage, before, left))
            rest = Stretch(stretch.passage, after, right)
    return [*out, rest]


def family(stretch: Stretch) -> tuple[str, str]:
    """Version and top-level paragraph of a stretch's first place."""
    version, label = stretch.passage.places[-1]
    return version, _top(label)


def _top(label: str) -> str:
    return label.split("(", 1)[0]


def _joined(pieces: Sequence[Stretch], bounds: Bounds) -> list[tuple[Stretch, ...]]:
    """Each stretch alone, and each run of close weak stretches of one family in one sentence."""
    groups: list[tuple[Stretch, ...]] = [(piece,) for piece in pieces]
    by_family: dict[tuple[str, str], list[Stretch]] = {}
    for piece in pieces:
        for version, label in piece.passage.places:
            by_family.setdefault((version, _top(label)), []).append(piece)
    seen: set[tuple[int, ...]] = set()
    for members in by_family.values():
        run: list[Stretch] = []
        for piece in sorted(members, key=lambda s: (s.start, -s.score)):
            if piece.score >= UNMARKED:
                continue
            far = run and piece.start - run[-1].end > JOIN_GAP
            if run and (far or bounds.inner_breaks(run[-1].start, piece.start + 1)):
                _keep(run, groups, seen)
                run = []
            if any(_same_words(piece, other) for other in run):
                continue
            if run and piece.start < run[-1].end:
                if piece.score > run[-1].score and (len(run) == 1 or piece.start >= run[-2].end):
                    run[-1] = piece
                continue
            run.append(piece)
        _keep(run, groups, seen)
    return groups


def _same_words(one: Stretch, other: Stretch) -> bool:
    """Both use the same words of the same passage: a phrase said twice is no longer quotation."""
    if one.passage is not other.passage:
        return False
    return not {p for _, p in one.pairs}.isdisjoint(p for _, p in other.pairs)


def _keep(run: Sequence[Stretch], groups: list[tuple[Stretch, ...]], seen: set[tuple[int, ...]]) -> None:
    key = tuple(x for s in run for x in (s.passage.number, s.start, s.end))
    if len(run) > 1 and key not in seen:
        seen.add(key)
        groups.append(tuple(run))


def _judged(
    group: tuple[Stretch, ...], bounds: Bounds, cued: Sequence[tuple[int, frozenset[str]]]
) -> Quotation | None:
    score = sum(s.score for s in group)
    start, end = group[0].start, group[-1].end
    matched = sum(len(s.pairs) for s in group)
    marks = bounds.quotes(start, end)
    if marks is not None:
        inside = sum(1 for s in group for a, _ in s.pairs if marks[0] <= a < marks[1])
        if inside >= MARKED_SHARE * (marks[1] - marks[0]) and score >= MARKED:
            return Quotation(group, marked=True, score=score, marks=marks)
    telling = sum(tells(s.passage.words[p]) for s in group for _, p in s.pairs)
    if matched < DENSITY * (end - start) or telling < TELLING:
        return None
    needed = UNMARKED
    if score < UNMARKED and cued:
        low, high = bounds.sentence(start)
        tops = {_top(label) for s in group for _, label in s.passage.places}
        if any(low <= at < high and names & tops for at, names in cued):
            needed = CUED
    return (
        Quotation(group, marked=False, score=score, accepted=score >= needed)
        if score >= min(needed, NEAR)
        else None
    )


def _without_overlaps(found: Iterable[Quotation]) -> list[Quotation]:
    """The best first; a weaker one that shares a third of its words with a better one goes, less is cut off."""
    kept: list[Quotation] = []
    taken: set[int] = set()
    held: dict[int, int] = {}
    for q in sorted(found, key=lambda q: (-q.score, q.start, q.parts[0].passage.number)):
        used = [a for s in q.parts for a, _ in s.pairs]
        shared = sum(1 for a in used if a in taken)
        inside = q.start in held and held[q.start] == held.get(q.end - 1)
        if inside or shared * 3 > len(used):
            continue
        if shared:
            parts = tuple(
                replace(s, pairs=pairs)
                for s in q.parts
                if (pairs := tuple(p for p in s.pairs if p[0] not in taken))
            )
            q = Quotation(parts, q.marked, q.score, marks=q.marks)  # noqa: PLW2901 - the shortened one takes its place
        taken.update(a for s in q.parts for a, _ in s.pairs)
        held.update(dict.fromkeys(range(q.start, q.end), len(kept)))
        kept.append(q)
    return sorted(kept, key=lambda q: q.start)


def label_of(stretch: Stretch, version: str) -> str:
    """Label of a stretch's passage in a version, or ""."""
    return next((label for v, label in stretch.passage.places if v == version), "")
