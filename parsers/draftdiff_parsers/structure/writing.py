"""Writes the lines of a resolution into paragraphs: preamble, operative paragraphs, headings, section preambles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.label import Label
from draftdiff_parsers.structure.headings import Between, find_between
from draftdiff_parsers.structure.marks import number_mark, sub_mark
from draftdiff_parsers.structure.openings import MOSTLY, opening
from draftdiff_parsers.structure.preamble import doubtful_breaks, split_preamble
from draftdiff_parsers.structure.scopes import Scopes

if TYPE_CHECKING:
    from draftdiff_parsers.structure.assembling import Assembly
    from draftdiff_parsers.structure.lines import Line
    from draftdiff_parsers.structure.numbering import Numbered


#: Scope of a text inside a resolution whose heading does not say what it is.
EMBEDDED = "Embedded text"
_INSTRUMENTS = (
    ("declaration", "Declaration"), ("déclaration", "Declaration"), ("declaración", "Declaration"),
    ("деклараци", "Declaration"), ("إعلان", "Declaration"), ("宣言", "Declaration"), ("outcome document", "Outcome document"),
    ("plan of action", "Plan of action"), ("programme of action", "Programme of action"), ("agenda", "Agenda"),
    ("strategy", "Strategy"), ("compact", "Compact"), ("convention", "Convention"), ("statute", "Statute"),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Writer:
    """Writes the lines of one region into an assembly."""

    assembly: Assembly
    body: list[Line]
    language: str
    scope: tuple[str, ...]
    gapped: bool
    run: int = 0
    """Run of numbers at hand, as `number_paragraphs` counts them."""
    scopes: Scopes = field(default_factory=Scopes)
    """Sections that the headings open."""

    def write(self, numbered: list[Numbered]) -> None:
        """Preamble, then each operative paragraph with the headings before it."""
        numbered = [one for one in numbered if one.at < len(self.body)]
        self.scopes = Scopes(self.scope, sectioned=any(one.run for one in numbered))
        self._preamble(numbered[0].at if numbered else len(self.body))
        lone = len(numbered) == 1 and numbered[0].mark is None
        for index, one in enumerate(numbered):
            stop = numbered[index + 1].at if index + 1 < len(numbered) else len(self.body)
            between = Between(start=stop)
            if index + 1 < len(numbered):
                between = find_between(self.body, one.at + 1, stop, self.language, gapped=self.gapped)
            self._operative(one, between.start, lone=lone)
            self._between(between)

    def _preamble(self, end: int) -> None:
        gapped = self.gapped and any(line.apart for line in self.body[1:end])
        spans, headings = split_preamble(self.body, end, self.language, gapped=gapped)
        if not gapped:
            self.assembly.doubted([self.body[at] for at in doubtful_breaks(self.body, end, self.language).at])
        operative = self._unmarked_operative(spans) if end == len(self.body) else []
        spans = [span for span in spans if not operative or span[0] < operative[0][0]]
        pieces: list[tuple[tuple[int, int], bool]] = sorted(
            [*((span, False) for span in spans), *((span, True) for span in headings)]
        )
        for at, ((start, stop), is_heading) in enumerate(pieces):
            if is_heading:
                self._heading(start, stop)
            elif not operative and self._embeds(start, stop, at, pieces):
                label = Label("OP", "1", scope=self.scope)
                self.assembly.plain(label, "operative", self.body[start:stop])
                self.scope = (*self.scope, self._embedded_name(pieces[at + 1 :]))
                self.scopes = Scopes(self.scope, sectioned=self.scopes.sectioned)
            else:
                self._preambular(start, stop)
        for number, (start, stop) in enumerate(operative, 1):
            label = Label("OP", str(number), scope=self.scope)
            self.assembly.numbered(label, self.body[start:stop], None, gapped=self.gapped)

    def _embeds(self, start: int, stop: int, at: int, pieces: list[tuple[tuple[int, int], bool]]) -> bool:
        """A lone operative paragraph that brings a whole text ("Adopts the following declaration:")."""
        if not self.body[stop - 1].chapeau or self.scope[-1:] == (EMBEDDED,) or self.body[start].block.number:
            return False
        heads = any(is_heading for _, is_heading in pieces[at + 1 : at + 3])
        return heads and opening(self.body[start].text, self.language, damaged=False).op >= MOSTLY

    def _embedded_name(self, pieces: list[tuple[tuple[int, int], bool]]) -> str:
        text = " ".join(
            line.text for (start, stop), is_heading in pieces if is_heading for line in self.body[start:stop]
        ).casefold()
        return next((name for word, name in _INSTRUMENTS if word in text), EMBEDDED)

    def _unmarked_operative(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Without any number: a preambular paragraph ends in a comma; from where most do not, they are operative.

        List items go with the paragraph above them.
        """
        joined: list[tuple[int, int]] = []
        for start, stop in spans:
            mark = sub_mark(self.body[start].text)
            if joined and joined[-1][1] == start and mark is not None and mark.shape != "dot":
                joined[-1] = (joined[-1][0], stop)
            else:
                joined.append((start, stop))
        first, best, score = len(joined), 0, 0
        for at in range(len(joined) - 1, -1, -1):
            score += 1 if self._ends_operative(joined[at]) else -1
            if score > best:
                first, best = at, score
        return joined[first:]

    def _ends_operative(self, span: tuple[int, int]) -> bool:
        line = self.body[span[1] - 1]
        if not line.ends or line.comma:
            return False
        found = opening(self.body[span[0]].text, self.language, damaged=False)
        return found.pp < MOSTLY or found.op > 0

    def _preambular(self, start: int, stop: int) -> None:
        line = self.body[start]
        scope, count = self.scopes.preamble()
        mark = number_mark(line.block.number + " " if line.block.number else line.text)
        if mark is not None and mark.kind == "PP":
            number = mark.value if mark.value is not None else max(1, count - 1)
            label = Label("PP", str(number), mark.insertion, mark.alternative, (), scope)
            offset = 0 if line.block.number else mark.end
            self.assembly.plain(
                label, "preambular", self.body[start:stop], offset=offset, number=mark.printed
            )
            return
        label = Label("PP", str(count), scope=scope)
        if sub_mark(line.text) is not None or line.block.number:
            self.assembly.plain(label, "preambular", self.body[start:stop])
        else:  # a preambular paragraph may hold a list
            self.assembly.numbered(label, self.body[start:stop], None, gapped=self.gapped, kind="preambular")

    def _operative(self, one: Numbered, stop: int, *, lone: bool) -> None:
        mark = one.mark
        insertion, alternative = (mark.insertion, mark.alternative) if mark else ("", 0)
        before = self.scopes.last if one.run == self.run else 0
        if one.run == self.run:
            scope = self.scopes.operative(
                max(one.value, self.scopes.last + 1), same=one.value <= self.scopes.last
            )
        else:
            self.run, scope = one.run, self.scopes.operative(one.value)
        if self.scopes.invented:
            self.assembly.invented(self.scopes.invented, self.body[one.at])
        label = Label("OP", one.name, insertion, alternative, mark.subs if mark else (), scope)
        node = self.assembly.numbered(label, self.body[one.at : stop], mark, gapped=self.gapped)
        self.assembly.skipped(before, one.value, node.label, self.body[one.at])
        if one.repaired and not lone:
            self.assembly.repaired(
                mark.printed if mark else "", f"{one.value}.", node.label, self.body[one.at]
            )

    def _between(self, between: Between) -> None:
        pieces = sorted([*((s, True) for s in between.headings), *((s, False) for s in between.preamble)])
        for (start, stop), is_heading in pieces:
            if is_heading:
                self._heading(start, stop)
            else:
                self._preambular(start, stop)

    def _heading(self, start: int, stop: int) -> None:
        self.assembly.heading(self.body[start:stop])
        number = self.body[start].block.number
        self.scopes.heading(" ".join(filter(None, (number, *(line.text for line in self.body[start:stop])))))
