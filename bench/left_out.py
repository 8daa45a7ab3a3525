"""Links of `align` when the model never saw the history that is measured, beside the hand-set rules it replaced.

    python bench/left_out.py              about two minutes of CPU; prints the table, writes bench/out/left_out.json

Histories (an act, a UN series, a synthetic seed in all languages) are dealt into groups; those of a group leave the training
together, in the inner round as well, and `align` then runs with what the others taught. The rules' figures are recorded in
`bench/recorded_rules.json`; they had the six EU acts and the UN steps read as their development sets, so there the comparison
flatters them. The interval is a paired bootstrap over histories: how much the mean difference may owe to which
histories there are.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from measuring.calibration import calibration, calibration_table
from measuring.outcome import save
from measuring.scores import f1, link_counts, ratio
from pair_model.learning import EU_SETS, Step, left_out, steps

from draftdiff.aligning.pipeline import align_documents
from draftdiff.alignment import Alignment

RECORDED = Path(__file__).with_name("recorded_rules.json")
#: Draws of the bootstrap, and the part of them inside the interval.
DRAWS, INSIDE = 2000, 0.95


def interval(differences: dict[str, list[float]], seed: int = 0) -> tuple[float, float]:
    """Bounds of the mean difference over steps, histories drawn with replacement."""
    chance = np.random.default_rng(seed)
    totals = np.array([[sum(row), len(row)] for row in differences.values()])
    drawn = totals[chance.integers(0, len(totals), (DRAWS, len(totals)))].sum(axis=1)
    means = drawn[:, 0] / drawn[:, 1]
    low, high = np.quantile(means, [(1 - INSIDE) / 2, (1 + INSIDE) / 2])
    return float(low), float(high)


def figures(known: list[Step], scores: dict[str, Counter[str]], recorded: dict[str, float]) -> dict[str, Any]:
    """Of one set: F1 (mean over steps), splits and merges, the recorded rules and the difference."""
    total = sum((scores[_name(step)] for step in known), Counter[str]())
    made = {_name(step): f1(scores[_name(step)], "links") for step in known}
    row: dict[str, Any] = {
        "steps": len(known),
        "histories": len({step.history for step in known}),
        "links F1": float(np.mean(list(made.values()))),
        "least F1": min(made.values()),
        "split/merge R": ratio(total["split and merge found"], total["split and merge true"]),
        "split/merge P": ratio(total["split and merge right"], total["split and merge predicted"]),
    }
    if made.keys() <= recorded.keys():
        by_history: dict[str, list[float]] = {}
        for step in known:
            name = _name(step)
            by_history.setdefault(step.history, []).append(made[name] - recorded[name])
        row["rules F1"] = float(np.mean([recorded[name] for name in made]))
        row["from"], row["to"] = interval(by_history)
    return row


def _name(step: Step) -> str:
    return f"{step.set}: {step.case.name}"


def table(rows: dict[str, dict[str, Any]]) -> str:
    """The rows as Markdown."""
    lines = [
        "| set | steps | F1 left out | least | split/merge R | split/merge P | recorded rules F1 | difference, 95 % interval |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, row in rows.items():
        cells = [f"{row[key]:.4f}" for key in ("links F1", "least F1", "split/merge R", "split/merge P")]
        if "rules F1" in row:
            gain = row["links F1"] - row["rules F1"]
            cells += [f"{row['rules F1']:.4f}", f"{gain:+.4f} ({row['from']:+.4f} to {row['to']:+.4f})"]
        lines.append(f"| {name} | {row['steps']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write."""
    known = list(steps())
    models = left_out(known)
    scores: dict[str, Counter[str]] = {}
    sure: list[tuple[float, bool]] = []
    for step in known:
        case = step.case
        made = align_documents(case.old, case.new, None, None, model=models[step.history])
        scores[_name(step)] = link_counts(case, {(link.old, link.new) for link in made.links})
        if step.weight == 1.0:
            sure += _stated(step, made)
    recorded: dict[str, float] = json.loads(RECORDED.read_text("utf-8"))["links F1"]
    sets = {step.set: [other for other in known if other.set == step.set] for step in known}
    sets = {"EU together": [step for step in known if step.set in EU_SETS], **sets}
    rows = {name: figures(found, scores, recorded) for name, found in sets.items() if found}
    print(table(rows))
    print("\nof the real sets, left out:\n\n" + calibration_table(stated := calibration(sure)))
    save("left_out", {"sets": rows, "calibration": stated})


def _stated(step: Step, made: Alignment) -> list[tuple[float, bool]]:
    case = step.case
    return [
        (link.confidence, (link.old, link.new) in case.links)
        for link in made.links
        if (link.old in case.judged_old or link.new in case.judged_new)
        and (link.old, link.new) not in case.disputed
    ]


if __name__ == "__main__":
    main()
