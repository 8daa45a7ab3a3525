"""Markdown, plain text, CSV and terminal reports."""

from __future__ import annotations

import csv
import io
import json

import pytest
from histories import document

from draftdiff.decisions import Decisions
from draftdiff.errors import UsageError
from draftdiff.history import History
from draftdiff.writing import ReportOptions, as_cell
from draftdiff_reports.csvout import COLUMNS, CsvReport
from draftdiff_reports.markdown import MarkdownReport, escape
from draftdiff_reports.plain import WIDTH, PlainReport
from draftdiff_reports.terminal import TerminalReport

OLD = {"OP1": "Decides to meet in late November 2017;", "OP2": "Thanks the host for its kind hospitality;"}
NEW = {"OP1": "Decides to meet in early December 2017;", "OP2": "=cmd|' /C calc'!A1 \x1b[31mred is new here"}


@pytest.fixture(scope="module")
def history() -> History:
    return History([document("first", OLD), document("final", NEW)])


WRITERS = (MarkdownReport(), PlainReport(), CsvReport(), TerminalReport())


@pytest.mark.parametrize("writer", WRITERS, ids=lambda w: w.name)
def test_every_text_report_tells_the_words_that_changed(history: History, writer: MarkdownReport) -> None:
    text = writer.write(history, ReportOptions()).decode("utf-8-sig")
    assert "late November" in text
    assert "early December" in text


@pytest.mark.parametrize("writer", WRITERS, ids=lambda w: w.name)
def test_a_single_version_is_no_error(writer: MarkdownReport) -> None:
    assert writer.write(History([document("a", OLD)]), ReportOptions())


def test_markdown_strikes_and_emphasizes_and_shows_marks_as_text(history: History) -> None:
    text = MarkdownReport().write(history, ReportOptions()).decode()
    assert "~~late November~~ **early December**" in text
    assert escape("<b> *x* [y](z) _u_ `c` | &amp;") == r"\<b\> \*x\* \[y\](z) \_u\_ \`c\` \| \&amp;"
    assert escape("- item") == r"\- item"
    assert escape("12. item") == r"12\. item"


def test_plain_text_fits_its_width(history: History) -> None:
    text = PlainReport().write(history, ReportOptions()).decode()
    assert "[-late November-] {+early December+}" in text
    assert max(map(len, text.splitlines())) <= WIDTH


def test_csv_is_read_back_and_no_cell_is_a_formula(history: History) -> None:
    data = CsvReport().write(history, ReportOptions())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def rows_of(history: History, **options: str) -> list[dict[str, str]]:
    data = CsvReport().write(history, ReportOptions(**options))
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_the_whole_paragraph_and_signals_in_the_words_of_its_language(history: History) -> None:
    (row,) = (row for row in rows_of(history) if row["old"] == "late November")
    assert row["paragraph"] == NEW["OP1"]
    assert row["signals"] == "date"
    assert rows_of(history, language="fr")[0]["class"] == "substantive"


def test_csv_has_the_comments_of_people_beside_the_change_and_the_paragraph() -> None:
    step = {"old_version": "first", "new_version": "final"}
    words = {"old": "late November", "new": "early December"}
    comments = [
        {
            "what": "comment",
            **step,
            "old": "OP1",
            "new": "OP1",
            "change": words,
            "value": "-1 week",
            "by": "Ana",
        },
        {"what": "comment", **step, "old": "OP1", "new": "OP1", "value": "Check with Geneva"},
        {"what": "comment", **step, "new": "OP2", "value": "Who asked?", "date": "2017-03-01"},
    ]
    commented = History([document("first", OLD), document("final", NEW)])
    file = json.dumps({"schema": "draftdiff.decisions/1", "decisions": comments})
    commented.decided = Decisions.parse(file).apply(commented)
    found = {(row["old"], row["new_label"]): row["comment"] for row in rows_of(commented)}
    assert found["late November", "OP1"] == "'-1 week (Ana)"
    assert found["", "OP1"] == "Check with Geneva"
    assert found["", "OP2"] == "Who asked? (2017-03-01)"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_cell_begins_as_a_formula_does(start: str) -> None:
    assert as_cell(f"{start}1+1") == f"'{start}1+1"
    assert as_cell([f"{start}1", "b"]) == f"'{start}1; b"
    assert as_cell(-1) == -1


def test_the_terminal_report_has_no_colours_in_a_pipe_and_no_control_characters(history: History) -> None:
    text = TerminalReport().write(history, ReportOptions()).decode()
    assert "\x1b" not in text


def test_a_pair_can_be_chosen_and_an_unknown_version_is_named() -> None:
    three = History([document("a", OLD), document("b", OLD), document("c", NEW)])
    text = MarkdownReport().write(three, ReportOptions(old="a", new="c")).decode()
    assert "a → c" in text
    with pytest.raises(UsageError, match="no version 'z'"):
        MarkdownReport().write(three, ReportOptions(new="z"))
    with pytest.raises(UsageError, match="first version"):
        MarkdownReport().write(three, ReportOptions(new="a"))
