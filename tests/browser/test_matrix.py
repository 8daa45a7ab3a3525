"""The report at work at every width, light and dark, with script and without: what a person does, done by keyboard.

Every run takes three walks narrow and dark, which differs most from what the other modules look at (1280 wide and
light). The others take minutes; `.ci/run` asks for them with DRAFTDIFF_MATRIX=1.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from histories import document, link

from draftdiff.alignment import Alignment
from draftdiff.decisions import Decisions
from draftdiff.history import History
from draftdiff.writing import ReportOptions
from draftdiff_reports.html import HtmlReport
from draftdiff_reports.html.writer import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Width and height in CSS pixels.
SCREENS = {"wide": (1440, 900), "desk": (1280, 900), "phone": (390, 844)}
whole = os.environ.get("DRAFTDIFF_MATRIX") == "1"
rare = pytest.mark.skipif(not whole, reason="a walk that is taken where DRAFTDIFF_MATRIX=1, as in .ci/run")
COMBINATIONS = [(screen, scheme) for screen in SCREENS for scheme in ("light", "dark")]
#: One combination in every run, all where the matrix is asked for; or all where it is asked for.
everywhere = pytest.mark.parametrize(
    ("screen", "scheme"),
    [pytest.param(*c, marks=() if c == ("phone", "dark") else rare) for c in COMBINATIONS],
)
asked = pytest.mark.parametrize(("screen", "scheme"), [pytest.param(*c, marks=rare) for c in COMBINATIONS])
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Pixels of the focused element that the bar covers, or that are off the screen.
HIDDEN = """() => { const e = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector('.desk').getBoundingClientRect().bottom;
  return Math.max(0, Math.min(bar, e.bottom) - e.top, e.top - innerHeight) }"""
#: Rows of each view that axe looks at: they are made by one template.
THIN = """rows => { for (const view of document.querySelectorAll('.view')) for (const kind of ['.row', '.block', '.ghost',
  '.problems li', '.weighty > li', 'tbody tr', '.alluvial a', '.ribbon', '.numbers li', '.paras > div'])
    [...view.querySelectorAll(kind)].slice(rows).forEach(e => { e.remove(); });
  document.querySelectorAll('details').forEach(d => { d.open = !d.matches('.filters'); }) }"""


def until(page: Any, true: str) -> None:
    """Wait until an expression is true; the page's content security policy forbids playwright's own way."""
    for _ in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never: {true}")


def _screen(name: str) -> dict[str, int]:
    width, height = SCREENS[name]
    return {"width": width, "height": height}


@pytest.fixture
def desk(visit: Callable[..., Any], bundled: Path, screen: str, scheme: str) -> Callable[..., Any]:
    """Open the bundled report at an address, on the screen and in the colours of the test's parameters."""

    def at(address: str, report: Path = bundled) -> Any:
        return visit(report, address, viewport=_screen(screen), color_scheme=scheme, reduced_motion="reduce")

    return at


@everywhere
def test_a_number_and_words_are_found_wherever_they_are(desk: Callable[[str], Any]) -> None:
    page = desk("summary")
    page.keyboard.press("/")
    page.keyboard.type("OP14")
    page.locator("#goes a").first.wait_for()
    told = page.locator("#goes").inner_text()
    assert "first draft OP14 (now OP15)" in told  # by its old number
    assert "adopted text OP14" in told  # by its new one
    count, of, total = page.inner_text("#found").split()
    assert (of, int(count) > 0, int(total) > int(count)) == ("of", True, True)
    page.keyboard.press("Enter")
    page.wait_for_selector("#synopsis.on")
    assert page.evaluate("document.activeElement.id").endswith("/OP14")
    assert page.evaluate(HIDDEN) == 0
    # Words that stand in a closed list only: it opens, and closes again when they are taken out.
    page.fill("#q", "")
    page.click(".views a[href='#summary']")
    until(page, "!document.querySelector('#found').textContent")
    closed = page.locator("#summary details.more:not([open])")
    before = closed.count()
    words = closed.last.locator("li, dd").last.evaluate(
        "e => e.textContent.trim().split(/\\s+/).slice(0, 3).join(' ')"
    )
    page.fill("#q", words)
    until(page, f"document.querySelectorAll('#summary details.more:not([open])').length < {before}")
    page.fill("#q", "")
    until(page, f"document.querySelectorAll('#summary details.more:not([open])').length === {before}")


