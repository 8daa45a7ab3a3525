"""Small histories for tests, and the bundled history with the gold labels instead of the readers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from support import shared

from draftdiff.alignment import Alignment, Link, Weight
from draftdiff.history import History
from draftdiff.label import Label
from draftdiff.model import Document, Footnote, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping


def document(name: str, texts: Mapping[str, str], **fields: Any) -> Document:
    """A document from label -> text; `OP1(a)` becomes a child of `OP1`. Numbers are printed as the label says."""
    children: dict[str, list[str]] = {}
    top: list[str] = []
    for label in texts:
        parent = Label.parse(label).parent
        (children.setdefault(str(parent), []) if parent and str(parent) in texts else top).append(label)

    def build(label: str) -> Paragraph:
        parsed = Label.parse(label)
        number = f"({parsed.subs[-1]})" if parsed.subs else f"{parsed.number}." if parsed.kind == "OP" else ""
        below = tuple(build(child) for child in children.get(label, ()))
        return Paragraph(label=parsed, text=texts[label], number=number, children=below)

    return Document(id=name, paragraphs=tuple(build(label) for label in top), **fields)


def link(
    old: str, new: str, *relations: Any, weight: tuple[float, float] = (1.0, 1.0), **fields: Any
) -> Link:
    """A link with sensible values."""
    return Link(
        old=old, new=new, relations=relations or ("kept",), similarity=fields.pop("similarity", 1.0),
        weight=Weight(old=weight[0], new=weight[1]), confidence=fields.pop("confidence", 1.0),
        evidence=fields.pop("evidence", "given"), **fields,
    )  # fmt: skip


GOLD_FACTS = {
    "first": {"status": "first draft", "date": "2016-12-22"},
    "final": {"status": "final draft", "date": "2017-01-31"},
    "adopted": {"status": "adopted", "date": "2017-04-06", "symbol": "A/RES/71/280"},
}


def gold_history() -> History:
    """The three versions of A/RES/71/280 as labelled by hand, with the links labelled by hand. Skips when absent."""
    folder = shared() / "gold"
    documents: list[Document] = []
    for version, facts in GOLD_FACTS.items():
        rows = json.loads((folder / f"gcm_{version}.paragraphs.json").read_text())
        rows = rows if isinstance(rows, list) else rows["paragraphs"]
        texts = {row["id"]: row["text"] for row in rows if row["id"].startswith(("PP", "OP"))}
        headings = tuple(Heading(text=row["text"]) for row in rows if row.get("kind") == "heading")
        notes = tuple(
            Footnote(mark=str(at), text=row["text"])
            for at, row in enumerate(rows, 1)
            if row.get("kind") == "footnote"
        )
        documents.append(
            document(
                version,
                texts,
                formula="The General Assembly,",
                language="en",
                headings=headings,
                footnotes=notes,
                **facts,
            )
        )
    given = json.loads((folder / "gcm_alignment.json").read_text())
    alignments = [
        Alignment(
            old=old, new=new, inserted=tuple(given[f"{old}->{new}"].get("inserted", ())),
            deleted=tuple(given[f"{old}->{new}"].get("deleted", ())),
            links=tuple(link(k["old"], k["new"], *k["relations"]) for k in given[f"{old}->{new}"]["links"]),
        )
        for old, new in (("first", "final"), ("final", "adopted"))
    ]  # fmt: skip
    return History(documents, title="Modalities", alignments=alignments)
