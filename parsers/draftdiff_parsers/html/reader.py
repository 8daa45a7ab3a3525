"""The HTML layout reader."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from draftdiff.errors import InputError, LimitError
from draftdiff.layout import Layout
from draftdiff.model import Problem
from draftdiff_parsers import kinds
from draftdiff_parsers.columns import take_columns, version_columns
from draftdiff_parsers.decode import clean, suspicious
from draftdiff_parsers.html import comments, notes
from draftdiff_parsers.html.charset import characters
from draftdiff_parsers.html.walk import Walk
from draftdiff_parsers.marks import read_marks, resolved
from draftdiff_parsers.markup import check_depth, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff.layout import Block, Options, RawFile
    from draftdiff_parsers.columns import Rows
    from draftdiff_parsers.decode import Decoded

#: A declared main part is believed when it holds this share of the page's text; a page may declare a teaser.
MAIN_SHARE = 0.4
_XML_DECLARATION = re.compile(r"^\s{0,100}<\?xml[^>]{0,200}\?>")
_LANGUAGE = re.compile(r"[a-z]{2}", re.IGNORECASE)


class HtmlReader:
    """Layout reader for HTML, XHTML and web pages saved as one file (MHTML)."""

    name = "html"

    def sniff(self, raw: RawFile) -> str:
        """By tags near the beginning, whatever the ending; Akoma Ntoso and other XML have none of them."""
        return kinds.html(raw)

    def columns(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """The columns that hold versions of the text, as `draftdiff.layout.ColumnReader`. Errors as `read`."""
        names = version_columns(*_resolved(_walked(raw, options)[-1], options), options)
        return [(name, replace(options, column=name)) for name in names]

    def versions(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """`original` and `final`, where the page says what was put in and taken out; else `final` alone."""
        final = replace(options, revisions="final", author="")
        walk = _walked(raw, options)[-1]
        if not walk.changes and options.marks == "as-text":
            return [("final", final)]
        return [("original", replace(final, revisions="original")), ("final", final)]

    def read(self, raw: RawFile, options: Options) -> Layout:
        """Blocks of the visible text. Scripts, styles, navigation and hidden text are left out and reported.

        Raises:
            InputError: in no known encoding, or without a text.
            LimitError: nested too deeply.
        """
        decoded, root, main, walk = _walked(raw, options)
        blocks, columns, _ = take_columns(*_resolved(walk, options), options)
        blocks, marked = read_marks(blocks, options)
        problems = [*decoded.problems, *suspicious(decoded.text), *walk.problems, *columns, *marked]
        if walk.code:
            problems.append(Problem(kind="dropped", what=f"{walk.code} scripts, style sheets or drawings"))
        if local_name(main) not in ("body", local_name(root)):
            problems.append(Problem(kind="dropped", what="everything outside the page's declared main part"))
        return Layout(
            blocks=tuple(blocks), footnotes=tuple(walk.footnotes), problems=tuple(problems),
            language=options.language or _language(root), media_type=kinds.HTML,
        )  # fmt: skip


def _walked(raw: RawFile, options: Options) -> tuple[Decoded, Element, Element, Walk]:
    """The decoded file, its root, its main part, and what a walk over that found."""
    decoded = characters(raw, options.encoding)
    root = _tree(decoded.text)
    check_depth(root, options.limits)
    main = _main(root)
    commented = comments.find(root)
    walk = Walk(notes.find(root, commented.anchors), commented, options=options)
    walk.page(main)
    return decoded, root, main, walk


def _resolved(walk: Walk, options: Options) -> tuple[list[Block], dict[int, Rows]]:
    """The blocks of the side that the options ask for, and the place of each table among them."""
    changes = [walk.changes.get(at, []) for at in range(len(walk.blocks))]
    blocks = resolved(walk.blocks, changes, options)
    places = [at for at, block in enumerate(blocks) if block.kind == "table"]
    return blocks, dict(zip(places, walk.tables.values(), strict=True))


def _tree(text: str) -> Element:
    # Entities such as &nbsp; are HTML's own and fixed; there is nothing to fetch. Control characters would end the tree.
    cleaned = clean(_XML_DECLARATION.sub("", text))
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(cleaned.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        message = " ".join(str(error.msg).split())
        if "depth" in message.lower() or "huge" in message.lower():
            raise LimitError(
                "elements nested too deeply or text too long", remedy="do not trust the file"
            ) from error
        raise InputError(f"damaged HTML: {message[:120]}", remedy="save the page again") from error
    if root is None:
        raise InputError("HTML without a text", remedy="save the page again, with its content")
    return root


def _main(root: Element) -> Element:
    """The declared main part, where it holds most of the text."""
    body = next((e for e in root.iter() if local_name(e) == "body"), root)
    total = _length(body)
    for element in body.iter():
        declared = local_name(element) in ("main", "article") or element.get("role") == "main"
        if declared and _length(element) >= MAIN_SHARE * total:
            return element
    return body


def _length(element: Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())


def _language(root: Element) -> str:
    html = next((e for e in root.iter() if local_name(e) == "html"), root)
    match = _LANGUAGE.match(html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return match[0].lower() if match else ""
