"""What a page's setting says of its text: Arabic in paragraphs that run the other way, indents, running feet, gaps."""

from __future__ import annotations

import pytest
from pdf_files import Page, pdf

from draftdiff.layout import Layout, Options, RawFile
from draftdiff.reading import read_bytes
from draftdiff_parsers.pdf import PdfReader
from draftdiff_parsers.pdf.bidi import set_left
from draftdiff_parsers.pdf.columns import Setting, regions
from draftdiff_parsers.pdf.lines import make_line
from draftdiff_parsers.pdf.page import Word


def row(*words: str) -> list[Word]:
    """Words from left to right as printed, half a letter apart; "+" before one glues it to the word before."""
    made: list[Word] = []
    x = 90.0
    for at, word in enumerate(words):
        text = word.removeprefix("+")
        x = x - 5 if word != text else x
        made.append(Word(text, x, 90, x + 6 * len(text), 102, 100, 12, order=at, spaced=word == text))
        x += 6 * len(text) + 5
    return made


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (row("العامة", "الجمعية", "إن", "+،"), "إن الجمعية العامة،"),
        (row("1", "-", "تقديرها", "عن", "تعرب"), "1 - تعرب عن تقديرها"),
        (row(")", "+أ", "+(", "معلومات", "نشر"), "(أ) نشر معلومات"),
        (row("‘", "+2", "+’", "المؤقتة", "القوة"), "‘2’ القوة المؤقتة"),
        (row("2010", "سبتمبر", "22", "في", "+،"), "في 22 سبتمبر 2010،"),
        (row("القرار", "تنفيذ", "COVID-19", "جائحة", "من"), "تنفيذ القرار COVID-19 من جائحة"),
        (row("6", "فيه", "أعلنت"), "أعلنت فيه 6"),
    ],
)
def test_arabic_in_a_paragraph_from_left_to_right(printed: list[Word], text: str) -> None:
    assert make_line(printed, 1, page_rtl=True, left=True).text == text


def test_commas_before_lines_tell_how_the_paragraphs_run() -> None:
    turned = row("العامة", "الجمعية", "إن", "+،")
    usual = row("،", "+العامة", "الجمعية", "إن")
    assert set_left([turned, turned, usual])
    assert not set_left([usual, usual, turned])


def read(*pages: Page) -> Layout:
    return PdfReader().read(RawFile(data=pdf(*pages), name="x.pdf"), Options(ocr="never"))


WORDS = "Noting that paths in the mountains are marked in many ways and that walkers lose them,"


def test_the_indent_of_first_lines_stands_for_the_space_above_a_paragraph() -> None:
    page = Page()
    for at in range(6):
        page.text(92, 100 + 36 * at, WORDS).text(72, 112 + 36 * at, WORDS).text(
            72, 124 + 36 * at, "at night,"
        )
    gaps = [block.gap for block in read(page).blocks]
    assert [gap > 0 for gap in gaps] == [True, False, False] * 6


def test_an_indented_list_is_no_row_of_paragraphs() -> None:
    page = Page()
    for at in range(12):
        page.text(92 if 3 < at < 9 else 72, 100 + 12 * at, WORDS)
    assert not any(block.gap for block in read(page).blocks)


@pytest.mark.parametrize(
    "foot", ["Draft of 12 May 2025", "Rev. 3 (2024)", "Co-Chairs' text, 5 June, page {n}"]
)
def test_a_running_foot_with_numbers_is_furniture(foot: str) -> None:
    pages = [Page().lines(72, 100, [WORDS] * 9).text(72, 800, foot.format(n=at)) for at in (1, 2, 3, 4)]
    assert {block.text for block in read(*pages).blocks} == {WORDS}


@pytest.mark.parametrize("name", ["x.txt", "x.pdf"])
def test_where_gaps_part_paragraphs_a_forgotten_comma_joins_none(name: str) -> None:
    openings = "Recalling Noting Welcoming recognizing Affirming Deploring Stressing Reaffirming Considering Regretting"
    lines = ["The General Assembly,", *(f"{word} the marking of paths," for word in openings.split())]
    lines[3] = "Welcoming the marking of paths"  # its comma was forgotten
    lines += ["1. Decides to mark the paths;", "2. Decides to meet again."]
    page = Page().lines(72, 80, lines[:1])
    for at, line in enumerate(lines[1:], 1):
        mark = line[-1] if line[-1] in ",;." else ""
        page.text(72, 80 + 32 * at, line.rstrip(",;.")).text(72, 92 + 32 * at, f"in the high mountains{mark}")
    data = "\n\n".join(lines).encode() if name == "x.txt" else pdf(page)
    found = read_bytes(RawFile(data=data, name=name), Options(ocr="never"))[0]
    assert found.labels() == [*(f"PP{at}" for at in range(1, 11)), "OP1", "OP2"]


LEFT, RIGHT = "The paths of the mountains were marked", "and the walkers found them in the night"


def columns(page: Page, rows: int, *, y: float = 100) -> Page:
    return page.lines(72, y, [LEFT] * rows, step=14).lines(310, y, [RIGHT] * rows, step=14)


def test_a_short_last_page_has_the_columns_of_the_page_before() -> None:
    texts = [block.text for block in read(columns(Page(), 30), columns(Page(), 2, y=160)).blocks]
    assert texts == [*[LEFT] * 30, *[RIGHT] * 30, LEFT, LEFT, RIGHT, RIGHT]


def test_a_line_over_the_full_width_on_a_short_page_is_whole() -> None:
    texts = [block.text for block in read(columns(Page(), 30), Page().text(72, 100, WORDS)).blocks]
    assert texts[-1] == WORDS


def test_in_arabic_the_right_column_is_read_first() -> None:
    found = [
        [word._replace(base=100 + 14 * at, x0=word.x0 + shift, x1=word.x1 + shift) for shift in (0, 250) for word in line]
        for at, line in enumerate([row("العامة", "الجمعية", "الطرق", "الجبال", "السير")] * 12)
    ]  # fmt: skip
    first, second = regions(found, Setting(rtl=True))
    assert min(word.x0 for line in first for word in line) > max(word.x1 for line in second for word in line)


def test_the_room_that_a_line_left_is_measured_in_points_and_over_page_breaks() -> None:
    full = [WORDS, WORDS, "at night,"]
    blocks = read(Page().lines(72, 100, full), Page().lines(72, 100, full)).blocks
    rooms = [block.room for block in blocks]
    assert rooms[0] is None
    assert [room is not None and room > 0 for room in rooms[1:]] == [False, False, True, False, False]
