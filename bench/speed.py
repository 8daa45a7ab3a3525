"""Speed and memory of alignment and word diff, beside difflib, `redlines` and git in the same run.

    python bench/speed.py            100 to 10,000 paragraphs a side; 5,000 to 200,000 words
    python bench/speed.py --quick    without the largest sizes and slow peers

CPU seconds of one process (a peer in a child process: its own), the best of a few runs; peak memory of a fresh
process. Growth is the slope of log time over log size. Ratios are against ours in the same run.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from measuring.synthetic import Drafter

from draftdiff.alignment import Alignment
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

OUT = Path(__file__).parent / "out" / "speed.json"
PARAGRAPHS = (100, 300, 1_000, 3_000, 10_000)
WORDS = (5_000, 20_000, 60_000, 200_000)
#: Paragraphs beyond which a slow peer is left out (it would take minutes).
SLOW_LIMIT = {"difflib": 300, "redlines": 1_000}
#: Words of a paragraph in the word series: 200,000 words are 5,000 paragraphs.
WORDS_EACH = 40
#: Share of words replaced, in all paragraphs or lightly.
ALL_EDITED, LIGHTLY = 0.08, 0.01


def versions(paragraphs: int, edited: float, words_each: int = 0) -> tuple[Document, Document]:
    """Two versions: words replaced, one paragraph in fifty moved. `words_each`: 0 leaves lengths to the drafter."""
    drafter = Drafter("en", paragraphs)
    chance = random.Random(paragraphs)  # noqa: S311 - repeatable, no secret
    rows: list[list[str]] = []
    for _ in range(paragraphs):
        row = [word.text for word in drafter.sentence("OP")]
        while words_each and len(row) < words_each:
            row += [word.text for word in drafter.sentence("OP")]
        rows.append(row[:words_each] if words_each else row)
    changed = [
        [word if chance.random() >= edited else chance.choice(drafter.names) for word in row] for row in rows
    ]
    for _ in range(paragraphs // 50):
        changed.insert(chance.randrange(paragraphs), changed.pop(chance.randrange(paragraphs)))
    return _document("old", rows), _document("new", changed)


def _document(name: str, rows: list[list[str]]) -> Document:
    return Document(
        id=name,
        paragraphs=tuple(
            Paragraph(label=Label(kind="OP", number=str(at)), text=" ".join(row))
            for at, row in enumerate(rows, start=1)
        ),
    )


def cpu(action: Callable[[], object], runs: int = 3) -> float:
    """Least CPU seconds of this process and its children."""
    best = math.inf
    for _ in range(runs):
        before = _clock()
        action()
        best = min(best, _clock() - before)
        if best > 5:
            break
    return best


def _clock() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def ours(
    old: Document, new: Document
) -> tuple[Callable[[], object], Callable[[], object], Callable[[], object]]:
    """Alignment; with word diff, which is what the peers do; with every change classified as well."""
    from draftdiff.aligning import align
    from draftdiff.comparison import redlines

    return (
        lambda: align(old, new),
        lambda: words(old, new, align(old, new)),
        lambda: redlines(old, new, align(old, new)),
    )


def words(old: Document, new: Document, alignment: Alignment) -> list[object]:
    """The word diff of each linked pair, not classified."""
    from draftdiff.differing.pairs import edits_of

    return [edits_of(old[link.old].text, new[link.new].text) for link in alignment.links]


def peers(old: Document, new: Document, size: int, *, quick: bool) -> dict[str, float]:
    """CPU seconds of each peer that is installed and not hopeless at this size."""
    texts = tuple("\n".join(p.text for p in side.walk()) for side in (old, new))
    found: dict[str, float] = {}
    if size <= SLOW_LIMIT["difflib"]:
        from difflib import SequenceMatcher

        found["difflib"] = cpu(
            lambda: SequenceMatcher(None, texts[0].split(), texts[1].split(), autojunk=False).get_opcodes(), 1
        )
    if find_spec("redlines") and size <= (SLOW_LIMIT["redlines"] if not quick else 300):
        from redlines import Redlines

        found["redlines"] = cpu(lambda: Redlines(*texts).opcodes, 1)
    found["git word diff"] = cpu(lambda: _git(texts))
    return found


def _git(texts: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in zip(("old", "new"), texts, strict=True):
            Path(folder, name).write_text(text + "\n", "utf-8")
        command = ["git", "diff", "--no-index", "--word-diff=porcelain", "--", "old", "new"]
        subprocess.run(command, cwd=folder, capture_output=True, check=False)


def slope(rows: list[dict[str, Any]], size: str, name: str) -> float:
    """Exponent of growth: least squares of log seconds over log size."""
    points = [(math.log(row[size]), math.log(row[name])) for row in rows if row.get(name)]
    mean_x, mean_y = (sum(point[at] for point in points) / len(points) for at in (0, 1))
    over = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return over / sum((x - mean_x) ** 2 for x, _ in points)


def by_paragraphs(*, quick: bool) -> list[dict[str, Any]]:
    """All paragraphs edited, one in fifty moved."""
    rows: list[dict[str, Any]] = []
    for size in PARAGRAPHS[: 3 if quick else None]:
        old, new = versions(size, ALL_EDITED)
        align_only, both, everything = ours(old, new)
        both()  # imports and caches are not what is measured
        row: dict[str, Any] = {"paragraphs": size, "align": cpu(align_only), "align and diff": cpu(both)}
        row["align, diff, classify"] = cpu(everything, 1)
        rows.append(row | peers(old, new, size, quick=quick))
        print(_line(rows[-1]), flush=True)
    return rows


def by_words(*, quick: bool) -> list[dict[str, Any]]:
    """Lightly edited: the diff of aligned pairs against git's, and alignment and diff together."""
    from draftdiff.aligning import align

    rows: list[dict[str, Any]] = []
    for size in WORDS[: 2 if quick else None]:
        old, new = versions(size // WORDS_EACH, LIGHTLY, WORDS_EACH)
        alignment = align(old, new)
        row: dict[str, Any] = {
            "words": size,
            "diff of pairs": cpu(lambda old=old, new=new, alignment=alignment: words(old, new, alignment)),
            "align and diff": cpu(ours(old, new)[1]),
            "git word diff": peers(old, new, 10**9, quick=quick)["git word diff"],
            "moves found": sum("moved" in link.relations for link in alignment.links),
        }
        rows.append(row)
        print(_line(row), flush=True)
    return rows


def peak(size: int) -> float:
    """Peak memory in GB of a fresh process that aligns and diffs."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import speed;"
        f"old, new = speed.versions({size}, speed.ALL_EDITED); speed.ours(old, new)[1]();"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    # Not ru_maxrss: a child inherits the peak of the process it was forked from.
    return float(subprocess.run(command, capture_output=True, check=True, env=os.environ).stdout) / 1e6


def _line(row: dict[str, Any]) -> str:
    return "  ".join(
        f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value:,}"
        for name, value in row.items()
    )


def main() -> None:
    """Measure, print, write bench/out/speed.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    started = time.perf_counter()
    # The lightly edited texts first: what the large ones leave in memory slows short runs down.
    words, paragraphs = by_words(quick=quick), by_paragraphs(quick=quick)
    figures: dict[str, Any] = {
        "growth by paragraphs": {
            name: slope(paragraphs, "paragraphs", name)
            for name in ("align", "align and diff", "align, diff, classify", "git word diff")
        },
        "growth by words": {
            name: slope(words, "words", name) for name in ("diff of pairs", "align and diff", "git word diff")
        },
        "ratio to ours at the largest size measured": {
            name: next(row[name] / row["align and diff"] for row in reversed(paragraphs) if name in row)
            for name in ("difflib", "redlines", "git word diff")
            if any(name in row for row in paragraphs)
        },
        "peak GB": {
            f"{size:,} paragraphs a side": peak(size) for size in ((1_000,) if quick else (1_000, 10_000))
        },
    }
    print(json.dumps(figures, indent=1))
    print(f"{time.perf_counter() - started:.0f} s")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(
        json.dumps({"paragraphs": paragraphs, "words": words, **figures}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
