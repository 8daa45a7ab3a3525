"""The command line: what it prints, where it writes, how it fails. Run in process; two runs as a user would."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from draftdiff.cli import BAD, DONE, FOUND, run
from draftdiff.cli.manual import COLUMNS, LINES

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST, FINAL, ADOPTED = (f"corpus:gcm-modalities/{name}" for name in ("first", "final", "adopted"))


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_parse_prints_paragraphs_and_what_was_repaired(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "parse", FIRST)
    assert (code, err) == (DONE, "")
    assert "OP14(B)(e)  International cooperation and governance of migration (Month)," in out
    assert "'t3.' -> '13.'" in out
    assert "left out" in out


def test_parse_to_json_is_a_document_that_reads_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, _ = call(capsys, "parse", FINAL, "--to", "json")
    assert code == DONE
    assert json.loads(out)["schema"] == "draftdiff.document/1"
    file = tmp_path / "final.json"
    file.write_text(out, "utf-8")
    code, again, _ = call(capsys, "parse", str(file), "--to", "json")
    assert (code, again) == (DONE, out)


def test_align_tells_links_insertions_and_relations(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "align", FIRST, FINAL)
    assert code == DONE
    assert out.startswith("first -> final: 57 links")
    assert "New (5): PP4, OP9, OP15(C), OP20, OP24" in out


def test_align_to_csv_has_a_row_a_link_and_empty_cells_for_new_paragraphs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = call(capsys, "align", FIRST, FINAL, "--to", "csv")
    rows = out.splitlines()
    assert len(rows) == 1 + 57 + 5
    assert ",OP9,inserted,,,,," in rows


def test_trace_tells_the_life_of_op15_newest_first(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "trace", "op 15", FIRST, FINAL, ADOPTED)
    assert code == DONE
    assert out.index("adopted") < out.index("final") < out.index("first")
    assert "OP14" in out


def test_compare_writes_the_format_of_the_ending(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "report.html"
    assert call(capsys, "compare", FIRST, FINAL, ADOPTED, "-o", str(out))[0] == DONE
    assert out.read_text("utf-8").lstrip().lower().startswith("<!doctype html>")
    assert [p.name for p in out.parent.iterdir()] == ["report.html"]


def test_demo_writes_report_and_history_and_a_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = call(capsys, "demo", "-o", str(tmp_path))
    assert code == DONE
    assert sorted(p.name for p in tmp_path.iterdir()) == ["history.json", "report.html"]
    assert json.loads((tmp_path / "history.json").read_bytes())["schema"] == "draftdiff.history/1"
    assert "December" in out


def test_a_history_file_stands_for_its_versions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "history.json"
    assert call(capsys, "compare", FIRST, FINAL, ADOPTED, "-o", str(file))[0] == DONE
    code, from_file, _ = call(capsys, "trace", "OP31", str(file))
    assert code == DONE
    assert from_file == call(capsys, "trace", "OP31", FIRST, FINAL, ADOPTED)[1]


def test_refs_of_the_bundled_history_are_followed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "refs", FIRST, FINAL, ADOPTED)
    assert code == DONE
    assert "followed" in out


def test_verify_fails_with_one_where_something_else_changed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "verify", FINAL, ADOPTED, "--allow", "OP23")
    assert code == FOUND
    assert "OP28" in out


def _other_text(folder: Path) -> str:
    """A text that shares nothing with the bundled ones: its alignment says so."""
    file = folder / "other.txt"
    lines = [
        f"{n}. Urges fishing fleet number {n} to mend its nets before every winter storm;"
        for n in range(1, 9)
    ]
    file.write_text("The Sea Council,\n\nThe General Assembly,\n\n" + "\n\n".join(lines) + "\n", "utf-8")
    return str(file)


@pytest.mark.parametrize(
    "verb", [["align"], ["correlate"], ["compare", "--to", "md"], ["verify"], ["trace", "OP1"]]
)
def test_every_verb_that_aligns_says_once_what_is_doubtful(
    verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *rest = verb
    label = rest if name == "trace" else []
    options = rest if name == "compare" else []
    _, out, err = call(capsys, name, *label, FINAL, _other_text(tmp_path), *options)
    assert err.count("draftdiff: warning: ") == 1
    if options:
        assert "> **" in out


def test_progress_of_aligning_and_writing_is_seen_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call(capsys, "compare", FIRST, FINAL, ADOPTED, "--to", "csv")[2] == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    _, _, err = call(capsys, "compare", FIRST, FINAL, ADOPTED, "--to", "csv")
    assert "aligning: 1 of 2" in err
    assert "aligning: 2 of 2\n" in err
    assert err.endswith("writing csv\n")


def _commands() -> list[list[str]]:
    from typer.main import get_command

    from draftdiff.cli.app import application

    def below(command: Any, path: list[str]) -> Iterator[list[str]]:
        if not (verbs := getattr(command, "commands", {})):
            yield path
        for name, verb in verbs.items():
            yield from below(verb, [*path, name])

    return list(below(get_command(application()), []))


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_help_fits_a_screen_and_begins_with_an_example(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    code, out, _ = call(capsys, *command, "--help")
    lines = out.splitlines()
    assert code == DONE
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= COLUMNS
    assert lines[2].startswith(f"  $ draftdiff {' '.join(command)}")


def test_options_of_reading_are_shown_when_asked_for_and_work_unshown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "--ocr" not in call(capsys, "parse", "--help")[1]
    code, out, _ = call(capsys, "parse", "--help-readers")
    assert code == DONE
    for option in ("--ocr", "--column", "--limits", "--encoding"):
        assert option in out
    assert "--output" not in out


#: What the screen shows of the adopted text, and other things people call it.
CALLED = [
    "adopted",
    "A/RES/71/280",
    "a/res/71/280",
    "adopted text",
    "the adopted text",
    "3",
    "adopted-in-unece-note.txt",
]


@pytest.mark.parametrize("name", CALLED)
def test_a_version_is_known_by_what_people_call_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "blame", "OP31", FIRST, FINAL, ADOPTED, "--version-id", name)
    assert code == DONE
    assert out == call(capsys, "blame", "OP31", FIRST, FINAL, ADOPTED)[1]


def test_cites_ends_with_a_digest_of_the_paragraphs_cited(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(
        "See paragraph 15 of resolution 71/280.\n\nAgain, OP15 of A/RES/71/280 and OP3 of A/RES/71/280.\n"
    )
    _, out, _ = call(capsys, "cites", str(letter), "--in", ADOPTED)
    *_, third, fifteenth, _, counts = out.splitlines()
    assert third == "A/RES/71/280 OP3   1 cited; line 3"
    assert fifteenth == "A/RES/71/280 OP15  2 cited; lines 1, 3"
    assert counts == "3 cited"


BAD_INPUT = [
    # Files that cannot be read, or hold nothing to work on.
    (["parse", "missing.txt"], "missing.txt: cannot be read: no such file or directory; check the path"),
    (["parse", "folder"], "folder: is a folder; name the files inside it"),
    (["parse", "empty.txt"], "empty.txt: is empty; name a file with text in it"),
    (["parse", "binary.txt"], "binary.txt: is"),
    (["parse", "latin.txt", "--encoding", "utf-8"], "latin.txt: byte 4: is not utf-8"),
    (["parse", "prose.txt"], "prose.txt: no resolution"),
    (["parse", "broken.json"], "broken.json: not JSON"),
    # Names that do not exist.
    (["trace", "OP99", FIRST, FINAL], "no paragraph OP99; there are"),
    (["parse", "corpus:nothing/first"], "no corpus is called 'nothing'; there are: gcm-modalities"),
    (["parse", "corpus:gcm-modalities/third"], "has no text 'third'; there are: first, final, adopted"),
    (["compare", FIRST, FINAL, "-o", "report.xyz"], "no report format for 'report.xyz'; formats: "),
    (["compare", FIRST, FINAL, "--to", "xyz"], "no report format for 'xyz'"),
    (["parse", FIRST, "--profile", "xyz"], "no structure profile is called 'xyz'; there are: "),
    # Usage.
    ([], "name a verb"),
    (["shred"], "No such command 'shred'"),
    (["align", FIRST], "Missing argument"),
    (["compare", FIRST], "needs 2 versions or more, got 1"),
    (["parse", FIRST, "--limits", "pages=no"], "--limits does not understand 'pages=no'"),
    (["parse", FIRST, "--limits", "bytes=10"], "larger than 10 bytes"),
]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").write_bytes(b" \n\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "latin.txt").write_bytes("1. D\xe9cide".encode("latin-1"))
    (tmp_path / "prose.txt").write_text("Dear colleague,\n\nThank you for the lunch.\n\nYours\n", "utf-8")
    (tmp_path / "broken.json").write_text('{"paragraphs": [', "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "message"), BAD_INPUT, ids=lambda v: " ".join(v) if isinstance(v, list) else ""
)
def test_bad_input_is_one_clear_line_and_nothing_is_written(
    arguments: list[str], message: str, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(p.name for p in workplace.iterdir())
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (BAD, "")
    assert err.startswith("draftdiff: ")
    assert message in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert sorted(p.name for p in workplace.iterdir()) == before


def test_an_unwritable_place_is_named(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, "align", FIRST, FINAL, "-o", str(workplace / "empty.txt" / "x.csv"))
    assert code == BAD
    assert "cannot be written" in err


def test_the_installed_command_reads_standard_input_and_stays_quiet_in_a_pipe() -> None:
    document = '{"paragraphs":[{"label":"OP1","text":"Decides"}]}'
    run_ = subprocess.run(
        [sys.executable, "-c", "from draftdiff.cli import main; main()", "parse", "-"],
        input=document, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "OP1  Decides" in run_.stdout
    assert run_.stderr == ""


def test_pins_correct_the_alignment_and_stale_ones_are_told(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workplace / "pins.toml").write_text(
        '[[pins]]\naction = "forbid"\nold = "OP15"\nnew = "OP17"\n[[pins]]\naction = "pin"\nold = "OP88"\nnew = "OP1"\n'
    )
    code, out, _ = call(capsys, "align", FIRST, FINAL, "--pins", "pins.toml")
    assert code == DONE
    assert "New (6): PP4, OP9, OP15(C), OP17, OP20, OP24" in out
    assert "Correction that no longer fits" in out
    assert "OP88" in out


def test_a_damaged_pins_file_is_named(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workplace / "pins.toml").write_text("[[pins]\n")
    code, _, err = call(capsys, "align", FIRST, FINAL, "--pins", "pins.toml")
    assert (code, err.count("\n")) == (BAD, 1)
    assert "pins.toml" in err


def test_a_users_word_lists_replace_ours_and_a_missing_folder_is_named(
    workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = call(capsys, "trace", "OP1", FIRST, FINAL, "--lexicon", "nowhere")
    assert (code, err.count("\n")) == (BAD, 1)
    assert "nowhere" in err
    assert call(capsys, "trace", "OP1", FIRST, FINAL, "--lexicon", "folder")[0] == DONE
    assert (workplace / "folder").is_dir()


def test_what_is_nested_too_deep_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def endless(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("draftdiff.reading.read_all", endless)
    assert run(["parse", "corpus:gcm-modalities/first"]) == BAD
    assert capsys.readouterr().err == (
        "draftdiff: nested deeper than can be followed; simplify the text, or give it in parts\n"
    )


@pytest.mark.parametrize("verb", [["trace", "OP1"], ["blame", "OP1"], ["compare"], ["ledger"], ["refs"]])
def test_one_file_that_is_not_there_is_said_to_be_missing(
    verb: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*verb, "nowhere.ddh"]) == BAD
    assert "nowhere.ddh: is not there" in capsys.readouterr().err