@everywhere
def test_nothing_hangs_over_the_edge_and_the_bar_stays_in_sight(
    desk: Callable[[str], Any], screen: str
) -> None:
    page = desk("summary")
    for view in VIEWS:
        page.click(f".views a[href='#{view}']")
        assert page.evaluate(OVERFLOW) <= 0, view
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator("#q").wait_for()
        box = page.locator("#q").bounding_box()
        assert box["y"] >= 0, view
        # at the top once the title is scrolled away, which a short view leaves no room for
        away = page.evaluate("document.querySelector('.mast').getBoundingClientRect().bottom < 0")
        assert box["y"] + box["height"] < SCREENS[screen][1] / (4 if away else 1), view
        assert away or view not in ("synopsis", "redline", "lineage", "origin"), view
        current = page.locator(".views a[aria-current]").bounding_box()
        assert current["x"] >= 0, view
        assert current["x"] + current["width"] <= SCREENS[screen][0], view
    for control in ("#prev", "#next", "#changed", "#only", ".filters > summary", "#theme"):
        box = page.locator(control).bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= SCREENS[screen][0], control


@asked
def test_the_map_leads_to_a_change_and_unchanged_paragraphs_fold(
    desk: Callable[..., Any], long: Path, screen: str
) -> None:
    page = desk("redline", long)
    folded = page.locator("#redline-body .folded")
    assert folded.count() == 1
    assert page.locator("#redline-body .block").count() == 1
    folded.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.block')")
    assert page.evaluate(HIDDEN) == 0
    box = page.locator("#map").bounding_box()
    assert box["x"] + box["width"] <= SCREENS[screen][0]
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 2)
    page.locator("[id='old..new/OP200']").wait_for()
    until(page, "scrollY > 1000")
    page.click(".views a[href='#lineage']")
    short = page.locator("#lineage-body .alluvial a").count()
    page.uncheck("#changed")
    assert page.locator("#lineage-body .alluvial a").count() > short


@asked
def test_any_two_versions_and_either_text_alone(desk: Callable[[str], Any]) -> None:
    page = desk("redline")
    for old, new in (("0", "2"), ("0", "1"), ("1", "2")):
        page.select_option("#old", old)
        page.select_option("#new", new)
        page.locator("#redline-body .block").first.wait_for()
        assert page.locator("#redline-body :is(ins, del)").count() > 0
    for mode, gone in (("old", "ins"), ("new", "del")):
        page.focus(f"[data-mode={mode}]")
        page.keyboard.press("Enter")
        assert page.locator(f"#redline-body {gone}:visible").count() == 0
    page.click("[data-mode=both]")
    page.click(".views a[href='#synopsis']")
    page.uncheck("[data-column='1']")  # what is hidden is compared with nothing
    seen = page.locator(".row").first.locator(".col:visible").evaluate_all("c => c.map(e => e.dataset.name)")
    assert seen == ["first draft", "adopted text"]
    assert page.evaluate(OVERFLOW) <= 0


