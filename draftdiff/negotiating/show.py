"""Positions as people and programs read them: a list, a table, plain values."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from draftdiff.negotiating.position import COLUMNS

if TYPE_CHECKING:
    from draftdiff.negotiating.position import Position, Positions

#: Characters of a position's words in the list. Chosen: a line on a screen.
GLIMPSE = 90
#: Signs a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_text(found: Positions) -> str:
    """A list by paragraph, the slots, and what could not be paired."""
    lines: list[str] = []
    label = ""
    for position in found:
        if position.label != label:
            label = position.label
            lines.append(label)
        lines.append("  " * (position.depth + 1) + _line(position))
    lines += [f"! {problem.what}: {problem.raw}" for problem in found.problems]
    kinds = ", ".join(
        f"{count} {kind}"
        for kind in ("bracket", "option", "alternative", "insertion", "deletion")
        if (count := sum(p.kind == kind for p in found))
    )
    lines.append(
        f"{len(found)} positions ({kinds or 'none'}), {len(found.slots)} slots, "
        f"{len(found.problems)} halves of brackets, {len(found.asides)} brackets that are no position"
    )
    return "\n".join(lines) + "\n"


def _line(position: Position) -> str:
    words = " ".join(position.words.split())
    words = words if len(words) <= GLIMPSE else words[: GLIMPSE - 1].rstrip() + "…"
    facts = [position.name, ", ".join(position.who), position.action or "", position.status or ""]
    facts += [f"by {position.replacement!r}" if position.replacement else ""]
    facts += [f"slot {position.slot}" if position.slot is not None else ""]
    said = "; ".join(fact for fact in facts if fact)
    return f"{position.id} {position.kind}{f' ({said})' if said else ''}: {words}".rstrip(": ")


def to_csv(found: Positions) -> str:
    """One row a position, the columns of `COLUMNS`; no cell is a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list[str](COLUMNS), lineterminator="\n")
    writer.writeheader()
    for position in found:
        writer.writerow({name: _cell(value) for name, value in position.row().items()})
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def to_dict(found: Positions) -> dict[str, object]:
    """Plain values for JSON."""
    return {
        "positions": [position.row() for position in found],
        "slots": [
            {"id": s.id, "label": s.label, "kind": s.kind, "alternatives": list(s.alternatives)}
            for s in found.slots
        ],
        "problems": [{"what": p.what, "raw": p.raw, "label": p.label} for p in found.problems],
        "asides": [{"where": a.where, "start": a.start, "text": a.text, "why": a.why} for a in found.asides],
    }
