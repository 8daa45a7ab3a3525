"""Real PDF files of the United Nations, read end to end and checked against a count by hand."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from typing import TYPE_CHECKING

import pytest
from support import require_program, shared

from draftdiff.fold import folded_words
from draftdiff.layout import Layout, Options, RawFile
from draftdiff.reading import read
from draftdiff_parsers.pdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from draftdiff.model import Document

pytestmark = pytest.mark.shared

#: Counted by hand on the printed pages: preambular and operative paragraphs, footnotes.
COUNTS = {"A_RES_73_6-EN": (25, 14, 6), "A_RES_73_3-EN": (None, 53, 7)}
SPLIT = (
    "cooperat ion",
    "Confere nce",
    "UN -SPIDER",
    "peopl e",
    "Oute r",
    "h umankind",
    "hea lth",
    "tuberculo sis",
)


def file(name: str) -> Path:
    return shared() / "data" / "real" / f"{name}.pdf"


@cache
def document(name: str) -> Document:
    return read(file(name))


@cache
def layout(name: str) -> Layout:
    return PdfReader().read(RawFile(data=file(name).read_bytes(), name=name), Options())


@pytest.mark.parametrize("name", COUNTS)
def test_every_operative_paragraph_is_there_with_its_number(name: str) -> None:
    numbered = [p for p in document(name).paragraphs if re.fullmatch(r"\d+\.", p.number)]
    assert [p.number for p in numbered] == [f"{n}." for n in range(1, COUNTS[name][1] + 1)]
    assert [p.text[-1] for p in numbered] == [";"] * (len(numbered) - 1) + ["."]


def test_the_preambular_paragraphs_of_73_6_are_those_counted_by_hand() -> None:
    preamble = [p for p in document("A_RES_73_6-EN").paragraphs if p.kind == "preambular"]
    assert [str(p.label) for p in preamble] == [f"PP{n}" for n in range(1, 26)]
    openings = [p.text[p.styles[0].start : p.styles[0].end] for p in preamble]
    assert openings[:6] == [
        "Recalling", "Recognizing", "Convinced", "Emphasizing", "Convinced", "Noting with satisfaction",
    ]  # fmt: skip
    assert openings[-2:] == ["Emphasizing", "Welcoming"]
    # The last mark of paragraph 22 is printed on the line, not raised: "UNISPACE+50,1".
    assert all(p.text.endswith(",") for p in preamble if str(p.label) != "PP22")


@pytest.mark.parametrize("name", COUNTS)
def test_footnotes_are_complete_and_their_marks_stand_in_the_paragraphs(name: str) -> None:
    found = document(name).footnotes
    assert [note.mark for note in found] == [str(n) for n in range(1, COUNTS[name][2] + 1)]
    tied = {note.mark for p in document(name).walk() for note in p.notes}
    assert tied == {note.mark for note in found}
    assert not any(
        "footnote" in problem.what and problem.kind == "uncertain" for problem in layout(name).problems
    )


@pytest.mark.parametrize("name", COUNTS)
def test_no_word_is_split_and_no_furniture_is_left(name: str) -> None:
    text = " ".join(block.text for block in layout(name).blocks)
    assert not [wrong for wrong in SPLIT if wrong in text]
    assert not re.search(r"\d+/\d+\s+18-\d{5}|18-1[67]\d{3}|\*18|Distr\.|__", text)
    symbol = name.removesuffix("-EN").replace("_", "/")
    assert symbol not in text
    assert layout(name).symbol == symbol
    assert {word for word in text.split() if len(word) == 1 and word.islower()} == {"a"}


@pytest.mark.parametrize("name", COUNTS)
def test_the_words_are_those_poppler_finds_apart_from_spaces(name: str) -> None:
    require_program("pdftotext")
    done = subprocess.run(["pdftotext", "-raw", file(name), "-"], capture_output=True, check=True, text=True)
    theirs = re.sub(r"\s", "", done.stdout)
    missing = [
        block.text
        for block in layout(name).blocks
        if not block.notes and re.sub(r"\s", "", block.text) not in theirs
        and not any(style.name == "superscript" for style in block.styles)
    ]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize(
    ("name", "label"), [("A_RES_73_6-EN", "PP4"), ("A_RES_73_6-EN", "OP5"), ("A_RES_73_6-EN", "OP14")]
)
def test_the_boxes_of_a_paragraph_hold_its_words_and_no_others(name: str, label: str) -> None:
    import pdfplumber

    paragraph = document(name)[label]
    words: list[str] = []
    with pdfplumber.open(file(name)) as pdf:
        for anchor in paragraph.anchors:
            assert anchor.page is not None
            assert anchor.box is not None
            x0, top, x1, bottom = anchor.box
            page = pdf.pages[anchor.page - 1]
            chars = page.within_bbox((x0 - 2, top - 2, x1 + 2, bottom + 2)).chars
            words.append("".join(char["text"] for char in chars))
    cropped = re.sub(r"\s", "", "".join(words)).removeprefix(paragraph.number)
    assert cropped == re.sub(r"\s", "", paragraph.text)


def test_a_paragraph_over_two_pages_has_an_anchor_on_each() -> None:
    assert [anchor.page for anchor in document("A_RES_73_6-EN")["PP4"].anchors] == [1, 2]


@pytest.mark.parametrize("stem", ["A_RES_72_150", "A_RES_72_167", "A_RES_72_245"])
@pytest.mark.system
def test_word_and_the_pdf_libreoffice_makes_of_it_give_the_same(stem: str, tmp_path: Path) -> None:
    program = require_program("soffice", "libreoffice")
    source = next(path for path in (shared() / "data" / "real").iterdir() if path.stem == stem)
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", tmp_path, source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    word, printed = read(source), read(tmp_path / f"{stem}.pdf")
    assert printed.labels() == word.labels()
    different = [
        label
        for label in word.labels()
        if folded_words(word[label].text) != folded_words(printed[label].text)
    ]
    assert different == []
    assert [note.mark for note in printed.footnotes] == [note.mark for note in word.footnotes]
    assert (printed.title, printed.symbol, printed.date) == (word.title, word.symbol, word.date)
