"""Comments of word processors saved as a web page: their anchors in the text and their words at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff_parsers.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

#: Where an anchor leads: Word (`#_msocom_1`), Google Docs (`#cmnt1`), LibreOffice (`#comment1`, `#sdcomment1sym`).
_ANCHOR = re.compile(r"#_?(?:msocom_|cmnt|(?:sd)?comment)(\d{1,5})(?:sym)?")
#: Names of the places that hold the words; Word has two.
_PLACE = re.compile(r"_?(?:msocom_|com_|cmnt|(?:sd)?comment)(\d{1,5})(?:sym)?")
_LIST = re.compile(r"mso-element\s*:\s*comment-list", re.IGNORECASE)
_AUTHOR = re.compile(r"mso-comment-author\s*:\s*[\"']?([^\"';]{1,80})", re.IGNORECASE)
#: Parts of a comment that lead back to its anchor.
_BACK = frozenset({"msocomanchor", "msocomoff", "msocommentreference"})
_HOLDERS = frozenset({"p", "li", "div", "dd", "td"})


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment at an anchor."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Comments:
    """What was found in one page."""

    anchors: dict[Element, Comment] = field(default_factory=dict[object, Comment])  # type: ignore[arg-type]
    """`a` elements that are anchors -> what they lead to."""
    holders: set[Element] = field(default_factory=set[object])  # type: ignore[arg-type]
    """Elements that hold the comments' words."""


def find(root: Element) -> Comments:
    """Anchors of comments, and the elements that hold their words."""
    found = Comments()
    anchors = [(a, match[1]) for a in root.iter("a") if (match := _ANCHOR.fullmatch(a.get("href") or ""))]
    if not anchors:
        return found
    order = {element: at for at, element in enumerate(root.iter())}
    held = dict(_held(root))
    for anchor, number in anchors:
        holder = held.get(number)
        if holder is not None and order[holder] > order[anchor]:
            found.anchors[anchor] = Comment(_author(holder, anchor), _words(holder))
            found.holders.add(holder)
    found.holders.update(e for e in root.iter("div") if _LIST.search(e.get("style") or ""))
    return found


def _held(root: Element) -> Iterator[tuple[str, Element]]:
    """Number and element of each comment, the latest place of a number first to be overwritten by better ones."""
    for element in root.iter():
        for attribute in ("id", "name"):
            match = _PLACE.fullmatch(element.get(attribute) or "") if isinstance(element.tag, str) else None
            holder = _holder(element) if match else None
            if match and holder is not None:
                yield match[1], holder


def _holder(place: Element) -> Element | None:
    at: Element | None = place
    while at is not None and local_name(at) not in _HOLDERS:
        at = at.getparent()
    return at


def _author(holder: Element, anchor: Element) -> str:
    """The author as Word notes it, else the initials in the anchor ("AB" of "[AB1]")."""
    for element in (*holder.iter(), *holder.iterancestors()):
        match = _AUTHOR.search(element.get("style") or "") if isinstance(element.tag, str) else None
        if match:
            return match[1].strip()
    initials = re.match(r"\[([^\W\d_]{2,5})\d", "".join(str(t) for t in anchor.itertext()).strip())
    return initials[1] if initials else ""


def _words(holder: Element) -> str:
    parts: list[str] = []
    _collect(holder, parts)
    return " ".join("".join(parts).split())


def _collect(element: Element, parts: list[str]) -> None:
    back = _BACK.intersection((element.get("class") or "").lower().split()) or _leads_back(element)
    if not isinstance(element.tag, str) or back:
        return
    parts.append(element.text or "")
    for child in element:
        _collect(child, parts)
        parts.append(child.tail or "")
    if local_name(element) in _HOLDERS:
        parts.append(" ")


def _leads_back(element: Element) -> bool:
    return (
        local_name(element) == "a"
        and re.match(r"#_?(?:msoanchor|cmnt_ref|(?:sd)?comment\d+anc)", element.get("href") or "") is not None
    )
