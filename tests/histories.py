"""Small histories for tests, and the bundled history with the gold labels instead of the readers."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftdiff.alignment import Alignment, Link, Weight
from draftdiff.history import History
from draftdiff.label import Label
from draftdiff.model import Document, Footnote, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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


#: Eight paragraphs that share no sentence, for histories in which one of them does something.
BASE = {
    "PP1": "Recalling its resolution 71/1 of 19 September 2016 on refugees and migrants,",
    "PP2": "Guided by the purposes and principles of the Charter of the United Nations,",
    "OP1": "Decides to convene the conference in Morocco during the second half of December 2018;",
    "OP2": "Requests the Secretary-General to appoint a special representative without delay;",
    "OP3": "Encourages regional commissions to organize dialogues with civil society and diaspora communities;",
    "OP4": "Urges Member States to contribute generously to a voluntary trust fund for developing countries;",
    "OP5": "Stresses the importance of decent work, labour mobility and the recognition of qualifications;",
    "OP6": "Invites the World Bank to study remittances and the portability of earned benefits;",
}


def base(name: str, *, drop: str = "", **changed: str) -> Document:
    """`BASE` with some paragraphs dropped (labels in one string) or changed, operative paragraphs renumbered."""
    gone = drop.split()
    texts = [(label, changed.get(label, text)) for label, text in BASE.items() if label not in gone]
    return numbered(name, [(label[:2], text) for label, text in texts])


def numbered(name: str, paragraphs: Iterable[tuple[str, str]]) -> Document:
    """A document from (kind, text); labels count up within a kind."""
    counts: dict[str, int] = {}
    texts: dict[str, str] = {}
    for kind, text in paragraphs:
        counts[kind] = counts.get(kind, 0) + 1
        texts[f"{kind}{counts[kind]}"] = text
    return document(name, texts)


GOLD_FACTS = {
    "first": {"status": "first draft", "date": "2016-12-22"},
    "final": {"status": "final draft", "date": "2017-01-31"},
    "adopted": {"status": "adopted", "date": "2017-04-06", "symbol": "A/RES/71/280"},
}


def gold_history() -> History:
    """The three versions of A/RES/71/280 as labelled by hand, with the links labelled by hand."""
    folder = Path(str(files("draftdiff_corpus"))) / "gcm_modalities" / "gold"
    documents: list[Document] = []
    for version, facts in GOLD_FACTS.items():
        rows = json.loads((folder / f"gcm_{version}.paragraphs.json").read_text("utf-8"))
        texts = {row["id"]: row["text"] for row in rows if row["id"].startswith(("PP", "OP"))}
        headings = tuple(Heading(text=row["text"]) for row in rows if row["kind"] == "heading")
        notes = tuple(
            Footnote(mark=str(at), text=row["text"])
            for at, row in enumerate((r for r in rows if r["kind"] == "footnote"), 1)
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
    given = json.loads((folder / "gcm_alignment.json").read_text("utf-8"))
    alignments = [
        Alignment(
            old=old, new=new, inserted=tuple(given[f"{old}->{new}"]["inserted"]),
            deleted=tuple(given[f"{old}->{new}"]["deleted"]),
            links=tuple(link(k["old"], k["new"], *k["relations"]) for k in given[f"{old}->{new}"]["links"]),
        )
        for old, new in (("first", "final"), ("final", "adopted"))
    ]  # fmt: skip
    return History(documents, title="Modalities", alignments=alignments)
