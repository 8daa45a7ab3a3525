"""The body of the written file: old and new rows woven into one text of tracked changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff_reports.docx.markup import borders, look, names_at, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff_reports.docx.footnotes import Footnotes
    from draftdiff_reports.docx.markup import Tracker
    from draftdiff_reports.docx.pairing import Piece, Plan, Side
    from draftdiff_reports.docx.rows import Mark, Row
    from draftdiff_reports.docx.words import Pair, Same

OLD_KINDS = {"": "del", "move": "moveFrom"}
NEW_KINDS = {"": "ins", "move": "moveTo"}


@dataclass(slots=True)
class Body:
    """Writes a plan. `formats`: both versions know their italics, so a change of format is tracked."""

    plan: Plan
    tracker: Tracker
    footnotes: Footnotes
    formats: bool

    def paragraphs(self) -> Iterator[str]:
        """Paragraphs of the body, as XML."""
        old = new = 0
        for pair in self.plan.chain:
            yield from self._apart(old, pair.old, new, pair.new)
            yield self._in_place(pair)
            old, new = pair.old + 1, pair.new + 1
        yield from self._apart(old, len(self.plan.old.rows), new, len(self.plan.new.rows))

    def _apart(self, old: int, old_end: int, new: int, new_end: int) -> Iterator[str]:
        """Rows between two pairs: what stood there, then what stands there now."""
        for at in range(old, old_end):
            yield self._one_sided(self.plan.old, at, OLD_KINDS)
        for at in range(new, new_end):
            yield self._one_sided(self.plan.new, at, NEW_KINDS)

    def _one_sided(self, side: Side, at: int, kinds: dict[str, str]) -> str:
        row = side.rows[at]
        whole = side.whole.get(at, 0)
        kind = kinds["move" if whole else ""]
        number = self.tracker.wrap(kinds[""], _number(row, kinds[""]))
        text = self.pieces(side, at, 0, len(row.text), kinds)
        return paragraph(row.style, number + text, mark=self.tracker.empty(kind))

    def _in_place(self, pair: Pair) -> str:
        before, after = self.plan.old.rows[pair.old], self.plan.new.rows[pair.new]
        out = [self._numbers(before, after)]
        old = new = 0
        for part in pair.same:
            out.append(self._changed(pair, old, part.old, new, part.new))
            out.append(self._kept(before, after, part))
            old, new = part.old + part.length, part.new + part.length
        out.append(self._changed(pair, old, len(before.text), new, len(after.text), turned=pair.turned))
        change = self.tracker.style_change(before.style) if before.style != after.style else ""
        return paragraph(after.style, "".join(out), change=change)

    def _numbers(self, before: Row, after: Row) -> str:
        if before.number == after.number:
            return _number(after, "")
        taken = self.tracker.wrap("del", _number(before, "del"))
        return taken + self.tracker.wrap("ins", _number(after, "ins"))

    def _changed(
        self, pair: Pair, old: int, old_end: int, new: int, new_end: int, *, turned: bool = False
    ) -> str:
        taken = self.pieces(self.plan.old, pair.old, old, old_end, OLD_KINDS)
        put = self.pieces(self.plan.new, pair.new, new, new_end, NEW_KINDS)
        return put + taken if turned else taken + put

    def pieces(self, side: Side, at: int, start: int, end: int, kinds: dict[str, str]) -> str:
        """A span of one version's row, cut where moved text begins and ends."""
        row = side.rows[at]
        pieces = side.pieces(at, start, end)
        first = {piece.move: index for index, piece in reversed(list(enumerate(pieces)))}
        last = {piece.move: index for index, piece in enumerate(pieces)}
        out: list[str] = []
        ends: dict[int, str] = {}
        for index, piece in enumerate(pieces):
            kind = kinds["move" if piece.move else ""]
            if piece.move and first[piece.move] == index:
                begin, ends[piece.move] = self.tracker.range(kind, f"move{piece.move}")
                out.append(begin)
            out.append(self.tracker.wrap(kind, self._span(row, piece, kind)))
            if piece.move and last[piece.move] == index:
                out.append(ends[piece.move])
        return "".join(out)

    def _span(self, row: Row, piece: Piece, kind: str) -> str:
        """Runs of one version's text, with the footnote marks in it."""
        side = "old" if kind in OLD_KINDS.values() else "new"
        notes = marks_in(row, piece.start, piece.end)
        cuts = {piece.start, piece.end, *borders(row.styles, piece.start, piece.end), *(n.at for n in notes)}
        places = sorted(cuts)
        out: list[str] = []
        for at, to in zip(places, [*places[1:], piece.end], strict=True):
            out += [self.footnotes.reference(n.text, {side: n.mark}, kind) for n in notes if n.at == at]
            out.append(run(row.text[at:to], look(names_at(row.styles, at)), kind))
        return "".join(out)

    def _kept(self, before: Row, after: Row, part: Same) -> str:
        """Runs of text that both versions have. Its look and footnotes may still differ."""
        shift = part.new - part.old
        olds = _by_place(marks_in(before, part.old, part.old + part.length), shift)
        news = _by_place(marks_in(after, part.new, part.new + part.length), 0)
        start, end = part.new, part.new + part.length
        cuts = {start, end, *borders(after.styles, start, end), *olds, *news}
        if self.formats:
            cuts |= {at + shift for at in borders(before.styles, part.old, part.old + part.length)}
        places = sorted(cuts)
        out: list[str] = []
        for at, to in zip(places, [*places[1:], end], strict=True):
            out.append(self._kept_marks(olds.get(at, []), news.get(at, [])))
            out.append(run(after.text[at:to], self._kept_look(before, after, at, shift)))
        return "".join(out)

    def _kept_look(self, before: Row, after: Row, at: int, shift: int) -> str:
        new = look(names_at(after.styles, at))
        old = look(names_at(before.styles, at - shift))
        if self.formats:
            return new if old == new else new + self.tracker.format_change(old)
        return new or old

    def _kept_marks(self, old: list[Mark], new: list[Mark]) -> str:
        if [" ".join(n.text.split()) for n in old] == [" ".join(n.text.split()) for n in new]:
            both = zip(old, new, strict=True)
            return "".join(
                self.footnotes.reference(b.text, {"old": a.mark, "new": b.mark}, "") for a, b in both
            )
        taken = "".join(self.footnotes.reference(n.text, {"old": n.mark}, "del") for n in old)
        put = "".join(self.footnotes.reference(n.text, {"new": n.mark}, "ins") for n in new)
        return self.tracker.wrap("del", taken) + self.tracker.wrap("ins", put)


def marks_in(row: Row, start: int, end: int) -> list[Mark]:
    """Footnote marks behind the characters of a span; a mark at the very start belongs to the first span."""
    return [n for n in row.notes if start < n.at <= end or n.at == start == 0]


def _by_place(marks: list[Mark], shift: int) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.at + shift, []).append(mark)
    return found


def _number(row: Row, kind: str) -> str:
    return run(f"{row.number}\t", "", kind) if row.number else ""
