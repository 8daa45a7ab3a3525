"""`draftdiff positions`: what is open in a text, on the command line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from draftdiff.cli import run

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """The General Assembly,

Recalling its resolution 71/280 of 6 April 2017,

1. [EU: Welcomes] [US: Takes note of] the plan [for seeds;

2. Requests [=FoS: gladly] a report; [Delete (CANZ)]
"""


@pytest.fixture
def draft(tmp_path: Path) -> str:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_the_list_says_who_and_what_is_half(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["positions", draft]) == 0
    out = capsys.readouterr().out
    assert "1 bracket (EU; slot 1): Welcomes" in out
    assert "deletion (CANZ; delete)" in out
    assert "never closed: OP1" in out


def test_table_and_json_have_the_same_rows(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["positions", draft, "--to", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run(["positions", draft, "--to", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [row["who"] for row in rows] == [row["who"] for row in data["positions"]]
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    assert data["slots"][0]["alternatives"] == [1, 2]


def test_a_users_parties_and_a_reading(
    draft: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text('{"Friends": ["=FoS"]}', encoding="utf-8")
    assert run(["positions", draft, "--parties", str(mine), "--reading", "as:US"]) == 0
    assert "1. Takes note of the plan" in capsys.readouterr().out
    assert run(["positions", draft, "--parties", str(mine), "--reading", "as:Friends"]) == 0
    assert "Requests gladly a report" in capsys.readouterr().out


@pytest.mark.parametrize("choice", ["best", "as:", "as:Peru", "of:EU"])
def test_an_unknown_choice_is_one_line(draft: str, choice: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["positions", draft, "--reading", choice]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_bad_list_of_parties_is_named(
    draft: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("[1, 2", encoding="utf-8")
    assert run(["positions", draft, "--parties", str(bad)]) == 2
    assert "bad.json" in capsys.readouterr().err
