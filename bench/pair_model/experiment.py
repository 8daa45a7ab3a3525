"""Measures the pair model on histories left out of its training; see the package for command, protocol and figures."""

from __future__ import annotations

import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from measuring import sets
from measuring.outcome import save
from measuring.scores import in_groups, ratio
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from pair_model.features import (
    BENDS,
    SECOND_BENDS,
    Candidates,
    Floats,
    candidates,
    first_features,
    second_features,
    table,
)

#: Inverse strength of the penalty on coefficients, over standardised columns; 0.1 was the other value tried.
PENALTY = 1.0
#: Weight of a synthetic pair in training beside 1 of a real one: they are many, and all of one kind.
SYNTHETIC_WEIGHT = 0.1
#: Probability from which a pair is a link; 0.4 and 0.45 were tried too.
THRESHOLD = 0.5
#: Folds the EU acts are dealt into: those of a fold leave the training together.
EU_FOLDS = 9
EU_SETS = ("eu", "eu more")
SYNTHETIC_NOISES = ("", " noise 2%")


@dataclass(frozen=True, slots=True)
class Step:
    """One pair of versions with its candidates and their truth."""

    set: str
    history: str
    case: sets.Case
    of: Candidates
    keys: list[tuple[str, str]]
    """Labels of each candidate pair."""
    true: NDArray[np.bool_]
    judged: NDArray[np.bool_]
    """Pairs the truth says something of."""

    @property
    def synthetic(self) -> bool:
        """Whether a program wrote it."""
        return self.set.startswith("synthetic")

    @property
    def learned(self) -> NDArray[np.bool_]:
        """Pairs to learn from: a given link is not decided by the model."""
        return self.judged & ~self.of.is_given


def steps() -> Iterator[Step]:
    """All steps with full truth; of the synthetic ones those without noise and with 2%."""
    wanted = {"bundled", "un read", *EU_SETS}
    wanted |= {f"synthetic {language}{noise}" for language in sets.LANGUAGES for noise in SYNTHETIC_NOISES}
    for name, found in sets.cases():
        if name in wanted:
            yield from (_step(name, case) for case in found)


def _step(name: str, case: sets.Case) -> Step:
    of = candidates(case.old, case.new)
    old, new = of.old.labels, of.new.labels
    keys = [(old[i], new[j]) for i, j in zip(of.pairs.old.tolist(), of.pairs.new.tolist(), strict=True)]
    judged = [(i in case.judged_old or j in case.judged_new) and (i, j) not in case.disputed for i, j in keys]
    true = np.array([key in case.links for key in keys], dtype=bool)
    return Step(name, _history(name, case.name), case, of, keys, true, np.array(judged, dtype=bool))


def _history(name: str, case: str) -> str:
    """The series, act or seed a step belongs to; a seed's languages and noises belong together."""
    if name.startswith("synthetic"):
        return f"synthetic {case.rpartition(' ')[2]}"
    if name == "un read":
        return case.partition("_A_RES")[0].partition("_S_RES")[0]
    return case if name in EU_SETS else name


def folds(known: list[Step]) -> list[set[str]]:
    """Histories that leave the training together: EU acts by twos and threes, else one real history; a seed with each."""
    histories = sorted({step.history for step in known})
    acts = [name for name in histories if name.startswith("eu-")]
    seeds = [name for name in histories if name.startswith("synthetic ")]
    found = [{name} for name in histories if name not in acts and name not in seeds]
    found += [set(acts[k::EU_FOLDS]) for k in range(min(EU_FOLDS, len(acts)))]
    for fold, seed in zip(found, seeds, strict=False):
        fold.add(seed)
    return found


def left_out(known: list[Step], tables: list[Floats]) -> list[Floats]:
    """Probability of every candidate pair by a model that saw no step of its history."""
    out = [np.zeros(len(step.keys)) for step in known]
    for fold in folds(known):
        rest = [k for k, step in enumerate(known) if step.history not in fold]
        model = _fit([known[k] for k in rest], [tables[k] for k in rest])
        for k, step in enumerate(known):
            if step.history in fold:
                out[k] = model.predict_proba(tables[k])[:, 1]
    return out


def _fit(known: list[Step], tables: list[Floats]) -> Any:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=300))
    rows = [step.learned for step in known]
    weights = [
        np.full(row.sum(), SYNTHETIC_WEIGHT if step.synthetic else 1.0)
        for step, row in zip(known, rows, strict=True)
    ]
    columns = np.concatenate([matrix[row] for matrix, row in zip(tables, rows, strict=True)])
    truth = np.concatenate([step.true[row] for step, row in zip(known, rows, strict=True)])
    with warnings.catch_warnings():
        # Close enough after 300 rounds.
        warnings.simplefilter("ignore")
        return model.fit(columns, truth, logisticregression__sample_weight=np.concatenate(weights))


def score(known: list[Step], chances: list[Floats]) -> dict[str, dict[str, float]]:
    """Figures of each set; F1 is the mean over steps, splits and merges are counted over all of them."""
    steps_f1: dict[str, list[float]] = defaultdict(list)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for step, chance in zip(known, chances, strict=True):
        linked = np.flatnonzero((step.of.is_given | (chance >= THRESHOLD)) & step.judged)
        made, real = {step.keys[k] for k in linked}, set(step.case.links)
        many, made_many = in_groups(real), in_groups(made)
        counts = {
            "true": len(many),
            "found": len(many & made),
            "made": len(made_many),
            "right": len(made_many & real),
        }
        for name in {step.set, "EU together"} if step.set in EU_SETS else {step.set}:
            steps_f1[name].append(2 * len(made & real) / (len(made) + len(real)))
            groups[name] += Counter(counts)
    return {
        name: {
            "steps": len(found),
            "links F1": float(np.mean(found)),
            "least F1": min(found),
            "split/merge R": ratio(groups[name]["found"], groups[name]["true"]),
            "split/merge P": ratio(groups[name]["right"], groups[name]["made"]),
        }
        for name, found in steps_f1.items()
    }


def _print(title: str, rows: dict[str, dict[str, float]]) -> None:
    print(f"\n{title}\n\n| set | {' | '.join(next(iter(rows.values())))} |\n|---|---|---|---|---|---|")
    for name, row in sorted(rows.items()):
        print(
            f"| {name} | {row['steps']} | {' | '.join(f'{value:.4f}' for value in list(row.values())[1:])} |"
        )
    sys.stdout.flush()


def main() -> None:
    """Measure both stages and print their tables."""
    known = list(steps())
    tables = [table(first_features(step.of), BENDS) for step in known]
    first = left_out(known, tables)
    stages = {"first stage": score(known, first)}
    _print("first stage", stages["first stage"])
    for k, (step, chance) in enumerate(zip(known, first, strict=True)):
        tables[k] = np.concatenate([tables[k], table(second_features(step.of, chance), SECOND_BENDS)], axis=1)
    stages["second stage"] = score(known, left_out(known, tables))
    _print("second stage", stages["second stage"])
    save("pair_model", stages)


if __name__ == "__main__":
    main()
