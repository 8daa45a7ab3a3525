"""What a person waits for at the keystroke: whole processes of the command line, as multiples of difflib. `python bench/startup.py`.

The unit is what difflib takes for its word comparison of the bundled texts (two steps), counted the same way in the same
run. Instructions are counted by valgrind where it is installed: a machine under load counts the same. Without it CPU time
is taken, the least of some runs. `python bench/check_floors.py --speed` holds the multiples against their ceilings.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OUT = Path(__file__).parent / "out" / "startup.json"
#: Runs of which the least counts, where CPU time is taken.
RUNS = 5
PAIR = ("corpus:gcm-modalities/first", "corpus:gcm-modalities/final")
THREE = (*PAIR, "corpus:gcm-modalities/adopted")
RUN = "import sys; from draftdiff.cli import run; sys.exit(run(sys.argv[1:]))"
#: Reads the bundled texts as plain lines, and compares them as often as its argument says.
PEER = """
import difflib, sys
from itertools import pairwise
whole = [open(name, encoding="utf-8").read().split() for name in sys.argv[2:]]
for _ in range(int(sys.argv[1])):
    for old, new in pairwise(whole):
        difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
"""


def verbs(saved: str, report: str) -> dict[str, tuple[str, ...]]:
    """What is run, by name."""
    return {
        "--help": ("--help",),
        "parse": ("parse", PAIR[0]),
        "align": ("align", *PAIR),
        "compare": ("compare", *THREE, "-o", report),
        "trace": ("trace", "OP14", *THREE),
        "blame": ("blame", "OP14", *THREE),
        "trace, saved": ("trace", "OP14", saved),
        "blame, saved": ("blame", "OP14", saved),
    }


def counter() -> str:
    """How costs are counted here."""
    return "instructions" if shutil.which("valgrind") else "CPU time"


def cost(code: str, *arguments: str) -> float:
    """Instructions of a process, or its CPU seconds."""
    command = [sys.executable, "-c", code, *arguments]
    if counter() == "instructions":
        grind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
        done = subprocess.run([*grind, *command], capture_output=True, text=True, check=True)
        found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
        if found is None:
            raise RuntimeError(f"valgrind does not tell: {done.stderr[-200:]}")
        return float(found[1].replace(",", ""))
    spent: list[float] = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def unit(folder: Path) -> float:
    """What one comparison by difflib costs, its process aside."""
    from draftdiff.reading import read

    files: list[str] = []
    for at, name in enumerate(THREE):
        file = folder / f"{at}.txt"
        file.write_text("\n".join(p.text for p in read(name).walk()), "utf-8")
        files.append(str(file))
    return cost(PEER, "1", *files) - cost(PEER, "0", *files)


def measured() -> dict[str, float]:
    """Each verb as a multiple of difflib's word comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        saved = folder / "history.ddh"
        subprocess.run([sys.executable, "-c", RUN, "compare", *THREE, "-o", str(saved)], check=True)
        one = unit(folder)
        asked = verbs(str(saved), str(folder / "report.html"))
        return {verb: round(cost(RUN, *arguments) / one, 3) for verb, arguments in asked.items()}


def main() -> None:
    """Print a table and write bench/out/startup.json."""
    found = measured()
    print(f"{'verb':<14} times difflib, counted by {counter()}")
    for verb, ratio in found.items():
        print(f"{verb:<14} {ratio:8.2f}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"counter": counter(), "times_difflib": found}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
