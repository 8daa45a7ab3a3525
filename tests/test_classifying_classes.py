"""The class of every kind of change: tables of old, new, class, with the rule above each row."""

from __future__ import annotations

import pytest

from draftdiff.aligning import align
from draftdiff.comparison import redline, redlines
from draftdiff.fold import token_texts
from draftdiff.label import Label
from draftdiff.lexicon import load_lexicon
from draftdiff.misreading.evidence import Evidence
from draftdiff.misreading.judge import judge
from draftdiff.model import Document, Paragraph, Style

#: A version with scan noise, and its clean sister: what the evidence of a scanned draft looks like.
SCANNED = [
    "Deÿides that the intergovernmenlal conference shall be hoid in 20t8 at the Hea.dquarters",
    "hwites the listof States, the cofacilitators and the SecretaryGeneral to fo!low the pÿ'eparatory process",
]
PRINTED = [
    "Decides that the intergovernmental conference shall be held in 2018 at the Headquarters",
    "Invites the list of States, the co-facilitators and the Secretary-General to follow the preparatory process",
]


def classes(old: str, new: str) -> list[str]:
    return [change.cls for change in redline(old, new).changes]


TYPOGRAPHY = [
    # Case.
    ("the Member States", "the member States"),
    # Punctuation that ends or divides.
    ("the process, including by States;", "the process including by States,"),
    # Straight and curly quotes.
    ('the "New York Declaration"', "the “New York Declaration”"),
    # A hyphen or a space inside a compound.
    ("the sub-regional work plan", "the subregional workplan"),
    # White space.
    ("the  Assembly", "the Assembly"),
    # Full-width and half-width marks, harakat.
    ("，决定", ",决定"),
    ("إنَّ الجمعية", "إن الجمعية"),
]


@pytest.mark.parametrize(("old", "new"), TYPOGRAPHY)
def test_print_alone_is_typography(old: str, new: str) -> None:
    assert set(classes(old, new)) == {"typography"}


EDITORIAL = [
    # The cycle plain, Also, Further (domain 2.5).
    ("Further requests the Secretary-General to report", "Requests the Secretary-General to report"),
    ("Decides also to convene it", "Also decides to convene it"),
    # Spelling.
    ("labor mobility", "labour mobility"),
    ("to analyze and organize", "to analyse and organise"),
    # Numerals.
    ("at its 73rd session", "at its seventy-third session"),
    ("2 or 3 panels", "two or three panels"),
    # The year of a range.
    ("from April 2017 to November 2017", "from April to November 2017"),
    # A short form defined by the text itself, both directions.
    ("the Global Migration Group and others", "the Global Migration Group (GMG) and others"),
    ("the UN system", "the United Nations system"),
    # House terms, also where two edits make one.
    ("Member States of the United Nations", "States Members of the United Nations"),
    ("in this resolution", "in the present resolution"),
    ("President of the General Assembly", "President of the Assembly"),
    ("a statement based on the inputs", "a statement on the basis of the inputs"),
    # The same words in another order.
    ("Noting the Secretary-General’s intention", "Noting the intention of the Secretary-General"),
    # Articles, prepositions and relatives of one kind.
    ("at the Headquarters", "at Headquarters"),
    ("processes which address this", "processes that address this"),
    ("by the sharing of expertise", "through the sharing of expertise"),
    # The conjunction of a list.
    ("funds, programmes, bodies", "funds, programmes and bodies"),
    # French and Spanish house style.
    ("afin de renforcer l'action", "en vue de renforcer l'action"),
]


@pytest.mark.parametrize(("old", "new"), EDITORIAL[:-1])
def test_house_style_is_editorial(old: str, new: str) -> None:
    assert set(classes(old, new)) <= {"editorial", "typography"}
    assert "editorial" in classes(old, new)


def test_house_style_speaks_other_languages() -> None:
    found = redline(*EDITORIAL[-1], language="fr")
    assert {c.cls for c in found.changes} == {"editorial"}


