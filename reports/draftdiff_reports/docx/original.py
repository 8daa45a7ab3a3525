"""The old version's own Word file: which of its paragraphs holds which row, character by character."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff_reports.docx.rows import FORMULA, HEADING, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from draftdiff_reports.docx.rows import Row

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GROUPS = frozenset(
    W + name
    for name in ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
)
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}sym": "•",
}
_NOTES = frozenset((f"{W}footnoteReference", f"{W}endnoteReference"))
#: A paragraph's text begins within this many characters: tabs, a number, in a title also the symbol.
_LONGEST_PREFIX = 80


@dataclass(slots=True)
class Segment:
    """A run, or a piece of one, with one thing in it."""

    run: Element
    text: str
    """"" for what prints no text of the paragraph: field codes, note marks, pictures."""
    start: int
    """Offset into the paragraph's text as the file has it."""
    opens: bool = False
    """Begins a field whose result follows."""
    note: bool = False
    """A footnote mark or part of a repeated one."""

    @property
    def end(self) -> int:
        """Offset after it."""
        return self.start + len(self.text)


@dataclass(slots=True)
class FileParagraph:
    """One `w:p` of the file, taken to pieces when it is first edited."""

    element: Element
    text: str = ""
    raised: frozenset[int] = frozenset()
    """Offsets of raised digits: footnote marks that were typed."""
    segments: list[Segment] = field(default_factory=list[Segment])
    _open: bool = False

    def __post_init__(self) -> None:
        pieces: list[str] = []
        raised: list[int] = []
        at = 0
        for atom in _atoms(self.element):
            if atom.text.strip().isdecimal() and _is_raised(atom.run):
                raised += range(at, at + len(atom.text))
            pieces.append(atom.text)
            at += len(atom.text)
        self.text = "".join(pieces)
        self.raised = frozenset(raised)

    def open(self) -> None:
        """Split the runs so that each holds one thing."""
        if self._open:
            return
        self._open = True
        at = 0
        for atom in _atoms(self.element):
            alone = atom.run
            if sum(1 for child in alone if child.tag != f"{W}rPr") > 1:
                alone = _like(atom.run)
                alone.append(atom.child)
                atom.run.addprevious(alone)
            self.segments.append(Segment(alone, atom.text, at, atom.opens, atom.note))
            at += len(atom.text)

    def cut(self, at: int) -> None:
        """Make sure that no segment reaches over an offset."""
        for index, segment in enumerate(self.segments):
            if segment.start < at < segment.end:
                other = _like(segment.run)
                text = copy.deepcopy(segment.run.find(f"{W}t"))
                if text is None:
                    return  # a tab or break is one character
                other.append(text)
                keep = segment.run.find(f"{W}t")
                for part, words in (
                    (keep, segment.text[: at - segment.start]),
                    (text, segment.text[at - segment.start :]),
                ):
                    if part is not None:
                        part.text = words
                        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                segment.run.addnext(other)
                tail = Segment(other, segment.text[at - segment.start :], at)
                segment.text = segment.text[: at - segment.start]
                self.segments.insert(index + 1, tail)
                return

    def within(self, start: int, end: int) -> list[Segment]:
        """Segments of a span; a note mark belongs to the character before it."""
        return [s for s in self.segments if _belongs(s, start, end)]


@dataclass(frozen=True, slots=True)
class Placed:
    """A row in its paragraph of the file."""

    paragraph: FileParagraph
    places: tuple[int, ...]
    """Offset of each character of the row in the paragraph's text."""

    def before(self, at: int) -> int:
        """Offset in the paragraph of the character `at` of the row, or its end."""
        return self.places[at] if at < len(self.places) else self.after(at)

    def after(self, at: int) -> int:
        """Offset in the paragraph behind the character before `at` of the row, or its start."""
        return self.places[at - 1] + 1 if at else self.before(0) if self.places else 0

    @property
    def prefix(self) -> str:
        """What stands before the row's text: tabs and a typed number."""
        return self.paragraph.text[: self.before(0)]


def paragraphs_of(body: Element) -> list[FileParagraph]:
    """The paragraphs of a body in order, without those in text boxes."""
    return [FileParagraph(p) for p in _walk(body)]


