"""Amendments computed from two versions: applied to the old text they give the new one.

Word by word where that is short, whole paragraphs otherwise; in English, in the form `read_amendments` reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.aligning import align
from draftdiff.amending.amending import Amended, amend
from draftdiff.amending.blocks import blocks
from draftdiff.amending.lexing import lex
from draftdiff.amending.quoting import quoted
from draftdiff.amending.tree import Tree, free_label
from draftdiff.amending.wording import word_instructions
from draftdiff.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from draftdiff.alignment import Alignment
    from draftdiff.model import Document, Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """Amendments that turn one version into another."""

    lines: tuple[str, ...]
    """One instruction each."""
    result: Amended
    """Their application to the old version."""
    unsaid: tuple[str, ...] = ()
    """Differences that amendments do not express: headings, footnotes, ..."""

    @property
    def exact(self) -> bool:
        """Applied to the old version they give the paragraphs of the new one: labels, order, words."""
        return not any(line.startswith("paragraphs") for line in self.unsaid)

    def to_text(self) -> str:
        """The list as a document of amendments has it, numbered."""
        return "".join(f"{at}. {line}\n" for at, line in enumerate(self.lines, 1))


@dataclass(slots=True)
class _Level:
    """Paragraphs under one parent, old and new, and how they correspond."""

    old: Sequence[Paragraph]
    new: Sequence[Paragraph]
    parent: str
    """Present label of the parent; "" for the text itself."""


@dataclass(slots=True)
class _Deriver:
    old: Document
    new: Document
    tree: Tree
    links: Mapping[str, str]
    """New label -> old label, one to one."""
    lines: list[str] = field(default_factory=list[str])
    now: dict[str, Label] = field(default_factory=dict[str, Label])
    """New label -> the label it has before paragraphs are renumbered."""

    def run(self) -> None:
        if self.old.title != self.new.title and self.new.title:
            self.lines.append(f"Replace the title by the following: {quoted(self.new.title)}")
        self._level(_Level(self.old.paragraphs, self.new.paragraphs, ""))
        self._renumber()

    def _level(self, level: _Level) -> None:
        pairs = self._pairs(level)
        gone = [p for p in level.old if str(p.label) not in pairs.values()]
        self.lines += [f"Delete {self._name(p.label)}" for p in gone]
        stay = _staying([pairs.get(str(p.label)) for p in level.new], [str(p.label) for p in level.old])
        before: Label | None = None
        for paragraph in level.new:
            old = pairs.get(str(paragraph.label))
            if old is None:
                self._insert(paragraph, before, level, stay)
            else:
                self.now[str(paragraph.label)] = self.old[old].label
                if old not in stay:
                    self.lines.append(
                        f"Move {self._name(self.old[old].label)} {self._beside(before, level, stay)}"
                    )
                self._edit(self.old[old], paragraph)
            before = self.now[str(paragraph.label)]

    def _pairs(self, level: _Level) -> dict[str, str]:
        """New label -> old label, within this level and of one kind."""
        here = {str(p.label): p for p in level.old}
        found: dict[str, str] = {}
        before: Paragraph | None = None
        for paragraph in level.new:
            old = here.get(self.links.get(str(paragraph.label), ""))
            fits = old is not None and (old.label.kind, old.label.scope, len(old.label.subs)) == (
                paragraph.label.kind, paragraph.label.scope, len(paragraph.label.subs),
            )  # fmt: skip
            if (
                fits
                and old is not None
                and (before is None or before.label.kind == paragraph.label.kind or not found)
            ) or (fits and old is not None):
                found[str(paragraph.label)] = str(old.label)
            before = paragraph
        return found

    def _beside(self, before: Label | None, level: _Level, stay: Sequence[str]) -> str:
        """Where a paragraph goes: behind the one before it, or before the first that stays."""
        if before is not None:
            return f"after {self._name(before)}"
        if level.old:
            first = self.old[stay[0]].label if stay else level.old[0].label
            return f"before {self._name(first)}"
        return f"after the chapeau of {self._name(Label.parse(level.parent))}" if level.parent else ""

    def _insert(self, paragraph: Paragraph, before: Label | None, level: _Level, stay: Sequence[str]) -> None:
        label = self._fresh(paragraph, before, level, stay)
        self.now[str(paragraph.label)] = label
        where = self._beside(before, level, stay)
        text = self._block(paragraph, label)
        self.lines.append(
            " ".join(f"Insert a new {self._name(label, new=True)} {where}".split()) + f" reading: {text}"
        )
        self._level(_Level((), paragraph.children, str(label)))

    def _fresh(self, paragraph: Paragraph, before: Label | None, level: _Level, stay: Sequence[str]) -> Label:
        """A label nobody has, near the place."""
        if before is not None and before.kind == paragraph.label.kind:
            found = free_label(self.tree, before, before=False)
        elif level.old and before is None:
            first = self.old[stay[0]].label if stay else level.old[0].label
            same = first.kind == paragraph.label.kind
            found = free_label(self.tree, first if same else paragraph.label, before=same)
        elif level.parent:
            found = Label.parse(level.parent).child("a")
        else:
            found = paragraph.label
        if str(found) in self.tree.nodes:
            found = free_label(self.tree, found, before=False)
        self.tree.nodes[str(found)] = self.tree.root
        return found

    def _block(self, paragraph: Paragraph, label: Label) -> str:
        """The quoted words of a new paragraph; behind its number where they would be taken for one."""
        read = blocks(paragraph.text)
        if len(read) == 1 and (read[0].text, read[0].number, read[0].sub) == (paragraph.text, "", ""):
            return quoted(paragraph.text)
        own = (
            f"({label.subs[-1].replace(' ', ') ', 1)}" + ("" if " " in label.subs[-1] else ")")
            if label.subs
            else f"{label.number} {label.insertion}".strip() + "."
        )
        return quoted(f"{own} {paragraph.text}")

    def _edit(self, old: Paragraph, new: Paragraph) -> None:
        if old.text != new.text:
            name = self._name(old.label)
            whole = f"the chapeau of {name}" if old.children or new.children else name
            words = word_instructions(old.text, new.text)
            if words is None:
                self.lines.append(f"Replace {whole} by the following: {self._block(new, old.label)}")
            else:
                self.lines += [f"In {whole}, {one}" for one in words]
        self._level(_Level(old.children, new.children, str(old.label)))

    def _renumber(self) -> None:
        """Labels of the new version: counted anew where that gives them, else one by one."""
        odd = [(now, Label.parse(new)) for new, now in self.now.items() if str(now) != new]
        odd = [(now, new) for now, new in odd if not self._follows(now, new)]
        if not odd:
            return
        counted = [*self.lines, "Renumber the paragraphs accordingly"]
        if amend(self.old, _listed(counted)).document.labels() == self.new.labels():
            self.lines = counted
            return
        self.lines += [f"Renumber {self._name(now)} as {self._name(new)}" for now, new in odd]

    def _follows(self, now: Label, new: Label) -> bool:
        """The paragraph above is renumbered, and this one goes with it."""
        above, above_new = now.parent, new.parent
        return (
            above is not None and above_new is not None and now.subs[-1] == new.subs[-1]
            and self.now.get(str(above_new)) == above
        )  # fmt: skip

    def _name(self, label: Label, *, new: bool = False) -> str:
        """A label as an instruction names it; in brackets where prose would not be read so."""
        plain = str(label)
        read = lex(f"a new {plain}" if new else f"in {plain}", "en")
        found = (
            read[-1].new
            if new and read
            else (read[-1].targets[0].label if read and read[-1].targets else None)
        )
        alone = len(read) == (1 if new else 2)
        return plain if alone and found == label and "," not in plain else f"[{plain}]"


def _staying(pairs: Sequence[str | None], old: Sequence[str]) -> list[str]:
    """The longest row of old paragraphs that are in the same order in both: they stay, the others move."""
    places = [old.index(label) for label in pairs if label is not None]
    best: list[list[int]] = []
    for place in places:
        before = max((row for row in best if row[-1] < place), key=len, default=[])
        best.append([*before, place])
    return [old[place] for place in max(best, key=len, default=[])]


def _links(alignment: Alignment, old: Document, new: Document) -> dict[str, str]:
    """New label -> old label, one to one, the strongest links first; and equal words of one level that no link joins."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for link in sorted(
        alignment.links,
        key=lambda one: (-one.similarity * (one.weight.old + one.weight.new), one.new, one.old),
    ):
        if link.new not in found and link.old not in taken:
            found[link.new] = link.old
            taken.add(link.old)
    left = {p.text: str(p.label) for p in reversed(list(old)) if str(p.label) not in taken}
    for paragraph in new:
        if str(paragraph.label) not in found and left.get(paragraph.text):
            found[str(paragraph.label)] = left.pop(paragraph.text)
    return found


