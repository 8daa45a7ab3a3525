"""Scans: recognised page by page with tesseract, mended by evidence, reported."""

from __future__ import annotations

import pytest
from pdf_files import Page, pdf, scan
from support import require_program, shared

from draftdiff.errors import MissingExtraError, UsageError
from draftdiff.fold import folded_words
from draftdiff.layout import Layout, Options, RawFile
from draftdiff_parsers.ocr import TesseractPages
from draftdiff_parsers.ocr.languages import by_words, tesseract_code
from draftdiff_parsers.pdf import PdfReader
from draftdiff_parsers.pdf.page import Word
from draftdiff_parsers.pdf.quality import mended, oddness

pytestmark = pytest.mark.system

LINES = [
    "The General Assembly,",
    "Recalling its resolution on the modalities of the negotiations,",
    "1. Decides to convene the conference in the second half of the year;",
]


def read(data: bytes, options: Options | None = None) -> Layout:
    pytest.importorskip("pytesseract")
    require_program("tesseract")
    return PdfReader().read(RawFile(data=data, name="scan.pdf"), options or Options())


def test_a_scan_is_recognised_with_anchors_and_confidence() -> None:
    told: list[tuple[str, int, int]] = []
    page = Page(width=420, height=300).lines(40, 60, LINES, step=20, size=11)
    layout = read(scan(pdf(page)), Options(progress=lambda *what: told.append(what)))
    assert [block.text for block in layout.blocks] == LINES
    assert layout.language == "en"
    for block, at in zip(layout.blocks, range(3), strict=True):
        assert block.anchor.box is not None
        assert block.anchor.box[0] == pytest.approx(40, abs=2)
        assert block.anchor.box[1] < 60 + 20 * at < block.anchor.box[3] + 2
        assert [block.text[start:end] for start, end, _ in block.confidence] == block.text.split()
        assert all(0.5 < sure <= 1 for _, _, sure in block.confidence)
    assert any("OCR" in problem.what for problem in layout.problems)
    assert told[-1][1:] == (1, 1)


def test_a_page_with_a_text_layer_is_recognised_only_when_asked() -> None:
    sound = pdf(Page(width=420, height=300).lines(40, 60, LINES, step=20, size=11))
    assert not any(block.confidence for block in read(sound).blocks)
    asked = read(sound, Options(ocr="always"))
    assert [block.text for block in asked.blocks] == LINES
    assert all(block.confidence for block in asked.blocks)


def test_the_poor_text_layer_of_the_1971_draft_is_mended_by_evidence() -> None:
    file = shared() / "data" / "real" / "1971-09-29_A_L.632-EN.pdf"
    layout = read(file.read_bytes())
    text = " ".join(block.text for block in layout.blocks)
    assert "Decides that any proposal in the General Assembly which would result in depriving" in text
    assert "New Zealand, Nicaragua," in text
    repairs = {problem.raw: problem.repaired for problem in layout.problems if problem.kind == "repaired"}
    assert repairs["Nicar~gua,"] == "Nicaragua,"
    assert layout.symbol == "A/L.632"


def test_the_russian_scan_is_read_column_by_column_in_its_own_language() -> None:
    file = shared() / "data" / "real" / "1971-10-25_GA_Resolution_2758_ru.pdf"
    layout = read(file.read_bytes())
    assert layout.language == "ru"
    text = " ".join(block.text for block in layout.blocks)
    wanted = (
        "считая что восстановление законных прав китайской народной республики является необходимым как для "
        "соблюдения устава организации объединенных наций так и для дела"
    )
    assert wanted in " ".join(folded_words(text.replace("- ", "")))
    places = [
        text.index(word) for word in ("Бутана", "Бахрейна", "Катара", "Омана", "восстановление законных")
    ]
    assert places == sorted(places)


def test_a_language_without_data_or_sense_is_refused_in_one_line() -> None:
    pytest.importorskip("pytesseract")
    require_program("tesseract")
    with pytest.raises(MissingExtraError, match="no data for the language"):
        TesseractPages("tlh", seconds=10)
    with pytest.raises(UsageError, match="no tesseract language"):
        TesseractPages("--psm 0", seconds=10)


@pytest.mark.parametrize(
    ("language", "wanted", "code"),
    [
        ("", "eng", "eng"),
        ("ru", "eng", "rus"),
        ("zh", "eng", "chi_sim"),
        ("fr", "spa", "spa"),
        ("xx", "", "eng"),
    ],
)
def test_the_language_asked_for_wins_over_the_declared_one(language: str, wanted: str, code: str) -> None:
    assert tesseract_code(language, wanted) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rappelant les buts et principes de la Charte des Nations Unies et les résolutions sur la paix pour une culture au", "fra"),
        ("Recordando los propósitos y principios de la Carta de las Naciones Unidas y las resoluciones del Consejo en una", "spa"),
        ("Recalling the purposes and principles of the Charter of the United Nations and the resolutions on the culture of", "eng"),
        ("too short", ""),
    ],
)  # fmt: skip
def test_languages_in_latin_script_are_told_apart_by_their_short_words(text: str, code: str) -> None:
    assert by_words(text) == code


def test_only_words_that_look_wrong_are_mended_and_only_by_sure_ones() -> None:
    layer = [Word("Nicar~gua,", 0, 0, 50, 10, 8, 10), Word("important", 60, 0, 100, 10, 8, 10)]
    sure = Word("Nicaragua,", 0, 0, 50, 10, 8, 10, confidence=0.96)
    other = Word("gmbortant", 60, 0, 100, 10, 8, 10, confidence=0.99)
    assert [word.text for word in mended(layer, [sure, other])[0]] == ["Nicaragua,", "important"]
    assert mended(layer, [sure._replace(confidence=0.4), other])[1] == []
    assert oddness(["Recalling", "A/RES/71/280", "2030", "“Space2030”", "—", "co-operation", "States’"]) == 0
    assert oddness(["UBRAR'(", "Nicar~gua", "Genÿral"]) > 0.3
