"""Write docs/accuracy-and-speed.md from what the benchmarks left in bench/out: `python docs/figures.py`.

The page holds no figure that was typed by hand; each table names the command that makes it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "bench" / "out"
PAGE = ROOT / "docs" / "accuracy-and-speed.md"
HEAD = """# Accuracy and speed

Written by `python docs/figures.py` from what the commands below left in `bench/out`. Speed was measured on a machine with two cores; compare ratios, not seconds. Every table names the command
that makes it again. The sets `eu` and `un` are development texts that are not part of the project; their rows need them beside the checkout. `un read` has the steps of `un` with every paragraph labelled by two
readers (bench/labels).
"""
COLUMNS = ("links F1", "least F1", "recall", "contradictions", "split/merge P", "split/merge R", "move P", "move R",
           "relations", "false churn", "false keeps", "noise as drafting")  # fmt: skip
PERCENT = frozenset({"contradictions", "false churn", "false keeps", "noise as drafting"})


def load(name: str) -> Any:
    """One result, or None where the command has not been run."""
    place = OUT / f"{name}.json"
    return json.loads(place.read_text("utf-8")) if place.exists() else None


def table(columns: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def figure(key: str, value: float | None) -> str:
    """A figure as printed: shares of words in percent, scores with three digits."""
    if value is None:
        return ""
    return f"{value * 100:.2f} %" if key in PERCENT else f"{value:.3f}"


def quality(data: dict[str, Any]) -> str:
    """Our figures on every set, then the links F1 of the peers on the same sets."""
    used = [key for key in COLUMNS if any(key in r["methods"]["draftdiff"] for r in data.values())]
    ours = [
        [name, str(result["cases"]), *(figure(key, result["methods"]["draftdiff"].get(key)) for key in used)]
        for name, result in data.items()
    ]
    methods = list(dict.fromkeys(method for result in data.values() for method in result["methods"]))
    beside = [
        [name, *(figure("links F1", result["methods"].get(m, {}).get("links F1")) for m in methods)]
        for name, result in data.items()
        if len(result["methods"]) > 1
    ]
    text = "## Alignment and changes\n\n`python bench/quality.py`\n\n" + table(["set", "cases", *used], ours)
    if beside:
        text += "\nLinks F1 beside simpler methods, in the same run:\n\n" + table(["set", *methods], beside)
    return text


def calibration(data: dict[str, Any]) -> str:
    """How often links of a stated confidence are right."""
    rows = [
        [
            f"{row['from']:.2f} to {row['to']:.2f}",
            f"{row['links']:,}",
            f"{row['stated']:.3f}",
            f"{row['right']:.3f}",
        ]
        for row in data["bins"]
    ]
    error = f"\nExpected calibration error {data['expected calibration error']:.4f} over {data['links']:,} judged links.\n"
    head = "## Confidence\n\n`python bench/quality.py`; what `Link.confidence` states, and how many of those links are right.\n\n"
    return head + table(["confidence", "links", "stated", "right"], rows) + error


def left_out(data: dict[str, Any]) -> str:
    """Links by models that never saw the history measured, beside the hand-set rules before them."""
    rows: list[list[str]] = []
    for name, row in data["sets"].items():
        gain = row["links F1"] - row.get("rules F1", row["links F1"])
        against = [f"{row['rules F1']:.3f}", f"{gain:+.3f} ({row['from']:+.3f} to {row['to']:+.3f})"]
        keys = ("links F1", "least F1", "split/merge R", "split/merge P")
        rows.append([name, str(row["steps"]), *(f"{row[key]:.3f}" for key in keys), *against])
    head = (
        "## Links on histories the model never saw\n\n`python bench/left_out.py`; groups of histories leave the training together. The last two columns are "
        "the hand-set rules that the model replaced, which were tuned on `eu` and `un read`, and the difference with its 95 % interval (paired bootstrap over histories).\n\n"
    )
    columns = ["set", "steps", "F1", "least", "split/merge R", "split/merge P", "rules F1", "difference"]
    return head + table(columns, rows)


def speed(data: dict[str, Any]) -> str:
    """CPU seconds by size, growth exponents, memory."""
    text = "## Speed and growth\n\n`python bench/speed.py`; CPU seconds.\n\n"
    for size in ("paragraphs", "words"):
        rows = data[size]
        keys = list(dict.fromkeys(key for row in rows for key in row))
        text += table(keys, [[_number(row.get(key)) for key in keys] for row in rows]) + "\n"
        growth = data.get(f"growth by {size}", {})
        text += "Growth exponents: " + ", ".join(f"{k} {v:.2f}" for k, v in growth.items()) + ".\n\n"
    peak = data.get("peak GB", {})
    return text + "Peak memory: " + ", ".join(f"{k} {v:.2f} GB" for k, v in peak.items()) + ".\n"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


def main_job(data: dict[str, Any]) -> str:
    """The main job by stages: texts met for the first time, and met again."""
    again = data.get("again_s", {})
    rows = [
        [name, f"{seconds * 1000:.0f} ms", f"{again[name] * 1000:.0f} ms" if name in again else ""]
        for name, seconds in data["ours_s"].items()
    ]
    rows += [
        [f"{name}, word comparison only", f"{s * 1000:.0f} ms", ""] for name, s in data["peers_s"].items()
    ]
    rows.append(["`import draftdiff`", f"{data['import_s'] * 1000:.0f} ms", ""])
    return (
        "## The main job\n\n`python bench/main_job.py`; three bundled versions from the raw files, in process, "
        "modules and word lists loaded.\n\n" + table(["stage", "fresh texts", "the same again"], rows)
    )


def startup(data: dict[str, Any]) -> str:
    """Whole processes of the command line, as multiples of difflib."""
    rows = [[f"`{verb}`", f"{ratio:.2f}"] for verb, ratio in data["times_difflib"].items()]
    return (
        "## From the keystroke\n\n`python bench/startup.py`; whole processes on the bundled history, as multiples of "
        f"difflib's word comparison of its texts, counted by {data['counter']}. Instructions do not depend on the load of "
        "the machine; in CPU time the multiples are higher, as what loads modules waits for memory more than difflib does. "
        "`saved` asks a history saved with its results. Ceilings: `python bench/check_floors.py --speed`.\n\n"
        + table(["verb", "times difflib"], rows)
    )


def plain(title: str, command: str, data: Any) -> str:
    """A result without a table of its own: its figures, one a line."""
    lines = [f"| {key} | {value} |" for key, value in _flat(data)]
    return f"## {title}\n\n`{command}`\n\n| figure | value |\n| --- | --- |\n" + "\n".join(lines) + "\n"


def _flat(data: Any, path: str = "") -> list[tuple[str, str]]:
    if isinstance(data, dict):
        return [
            row for key, value in data.items() for row in _flat(value, f"{path}, {key}" if path else str(key))
        ]
    if isinstance(data, list):
        return [row for at, value in enumerate(data, 1) for row in _flat(value, f"{path} {at}")]
    return [(path, f"{data:.4g}" if isinstance(data, float) else str(data))]


def main() -> None:
    """Write the page from the results that are there."""
    parts = [HEAD]
    for name, write in (
        ("startup", startup),
        ("main_job", main_job),
        ("left_out", left_out),
        ("quality", quality),
        ("calibration", calibration),
        ("speed", speed),
    ):
        data = load(name)
        if data is not None:
            parts.append(write(data))
    for name, title in (
        ("changes_score", "Classes of changes against the hand labels of the bundled history"),
        ("judgement", "Classes, signals and order against two readers of real steps"),
        ("citations_score", "Citations and quotations"),
        ("provenance", "Origin of words"),
        ("pdf_speed", "Reading PDF"),
        ("report_speed", "The report"),
    ):
        data = load(name)
        if data is not None:
            parts.append(plain(title, f"python bench/{name}.py", data))
    PAGE.write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
