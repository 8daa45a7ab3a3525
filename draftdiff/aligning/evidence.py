"""Why a link was made, in words a delegate can read, with its rival and how sure it is."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from draftdiff.aligning.matching import EVEN
from draftdiff.aligning.passages import Passage, Passages, shares
from draftdiff.alignment import Candidate, Link, Weight, with_roles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.matching import Matching
    from draftdiff.aligning.relations import Related

#: When a figure of a pair is worth a word: likeness of the openings, share of the common words that no third paragraph
#: has, and how much likelier a link must be than its best rival not to have one near. Chosen; they change no result.
ALIKE, THEIR_OWN, NEAR = 0.8, 0.25, 0.2
#: A link this likely needs no more than its words. Chosen; it changes no result.
SURE = 0.99
#: Digits of printed figures; changes no result.
DIGITS = 4
#: Of a link between paragraphs of the same words.
WHOLE = Weight(old=1.0, new=1.0)
#: Pairs of paragraphs without a link that are at least this likely are reported as uncertain. Chosen: of three such one is right.
WORTH_A_LOOK = 0.3
RIVAL = "the best rival; the links as a whole fit better without it"
TOO_LITTLE = "some words or the place agree, but too little for a link"
TOO_CLOSE = "too close to call: a rival is as good"


def make_links(matching: Matching, related: Related) -> tuple[Link, ...]:
    """The links, in order of the new version, then of the old."""
    pairs, old, new = matching.pairs, matching.old, matching.new
    pinned = set(matching.pinned.tolist())
    olds, news = Passages(old.words), Passages(new.words)
    found: list[tuple[int, int, Link]] = []
    found_reasons = reasons(matching)
    for k, rival, why in zip(matching.links.tolist(), rivals(matching).tolist(), found_reasons, strict=True):
        i, j, is_pin = int(pairs.old[k]), int(pairs.new[k]), k in pinned
        found.append((j, i, Link(
            old=old.labels[i],
            new=new.labels[j],
            relations=related.of(i, j),
            similarity=round(float(pairs.similarity[k]), DIGITS),
            weight=WHOLE if old.words[i] == new.words[j] else _weight(olds[i], news[j]),
            confidence=round(float(matching.chance[k]), 3),
            evidence="set by the user" if is_pin else _words(matching, k, why),
            runner_up=_candidate(matching, rival, RIVAL) if rival >= 0 else None,
            pinned=is_pin,
        )))  # fmt: skip
    return with_roles([link for _, _, link in sorted(found, key=itemgetter(0, 1))])


def rivals(matching: Matching) -> NDArray[np.int64]:
    """For each link the likeliest other pair of either paragraph that is no link itself, or -1."""
    pairs, linked = matching.pairs, matching.links
    free = np.ones(len(pairs.old), dtype=bool)
    free[linked] = False
    at = np.flatnonzero(free & (pairs.shared > 0))
    # Equal ones: the pair nearer to the diagonal, whichever version is called old.
    order = at[np.lexsort((-np.abs(pairs.old[at] - pairs.new[at]), matching.odds[-1][at].round(6)))]
    rank = np.full(len(pairs.old) + 1, -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    best_old, best_new = (np.full(len(side), -1, dtype=np.int64) for side in (matching.old, matching.new))
    # In order of rank, so that the last one written is the best. The rank of -1, for none, is -1.
    best_old[pairs.old[order]] = order
    best_new[pairs.new[order]] = order
    of_old, of_new = best_old[pairs.old[linked]], best_new[pairs.new[linked]]
    return np.where(rank[of_new] > rank[of_old], of_new, of_old)


def _weight(old: Passage, new: Passage) -> Weight:
    weight = shares(old, new)
    return Weight(old=round(weight[0], DIGITS), new=round(weight[1], DIGITS))


def _words(matching: Matching, k: int, why: str) -> str:
    i, j = int(matching.pairs.old[k]), int(matching.pairs.new[k])
    if matching.old.words[i] == matching.new.words[j]:
        return "the same words"
    return f"words alike to {matching.pairs.similarity[k]:.0%}{why}"


def reasons(matching: Matching) -> list[str]:
    """For each link that is not nearly certain what is true of it beside its words, for it and against it.

    As the end of a sentence; "" for the others.
    """
    if len(matching.features) < 2:  # the second guess was left out
        return [""] * len(matching.links)
    words, light = ({name: row[matching.links] for name, row in each.items()} for each in matching.features)
    ends = [end[matching.links] for end in (matching.pairs.old, matching.pairs.new)]
    alone = [
        np.bincount(end)[end] == 1 for end in ends
    ]  # beside a split or merge the near one is the other part
    out: list[str] = []
    for at, k in enumerate(matching.links.tolist()):
        if matching.chance[k] >= SURE:
            out.append("")
            continue
        crossed = round(float(np.expm1(light["displaced"][at])))
        good = [
            said
            for said, holds in (
                ("some of them in no other paragraph", words["own share"][at] >= THEIR_OWN),
                ("they open alike", words["opening"][at] >= ALIKE),
                ("a paragraph beside them continues too", light["guess beside most"][at] >= EVEN),
            )
            if holds
        ]
        rival = light["first lead least"][at] < NEAR and alone[0][at] and alone[1][at]
        bad = ["a rival is near"] if rival else []
        bad += [f"it crosses {crossed} other link{'s' if crossed > 1 else ''}"] if crossed else []
        out.append("".join(f", {said}" for said in good) + (f"; but {' and '.join(bad)}" if bad else ""))
    return out


def _candidate(matching: Matching, k: int, why: str) -> Candidate:
    pairs = matching.pairs
    return Candidate(
        old=matching.old.labels[int(pairs.old[k])],
        new=matching.new.labels[int(pairs.new[k])],
        similarity=round(float(pairs.similarity[k]), DIGITS),
        why=why,
    )


def uncertain_pairs(matching: Matching, related: Related) -> tuple[Candidate, ...]:
    """Pairs the aligner abstains from, and the likeliest pair of paragraphs that stay alone, one for each of them.

    In order of the new version, then of the old.
    """
    pairs, chance = matching.pairs, matching.chance
    found = {k: TOO_CLOSE for pair, others in matching.tied.items() for k in (pair, *others)}
    near = np.flatnonzero((chance >= WORTH_A_LOOK) & ~np.isin(np.arange(len(chance)), matching.links))
    seen: set[tuple[str, int]] = set()
    for k in near[np.lexsort((np.abs(pairs.old - pairs.new)[near], -chance[near].round(6)))].tolist():
        i, j = int(pairs.old[k]), int(pairs.new[k])
        alone = i not in related.heirs and j not in related.sources
        if alone and seen.isdisjoint(ends := {("old", i), ("new", j)}):
            seen.update(ends)
            found.setdefault(k, TOO_LITTLE if chance[k] < EVEN else TOO_CLOSE)
    order = sorted(found, key=lambda k: (int(pairs.new[k]), int(pairs.old[k])))
    return tuple(_candidate(matching, k, found[k]) for k in order)
