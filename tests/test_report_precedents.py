"""Precedents in the report: margin notes and a view of their own, from a small library of invented texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("tantivy", reason="tantivy is not installed (extra library)")

from histories import document, link

from draftdiff.alignment import Alignment
from draftdiff.cli import run as command
from draftdiff.history import History
from draftdiff.library import Library
from draftdiff.writing import Precedence, ReportOptions
from draftdiff_reports.html import HtmlReport

PEAT = (
    "the restoration of drained peatlands along the northern rivers and the monitoring of their water tables"
)
REEDS = "Encourages regional seed banks to exchange samples of reeds and sedges with community nurseries every spring;"
TEXT = """Resolution adopted by the General Assembly on 19 December {year}

{session}/{number}. Peatlands of northern rivers

The General Assembly,

1. {first}

2. {second}

3. Decides to remain seized of the matter.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("peat")
    for year, verb in ((2018, "Calls upon Member States to support"), (2019, "Urges Member States to support"),
                       (2020, "Urges Member States to support")):  # fmt: skip
        (folder / f"peat-{year}.txt").write_text(
            TEXT.format(year=year, session=year - 1945, number=41, first=f"{verb} {PEAT};", second=REEDS),
            "utf-8",
        )
    shelf = Library.open(tmp_path_factory.mktemp("shelf") / "agreed", create=True)
    shelf.add(folder)
    return shelf


@pytest.fixture(scope="module")
def history() -> History:
    new = "Welcomes the decision of the lighthouse keepers to publish their tide books from every harbour since 1881;"
    old = document("first", {"OP1": f"Urges Member States to support {PEAT};", "OP2": REEDS})
    later = document("second", {"OP1": f"Invites Member States to support {PEAT};", "OP2": REEDS, "OP3": new})
    links = (link("OP1", "OP1", "edited"), link("OP2", "OP2", "kept"))
    return History(
        [old, later], alignments=[Alignment(old="first", new="second", links=links, inserted=("OP3",))]
    )


def _rows(page: str) -> dict[str, str]:
    view = page[page.index('id="precedents"') : page.index('id="sources"')]
    rows = re.findall(r"<tr>(.*?)</tr>", view, re.DOTALL)
    plain = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows[1:]]
    return {row.split(" ", 1)[0]: row.split(" ", 1)[1] for row in plain}


def test_a_report_with_a_library_says_where_each_paragraph_was_agreed(
    library: Library, history: History
) -> None:
    found = library.agreed(history)
    page = HtmlReport().write(history, ReportOptions(precedents=found)).decode()
    rows = _rows(page)
    assert "agreed since A/RES/73/41, last in A/RES/75/41" in rows["OP1"]
    assert "“Invites” was “Calls upon”" in rows["OP1"]
    assert "agreed since A/RES/73/41, last in A/RES/75/41" in rows["OP2"]
    assert "no precedent found" in rows["OP3"]
    assert (
        page.count("<p class=agreed>agreed since") == 2
    )  # beside the two of the newest version that have one


def test_a_report_without_a_library_has_no_such_view(history: History) -> None:
    page = HtmlReport().write(history, ReportOptions()).decode()
    assert 'id="precedents"' not in page
    assert "#precedents" not in page


@pytest.mark.parametrize(
    ("found", "language", "note"),
    [
        (Precedence(label="OP1", verdict="edited", nearest="A/1", nearest_label="OP3", first="A/1", last="A/1"), "en", "stands in A/1 OP3"),
        (Precedence(label="OP1", verdict="clause", nearest="A/1", nearest_label="OP3"), "en", "a part stands in A/1 OP3"),
        (Precedence(label="OP1", verdict="verbatim", nearest="A/1", first="A/1", last="A/2", stock=True, repeated=40), "en", "a formula of 40 texts"),
        (Precedence(label="OP1", verdict="edited", nearest="A/1", first="A/0", last="A/1", since=(("", "as appropriate"),)), "fr", "convenu depuis A/0, en dernier dans A/1; « as appropriate » est nouveau"),
        (Precedence(label="OP1", verdict="short"), "en", "too short to tell"),
    ],
)  # fmt: skip
def test_a_note_is_said_in_the_words_of_the_report(
    history: History, found: Precedence, language: str, note: str
) -> None:
    page = HtmlReport().write(history, ReportOptions(precedents=(found,), language=language)).decode()
    assert _rows(page)["OP1"].startswith(note)


def test_the_command_takes_a_library_and_names_one_that_is_none(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for name, verb in (("a", "Urges"), ("b", "Invites")):
        path = tmp_path / f"{name}.txt"
        path.write_text(
            TEXT.format(
                year=2021,
                session=76,
                number=9,
                first=f"{verb} Member States to support {PEAT};",
                second=REEDS,
            )
        )
        files.append(str(path))
    out = tmp_path / "report.html"
    assert command(["compare", *files, "--library", str(library.folder), "-o", str(out)]) == 0
    assert "agreed since A/RES/73/41" in out.read_text("utf-8")
    assert (
        command(["compare", *files, "--library", str(tmp_path / "nothing"), "-o", str(tmp_path / "no.html")])
        == 2
    )
    assert "nothing" in capsys.readouterr().err
    assert not (tmp_path / "no.html").exists()
