"""Redlines replay to the letter, both ways, and are as small as an independent differ's."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftdiff import Alignment, Document, Link, Paragraph, Transfer, Weight
from draftdiff.comparison import redline, redlines, same_words
from draftdiff.differing.hunks import hunks
from draftdiff.differing.pairs import edits_of
from draftdiff.differing.tokens import windows_of
from draftdiff.fold import fold, token_texts
from draftdiff.label import Label

if TYPE_CHECKING:
    from draftdiff import Redline
    from draftdiff.alignment import Relation

WORDS = st.sampled_from(
    ["and", "the", "States", "shall", "2018", ",", "II", "co-operate", "第", "é", "(a)", " ", "  "]
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=30)


def check(found: Redline, old: str, new: str) -> None:
    assert found.replay() == new
    assert found.undo() == old
    for one, two in pairwise(found.changes):
        assert one.old_span[1] <= two.old_span[0]
        assert one.new_span[1] <= two.new_span[0]
    for change in found.changes:
        assert change.old == old[slice(*change.old_span)]
        assert change.new == new[slice(*change.new_span)]
        assert change.old != change.new


@given(TEXTS, TEXTS)
def test_changes_replay_both_ways_to_the_letter(old: str, new: str) -> None:
    check(redline(old, new), old, new)


@given(TEXTS)
def test_a_text_has_no_changes_with_itself(text: str) -> None:
    assert redline(text, text).changes == ()
    assert same_words(text, text)


@given(st.lists(WORDS, max_size=20), st.lists(WORDS, max_size=20))
def test_the_script_is_as_short_as_that_of_diff_match_patch(left: list[str], right: list[str]) -> None:
    from diff_match_patch import diff_match_patch

    old, new = " ".join(left), " ".join(right)
    a, b = windows_of(old, new)
    ours = sum(h.a1 - h.a0 + h.b1 - h.b0 for h in hunks(a.keys, b.keys))
    signs: dict[str, str] = {}

    def coded(text: str) -> str:
        return "".join(signs.setdefault(fold(t), chr(0xE000 + len(signs))) for t in token_texts(text))

    dmp = diff_match_patch()
    dmp.Diff_Timeout = 0
    oracle = sum(len(run) for op, run in dmp.diff_main(coded(old), coded(new), checklines=False) if op)
    assert ours <= oracle + 2 * _swallowed(a.keys, b.keys)


def _swallowed(old: list[str], new: list[str]) -> int:
    """Kept marks that clean-up counts as changed: without function words only marks are swallowed."""
    return sum(not key.isalnum() for key in old) + sum(not key.isalnum() for key in new)


CUTS = [
    # An insertion begins where a drafter thinks it begins.
    ("A and C of it", "A and B and C of it", [("", "and B ")]),
    ("completion of the conference;", "completion of the conference, and notes that it ends with the conference;", [
        ("", ", and notes that it ends with the conference"),
    ]),
    # A word that survives between two insertions is shown as surviving.
    ("ensure equal access", "ensure full, equal and safe access", [("", "full, "), ("", "and safe ")]),
    # A rewritten phrase is not cut up by a function word.
    ("drivers of large migration movements begin", "causes and effects of mixed displacement begin", None),
    # A misread word inside a rewritten run stands alone.
    ("Weleomes the establishment, notes hwites it", "Welcomes the establishment, notes Invites it", None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CUTS)
def test_changes_are_cut_as_a_reader_would(
    old: str, new: str, expected: list[tuple[str, str]] | None
) -> None:
    found = redline(old, new)
    check(found, old, new)
    if expected is not None:
        assert [(c.old, c.new) for c in found.changes] == expected


def test_white_space_alone_is_a_change_of_print() -> None:
    found = redline("the  States", "the States")
    assert [(c.old, c.new, c.cls) for c in found.changes] == [("  ", " ", "typography")]


def document(name: str, **texts: str) -> Document:
    return Document(
        id=name,
        language="en",
        paragraphs=tuple(Paragraph(label=Label.parse(k), text=v) for k, v in texts.items()),
    )


def link(old: str, new: str, relation: Relation = "edited") -> Link:
    return Link(
        old=old, new=new, relations=(relation,), similarity=1.0, weight=Weight(old=1.0, new=1.0), confidence=1.0,
        evidence="test",
    )  # fmt: skip


FIRST = "Decides that the panels shall meet for twelve working days in Geneva"
SECOND = "requests the Secretary-General to prepare a summary of each thematic session"


def test_words_of_a_split_paragraph_are_transfers_not_deletions() -> None:
    old = document("old", OP1=f"{FIRST}, and {SECOND};")
    new = document("new", OP1=f"{FIRST};", OP2=f"Further {SECOND};")
    found = redlines(
        old,
        new,
        Alignment(old="old", new="new", links=(link("OP1", "OP1", "split"), link("OP1", "OP2", "split"))),
    )
    for one, label in zip(found, ("OP2", "OP1"), strict=True):
        assert one.replay() == one.new_text
        assert one.undo() == one.old_text
        moved = " ".join(c.old for c in one.changes if c.transfer == label)
        assert len(moved) > len(SECOND) - 10
        assert not one.of_class("substantive")


def test_words_of_a_merged_paragraph_are_transfers_not_insertions() -> None:
    old = document("old", OP1=f"{FIRST};", OP2=f"Further {SECOND};")
    new = document("new", OP1=f"{FIRST}, and {SECOND};")
    found = redlines(
        old,
        new,
        Alignment(old="old", new="new", links=(link("OP1", "OP1", "merged"), link("OP2", "OP1", "merged"))),
    )
    for one, label in zip(found, ("OP2", "OP1"), strict=True):
        assert any(c.transfer == label for c in one.changes)
        assert not one.of_class("substantive")


def test_a_wandering_clause_is_a_transfer_and_a_copied_one_is_not() -> None:
    clause = "while ensuring equitable regional representation"
    old = document(
        "old", OP1=f"Decides that panels shall be formed, {clause};", OP2="Stresses the role of experts;"
    )
    new = document(
        "new", OP1="Decides that panels shall be formed;", OP2=f"Stresses the role of experts, {clause};"
    )
    at = (old["OP1"].text.index(clause), new["OP2"].text.index(clause))
    for copied, expected in ((False, "OP1"), (True, "")):
        transfer = Transfer(
            old="OP1", new="OP2", old_span=(at[0], at[0] + len(clause)), new_span=(at[1], at[1] + len(clause)),
            weight=Weight(old=0.5, new=0.5), copied=copied,
        )  # fmt: skip
        links = (link("OP1", "OP1"), link("OP2", "OP2"))
        found = redlines(old, new, Alignment(old="old", new="new", links=links, transfers=(transfer,)))
        assert {c.transfer for c in found[1].changes if clause in c.new} == {expected}


def test_words_moved_inside_a_paragraph_share_a_number() -> None:
    old = "Invites civil society, the private sector and regional economic commissions to take part"
    new = "Invites regional economic commissions, civil society and the private sector to take part"
    found = redline(old, new)
    check(found, old, new)
    moved = [c for c in found.changes if c.moved]
    assert {c.moved for c in moved} == {1}
    assert sorted(bool(c.old) for c in moved) == [False, True]
    assert all(c.cls == "editorial" for c in moved)


@settings(max_examples=25)
@given(TEXTS, TEXTS, TEXTS)
def test_redlines_of_splits_replay(one: str, two: str, three: str) -> None:
    old = document("old", OP1=f"{one} {two}")
    new = document("new", OP1=one, OP2=f"{two} {three}")
    alignment = Alignment(
        old="old", new="new", links=(link("OP1", "OP1", "split"), link("OP1", "OP2", "split"))
    )
    for found in redlines(old, new, alignment):
        check(found, found.old_text, found.new_text)


def test_all_redlines_of_the_bundled_history_replay() -> None:
    from pathlib import Path

    gold = Path(str(files("draftdiff_corpus"))) / "gcm_modalities" / "gold"
    for old_name, new_name in (("first", "final"), ("final", "adopted")):
        texts = [
            {
                row["id"]: row["text"]
                for row in json.loads((gold / f"gcm_{name}.paragraphs.json").read_text(encoding="utf-8"))
            }
            for name in (old_name, new_name)
        ]
        rows = json.loads((gold / "gcm_alignment.json").read_text(encoding="utf-8"))[
            f"{old_name}->{new_name}"
        ]["links"]
        for row in rows:
            old, new = texts[0][row["old"]], texts[1][row["new"]]
            check(redline(old, new), old, new)


SAME = [
    ("The Secretary-General", "the SecretaryGeneral", True),  # case and hyphenation
    ("sessions, and", "sessions; and", True),  # punctuation
    ("of the listof names", "of the list of names", True),  # a space lost
    ("Phase II of the work", "Phase lll of the work", False),  # another numeral
    ("Phase III of the work", "Phase lll of the work", True),  # the same numeral
    ("to be held in 2017", "to be held in 2018", False),  # digits
    ("20t8 and later", "2018 and later", True),  # a digit misread
    ("States shall act", "States should act", False),  # a modal
    ("", "something", False),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "same"), SAME)
def test_same_words_looks_through_print_and_scan(old: str, new: str, same: bool) -> None:  # noqa: FBT001 - a table
    assert same_words(old, new) is same


def test_edits_without_word_lists_keep_every_word_that_survives() -> None:
    old, new = "alpha of beta gamma", "delta of epsilon zeta"
    assert all("of" not in old[e.o0 : e.o1].split() for e in edits_of(old, new))


def test_very_long_texts_are_cut_at_phrases_that_stand_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from draftdiff.differing import anchors

    words = [f"w{k * 7919 % 1009}" for k in range(400)]
    edited = [word if k % 50 else "edited" for k, word in enumerate(words)]
    old, new = " ".join(words), " ".join(edited)
    small = redline(old, new)
    monkeypatch.setattr(anchors, "LARGEST", 2_000)
    large = redline(old, new)
    check(large, old, new)
    assert len(large.changes) == len(small.changes)


@pytest.mark.parametrize(
    ("old", "new"), [("the " * 3000, "of " * 3000), ("a b " * 2000, "b a " * 2000), ("(" * 5000, ")" * 5000)]
)
def test_repetitive_texts_are_no_trap(old: str, new: str) -> None:
    check(redline(old, new), old, new)