def place(rows: Sequence[Row], paragraphs: Sequence[FileParagraph]) -> dict[int, Placed]:
    """Index of a row -> its place. Rows that no paragraph holds alone are left out."""
    found: dict[int, Placed] = {}
    cursor = 0
    for index, row in enumerate(rows):
        for at in range(cursor, len(paragraphs)):
            places = _match(row, paragraphs[at])
            if places is not None:
                found[index] = Placed(paragraphs[at], places)
                cursor = at + 1
                break
    return found


def _match(row: Row, paragraph: FileParagraph) -> tuple[int, ...] | None:
    """Offsets of the row's characters in a paragraph, or None where it does not hold the row."""
    text = paragraph.text
    framing = row.style in (TITLE, HEADING, FORMULA)
    for start in range(min(len(text), _LONGEST_PREFIX)):
        prefix = "".join(text[:start].split())
        if not framing and prefix not in ("", "".join(row.number.split())):
            if len(prefix) > len(row.number) + 1:
                return None
            continue
        if row.text and text[start] == row.text[0]:
            places = _follow(row.text, paragraph, start)
            if places is not None:
                return places
    return None


def _follow(wanted: str, paragraph: FileParagraph, at: int) -> tuple[int, ...] | None:
    """Offsets of the wanted characters from an offset on; white space may differ, and nothing may be left over."""
    text, raised = paragraph.text, paragraph.raised
    places: list[int] = []
    for char in wanted:
        while (
            at < len(text)
            and text[at] != char
            and (text[at].isspace() or at in raised)
            and not _same_space(char, text[at])
        ):
            at += 1
        if at < len(text) and (text[at] == char or _same_space(char, text[at])):
            places.append(at)
            at += 1
        elif char.isspace():
            places.append(max(at - 1, 0))
        else:
            return None
    rest = "".join(char for offset, char in enumerate(text[at:], at) if offset not in raised)
    return tuple(places) if not rest.strip() else None


def _same_space(a: str, b: str) -> bool:
    return a.isspace() and b.isspace()


def _belongs(segment: Segment, start: int, end: int) -> bool:
    if segment.text:
        return start <= segment.start and segment.end <= end
    return start <= segment.start < end if segment.opens else start < segment.start <= end


def _walk(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in (f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _walk(child)


@dataclass(slots=True)
class _Atom:
    """One thing in a run."""

    run: Element
    child: Element
    text: str
    opens: bool = False
    note: bool = False


def _atoms(paragraph: Element) -> list[_Atom]:
    """Everything in the runs of a paragraph, in order, with its fields told apart."""
    found: list[_Atom] = []
    fields: list[tuple[int, list[str]]] = []  # index of the beginning, instruction
    in_code = 0
    for run in _runs(paragraph):
        hidden = run.find(f"{W}rPr/{W}vanish") is not None
        for child in run:
            if child.tag == f"{W}rPr":
                continue
            atom = _Atom(run, child, "" if hidden or in_code else _text_of(child), note=child.tag in _NOTES)
            found.append(atom)
            kind = child.get(f"{W}fldCharType") if child.tag == f"{W}fldChar" else None
            if kind == "begin":
                fields.append((len(found) - 1, []))
                in_code += 1
            elif kind in ("separate", "end") and fields:
                in_code -= kind == "separate"
                if kind == "end":
                    _close_field(found, *fields.pop())
            elif child.tag == f"{W}instrText" and fields:
                fields[-1][1].append(child.text or "")
            atom.opens = in_code > 0 or kind == "separate"
    return found


def _close_field(atoms: list[_Atom], start: int, code: list[str]) -> None:
    """A repeated footnote mark is a mark and not text."""
    if "NOTEREF" in "".join(code).upper():
        for atom in atoms[start:]:
            atom.text, atom.opens, atom.note = "", False, True


def _text_of(child: Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}br" and child.get(f"{W}type") in ("page", "column"):
        return ""
    return _CHARACTERS.get(str(child.tag), "")


def _runs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _GROUPS:
            yield from _runs(child)


def _is_raised(run: Element) -> bool:
    align = run.find(f"{W}rPr/{W}vertAlign")
    return align is not None and align.get(f"{W}val") == "superscript"


def _like(run: Element) -> Element:
    """An empty run of the same look."""
    made = copy.copy(run)
    for child in list(made):
        if child.tag != f"{W}rPr":
            made.remove(child)
    return made
