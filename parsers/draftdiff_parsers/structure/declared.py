"""Texts whose format declares its parts (Akoma Ntoso): preamble, formula, numbers, headings, annexes, in any language.

Nothing is inferred where the format speaks: a number it states is the paragraph's number, and none is ever repaired.
Where it is silent - a paragraph without a number, a letter typed into the text - the words decide, as elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.label import Label
from draftdiff.model import Document
from draftdiff_parsers.structure.assembling import Assembly
from draftdiff_parsers.structure.joining import Words
from draftdiff_parsers.structure.left_out import dropped, marks_left_out, placed_texts
from draftdiff_parsers.structure.marks import Mark, compatible, number_mark, sub_mark
from draftdiff_parsers.structure.openings import MOSTLY, opening
from draftdiff_parsers.structure.scopes import Scopes, begin_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.layout import Block, Layout, Options
    from draftdiff_parsers.structure.lines import Line

#: Roles that make a text a resolution, whatever its language.
_RESOLUTION = frozenset({"formula", "preambular"})
_PREAMBULAR = frozenset({"preambular", "recital"})
#: Characters of the longest heading that is written as a paragraph.
_LONGEST_HEADING = 220
#: Characters up to which words without any full stop are a heading whatever they open with.
_SURELY_HEADING = 60
#: Units that carry their own word in the text: "Goal 4. Ensure ...", "Action 12. We will ...".
_WORDED = re.compile(
    r"(?P<word>Goal|Target|Action|Objective|Principle|Rule|Article|Commitment)\s(?P<number>\d{1,3})[.:]?(?=\s)"
)
_DECIMAL = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})+|(?P<whole>\d{1,3})\.(?P<letter>[a-z]))[.)]?$")
_TYPED_DECIMAL = re.compile(r"(?P<printed>\d{1,3}\.(?:\d{1,3}|[a-z]))\s+(?=[^\W\d])")
#: Numbers that a typed one may skip.
_JUMP = 1


def declares(blocks: Sequence[Block]) -> str:
    """`resolution` where a format declares a preamble or formula, `statement` where paragraphs alone, else ""."""
    roles = {block.role for block in blocks}
    if "article" in roles or ("recital" in roles and "formula" not in roles):
        return ""
    if roles & _RESOLUTION:
        return "resolution"
    return "statement" if "operative" in roles else ""


@dataclass(slots=True)
class _Unit:
    """What one paragraph will be made of."""

    what: str
    """`heading`, `PP`, `OP`, `word` (a unit with a word of its own) or `plain`."""
    lines: list[Line]
    mark: Mark | None = None
    value: int | None = None
    label: Label | None = None
    """Without its scope, where the text gives the whole label."""


def read_declared(lines: Sequence[Line], layout: Layout, options: Options) -> Document:
    """The document that the blocks of a declaring format are."""
    language = options.language or layout.language
    words = Words(lines)
    assembly = Assembly(words)
    reader = _Reader(assembly, language, statement=declares(layout.blocks) == "statement")
    groups: list[list[Line]] = []
    for line in lines:
        if groups and groups[-1][0].block.path == line.block.path:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        reader.group(group, group[0].block.path)
    title, symbol = reader.title_of(layout)
    paragraphs = assembly.paragraphs()
    problems = [*layout.problems, *assembly.problems]
    spans = [span for _, span in reader.outside]
    for what, span in reader.outside:
        problems += [dropped(what, span), *marks_left_out(span)]
    left_out, places = placed_texts(spans, words)
    return Document(
        id="", paragraphs=paragraphs, language=language, title=title,
        symbol=symbol, date=layout.date, status=layout.status, headings=tuple(assembly.headings),
        footnotes=layout.footnotes, problems=tuple(problems), formula=reader.formula, left_out=left_out,
        left_out_anchors=places,
    )  # fmt: skip


@dataclass(slots=True)
class _Reader:
    """State of one pass over the lines of a document."""

    assembly: Assembly
    language: str
    statement: bool = False
    """Neither preamble nor formula: a President's statement. Its paragraphs have no numbers and no verbs of their own."""
    formula: str = ""
    titles: list[Line] = field(default_factory=list["Line"])
    outside: list[tuple[str, list[Line]]] = field(default_factory=list[tuple[str, "list[Line]"]])
    scopes: dict[tuple[str, ...], Scopes] = field(default_factory=dict[tuple[str, ...], Scopes])

    def title_of(self, layout: Layout) -> tuple[str, str]:
        """Title and symbol; a title line that says more than they do is left out and recorded."""
        title = layout.title or " ".join(line.text for line in self.titles[:1])
        known = _letters(layout.symbol)
        more = [line for line in self.titles if _letters(line.text.replace(title, "")) not in known]
        if more:
            self.outside.insert(0, ("above the text", more))
        return title, layout.symbol

    def group(self, lines: list[Line], path: tuple[str, ...]) -> None:
        """The lines of one container: the text itself, a section that counts anew, an annex."""
        inside: list[Line] = []
        for at, line in enumerate(lines):
            if line.block.role == "formula":
                self._body(inside, path)
                inside = []
                path = self._formula(line, lines[at - 1] if at else None, path)
            elif line.block.role == "title" and not path:
                self.titles.append(line)
            else:
                inside.append(line)
        self._body(inside, path)

    def _formula(self, line: Line, before: Line | None, path: tuple[str, ...]) -> tuple[str, ...]:
        # "Recommends ... the following draft resolution:" comes before the formula of another organ, also where the
        # recommending organ's own formula is not declared as one.
        embedded = before is not None and before.chapeau and not path
        if not self.formula and not embedded:
            self.formula = line.text
            return path
        above = self.assembly.headings
        if not self.formula and len(above) == 1 and above[0].before == str(self.assembly.nodes[0].label):
            self.formula = above.pop().text  # the one line above all paragraphs
        self.assembly.heading([line])
        return ("Draft resolution",) if embedded else path

    def _body(self, lines: list[Line], path: tuple[str, ...]) -> None:
        kept: list[Line] = []
        for line in lines:
            if line.block.role in {"closing", "table"} or line.block.kind == "table":
                self._leave_out(line)
            else:
                kept.append(line)
        if not kept:
            return
        annex = (
            bool(path) and not any(line.block.role in _RESOLUTION for line in kept) and not self._part(path)
        )
        units = list(self._units(kept, annex=annex))
        scopes = self.scopes.get(path)
        if scopes is None:
            again = begin_again(
                (
                    unit.what,
                    _headline(unit.lines) if unit.what == "heading" else unit.value,
                )
                for unit in units
                if unit.what in {"heading", "PP", "OP"}
            )
            scopes = self.scopes[path] = Scopes(path, again)
        for unit in units:
            self._write(unit, scopes, annex=annex)

    def _part(self, path: tuple[str, ...]) -> bool:
        """A container that counts its operative paragraphs: a part of a composite text, a section, a proposed text."""
        return not re.match(
            r"(?:annex|appendix|annexe|anexo|приложение|المرفق|附件)", path[-1], re.IGNORECASE
        )

    def _leave_out(self, line: Line) -> None:
        what = "closing lines" if line.block.role == "closing" else "table"
        if self.outside and self.outside[-1][0] == what and what != "table":
            self.outside[-1][1].append(line)
        else:
            self.outside.append((what, [line]))

    def _units(self, lines: list[Line], *, annex: bool) -> Iterable[_Unit]:
        """Lines gathered into paragraphs with their sub-paragraphs, and headings between them."""
        open_unit: _Unit | None = None
        last = 0
        for at, line in enumerate(lines):
            after = lines[at + 1] if at + 1 < len(lines) else None
            unit = self._begins(line, after, open_unit, last, annex=annex)
            if unit is None and open_unit is not None:
                open_unit.lines.append(line)
                continue
            if open_unit is not None:
                yield open_unit
            open_unit = unit or _Unit("plain", [line])
            last = open_unit.value if open_unit.value is not None else last
            if open_unit.what == "heading":
                yield open_unit
                open_unit = None
        if open_unit is not None:
            yield open_unit

    def _begins(
        self, line: Line, after: Line | None, before: _Unit | None, last: int, *, annex: bool
    ) -> _Unit | None:
        """The unit a line begins; None where it goes on with the one before."""
        block = line.block
        if block.kind == "heading" or block.role in {"section", "title"}:
            return _Unit("heading", [line])
        if block.role in _PREAMBULAR:
            return _Unit("PP", [line], _pp_mark(line))
        if block.number:
            return self._numbered(line, before, last)
        return self._unnumbered(line, after, before, last, annex=annex)

    def _numbered(self, line: Line, before: _Unit | None, last: int) -> _Unit | None:
        """A number that the format states."""
        printed = line.block.number
        if line.block.role == "subparagraph" and before is not None:
            return None
        decimal = _DECIMAL.match(printed.strip())
        if decimal:
            return _decimal(line, decimal, printed)
        mark = number_mark(printed + " ")
        if mark is not None:
            value = self._value(mark, line, last)
            if value is not None:
                return _Unit("PP" if mark.kind == "PP" else "OP", [line], _apart(mark, printed), value)
        letter = sub_mark(printed + " ") is not None
        if letter and before is not None and printed.strip().startswith("("):
            return None
        if not line.text or (not line.ends and len(line.text) <= _LONGEST_HEADING):
            return _Unit("heading", [line])  # "II." with its title, or alone
        return None if letter and before is not None else _Unit("plain", [line])

    def _value(self, mark: Mark, line: Line, last: int) -> int | None:
        """Value of a stated number; one that a scan has damaged, kept as printed, has that of its place."""
        if mark.suffix and mark.value != last and compatible(mark.token, last + 1):
            return last + 1  # "2t." after 20 is a damaged "21."
        if mark.shape in {"number", "half", "negotiated"}:
            return mark.value
        sentence = line.ends or opening(line.text, self.language, damaged=False).op >= MOSTLY
        damaged = sentence and mark.shape == "damaged" and compatible(mark.token, last + 1)
        return last + 1 if damaged else None

    def _unnumbered(
        self, line: Line, after: Line | None, before: _Unit | None, last: int, *, annex: bool
    ) -> _Unit | None:
        named = _worded(line)
        if named is not None:
            return named
        if before is not None and before.what != "heading" and sub_mark(line.text) is not None:
            return None
        typed = self._typed(line, last)
        if typed is not None:
            return typed
        if self._heads(line, after):
            return _Unit("heading", [line])
        if not self.statement and self._goes_on(line, before):
            return None
        return _Unit(self._kind(line, before, last, annex=annex), [line])

    def _kind(self, line: Line, before: _Unit | None, last: int, *, annex: bool) -> str:
        """What a paragraph is that has neither a number nor a letter."""
        if self.statement:
            return "PP" if before is None and line.chapeau else "plain"
        found = opening(line.text, self.language, damaged=False)
        if not annex and before is None and not last and (line.comma or found.pp >= MOSTLY > found.op):
            return "PP"
        return "plain" if annex or (last and found.op < MOSTLY) else "OP"

    def _typed(self, line: Line, last: int) -> _Unit | None:
        """A number typed into the text: the next one, or 1 again."""
        mark = number_mark(line.text)
        if mark is None or mark.value is None or mark.shape not in {"number", "bare"}:
            return None
        expected = last < mark.value <= last + 1 + _JUMP or (mark.value == 1 and mark.shape == "number")
        return _Unit("OP", [line], mark, mark.value) if expected else None

    def _heads(self, line: Line, after: Line | None) -> bool:
        """A heading written as a paragraph: short, without the punctuation of a sentence, and something follows."""
        text = line.text
        if line.ends and not re.fullmatch(r"[IVXLC]{1,6}\.|[A-Z]\.|[* ]+", text):
            return False
        if after is None or len(text) > _LONGEST_HEADING or line.lower or sub_mark(text) is not None:
            return False
        return len(text) <= _SURELY_HEADING or not opening(text, self.language, damaged=False)

    def _goes_on(self, line: Line, before: _Unit | None) -> bool:
        """The line goes on with the paragraph before: mid-sentence, or below its colon, or after its list."""
        if before is None or before.what == "heading":
            return False
        previous = before.lines[-1]
        return line.lower or previous.chapeau or previous.comma or not previous.ends

    def _write(self, unit: _Unit, scopes: Scopes, *, annex: bool) -> None:
        lines, mark = unit.lines, unit.mark
        if unit.what == "heading":
            self.assembly.heading(lines)
            scopes.heading(_headline(lines))
        elif unit.what == "PP":
            scope, count = scopes.preamble()
            label = Label("PP", str(count), scope=scope)
            if mark is not None and mark.kind == "PP":
                label = Label("PP", str(mark.value), mark.insertion, mark.alternative, (), scope)
            self.assembly.numbered(label, lines, mark, gapped=True, kind="preambular")
        elif unit.what == "OP":
            self._operative(unit, scopes, annex=annex)
        elif unit.label is not None:
            label = unit.label.within(*scopes.base, *scopes.current)
            self.assembly.numbered(label, lines, mark, gapped=True, kind="annex" if annex else "paragraph")
        else:
            self._plain(unit, (*scopes.base, *scopes.current), annex=annex)

    def _operative(self, unit: _Unit, scopes: Scopes, *, annex: bool) -> None:
        mark = unit.mark
        insertion, alternative = (mark.insertion, mark.alternative) if mark else ("", 0)
        suffix = mark.suffix if mark and mark.value == unit.value else ""
        scope = scopes.operative(unit.value, same=bool(insertion or alternative or suffix))
        value = scopes.last if unit.value is None else unit.value
        label = Label("" if annex else "OP", f"{value}{suffix}", insertion, alternative, (), scope)
        if scopes.invented:
            self.assembly.invented(scopes.invented, unit.lines[0])
        self.assembly.numbered(label, unit.lines, mark, gapped=True, kind="annex" if annex else "operative")

    def _plain(self, unit: _Unit, scope: tuple[str, ...], *, annex: bool) -> None:
        count = 1 + sum(
            label.kind == "unnumbered" and label.scope == scope and not label.subs
            for label in self.assembly.taken
        )
        label = Label("unnumbered", str(count), scope=scope)
        self.assembly.numbered(label, unit.lines, None, gapped=True, kind="annex" if annex else "paragraph")


