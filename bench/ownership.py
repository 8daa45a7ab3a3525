"""Do redlines and blame agree on who owns words, and do the words stand where they are said to stand?

    python bench/ownership.py            the bundled history and every development pair

A word is transferred where a redline says that it went to, or came from, another paragraph than the link's own.
Counted: words that the paragraph named does not have, and new words that blame does not trace to that paragraph.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from measuring.outcome import save
from measuring.sets import DEVELOPMENT

from draftdiff import Document, History, load
from draftdiff.fold import folded_words, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from draftdiff.change import Change


def disagreements(history: History) -> tuple[Counter[str], list[str]]:
    """Counts over all steps of a history, and each disagreement in words."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for old, new in history.steps:
        for link, redline in history.linked(old, new):
            where = f"{old} {link.old} -> {new} {link.new}"
            for change in (c for c in redline.changes if c.transfer):
                absent = [
                    *_absent(change.new, history[old], change),
                    *_absent(change.old, history[new], change),
                ]
                counts["transferred"] += len(folded_words(change.old)) + len(folded_words(change.new))
                counts["absent"] += len(absent)
                wrong += [f"{where}: {change.transfer} has no {word!r}" for word in absent]
                for at, agreed in _traced(history, (old, new), link.new, change):
                    counts["traced"] += 1
                    if not agreed:
                        counts["disagree"] += 1
                        wrong.append(f"{where}: word {at} is of {change.transfer}; blame does not say so")
    return counts, wrong


def _absent(text: str, document: Document, change: Change) -> list[str]:
    words = [word for word in folded_words(text) if is_word(word)]
    there = set(folded_words(document[change.transfer].text)) if words else set[str]()
    return [word for word in words if word not in there]


def _traced(
    history: History, step: tuple[str, str], label: str, change: Change
) -> Iterator[tuple[int, bool]]:
    """Each transferred new word, by number, and whether blame says that the paragraph named had this very word."""
    old, new = step
    if change.new_span[0] == change.new_span[1]:
        return
    had = {id(word) for word in history.origins.rows[old][change.transfer]}
    row = history.origins.rows[new][label]
    for at in history.origins.words[new][label].within(*change.new_span):
        yield at, id(row[at]) in had


def _versions(folder: Path) -> list[Document]:
    files = (folder / f"{side}.json" for side in ("old", "new"))
    return [Document.from_json(file.read_bytes(), name=file.stem) for file in files]


def main() -> int:
    """Measure, print and save; 1 where anything disagrees."""
    total: Counter[str] = Counter()
    histories = [("bundled", load("gcm-modalities"))]
    folders = sorted(DEVELOPMENT.iterdir()) if DEVELOPMENT.is_dir() else []
    histories += [(folder.name, History(_versions(folder))) for folder in folders]
    for name, history in histories:
        counts, wrong = disagreements(history)
        total += counts
        for line in wrong[:3]:
            print(f"{name}: {line}")
    print(dict(total))
    save("ownership", dict(total))
    return int(bool(total["absent"] or total["disagree"]))


if __name__ == "__main__":
    sys.exit(main())
