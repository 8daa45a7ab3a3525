"""Runs of a paragraph -> text: breaks, tabs, hyphens, fields, note marks, text boxes (ECMA-376 part 1, 17.3.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.model import Note
from draftdiff_parsers.word.markup import MC, M, W, elements, flag, is_on
from draftdiff_parsers.word.styles import RunLook
from draftdiff_parsers.word.symbols import sign, signs

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff_parsers.word.line import Line
    from draftdiff_parsers.word.notes import Notes
    from draftdiff_parsers.word.revisions import Mark, View
    from draftdiff_parsers.word.styles import StyleSheet

#: Elements that only group what stands inside.
GROUPS = frozenset(
    W + name for name in ("hyperlink", "smartTag", "customXml", "sdtContent", "dir", "bdo", "rubyBase")
)
_CHARACTERS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
}  # fmt: skip
_DRAWINGS = frozenset(W + name for name in ("drawing", "pict", "object"))
#: Units of measure that take a power.
_UNITS = frozenset(("m", "km", "cm", "mm", "dm", "ft", "mi", "м", "км"))
_NOTE_FIELDS = ("NOTEREF", "FTNREF")
_AUTO_FIELDS = ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM")


@dataclass(slots=True)
class _Field:
    """A complex field: its instruction, then its result."""

    code: list[str] = field(default_factory=list[str])
    result: bool = False
    note: list[str] | None = None
    """Collects the result of a reference to a footnote."""

    @property
    def name(self) -> str:
        words = "".join(self.code).split()
        return words[0].upper() if words else ""


@dataclass(slots=True)
class Losses:
    """What was met and left out, counted over the whole file."""

    hidden: list[str] = field(default_factory=list[str])
    pictures: int = 0
    objects: int = 0
    fields: dict[str, int] = field(default_factory=dict[str, int])
    """Names of fields whose numbers only Word can compute."""
    missing: list[str] = field(default_factory=list[str])
    """Notes that are referred to and not there."""
    signs: dict[str, int] = field(default_factory=dict[str, int])
    """Symbol fonts -> signs that no table of ours has."""


@dataclass(slots=True)
class RunReader:
    """Writes the runs of one paragraph to a line."""

    line: Line
    sheet: StyleSheet
    view: View
    notes: Notes
    losses: Losses
    style_id: str = ""
    """Style of the paragraph."""
    _fields: list[_Field] = field(default_factory=list[_Field])

    def read(self, parent: Element, marks: tuple[Mark, ...]) -> None:
        """Everything inside a paragraph or a group of runs, under the tracked changes `marks`."""
        for child in elements(parent):
            tag = str(child.tag)
            mark = self.view.mark(child)
            if mark is not None:
                self.read(child, (*marks, mark))
            elif tag == f"{W}r":
                self._run(child, marks)
            elif tag in GROUPS:
                self.read(child, marks)
            elif tag == f"{W}sdt":
                self._control(child, marks)
            elif tag == f"{W}fldSimple":
                self._simple_field(child, marks)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                self.line.write("".join(t.text or "" for t in child.iter(f"{M}t")), RunLook(), marks)
            elif tag == f"{MC}AlternateContent":
                self._alternatives(child, marks)

    def _control(self, control: Element, marks: tuple[Mark, ...]) -> None:
        properties = control.find(f"{W}sdtPr")
        if flag(properties, "showingPlcHdr"):
            return  # "Click here to enter text" is not text
        content = control.find(f"{W}sdtContent")
        if content is not None:
            self.read(content, marks)

    def _simple_field(self, element: Element, marks: tuple[Mark, ...]) -> None:
        opened = _Field([element.get(f"{W}instr") or ""])
        self._fields.append(opened)
        self._begin_result(opened)
        self.read(element, marks)
        self._end_field()

    def _run(self, run: Element, marks: tuple[Mark, ...]) -> None:
        look = self.sheet.run(self.view.properties(run.find(f"{W}rPr")), self.style_id)
        custom = False
        for child in elements(run):
            tag = str(child.tag)
            if tag in (f"{W}t", f"{W}delText"):
                text = child.text or ""
                if custom and text:
                    self.notes.custom_mark(self.line, text.strip())
                    custom = False
                else:
                    self._write(self._printed(text, look), look, marks)
            elif tag in _CHARACTERS:
                self._write(_CHARACTERS[tag], look, marks)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                custom = self._reference(child, marks)
            else:
                self._special(child, tag, look, marks)

    def _special(self, child: Element, tag: str, look: RunLook, marks: tuple[Mark, ...]) -> None:
        if tag == f"{W}br":
            if child.get(f"{W}type") in ("page", "column"):
                self.line.new_page()
            else:
                self._write("\n", look, marks)
        elif tag == f"{W}sym":
            self._write(self._symbol(child), look, marks)
        elif tag == f"{W}fldChar":
            self._field_mark(child)
        elif tag in (f"{W}instrText", f"{W}delInstrText"):
            if self._fields and not self._fields[-1].result:
                self._fields[-1].code.append(child.text or "")
        elif tag == f"{W}lastRenderedPageBreak":
            self.line.new_page()
            self.notes.new_page()
        elif tag == f"{W}ruby":
            self.read(child, marks)
        elif all(mark.shown for mark in marks):
            self._anchored(child, tag)

    def _printed(self, text: str, look: RunLook) -> str:
        """Text as its font prints it."""
        if not look.symbols:
            return text
        shown, unknown = signs(text, look.symbols)
        if unknown:
            self.losses.signs[look.symbols] = self.losses.signs.get(look.symbols, 0) + unknown
        return shown

    def _symbol(self, element: Element) -> str:
        code, font = _code_point(element.get(f"{W}char")), element.get(f"{W}font") or ""
        if code is None:
            return ""
        shown, known = sign(code, font)
        if not known:
            self.losses.signs[font] = self.losses.signs.get(font, 0) + 1
        return shown

    def _anchored(self, child: Element, tag: str) -> None:
        """What hangs at this place of the text without being part of it."""
        if tag == f"{W}commentReference":
            self.notes.comment(self.line, child.get(f"{W}id") or "")
        elif tag in _DRAWINGS:
            self._drawing(child, tag)
        elif tag == f"{MC}AlternateContent":
            self._alternatives(child, ())

    def _write(self, text: str, look: RunLook, marks: tuple[Mark, ...]) -> None:
        if self._fields and not self._fields[-1].result:
            return
        collector = next((f.note for f in self._fields if f.note is not None), None)
        if look.hidden:
            if all(mark.shown for mark in marks):
                self.losses.hidden.append(text)
        elif self._is_typed_mark(text, look, marks):
            mark = text.strip()
            self.line.note(Note(kind="footnote", mark=mark, at=self.line.length))
            self.line.write(text[text.index(mark) + len(mark) :], look, marks)
        elif collector is not None:
            if all(mark.shown for mark in marks):
                collector.append(text)
        else:
            self.line.write(text, look, marks)

    def _is_typed_mark(self, text: str, look: RunLook, marks: tuple[Mark, ...]) -> bool:
        """A second reference to a footnote, typed as a raised number; not the power of a unit of measure."""
        if "superscript" not in look.names or not text.strip().isdecimal():
            return False
        if not all(mark.shown for mark in marks) or text.strip() not in self.notes.marks:
            return False
        before = self.line.last_word()
        return bool(before) and not before[-1].isdigit() and before.lower() not in _UNITS

    def _reference(self, reference: Element, marks: tuple[Mark, ...]) -> bool:
        """A footnote mark. True: the mark itself is typed and follows as text."""
        if not all(mark.shown for mark in marks):
            return reference.get(f"{W}customMarkFollows") is not None
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        custom = reference.get(f"{W}customMarkFollows")
        typed = custom is not None and is_on(custom)
        if not self.notes.refer(self.line, kind, reference.get(f"{W}id") or "", typed=typed):
            self.losses.missing.append(f"{kind} {reference.get(f'{W}id')}")
        return typed

    def _field_mark(self, element: Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._begin_result(self._fields[-1])
        elif kind == "end" and self._fields:
            self._end_field()

    def _begin_result(self, opened: _Field) -> None:
        opened.result = True
        if opened.name in _NOTE_FIELDS:
            opened.note = []

    def _end_field(self) -> None:
        closed = self._fields.pop()
        if closed.note is not None:
            mark = "".join(closed.note).strip()
            if mark:
                self.line.note(Note(kind="footnote", mark=mark, at=self.line.length))
        elif closed.name in _AUTO_FIELDS:
            self.losses.fields[closed.name] = self.losses.fields.get(closed.name, 0) + 1

    def _alternatives(self, element: Element, marks: tuple[Mark, ...]) -> None:
        """The first alternative that holds a text box or text; all alternatives show the same thing."""
        branches = [b for b in elements(element) if b.tag in (f"{MC}Choice", f"{MC}Fallback")]
        for branch in branches:
            if any(True for _ in branch.iter(f"{W}txbxContent", f"{W}t")):
                self._branch(branch, marks)
                return
        if branches:
            self._branch(branches[0], marks)

    def _branch(self, branch: Element, marks: tuple[Mark, ...]) -> None:
        for child in elements(branch):
            if child.tag in _DRAWINGS:
                self._drawing(child, str(child.tag))
            elif child.tag == f"{W}r":
                self._run(child, marks)

    def _drawing(self, element: Element, tag: str) -> None:
        boxes = list(_outermost_boxes(element))
        for box in boxes:
            self.line.boxes.append((self.line.length, box))
        if boxes:
            return
        if tag == f"{W}object":
            self.losses.objects += 1
        elif any(str(e.tag).endswith(("}pic", "}imagedata")) for e in element.iter()):
            self.losses.pictures += 1


def _outermost_boxes(element: Element) -> list[Element]:
    """Contents of text boxes, without those inside another box and without the older twin of a newer drawing."""
    found: list[Element] = []
    stack = [element]
    while stack:
        at = stack.pop()
        if at.tag == f"{W}txbxContent":
            found.append(at)
            continue
        inner = list(elements(at))
        if at.tag == f"{MC}AlternateContent":
            inner = inner[:1]
        stack.extend(reversed(inner))
    return found


def _code_point(text: str | None) -> int | None:
    """A code point written in hexadecimal, or None where it is none that can be printed."""
    try:
        code = int(text or "", 16)
    except ValueError:
        return None
    surrogate = 0xD800 <= code < 0xE000
    return code if 0x20 <= code < 0x110000 and not surrogate else None
