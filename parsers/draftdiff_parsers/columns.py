"""Tables that hold the text itself: its paragraphs in one column, numbers, comments or other versions in the others.

A table is taken for the text when it holds most of the words of its file, or when a column is asked for; any other
stays a table. The words of the columns that are not read become notes of the paragraph beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.errors import UsageError
from draftdiff.layout import Block
from draftdiff.model import Note, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from draftdiff.layout import Options

#: A cell with nothing but a paragraph's label: "PP1", "OP 3 bis", "1.", "(a)", "12", "Article 5".
_LABEL = re.compile(
    r"(?:(?:PP|OP|Pp|Op)[ .]?\d{1,3}(?: ?(?:bis|ter|quater|alt))*|[(\[]?(?:\d{1,4}[a-z]?|[a-z]|[ivxl]{1,5})[.)\]:]{0,2}"
    r"|(?:Art(?:icle|\.)?|Para(?:graph|\.)?|Recital|Row|§|№|No\.?) ?\d{1,4}[.:]?(?: ?\(\d{1,2}\))?)\.?"
)
#: The end of a provision, and a beginning that only provisions have.
_PROVISION = re.compile(
    r"[,;:.،؛，；。][\]”\"’)]*$|^\s*[\[(“\"]*(?:(?:PP|OP)[ .]?\d|\d{1,3}[.)]\s|\([a-z\d]{1,3}\)\s|Article \d)"
)
#: Headings of columns that speak about the text.
_ABOUT = re.compile(
    r"comment|remark|proposal|amendment|observ|justif|position|note|rationale|reason|explan|suggest|action|status|source"
    r"|propuesta|comentario|enmienda|motivo|proposition|commentaire|amendement|motif|комментар|предложен|замечани|поправк"
    r"|评论|意见|建议|تعليق|ملاحظ|مقترح",
    re.IGNORECASE,
)  # fmt: skip
#: ... and of columns that hold it. They win: "Commission proposal", "Proposed text", "Council position: text".
_HOLDS = re.compile(
    r"\btext|draft|version|mandate|agreement|commission proposal|current|revised|original|adopted|chair|texto|texte|projet"
    r"|proyecto|текст|проект|案文|草案|نص|مشروع",
    re.IGNORECASE,
)
#: Share of the words of a file that its tables of one width hold, from which they are the text: half of it.
_MOST = 0.5
#: Share of a column's filled cells that must look like labels, or like provisions.
_LABELS, _PROVISIONS = 0.6, 0.5
#: Longest heading of a column, characters.
_HEADING = 80
#: A column of the text is filled beside this share of the rows that hold any text.
_FILLED = 0.3
#: Share of its words that a column has in common with the text column, from which it is another version of it: two
#: drafts of one paragraph share well over half, a remark on it shares names and little else.
_SAME_TEXT = 0.4
_RAW = 500
#: "No.", "Para.", "Art.": a full stop that ends no provision.
_ABBREVIATED = re.compile(r"^\s*[^\W\d_]{1,5}\.\s*$")
_ENDED = re.compile(r"[.;:,!?”\"»。；，：)\]]\s*$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    blocks: tuple[Block, ...] = ()
    span: int = 1
    """Columns it covers."""

    @property
    def text(self) -> str:
        """Its words on one line, numbers of lists included."""
        parts = (part for b in self.blocks for part in (b.number, *b.text.split()) if part)
        return " ".join(parts)


Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the columns of some tables of one width are."""

    names: tuple[str, ...]
    """Headings; "column 2" where there is none. They differ from one another."""
    header: tuple[str, ...] = ()
    """Cells of the heading row, which is none of the text."""
    numbers: frozenset[int] = frozenset()
    """Columns of labels, 0-based."""
    versions: tuple[int, ...] = ()
    """Columns that hold a version of the text, from left to right."""
    text: int = 0
    """The one that is read."""


@dataclass(slots=True)
class _Reading:
    """Blocks of a file while its tables are taken apart."""

    blocks: list[Block] = field(default_factory=list[Block])
    loose: list[str] = field(default_factory=list[str])
    """Words beside no paragraph."""


def take_columns(
    blocks: Sequence[Block], tables: Mapping[int, Rows], options: Options
) -> tuple[list[Block], list[Problem], set[int]]:
    """Blocks with the tables that hold the text replaced by its paragraphs, what was done, and which tables they were.

    Args:
        blocks: in reading order, every table one block of kind `table`.
        tables: index of such a block -> its rows.
        options: `column` chooses the column to read.

    Raises:
        UsageError: no table has the column asked for.
    """
    chosen = _chosen(blocks, tables, options)
    if not chosen:
        return list(blocks), [], set()
    reading = _Reading()
    for at, block in enumerate(blocks):
        if at in chosen:
            _take(tables[at], chosen[at], block, reading)
        else:
            reading.blocks.append(block)
    return reading.blocks, _told(chosen, reading), set(chosen)


