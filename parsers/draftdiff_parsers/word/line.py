"""The text of one paragraph while it is being put together: words, looks, notes, tracked changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.model import Note, Revision, Style

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff_parsers.word.revisions import Mark
    from draftdiff_parsers.word.styles import RunLook

#: Pieces looked back on for the last word; a word in more pieces than this is not a unit of measure.
_TAIL = 8


@dataclass(slots=True)
class Line:
    """One printed paragraph. Several paragraphs of the file write to it when the marks between them are deleted."""

    length: int = 0
    """Characters so far."""
    pieces: list[str] = field(default_factory=list[str])
    notes: list[Note] = field(default_factory=list[Note])
    boxes: list[tuple[int, Element]] = field(default_factory=list[tuple[int, "Element"]])
    """Text boxes anchored here: offset into the text, and their content."""
    page_break: bool = False
    """A page begins before the first character."""
    pages: int = 0
    """Pages that begin inside."""
    inked: bool = False
    """Something other than white space was written."""
    _styles: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    _last_style: dict[str, int] = field(default_factory=dict[str, int])
    """Style name -> index of its latest run in `_styles`."""
    _revisions: list[_Open] = field(default_factory=list["_Open"])
    _sizes: Counter[float] = field(default_factory=Counter[float])

    def write(self, text: str, look: RunLook, marks: tuple[Mark, ...]) -> None:
        """Add text, or only the record of its change where the view does not show it."""
        if not text:
            return
        shown = all(mark.shown for mark in marks)
        start, end = self.length, self.length + (len(text) if shown else 0)
        for mark in marks:
            self._revise(mark, text, start, end)
        if not shown:
            return
        self.pieces.append(text)
        self.length = end
        self.inked = self.inked or not text.isspace()
        for name in look.names:
            self._style(name, start, end)
        if look.size is not None and not text.isspace():
            self._sizes[look.size] += len(text)

    def join(self, mark: Mark) -> None:
        """Record the change of a paragraph mark at this place."""
        self._revise(mark, "", self.length, self.length, kind="paragraph-mark")

    def note(self, note: Note) -> None:
        """Add a note."""
        self.notes.append(note)

    def new_page(self) -> None:
        """A page begins here."""
        if self.inked:
            self.pages += 1
        else:
            self.page_break = True

    def take_revisions(self, others: Line) -> None:
        """Take over changes that were left at the end of the text, as points at the end of this line."""
        for item in others._revisions:
            self._revisions.append(
                _Open(item.kind, item.author, item.date, item.texts, self.length, self.length)
            )

    def _revise(self, mark: Mark, text: str, start: int, end: int, *, kind: str = "") -> None:
        kind = kind or mark.kind
        for last in reversed(self._revisions):
            if last.end < start:
                break
            same = (last.kind, last.author, last.date) == (kind, mark.author, mark.date)
            if same and last.end == start and kind != "paragraph-mark":
                last.texts.append(text)
                last.end = end
                return
        self._revisions.append(_Open(kind, mark.author, mark.date, [text], start, end))

    def _style(self, name: str, start: int, end: int) -> None:
        at = self._last_style.get(name)
        if at is not None and self._styles[at][1] == start:
            self._styles[at] = (self._styles[at][0], end, name)
            return
        self._last_style[name] = len(self._styles)
        self._styles.append((start, end, name))

    def last_word(self) -> str:
        """The letters after the last white space, as far as the latest pieces tell."""
        tail = ""
        for piece in reversed(self.pieces[-_TAIL:]):
            tail = piece + tail
            if len(tail.split()) > 1:
                break
        words = tail.split()
        return words[-1] if words else ""

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self.pieces)

    @property
    def size(self) -> float | None:
        """Most frequent font size in points."""
        return max(self._sizes.items(), key=lambda item: (item[1], -item[0]))[0] if self._sizes else None

    @property
    def styles(self) -> tuple[Style, ...]:
        """Marked runs, in order of start."""
        runs = [Style(start=start, end=end, name=name) for start, end, name in self._styles]
        return tuple(sorted(runs, key=lambda run: (run.start, run.end, run.name)))

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """Tracked changes, in order of the text."""
        return tuple(item.closed() for item in sorted(self._revisions, key=lambda item: item.start))

    @property
    def revised(self) -> bool:
        """Whether any tracked change was met."""
        return bool(self._revisions)


@dataclass(slots=True)
class _Open:
    """A tracked change that may still grow."""

    kind: str
    author: str
    date: str
    texts: list[str]
    start: int
    end: int

    def closed(self) -> Revision:
        return Revision(
            kind=self.kind,
            author=self.author,
            date=self.date,
            text="".join(self.texts),
            start=self.start,
            end=self.end,
        )
