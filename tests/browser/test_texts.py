"""Texts that are long, hostile, or written from right to left; themes; other languages of the report."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from histories import document, link
from support import everything

from draftdiff.alignment import Alignment
from draftdiff.history import History
from draftdiff.writing import ReportOptions
from draftdiff_reports.html import HtmlReport
from draftdiff_reports.html.writer import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONG = 2_000
WORDS = [
    "States",
    "invites",
    "requests",
    "the",
    "of",
    "and",
    "in",
    "to",
    "sustainable",
    "development",
    "human",
    "rights",
    "report",
    "Secretary-General",
    "session",
    "implementation",
    "cooperation",
    "measures",
    "appropriate",
    "international",
    "migration",
    "support",
    "capacity",
    "women",
    "children",
    "climate",
]
HOSTILE = {
    "OP1": "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\"> shall",
    "OP2": "javascript:alert(1) &lt;b&gt; {{ 7 * 7 }} {% raw %} ]]> --> \\u003cscript\\u003e &amp;",
    "OP3": "W" * 3_000 + " 👩‍👩‍👧‍👦🇺🇳 e\u0301 \u202eoverride\u202c \u0000? a\u00adb",
    "OP4": "</style></script><svg onload=\"document.title='owned'\"> \"'`",
}


def _report(path: Path, history: History, **options: Any) -> Path:
    path.write_bytes(HtmlReport().write(history, ReportOptions(**options)))
    return path


@pytest.fixture(scope="module")
def long_report(folder: Path) -> Path:
    chance = random.Random(7)  # noqa: S311 - made-up words, nothing secret
    texts = {f"OP{n}": " ".join(chance.choices(WORDS, k=40)) for n in range(1, LONG + 1)}
    later = {k: t.replace("report", "study") if chance.random() < 0.2 else t for k, t in texts.items()}
    links = tuple(
        link(k, k, "kept" if later[k] == t else "edited", similarity=0.95) for k, t in texts.items()
    )
    given = Alignment(old="old", new="new", links=links)
    history = History([document("old", texts), document("new", later)], alignments=[given])
    return _report(folder / "long.html", history)


def test_two_thousand_paragraphs_open_and_can_be_filtered_and_searched(
    visit: Callable[..., Any], long_report: Path
) -> None:
    page = visit(long_report, "synopsis")
    assert 0 < page.locator(".row").count() < LONG  # the others are folded
    page.uncheck("#changed")
    assert 0 < page.locator(".row").count() < LONG / 4  # the others are made when they come near
    everything(page)
    assert page.locator(".row").count() == LONG
    page.click(".filters > summary")
    page.select_option("#f-relation", "kept")
    everything(page)
    shown = page.evaluate("document.querySelectorAll('.row').length")
    assert 0 < shown < LONG
    page.evaluate("location.hash = 'new/OP1987'")
    page.locator("[id='new/OP1987']:focus").wait_for()
    assert page.locator("[id='new/OP1987']").is_visible()


@pytest.fixture(scope="module")
def hostile_report(folder: Path) -> Path:
    old = document("<old>", HOSTILE, title="<b>title</b>", status='"><script>x</script>')
    new = document(
        "new\" onclick='x'", {k: f"{t} <i>added</i>" for k, t in HOSTILE.items()}, title="</title><b>"
    )
    return _report(folder / "hostile.html", History([old, new]))


def test_hostile_text_is_shown_as_text(visit: Callable[..., Any], hostile_report: Path) -> None:
    page = visit(hostile_report)
    for view in VIEWS:
        page.click(f".views a[href='#{view}']")
    assert page.title() == "</title><b>"
    assert (
        page.evaluate("document.querySelectorAll('main script, img, [onclick], [onload], [onerror]').length")
        == 0
    )
    assert page.evaluate(
        "[...document.querySelectorAll('a')].every(a => a.getAttribute('href').startsWith('#'))"
    )
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href').slice(1)).concat("
        "[...document.querySelectorAll('[aria-labelledby]')].map(e => e.getAttribute('aria-labelledby')))"
        ".filter(id => !(document.getElementById(id) || nodeAt(id) || pairAt(id)))"
    )
    assert lost == []
    text = page.locator("#synopsis").inner_text() + page.locator("#redline").text_content()
    assert "<script>document.title = 'owned'</script>" in text
    assert "{{ 7 * 7 }}" in text


def test_a_very_long_word_does_not_push_the_page_aside(
    visit: Callable[..., Any], hostile_report: Path
) -> None:
    page = visit(hostile_report)
    for view in VIEWS:
        page.click(f".views a[href='#{view}']")
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), view


def test_the_policy_forbids_everything_that_is_not_in_the_file(
    visit: Callable[..., Any], hostile_report: Path
) -> None:
    page = visit(hostile_report)
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.evaluate("document.querySelectorAll('[style]').length") == 0


def test_a_text_from_right_to_left_is_set_so(visit: Callable[..., Any], tmp_path: Path) -> None:
    old = document("old", {"OP1": "تطلب إلى الأمين العام أن يقدم تقريرا"}, language="ar")
    new = document("new", {"OP1": "تطلب إلى الأمين العام أن يقدم دراسة شاملة"}, language="ar")
    page = visit(_report(tmp_path / "rtl.html", History([old, new])), "redline")
    text = page.locator("#redline .text").first
    assert text.evaluate("e => e.closest('[lang]').lang") == "ar"
    assert text.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_the_report_speaks_french(visit: Callable[..., Any], tmp_path: Path) -> None:
    old, new = document("a", {"OP1": "Décide de se réunir"}), document("b", {"OP1": "Décide de siéger"})
    page = visit(_report(tmp_path / "fr.html", History([old, new]), language="fr"))
    assert page.get_attribute("html", "lang") == "fr"
    assert page.locator(".views a").first.inner_text() == "Résumé"


def test_a_theme_replaces_files_one_by_one(visit: Callable[..., Any], tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    (theme / "static").mkdir(parents=True)
    (theme / "static" / "print.css").write_text("html { background: rgb(1, 2, 3) !important }", "utf-8")
    (theme / "strings").mkdir()
    (theme / "strings" / "en.toml").write_text('view_summary = "In short"\n', "utf-8")
    (theme / "templates").mkdir()
    (theme / "templates" / "tools.html").write_text(
        '{% set note = "ours" %}<p id="ours">{{ note }}</p>', "utf-8"
    )
    history = History([document("a", {"OP1": "Decides"}), document("b", {"OP1": "Decides also"})])
    page = visit(_report(tmp_path / "themed.html", history, theme=theme), java_script_enabled=False)
    assert page.locator("#ours").inner_text() == "ours"
    assert page.locator(".views a").first.inner_text() == "In short"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(1, 2, 3)"
