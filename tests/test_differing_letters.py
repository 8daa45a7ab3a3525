"""Letters that differ inside a changed word: `draftdiff.misreading.letters`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftdiff.misreading.letters import LONGEST, exchanges, letters

WORDS = st.text(alphabet="abcl1I-", max_size=12)


@given(WORDS, WORDS)
def test_letters_spell_both_words(old: str, new: str) -> None:
    runs = letters(old, new)
    assert "".join(run.text for run in runs if run.kind != "new") == old
    assert "".join(run.text for run in runs if run.kind != "old") == new


# As scanned, as printed, what happened to the letters.
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("conlributions", "contributions", "'l' for 't'"),
        ("Hea.dquarters", "Headquarters", "'.' put in"),
        ("cofacilitators", "co-facilitators", "'-' lost"),
        ("urges", "invites", ""),
    ],
)
def test_exchanged_letters_are_named(old: str, new: str, said: str) -> None:
    assert exchanges(old, new) == said


def test_long_texts_are_told_apart_by_words_not_letters() -> None:
    old, new = "a" * (LONGEST + 1), "b"
    assert [(run.kind, run.text) for run in letters(old, new)] == [("old", old), ("new", new)]
