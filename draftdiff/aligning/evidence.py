"""Why a link was made, in words a delegate can read, with its rival and how sure it is."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.judging import MIN_MOVED
from draftdiff.aligning.matching import MIN_SCORE
from draftdiff.aligning.passages import Passage, Passages, shares
from draftdiff.alignment import Candidate, Link, Weight

if TYPE_CHECKING:
    from draftdiff.aligning.coverage import Further
    from draftdiff.aligning.judging import Judged
    from draftdiff.aligning.matching import Matching
    from draftdiff.aligning.relations import Related
    from draftdiff.aligning.units import Side

#: From this share of the score on, the surroundings are named as evidence beside the words.
NAMED_SHARE = 0.25
#: Digits of printed figures.
DIGITS = 4
#: Of a link between paragraphs of the same words.
WHOLE = Weight(old=1.0, new=1.0)
#: Pairs of lonely paragraphs that score this close below a link are reported as uncertain.
UNCERTAIN_BAND = 0.06
RIVAL = "the best rival; the links as a whole fit better without it"
TOO_LITTLE = "some words or the place agree, but too little for a link"
TOO_CLOSE = "too close to call: a rival is as good"


def make_links(
    matching: Matching, judged: list[Judged], related: Related, old: Side, new: Side
) -> tuple[Link, ...]:
    """The links, in order of the new version, then of the old."""
    pairs = matching.pairs
    pinned = set(matching.pinned.tolist())
    at = np.array([row.pair for row in judged], dtype=np.int64)
    alike, scores = pairs.similarity[at].tolist(), matching.scores[at].tolist()
    olds, news = Passages(old.words), Passages(new.words)
    found: list[tuple[int, int, Link]] = []
    for row, i, j, similarity, score in zip(
        judged, pairs.old[at].tolist(), pairs.new[at].tolist(), alike, scores, strict=True
    ):
        rival, is_pin = row.rival, row.pair in pinned
        found.append((j, i, Link(
            old=old.labels[i],
            new=new.labels[j],
            relations=related.of(i, j),
            similarity=round(similarity, DIGITS),
            weight=WHOLE if old.words[i] == new.words[j] else _weight(olds[i], news[j]),
            confidence=row.confidence,
            evidence="set by the user" if is_pin else _words(i, j, similarity, score, row.further, old, new),
            runner_up=_candidate(matching, rival, old, new, RIVAL) if rival >= 0 else None,
            pinned=is_pin,
        )))  # fmt: skip
    return tuple([link for _, _, link in sorted(found, key=itemgetter(0, 1))])


def _weight(old: Passage, new: Passage) -> Weight:
    weight = shares(old, new)
    return Weight(old=round(weight[0], DIGITS), new=round(weight[1], DIGITS))


def _words(
    i: int, j: int, similarity: float, score: float, further: Further | None, old: Side, new: Side
) -> str:
    if further is not None:
        whole = f"{further.of_old:.0%} of {old.labels[i]} and {further.of_new:.0%} of {new.labels[j]}"
        what = (
            "words that another link explains too (near-duplicates, or a chapeau and its items)"
            if further.twin
            else "words that no other link explains"
        )
        return f"{what}: {whole}"
    if old.words[i] == new.words[j]:
        return "the same words"
    also = " and what stands around it" if score - similarity >= NAMED_SHARE * score else ""
    return f"words alike to {similarity:.0%}{also}"


def _candidate(matching: Matching, k: int, old: Side, new: Side, why: str) -> Candidate:
    pairs = matching.pairs
    return Candidate(
        old=old.labels[int(pairs.old[k])],
        new=new.labels[int(pairs.new[k])],
        similarity=round(float(pairs.similarity[k]), DIGITS),
        why=why,
    )


def uncertain_pairs(
    matching: Matching, doubtful: list[int], related: Related, old: Side, new: Side
) -> tuple[Candidate, ...]:
    """Pairs the aligner abstains from (`doubtful`), and pairs of lonely paragraphs that scored just below a link.

    The latter one for each paragraph, the best; in order of the new version, then of the old.
    """
    pairs, scores = matching.pairs, matching.scores
    found = {k: TOO_LITTLE if pairs.similarity[k] < MIN_MOVED else TOO_CLOSE for k in doubtful}
    near = (scores >= MIN_SCORE - UNCERTAIN_BAND) & (scores < MIN_SCORE) & ~matching.barred
    alone = [
        k for k in np.flatnonzero(near).tolist() if _lonely(int(pairs.old[k]), int(pairs.new[k]), related)
    ]
    seen: set[tuple[str, int]] = set()
    for k in sorted(alone, key=lambda k: (-scores[k].round(9), abs(int(pairs.old[k] - pairs.new[k])), k)):
        ends = ("old", int(pairs.old[k])), ("new", int(pairs.new[k]))
        if seen.isdisjoint(ends):
            seen.update(ends)
            found.setdefault(k, TOO_LITTLE)
    order = sorted(found, key=lambda k: (int(pairs.new[k]), int(pairs.old[k])))
    return tuple(_candidate(matching, k, old, new, found[k]) for k in order)


def _lonely(i: int, j: int, related: Related) -> bool:
    return i not in related.heirs and j not in related.sources
