"""Which word is which from one version to the next: the pieces `blame` is made of."""

from __future__ import annotations

from histories import document, link
from hypothesis import given, settings
from hypothesis import strategies as st

from draftdiff.alignment import Alignment
from draftdiff.change import Change, Redline
from draftdiff.history import History
from draftdiff.tracing.origins.carried import Run, carried, runs_of, word_key, words_of
from draftdiff.tracing.origins.claims import Claim, settle

WORD = st.sampled_from(
    [
        "the",
        "of",
        "States",
        "shall",
        "should",
        "decides",
        "urges",
        "fund",
        "2018",
        "2019",
        "work-plan",
        "Al-Quds",
        "عام",
        "大会",
        "a",
    ]
)
TEXT = st.lists(WORD, max_size=30).map(" ".join)


def redline(old: str, new: str, *changes: Change) -> Redline:
    return Redline(old_label="OP1", new_label="OP1", old_text=old, new_text=new, changes=changes)


def change(old: str, new: str, at: tuple[int, int], **fields: object) -> Change:
    spans = {"old_span": (at[0], at[0] + len(old)), "new_span": (at[1], at[1] + len(new))}
    return Change(old=old, new=new, **spans, **fields)  # type: ignore[arg-type] # test fields


def pairs(line: Redline) -> list[tuple[str, str]]:
    old, new = words_of(line.old_text), words_of(line.new_text)
    return [
        (line.old_text[slice(*old.spans[run.old + k])], line.new_text[slice(*new.spans[run.new + k])])
        for run in carried(line, old, new)
        for k in range(run.length)
    ]


def test_unchanged_words_are_carried_and_replaced_ones_are_not() -> None:
    line = redline("Urges all States", "Invites all States", change("Urges", "Invites", (0, 0)))
    assert pairs(line) == [("all", "all"), ("States", "States")]


def test_noise_and_typography_carry_the_word_over() -> None:
    noise = change("Deÿides", "Decides", (0, 0), cls="scan")
    assert pairs(redline("Deÿides to", "Decides to", noise)) == [("Deÿides", "Decides"), ("to", "to")]
    inside = change("ÿ", "c", (2, 2), cls="scan")
    assert pairs(redline("Deÿides to", "Decides to", inside)) == [("Deÿides", "Decides"), ("to", "to")]


def test_part_of_a_word_is_not_the_word() -> None:
    assert pairs(redline("the work", "the workshop", change("", "shop", (8, 8)))) == [("the", "the")]
    assert pairs(redline("the workshop", "the work", change("shop", "", (8, 8)))) == [("the", "the")]


def test_a_word_set_in_two_keeps_its_first_half() -> None:
    line = redline("the subregional body", "the sub-regional body", change("", "-", (7, 7), cls="typography"))
    assert pairs(line)[0] == ("the", "the")
    assert pairs(line)[-1] == ("body", "body")


def test_words_that_moved_inside_a_paragraph_are_carried() -> None:
    line = redline("a b c x", "x a b c", change("", "x ", (0, 0), moved=1), change(" x", "", (5, 7), moved=1))
    assert sorted(pairs(line)) == [("a", "a"), ("b", "b"), ("c", "c"), ("x", "x")]


def test_numbers_are_never_taken_for_one_another() -> None:
    assert word_key("2016") != word_key("2010")
    assert word_key("Deeides") == word_key("Decides")


@given(TEXT, TEXT)
@settings(max_examples=150, deadline=None)
def test_no_word_is_carried_twice_and_every_carried_word_is_in_both(old: str, new: str) -> None:
    alignment = Alignment(old="a", new="b", links=(link("OP1", "OP1"),))
    history = History([document("a", {"OP1": old}), document("b", {"OP1": new})], alignments=[alignment])
    line = history.redlines("a", "b")[0]
    runs = carried(line, words_of(old), words_of(new))
    left = [run.old + k for run in runs for k in range(run.length)]
    right = [run.new + k for run in runs for k in range(run.length)]
    assert len(set(left)) == len(left)
    assert len(set(right)) == len(right)
    assert right == sorted(right)
    words = history.blame("OP1").words
    assert [w.text for w in words] == [new[a:b] for a, b in words_of(new).spans]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30))
def test_runs_hold_the_pairs_they_are_made_of(given_pairs: list[tuple[int, int]]) -> None:
    unique = {j: i for i, j in given_pairs}
    runs = runs_of([(i, j) for j, i in unique.items()])
    assert {run.new + k: run.old + k for run in runs for k in range(run.length)} == unique


def test_the_longest_claim_wins_and_a_long_rest_is_a_copy() -> None:
    short, long = Claim("A", "N", Run(0, 0, 3), 0.9), Claim("B", "N", Run(5, 1, 6), 0.1)
    settled = {new: old for old, new in settle([short, long])}
    assert settled["N", 0] == ("A", 0)
    assert settled["N", 1] == ("B", 5)
    twice = [
        Claim("A", "N", Run(0, 0, 9), 0.9),
        Claim("A", "M", Run(0, 0, 5), 0.9),
        Claim("A", "L", Run(0, 0, 3), 0.9),
    ]
    named = {new[0] for _, new in settle(twice)}
    assert named == {"N", "M"}
