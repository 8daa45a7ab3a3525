"""How texts under negotiation are read: are all brackets accounted for, and do two formats of one text agree.

    python bench/negotiating.py

Three measures on the development texts. *Accounted*: every `[` and `]` that the layout reader gives (before any structure)
stands in the tree of brackets, in a problem of it, or aside with a reason. *Kept by the reader*: the same brackets counted in the
source itself, Markdown and Word XML. *Formats*: the Paris text of 4 December, Markdown and PDF: slots and spans of brackets,
as their words, of the articles that both have. One is typed by hand and changes words ("UN" for "United Nations"), so spans
are the same from `ALIKE` on. Needs `../shared` (or
`DRAFTDIFF_SHARED`); skips without.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.outcome import save
from rapidfuzz.distance import Indel

import draftdiff as dd
from draftdiff import registry
from draftdiff.fold import fold, is_word, token_texts
from draftdiff.layout import Options, RawFile

if TYPE_CHECKING:
    from draftdiff.negotiating import Positions

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("DRAFTDIFF_SHARED") or ROOT.parent / "shared")
TEXTS = SHARED / "data" / "negotiating"
#: Share of words two spans of the two formats have in common, in order, to be the same span: the typist of the Markdown
#: writes "UN" for "United Nations" and leaves words out. Chosen by reading the pairs below it.
ALIKE = 0.8
PAIR = ("paris-2015-12-04.md", "paris-2015-12-04.pdf")


def brackets(text: str) -> int:
    """How many square brackets a text has."""
    return text.count("[") + text.count("]")


def in_layout(path: Path) -> int:
    """Square brackets in what the layout reader gives: blocks, their numbers, footnotes, comments set apart."""
    raw = RawFile(name=path.name, data=path.read_bytes())
    reader = next(r for r in registry.readers() if r.sniff(raw))
    layout = reader.read(raw, Options())
    count = sum(brackets(block.number or "") + brackets(block.text) for block in layout.blocks)
    return count + sum(brackets(note.text) for note in layout.footnotes)


def accounted(found: Positions) -> tuple[int, int]:
    """Brackets in the tree, and brackets in problems or aside."""
    paired = 2 * sum(p.origin == "bracket" for p in found)
    return paired, len(found.problems) + sum(brackets(a.text) for a in found.asides)


def words(text: str) -> str:
    """The words of a text, folded."""
    return " ".join(fold(t) for t in token_texts(text) if is_word(t))


def agreement(one: list[list[str]], other: list[list[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of two lists of spans or slots; each is matched once, in the order of the text where it can be."""
    free: dict[tuple[str, ...], list[int]] = {}
    for at, words in enumerate(other):
        free.setdefault(tuple(words), []).append(at)
    taken: set[int] = set()
    rest: list[list[str]] = []
    for words in one:
        exact = free.get(tuple(words))
        if exact:
            taken.add(exact.pop(0))
        else:
            rest.append(words)
    left = [at for at in range(len(other)) if at not in taken]
    same = len(taken)
    for words in rest:
        found = next((at for at in left if alike(words, other[at])), None)
        if found is not None:
            left.remove(found)
            same += 1
    p, r = same / max(1, len(other)), same / max(1, len(one))
    return p, r, 2 * p * r / max(1e-9, p + r)


def alike(one: list[str], other: list[str]) -> bool:
    """As many alternatives, and each the same words but for what the typist changed."""
    return len(one) == len(other) and all(
        Indel.normalized_similarity(a.split(), b.split()) >= ALIKE for a, b in zip(one, other, strict=True)
    )


def within(found: Positions, articles: set[str]) -> tuple[list[list[str]], list[list[str]]]:
    """Words of bracket spans, and of the alternatives of slots, in the articles named."""

    def inside(label: str) -> bool:
        return re.split(r"[(]", label)[0] in articles

    spans = [[words(p.words)] for p in found if p.origin == "bracket" and inside(p.label)]
    slots = [[words(found.by_id(n).words) for n in s.alternatives] for s in found.slots if inside(s.label)]
    return spans, slots


def main() -> None:
    """Read all, count, compare the pair."""
    if not TEXTS.is_dir():
        print(f"skipped: no texts under {SHARED.name}/data/negotiating")
        return
    figures: dict[str, float] = {}
    read: dict[str, dd.Document] = {}
    total = known = 0
    for path in sorted(TEXTS.iterdir()):
        if path.suffix not in {".md", ".pdf", ".docx"} or path.name.startswith("README"):
            continue
        document = read[path.name] = dd.read(path)
        found = dd.positions(document)
        paired, other = accounted(found)
        there = in_layout(path)
        total += there
        known += min(there, paired + other)
        print(
            f"{path.name}: {there} brackets read, {paired} in the tree, {other} in problems or aside "
            f"({len(found.problems)} halves); {len(found)} positions, {len(found.slots)} slots"
        )
    figures["brackets accounted for"] = round(known / max(1, total), 4)
    if all(name in read for name in PAIR):
        hand, printed = (dd.positions(read[name]) for name in PAIR)
        articles = {re.split(r"[(]", str(p.label))[0] for p in read[PAIR[0]].paragraphs}
        articles &= {re.split(r"[(]", str(p.label))[0] for p in read[PAIR[1]].paragraphs}
        articles.discard("Article 26")  # the PDF's draft decision follows it
        (a, b), (c, d) = within(hand, articles), within(printed, articles)
        for name, one, two in (("bracket spans", a, c), ("slots", b, d)):
            p, r, f1 = agreement(one, two)
            figures[f"{name} F1"] = round(f1, 4)
            print(f"{name}: {len(one)} by hand, {len(two)} printed, P {p:.3f} R {r:.3f} F1 {f1:.3f}")
    print(figures)
    save("negotiating", figures)


if __name__ == "__main__":
    main()
