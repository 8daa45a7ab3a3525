"""Two texts that are no versions of one another, or stand in the wrong order: said in words, in every output."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftdiff.aligning import align
from draftdiff.cli import run
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph
from draftdiff.views.text import alignment_text

WATER = [
    f"protects spring number {at} from mining under the river code of the valley {at}" for at in range(6)
]
TRAINS = [
    f"timetable {at} gives each station a platform, two clocks and one bench by track {at}" for at in range(6)
]


def document(name: str, rows: list[str], date: str = "", language: str = "") -> Document:
    paragraphs = tuple(
        Paragraph(label=Label.parse(f"OP{at}"), text=text) for at, text in enumerate(rows, start=1)
    )
    return Document(id=name, paragraphs=paragraphs, date=date, language=language)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (document("a", WATER), document("b", TRAINS), "unrelated"),
        (document("a", WATER, "2024-05-01"), document("b", WATER, "2023-05-01"), "reverse order"),
        (document("a", WATER, language="en"), document("b", WATER, language="fr"), "two languages"),
    ],
)
def test_an_odd_pair_is_called_odd(old: Document, new: Document, said: str) -> None:
    (warning,) = align(old, new).warnings
    assert said in warning
    assert f"Warning: {warning}" in alignment_text(align(old, new))
    assert warning in align(old, new).to_json()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (document("a", WATER, "2023", "en"), document("b", WATER[1:], "2023-05-01", "en-GB")),
        (document("a", WATER[:2]), document("b", TRAINS[:2])),
        (document("a", []), document("b", WATER)),
    ],
)
def test_an_ordinary_pair_is_not(old: Document, new: Document) -> None:
    assert align(old, new).warnings == ()


def test_the_command_line_says_so_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, rows in (("a", WATER), ("b", TRAINS)):
        (tmp_path / f"{name}.txt").write_text(
            "\n\n".join(f"{at}. {row}." for at, row in enumerate(rows, start=1)), "utf-8"
        )
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    page = tmp_path / "report.html"
    assert run(["align", *files]) == 0
    assert "unrelated" in capsys.readouterr().err
    assert run(["compare", *files, "-o", str(page)]) == 0
    assert "unrelated" in capsys.readouterr().err
    assert "look unrelated" in page.read_text("utf-8")
