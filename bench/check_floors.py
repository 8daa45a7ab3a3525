"""Floors of quality: the figures of `bench/floors.json` must hold on the very sets they were measured on.

    python bench/check_floors.py                         check; exit 1 where a floor is broken
    python bench/check_floors.py --raise                 lift floors to what is measured now (less the margin)
    python bench/check_floors.py --lower "why it is so"  the same, and lower those that are broken; the reason is kept
    python bench/check_floors.py --speed                 the same three for what verbs cost, as multiples of difflib
                                                         (bench/startup.py): ceilings, held by instruction counts

A set that is not there (the development pairs beside the checkout) is skipped and named. A set whose hash differs
is an error: floors of other texts say nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from measuring.sets import cases
from quality import OURS, measure

FLOORS = Path(__file__).with_name("floors.json")
#: Figures with a floor, and the room below what is measured: rounding, not regressions.
HIGHER = {
    "links F1": 0.002, "least F1": 0.004, "recall": 0.001, "split/merge R": 0.02, "split/merge P": 0.02, "move R": 0.02,
    "move P": 0.02, "relations": 0.005,
}  # fmt: skip
#: Figures with a ceiling, and the room above.
LOWER = {"contradictions": 0.001, "false churn": 0.001, "noise as drafting": 0.002}
#: Room above a measured multiple of difflib, as a factor: releases of Python and of libraries differ by less.
COST = 1.08
DIGITS = 4
Floors = dict[str, dict[str, Any]]


def measured() -> Floors:
    """Our figures on the sets that are there."""
    found: Floors = {}
    for name, rows in cases():
        result = measure(rows, {})
        figures = {
            key: round(result["methods"][OURS][key], DIGITS)
            for key in (*HIGHER, *LOWER)
            if key in result["methods"][OURS]
        }
        found[name] = {"hash": result["hash"], "figures": figures}
    return found


def costs() -> Floors:
    """What verbs cost, as multiples of difflib; one set for each way of counting."""
    import startup

    return {f"verbs by {startup.counter()}": {"hash": "", "figures": startup.measured()}}


def bar_of(key: str, value: float) -> float:
    """Floor or ceiling of a figure that was measured."""
    if key in HIGHER:
        return round(value - HIGHER[key], DIGITS)
    return round(value + LOWER[key] if key in LOWER else value * COST, DIGITS)


def faults(floors: Floors, now: Floors) -> list[str]:
    """Broken floors and changed sets, a line each."""
    found: list[str] = []
    for name, floor in floors.items():
        if name not in now:
            continue
        if floor["hash"] != now[name]["hash"]:
            found.append(
                f"{name}: the set has changed (hash {now[name]['hash']}, floors are for {floor['hash']})"
            )
            continue
        for key, bar in floor["figures"].items():
            value = now[name]["figures"].get(key)
            if value is None or (value < bar if key in HIGHER else value > bar):
                found.append(
                    f"{name}: {key} is {value}, the {'floor' if key in HIGHER else 'ceiling'} is {bar}"
                )
    return found


def lifted(floors: Floors, now: Floors, *, lower: bool) -> Floors:
    """Floors at what is measured, with their margins; never below the old ones unless `lower`."""
    new = dict(floors)
    for name, row in now.items():
        old = (
            floors.get(name, {}).get("figures", {}) if floors.get(name, {}).get("hash") == row["hash"] else {}
        )
        figures: dict[str, float] = {}
        for key, value in row["figures"].items():
            bar = bar_of(key, value)
            keep = old.get(key)
            if keep is not None and not lower:
                bar = max(bar, keep) if key in HIGHER else min(bar, keep)
            figures[key] = bar
        new[name] = {"hash": row["hash"], "figures": figures}
    return new


def main() -> int:
    """Check or move the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is measured")
    parser.add_argument("--lower", metavar="REASON", default="", help="lower broken floors, for this reason")
    parser.add_argument("--speed", action="store_true", help="what verbs cost, in place of quality")
    arguments = parser.parse_args()
    part = "costs" if arguments.speed else "floors"
    held: dict[str, Any] = (
        json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"floors": {}, "lowered": []}
    )
    now = costs() if arguments.speed else measured()
    floors = held.setdefault(part, {})
    broken = faults(floors, now)
    missing = [name for name in floors if name not in now]
    if arguments.lift or arguments.lower:
        if broken and not arguments.lower:
            print("\n".join(broken), file=sys.stderr)
            print('floors are broken: mend the code, or say why with --lower "reason"', file=sys.stderr)
            return 1
        if arguments.lower:
            held["lowered"].append({"reason": arguments.lower, "was": broken})
        held[part] = lifted(floors, now, lower=bool(arguments.lower))
        FLOORS.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        print(f"floors of {len(now)} sets written")
        return 0
    for name in missing:
        print(f"skipped: {name} is not beside this checkout")
    print("\n".join(broken) or f"{part} hold on {len(floors) - len(missing)} sets")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
