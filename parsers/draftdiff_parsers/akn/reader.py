"""The Akoma Ntoso layout reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.layout import Layout
from draftdiff.model import Problem
from draftdiff_parsers import kinds
from draftdiff_parsers.akn import meta
from draftdiff_parsers.akn.walk import Walk
from draftdiff_parsers.markup import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff.layout import Options, RawFile

_NAMESPACE = re.compile(r"/(?:akn|akomantoso)/ns/|akomantoso\.org|/akn/ns/|legaldocml", re.IGNORECASE)
#: Roots that hold one text each.
_BODIES = frozenset(
    {"statement", "act", "bill", "doc", "debate", "judgment", "amendment", "officialGazette", "documentCollection",
     "amendmentList", "debateReport", "portion"}
)  # fmt: skip


class AknReader:
    """Layout reader for AKN4UN and Akoma Ntoso 1.0 (namespace akn/ns/3.0)."""

    name = "akn"

    def sniff(self, raw: RawFile) -> str:
        """By the root element `akomaNtoso`, whatever the encoding."""
        return kinds.akn(raw)

    def read(self, raw: RawFile, options: Options) -> Layout:
        """Blocks of the main text and its attachments; notes out of the text, cover page into the metadata.

        Raises:
            InputError: not well-formed, or without a text.
            LimitError: nested too deeply.
        """
        root = parse_xml(raw.data, options.limits)
        holder = next((child for child in root if local_name(child) in _BODIES), None)
        if holder is None:
            raise InputError(
                "Akoma Ntoso without a text", remedy="name a file with a statement, act, bill or doc in it"
            )
        walk = Walk()
        walk.body(holder)
        for beside in root:  # where published files keep the parts of a collection
            if local_name(beside) == "components":
                walk.body(beside)
        walk.meta_notes(root)
        return Layout(
            blocks=tuple(walk.blocks), footnotes=tuple(walk.footnotes), problems=tuple(_problems(root)),
            title=meta.title(root), symbol=meta.symbol(root), date=meta.date(root),
            language=options.language or meta.language(root), status=meta.status(root), media_type=kinds.AKN,
            session=meta.session(root), events=meta.events(root),
        )  # fmt: skip


def _problems(root: Element) -> list[Problem]:
    problems: list[Problem] = []
    cover = meta.words(meta.first(root, "coverPage"))
    if cover:
        problems.append(Problem(kind="dropped", what="cover page, read as metadata", raw=cover[:500]))
    namespace = root.tag.partition("}")[0].lstrip("{") if isinstance(root.tag, str) else ""
    if not _NAMESPACE.search(namespace):
        problems.append(Problem(kind="suspicious", what=f"unknown namespace {namespace or '(none)'}"))
    return problems
