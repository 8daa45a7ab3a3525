"""The visible text of a page as whole-paragraph blocks, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.layout import Block, BlockKind, Options
from draftdiff.model import Anchor, Footnote, Problem, Revision
from draftdiff_parsers.columns import Cell
from draftdiff_parsers.html.comments import Comments
from draftdiff_parsers.html.lists import is_label, item_number
from draftdiff_parsers.html.notes import FootnoteLinks, note_text
from draftdiff_parsers.marks import resolved
from draftdiff_parsers.markup import local_name, source_line
from draftdiff_parsers.runs import Runs

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff_parsers.columns import Rows

#: Never text: left out without a record of its own (the reader reports their number).
CODE = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "object", "iframe", "canvas", "head"}
)
#: Furniture of the site, left out and reported.
FURNITURE = frozenset({"nav", "header", "footer", "aside", "form", "button", "select", "menu", "dialog"})
_FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "toolbar"}
)
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
     "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
     "var", "wbr", "o:p", "st1:place", "p:p"}
)  # fmt: skip
_STYLES = {
    "i": "italic", "em": "italic", "cite": "italic", "b": "bold", "strong": "bold", "u": "underline",
    "s": "strike", "strike": "strike", "sup": "superscript",
}  # fmt: skip
#: A cell that claims to span more columns than this is not believed.
_WIDEST = 63
_CHANGES = {"ins": "insert", "del": "delete"}
_CSS = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), "italic"),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), "bold"),
    (re.compile(r"text-decoration[a-z-]*\s*:[^;]{0,40}line-through"), "strike"),
    (re.compile(r"text-decoration[a-z-]*\s*:[^;]{0,40}underline"), "underline"),
    (re.compile(r"vertical-align\s*:\s*super"), "superscript"),
)
_CLASSES = {
    "italic": "italic",
    "oj-italic": "italic",
    "bold": "bold",
    "oj-bold": "bold",
    "super": "superscript",
}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
_MSO_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])")


@dataclass(slots=True)
class Walk:
    """State of one pass over a page."""

    links: FootnoteLinks
    comments: Comments = field(default_factory=Comments)
    blocks: list[Block] = field(default_factory=list[Block])
    footnotes: list[Footnote] = field(default_factory=list[Footnote])
    problems: list[Problem] = field(default_factory=list[Problem])
    options: Options = field(default_factory=Options)
    tables: dict[int, Rows] = field(default_factory=dict[int, "Rows"])
    """Index of a block of kind `table` -> its cells."""
    changes: dict[int, list[Revision]] = field(default_factory=dict[int, list[Revision]])
    """Index of a block -> its `ins` and `del`, offsets into its text."""
    code: int = 0
    """Scripts, style sheets and the like left out."""
    _runs: Runs = field(default_factory=Runs, init=False)
    _number: str = field(default="", init=False)
    _line: int | None = field(default=None, init=False)
    _kind: BlockKind = field(default="text", init=False)
    _level: int | None = field(default=None, init=False)
    _depth: int = field(default=0, init=False)
    _breaks: int = field(default=0, init=False)
    _open: list[Revision] = field(default_factory=list[Revision], init=False)
    """Changes that hold the place at hand, each from where it began in the block at hand."""
    _closed: list[Revision] = field(default_factory=list[Revision], init=False)

    def page(self, root: Element) -> None:
        """All blocks below an element."""
        self._inside(root)
        self._flush()

    def _inside(self, element: Element) -> None:
        self._text(element.text, element)
        for child in element:
            self._visit(child)
            self._text(child.tail, element)

    def _visit(self, element: Element) -> None:
        name = local_name(element)
        if not name or name in CODE:
            self.code += bool(name)
        elif _is_hidden(element) or name in FURNITURE or element.get("role") in _FURNITURE_ROLES:
            self._drop(element, name)
        elif element in self.comments.holders:
            pass  # their words are notes at the anchors
        elif element in self.comments.anchors:
            found = self.comments.anchors[element]
            self._runs.comment(found.author, found.text)
        elif element in self.links.notes:
            self._footnote(element)
        elif element in self.links.marks:
            self._runs.note(self.links.marks[element])
        elif name == "br":
            self._break()
        elif name in _INLINE:
            self._inline(element, name)
        else:
            self._block(element, name)

    def _inline(self, element: Element, name: str) -> None:
        if _MSO_NUMBER.search(element.get("style") or "") and not self._runs.length:
            self._number = " ".join("".join(str(t) for t in element.itertext()).split())
            return
        styles = [style for style in _styles(element, name) if self._runs.start(style)]
        if name in _CHANGES:
            self._change(element, name)
        else:
            self._inside(element)
        for style in styles:
            if self._runs.is_open(style):
                self._runs.stop(style)

    def _change(self, element: Element, name: str) -> None:
        """What an author put in or took out: its words, and a record of whose they are."""
        author = (element.get("cite") or "").removeprefix("mailto:") if _is_mail(element) else ""
        started = Revision(
            kind=_CHANGES[name], author=author, date=element.get("datetime") or "", start=self._runs.here
        )
        self._open.append(started)
        self._inside(element)
        self._close_change(self._open.pop())

    def _close_change(self, change: Revision) -> None:
        end = self._runs.length
        if change.start is not None and change.start < end:
            self._closed.append(replace(change, end=end))

    def _block(self, element: Element, name: str) -> None:
        if name == "pre":
            self._preformatted(element)
            return
        if name == "table":
            self._flush()
            self._table(element)
            return
        self._flush()
        before = (self._kind, self._level, self._depth)
        heading = _HEADING.fullmatch(name)
        if heading:
            self._kind, self._level = "heading", int(heading[1]) - 1
        elif name in ("ol", "ul"):
            self._depth += 1
        elif name == "li":
            self._kind, self._level, self._number = "list-item", self._depth - 1, item_number(element)
        elif name == "blockquote":
            self._kind = "quote"
        self._inside(element)
        self._flush()
        self._kind, self._level, self._depth = before
        if name == "li":
            self._number = ""

    def _preformatted(self, element: Element) -> None:
        """Plain text inside a page keeps its lines: the structure stage joins them."""
        self._flush()
        first = source_line(element) or 1
        gap = 0
        for at, line in enumerate("".join(str(t) for t in element.itertext()).splitlines()):
            if not line.strip():
                gap += 1
                continue
            anchor = Anchor(lines=(first + at, first + at))
            indent = float(len(line) - len(line.lstrip()))
            self.blocks.append(Block(text=line, anchor=anchor, gap=float(gap), indent=indent))
            gap = 0

    def _table(self, table: Element) -> None:
        """A table that only places a label beside its paragraph is read as text; any other is reported whole."""
        rows = [
            _cells(row) for row in table.iter() if local_name(row) == "tr" and _nearest_table(row) is table
        ]
        filled = [[cell for cell in row if _words(cell)] for row in rows]
        labelled = [row for row in filled if row]
        if all(len(row) == 1 or (len(row) == 2 and is_label(_words(row[0]))) for row in labelled):
            for row in labelled:
                self._number = _words(row[0]) if len(row) == 2 else ""
                self._depth += len(row) == 2
                self._level = self._depth - 1 if len(row) == 2 else None
                self._inside(row[-1])
                self._flush()
                self._depth -= len(row) == 2
            self._number, self._level = "", None
            return
        cells = tuple(tuple(self._cell(cell) for cell in row) for row in rows if any(map(_words, row)))
        text = "\n".join("\t".join(cell.text for cell in row if cell.text) for row in cells)
        line = source_line(table)
        anchor = Anchor(lines=(line, line)) if line else Anchor()
        self.tables[len(self.blocks)] = cells
        self.blocks.append(Block(text=text, kind="table", whole=True, anchor=anchor))

    def _cell(self, cell: Element) -> Cell:
        """A cell of a table by itself, in the view of the reading options."""
        at = len(self.blocks)
        self._inside(cell)
        self._flush()
        inside = self.blocks[at:]
        changes = [self.changes.pop(at + n, []) for n in range(len(inside))]
        del self.blocks[at:]
        for nested in [n for n in self.tables if n >= at]:
            del self.tables[nested]
        span = cell.get("colspan") or "1"
        wide = min(int(span), _WIDEST) if span.isascii() and span.isdecimal() else 1
        return Cell(tuple(resolved(inside, changes, self.options)), max(wide, 1))

    def _break(self) -> None:
        """One line break is a space; two in a row end a paragraph."""
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        else:
            self._runs.line_break()

    def _text(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if text.strip():
            self._breaks = 0
            self._line = self._line if self._line is not None else source_line(element)
        self._runs.add(text)

    def _footnote(self, element: Element) -> None:
        self._flush()
        mark = self.links.notes[element]
        text = note_text(_words(element), mark)
        line = source_line(element)
        anchors = (Anchor(lines=(line, line)),) if line else ()
        self.footnotes.append(Footnote(mark=mark, text=text, anchors=anchors))

    def _drop(self, element: Element, name: str) -> None:
        words = _words(element)
        if words:
            line = source_line(element)
            where = Anchor(lines=(line, line)) if line else None
            what = "hidden text" if _is_hidden(element) else f"furniture of the page ({name})"
            self.problems.append(Problem(kind="dropped", what=what, raw=words[:500], anchor=where))

    def _flush(self) -> None:
        for change in self._open:
            self._close_change(change)
        self._open = [replace(change, start=0) for change in self._open]
        text, styles, notes = self._runs.finish()
        if self._closed:
            self.changes[len(self.blocks)] = [
                replace(change, text=text[change.start : change.end]) for change in self._closed
            ]
            self._closed = []
        if text or notes:
            anchor = Anchor(lines=(self._line, self._line)) if self._line else Anchor()
            self.blocks.append(
                Block(
                    text=text, kind=self._kind, whole=True, anchor=anchor, number=self._number, level=self._level,
                    styles=styles, notes=notes,
                )
            )  # fmt: skip
            self._number = ""
        self._runs = Runs()
        self._line = None
        self._breaks = 0


def _words(element: Element) -> str:
    """Visible text of an element, white space folded."""
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split())


def _collect(element: Element, parts: list[str]) -> None:
    if local_name(element) not in CODE:
        parts.append(element.text or "")
        for child in element:
            _collect(child, parts)
            parts.append(child.tail or "")


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if local_name(cell) in ("td", "th")]


def _nearest_table(row: Element) -> Element | None:
    return next((above for above in row.iterancestors() if local_name(above) == "table"), None)


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_mail(element: Element) -> bool:
    """Word writes the author of a change as an address; elsewhere `cite` leads to a page about it."""
    return (element.get("cite") or "").startswith("mailto:")


def _styles(element: Element, name: str) -> list[str]:
    css = (element.get("style") or "").lower()
    found = [_STYLES[name]] if name in _STYLES else []
    found += [style for pattern, style in _CSS if css and pattern.search(css)]
    found += [_CLASSES[word] for word in (element.get("class") or "").lower().split() if word in _CLASSES]
    return list(dict.fromkeys(found))