SUBSTANTIVE = [
    # Two real words are an edit, however alike.
    ("a form of support", "a farm of support"),
    ("the causal link", "the casual link"),
    ("to adopt the measures", "to adapt the measures"),
    ("it is now agreed", "it is not agreed"),
    ("comes from States", "comes form States"),
    # Digits that differ.
    ("held in 2017", "held in 2018"),
    ("paragraph 12 of it", "paragraph 13 of it"),
    # Verbs and modals.
    ("Urges Member States to contribute", "Encourages Member States to contribute"),
    ("States shall contribute", "States should contribute"),
    # And, or.
    ("members and observers", "members or observers"),
    # Qualifiers.
    ("to take measures", "to take measures, as appropriate"),
    # Negation.
    ("shall be published", "shall not be published"),
    # Names that scanners could confuse.
    ("the situation in Iran", "the situation in Iraq"),
    # A noun gains an ending.
    ("the State concerned", "the States concerned"),
    # A Roman numeral and a number.
    ("Article 10 of Annex II applies", "Article 10 of Annex 11 applies"),
    # A percentage.
    ("by 5 of all", "by 5 % of all"),
]


@pytest.mark.parametrize(("old", "new"), SUBSTANTIVE)
def test_an_edit_is_never_hidden(old: str, new: str) -> None:
    assert "substantive" in classes(old, new)


@pytest.mark.parametrize(("old", "new"), [pair for pair in SUBSTANTIVE if "Annex" not in pair[0]])
def test_an_edit_is_never_hidden_in_a_noisy_scan_either(old: str, new: str) -> None:
    evidence = Evidence.of([*SCANNED, old], [*PRINTED, new], load_lexicon("en"))
    assert evidence.old_noisy
    assert "substantive" in {change.cls for change in redline(old, new, evidence=evidence).changes}


# Pairs of domain 7.1: as scanned, as printed.
SCAN = [
    ("Deÿides to act", "Decides to act"),
    ("hwites States", "Invites States"),
    ("Welcemh?g the report", "Welcoming the report"),
    ("the conlributions of", "the contributions of"),
    ("the ifistitufions of", "the institutions of"),
    ("geograpNcal balance", "geographical balance"),
    ("the authoriW of", "the authority of"),
    ("on an equitable basi.s and", "on an equitable basis and"),
    ("New York.immediately after", "New York immediately after"),
    ("the listof States", "the list of States"),
    ("held in 20t8 at", "held in 2018 at"),
    ("in 20182; and", "in 2018; and"),
    ("in 2017t; and", "in 2017; and"),
    ("Phase lll begins", "Phase III begins"),
    ("phase | of it", "phase I of it"),
    ("phases I and I of it", "phases I and II of it"),
    ("the cofacilitators of", "the co-facilitators of"),
    ("the com mitments of", "the commitments of"),
    ("the fo!low-up of", "the follow-up of"),
    ("a'nd the others", "and the others"),
]


@pytest.mark.parametrize(("old", "new"), SCAN)
@pytest.mark.parametrize("back", [False, True])
def test_a_scan_error_is_never_drafting(old: str, new: str, back: bool) -> None:  # noqa: FBT001 - both directions
    sides = ([*SCANNED, old], [*PRINTED, new])
    before, after = sides[::-1] if back else sides
    evidence = Evidence.of(before, after, load_lexicon("en"))
    found = redline(before[-1], after[-1], evidence=evidence)
    assert {change.cls for change in found.changes} <= {"scan", "typography"}
    assert found.changes


def test_a_typed_text_has_edits_not_scan_errors() -> None:
    evidence = Evidence.of(
        ["the conlributions of States"], ["the contributions of States"], load_lexicon("en")
    )
    assert not evidence.old_noisy
    found = redline("the conlributions of States", "the contributions of States", evidence=evidence)
    assert [change.cls for change in found.changes] != ["scan"]


NUMBERING = [
    # The label of an item follows the list it stands in.
    ("as follows: (a) the venue; (b) the date", "as follows: (a) the venue; (c) the date"),
    ("(a) The venue and the date", "(i) The venue and the date"),
    ("A) The venue and the date", "B) The venue and the date"),
]