def _listed(lines: Sequence[str]) -> str:
    return "".join(f"{at}. {line}\n" for at, line in enumerate(lines, 1))


def amendments(old: Document, new: Document, *, alignment: Alignment | None = None) -> Computed:
    """The amendments that turn one version into another.

    Args:
        old: the version they are moved to.
        new: what it becomes.
        alignment: links between the two, where they are known; else they are computed.
    """
    links = _links(alignment or align(old, new), old, new)
    deriver = _Deriver(old, new, Tree.of(old), links)
    deriver.run()
    result = amend(old, _listed(deriver.lines))
    return Computed(lines=tuple(deriver.lines), result=result, unsaid=_unsaid(result.document, new))


def content(document: Document) -> list[tuple[str, str]]:
    """Labels and words of all paragraphs, in order: what amendments change."""
    return [(str(p.label), p.text) for p in document]


def _unsaid(got: Document, new: Document) -> tuple[str, ...]:
    found = ["paragraphs differ in a way that amendments cannot say"] if content(got) != content(new) else []
    if [h.text for h in got.headings] != [h.text for h in new.headings]:
        found.append("headings differ")
    if [f.text for f in got.footnotes] != [f.text for f in new.footnotes]:
        found.append("footnotes differ")
    if got.formula != new.formula:
        found.append("the enacting formula differs")
    return tuple(found)
