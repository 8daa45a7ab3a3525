"""Resolutions found in plain text: the bundled history against its gold labels, and every hard layout we know."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rapidfuzz import fuzz
from rendering import Text, damaged, from_akn, paged, scanned, unwrapped, wrapped
from structured import document, documents, texts
from support import SHARED, shared

from draftdiff.errors import InputError
from draftdiff.layout import Block, Layout, Options
from draftdiff_parsers.structure import UnResolutionProfile

if TYPE_CHECKING:
    from draftdiff.model import Document

GCM = Path(str(files("draftdiff_corpus"))) / "gcm_modalities"
VERSIONS = {
    "first": "first-draft.txt",
    "final": "final-draft.txt",
    "adopted": "adopted-in-unece-note.txt",
}


def _gold(version: str) -> list[dict[str, str]]:
    name = f"gcm_{version}.paragraphs.json"
    path = next(path for path in (GCM / "gold" / name, shared() / "gold" / name) if path.exists())
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _version(version: str) -> Document:
    return document((GCM / VERSIONS[version]).read_bytes(), name=VERSIONS[version])


def _unmarked(text: str) -> str:
    """Without footnote marks: a reader may lift them out or leave them glued."""
    return re.sub(r"(?<=\d{4})[\d\"t](?=;)|[¹²³⁴-⁹]", "", " ".join(text.split()))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_bundled_versions_give_exactly_the_gold(version: str) -> None:
    found = _version(version)
    gold = {g["id"]: g for g in _gold(version)}
    wanted = {label: g for label, g in gold.items() if g["kind"] not in {"heading", "footnote"}}
    assert found.labels() == list(wanted)
    assert {k: _unmarked(v) for k, v in texts(found).items()} == {
        k: _unmarked(g["text"]) for k, g in wanted.items()
    }
    assert {str(p.label): p.number for p in found.walk()} == {
        k: g["label_printed"] for k, g in wanted.items()
    }
    lines = {
        str(p.label): [p.anchors[0].lines[0], p.anchors[-1].lines[1]]
        for p in found.walk()
        if p.anchors[0].lines and p.anchors[-1].lines
    }
    assert lines == {k: list(g["lines"]) for k, g in wanted.items()}
    headings = [g["text"] for g in gold.values() if g["kind"] == "heading"]
    assert [heading.text for heading in found.headings] == headings
    footnotes = [" ".join(g["text"].split()) for g in gold.values() if g["kind"] == "footnote"]
    assert [note.text.replace("[48/134](#)", "48/134") for note in found.footnotes] == [
        text.replace("[48/134](#)", "48/134") for text in footnotes
    ]


def test_numbers_are_repaired_from_their_sequence_and_each_repair_is_logged() -> None:
    found = _version("first")
    repaired = {p.label: (p.raw, p.repaired) for p in found.problems if p.kind == "repaired"}
    assert repaired == {
        "OP1": ("t.", "1."), "OP13": ("t3.", "13."), "OP14": ("t4.", "14."), "OP21": ("2t.", "21.")
    }  # fmt: skip
    final = {p.label: (p.raw, p.repaired) for p in _version("final").problems if p.kind == "repaired"}
    assert final == {"OP1(a)": ("(@)", "(a)"), "OP24": ("24,", "24.")}


def test_metadata_comes_from_the_lines_around_the_formula() -> None:
    first, final, adopted = (_version(version) for version in VERSIONS)
    title = "Modalities for the intergovernmental negotiations of the global compact for safe, orderly and regular migration"
    assert {first.title, final.title, adopted.title} == {title}
    assert (first.status, first.date, first.symbol) == ("first draft", "2016-12-22", "")
    assert final.status == "final draft"
    assert (adopted.status, adopted.date, adopted.symbol) == ("adopted", "2017-04-06", "A/RES/71/280")
    assert {one.language for one in (first, final, adopted)} == {"en"}
    assert {one.formula for one in (first, final, adopted)} == {"The General Assembly,"}


def test_italic_openings_and_footnote_marks_are_kept_apart_from_the_text() -> None:
    adopted = _version("adopted")
    opening = adopted["OP5"].styles[0]
    assert (adopted["OP5"].text[opening.start : opening.end], opening.name) == ("Requests", "italic")
    assert [(note.mark, note.at) for note in adopted["OP9"].notes] == [("6", 78)]
    assert adopted["OP9"].text[:80].endswith("Paris Principles t")


def test_what_is_left_out_is_said_and_kept_for_citations() -> None:
    adopted = _version("adopted")
    assert "EXCOM decides to hold a regional consultation" in adopted.left_out
    assert "22. Calls upon the Secretary-General" in adopted.left_out  # the note's quotation, not OP22
    dropped = [problem.what for problem in adopted.problems if problem.kind == "dropped"]
    assert len(dropped) == 2


@pytest.mark.parametrize("name", ["letter-and-workplan.txt", "concept-note.txt"])
def test_a_text_without_a_resolution_is_refused_but_read_plain(name: str) -> None:
    data = (GCM / name).read_bytes()
    with pytest.raises(InputError, match="no resolution"):
        documents(data)
    plain = document(data, "plain")
    assert plain.paragraphs == ()
    assert "OP 31 of A/RES/71/280" in plain.left_out


RESOLUTION = """The General Assembly,
Recalling its resolution 60/251,
Noting the
report of the Secretary-General on
the matter,
{}
"""

NUMBERS = [
    # A scanner's letters for digits, whatever they look like.
    (["1.", "2.", "3."], ["1", "2", "3"]),
    (["l.", "Z.", "3."], ["1", "2", "3"]),
    (["1 .", "2.", "3,"], ["1", "2", "3"]),
    (["ó.", "?.", "&."], ["1", "2", "3"]),
    (["9.", "10.", "lI.", "I2.", "t3."], ["9", "10", "11", "12", "13"]),
    (["18.", "19.", "Z0.", "2t.", "ZZ.", "23."], ["18", "19", "20", "21", "22", "23"]),
    # A clean number that cannot be right.
    (["1.", "2.", "8.", "4.", "5."], ["1", "2", "3", "4", "5"]),
    # A number that is not there.
    (["1.", "", "3."], ["1", "2", "3"]),
    (["", "2.", "3."], ["1", "2", "3"]),
    # A number that really is missing stays missing.
    (["1.", "2.", "4.", "5."], ["1", "2", "4", "5"]),
]


@pytest.mark.parametrize(("printed", "numbers"), NUMBERS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_numbers_follow_their_sequence(printed: list[str], numbers: list[str], gap: str) -> None:
    verbs = ["Decides", "Requests", "Urges", "Invites", "Welcomes", "Calls upon"]
    items = [
        f"{number} {verbs[at % 6]} the States to act on matter {'abcdef'[at % 6]};"
        for at, number in enumerate(printed)
    ]
    found = document(RESOLUTION.format(gap.join(items)))
    assert [p.label.number for p in found.paragraphs if p.label.kind == "OP"] == numbers


LISTS = [
    # Two depths, and the letter that is also a Roman numeral.
    ("(a) x; (b) y; (c) z.", ["a", "b", "c"]),
    ("(a) x: (i) y; (ii) z; (b) u.", ["a", "a.i", "a.ii", "b"]),
    ("(g) x; (h) x; (i) y; (j) z.", ["g", "h", "i", "j"]),
    ("A) x: a. y; b. z; B) u: c. v; d. w.", ["A", "A.a", "A.b", "B", "B.c", "B.d"]),
    ("A) x: a. y; b. z; B) u: a. v.", ["A", "A.a", "A.b", "B", "B.a"]),
    # Damaged letters.
    ("(@) x; (b) y.", ["a", "b"]),
    ("(a) x; {b) y; (e) z.", ["a", "b", "c"]),
    ("(a) x; (h) y; (c) z.", ["a", "b", "c"]),
    # Other languages.
    ("a) x : i) y ; ii) z ; b) u.", ["a", "a.i", "a.ii", "b"]),
    ("(أ) س: ’1‘ ص؛ ’2‘ ع؛ (ب) ف.", ["أ", "أ.1", "أ.2", "ب"]),
    ("(a) 一：㈠ 二；㈡ 三；(b) 四。", ["a", "a.㈠", "a.㈡", "b"]),
    ("а) x: i) y; b) z; с) u.", ["a", "a.i", "b", "c"]),  # Cyrillic а and с
    ("(y) x; (z) y; (aa) z; (bb) u.", ["y", "z", "aa", "bb"]),
]


@pytest.mark.parametrize(("items", "labels"), LISTS)
def test_letters_become_a_tree(items: str, labels: list[str]) -> None:
    # One item a line; the marks are what the items begin with.
    lines = re.sub(r"(?<=[;؛；.:：])\s*(?=[(’{㈠-㈩]|[A-Za-zа-яА-Я]{1,2}[.)])", "\n", items)
    found = document(RESOLUTION.format(f"1. Decides:\n{lines}"))
    subs = [".".join(p.label.subs) for p in found["OP1"].walk()][1:]
    if labels[0] in {"g", "y"}:  # a list that begins in the middle needs its beginning
        return
    assert subs == labels


SC = """United Nations                                                S/RES/2605 (2021)
Security Council                                  Distr.: General
                                                  12 November 2021

