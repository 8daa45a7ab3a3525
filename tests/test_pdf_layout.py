"""What the PDF layout reader makes of glyphs, columns, furniture, footnotes, rules and tables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import Page, pdf

from draftdiff.layout import Layout, LayoutReader, Options, RawFile
from draftdiff_parsers.pdf import PdfReader, words

BODY = [
    "Recalling its earlier resolutions on the matter and the reports that were",
    "submitted to it by the Secretary-General at its last regular session,",
    "Noting with appreciation the work done by all concerned in the meantime",
    "and the contributions made by the regional commissions to that end,",
]


def read(*pages: Page) -> Layout:
    return PdfReader().read(RawFile(data=pdf(*pages), name="f.pdf"), Options(ocr="never"))


def texts(layout: Layout) -> list[str]:
    return [block.text for block in layout.blocks]


def test_the_reader_keeps_the_contract_and_knows_pdf_by_content_not_by_name() -> None:
    reader = PdfReader()
    assert isinstance(reader, LayoutReader)
    assert reader.sniff(RawFile(data=pdf(Page()), name="letter.txt")) == "application/pdf"
    assert reader.sniff(RawFile(data=b"The General Assembly,", name="letter.pdf")) == ""


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["cooperat", -130, "ion"], "cooperation"),
        (["Confere", -148, "nce on"], "Conference on"),
        (["UN", -140, "-SPIDER"], "UN-SPIDER"),
        (["two", -210, "words"], "two words"),
        (["two", -250, "words"], "two words"),
        (["St", 40, "ates"], "States"),
        (["R", -300, "E", -300, "S", -300, "O", -300, "L", -300, "V", -300, "E"], "RESOLVE"),
        (["R", -300, "E", -300, "D", -900, "B", -300, "O", -300, "X"], "RED BOX"),
    ],
)  # fmt: skip
def test_words_are_built_from_gaps_that_are_spaces_not_from_kerning(
    pieces: list[str | float], expected: str
) -> None:
    assert texts(read(Page().kerned(72, 100, pieces))) == [expected]


def test_a_line_knows_its_place_indent_size_and_distance() -> None:
    layout = read(Page().lines(72, 100, BODY).text(96, 166, "Decides to continue the discussion;"))
    last, first = layout.blocks[-1], layout.blocks[0]
    assert first.anchor.page == 1
    assert first.anchor.box is not None
    x0, top, x1, bottom = first.anchor.box
    assert x0 == pytest.approx(72, abs=1)
    assert top < 100 < bottom
    assert 300 < x1 < 500
    assert (first.indent, last.indent) == (0.0, 24.0)
    assert first.size == 10
    assert [block.gap for block in layout.blocks] == [0.0, 0.0, 0.0, 0.0, 1.5]
    assert not any(block.whole for block in layout.blocks)


def test_the_first_line_of_a_page_says_so() -> None:
    layout = read(Page().lines(72, 200, BODY[:2]), Page().lines(72, 200, BODY[2:]))
    assert [(block.anchor.page, block.page_break) for block in layout.blocks] == [
        (1, False), (1, False), (2, True), (2, False),
    ]  # fmt: skip


def test_a_paragraph_at_the_top_of_a_page_has_the_space_that_others_have() -> None:
    page = Page()
    for at in range(5):
        page.text(96, 100 + 42 * at, BODY[0]).lines(72, 112 + 42 * at, BODY[1:3])
    begins = Page().text(96, 100, BODY[0]).lines(72, 112, BODY[1:])
    goes_on = Page().lines(72, 100, BODY)
    tops = [block for block in read(page, begins, goes_on).blocks if block.page_break]
    assert [(block.indent, block.gap) for block in tops] == [(24.0, 0.5), (0.0, 0.0)]


def test_italics_and_bold_are_runs_of_the_line() -> None:
    page = (
        Page()
        .text(72, 100, "Recalling", font="F2")
        .text(111, 100, "its resolution")
        .text(72, 130, "Annex", font="F3")
    )
    first, second = read(page).blocks
    assert [(s.name, first.text[s.start : s.end]) for s in first.styles] == [("italic", "Recalling")]
    assert [(s.name, second.text[s.start : s.end]) for s in second.styles] == [("bold", "Annex")]


def columns(left: list[str], right: list[str], *, shift: float = 0) -> Page:
    page = Page().text(150, 80, "A heading across the full width of both columns of the page", size=12)
    return page.lines(60, 110, left).lines(310, 110 + shift, right)


@pytest.mark.parametrize("shift", [0, 3, 6])
def test_columns_are_read_one_after_the_other_also_when_their_lines_are_not_level(shift: float) -> None:
    left = [f"left {n} and some more words to fill the column" for n in range(12)]
    right = [f"right {n} and some more words to fill the column" for n in range(12)]
    assert texts(read(columns(left, right, shift=shift)))[1:] == [*left, *right]


def test_a_closing_line_at_the_right_margin_is_no_column() -> None:
    page = (
        Page().lines(72, 100, BODY * 3).text(380, 260, "74th plenary meeting").text(380, 272, "6 April 2017")
    )
    assert texts(read(page)) == [*BODY * 3, "74th plenary meeting", "6 April 2017"]


def un_pages(count: int) -> list[Page]:
    pages: list[Page] = []
    for number in range(1, count + 1):
        page = Page().lines(120, 120, [f"{line[:-1]} {number}{line[-1]}" for line in BODY])
        page.text(500 if number % 2 else 60, 50, "A/RES/73/6")
        page.text(60 if number % 2 else 480, 810, "18-17962").text(
            500 if number % 2 else 60, 810, f"{number}/{count}"
        )
        pages.append(page)
    return pages


def test_running_symbols_job_numbers_and_page_fractions_are_left_out_and_reported() -> None:
    layout = read(*un_pages(4))
    assert len(layout.blocks) == 16
    dropped = [problem for problem in layout.problems if problem.kind == "dropped"]
    assert {line for problem in dropped for line in problem.raw.replace("\t", "\n").split("\n")} == {
        "A/RES/73/6", "18-17962", "1/4", "2/4", "3/4", "4/4",
    }  # fmt: skip
    assert all(problem.anchor is not None and problem.anchor.page for problem in dropped)


def test_running_heads_with_page_numbers_inside_are_known_by_repetition() -> None:
    pages = [
        Page().text(60, 50, f"L 119/{n}").text(200, 50, "Official Journal of the European Union").text(480, 50, "4.5.2016")
        .lines(60, 120, [f"{line} {n * 17}" for line in BODY])
        for n in range(1, 7)
    ]  # fmt: skip
    layout = read(*pages)
    assert not any("Journal" in text or "119" in text for text in texts(layout))
    assert len(layout.blocks) == 24


def test_text_that_recurs_at_the_foot_of_pages_is_text_where_it_continues_the_column() -> None:
    pages = [
        Page().lines(72, 100, [*(f"{line} {n}" for line in BODY * 14), BODY[0]], step=12.5) for n in range(6)
    ]
    layout = read(*pages)
    assert texts(layout).count(BODY[0]) == 6
    assert not layout.problems


def test_a_line_that_looks_like_furniture_in_the_middle_of_a_page_stays() -> None:
    page = Page().lines(72, 300, [*BODY, "A/RES/73/6", "2/7", *BODY])
    assert texts(read(page)) == [*BODY, "A/RES/73/6", "2/7", *BODY]


def test_text_that_is_all_furniture_is_text() -> None:
    assert texts(read(Page().text(72, 40, "A/RES/73/6"))) == ["A/RES/73/6"]


def test_the_masthead_is_left_out_and_gives_the_symbol() -> None:
    page = Page().text(60, 60, "United Nations", size=14).text(450, 60, "A/72/L.5")
    page.text(60, 90, "General Assembly", size=18).text(380, 90, "Distr.: Limited").text(
        380, 102, "3 October 2017"
    )
    page.text(380, 120, "Original: English")
    page.text(60, 160, "Seventy-second session", font="F3").text(60, 172, "Agenda item 14", font="F3")
    page.text(60, 184, "Follow-up to the outcome of the Summit", font="F3")
    page.text(120, 230, "Fiji and Sweden: draft resolution", font="F3").lines(120, 260, BODY)
    layout = read(page)
    assert texts(layout) == ["Fiji and Sweden: draft resolution", *BODY]
    assert layout.symbol == "A/72/L.5"


def test_line_numbers_at_the_margin_are_left_out_paragraph_numbers_are_not() -> None:
    page = Page()
    for at in range(20):
        page.text(60, 100 + 14 * at, f"{at + 1}").text(80, 100 + 14 * at, BODY[at % 4])
    assert texts(read(page)) == BODY * 5
    fives = Page().lines(80, 100, BODY * 10)
    for at in range(5, 41, 5):
        fives.text(56, 100 + 12 * (at - 1), f"{at}")
    assert texts(read(fives)) == BODY * 10
    numbered = Page()
    for at in range(6):
        numbered.text(72, 100 + 28 * at, f"{at + 1}.").text(96, 100 + 28 * at, BODY[0]).text(
            72, 112 + 28 * at, BODY[1]
        )
    assert [text.split()[0] for text in texts(read(numbered))][::2] == ["1.", "2.", "3.", "4.", "5.", "6."]


def noted_page() -> Page:
    page = Page().lines(72, 300, BODY * 5).text(72, 600, "the Sustainable Development Goals,")
    page.text(215, 596, "1", size=6).text(220, 600, "and the 6").text(257, 596, "th", size=6).text(
        264, 600, "meeting;"
    )
    page.text(72, 700, "__________________", size=8)
    page.text(80, 715, "1", size=5).text(86, 718, "Resolution 70/1.", size=8)
    return page.text(80, 727, "2", size=5).text(
        86, 730, "See A/71/728, para. 3, and the documents named", size=8
    )


def test_footnotes_are_lifted_out_and_tied_to_their_marks() -> None:
    second = Page().lines(72, 300, BODY[:2]).text(400, 296, "2", size=6)
    second.text(72, 700, "__________________", size=8).text(80, 715, "there, volume II.", size=8)
    layout = read(noted_page(), second)
    assert [(note.mark, note.text) for note in layout.footnotes] == [
        ("1", "Resolution 70/1."), ("2", "See A/71/728, para. 3, and the documents named there, volume II."),
    ]  # fmt: skip
    assert {a.page for a in layout.footnotes[1].anchors} == {1, 2}
    marked = next(block for block in layout.blocks if "Goals" in block.text)
    assert marked.text == "the Sustainable Development Goals, and the 6th meeting;"
    assert [(n.kind, n.mark, marked.text[: n.at]) for n in marked.notes] == [
        ("footnote", "1", "the Sustainable Development Goals,"),
    ]  # fmt: skip
    assert [(s.name, marked.text[s.start : s.end]) for s in marked.styles] == [("superscript", "th")]


def width(text: str) -> float:
    """Points that a text takes in 10-point Times."""
    box = read(Page().text(0, 100, text)).blocks[0].anchor.box
    assert box is not None
    return box[2] - box[0]


def test_an_exponent_is_not_a_footnote_mark() -> None:
    end = 72 + width("an area of 20 km")
    page = (
        noted_page()
        .text(72, 640, "an area of 20 km")
        .text(end, 636, "2", size=6)
        .text(end + 6, 640, "in all")
    )
    area = next(block for block in read(page).blocks if "area" in block.text)
    assert area.text == "an area of 20 km2 in all"
    assert not area.notes


def test_rules_through_and_under_words_are_marks_also_on_parts_of_words() -> None:
    page = Page().text(72, 100, "The Council shall may decide on reports and replies")
    start, end = 72 + width("The Council"), 72 + width("The Council shall")
    page.rule(start + 2, end, 97).rule(end + 2, 72 + width("The Council shall may"), 101.5)
    part = 72 + width("The Council shall may decide on re")
    page.rule(part, 72 + width("The Council shall may decide on reports"), 97)
    (block,) = read(page).blocks
    assert [(s.name, block.text[s.start : s.end]) for s in block.styles] == [
        ("strike", "shall"), ("underline", "may"), ("strike", "ports"),
    ]  # fmt: skip


def ruled_table() -> Page:
    page = Page().lines(72, 100, BODY)
    for y in (200, 220, 240, 260):
        page.rule(72, 400, y)
    for x in (72, 200, 400):
        page.upright(x, 200, 260)
    rows = [("State", "Amount"), ("France", "12 million"), ("Spain", "7 million")]
    for at, (left, right) in enumerate(rows):
        page.text(76, 214 + 20 * at, left).text(204, 214 + 20 * at, right)
    return page.lines(72, 290, BODY)


def test_a_ruled_table_is_one_block_and_reported() -> None:
    layout = read(ruled_table())
    kinds = [block.kind for block in layout.blocks]
    assert kinds == ["text"] * 4 + ["table"] + ["text"] * 4
    assert layout.blocks[4].text == "State\tAmount\nFrance\t12 million\nSpain\t7 million"
    assert any(problem.kind == "unsupported" and "table" in problem.what for problem in layout.problems)


def test_text_at_an_angle_and_off_the_page_is_reported_not_read() -> None:
    layout = read(Page().lines(72, 100, BODY).turned(200, 600, "DRAFT").text(3000, 100, "unseen"))
    assert texts(layout) == BODY
    assert {problem.raw for problem in layout.problems} == {"DRAFT", "unseen"}


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    page = Page(annotations="/Rotate 90")
    page.content += [
        f"BT /F1 10 Tf 0 1 -1 0 {100 + 12 * at} 72 Tm ({line}) Tj ET" for at, line in enumerate(BODY)
    ]
    layout = read(page)
    assert texts(layout) == BODY
    boxes = [block.anchor.box for block in layout.blocks]
    assert all(a is not None and b is not None and a[1] < b[1] for a, b in pairwise(boxes))
    assert boxes[0] is not None
    assert boxes[0][0] == pytest.approx(72, abs=1)


def test_chinese_has_no_spaces_between_its_characters() -> None:
    page = Page().wide(94, 100, "回顾其2017年4月6日第71/280号决议，重申大会决心制定原则、", size=10)
    page.wide(72, 116, "承诺和谅解框架，").wide(94, 140, "1.").wide(
        134, 140, "决定政府间会议将于2018年举行；"
    )
    assert texts(read(page)) == [
        "回顾其2017年4月6日第71/280号决议，重申大会决心制定原则、", "承诺和谅解框架，", "1. 决定政府间会议将于2018年举行；",
    ]  # fmt: skip


@given(
    pieces=st.lists(
        st.one_of(
            st.text("abcDE,. -", min_size=1, max_size=6),
            st.sampled_from([-500.0, -250.0, -170.0, -60.0, 40.0]),
        ),
        min_size=1,
        max_size=12,
    ),
    split=st.integers(0, 12),
)
@settings(max_examples=40, deadline=None)
def test_cutting_whole_stretches_and_letter_by_letter_agree(pieces: list[str | float], split: int) -> None:
    page = Page().kerned(72, 100, pieces[:split] or ["x"]).kerned(200, 100, pieces[split:] or ["y"])
    page.text(72, 130, "end")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_set_wide", lambda *_: False)
        quick = texts(read(page))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_set_wide", lambda *_: True)
        patch.setattr(words, "_threshold", lambda _: words.SPACE)
        assert texts(read(page)) == quick


def test_reading_twice_gives_the_same() -> None:
    pages = [ruled_table(), *un_pages(3)]
    assert read(*pages) == read(*pages)
