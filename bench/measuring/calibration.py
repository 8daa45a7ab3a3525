"""How often links of a stated confidence are right."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


Row = tuple[float, bool]


def calibration(rows: list[Row]) -> dict[str, object]:
    """Bins with links, mean confidence and the share that is right; the expected calibration error over all."""
    bins: list[dict[str, float]] = []
    for low, high in pairwise(BINS):
        inside = [row for row in rows if low <= row[0] < high or row[0] == high == BINS[-1]]
        if inside:
            stated, right = (round(sum(row[at] for row in inside) / len(inside), 4) for at in (0, 1))
            bins.append({"from": low, "to": high, "links": len(inside), "stated": stated, "right": right})
    error = sum(abs(row["stated"] - row["right"]) * row["links"] for row in bins) / max(len(rows), 1)
    return {"bins": bins, "links": len(rows), "expected calibration error": round(error, 4)}


def calibration_table(figures: dict[str, Any]) -> str:
    """The same as Markdown."""
    lines = ["| confidence | links | stated | right |", "|---|---|---|---|"]
    lines += [
        f"| {row['from']:.2f} to {row['to']:.2f} | {row['links']} | {row['stated']:.3f} | {row['right']:.3f} |"
        for row in figures["bins"]
    ]
    return (
        "\n".join(lines)
        + f"\n\nexpected calibration error {figures['expected calibration error']} over {figures['links']} links"
    )
