"""Amendments applied to a text: a new version, and the outcome of each. Exact, or refused with the reason.

All amendments speak of the text as it stands, as lists of amendments do. Those without a rival are applied; rivals are
refused, all of them, until the user says which are adopted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.amending.amendment import STATUSES, Effect, Outcome
from draftdiff.amending.places import AMBIGUOUS, NOT_FOUND, Edit, Refusal, applied
from draftdiff.amending.plan import Plan
from draftdiff.amending.reading import read_amendments
from draftdiff.amending.resolving import Resolver
from draftdiff.amending.rivals import falls, rivalry, same, topics
from draftdiff.amending.tree import Node, Tree, free_label, new_node, printed
from draftdiff.door import show
from draftdiff.errors import UsageError
from draftdiff.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.amending.amendment import Amendment
    from draftdiff.amending.inserting import Addition
    from draftdiff.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A text with its amendments applied."""

    old: Document
    """The text as it stood."""
    document: Document
    """The new version; equal to the old where nothing was applied."""
    outcomes: tuple[Outcome, ...]
    """One an amendment, in their order."""
    passed: tuple[str, ...] = ()
    """Lines of the list that are no amendments: titles, letterheads."""
    _plans: dict[int, Plan] = field(default_factory=dict[int, Plan], repr=False, compare=False)

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """Those not applied, but for those left out by choice."""
        return tuple(o for o in self.outcomes if o.status not in ("applied", "not adopted"))

    def effects(self, number: int) -> tuple[Effect, ...]:
        """What the adoption of one amendment does to each other that can be put.

        Raises:
            UsageError: no amendment of that number, or it cannot be applied at all.
        """
        if number not in self._plans:
            known = ", ".join(map(str, sorted(self._plans))) or "none"
            raise UsageError(f"amendment {number} cannot be adopted", remedy=f"those that can: {known}")
        own = self._plans[number]
        return tuple(_effect(own, other, at) for at, other in sorted(self._plans.items()) if at != number)

    def to_text(self) -> str:
        """One line an amendment, what adoption of one of several rivals would do, and a count."""
        lines = [outcome.told() for outcome in self.outcomes]
        for outcome in self.outcomes:
            if outcome.rivals and outcome.amendment.number in self._plans:
                number = outcome.amendment.number
                shown = [e for e in self.effects(number) if e.number in outcome.rivals]
                lines.append(
                    f"If {number} is adopted: " + "; ".join(f"{e.number} {e.effect} ({e.why})" for e in shown)
                )
        lines += [f"Passed over, no amendment: {line}" for line in self.passed]
        counts = [(status, sum(o.status == status for o in self.outcomes)) for status in STATUSES]
        lines.append(
            "; ".join(f"{count} {status}" for status, count in counts if count) or "No amendment found"
        )
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """The outcomes as `draftdiff.amendments/1`."""
        return show(self, "json")

    def __repr__(self) -> str:
        applied = sum(o.applied for o in self.outcomes)
        return f"<Amended {self.old.id!r}: {applied} of {len(self.outcomes)} amendments applied>"


def _effect(own: Plan, other: Plan, number: int) -> Effect:
    if same(own, other):
        return Effect(number, "satisfied", "it makes the same change")
    why = rivalry(own, other)
    if not why:
        return Effect(number, "stands", "it concerns other words")
    return Effect(number, "falls" if falls(own, other) else "open", why)


def amend(
    document: Document, amendments: str | Sequence[Amendment], *, adopt: Sequence[int] | None = None
) -> Amended:
    """Apply amendments to a text.

    >>> from draftdiff.model import Document, Paragraph
    >>>     >>> text = Document(id="draft", paragraphs=(Paragraph(label=Label.parse("OP1"), text="Urges States to act;"),))
    >>> amend(text, "In OP1, replace “Urges” by “Invites”.").document["OP1"].text
    'Invites States to act;'

    Args:
        document: the text they speak of.
        amendments: the list as written, in English, French or Spanish, or amendments read before.
        adopt: numbers of the amendments that are adopted, in the order of adoption; None takes all that have no rival.

    Raises:
        UsageError: `adopt` names an amendment that is not there.
    """
    passed: tuple[str, ...] = ()
    if isinstance(amendments, str):
        given, passed = read_amendments(amendments, document.language, document.labels())
    else:
        given = tuple(amendments)
    numbers = [a.number for a in given]
    for number in adopt or ():
        if number not in numbers:
            raise UsageError(f"there is no amendment {number}", remedy=f"there are 1 to {len(given)}")
    plans, refusals = _plans(document, given)
    while True:
        accepted, outcomes = _decided(given, plans, refusals, adopt)
        tree = _applied(Tree.of(document), [plans[number] for number in accepted])
        twice = tree.twice()
        clashing = [number for number in accepted if twice & set(_brought(plans[number]))]
        if not clashing:
            break
        for number in clashing:
            labels = ", ".join(sorted(twice & set(_brought(plans[number]))))
            refusals[number] = Refusal(AMBIGUOUS, f"two paragraphs would have the label {labels}")
            del plans[number]
    result = tree.built(f"{document.id}-amended")
    return Amended(old=document, document=result, outcomes=outcomes, passed=passed, _plans=plans)


