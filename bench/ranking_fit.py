"""Weights of what comes first, fitted on the labelled "ten first" of other series (`judgement.py` prints the figures).

Five steps of weight; the fit tries whole and half steps around a start of even spacing, one step at a time, and keeps
what finds more paragraphs among the first fifteen and the first ten, and changes nothing without a clear gain: with eleven
steps anything finer would be noise.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from draftdiff_reports.common.ranking import FITTED, Weights, rank_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff import Alignment, Document, Redline

#: Where every fit begins: the order of the steps is judgement, the spacing even.
START = Weights(duty=6.0, force=5.0, reach=3.0, manner=2.0, operative=1.5)
#: What is tried for each weight.
TRIED = {
    "duty": (4.0, 5.0, 6.0, 7.0, 8.0),
    "force": (3.0, 4.0, 5.0, 6.0, 7.0),
    "reach": (1.0, 2.0, 3.0, 4.0, 5.0),
    "manner": (0.5, 1.0, 2.0, 3.0, 4.0),
    "operative": (0.0, 0.5, 1.0, 1.5, 2.0, 3.0),
}
#: Places won that a change of one weight must be worth: one paragraph more or less is chance. Chosen after a fit that
#: took every gain lost three of 98 paragraphs when a series was left out.
GAIN = 2
#: Rounds over all weights; a second one rarely changes anything.
ROUNDS = 2
#: Paragraphs named, which is what the goal counts, and the tighter count that breaks ties.
NAMED, FIRST = 15, 10


#: What reports read.
WEIGHTS = Path(__file__).resolve().parents[1] / "reports" / "draftdiff_reports" / "common" / FITTED


class Judged(NamedTuple):
    """One labelled step with what was found in it."""

    series: str
    old: Document
    new: Document
    alignment: Alignment
    redlines: Sequence[Redline]
    both: frozenset[tuple[str, str]]
    """Paragraphs that both readers put among the ten first."""


def judged(
    step: dict[str, Any], old: Document, new: Document, alignment: Alignment, redlines: Sequence[Redline]
) -> Judged:
    """A step made ready; steps of one `series` are left out together."""
    first, second = ({tuple(entry) for entry in step["readers"][name]["ten"]} for name in ("A", "B"))
    return Judged(step.get("series", step["new"]), old, new, alignment, redlines, frozenset(first & second))


def hits(step: Judged, weights: Weights) -> tuple[int, int]:
    """Paragraphs of both readers among our first fifteen, and among our first ten."""
    order = [(e.old, e.new) for e in rank_step(step.old, step.new, step.alignment, step.redlines, weights)]
    return len(step.both.intersection(order[:NAMED])), len(step.both.intersection(order[:FIRST]))


class Fit:
    """Fits on any choice of steps; what weights find in a step is counted once."""

    def __init__(self, steps: Sequence[Judged]) -> None:
        """All labelled steps."""
        self.steps = steps
        self._known: dict[tuple[int, Weights], tuple[int, int]] = {}

    def score(self, chosen: Iterable[int], weights: Weights) -> tuple[int, int]:
        """What weights find in some of the steps."""
        found = [self._hits(k, weights) for k in chosen]
        return sum(a for a, _ in found), sum(b for _, b in found)

    def _hits(self, number: int, weights: Weights) -> tuple[int, int]:
        key = number, weights
        if key not in self._known:
            self._known[key] = hits(self.steps[number], weights)
        return self._known[key]

    def fitted(self, chosen: Sequence[int]) -> Weights:
        """The weights that find most in some of the steps."""
        best, score = START, self.score(chosen, START)
        for _ in range(ROUNDS):
            for name, values in TRIED.items():
                for value in values:
                    tried = replace(best, **{name: value})
                    found = self.score(chosen, tried)
                    if found[0] >= score[0] and sum(found) >= sum(score) + GAIN:
                        best, score = tried, found
        return best

    def left_out(self) -> tuple[int, int]:
        """What is found in each series by weights fitted on all others, added up."""
        total = (0, 0)
        for series in dict.fromkeys(step.series for step in self.steps):
            inside = [k for k, step in enumerate(self.steps) if step.series == series]
            weights = self.fitted([k for k in range(len(self.steps)) if k not in inside])
            found = self.score(inside, weights)
            total = total[0] + found[0], total[1] + found[1]
        return total


def figures(steps: Sequence[Judged]) -> tuple[dict[str, int], dict[str, float]]:
    """Counts for the bench, and the weights fitted on all steps."""
    fit = Fit(steps)
    everything = range(len(steps))
    weights = fit.fitted(everything)
    developed, out = fit.score(everything, weights), fit.left_out()
    counts = {
        "ten first, of both": sum(len(step.both) for step in steps),
        "ten first, among our fifteen, weights fitted on these steps": developed[0],
        "ten first, among our fifteen, weights fitted without the series": out[0],
        "ten first, among our first ten, weights fitted on these steps": developed[1],
        "ten first, among our first ten, weights fitted without the series": out[1],
    }
    return counts, asdict(weights)


def write_weights(weights: dict[str, float]) -> None:
    """Write the weights that reports use."""
    about = (
        "Weights of what comes first, fitted on the labelled ten first; written by bench/judgement.py --write"
    )
    WEIGHTS.write_text(json.dumps({"about": about, "weights": weights}, indent=1) + "\n", encoding="utf-8")
