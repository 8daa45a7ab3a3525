"""Numbers that a browser would print: `ol` with its type, start and value; label cells of layout tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff_parsers.markup import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I", "decimal": "1",
}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
_INTEGER = re.compile(r"-?\d{1,6}")
#: A cell that holds nothing but a label: "1.", "(a)", "(ii)", "—", "A.", "12 bis".
_LABEL_CELL = re.compile(
    r"(?:[(\[]?(?:\d{1,3}|[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,6})(?: ?bis| ?ter)?[)\].]{1,2}|[–—•·-]|\d{1,3})"
)
_NUMERALS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
             (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _attribute(element: Element, name: str) -> int | None:
    match = _INTEGER.fullmatch((element.get(name) or "").strip())
    return int(match[0]) if match else None


def list_type(element: Element) -> str:
    """`1`, `a`, `A`, `i`, `I` for an ordered list, "" for one without numbers."""
    match = _LIST_STYLE.search((element.get("style") or "").lower())
    if match:
        return _STYLES.get(match[1], "" if match[1] == "none" else "1")
    declared = element.get("type") or "1"
    return declared if declared in ("1", "a", "A", "i", "I") else "1"


def item_number(item: Element) -> str:
    """Number of a list item as a browser prints it ("3.", "c."), "" in lists without numbers."""
    holder = item.getparent()
    if holder is None or local_name(holder) != "ol":
        return ""
    kind = list_type(holder)
    value = position(item, holder)
    return f"{printed(value, kind)}." if kind else ""


def position(item: Element, holder: Element) -> int:
    """Ordinal of an item, by `start`, `value` and `reversed`."""
    items = [child for child in holder if local_name(child) == "li"]
    step = -1 if holder.get("reversed") is not None else 1
    start = _attribute(holder, "start")
    value = start if start is not None else (1 if step > 0 else len(items))
    for other in items:
        own = _attribute(other, "value")
        value = own if own is not None else value
        if other is item:
            break
        value += step
    return value


def printed(value: int, kind: str) -> str:
    """An ordinal in a list type; what the type cannot print is printed in digits.

    >>> printed(3, "a"), printed(28, "A"), printed(14, "i"), printed(0, "I")
    ('c', 'AB', 'xiv', '0')
    """
    if value < 1 or kind == "1":
        return str(value)
    text = _roman(value) if kind in "iI" else _letters(value)
    return text.upper() if kind in "AI" else text


def _letters(value: int) -> str:
    out = ""
    while value > 0:
        value, rest = divmod(value - 1, 26)
        out = chr(97 + rest) + out
    return out


def _roman(value: int) -> str:
    if value > 3999:
        return str(value)
    out = ""
    for worth, numeral in _NUMERALS:
        count, value = divmod(value, worth)
        out += numeral * count
    return out


def is_label(text: str) -> bool:
    """Whether a table cell holds nothing but a paragraph's label."""
    return _LABEL_CELL.fullmatch(text.strip()) is not None
