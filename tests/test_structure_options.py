"""Options of a text under negotiation are paragraphs with labels that say so. All texts are written for these tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import draftdiff as dd

if TYPE_CHECKING:
    from pathlib import Path

TREATY = """Article 1 (Aim)

Option 1:

1. Parties aim to keep [all] seeds.

2. Parties report each year.

Option 2: No text.

Article 2 (Funds)

1. Each Party gives what it can. Option A: It gives money. Option B: It gives seeds, namely:

(a) Beans;

(b) Peas;

Option C: It gives nothing.

2. The fund is kept by the Board. See Option A of Article 9 of the old treaty.

Article 3 (End)

[Option I: This treaty ends in 2041.]

[Option II: This treaty does not end.]
"""


def read(tmp_path: Path, text: str, name: str = "draft.txt", **options: str) -> dd.Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return dd.read(path, **options)  # type: ignore[arg-type]


def test_options_of_articles_and_paragraphs_are_paragraphs(tmp_path: Path) -> None:
    document = read(tmp_path, TREATY)
    assert [(str(p.label), p.number, p.text) for p in document if "Option" in str(p.label)] == [
        ("Article 1(Option 1)", "Option 1:", ""),
        ("Article 1(Option 1)(1)", "1.", "Parties aim to keep [all] seeds."),
        ("Article 1(Option 1)(2)", "2.", "Parties report each year."),
        ("Article 1(Option 2)", "Option 2:", "No text."),
        ("Article 2(1)(Option A)", "Option A:", "It gives money."),
        ("Article 2(1)(Option B)", "Option B:", "It gives seeds, namely:"),
        ("Article 2(1)(Option B)(a)", "(a)", "Beans;"),
        ("Article 2(1)(Option B)(b)", "(b)", "Peas;"),
        ("Article 2(1)(Option C)", "Option C:", "It gives nothing."),
        ("Article 3(Option I)", "Option I:", "[This treaty ends in 2041.]"),
        ("Article 3(Option II)", "Option II:", "[This treaty does not end.]"),
    ]
    found = dd.positions(document)
    assert [len(slot.alternatives) for slot in found.slots if slot.kind == "options"] == [2, 3, 2]
    assert document["Article 2(1)"].text == "Each Party gives what it can."
    assert not found.problems


def test_labels_of_options_read_back(tmp_path: Path) -> None:
    document = read(tmp_path, TREATY)
    assert [dd.Label.parse(label) for label in document.labels()] == [p.label for p in document]
    assert sorted(p.label for p in document) == [p.label for p in document]
    assert dd.Document.from_json(document.to_json()).labels() == document.labels()


RESOLUTION = """Draft resolution

The General Assembly,

PP1 Recalling its resolution 71/280 of 6 April 2017,

PP2 alt Recognizing the importance of seeds

OP1 Decides to convene a conference on seeds in 2031;

OP1 alt Decides to convene a meeting on seeds in 2031;

OP1-alt 2 (CANZ): Invites Member States to convene a meeting;

OP2 Requests the Secretary-General to report;

OP2.bis Requests the Board to meet;

OP4 new Encourages all donors to give;

OP5 Decides on two phases (phase two: support to small farms);

OP6 Alternative 1: Invites States to pay. Alternative 2: Requests States to pay.
"""


def test_labels_of_negotiators_in_a_resolution(tmp_path: Path) -> None:
    document = read(tmp_path, RESOLUTION)
    assert document.labels() == [
        "PP1", "PP2 alt", "OP1", "OP1 alt", "OP1 alt 2", "OP2", "OP2 bis", "OP4 new", "OP5", "OP6",
        "OP6(Alternative 1)", "OP6(Alternative 2)",
    ]  # fmt: skip
    assert not document.headings
    assert document["OP5"].text == "Decides on two phases (phase two: support to small farms);"
    found = dd.positions(document)
    assert [p.who for p in found.of("OP1 alt 2")] == [("CANZ",)]
    assert [s.alternatives for s in found.slots if s.label == "OP1"] == [(2, 3, 4)]


@pytest.mark.parametrize(
    "line",
    [
        "1. Urges States to choose option 2 of the report;",
        "1. Recalls Option 2 as proposed by the Board;",
        "1. Requests the Board to weigh the option of seeds;",
    ],
)
def test_talk_of_options_stays_one_paragraph(tmp_path: Path, line: str) -> None:
    text = f"The General Assembly,\n\nRecalling seeds,\n\n{line}\n\n2. Decides to close.\n"
    assert read(tmp_path, text).labels() == ["PP1", "OP1", "OP2"]


def test_a_second_paragraph_of_a_number_is_no_alternative(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "The Board,\n\nRecalling seeds,\n\nOP1 Decides to meet;\n\nOP2 Requests a report;\n\nOP2 Invites donors to give.\n",
    )
    assert not [p for p in dd.positions(document) if p.kind == "alternative"]


def test_a_new_paragraph_without_a_number_stands_behind_the_one_before(tmp_path: Path) -> None:
    text = (
        "The Board,\n\nPP1 Recalling seeds,\n\nNew PP (Peru): Recalling peas,\n\nOP1 Decides to meet;\n\n"
        "New OP (Kenya, AOSIS): Urges States to fund seeds;\n\nOP2 Requests a report;\n\nNEW OP: Thanks donors;\n\nOP3 Decides to close.\n"
    )
    document = read(tmp_path, text)
    assert document.labels() == ["PP1", "PP1 new", "OP1", "OP1 new", "OP2", "OP2 new", "OP3"]
    assert not [p for p in document.problems if p.kind == "repaired"]
    found = dd.positions(document)
    assert [p.who for p in found.of("OP1 new") if p.who] == [("Kenya", "AOSIS")]
    assert document.reading("agreed").labels() == ["PP1", "OP1", "OP2", "OP3"]


def test_news_is_no_new_paragraph(tmp_path: Path) -> None:
    text = "The Board,\n\nRecalling seeds,\n\n1. Requests the Secretary-General to add\nnew OPs to the list;\n\n2. Decides to close.\n"
    assert read(tmp_path, text).labels() == ["PP1", "OP1", "OP2"]
