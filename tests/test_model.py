"""Documents: paragraphs found by label as people write it, order, parents, clear errors."""

from __future__ import annotations

import pytest

from draftdiff.errors import InputError, LabelError
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph


def paragraph(label: str, *children: Paragraph) -> Paragraph:
    return Paragraph(label=Label.parse(label), text=f"text of {label}", children=children)


DOCUMENT = Document(
    id="draft",
    paragraphs=(
        paragraph("PP1"),
        paragraph("OP1", paragraph("OP1(A)", paragraph("OP1(A)(b)")), paragraph("OP1(B)")),
        paragraph("Declaration, OP7"),
        paragraph("Annex I, OP8"),
        paragraph("Annex II, OP8"),
    ),
)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        # As printed, in any case, with spaces or dots.
        ("OP1(A)(b)", "OP1(A)(b)"),
        ("op 1 a b", "OP1(A)(b)"),
        ("OP1.A", "OP1(A)"),
        # A letter glued to its number.
        ("OP1B", "OP1(B)"),
        # A scope may be left out where only one scope has the paragraph.
        ("OP7", "Declaration, OP7"),
        ("declaration, op7", "Declaration, OP7"),
    ],
)
def test_a_paragraph_is_found_by_its_label_as_people_write_it(typed: str, label: str) -> None:
    assert str(DOCUMENT[typed].label) == label
    assert typed in DOCUMENT


@pytest.mark.parametrize("typed", ["OP8", "OP2", "PP1(a)", "nonsense"])
def test_what_is_not_there_or_not_clear_is_not_guessed(typed: str) -> None:
    assert typed not in DOCUMENT
    with pytest.raises(
        LabelError, match=r"draft: no paragraph .*; there are PP1, OP1, Declaration, OP7, Annex I, OP8"
    ):
        _ = DOCUMENT[typed]


def test_paragraphs_come_in_order_of_printing_with_their_parents() -> None:
    assert DOCUMENT.labels()[:5] == ["PP1", "OP1", "OP1(A)", "OP1(A)(b)", "OP1(B)"]
    assert DOCUMENT.parents() == {"OP1(A)": "OP1", "OP1(A)(b)": "OP1(A)", "OP1(B)": "OP1"}
    assert len(DOCUMENT) == 8


def test_two_paragraphs_of_one_label_are_refused() -> None:
    with pytest.raises(InputError, match="two paragraphs have the label OP1"):
        Document(id="x", paragraphs=(paragraph("OP1"), paragraph("OP1")))
