"""The main job, in process, on the bundled raw files: parse, align, diff and classify, report. `python bench/main_job.py`.

Beside it, in the same run, what difflib and the `redlines` package take for their part of it: one word-level comparison
of the whole texts for each of the two steps, without reading, alignment, classes, lineage or report.

Modules, word lists and patterns are loaded before the first run that counts. What earlier runs found out about these
very texts is forgotten before every run (`fresh`); a second row of figures keeps it, as an editor that asks again does.
"""

from __future__ import annotations

import difflib
import functools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from draftdiff.history import History
from draftdiff.reading import read
from draftdiff.registry import report_writer
from draftdiff.writing import ReportOptions

RUNS = 7
VERSIONS = ("first", "final", "adopted")
PACKAGES = {"draftdiff", "draftdiff_parsers", "draftdiff_reports"}
#: Holds the word lists, which do not depend on the texts.
LISTS = "draftdiff.lexicon"
OUT = Path(__file__).parent / "out"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def forget() -> None:
    """Empty the bounded caches, which remember texts and their words; unbounded ones hold patterns and tables."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in PACKAGES or name == LISTS:
            continue
        for held in vars(module).values():
            if isinstance(held, functools._lru_cache_wrapper) and held.cache_parameters()["maxsize"]:  # noqa: SLF001 - the only name of the type
                held.cache_clear()


def stages() -> dict[str, float]:
    """Seconds of each stage of one run, from the raw files."""
    spent: dict[str, float] = {}
    start = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal start
        now = time.perf_counter()
        spent[name] = now - start
        start = now

    history = History([read(f"corpus:gcm-modalities/{version}") for version in VERSIONS])
    lap("parse")
    for step in history.steps:
        history.align(*step)
    lap("align")
    for step in history.steps:
        history.redlines(*step)
    lap("diff and classify")
    report_writer("html").write(history, ReportOptions())
    lap("report")
    spent["all"] = sum(spent.values())
    return spent


def texts() -> list[str]:
    """The plain texts of the versions, a paragraph a line."""
    return [
        "\n".join(p.text for p in read(f"corpus:gcm-modalities/{version}").walk()) for version in VERSIONS
    ]


def peers() -> dict[str, float]:
    """Seconds that peers take to compare the same texts word by word, both steps."""
    whole = texts()
    pairs = list(pairwise(whole))

    def by_difflib() -> None:
        for old, new in pairs:
            difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes()

    found = {"difflib": min(timed(by_difflib) for _ in range(3))}
    try:
        from redlines import Redlines
    except ModuleNotFoundError:
        return found

    def by_redlines() -> None:
        for old, new in pairs:
            _ = Redlines(old, new).output_markdown

    found["redlines"] = min(timed(by_redlines) for _ in range(3))
    return found


def imports() -> float:
    """Seconds that `import draftdiff` takes in a fresh process, the interpreter's own start taken off."""

    def run(code: str) -> float:
        return min(timed(lambda: subprocess.run([sys.executable, "-c", code], check=True)) for _ in range(5))

    return run("import draftdiff") - run("pass")


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of each stage."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def main() -> None:
    """Print a table and write bench/out/main_job.json."""
    stages()  # modules load
    fresh: list[dict[str, float]] = []
    for _ in range(RUNS):
        forget()
        fresh.append(stages())
    again = medians([stages() for _ in range(RUNS)])
    ours = medians(fresh)
    others = peers()
    print(f"{'stage':<20} {'fresh':>8} {'again':>8}   median of {RUNS} runs, ms")
    for name, seconds in ours.items():
        print(f"{name:<20} {seconds * 1000:8.1f} {again[name] * 1000:8.1f}")
    for name, seconds in others.items():
        print(f"{name:<20} {seconds * 1000:8.1f}   word comparison only")
    importing = imports()
    print(f"{'import draftdiff':<20} {importing * 1000:8.1f}")
    OUT.mkdir(exist_ok=True)
    result = {"ours_s": ours, "again_s": again, "peers_s": others, "import_s": importing, "runs": RUNS}
    (OUT / "main_job.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
