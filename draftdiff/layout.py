"""The first stage of reading: a file becomes ordered blocks of text with anchors; page furniture is set apart.

A layout reader knows one file format and nothing of resolutions; a structure profile knows one kind of document and
no file format. `draftdiff.reading` joins them. Both are found by entry point.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, runtime_checkable

from draftdiff.model import Anchor, Document, Event, Footnote, Note, Problem, Revision, Style

if TYPE_CHECKING:
    from collections.abc import Callable

BlockKind = Literal["text", "heading", "list-item", "table", "footnote", "quote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of running text in reading order.

    From formats that know their paragraphs (Word, HTML, Akoma Ntoso) a block is a whole paragraph (`whole=True`);
    from others (plain text, scans, PDF) it is one line, and the structure stage joins lines.
    """

    text: str
    """As read; a line without its line end, or a whole paragraph. Tabs kept, other white space as read."""
    kind: BlockKind = "text"
    """What the format itself says; `text` where it says nothing."""
    whole: bool = False
    """True: a paragraph is complete in this block. False: one line of text."""
    anchor: Anchor = Anchor()
    number: str = ""
    """Number or letter the format keeps apart from the text (Word numbering, `<ol>`, AKN `num`), as printed."""
    level: int | None = None
    """Depth of list or heading where the format says so: 0 is the outermost."""
    indent: float = 0.0
    """Left edge: PDF points from the page's text edge, or columns of white space in plain text."""
    gap: float = 0.0
    """Space before it, in lines: 0 follows directly, 1 is one blank line. Page breaks count in `page_break`."""
    room: float | None = None
    """Of a printed line: space, em, that would have been left in the line before had its first word stood there."""
    page_break: bool = False
    """First block on a new page, or at the top of a new column."""
    size: float | None = None
    """Most frequent font size in points, where known."""
    styles: tuple[Style, ...] = ()
    """Marked runs, offsets into `text`."""
    notes: tuple[Note, ...] = ()
    """Footnote marks already lifted out of `text`, comments."""
    revisions: tuple[Revision, ...] = ()
    """Tracked changes, offsets into `text`."""
    role: str = ""
    """What the format declares of the content, in the terms of `Paragraph.kind` plus `title`, `formula`, `closing`,
    `section`; "" where it declares nothing (all formats but Akoma Ntoso)."""
    confidence: tuple[tuple[int, int, float], ...] = ()
    """Of recognised text (OCR): start and end of each word in `text` and how sure it is, 0..1."""
    path: tuple[str, ...] = ()
    """Containers the format declares, outermost first ("Annex I", "Section II"), for `Label.scope`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a layout reader returns."""

    blocks: tuple[Block, ...] = ()
    """In reading order, without page furniture."""
    footnotes: tuple[Footnote, ...] = ()
    """Where the format knows its footnotes; the structure stage finds the others among the blocks."""
    problems: tuple[Problem, ...] = ()
    """Page furniture removed, text repaired, things not understood."""
    title: str = ""
    symbol: str = ""
    date: str = ""
    """ISO 8601."""
    language: str = ""
    """ISO 639-1, where the format declares it."""
    status: str = ""
    media_type: str = ""
    session: str = ""
    """Session of the organ, where the format declares it."""
    events: tuple[Event, ...] = ()
    """Steps of the procedure, where the format declares them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Budget for one file. Crossing one is a `LimitError`, never a hang."""

    bytes: int = 200_000_000
    """Size of the file, and of everything inside it after decompression."""
    ratio: int = 200
    """Largest ratio of decompressed to compressed size."""
    members: int = 10_000
    """Files inside an archive."""
    depth: int = 256
    """Nesting of XML or HTML elements."""
    pages: int = 2_000
    """Pages of a PDF or scan."""
    seconds: float = 120.0
    """Wall-clock time for one file (OCR: for one page)."""
    characters: int = 20_000_000
    """Characters of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read. Every reader ignores what it has no use for."""

    limits: Limits = Limits()
    profile: str = ""
    """Name of a structure profile; "" chooses by evidence."""
    ocr: Literal["auto", "always", "never"] = "auto"
    """`auto`: pages without a text layer."""
    ocr_language: str = "eng"
    """Tesseract language code."""
    recogniser: str = "tesseract"
    """Name of the recogniser of page images, from the entry-point group `draftdiff.recognisers`."""
    revisions: Literal["final", "original"] = "final"
    """Which side of tracked changes to read."""
    author: str = ""
    """Accept only this author's tracked changes (with `revisions="final"`); "" accepts all."""
    marks: Literal["as-text", "as-changes"] = "as-text"
    """Strike-through and underline made by hand: plain text with a look, or deletions and insertions that
    `revisions` accepts or rejects as it does tracked ones."""
    column: str = ""
    """Column of a table of texts side by side: its heading or the beginning of it, or its place ("2", from 1);
    "" chooses by evidence."""
    language: str = ""
    """ISO 639-1, overrides detection."""
    encoding: str = ""
    """Text encoding, overrides detection."""
    progress: Callable[[str, int, int], None] | None = field(default=None, compare=False)
    """Called as (what, done, total) during long work; None is silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """Bytes to read, with the name they came under."""

    data: bytes = field(repr=False)
    name: str
    """File name without folders, or `-`."""


@runtime_checkable
class LayoutReader(Protocol):
    """Entry point group `draftdiff.parsers`: a class with no arguments that makes one of these."""

    name: str
    """Entry-point name."""

    def sniff(self, raw: RawFile) -> str:
        """Media type if the bytes are this reader's, else "". By content; the name decides only between equals.

        Must be quick and must not raise.
        """
        ...

    def read(self, raw: RawFile, options: Options) -> Layout:
        """Blocks of the file.

        Raises:
            InputError: damaged, encrypted, empty; names place and remedy.
            LimitError: over `options.limits`.
            MissingExtraError: needs an extra or a program that is not there.
        """
        ...


@runtime_checkable
class TrackedReader(Protocol):
    """What a layout reader also has when one file of its format can hold several versions (tracked changes)."""

    def versions(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """The versions one file holds, oldest first: id and the options to read each with. Errors as `read`."""
        ...


@runtime_checkable
class ColumnReader(Protocol):
    """What a layout reader also has when one file of its format can hold versions side by side, in the columns of a table."""

    def columns(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """The columns that hold versions of the text, from left to right: name and the options to read each with.

        [] where no table holds the text. Errors as `read`.
        """
        ...


class RecognisedWord(NamedTuple):
    """A word that recognition read in an image; the box in pixels, origin top left."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    """0..1."""
    line: tuple[int, int, int]
    """Block, paragraph and line, in reading order; words of one line share all three."""


@runtime_checkable
class PageRecogniser(Protocol):
    """Recognises images of pages in one language."""

    language: str
    """Code it was opened with."""

    def words(self, image: Any, *, dpi: int) -> list[RecognisedWord]:
        """Words of an image (`PIL.Image.Image`, grey) in reading order.

        Raises:
            LimitError: took longer than allowed.
        """
        ...

    def script(self, image: Any) -> tuple[str, int]:
        """Script of an image ("Latin", "Cyrillic"), and the degrees to turn it clockwise; ("", 0) if unsure."""
        ...


@runtime_checkable
class Recogniser(Protocol):
    """Entry point group `draftdiff.recognisers`: a class with no arguments that makes one of these."""

    name: str
    """Entry-point name: `tesseract`."""

    def available(self) -> bool:
        """Whether all it needs is installed. Must be quick and must not raise."""
        ...

    def open(self, language: str, *, seconds: float) -> PageRecogniser:
        """A recogniser for a language, as tesseract codes it (`eng`, `eng+fra`); `seconds` is the time for one page.

        Raises:
            MissingExtraError: the program, the package or the data of the language are not there.
            UsageError: no language code.
        """
        ...


@runtime_checkable
class StructureProfile(Protocol):
    """Entry point group `draftdiff.profiles`: a class with no arguments that makes one of these."""

    name: str
    """Entry-point name: `un-resolution`, `articles`, `numbered`."""

    def evidence(self, layout: Layout) -> tuple[float, str]:
        """How well the layout fits this kind of document, 0..1, and why, in words."""
        ...

    def structure(self, layout: Layout, options: Options) -> tuple[Document, ...]:
        """The documents found inside, the main one first; ids and sources are filled in by the caller.

        Raises:
            InputError: nothing of this kind is in the text.
        """
        ...
