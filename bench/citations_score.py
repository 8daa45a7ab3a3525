"""Scores the search for citations against the hand-made gold of the bundled history.

What counts, and how:

* pinpoints: entries of kind `cite` and `quote` with targets in the operative part. An entry is found when a citation or
  quotation on its lines names all its targets. A find that names an operative paragraph is right when an entry of any
  kind on its lines has that target, or (gold labels the concept note once, though the letter contains it too) when its
  words stand inside gold words with that target elsewhere.
* quotations: entries of kind `quote` and `near_quote`, found and right in the same way, by overlap of words; a find on an
  entry of kind `implement` or `cite` with the same target is neither right nor wrong. `strict` counts as wrong whatever no
  entry on the same lines supports.
* version: for entries whose words are closer to one version, the version that was named.

Run: python bench/citations_score.py [GOLD_FOLDER] [--raw]; `--raw` reads the versions from their raw files.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

from measuring.outcome import save

from draftdiff.citing import Citation, find_citations
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

CORPUS = Path(str(files("draftdiff_corpus"))) / "gcm_modalities"
FILES = {"000": "adopted-in-unece-note.txt", "002": "concept-note.txt", "004": "letter-and-workplan.txt"}
#: Share of the shorter side's words that make two passages the same words.
SAME = 0.6
TITLE = "Modalities for the intergovernmental negotiations of the global compact for safe, orderly and regular migration"


def gold_document(folder: Path, version: str) -> Document:
    """A version built from the gold paragraphs, so that the reader is not part of the measurement."""
    entries = json.loads((folder / f"gcm_{version}.paragraphs.json").read_text("utf-8"))
    nodes = {e["id"]: e for e in entries if e["id"][:2] in ("PP", "OP")}
    children: dict[str, list[str]] = {}
    tops: list[str] = []
    for name in nodes:
        parent = Label.parse(name).parent
        holder = children.setdefault(str(parent), []) if parent is not None and str(parent) in nodes else tops
        holder.append(name)

    def build(name: str) -> Paragraph:
        entry = nodes[name]
        return Paragraph(
            label=Label.parse(name), text=entry["text_clean"], number=entry["label_printed"],
            children=tuple(build(child) for child in children.get(name, ())),
        )  # fmt: skip

    symbol = "A/RES/71/280" if version == "adopted" else ""
    return Document(
        id=version, title=TITLE, symbol=symbol, language="en", paragraphs=tuple(build(top) for top in tops)
    )


def words(text: str) -> list[str]:
    """Words without case and marks."""
    return re.findall(r"\w+", text.casefold())


def overlap(one: str, other: str) -> float:
    """Share of the shorter text's words that the other has as well."""
    a, b = Counter(words(one)), Counter(words(other))
    return sum((a & b).values()) / max(1, min(a.total(), b.total()))


def on_lines(c: Citation, entry: dict[str, Any]) -> bool:
    """The find and the entry share a line."""
    return c.lines is not None and c.lines[0] <= entry["lines"][1] and entry["lines"][0] <= c.lines[1]


def operative(targets: object) -> list[str]:
    """Targets in the resolution's own paragraphs."""
    return [t for t in targets if re.match(r"[OP]P\d", t)] if isinstance(targets, list | tuple) else []


