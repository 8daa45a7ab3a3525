"""Amendments are applied to the letter, or refused with the reason; never guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from amending_cases import ALL, CASES, TEXT, Case
from hypothesis import given, settings
from hypothesis import strategies as st

import draftdiff as dd
from draftdiff.amending import amend
from draftdiff.amending.deriving import content
from draftdiff.cli import BAD, DONE, FOUND, run
from draftdiff.contracts.schemas import json_schema
from draftdiff.model import Style

LETTERS = {"a": "applied", "c": "conflicts", "n": "target not found", "m": "ambiguous", "u": "not understood"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_amendment_is_applied_to_the_letter_or_refused(case: Case) -> None:
    found = amend(TEXT, case.amendments)
    assert [o.status for o in found.outcomes] == [LETTERS[one] for one in case.statuses], found.to_text()
    expected = {label: TEXT[label].text for label in ALL.split()} | case.changed
    texts = {str(p.label): p.text for p in found.document}
    assert texts == {label: text for label, text in expected.items() if text is not None}
    order = case.labels or " ".join(label for label in ALL.split() if expected[label] is not None)
    assert found.document.labels() == _split(order)
    assert found.document.title == (case.title or TEXT.title)
    assert all(o.why for o in found.refused)


def _split(labels: str) -> list[str]:
    words: list[str] = []
    for part in labels.split():
        if part in ("bis", "ter", "quater"):
            words[-1] += f" {part}"
        else:
            words.append(part)
    return words


def test_there_are_enough_cases_of_each_outcome() -> None:
    assert len(CASES) >= 60
    outcomes = "".join(case.statuses for case in CASES)
    assert all(outcomes.count(letter) >= 4 for letter in LETTERS)


def test_adoption_of_one_rival_says_what_becomes_of_the_others() -> None:
    rivals = (
        "In OP1, replace “wells” by “safe wells”.\nIn OP1, replace “wells” by “pumps”.\nDelete OP1.\n"
        "In OP2, delete “and urges Member States to report”.\nDelete operative paragraph 1."
    )
    found = amend(TEXT, rivals)
    assert found.document["OP1"].text == TEXT["OP1"].text
    assert [o.rivals for o in found.outcomes] == [(2, 3, 5), (1, 3, 5), (1, 2), (), (1, 2)]
    assert [(e.number, e.effect) for e in found.effects(3)] == [
        (1, "falls"), (2, "falls"), (4, "stands"), (5, "satisfied"),
    ]  # fmt: skip
    chosen = amend(TEXT, rivals, adopt=(2, 4, 3))
    assert [o.status for o in chosen.outcomes] == [
        "not adopted", "applied", "conflicts", "applied", "not adopted",
    ]  # fmt: skip
    assert chosen.document["OP1"].text == "Decides to establish a register of pumps;"
    with pytest.raises(dd.UsageError, match="no amendment 9"):
        amend(TEXT, rivals, adopt=(9,))


def test_order_of_new_paragraphs_at_one_place_is_that_of_their_labels() -> None:
    text = "Insert a new OP5 ter after OP5: “Third;”\nInsert a new OP5 bis after OP5: “Second;”"
    assert " ".join(amend(TEXT, text).document.labels()).count("OP5 OP5 bis OP5 ter OP6") == 1


def test_the_old_text_is_left_alone_and_lines_that_are_no_amendments_are_told() -> None:
    before = TEXT.to_json()
    found = amend(TEXT, "Amendments to the draft\n\n1. Delete OP7.\n")
    assert TEXT.to_json() == before
    assert found.passed == ("Amendments to the draft",)
    assert "OP7" not in found.document


def test_marks_of_footnotes_and_styles_keep_their_place_in_edited_words() -> None:
    paragraph = dd.Paragraph(
        label=dd.Label.parse("OP1"), text="Decides to plant trees near wells;",
        notes=(dd.Note(kind="footnote", mark="1", at=22),),
        styles=(Style(start=0, end=7, name="italic"), Style(start=28, end=33, name="bold")),
    )  # fmt: skip
    document = dd.Document(id="d", paragraphs=(paragraph,))
    got = amend(document, "In OP1, replace “plant” by “water and plant”.").document["OP1"]
    assert got.text[: got.notes[0].at] == "Decides to water and plant trees"
    assert [got.text[s.start : s.end] for s in got.styles] == ["Decides", "wells"]


words = st.sampled_from(
    [
        "Decides",
        "urges",
        "the",
        "wells",
        "of",
        "States",
        "water",
        "shall",
        "may",
        "not",
        "(a)",
        "5.",
        "“old”",
        "and,",
        "yearly;",
        "it's",
    ]
)
bodies = st.lists(words, min_size=1, max_size=9).map(" ".join)


@st.composite
def documents(draw: st.DrawFn, name: str) -> dd.Document:
    """A text with preambular and operative paragraphs, sub-paragraphs and gaps in its numbers."""
    paragraphs: list[dd.Paragraph] = []
    for kind in ("PP", "OP"):
        numbers = sorted(draw(st.sets(st.integers(1, 7), max_size=5)))
        for number in numbers:
            label = dd.Label(kind, str(number), draw(st.sampled_from(["", "", "", "bis"])))
            children = tuple(
                dd.Paragraph(
                    label=label.child(letter), text=draw(bodies), kind="subparagraph", number=f"({letter})"
                )
                for letter in "abcd"[: draw(st.sampled_from([0, 0, 0, 1, 3]))]
            )
            paragraphs.append(dd.Paragraph(label=label, text=draw(bodies), children=children))
    return dd.Document(id=name, paragraphs=tuple(paragraphs))


@settings(max_examples=25, deadline=None)
@given(documents("old"), documents("new"))
def test_amendments_computed_from_two_versions_give_the_new_one(old: dd.Document, new: dd.Document) -> None:
    computed = dd.amendments(old, new)
    again = dd.amend(old, computed.to_text())
    assert content(again.document) == content(new), computed.to_text() + again.to_text()
    assert all(o.applied for o in again.outcomes)


def test_amendments_between_versions_of_the_bundled_history_give_the_newer() -> None:
    history = dd.load("gcm-modalities")
    for old, new in history.steps:
        computed = dd.amendments(history[old], history[new], alignment=history.align(old, new))
        assert computed.exact
        assert content(dd.amend(history[old], computed.to_text()).document) == content(history[new])


def test_a_list_is_applied_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, given = tmp_path / "text.json", tmp_path / "list.txt"
    text.write_text(TEXT.to_json(), "utf-8")
    given.write_text("1. Delete OP7.\n2. Delete OP70.\n", "utf-8")
    out = tmp_path / "new.json"
    assert run(["amend", str(text), str(given), "-o", str(out)]) == FOUND
    assert "OP7" not in dd.read(out)
    shown = capsys.readouterr().out
    assert "1. applied: Delete OP7" in shown
    assert "2. target not found: Delete OP70 (no paragraph OP70" in shown
    assert run(["amend", str(text), str(given), "--adopt", "1", "--to", "json"]) == FOUND
    assert json.loads(capsys.readouterr().out)["schema"] == "draftdiff.amendments/1"
    assert run(["amend", str(text), str(given), "--adopt", "one"]) == BAD
    given.write_text("Nothing here.\n", "utf-8")
    assert run(["amend", str(text), str(given)]) == BAD
    assert run(["amendments", str(text), str(out)]) == DONE
    assert "Delete OP7" in capsys.readouterr().out


def test_the_outcomes_fit_their_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    found = amend(TEXT, "Delete OP7.\nMerge OP1 and OP2.\nIn OP1, replace “wells” by “pumps”.")
    jsonschema.validate(json.loads(found.to_json()), json_schema("draftdiff.amendments/1"))


@pytest.mark.parametrize(
    ("named", "label"),
    [
        ("Article 2", "Article 2"), ("article 2, paragraph 1", "Article 2(1)"), ("paragraph 1 of Article 2", "Article 2(1)"),
        ("Article 2(1)(b)", "Article 2(1)(b)"), ("Article 2, paragraph 1 (b)", "Article 2(1)(b)"),
        ("paragraph 3 of annex I", "Annex I, 3"), ("Annex I, paragraph 3", "Annex I, 3"), ("[Annex I, 3]", "Annex I, 3"),
    ],
)  # fmt: skip
def test_paragraphs_of_treaties_and_annexes_are_named_as_treaties_do(named: str, label: str) -> None:
    labels = ("Article 2", "Article 2(1)", "Article 2(1)(a)", "Article 2(1)(b)", "Annex I, 3", "Annex II, 3")
    document = dd.Document(
        id="d",
        paragraphs=tuple(
            dd.Paragraph(label=dd.Label.parse(one), text="Parties shall act;") for one in labels
        ),
    )
    found = amend(document, f"In {named}, replace “shall” by “should”.")
    changed = [str(p.label) for p in found.document if "should" in p.text]
    assert changed == [label], found.to_text()
