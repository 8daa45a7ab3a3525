"""PDF pages with something over, beside or around the text: watermarks, numbers of every fifth line, turned pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_files import Page, pdf

from draftdiff.layout import Layout, Options, RawFile
from draftdiff.reading import read, read_bytes
from draftdiff_parsers.pdf import PdfReader

FILES = Path(__file__).parent / "data" / "failing"
TEXT = [
    "The General Assembly,", "Recalling its resolution 71/1 of 3 October 2016 on the safety of mountain paths,",
    "Welcoming the report of the Secretary-General on the efficient marking of paths,",
    "1. Calls upon all States to mark mountain paths in a uniform manner, taking into",
    "account the needs of persons of all ages and the conditions prevailing in each",
    "region;", "2. Requests the Secretary-General to report to the General Assembly at its next",
    "session on the implementation of the present resolution;", "3. Decides to hold 12 meetings in",
    "2017 and 10 more in the year that follows, as its rules of procedure foresee;",
    "4. Decides to remain seized of the matter.",
]  # fmt: skip


def layout(*pages: Page) -> Layout:
    return PdfReader().read(RawFile(data=pdf(*pages), name="x.pdf"), Options(ocr="never"))


def texts(found: Layout) -> list[str]:
    return [block.text for block in found.blocks]


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("pdf_watermark_horizontal.pdf", "printed over the text"),
        ("pdf_linenumbers_every5.pdf", "line numbers"),
        ("pdf_rotated90.pdf", "turned by 270 degrees"),
    ],
)
def test_the_text_is_read_and_what_was_done_is_reported(name: str, reported: str) -> None:
    document = read(FILES / name)
    assert document.labels() == ["PP1", "PP2", "OP1", "OP2", "OP3"]
    assert document["PP2"].text == (
        "Welcoming the report of the Secretary-General on the efficient marking of paths, and the efforts of the host "
        "country,"
    )
    assert any(reported in problem.what for problem in document.problems)


#: what is printed over the text, where and how large
@pytest.mark.parametrize(
    ("words", "y", "size"), [("DRAFT", 150, 80), ("CONFIDENTIAL", 128, 40), ("NOT FOR CITATION", 175, 30)]
)
def test_large_words_over_the_text_are_a_watermark(words: str, y: float, size: float) -> None:
    found = layout(Page().lines(72, 100, TEXT).text(72, y, words, size=size, font="F4"))
    assert texts(found) == TEXT
    assert any(problem.raw == words for problem in found.problems)


def test_a_large_title_that_stands_clear_of_the_text_is_text() -> None:
    found = layout(Page().text(72, 90, "RESOLUTION", size=30).lines(72, 120, TEXT))
    assert texts(found) == ["RESOLUTION", *TEXT]


@pytest.mark.parametrize(("x", "first"), [(50, 5), (545, 5), (50, 45)])
def test_numbers_of_every_fifth_line_are_furniture(x: float, first: int) -> None:
    page = Page().lines(72, 100, TEXT)
    for at in range(2):
        page.text(x, 100 + 12 * (4 + 5 * at), str(first + 5 * at), size=8)
    assert texts(layout(page)) == TEXT


def test_a_short_last_page_has_one_such_number() -> None:
    first, last = Page().lines(72, 100, TEXT), Page().lines(72, 100, TEXT[:6])
    for page, many in ((first, 2), (last, 1)):
        for at in range(many):
            page.text(50, 100 + 12 * (4 + 5 * at), str(5 + 5 * at))
    assert texts(layout(first, last)) == [*TEXT, *TEXT[:6]]


def test_numbers_inside_the_text_stay() -> None:
    lines = ["Year and number of meetings:", "10 in the first year,", "15 in the second,", "20 in the third."]
    assert texts(layout(Page().lines(72, 100, lines))) == lines


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_whose_text_is_turned_is_read_upright(turn: int) -> None:
    cosine, sine = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    x, y = {90: (595, 0), 180: (842, 595), 270: (0, 842)}[turn]
    width, height = (842, 595) if turn == 180 else (595, 842)
    page = Page(width=width, height=height)
    upright = Page(width=842, height=595).lines(72, 100, TEXT)
    page.content = [f"q {cosine} {sine} {-sine} {cosine} {x} {y} cm", *upright.content, "Q"]
    found = layout(page)
    assert texts(found) == TEXT
    assert any("turned by" in problem.what for problem in found.problems)


# Hyphens at line ends.


def test_words_broken_over_line_ends_are_whole() -> None:
    document = read(FILES / "pdf_line_end_hyphens.pdf")
    assert document["OP1"].text == "Calls upon States to implement low-income programmes;"
    assert "international co-operation and the non-governmental organizations" in document["PP1"].text
    assert [p.raw for p in document.problems if p.kind == "repaired"] == [
        "inter- national", "imple- ment", "pro- grammes;",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["1. Welcomes the environ-", "mental assess-", "ment of the long-", "term plan;"],
         "Welcomes the environmental assessment of the long-term plan;"),
        (["1. Invites the Secretary-", "General to under-", "take a follow-", "up survey;"],
         "Invites the Secretary-General to undertake a follow-up survey;"),
        (["1. Stresses the multi-", "lateral, self-", "reliant and cross-", "border nature of the frame-", "work;"],
         "Stresses the multilateral, self-reliant and cross-border nature of the framework;"),
    ],
)  # fmt: skip
def test_hyphens_at_line_ends_go_where_they_only_break_a_word(lines: list[str], text: str) -> None:
    page = Page().lines(
        72, 100, ["The General Assembly,", "Recalling its resolution 71/1,", *lines, "2. Decides to meet."]
    )
    assert read_bytes(RawFile(data=pdf(page), name="x.pdf"), Options(ocr="never"))[0]["OP1"].text == text
