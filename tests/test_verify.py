"""`verify`: a promise that nothing changed but what was allowed."""

from __future__ import annotations

import pytest
from histories import BASE, base, document, gold_history

from draftdiff.classifying.rollover import technical
from draftdiff.errors import UsageError
from draftdiff.history import History
from draftdiff.model import Document, Heading
from draftdiff.tracing.verify import Verification, verify


def pair(
    old: Document, new: Document, *, allow: tuple[str, ...] = (), rollover: bool = False
) -> Verification:
    return verify(History([old, new]), old.id, new.id, allow=allow, rollover=rollover)


def test_nothing_changed_is_a_promise_kept() -> None:
    found = pair(base("a"), base("b"))
    assert found.violations == ()
    assert found.to_text() == "a to b: nothing else changed\n"
    assert found.to_dict()["ok"] is True


def test_a_change_outside_the_allowed_paragraphs_is_named() -> None:
    new = base(
        "b",
        OP2=BASE["OP2"].replace("without delay", "in due course"),
        OP5=BASE["OP5"].replace("decent", "fair"),
    )
    found = pair(base("a"), new, allow=("op 5",))
    assert {(v.kind, v.old_label) for v in found.violations} == {("changed", "OP2")}
    assert "OP2: changed" in found.to_text()


def test_noise_case_and_numbers_that_follow_are_no_change() -> None:
    new = base(
        "b",
        drop="OP1",
        OP2=BASE["OP2"].replace("Secretary-General", "Secretary General"),
        OP4=BASE["OP4"].replace("Member", "member"),
    )
    assert pair(base("a"), new, allow=("OP1",)).violations == ()


@pytest.mark.parametrize(("drop_old", "drop_new", "kind"), [("", "OP3", "deleted"), ("OP3", "", "inserted")])
def test_paragraphs_that_come_or_go_are_named(drop_old: str, drop_new: str, kind: str) -> None:
    found = pair(base("a", drop=drop_old), base("b", drop=drop_new))
    assert [v.kind for v in found.violations] == [kind]


def test_allowing_a_paragraph_allows_what_is_below_it() -> None:
    tree = {
        "OP1": "Decides to hold:",
        "OP1(a)": "One plenary session in Geneva;",
        "OP1(b)": "Two hearings with experts;",
    }
    changed = tree | {"OP1(b)": "Two hearings with civil society;"}
    old, new = document("a", tree), document("b", changed)
    assert pair(old, new, allow=("OP1",)).violations == ()
    assert pair(old, new, allow=("OP1(a)",)).violations != ()


def test_an_allowed_label_that_nobody_has_is_refused() -> None:
    with pytest.raises(UsageError, match="neither a nor b has a paragraph 'OP99'"):
        pair(base("a"), base("b"), allow=("OP99",))


ROLLED = [
    ("its seventy-third session", "its seventy-fourth session"),
    ("its 73rd session", "its 74th session"),
    ("from 3 to 5 May 2018", "from 2 to 4 June 2019"),
    ("the period 2016-2017", "the period 2018-2019"),
    (
        "its resolution 71/237 of 21 December 2016",
        "its resolutions 71/237 of 21 December 2016 and 72/179 of 19 December 2017",
    ),
    ("the report A/72/643", "the report A/73/643/Add.1"),
]
NOT_ROLLED = [
    ("not later than 30 days", "not later than 60 days"),
    ("two hearings", "three hearings"),
    ("its seventy-third session", "every session"),
    ("shall report in May 2018", "may report in May 2018"),
    ("by December 2018", ""),
]


@pytest.mark.parametrize(("was", "becomes"), ROLLED)
def test_a_technical_rollover_may_change_dates_ordinals_and_symbols(was: str, becomes: str) -> None:
    text = "Requests the Secretary-General to report on the implementation of {} to the General Assembly;"
    old, new = base("a", OP3=text.format(was)), base("b", OP3=text.format(becomes))
    assert pair(old, new, rollover=True).violations == ()
    assert pair(old, new).violations != ()


@pytest.mark.parametrize(("was", "becomes"), NOT_ROLLED)
def test_a_technical_rollover_may_not_change_anything_else(was: str, becomes: str) -> None:
    text = "Requests the Secretary-General to report on the implementation of {} to the General Assembly;"
    found = pair(base("a", OP3=text.format(was)), base("b", OP3=text.format(becomes)), rollover=True)
    assert found.violations


@pytest.mark.parametrize(
    ("text", "language", "marks"),
    [
        ("soixante-treizième session", "fr", ["ordinal", ""]),
        ("le 3 mai 2018", "fr", ["light", "date", "date", "date"]),
        ("3 de mayo de 2018", "es", ["date", "light", "date", "light", "date"]),
        ("30 days", "en", ["", ""]),
        ("resolution 71/1", "en", ["cue", "symbol"]),
    ],
)
def test_technical_words_are_told_in_several_languages(text: str, language: str, marks: list[str]) -> None:
    assert list(technical(text, language).marks) == marks


def test_headings_and_footnotes_are_part_of_the_promise() -> None:
    from dataclasses import replace

    old = replace(base("a"), headings=(Heading(text="Phase I. Consultations"),))
    new = replace(base("b"), headings=(Heading(text="Phase I. Negotiations"),))
    assert [(v.kind, v.old, v.new) for v in pair(old, new).violations] == [
        ("heading", "Phase I. Consultations", ""), ("heading", "", "Phase I. Negotiations"),
    ]  # fmt: skip


def test_splits_merges_and_moves_are_named() -> None:
    history = gold_history()
    kinds = {v.kind for v in verify(history, "first", "final").violations}
    assert {"split", "merged", "moved", "changed", "inserted"} <= kinds


def test_a_clause_that_wandered_is_a_change_of_both_paragraphs() -> None:
    clause = ", with the technical and policy expertise that the intergovernmental negotiations may require"
    old = base("a", OP2=BASE["OP2"].replace(";", f"{clause};"))
    new = base("b", OP5=BASE["OP5"].replace(";", f"{clause};"))
    assert {v.new_label for v in pair(old, new).violations} == {"OP2", "OP5"}
