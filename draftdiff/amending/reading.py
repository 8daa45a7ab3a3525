"""A list of amendments, as written, becomes amendments. What is not understood to its last word is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.amending.amendment import Amendment, Target
from draftdiff.amending.grammar import Draft, instructions
from draftdiff.amending.lexing import Token, lex
from draftdiff.amending.quoting import HOLE, holes, quotations
from draftdiff.amending.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.amending.quoting import Quoted

_NUMBERED = re.compile(
    r"[ \t]*(?:(?P<digit>\d{1,3}[.)])|\(?(?P<letter>[a-z]{1,2}|[ivx]{1,5})\)|(?P<bullet>[-•*▪–—‣])"
    r"|(?P<head>(?:amendment|amendement|enmienda)s?(?: (?:no?\.?|n[º°]) ?\d+| \d+)?\s?[.:]))(?:[ \t]+|$)",
    re.IGNORECASE,
)
#: Who proposes, before a colon or in brackets: short, and beginning with a capital letter.
_WHO = re.compile(
    r"\s*(?:\[(?P<open>[A-Z][^\]:\ue000]{0,60}):|\((?P<round>[A-Z][^):\ue000]{0,60})\)|(?P<plain>[A-Z][^:.;\ue000]{0,60}):)\s*"
)
_STOP = re.compile(r"[;.]\s+(?=\S)")
#: Words of an instruction that a fault names before it leaves out the rest. Chosen.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list, joined with those it runs on into."""

    start: int
    end: int
    number: int
    """From 1."""
    style: str
    """How it is numbered: `digit`, `letter`, `bullet`, `head`, or ""."""
    body: int
    """Offset of its words, behind its number."""


@dataclass(slots=True)
class _List:
    text: str
    languages: tuple[str, ...]
    labels: tuple[str, ...]
    quoted: tuple[Quoted, ...] = ()
    context: tuple[Target, ...] = ()
    context_style: str = ""
    found: list[Amendment] = field(default_factory=list[Amendment])
    passed: list[str] = field(default_factory=list[str])

    def run(self) -> None:
        self.quoted = quotations(self.text)
        lines = _lines(self.text, self.quoted)
        at = 0
        while at < len(lines):
            at = self._item(lines, at)

    def _item(self, lines: Sequence[Line], at: int) -> int:
        """Read the item that begins on a line; the place of the next."""
        line = lines[at]
        if line.style and line.style == self.context_style:
            self.context = ()
        end = at + 1
        while end < len(lines) and _runs_on(self.text, lines[end - 1], lines[end]):
            end += 1
        if self._read(line, lines[end - 1].end):
            return end
        taken = self._unquoted(line, lines, end)
        if taken:
            return taken
        for last in range(end, len(lines)):  # wrapped where nothing shows it
            if lines[last].style or self.text[lines[last - 1].end : lines[last].start].count("\n") > 1:
                break
            if self._read(line, lines[last].end):
                return last + 1
        self._refuse(line, lines[end - 1].end)
        return end

    def _read(self, line: Line, end: int) -> bool:
        body, who = self._who(line.body, end)
        prose = holes(self.text, self.quoted, body, end).rstrip(" ]" if self.text[line.body] == "[" else " ")
        for language in self.languages:
            tokens = lex(prose, language, self.labels)
            read = instructions(tokens, self.context)
            if read is None or not tokens:
                continue
            drafts, context = read
            if not drafts:
                self.context, self.context_style = context, line.style
                return True
            for draft in drafts:
                self._add(draft, prose, line, who)
            return True
        return False

    def _unquoted(self, line: Line, lines: Sequence[Line], end: int) -> int:
        """A new text without quotation marks, behind a colon: to the end of its line, or the block below."""
        last = lines[end - 1].end
        body, who = self._who(line.body, last)
        colon = self.text.find(":", body, last)
        if colon < 0 or any(q.start < colon < q.end for q in self.quoted):
            return 0
        words = self.text[colon + 1 : last].strip()
        if not words and end < len(lines):
            words = self.text[lines[end].start : lines[end].end].strip()
            end += 1
        head = holes(self.text, self.quoted, body, colon)
        token = Token("Q", len(head), len(head), text=words)
        for language in self.languages:
            read = instructions([*lex(head, language, self.labels), token], self.context)
            if not words or read is None or not read[0] or token not in read[0][-1].paragraphs:
                continue
            if self._holds_instruction(words):
                self._refuse(line, last, "where the new text ends is not said; put it in quotation marks")
                return end
            for draft in read[0]:
                self._add(draft, head, line, who)
            return end
        return 0

    def _holds_instruction(self, words: str) -> bool:
        """Some end of the words, behind a stop, is an instruction itself."""
        for match in _STOP.finditer(words):
            rest = words[match.end() :]
            prose = holes(rest, quotations(rest), 0, len(rest))
            for language in self.languages:
                read = instructions(lex(prose, language, self.labels))
                if read is not None and read[0]:
                    return True
        return False

    def _who(self, start: int, end: int) -> tuple[int, str]:
        match = _WHO.match(self.text, start, end)
        if match is None or any(q.start < match.end() and q.end > start for q in self.quoted):
            return start, ""
        who = next(filter(None, match.groups()))
        for language in self.languages:
            tokens = lex(who, language, self.labels)
            if any(token.letter not in "UNnt" for token in tokens):
                return start, ""
        return match.end(), who.strip()

    def _add(self, draft: Draft, prose: str, line: Line, who: str) -> None:
        tokens = draft.tokens
        alone = not self.found or self.found[-1].line != line.number
        raw = self._raw(prose, 0 if alone else tokens[0].start, tokens)
        notes = ("printed lines are not checked",) if any(t.letter == "K" for t in tokens) else ()
        everywhere = draft.everywhere or (draft.which == "all" and not draft.targets and bool(draft.old))
        targets = (Target("the text", part="text"),) if everywhere and not draft.targets else draft.targets
        self.found.append(
            Amendment(
                number=len(self.found) + 1, raw=raw, action=draft.action, targets=targets,
                old=tuple(map(self._words, draft.old)), new=self._words(draft.new) if draft.new else "",
                paragraphs=tuple(self._block(t) for t in draft.paragraphs), labels=draft.labels, kind=draft.kind,
                place=draft.place, which="all" if everywhere else draft.which, who=who, line=line.number,
                fault=_fault(draft), notes=notes,
            )
        )  # fmt: skip

    def _words(self, token: Token) -> str:
        return " ".join(self._block(token).split())

    def _block(self, token: Token) -> str:
        return self.quoted[token.hole].text if token.hole >= 0 else token.text

    def _raw(self, prose: str, start: int, tokens: Sequence[Token]) -> str:
        """The words of one instruction of several on a line, with its quotations."""
        end = tokens[-1].end
        words = HOLE.sub(
            lambda m: self.text[self.quoted[int(m[1])].start : self.quoted[int(m[1])].end], prose[start:end]
        )
        unquoted = "".join(f": {t.text}" for t in tokens if t.letter == "Q" and t.hole < 0)
        return _raw(words + unquoted)

    def _refuse(self, line: Line, end: int, why: str = "") -> None:
        """A line that is no instruction is passed over where it has no verb of one, and else refused."""
        body, who = self._who(line.body, end)
        prose = holes(self.text, self.quoted, body, end)
        readings = [lex(prose, language, self.labels) for language in self.languages]
        raw = _raw(self.text[line.body : end])
        if not why:
            verbs = [sum(t.letter in "RVDIMJCT" for t in tokens) for tokens in readings]
            if not any(verbs) and not line.style and "\ue000" not in prose:
                if raw:
                    self.passed.append(raw)
                return
            why = _unknown(readings[verbs.index(max(verbs))])
        self.found.append(
            Amendment(number=len(self.found) + 1, raw=raw, who=who, line=line.number, fault=why)
        )


