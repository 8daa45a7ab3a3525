"""Parsing XML and HTML from strangers: nothing is fetched, no entity is expanded, depth and size are bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

from draftdiff.errors import InputError, LimitError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff.layout import Limits

#: Beyond this nesting libxml2 needs `huge_tree`, which we never give it.
PARSER_DEPTH = 256


def parse_xml(data: bytes, limits: Limits) -> Element:
    """Root of an XML document. A document type is ignored: its entities are never expanded, nothing is loaded.

    Raises:
        InputError: not well-formed; names line and column.
        LimitError: nested deeper than the limits or libxml2 allow.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = " ".join(str(error.msg).split())
        if "depth" in message.lower() or "huge" in message.lower():
            raise LimitError(
                "elements nested too deeply or text too long", remedy="do not trust the file"
            ) from error
        line, column = error.position
        raise InputError(
            f"damaged XML: {message[:120]}",
            place=f"line {line}, column {column}",
            remedy="validate it and try again",
        ) from error
    except (ValueError, LookupError) as error:
        raise InputError(f"damaged XML: {error}", remedy="check its encoding declaration") from error
    check_depth(root, limits)
    return root


def check_depth(root: Element, limits: Limits) -> None:
    """Refuse a tree that nests deeper than `limits.depth`.

    Raises:
        LimitError: it does.
    """
    level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > limits.depth:
            raise LimitError(
                f"nested deeper than {limits.depth} elements", remedy="raise --limits depth=N if you trust it"
            )


def local_name(element: Element) -> str:
    """Tag without namespace; "" for an unexpanded entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def source_line(element: Element) -> int | None:
    """Line of an element in its source, 1-based; None where libxml2 lost it."""
    return cast("int | None", element.sourceline)  # the stubs have another type, which it never is
