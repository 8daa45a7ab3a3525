"""Words, folding, skeletons and offsets: `draftdiff.fold`."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftdiff.fold import (
    fold,
    folded_words,
    is_word,
    joined,
    token_spans,
    token_texts,
    tokens,
    word_texts,
)
from draftdiff.misreading.confusions import skeleton

TOKENS = [
    # Punctuation marks are tokens of their own, white space is none.
    ("sessions, and.be;", ["sessions", ",", "and", ".", "be", ";"]),
    # Hyphens, apostrophes and slashes inside a word belong to it.
    ("co-facilitators’ and/or A/RES/71/280", ["co-facilitators", "’", "and/or", "A/RES/71/280"]),
    # Points and commas inside a number belong to it.
    ("1,000.5 in 2017.", ["1,000.5", "in", "2017", "."]),
    # Brackets of negotiation are not glued to the words.
    ("[shall][should]", ["[", "shall", "]", "[", "should", "]"]),
    # Chinese is taken by the character, its numbers and symbols whole.
    ("第71/280号决议，", ["第", "71/280", "号", "决", "议", "，"]),
    # Arabic vowel signs and soft hyphens do not cut a word.
    ("إنَّ الجمعية، co\u00adfacilitator", ["إنَّ", "الجمعية", "،", "co\u00adfacilitator"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_a_text_falls_into_words_and_marks(text: str, expected: list[str]) -> None:
    assert token_texts(text) == expected
    assert [t.text for t in tokens(text)] == expected


FOLDS = [
    ("Shall", "shall"),  # case
    ("co-facilitators", "cofacilitators"),  # hyphenation
    ("co\u00adfacilitators", "cofacilitators"),  # soft hyphen
    ("2016-2020", "2016-2020"),  # a hyphen between digits carries meaning
    ("States’", "states'"),  # quotes
    ("\u201c", '"'),
    ("\u2013", "-"),  # dashes
    ("-", "-"),  # a lone dash is a mark, not nothing
    ("of\ufb01ce", "office"),  # ligature
    ("\uff0c", ","),  # full-width comma
    ("إنَّ", "إن"),  # harakat
    ("الجمعيــة", "الجمعية"),  # tatweel
    ("١٢", "12"),  # Arabic-Indic digits
    ("ещё", "еще"),  # optional ё
]


@pytest.mark.parametrize(("word", "key"), FOLDS)
def test_folding_drops_what_is_only_typography(word: str, key: str) -> None:
    assert fold(word) == key


# Pairs of docs/domain.md, "Scans": as scanned, as printed.
@pytest.mark.parametrize(
    ("scanned", "printed"),
    [
        ("intergovernmenlal", "intergovernmental"),
        ("20t8", "2018"),
        ("It", "II"),
        ("Ihe", "the"),
        ("aIso", "also"),
        ("lll", "III"),
        ("S0th", "50th"),
        ("fo!low", "follow"),
    ],
)
def test_a_damaged_word_shares_its_skeleton_with_the_printed_one(scanned: str, printed: str) -> None:
    assert skeleton(scanned) == skeleton(printed)


def test_the_skeleton_keeps_different_words_apart() -> None:
    assert skeleton("urges") != skeleton("encourages")
    assert skeleton("2017") != skeleton("2018")


def test_words_joined_ignore_spaces_and_hyphens() -> None:
    assert joined(["work", "plan"]) == joined(["work-plan"]) == joined(["Workplan"])


@given(st.text())
def test_tokens_cover_every_letter_in_order(text: str) -> None:
    spans = token_spans(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    outside = "".join(
        text[a:b]
        for a, b in zip([0, *(e for _, e in spans)], [*(s for s, _ in spans), len(text)], strict=True)
    )
    assert not any(c.isalnum() for c in outside)
    assert [text[a:b] for a, b in spans] == token_texts(text)


@given(st.text())
def test_words_are_the_tokens_that_hold_a_letter(text: str) -> None:
    assert [w for w in word_texts(text) if is_word(w)] == [t for t in token_texts(text) if is_word(t)]
    assert len(folded_words(text)) == len(word_texts(text))


@given(st.text(max_size=12))
def test_folding_is_stable(word: str) -> None:
    assert fold(fold(word)) == fold(word) or not word.isascii()
    assert skeleton(word) == skeleton(fold(word)) or not word.isascii()
