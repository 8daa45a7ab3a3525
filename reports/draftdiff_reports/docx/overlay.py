"""Tracked changes written into the old version's own Word file: its layout, styles and numbering stay as they are."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from draftdiff_reports.docx.body import NEW_KINDS, OLD_KINDS, marks_in
from draftdiff_reports.docx.markup import run
from draftdiff_reports.docx.original import W
from draftdiff_reports.docx.rows import OPERATIVE, PREAMBULAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from draftdiff_reports.docx.body import Body
    from draftdiff_reports.docx.original import Placed, Segment
    from draftdiff_reports.docx.pairing import Piece
    from draftdiff_reports.docx.rows import Mark, Row
    from draftdiff_reports.docx.words import Pair

_ROOT = f'<root xmlns:w="{W[1:-1]}">'
#: Whose layout a new row takes: that of the nearest row of its own style, else of the next style in the list.
_KIN: dict[str, tuple[str, ...]] = {
    OPERATIVE[0]: (PREAMBULAR, OPERATIVE[1]),
    OPERATIVE[1]: (OPERATIVE[0], PREAMBULAR),
    OPERATIVE[2]: (OPERATIVE[1], OPERATIVE[0], PREAMBULAR),
    PREAMBULAR: (OPERATIVE[0],),
}
#: What may not go from a paragraph to a new one beside it.
_OWN = (f"{W}sectPr", f"{W}pPrChange", f"{W}pageBreakBefore")
_AFTER_MARK = (f"{W}sectPr", f"{W}pPrChange")
_MARKS = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
#: What we put behind a place before; the file itself has no tracked changes.
_OURS = (f"{W}ins", f"{W}moveTo", f"{W}moveFromRangeEnd", f"{W}moveToRangeStart", f"{W}moveToRangeEnd")
_IN_DELETED = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}


@dataclass(slots=True)
class Overlay:
    """Writes a plan into the paragraphs of the file. `body` makes the XML of new text."""

    body: Body
    placed: dict[int, Placed]
    """Index of an old row -> its place in the file."""
    _last: Element | None = field(default=None, init=False)
    """The paragraph written last."""
    _at: int = field(default=0, init=False)
    """The old row written last."""

    def write(self) -> None:
        """All rows, in order."""
        plan = self.body.plan
        old = new = 0
        for pair in plan.chain:
            self._apart(old, pair.old, new, pair.new)
            self._in_place(pair)
            old, new = pair.old + 1, pair.new + 1
        self._apart(old, len(plan.old.rows), new, len(plan.new.rows))

    def _apart(self, old: int, old_end: int, new: int, new_end: int) -> None:
        for at in range(old, old_end):
            self._taken_out(at)
        for at in range(new, new_end):
            self._put_in(at)

    def _taken_out(self, at: int) -> None:
        """A row that no longer stands here: its words and the mark of its paragraph go."""
        side, placed = self.body.plan.old, self.placed[at]
        placed.paragraph.open()
        self._take(placed, side.pieces(at, 0, len(placed.places)))
        self._wrap(placed.paragraph.segments, "del")
        kind = "moveFrom" if at in side.whole else "del"
        self._mark(placed.paragraph.element, kind)
        self._last, self._at = placed.paragraph.element, at

    def _put_in(self, at: int) -> None:
        """A row that did not stand here: a new paragraph that looks like its nearest kin."""
        side = self.body.plan.new
        row = side.rows[at]
        kin = self._kin(row)
        made = etree.Element(f"{W}p")
        layout = _layout_of(self.placed[kin])
        if layout is not None:
            made.append(layout)
        number = run(_prefix(self.placed[kin], self.body.plan.old.rows[kin], row), "")
        xml = self.body.tracker.wrap("ins", number) + self.body.pieces(side, at, 0, len(row.text), NEW_KINDS)
        made.extend(_elements(xml))
        self._mark(made, "moveTo" if at in side.whole else "ins")
        if self._last is None:
            first = self.placed[min(self.placed)].paragraph.element
            first.addprevious(made)
        else:
            self._last.addnext(made)
        self._last = made

    def _in_place(self, pair: Pair) -> None:
        plan, placed = self.body.plan, self.placed[pair.old]
        before, after = plan.old.rows[pair.old], plan.new.rows[pair.new]
        self._last, self._at = placed.paragraph.element, pair.old
        self._renumber(placed, before, after)
        old = new = 0
        for part in (*pair.same, None):
            old_end, new_end = (part.old, part.new) if part else (len(before.text), len(after.text))
            if old_end > old or new_end > new:
                placed.paragraph.open()
                self._take(placed, plan.old.pieces(pair.old, old, old_end))
                xml = self.body.pieces(plan.new, pair.new, new, new_end, NEW_KINDS)
                turned = pair.turned and part is None
                self._insert(placed, placed.after(old if turned else old_end), xml)
            if part:
                old, new = part.old + part.length, part.new + part.length
                self._note_changes(placed, before, after, (part.old, old), part.new - part.old)

    def _renumber(self, placed: Placed, before: Row, after: Row) -> None:
        """Change a typed number; an automatic one follows by itself."""
        if before.number == after.number or before.number not in placed.prefix:
            return
        placed.paragraph.open()
        end = placed.before(0)
        typed = f"{after.number}\t"
        if before.number:
            start = placed.prefix.index(before.number)
            end = start + len(before.number)
            self._delete(placed, start, end, "del")
            typed = after.number
        if after.number:
            self._insert(placed, end, self.body.tracker.wrap("ins", run(typed, "")))

    def _note_changes(
        self, placed: Placed, before: Row, after: Row, span: tuple[int, int], shift: int
    ) -> None:
        """Footnote marks in text that is kept: those that went and those that came."""
        olds = _texts_by_place(marks_in(before, *span), 0)
        news = _texts_by_place(marks_in(after, span[0] + shift, span[1] + shift), shift)
        for at in sorted({*olds, *news}):
            old, new = olds.get(at, []), news.get(at, [])
            if [n.text for n in old] == [n.text for n in new]:
                continue
            placed.paragraph.open()
            place = placed.after(at)
            gone = [s for s in placed.paragraph.segments if s.note and s.start == place]
            self._wrap(gone, "del")
            refs = "".join(self.body.footnotes.reference(n.text, {"new": n.mark}, "ins") for n in new)
            self._insert(placed, place, self.body.tracker.wrap("ins", refs))

    def _take(self, placed: Placed, pieces: Sequence[Piece]) -> None:
        """Take pieces of a row out; moved ones in the range of their move."""
        ends: dict[int, Element] = {}
        for piece in pieces:
            kind = OLD_KINDS["move" if piece.move else ""]
            wrapped = self._delete(placed, placed.before(piece.start), placed.after(piece.end), kind)
            if not piece.move or not wrapped:
                continue
            if piece.move in ends:
                wrapped[-1].addnext(ends[piece.move])
            else:
                begin, end = (_elements(xml)[0] for xml in self.body.tracker.range(kind, f"move{piece.move}"))
                wrapped[0].addprevious(begin)
                wrapped[-1].addnext(end)
                ends[piece.move] = end

    def _delete(self, placed: Placed, start: int, end: int, kind: str) -> list[Element]:
        placed.paragraph.cut(start)
        placed.paragraph.cut(end)
        return self._wrap(placed.paragraph.within(start, end), kind)

    def _wrap(self, segments: Sequence[Segment], kind: str) -> list[Element]:
        """Put runs under a tracked change; neighbours share one."""
        made: list[Element] = []
        for segment in segments:
            parent = segment.run.getparent()
            if parent is None or parent.tag in (f"{W}del", f"{W}moveFrom"):
                continue
            if made and segment.run.getprevious() is made[-1]:
                made[-1].append(segment.run)
            else:
                wrapper = _elements(self.body.tracker.empty(kind))[0]
                segment.run.addprevious(wrapper)
                wrapper.append(segment.run)
                made.append(wrapper)
            for child in segment.run if kind == "del" else ():
                child.tag = _IN_DELETED.get(str(child.tag), child.tag)
        return made

    def _insert(self, placed: Placed, at: int, xml: str) -> None:
        """Put new text behind an offset of the paragraph."""
        if not xml:
            return
        placed.paragraph.cut(at)
        before = [
            s for s in placed.paragraph.segments if s.end <= at and (s.text or s.start < at or not s.opens)
        ]
        element = placed.paragraph.element
        if not before:
            layout = element.find(f"{W}pPr")
            for index, made in enumerate(_elements(xml), 0 if layout is None else 1):
                element.insert(index, made)
            return
        node = before[-1].run
        while (parent := node.getparent()) is not None and parent is not element:
            if parent.tag not in (f"{W}del", f"{W}moveFrom") and node.getnext() is not None:
                break
            node = parent
        while (behind := node.getnext()) is not None and behind.tag in _OURS:
            node = behind
        for made in reversed(_elements(xml)):
            node.addnext(made)

    def _mark(self, paragraph: Element, kind: str) -> None:
        """Track the mark of a paragraph. One that ends a section stays, and the section with it."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}sectPr") is not None:
            return
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.Element(f"{W}rPr")
            later = next((child for child in properties if child.tag in _AFTER_MARK), None)
            if later is None:
                properties.append(look)
            else:
                later.addprevious(look)
        look.insert(0, _elements(self.body.tracker.empty(kind))[0])

    def _kin(self, row: Row) -> int:
        """The old row whose layout a new row takes."""
        rows = self.body.plan.old.rows
        for style in (row.style, *_KIN.get(row.style, ())):
            near = [at for at in self.placed if rows[at].style == style]
            if near:
                return min(near, key=lambda at: (abs(at - self._at), at))
        return min(self.placed, key=lambda at: (abs(at - self._at), at))


