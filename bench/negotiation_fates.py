"""What became of 150 brackets of the Paris drafts: the ledger against two readers who saw no program's output.

    python bench/negotiation_fates.py [--show]

The readers saw the two texts and the definitions of docs/ledger.md; `bench/labels/nego_fates.json` has where each
bracket stands in the older Markdown file, and both readings. Counted are the positions on which both agree; the
interval is a bootstrap over them. Needs `../shared` (or `DRAFTDIFF_SHARED`); skips without.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict

import numpy as np
from measuring.outcome import save
from rapidfuzz.distance import Indel

import draftdiff as dd

if TYPE_CHECKING:
    from draftdiff.ledger import Entry

ROOT = Path(__file__).resolve().parents[1]
TEXTS = Path(os.environ.get("DRAFTDIFF_SHARED") or ROOT.parent / "shared") / "data" / "negotiating"
LABELS = Path(__file__).with_name("labels") / "nego_fates.json"
#: Letters of the text around a bracket by which it is found again among others with the same words.
AROUND = 120


class Label(TypedDict):
    """One bracket and what two readers say became of it."""

    id: str
    old: str
    new: str
    start: int
    end: int
    fates: list[str]
    none: NotRequired[bool]
    """A reader says that it is no negotiating bracket: a footnote's mark, the text of a link."""


def letters(text: str) -> str:
    """Letters and digits alone: Markdown's marks and line ends differ from what a reader gives."""
    return "".join(filter(str.isalnum, text))


def found(label: Label, source: str, document: dd.Document) -> dd.Position | None:
    """The position of a document that is the labelled bracket of the source."""
    wanted = letters(source[label["start"] : label["end"]])
    texts = [p.text for p in document.walk()]
    before, after = (
        letters(source[: label["start"]])[-AROUND:],
        letters(source[label["end"] :][: 4 * AROUND])[:AROUND],
    )
    best: tuple[float, dd.Position] | None = None
    for position in dd.positions(document):
        first, last = position.spans[0], position.spans[-1]
        whole = "".join(letters(texts[s.index][s.start : s.end]) for s in position.spans)
        if whole != wanted or texts[first.index][first.start] != "[":
            continue
        left = letters(
            " ".join(texts[max(0, first.index - 3) : first.index]) + texts[first.index][: first.start]
        )
        right = letters(texts[last.index][last.end :] + " ".join(texts[last.index + 1 : last.index + 4]))
        near = Indel.normalized_similarity(before, left[-AROUND:]) + Indel.normalized_similarity(
            after, right[:AROUND]
        )
        near += 0.01 * (position.kind == "bracket")  # not the option whose only words it holds
        if best is None or near > best[0]:
            best = (near, position)
    return best[1] if best else None


def fates(old: str, new: str) -> tuple[dd.Document, dict[int, Entry]]:
    """The older document, and what the ledger has for each of its positions."""
    history = dd.compare(*(dd.read(TEXTS / name) for name in (old, new)))
    entries = {
        entry.born.position: entry
        for entry in history.ledger()
        if entry.born.version == next(iter(history.documents))
    }
    return next(iter(history.documents.values())), entries


def main() -> None:
    """Print agreement and accuracy; leave bench/out/negotiation_fates.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print each difference")
    show = parser.parse_args().show
    if not TEXTS.is_dir():
        print("skipped: the negotiating texts are not beside the checkout")
        return
    labels: list[Label] = json.loads(LABELS.read_text("utf-8"))
    ledgers = {pair: fates(*pair) for pair in sorted({(one["old"], one["new"]) for one in labels})}
    hits: list[bool] = []
    lost = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for label in labels:
        first, second = label["fates"]
        if first != second or first == "unsure" or label.get("none"):
            continue
        document, entries = ledgers[label["old"], label["new"]]
        position = found(label, (TEXTS / label["old"]).read_text("utf-8"), document)
        entry = entries.get(position.id) if position else None
        if position is None or entry is None:
            lost += 1
            hits.append(False)
            wrong[first, "no position"] += 1
            continue
        said = entry.fate
        hits.append(said == first)
        if said != first:
            wrong[first, said] += 1
            if show:
                print(
                    f"{label['id']} {position.label} readers {first}, ledger {said} ({entry.last.evidence}): {position.words[:70]!r} -> {entry.last.words[:60]!r}"
                )
    draws = np.random.default_rng(1).choice(hits, (2000, len(hits))).mean(axis=1)
    same = sum(one["fates"][0] == one["fates"][1] for one in labels)
    outcome = {
        "readers agree": round(same / len(labels), 4), "counted": len(hits), "fates right": round(float(np.mean(hits)), 4),
        "from": round(float(np.percentile(draws, 2.5)), 4), "to": round(float(np.percentile(draws, 97.5)), 4), "no position": lost,
    }  # fmt: skip
    for (reader, ledger), count in wrong.most_common():
        print(f"{count:3} readers {reader}, ledger {ledger}")
    print(outcome)
    save("negotiation_fates", outcome)


if __name__ == "__main__":
    main()
