"""Size and speed of the HTML report: written in process, painted and filtered in headless Chromium.

Run: python bench/report_speed.py. Prints a table and writes bench/out/report_speed.json.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draftdiff.history import History

OUT = Path(__file__).parent / "out" / "report_speed.json"
#: Paragraphs of the long history, and words in each: the length of a long treaty.
LONG, WORDS_EACH = 2_000, 60
#: Versions and paragraphs of the imitated negotiations.
MANY = ((6, 430), (11, 1_000))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VOCABULARY = (
    "States requests the of and in to sustainable development human rights report Secretary-General session measures "
    "implementation cooperation appropriate international migration support capacity women children climate trade"
)
#: Views in the order in which they are opened; the first is the one a report opens with.
VIEWS = ("synopsis", "redline", "lineage", "origin", "correlation", "references", "sources", "summary")
#: From the click on a view until its first picture is on the screen, in milliseconds.
OPEN = """view => new Promise(done => {
  const start = performance.now();
  document.querySelector(`.views a[href='#${view}']`).click();
  const look = () => {
    if (!document.getElementById(view).classList.contains('on')) { setTimeout(look, 0); return; }
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => done(performance.now() - start);
      after.port2.postMessage(0);
    });
  };
  setTimeout(look, 0);
})"""
SWITCH = """name => new Promise(done => {
  const box = document.getElementById('f-relation');
  const start = performance.now();
  box.value = name;
  box.dispatchEvent(new Event('change'));
  document.body.offsetHeight;
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""


def long_history() -> History:
    """Two versions of LONG paragraphs, a fifth of them edited, links given."""
    from draftdiff.alignment import Alignment, Link, Weight
    from draftdiff.history import History
    from draftdiff.label import Label
    from draftdiff.model import Document, Paragraph

    chance = random.Random(3)  # noqa: S311 - made-up words
    texts = [" ".join(chance.choices(VOCABULARY.split(), k=WORDS_EACH)) for _ in range(LONG)]
    later = [t.replace("report", "study") if chance.random() < 0.2 else t for t in texts]

    def document(name: str, made: list[str]) -> Document:
        return Document(
            id=name,
            language="en",
            paragraphs=tuple(Paragraph(label=Label.parse(f"OP{n}"), text=t) for n, t in enumerate(made, 1)),
        )

    links = tuple(
        Link(
            old=f"OP{n}", new=f"OP{n}", relations=("kept" if a == b else "edited",), similarity=0.97,
            weight=Weight(old=1.0, new=1.0), confidence=0.99, evidence="given",
        )
        for n, (a, b) in enumerate(zip(texts, later, strict=True), 1)
    )  # fmt: skip
    return History(
        [document("old", texts), document("new", later)],
        alignments=[Alignment(old="old", new="new", links=links)],
    )


def written(history: History, rounds: int) -> tuple[bytes, float, float]:
    """The report, the seconds of the first writing and the median of the others; the history is analysed before."""
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.html import HtmlReport

    times: list[float] = []
    data = b""
    for _ in range(rounds + 1):
        start = time.perf_counter()
        data = HtmlReport().write(history, ReportOptions())
        times.append(time.perf_counter() - start)
    return data, times[0], statistics.median(times[1:])


def browsed(path: Path) -> dict[str, float]:
    """First paint, switches of views and of filters in headless Chromium, in seconds; each the median of three pages."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        paints: list[float] = []
        switches: list[float] = []
        opened: dict[str, list[float]] = {view: [] for view in VIEWS}
        again: dict[str, list[float]] = {view: [] for view in VIEWS}
        for _ in range(3):
            page: Any = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(path.as_uri())
            painted = "performance.getEntriesByName('first-contentful-paint')"
            page.wait_for_function(f"{painted}.length > 0")  # it may be noted after the page has loaded
            paints.append(page.evaluate(f"{painted}[0].startTime"))
            page.wait_for_timeout(2000)  # a reader looks at the summary first
            for times in (opened, again):
                for view in VIEWS:
                    times[view].append(page.evaluate(OPEN, view))
                    page.wait_for_timeout(300)
            for view in ("synopsis", "redline"):
                page.click(f".views a[href='#{view}']")
                page.wait_for_timeout(200)
                switches += [page.evaluate(SWITCH, name) for name in ("edited", "kept", "")]
            page.close()
        browser.close()
    return {
        "first_paint": statistics.median(paints) / 1000,
        "view_first_worst": max(statistics.median(times) for times in opened.values()) / 1000,
        "view_again_worst": max(statistics.median(times) for times in again.values()) / 1000,
        **{f"view_{view}": statistics.median(times) / 1000 for view, times in opened.items()},
        "filter_median": statistics.median(switches) / 1000,
        "filter_worst": max(switches) / 1000,
    }


def analysed(history: History) -> History:
    """Everything the report asks the core for is computed once, so that writing alone is measured."""
    for old, new in history.steps:
        history.redlines(old, new)
    history.citations  # noqa: B018 - fills the cache
    return history


def main() -> None:
    """Measure both reports."""
    from synthetic_histories import made_history

    import draftdiff as dd
    from draftdiff.history import History

    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        made = [("bundled", dd.load("gcm-modalities")), (f"{LONG} paragraphs", long_history())]
        made += [
            (f"{versions} versions of {n}", History(made_history(5, versions, n).documents))
            for versions, n in MANY
        ]
        for name, history in made:
            data, first, again = written(analysed(history), 5 if name == "bundled" else 1)
            path = Path(folder) / "report.html"
            path.write_bytes(data)
            figures[name] = {"megabytes": len(data) / 1e6, "written_first": first, "written": again}
            if shutil.which("chromium"):
                figures[name] |= browsed(path)
    for name, row in figures.items():
        print(name, *(f"{key} {value:.3f}" for key, value in row.items()), sep="  ")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
