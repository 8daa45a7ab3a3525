"""The nouns: a document, its paragraphs and where each stands in its source.

All are frozen values. Text offsets are 0-based and half-open, pages and lines 1-based and inclusive.
JSON contract: `draftdiff.document/1`, in `draftdiff.contracts.values`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar, overload

from draftdiff.door import document_from_json, reading_of, show
from draftdiff.errors import InputError, LabelError
from draftdiff.label import WAYS_TO_MEAN, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Made = TypeVar("Made")

#: Labels an error names before it stops: as many as fit on a line. Chosen.
RIVALS = 8
#: Characters of a text that a `repr` shows. Chosen.
GLIMPSE = 60


def glimpse(text: str) -> str:
    """The beginning of a text, quoted, for a `repr`."""
    return repr(text if len(text) <= GLIMPSE else text[: GLIMPSE - 1].rstrip() + "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a piece of text stands in its source. A paragraph over two pages has two anchors."""

    page: int | None = None
    """Page of the source, 1-based; None where the format has no pages."""
    box: tuple[float, float, float, float] | None = None
    """x0, top, x1, bottom in PDF points, origin top left."""
    lines: tuple[int, int] | None = None
    """First and last line of the source text, 1-based, inclusive."""
    chars: tuple[int, int] | None = None
    """Character span in the decoded source text, 0-based, half-open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a reader dropped, repaired or did not understand. Never silence."""

    kind: str
    """What happened: `dropped`, `repaired`, `uncertain`, `unsupported`, `suspicious`."""
    what: str
    """One sentence for a human, without a file name."""
    raw: str = ""
    """The text as read, at most 500 characters; empty where there is none."""
    repaired: str = ""
    """What it was taken for, for kind `repaired`."""
    label: str = ""
    """The paragraph it concerns, or ""."""
    anchor: Anchor | None = None
    """Where in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a document was read from."""

    name: str = ""
    """File name without folders, or `-` for standard input."""
    sha256: str = ""
    """Hex digest of the bytes as read."""
    media_type: str = ""
    """Media type by content, not by ending."""
    reader: str = ""
    """Entry-point name and version of the reader."""
    profile: str = ""
    """Name of the structure profile used and why it was chosen, divided by a colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A run of marked text inside a paragraph."""

    start: int
    """Offset into the paragraph's `text`, 0-based."""
    end: int
    """Offset after the run."""
    name: str
    """`italic`, `bold`, `underline`, `strike`, `superscript`; `doubtful`: the recognition of a page image was unsure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A mark inside or behind a paragraph: a footnote's, a comment, an attribution."""

    kind: str
    """`footnote`, `comment`, `revision`, `attribution`."""
    mark: str = ""
    """The mark as printed ("1"), or the author of a comment."""
    text: str = ""
    """Text of a comment; empty for a footnote mark, whose text stands in `Document.footnotes`."""
    at: int | None = None
    """Offset into the paragraph's `text` at which the mark stood, 0-based; None where unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One tracked change of a Word file, as its author left it."""

    kind: str
    """`insert`, `delete`, `move-from`, `move-to`, `paragraph-mark`."""
    author: str = ""
    """As the file says; not verified."""
    date: str = ""
    """ISO 8601, as the file says; "" where it says nothing."""
    text: str = ""
    """The words concerned."""
    start: int | None = None
    """Offset into the paragraph's `text`, for insertions in the final and deletions in the original view."""
    end: int | None = None
    """Offset after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One preambular or operative paragraph, sub-paragraph, article or annex paragraph."""

    label: Label
    """Unique in its document."""
    text: str
    """Its own words as read, without number, children and lifted footnote marks; white space folded to single
    spaces, hyphens at line ends joined. Scan errors are kept: what was printed can always be shown."""
    kind: str = "operative"
    """`preambular`, `operative`, `subparagraph`, `chapeau`, `annex`, `article`, `recital`, `paragraph`."""
    number: str = ""
    """Number as printed in the source ("t3.", "(@)", "- (a)"); "" where none is printed."""
    children: tuple[Paragraph, ...] = ()
    """Sub-paragraphs, in order."""
    anchors: tuple[Anchor, ...] = ()
    """Where it stands in the source, in order."""
    notes: tuple[Note, ...] = ()
    """Footnote marks, comments, attributions."""
    status: str = ""
    """`bracketed`, `agreed ad ref`, `agreed`, ... or ""."""
    styles: tuple[Style, ...] = ()
    """Marked runs, in order of `start`; italics show the opening phrase."""
    revisions: tuple[Revision, ...] = ()
    """Tracked changes of the source, if it had any."""
    raw: str = ""
    """The text as it stood in the source, number and line breaks included; "" when it is the same as `text`."""

    def __repr__(self) -> str:
        below = f", {len(self.children)} below" if self.children else ""
        return f"<Paragraph {self.label}: {glimpse(self.text)}{below}>"

    def walk(self) -> Iterator[Paragraph]:
        """The paragraph and its descendants, in order of printing."""
        yield self
        for child in self.children:
            yield from child.walk()

    def full_text(self) -> str:
        """Own words and those of all descendants, with their printed numbers, one a line."""
        return "\n".join(" ".join(part for part in (p.number, p.text) if part) for p in self.walk())

    def _repr_html_(self) -> str:
        return show(self, "html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading between paragraphs. It takes no part in alignment."""

    text: str
    """As read."""
    level: int = 1
    """1 is the outermost."""
    before: str = ""
    """Label of the paragraph it stands before, "" at the end."""
    anchors: tuple[Anchor, ...] = ()
    """Where it stands in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote's text, lifted out of the flow."""

    mark: str
    """As printed; several marks that share one text are separated by a space: "1 2"."""
    text: str
    """As read, white space folded."""
    anchors: tuple[Anchor, ...] = ()
    """Where it stands in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A step in a text's procedure, as its source declares it: draft submitted, recommended, adopted."""

    what: str
    """As declared: `draftResolution`, `recommendedForAdoption`, `adopted`, ..."""
    date: str = ""
    """ISO 8601, or ""."""
    symbol: str = ""
    """Document or words the step refers to: "A/71/L.58", "Adopted without vote, 39th plenary meeting"."""
    by: str = ""
    """Who took it: sponsors, committee, organ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of a text, or a document that cites one."""

    id: str
    """Name in a history: "first", "final", a symbol. Unique there."""
    paragraphs: tuple[Paragraph, ...] = ()
    """Top-level paragraphs in order of printing."""
    title: str = ""
    symbol: str = ""
    """Document symbol, `A/RES/71/280`, or ""."""
    date: str = ""
    """ISO 8601 date of adoption or circulation, or ""."""
    language: str = ""
    """ISO 639-1, or ""."""
    status: str = ""
    """`zero draft`, `first draft`, ..., `adopted`, or ""."""
    source: Source = Source()
    headings: tuple[Heading, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What was dropped, repaired or not understood."""
    formula: str = ""
    """Enacting formula as printed ("The General Assembly,"), or ""."""
    session: str = ""
    """Session of the organ as printed or declared ("71", "2025 session"), or ""."""
    events: tuple[Event, ...] = ()
    """Steps of its procedure, in the order of the source."""
    left_out: str = ""
    """Running text of the source outside the resolution (letters, notes, tables), for search of citations."""
    left_out_anchors: tuple[tuple[int, Anchor], ...] = ()
    """(offset into `left_out`, where that stands in the source) for every line of the source, ascending by offset."""
    _index: dict[str, Paragraph] = field(
        default_factory=dict[str, Paragraph], init=False, repr=False, compare=False
    )
    _made: dict[str, Any] = field(default_factory=dict[str, Any], init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = self._index
        for paragraph in self.walk():
            key = str(paragraph.label)
            if key in index:
                raise InputError(
                    f"two paragraphs have the label {key}",
                    file=self.source.name or self.id,
                    remedy="make labels unique",
                )
            index[key] = paragraph

    def walk(self) -> Iterator[Paragraph]:
        """All paragraphs and sub-paragraphs, in order of printing."""
        for paragraph in self.paragraphs:
            yield from paragraph.walk()

    def __iter__(self) -> Iterator[Paragraph]:
        """As `walk`."""
        return self.walk()

    @property
    def text(self) -> str:
        """The words of the whole text, with printed numbers: one paragraph or sub-paragraph a line."""
        return "\n".join(paragraph.full_text() for paragraph in self.paragraphs)

    def __repr__(self) -> str:
        facts = [
            self.symbol,
            f"{len(self)} paragraphs",
            f"{len(self.problems)} problems" * bool(self.problems),
        ]
        return f"<Document {self.id!r}: {', '.join(fact for fact in facts if fact)}>"

    @overload
    def __getitem__(self, label: str | Label | int) -> Paragraph: ...
    @overload
    def __getitem__(self, label: slice) -> tuple[Paragraph, ...]: ...
    def __getitem__(self, label: str | Label | int | slice) -> Paragraph | tuple[Paragraph, ...]:
        """The paragraph with a label, read forgivingly; by place or slice, of all in order of printing.

        A bare number ("15") is the operative paragraph, or the paragraph of that number where all such have one kind.

        Raises:
            LabelError: no paragraph has it, the error names the nearest labels; or several do, it names them.
            IndexError: no such place.
        """
        if isinstance(label, slice):
            return tuple(self._index.values())[label]
        if isinstance(label, int):
            return tuple(self._index.values())[label]
        found = self.get(label)
        if found is None:
            wanted = label if isinstance(label, Label) else Label.parse(label)
            rivals = self._numbered(wanted)
            if rivals:
                named = ", ".join(str(p.label) for p in rivals[:RIVALS])
                raise LabelError(
                    f"{wanted} may be any of {len(rivals)} paragraphs", file=self.source.name or self.id,
                    remedy=f"name one: {named}",
                )  # fmt: skip
            raise LabelError(
                f"no paragraph {wanted}", file=self.source.name or self.id, remedy=f"there are {_span(self)}"
            )
        return found

    def get(self, label: str | Label) -> Paragraph | None:
        """The paragraph with a label, read forgivingly (letter case may differ), or None."""
        exact = self._index.get(str(label))
        if exact is not None:
            return exact
        wanted = label if isinstance(label, Label) else Label.parse(label)
        exact = self._index.get(str(wanted))
        if exact is not None:
            return exact
        numbered = self._numbered(wanted) if isinstance(label, str) else ()
        if numbered:
            return numbered[0] if len(numbered) == 1 else None
        for fits in WAYS_TO_MEAN:
            near = [p for p in self._index.values() if fits(p.label, wanted)]
            if near:
                return near[0] if len(near) == 1 else None
        return None

    def _numbered(self, wanted: Label) -> tuple[Paragraph, ...]:
        """Paragraphs a bare number may mean: operative ones before others, the main text before what is inside it."""
        if wanted.kind or wanted.scope or not wanted.number:
            return ()
        near = [p for p in self._index.values() if p.label.bare() == wanted]
        if any(p.label.kind == "OP" for p in self.paragraphs):
            near = [p for p in near if p.label.kind != "PP"]
        main = [p for p in near if not p.label.scope]
        operative = [p for p in main or near if p.label.kind == "OP"]
        return tuple(operative or main or near)

    def __contains__(self, label: object) -> bool:
        return isinstance(label, str | Label) and self.get(label) is not None

    def __len__(self) -> int:
        return len(self._index)

    def labels(self) -> list[str]:
        """All labels, in order of printing."""
        return list(self._index)

    def parents(self) -> Mapping[str, str]:
        """Label of each sub-paragraph -> label of the paragraph that holds it, also in a document given flat."""
        held = {str(child.label): str(p.label) for p in self.walk() for child in p.children}
        for paragraph in self.paragraphs:
            above = str(paragraph.label.parent)
            if paragraph.label.subs and above in self._index:
                held[str(paragraph.label)] = above
        return held

    def reading(
        self, choice: str = "", *, without: str | Iterable[str] = (), as_proposed_by: str = ""
    ) -> Document:
        """The clean text under one choice among what is open; a `draftdiff.negotiating.Reading`, which records the choice.

        Args:
            choice: `agreed`: only what nobody has put in question; `all`: everything proposed.
            without: everything, less what these parties alone propose.
            as_proposed_by: what is agreed, and what this party proposes or asks for.

        Raises:
            UsageError: no choice, two, an unknown one, or a party the text does not name.
        """
        made: Document = reading_of(self, choice, without=without, as_proposed_by=as_proposed_by)
        return made

    def once(self, name: str, make: Callable[[Document], Made]) -> Made:
        """What is made of this document, made when first asked for: positions, and whatever else rests on it alone.

        Args:
            name: what it is called; the same name is always made the same way.
            make: makes it.
        """
        if name not in self._made:
            self._made[name] = make(self)
        made: Made = self._made[name]
        return made

    def with_id(self, name: str) -> Document:
        """The same document under another name."""
        return replace(self, id=name)

    def to_json(self) -> str:
        """The document as `draftdiff.document/1`."""
        return show(self, "json")

    @classmethod
    def from_json(cls, data: str | bytes, *, name: str = "") -> Document:
        """Read `draftdiff.document/1`; the minimum is `{"paragraphs": [{"label": ..., "text": ...}]}`.

        Raises:
            InputError: not that contract; names the place.
        """
        found: Document = document_from_json(data, name=name)
        return found

    def to_frame(self) -> Any:
        """One row a paragraph as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return show(self, "frame")

    def _repr_html_(self) -> str:
        return show(self, "html")


def _span(document: Document) -> str:
    """The first and last label of every kind, for an error message."""
    kinds: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        kinds.setdefault(", ".join((*paragraph.label.scope, paragraph.label.kind)), []).append(
            str(paragraph.label)
        )
    spans = [f"{labels[0]} to {labels[-1]}" if len(labels) > 1 else labels[0] for labels in kinds.values()]
    return ", ".join(spans[:6]) if spans else "none at all"
