"""Rival amendments: which cannot both be adopted, and what the adoption of one does to another."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from draftdiff.amending.plan import ORDERED
from draftdiff.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.amending.amendment import Spans
    from draftdiff.amending.plan import Plan


def rivalry(one: Plan, other: Plan) -> str:
    """Why two amendments are rivals, in words; "" where both can be adopted."""
    a, b = one.spans, other.spans
    return (
        _whole(a, b) or _whole(b, a) or _words(a, b) or _words(b, a)
        or _shared("both move", a.moved & b.moved) or _shared("both bring", a.made & b.made)
        or _shared("both stand", _open_places(a, b), "which of them comes first is not said")
        or _shared("each is to stand beside the other:", _crossed(one, other))
        or _relabelled(one, other)
    )  # fmt: skip


def falls(one: Plan, other: Plan) -> bool:
    """The adoption of `one` takes away what `other` needs: its words, or its paragraph."""
    a, b = one.spans, other.spans
    return bool(_whole(a, b) or _words(a, b) or (a.moved & b.moved) or (a.made & b.made))


def same(one: Plan, other: Plan) -> bool:
    """Both make the same change."""
    if one.key is None:
        one.key = _key(one)
    if other.key is None:
        other.key = _key(other)
    return one.key == other.key


def topics(plan: Plan) -> frozenset[str]:
    """Paragraphs an amendment has to do with: two without a common one are no rivals, and not the same."""
    spans = plan.spans
    labels = {label for label, _, _ in spans.reads | spans.writes}
    labels |= spans.gone | spans.rewritten | spans.needs | spans.named | spans.moved | spans.made
    labels |= {point.removesuffix(ORDERED).partition(" ")[2] for point in spans.points}
    labels |= {str(new) for _, new in plan.relabels} | {anchor for _, anchor, _ in plan.moves}
    roots = {_root(label) for label in labels}
    return frozenset(roots | {"renumber"} if plan.renumber else roots)


@lru_cache(maxsize=1 << 12)
def _root(label: str) -> str:
    """The paragraph at the top that a label is in."""
    found = Label.parse(label) if label else Label()
    while found.parent is not None:
        found = found.parent
    return str(found)


def _key(plan: Plan) -> tuple[object, ...]:
    additions = [
        (
            a.anchor,
            a.above,
            a.after,
            [(str(label), block.text, [c.text for c in block.children]) for label, block in a.items],
        )
        for a in plan.additions
    ]
    rewrites = [
        (label, block.text, [c.text for c in block.children], keeps) for label, block, keeps in plan.rewrites
    ]
    return (
        sorted(map(str, plan.edits)),
        sorted(plan.drops),
        rewrites,
        additions,
        plan.moves,
        list(map(str, plan.relabels)),
        plan.renumber,
    )


def _open_places(a: Spans, b: Spans) -> list[str]:
    """Places at which both put paragraphs, where not both have labels that say their order."""
    places = {point.removesuffix(ORDERED) for point in a.points} & {
        point.removesuffix(ORDERED) for point in b.points
    }
    return [p for p in places if not (f"{p}{ORDERED}" in a.points and f"{p}{ORDERED}" in b.points)]


def _crossed(one: Plan, other: Plan) -> list[str]:
    pairs = {(label, anchor) for label, anchor, _ in one.moves}
    return [label for label, anchor, _ in other.moves if (anchor, label) in pairs]


def _whole(a: Spans, b: Spans) -> str:
    """One takes out or rewrites a paragraph that the other needs, or one above it."""
    touched = (
        {label for label, _, _ in b.reads | b.writes} | b.gone | b.rewritten | b.needs | b.moved | b.named
    )
    for label in sorted(touched):
        for gone in sorted(a.gone):
            if label == gone or _below(label, gone):
                return f"{gone} is taken out"
        for new in sorted(a.rewritten):
            if _below(label, new) or (label in b.needs and label == new):
                return f"{new} is replaced with its sub-paragraphs"
    return ""


def _below(label: str, above: str) -> bool:
    parent = Label.parse(label).parent
    while parent is not None:
        if str(parent) == above:
            return True
        parent = parent.parent
    return False


def _words(a: Spans, b: Spans) -> str:
    """One writes over words that the other reads or writes."""
    for label, start, end in sorted(a.writes):
        for other, start2, end2 in sorted(b.writes | b.reads):
            if label != other:
                continue
            points = start == end or start2 == end2
            if (
                (start == end == start2 == end2)
                or (max(start, start2) < min(end, end2))
                or (points and _inside(start, end, start2, end2))
            ):
                return f"both concern the same words of {label or 'the title'}"
    return ""


def _inside(start: int, end: int, start2: int, end2: int) -> bool:
    """A point inside the other's words, not at their edge."""
    return start2 < start < end2 if start == end else start < start2 < end


def _shared(verb: str, labels: Iterable[str], why: str = "") -> str:
    names = ", ".join(sorted(labels))
    return f"{verb} {names}" + (f"; {why}" if why and names else "") if names else ""


def _relabelled(one: Plan, other: Plan) -> str:
    both = {old for old, _ in one.relabels} & {old for old, _ in other.relabels}
    taken = {str(new) for _, new in one.relabels} & {str(new) for _, new in other.relabels}
    return _shared("both renumber", both) or _shared("both give the number", taken)
