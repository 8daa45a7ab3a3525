"""Footnotes: small type at the foot of a column, behind a separator or a mark, tied to marks in the text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from draftdiff.model import Anchor, Footnote, Note, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.pdf.page import Line, Rule

#: Footnotes are set at most this large, as a share of the body text: 8 on 10 points in UN files, 8.5 on 11 elsewhere.
_SMALLER = 0.92
#: Separators: a row of underscores, or a short rule.
SEPARATOR = re.compile(r"[_‗—–-]{5,}")
_RULE_SHARE = 0.5
#: A mark at the beginning of a note: digits, a letter in superscript, asterisks, daggers.
_MARK = re.compile(r"\(?(\d{1,3}|\*{1,3}|†|‡|[a-z])\)?(?=$|[\s\t]|[^\W\d_]|[“\"«‘(])")
_MARK_ONLY = re.compile(r"\d{1,3}|\*{1,4}|†|‡|[a-z]")
_ORDINAL = re.compile(r"st|nd|rd|th|er|ère|re|e|ème|es|o|a", re.IGNORECASE)
#: Units that carry an exponent, not a mark.
_UNIT = re.compile(r"(?:^|[\s\d])(?:[kcmd]?m|ha|s)$")


@dataclass(slots=True)
class _Note:
    mark: str
    lines: list[Line]


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size, in points, in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sorted(sizes), key=lambda size: sizes[size]) if sizes else 0.0


def split_page(
    lines: Sequence[Line], rules: Sequence[Rule], body: float
) -> tuple[list[Line], list[Line], list[Line]]:
    """Body lines, footnote lines, separators of one page."""
    kept: list[Line] = []
    notes: list[Line] = []
    separators: list[Line] = []
    for column in _columns(lines):
        start, separator = _start(column, rules, body)
        kept += column[:separator]
        separators += column[separator:start]
        notes += column[start:]
    return kept, notes, separators


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in lines:
        if found and found[-1][-1].region == line.region:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _start(column: Sequence[Line], rules: Sequence[Rule], body: float) -> tuple[int, int]:
    """Where the notes of a column start, and where their separator does."""
    for at in range(len(column) - 1, -1, -1):
        if SEPARATOR.fullmatch(column[at].text.replace(" ", "")) and _small(column[at + 1 :], body * 1.01):
            return at + 1, at
    small = len(column)
    while small > 0 and column[small - 1].size <= _SMALLER * body:
        small -= 1
    for at in range(small, len(column)):
        above = column[at - 1].bottom if at else 0.0
        if at and any(_separates(rule, column[at], above) for rule in rules):
            return at, at
        if at > 0 and marked(column[at]):
            return at, at
    # A note in full size, told by a rule and a raised mark.
    for at in range(len(column) - 1, 0, -1):
        if marked(column[at]) and _raised(column[at]):
            above = column[at - 1].bottom
            if any(_separates(rule, column[at], above) for rule in rules):
                return at, at
    return len(column), len(column)


def _small(lines: Sequence[Line], limit: float) -> bool:
    return all(line.size <= limit for line in lines)


def _separates(rule: Rule, line: Line, above: float) -> bool:
    return above - 3 <= rule.y <= line.top + 3 and rule.x1 - rule.x0 >= 30 and rule.x0 <= line.x0 + 20


def marked(line: Line) -> str:
    """The mark a footnote line begins with, or ""."""
    text = line.text.lstrip()
    found = _MARK.match(text)
    if not found:
        return ""
    mark = found.group(1)
    return mark if not mark.isalpha() or _raised(line) else ""


def _raised(line: Line) -> bool:
    return any(s.name == "superscript" and s.start <= 1 for s in line.styles)


def footnotes(pages: Sequence[Sequence[Line]]) -> tuple[Footnote, ...]:
    """The notes of a document; lines without a mark continue the note before, also over pages."""
    notes: list[_Note] = []
    expected = 0
    for lines in pages:
        raised = any(_raised(line) for line in lines)
        for line in lines:
            mark = marked(line)
            if mark and raised and not _raised(line):
                mark = ""
            if mark.isdigit() and not raised and expected and not expected <= int(mark) <= expected + 3:
                mark = ""
            if mark or not notes:
                notes.append(_Note(mark, [line]))
                expected = int(mark) + 1 if mark.isdigit() else expected
            else:
                notes[-1].lines.append(line)
    return tuple(_finished(note) for note in notes)


def _finished(note: _Note) -> Footnote:
    first = note.lines[0].text.lstrip()
    found = _MARK.match(first) if note.mark else None
    texts = [first[found.end() :] if found else first, *(line.text for line in note.lines[1:])]
    text = ""
    for piece in (" ".join(t.split()) for t in texts):
        joined = text.endswith(("-", "/")) and piece[:1].isalnum()
        text += piece if not text or joined else f" {piece}"
    return Footnote(
        mark=note.mark,
        text=text.strip(),
        anchors=tuple(Anchor(page=line.page, box=line.box) for line in note.lines),
    )


def lift_marks(line: Line, known: frozenset[str]) -> Line:
    """The line without the raised marks of known footnotes, which become notes; other raised text stays."""
    raised = [s for s in line.styles if s.name == "superscript"]
    cuts: list[tuple[int, int, str]] = []
    for style in raised:
        for found in re.finditer(r"[^\s,;]+", line.text[style.start : style.end]):
            mark = found.group().strip("()")
            start = style.start + found.start()
            if mark in known and _MARK_ONLY.fullmatch(mark) and not _exponent(line.text, start, mark):
                cuts.append((start, style.start + found.end(), mark))
    return _without(line, cuts) if cuts else line


def _exponent(text: str, start: int, mark: str) -> bool:
    return mark in ("2", "3") and _UNIT.search(text[:start]) is not None


def _without(line: Line, cuts: Sequence[tuple[int, int, str]]) -> Line:
    text, notes = "", list(line.notes)
    moved: list[int] = []
    at = 0
    for start, end, mark in cuts:
        moved += range(len(text), len(text) + start - at)
        text += line.text[at:start]
        notes.append(Note(kind="footnote", mark=mark, at=len(text)))
        moved += [len(text)] * (end - start)
        at = end
        if (not text or text[-1].isspace()) and line.text[at : at + 1].isspace():
            moved.append(len(text))
            at += 1
    moved += range(len(text), len(text) + len(line.text) - at + 1)
    text += line.text[at:]
    styles = [
        Style(start=moved[s.start], end=moved[s.end], name=s.name)
        for s in line.styles
        if moved[s.end] > moved[s.start]
    ]
    sure = tuple((moved[a], moved[b], c) for a, b, c in line.confidence if moved[b] > moved[a])
    return replace(line, text=text, notes=tuple(notes), styles=tuple(styles), confidence=sure)
