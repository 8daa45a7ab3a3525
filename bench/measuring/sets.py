"""What is measured: pairs of versions with truth, each set with a hash of its content.

`bundled`: the history in the corpus, from the gold's paragraphs. `eu`, `un`: development pairs beside the checkout,
skipped where they are absent. `un read`: the same steps with the links two readers agree on, see bench/labels. `un more`: further steps of the development library, read
the same way. `synthetic ...`: made here, truth for every word.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from draftdiff.label import Label
from draftdiff.layout import Options, RawFile
from draftdiff.model import Document, Paragraph
from draftdiff.reading import read_bytes
from measuring.synthetic import Drafter
from measuring.truth import Pair

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(str(files("draftdiff_corpus"))) / "gcm_modalities" / "gold"
DEVELOPMENT = ROOT.parent / "shared" / "data" / "alignment-dev"
LABELS = Path(__file__).resolve().parents[1] / "labels" / "un_steps.json"
MORE_LABELS = LABELS.with_name("un_more_steps.json")
LIBRARY = DEVELOPMENT.parent / "library"
#: Share of a version's paragraphs that must be as they were labelled. Chosen.
AS_LABELLED = 0.8
#: Paragraphs a side of a synthetic pair, and seeds: 1,000 paragraphs a language and noise.
SYNTHETIC_SIZE = 200
SEEDS = (0, 1, 2, 3, 4)
NOISES = (0.0, 0.01, 0.02, 0.05)
LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True)
class Case:
    """One pair of versions with its truth."""

    name: str
    old: Document
    new: Document
    links: frozenset[tuple[str, str]]
    judged_old: frozenset[str]
    """Old labels the truth says something of; a predicted link with neither side judged does not count."""
    judged_new: frozenset[str]
    disputed: frozenset[tuple[str, str]] = frozenset()
    """Links that those who made the truth do not agree on; not scored."""
    partial: bool = False
    """Only the listed links are known: recall and contradictions are scored."""
    relations: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    moved: frozenset[tuple[str, str]] | None = None
    """Links that moved, where the truth says so."""
    either: frozenset[tuple[str, str]] = frozenset()
    """Links that may be called moved or not."""
    pair: Pair | None = None
    """A synthetic pair, with truth for every word."""


def cases() -> Iterator[tuple[str, list[Case]]]:
    """Sets by name, those that are there."""
    yield "bundled", list(_bundled())
    folders = sorted(DEVELOPMENT.glob("*-*"))
    for name in ("eu", "eu more", "un"):
        found = [_development(folder) for folder in folders if _set_of(folder.name) == name]
        if found:
            yield name, found
            if name == "un":
                yield "un read", list(_read(found))
    if more := list(_un_more()):
        yield "un more", more
    for language in LANGUAGES:
        for noise in NOISES:
            title = f"synthetic {language}" + (f" noise {noise:.0%}" if noise else "")
            yield title, [_synthetic(language, seed, noise) for seed in SEEDS]


def digest(found: list[Case]) -> str:
    """Hash of a set: texts, labels and truth."""
    state = sha256()
    for case in found:
        rows: list[Any] = [case.name, case.partial, sorted(case.links), sorted(case.moved or ())]
        rows += [[str(p.label), p.text] for side in (case.old, case.new) for p in side.walk()]
        state.update(json.dumps(rows, ensure_ascii=False).encode())
    return state.hexdigest()[:16]


def _bundled() -> Iterator[Case]:
    truth = json.loads((GOLD / "gcm_alignment.json").read_text("utf-8"))
    for old, new in (("first", "final"), ("final", "adopted")):
        step = truth[f"{old}->{new}"]
        relations = {(row["old"], row["new"]): frozenset(row["relations"]) for row in step["links"]}
        yield Case(
            name=f"{old} -> {new}",
            old=_gold_document(old),
            new=_gold_document(new),
            links=frozenset(relations),
            judged_old=frozenset(old for old, _ in relations) | frozenset(step["deleted"]),
            judged_new=frozenset(new for _, new in relations) | frozenset(step["inserted"]),
            relations=relations,
            moved=frozenset(link for link, names in relations.items() if "moved" in names),
        )


def _gold_document(version: str) -> Document:
    rows = json.loads((GOLD / f"gcm_{version}.paragraphs.json").read_text("utf-8"))
    return flat_document(version, [row for row in rows if row["kind"] not in ("heading", "footnote")], "id")


def flat_document(name: str, rows: list[dict[str, Any]], label: str = "label") -> Document:
    """A document of flat rows, nested by their labels."""
    by_parent: dict[Label | None, list[dict[str, Any]]] = {}
    labels = {Label.parse(row[label]) for row in rows}
    for row in rows:
        parent = Label.parse(row[label]).parent
        by_parent.setdefault(parent if parent in labels else None, []).append(row)

    def make(row: dict[str, Any]) -> Paragraph:
        own = Label.parse(row[label])
        below = tuple(make(child) for child in by_parent.get(own, ()))
        return Paragraph(label=own, text=row["text"], kind=row["kind"], children=below)

    return Document(id=name, paragraphs=tuple(make(row) for row in by_parent.get(None, ())))


def _set_of(name: str) -> str:
    """Set of a development pair, by the name of its folder."""
    return "eu more" if name.startswith("eu-more-") else name.partition("-")[0]


def _development(folder: Path) -> Case:
    sides = [json.loads((folder / f"{side}.json").read_text("utf-8")) for side in ("old", "new")]
    truth = json.loads((folder / "gold.json").read_text("utf-8"))
    links = frozenset((old, new) for old, new in truth["links"])
    return Case(
        name=folder.name,
        old=flat_document("old", sides[0]["paragraphs"]),
        new=flat_document("new", sides[1]["paragraphs"]),
        links=links,
        judged_old=frozenset(old for old, _ in links) | frozenset(truth["deleted"]),
        judged_new=frozenset(new for _, new in links) | frozenset(truth["inserted"]),
        partial=truth.get("partial", False),
    )


def _read(found: list[Case]) -> Iterator[Case]:
    """The development steps with truth for every paragraph, from labels made by reading."""
    labels = json.loads(LABELS.read_text("utf-8"))
    for case in found:
        read, disputed = (
            frozenset((old, new) for old, _, new in (pair.partition(">") for pair in row.split()))
            for row in (labels[case.name]["links"], labels[case.name]["disputed"])
        )
        yield replace(
            case,
            links=case.links | read,
            disputed=disputed,
            judged_old=frozenset(case.old.labels()),
            judged_new=frozenset(case.new.labels()),
            partial=False,
        )


def _un_more() -> Iterator[Case]:
    """Steps of the development library with truth for every paragraph, from labels made by reading.

    Nothing is scored of a paragraph that our reader gives otherwise than it was labelled; a step with many such is left
    out, saying so.
    """
    for name, step in json.loads(MORE_LABELS.read_text("utf-8")).items():
        sides: list[Document] = []
        judged: list[frozenset[str]] = []
        for archive, member, lengths in zip(step["zip"], step["file"], step["paragraphs"], strict=True):
            path = LIBRARY / archive
            if not path.is_file():
                return
            with zipfile.ZipFile(path) as opened:
                found = read_bytes(RawFile(name=Path(member).name, data=opened.read(member)), Options())[0]
            texts = {str(p.label): len(p.text) for p in found.walk()}
            same = {label for row, length in lengths.items() if texts.get(label := _spaced(row)) == length}
            if len(same) >= AS_LABELLED * max(len(lengths), len(texts)):
                sides.append(found)
                judged.append(frozenset(same))
        if len(sides) < 2:
            print(f"{name}: the reader gives other paragraphs than were labelled; left out", file=sys.stderr)
            continue
        rows = ([_spaced(pair).partition(">") for pair in step[key].split()] for key in ("links", "disputed"))
        links, disputed = (frozenset((old, new) for old, _, new in row) for row in rows)
        known = frozenset((old, new) for old, new in links if old in judged[0] and new in judged[1])
        yield Case(
            name=f"un more {name}", old=replace(sides[0], id="old"), new=replace(sides[1], id="new"), links=known,
            judged_old=judged[0], judged_new=judged[1], disputed=disputed | (links - known),
        )  # fmt: skip


def _spaced(label: str) -> str:
    return label.replace("_", " ")


def _synthetic(language: str, seed: int, noise: float) -> Case:
    pair = Drafter(language, seed).pair(SYNTHETIC_SIZE, noise)
    links = frozenset(pair.links)
    return Case(
        name=f"{pair.name} {seed}",
        old=pair.old.document,
        new=pair.new.document,
        links=links,
        judged_old=frozenset(pair.old.words),
        judged_new=frozenset(pair.new.words),
        moved=frozenset(link for link in links if link[1] in pair.moved),
        either=frozenset(link for link in links if link[1] in pair.either),
        pair=pair,
    )