def version_columns(blocks: Sequence[Block], tables: Mapping[int, Rows], options: Options) -> list[str]:
    """Names of the columns that hold versions of the text, from left to right; [] where no table holds it."""
    found = list(_chosen(blocks, tables, replace(options, column="")).values())
    widest = max(found, key=lambda choice: len(choice.versions), default=None)
    return [widest.names[at] for at in widest.versions] if widest else []


def _chosen(blocks: Sequence[Block], tables: Mapping[int, Rows], options: Options) -> dict[int, Choice]:
    """Index of every table that holds text -> what its columns are."""
    by_width: dict[int, list[int]] = {}
    for at, rows in tables.items():
        by_width.setdefault(_width(rows), []).append(at)
    total = sum(len(block.text.split()) for block in blocks)
    found: dict[int, Choice] = {}
    for width, group in by_width.items():
        rows = tuple(row for at in group for row in tables[at])
        if width < 2 or len(rows) < 2:
            continue
        choice = _columns(rows, width, options.column)
        words = sum(len(blocks[at].text.split()) for at in group)
        if choice is not None and (options.column or words >= _MOST * total):
            found.update(dict.fromkeys(group, choice))
    if options.column and not found:
        known = [cell.text for rows in tables.values() for cell in rows[0] if cell.text]
        raise UsageError(
            f"no table has a column {options.column!r}",
            remedy=f"there are: {', '.join(dict.fromkeys(known))}" if known else "the file has no tables",
        )
    return found


def _width(rows: Rows) -> int:
    return max(sum(cell.span for cell in row) for row in rows)


def _spread(row: Sequence[Cell], width: int) -> list[Cell]:
    """The cells of a row by column: a cell over several stands in the first of them."""
    cells: list[Cell] = []
    for cell in row:
        cells += [cell, *[Cell()] * (cell.span - 1)]
    return [*cells, *[Cell()] * width][:width]


def _is_across(row: Sequence[Cell], width: int) -> bool:
    """One cell over all columns: a heading between the rows."""
    filled = [cell for cell in row if cell.text]
    return len(filled) == 1 and filled[0].span >= max(2, width - 1)


def _columns(rows: Rows, width: int, asked: str) -> Choice | None:
    """What the columns are, or None where none of them holds text."""
    grid = [[cell.text for cell in _spread(row, width)] for row in rows if not _is_across(row, width)]
    header = _header(grid)
    body = [row for row in grid if tuple(row) != header]
    columns = [[row[at] for row in body if row[at]] for at in range(width)]
    names = _names(header, width)
    numbers = frozenset(at for at, cells in enumerate(columns) if _are_labels(cells))
    texts = [at for at in range(width) if at not in numbers and _is_text(columns[at], len(body))]
    if asked:
        at = _asked(asked, names)
        return None if at is None else Choice(
            names=names, header=header, numbers=numbers - {at}, versions=tuple({*texts, at}), text=at
        )  # fmt: skip
    versions = _versions(texts, names, header, columns)
    if not versions:
        return None
    return Choice(names=names, header=header, numbers=numbers, versions=versions, text=versions[0])


