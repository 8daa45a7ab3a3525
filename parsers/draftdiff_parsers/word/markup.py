"""Names and safe parsing of WordprocessingML (ECMA-376 part 1, ISO/IEC 29500)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from draftdiff.errors import InputError, LimitError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

#: Word's "Strict" files use other names for the same elements (ISO/IEC 29500-1 against -4).
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1].encode(),
}
#: libxml2 itself stops at this nesting unless told otherwise.
_PARSER_DEPTH = 256
_OFF = frozenset({"0", "false", "off", "none"})


def parse(data: bytes, part: str, *, depth: int = _PARSER_DEPTH) -> Element:
    """The root of a part. Entities and external references are never resolved.

    Raises:
        InputError: not well-formed, or it declares a document type, which no Word file may have.
        LimitError: nested deeper than `depth`.
    """
    if (
        b"<!DOCTYPE" in data
        or "<!DOCTYPE".encode("utf-16-le") in data
        or "<!DOCTYPE".encode("utf-16-be") in data
    ):
        raise InputError(
            "the part declares a document type, which no Word file may do", place=part,
            remedy="do not trust the file; save it again in Word",
        )  # fmt: skip
    for strict, transitional in _STRICT.items():
        if strict in data:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = " ".join(str(error.msg).split())
        if "depth" in message.lower():
            raise LimitError(
                "its elements are nested too deeply", place=part, remedy="do not trust the file"
            ) from error
        raise InputError(
            f"damaged: {message[:120]}", place=part, remedy="open it in Word or LibreOffice and save it again"
        ) from error
    if depth < _PARSER_DEPTH:
        _check_depth(root, part, depth)
    return root


def _check_depth(root: Element, part: str, depth: int) -> None:
    level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > depth:
            raise LimitError(
                f"nested deeper than {depth} elements",
                place=part,
                remedy="raise --limits depth=N if you trust it",
            )


def val(parent: Element | None, name: str) -> str | None:
    """`w:val` of a child element `name`, or None where either is missing."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def integer(text: str | None) -> int | None:
    """A whole number as Word writes it ("12", "-3", "7.0"), or None."""
    if not text:
        return None
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


def is_on(text: str | None) -> bool:
    """Value of an on/off property whose element is present; no value means on."""
    return text is None or text.lower() not in _OFF


def flag(properties: Element | None, name: str) -> bool | None:
    """An on/off child of a properties element: True, False, or None where it is not there."""
    child = None if properties is None else properties.find(W + name)
    return None if child is None else is_on(child.get(W + "val"))


def elements(parent: Element) -> Iterator[Element]:
    """Element children in order (no comments, no unresolved entities)."""
    for child in parent:
        if isinstance(child.tag, str):
            yield child
