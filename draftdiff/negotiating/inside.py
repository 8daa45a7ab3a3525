"""Marks of negotiation inside one text, for comparing: which characters are brackets, who is named, what competes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from draftdiff.label import Label
from draftdiff.model import Document, Paragraph
from draftdiff.negotiating.brackets import bracket_tree
from draftdiff.negotiating.find import positions

_NAMED = re.compile(r"^\s*\([A-Z]|^\s*[A-Z][^:()]{1,120}:\s|\([A-Z][^()]{1,120}\)\s*[;,.]?\s*$")
_OPTION = re.compile(r"(?:Option|OPTION|Alternative|ALTERNATIVE|Alt|Opción|Variante?|Вариант|الخيار)\b")
_MARK = re.compile(r"\[\s*\d{1,3}\s*\]")


@dataclass(frozen=True, slots=True)
class Marks:
    """Offsets are 0-based, half-open."""

    signs: tuple[tuple[int, int, int, int], ...] = ()
    """Square brackets of positions and names of options, in order: where each begins and ends, and where the words it is
    about do."""
    halves: tuple[tuple[int, int, int, int], ...] = ()
    """The same of brackets whose other half stands in another paragraph, or nowhere."""
    said: tuple[tuple[int, int], ...] = ()
    """Of attributions."""
    slots: tuple[tuple[tuple[int, int], ...], ...] = ()
    """The words of each alternative of each slot."""

    def __bool__(self) -> bool:
        return bool(self.signs or self.halves or self.said or self.slots)

    def sign(self, start: int, *, halves: bool = True) -> tuple[int, int, int, int] | None:
        """The sign in which a token that begins at an offset stands."""
        for sign in (*self.signs, *(self.halves if halves else ())):
            if sign[0] <= start < sign[1]:
                return sign
        return None


NONE = Marks()


def marks_in(text: str) -> Marks:
    """The marks of one paragraph's text by itself.

    Half a bracket beside whole ones is a bracket; alone it may be a letter that a scan misread.

    >>> [sign[:2] for sign in marks_in("States [shall] act").signs]
    [(7, 8), (13, 14)]
    """
    if "[" not in text and "]" not in text and not _NAMED.search(text) and not _OPTION.search(text):
        return NONE
    document = Document(id="", paragraphs=(Paragraph(label=Label("OP", "1"), text=text),))
    tree = bracket_tree(document)
    found = positions(document)
    pairs = [(pair.opens[1], pair.closes[1]) for pair in tree.pairs]
    signs = [
        sign
        for a, b in pairs
        if not (_MARK.fullmatch(text, a, b) and text[a - 1 : a].strip(" ["))
        for sign in ((a, a + 1, a + 1, b - 1), (b - 1, b, a + 1, b - 1))
    ]
    signs += [
        (p.start, p.inner[0].start, p.inner[0].start, p.inner[0].end)
        for p in found
        if p.kind in ("option", "alternative")
        and p.origin == "text"
        and p.name
        and p.start < p.inner[0].start
    ]
    spared = [(one.start, one.start + len(one.text)) for one in found.asides if one.where == "OP1"]
    spared += [(at, at + 1) for a, b in pairs for at in (a, b - 1)]
    halves = [
        (at, at + 1, at + 1, len(text)) if char == "[" else (at, at + 1, 0, at)
        for at, char in enumerate(text)
        if char in "[]" and not any(a <= at < b for a, b in spared)
    ]
    return Marks(
        signs=tuple(sorted([*signs, *halves] if signs else signs)),
        halves=() if signs else tuple(halves),
        said=tuple(sorted({(s.start, s.end) for p in found for s in p.said if s.start < s.end})),
        slots=tuple(
            tuple((s.start, s.end) for n in slot.alternatives for s in found.by_id(n).inner)
            for slot in found.slots
        ),
    )