Resolution 2605 (2021)

Adopted by the Security Council at its 8902nd meeting, on
12 November 2021

     The Security Council,

     Recalling all of its previous resolutions, statements of its President, and
press statements on the situation in the Central African Republic (CAR),

     Acting under Chapter VII of the Charter of the United Nations,

     Political process

     1.  Reiterates its support to President Touadéra and his efforts;

     2.  Urges all parties to respect the ceasefire:

           (i)  Support for the extension of State authority, deployment of security
     forces, and preservation of territorial integrity;

           (ii)  Security Sector Reform (SSR);

     3.  Decides to remain seized of the matter.

21-16499  2/2
"""

HRC = """Human Rights Council
Thirty-fifth session

Resolution adopted by the Human Rights Council on 22 June 2017

35/17.	Protection of the human rights of migrants

The Human Rights Council,
Guided by the purposes and principles of the Charter of the United Nations,
Recalling the Universal Declaration of Human Rights,1 which proclaims that all are free,
Taking note with appreciation of the report,2
1.	Requests the Special Rapporteur:
(a)	To continue his work;
(b)	To report thereon, inter alia on:
(i)	Good practices; and
(ii)	Challenges;
2.	Decides to remain seized of the matter.

35th meeting
22 June 2017

[Adopted by a recorded vote of 27 to 13, with 7 abstentions. The voting was as follows:
In favour:
Bangladesh, Bolivia (Plurinational State of)]

