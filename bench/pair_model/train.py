"""Learn the model of pairs from all sets that are there and write it into the package; about a minute of CPU.

PYTHONPATH=bench python -m pair_model.train            writes draftdiff/data/pair_model.json
PYTHONPATH=bench python -m pair_model.train --check    exit 1 where the package's figures are others
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from measuring.sets import digest

from pair_model.learning import PENALTY, SYNTHETIC_WEIGHT, Step, learn, steps

TARGET = Path(__file__).resolve().parents[2] / "draftdiff" / "data" / "pair_model.json"
#: Figures may differ by so much between machines: their linear algebra rounds differently.
TOLERANCE = 1e-3


def trained() -> dict[str, Any]:
    """The model and where it comes from."""
    known = list(steps())
    return {"provenance": _provenance(known), **learn(known)}


def _provenance(known: list[Step]) -> dict[str, Any]:
    by_set: dict[str, list[Step]] = {}
    for step in known:
        by_set.setdefault(step.set, []).append(step)
    return {
        "command": "PYTHONPATH=bench python -m pair_model.train",
        "method": f"logistic regression, ridge penalty C = {PENALTY}, synthetic pairs weigh {SYNTHETIC_WEIGHT}",
        "sets": {
            name: {
                "hash": digest([step.case for step in found]),
                "steps": len(found),
                "pairs": sum(int(step.learned.sum()) for step in found),
                "links": sum(int(step.true[step.learned].sum()) for step in found),
            }
            for name, found in by_set.items()
        },
    }


def differences(held: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What the two models do not have in common, a line each; sets that are not there are named first."""
    if held["provenance"] != now["provenance"]:
        names = held["provenance"]["sets"].keys() | now["provenance"]["sets"].keys()
        return [
            f"other texts: {name}"
            for name in sorted(names)
            if held["provenance"]["sets"].get(name) != now["provenance"]["sets"].get(name)
        ] or ["another method"]
    found: list[str] = []
    for stage in ("first", "second"):
        for name, row in held[stage]["features"].items():
            other = now[stage]["features"].get(name, {"slopes": []})["slopes"]
            same = len(other) == len(row["slopes"]) and all(
                abs(a - b) <= TOLERANCE * max(1.0, abs(a)) for a, b in zip(row["slopes"], other, strict=True)
            )
            if not same:
                found.append(f"{stage}: {name} is {row['slopes']}, learned now {other}")
    return found


def main() -> int:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    now = trained()
    if parser.parse_args().check:
        faults = differences(json.loads(TARGET.read_text("utf-8")), now)
        print("\n".join(faults) or "the package's model is what its sets give")
        return 1 if faults else 0
    TARGET.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"written: {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
