"""Texts that lost their layout on the way: saved as plain text, copied from a page, wrapped without empty lines."""

from __future__ import annotations

import re

import pytest
from rapidfuzz import fuzz
from rendering import from_akn, lines, scanned, wrapped
from structured import document, texts
from support import shared

from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes
from draftdiff_reports.akn import document_to_akn


def _right(name: str, text: str) -> float:
    """Share of a published resolution's paragraphs found under their label with their words."""
    wanted = [piece for piece in from_akn(shared() / "data" / "akn" / name).pieces if piece.label]
    found = texts(document(text))
    same = sum(re.sub(r"\s", "", found.get(p.label, "")) == re.sub(r"\s", "", p.text) for p in wanted)
    return same / max(len(wanted), len(found))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["indigenous-v1", "indigenous-v2", "wildlife-v1", "wildlife-v2"])
@pytest.mark.parametrize("language", ["", ".fr", ".es", ".ru", ".ar", ".zh"])
def test_one_line_a_paragraph_reads_exactly_in_six_languages(name: str, language: str) -> None:
    file = f"{name}{language}.xml"
    text = "\n".join(lines(from_akn(shared() / "data" / "akn" / file)))
    assert _right(file, text) == 1.0


@pytest.mark.shared
@pytest.mark.parametrize("width", [56, 72, 80, 96])
@pytest.mark.parametrize("language", ["", ".fr", ".es"])
def test_wrapped_lines_without_empty_ones_read_exactly_where_capitals_help(width: int, language: str) -> None:
    file = f"indigenous-v2{language}.xml"
    wanted = from_akn(shared() / "data" / "akn" / file)
    assert _right(file, wrapped(wanted, width, gap=0)) == 1.0


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(2))
def test_a_scan_without_empty_lines_costs_few_paragraphs(seed: int) -> None:
    wanted = from_akn(shared() / "data" / "akn" / "indigenous-v1.xml")
    found = texts(document(scanned(wrapped(wanted, gap=0), seed, 0.02)))
    right = sum(fuzz.ratio(found.get(piece.label, ""), piece.text) > 80 for piece in wanted.pieces)
    assert right >= 0.95 * max(len(wanted.pieces), len(found))


GLUED = """The General Assembly,

Recalling the report of his Office1 and the report of the Committee,2

Recalling also the CO2 targets, 5.6 million people and the Declaration3 of 2017,

1. Endorses the report;4

2. Takes note of the Declaration{}5 and of the report;4

3. Decides to remain seized of the matter.
"""


def test_marks_that_count_through_the_text_are_footnote_marks() -> None:
    found = document(GLUED.format(""))
    assert [note.mark for p in found.walk() for note in p.notes] == ["1", "2", "3", "4", "5", "4"]
    assert found["PP2"].text.endswith("the CO2 targets, 5.6 million people and the Declaration of 2017,")
    assert [p.raw for p in found.problems if "were lifted out" in p.what] == ["1 2 3 4 5 4"]


def test_digits_that_do_not_count_stay_in_the_text() -> None:
    found = document(GLUED.format("").replace("Office1", "Office7").replace("Committee,2", "Committee,9"))
    assert found["PP1"].text.endswith("Office7 and the report of the Committee,9")
    assert all(not p.notes for p in found.walk())


def test_a_paragraphs_own_numbers_below_a_colon_are_its_sub_paragraphs() -> None:
    found = document(
        "The General Assembly,\n\nRecalling its resolution 60/251,\n\n1. Welcomes the report;\n\n"
        "2. Decides that the conference shall:\n\n1. Elect its officers;\n\n2. Adopt its rules;\n\n"
        "3. Adopt its agenda;\n\n3. Requests a report.\n"
    )
    assert found.labels() == ["PP1", "OP1", "OP2", "OP2(1)", "OP2(2)", "OP2(3)", "OP3"]
    again = read_bytes(RawFile(data=document_to_akn(found), name="x.akn"), Options())[0]
    assert texts(again) == texts(found)


def test_a_last_paragraph_without_its_full_stop_ends_at_the_letter_below_it() -> None:
    found = document(
        "The General Assembly,\n\nRecalling its resolution 60/251 of 15 March 2006 and all later ones,\n\n1. Welcomes the report;\n\n"
        "2. Decides to remain seized of the matter\n\nDear Colleagues,\n\nPlease find attached the draft.\n"
    )
    assert found["OP2"].text == "Decides to remain seized of the matter"
    assert found.left_out.startswith("Dear Colleagues,")


def test_a_title_that_fills_its_line_does_not_hide_the_formula_below_it() -> None:
    title = "Recommendations of the working group on the protection of the environment of peo"
    text = f"{title}\nThe General Assembly,\nRecalling its resolution 60/251,\n1. Welcomes the report.\n"
    assert document(text).formula == "The General Assembly,"


COMPOSITE = """Questions relating to information

A
Information in the service of humanity

The General Assembly,

Taking note of the report of the Committee,

1. Urges that all countries cooperate;

2. Requests a report.

B
Global communications policies

The General Assembly,

Emphasizing the role of the Committee,

1. Reaffirms its resolution 13 (I).

74th plenary meeting
6 April 2017

Annex
Modalities of the conference

1. The conference shall be held in Morocco.

I. Participation

2. States may participate.
"""


def test_parts_annexes_and_their_headings_make_the_round_trip_through_akoma_ntoso() -> None:
    found = document(COMPOSITE)
    again = read_bytes(RawFile(data=document_to_akn(found), name="x.akn"), Options())[0]
    assert texts(again) == texts(found)
    assert "B, PP1" in found.labels()
    assert "Annex, 2" in found.labels()
    assert [heading.text for heading in again.headings] == [heading.text for heading in found.headings]