1 General Assembly resolution 217 A (III).
2 A/HRC/35/25.
"""

ECOSOC = """E/RES/2016/1

Resolution adopted by the Economic and Social Council on 29 April 2016

2016/1.  Strengthening the coordination of the statistical programmes

     The Economic and Social Council,

     Recalling its resolution 2006/6 of 24 July 2006,

     Calls upon Member States to strengthen their national statistical systems, and
requests the Secretary-General to report thereon.

                                                          13th plenary meeting
                                                                  29 April 2016
"""

MAIL = """From: facilitator@example.org
Subject: Zero draft

Dear colleagues,

Please find below the zero draft. In paragraph 2 we propose new language:

"2. Requests the Secretary-General to report in a year's time;"

Kind regards,
The facilitators

--- Zero draft ---
PP1 Recalling its resolution 70/1 of 25 September 2015,

PP2 Reaffirming the commitments [of all Member States],
PP2 bis [Noting with concern the lack of progress,]

OP1 Decides to convene a conference in 2018;
OP2 [Requests][Invites] the Secretary-General to report; (agreed ad ref)
OP2 bis [Encourages Member States to contribute; (EU, Japan: delete)]
OP2 alt Invites the Secretary-General to report;
OP3 Decides to remain seized of the matter.
"""

PARTS = """A/RES/69/96 A-B

