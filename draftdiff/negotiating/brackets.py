"""The tree of square brackets over all paragraphs: pairs, halves without their other half, and what is no position."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.model import Problem
from draftdiff.negotiating.position import Aside, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.model import Document, Paragraph

_MARK = re.compile(r"\[\s*(\d{1,3}|[*†‡])\s*\]")
_EDITORIAL = re.compile(
    r"\[(?:(?P<sic>sic!?)|(?P<symbol>(?:see |See )?(?=[^\s\]]*\d)[A-Z]{1,6}(?:/[A-Z0-9.-]+){1,8}(?:[ ,].{0,80})?)"
    r"|(?P<origin>(?:on the report of|without reference to|sur le rapport de|sans renvoi à|sobre la base del informe|sin remisión|"
    r"по докладу|без передачи)[^\[\]]{0,200})"
    r"|(?P<vote>(?:Adopted|Adoptée|Adopté|Aprobada)\b[^\[\]]{0,4000})|(?P<tongue>(?:Original|Traduction|Translation)\b[^\[\]]{0,60}))\s*\]"
)
_CAPITAL = re.compile(r"\[[A-Z]\](?=[a-z])")
_TRAILING = re.compile(r"[\s;,.:\]\)}”\"»]*")
_LEADING = re.compile(r"[\s\[\({“\"«]*")
_HALF = re.compile(r"[\[\]]")


@dataclass(slots=True)
class Unit:
    """A paragraph as the tree reads it."""

    index: int
    paragraph: Paragraph
    label: str
    text: str
    lead: str
    """Brackets of the printed number that do not stand in the text again: "[" of "[3.", whose "]" stands further on."""

    @property
    def section(self) -> tuple[object, ...]:
        """What a doubtful bracket does not cross."""
        label = self.paragraph.label
        return (label.scope, label.kind, label.number) if label.subs else (label.scope, label.kind)


@dataclass(slots=True)
class Pair:
    """A bracket and what closes it."""

    opens: tuple[int, int]
    """Unit and offset of the opening bracket; the offset is -1 when it stands in the number."""
    closes: tuple[int, int]
    """Unit and offset after the closing bracket."""


@dataclass(slots=True)
class Tree:
    """All square brackets of a document."""

    units: Sequence[Unit]
    pairs: list[Pair] = field(default_factory=list[Pair])
    problems: list[Problem] = field(default_factory=list[Problem])
    asides: list[Aside] = field(default_factory=list[Aside])

    def spans(self, opens: tuple[int, int], closes: tuple[int, int]) -> tuple[Span, ...]:
        """A stretch of the text, one span a paragraph."""
        (first, start), (last, end) = opens, closes
        if first == last:
            return (Span(first, self.units[first].label, max(start, 0), end),)
        middle = (
            Span(at, self.units[at].label, 0, len(self.units[at].text)) for at in range(first + 1, last)
        )
        unit = self.units[first]
        return (
            Span(first, unit.label, max(start, 0), len(unit.text)),
            *middle,
            Span(last, self.units[last].label, 0, end),
        )


def units_of(document: Document) -> list[Unit]:
    """The paragraphs in order of printing."""
    return [
        Unit(index, paragraph, str(paragraph.label), paragraph.text, _lead(paragraph))
        for index, paragraph in enumerate(document.walk())
    ]


def _lead(paragraph: Paragraph) -> str:
    """Brackets of a printed number; not those a reader has put back into the text (`raw` tells)."""
    brackets = "".join(_HALF.findall(paragraph.number))
    printed = paragraph.number.strip()
    # Some layouts give the line with its number as `raw`, some without it.
    apart = 0 if paragraph.raw.lstrip().startswith(printed) else printed.count("[")
    shown = printed.count("[") + paragraph.text.count("[")
    if not brackets or (
        paragraph.raw and paragraph.text.startswith("[") and shown > paragraph.raw.count("[") + apart
    ):
        return ""
    return brackets


def bracket_tree(document: Document) -> Tree:
    """Every square bracket of a document: in a pair, in a problem, or aside with the reason."""
    tree = Tree(units_of(document))
    stack: list[tuple[int, int]] = []
    running = _running_marks(document, tree.units)
    for unit in tree.units:
        spared = _spared(unit, tree, running=running)
        for char in unit.lead if unit.lead == "[" else "":
            stack.append((unit.index, -1)) if char == "[" else None
        if unit.lead and unit.lead != "[":
            tree.asides.append(
                Aside(where="number", start=0, text=unit.paragraph.number, why="in the number")
            )
        for match in _HALF.finditer(unit.text):
            at = match.start()
            if any(start <= at < end for start, end in spared):
                continue
            if match.group() == "[":
                stack.append((unit.index, at))
            else:
                _close(tree, stack, unit, at)
    for index, at in stack:
        _lone(tree, tree.units[index], at, "an opening bracket is never closed")
    tree.pairs.sort(key=lambda pair: (pair.opens, (-pair.closes[0], -pair.closes[1])))
    tree.asides += _outside(document)
    return tree


def _close(tree: Tree, stack: list[tuple[int, int]], unit: Unit, at: int) -> None:
    for depth in range(len(stack) - 1, -1, -1):
        index, start = stack[depth]
        if index == unit.index or _plausible(tree.units[index], start, unit, at):
            for lost_index, lost in stack[depth + 1 :]:
                _lone(tree, tree.units[lost_index], lost, "an opening bracket is never closed")
            del stack[depth:]
            tree.pairs.append(Pair((index, start), (unit.index, at + 1)))
            return
    _lone(tree, unit, at, "a closing bracket was never opened")


def _plausible(first: Unit, start: int, last: Unit, at: int) -> bool:
    """A pair over several paragraphs: one that begins a paragraph or ends one; both when it leaves the section."""
    begins = start < 0 or _LEADING.fullmatch(first.text[:start]) is not None
    ends = _TRAILING.fullmatch(last.text[at:]) is not None
    return (begins and ends) or ((begins or ends) and first.section[:1] == last.section[:1])


def _lone(tree: Tree, unit: Unit, at: int, what: str) -> None:
    around = unit.text[max(0, at - 40) : max(at, 0) + 60] if at >= 0 else unit.paragraph.number
    place = f"at character {at}" if at >= 0 else "in its number"
    anchors = unit.paragraph.anchors
    tree.problems.append(
        Problem(
            kind="uncertain", what=f"{what}: {unit.label}, {place}", raw=around, label=unit.label,
            anchor=anchors[0] if anchors else None,
        )
    )  # fmt: skip


def _running_marks(document: Document, units: Iterable[Unit]) -> bool:
    """Whether bare numbers in brackets are marks of footnotes: they run 1, 2, 3 through the text, or notes have them."""
    numbers = [int(m[1]) for unit in units for m in _MARK.finditer(unit.text) if m[1].isdigit()]
    marks = {mark for note in document.footnotes for mark in note.mark.split()}
    if numbers and all(str(number) in marks for number in numbers):
        return True
    steps = zip([0, *numbers], numbers, strict=False)
    return bool(numbers) and all(after - before in (0, 1) for before, after in steps)


def _spared(unit: Unit, tree: Tree, *, running: bool) -> list[tuple[int, int]]:
    """Spans of brackets that are no position."""
    found: list[tuple[int, int]] = []
    text = unit.text
    for match in _EDITORIAL.finditer(text):
        why = {
            "sic": "editorial",
            "symbol": "a citation",
            "origin": "the line of origin",
            "vote": "the record of adoption",
        }
        _aside(tree, unit, match, why.get(match.lastgroup or "", "editorial"), found)
    for match in _CAPITAL.finditer(text):
        if text[match.start() - 1 : match.start()] != "]" and not text[match.end() - 1 :].startswith("]["):
            _aside(tree, unit, match, "a letter changed in a quotation", found)
    for match in _MARK.finditer(text) if running else ():
        if text[match.start() - 1 : match.start()].strip():
            _aside(tree, unit, match, "the mark of a footnote", found)
    return found


def _aside(tree: Tree, unit: Unit, match: re.Match[str], why: str, found: list[tuple[int, int]]) -> None:
    found.append(match.span())
    tree.asides.append(Aside(where=unit.label, start=match.start(), text=match.group(), why=why))


def _outside(document: Document) -> list[Aside]:
    """Brackets outside the paragraphs: headings, footnotes, the title, what the reader left out."""
    places: list[tuple[str, str]] = [("title", document.title)]
    places += [("heading", heading.text) for heading in document.headings]
    places += [("footnote", note.text) for note in document.footnotes]
    places += [("left out", line) for line in document.left_out.split("\n")]
    found = [(where, text, _HALF.search(text)) for where, text in places]
    return [
        Aside(
            where=where,
            start=match.start(),
            text=text,
            why="left out" if where == "left out" else f"in a {where}",
        )
        for where, text, match in found
        if match
    ]
