"""Scores of predicted links, as counts that add up over the cases of a set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from measuring.sets import Case

Pair = tuple[str, str]


def ratio(part: int, whole: int) -> float:
    """Share `part` / `whole`; 1 where there was nothing to find."""
    return part / whole if whole else 1.0


def f1(counts: Counter[str], name: str) -> float:
    """F1 of right, predicted and true counts of a name."""
    total = counts[f"{name} predicted"] + counts[f"{name} true"]
    return ratio(2 * counts[f"{name} right"], total)


def link_counts(case: Case, predicted: set[Pair]) -> Counter[str]:
    """Links, split and merge links, insertions and deletions of one case; partial truth: recall and contradictions."""
    if case.partial:
        known_old, known_new = {old for old, _ in case.links}, {new for _, new in case.links}
        against = {link for link in predicted - case.links if link[0] in known_old or link[1] in known_new}
        return Counter(
            {"links right": len(case.links & predicted), "links true": len(case.links), "contradictions": len(against),
             "links made": len(predicted)}
        )  # fmt: skip
    judged = {
        link for link in predicted - case.disputed if link[0] in case.judged_old or link[1] in case.judged_new
    }
    counts = _counts("links", judged, case.links)
    many_true, many = in_groups(case.links), in_groups(judged)
    counts["split and merge found"] = len(many_true & judged)
    counts["split and merge true"] = len(many_true)
    counts["split and merge right"] = len(many & case.links)
    counts["split and merge predicted"] = len(many)
    for name, place, labels in (("deleted", 0, case.old.labels()), ("inserted", 1, case.new.labels())):
        judged_here = case.judged_old if place == 0 else case.judged_new
        alone = {
            label
            for label in labels
            if label in judged_here and label not in {link[place] for link in judged}
        }
        truth = {
            label
            for label in labels
            if label in judged_here and label not in {link[place] for link in case.links}
        }
        counts += _counts(name, alone, truth)
    return counts


def in_groups(links: Iterable[Pair]) -> set[Pair]:
    """Links that share a paragraph with another link: splits and merges."""
    known = set(links)
    olds, news = Counter(old for old, _ in known), Counter(new for _, new in known)
    return {link for link in known if olds[link[0]] > 1 or news[link[1]] > 1}


def relation_counts(case: Case, predicted: dict[Pair, frozenset[str]]) -> Counter[str]:
    """Moves, and whole sets of relations where the truth has them. Moves are scored outside splits and merges."""
    counts: Counter[str] = Counter()
    if case.moved is not None:
        unscored = in_groups(case.links) | case.either
        moved = {link for link, names in predicted.items() if "moved" in names and link not in unscored}
        counts += _counts("moved", moved, case.moved - unscored)
    if case.relations:
        counts["relations true"] = len(case.relations)
        counts["relations right"] = sum(
            predicted.get(link) == names for link, names in case.relations.items()
        )
    return counts


def _counts(name: str, predicted: Iterable[object], truth: Iterable[object]) -> Counter[str]:
    made, real = set(predicted), set(truth)
    return Counter(
        {f"{name} right": len(made & real), f"{name} predicted": len(made), f"{name} true": len(real)}
    )