def _brought(plan: Plan) -> list[str]:
    """Labels that an amendment gives to paragraphs, those below them included."""
    given = [str(new) for _, new in plan.relabels]
    blocks = [
        (label, block) for addition in plan.additions for label, block in addition.items if label is not None
    ]
    blocks += [(Label.parse(label), block) for label, block, _ in plan.rewrites]
    below = [str(label.child(child.sub)) for label, block in blocks for child in block.children]
    return [*given, *(str(label) for label, _ in blocks), *below]


def _plans(document: Document, given: Sequence[Amendment]) -> tuple[dict[int, Plan], dict[int, Refusal]]:
    """What each amendment does, or why it cannot be done."""
    renumbered = any(a.action == "renumber" and not a.fault for a in given)
    resolver = Resolver(Tree.of(document), renumbered)
    plans: dict[int, Plan] = {}
    refusals: dict[int, Refusal] = {}
    waiting = list(given)
    for last in (False, True):  # an amendment may speak of a paragraph that a later one brings
        left: list[Amendment] = []
        for amendment in waiting:
            try:
                plan = plans[amendment.number] = resolver.plan(amendment)
            except Refusal as refusal:
                if refusal.status == NOT_FOUND and not last:
                    left.append(amendment)
                else:
                    refusals[amendment.number] = refusal
                continue
            for addition in plan.additions:
                for label, _ in addition.items:
                    if label is not None:
                        resolver.made.setdefault(str(label), amendment.number)
        waiting = left
    return plans, refusals


def _decided(
    given: Sequence[Amendment],
    plans: dict[int, Plan],
    refusals: dict[int, Refusal],
    adopt: Sequence[int] | None,
) -> tuple[list[int], tuple[Outcome, ...]]:
    """Numbers of the amendments that are applied, in order, and the outcome of each."""
    rivals = _rivals(plans)
    wanted = [number for number in (adopt if adopt is not None else sorted(plans)) if number in plans]
    accepted: list[int] = []
    for number in wanted:
        against = [other for other in rivals[number] if other in (accepted if adopt is not None else plans)]
        if not against:
            accepted.append(number)
    accepted = _with_their_ground(accepted, plans)
    outcomes = tuple(_outcome(a, plans, refusals, rivals, accepted, adopt) for a in given)
    return accepted, outcomes


def _with_their_ground(accepted: list[int], plans: dict[int, Plan]) -> list[int]:
    """Without those that stand beside a paragraph which another amendment should have brought."""
    while True:
        made = {
            str(label)
            for n in accepted
            for a in plans[n].additions
            for label, _ in a.items
            if label is not None
        }
        every = {
            str(label)
            for p in plans.values()
            for a in p.additions
            for label, _ in a.items
            if label is not None
        }
        lost = [
            n for n in accepted
            if any(label in every and label not in made for label in _ground(plans[n]))
        ]  # fmt: skip
        if not lost:
            return accepted
        accepted = [n for n in accepted if n not in lost]


def _ground(plan: Plan) -> list[str]:
    return (
        [a.anchor for a in plan.additions]
        + [a.above for a in plan.additions]
        + [old for old, _ in plan.relabels]
    )


def _rivals(plans: dict[int, Plan]) -> dict[int, dict[int, str]]:
    """Number -> number of each rival -> why."""
    found: dict[int, dict[int, str]] = {number: {} for number in plans}
    about: dict[str, list[int]] = {}
    for number in sorted(plans):
        near = sorted({other for topic in topics(plans[number]) for other in about.get(topic, ())})
        for other in near:
            why = "" if same(plans[other], plans[number]) else rivalry(plans[other], plans[number])
            if why:
                found[number][other] = found[other][number] = why
        for topic in topics(plans[number]):
            about.setdefault(topic, []).append(number)
    return found


