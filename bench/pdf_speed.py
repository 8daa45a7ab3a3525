"""Speed and memory of reading a PDF of 200 pages with a box for every line, beside pdfplumber, pdfminer and pypdfium2.

    python bench/pdf_speed.py [--pages N] [--file FILE.pdf]

Each reader runs in a process of its own, so that its peak memory is its own. What each delivers differs: ours gives
lines in reading order with boxes, styles, footnotes and furniture apart; pdfplumber words with boxes; pdfminer lines
with boxes; pypdfium2 characters with boxes. Prints a table and writes bench/out/pdf_speed.json.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "bench" / "out" / "pdf_speed.json"
PAGES = 200
TARGET_MS, TARGET_MB = 15.0, 150.0
WORDS = [
    "Recognizing",
    "further",
    "that",
    "the",
    "space",
    "science",
    "and",
    "technology",
    "and",
    "their",
    "applications",
    "have",
    "and",
    "will",
    "continue",
    "to",
    "have",
    "a",
    "significant",
    "role",
    "in",
    "achieving",
    "the",
    "comprehensive",
    "agenda",
    "for",
    "sustainable",
    "development",
    "and",
    "the",
    "goals",
    "and",
    "targets",
    "contained",
    "therein",
    "which",
    "are",
    "of",
    "critical",
    "importance",
    "for",
    "the",
    "planet",
    "and",
    "all",
    "its",
    "people",
]


def made(pages: int) -> bytes:
    """A document like a long report: 50 lines of 14 words a page, heads, feet, two footnotes, a rule above them."""
    sys.path.insert(0, str(ROOT / "tests"))
    from pdf_files import Page, pdf

    result: list[Page] = []
    for number in range(1, pages + 1):
        page = Page().text(60, 40, "A/75/100").text(500, 810, f"{number}/{pages}").text(60, 810, "20-12345")
        for at in range(50):
            words = [WORDS[(number * 7 + at * 13 + k) % len(WORDS)] for k in range(14)]
            page.text(96 if at % 5 == 0 else 72, 80 + 13 * at, " ".join(words))
        page.text(400, 76, "1", size=6).rule(72, 216, 745)
        page.text(80, 755, "1", size=5).text(
            86, 758, "See resolution 70/1 and the documents named there.", size=8
        )
        page.text(80, 767, "2", size=5).text(86, 770, "Ibid., annex II, paragraph 8.", size=8)
        result.append(page)
    return pdf(*result)


def ours(path: Path) -> tuple[int, int]:
    """Lines through the layout reader."""
    from draftdiff.layout import Options, RawFile
    from draftdiff_parsers.pdf import PdfReader

    layout = PdfReader().read(RawFile(data=path.read_bytes(), name=path.name), Options(ocr="never"))
    pages = max(block.anchor.page or 0 for block in layout.blocks)
    return pages, sum(len(block.text) for block in layout.blocks)


def by_pdfplumber(path: Path) -> tuple[int, int]:
    """Words with boxes, each page closed as it is read."""
    import pdfplumber

    pages = characters = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            characters += sum(len(word["text"]) for word in page.extract_words())
            pages += 1
            page.close()
    return pages, characters


def by_pdfminer(path: Path) -> tuple[int, int]:
    """Lines with boxes by its layout analysis."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    pages = characters = 0
    for page in extract_pages(path):
        characters += sum(len(item.get_text()) for item in page if isinstance(item, LTTextContainer))
        pages += 1
    return pages, characters


def by_pypdfium2(path: Path) -> tuple[int, int]:
    """Characters with boxes."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages = characters = 0
    for page in document:
        text = page.get_textpage()
        count = text.count_chars()
        text.get_text_range()
        for at in range(count):
            text.get_charbox(at)
        characters += count
        pages += 1
        text.close()
        page.close()
    return pages, characters


READERS: dict[str, Callable[[Path], tuple[int, int]]] = {
    "draftdiff": ours, "pypdfium2": by_pypdfium2, "pdfminer": by_pdfminer, "pdfplumber": by_pdfplumber,
}  # fmt: skip


def one(reader: str, path: Path) -> None:
    """Measure one reader in this process and print what came out as JSON."""
    wall, cpu = time.perf_counter(), time.process_time()
    pages, characters = READERS[reader](path)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "pages": pages,
        "characters": characters,
        "wall_ms": wall / pages * 1000,
        "cpu_ms": cpu / pages * 1000,
    }
    print(json.dumps({**found, "peak_mb": peak}))


def main() -> None:
    """Run every reader on the same file and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        one(arguments.reader, arguments.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.file or Path(folder) / "made.pdf"
        if not arguments.file:
            path.write_bytes(made(arguments.pages))
        results = {}
        for reader in READERS:
            command = [sys.executable, __file__, "--reader", reader, "--file", path]
            done = subprocess.run(command, capture_output=True, check=True, text=True)
            results[reader] = {key: round(value, 2) for key, value in json.loads(done.stdout).items()}
    best = results["draftdiff"]
    print(f"{'reader':<12}{'ms a page':>11}{'CPU ms':>9}{'times ours':>12}{'peak MB':>9}{'characters':>12}")
    for reader, found in results.items():
        ratio = found["cpu_ms"] / best["cpu_ms"]
        print(
            f"{reader:<12}{found['wall_ms']:>11.1f}{found['cpu_ms']:>9.1f}{ratio:>12.2f}{found['peak_mb']:>9.0f}"
            f"{found['characters']:>12,.0f}"
        )
    print(f"target: {TARGET_MS:g} ms a page and {TARGET_MB:g} MB")
    OUT.parent.mkdir(exist_ok=True)
    target = {"ms_a_page": TARGET_MS, "peak_mb": TARGET_MB}
    OUT.write_text(
        json.dumps({"schema": "draftdiff.bench.pdf-speed/1", "target": target, "readers": results}, indent=1)
    )


if __name__ == "__main__":
    main()
