"""The JSON contracts: what is written reads back equal, with equal bytes; what is wrong is named by its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftdiff.alignment import Alignment, Candidate, Link, Weight
from draftdiff.change import Change, Redline, Signal
from draftdiff.contracts.values import (
    alignment_from_dict,
    alignment_to_dict,
    document_from_json,
    document_to_json,
    dumps,
    redlines_from_dict,
    redlines_to_dict,
)
from draftdiff.errors import InputError
from draftdiff.label import Label
from draftdiff.model import Anchor, Document, Footnote, Heading, Note, Paragraph, Problem, Source, Style

texts = st.text(max_size=30)
anchors = st.builds(
    Anchor,
    page=st.none() | st.integers(1, 9),
    lines=st.none() | st.tuples(st.integers(1, 5), st.integers(5, 9)),
    box=st.none() | st.tuples(*[st.floats(0, 900, allow_nan=False)] * 4),
)


def _paragraphs(kind: str, number: int, text: str, anchor: Anchor, subs: list[str]) -> Paragraph:
    label = Label(kind, str(number))
    children = tuple(
        Paragraph(label=label.child("abcdef"[at]), text=sub, kind="subparagraph")
        for at, sub in enumerate(subs)
    )
    return Paragraph(
        label=label,
        text=text,
        children=children,
        anchors=(anchor,),
        notes=(Note(kind="footnote", mark="1", at=0),),
        styles=(Style(start=0, end=1, name="italic"),),
    )


documents = st.builds(
    lambda ps, title, problem: Document(
        id="x",
        title=title,
        source=Source(name="f.txt", sha256="0" * 64),
        paragraphs=tuple({p.label: p for p in ps}.values()),
        headings=(Heading(text=title, before="OP1"),),
        footnotes=(Footnote(mark="1", text=title),),
        problems=(Problem(kind="repaired", what="x", raw=problem),),
    ),
    st.lists(
        st.builds(
            _paragraphs,
            st.sampled_from(["PP", "OP"]),
            st.integers(1, 99),
            texts,
            anchors,
            st.lists(texts, max_size=3),
        ),
        max_size=4,
    ),
    texts,
    texts,
)


@given(documents)
def test_a_document_reads_back_equal_and_writes_equal_bytes(document: Document) -> None:
    written = document_to_json(document)
    again = document_from_json(written)
    assert again == document
    assert document_to_json(again) == written


def test_the_minimal_document_is_labels_and_texts() -> None:
    document = document_from_json('{"paragraphs":[{"label":"Article 5","text":"Scope"}]}', name="law.json")
    assert document["article 5"].text == "Scope"
    assert document.id == "law.json"


def test_sub_paragraphs_given_flat_still_know_their_parent() -> None:
    document = document_from_json(
        '{"paragraphs":[{"label":"OP1","text":"x"},{"label":"OP1(a)","text":"y"},{"label":"OP2(a)","text":"z"}]}'
    )
    assert document.parents() == {"OP1(a)": "OP1"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('{"paragraphs":[{"label":"x"}]}', r"f.json: \$.paragraphs\[0\]: .*missing required field `text`"),
        ('{"paragraphs":[{"label":"x","text":3}]}', r"\$.paragraphs\[0\].text: .*expected `str`, got `int`"),
        ('{"paragraphs":[{"label":"","text":"t"}]}', "a label is empty"),
        (
            '{"paragraphs":[{"label":"a","text":"t"},{"label":"a","text":"t"}]}',
            "two paragraphs have the label a",
        ),
        ('{"schema":"draftdiff.document/9","paragraphs":[]}', "its schema is 'draftdiff.document/9'"),
        ('{"title":"x"}', "no paragraphs"),
        ("[]", "not an object"),
        ("{", "not JSON"),
        (b"\xff{}", "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_not_a_document_is_refused_in_one_line_with_its_place(
    data: str | bytes, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        document_from_json(data, name="f.json")
    assert "\n" not in str(caught.value)


LINK = Link(
    old="OP14",
    new="OP15",
    relations=("renumbered", "edited"),
    similarity=0.8,
    weight=Weight(old=0.9, new=0.7),
    confidence=0.97,
    evidence="words",
    runner_up=Candidate(old="OP14", new="OP16", similarity=0.2, why="fewer words"),
)


def test_an_alignment_has_the_keys_of_the_contract_and_reads_back() -> None:
    alignment = Alignment(old="first", new="final", links=(LINK,), inserted=("OP9",))
    data = json.loads(dumps(alignment_to_dict(alignment)))
    assert list(data) == ["schema", "old", "new", "links", "inserted", "deleted", "uncertain"]
    assert data["old"] == {"id": "first"}
    assert data["links"][0]["weight"] == {"old": 0.9, "new": 0.7}
    assert alignment_from_dict(data) == alignment


def test_changes_read_back_only_over_the_texts_they_belong_to() -> None:
    change = Change(
        old_span=(0, 5),
        new_span=(0, 10),
        old="Urges",
        new="Encourages",
        signals=(Signal(name="verb_weaker"),),
    )
    redline = Redline(
        old_label="OP1", new_label="OP1", old_text="Urges all", new_text="Encourages all", changes=(change,)
    )
    data = json.loads(dumps(redlines_to_dict(Alignment(old="a", new="b"), [redline])))
    assert data["pairs"][0]["changes"][0]["class"] == "substantive"
    assert redlines_from_dict(data, {"OP1": "Urges all"}, {"OP1": "Encourages all"}) == (redline,)
    with pytest.raises(InputError, match=r"pairs\[0\]: changes do not fit the texts"):
        redlines_from_dict(data, {"OP1": "Urges some"}, {"OP1": "Encourages all"})
