"""A headless Chromium, the reports it opens, and what no page may do: log an error, or fetch anything."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support import REQUIRE_ALL, ROOT, require_program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Without these flags Chromium calls home at every start, or asks for a sandbox that root has not.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder needs a program outside Python."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.system)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
    program = require_program("chromium", "chromium-browser", "google-chrome")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="session")
def bundled(folder: Path) -> Path:
    """The report of the bundled history."""
    import draftdiff as dd
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.html import HtmlReport

    path = folder / "bundled.html"
    path.write_bytes(HtmlReport().write(dd.load("gcm-modalities"), ReportOptions()))
    return path


@pytest.fixture(scope="session")
def long(folder: Path) -> Path:
    """The report of 200 paragraphs, the last of which was edited."""
    from histories import document, link

    from draftdiff.alignment import Alignment
    from draftdiff.history import History
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.html import HtmlReport

    texts = [f"Requests the States of region {n} to report on their progress;" for n in range(1, 201)]
    labels = [f"OP{n}" for n in range(1, 201)]
    old = document("old", dict(zip(labels, texts, strict=True)))
    new = document("new", dict(zip(labels, [*texts[:-1], texts[-1].replace("report", "speak")], strict=True)))
    links = tuple(link(label, label, "edited" if label == "OP200" else "kept") for label in labels)
    history = History([old, new], alignments=[Alignment(old="old", new="new", links=links)])
    path = folder / "long.html"
    path.write_bytes(HtmlReport().write(history, ReportOptions()))
    return path


#: Paragraphs of each version of the printed pair; thirty stand on a page.
PRINTED = 60
SUBJECTS = ("lighthouses", "ferries", "harbours", "buoys", "tides", "canals")


def _printed(verb: str, *, first: int = 1) -> bytes:
    from pdf_files import Page, pdf

    lines = [
        f"{n}. {verb} the keepers of the {SUBJECTS[n % 6]} of district {n + first} to publish their books of {1900 + n};"
        for n in range(1, PRINTED + 1)
    ]
    pages = []
    for start in range(0, PRINTED, 30):
        page = Page()
        for at, line in enumerate(lines[start : start + 30]):
            page.text(72, 80 + 24 * at, line)
        pages.append(page)
    return pdf(*pages)


@pytest.fixture(scope="session")
def printed(folder: Path) -> Path:
    """A report with pages of two PDF files, written by the command."""
    from draftdiff.cli import run as command

    old, new = folder / "old-print.pdf", folder / "new-print.pdf"
    old.write_bytes(_printed("Requests"))
    new.write_bytes(_printed("Invites"))
    out = folder / "pages.html"
    assert command(["compare", str(old), str(new), "--pages", "-o", str(out)]) == 0
    return out


class Watch:
    """What a page did that it must not do."""

    def __init__(self, page: Any) -> None:
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("request", lambda r: self.requests.append(r.url))

    def fetched(self) -> list[str]:
        """Requests for anything but the report itself."""
        return [url for url in self.requests if not url.startswith("file:")]


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a report at an address; at the end no page may have logged an error or fetched anything."""
    contexts: list[Any] = []
    watches: list[Watch] = []

    def open_at(path: Path, address: str = "", **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watches.append(Watch(page))
        page.goto(path.as_uri() + (f"#{address}" if address else ""))
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert [w.errors for w in watches if w.errors] == []
    assert [w.fetched() for w in watches if w.fetched()] == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core: `DRAFTDIFF_AXE` names the file, or it lies in `.axe/` (see CONTRIBUTING)."""
    path = Path(os.environ.get("DRAFTDIFF_AXE") or ROOT / ".axe" / "axe.min.js")
    if not path.is_file():
        message = "needs axe-core: npm pack axe-core, and axe.min.js of it in .axe/ or named by DRAFTDIFF_AXE"
        if REQUIRE_ALL:
            pytest.fail(message)
        pytest.skip(message)
    return path.read_text("utf-8")


@contextmanager
def _isolated(page: Any, source: str) -> Iterator[Any]:
    """Run axe through the debugger protocol, which the page's content security policy does not bind."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": source})
    yield session
    session.detach()


@pytest.fixture
def violations(axe: str) -> Callable[..., list[str]]:
    """Rules of axe a page breaks (of `only` these, if named), each with the first elements that break it."""

    def run(page: Any, *only: str) -> list[str]:
        options = json.dumps({"resultTypes": ["violations"], **({"runOnly": list(only)} if only else {})})
        with _isolated(page, axe) as session:
            answer = session.send(
                "Runtime.evaluate",
                {
                    "expression": f"axe.run(document, {options}).then("
                    "r => r.violations.map(v =>"
                    " v.id + ': ' + v.help + ' :: ' + v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + ' '"
                    " + (n.any[0] || n.all[0] || n.none[0] || {message: ''}).message).join(' | ')))",
                    "awaitPromise": True,
                    "returnByValue": True,
                },
            )
        found: list[str] = answer["result"]["value"]
        return found

    return run