class Score:
    """Counts over all citing texts."""

    def __init__(self, gold: list[dict[str, Any]]) -> None:
        self.gold = gold
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []

    def add(self, seed: str, found: list[Citation]) -> None:
        """Count one citing text."""
        entries = [e for e in self.gold if e["seed"] == seed and e["kind"] != "reproduction"]
        cites = [c for c in found if c.kind == "cite" and operative(c.now)]
        quotes = [c for c in found if c.kind in ("quote", "near_quote")]
        self._pinpoints(entries, cites, quotes)
        self._quotations(seed, entries, quotes)
        self._malformed(entries, found)

    def _pinpoints(
        self, entries: list[dict[str, Any]], cites: list[Citation], quotes: list[Citation]
    ) -> None:
        for e in entries:
            wanted = set(operative(e["targets"]))
            if e["kind"] not in ("cite", "quote") or not wanted:
                continue
            pool = cites if e["kind"] == "cite" else quotes
            here = {
                t for c in pool if on_lines(c, e) and overlap(c.text, e["exact_text"]) >= SAME for t in c.now
            }
            self._tally(
                "pinpoint recall", wanted <= here, f"{e['id']} {sorted(wanted)} {e['exact_text'][:80]}"
            )
        for c in cites:
            supported = {t for e in entries if on_lines(c, e) for t in e["targets"]}
            right = set(operative(c.now)) <= supported
            self._tally("pinpoint precision", right, f"line {c.lines} {c.now} {c.text[:60]}")

    def _quotations(self, seed: str, entries: list[dict[str, Any]], quotes: list[Citation]) -> None:
        for e in entries:
            if e["kind"] not in ("quote", "near_quote"):
                continue
            fits = [c for c in quotes if on_lines(c, e) and overlap(c.text, e["exact_text"]) >= SAME]
            right = [c for c in fits if set(c.now) & set(e["targets"])]
            self._tally("quotation recall", bool(right), f"{e['id']} {e['targets']} {e['exact_text'][:80]}")
            closer = e.get("quote_check", {}).get("closer_to")
            if right and closer in ("adopted", "final_draft"):
                version = "final" if closer == "final_draft" else "adopted"
                best = max(right, key=lambda c: overlap(c.text, e["exact_text"]))
                note = f"{e['id']} {version} but {best.versions}: {e['exact_text'][:60]}"
                self._tally("version", best.version == version, note)
                if e["kind"] == "quote":
                    self._tally("version of quotes", best.version == version, note)
        for c in quotes:
            self._judge(seed, entries, c)

    def _judge(self, seed: str, entries: list[dict[str, Any]], c: Citation) -> None:
        def supports(e: dict[str, Any]) -> bool:
            return overlap(c.text, e["exact_text"]) >= SAME and bool(set(c.now) & set(e["targets"]))

        near = [e for e in entries if on_lines(c, e) and supports(e)]
        note = f"{seed} line {c.lines} {c.now} {' '.join(c.text.split())[:90]}"
        strict = any(e["kind"] in ("quote", "near_quote") for e in near)
        self._tally("quotation precision, strict", strict, note)
        same_words = any(e["kind"] in ("quote", "near_quote") and supports(e) for e in self.gold)
        silver = any(on_lines(c, e) and set(c.now) & set(e["targets"]) for e in entries)
        if strict or same_words or not silver:
            self._tally("quotation precision", strict or same_words, note)

    def _malformed(self, entries: list[dict[str, Any]], found: list[Citation]) -> None:
        for e in entries:
            if e.get("issue", "").startswith(("Symbol lacks", "Missing /RES/", "leading")):
                flagged = any(on_lines(c, e) and any("malformed" in i for i in c.issues) for c in found)
                self._tally("malformed symbols flagged", flagged, f"{e['id']} {e['exact_text'][:60]}")

    def _tally(self, name: str, right: bool, note: str) -> None:  # noqa: FBT001 - a private counter
        self.counts[f"{name}|{'right' if right else 'wrong'}"] += 1
        if not right:
            self.notes.append(f"{name}: {note}")

    def figures(self) -> dict[str, tuple[int, int]]:
        """Name -> (right, all)."""
        names = dict.fromkeys(key.partition("|")[0] for key in self.counts)
        return {
            n: (self.counts[f"{n}|right"], self.counts[f"{n}|right"] + self.counts[f"{n}|wrong"])
            for n in names
        }


def score(folder: Path, *, raw: bool = False) -> Score:
    """Score all three citing texts."""
    gold = json.loads((folder / "gcm_citations.json").read_text("utf-8"))["citations"]
    versions = [gold_document(folder, v) for v in ("first", "final", "adopted")]
    if raw:
        import draftdiff

        versions = list(draftdiff.load("gcm-modalities").documents.values())
    counted = Score(gold)
    for seed, name in FILES.items():
        text = (CORPUS / name).read_text("utf-8")
        counted.add(seed, list(find_citations(text, versions)))
    return counted


def main() -> None:
    """Print the figures and every miss."""
    named = [a for a in sys.argv[1:] if not a.startswith("--")]
    counted = score(Path(named[0]) if named else CORPUS / "gold", raw="--raw" in sys.argv)
    save(
        "citations_score", {name: f"{right} of {total}" for name, (right, total) in counted.figures().items()}
    )
    for name, (right, total) in counted.figures().items():
        print(f"{name:<30} {right:>4}/{total:<4} {right / total:.3f}")
    for note in counted.notes:
        print("  -", note)


if __name__ == "__main__":
    main()
