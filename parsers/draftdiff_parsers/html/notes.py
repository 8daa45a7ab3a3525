"""Footnotes of an HTML page: marks that link to their notes, however the page was made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff_parsers.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml.etree import _Element as Element

#: A footnote mark: a short number, letter, Roman numeral or sign, in brackets or not.
_MARK = re.compile(r"[\[(]?\s?(\d{1,3}|[a-z]|[ivxlc]{1,5}|[*†‡§]{1,3})\s?[\])]?\.?")
#: A block that holds its whole note; a note in several blocks is the element that is linked to.
_HOLDERS = frozenset({"p", "li", "div", "dd", "td", "aside", "section"})
#: Longest note, in characters; a link to something longer is a link to a chapter.
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class FootnoteLinks:
    """What was found in one page."""

    marks: dict[Element, str] = field(default_factory=dict[object, str])  # type: ignore[arg-type]
    """`a` elements that are footnote marks -> the mark."""
    notes: dict[Element, str] = field(default_factory=dict[object, str])  # type: ignore[arg-type]
    """Elements that hold a note -> its mark."""


def mark_of(text: str) -> str:
    """The bare mark ("1" for "[1]"), or ""."""
    match = _MARK.fullmatch(text.strip())
    return match[1] if match else ""


def find(root: Element, taken: Container[Element] = ()) -> FootnoteLinks:
    """Marks and notes that belong together: a short link forward, to an element that begins with the same mark.

    Args:
        root: the page.
        taken: links that are known to be something else.
    """
    links = FootnoteLinks()
    places: dict[str, Element] = {}
    for element in root.iter():
        for attribute in ("id", "name"):
            name = element.get(attribute) if isinstance(element.tag, str) else None
            if name:
                places.setdefault(name, element)
    order = {element: at for at, element in enumerate(root.iter())}
    for anchor in root.iter("a"):
        target = places.get((anchor.get("href") or "").removeprefix("#")) if _is_local(anchor) else None
        mark = mark_of(_text(anchor))
        if target is None or not mark or anchor in taken or order[target] <= order[anchor]:
            continue
        holder = _holder(target)
        if holder is not None and _begins_with(holder, mark) and len(_text(holder)) <= LONGEST:
            links.marks[anchor] = mark
            links.notes.setdefault(holder, mark)
    return links


def _is_local(anchor: Element) -> bool:
    return (anchor.get("href") or "").startswith("#") and len(anchor.get("href") or "") > 1


def _text(element: Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _holder(target: Element) -> Element | None:
    """The block of the note: the target itself, or the block around an inline target."""
    at: Element | None = target
    while at is not None and local_name(at) not in _HOLDERS:
        at = at.getparent()
    return at


def _begins_with(holder: Element, mark: str) -> bool:
    head = _text(holder).strip()[:12]
    match = _MARK.match(head)
    # A list item carries its mark as the number the browser prints, not in its text.
    return local_name(holder) == "li" or (match is not None and match[1] == mark)


def note_text(text: str, mark: str) -> str:
    """Text of a note without its mark and the arrows that lead back."""
    match = _MARK.match(text)
    rest = text[match.end() :] if match and match[1] == mark else text
    return rest.strip().strip("↑↩\ufe0e^").strip()
