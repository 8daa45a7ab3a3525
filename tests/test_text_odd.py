"""Odd structures in text and Markdown: other ways to count, lists that repeat a number, gaps, changes marked by signs."""

from __future__ import annotations

import pytest
from structured import document, texts

from draftdiff.errors import InputError
from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes
from draftdiff_parsers import markdown
from draftdiff_parsers.markdown import counted


def _lines(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"


HEAD = ("The Human Rights Council,", "Guided by the Charter,")
VERBS = ("Decides to appoint a keeper;", "Requests the keeper to report;", "Invites States to cooperate.")


@pytest.mark.parametrize(
    "numbers",
    [
        ("(a)", "(b)", "(c)"),
        ("a)", "b)", "c)"),
        ("I.", "II.", "III."),
        ("A.", "B.", "C."),
        ("(1)", "(2)", "(3)"),
    ],
)
def test_letters_and_numerals_count_paragraphs_where_nothing_else_does(numbers: tuple[str, ...]) -> None:
    found = document(
        _lines(*HEAD, *(f"{number} {verb}" for number, verb in zip(numbers, VERBS, strict=True)))
    )
    assert list(texts(found)) == ["PP1", "OP1", "OP2", "OP3"]
    assert [p.number for p in found.paragraphs[1:]] == list(numbers)


def test_letters_below_a_colon_stay_a_list() -> None:
    text = _lines(*HEAD, "Decides:", "(a) Requests a keeper to be found;", "(b) Invites oil to be bought.")
    assert not any(label.startswith("OP2") for label in texts(document(text)))


def test_sections_with_numerals_are_headings_not_paragraphs() -> None:
    text = _lines(*HEAD, "I. General", "1. " + VERBS[0], "II. Money", "2. " + VERBS[1], "3. " + VERBS[2])
    found = document(text)
    assert list(texts(found)) == ["PP1", "OP1", "OP2", "OP3"]
    assert [heading.text for heading in found.headings] == ["I. General", "II. Money"]


def test_numbers_that_no_paragraph_has_are_reported() -> None:
    found = document(_lines(*HEAD, "1. " + VERBS[0], "2. " + VERBS[1], "5. " + VERBS[2]))
    assert [p.what for p in found.problems] == ["no paragraphs have the numbers 3 to 4"]
    assert [p.label for p in found.problems] == ["OP5"]
    whole = document(_lines(*HEAD, *(f"{at}. {verb}" for at, verb in enumerate(VERBS, 1))))
    assert not whole.problems


def test_a_list_of_equal_numbers_counts_as_markdown_shows_it() -> None:
    text = (
        "# On lamps\n\n"
        + _lines(*HEAD)
        + "\n"
        + "".join(f"1. *{v.split()[0]}*{v[v.find(' ') :]}\n" for v in VERBS)
    )
    found = document(text, name="x.md")
    assert list(texts(found)) == ["PP1", "OP1", "OP2", "OP3"]
    assert [p.number for p in found.paragraphs[1:]] == ["1.", "2.", "3."]


def test_only_lists_that_repeat_one_number_are_counted() -> None:
    lines = [
        ("1. a", 0),
        ("   1. b", 0),
        ("   1. c", 0),
        ("2. d", 0),
        ("text", 1),
        ("3) e", 1),
        ("3) f", 0),
        ("4) g", 0),
    ]
    assert counted(lines) == {1: "1.", 2: "2."}
    assert counted([("5. a", 0), ("more", 0), ("5. b", 1), ("# h", 1), ("1. c", 1)]) == {0: "5.", 2: "6."}


def test_sections_of_a_bill_are_units() -> None:
    text = _lines(
        "SECTION 1. SHORT TITLE.", "This Act may be cited as the “Lamp Act”.", "SEC. 2. LAMPS.", "(a) IN GENERAL.—The Secretary shall—",
        "(1) light lamps—", "(A) at dusk; and", "(B) at dawn—", "(i) in winter; and", "(ii) in summer; and", "(2) buy oil.",
        "(b) TERMS.—A lamp is a light.", "SEC. 3. DATE.", "This Act takes effect on the day it is read.",
    )  # fmt: skip
    found = read_bytes(RawFile(data=text.encode(), name="bill.txt"), Options())[0]
    assert [str(p.label) for p in found.walk()] == [
        "Section 1", "Section 2", "Section 2(a)", "Section 2(a)(1)", "Section 2(a)(1)(A)", "Section 2(a)(1)(B)",
        "Section 2(a)(1)(B)(i)", "Section 2(a)(1)(B)(ii)", "Section 2(a)(2)", "Section 2(b)", "Section 3",
    ]  # fmt: skip


def test_a_decision_of_one_paragraph_is_read_and_a_lone_sentence_is_not() -> None:
    text = _lines(
        "74/512. Lamps",
        "At its 40th plenary meeting, on 3 May 2031, the Assembly decided to light the lamps.",
    )
    found = read_bytes(RawFile(data=text.encode(), name="x.txt"), Options())[0]
    assert [str(p.label) for p in found.walk()] == ["unnumbered 1"]
    with pytest.raises(InputError):
        read_bytes(RawFile(data=b"Lamps are lights.\n", name="x.txt"), Options())


def test_a_target_is_not_the_number_of_a_paragraph() -> None:
    text = _lines(*HEAD, "1. " + VERBS[0], "1.a Ensure oil for all lamps", "2. " + VERBS[1])
    assert list(texts(document(text))) == ["PP1", "OP1", "OP2"]


CHANGED = _lines(
    "The General Assembly,", "Recalling its ~~old~~ __new__ rules,", "1. Decides to {~~light~>put out~~} the lamps{-- at dusk--};",
    "2. Requests {++all ++}States to report.",
)  # fmt: skip


@pytest.mark.parametrize("name", ["x.md", "x.txt"])
@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (
            Options(marks="as-changes"),
            ["Recalling its new rules,", "Decides to put out the lamps;", "Requests all States to report."],
        ),
        (
            Options(marks="as-changes", revisions="original"),
            ["Recalling its old rules,", "Decides to light the lamps at dusk;", "Requests States to report."],
        ),
    ],
)
def test_changes_marked_by_signs_have_two_sides(name: str, options: Options, wanted: list[str]) -> None:
    found = read_bytes(RawFile(data=CHANGED.encode(), name=name), options)[0]
    assert [p.text for p in found.walk()] == wanted
    kinds = {revision.kind for p in found.walk() for revision in p.revisions}
    assert kinds == {"insert", "delete"}


