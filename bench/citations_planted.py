"""Planted citations: how much of what is known to be quoted is found, and how much is found that is not there.

Two measurements over a folder of real resolutions (subfolders with old.json and new.json, `draftdiff.document/1`):

* planted: sentences made from the paragraphs of a resolution (whole, a fragment, a fragment in quotation marks, reworded
  by dropping 15 % of the words) stand between paragraphs of resolutions of other families; found means the right
  paragraph (or one with the same words) on the right line, right version means the newer of the two it was planted from.
* unrelated: every resolution of the folder read as a citing text of the bundled history; all finds are wrong, apart from
  those that quote what both quote.

Run: python bench/citations_planted.py FOLDER
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

import draftdiff
from draftdiff.citing import Citation, find_citations
from draftdiff.model import Document

SEED = 5
PLANTED = 20
KINDS = ("whole", "fragment", "marked", "reworded")


def sentence(words: list[str], kind: str, chance: random.Random) -> str:
    """One sentence that uses words of a paragraph."""
    if kind == "whole":
        return " ".join(words)
    if kind == "reworded":
        return "The secretariat will " + " ".join(w for w in words[:45] if chance.random() > 0.15)
    at = chance.randrange(0, len(words) - 16)
    size = 16 if kind == "fragment" else chance.randrange(10, 16)
    piece = " ".join(words[at : at + size])
    return (
        f"It is understood that {piece} as agreed."
        if kind == "fragment"
        else f"It spoke of “{piece}” at length."
    )


def planted(name: str, pair: tuple[Document, Document], noise: list[str], counts: Counter[str]) -> None:
    """Plant, search and count for one pair of versions."""
    chance = random.Random(f"{SEED} {name}")  # noqa: S311 - a repeatable choice, no secret
    old, new = pair[0].with_id("old"), pair[1].with_id("new")
    paragraphs = [p for p in new.walk() if len(p.text.split()) > 25]
    chance.shuffle(paragraphs)
    lines: list[str] = []
    truth: dict[int, tuple[str, str]] = {}
    for paragraph in paragraphs[:PLANTED]:
        kind = chance.choice(KINDS)
        lines.append(sentence(paragraph.text.split(), kind, chance))
        truth[2 * len(lines) - 1] = (str(paragraph.label), kind)
        lines += chance.choices(noise, k=2)
    found = find_citations("\n\n".join(lines), [old, new]).of("quote", "near_quote")

    def right(c: Citation, label: str) -> bool:
        return any(t == label or (t in new and new[t].text == new[label].text) for t in c.now)

    for line, (label, kind) in truth.items():
        here = [c for c in found if c.lines and c.lines[0] <= line <= c.lines[1] and right(c, label)]
        counts[f"{kind}|all"] += 1
        counts[f"{kind}|found"] += bool(here)
        counts[f"{kind}|version"] += any("new" in c.versions for c in here)
    counts["finds"] += len(found)
    counts["false finds"] += sum(1 for c in found if c.lines and not {*c.lines} & set(truth))


def main() -> None:
    """Print both measurements."""
    folder = Path(sys.argv[1])
    names = sorted(p.parent.name for p in folder.glob("un-*/new.json"))
    pairs = {
        n: tuple(Document.from_json((folder / n / f"{v}.json").read_bytes()) for v in ("old", "new"))
        for n in names
    }
    counts: Counter[str] = Counter()
    for name in names[::2]:
        family = name[:12]
        noise = [p.text for n in names if not n.startswith(family) for p in pairs[n][0].walk() if p.text]
        planted(name, pairs[name], noise, counts)
    for kind in KINDS:
        whole = counts[f"{kind}|all"]
        print(
            f"{kind:<10} found {counts[f'{kind}|found']}/{whole}, version right {counts[f'{kind}|version']}/{whole}"
        )
    print(f"false finds {counts['false finds']} of {counts['finds']}")
    versions = list(draftdiff.load("gcm-modalities").documents.values())
    words, wrong = 0, list[str]()
    for name in names:
        text = "\n\n".join(p.text for p in pairs[name][1].walk())
        words += len(text.split())
        wrong += [f"{name}: {c.text[:90]}" for c in find_citations(text, versions).of("quote", "near_quote")]
    print(json.dumps({"unrelated words": words, "finds": wrong}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
