"""Lines with numbers, letters and headings become a tree of labelled paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.label import Label
from draftdiff.model import Heading, Paragraph, Problem
from draftdiff.negotiating.options import named_option
from draftdiff_parsers.structure.joining import Joined, Part, Words, anchors_of, join, reopen
from draftdiff_parsers.structure.lines import inlined
from draftdiff_parsers.structure.marks import sub_mark
from draftdiff_parsers.structure.options import unfold
from draftdiff_parsers.structure.status import read_status
from draftdiff_parsers.structure.sublists import Item, find_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line
    from draftdiff_parsers.structure.marks import Mark


@dataclass(slots=True)
class Node:
    """A paragraph under construction."""

    label: Label
    kind: str
    number: str = ""
    joined: Joined = field(default_factory=Joined)
    children: list[Node] = field(default_factory=list["Node"])
    status: str = ""

    def finished(self) -> Paragraph:
        """The paragraph, with its children."""
        joined = self.joined
        return Paragraph(
            label=self.label, text=joined.text, kind=self.kind, number=self.number,
            children=tuple(child.finished() for child in self.children), anchors=joined.anchors, notes=joined.notes,
            styles=joined.styles, revisions=joined.revisions, raw=joined.raw, status=self.status,
        )  # fmt: skip

    def walk(self) -> list[Node]:
        """The node and those below, in order."""
        return [self, *(node for child in self.children for node in child.walk())]


@dataclass(slots=True)
class Assembly:
    """Collects what one document is made of; labels stay unique."""

    words: Words
    nodes: list[Node] = field(default_factory=list[Node])
    headings: list[Heading] = field(default_factory=list[Heading])
    problems: list[Problem] = field(default_factory=list[Problem])
    taken: set[Label] = field(default_factory=set[Label])
    pending: list[int] = field(default_factory=list[int])
    """Headings whose paragraph has not come yet."""

    def plain(
        self, label: Label, kind: str, lines: Sequence[Line], *, offset: int = 0, number: str = ""
    ) -> Node:
        """A paragraph without sub-paragraphs."""
        number = number or lines[0].block.number
        parts = [Part(line, offset if n == 0 else 0) for n, line in enumerate(lines)]
        node = Node(self.unique(label), kind, number, reopen(join(parts, self.words), number))
        self.log(node)
        self.add(node)
        return node

    def numbered(
        self, label: Label, lines: Sequence[Line], mark: Mark | None, *, gapped: bool, kind: str = "operative"
    ) -> Node:
        """A paragraph and the sub-paragraphs in its lines."""
        offset = mark.end if mark else 0
        items = find_items(lines, 0, len(lines), gapped=gapped, first_offset=offset)
        items = [item for item in items if item.at > 0 or item.mark.end > offset]
        parts = _span(lines, (0, offset), _place(items[:1], lines))
        node = Node(self.unique(label), kind, mark.printed if mark else lines[0].block.number)
        parts += self._children(node, items, lines, gapped=gapped)
        node.joined = reopen(join(parts, self.words), node.number)
        for found in node.walk():
            self.log(found)
        self.add(node)
        return node

    def article(
        self, label: Label, line: Line, title: str, lines: Sequence[Line], title_end: int, *, gapped: bool
    ) -> Node:
        """An article before its numbered paragraphs: heading line, title, and any words and points of its own."""
        node = Node(self.unique(label), "article", str(label))
        items = find_items(lines, title_end, len(lines), gapped=gapped)
        start = line.text.rfind(title) if title else len(line.text)
        parts = [Part(line, start), *_span(lines, (0, 0), _place(items[:1], lines))]
        parts += self._children(node, items, lines, gapped=gapped)
        node.joined = join(parts, self.words)
        node.number = line.text[:start].strip(" .:—–-") or line.block.number
        for found in node.walk():
            self.log(found)
        self.add(node)
        return node

    def inner(
        self, parent: Node, label: Label, lines: Sequence[Line], mark: Mark | None, *, gapped: bool
    ) -> Node:
        """A numbered paragraph inside an article."""
        pending, self.pending = self.pending, []
        node = self.numbered(label, lines, mark, gapped=gapped, kind="paragraph")
        self.pending = pending
        parent.children.append(self.nodes.pop())
        return node

    def _children(self, node: Node, items: list[Item], lines: Sequence[Line], *, gapped: bool) -> list[Part]:
        """Adds the sub-paragraphs; returns the parts after the last that belong to the paragraph itself."""
        open_nodes: dict[tuple[str, ...], Node] = {(): node}
        closing: list[Part] = []
        for index, item in enumerate(items):
            stop = _place(items[index + 1 : index + 2], lines)
            if index + 1 == len(items) and not item.skipped:
                end, closing = _wrap_up(lines, item.at, len(lines), gapped=gapped)
                stop = (end, 0)
            parent = open_nodes.get(item.subs[:-1], node)
            label = self.unique(parent.label.child(item.subs[-1]))
            parts = _span(lines, (item.at, item.mark.end), stop)
            joined = reopen(join(parts, self.words), item.mark.printed)
            child = Node(label, "subparagraph", item.mark.printed, joined)
            parent.children.append(child)
            open_nodes[item.subs] = child
            if item.repaired:
                self.repaired(item.mark.printed, f"({item.subs[-1]})", label, lines[item.at])
            elif item.skipped:
                self.problems.append(
                    Problem(
                        kind="uncertain", what="the letters before this one are missing", raw=item.mark.printed,
                        label=str(label), anchor=lines[item.at].block.anchor,
                    )
                )  # fmt: skip
        return closing

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What was collected, options as paragraphs of their own; headings and problems follow their labels."""
        made, renamed = unfold(tuple(node.finished() for node in self.nodes))
        if renamed:
            self.headings = [replace(h, before=renamed.get(h.before, h.before)) for h in self.headings]
            self.problems = [replace(p, label=renamed.get(p.label, p.label)) for p in self.problems]
        return made

    def heading(self, lines: Sequence[Line], *, level: int = 1) -> None:
        """A heading; `before` is filled in by the next paragraph."""
        joined = join([Part(line) for line in lines], self.words)
        marks = " ".join(note.mark for note in joined.notes if note.kind == "footnote")
        if marks:
            what = "footnote marks were left out of a heading"
            self.problems.append(Problem(kind="dropped", what=what, raw=marks, anchor=lines[0].block.anchor))
        text = joined.text
        number = lines[0].block.number
        text = f"{number} {text}".strip() if number else text
        self.headings.append(Heading(text=text, level=level, anchors=anchors_of(list(lines))))
        self.pending.append(len(self.headings) - 1)

    def add(self, node: Node) -> None:
        """A paragraph, with what stands above it."""
        for at in self.pending:
            self.headings[at] = replace(self.headings[at], before=str(node.label))
        self.pending.clear()
        self.nodes.append(node)

    def unique(self, label: Label) -> Label:
        """The label, or, where it is taken, the same as an alternative: nothing is lost and nothing is twice."""
        wanted = label
        while wanted in self.taken:
            if wanted.subs:
                *outer, last = wanted.subs
                letter, _, count = last.partition("-")
                step = int(count) + 1 if count.isdecimal() else 2
                wanted = Label(
                    wanted.kind,
                    wanted.number,
                    wanted.insertion,
                    wanted.alternative,
                    (*outer, f"{letter}-{step}"),
                    wanted.scope,
                )
            else:
                wanted = Label(
                    wanted.kind, wanted.number, wanted.insertion, wanted.alternative + 1, (), wanted.scope
                )
        if wanted != label:
            self.problems.append(
                Problem(kind="uncertain", what=f"a second paragraph has the label {label}", label=str(wanted))
            )
        self.taken.add(wanted)
        return wanted

    def invented(self, name: str, line: Line) -> None:
        """Logs a section's name that the text does not give."""
        what = f"numbers begin again below no heading; the second run is called {name}"
        self.problems.append(Problem(kind="uncertain", what=what, anchor=line.block.anchor))

    def doubted(self, lines: Sequence[Line]) -> None:
        """Logs lines on which a paragraph begins or a clause of the one before: the layout does not say which."""
        what = "a paragraph begins on this line, or the one before goes on: the layout does not say which"
        self.problems += [
            Problem(kind="uncertain", what=what, raw=line.text, anchor=line.block.anchor) for line in lines
        ]

    def skipped(self, before: int, value: int, label: Label, line: Line) -> None:
        """Logs numbers that no paragraph has: left out of an extract, or a paragraph that was not seen."""
        if not 0 < before < value - 1:
            return
        gone = f"{before + 1}" if value == before + 2 else f"{before + 1} to {value - 1}"
        what = (
            f"no paragraph has the number {gone}"
            if " to " not in gone
            else f"no paragraphs have the numbers {gone}"
        )
        self.problems.append(Problem(kind="uncertain", what=what, label=str(label), anchor=line.block.anchor))

    def repaired(self, raw: str, repaired: str, label: Label, line: Line) -> None:
        """Logs a number that was repaired from its place in the sequence."""
        what = (
            "a number was repaired from its sequence"
            if raw
            else "no number is printed; it follows from the sequence"
        )
        self.problems.append(
            Problem(
                kind="repaired",
                what=what,
                raw=raw,
                repaired=repaired,
                label=str(label),
                anchor=line.block.anchor,
            )
        )

    def log(self, node: Node) -> None:
        """Status of a node whose text is complete, and what was repaired in it."""
        node.status = read_status(node.joined)
        self.problems += [replace(problem, label=str(node.label)) for problem in node.joined.problems]