def test_changes_marked_by_signs_are_reported_where_they_are_read_as_text() -> None:
    found = read_bytes(RawFile(data=CHANGED.encode(), name="x.txt"), Options())[0]
    assert found.paragraphs[1].text == "Decides to light put out the lamps at dusk;"
    assert [p.what.partition(" by hand")[0] for p in found.problems] == [
        "words struck through",
        "words underlined",
    ]
    strong = document(CHANGED, name="x.md").paragraphs[0]
    assert ("bold", "new") in {(style.name, strong.text[style.start : style.end]) for style in strong.styles}


def test_a_tilde_inside_an_exchange_is_a_word_and_only_the_arrow_parts_old_from_new() -> None:
    ((text, styles),) = markdown.unmark(["{~~costs ~ 5~>costs ~ 6~~} now"])
    assert text == "costs ~ 5 costs ~ 6 now"
    assert [(text[s.start : s.end], s.name) for s in styles] == [
        ("costs ~ 5", "strike"),
        ("costs ~ 6", "underline"),
    ]


def test_signs_that_never_close_are_looked_at_once() -> None:
    """Each opener looked for its end at every arrow: 32 KB took seconds, 10 MB minutes."""
    assert not markdown.marks_changes("{~~" + "~ " * 200_000)
    assert not markdown.marks_changes("{~~" * 200_000)