@pytest.mark.parametrize(("old", "new"), NUMBERING)
def test_a_label_inside_the_text_is_numbering(old: str, new: str) -> None:
    assert classes(old, new) == ["numbering"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("a fund of (5) States", "a fund of (6) States"), ("in phase I of it", "in phase II of it")],
)
def test_a_number_that_is_no_label_is_an_edit(old: str, new: str) -> None:
    assert classes(old, new) == ["substantive"]


def test_every_change_says_why() -> None:
    for old, new in (*TYPOGRAPHY, *EDITORIAL, *SUBSTANTIVE, *SCAN):
        assert all(change.why for change in redline(old, new).changes)


def test_the_judgement_is_the_same_in_both_directions() -> None:
    evidence = Evidence.of(SCANNED, PRINTED, load_lexicon("en"))
    back = Evidence.of(PRINTED, SCANNED, load_lexicon("en"))
    for old, new in (*SCAN, *SUBSTANTIVE):
        a, b = token_texts(old), token_texts(new)
        assert (judge(a, b, evidence) is None) == (judge(b, a, back) is None)


def test_a_word_the_recognition_was_unsure_of_may_be_a_misread_real_word() -> None:
    # "form" for "from" are two real words: an edit, unless the recognition itself says that it was unsure.
    def version(name: str, text: str, doubtful: str = "") -> Document:
        start = text.find(doubtful) if doubtful else -1
        styles = (Style(start=start, end=start + len(doubtful), name="doubtful"),) if doubtful else ()
        label = Label.parse("OP1")
        return Document(id=name, paragraphs=(Paragraph(label=label, text=text, styles=styles),))

    def judged(old: Document, new: Document) -> list[str]:
        return [change.cls for change in redlines(old, new, align(old, new))[0].changes]

    text = "Requests all States to benefit from the conference and to send the report to its secretariat;"
    clean = version("new", text)
    assert judged(version("old", text.replace("conference", "conferenee")), clean) == ["substantive"]
    assert judged(version("old", text.replace("conference", "conferenee"), "conferenee"), clean) == ["scan"]
    assert judged(version("old", text.replace("from", "to"), "to"), clean) == ["substantive"]


@pytest.mark.parametrize(
    ("old", "new", "signals"),
    [
        ("States [shall] act", "States shall act", {"bracket_adopted"}),
        ("States shall act", "States [shall] act", {"bracket_opened"}),
        ("States [jointly] act", "States act", {"bracket_dropped"}),
        ("States [act at length] now", "States wait now", {"bracket_closed"}),
        ("We [plant][sow][buy] seeds", "We sow seeds", {"bracket_adopted", "bracket_dropped"}),
        (
            "Option 1: We sow. Option 2: We buy all seeds.",
            "We buy all seeds.",
            {"bracket_adopted", "bracket_dropped"},
        ),
    ],
)
def test_marks_of_negotiation_are_bracketing(old: str, new: str, signals: set[str]) -> None:
    changes = [c for c in redline(old, new).changes if c.cls == "bracketing"]
    assert {s.name for c in changes for s in c.signals} == signals
    assert "typography" not in classes(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Urges [EU: prompt] action", "Urges [EU, Peru: prompt] action"),
        ("(CANZ) Urges States to act", "(CANZ, Mexico) Urges States to act"),
        ("We [sow] (AOSIS) seeds", "We [sow] (AOSIS, Norway) seeds"),
    ],
)
def test_another_name_is_an_attribution(old: str, new: str) -> None:
    assert set(classes(old, new)) == {"attribution"}


def test_words_inside_brackets_are_compared_as_before() -> None:
    assert set(classes("We [urge the labor office]", "We [urge the labour office]")) == {"editorial"}


def test_alternatives_are_aligned_before_their_words() -> None:
    old = "We [fund seeds for all farms every year][fund tools for all farms every year and lend seeds]."
    new = "We fund tools for all farms every year and lend seeds."
    made = redline(old, new)
    kept = [c for c in made.changes if c.cls != "bracketing"]
    assert [c.old.strip() for c in kept] == ["fund seeds for all farms every year"]
    assert made.replay() == new


def test_brackets_of_adopted_texts_are_no_bracketing() -> None:
    assert "bracketing" not in classes("the list[3] of seeds", "the list[4] of seeds")