def _header(grid: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The first row, where its cells are headings: short, no labels, no ends of paragraphs."""
    first = next((row for row in grid if any(row)), ())
    filled = [cell for cell in first if cell]
    are_headings = len(filled) > 1 and all(
        len(cell) <= _HEADING
        and not _LABEL.fullmatch(cell)
        and not _PROVISION.search(_ABBREVIATED.sub("", cell))
        for cell in filled
    )
    return tuple(first) if are_headings else ()


def _names(header: Sequence[str], width: int) -> tuple[str, ...]:
    names = [header[at] if at < len(header) and header[at] else f"column {at + 1}" for at in range(width)]
    seen = Counter(names)
    return tuple(name if seen[name] == 1 else f"{name} ({at})" for at, name in enumerate(names, 1))


def _are_labels(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(bool(_LABEL.fullmatch(cell)) for cell in cells) >= _LABELS * len(cells)


def _is_text(cells: Sequence[str], rows: int) -> bool:
    """Whether most cells of a column look like provisions, beside enough of the rows."""
    provisions = sum(bool(_PROVISION.search(cell)) and " " in cell for cell in cells)
    return len(cells) >= _FILLED * rows and provisions >= max(1, _PROVISIONS * len(cells))


def _versions(
    texts: Sequence[int], names: Sequence[str], header: Sequence[str], columns: Sequence[Sequence[str]]
) -> tuple[int, ...]:
    """Of the columns with whole sentences, those that hold the text; remarks on it are sentences as well."""
    says = {at: header[at] if at < len(header) else "" for at in texts}
    named = [at for at in texts if _HOLDS.search(says[at])]
    free = [at for at in texts if at in named or not _ABOUT.search(says[at])]
    if not free:
        # A table of nothing but proposals: its first column is what there is.
        free = list(texts[:1])
    if not free:
        return ()
    first = named[0] if named else free[0]
    own = _words(columns[first])
    return tuple(
        at
        for at in free
        if at == first or (at in named and not _ABOUT.search(names[at])) or _shared(columns[at], own)
    )


def _words(cells: Sequence[str]) -> Counter[str]:
    return Counter(word.casefold() for cell in cells for word in _WORD.findall(cell))


def _shared(cells: Sequence[str], own: Counter[str]) -> bool:
    """Whether a column says much the same as the text column."""
    other = _words(cells)
    common = (other & own).total()
    return common >= _SAME_TEXT * min(other.total(), own.total() or 1)


def _asked(asked: str, names: Sequence[str]) -> int | None:
    if asked.isdecimal() and 1 <= int(asked) <= len(names):
        return int(asked) - 1
    wanted = asked.casefold().strip()
    exact = [at for at, name in enumerate(names) if name.casefold() == wanted]
    near = exact or [at for at, name in enumerate(names) if name.casefold().startswith(wanted)]
    return near[0] if near else None


def _take(rows: Rows, choice: Choice, table: Block, reading: _Reading) -> None:
    """The paragraphs of one table, with the words beside them as notes."""
    width = len(choice.names)
    at_start = True
    for row in rows:
        if _is_across(row, width):
            found = [block for cell in row for block in cell.blocks]
        else:
            cells = _spread(row, width)
            if tuple(cell.text for cell in cells) == choice.header:
                continue
            found = _paragraphs(cells, choice)
            notes = _beside(cells, choice)
            target = next((n for n, block in enumerate(found) if block.text.strip()), None)
            if target is not None:
                found[target] = replace(found[target], notes=(*found[target].notes, *notes))
            elif notes and reading.blocks:
                reading.blocks[-1] = replace(reading.blocks[-1], notes=(*reading.blocks[-1].notes, *notes))
            else:
                reading.loose += [f"{note.mark}: {note.text}" for note in notes]
        if found and at_start:
            found[0] = replace(found[0], gap=table.gap, page_break=table.page_break)
            at_start = False
        if found and reading.blocks and _goes_on(reading.blocks[-1], found[0]):
            reading.blocks[-1] = _continued(reading.blocks[-1], found.pop(0))
        reading.blocks += found


def _goes_on(before: Block, after: Block) -> bool:
    """Whether a cell goes on with the sentence of the one above it: a row that a page break cut in two."""
    first = next((char for char in after.text if not char.isspace()), "")
    return before.whole and before.kind == "text" and first.islower() and not _ENDED.search(before.text)


def _continued(before: Block, after: Block) -> Block:
    shift = len(before.text) + 1
    return replace(
        before,
        text=f"{before.text}\n{after.text}",
        styles=(
            *before.styles,
            *(replace(s, start=s.start + shift, end=s.end + shift) for s in after.styles),
        ),
        notes=(
            *before.notes,
            *(n if n.at is None else replace(n, at=n.at + shift) for n in after.notes),
        ),
    )


def _paragraphs(cells: Sequence[Cell], choice: Choice) -> list[Block]:
    """The paragraphs of the text cell; a label in a column of its own is the first one's number."""
    found = [block for block in cells[choice.text].blocks if block.text.strip()]
    before = [cells[at].text for at in sorted(choice.numbers) if cells[at].text]
    label = next((text for text in reversed(before) if _LABEL.fullmatch(text)), "")
    if found and label and not found[0].number and not _same_label(label, found[0].text):
        # Labels stand in the text as they would be typed, so that what they mean is read in one place.
        shift = len(label) + 1
        found[0] = replace(
            found[0], text=f"{label} {found[0].text}",
            styles=tuple(replace(s, start=s.start + shift, end=s.end + shift) for s in found[0].styles),
            notes=tuple(n if n.at is None else replace(n, at=n.at + shift) for n in found[0].notes),
            revisions=tuple(
                r if r.start is None or r.end is None else replace(r, start=r.start + shift, end=r.end + shift)
                for r in found[0].revisions
            ),
        )  # fmt: skip
    return found


def _same_label(label: str, text: str) -> bool:
    return (
        re.sub(r"\W", "", text[: len(label) + 6]).startswith(re.sub(r"\W", "", label))
        and text[:1] == label[:1]
    )


def _beside(cells: Sequence[Cell], choice: Choice) -> tuple[Note, ...]:
    return tuple(
        Note(kind="comment", mark=choice.names[at], text=cell.text)
        for at, cell in enumerate(cells)
        if at != choice.text and at not in choice.numbers and cell.text
    )


def _told(chosen: Mapping[int, Choice], reading: _Reading) -> list[Problem]:
    found: list[Problem] = []
    for choice in dict.fromkeys(chosen.values()):
        others = [
            name for at, name in enumerate(choice.names) if at != choice.text and at not in choice.numbers
        ]
        what = f"the text was read from the column {choice.names[choice.text]!r} of a table"
        if others:
            what += f"; beside it as notes: {', '.join(others)}; --column chooses another"
        found.append(Problem(kind="uncertain", what=what[:_RAW]))
    if reading.loose:
        raw = "\n".join(reading.loose)[:_RAW]
        found.append(Problem(kind="dropped", what="words of a table stand beside no paragraph", raw=raw))
    return found