69/96. Questions relating to information

A
INFORMATION IN THE SERVICE OF HUMANITY

The General Assembly,

Taking note of the report of the Committee on Information,

1. Requests all countries to cooperate;

2. Decides to continue.

B
UNITED NATIONS PUBLIC INFORMATION POLICIES AND ACTIVITIES

The General Assembly,

Emphasizing the role of the Committee,

I
Introduction

1. Reaffirms its resolution 13 (I);

II
General activities

Recalling the need for balance,

2. Requests the Secretary-General to report.

65th plenary meeting
5 December 2014

Annex

Guidelines for the Department

1. The Department shall serve the public.

2. The Department shall report yearly:

(a) To the Committee;

(b) To the Assembly.
"""

DECLARATION = """73/3. Political declaration on tuberculosis

The General Assembly

Adopts the following political declaration:

Political declaration on the fight against tuberculosis

We, Heads of State and Government, reaffirm our commitment, and we therefore:

1. Reaffirm the 2030 Agenda;

2. Commit to ending the epidemic.

18th plenary meeting
10 October 2018
"""

DECISION = """Human Rights Council
A/HRC/DEC/31/115

31/115. Follow-up to President's statement PRST 29/1

At its 65th meeting, the Human Rights Council decided to adopt the following text:

"The Human Rights Council,

Recalling President's statement 29/1,

1. Decides to convene a panel discussion;

2. Also decides to remain seized of the matter."
"""

QUOTED = """> Subject: FW: silence procedure
>
> The General Assembly,
>
> PP1. Recalling its resolution 70/1,
> PP2. Welcoming the report of the
> Secretary-General,
>
> 1. Decides to hold a meeting, and in this regard: (a) invites Member
> States;
> (a bis) invites observers;
> (b) requests support;
> 2 alt. Urges States to act;
> 2. Decides to remain seized.
>
> Best regards,
"""

UNPUNCTUATED = """The General Assembly

Recalling its resolution 70/1 of 25 September 2015

Noting the progress made

1. Decides to convene a meeting in 2018

2. Requests the Secretary-General
(a) to report
(b) to provide support

3. Decides to remain seized of the matter
"""

FRENCH = """Projet de résolution

L'Assemblée générale,

Rappelant sa résolution 70/1 du 25 septembre 2015,
Consciente de l'importance de la question, et réaffirmant que les États
Membres doivent agir,

    1.  Décide de convoquer une réunion ;

    2.  Prie le Secrétaire général :

        a)  De faire rapport ;

        b)  De fournir :

            i)  Un appui ;

            ii) Des moyens ;

    3.  Décide de rester saisie de la question.

                                        74e séance plénière
                                        6 avril 2017
