"""PDF files that are damaged, locked, empty, huge or not what they seem: one clear line, or a bounded read."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from pdf_files import Page, encrypted, pdf, scan

from draftdiff.errors import DraftdiffError, InputError, LimitError, MissingExtraError
from draftdiff.layout import Layout, Limits, Options, RawFile
from draftdiff_parsers.ocr import tesseract
from draftdiff_parsers.pdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable

HELLO = pdf(Page().text(72, 300, "The General Assembly,"))


def read(data: bytes, options: Options | None = None) -> Layout:
    return PdfReader().read(RawFile(data=data, name="f.pdf"), options or Options(ocr="never"))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (encrypted, "encrypted"),
        (lambda: b"%PDF-1.7\n", "damaged"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, "damaged"),
        (lambda: HELLO[:150], "damaged"),
        (lambda: pdf(Page()), "holds no text"),
        (pdf, "damaged"),
        (lambda: scan(HELLO, dpi=50), "scan without text"),
    ],
    ids=["encrypted", "header only", "rubbish", "cut off", "blank page", "no pages", "image only"],
)
def test_what_cannot_be_read_is_said_in_one_line(make: Callable[[], bytes], says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(make())
    line = caught.value.line()
    assert line.startswith("f.pdf: ")
    assert says in line
    assert caught.value.remedy
    assert "\n" not in line


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    many = pdf(*[Page().text(72, 300, "page")] * 10_000)
    with pytest.raises(LimitError, match="10,000 pages, 2,000 are allowed"):
        read(many)


@pytest.mark.parametrize(
    ("limits", "says"), [(Limits(characters=10), "10 characters"), (Limits(seconds=-1.0), "seconds")]
)
def test_budgets_of_characters_and_time_are_kept(limits: Limits, says: str) -> None:
    with pytest.raises(LimitError, match=says) as caught:
        read(HELLO, Options(limits=limits))
    assert caught.value.place == "page 1"


def test_values_of_form_fields_are_read_and_reported() -> None:
    field = (
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Jane Doe)/Rect[120 530 300 550]/DA(/F1 10 Tf 0 g)/F 4>>"
    )
    form = pdf(
        Page(annotations="/Annots[8 0 R]").text(72, 300, "Name:"),
        catalog="/AcroForm<</Fields[8 0 R]/NeedAppearances true/DA(/F1 10 Tf 0 g)/DR<</Font<</F1 3 0 R>>>>>>",
        extra=(field,),
    )
    layout = read(form)
    assert "Jane Doe" in " ".join(block.text for block in layout.blocks)
    assert any("form" in problem.what for problem in layout.problems)


def test_a_scan_without_tesseract_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pytesseract")
    monkeypatch.setattr(tesseract._library().pytesseract, "tesseract_cmd", "no-such-program")
    for mode in ("auto", "always"):
        with pytest.raises(MissingExtraError) as caught:
            read(scan(HELLO, dpi=50), Options(ocr=mode))
        assert "tesseract" in caught.value.line()
        assert "apt install" in caught.value.remedy


def test_a_scanned_page_among_others_is_left_out_and_reported_without_tesseract(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pypdfium2

    pytest.importorskip("pytesseract")
    monkeypatch.setattr(tesseract._library().pytesseract, "tesseract_cmd", "no-such-program")
    both = pypdfium2.PdfDocument.new()
    both.import_pages(pypdfium2.PdfDocument(HELLO))
    both.import_pages(pypdfium2.PdfDocument(scan(HELLO, dpi=50)))
    import io

    out = io.BytesIO()
    both.save(out)
    both.close()
    layout = read(out.getvalue(), Options())
    assert [block.text for block in layout.blocks] == ["The General Assembly,"]
    assert any(p.kind == "unsupported" and "page 2" in p.what for p in layout.problems)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_give_text_or_a_clear_error(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - reproducible damage, not security
    sound = pdf(
        *[Page().lines(72, 100, ["Recalling its resolutions,"] * 10).rule(72, 200, 200) for _ in range(3)]
    )
    data = bytearray(sound)
    for _ in range(chance.choice((1, 5, 40, 400))):
        data[chance.randrange(9, len(data))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    try:
        layout = read(bytes(data))
    except DraftdiffError:
        return
    assert layout.blocks


def test_content_with_absurd_numbers_is_no_trouble() -> None:
    page = Page().text(72, 300, "kept")
    page.content += [
        "BT /F1 1e30 Tf 0 0 Td (huge) Tj ET", "BT /F1 0 Tf 72 72 Td (none) Tj ET", "BT /F1 -10 Tf 72 500 Td (back) Tj ET",
        "BT /F1 10 Tf 1e38 0 0 1e38 1e38 1e38 Tm (far) Tj ET", "BT /F1 10 Tf 0 0 0 0 0 0 Tm (flat) Tj ET",
        "1e38 1e38 m -1e38 1e38 l S",
    ]  # fmt: skip
    assert any("kept" in block.text for block in read(pdf(page)).blocks)


@pytest.mark.parametrize(
    "content",
    [
        "BT /F1 10 Tf 72 72 Td (\\001\\003\\004) Tj ET",
        "q -1 0 0 1 595 0 cm BT /F1 10 Tf 0 0 Td 3 Tr -9 Tz ( ) Tj ET Q",
        "1 nan 72 72 re f 0.5 w 72 700 m 200 q l S 72 690 m 200 690 l S 72 600 m 72 700 l S 90 600 m 90 700 l S",
    ],
    ids=["only control characters", "mirrored", "broken paths"],
)
def test_broken_content_leaves_the_rest_readable_and_nothing_on_standard_error(
    content: str, capfd: pytest.CaptureFixture[str]
) -> None:
    page = Page().text(72, 300, "kept")
    page.content.append(content)
    assert [block.text for block in read(pdf(page)).blocks] == ["kept"]
    assert capfd.readouterr().err == ""


def test_a_page_of_one_repeated_letter_is_read_quickly() -> None:
    page = Page()
    for at in range(60):
        page.text(20, 20 + 13 * at, "a" * 4000, size=0.2)
    assert read(pdf(page)).blocks
