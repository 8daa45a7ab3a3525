"""What one amendment does to a text, and what it touches there, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.amending.amendment import Spans, Spot
from draftdiff.amending.blocks import Block
from draftdiff.amending.inserting import Addition
from draftdiff.amending.places import Edit
from draftdiff.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence


#: Behind a place: what is put there has a label, which says its order among others put there.
ORDERED = " (labelled)"


@dataclass(slots=True)
class Plan:
    """What one amendment does, ready to be done."""

    edits: list[tuple[str, Edit]] = field(default_factory=list[tuple[str, Edit]])
    """(label, edit); "" is the title."""
    drops: list[str] = field(default_factory=list[str])
    rewrites: list[tuple[str, Block, bool]] = field(default_factory=list[tuple[str, Block, bool]])
    """(label, new text, whether the sub-paragraphs stay)."""
    additions: list[Addition] = field(default_factory=list[Addition])
    moves: list[tuple[str, str, bool]] = field(default_factory=list[tuple[str, str, bool]])
    """(label, beside which, behind it)."""
    relabels: list[tuple[str, Label]] = field(default_factory=list[tuple[str, Label]])
    renumber: bool = False
    notes: list[str] = field(default_factory=list[str])
    spots: list[Spot] = field(default_factory=list[Spot])
    spans: Spans = field(default_factory=Spans)
    key: object = None
    """What it does, to be compared; made when first asked for."""


def add_edit(plan: Plan, label: str, text: str, edit: Edit, *, reads: Sequence[tuple[int, int]]) -> None:
    """One edit of a paragraph's text; `reads`: spans it relies on beside the one it changes."""
    plan.edits.append((label, edit))
    start, end = edit.core
    plan.spots.append(Spot(label=label, old_span=edit.core, old=text[start:end], new=edit.new))
    plan.spans = replace(
        plan.spans,
        writes=plan.spans.writes | {(label, *edit.core)},
        reads=plan.spans.reads | {(label, *span) for span in reads},
    )


def _at(label: str, *, after: bool) -> str:
    return f"{'after' if after else 'before'} {label}"


def frozen(plan: Plan) -> Plan:
    """What the plan touches, for the search of rivals."""
    points: set[str] = set()
    made: set[str] = set()
    needs: set[str] = set()
    for addition in plan.additions:
        labels = [str(label) for label, _ in addition.items if label is not None]
        made.update(labels)
        ordered = addition.items[0][0] is not None
        place = _at(addition.anchor, after=addition.after) if addition.anchor else f"below {addition.above}"
        points.add(f"{place}{ORDERED * ordered}")
        needs.add(addition.above)
    points.update(_at(anchor, after=after) for _, anchor, after in plan.moves)
    plan.spans = replace(
        plan.spans,
        gone=frozenset(plan.drops),
        rewritten=frozenset(label for label, _, keeps in plan.rewrites if not keeps),
        named=frozenset(label for label, _ in plan.relabels),
        needs=frozenset(needs - {""}),
        moved=frozenset(label for label, _, _ in plan.moves),
        points=frozenset(points),
        made=frozenset(made),
    )
    return plan
