"""Pages of PDF sources beside the text: on demand, two versions side by side, scrolled together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_evidence_leads_to_the_page_and_the_other_version_follows(
    visit: Callable[..., Any], printed: Path
) -> None:
    page = visit(printed, "redline")
    block = page.locator("#redline-body .block:has(.text ins, .text del)").nth(2)
    block.locator(".proof > summary").focus()
    page.keyboard.press("Enter")
    block.locator(".to-page").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#pages.on")
    for side in ("old", "new"):
        page.locator(f"#pane-{side} .here").first.wait_for()
        page.locator(f"#pane-{side} image").first.wait_for(state="attached")
    names = page.locator(".pane .here").evaluate_all(
        "a => a.map(e => decodeURIComponent(e.getAttribute('href')))"
    )
    assert {name.split("/", 1)[1] for name in names} == {names[0].split("/", 1)[1]}
    # scrolled to the end with the keyboard, the other is there as well
    page.keyboard.press("End")
    for _ in range(100):
        if page.evaluate("Math.min(pane.old.host.scrollTop, pane.new.host.scrollTop)") > 400:
            break
        page.wait_for_timeout(50)
    assert page.evaluate("Math.min(pane.old.host.scrollTop, pane.new.host.scrollTop)") > 400
    assert page.locator(".pane image").count() <= 4
    size = page.locator("#pane-new image").first.evaluate(
        "i => new Promise(d => { const p = new Image(); p.onload = () => d(p.naturalWidth); p.src = i.getAttribute('href') })"
    )
    assert 500 <= size <= 1200  # for a screen


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_fit_the_screen_and_break_no_rule(
    visit: Callable[..., Any], printed: Path, violations: Callable[..., list[str]], width: int
) -> None:
    page = visit(printed, "pages")
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.evaluate(
        "document.querySelectorAll('.sheet').forEach(s => [...s.querySelectorAll('a')].slice(4).forEach(a => a.remove()))"
    )
    assert violations(page) == []


def test_without_the_switch_no_page_is_embedded(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled)
    assert page.locator("#pages, #page-images").count() == 0
    assert "img-src" not in page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
