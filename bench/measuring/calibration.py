"""How often links of a stated confidence are right."""

from __future__ import annotations

from itertools import pairwise

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


def calibration_table(rows: list[tuple[float, bool]]) -> str:
    """Markdown: stated confidence, links, mean confidence, share that is right; and the expected calibration error."""
    lines = ["| confidence | links | stated | right |", "|---|---|---|---|"]
    error = 0.0
    for low, high in pairwise(BINS):
        inside = [row for row in rows if low <= row[0] < high or (row[0] == high == BINS[-1])]
        if inside:
            stated, right = (sum(row[at] for row in inside) / len(inside) for at in (0, 1))
            error += abs(stated - right) * len(inside) / max(len(rows), 1)
            lines.append(f"| {low:.2f} to {high:.2f} | {len(inside)} | {stated:.3f} | {right:.3f} |")
    return "\n".join(lines) + f"\n\nexpected calibration error {error:.4f} over {len(rows)} links"
