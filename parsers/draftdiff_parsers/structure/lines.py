"""Lines under work: the blocks of a layout, stripped, with what their surroundings say about paragraph starts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.layout import Block

#: Marks behind a paragraph's last word in six languages, also where a footnote mark or a closing quote follows.
_TAIL = r"[\s\d¹²³⁰⁴-⁹*†‡\"”’'»)\]]*"
_ENDS = re.compile(rf"[,;:.،؛，；：。…]{_TAIL}$|[;,][A-Za-z]$")
_FULL_STOP = re.compile(r"[.。][\s¹²³⁰⁴-⁹*†‡\"”’'»)\]]*\d{0,2}$")
_CHAPEAU = re.compile(rf"[:：]{_TAIL}$")
_COMMA = re.compile(rf"[,،，]{_TAIL}$")
#: Words after which a list item follows though the line does not end in punctuation: "...; and".
_JOINING = re.compile(r"[;؛；][ ](?:and|or|et|ou|y|e|o|и|или)$")
_WIDTH_SHARE = 0.95
#: Share of a line that must be bold for the line to be: spaces at the ends of runs may not be.
_BOLD = 0.9
#: A line this many characters short of the margin was ended on purpose; scans lose and gain a few. A text whose
#: own unended lines never fall short needs less: see `_slack`.
_SLACK = 4
#: Share of the breaks inside sentences that must keep to the margin for it to count as exact, and how many breaks
#: it takes to tell. Published resolutions wrapped by a program keep to it in all, the bundled scans in 60 to 90 %.
_EXACT_SHARE = 0.98
_FEWEST_BREAKS = 20
_TAIL_LENGTH = 48


@dataclass(slots=True)
class Line:
    """One block, stripped."""

    block: Block
    text: str
    """Without white space around it."""
    lead: int
    """Characters stripped in front: offset of `text` in `block.text`."""
    gap: float
    """Empty lines before it."""
    early: bool = True
    """The line before was ended before the margin: this break is deliberate."""
    sure: bool = False
    """As `early`, in a text that a program has wrapped: its first word would have fitted on the line before."""
    set_off: bool = False
    """A gap before it, in a text whose gaps all but always stand between paragraphs (`mark_set_off`)."""
    ends: bool = field(init=False)
    """Ends as a paragraph or list item may end."""

    def __post_init__(self) -> None:
        tail = self.text[-_TAIL_LENGTH:]
        self.ends = _ENDS.search(tail) is not None or _JOINING.search(tail) is not None

    @property
    def bold(self) -> bool:
        """Printed in bold as a whole."""
        marked = sum(style.end - style.start for style in self.block.styles if style.name == "bold")
        return marked >= _BOLD * len(self.text) > 0

    @property
    def full_stop(self) -> bool:
        """Ends as the last paragraph of a text ends."""
        return _FULL_STOP.search(self.text[-_TAIL_LENGTH:]) is not None

    @property
    def chapeau(self) -> bool:
        """Ends in a colon: a list follows."""
        return _CHAPEAU.search(self.text[-_TAIL_LENGTH:]) is not None

    @property
    def comma(self) -> bool:
        """Ends as a preambular paragraph ends."""
        return _COMMA.search(self.text[-_TAIL_LENGTH:]) is not None

    @property
    def lower(self) -> bool:
        """Begins with a lower-case letter: in most scripts a continuation."""
        return self.text[:1].islower()

    @property
    def apart(self) -> bool:
        """Set apart from the line before by the layout."""
        return self.gap > 0 or self.block.whole or self.block.page_break


def _plain_head(text: str) -> str:
    """A text whose first words hold plain spaces: publishers print "Article 1" and "(1)" with spaces that do not break."""
    head = text[:_HEAD]
    return text if head.isascii() else head.translate(_SPACES) + text[_HEAD:]


_HEAD = 24
_SPACES: dict[int, str] = dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F), " ")


def inlined(line: Line) -> Line:
    """The line with a number that the format keeps apart in its text: it begins no paragraph, and no word is lost."""
    number = line.block.number
    if not number:
        return line
    by = len(number) + (1 if line.text else 0)
    block = line.block
    moved = replace(
        block, text=f"{number} {line.text}".strip(), number="",
        styles=tuple(replace(s, start=max(0, s.start - line.lead) + by, end=s.end - line.lead + by) for s in block.styles),
        notes=tuple(n if n.at is None else replace(n, at=max(0, n.at - line.lead) + by) for n in block.notes),
        revisions=tuple(
            r if r.start is None or r.end is None
            else replace(r, start=max(0, r.start - line.lead) + by, end=r.end - line.lead + by)
            for r in block.revisions
        ),
    )  # fmt: skip
    return Line(moved, moved.text, 0, line.gap, line.early)


def make_lines(blocks: Sequence[Block]) -> list[Line]:
    """Lines of a layout, in order, with deliberate line ends told from those at the margin."""
    lines: list[Line] = []
    if _never_wrapped(blocks):
        blocks = [block if block.whole else replace(block, whole=True) for block in blocks]
    for block in blocks:
        text = _plain_head(block.text.strip())
        if not text and not block.number:
            continue
        lead = len(block.text) - len(block.text.lstrip())
        lines.append(Line(block, text, lead if text else 0, block.gap))
    _mark_early(lines)
    return lines


def _never_wrapped(blocks: Sequence[Block]) -> bool:
    """Every line is a paragraph (Word's "plain text", copied web pages): many are longer than anyone wraps, and no margin shows."""
    widths = sorted(_columns(block.text) for block in blocks if not block.whole and block.text.strip())
    if len(widths) < _FEWEST_LINES or any(block.anchor.box is not None for block in blocks[:1]):
        return False
    gaps = sum(block.gap > 0 for block in blocks)
    if gaps > _MOST_GAPS * len(blocks):
        return False  # empty lines tell
    longest = widths[int(len(widths) * _WIDTH_SHARE)]
    at_margin = sum(width >= _MARGIN * longest for width in widths)
    return longest > _WIDEST and at_margin <= _AT_MARGIN * len(widths)


def _columns(text: str) -> int:
    """Width in a fixed-width font, Chinese characters two columns each."""
    text = text.strip()
    return len(text) if text.isascii() else len(text) + sum("\u2e80" <= char <= "\uffef" for char in text)


#: Columns of the widest lines of wrapped text; printed pages and mail have 60 to 130.
_WIDEST = 180
#: Of the lines of wrapped text two in three and more end within a tenth of the margin; of paragraphs hardly one.
_MARGIN = 0.85
_AT_MARGIN = 0.25
_FEWEST_LINES = 8
#: Share of lines after an empty one from which empty lines say where paragraphs begin.
_MOST_GAPS = 0.3


def _mark_early(lines: list[Line]) -> None:
    widths = _widths(lines)
    wrapped = sorted(width for width, line in zip(widths, lines, strict=True) if not line.block.whole)
    if not wrapped:
        return
    widest = wrapped[min(len(wrapped) - 1, int(len(wrapped) * _WIDTH_SHARE))]
    # Columns that would have been left had a line's first word stood on the line before.
    rooms = [
        widest - width - 1 - _first_word(line.block.text.lstrip())
        if line.block.room is None
        else floor(line.block.room / _LETTER)
        for width, line in zip(widths, lines[1:], strict=False)
    ]
    slack = _slack(lines, rooms)
    for (before, line), room in zip(pairwise(lines), rooms, strict=True):
        if before.block.whole or line.block.whole:
            continue
        line.early = room >= slack
        line.sure = line.early and slack < _SLACK


def _widths(lines: Sequence[Line]) -> list[int]:
    """Width of each line; of plain text in Chinese in columns or in characters, as its margin shows it was wrapped."""
    widths = [_width(line) for line in lines]
    if all(line.text.isascii() or line.block.anchor.box is not None for line in lines):
        return widths
    columns = [
        width if line.block.anchor.box is not None else int(line.block.indent) + _columns(line.text)
        for width, line in zip(widths, lines, strict=True)
    ]
    return columns if _at_margin(columns) > _at_margin(widths) else widths


def _at_margin(widths: Sequence[int]) -> int:
    """Lines that end within two columns of the margin: a Chinese character more would not have fitted."""
    margin = sorted(widths)[min(len(widths) - 1, int(len(widths) * _WIDTH_SHARE))]
    return sum(margin - 2 <= width <= margin for width in widths)


def _slack(lines: Sequence[Line], rooms: Sequence[int]) -> int:
    """Columns a line must fall short to be ended on purpose: none where a program has wrapped the text."""
    inside = sorted(
        room
        for (before, line), room in zip(pairwise(lines), rooms, strict=True)
        if not line.apart
        and not before.ends
        and not line.text[:1].isupper()
        and (line.block.anchor.box is None or line.block.room is not None)
    )
    if len(inside) < _FEWEST_BREAKS:
        return _SLACK
    return min(_SLACK, max(0, inside[min(len(inside) - 1, int(len(inside) * _EXACT_SHARE))] + 1))


def _first_word(text: str) -> int:
    """Length of what would have to fit on the line before; Chinese breaks between any two characters."""
    if "\u2e80" <= text[:1] <= "\uffef":
        return 2
    end = text.find(" ", 0, _LONGEST_WORD)
    return end if end >= 0 else min(len(text), _LONGEST_WORD)


_LONGEST_WORD = 40


def _width(line: Line) -> int:
    block = line.block
    if block.anchor.box is not None and block.size:
        # Printed lines are measured in points, an indent too; a letter is about this wide.
        x0, _, x1, _ = block.anchor.box
        return int((x1 - x0 + max(block.indent, 0.0)) / (_LETTER * block.size))
    return int(block.indent) + len(line.text)


#: Mean width of a letter with its share of spaces, em: Times 0.43 to 0.46 on the bundled PDF files.
_LETTER = 0.45


def gaps_mean_paragraphs(lines: Sequence[Line]) -> bool:
    """Whether empty lines separate paragraphs, as opposed to a scan that has them anywhere or nowhere."""
    ended, inside = _gaps(lines)
    return ended > 0 and inside <= GAPS_INSIDE * (ended + inside)


def mark_set_off(lines: Sequence[Line]) -> None:
    """Marks the lines before which a gap is proof of a new paragraph, whatever the line before ends in."""
    ended, inside = _gaps(lines)
    if ended + inside < _FEWEST_GAPS or inside > _STRAY * (ended + inside):
        return
    for line in lines[1:]:
        line.set_off = line.gap > 0 and not line.block.page_break


def _gaps(lines: Sequence[Line]) -> tuple[int, int]:
    """Gaps behind lines that end as paragraphs do, and behind others."""
    ended = inside = 0
    for before, line in pairwise(lines):
        if line.gap > 0 and not line.block.whole:
            ended += before.ends
            inside += not before.ends
    return ended, inside


#: From so many gaps on their habit shows. Of a printed or typed text whose paragraphs stand apart at most one gap in
#: ten follows a line without a paragraph's ending: a heading, or a comma that was forgotten.
_FEWEST_GAPS = 8
_STRAY = 0.1


#: Share of empty lines that may stand inside a paragraph where empty lines still mean a new one. Calibrated on the
#: bundled corpus: 0.02 and 0.06 where they do, 0.45 in the scan where they do not.
GAPS_INSIDE = 0.25