def _outcome(
    amendment: Amendment, plans: dict[int, Plan], refusals: dict[int, Refusal], rivals: dict[int, dict[int, str]],
    accepted: Sequence[int], adopt: Sequence[int] | None,
) -> Outcome:  # fmt: skip
    number = amendment.number
    if number in refusals:
        refusal = refusals[number]
        return Outcome(amendment=amendment, status=refusal.status, why=refusal.why)
    plan = plans[number]
    spots = tuple(plan.spots)
    if number in accepted:
        first = next(
            (n for n in accepted if n < number and topics(plans[n]) == topics(plan) and same(plans[n], plan)),
            0,
        )
        notes = [*plan.notes, f"the same as {first}"] if first else plan.notes
        return Outcome(amendment=amendment, status="applied", why="; ".join(notes), spots=spots)
    if adopt is not None and number not in adopt:
        return Outcome(amendment=amendment, status="not adopted", spots=spots)
    against = {n: why for n, why in rivals[number].items() if adopt is None or n in accepted}
    if not against:
        ground = ", ".join(label for label in _ground(plan) if label)
        return Outcome(
            amendment=amendment,
            status=NOT_FOUND,
            why=f"{ground}: the amendment that brings it is not applied",
            spots=spots,
        )
    why = next(iter(against.values()))
    return Outcome(amendment=amendment, status="conflicts", why=why, rivals=tuple(against), spots=spots)


def _once(plans: Sequence[Plan]) -> list[Plan]:
    """Plans in order, of several that make the same change the first."""
    done: list[Plan] = []
    seen: dict[frozenset[str], list[Plan]] = {}
    for plan in plans:
        alike = seen.setdefault(topics(plan), [])
        if not any(same(plan, other) for other in alike):
            done.append(plan)
            alike.append(plan)
    return done


def _applied(tree: Tree, plans: Sequence[Plan]) -> Tree:
    done = _once(plans)
    title: list[Edit] = []
    for plan in done:
        for label, edit in plan.edits:
            (tree.nodes[label].edits if label else title).append(edit)
    if title:
        tree.title = applied(tree.title, title)
    for plan in done:
        _rewrite(tree, plan)
    _place_all(tree, done)
    for plan in done:
        for label in plan.drops:
            tree.drop(tree.nodes[label])
    nodes = [(tree.nodes[old], new) for plan in done for old, new in plan.relabels]
    for node, new in nodes:
        tree.relabel(node, new)
        if node.number:
            node.number = printed(node, new)
    if any(plan.renumber for plan in done):
        tree.renumber()
    return tree


def _rewrite(tree: Tree, plan: Plan) -> None:
    for label, block, keeps in plan.rewrites:
        node = tree.nodes[label]
        node.text = block.text
        if keeps:
            continue
        for child in node.children:
            tree.drop(child)
        fresh = new_node(block, node.label, node)
        for child in fresh.children:
            child.above = node
        node.children = [*node.children, *fresh.children]
        node.touched = False


def _place_all(tree: Tree, plans: Sequence[Plan]) -> None:
    """New and moved paragraphs, each once the one it is to stand beside has its place."""
    moves = [move for plan in plans for move in plan.moves]
    additions = [a for plan in plans for a in plan.additions]
    # Of several at one place the later label goes first, so that the earlier one comes to stand before it.
    additions.sort(key=lambda a: a.items[0][0].sort_key if a.items[0][0] is not None else (), reverse=True)
    while moves or additions:
        moving = {label for label, _, _ in moves}
        settled = [m for m in moves if m[1] in tree.nodes and m[1] not in moving]
        ready = [
            a
            for a in additions
            if (not a.anchor or (a.anchor in tree.nodes and a.anchor not in moving))
            and (not a.above or a.above in tree.nodes)
        ]
        for label, anchor, after in settled or ([] if ready else moves[:1]):
            if anchor in tree.nodes:
                tree.move(tree.nodes[label], tree.nodes[anchor], after=after)
        for addition in ready:
            _add(tree, addition)
        if not settled and not ready and not moves:
            return
        moves = [m for m in moves if m not in (settled or ([] if ready else moves[:1]))]
        additions = [a for a in additions if a not in ready]


def _add(tree: Tree, addition: Addition) -> None:
    anchor = tree.nodes[addition.anchor] if addition.anchor else None
    above = tree.nodes[addition.above] if addition.above else tree.root
    at, after = anchor, addition.after
    for label, block in addition.items:
        named = label or _free(tree, at, above, addition.kind, after=after)
        node = new_node(block, named, anchor or (above.children[0] if above.children else None))
        tree.insert(node, at, above, after=after)
        at, after = node, True


def _free(tree: Tree, at: Node | None, above: Node, kind: str, *, after: bool) -> Label:
    """A label for a new paragraph that was given none: behind its neighbour of the same kind, or before the next."""
    if at is None:
        return free_label(tree, above.label.child("a"), before=False)
    if not kind or at.label.kind == kind:
        return free_label(tree, at.label, before=not after)
    row = tree.siblings(at)
    place = row.index(at) + after
    earlier = [n for n in row[:place] if n.label.kind == kind]
    later = [n for n in row[place:] if n.label.kind == kind]
    if earlier:
        return free_label(tree, earlier[-1].label, before=False)
    return free_label(tree, later[0].label, before=True) if later else Label(kind, "1")
