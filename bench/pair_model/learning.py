"""Learns the model of pairs (`draftdiff.aligning.model`) from sets with truth, whole or with histories left out.

A history is an act, a UN series, the bundled history, or a synthetic seed in all its languages and noises: what is said of
a history is said by models that saw none of its steps. The second regression learns from what the first says of histories that it has
not seen either; where a history is left out for measuring, it is left out of that inner round too, so nothing leaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from measuring import sets
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from draftdiff.aligning.features import Features, first_features, second_features
from draftdiff.aligning.identical import Identical
from draftdiff.aligning.matching import STAGES, Matching, core
from draftdiff.aligning.model import Model, model_of
from draftdiff.aligning.units import both_sides

Floats = NDArray[np.float64]

#: Where the slope of a feature may change, first and second regression; set by hand at the start and not searched.
BENDS: tuple[dict[str, tuple[float, ...]], ...] = (
    {
        "similarity": (0.1, 0.25, 0.5),
        "covered most": (0.25, 0.5),
        "covered least": (0.05, 0.15, 0.3),
        "rare grams": (2.0, 3.5),
        "opening": (0.3,),
        "neighbour most": (0.3,),
        "place": (0.1,),
    },
    {
        "similarity": (0.1, 0.25, 0.5),
        "covered most": (0.25, 0.5),
        "covered least": (0.05, 0.15, 0.3),
        "rare grams": (2.0, 3.5),
        "opening": (0.3,),
        "neighbour most": (0.3,),
        "place": (0.1,),
        "first": (-3.0, 0.0, 3.0),
        "left most": (0.15, 0.3),
        "left least": (0.05, 0.15),
        "left both": (0.1, 0.2, 0.35),
        "left grams": (2.0, 3.0, 4.0),
        "displaced": (0.7,),
    },
)
#: Inverse strength of the penalty on slopes, over standardised columns; 0.1 was the other value tried.
PENALTY = 1.0
#: Weight of a synthetic pair in training beside 1 of a real one: they are many, and all of one kind. 0.5 was tried
#: too: on histories left out EU acts moved by less than a hundredth either way.
SYNTHETIC_WEIGHT = 0.1
#: Groups the histories are dealt into for measuring: those of a group leave the training together, which is harder than
#: one at a time. And groups of the inner round.
OUTER, INNER = 8, 5
EU_SETS = ("eu", "eu more")
SYNTHETIC_NOISES = ("", " noise 2%")
#: Digits of the figures that are written.
DIGITS = 6


@dataclass(slots=True)
class Step:
    """One pair of versions with its candidates and their truth."""

    set: str
    history: str
    case: sets.Case
    found: Matching
    first: Features
    true: NDArray[np.bool_]
    judged: NDArray[np.bool_]
    """Pairs the truth says something of."""

    @property
    def learned(self) -> NDArray[np.bool_]:
        """Pairs to learn from: a given link is not decided by the model."""
        return self.judged & ~self.found.space.is_given

    @property
    def weight(self) -> float:
        """Of each of its pairs."""
        return SYNTHETIC_WEIGHT if self.set.startswith("synthetic") else 1.0


def steps() -> Iterator[Step]:
    """All steps with full truth; of the synthetic ones those without noise and with 2%."""
    wanted = {"bundled", "un read", "un more", *EU_SETS}
    wanted |= {f"synthetic {language}{noise}" for language in sets.LANGUAGES for noise in SYNTHETIC_NOISES}
    for name, found in sets.cases():
        if name in wanted:
            yield from (_step(name, case) for case in found)


def _step(name: str, case: sets.Case) -> Step:
    old, new = both_sides(case.old, case.new)
    nothing: Any = None
    found = Matching(old=old, new=new, pins=(), forbidden=(), model=nothing, same=Identical(old, new))
    for stage, act in STAGES.items():
        act(found)
        if stage == "candidates":
            break
    pairs = found.pairs
    keys = [
        (old.labels[i], new.labels[j]) for i, j in zip(pairs.old.tolist(), pairs.new.tolist(), strict=True)
    ]
    judged = [(i in case.judged_old or j in case.judged_new) and (i, j) not in case.disputed for i, j in keys]
    true = np.array([key in case.links for key in keys], dtype=bool)
    return Step(
        name,
        history_of(name, case.name),
        case,
        found,
        first_features(found.space),
        true,
        np.array(judged, dtype=bool),
    )


def history_of(name: str, case: str) -> str:
    """The series, act or seed a step belongs to; a seed's languages and noises belong together."""
    if name.startswith("synthetic"):
        return f"synthetic {case.rpartition(' ')[2]}"
    if name in ("un", "un read"):
        return case.partition("_A_RES")[0].partition("_S_RES")[0]
    return case if name in (*EU_SETS, "un more") else name


