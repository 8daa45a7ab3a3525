"""What each stage of the alignment is worth: `align` without it, on histories the model never saw.

    python bench/ablate.py         some minutes of CPU; prints the table, writes bench/out/ablate.json

For each stage of `draftdiff.aligning.matching.STAGES` that can be left out, and each set: links that are other ones
without it, and the F1 that goes with it. The models are those of `bench/left_out.py`. A stage that no set needs goes.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from measuring.outcome import save
from measuring.scores import f1, link_counts
from pair_model.learning import Step, left_out, steps

from draftdiff.aligning.matching import NEEDED, STAGES, match
from draftdiff.aligning.model import Model
from draftdiff.aligning.units import Side, both_sides

Links = set[tuple[str, str]]


def links(sides: tuple[Side, Side], model: Model, without: tuple[str, ...] = ()) -> Links:
    """Labels of what is linked."""
    old, new = sides
    found = match(old, new, model=model, without=without)
    ends = found.pairs.old[found.links].tolist(), found.pairs.new[found.links].tolist()
    return {(old.labels[i], new.labels[j]) for i, j in zip(*ends, strict=True)}


def ablate(known: list[Step], models: dict[str, Model]) -> dict[str, dict[str, dict[str, float]]]:
    """Stage -> set -> links changed, and F1 lost (mean over the steps)."""
    stages = [name for name in STAGES if name not in NEEDED]
    steps_of = Counter(step.set for step in known)
    found: dict[str, dict[str, dict[str, float]]] = {
        name: {of: {"links changed": 0, "F1 lost": 0.0} for of in steps_of} for name in stages
    }
    for step in known:
        sides, model = both_sides(step.case.old, step.case.new), models[step.history]
        whole = links(sides, model)
        before = f1(link_counts(step.case, whole), "links")
        for name in stages:
            row, made = found[name][step.set], links(sides, model, (name,))
            row["links changed"] += len(made ^ whole)
            row["F1 lost"] += (before - f1(link_counts(step.case, made), "links")) / steps_of[step.set]
    return found


def table(found: dict[str, Any]) -> str:
    """As Markdown: a row a stage, a column a set."""
    sets = list(next(iter(found.values())))
    lines = ["| without | " + " | ".join(sets) + " |", "|---" * (len(sets) + 1) + "|"]
    for name, row in found.items():
        cells = [f"{row[of]['links changed']:,}; {row[of]['F1 lost']:+.4f}" for of in sets]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write."""
    known = list(steps())
    found = ablate(known, left_out(known))
    print("links changed; F1 lost\n\n" + table(found))
    save("ablate", found)


if __name__ == "__main__":
    main()