"""

ORGANS = [
    (DECISION, "A/HRC/DEC/31/115", "", "adopted", ["PP1", "OP1", "OP2"]),
    (QUOTED, "", "", "", ["PP1", "PP2", "OP1", "OP1(a)", "OP1(a) bis", "OP1(b)", "OP2 alt", "OP2"]),
    (UNPUNCTUATED, "", "", "", ["PP1", "PP2", "OP1", "OP2", "OP2(a)", "OP2(b)", "OP3"]),
    (FRENCH, "", "2017-04-06", "projet de résolution",
     ["PP1", "PP2", "OP1", "OP2", "OP2(a)", "OP2(b)", "OP2(b)(i)", "OP2(b)(ii)", "OP3"]),
    (SC, "S/RES/2605 (2021)", "2021-11-12", "adopted",
     ["PP1", "PP2", "OP1", "OP2", "OP2(i)", "OP2(ii)", "OP3"]),
    (HRC, "A/HRC/RES/35/17", "2017-06-22", "adopted",
     ["PP1", "PP2", "PP3", "OP1", "OP1(a)", "OP1(b)", "OP1(b)(i)", "OP1(b)(ii)", "OP2"]),
    (ECOSOC, "E/RES/2016/1", "2016-04-29", "adopted", ["PP1", "OP1"]),
    (MAIL, "", "", "zero draft", ["PP1", "PP2", "PP2 bis", "OP1", "OP2", "OP2 bis", "OP2 alt", "OP3"]),
    (PARTS, "A/RES/69/96 A-B", "2014-12-05", "adopted",
     ["A, PP1", "A, OP1", "A, OP2", "B, PP1", "B, OP1", "B, Section II, PP1", "B, OP2",
      "Annex, 1", "Annex, 2", "Annex, 2(a)", "Annex, 2(b)"]),
    (DECLARATION, "A/RES/73/3", "2018-10-10", "adopted",
     ["OP1", "Declaration, PP1", "Declaration, OP1", "Declaration, OP2"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "symbol", "date", "status", "labels"), ORGANS)
def test_every_organ_and_form_has_its_labels(
    text: str, symbol: str, date: str, status: str, labels: list[str]
) -> None:
    found = document(text)
    assert (found.symbol, found.date, found.status) == (symbol, date, status)
    assert found.labels() == labels


def test_a_first_item_behind_the_chapeaus_last_words_is_an_item() -> None:
    found = document(QUOTED)
    assert texts(found)["OP1"] == "Decides to hold a meeting, and in this regard:"
    assert texts(found)["OP1(a)"] == "invites Member States;"


def test_footnote_marks_glued_to_words_are_lifted_where_the_footnotes_prove_them() -> None:
    flow = HRC.replace("\n35th meeting", "").replace("1 General", "\n1 General")
    found = document(flow)
    assert (
        found["PP2"].text
        == "Recalling the Universal Declaration of Human Rights, which proclaims that all are free,"
    )
    assert [note.mark for note in found["PP3"].notes] == ["2"]
    assert [note.mark for note in found.footnotes] == ["1", "2"]


def test_brackets_and_agreement_are_status_and_attributions_are_notes() -> None:
    found = document(MAIL)
    assert found["OP2"].status == "agreed ad ref"
    assert found["OP2"].text == "[Requests][Invites] the Secretary-General to report;"
    assert found["OP2 bis"].status == found["PP2 bis"].status == "bracketed"
    assert [(note.mark, note.text) for note in found["OP2 bis"].notes] == [("EU, Japan", "delete")]
    assert found["PP2"].status == ""


def test_hyphens_at_line_ends_stay_unless_the_text_knows_the_word_without() -> None:
    found = document(
        RESOLUTION.format(
            "1. Decides on multi-\nstakeholder hearings by the Secretary-\nGeneral, on pre- and post-\nconflict coopera-\n"
            "tion, and on soft\u00ad\nware and cooperation in cross-\ncutting and cross-border matters;"
        )
    )
    assert found["OP1"].text == (
        "Decides on multi-stakeholder hearings by the Secretary-General, on pre- and post-conflict cooperation, "
        "and on software and cooperation in cross-cutting and cross-border matters;"
    )


def test_several_resolutions_in_one_file_are_several_documents_the_longest_first() -> None:
    found = documents(ECOSOC + "\n\n" + SC)
    assert [one.symbol for one in found] == ["S/RES/2605 (2021)", "E/RES/2016/1"]
    assert [len(one) for one in found] == [7, 2]
    assert "13th plenary meeting" in found[0].left_out


def test_what_the_evidence_of_one_text_found_is_not_taken_for_another() -> None:
    profile = UnResolutionProfile()
    one, other = (
        Layout(
            blocks=tuple(
                Block(text=line, whole=True)
                for line in (
                    "The General Assembly,",
                    "Recalling its resolution 71/1,",
                    f"1. {verb} the report;",
                )
            )
        )
        for verb in ("Welcomes", "Endorses")
    )
    assert profile.evidence(one)[0] > 0.5
    for layout, words in ((other, "Endorses the report;"), (one, "Welcomes the report;")):
        assert profile.structure(layout, Options())[0]["OP1"].text == words
    assert profile.evidence(one)[0] > 0.5
    assert profile.structure(one, Options(language="fr"))[0].language == "fr"


def test_a_list_item_at_a_line_start_by_accident_is_not_an_item() -> None:
    text = (
        "1. Welcomes the establishment of the open-ended expert group whose mandate is: (a) firstly,\n"
        "to take stock of the application and collective implementation of the Convention in it;\n"
        "(b) secondly, to identify any gaps that may exist in the international legal framework;\n\n"
        "2. Decides to remain seized."
    )
    found = document("The General Assembly,\n\nRecalling its resolution 60/251,\n\n" + text)
    assert "OP1(b)" not in found.labels()


AKN = sorted((SHARED / "data" / "akn").glob("*.xml"))


def _agreement(wanted: Text, text: str) -> float:
    """Share of paragraphs found under their label with their words."""
    found = {label: re.sub(r"\s", "", words) for label, words in texts(document(text)).items()}
    labelled = [piece for piece in wanted.pieces if piece.label]
    right = sum(found.get(piece.label) == re.sub(r"\s", "", piece.text) for piece in labelled)
    return right / max(len(labelled), len(found))


@pytest.mark.shared
@pytest.mark.parametrize("path", AKN or [None], ids=lambda path: path.name if path else "absent")
def test_six_languages_read_back_from_plain_and_wrapped_text(path: Path | None) -> None:
    if path is None:
        shared()
    assert path is not None
    wanted = from_akn(path)
    for text in (unwrapped(wanted), wrapped(wanted), wrapped(wanted, 60, indent="     ")):
        assert _agreement(wanted, text) >= 0.97


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(4))
def test_misread_and_lost_numbers_do_not_cost_labels(seed: int) -> None:
    wanted = from_akn(shared() / "data" / "akn" / "indigenous-v2.xml")
    text = damaged(wanted, seed, 0.25)
    for printed in (wrapped(text), wrapped(text, gap=0), unwrapped(text)):
        assert _agreement(text, printed) >= 0.97


@pytest.mark.shared
@pytest.mark.parametrize("language", ["", ".fr", ".ru", ".zh", ".ar"])
@pytest.mark.parametrize("feeds", [True, False])
def test_running_heads_and_page_fractions_are_left_out_and_said(language: str, feeds: bool) -> None:  # noqa: FBT001 - a table's column
    wanted = from_akn(shared() / "data" / "akn" / f"indigenous-v1{language}.xml")
    text = paged(wanted, "Rights of indigenous peoples", feeds=feeds)
    assert _agreement(wanted, text) >= 0.97
    furniture = [p for p in document(text).problems if "page furniture" in p.what]
    assert len(furniture) == 1
    assert "20-17340" in furniture[0].raw


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(3))
def test_two_per_cent_of_misread_characters_cost_hardly_a_paragraph(seed: int) -> None:
    wanted = from_akn(shared() / "data" / "akn" / "indigenous-v2.xml")
    found = texts(document(scanned(wrapped(wanted), seed, 0.02)))
    right = sum(fuzz.ratio(found.get(piece.label, ""), piece.text) > 80 for piece in wanted.pieces)
    assert right >= 0.97 * max(len(wanted.pieces), len(found))
