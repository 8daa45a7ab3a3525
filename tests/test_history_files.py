"""A history from files and to files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from histories import base, gold_history

from draftdiff.errors import InputError, UsageError
from draftdiff.history import History
from draftdiff.registry import report_writer
from draftdiff.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.json" for name in ("one", "two")]
    for path, document in zip(paths, (base("a"), base("b", drop="OP2")), strict=True):
        path.write_text(document.to_json(), encoding="utf-8")
    return paths


def test_versions_are_named_by_their_files_or_as_told(files: list[Path]) -> None:
    assert History.read(*files).versions == ("one", "two")
    assert History.read(*files, ids=["old", "new"]).versions == ("old", "new")


def test_two_versions_of_one_name_get_numbers(files: list[Path]) -> None:
    assert History.read(files[0], files[0], files[0]).versions == ("one", "one-2", "one-3")


def test_parents_are_handed_on(files: list[Path]) -> None:
    history = History.read(*files, *files[:1], ids=["draft", "left", "right"], parents={"right": "draft"})
    assert history.steps == (("draft", "left"), ("draft", "right"))


def test_as_many_ids_as_files_are_needed(files: list[Path]) -> None:
    with pytest.raises(UsageError, match="1 ids for 2 files"):
        History.read(*files, ids=["one"])
    with pytest.raises(UsageError, match="needs a file"):
        History.read()
    with pytest.raises(InputError):
        History.read(files[0].parent)


@pytest.mark.parametrize(
    "name", ["lineage.graphml", "lineage.dot", "history.json", "text.akn", "lineage.provn"]
)
def test_the_ending_of_a_file_chooses_the_format(name: str, tmp_path: Path) -> None:
    target = gold_history().report(tmp_path / name)
    assert target.stat().st_size > 0
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("name", "writer"),
    [
        ("h.json", "json"),
        ("h.prov.json", "prov-json"),
        ("h.edges.csv", "edges"),
        ("t.correlation.csv", "correlation"),
    ],
)
def test_the_longest_ending_decides(name: str, writer: str) -> None:
    assert report_writer(name).name == writer


def test_a_format_can_be_named_and_options_are_checked(tmp_path: Path) -> None:
    history = gold_history()
    history.report(tmp_path / "table.csv", to="correlation", old="first", new="final")
    assert (tmp_path / "table.csv").read_text("utf-8").startswith("first,final,")
    with pytest.raises(UsageError, match="no report option 'colour'"):
        history.report(tmp_path / "x.json", colour="red")
    with pytest.raises(UsageError, match="no report format for"):
        history.report(tmp_path / "x.nonsense")


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    for target in (tmp_path, blocked / "out.json"):
        with pytest.raises(InputError, match="cannot be written"):
            write_whole(target, b"{}")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    write_whole(tmp_path / "new" / "out.json", b"{}")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["out.json"]


def test_a_written_history_reads_back(tmp_path: Path) -> None:
    history = gold_history()
    target = history.report(tmp_path / "history.json")
    assert History.from_json(target.read_bytes(), name=target.name) == history


def test_a_history_shows_its_versions_and_steps() -> None:
    shown = gold_history()._repr_html_()
    assert "first → final" in shown
    assert "<td" in shown


def test_a_file_with_tracked_changes_is_a_history_of_two_versions(tmp_path: Path) -> None:
    from wordfiles import change, p, word_file

    body = (
        p("The General Assembly,")
        + p("Recalling its resolution 71/1 of 19 September 2016,")
        + p(
            "1. ",
            change("del", "Urges"),
            change("ins", "Encourages"),
            " Member States to contribute to the fund;",
        )
        + p("2. Decides to remain seized of the matter.")
    )
    file = tmp_path / "tracked.docx"
    file.write_bytes(word_file(body))
    history = History.from_tracked(file)
    assert history.versions == ("original", "final")
    assert history["original"]["OP1"].text.startswith("Urges Member States")
    assert {w.text: w.origin for w in history.blame("OP1").words}["Encourages"] == "final"
