"""Who owns words after a split, a merge or a wandering clause: one answer for redlines and blame."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import draftdiff as dd
from draftdiff import History
from draftdiff.alignment import Alignment, Link, Transfer, Weight
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from ownership import disagreements

WORDS = [
    "fund",
    "voluntary",
    "conference",
    "support",
    "travel",
    "participation",
    "representatives",
    "developing",
    "countries",
    "surplus",
    "process",
    "preparatory",
    "States",
    "donors",
    "contribute",
    "decides",
    "encourages",
    "the",
    "of",
    "and",
    "to",
    ",",
    "in",
]
CLAUSE = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(" ".join)


def document(name: str, *texts: str) -> Document:
    return Document(
        id=name,
        language="en",
        paragraphs=tuple(
            Paragraph(label=Label("OP", str(number)), text=text) for number, text in enumerate(texts, 1)
        ),
    )


def history(
    old: list[str], new: list[str], links: list[tuple[int, int]], *wandered: tuple[int, int, str]
) -> History:
    """Two versions with links by number, and clauses (old, new, text) that wandered."""
    versions = document("a", *old), document("b", *new)

    def span(text: str, clause: str) -> tuple[int, int]:
        at = text.index(clause)
        return at, at + len(clause)

    alignment = Alignment(
        old="a",
        new="b",
        links=tuple(
            Link(
                old=f"OP{a}",
                new=f"OP{b}",
                relations=(),
                similarity=0.5,
                weight=Weight(old=0.5, new=0.5),
                confidence=1.0,
                evidence="",
            )
            for a, b in links
        ),
        transfers=tuple(
            Transfer(
                old=f"OP{a}",
                new=f"OP{b}",
                old_span=span(old[a - 1], clause),
                new_span=span(new[b - 1], clause),
                weight=Weight(old=0.1, new=0.1),
            )
            for a, b, clause in wandered
        ),
    )
    return History(versions, alignments=[alignment])


def test_redlines_and_blame_of_the_bundled_history_agree() -> None:
    counts, wrong = disagreements(dd.load("gcm-modalities"))
    assert counts["transferred"] > 100
    assert counts["traced"] > 50
    assert not wrong


FIRST, SECOND = (
    "establishes a voluntary trust fund for the conference",
    "encourages donors to contribute to travel of representatives",
)


@pytest.mark.parametrize(
    ("old", "new", "links"),
    [
        # Two paragraphs become one, with words that neither had.
        ([FIRST, SECOND], [f"{FIRST}, primarily for the least developed, and {SECOND}"], [(1, 1), (2, 1)]),
        # One becomes two, and words go that neither keeps.
        ([f"{FIRST}, with any surplus returned, and {SECOND}"], [FIRST, SECOND], [(1, 1), (1, 2)]),
        # Two become two others, crosswise.
        (
            [f"{FIRST} with care", f"{SECOND} at once"],
            [f"{SECOND} gladly", f"{FIRST} soon"],
            [(1, 1), (1, 2), (2, 1), (2, 2)],
        ),
    ],
)
def test_words_nobody_owns_stand_nowhere_and_count_once(
    old: list[str], new: list[str], links: list[tuple[int, int]]
) -> None:
    found = history(old, new, links)
    counts, wrong = disagreements(found)
    assert counts["transferred"]
    assert not wrong
    told = [c for redline in found.redlines("a", "b") for c in redline.changes if not c.elsewhere]
    for words in ("primarily", "surplus", "care", "gladly"):
        there = sum(words in text for text in (*old, *new))
        assert sum(words in c.old + c.new for c in told) == there


def test_a_wandering_clause_is_named_word_by_word() -> None:
    clause = "including the preparatory process and its participation in Geneva"
    found = history(
        [f"{FIRST}, {clause}", SECOND], [FIRST, f"{SECOND}, {clause}"], [(1, 1), (2, 2)], (1, 2, clause)
    )
    counts, wrong = disagreements(found)
    assert counts["transferred"] >= 2 * len(clause.split()) - 2
    assert not wrong


@settings(max_examples=25, deadline=None)
@given(
    st.lists(CLAUSE, min_size=2, max_size=4),
    st.lists(CLAUSE, min_size=2, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), CLAUSE), max_size=2),
    st.sampled_from(["split", "merge"]),
)
def test_splits_and_merges_of_any_clauses(
    clauses: list[str], more: list[str], added: list[tuple[int, str]], kind: str
) -> None:
    """Whatever is split, with clauses put in at any place: what is said to stand in a paragraph stands there."""
    whole = ["; ".join(clauses), "; ".join(more)]
    parts = [*clauses]
    for at, clause in added:
        parts[at % len(parts)] += f" {clause}"
    parts.append("; ".join([*more, clauses[0]]))
    old, new = (parts, whole) if kind == "merge" else (whole, parts)
    pairs = [(1, k + 1) for k in range(len(clauses))] + [(2, len(parts)), (1, len(parts))]
    found = history(
        old, new, sorted({(b, a) if kind == "merge" else (a, b) for a, b in pairs}, key=lambda p: p[::-1])
    )
    _, wrong = disagreements(found)
    assert not wrong
    for redline in found.redlines("a", "b"):
        assert redline.replay() == redline.new_text
        assert redline.undo() == redline.old_text
