"""Properties of reading: any text is read or refused, nothing is lost in silence, labels are unique."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from structured import PROFILES, documents, everything, layout, letters

from draftdiff.errors import DraftdiffError
from draftdiff.layout import Block, Layout, Options

#: Pieces that send the structure stage down its branches.
PIECES = [
    "The General Assembly,", "The Security Council,", "Recalling its resolution 60/251,", "Noting the report,", "Deÿides that",
    "1. Decides to act;", "2. Requests the Secretary-General to report;", "t3. Urges States;", "4.", "5, Welcomes it.", "17.",
    "(a) first;", "(b) second:", "(i) one;", "(ii) two.", "(@) x;", "A) y:", "a. z;", "B) w:", "d. v;", "- (a) item;", "• item",
    "Phase I. Consultations", "II", "Annex I", "ANNEX", "74th plenary meeting", "6 April 2017", "1 Resolution 70/1.", "⁵ See below.",
    "! 2 The list of names,", "word,1 and", "text², and", "Article 1", "Article 2", "Scope", "1. The purpose is this.", "Whereas:",
    "(1) This recital.", "[bracketed text]", "(agreed ad ref)", "[EU: delete]", "PP1 Recalling", "OP2 bis Decides", "OP2 alt Decides",
    "multi-", "stakeholder", "A\tB\tC", "大会，", "回顾其决议，", "1. 决定；", "إن الجمعية العامة،", "وإذ تشير إلى قرارها،", "1 - تقرر؛",
    "Генеральная Ассамблея,", "ссылаясь на резолюцию,", "1. постановляет;", "# Heading", "> quote", "| a | b | c |", "*Decides* that",
    "9999. much", "(zz) odd", "1.1 nested", "\x0c", "  indented", "", "",
]  # fmt: skip
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=25).map("\n".join)


@pytest.mark.parametrize("profile", sorted(PROFILES))
@settings(max_examples=600, deadline=None)
@given(text=LINES)
@example(text="The General Assembly,\n1. Decides:\n(a) x;\n(a) y;\n1. Decides:\n(b) z.")
@example(text="Article 1\nArticle 1\n1. x\n1. y")
@example(text="1. 决定；\n*Decides* that\n*Decides* that\n1. 决定；\nThe General Assembly,\n\r0")
@example(text="# Heading\n1. Decides to act;\n1. Decides to act;\n# Heading")
def test_any_text_is_read_whole_or_refused(profile: str, text: str) -> None:
    try:
        blocks = layout(text)
        found = PROFILES[profile]().structure(blocks, Options())
    except DraftdiffError:
        return
    # Every letter of the source comes out somewhere, or a problem tells where it went.
    wanted = Counter(letters("\n".join(block.number + block.text for block in blocks.blocks)))
    got = Counter(letters(everything(found)))
    assert not wanted - got, (wanted - got, text)


@settings(max_examples=60, deadline=None)
@given(text=LINES)
def test_evidence_is_a_share_and_never_raises(text: str) -> None:
    try:
        blocks = layout(text)
    except DraftdiffError:
        return
    for profile in PROFILES.values():
        score, why = profile().evidence(blocks)
        assert 0.0 <= score <= 1.0
        assert why


BLOCKS = st.builds(
    Block,
    text=st.sampled_from(PIECES) | st.text(max_size=20),
    whole=st.booleans(),
    kind=st.sampled_from(["text", "heading", "list-item", "table", "footnote", "quote"]),
    number=st.sampled_from(["", "", "1.", "2.", "(a)", "(b)", "i)", "3", "-"]),
    role=st.sampled_from(
        ["", "", "preambular", "operative", "subparagraph", "heading", "closing", "formula", "title"]
    ),
    gap=st.sampled_from([0.0, 0.7, 1.0]),
    level=st.sampled_from([None, 0, 1]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, max_size=12))
def test_blocks_of_any_format_are_read_or_refused(blocks: list[Block]) -> None:
    for profile in PROFILES.values():
        try:
            found = profile().structure(Layout(blocks=tuple(blocks)), Options())
        except DraftdiffError:
            continue
        for one in found:
            assert len(set(one.labels())) == len(one.labels())
            for paragraph in one.walk():
                for style in paragraph.styles:
                    assert 0 <= style.start < style.end <= len(paragraph.text)
                for note in paragraph.notes:
                    assert note.at is None or 0 <= note.at <= len(paragraph.text)


@settings(max_examples=60, deadline=None)
@given(text=LINES)
def test_reading_twice_gives_the_same(text: str) -> None:
    try:
        first = documents(text)
    except DraftdiffError:
        return
    assert first == documents(text)