def _headline(lines: Sequence[Line]) -> str:
    """Words of a heading; a numeral that the format keeps apart ends in a full stop, so that "A" is no article."""
    number = lines[0].block.number.rstrip(". ")
    return " ".join([*([f"{number}."] if number else []), *(line.text for line in lines)]).strip()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _pp_mark(line: Line) -> Mark | None:
    mark = number_mark(line.block.number + " ") if line.block.number else None
    return _apart(mark, line.block.number) if mark is not None else None


def _apart(mark: Mark, printed: str) -> Mark:
    """A mark that stands apart from the text."""
    return replace(mark, printed=printed, end=0)


def _printed(text: str, end: int) -> Mark:
    stop = end + len(text[end:]) - len(text[end:].lstrip())
    return Mark(text[:end].strip(), stop, "number", text[:end].strip())


def _worded(line: Line) -> _Unit | None:
    """A paragraph that names itself: "Goal 4. ...", "Action 12. ...", "1.a By 2030 ..."."""
    worded = _WORDED.match(line.text)
    if worded:
        mark = _printed(line.text, worded.end())
        return _Unit("word", [line], mark, label=Label(worded["word"], worded["number"]))
    typed = _TYPED_DECIMAL.match(line.text)
    decimal = _DECIMAL.match(typed["printed"]) if typed else None
    if typed is None or decimal is None:
        return None
    return _decimal(line, decimal, typed["printed"], typed.end())


def _decimal(line: Line, match: re.Match[str], printed: str, end: int = 0) -> _Unit:
    """`1.2` and `1.a`: targets of a goal, paragraphs of a section."""
    mark = Mark(printed, end, "number", printed)
    if match["letter"]:
        return _Unit("word", [line], mark, label=Label("", match["whole"], subs=(match["letter"],)))
    return _Unit("word", [line], mark, label=Label("", match["number"]))
