"""A document one can change: nodes for paragraphs, with the edits they are to get, and a document again at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.amending.places import Edit, applied, mapped
from draftdiff.label import INSERTIONS, Label
from draftdiff.model import Document, Heading, Paragraph, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.amending.blocks import Block

#: Kinds of paragraph by kind of label, as readers give them.
_KINDS = {"PP": "preambular", "OP": "operative"}


@dataclass(slots=True, eq=False)
class Node:
    """One paragraph on its way into the new version."""

    label: Label
    text: str
    paragraph: Paragraph | None = None
    """The old paragraph; None for a new one."""
    number: str = ""
    kind: str = "operative"
    children: list[Node] = field(default_factory=list["Node"])
    above: Node | None = None
    edits: list[Edit] = field(default_factory=list[Edit])
    gone: bool = False
    touched: bool = False
    """Its children changed: some are new, gone or moved."""

    def walk(self) -> Iterator[Node]:
        """The node and those below."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Tree:
    """All nodes of a document."""

    document: Document
    root: Node
    nodes: dict[str, Node]
    title: str

    @classmethod
    def of(cls, document: Document) -> Tree:
        """A tree of a document's paragraphs."""
        root = Node(Label(), "")
        nodes: dict[str, Node] = {}
        for paragraph in document.paragraphs:
            root.children.append(_node(paragraph, root, nodes))
        return cls(document, root, nodes, document.title)

    def siblings(self, node: Node) -> list[Node]:
        """The list a node stands in."""
        return (node.above or self.root).children

    def insert(self, new: Node, at: Node | None, above: Node, *, after: bool) -> None:
        """Put a node beside another, or first below its parent where that is None."""
        new.above = above if above is not self.root else None
        holder = above.children
        place = 0 if at is None else holder.index(at) + after
        holder.insert(place, new)
        above.touched = True
        self.nodes[str(new.label)] = new

    def drop(self, node: Node) -> None:
        """Mark a node and all below as gone; it keeps its place, so that others find theirs."""
        for one in node.walk():
            one.gone = True
        (node.above or self.root).touched = True

    def move(self, node: Node, at: Node, *, after: bool) -> None:
        """Take a node to another place among its siblings."""
        holder = self.siblings(node)
        holder.remove(node)
        holder.insert(holder.index(at) + after, node)
        (node.above or self.root).touched = True

    def relabel(self, node: Node, label: Label) -> None:
        """Another label, for the node and all below."""
        depth = len(node.label.subs)
        for one in list(node.walk()):
            below = one.label.subs[depth:]
            one.label = Label(
                label.kind,
                label.number,
                label.insertion,
                label.alternative,
                (*label.subs, *below),
                label.scope,
            )

    def renumber(self) -> None:
        """Count anew where paragraphs came, went or moved: numbers from the first on, letters in their row."""
        for holder in [self.root, *(n for top in self.root.children for n in top.walk())]:
            if not holder.touched:
                continue
            groups: dict[tuple[object, ...], list[Node]] = {}
            for child in holder.children:
                if not child.gone:
                    groups.setdefault(_group(child.label), []).append(child)
            for group in groups.values():
                self._count(group)

    def _count(self, group: list[Node]) -> None:
        for at, node in enumerate(group):
            label = node.label
            if label.subs:
                sub = _sub(at, roman=_roman(group))
                self.relabel(
                    node,
                    Label(
                        label.kind,
                        label.number,
                        label.insertion,
                        label.alternative,
                        (*label.subs[:-1], sub),
                        label.scope,
                    ),
                )
                old = node.number or "()"
                node.number = f"{'(' if old.startswith('(') else ''}{sub}{'.' if old.endswith('.') else ')'}"
            elif label.number:
                self.relabel(node, Label(label.kind, str(at + 1), scope=label.scope))
                node.number = _numbered(node, at + 1)

    def twice(self) -> set[str]:
        """Labels that two paragraphs would have."""
        labels = [str(n.label) for top in self.root.children for n in top.walk() if not n.gone]
        return (
            {label for label in labels if labels.count(label) > 1}
            if len(labels) > len(set(labels))
            else set()
        )

    def built(self, name: str) -> Document:
        """The document with all that was done to its tree."""
        paragraphs = tuple(_paragraph(node) for node in self.root.children if not node.gone)
        return replace(
            self.document, id=name, paragraphs=paragraphs, title=self.title, headings=self._headings(),
            source=Source(name=self.document.source.name),
        )  # fmt: skip

    def _headings(self) -> tuple[Heading, ...]:
        """Headings stand before the paragraph they stood before, or the next that is left."""
        flow = [node for top in self.root.children for node in top.walk()]
        old = {str(n.paragraph.label): at for at, n in enumerate(flow) if n.paragraph is not None}
        found: list[Heading] = []
        for heading in self.document.headings:
            at = old.get(heading.before)
            rest = [] if at is None else [n for n in flow[at:] if not n.gone]
            before = str(rest[0].label) if rest else ("" if at is not None else heading.before)
            found.append(replace(heading, before=before))
        return tuple(found)


