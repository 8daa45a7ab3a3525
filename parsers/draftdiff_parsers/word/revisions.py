"""Tracked changes: which side of each to show, and whose they are (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.errors import UsageError
from draftdiff_parsers.word.markup import W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from draftdiff.layout import Options

#: Elements around changed content or inside a paragraph mark's properties -> `Revision.kind`.
CONTENT_KINDS = {
    f"{W}ins": "insert", f"{W}del": "delete", f"{W}moveFrom": "move-from", f"{W}moveTo": "move-to",
}  # fmt: skip
#: Kinds whose content is there before the change is accepted.
_OLD_SIDE = frozenset({"delete", "move-from"})
_PROPERTY_CHANGES = ("rPrChange", "pPrChange")
#: Every element that carries the author of a change.
_AUTHORED = (*CONTENT_KINDS, *(W + name for name in _PROPERTY_CHANGES), f"{W}cellIns", f"{W}cellDel")


@dataclass(frozen=True, slots=True)
class Mark:
    """One tracked change around a piece of content, in the chosen view."""

    kind: str
    """As `Revision.kind`."""
    author: str
    date: str
    shown: bool
    """Whether this change lets its content be seen in the view."""


@dataclass(frozen=True, slots=True)
class View:
    """Which tracked changes are accepted; the others are rejected."""

    final: bool = True
    """False rejects all."""
    author: str = ""
    """Accept only this author's; "" accepts everybody's."""

    @classmethod
    def of(cls, options: Options) -> View:
        """The view that reading options ask for."""
        final = options.revisions == "final"
        return cls(final, options.author if final else "")

    def accepts(self, author: str) -> bool:
        """Whether an author's changes are carried out."""
        return self.final and (not self.author or author == self.author)

    def mark(self, element: Element) -> Mark | None:
        """The change an element declares, or None if it is none."""
        kind = CONTENT_KINDS.get(str(element.tag))
        if kind is None:
            return None
        author = element.get(f"{W}author") or ""
        shown = self.accepts(author) != (kind in _OLD_SIDE)
        return Mark(kind, author, element.get(f"{W}date") or "", shown)

    def marks_within(self, properties: Element | None) -> tuple[Mark, ...]:
        """Changes declared inside properties: of a paragraph mark (`w:rPr`) or a table row (`w:trPr`)."""
        if properties is None:
            return ()
        return tuple(mark for child in properties if (mark := self.mark(child)) is not None)

    def properties(self, properties: Element | None) -> Element | None:
        """Run or paragraph properties in the view: the earlier ones where a change of format is rejected."""
        if properties is None:
            return None
        for name in _PROPERTY_CHANGES:
            change = properties.find(W + name)
            if change is not None and not self.accepts(change.get(f"{W}author") or ""):
                return change.find(W + name.removesuffix("Change"))
        return properties


def authors(roots: Iterable[Element]) -> dict[str, str]:
    """Author of tracked changes -> date of the first (ISO 8601, or ""), in order of that date, then of the text.

    Authors none of whose changes is dated come last.
    """
    first: dict[str, str] = {}
    for root in roots:
        for element in root.iter(*_AUTHORED):
            author, date = element.get(f"{W}author") or "", element.get(f"{W}date") or ""
            known = first.get(author)
            first[author] = date if known is None else min(filter(None, (known, date)), default="")
    return dict(sorted(first.items(), key=lambda item: (not item[1], item[1])))


def check_author(wanted: str, known: dict[str, str]) -> None:
    """Refuse an author who changed nothing in a file that others changed.

    Raises:
        UsageError: names the authors there are.
    """
    if wanted and known and wanted not in known:
        names = ", ".join(name or "(no name)" for name in known)
        raise UsageError(f"has no tracked change by {wanted}", remedy=f"its authors are {names}")
