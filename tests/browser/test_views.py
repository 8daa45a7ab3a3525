"""Every view of the report, its filters, keys and addresses, with script and without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from support import everything

from draftdiff_reports.html.writer import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_opens_by_its_address_and_shows_itself_alone(
    visit: Callable[..., Any], bundled: Path, view: str
) -> None:
    page = visit(bundled, view)
    assert page.locator(".view.on").evaluate_all("v => v.map(e => e.id)") == [view]
    assert page.locator(f"#{view} h2").first.is_visible()
    assert page.locator(".views a[aria-current]").get_attribute("href") == f"#{view}"


def test_without_script_all_views_stand_one_after_another(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled, java_script_enabled=False)
    assert all(page.locator(f"#{view} h2").first.is_visible() for view in VIEWS)
    assert page.locator(".tools").is_hidden()
    page.click(".views a[href='#lineage']")
    assert page.locator("#lineage .alluvial").is_visible()


def test_the_summary_alone_tells_what_changed_last_what_is_new_and_where_the_themes_went(
    visit: Callable[..., Any], bundled: Path
) -> None:
    page = visit(bundled)
    summary = page.locator("#summary").inner_text()
    mexico = page.locator("#summary .weighty li", has_text="OP23").first.inner_text()
    assert "late November" in mexico
    assert "early December" in mexico
    assert [a.inner_text() for a in page.locator("[aria-labelledby=s-new] dt a").all()] == [
        "PP4",
        "OP9",
        "OP20",
        "OP24",
    ]
    row = page.locator(
        ".journeys tr", has_text="International cooperation and governance of migration"
    ).inner_text()
    assert "OP14(B)(e)" in row
    assert "Headquarters in New York" in row
    assert "OP15(a)(iii)" in row
    assert "Geneva" in row
    assert "Vienna" in page.locator(".journeys").inner_text()
    assert "No paragraph of the first draft was dropped" in summary


@pytest.mark.parametrize(
    ("address", "view", "words"),
    [
        ("adopted/OP15", "synopsis", "informal thematic sessions"),
        ("adopted/OP15(a)(ii)", "synopsis", "Irregular migration"),
        ("adopted%2FOP15%28a%29%28ii%29", "synopsis", "Irregular migration"),
        ("final..adopted/OP23", "redline", "early December"),
        ("first..final/OP31", "redline", "voluntary trust fund"),
        ("pair-first..adopted", "redline", "first draft"),
        ("sources-final", "sources", "final"),
    ],
)
def test_a_permanent_address_opens_its_paragraph(
    visit: Callable[..., Any], bundled: Path, address: str, view: str, words: str
) -> None:
    page = visit(bundled, address)
    page.wait_for_selector(f"#{view}.on")
    found = page.evaluate("document.activeElement.innerText")
    assert words in found
    assert page.locator(":focus").is_visible()


LOST = """() => [...new Set([...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')))]
  .filter(h => h.length < 2 || h[0] !== '#' || !(document.getElementById(h.slice(1)) || (window.nodeAt && (nodeAt(h.slice(1)) || pairAt(h.slice(1))))))"""
TWICE = """() => { const n = {}; document.querySelectorAll('[id]').forEach(e => { n[e.id] = (n[e.id] || 0) + 1 });
  return Object.keys(n).filter(k => n[k] > 1) }"""


@pytest.mark.parametrize("script", [True, False])
def test_every_link_inside_the_report_leads_somewhere(
    visit: Callable[..., Any], bundled: Path, *, script: bool
) -> None:
    page = visit(bundled, java_script_enabled=script)
    if script:
        for view in VIEWS:
            page.click(f".views a[href='#{view}']")
    assert page.evaluate(LOST) == []
    assert page.evaluate(TWICE) == []


def test_j_and_k_go_through_the_changes_and_back(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled, "redline")
    page.keyboard.press("j")
    first = page.locator(".now").evaluate("e => [e.closest('.block').id, e.dataset.c]")
    page.keyboard.press("j")
    second = page.locator(".now").evaluate("e => [e.closest('.block').id, e.dataset.c]")
    assert first != second
    page.keyboard.press("k")
    assert page.locator(".now").evaluate("e => [e.closest('.block').id, e.dataset.c]") == first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('details.proof').open") is True


def test_substantive_only_hides_the_other_marks_and_the_paragraphs_without_substance(
    visit: Callable[..., Any], bundled: Path
) -> None:
    page = visit(bundled, "redline")
    shown = "#redline-body .block"
    everything(page)
    before = page.locator(shown).count()
    page.check("#only")
    everything(page)
    assert 0 < page.locator(shown).count() < before
    assert page.locator(f"{shown} del.typography:visible, {shown} del.scan:visible").count() == 0
    assert page.locator(f"{shown} ins:not([class]):visible").count() > 0
    page.uncheck("#only")
    everything(page)
    assert page.locator(shown).count() == before


def test_filters_narrow_the_synopsis_and_an_address_outside_them_resets_them(
    visit: Callable[..., Any], bundled: Path
) -> None:
    page = visit(bundled, "synopsis")
    page.click(".filters > summary")
    page.select_option("#f-relation", "merged")
    titles = page.locator(".row:not([hidden])").evaluate_all("r => r.map(e => e.getAttribute('aria-label'))")
    assert titles == ["PP1", "OP15(c)", "OP31"]
    page.evaluate("location.hash = 'adopted/OP2'")
    page.locator("[id='adopted/OP2']:focus").wait_for()
    assert page.locator("[id='adopted/OP2']").is_visible()


@pytest.mark.parametrize("view", ["synopsis", "redline"])
def test_paragraphs_filtered_away_leave_no_room_behind_and_come_back(
    visit: Callable[..., Any], long: Path, view: str
) -> None:
    page = visit(long, view)
    page.uncheck("#changed")
    height = f"document.getElementById('{view}').offsetHeight"
    before = page.evaluate(height)
    shown = f"#{view} :is(.row, .block)"
    page.click(".filters > summary")
    page.select_option("#f-relation", "edited")
    assert page.locator(shown).count() == 1
    assert page.locator(shown).is_visible()
    assert page.evaluate(height) < 1_200
    assert page.locator("#found").inner_text() == "1 of 200"
    page.select_option("#f-relation", "")
    everything(page)
    assert page.locator(shown).count() == 200
    assert page.evaluate(height) > before / 2


@pytest.mark.parametrize("view", ["synopsis", "redline"])
def test_unchanged_paragraphs_in_a_row_are_one_line_until_it_is_opened(
    visit: Callable[..., Any], long: Path, view: str
) -> None:
    page = visit(long, view)
    rows = page.locator(f"#{view} :is(.row, .block)")
    assert rows.count() == 1
    page.locator(f"#{view} .folded").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.row, .block')")
    everything(page)
    assert rows.count() == 200


def test_search_finds_words_whatever_their_case(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled, "synopsis")
    page.keyboard.press("/")
    page.keyboard.type("TRUST fund")
    page.locator("#found:not(:empty)").wait_for()
    titles = page.locator(".row:not([hidden])").evaluate_all("r => r.map(e => e.getAttribute('aria-label'))")
    assert titles == ["OP31"]


def test_columns_of_the_synopsis_can_be_hidden(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled, "synopsis")
    page.uncheck("[data-column='0']")
    assert page.locator("[id='first/OP1']").is_hidden()
    assert page.locator("[id='adopted/OP1']").is_visible()


def test_a_node_of_the_picture_lights_its_line_and_opens_it(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled, "lineage")
    node = page.locator(".alluvial a[href='#adopted/OP31']")
    node.focus()
    lit = page.locator(".alluvial a.lit").evaluate_all("a => a.map(e => e.getAttribute('href'))")
    assert sorted(lit) == ["#adopted/OP31", "#final/OP31", "#first/OP27", "#first/OP28"]
    page.keyboard.press("Enter")
    page.wait_for_selector("#synopsis.on")
    assert page.evaluate("document.activeElement.id") == "adopted/OP31"


def test_the_dark_button_overrides_the_system(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled, color_scheme="light")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) != light
    assert page.inner_text("#theme") == "Light colours"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_view_prints(visit: Callable[..., Any], bundled: Path, paper: str) -> None:
    page = visit(bundled, "redline")
    printed = pypdfium2.PdfDocument(page.pdf(format=paper))
    first = printed[0].get_textpage().get_text_bounded()
    assert "Recalling its resolution 71/1" in first  # no empty page in front
    printed.close()
    page.emulate_media(media="print")
    assert page.locator(".tools").is_hidden()
    assert page.locator(".views").is_hidden()


def test_paper_shows_the_picture_from_its_first_line_to_its_last(
    visit: Callable[..., Any], long: Path
) -> None:
    page = visit(long, "lineage")
    page.uncheck("#changed")
    assert page.locator(".paper").count() == 0
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    pages = [sheet.get_textpage().get_text_bounded() for sheet in printed]
    printed.close()
    words = ["".join(text.split()) for text in pages]  # a picture made smaller loses its spaces
    assert "OP1Requests" in words[0]  # under the legend, not behind it
    assert len(pages) > 1
    assert all(f"OP{n}Requests" in "".join(words) for n in (1, 100, 200))
    assert page.locator(".paper").count() == 0


def test_the_picture_is_walked_with_the_arrow_keys(visit: Callable[..., Any], bundled: Path) -> None:
    page = visit(bundled, "lineage")
    here = "document.activeElement.getAttribute('href')"
    page.locator(".alluvial a[tabindex='0']").focus()
    assert page.evaluate(here) == "#first/PP1"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(here) == "#first/PP2"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(here) == "#adopted/PP2"
    page.keyboard.press("Enter")
    page.wait_for_selector("#synopsis.on")


def _saved(page: Any, button: str) -> str:
    with page.expect_download() as waiting:
        page.focus(button)
        page.keyboard.press("Enter")
    return waiting.value.path().read_text("utf-8")


def test_a_keyboard_alone_reviews_and_the_file_is_given_back(
    visit: Callable[..., Any], bundled: Path
) -> None:
    import draftdiff as dd
    from draftdiff.decisions import Decisions

    page = visit(bundled, "final..adopted/OP23")
    page.fill("#reviewer", "Ana")
    page.locator("[id='final..adopted/OP23'] .proof > summary").focus()
    page.keyboard.press("Enter")
    bench = page.locator("[id='final..adopted/OP23'] .desk-of")
    bench.locator(".line", has_text="early December").get_by_text("Reject").focus()
    page.keyboard.press("Enter")
    bench.locator(".line", has_text="early December").locator(".remark").focus()
    page.keyboard.type("late November was agreed")
    page.keyboard.press("Tab")
    bench.get_by_text("Not the same paragraph").focus()
    page.keyboard.press("Enter")
    found = Decisions.parse(_saved(page, "#export-decisions"))
    assert [(d.what, d.value, d.by) for d in found.decisions] == [
        ("reject", "", "Ana"), ("comment", "late November was agreed", "Ana"), ("forbid", "", "Ana"),
    ]  # fmt: skip
    assert found.apply(dd.load("gcm-modalities")).stale == ()
    text = _saved(page, "#export-text")
    (line,) = (line for line in text.splitlines() if line.startswith("OP23  "))
    assert "in Mexico in late November 2017" in line
    assert page.locator(".block .rejected").count() == 2  # the words taken out and those put in
    page.reload()
    assert page.inner_text("#decided") == "3 decisions in this browser"


def test_without_decisions_the_saved_text_is_the_newer_text_to_the_letter(
    visit: Callable[..., Any], bundled: Path
) -> None:
    import draftdiff as dd

    page = visit(bundled, "redline")
    adopted = dd.load("gcm-modalities")["adopted"]
    assert _saved(page, "#export-text").split("\n\n") == [
        f"{p.label}  {p.text}" + ("\n" if p is last else "")
        for last in (list(adopted.walk())[-1],)
        for p in adopted.walk()
    ]


@pytest.mark.parametrize("view", ["summary", "synopsis", "redline", "origin", "correlation"])
def test_a_number_finds_its_paragraph_in_old_and_new_numbering(
    visit: Callable[..., Any], bundled: Path, view: str
) -> None:
    page = visit(bundled, view)
    page.fill("#q", "op 14")
    page.locator("#goes a").first.wait_for()
    assert page.locator("#goes").inner_text() == (
        "first draft OP14 (now OP15) · final draft OP14 (now OP14) · adopted text OP14"
    )
    if view in ("synopsis", "redline"):
        titles = page.locator(f"#{view} :is(.row, .block) .label").all_inner_texts()
        assert any(title.endswith("OP14") for title in titles)
        assert page.locator("#found").inner_text().split(" of ")[0] != "0"


def test_any_two_versions_are_compared_and_the_pieces_spell_both_texts(
    visit: Callable[..., Any], bundled: Path
) -> None:
    page = visit(bundled, "redline")
    page.select_option("#old", "0")
    page.locator("#pair-first\\.\\.adopted").wait_for()
    wrong = page.evaluate("""() => redline.list.items.filter(item => item.i >= 0 && !item.fresh
      && item.list.filter(isNew).map(p => p.t).join('') !== textOf(item.v, item.i)).map(item => item.title)""")
    assert wrong == []
    lost = page.evaluate("""() => { const left = new Map(); for (const item of redline.list.items) {
      if (item.j >= 0) left.set(item.j, V[0].lengths[item.j]);
      else for (const j of way(0, 2).ancestors(2, item.i).keys()) left.set(j, 1); }
      return V[0].labels.filter((_, j) => !left.has(j)) }""")
    assert lost == []  # every old paragraph is told, as kept or as dropped
    page.click("[data-mode=old]")
    assert page.locator("#redline-body ins:visible").count() == 0
    page.click("[data-mode=new]")
    assert page.locator("#redline-body del:visible").count() == 0


def test_a_column_is_compared_with_the_column_seen_beside_it(
    visit: Callable[..., Any], bundled: Path
) -> None:
    page = visit(bundled, "synopsis")
    page.uncheck("[data-column='1']")
    cell = page.locator("[id='adopted/OP23']")
    assert "late November" not in cell.inner_text() or cell.locator("del").count() > 0
    assert (
        page.locator("[id='adopted/OP4'] ins, [id='adopted/OP4'] del, [id='adopted/PP4'] ins.whole").count()
        > 0
    )


def test_changes_only_shortens_the_picture(visit: Callable[..., Any], long: Path) -> None:
    page = visit(long, "lineage")
    height = "Number(document.querySelector('.alluvial').getAttribute('height'))"
    short = page.evaluate(height)
    page.uncheck("#changed")
    assert page.evaluate(height) > 3 * short


def test_the_bar_stays_in_sight_and_the_map_leads_to_a_paragraph(
    visit: Callable[..., Any], long: Path
) -> None:
    page = visit(long, "redline")
    page.uncheck("#changed")
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + box["height"] - 2)
    page.locator("[id='old..new/OP200']").wait_for()
    assert page.evaluate("scrollY") > 1_000
    assert page.locator("#q").evaluate("e => e.getBoundingClientRect().top") >= 0