def read_amendments(
    text: str, language: str = "", labels: Sequence[str] = ()
) -> tuple[tuple[Amendment, ...], tuple[str, ...]]:
    """The amendments of a list in order, and the lines that are none (titles, letterheads).

    Args:
        text: the list: numbered or not, one instruction a line or several, English, French or Spanish.
        language: language to try first.
        labels: labels of the document amended, which name paragraphs whatever they look like.
    """
    languages = tuple(sorted(LANGUAGES, key=lambda one: one != language))
    known = sorted(
        (label for label in labels if len(label) > 1 and not label.isdigit()), key=len, reverse=True
    )
    reader = _List(
        text.replace("\r\n", "\n").replace("\u00a0", " ").replace("\u202f", " "), languages, tuple(known)
    )
    reader.run()
    return tuple(reader.found), tuple(reader.passed)


def _lines(text: str, quoted: Sequence[Quoted]) -> list[Line]:
    """Lines with words in them; a line break inside a quotation is none."""
    found: list[Line] = []
    at = 0
    inside = {q.start: q.end for q in quoted}
    number = 1
    while at < len(text):
        end = at
        while end < len(text) and text[end] != "\n":
            end = inside.get(end, end + 1)
        if text[at:end].strip():
            found.append(_line(text, at, end, number))
        number += text.count("\n", at, end + 1)
        at = end + 1
    return found


def _line(text: str, start: int, end: int, number: int) -> Line:
    match = _NUMBERED.match(text, start, end)
    while start < end and text[start].isspace():
        start += 1
    if match is None:
        return Line(start, end, number, "", start)
    style = next(name for name, value in match.groupdict().items() if value)
    return Line(start, end, number, style, match.end())


def _runs_on(text: str, before: Line, line: Line) -> bool:
    """A line goes on in the next where that begins small, or with a quotation that the line announces."""
    if line.style or text[before.end : line.start].count("\n") > 2:
        return False
    first, last = text[line.start], text[before.body : before.end].rstrip()[-1:]
    blank = text[before.end : line.start].count("\n") > 1
    if first in "“«\"„‹‘'":
        return last in ":,;" or not blank
    return not blank and (first.islower() or last == ",")


def _raw(text: str) -> str:
    return re.sub(r"(?<=[”»\"’']) (?=[,;.:])", "", " ".join(text.split())).strip(" ;,")


def _fault(draft: Draft) -> str:
    """Why an instruction that fits a rule is refused all the same."""
    unquoted = [t for t in (*draft.old, draft.new) if t is not None and t.letter == "U"]
    if unquoted and draft.which:
        return f"which words are meant is not clear; put {unquoted[0].text!r} in quotation marks"
    return ""


def _unknown(tokens: Sequence[Token]) -> str:
    words = next((t.text for t in tokens if t.letter == "U"), "")
    if words:
        return f"not understood: {words[:SHOWN]!r}"
    return "its parts do not make an instruction; see docs/amendments.md for the forms that are read"
