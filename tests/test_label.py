"""Labels: read forgivingly, printed canonically, compared and sorted by parts (docs/domain.md, "Labels")."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftdiff.errors import LabelError
from draftdiff.label import INSERTIONS, Label, roman_value

SPELLINGS = [
    # The negotiators' own form prints as it was read.
    ("PP3", "PP3"),
    ("OP15(a)(ii)", "OP15(a)(ii)"),
    ("OP15(A)(b)", "OP15(A)(b)"),
    ("OP3 bis", "OP3 bis"),
    ("OP3 alt 2", "OP3 alt 2"),
    ("Annex I, 4", "Annex I, 4"),
    ("Article 5(2)", "Article 5(2)"),
    # What people type: case, spaces, dots, words for the kind.
    ("op 15 a ii", "OP15(a)(ii)"),
    ("OP15.a.ii", "OP15(a)(ii)"),
    ("para 15(a)(ii)", "OP15(a)(ii)"),
    ("operative paragraph 22(a)", "OP22(a)"),
    ("preambular paragraph 4", "PP4"),
    ("Op3 BIS", "OP3 bis"),
    ("OP 3 alt", "OP3 alt"),
    ("OP3 bis alt", "OP3 bis alt"),
    ("OP7 pre", "OP7 pre"),
    ("OP3(a) bis", "OP3(a) bis"),
    ("OP007", "OP7"),
    # Other documents keep theirs, whole.
    ("whereas the first", "whereas the first"),
    ("§ 4 Absatz 2", "§ 4 Absatz 2"),
]


@pytest.mark.parametrize(("typed", "printed"), SPELLINGS)
def test_a_label_prints_in_one_canonical_form(typed: str, printed: str) -> None:
    assert str(Label.parse(typed)) == printed


@pytest.mark.parametrize(
    "in_order",
    [
        ["PP1", "PP2", "PP10", "OP1", "OP2", "OP10"],
        ["OP3 pre", "OP3", "OP3(a)", "OP3(b)", "OP3 bis", "OP3 ter", "OP4"],
        ["OP3", "OP3 alt", "OP3 alt 2", "OP3 bis", "OP3 bis alt"],
        ["OP1(a)", "OP1(b)", "OP1(z)", "OP1(aa)", "OP1(bb)"],
        ["OP1(a)(i)", "OP1(a)(ii)", "OP1(a)(iv)", "OP1(a)(v)", "OP1(a)(ix)", "OP1(a)(x)"],
        ["OP1", "OP31", "Annex I, 1", "Annex II, 1", "Annex X, 1"],
        ["OP3", "OP3.1", "OP3.2", "OP3.10", "OP4"],
        ["Article 1", "Article 2", "Article 10(2)", "Article 10(10)"],
    ],
)
def test_labels_sort_as_a_document_prints_them(in_order: list[str]) -> None:
    labels = [Label.parse(text) for text in in_order]
    backwards = labels[::-1]
    assert sorted(backwards) == labels


def test_an_empty_label_is_refused_with_a_remedy() -> None:
    with pytest.raises(LabelError, match="a label is empty; give one such as"):
        Label.parse("  ")


@pytest.mark.parametrize(
    ("text", "value"),
    [("i", 1), ("iv", 4), ("XIV", 14), ("mcmxcix", 1999), ("iix", None), ("", None), ("iiii", None)],
)
def test_roman_numerals_are_read_only_when_well_formed(text: str, value: int | None) -> None:
    assert roman_value(text) == value


parts = st.builds(
    Label,
    kind=st.sampled_from(["PP", "OP"]),
    number=st.integers(1, 9999).map(str),
    insertion=st.sampled_from(INSERTIONS),
    alternative=st.integers(0, 12),
    subs=st.lists(st.sampled_from(["a", "b", "z", "aa", "i", "ii", "iv", "A", "3", "c bis"]), max_size=3).map(
        tuple
    ),
    scope=st.lists(st.sampled_from(["Annex I", "Annex", "Section II", "B"]), max_size=2).map(tuple),
)


@given(parts)
def test_a_label_survives_printing_and_reading(label: Label) -> None:
    assert Label.parse(str(label)) == label


@given(st.lists(parts, max_size=8))
def test_sorting_is_total_and_does_not_depend_on_the_order_given(labels: list[Label]) -> None:
    backwards = labels[::-1]
    assert sorted(labels) == sorted(backwards)
    for one in labels:
        for other in labels:
            assert (one.sort_key == other.sort_key) == (one == other)


@given(st.text(max_size=40))
def test_any_text_with_something_in_it_is_a_label_that_reads_back(text: str) -> None:
    if not text.split():
        return
    label = Label.parse(text)
    assert Label.parse(str(label)) == label
