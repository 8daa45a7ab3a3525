"""Footnotes, endnotes and comments: their text, and the mark Word prints for each (ECMA-376 part 1, 17.11, 17.13.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.model import Footnote, Note
from draftdiff_parsers.word.markup import W, integer, val
from draftdiff_parsers.word.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    from draftdiff_parsers.word.line import Line

#: Notes that draw the rule above the notes; they are no notes.
_RULES = ("separator", "continuationSeparator", "continuationNotice")
_DEFAULT_STYLE = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(slots=True)
class _Counter:
    """Numbers of one kind of note."""

    style: str
    start: int = 1
    restart: str = "continuous"
    """`continuous`, `eachSect`, `eachPage`."""
    value: int = 0

    def next(self) -> str:
        self.value += 1
        return numeral(self.start + self.value - 1, self.style)


@dataclass(slots=True)
class Notes:
    """Notes of one pass over a document, numbered in the order in which the text refers to them."""

    roots: dict[str, Element | None]
    """`footnote`, `endnote`, `comment` -> root of its part."""
    settings: Element | None
    sections: list[Element]
    """`w:sectPr` elements, which may change how notes are numbered."""
    text_of: Callable[[Element], str] = lambda _: ""
    """Reads the text of a note; set by the story reader."""
    footnotes: list[Footnote] = field(default_factory=list[Footnote])
    """In order of reference."""
    marks: set[str] = field(default_factory=set[str], init=False)
    """Marks printed so far."""
    _items: dict[tuple[str, str], Element] = field(
        default_factory=dict[tuple[str, str], "Element"], init=False
    )
    _counters: dict[str, _Counter] = field(default_factory=dict[str, _Counter], init=False)
    _marks: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str], init=False)
    _typed: Element | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        for kind, root in self.roots.items():
            for item in () if root is None else root.findall(W + kind):
                if item.get(f"{W}type") not in _RULES:
                    self._items.setdefault((kind, item.get(f"{W}id") or ""), item)
        for kind, style in _DEFAULT_STYLE.items():
            self._counters[kind] = _Counter(style)
            for holder in (self.settings, *self.sections):
                self._configure(kind, None if holder is None else holder.find(f"{W}{kind}Pr"))

    def _configure(self, kind: str, properties: Element | None) -> None:
        counter = self._counters[kind]
        counter.style = val(properties, "numFmt") or counter.style
        counter.restart = val(properties, "numRestart") or counter.restart
        start = integer(val(properties, "numStart"))
        counter.start = counter.start if start is None else start

    def refer(self, line: Line, kind: str, identity: str, *, typed: bool) -> bool:
        """A reference stands at the end of `line`. False: there is no such note.

        Args:
            line: the text so far.
            kind: `footnote` or `endnote`.
            identity: `w:id` of the note.
            typed: the mark is typed and comes next, see `custom_mark`.
        """
        item = self._items.get((kind, identity))
        if item is None:
            return False
        if typed:
            self._typed = item
            return True
        mark = self._marks.get((kind, identity))
        if mark is None:
            mark = self._counters[kind].next()
            self._marks[kind, identity] = mark
            self._print(mark, self.text_of(item))
        line.note(Note(kind="footnote", mark=mark, at=line.length))
        return True

    def custom_mark(self, line: Line, mark: str) -> None:
        """The typed mark ("*") of the reference just met."""
        line.note(Note(kind="footnote", mark=mark, at=line.length))
        item, self._typed = self._typed, None
        if item is not None:
            text = self.text_of(item)
            self._print(mark, text.removeprefix(mark).strip() if mark else text)

    def _print(self, mark: str, text: str) -> None:
        self.marks.add(mark)
        self.footnotes.append(Footnote(mark=mark, text=text))

    def comment(self, line: Line, identity: str) -> None:
        """A comment is anchored at the end of `line`."""
        item = self._items.get(("comment", identity))
        if item is not None:
            author = item.get(f"{W}author") or ""
            line.note(Note(kind="comment", mark=author, text=self.text_of(item), at=line.length))

    def new_page(self) -> None:
        """A page begins, as far as Word said when it last laid out the file."""
        self._again("eachPage")

    def new_section(self) -> None:
        """A section begins."""
        self._again("eachSect")

    def _again(self, restart: str) -> None:
        for counter in self._counters.values():
            if counter.restart == restart:
                counter.value = 0
