"""The PDF reader: pages one by one, then what only the whole document can tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff.errors import DraftdiffError, InputError, MissingExtraError
from draftdiff.layout import Block, Layout
from draftdiff.model import Anchor, Footnote, Problem, Style
from draftdiff_parsers import kinds
from draftdiff_parsers.columns import take_columns, version_columns
from draftdiff_parsers.marks import read_marks
from draftdiff_parsers.pdf import footnotes as notes
from draftdiff_parsers.pdf.columns import Setting
from draftdiff_parsers.pdf.furniture import Furniture
from draftdiff_parsers.pdf.lines import leading, line_ends, page_lines, room, turned_round, with_edges
from draftdiff_parsers.pdf.masthead import masthead
from draftdiff_parsers.pdf.open import opened
from draftdiff_parsers.pdf.pages import PageReader
from draftdiff_parsers.pdf.tables import place_tables, take_tables

if TYPE_CHECKING:
    from draftdiff.layout import Options, RawFile
    from draftdiff_parsers.columns import Rows
    from draftdiff_parsers.pdf.page import Line, PageText, Rule
    from draftdiff_parsers.pdf.recognition import Recognition

#: `Problem.raw` holds at most this many characters.
_RAW = 500
#: Left edges within this many points of the text's edge are at the edge.
_LEVEL_EDGE = 2.0
#: So many paragraphs begin with the same indent and space before it is taken for the rule of the document.
_STARTS = 3
#: Space stands above so few lines of a text that it sets no paragraphs apart: around titles and headings.
_SPACED = 0.1
#: Of the first lines of paragraphs so many have a second line at the edge; the lines of a list or quotation do not.
_FOLLOWED = 0.5
#: Space above a paragraph that an indent stands for, in lines: half a line, as UN files have it.
_INDENT_GAP = 0.5
#: Less space than this between two lines, in lines, is leading: superscripts widen a line by 0.05 to 0.1; what
#: recognition measures is off by up to 0.3. Paragraphs of UN files stand 0.5 apart.
_GAP, _GAP_RECOGNISED = 0.15, 0.35
#: Words recognised with less confidence than this are marked doubtful. Tesseract gives right words of clear scans 0.9
#: and more, and most of the wrong words of the 1971 scans less than 0.6.
DOUBTFUL = 0.6


@dataclass(slots=True)
class Gathered:
    """What is kept of each page after it was closed."""

    lines: list[list[Line]] = field(default_factory=list["list[Line]"])
    rules: list[tuple[Rule, ...]] = field(default_factory=list["tuple[Rule, ...]"])
    heights: list[float] = field(default_factory=list[float])
    problems: list[Problem] = field(default_factory=list[Problem])
    setting: Setting = field(default_factory=Setting)
    left: bool = False
    """Arabic or Hebrew set in paragraphs that run from left to right was met."""


class PdfReader:
    """Reads PDF files with a text layer, and scans through the extra `ocr`."""

    name = "pdf"

    def sniff(self, raw: RawFile) -> str:
        """By the header."""
        return kinds.pdf(raw)

    def read(self, raw: RawFile, options: Options) -> Layout:
        """Lines of the file with anchors, footnotes apart, furniture reported.

        Raises:
            InputError: encrypted, damaged, without pages or without text.
            LimitError: over `options.limits`.
            MissingExtraError: a scan, and tesseract is not there.
        """
        gathered, language = self._gathered(raw, options)
        return pages_layout(gathered, options, language, kinds.PDF)

    def columns(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """The columns that hold versions of the text, as `draftdiff.layout.ColumnReader`. Errors as `read`."""
        gathered, _ = self._gathered(raw, options)
        lines, _ = _without_furniture(gathered)
        names = version_columns(_blocks(lines), _tables(lines), options)
        return [(name, replace(options, column=name)) for name in names]

    def _gathered(self, raw: RawFile, options: Options) -> tuple[Gathered, str]:
        """What stands on the pages, and the language they were recognised in."""
        gathered = Gathered()
        with opened(raw, options.limits) as document, PageReader(document, raw, options) as reader:
            for number in range(1, len(document) + 1):
                gather(reader.read(number), gathered)
            recognition = reader.recognition
            gathered.problems = [*reader.problems, *recognition.problems, *gathered.problems]
        if not any(gathered.lines):
            raise without_text(raw.name, recognition, "PDF")
        return gathered, recognition.language


def without_text(name: str, recognition: Recognition, kind: str) -> DraftdiffError:
    """Why a file without a line of text has none. `kind` is what the file is: "PDF", "image"."""
    if recognition.missing is not None:
        missing = recognition.missing
        return MissingExtraError(f"the {kind} is a scan; {missing.what}", file=name, remedy=missing.remedy)
    if recognition.skipped:
        return InputError(f"the {kind} is a scan without text", file=name, remedy="read it with --ocr auto")
    return InputError(f"the {kind} holds no text", file=name, remedy="check that it is the right file")


def gather(page: PageText, gathered: Gathered) -> None:
    """Keep of a page what the whole document needs."""
    tables, words = take_tables(page)
    if not gathered.left and turned_round(page):
        gathered.left = True
        what = (
            "the paragraphs run from left to right though their writing does not: from this page on, numbers and closing "
            "marks were put where they are read"
        )
        gathered.problems.append(Problem(kind="repaired", what=what, anchor=Anchor(page=page.number)))
    lines = place_tables(page_lines(page, words, left=gathered.left, setting=gathered.setting), tables)
    if page.aside:
        gathered.problems.append(
            _dropped("text at an angle", [(w.text, page.number, None) for w in page.aside])
        )
    gathered.lines.append(lines)
    gathered.rules.append(page.rules)
    gathered.heights.append(page.height)


def pages_layout(gathered: Gathered, options: Options, language: str, media_type: str) -> Layout:
    """What only the whole document can tell: furniture, footnotes, columns."""
    problems = gathered.problems
    pages, symbol = _without_furniture(gathered)
    size = notes.body_size(pages)
    body: list[list[Line]] = []
    apart: list[list[Line]] = []
    for lines, rules in zip(pages, gathered.rules, strict=True):
        kept, small, separators = notes.split_page(lines, rules, size)
        body.append(with_edges(kept))
        apart.append(small)
        if separators:
            problems.append(_dropped("footnote separator", [(s.text, s.page, s) for s in separators]))
    found = notes.footnotes(apart)
    known = frozenset(note.mark for note in found if note.mark)
    lifted = [[notes.lift_marks(line, known) for line in lines] for lines in body]
    blocks, columns, _ = take_columns(_blocks(lifted), _tables(lifted), options)
    blocks, marked = read_marks(blocks, options)
    problems += [*columns, *marked, *(_table(block) for block in blocks if block.kind == "table")]
    problems += _loose(found, blocks)
    return Layout(
        blocks=tuple(blocks), footnotes=found, problems=tuple(problems), symbol=symbol,
        language=options.language or language, media_type=media_type,
    )  # fmt: skip


def _tables(pages: list[list[Line]]) -> dict[int, Rows]:
    """Place of every table among the lines of all pages -> its cells."""
    return {at: line.cells for at, line in enumerate(line for lines in pages for line in lines) if line.table}


def _without_furniture(gathered: Gathered) -> tuple[list[list[Line]], str]:
    furniture = Furniture(gathered.lines, gathered.heights)
    pages: list[list[Line]] = []
    reported: list[Problem] = []
    symbol = ""
    for at, lines in enumerate(gathered.lines):
        dropped = furniture.of(at)
        if at == 0:
            head, symbol = masthead(lines, gathered.heights[0])
            dropped |= dict.fromkeys(sorted(head - dropped.keys()), "masthead")
        by_kind: dict[str, list[tuple[str, int, Line | None]]] = {}
        for index in sorted(dropped):
            by_kind.setdefault(dropped[index], []).append((lines[index].text, at + 1, lines[index]))
        reported += [_dropped(f"page furniture ({kind})", found) for kind, found in by_kind.items()]
        pages.append([line for index, line in enumerate(lines) if index not in dropped])
    if not any(pages):
        # Nothing but furniture: then it was the text.
        return gathered.lines, symbol
    gathered.problems += reported
    return pages, symbol


def _dropped(what: str, found: list[tuple[str, int, Line | None]]) -> Problem:
    boxes = [line.box for _, _, line in found if line is not None]
    box = None
    if boxes:
        box = (
            min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes),
        )  # fmt: skip
    return Problem(
        kind="dropped", what=f"{what} on page {found[0][1]} left out",
        raw="\n".join(text for text, _, _ in found)[:_RAW], anchor=Anchor(page=found[0][1], box=box),
    )  # fmt: skip


def _blocks(pages: list[list[Line]]) -> list[Block]:
    usual = leading([line for lines in pages for line in lines])
    blocks: list[Block] = []
    above: tuple[Line, float] | None = None
    for lines in pages:
        before: Line | None = None
        ends = line_ends(lines)
        for line in lines:
            block = _block(line, before, usual, first=before is None and bool(blocks))
            if above is not None and not line.confidence:
                block = replace(block, room=room(*above, line))
            blocks.append(block)
            before = line
            above = (line, ends.get(line.region, line.x1))
    return _with_hidden_gaps(blocks)


def _with_hidden_gaps(blocks: list[Block]) -> list[Block]:
    """At the top of a page the space above a paragraph is not printed; its indented first line tells of it."""
    starts = Counter(
        (round(block.indent), block.gap) for block in blocks if block.gap and block.indent > _LEVEL_EDGE
    )
    (indent, gap), often = max(starts.items(), key=lambda item: (item[1], item[0]), default=((0, 0.0), 0))
    if often < _STARTS:
        return _with_indented_starts(blocks)
    return [
        replace(block, gap=gap) if block.page_break and abs(block.indent - indent) <= _LEVEL_EDGE else block
        for block in blocks
    ]


def _with_indented_starts(blocks: list[Block]) -> list[Block]:
    """Where no space stands between paragraphs, the indent of their first lines says what the space would."""
    text = [block for block in blocks if block.kind == "text"]
    indents = Counter(round(block.indent) for block in text if block.indent > _LEVEL_EDGE and not block.gap)
    if not indents or sum(block.gap > 0 for block in text) > _SPACED * len(text):
        return blocks
    indent = max(indents, key=lambda item: (indents[item], item))
    firsts = [(block, after) for block, after in pairwise(text) if _near(block.indent, indent)]
    followed = sum(abs(after.indent) <= _LEVEL_EDGE for _, after in firsts)
    if len(firsts) < _STARTS or followed < _FOLLOWED * len(firsts):
        return blocks
    return [
        replace(block, gap=_INDENT_GAP)
        if block.kind == "text" and not block.gap and _near(block.indent, indent)
        else block
        for block in blocks
    ]


def _near(indent: float, other: float) -> bool:
    return abs(indent - other) <= _LEVEL_EDGE


def _block(line: Line, before: Line | None, usual: float, *, first: bool) -> Block:
    if before is not None and before.region != line.region:
        # The top of a column is to paragraphs what the top of a page is.
        first = first or line.base < before.base
    gap, indent = 0.0, round(line.left - line.x1 if line.rtl else line.x0 - line.left, 1)
    if before is not None and before.region == line.region and line.size:
        step = max(line.size, before.size) * usual
        gap = round((line.base - before.base) / step - 1.0, 1)
        gap = gap if gap >= (_GAP_RECOGNISED if line.confidence else _GAP) else 0.0
    return Block(
        text=line.text, kind="table" if line.table else "text", whole=line.table,
        anchor=Anchor(page=line.page, box=line.box), page_break=first, size=line.size or None,
        indent=indent if abs(indent) > _LEVEL_EDGE else 0.0, gap=gap,
        styles=_with_doubt(line), notes=line.notes, confidence=line.confidence,
    )  # fmt: skip


def _with_doubt(line: Line) -> tuple[Style, ...]:
    """Marked runs of a line, and the words its recognition was unsure of."""
    doubtful = [Style(start=a, end=b, name="doubtful") for a, b, sure in line.confidence if sure < DOUBTFUL]
    if not doubtful:
        return line.styles
    return tuple(sorted((*line.styles, *doubtful), key=lambda style: (style.start, style.end, style.name)))


def _table(block: Block) -> Problem:
    rows = block.text.split("\n")
    return Problem(
        kind="unsupported", what=f"a table of {len(rows)} rows on page {block.anchor.page} is kept apart from the text",
        raw=block.text[:_RAW], anchor=block.anchor,
    )  # fmt: skip


def _loose(found: tuple[Footnote, ...], blocks: list[Block]) -> list[Problem]:
    """Footnotes whose mark was not found in the text."""
    tied = {note.mark for block in blocks for note in block.notes}
    return [
        Problem(
            kind="uncertain", what=f"the mark of footnote {note.mark or '(unmarked)'} was not found in the text",
            raw=note.text[:_RAW], anchor=note.anchors[0] if note.anchors else None,
        )
        for note in found
        if note.mark not in tied
    ]  # fmt: skip
