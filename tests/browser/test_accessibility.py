"""axe-core finds nothing in any view, light or dark; a keyboard is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support import everything

from draftdiff_reports.html.writer import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


#: Rows of each view that axe looks at. It looks at every element of a page, and rows are made by one template.
ROWS = 6
THIN = """rows => {
  const kinds = ['.row', '.block', '.ghost', '.problems li', '.weighty li', 'tbody tr', '.alluvial a', '.ribbon'];
  for (const view of document.querySelectorAll('.view')) for (const kind of kinds)
    [...view.querySelectorAll(kind)].slice(rows).forEach(e => { e.remove(); });
  document.querySelectorAll('details').forEach(d => { d.open = !d.matches('.filters'); });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(
    visit: Callable[..., Any], bundled: Path, violations: Callable[..., list[str]], scheme: str
) -> None:
    page = visit(bundled, color_scheme=scheme)
    page.evaluate(THIN, ROWS)
    found = {}
    for view in VIEWS:
        page.click(f".views a[href='#{view}']")
        # Only colours differ in the dark.
        found[view] = violations(
            page, *(("color-contrast", "link-in-text-block") if scheme == "dark" else ())
        )
    page.click(".filters > summary")
    found["filters"] = violations(page)
    assert {view: rules for view, rules in found.items() if rules} == {}


def test_axe_finds_nothing_in_the_page_without_script(
    visit: Callable[..., Any], bundled: Path, violations: Callable[..., list[str]], tmp_path: Path
) -> None:
    # axe itself needs script, so the report's own is taken out instead of switching script off.
    html = bundled.read_text("utf-8")
    path = tmp_path / "quiet.html"
    quiet = html[: html.rindex("<script>")].replace("<noscript", "<div").replace("</noscript>", "</div>")
    path.write_text(quiet + "</body></html>", "utf-8")
    page = visit(path)
    page.evaluate(THIN, ROWS)
    assert violations(page) == []


def test_a_keyboard_walks_from_the_summary_to_the_source(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.focus(".weighty a.ref")  # the first change
    page.keyboard.press("Enter")
    page.wait_for_selector("#redline.on")
    assert page.evaluate("document.activeElement.closest('details').open") is True
    for _ in range(60):
        href = page.evaluate("document.activeElement.matches('.link a') && document.activeElement.hash")
        if href:
            break
        page.keyboard.press("Tab")
    assert href
    page.keyboard.press("Enter")
    page.wait_for_selector("#synopsis.on")
    cell = page.locator(":focus")
    assert cell.get_attribute("id") == page.evaluate("decodeURIComponent(location.hash.slice(1))")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.proof > summary')"):
            break
    page.keyboard.press("Enter")
    # What a proof shows is made when it opens, which takes a moment on a busy machine.
    page.locator(":focus").locator("xpath=..").locator(".raw").wait_for(state="visible")


def test_focus_is_visible_on_every_kind_of_control(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled)
    for selector in (".views a", "#q", "#only", ".filters > summary", "#next", ".weighty a.ref"):
        page.focus(selector)
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", selector


def test_marks_of_change_are_told_apart_by_line_not_only_by_colour(
    visit: Callable[..., Any], bundled: Path
) -> None:
    page = visit(bundled, "redline")
    everything(page)
    lines = "e => getComputedStyle(e).textDecorationLine"
    assert page.eval_on_selector(".block ins:not([class])", lines) == "underline"
    assert page.eval_on_selector(".block del:not([class])", lines) == "line-through"


def test_a_screen_reader_is_told_where_an_insertion_starts_and_ends(
    visit: Callable[..., Any], bundled: Path
) -> None:
    page = visit(bundled, "redline")
    everything(page)
    said = "e => [getComputedStyle(e, '::before').content, getComputedStyle(e, '::after').content]"
    before, after = page.eval_on_selector(".block ins:not([class])", said)
    assert "inserted" in before
    assert after.strip('" ') == "]"