def _tab_to(page: Any, words: str) -> None:
    """Press Tab until the focus is on a control of that name."""
    name = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent)"
    for _ in range(80):
        if page.evaluate(f"{name}.startsWith({json.dumps(words)})"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no control {words} is reached with the Tab key")


@everywhere
def test_the_keyboard_alone_reviews_to_the_end(desk: Callable[[str], Any]) -> None:
    import draftdiff as dd

    page = desk("final..adopted/OP23")
    assert page.evaluate(HIDDEN) == 0
    page.keyboard.press("Tab")
    for _ in range(12):
        if page.evaluate("document.activeElement.matches('.proof > summary')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("[id='final..adopted/OP23'] .desk-of")
    number = page.locator(
        "[id='final..adopted/OP23'] .desk-of .line b", has_text="early December"
    ).inner_text()
    for button in ("Seen", "Substantive", "Reject"):
        _tab_to(page, f"{button}: {number}")
        page.keyboard.press("Enter")
    _tab_to(page, f"Comment: {number}")
    page.keyboard.type("late was agreed")
    _tab_to(page, "Not the same paragraph")
    page.keyboard.press("Space")
    _tab_to(page, "Comes from: ")
    page.keyboard.type("OP22")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.inner_text("#decided") == "6 decisions in this browser"
    assert (
        page.locator("[id='final..adopted/OP23'] .desk-of").evaluate("e => e.scrollWidth - e.clientWidth")
        <= 0
    )
    page.keyboard.press("Home")
    with page.expect_download() as waiting:
        page.focus("#export-decisions")
        page.keyboard.press("Enter")
    found = Decisions.parse(waiting.value.path().read_text("utf-8"))
    assert sorted(d.what for d in found.decisions) == ["class", "comment", "forbid", "pin", "reject", "seen"]
    assert found.apply(dd.load("gcm-modalities")).stale == ()
    with page.expect_download() as waiting:
        page.focus("#export-text")
        page.keyboard.press("Enter")
    (line,) = (
        line for line in waiting.value.path().read_text("utf-8").splitlines() if line.startswith("OP23  ")
    )
    assert "in Mexico in late November 2017" in line


@asked
def test_two_pages_stand_side_by_side(desk: Callable[..., Any], printed: Path, screen: str) -> None:
    page = desk("pages", printed)
    for side in ("old", "new"):
        page.locator(f"#pane-{side} image").first.wait_for(state="attached")
    old, new = (page.locator(f"#pane-{side}").bounding_box() for side in ("old", "new"))
    if SCREENS[screen][0] > 800:
        assert old["x"] + old["width"] <= new["x"]
    else:  # one below the other, each as wide as the screen, so that a page can be read
        assert old["y"] + old["height"] <= new["y"]
        assert new["width"] > 0.9 * SCREENS[screen][0]
    bar = page.locator(".desk").bounding_box()
    assert new["y"] + new["height"] - old["y"] + bar["height"] <= SCREENS[screen][1]  # both are seen at once
    page.locator("#pane-old").focus()
    page.keyboard.press("End")
    until(page, "Math.min(pane.old.host.scrollTop, pane.new.host.scrollTop) > 100")
    assert page.evaluate(OVERFLOW) <= 0


# The desk's width, light and dark, is looked at in test_accessibility.
@rare
@pytest.mark.parametrize(("screen", "scheme"), [("phone", "dark"), ("phone", "light"), ("wide", "light")])
def test_axe_finds_nothing(
    desk: Callable[[str], Any], violations: Callable[..., list[str]], scheme: str
) -> None:
    page = desk("summary")
    found = {}
    for view in ("summary", "synopsis", "redline", "lineage"):
        page.click(f".views a[href='#{view}']")
        page.evaluate(THIN, 3)
        found[view] = violations(
            page, *(("color-contrast", "link-in-text-block") if scheme == "dark" else ())
        )
    assert {view: rules for view, rules in found.items() if rules} == {}


@asked
def test_without_script_everything_is_readable(
    visit: Callable[..., Any], bundled: Path, screen: str, scheme: str
) -> None:
    page = visit(bundled, viewport=_screen(screen), color_scheme=scheme, java_script_enabled=False)
    assert all(page.locator(f"#{view} h2").first.is_visible() for view in VIEWS)
    assert page.evaluate(OVERFLOW) <= 0
    for words in ("early December", "informal thematic sessions", "voluntary trust fund"):
        assert page.locator("#redline .text", has_text=words).first.is_visible()
    assert (
        page.locator(".tools, .review, .choose, #map").evaluate_all("e => e.filter(x => x.offsetParent)")
        == []
    )


def test_a_report_of_six_versions_stays_in_proportion() -> None:
    # Six versions of 430 paragraphs shall take at most 4 MB (issue 12, item 6): the same share for fewer.
    count = 86
    words = [
        f"Requests the {SUBJECT} of region {n} to report on progress made, and invites others"
        for n, SUBJECT in (
            (n, ("States", "harbours", "schools", "councils")[n % 4]) for n in range(1, count + 1)
        )
    ]
    versions = {
        f"v{v}": {f"OP{n}": f"{text} in {2000 + v} and in {2001 + v if n % 3 else 2000} to do likewise with care and in good time;"
                  for n, text in enumerate(words, 1)}
        for v in range(6)
    }  # fmt: skip
    links = tuple(link(label, label, "edited") for label in versions["v0"])
    history = History(
        [document(name, texts) for name, texts in versions.items()],
        alignments=[Alignment(old=f"v{v}", new=f"v{v + 1}", links=links) for v in range(5)],
    )
    page = HtmlReport().write(history, ReportOptions())
    assert (
        len(page) <= 4_000_000 * count / 430 + 150_000
    )  # style, script and words of the page, which are there once
