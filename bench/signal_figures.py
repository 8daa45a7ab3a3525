"""How often each signal was right, from three sources, and which of them a report shows (`judgement.py` prints it).

The labelled steps of `labels/un_changes.json`; the labels of the bundled history; and `labels/read_signals.json`, draws
that one reader looked through, for kinds that both hardly hold.
"""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from changes_score import bundled

from draftdiff.change import SIGNAL_ALIASES
from draftdiff.comparison import redlines
from draftdiff_reports.common.trusted import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
#: What reports read to leave out signals that are wrong too often (`draftdiff_reports.common.trusted`).
FIGURES = ROOT / "reports" / "draftdiff_reports" / "common" / "signals.json"
READ = ROOT / "bench" / "labels" / "read_signals.json"
ABOUT = (
    "How often each signal was right: labelled steps, bundled history, and draws that were read; "
    "written by bench/judgement.py --write"
)

Counts = Counter[tuple[str, str]]


def elsewhere() -> Counts:
    """Counts of the bundled history and of what was read."""
    found: Counts = Counter()
    folder = Path(str(files("draftdiff_corpus"))) / "gcm_modalities" / "gold"
    for old, new, alignment, step in bundled(folder):
        gold = {
            (pair["old"], pair["new"]): {s for c in pair["changes"] for s in c.get("signals", ())}
            for pair in step["pairs"]
        }
        for redline in redlines(old, new, alignment):
            labelled = gold.get((redline.old_label, redline.new_label), set())
            known = {SIGNAL_ALIASES.get(name, name) for name in labelled}
            ours = {s.name for change in redline.changes for s in change.signals}
            found.update((name, "right" if name in known else "wrong") for name in ours)
    for name, row in json.loads(READ.read_text(encoding="utf-8"))["signals"].items():
        found.update({(name, outcome): n for outcome, n in row.items()})
    return found


def rows(counts: Counts) -> dict[str, dict[str, int]]:
    """Counts as the reports read them."""
    names = sorted({name for (name, outcome), n in counts.items() if n and outcome in {"right", "wrong"}})
    return {name: {outcome: counts[name, outcome] for outcome in ("right", "wrong")} for name in names}


def write(counts: Counts) -> None:
    """Write the counts of the labelled steps and of the other sources, added up."""
    FIGURES.write_text(
        json.dumps({"about": ABOUT, "signals": rows(counts + elsewhere())}, indent=1) + "\n", encoding="utf-8"
    )


def left_out(steps: Sequence[tuple[str, Counts]]) -> dict[str, int]:
    """Signals shown in each series where the other series and sources decide which kinds are, added up."""
    other = elsewhere()
    total: Counter[str] = Counter()
    for series in dict.fromkeys(name for name, _ in steps):
        rest = sum((counts for name, counts in steps if name != series), Counter(other))
        known = rows(rest)
        for name, counts in steps:
            if name == series:
                for (signal, outcome), n in counts.items():
                    if outcome in {"right", "wrong"} and shown(signal, known):
                        total[outcome] += n
    return {f"signals shown as decided without the series, {k}": total[k] for k in ("right", "wrong")}
