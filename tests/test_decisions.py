"""Decisions of people: read, checked against the texts, applied; stale ones are said, never dropped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from histories import document

from draftdiff.aligning.pins import fingerprint
from draftdiff.cli import DONE, run
from draftdiff.decisions import SCHEMA, Decisions
from draftdiff.errors import InputError
from draftdiff.history import History
from draftdiff.writing import ReportOptions
from draftdiff_reports.html import HtmlReport

if TYPE_CHECKING:
    from pathlib import Path

OLD = {
    "OP1": "Decides to hold the conference in May in Geneva;",
    "OP2": "Thanks the host country for its offer;",
}
NEW = {
    "OP1": "Decides to hold the conference in June in Geneva;",
    "OP2": "Thanks the host country for its offer;",
}


def _history(**options: Any) -> History:
    return History([document("old", OLD), document("new", NEW)], **options)


def _file(*decisions: dict[str, Any]) -> str:
    return json.dumps({"schema": SCHEMA, "decisions": decisions})


def _month(**fields: Any) -> dict[str, Any]:
    return {
        "what": "class", "value": "editorial", "old": "OP1", "new": "OP1", "old_version": "old",
        "new_version": "new", "old_fingerprint": fingerprint(OLD["OP1"]),
        "new_fingerprint": fingerprint(NEW["OP1"]), "change": {"old": "May", "new": "June"}, "by": "Ana",
        "date": "2026-11-28", **fields,
    }  # fmt: skip


def test_a_class_a_person_chose_is_the_class_of_the_change() -> None:
    history = _history()
    (before,) = history.redline("OP1", "OP1", "old", "new").changes
    decided = Decisions.parse(_file(_month())).apply(history)
    (after,) = history.redlines("old", "new")[0].changes
    assert (before.cls, after.cls, after.why) == ("substantive", "editorial", "decided by Ana")
    assert decided.stale == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"new_fingerprint": "0" * 12}, "the text of OP1 in new has changed"),
        ({"old_version": "older"}, "there is no version older"),
        ({"old": "OP9", "old_fingerprint": ""}, "no paragraph OP9 in old"),
        ({"change": {"old": "May", "new": "July"}}, "the change is no longer there"),
        ({"new": "OP2", "new_fingerprint": ""}, "not linked"),
    ],
)
def test_what_no_longer_fits_is_said_with_its_reason(fields: dict[str, Any], words: str) -> None:
    decided = Decisions.parse(_file(_month(**fields), _month(what="comment", value="ask Ana"))).apply(
        _history()
    )
    assert [d.what for d in decided.decisions] == ["comment"]
    (stale,) = decided.stale
    assert words in stale
    assert "(Ana)" in stale


def test_a_forbidden_link_is_not_made() -> None:
    found = Decisions.parse(_file({"what": "forbid", "old": "OP2", "new": "OP2"}))
    history = _history(pins=found.pins)
    assert [(k.old, k.new) for k in history.align("old", "new").links] == [("OP1", "OP1")]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", '{"schema": "draftdiff.pins/1"}', _file({"what": "pin", "old": "OP1"}), _file({"what": "seen"}),
        _file({"what": "dance", "old": "OP1"}), _file({"what": "class", "new": "OP1", "value": "nice"}),
    ],
)  # fmt: skip
def test_what_is_no_file_of_decisions_is_refused_by_name(text: str) -> None:
    with pytest.raises(InputError, match=r"mine\.json"):
        Decisions.parse(text, name="mine.json")


def test_the_report_shows_what_people_decided_and_what_no_longer_fits() -> None:
    history = _history()
    comment = _month(what="comment", value="<b>why</b> June?")
    history.decided = Decisions.parse(_file(comment, _month(old_version="older"))).apply(history)
    page = HtmlReport().write(history, ReportOptions()).decode()
    assert "&lt;b&gt;why&lt;/b&gt; June?" in page
    assert "Ana, 28 November 2026" in page
    assert "there is no version older" in page


def test_the_command_takes_decisions_and_says_what_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, texts in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.txt").write_text(
            "The General Assembly,\n\n" + "\n\n".join(f"{at}. {text}" for at, text in enumerate(texts.values(), 1)), "utf-8"
        )  # fmt: skip
    (tmp_path / "decisions.json").write_text(_file(_month(), _month(old_version="older")), "utf-8")
    out = tmp_path / "report.txt"
    files = [str(tmp_path / name) for name in ("old.txt", "new.txt", "decisions.json")]
    assert run(["compare", *files[:2], "--decisions", files[2], "-o", str(out)]) == DONE
    assert "Decision that no longer fits: class older OP1 -> new OP1 (Ana)" in capsys.readouterr().err
    assert "no paragraph changed in substance" in out.read_text("utf-8")