def _place(items: Sequence[Item], lines: Sequence[Line]) -> tuple[int, int]:
    """Line and offset at which the first of some items begins; the end of the lines where there is none."""
    return (items[0].at, items[0].offset) if items else (len(lines), 0)


def _span(lines: Sequence[Line], start: tuple[int, int], stop: tuple[int, int]) -> list[Part]:
    """The text between two places, each a line and an offset in it."""
    parts: list[Part] = []
    for at in range(start[0], min(len(lines), stop[0] + (stop[1] > 0))):
        end = stop[1] if at == stop[0] else None
        line = lines[at] if at == start[0] else inlined(lines[at])
        parts.append(Part(line, start[1] if at == start[0] else 0, end))
    return parts


def _wrap_up(lines: Sequence[Line], at: int, stop: int, *, gapped: bool) -> tuple[int, list[Part]]:
    """Words after a list that belong to the paragraph, not to its last item."""
    for here in range(at + 1, stop):
        line, before = lines[here], lines[here - 1]
        apart = line.apart and (gapped or line.block.whole)
        if named_option(line.text.lstrip("[ ")) is not None:
            break  # the next option is no end of the paragraph: `unfold` sets it apart
        if apart and before.ends and not before.comma and not before.chapeau and sub_mark(line.text) is None:
            return here, [Part(inlined(later)) for later in lines[here:stop]]
    return stop, []
