"""Score classified redlines against hand labels, word by word: another cut of the same words costs nothing.

`score` takes what the differ returned for one step and the hand labels of that step; `python bench/changes_score.py`
runs it on the bundled history with hand-made paragraphs and links.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measuring.outcome import save
from rapidfuzz.distance import Indel

from draftdiff.fold import is_word, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff import Alignment, Document, Redline

CLASSES = ("scan", "typography", "numbering", "reference", "editorial", "substantive", "transfer")
Marked = list[tuple[str, str]]


def marked(text: str, changes: Iterable[tuple[int, int, str]]) -> Marked:
    """Each word of a text with the class of the change that covers it, "" where none does.

    A change of marks or spaces alone belongs to the word it touches, unless that word changed itself.
    """
    words = [t for t in tokens(text) if is_word(t.text)]
    labels = [""] * len(words)
    touching: list[tuple[int, str]] = []
    for start, end, label in changes:
        covered = [k for k, w in enumerate(words) if w.start < end and start < w.end]
        for k in covered:
            labels[k] = label
        if not covered and end > start:
            touching += [(k, label) for k, w in enumerate(words) if w.end == start or w.start == end][:1]
    for k, label in touching:
        if label in {"scan", "typography"}:
            labels[k] = labels[k] or label
    return [(w.text, label) for w, label in zip(words, labels, strict=True)]


def _gold(pair: dict[str, Any], side: str) -> list[tuple[int, int, str]]:
    own = [(*c[f"{side}_at"], c["class"]) for c in pair["changes"]]
    return own + [(*c[f"{side}_at"], "transfer") for c in pair.get("transfer", ())]


def _ours(redline: Redline, side: str) -> list[tuple[int, int, str]]:
    return [(*getattr(c, f"{side}_span"), "transfer" if c.elsewhere else c.cls) for c in redline.changes]


def _paired(gold: Marked, ours: Marked) -> Iterable[tuple[str, str, str]]:
    """Words both texts have (a reader may lift footnote marks), with both labels."""
    for op in Indel.opcodes([word for word, _ in gold], [word for word, _ in ours]):
        if op.tag == "equal":
            for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True):
                yield gold[i][0], gold[i][1], ours[j][1]
        elif op.tag == "delete":
            for i in range(op.src_start, op.src_end):
                yield gold[i][0], gold[i][1], "absent"


def score(
    redlines: Iterable[Redline], step: dict[str, Any], old_texts: dict[str, str], new_texts: dict[str, str]
) -> dict[str, Any]:
    """Counts and figures of one step.

    Args:
        redlines: what the differ returned.
        step: the step's hand labels (`gcm_changes.json`, one of its steps).
        old_texts: hand-made text by label, which the labels' offsets refer to.
        new_texts: the same of the new version.
    """
    found = {(r.old_label, r.new_label): r for r in redlines}
    table: Counter[tuple[str, str]] = Counter()
    wrong: list[tuple[str, str, str, str, str]] = []
    for pair in step["pairs"]:
        redline = found.get((pair["old"], pair["new"]))
        for side, texts in (("old", old_texts), ("new", new_texts)):
            gold = marked(texts[pair[side]], _gold(pair, side))
            if redline is None:
                table.update((one, "absent") for _, one in gold)
                continue
            ours = marked(getattr(redline, f"{side}_text"), _ours(redline, side))
            for word, right, got in _paired(gold, ours):
                table[right, got] += 1
                if right != got:
                    wrong.append((f"{pair['old']} > {pair['new']}", side, word, right, got))
    return {"table": table, "wrong": wrong, "figures": {name: _figures(table, name) for name in CLASSES}}


def _figures(table: Counter[tuple[str, str]], name: str) -> dict[str, float]:
    hit = table[name, name]
    gold = sum(n for (right, _), n in table.items() if right == name)
    ours = sum(n for (_, got), n in table.items() if got == name)
    precision, recall = hit / ours if ours else 1.0, hit / gold if gold else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"gold": gold, "ours": ours, "precision": precision, "recall": recall, "f1": f1}


def total(scores: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All steps as one."""
    table: Counter[tuple[str, str]] = Counter()
    for one in scores:
        table.update(one["table"])
    return {"table": table, "figures": {name: _figures(table, name) for name in CLASSES}}


def bundled(gold: Path) -> list[tuple[Document, Document, Alignment, dict[str, Any]]]:
    """The steps of the bundled history from the hand-made paragraphs and links in a folder."""
    from draftdiff import Alignment, Document, Link, Paragraph, Weight
    from draftdiff.label import Label

    def read(name: str) -> Document:
        rows = json.loads((gold / f"gcm_{name}.paragraphs.json").read_text(encoding="utf-8"))
        kept = [
            row
            for row in rows
            if row["kind"] not in {"heading", "footnote"} and not row["id"].startswith(("FN", "H"))
        ]
        return Document(
            id=name,
            language="en",
            paragraphs=tuple(Paragraph(label=Label.parse(r["id"]), text=r["text"]) for r in kept),
        )

    links = json.loads((gold / "gcm_alignment.json").read_text(encoding="utf-8"))
    labels = json.loads((gold / "gcm_changes.json").read_text(encoding="utf-8"))
    out = []
    for old, new in (("first", "final"), ("final", "adopted")):
        rows = links[f"{old}->{new}"]["links"]
        alignment = Alignment(
            old=old,
            new=new,
            links=tuple(
                Link(
                    old=row["old"],
                    new=row["new"],
                    relations=tuple(row["relations"]),
                    similarity=1.0,
                    weight=Weight(old=1.0, new=1.0),
                    confidence=1.0,
                    evidence="by hand",
                )
                for row in rows
            ),
        )
        out.append((read(old), read(new), alignment, labels[f"{old}->{new}"]))
    return out


def main(arguments: Sequence[str]) -> None:
    """Print the figures; with `-v` every word that is labelled otherwise, with `-a` every change."""
    from draftdiff.comparison import redlines

    folder = next(
        (Path(a) for a in arguments if not a.startswith("-")),
        Path(str(files("draftdiff_corpus"))) / "gcm_modalities" / "gold",
    )
    scores = []
    for old, new, alignment, step in bundled(folder):
        found = redlines(old, new, alignment)
        texts = [{str(p.label): p.text for p in document.walk()} for document in (old, new)]
        scores.append(score(found, step, texts[0], texts[1]))
        if "-a" in arguments:
            for redline in found:
                show(redline)
        if "-v" in arguments:
            for row in scores[-1]["wrong"]:
                print(*row, sep="  |  ")
    save(
        "changes_score",
        {name: {k: round(v, 4) for k, v in row.items()} for name, row in total(scores)["figures"].items()},
    )
    for one in (*scores, total(scores)):
        print(
            {
                name: {k: round(v, 3) for k, v in row.items()}
                for name, row in one["figures"].items()
                if row["gold"] or row["ours"]
            }
        )
        print("scan called substantive:", one["table"]["scan", "substantive"])


def show(redline: Redline) -> None:
    """One line a change, for reading."""
    print("--", redline.old_label, ">", redline.new_label)
    for c in redline.changes:
        note = f" [to/from {c.transfer}]" if c.transfer else ""
        moved = f" [moved {c.moved}]" if c.moved else ""
        signals = "; ".join(f"{s.name}: {s.detail}" for s in c.signals)
        print(f"   {c.cls:12}{note}{moved} {c.old!r} => {c.new!r}  ({c.why}) {signals}")


if __name__ == "__main__":
    main(sys.argv[1:])
