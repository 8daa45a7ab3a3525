"""A tracked Word file becomes a history: both sides equal the clean texts, authors and dates are kept, links are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from histories import gold_history
from wordfiles import change, p, r, word_file

from draftdiff.errors import InputError
from draftdiff.history import History
from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes
from draftdiff.writing import ReportOptions
from draftdiff_parsers.word import WordReader
from draftdiff_reports.docx import DocxReport

if TYPE_CHECKING:
    from pathlib import Path

    from draftdiff.model import Document


def _words(document: Document) -> list[tuple[str, str, str]]:
    return [(str(p.label), p.number, p.text) for p in document.walk()]


@pytest.mark.parametrize(("old", "new"), [("first", "final"), ("final", "adopted")])
def test_both_sides_of_a_tracked_file_equal_the_clean_texts(old: str, new: str, tmp_path: Path) -> None:
    clean = gold_history()
    pair = History([clean[old], clean[new]], alignments=[clean.align(old, new)])
    path = tmp_path / "tracked.docx"
    path.write_bytes(DocxReport().write(pair, ReportOptions(author="Chair", date="2017-01-31")))
    tracked = History.from_tracked(path)
    assert _words(tracked["original"]) == _words(clean[old])
    assert _words(tracked["final"]) == _words(clean[new])
    changes = [revision for p in tracked["final"].walk() for revision in p.revisions]
    assert {(change.author, change.date) for change in changes} == {("Chair", "2017-01-31T00:00:00Z")}
    linked = {(one.old, one.new) for one in tracked.align("original", "final").links}
    wanted = {(one.old, one.new) for one in clean.align(old, new).links}
    assert len(linked & wanted) >= 0.9 * len(wanted)


def test_the_versions_of_a_file_read_as_their_options_say() -> None:
    clean = gold_history()
    pair = History([clean["first"], clean["final"]], alignments=[clean.align("first", "final")])
    raw = RawFile(data=DocxReport().write(pair, ReportOptions(author="Chair")), name="tracked.docx")
    read = {name: read_bytes(raw, options)[0] for name, options in WordReader().versions(raw, Options())}
    assert list(read) == ["original", "final"]
    assert _words(read["original"]) == _words(clean["first"])
    assert _words(read["final"]) == _words(clean["final"])


def test_changes_of_several_authors_are_versions_of_their_own(tmp_path: Path) -> None:
    body = (
        p(r("The General Assembly,"))
        + p(
            r("1. Decides that the conference shall be held in "),
            change("ins", r("Geneva"), author="Chair"),
            r(";"),
        )
        + p(
            r("2. "),
            change("ins", r("Strongly "), author="Mexico"),
            r("urges all Member States to contribute;"),
        )
        + p(r("3. Requests the Secretary-General to report."))
    )
    path = tmp_path / "draft.docx"
    path.write_bytes(word_file(body))
    assert History.from_tracked(path).versions == ("original", "final")
    history = History.from_tracked(path, authors=True)
    assert history.versions == ("original", "Chair", "Mexico", "final")
    assert history.steps == (
        ("original", "Chair"), ("original", "Mexico"), ("Chair", "final"), ("Mexico", "final"),
    )  # fmt: skip
    assert "Geneva" in history["Chair"]["OP1"].text
    assert "Strongly" not in history["Chair"]["OP2"].text
    assert "Geneva" not in history["Mexico"]["OP1"].text
    assert "Strongly urges" in history["final"]["OP2"].text


def test_a_file_without_tracked_changes_is_no_such_history(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("The General Assembly,\n\n1. Decides to meet;\n\n2. Requests a report.\n")
    with pytest.raises(InputError, match=r"draft\.txt: keeps no tracked changes; give a Word file"):
        History.from_tracked(path)
