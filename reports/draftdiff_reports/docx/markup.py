"""WordprocessingML for tracked changes, in the order the schema asks for (ECMA-376 part 1, annex A.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.model import Style

#: What XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
#: Style name of the model -> element, in the order of `CT_RPr`.
_LOOKS = (
    ("bold", "<w:b/><w:bCs/>"), ("italic", "<w:i/><w:iCs/>"), ("strike", "<w:strike/>"),
    ("underline", '<w:u w:val="single"/>'), ("superscript", '<w:vertAlign w:val="superscript"/>'),
)  # fmt: skip
_DELETED = "del"
#: The schema wants a date on the range of a move (`CT_MoveBookmark`), which Word does not show.
_NO_DATE = "1970-01-01T00:00:00Z"


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def look(names: Iterable[str]) -> str:
    """Contents of `w:rPr` for style names of the model."""
    wanted = set(names)
    return "".join(xml for name, xml in _LOOKS if name in wanted)


def names_at(styles: tuple[Style, ...], at: int) -> tuple[str, ...]:
    """Names of the styles over a character."""
    return tuple(style.name for style in styles if style.start <= at < style.end)


def borders(styles: tuple[Style, ...], start: int, end: int) -> set[int]:
    """Offsets inside a span at which a style begins or ends."""
    return {at for style in styles for at in (style.start, style.end) if start < at < end}


@dataclass(slots=True)
class Tracker:
    """Makes the elements of tracked changes, each with an id of its own and the same author and date."""

    author: str
    date: str
    """ISO 8601 with a time, or ""."""
    last: int = 0
    """Highest id given so far."""

    def next_id(self) -> int:
        """An id no other annotation of the file has."""
        self.last += 1
        return self.last

    def attributes(self) -> str:
        """`w:id`, `w:author`, `w:date` of one change."""
        date = f" w:date={quoteattr(self.date)}" if self.date else ""
        return f'w:id="{self.next_id()}" w:author={quoteattr(self.author)}{date}'

    def wrap(self, kind: str, content: str) -> str:
        """Content under a change `ins`, `del`, `moveFrom` or `moveTo`; "" leaves it as it is."""
        return f"<w:{kind} {self.attributes()}>{content}</w:{kind}>" if kind and content else content

    def empty(self, kind: str) -> str:
        """A change without content: of a paragraph mark."""
        return f"<w:{kind} {self.attributes()}/>"

    def range(self, kind: str, name: str) -> tuple[str, str]:
        """Start and end of the range of a move; `kind` is `moveFrom` or `moveTo`."""
        identity = self.next_id()
        attributes = (
            f'w:id="{identity}" w:author={quoteattr(self.author)} w:date={quoteattr(self.date or _NO_DATE)}'
        )
        return (
            f"<w:{kind}RangeStart {attributes} w:name={quoteattr(name)}/>",
            f'<w:{kind}RangeEnd w:id="{identity}"/>',
        )

    def format_change(self, properties: str) -> str:
        """The earlier format of a run, for the end of its `w:rPr`."""
        return f"<w:rPrChange {self.attributes()}><w:rPr>{properties}</w:rPr></w:rPrChange>"

    def style_change(self, style: str) -> str:
        """The earlier style of a paragraph, for the end of its `w:pPr`."""
        return f'<w:pPrChange {self.attributes()}><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:pPrChange>'


def run(text: str, properties: str, kind: str = "") -> str:
    """A run of text; tabs and line breaks become elements, deleted text its own element."""
    tag = "delText" if kind == _DELETED else "t"
    inner: list[str] = []
    for piece in _PIECES.findall(clean(text).replace("\r", "")):
        if piece == "\t":
            inner.append("<w:tab/>")
        elif piece == "\n":
            inner.append("<w:br/>")
        else:
            inner.append(f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>')
    if not inner:
        return ""
    start = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{start}{''.join(inner)}</w:r>"


def paragraph(style: str, content: str, *, mark: str = "", change: str = "") -> str:
    """A paragraph.

    Args:
        style: id of its style.
        content: runs and changes.
        mark: change of its paragraph mark.
        change: its earlier properties.
    """
    properties = f'<w:pStyle w:val="{style}"/>' + (f"<w:rPr>{mark}</w:rPr>" if mark else "") + change
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"
