"""An amendment meets the text: which paragraphs and words it means, exactly; or a refusal that says why not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.amending.amendment import Amendment, Spot, Status, Target
from draftdiff.amending.blocks import Block, blocks
from draftdiff.amending.inserting import Addition, Inserter, replace_kind
from draftdiff.amending.places import (
    AMBIGUOUS,
    NOT_FOUND,
    NOT_UNDERSTOOD,
    Refusal,
    at_beginning,
    at_end,
    chosen,
    deleted,
    inserted,
    occurrences,
    plain,
    replaced,
)
from draftdiff.amending.plan import Plan, add_edit, frozen
from draftdiff.errors import LabelError
from draftdiff.label import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.amending.tree import Tree
    from draftdiff.model import Paragraph


@dataclass(slots=True)
class Resolver:
    """Resolves amendments over one document; knows the labels that amendments before bring in."""

    tree: Tree
    renumbered: bool
    """Some amendment renumbers, so a number that is taken only says a place."""
    made: dict[str, int] = field(default_factory=dict[str, int])
    """Label of a new paragraph -> amendment that brings it."""

    def plan(self, amendment: Amendment) -> Plan:
        """What an amendment does.

        Raises:
            Refusal: not to be done exactly.
        """
        if not amendment.action or amendment.fault:
            raise Refusal(NOT_UNDERSTOOD, amendment.fault)
        plan = {
            "replace": self._replace, "delete": self._delete, "insert": self._insert, "move": self._move,
            "renumber": self._renumber,
        }[amendment.action](amendment)  # fmt: skip
        plan.notes += amendment.notes
        return plan

    # --- paragraphs

    def label(self, target: Target) -> str:
        """Label of the paragraph a target means.

        Raises:
            Refusal: there is none, or several.
        """
        if target.label is None:
            raise Refusal(NOT_UNDERSTOOD, f"{target.text!r} is no paragraph")
        if target.ordinal:
            return self._by_place(target)
        wanted = str(target.label)
        if wanted in self.tree.nodes or wanted in self.made:
            return wanted
        try:
            return str(self.tree.document[wanted].label)
        except LabelError as error:
            status: Status = AMBIGUOUS if "may be any of" in error.what else NOT_FOUND
            raise Refusal(status, f"{error.what}; {error.remedy}") from error

    def _by_place(self, target: Target) -> str:
        label = target.label or Label()
        tops = self.tree.document.paragraphs
        kinds = {p.label.kind for p in tops}
        if not label.kind and len(kinds) > 1:
            raise Refusal(AMBIGUOUS, f"{target.text!r} may be preambular or operative")
        kind = label.kind or next(iter(kinds), "")
        rows: Sequence[Paragraph] = [p for p in tops if p.label.kind == kind and not p.label.scope]
        at = target.ordinal - 1 if target.ordinal > 0 else len(rows) + target.ordinal
        if not 0 <= at < len(rows):
            raise Refusal(NOT_FOUND, f"there are {len(rows)} paragraphs of kind {kind}")
        found = str(rows[at].label)
        named = f"{kind}{target.ordinal}"
        if target.ordinal > 0 and named != found and named in self.tree.nodes:
            raise Refusal(AMBIGUOUS, f"{target.text!r} is {found} by its place and {named} by its number")
        for sub in label.subs:
            below = str(Label.parse(found).child(sub))
            if below not in self.tree.nodes:
                raise Refusal(NOT_FOUND, f"no paragraph {below}")
            found = below
        return found

    def _old(self, target: Target) -> str:
        """The label of a paragraph of the text as it stands; a paragraph that another amendment brings has no words yet."""
        found = self.label(target)
        if found not in self.tree.nodes:
            raise Refusal(
                AMBIGUOUS, f"{found} is itself an amendment ({self.made[found]}); amend that instead"
            )
        return found

    def _scope(self, targets: Sequence[Target]) -> list[list[str]]:
        """For each target the paragraphs whose words it covers; "" is the title."""
        if not targets:
            raise Refusal(NOT_UNDERSTOOD, "it names no paragraph")
        found: list[list[str]] = []
        for target in targets:
            if target.part == "title":
                found.append([""])
            elif target.part == "text":
                found.append(list(self.tree.nodes))
            else:
                node = self.tree.nodes[self._old(target)]
                found.append([str(n.label) for n in ([node] if target.part == "chapeau" else node.walk())])
        return found

    def _text(self, label: str) -> str:
        return self.tree.nodes[label].text if label else self.tree.title

    # --- words

    def _found(self, labels: Sequence[str], words: str, which: str) -> list[tuple[str, int, int]]:
        spans = [(label, *span) for label in labels for span in occurrences(self._text(label), words)]
        near = not spans and any(
            plain(words).casefold() in plain(self._text(label)).casefold() for label in labels
        )
        return chosen(spans, which, words, near=near)

    def _pairs(
        self, labels: Sequence[str], first: str, second: str
    ) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
        """Places where one run of words directly follows another; only spaces and marks stand between.

        Raises:
            Refusal: none, or several.
        """
        found = [
            (label, a, b)
            for label in labels
            for a in occurrences(self._text(label), first)
            for b in occurrences(self._text(label), second)
            if a[1] <= b[0] and not any(c.isalnum() for c in self._text(label)[a[1] : b[0]])
        ]
        if len(found) != 1:
            status: Status = AMBIGUOUS if found else NOT_FOUND
            raise Refusal(status, f"{first!r} directly before {second!r} stands there {len(found)} times")
        return found

    def _replace(self, amendment: Amendment) -> Plan:
        if amendment.paragraphs:
            return self._rewrite(amendment)
        plan = Plan()
        old = amendment.old[0]
        for labels in self._scope(amendment.targets):
            for label, start, end in self._found(labels, old, amendment.which):
                add_edit(plan, label, self._text(label), replaced(start, end, amendment.new), reads=())
        return frozen(plan)

    def _delete(self, amendment: Amendment) -> Plan:
        plan = Plan()
        if not amendment.old:
            return self._drop(amendment)
        for labels in self._scope(amendment.targets):
            if amendment.place:
                self._drop_beside(plan, labels, amendment)
                continue
            for words in amendment.old:
                for label, start, end in self._found(labels, words, amendment.which):
                    add_edit(plan, label, self._text(label), deleted(self._text(label), start, end), reads=())
        return frozen(plan)

    def _drop_beside(self, plan: Plan, labels: Sequence[str], amendment: Amendment) -> None:
        words, beside = amendment.old
        if amendment.place == "after":
            label, anchor, span = self._pairs(labels, beside, words)[0]
        else:
            label, span, anchor = self._pairs(labels, words, beside)[0]
        add_edit(plan, label, self._text(label), deleted(self._text(label), *span), reads=(anchor,))

    def _put(self, amendment: Amendment) -> Plan:
        """Words put in beside others, or at an end of a paragraph."""
        plan = Plan()
        for target, labels in zip(amendment.targets, self._scope(amendment.targets), strict=True):
            if amendment.place in ("end", "beginning"):
                self._put_at_end(plan, target, labels, amendment)
            elif amendment.place == "between":
                label, first, second = self._pairs(labels, *amendment.old)[0]
                edit = inserted(self._text(label), first[1], amendment.new, after=True)
                add_edit(plan, label, self._text(label), edit, reads=(first, second))
            else:
                after = amendment.place == "after"
                for label, start, end in self._found(labels, amendment.old[0], amendment.which):
                    edit = inserted(self._text(label), end if after else start, amendment.new, after=after)
                    add_edit(plan, label, self._text(label), edit, reads=((start, end),))
        return frozen(plan)

    def _put_at_end(self, plan: Plan, target: Target, labels: Sequence[str], amendment: Amendment) -> None:
        if target.part == "text":
            raise Refusal(AMBIGUOUS, "an end of the whole text is no place for words; name a paragraph")
        label = labels[0]
        if amendment.place == "end" and len(labels) > 1:
            raise Refusal(
                AMBIGUOUS, f"{label} has sub-paragraphs; say whether its chapeau or its last one is meant"
            )
        text = self._text(label)
        edit = (at_end if amendment.place == "end" else at_beginning)(text, amendment.new)
        add_edit(plan, label, text, edit, reads=())

    # --- whole paragraphs

    def _drop(self, amendment: Amendment) -> Plan:
        plan = Plan()
        for target in amendment.targets:
            if target.part in ("title", "text"):
                raise Refusal(NOT_UNDERSTOOD, f"{target.text!r} cannot be deleted")
            label = self._old(target)
            if target.part == "chapeau":
                raise Refusal(AMBIGUOUS, f"the sub-paragraphs of {label} would stand under nothing")
            plan.drops += [label, *_flat_children(self.tree, label)]
            plan.spots.append(Spot(label=label, old=self.tree.nodes[label].text))
        return frozen(plan)

    def _rewrite(self, amendment: Amendment) -> Plan:
        plan = Plan()
        (target,) = amendment.targets
        if target.part == "title":
            add_edit(
                plan,
                "",
                self.tree.title,
                replaced(0, len(self.tree.title), " ".join(amendment.paragraphs[0].split())),
                reads=(),
            )
            return frozen(plan)
        label = self._old(target)
        node = self.tree.nodes[label]
        parts = [block for text in amendment.paragraphs for block in blocks(text)]
        if not parts:
            raise Refusal(NOT_UNDERSTOOD, "the new text is empty")
        first = parts[0]
        self._fits(first, node.label)
        keeps = target.part == "chapeau"
        if node.children and not keeps and not first.children and first.text.rstrip().endswith((":", ",")):
            raise Refusal(
                AMBIGUOUS,
                f"{label} has sub-paragraphs and the new text has none; say whether only its chapeau is replaced",
            )
        plan.rewrites.append((label, first, keeps))
        plan.spans = replace(plan.spans, writes=frozenset({(label, 0, len(node.text))}))
        plan.spots.append(Spot(label=label, old=node.text, new=first.text))
        if parts[1:]:
            items = [(self._given(part, node.label), part) for part in parts[1:]]
            plan.additions.append(Addition(label, str(node.label.parent or ""), after=True, items=items))
        return frozen(plan)

    def _fits(self, block: Block, label: Label) -> None:
        """The number before a new text is the paragraph's own."""
        said = block.sub if label.subs else block.number
        own = label.subs[-1] if label.subs else f"{label.number} {label.insertion}".strip()
        if said and label.kind != "PP" and said.casefold().replace("-", " ") != own.casefold():
            raise Refusal(AMBIGUOUS, f"the new text of {label} is numbered {said}")

    def _given(self, block: Block, like: Label) -> Label | None:
        """The label a new text brings with it, in front of its words."""
        if block.sub and like.subs:
            return Label(
                like.kind,
                like.number,
                like.insertion,
                like.alternative,
                (*like.subs[:-1], block.sub),
                like.scope,
            )
        if not block.number or like.subs or like.kind == "PP":
            return None
        number, _, insertion = block.number.lower().replace("-", " ").partition(" ")
        return Label(like.kind, number, insertion, scope=like.scope)

    def _insert(self, amendment: Amendment) -> Plan:
        if not amendment.paragraphs:
            return self._put(amendment)
        parts = [block for text in amendment.paragraphs for block in blocks(text)]
        if not parts:
            raise Refusal(NOT_UNDERSTOOD, "the new text is empty")
        found = Inserter(self.tree, self.made, self.label, self.renumbered).addition(amendment, parts)
        plan = Plan(
            notes=[found.note] if found.note else [],
            additions=[found],
            spots=[Spot(label=found.anchor or found.above, new="\n".join(b.text for b in parts))],
        )
        return frozen(plan)

    def _move(self, amendment: Amendment) -> Plan:
        plan = Plan()
        count = int(amendment.which or 1)
        moved = [self._old(target) for target in amendment.targets[:count]]
        anchors = [self.label(target) for target in amendment.targets[count:]]
        if not anchors:
            kind = amendment.kind
            rows = [str(p.label) for p in self.tree.document.paragraphs if p.label.kind == kind]
            if not rows:
                raise Refusal(NOT_FOUND, f"there are no paragraphs of kind {kind}")
            anchors = [rows[-1] if amendment.place == "end" else rows[0]]
        after = amendment.place in ("after", "end", "between")
        anchor = anchors[0]
        self._movable(moved, anchors)
        for label in moved if not after else reversed(moved):
            plan.moves.append((label, anchor, after))
            plan.spots.append(Spot(label=label))
        return frozen(plan)

    def _movable(self, moved: Sequence[str], anchors: Sequence[str]) -> None:
        for label in moved:
            for anchor in anchors:
                if label == anchor:
                    raise Refusal(NOT_UNDERSTOOD, f"{label} cannot be moved beside itself")
                if not self._level_with(label, anchor):
                    why = f"{label} and {anchor} are not of one kind and level; what {label} becomes is not said"
                    raise Refusal(AMBIGUOUS, why)
        if len(anchors) == 2:
            first = self.tree.nodes.get(anchors[0])
            row = (
                [str(n.label) for n in self.tree.siblings(first) if str(n.label) not in moved]
                if first
                else []
            )
            if anchors[1] not in row or row.index(anchors[1]) - row.index(anchors[0]) != 1:
                raise Refusal(AMBIGUOUS, f"{anchors[0]} and {anchors[1]} do not stand beside each other")

    def _level_with(self, label: str, anchor: str) -> bool:
        """Both are of one kind and under one paragraph."""
        one, other = self.tree.nodes[label], self.tree.nodes.get(anchor)
        if other is None:
            new = Label.parse(anchor)
            return new.kind == one.label.kind and new.subs[:-1] == one.label.subs[:-1]
        return one.above is other.above and one.label.kind == other.label.kind

    def _renumber(self, amendment: Amendment) -> Plan:
        plan = Plan()
        if not amendment.targets:
            plan.renumber = True
            return plan
        for target, label in zip(amendment.targets, amendment.labels, strict=True):
            old = self.label(target)
            plan.relabels.append((old, label if label.kind else replace_kind(label, Label.parse(old))))
            plan.spots.append(Spot(label=old))
        return frozen(plan)


def _flat_children(tree: Tree, label: str) -> list[str]:
    """Sub-paragraphs of a document given flat, which go with their paragraph."""
    parents = tree.document.parents()
    found = [below for below, above in parents.items() if above == label and tree.nodes[below].above is None]
    return [one for below in found for one in (below, *_flat_children(tree, below))]
