"""The documentation is executed: every Python block and every `$ draftdiff` line of README and docs runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from support import ROOT

from draftdiff.cli import BAD, run

PAGES = sorted(
    [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")],
    key=str,
)
FENCE = re.compile(r"^```(?P<kind>[a-z{}-]+)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(page: Path, kind: str) -> list[str]:
    return [m["body"] for m in FENCE.finditer(page.read_text("utf-8")) if m["kind"] == kind]


def _pages_with(kind: str) -> list[Path]:
    return [page for page in PAGES if "_build" not in page.parts and _blocks(page, kind)]


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", _pages_with("python"), ids=_name)
def test_python_of_a_page_runs_from_top_to_bottom(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "docs"}
    for at, block in enumerate(_blocks(page, "python")):
        exec(compile(block, f"{_name(page)}[{at}]", "exec"), namespace)  # noqa: S102 - our own documentation


@pytest.mark.parametrize("page", _pages_with("console"), ids=_name)
def test_commands_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in _blocks(page, "console"):
        for line in block.splitlines():
            if line.startswith("$ draftdiff "):
                assert run(shlex.split(line.removeprefix("$ draftdiff "), comments=True)) != BAD, line


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{_name(page)}: {target}"
        for page in PAGES
        if "_build" not in page.parts
        for target in re.findall(r"\]\(([^)#\s]+?)(?:#[^)]*)?\)", page.read_text("utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert broken == []
