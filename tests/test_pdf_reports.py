"""PDF out: the redline to print, and the newer version's own pages with the changes marked on them."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from histories import document
from pdf_files import Page, pdf
from support import ROOT

from draftdiff.errors import MissingExtraError, UsageError
from draftdiff.history import History, compare
from draftdiff.reading import read
from draftdiff.writing import ReportOptions
from draftdiff_reports.pdf import MarkedPdfReport, PdfReport

if TYPE_CHECKING:
    from pathlib import Path

pikepdf = pytest.importorskip("pikepdf", reason="needs the extra `pdf`")
LINES = [
    (60, "The General Assembly,"),
    (90, "Recalling its resolution 71/1 of 19 September 2016 on the safety of paths,"),
    (120, "1. Decides to meet in early December 2017 in Geneva, and to invite all States;"),
    (150, "2. Requests the Secretary-General to report to it at its next session;"),
    (180, "3. Thanks the host country for the hospitality that it has shown to all."),
]


def _new(folder: Path) -> Path:
    page = Page()
    for y, text in LINES:
        page.text(72, y, text)
    file = folder / "new.pdf"
    file.write_bytes(pdf(page))
    return file


@pytest.fixture
def history(tmp_path: Path) -> History:
    old = tmp_path / "old.txt"
    old.write_text(
        "The General Assembly,\n\nRecalling its resolution 71/1 of 19 September 2016 on the safety of paths,\n\n"
        "1. Decides to meet in late November 2017 in Geneva, and to invite all States and observers;\n\n"
        "2. Thanks the host country for the hospitality that it has shown to all.\n"
    )
    return compare(old, _new(tmp_path))


def _notes(data: bytes, page: int = 0) -> list[tuple[str, list[float]]]:
    with pikepdf.open(io.BytesIO(data)) as file:
        return [
            (str(note["/Contents"]), [float(v) for v in note.get("/QuadPoints", note["/Rect"])])
            for note in file.pages[page].get("/Annots", [])
        ]


def _words_under(data: bytes, box: list[float], page: int = 0) -> str:
    with pypdfium2.PdfDocument(data) as file:
        text = file[page].get_textpage()
        return text.get_text_bounded(min(box[::2]), min(box[1::2]), max(box[::2]), max(box[1::2])).strip()


def test_changed_words_are_highlighted_where_they_stand_and_say_what_they_were(history: History) -> None:
    data = MarkedPdfReport().write(history, ReportOptions())
    told = {words.splitlines()[0]: box for words, box in _notes(data)}
    (changed,) = (box for words, box in told.items() if "November" in words)
    assert _words_under(data, changed) == "early December"
    (added,) = (box for words, box in told.items() if words.startswith("OP2: new"))
    assert _words_under(data, added).startswith("Requests the Secretary-General")
    (taken,) = (box for words, box in told.items() if "observers" in words)
    assert max(taken[::2]) - min(taken[::2]) < 5


def test_the_same_marks_come_out_every_time_and_are_printed(history: History) -> None:
    data = MarkedPdfReport().write(history, ReportOptions())
    assert data == MarkedPdfReport().write(history, ReportOptions())
    with pypdfium2.PdfDocument(data) as file:
        page = file[0].render(scale=1, draw_annots=True).to_pil().convert("HSV")
    assert sum(value > 60 for value in page.getchannel("S").tobytes()) > 300


def test_marks_follow_the_words_of_a_turned_page(tmp_path: Path) -> None:
    file = ROOT / "tests/data/failing/pdf_rotated90.pdf"
    new = read(file)
    changed = [replace(p, text=p.text.replace("States", "Members"), styles=()) for p in new.paragraphs]
    old = tmp_path / "old.json"
    old.write_text(replace(new, id="old", paragraphs=tuple(changed)).to_json())
    data = MarkedPdfReport().write(compare(old, file), ReportOptions())
    (box,) = (box for words, box in _notes(data) if "Members" in words)
    assert _words_under(data, box) == "States"


def test_only_a_pdf_can_be_marked() -> None:
    both = History([document("a", {"OP1": "Decides to meet;"}), document("b", {"OP1": "Decides to go;"})])
    with pytest.raises(UsageError, match="b was not read from a PDF; give its PDF as the newer file"):
        MarkedPdfReport().write(both, ReportOptions())


@pytest.mark.parametrize(
    ("module", "writer", "words"),
    [("weasyprint", PdfReport(), "needs weasyprint"), ("pikepdf", MarkedPdfReport(), "needs pikepdf")],
)
def test_a_missing_extra_is_named_with_its_remedy(
    module: str, writer: PdfReport, words: str, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf'{words}; install it: pip install "draftdiff\[pdf\]"'):
        writer.write(history, ReportOptions())


def test_the_printed_redline_has_the_summary_in_front_and_every_paragraph(history: History) -> None:
    try:
        data = PdfReport().write(history, ReportOptions(title="<Safe> paths"))
    except MissingExtraError as error:
        pytest.skip(str(error))
    with pypdfium2.PdfDocument(data) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    assert "<Safe> paths" in pages[0]
    assert "Summary" in pages[0]
    last = " ".join(" ".join(pages[1:]).split())
    assert "late November" in last
    assert "early December" in last
    assert "Thanks the host country" in last
