"""Quality of the alignment and of the word diff on sets with truth, with baselines in the same run.

    python bench/quality.py                    one table, and bench/out/quality.json
    python bench/quality.py --sets eu,un       some sets
    python bench/quality.py --no-baselines     ours alone
    python bench/quality.py --compact          also writes bench/results.json, the figures the documentation quotes

Every figure stands on counts, which are in the JSON. Baselines make links only; word-level scores are ours.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from measuring.baselines import Method, methods
from measuring.calibration import calibration, calibration_table
from measuring.scores import f1, link_counts, ratio, relation_counts
from measuring.sets import Case, cases, digest
from measuring.words import noise_counts, word_counts

from draftdiff.aligning import align
from draftdiff.alignment import Alignment
from draftdiff.comparison import redlines

OURS = "draftdiff"
OUT = Path(__file__).parent / "out" / "quality.json"
RESULTS = Path(__file__).parent / "results.json"


def measure(found: list[Case], baselines: dict[str, Method]) -> dict[str, Any]:
    """Scores of one set, ours and the baselines'."""
    rows: dict[str, Any] = {}
    alignments = [align(case.old, case.new) for case in found]
    rows[OURS] = _row(
        found, [_ours(case, alignment) for case, alignment in zip(found, alignments, strict=True)]
    )
    for name, method in baselines.items():
        rows[name] = _row(found, [link_counts(case, method(case.old, case.new)) for case in found])
    return {
        "hash": digest(found),
        "cases": len(found),
        "methods": rows,
        "confidence": _confidence(found, alignments),
    }


def _ours(case: Case, alignment: Alignment) -> Counter[str]:
    relations = {(link.old, link.new): frozenset(link.relations) for link in alignment.links}
    counts = link_counts(case, set(relations)) + relation_counts(
        case, {k: frozenset(v) for k, v in relations.items()}
    )
    if case.pair is not None:
        lines = redlines(case.old, case.new, alignment)
        counts += word_counts(case.pair, alignment, lines) + noise_counts(case.pair, alignment, lines)
    return counts


def _row(found: list[Case], counts: list[Counter[str]]) -> dict[str, Any]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    row: dict[str, Any] = {"counts": dict(sorted(total.items()))}
    if found[0].partial:
        row["recall"] = ratio(total["links right"], total["links true"])
        row["contradictions"] = ratio(total["contradictions"], total["links made"])
        return row
    scores = {case.name: round(f1(each, "links"), 4) for case, each in zip(found, counts, strict=True)}
    row |= {
        "links F1": sum(scores.values()) / len(scores),
        "least F1": min(scores.values()),
        "by case": scores,
    }
    row["links P"] = ratio(total["links right"], total["links predicted"])
    row["links R"] = ratio(total["links right"], total["links true"])
    row["split/merge R"] = ratio(total["split and merge found"], total["split and merge true"])
    row["split/merge P"] = ratio(total["split and merge right"], total["split and merge predicted"])
    row["insert F1"], row["delete F1"] = f1(total, "inserted"), f1(total, "deleted")
    if "moved true" in total or "moved predicted" in total:
        row["move R"] = ratio(total["moved right"], total["moved true"])
        row["move P"] = ratio(total["moved right"], total["moved predicted"])
    if "relations true" in total:
        row["relations"] = ratio(total["relations right"], total["relations true"])
    if "words survived" in total:
        row["false churn"] = ratio(total["false churn"], total["words survived"])
        row["false keeps"] = ratio(total["false keeps"], total["words"])
        row["noise as drafting"] = ratio(total["noise called drafting"], total["words scanned"])
    return row


def _confidence(found: list[Case], alignments: list[Alignment]) -> list[tuple[float, bool]]:
    return [
        (link.confidence, (link.old, link.new) in case.links)
        for case, alignment in zip(found, alignments, strict=True)
        if not case.partial
        for link in alignment.links
        if link.old in case.judged_old or link.new in case.judged_new
    ]


COLUMNS = (
    "links F1", "least F1", "recall", "contradictions", "split/merge R", "split/merge P", "move R", "move P", "insert F1", "delete F1",
    "relations", "false churn", "false keeps", "noise as drafting",
)  # fmt: skip


def table(results: dict[str, Any]) -> str:
    """The results as a Markdown table; columns a set has no truth for are empty."""
    lines = ["| set | method | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 2) + "|"]
    for name, result in results.items():
        for method, row in result["methods"].items():
            cells = [f"{row[column]:.4f}" if column in row else "" for column in COLUMNS]
            lines.append(f"| {name} | {method} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", default="", help="names or beginnings of names, separated by commas")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--compact", action="store_true", help="write bench/results.json")
    arguments = parser.parse_args()
    wanted = tuple(name for name in arguments.sets.split(",") if name)
    started = time.perf_counter()
    results: dict[str, Any] = {}
    for name, found in cases():
        if not wanted or name.startswith(wanted):
            # Noise is measured for ours only: baselines know nothing of it.
            others = {} if arguments.no_baselines or "noise" in name else methods()
            results[name] = measure(found, others)
    print(table(results))
    sure = calibration([row for result in results.values() for row in result["confidence"]])
    print("\n" + calibration_table(sure))
    print(f"\n{time.perf_counter() - started:.1f} s")
    for result in results.values():
        del result["confidence"]
    OUT.parent.mkdir(exist_ok=True)
    (OUT.parent / "calibration.json").write_text(json.dumps(sure, indent=1) + "\n", "utf-8")
    OUT.write_text(json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    if arguments.compact:
        RESULTS.write_text(json.dumps(_compact(results), ensure_ascii=False, indent=1) + "\n", "utf-8")


def _compact(results: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {
            method: {k: round(v, 4) for k, v in row.items() if isinstance(v, float)}
            for method, row in result["methods"].items()
        }
        for name, result in results.items()
    }


if __name__ == "__main__":
    main()