def _node(paragraph: Paragraph, above: Node, nodes: dict[str, Node]) -> Node:
    node = Node(
        paragraph.label, paragraph.text, paragraph, paragraph.number, paragraph.kind,
        above=above if above.label.number or above.label.kind else None,
    )  # fmt: skip
    nodes[str(paragraph.label)] = node
    node.children = [_node(child, node, nodes) for child in paragraph.children]
    return node


def new_node(block: Block, label: Label, like: Node | None) -> Node:
    """A node for a new paragraph, numbered and of the kind of one beside it."""
    kind = "subparagraph" if label.subs else _KINDS.get(label.kind, "paragraph")
    if like is not None and like.label.kind == label.kind and len(like.label.subs) == len(label.subs):
        kind = like.kind if like.kind != "chapeau" else kind
    node = Node(label, block.text, kind=kind)
    node.number = _printed(label, like)
    for child in block.children:
        below = new_node(child, label.child(child.sub), None)
        below.above = node
        node.children.append(below)
    return node


def _printed(label: Label, like: Node | None) -> str:
    """A number as its neighbour prints it; none where the neighbour prints none."""
    if label.subs:
        return f"({label.subs[-1].replace(' ', ') ')}" + (")" if " " not in label.subs[-1] else "")
    if label.kind == "PP" or (like is not None and not like.number):
        return ""
    return f"{label.number}{f' {label.insertion}' if label.insertion else ''}."


def _numbered(node: Node, number: int) -> str:
    if not node.number:
        return ""
    return re.sub(r"[^\s.)]+(?: [a-z]+)?(?=[.)]|$)", str(number), node.number, count=1)


def printed(node: Node, label: Label) -> str:
    """The number a node prints under another label, in the manner it did."""
    if label.subs:
        return _printed(label, None)
    words = f"{label.number} {label.insertion}".strip()
    return re.sub(r"[^\s.)]+(?: [a-z]+)?(?=[.)]|$)", words, node.number, count=1)


def _paragraph(node: Node) -> Paragraph:
    children = tuple(_paragraph(child) for child in node.children if not child.gone)
    text = applied(node.text, node.edits)
    old = node.paragraph
    if old is None:
        return Paragraph(label=node.label, text=text, kind=node.kind, number=node.number, children=children)
    if text == old.text:
        return replace(old, label=node.label, number=node.number, children=children)
    styles = tuple(
        replace(s, start=a, end=b)
        for s in old.styles
        if (a := mapped(node.edits, s.start)) is not None and (b := mapped(node.edits, s.end)) is not None and a < b <= len(text)
    ) if node.edits else ()  # fmt: skip
    notes = (
        tuple(replace(n, at=None if n.at is None else mapped(node.edits, n.at)) for n in old.notes)
        if node.edits
        else ()
    )
    return replace(
        old, label=node.label, number=node.number, text=text, children=children, styles=styles, notes=notes,
        revisions=(), raw="", anchors=old.anchors,
    )  # fmt: skip


def _group(label: Label) -> tuple[object, ...]:
    """What labels must share to count on: kind, containers, and the paragraph they are below."""
    return (label.scope, label.kind, bool(label.number), len(label.subs))


def _roman(group: list[Node]) -> bool:
    """The row counts (i), (ii): the first old label says it."""
    old = [n.label.subs[-1] for n in group if n.paragraph is not None]
    return (
        bool(old)
        and re.fullmatch(r"[ivx]+", old[0]) is not None
        and (len(group) == 1 or any(len(o) > 1 for o in old))
    )


def _sub(at: int, *, roman: bool) -> str:
    if not roman:
        return chr(97 + at % 26) * (at // 26 + 1)
    tens, ones = divmod(at + 1, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def free_label(tree: Tree, base: Label, *, before: bool) -> Label:
    """The next label for a new paragraph behind another: bis, ter, ...; `pre` before the first.

    Behind `decies` there are no more; then a decimal counts on, as some negotiators write ("OP3.1").
    """
    if base.subs and not before and str(base) not in tree.nodes:
        return base
    if before:
        candidates = [base_with(base, i) for i in ("pre", "ante")]
    elif base.subs:
        candidates = [
            base_with(base, i) for i in INSERTIONS[INSERTIONS.index("bis") : INSERTIONS.index("new")]
        ]
    else:
        start = (
            INSERTIONS.index(base.insertion or "") + 1
            if base.insertion not in ("pre", "ante")
            else INSERTIONS.index("bis")
        )
        candidates = [base_with(base, i) for i in INSERTIONS[start : INSERTIONS.index("new")]]
    for label in candidates:
        if str(label) not in tree.nodes:
            return label
    at = 1
    while True:
        label = Label(base.kind, f"{base.number}.{at}", "", 0, base.subs, base.scope)
        if str(label) not in tree.nodes:
            return label
        at += 1


def base_with(label: Label, insertion: str) -> Label:
    """A label with an insertion mark on its last part."""
    if not label.subs:
        return Label(label.kind, label.number, insertion, label.alternative, (), label.scope)
    letter = label.subs[-1].partition(" ")[0]
    return Label(
        label.kind,
        label.number,
        label.insertion,
        label.alternative,
        (*label.subs[:-1], f"{letter} {insertion}"),
        label.scope,
    )