def _layout_of(placed: Placed) -> Element | None:
    """A copy of the paragraph's properties without what belongs to it alone."""
    properties = placed.paragraph.element.find(f"{W}pPr")
    if properties is None:
        return None
    made = copy.deepcopy(properties)
    look = made.find(f"{W}rPr")
    for child in [c for c in made if c.tag in _OWN]:
        made.remove(child)
    if look is not None:
        for child in [c for c in look if c.tag in _MARKS]:
            look.remove(child)
    return made


def _prefix(kin: Placed, kin_row: Row, row: Row) -> str:
    """What to type before a new row: what its kin has there, with the row's number; nothing if numbers are automatic."""
    bare = kin.prefix.strip()
    if bare and row.number:
        at = kin.prefix.index(bare)
        return f"{kin.prefix[:at]}{row.number}{kin.prefix[at + len(bare) :]}"
    lead = kin.prefix[: kin.prefix.index(bare)] if bare else kin.prefix
    automatic = bool(kin_row.number) and not bare
    return lead if automatic or not row.number else f"{lead}{row.number}\t"


def _texts_by_place(marks: list[Mark], shift: int) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.at - shift, []).append(mark)
    return found


def _elements(xml: str) -> list[Element]:
    """Parsed siblings."""
    return list(etree.fromstring(f"{_ROOT}{xml}</root>"))
