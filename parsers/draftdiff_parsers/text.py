"""Plain text and Markdown: every line becomes a block with its place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from draftdiff.errors import InputError, LimitError
from draftdiff.layout import Block, Layout
from draftdiff.model import Anchor, Problem
from draftdiff_parsers import markdown
from draftdiff_parsers.decode import clean, decode, looks_like_text, mended, suspicious
from draftdiff_parsers.furniture import find_furniture
from draftdiff_parsers.marks import read_marks
from draftdiff_parsers.pipes import rows_of_tables, take_tables

if TYPE_CHECKING:
    from draftdiff.layout import BlockKind, Options, RawFile
    from draftdiff.model import Style

#: Line ends with the empty lines after them. An editor counts only the ends made of CR and LF.
_BREAKS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029][ \t\n\r\x0b\x0c\x85\u2028\u2029]*")
_BULLET = re.compile(r"[-*+•▪●○–—·](?=\s)")
#: A lost page break leaves one leading space on the next page's first line. Where more lines than this share have
#: one, it is the layout. Calibrated on the two scans of the bundled corpus (0.2 % and 4 % of lines).
_STRAY_SPACES = 0.1
_TAB = 8


@dataclass(slots=True)
class _Raw:
    """A line of the source before it becomes a block."""

    text: str
    number: int
    start: int
    page: int
    page_break: bool
    gap: int


class PlainTextReader:
    """Layout reader of plain text and Markdown."""

    name = "text"

    def sniff(self, raw: RawFile) -> str:
        """`text/markdown` or `text/plain` for anything that can be text."""
        if not looks_like_text(raw.data):
            return ""
        return "text/markdown" if raw.name.lower().endswith((".md", ".markdown")) else "text/plain"

    def read(self, raw: RawFile, options: Options) -> Layout:
        """One block a line; empty lines become the `gap` of the next.

        Raises:
            InputError: binary, undecodable or empty.
            LimitError: more characters than `options.limits` allows.
        """
        decoded = decode(raw.data, options.encoding)
        text = decoded.text
        if len(text) > options.limits.characters:
            raise LimitError(
                f"holds more than {options.limits.characters:,} characters",
                remedy="raise --limits characters=N if you trust it",
            )
        problems = [*decoded.problems, *suspicious(text)]
        lines = _without_furniture(_unquoted(_lines(text)), problems)
        if not lines:
            raise InputError("holds no text", remedy="name a file with text in it")
        changes = options.marks == "as-changes"
        marked = (
            markdown.is_markdown(text, raw.name)
            or markdown.marks_changes(text)
            or (changes and text.count("~~") > 1)
        )
        blocks = _blocks(lines, problems, marked=marked, changes=changes)
        if marked:
            blocks, columns = take_tables(blocks, options)
            problems += columns
            blocks, looks = read_marks(blocks, options)
            problems += looks
        return Layout(
            blocks=tuple(blocks),
            problems=tuple(problems),
            media_type="text/markdown" if marked else "text/plain",
        )


def _lines(text: str) -> list[_Raw]:
    """Lines with text in them; a form feed is a page break."""
    found: list[_Raw] = []
    number = page = 1
    start = gap = 0
    page_break = False
    for match in (*_BREAKS.finditer(text), None):
        line = text[start : match.start() if match else len(text)]
        if line.strip():
            if len(found) >= MOST_LINES:
                raise LimitError(
                    f"holds more than {MOST_LINES:,} lines", remedy="split it into smaller files"
                )
            found.append(_Raw(line, number, start, page, page_break, gap))
            gap, page_break = 0, False
        elif match:
            gap += 1
        if match is None:
            break
        marks = match.group().rstrip(" \t")  # the next line's indent
        ends = marks.count("\n") + marks.count("\r") - marks.count("\r\n")
        gap += max(0, ends - 1)
        feeds = marks.count("\x0c")
        page, page_break = page + feeds, page_break or feeds > 0
        number += ends
        start = match.start() + len(marks)
    return found


#: Lines with text of one file. The longest resolutions have some 10,000; each line costs about 1 kB of memory.
MOST_LINES = 400_000


def _unquoted(lines: list[_Raw]) -> list[_Raw]:
    """A mail quoted as a whole: the `>` in front of its lines go, and lines that hold nothing else are empty."""
    quoted = sum(line.text.startswith(">") for line in lines)
    if quoted < _QUOTED * len(lines):
        return lines
    kept: list[_Raw] = []
    gap = 0
    for line in lines:
        match = markdown.QUOTE.match(line.text)
        text = line.text[match.end() :] if match else line.text
        if not text.strip():
            gap += 1 + line.gap
            continue
        line.start += len(line.text) - len(text)
        line.text, line.gap = text, line.gap + gap
        gap = 0
        kept.append(line)
    return kept


#: Share of lines that begin with `>` from which a text is a quoted mail. In a note that quotes, few do.
_QUOTED = 0.3


def _without_furniture(lines: list[_Raw], problems: list[Problem]) -> list[_Raw]:
    """The lines of the text itself; after furniture the text goes on as on a new page."""
    found = find_furniture([line.text.strip() for line in lines], [line.page for line in lines])
    if not found or len(found) == len(lines):
        return lines
    kept: list[_Raw] = []
    left_out: list[_Raw] = []
    broken = False
    for at, line in enumerate(lines):
        if at in found:
            left_out.append(line)
            broken = True
            continue
        if broken and kept:
            line.gap, line.page_break = 0, True
        broken = False
        kept.append(line)
    first = left_out[0]
    problems.append(
        Problem(
            kind="dropped", what=f"page furniture left out, {len(left_out)} lines",
            raw=" / ".join(line.text.strip() for line in left_out)[:500],
            anchor=Anchor(lines=(first.number, first.number), chars=(first.start, first.start + len(first.text))),
        )
    )  # fmt: skip
    return kept


def _blocks(
    lines: list[_Raw], problems: list[Problem], *, marked: bool, changes: bool = False
) -> list[Block]:
    stray = _stray_breaks(lines)
    paged = lines[-1].page > 1
    blocks: list[Block] = []
    texts = _unmarked(lines, changes=changes) if marked else [(line.text, ()) for line in lines]
    numbers = markdown.counted([(line.text, line.gap) for line in lines]) if marked else {}
    tabled = rows_of_tables([line.text for line in lines]) if marked else frozenset[int]()
    for at, (line, (text, styles)) in enumerate(zip(lines, texts, strict=True)):
        anchor = Anchor(
            page=line.page if paged else None,
            lines=(line.number, line.number),
            chars=(line.start, line.start + len(line.text)),
        )
        fixed = text.replace("\\|", "|") if marked and at not in tabled else text
        if not text.isascii() or not text.isprintable():
            fixed, problem = mended(clean(text), anchor)
            if problem is not None:
                problems.append(problem)
        block = Block(
            text=fixed, anchor=anchor, indent=_indent(line.text), gap=float(line.gap),
            page_break=line.page_break or at in stray,
            styles=styles if fixed == text else (),  # after a repair their offsets no longer fit
        )  # fmt: skip
        block = _typed(block, marked=marked, in_table=at in tabled)
        if at in numbers and block.kind == "text":
            item = markdown.ITEM.match(block.text)
            block = replace(_cut(block, item.end() if item else 0, kind="text"), number=numbers[at], level=0)
        if block.text.strip():
            blocks.append(block)
    return blocks


def _indent(text: str) -> float:
    lead = text[: len(text) - len(text.lstrip())]
    if not lead:
        return 0.0
    return float(len(lead.expandtabs(_TAB)))


def _stray_breaks(lines: list[_Raw]) -> set[int]:
    found = {
        at
        for at, line in enumerate(lines)
        if line.text[:1] == " " and line.text[1:2].strip() and not _BULLET.match(line.text, 1)
    }
    return found if len(found) <= max(1, _STRAY_SPACES * len(lines)) else set()


def _unmarked(lines: list[_Raw], *, changes: bool) -> list[tuple[str, tuple[Style, ...]]]:
    """Inline marks resolved paragraph by paragraph: emphasis may run over line ends, not over empty lines."""
    result: list[tuple[str, tuple[Style, ...]]] = []
    run: list[str] = []
    for line in lines:
        if line.gap and run:
            result += markdown.unmark(run, changes=changes)
            run = []
        run.append(line.text)
    result += markdown.unmark(run, changes=changes)
    return result


def _typed(block: Block, *, marked: bool, in_table: bool = False) -> Block:
    """What the line's first characters say of it, or that a Markdown table without outer bars holds it."""
    stripped = block.text.lstrip()
    lead = len(block.text) - len(stripped)
    if marked:
        heading = markdown.HEADING.match(stripped)
        if heading:
            level = len(heading["hashes"]) - 1
            return _cut(block, lead + heading.start("text"), kind="heading", level=level)
        quote = markdown.QUOTE.match(stripped)
        if quote:
            return _cut(block, lead + quote.end(), kind="quote")
        footnote = markdown.FOOTNOTE.match(stripped)
        if footnote:
            return replace(_cut(block, lead + footnote.end(), kind="footnote"), number=footnote["mark"])
        if in_table or (stripped.startswith("|") and stripped.count("|") > 2):
            return replace(block, kind="table")
    if stripped.count("\t") > 1 and not _BULLET.match(stripped):
        return replace(block, kind="table")
    return replace(block, kind="list-item") if _BULLET.match(stripped) else block


def _cut(block: Block, start: int, *, kind: BlockKind, level: int | None = None) -> Block:
    """The block without its first characters."""
    styles = tuple(
        replace(style, start=max(0, style.start - start), end=style.end - start)
        for style in block.styles
        if style.end > start
    )
    return replace(block, text=block.text[start:], kind=kind, level=level, styles=styles)
