"""PDF files printed by Chromium from pages written here: columns, marks, Arabic."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from support import require_program

from draftdiff.layout import Layout, Options, RawFile
from draftdiff_parsers.pdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.system


def printed(html: str, folder: Path) -> Layout:
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(f"<!doctype html><meta charset=utf-8>{html}", encoding="utf-8")
    subprocess.run(
        [require_program("chromium", "google-chrome"), "--headless", "--no-sandbox", "--disable-gpu",
         "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return PdfReader().read(RawFile(data=target.read_bytes(), name="page.pdf"), Options(ocr="never"))


def test_justified_columns_keep_the_order_of_their_paragraphs(tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<p style='text-indent:2em'>first{n} that the parties to the agreement should continue to carry out in full "
        f"and without delay what they accepted in the capital of the country concerned, last{n};</p>"
        for n in range(40)
    )
    layout = printed(
        "<style>@page{size:A4;margin:2cm} body{font:10pt serif} div{columns:2;column-gap:20pt;text-align:justify}</style>"
        f"<h1>A heading over the full width</h1><div>{paragraphs}</div>",
        tmp_path,
    )
    text = " ".join(block.text for block in layout.blocks)
    assert re.findall(r"(?:first|last)\d+", text) == [
        f"{end}{n}" for n in range(40) for end in ("first", "last")
    ]


def test_deleted_and_inserted_words_keep_their_marks(tmp_path: Path) -> None:
    layout = printed(
        "<p>The committee <del>shall</del> <ins>may</ins> consider the re<del>ports</del>plies of the States.</p>",
        tmp_path,
    )
    (block,) = layout.blocks
    assert [(s.name, block.text[s.start : s.end]) for s in block.styles] == [
        ("strike", "shall"), ("underline", "may"), ("strike", "ports"),
    ]  # fmt: skip


def test_arabic_is_in_reading_order_with_its_numbers_and_brackets(tmp_path: Path) -> None:
    text = "وإذ تشير إلى قرارها 71/280 المؤرخ 6 نيسان/أبريل 2017 (الدورة الحادية والسبعون)،"
    layout = printed(f"<body dir=rtl><p style='font:12pt sans-serif'>{text}</p>", tmp_path)
    assert [block.text for block in layout.blocks] == [text]
