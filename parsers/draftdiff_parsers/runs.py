"""Running text from nested markup: white space folded, styles and footnote marks kept with their offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from draftdiff.model import Note, Style

#: White space that folds in HTML and Akoma Ntoso; the no-break space does not fold with its neighbours there.
_SPACE = " \t\r\n\f"
#: Signs before which no space stays when the footnote mark between goes.
_CLOSING = ",;.:)،؛，；。"


@dataclass(slots=True)
class Runs:
    """Collects pieces of text in reading order; `finish` gives text, styles and notes."""

    _open: dict[str, int] = field(default_factory=dict[str, int], init=False)
    _styles: list[Style] = field(default_factory=list[Style], init=False)
    notes: list[Note] = field(default_factory=list[Note], init=False)
    _parts: list[str] = field(default_factory=list[str], init=False)
    _length: int = field(default=0, init=False)
    _space: bool = field(default=False, init=False)
    _space_before_note: bool = field(default=False, init=False)
    """The space at hand stands before a footnote mark, not after it: "procedure (1), and"."""

    def add(self, piece: str) -> None:
        """Add text; runs of white space become one space, leading ones vanish."""
        for at, word in enumerate(_split(piece)):
            if at or word == "":
                self._space = self._length > 0
                self._space_before_note = False
            if word:
                if self._space and not (self._space_before_note and word[0] in _CLOSING):
                    self._put(" ")
                self._space = self._space_before_note = False
                self._put(word)

    def line_break(self) -> None:
        """A line break in the middle of a paragraph is a space."""
        self._space = self._length > 0

    def _put(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)

    def start(self, style: str) -> bool:
        """Begin a style; False when it is on already."""
        if style in self._open:
            return False
        self._open[style] = self._length + (1 if self._space else 0)
        return True

    def is_open(self, style: str) -> bool:
        """Whether a style is on."""
        return style in self._open

    def stop(self, style: str) -> None:
        """End a style; one that covers nothing is dropped."""
        start = self._open.pop(style)
        if start < self._length:
            self._styles.append(Style(start=start, end=self._length, name=style))

    def note(self, mark: str) -> None:
        """A footnote mark stands here."""
        self._space_before_note = self._space
        self.notes.append(Note(kind="footnote", mark=mark, at=self._length))

    def comment(self, author: str, text: str) -> None:
        """A comment is anchored here."""
        self.notes.append(Note(kind="comment", mark=author, text=text, at=self._length))

    @property
    def here(self) -> int:
        """Offset of the text that comes next."""
        return self._length + (1 if self._space else 0)

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def finish(self) -> tuple[str, tuple[Style, ...], tuple[Note, ...]]:
        """The text with its styles (neighbouring runs of one style joined) and notes."""
        for style in list(self._open):
            self.stop(style)
        return "".join(self._parts), _joined(self._styles, "".join(self._parts)), tuple(self.notes)


def _split(piece: str) -> list[str]:
    """Words between white space; "" at either end stands for white space there.

    >>> _split(" a b"), _split("a ")
    (['', 'a', 'b'], ['a', ''])
    """
    words = piece.translate(dict.fromkeys(map(ord, _SPACE), " ")).split(" ")
    kept = [word for at, word in enumerate(words) if word or at in (0, len(words) - 1)]
    return kept if len(words) > 1 else words if words[0] else []


def _joined(styles: list[Style], text: str) -> tuple[Style, ...]:
    """`Re` + `calls` both italic become one run; white space between two runs belongs to them."""
    out: list[Style] = []
    for style in sorted(styles, key=lambda s: (s.name, s.start, s.end)):
        last = out[-1] if out else None
        if last and last.name == style.name and not text[last.end : style.start].strip():
            out[-1] = Style(start=last.start, end=max(last.end, style.end), name=style.name)
        else:
            out.append(style)
    trimmed = (_trimmed(style, text) for style in out)
    return tuple(sorted((s for s in trimmed if s.start < s.end), key=lambda s: (s.start, s.end, s.name)))


def _trimmed(style: Style, text: str) -> Style:
    run = text[style.start : style.end]
    start = style.start + len(run) - len(run.lstrip())
    return Style(start=start, end=max(start, style.start + len(run.rstrip())), name=style.name)
