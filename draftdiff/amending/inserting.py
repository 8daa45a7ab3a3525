"""Where a new paragraph stands, and under which label: what an instruction says of it must leave one place only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.amending.places import AMBIGUOUS, NOT_FOUND, NOT_UNDERSTOOD, Refusal
from draftdiff.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from draftdiff.amending.amendment import Amendment, Target
    from draftdiff.amending.blocks import Block
    from draftdiff.amending.tree import Node, Tree


@dataclass(slots=True)
class Addition:
    """New paragraphs at one place."""

    anchor: str
    """Label they stand beside; "" for the first place below `above`."""
    above: str
    """Label of the paragraph they stand in; "" for the text itself."""
    after: bool
    items: list[tuple[Label | None, Block]]
    """Each with the label it was given, if any."""
    kind: str = ""
    note: str = ""


@dataclass(slots=True)
class Inserter:
    """Places new paragraphs of one text."""

    tree: Tree
    made: Mapping[str, int]
    """Label of a new paragraph -> amendment that brings it."""
    label_of: Callable[[Target], str]
    renumbered: bool

    def addition(self, amendment: Amendment, parts: Sequence[Block]) -> Addition:
        """Place and labels of the new paragraphs of an amendment.

        Raises:
            Refusal: the place is not said, or is not there.
        """
        given = self._given(amendment, parts)
        found = self._beside(amendment, given) if amendment.place in ("after", "before", "between") else None
        if found is None and amendment.place in ("end", "beginning"):
            found = self._at_edge(amendment)
        if found is None:
            found = self._by_label(amendment, given)
        labels = (
            [given, *[None] * (len(parts) - 1)] if given is not None else [self._own(p, found) for p in parts]
        )
        found.items = [(self._checked(label, found), part) for label, part in zip(labels, parts, strict=True)]
        return found

    def _given(self, amendment: Amendment, parts: Sequence[Block]) -> Label | None:
        """The label the instruction gives to the (first) new paragraph."""
        if not amendment.labels:
            return None
        label = amendment.labels[0]
        if label.number:
            anchor = self._anchor_label(amendment)
            kind = label.kind or amendment.kind or (anchor.kind if anchor is not None else "OP")
            scope = label.scope or (anchor.scope if anchor is not None and not label.scope else ())
            del parts
            return Label(kind, label.number, label.insertion, label.alternative, label.subs, scope)
        anchor = self._anchor_label(amendment)
        if anchor is None:
            raise Refusal(NOT_UNDERSTOOD, "it does not say of which paragraph the new sub-paragraph is one")
        above = (
            anchor.subs[: len(anchor.subs) - 1]
            if amendment.place in ("after", "before", "between")
            else anchor.subs
        )
        chapeau = amendment.targets[0].part == "chapeau"
        return Label(
            anchor.kind,
            anchor.number,
            anchor.insertion,
            anchor.alternative,
            (*(anchor.subs if chapeau else above), *label.subs),
            anchor.scope,
        )

    def _anchor_label(self, amendment: Amendment) -> Label | None:
        if not amendment.targets or amendment.targets[0].part in ("title", "text"):
            return None
        found = self.label_of(amendment.targets[0])
        node = self.tree.nodes.get(found)
        return node.label if node is not None else Label.parse(found)

    def _beside(self, amendment: Amendment, given: Label | None) -> Addition | None:
        if not amendment.targets:
            raise Refusal(AMBIGUOUS, "it does not say beside which paragraph")
        anchors = [self.label_of(target) for target in amendment.targets]
        if amendment.targets[0].part == "chapeau":
            if amendment.place != "after":
                raise Refusal(AMBIGUOUS, "nothing stands before a chapeau")
            return Addition("", anchors[0], after=True, items=[])
        label = self._anchor_label(amendment)
        assert label is not None  # noqa: S101 - there are targets, and the title is none
        self._neighbours(amendment, anchors)
        node = self.tree.nodes.get(anchors[0])
        above = (
            str(node.above.label) if node is not None and node.above is not None else str(label.parent or "")
        )
        if above not in self.tree.nodes and above not in self.made:
            above = ""
        kind = (given.kind if given is not None else amendment.kind) or label.kind
        if given is not None and len(given.subs) != len(label.subs):
            raise Refusal(AMBIGUOUS, f"{given} and {anchors[0]} are not on one level")
        if given is not None and given.subs[:-1] != label.subs[:-1]:
            raise Refusal(AMBIGUOUS, f"{given} would stand beside {anchors[0]}, in another paragraph")
        self._fits_place(amendment, given, label)
        return Addition(anchors[0], above, after=amendment.place != "before", items=[], kind=kind)

    def _fits_place(self, amendment: Amendment, given: Label | None, anchor: Label) -> None:
        """A label with `bis` says its place itself; it must be the same."""
        if given is None or not given.insertion or given.subs or amendment.place != "after":
            return
        if given.number != anchor.number and given.kind == anchor.kind and not self.renumbered:
            raise Refusal(
                AMBIGUOUS,
                f"{given} stands after {Label(given.kind, given.number)}, but it says after {anchor}",
            )

    def _neighbours(self, amendment: Amendment, anchors: Sequence[str]) -> None:
        if amendment.place != "between" or len(anchors) != 2:
            if amendment.place == "between":
                raise Refusal(AMBIGUOUS, "between which two paragraphs is not clear")
            return
        first, second = (self.tree.nodes.get(anchor) for anchor in anchors)
        if first is None or second is None or first.above is not second.above:
            raise Refusal(AMBIGUOUS, f"{anchors[0]} and {anchors[1]} do not stand beside each other")
        row = self.tree.siblings(first)
        if row.index(second) - row.index(first) != 1:
            raise Refusal(AMBIGUOUS, f"{anchors[0]} and {anchors[1]} do not stand beside each other")

    def _at_edge(self, amendment: Amendment) -> Addition:
        kind = amendment.kind
        if amendment.targets:
            above = self.label_of(amendment.targets[0])
            node = self.tree.nodes.get(above)
            rows = node.children if node is not None else []
        else:
            above, rows = (
                "",
                [n for n in self.tree.root.children if n.label.kind == kind and not n.label.scope],
            )
            if not rows:
                raise Refusal(NOT_FOUND, f"there are no paragraphs of kind {kind or 'OP'}")
        if not rows:
            return Addition("", above, after=True, items=[], kind=kind)
        edge = rows[-1] if amendment.place == "end" else rows[0]
        return Addition(
            str(edge.label), above, after=amendment.place == "end", items=[], kind=edge.label.kind
        )

    def _by_label(self, amendment: Amendment, given: Label | None) -> Addition:
        """A place said by nothing but the new label: "insert a new OP5 bis"."""
        if given is None:
            raise Refusal(AMBIGUOUS, "it does not say where the new paragraph stands")
        del amendment
        if not self.tree.root.children:
            return self._first_of_kind(given)
        if given.subs:
            return self._sub_by_label(given)
        rows = [
            n for n in self.tree.root.children if n.label.kind == given.kind and n.label.scope == given.scope
        ]
        if given.insertion or given.alternative:
            return self._inserted_by_label(given, rows)
        if str(given) in self.tree.nodes:
            if not self.renumbered:
                raise Refusal(AMBIGUOUS, f"there is a {given}; say beside which paragraph, or renumber")
            return Addition(str(given), "", after=False, items=[], kind=given.kind)
        if not rows and given.number == "1":
            return self._first_of_kind(given)
        last = rows[-1].label if rows else None
        if last is None or str(int(last.number) + 1 if last.number.isdigit() else "") != given.number:
            raise Refusal(
                AMBIGUOUS,
                f"{given} does not follow the last paragraph{f', {last}' if last is not None else ''}",
            )
        return Addition(str(last), "", after=True, items=[], kind=given.kind)

    def _first_of_kind(self, given: Label) -> Addition:
        """Preambular paragraphs stand before all others, others behind."""
        tops = self.tree.root.children
        if not tops:
            return Addition("", "", after=True, items=[], kind=given.kind)
        first = given.kind == "PP"
        return Addition(str(tops[0 if first else -1].label), "", after=not first, items=[], kind=given.kind)

    def _inserted_by_label(self, given: Label, rows: Sequence[Node]) -> Addition:
        base = [n for n in rows if n.label.number == given.number]
        if not base:
            raise Refusal(NOT_FOUND, f"no paragraph {Label(given.kind, given.number)}")
        before = [n for n in base if n.label.sort_key < given.sort_key]
        made = [
            m
            for m in self.made
            if Label.parse(m).number == given.number
            and Label.parse(m).kind == given.kind
            and str(given) != m
            and Label.parse(m).sort_key < given.sort_key
            and not Label.parse(m).subs
        ]
        if made and given.insertion not in ("pre", "ante"):
            return Addition(
                max(made, key=lambda m: Label.parse(m).sort_key), "", after=True, items=[], kind=given.kind
            )
        if before:
            return Addition(str(before[-1].label), "", after=True, items=[], kind=given.kind)
        return Addition(str(base[0].label), "", after=False, items=[], kind=given.kind)

    def _sub_by_label(self, given: Label) -> Addition:
        above = str(given.parent)
        node = self.tree.nodes.get(above)
        if node is None:
            raise Refusal(NOT_FOUND, f"no paragraph {above}")
        if str(given) in self.tree.nodes:
            if not self.renumbered:
                raise Refusal(AMBIGUOUS, f"there is a {given}; say beside which, or renumber")
            return Addition(str(given), above, after=False, items=[], kind=given.kind)
        before = [n for n in node.children if n.label.sort_key < given.sort_key]
        if not before:
            return Addition("", above, after=True, items=[], kind=given.kind)
        return Addition(str(before[-1].label), above, after=True, items=[], kind=given.kind)

    def _own(self, part: Block, found: Addition) -> Label | None:
        """The label a new text brings with it, in front of its words."""
        anchor = Label.parse(found.anchor) if found.anchor else None
        if part.sub and anchor is not None and anchor.subs:
            return Label(
                anchor.kind,
                anchor.number,
                anchor.insertion,
                anchor.alternative,
                (*anchor.subs[:-1], part.sub),
                anchor.scope,
            )
        if not part.number or anchor is None or anchor.subs or anchor.kind == "PP":
            return None
        number, _, insertion = part.number.lower().replace("-", " ").partition(" ")
        return replace_kind(Label("", number, insertion), anchor)

    def _checked(self, label: Label | None, found: Addition) -> Label | None:
        """A given label, unless it is taken: then it said a place only."""
        if label is None or str(label) not in self.tree.nodes:
            return label
        if label.insertion:
            raise Refusal(AMBIGUOUS, f"there is a {label} already")
        if not self.renumbered:
            found.note = f"{label} is taken; the new paragraph keeps a label of its own until paragraphs are renumbered"
        return None


def replace_kind(label: Label, like: Label) -> Label:
    """A bare number as a label of the same kind as another."""
    return Label(
        like.kind, label.number, label.insertion, label.alternative, label.subs, label.scope or like.scope
    )
