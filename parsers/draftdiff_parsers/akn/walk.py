"""The body of an Akoma Ntoso file as whole-paragraph blocks, in reading order.

Published files of the United Nations do not follow the naming convention: their eIds are running counters, so the
number is read from `num` and never from an eId (docs/domain.md, "Interchange"). Some nest the following paragraphs inside the
last one; only marked text and `num` are trusted, nesting gives the level.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.layout import Block
from draftdiff.model import Anchor, Footnote
from draftdiff_parsers.akn.meta import words
from draftdiff_parsers.akn.parts import part_name
from draftdiff_parsers.decode import clean
from draftdiff_parsers.markup import local_name, source_line
from draftdiff_parsers.runs import Runs

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Elements that hold one numbered unit of text each.
UNITS = {
    "paragraph": "operative", "subparagraph": "subparagraph", "point": "subparagraph", "indent": "subparagraph",
    "alinea": "subparagraph", "clause": "operative", "subclause": "subparagraph", "item": "subparagraph",
    "article": "article", "recital": "recital", "citation": "preambular", "rule": "operative",
}  # fmt: skip
#: Elements that group units under a number and a heading.
GROUPS = frozenset(
    {"section", "chapter", "part", "title", "book", "tome", "division", "subsection", "subchapter", "subpart",
     "hcontainer", "tblock"}
)  # fmt: skip
#: Text-level elements of style, by name and by class or style attribute.
_STYLE_TAGS = {"i": "italic", "em": "italic", "b": "bold", "strong": "bold", "u": "underline", "sup": "superscript",
               "ins": "underline", "del": "strike"}  # fmt: skip
_STYLE_WORDS = ("italic", "bold", "underline", "superscript")
#: Not part of the running text.
_SKIPPED = frozenset({"docStatus", "meta", "coverPage", "img", "toc", "presentation", "eop", "num"})
_LINE_BREAKS = frozenset({"eol", "br"})
#: Elements that give what is inside them its role; "" is decided by the element.
_ROLES = {"container": "", "conclusions": "closing", "longTitle": "title", "preface": "title"}
#: Class of a section that numbers its paragraphs anew, as our own writer marks it.
SCOPE = "scope"
#: Class of a heading that enacts a text inside the text, as our own writer marks it.
FORMULA = "formula"
_TEXT_BLOCKS = frozenset(
    {"p", "block", "docTitle", "heading", "subheading", "crossHeading", "formula", "tr", "li"}
)
_HEADINGS = frozenset({"heading", "subheading", "crossHeading"})
#: Elements that hold a whole text with a numbering of its own.
_PARTS = frozenset({"attachment", "component"})


@dataclass(slots=True)
class Walk:
    """State of one pass over a body."""

    blocks: list[Block] = field(default_factory=list[Block])
    footnotes: list[Footnote] = field(default_factory=list[Footnote])
    _carried: str = field(default="", init=False)
    """A number whose element holds no text: that stands in the next one."""
    _number: str = field(default="", init=False)
    _role: str = field(default="", init=False)
    _level: int | None = field(default=None, init=False)
    _path: tuple[str, ...] = field(default=(), init=False)
    _runs: Runs = field(default_factory=Runs, init=False)
    _line: int | None = field(default=None, init=False)
    _kind: str = field(default="text", init=False)
    _unheaded: Element | None = field(default=None, init=False)
    """A heading that is not part of the text."""

    def body(self, root: Element, path: tuple[str, ...] = ()) -> None:
        """All blocks below an element."""
        self._path = path
        self._children(root, 0)
        self._flush()
        if self._carried:
            self._alone(self._carried)
            self._carried = ""

    def _children(self, element: Element, depth: int) -> None:
        self._text(element.text, element)
        for child in element:
            self._visit(child, depth)
            self._text(child.tail, element)

    def _visit(self, element: Element, depth: int) -> None:
        name = local_name(element)
        numbers = name == "num" and self._numbers(element)
        if (name in _SKIPPED and name != "num") or numbers or not name or element is self._unheaded:
            return
        if name == "authorialNote":
            self._footnote(element)
        elif name in UNITS:
            self._unit(element, UNITS[name], depth)
        elif name in GROUPS:
            self._group(element, depth)
        elif name in _PARTS:
            self._part(element)
        elif name == "sublist":  # a list inside the list before it, though it stands beside its points
            self._children(element, depth + 1)
        elif name == "table":
            self._table(element)
        elif name in _TEXT_BLOCKS:
            self._block(element, name, depth)
        elif name in _ROLES:
            self._flush()
            self._within(element, _ROLES[name] or self._container_role(element), depth)
        else:
            self._inline_or_group(element, name, depth)

    def _numbers(self, element: Element) -> bool:
        """A `num` that its holder has read; anywhere else it is text."""
        holder = element.getparent()
        if holder is None or local_name(holder) not in UNITS | dict.fromkeys(GROUPS, ""):
            return False
        return next(child for child in holder if local_name(child) == "num") is element

    def _container_role(self, element: Element) -> str:
        declared = (element.get("name") or "").lower()
        if declared in ("formula", "enactingformula"):
            return "formula"
        inside = {local_name(ancestor) for ancestor in element.iterancestors()}
        return "closing" if "conclusions" in inside else "preambular"

    def _inline_or_group(self, element: Element, name: str, depth: int) -> None:
        if name in _LINE_BREAKS:
            self._runs.line_break()
        style = _STYLE_TAGS.get(name) or _declared_style(element)
        started = style is not None and self._runs.start(style)
        self._children(element, depth)
        # A block that ended inside the styled element has closed the style already.
        if started and style is not None and self._runs.is_open(style):
            self._runs.stop(style)

    def _within(self, element: Element, role: str, depth: int) -> None:
        before = self._role
        self._role = role
        self._children(element, depth)
        self._flush()
        self._role = before

    def _unit(self, element: Element, role: str, depth: int) -> None:
        self._flush()
        number = next((words(child) for child in element if local_name(child) == "num"), "")
        before = (self._role, self._level)
        if self._number:  # of the unit around it, which has no words of its own
            self._alone(self._number)
        # Our own writer marks preambular paragraphs that stand in the body (preambles of sections) by their class.
        self._role = "preambular" if "preambular" in (element.get("class") or "").split() else role
        if depth == 0 and local_name(element) == "alinea":
            self._role = "operative"
        self._level = depth
        if number and self._carried:
            self._alone(self._carried)
        self._number = number or self._carried
        self._carried = ""
        self._children(element, depth + 1)
        self._flush()
        self._carried, self._number = self._number, ""  # what no text has used up
        self._role, self._level = before

    def _alone(self, number: str) -> None:
        """A number that no text follows."""
        self.blocks.append(Block(text="", number=number, whole=True, role=self._role, path=self._path))

    def _group(self, element: Element, depth: int) -> None:
        self._flush()
        if SCOPE in (element.get("class") or "").split():
            self._part(element)
            return
        number = next((words(child) for child in element if local_name(child) == "num"), "")
        headed = any(local_name(child) == "heading" for child in element)
        if number and not headed:
            self.blocks.append(
                Block(text=number, kind="heading", whole=True, level=depth, role="section", path=self._path)
            )
        self._number = number if headed else ""
        self._children(element, depth)
        self._flush()
        self._number = ""

    def _part(self, element: Element) -> None:
        """An attachment or a part of a composite resolution has its own numbering."""
        self._flush()
        before = self._path
        if local_name(element) == "section":
            # The heading of our own writer's scope is a name for labels; the document has no such heading.
            self._unheaded = next((e for e in element.iter() if local_name(e) == "heading"), None)
            name = words(self._unheaded)
        else:
            name = part_name(element)
        self._path = (*before, name) if name else before
        self._children(element, 0)
        self._flush()
        self._path = before

    def _block(self, element: Element, name: str, depth: int) -> None:
        self._flush()
        before = (self._role, self._kind)
        kept = ""
        if name == "formula" or FORMULA in (element.get("class") or "").split():
            self._role = "formula"
        elif name == "crossHeading" and (element.get("refersTo") or "").lower().endswith("preamble"):
            self._role = "preambular"  # how published texts mark the preamble of a section
        elif name in _HEADINGS:
            self._kind = "heading"
            self._role = "article" if self._role == "article" else "section"
            # A heading inside a numbered unit stands before its number; that of a group or an article carries it.
            if self._level is not None and self._role != "article":
                kept, self._number = self._number, ""
        elif name == "docTitle":
            self._role = "title"
        self._children(element, depth)
        self._flush()
        self._number = kept or self._number
        self._role, self._kind = before

    def _text(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if self._line is None and text.strip():
            self._line = source_line(element)
        self._runs.add(clean(text))

    def _footnote(self, element: Element) -> None:
        mark = element.get("marker") or str(len(self.footnotes) + 1)
        self._runs.note(mark)
        self._noted(element, mark)

    def meta_notes(self, root: Element) -> None:
        """Notes of the meta, which no mark leads to."""
        for element in root.iter():
            if local_name(element) == "note" and element.get("marker"):
                self._noted(element, element.get("marker", ""))

    def _noted(self, element: Element, mark: str) -> None:
        """A note that serves two marks is kept once."""
        text = _note_text(element, mark)
        if not any(note.mark == mark and note.text == text for note in self.footnotes):
            self.footnotes.append(Footnote(mark=mark, text=text, anchors=_anchor(source_line(element))))

    def _table(self, element: Element) -> None:
        self._flush()
        rows = (words(row) for row in element.iter() if local_name(row) == "tr")
        text = " | ".join(row for row in rows if row) or words(element)
        for note in element.iter():
            if local_name(note) == "authorialNote":
                self._noted(note, note.get("marker") or str(len(self.footnotes) + 1))
        if text:
            anchor = Anchor(lines=_lines(source_line(element)))
            self.blocks.append(
                Block(
                    text=clean(text), kind="table", whole=True, path=self._path, role="table", anchor=anchor
                )
            )

    def _flush(self) -> None:
        """End the block at hand. A number is used up by the first text that follows it."""
        text, styles, notes = self._runs.finish()
        if text or (notes and not self.blocks):
            self.blocks.append(
                Block(
                    text=text, kind="heading" if self._kind == "heading" else "text", whole=True, number=self._number,
                    level=self._level, styles=styles, notes=notes, role=self._role, path=self._path,
                    anchor=Anchor(lines=_lines(self._line)),
                )
            )  # fmt: skip
            self._number = ""
        self._runs = Runs()
        self._line = None


def _declared_style(element: Element) -> str | None:
    declared = f"{element.get('class', '')} {element.get('style', '')}".lower()
    return next((word for word in _STYLE_WORDS if word in declared), None)


def _lines(line: int | None) -> tuple[int, int] | None:
    return None if line is None else (line, line)


def _anchor(line: int | None) -> tuple[Anchor, ...]:
    return () if line is None else (Anchor(lines=(line, line)),)


def _note_text(element: Element, mark: str) -> str:
    """Text of a note, without its mark where it is repeated in front."""
    text = " ".join(words(child) for child in element) or " ".join((element.text or "").split())
    head, _, rest = text.partition(" ")
    return rest if head == mark and rest else text
