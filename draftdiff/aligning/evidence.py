"""Why a link was made, in words a delegate can read, with its rival and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.aligning.confidence import HIGHEST, confidence, rivals
from draftdiff.aligning.passages import shares
from draftdiff.alignment import Candidate, Link, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.aligning.coverage import Further
    from draftdiff.aligning.matching import Matching
    from draftdiff.aligning.relations import Related
    from draftdiff.aligning.units import Side

#: From this share of the score on, the surroundings are named as evidence beside the words.
NAMED_SHARE = 0.25
#: Digits of printed figures.
DIGITS = 4


def make_links(matching: Matching, related: Related, old: Side, new: Side) -> tuple[Link, ...]:
    """The links, in order of the new version, then of the old."""
    pairs = matching.pairs
    further = {f.pair: f for f in matching.further}
    pinned = set(matching.pinned.tolist())
    linked = matching.linked
    found: list[tuple[int, int, Link]] = []
    for k, rival in zip(linked.tolist(), rivals(pairs, matching.scores, linked).tolist(), strict=True):
        i, j = int(pairs.old[k]), int(pairs.new[k])
        weight = shares(old.words[i], new.words[j])
        alike = max(further[k].of_old, further[k].of_new) if k in further else float(pairs.similarity[k])
        margin = float(matching.scores[k] - matching.scores[rival]) if rival >= 0 else 1.0
        found.append((j, i, Link(
            old=old.labels[i],
            new=new.labels[j],
            relations=related.of(i, j),
            similarity=round(float(pairs.similarity[k]), DIGITS),
            weight=Weight(old=round(weight[0], DIGITS), new=round(weight[1], DIGITS)),
            confidence=HIGHEST if k in pinned else confidence(alike, margin),
            evidence="set by the user" if k in pinned else _words(matching, k, further.get(k), old, new),
            runner_up=_runner_up(matching, rival, old, new) if rival >= 0 else None,
            pinned=k in pinned,
        )))  # fmt: skip
    return tuple(link for _, _, link in sorted(found, key=lambda row: row[:2]))


def _words(matching: Matching, k: int, further: Further | None, old: Side, new: Side) -> str:
    pairs = matching.pairs
    i, j = int(pairs.old[k]), int(pairs.new[k])
    if further is not None:
        whole = f"{further.of_old:.0%} of {old.labels[i]} and {further.of_new:.0%} of {new.labels[j]}"
        what = (
            "words that another link explains too (near-duplicates, or a chapeau and its items)"
            if further.twin
            else "words that no other link explains"
        )
        return f"{what}: {whole}"
    alike = float(pairs.similarity[k])
    if old.words[i] == new.words[j]:
        return "the same words"
    around = float(matching.scores[k]) - alike
    also = " and what stands around it" if around >= NAMED_SHARE * float(matching.scores[k]) else ""
    return f"words alike to {alike:.0%}{also}"


def _runner_up(matching: Matching, rival: int, old: Side, new: Side) -> Candidate:
    pairs = matching.pairs
    return Candidate(
        old=old.labels[int(pairs.old[rival])],
        new=new.labels[int(pairs.new[rival])],
        similarity=round(float(pairs.similarity[rival]), DIGITS),
        why="the best rival; the links as a whole fit better without it",
    )


def uncertain_pairs(
    matching: Matching, related: Related, old: Side, new: Side, band: tuple[float, float]
) -> Iterator[Candidate]:
    """Pairs of paragraphs that both stayed alone and scored just below a link, best first for each."""
    pairs, (low, high) = matching.pairs, band
    rows = [
        (-float(score), int(j), int(i), float(alike))
        for i, j, score, alike, no in zip(
            pairs.old, pairs.new, matching.scores, pairs.similarity, matching.barred, strict=True
        )
        if low <= score < high and not no and int(i) not in related.heirs and int(j) not in related.sources
    ]
    seen: set[tuple[str, int]] = set()
    for _, j, i, alike in sorted(rows):
        if ("old", i) not in seen and ("new", j) not in seen:
            seen |= {("old", i), ("new", j)}
            why = "some words and the place agree, but too little for a link"
            yield Candidate(old=old.labels[i], new=new.labels[j], similarity=round(alike, DIGITS), why=why)