def folds(histories: Iterable[str], number: int) -> list[set[str]]:
    """Groups of histories that leave the training together."""
    known = sorted(set(histories))
    return [set(known[k::number]) for k in range(min(number, len(known)))]


def learn(known: list[Step]) -> dict[str, Any]:
    """The figures of both regressions, as `model_of` reads them."""
    first = _fit([step.first for step in known], known, BENDS[0])
    inner: list[Floats] = [np.zeros(0)] * len(known)
    for fold in folds((step.history for step in known), INNER):
        rest = [step for step in known if step.history not in fold]
        guess = _regression(_fit([step.first for step in rest], rest, BENDS[0]))
        for k, step in enumerate(known):
            if step.history in fold:
                inner[k] = guess.log_odds(step.first)
    tables = [step.first | _second(step, odds) for step, odds in zip(known, inner, strict=True)]
    return {
        "first": first,
        "second": _fit(tables, known, BENDS[1]),
        "right before the search": _given_right(known),
    }


def _second(step: Step, odds: Floats) -> Features:
    step.found.odds = [odds]
    core(step.found)
    return second_features(step.found.space, odds, step.found.core)


def _regression(data: dict[str, Any]) -> Any:
    none = {"intercept": 0.0, "features": {}}
    return model_of(
        {"first": data, "second": none, "right before the search": {"identical": 1, "settled": 1}}
    ).first


def _given_right(known: list[Step]) -> dict[str, float]:
    """Share of links made before the search that are right, by kind; one more wrong than were found (Laplace)."""
    counts = {"identical": [1, 0], "settled": [1, 0]}
    for step in known:
        found = step.found
        for kind, olds, news in (
            ("identical", *found.fixed.T),
            ("settled", found.settled.old, found.settled.new),
        ):
            at = found.pairs.find(olds, news)
            at = at[step.judged[at]]
            counts[kind][0] += int((~step.true[at]).sum())
            counts[kind][1] += len(at)
    return {kind: round(min(1 - wrong / (total + 2), 0.999), 4) for kind, (wrong, total) in counts.items()}


def _fit(tables: list[Features], known: list[Step], bends: dict[str, tuple[float, ...]]) -> dict[str, Any]:
    """One regression. Newton's method ends at the one minimum there is, so that anybody gets the same figures."""
    names = list(tables[0])
    columns = [(name, bend) for name in names for bend in (None, *bends.get(name, ()))]
    rows = [step.learned for step in known]
    matrix = np.empty((sum(int(row.sum()) for row in rows), len(columns)))
    at = 0
    for table, row in zip(tables, rows, strict=True):
        size = int(row.sum())
        for k, (name, bend) in enumerate(columns):
            value = np.asarray(table[name], dtype=float)[row]
            matrix[at : at + size, k] = value if bend is None else np.maximum(value - bend, 0)
        at += size
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0)
    spread[spread == 0] = 1.0
    truth = np.concatenate([step.true[row] for step, row in zip(known, rows, strict=True)])
    weights = np.concatenate(
        [np.full(int(row.sum()), step.weight) for step, row in zip(known, rows, strict=True)]
    )
    model = LogisticRegression(C=PENALTY, solver="newton-cholesky", tol=1e-8, max_iter=100)
    model.fit((matrix - mean) / spread, truth, sample_weight=weights)
    slopes = model.coef_[0] / spread
    found: dict[str, Any] = {
        name: {"bends": list(bends.get(name, ())), "slopes": [], "mean": 0.0} for name in names
    }
    for (name, _), slope, middle in zip(columns, slopes, mean, strict=True):
        found[name]["slopes"].append(round(float(slope), DIGITS))
        found[name]["mean"] = round(found[name]["mean"] + float(slope * middle), DIGITS)
    intercept = float(model.intercept_[0] - (slopes * mean).sum())
    return {"intercept": round(intercept, DIGITS), "features": found}


def left_out(known: list[Step], note: Callable[[str], None] = lambda _: None) -> dict[str, Model]:
    """History -> a model that saw no step of it."""
    found: dict[str, Model] = {}
    for fold in folds((step.history for step in known), OUTER):
        model = model_of(learn([step for step in known if step.history not in fold]))
        found |= dict.fromkeys(fold, model)
        note(", ".join(sorted(fold)))
    return found
