"""Lines of one paragraph joined: hyphens, white space, styles, footnote marks, anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.lexicon import LANGUAGES, known_words
from draftdiff.model import Anchor, Note, Problem, Revision, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff65\u3000-\u303f]")
#: A Chinese character before a figure or Latin letter.
_TIGHT_FIGURE = re.compile(r"[\u4e00-\u9fff][0-9A-Za-z]")
_SPACED_FIGURE = re.compile(r"[\u4e00-\u9fff] [0-9A-Za-z]")
_HYPHENS = "-\u2010\u2011"
_SUSPENDED = re.compile(r"(?:and|or|to|et|ou|y|o|u|e|и|или)\b")
_SUPERSCRIPT = re.compile(r"(?<=[^\s(/])[¹²³⁰⁴-⁹]{1,3}")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_UNIT = re.compile(r"(?:^|[\s\d])(?:[kcmd]?m|ha|s)$")
_ORDINAL = re.compile(r"st|nd|rd|th|e|er|ère|re|ème|es|a|ª|º|o|№", re.IGNORECASE)


#: The anchor of a line whose format knows no places.
NOWHERE = Anchor()


@dataclass(slots=True)
class Joined:
    """A paragraph's text with everything that hangs on it."""

    text: str = ""
    styles: tuple[Style, ...] = ()
    notes: tuple[Note, ...] = ()
    revisions: tuple[Revision, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    raw: str = ""
    problems: list[Problem] = field(default_factory=list[Problem])


def cut(joined: Joined, start: int, end: int, note: Note) -> None:
    """Takes a span out of a text, puts a note in its place, and keeps everything else where it was."""

    def moved(offset: int) -> int:
        return offset if offset <= start else max(start, offset - (end - start))

    joined.raw = joined.raw or joined.text
    joined.text = joined.text[:start] + joined.text[end:]
    styles = (Style(start=moved(s.start), end=moved(s.end), name=s.name) for s in joined.styles)
    joined.styles = tuple(style for style in styles if style.start < style.end)
    notes = [replace(n, at=None if n.at is None else moved(n.at)) for n in joined.notes]
    joined.notes = tuple(sorted([*notes, replace(note, at=start)], key=lambda n: n.at or 0))
    joined.revisions = tuple(
        r if r.start is None or r.end is None else replace(r, start=moved(r.start), end=moved(r.end))
        for r in joined.revisions
    )


def reopen(joined: Joined, printed: str) -> Joined:
    """Puts back the bracket that opens before a number and closes in the paragraph: `[3. Decides ...]`."""
    if (
        not printed.lstrip().startswith("[")
        or "]" in printed
        or joined.text.count("]") <= joined.text.count("[")
    ):
        return joined
    joined.raw = joined.raw or joined.text
    joined.text = "[" + joined.text
    joined.styles = tuple(replace(s, start=s.start + 1, end=s.end + 1) for s in joined.styles)
    joined.notes = tuple(n if n.at is None else replace(n, at=n.at + 1) for n in joined.notes)
    joined.revisions = tuple(
        r if r.start is None or r.end is None else replace(r, start=r.start + 1, end=r.end + 1)
        for r in joined.revisions
    )
    return joined


@dataclass(frozen=True, slots=True)
class Part:
    """A line, or what is left of it after its number."""

    line: Line
    start: int = 0
    """Offset into `line.text`."""
    end: int | None = None


@dataclass(slots=True)
class _Builder:
    pieces: list[str] = field(default_factory=list[str])
    length: int = 0
    tail: str = ""
    """The last characters so far, to see what a line goes on from."""
    styles: list[Style] = field(default_factory=list[Style])
    notes: list[Note] = field(default_factory=list[Note])
    revisions: list[Revision] = field(default_factory=list[Revision])
    problems: list[Problem] = field(default_factory=list[Problem])


#: First parts that are printed with and without a hyphen.
_EITHER_WAY = frozenset({"co"})


class Words:
    """The words of a text, to tell a hyphen at a line end that belongs from one that only breaks a word."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._known: frozenset[str] = frozenset()
        self._usual: frozenset[str] = frozenset()
        self._prefixes: frozenset[str] = frozenset()
        self._tight: bool | None = None

    def tight(self) -> bool:
        """Whether the text prints Chinese characters and figures without a space between: "2030年" and not "2030 年"."""
        if self._tight is None:
            texts = [line.text for line in self._lines if not line.text.isascii()]
            spaced = sum(len(_SPACED_FIGURE.findall(text)) for text in texts)
            self._tight = sum(len(_TIGHT_FIGURE.findall(text)) for text in texts) >= spaced
        return self._tight

    def solid(self, left: str, right: str) -> bool:
        """Whether the word is one without the hyphen: in the text or in a word list, and no compound of the text.

        The text decides first: a word it has with the hyphen, or a first part that it joins to others by hyphens, keeps
        it. So does `co-`, which English texts of the United Nations have printed both ways.
        """
        if not self._known:
            text = "\n".join(_whole_words(line.text) for line in self._lines).casefold()
            self._known = frozenset(_WORD.findall(text))
            self._prefixes = frozenset(w.partition("-")[0] for w in self._known if "-" in w)
            self._usual = frozenset[str]().union(*map(known_words, LANGUAGES))
        left, right = left.casefold(), right.casefold()
        if f"{left}-{right}" in self._known or left in self._prefixes:
            return False
        if left + right in self._known and left not in self._known:
            return True
        return left + right in self._usual and left not in _EITHER_WAY


def _whole_words(text: str) -> str:
    """A line without the beginning of a word that goes on in the next."""
    return text[: text.rfind(" ") + 1] if text.endswith("-") else text


def join(parts: Sequence[Part], words: Words, *, lift: bool = True) -> Joined:
    """Text of some lines as one paragraph. Offsets of styles, notes and revisions refer to the joined text.

    Args:
        parts: the lines, in order.
        words: the words of the whole text.
        lift: take footnote marks out of the text.
    """
    builder = _Builder()
    raw: list[str] = []
    for part in parts:
        stop = len(part.line.text) if part.end is None else part.end
        raw.append(part.line.text[:stop] if part.start and not raw else part.line.text[part.start : stop])
        _append(builder, part, stop, words, lift=lift)
    numbers = [p.line.block.number for p in parts[:1] if p.line.block.number]
    text = "".join(builder.pieces)
    raw_text = "\n".join([*numbers, *raw]) if len(parts) > 1 or raw[:1] != [text] or numbers else ""
    return Joined(
        text=text, styles=tuple(sorted(builder.styles, key=lambda s: (s.start, s.end, s.name))),
        notes=tuple(builder.notes), revisions=tuple(builder.revisions),
        anchors=anchors_of([part.line for part in parts]), raw=raw_text, problems=builder.problems,
    )  # fmt: skip


def _append(builder: _Builder, part: Part, stop: int, words: Words, *, lift: bool) -> None:
    piece = part.line.text[part.start : stop]
    if not piece:
        _carry(builder, part, [], builder.length, part.start, stop)
        return
    glue, dropped = _glue(builder.tail, piece, words)
    if dropped:
        if dropped == "repaired":
            builder.problems.append(_dehyphenated(builder.tail, piece))
        builder.pieces[-1] = builder.pieces[-1][:-1]
        builder.length -= 1
    base = builder.length + len(glue)
    folded, moved = _folded(piece)
    marks = _superscripts(part, piece, folded, moved) if lift else []
    folded, moved, notes = _lifted(folded, moved, marks)
    builder.pieces.append(glue + folded)
    builder.length = base + len(folded)
    builder.tail = (builder.tail + builder.pieces[-1])[-_TAIL:]
    builder.notes += [replace(note, at=base + (note.at or 0)) for note in notes]
    _carry(builder, part, moved, base, part.start, stop)


#: Characters of the text so far that are kept at hand: more than the longest word with its hyphens.
_TAIL = 64


def _glue(text: str, piece: str, words: Words) -> tuple[str, str]:
    """What goes between two lines, and whether the hyphen at the end of the first goes ("", "soft", "repaired")."""
    if not text:
        return "", ""
    last, first = text[-1], piece[0]
    if last == "\u00ad":
        return "", "soft"
    if last in _HYPHENS and text[-2:-1].isalpha() and first.isalpha():
        return _hyphen(text, piece, words)
    compound = last in "-/–" and text[-2:-1].isalnum() and first.isalnum()
    one, other = _CJK.match(last) is not None, _CJK.match(first) is not None
    chinese = (one and other) or ((one or other) and _closes_up(last, first) and words.tight())
    return ("" if compound or chinese else " "), ""


def _closes_up(last: str, first: str) -> bool:
    """A figure or Latin letter beside a Chinese sign, across a line end."""
    return all(_CJK.match(sign) is not None or (sign.isascii() and sign.isalnum()) for sign in (last, first))


def _hyphen(text: str, piece: str, words: Words) -> tuple[str, str]:
    """As `_glue`, for a hyphen between letters: kept, but before "and" with a space; dropped in a broken word."""
    if _SUSPENDED.match(piece):
        return " ", ""
    left = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", text[:-1][-40:])
    right = re.match(r"[^\W\d_]+", piece)
    broken = left and right and piece[0].islower() and words.solid(left.group(), right.group())
    return "", "repaired" if broken else ""


def _dehyphenated(text: str, piece: str) -> Problem:
    left, right = text.rsplit(" ", 1)[-1], piece.split(" ", 1)[0]
    return Problem(
        kind="repaired", what="a word broken over a line end was joined without its hyphen",
        raw=f"{left} {right}", repaired=left[:-1] + right,
    )  # fmt: skip


def _folded(piece: str) -> tuple[str, list[int]]:
    """White space folded; for each offset in the piece the offset in the result. Soft hyphens inside go."""
    if "\u00ad" not in piece[:-1] and piece == " ".join(piece.split()):
        return piece, []
    result: list[str] = []
    moved: list[int] = []
    length = 0
    for at, char in enumerate(piece):
        moved.append(length)
        if char == "\u00ad" and at < len(piece) - 1:
            continue
        if char.isspace():
            if not result or result[-1] != " ":
                result.append(" ")
                length += 1
            continue
        result.append(char)
        length += 1
    text = "".join(result)
    moved.append(length)
    stripped = text.rstrip(" ")
    return stripped, [min(offset, len(stripped)) for offset in moved]


def _superscripts(part: Part, piece: str, folded: str, moved: list[int]) -> list[tuple[int, int, str]]:
    """Spans of footnote marks in the folded text: superscript digits, and digits styled as superscript."""
    spans: list[tuple[int, int, str]] = []
    for match in _SUPERSCRIPT.finditer(folded) if not folded.isascii() else ():
        if match.group() in {"²", "³"} and _UNIT.search(folded[: match.start()][-4:]):
            continue
        spans.append((match.start(), match.end(), match.group().translate(_PLAIN_DIGITS)))
    shift = part.line.lead + part.start
    for style in part.line.block.styles:
        if style.name != "superscript":
            continue
        start, end = style.start - shift, style.end - shift
        if start < 0 or end > len(piece) or not piece[start:end].strip():
            continue
        start, end = (moved[start], moved[end]) if moved else (start, end)
        mark = folded[start:end].strip(" ,")
        if _is_note_mark(mark) and not (mark in {"2", "3"} and _UNIT.search(folded[:start][-4:])):
            spans.append((start, end, mark))
    return sorted(set(spans))


def _is_note_mark(mark: str) -> bool:
    if not mark or _ORDINAL.fullmatch(mark):
        return False
    return (
        (mark.isdecimal() and len(mark) <= 3)
        or mark.strip("*†‡§") == ""
        or (len(mark) == 1 and mark.isalpha())
    )


def _lifted(
    folded: str, moved: list[int], spans: list[tuple[int, int, str]]
) -> tuple[str, list[int], list[Note]]:
    if not spans:
        return folded, moved, []
    offsets = moved or list(range(len(folded) + 1))
    pieces: list[str] = []
    notes: list[Note] = []
    cut_before = [0] * (len(folded) + 1)
    at = gone = 0
    for start, end, mark in spans:
        if start < at:
            continue
        pieces.append(folded[at:start])
        notes.append(Note(kind="footnote", mark=mark, at=start - gone))
        for offset in range(at, start):
            cut_before[offset] = gone
        for offset in range(start, end):
            cut_before[offset] = gone + offset - start
        gone += end - start
        at = end
    for offset in range(at, len(folded) + 1):
        cut_before[offset] = gone
    pieces.append(folded[at:])
    return "".join(pieces), [offset - cut_before[offset] for offset in offsets], notes


def _carry(builder: _Builder, part: Part, moved: list[int], base: int, start: int, stop: int) -> None:
    """Styles, notes and revisions of the block, cut to the part and moved to the joined text."""
    block = part.line.block
    shift = part.line.lead + start

    def place(offset: int) -> int:
        inside = min(max(offset - shift, 0), stop - start)
        return base + (moved[inside] if moved else inside)

    limit = part.line.lead + stop
    for style in block.styles:
        a, b = place(style.start), place(style.end)
        if style.end > shift and style.start < limit and a < b:
            builder.styles.append(Style(start=a, end=b, name=style.name))
    for note in block.notes:
        at = note.at if note.at is not None else limit
        if shift <= at <= limit:
            builder.notes.append(replace(note, at=place(at)))
    for revision in block.revisions:
        if revision.start is None or revision.end is None:
            builder.revisions.append(revision)
        elif revision.end >= shift and revision.start <= limit:
            builder.revisions.append(replace(revision, start=place(revision.start), end=place(revision.end)))


def anchors_of(lines: Sequence[Line]) -> tuple[Anchor, ...]:
    """Anchors of consecutive lines, merged where they follow each other on the same page."""
    merged: list[Anchor] = []
    for line in lines:
        anchor = line.block.anchor
        if anchor == NOWHERE:
            continue
        if merged and _follows(merged[-1], anchor):
            merged[-1] = _union(merged[-1], anchor)
        else:
            merged.append(anchor)
    return tuple(merged)


#: Lines apart that still count as one place: empty lines inside a paragraph, not a footnote between.
_NEAR = 3


def _follows(before: Anchor, after: Anchor) -> bool:
    if before.page != after.page:
        return False
    if before.lines and after.lines:
        return after.lines[0] - before.lines[1] <= _NEAR
    return before.box is not None and after.box is not None and after.box[1] >= before.box[1] - 1


def _union(a: Anchor, b: Anchor) -> Anchor:
    box = a.box
    if a.box and b.box:
        box = (
            min(a.box[0], b.box[0]),
            min(a.box[1], b.box[1]),
            max(a.box[2], b.box[2]),
            max(a.box[3], b.box[3]),
        )
    return Anchor(
        page=a.page,
        box=box,
        lines=(a.lines[0], b.lines[1]) if a.lines and b.lines else a.lines,
        chars=(a.chars[0], b.chars[1]) if a.chars and b.chars else a.chars,
    )
