"""`draftdiff watch`: new files are read, placed and reported; what cannot be read is said."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from draftdiff.cli import BAD, run
from draftdiff.cli.watching import Desk, follow
from draftdiff.layout import Options

TEXT = "The General Assembly,\n\nRecalling its resolution 71/1,\n\n1. Decides to meet in {};\n\n2. Thanks the host country for its kindness.\n"


def _put(folder: Path, name: str, city: str, day: int) -> None:
    path = folder / name
    path.write_text(TEXT.format(city))
    os.utime(path, (day * 86_400, day * 86_400))


def test_files_are_placed_by_date_then_by_number_in_their_names(tmp_path: Path) -> None:
    _put(tmp_path, "rev 10.txt", "Lima", 400)
    _put(tmp_path, "rev 9.txt", "Rome", 400)
    _put(tmp_path, "zero draft.txt", "Bonn", 300)
    (tmp_path / "~$lock.txt").write_text("x")
    history, refused = Desk(tmp_path, Options()).history()
    assert history.versions == ("zero draft", "rev 9", "rev 10")
    assert refused == []
    assert [path.name for path in history.files.values()] == ["zero draft.txt", "rev 9.txt", "rev 10.txt"]


def test_a_date_in_the_text_is_stronger_than_that_of_the_file(tmp_path: Path) -> None:
    _put(tmp_path, "a.txt", "Lima", 20_000)
    adopted = "A/RES/5/9\nResolution adopted by the General Assembly on 9 May 1950\n\n" + TEXT.format("Bonn")
    (tmp_path / "b.txt").write_text(adopted)
    history, _ = Desk(tmp_path, Options()).history()
    assert history["b"].date == "1950-05-09"
    assert history.versions == ("b", "a")


def test_the_report_follows_the_folder_and_says_what_it_could_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.txt"
    seen: list[str] = []

    def rounds() -> object:
        _put(tmp_path, "first.txt", "Bonn", 300)
        yield 1
        _put(tmp_path, "second.txt", "Rome", 310)
        (tmp_path / "note.txt").write_text("Thank you for the lunch.")
        yield 2
        seen.append(out.read_text("utf-8"))
        yield 3
        assert out.read_text("utf-8") == seen[0]
        (tmp_path / "second.txt").unlink()
        yield 4

    follow(Desk(tmp_path, Options(), frozenset({out.resolve()})), out, "txt", rounds())  # type: ignore[arg-type]
    assert "[-Bonn-] {+Rome+}" in seen[0]
    assert "Rome" not in out.read_text("utf-8")
    assert capsys.readouterr().err.count("not in the report: note.txt: no resolution") == 2


def test_what_could_not_be_read_is_in_the_report(tmp_path: Path) -> None:
    _put(tmp_path, "first.txt", "Bonn", 300)
    (tmp_path / "note.txt").write_text("Thank you for the lunch.")
    out = tmp_path / "report.html"
    follow(Desk(tmp_path, Options(), frozenset({out.resolve()})), out, "", [])
    assert "note.txt: no resolution" in out.read_text("utf-8")


def test_a_new_file_is_noticed(tmp_path: Path) -> None:
    watchfiles = pytest.importorskip("watchfiles", reason="needs the extra `watch`")
    out = tmp_path / "out" / "report.json"
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    _put(drafts, "first.txt", "Bonn", 300)
    stop = threading.Event()
    late = threading.Timer(20, stop.set)
    late.start()

    def rounds() -> object:
        for changes in watchfiles.watch(
            drafts, stop_event=stop, debounce=50, step=10, rust_timeout=100, yield_on_timeout=True
        ):
            if not changes and not (drafts / "second.txt").exists():
                _put(drafts, "second.txt", "Rome", 310)
                continue
            if changes:
                yield changes
                stop.set()

    follow(Desk(drafts, Options()), out, "", rounds())  # type: ignore[arg-type]
    late.cancel()
    assert "Rome" in out.read_text("utf-8")


def test_a_folder_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["watch", str(tmp_path / "nothing")]) == BAD
    assert "is no folder; name the folder the drafts are put into" in capsys.readouterr().err


def test_a_draft_without_a_date_comes_before_the_adopted_text_however_late_it_was_copied(
    tmp_path: Path,
) -> None:
    adopted = "A/RES/5/9\nResolution adopted by the General Assembly on 9 May 1950\n\n" + TEXT.format("Bonn")
    (tmp_path / "b.txt").write_text(adopted)
    (tmp_path / "z.txt").write_text("Final draft of the resolution\n\n" + TEXT.format("Rome"))
    history, _ = Desk(tmp_path, Options()).history()
    assert history["z"].status == "final draft"
    assert history.versions == ("z", "b")


def test_a_file_half_written_is_read_when_it_is_whole_and_a_removed_one_leaves(tmp_path: Path) -> None:
    _put(tmp_path, "first.txt", "Bonn", 300)
    whole = TEXT.format("Rome")
    (tmp_path / "second.txt").write_text(whole[:12])
    desk = Desk(tmp_path, Options())
    history, refused = desk.history()
    assert history.versions == ("first",)
    assert refused[0].startswith("second.txt: ")
    _put(tmp_path, "second.txt", "Rome", 310)
    history, refused = desk.history()
    assert (history.versions, refused) == (("first", "second"), [])
    (tmp_path / "first.txt").unlink()
    history, _ = desk.history()
    assert history.versions == ("second",)
