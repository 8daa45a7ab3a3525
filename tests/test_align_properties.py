"""What holds for any two versions: mirrored when swapped, the same every time, defined for degenerate input."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from draftdiff.aligning import align
from draftdiff.aligning.passages import MIN_FREE, MIN_RUN, Passage, longest_run, shares
from draftdiff.aligning.sequence import heaviest_chain
from draftdiff.aligning.vocabulary import shared_vocabulary
from draftdiff.alignment import RELATIONS, Alignment
from draftdiff.fold import folded_words
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

MIRROR = {"split": "merged", "merged": "split"}
WORDS = [
    "urges",
    "states",
    "to",
    "protect",
    "water",
    "soil",
    "bees",
    "youth",
    "trade",
    "debt",
    "peace",
    "law",
    "and",
    "of",
    "the",
]
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), max_size=7)


def document(name: str, rows: list[str]) -> Document:
    return Document(
        id=name,
        paragraphs=tuple(
            Paragraph(label=Label.parse(f"OP{at}"), text=text) for at, text in enumerate(rows, start=1)
        ),
    )


def mirrored(alignment: Alignment) -> object:
    """The alignment as the swapped documents should give it."""
    rows = [
        (
            k.new,
            k.old,
            {MIRROR.get(name, name) for name in k.relations},
            k.similarity,
            k.weight.new,
            k.weight.old,
            k.confidence,
        )
        for k in alignment.links
    ]
    unsure = {(u.new, u.old) for u in alignment.uncertain}
    return sorted(rows, key=lambda row: row[:2]), alignment.deleted, alignment.inserted, unsure


def plain(alignment: Alignment) -> object:
    rows = [
        (k.old, k.new, set(k.relations), k.similarity, k.weight.old, k.weight.new, k.confidence)
        for k in alignment.links
    ]
    unsure = {(u.old, u.new) for u in alignment.uncertain}
    return sorted(rows, key=lambda row: row[:2]), alignment.inserted, alignment.deleted, unsure


@settings(max_examples=150, deadline=None)
@given(texts, texts)
@example(["urges", "states"], ["states", "urges"])  # two orders as good: the same one either way
def test_swapping_old_and_new_mirrors_the_alignment(first: list[str], second: list[str]) -> None:
    old, new = document("old", first), document("new", second)
    assert plain(align(new, old)) == mirrored(align(old, new))


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_every_paragraph_is_linked_inserted_or_deleted_and_nothing_else(
    first: list[str], second: list[str]
) -> None:
    old, new = document("old", first), document("new", second)
    alignment = align(old, new)
    pairs = [(link.old, link.new) for link in alignment.links]
    assert len(pairs) == len(set(pairs))
    assert sorted({link.old for link in alignment.links} | set(alignment.deleted)) == sorted(old.labels())
    assert sorted({link.new for link in alignment.links} | set(alignment.inserted)) == sorted(new.labels())
    for link in alignment.links:
        assert ("kept" in link.relations) != ("edited" in link.relations)
        assert list(link.relations) == [name for name in RELATIONS if name in link.relations]
        assert ("split" in link.relations) == (len(alignment.from_old(link.old)) > 1)
        assert ("merged" in link.relations) == (len(alignment.to_new(link.new)) > 1)
        assert 0 <= link.similarity <= 1
        assert 0 <= link.weight.old <= 1
        assert 0 <= link.weight.new <= 1
        assert 0 < link.confidence < 1


@settings(max_examples=60, deadline=None)
@given(texts)
def test_a_version_aligned_with_itself_is_kept_in_place(rows: list[str]) -> None:
    alignment = align(document("old", rows), document("new", rows))
    assert [(link.old, link.new) for link in alignment.links] == [
        (f"OP{at}", f"OP{at}") for at in range(1, len(rows) + 1)
    ]
    assert all(link.relations == ("kept",) for link in alignment.links)


SCRIPT = """
import random
from draftdiff.aligning import align
from draftdiff.fold import folded_words
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph
r = random.Random(7)
words = [f"w{at}" for at in range(300)]
def rows(n): return [" ".join(r.choices(words, k=r.randint(4, 30))) for _ in range(n)]
a = rows(60); b = a[5:] + rows(4); r.shuffle(b); b[3] = a[1] + " " + a[2]
def doc(n, x): return Document(id=n, paragraphs=tuple(Paragraph(label=Label.parse(f"OP{k}"), text=t) for k, t in enumerate(x, 1)))
print(align(doc("old", a), doc("new", b)).to_json())
"""


def test_the_result_does_not_depend_on_the_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            cwd=Path(__file__).parent,
        ).stdout
        for seed in ("0", "4242")
    }
    assert len(outputs) == 1
    assert b"split" in next(iter(outputs)) or b"merged" in next(iter(outputs))


@pytest.mark.parametrize(
    ("old", "new", "linked"),
    [
        ([], [], 0),
        ([], ["a text"], 0),
        (["a text"], [], 0),
        (["", "..."], ["", ""], 2),
        (["one"], ["another"], 0),
        (["x " * 2000], ["x " * 2000], 1),
    ],
)
def test_degenerate_versions_are_defined(old: list[str], new: list[str], linked: int) -> None:
    alignment = align(document("old", old), document("new", new))
    assert len(alignment.links) == linked
    assert len(alignment.deleted) == len(old) - linked
    assert len(alignment.inserted) == len(new) - linked


def test_ten_thousand_identical_paragraphs_stay_in_order() -> None:
    rows = ["Decides to remain seized of the matter"] * 10_000
    alignment = align(document("old", rows), document("new", rows))
    assert all(link.old == link.new and link.relations == ("kept",) for link in alignment.links)
    assert len(alignment.links) == 10_000


def test_identical_paragraphs_of_which_some_go_keep_their_order() -> None:
    rows = ["Decides to remain seized of the matter"] * 400
    alignment = align(document("old", rows), document("new", rows[:390]))
    olds = [int(link.old[2:]) for link in alignment.links]
    assert len(olds) == 390
    assert olds == sorted(olds)
    assert not any("moved" in link.relations for link in alignment.links)


def test_two_large_versions_with_nothing_in_common_have_no_link() -> None:
    old = document("old", [f"alpha{at} beta{at} gamma{at}" for at in range(3000)])
    new = document("new", [f"delta{at} epsilon{at} zeta{at}" for at in range(3000)])
    assert align(old, new).links == ()


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), unique=True, max_size=9))
@settings(max_examples=100, deadline=None)
def test_the_heaviest_chain_is_as_long_as_the_best_of_all_subsets(points: list[tuple[int, int]]) -> None:
    def is_chain(some: list[tuple[int, int]]) -> bool:
        return all(a <= c and b <= d for (a, b), (c, d) in itertools.pairwise(some))

    ordered = sorted(points)
    best = 0
    for mask in range(1 << len(ordered)):
        some = [p for at, p in enumerate(ordered) if mask >> at & 1]
        if len(some) > best and is_chain(some):
            best = len(some)
    chain = heaviest_chain(points, [(1, 0, 0)] * len(points))
    assert len(chain) == best
    assert is_chain(sorted(chain))


@given(st.lists(st.text(alphabet="aB9 -'.,/\u00ad\u200b\u4e2d\u0301\t\n", max_size=30), max_size=4))
def test_texts_cut_at_their_spaces_have_the_words_of_whole_texts(rows: list[str]) -> None:
    known = shared_vocabulary(rows, rows)
    for row, at in zip(rows, known.places[0], strict=True):
        assert [known.names[number] for number in known.words[at]] == folded_words(row)


few = st.lists(st.integers(0, 3), max_size=12).map(tuple)


# Beside one much longer, which has an index.
many = st.lists(st.integers(0, 3), min_size=17, max_size=40).map(tuple)


@given(st.one_of(few, many), st.one_of(few, many))
def test_shares_count_the_words_in_a_pair_of_neighbours_the_other_has(
    old: tuple[int, ...], new: tuple[int, ...]
) -> None:
    def plainly(own: tuple[int, ...], other: tuple[int, ...]) -> float:
        if min(len(own), len(other)) < 2:
            return sum(word in other for word in own) / len(own) if own else 0.0
        known = set(itertools.pairwise(other))
        hits = [False, *(pair in known for pair in itertools.pairwise(own)), False]
        return sum(a or b for a, b in itertools.pairwise(hits)) / len(own)

    if old != new:
        assert shares(Passage(old), Passage(new)) == (plainly(old, new), plainly(new, old))
    else:
        assert shares(Passage(old), Passage(new)) == (1.0, 1.0)


binary = st.lists(st.integers(0, 1), max_size=24).map(tuple)


@given(binary, binary, st.sets(st.integers(0, 23)), st.sets(st.integers(0, 23)))
def test_longest_run_is_the_first_of_the_best_whichever_side_is_longer(
    old: tuple[int, ...], new: tuple[int, ...], free: set[int], taken: set[int]
) -> None:
    able = [
        (sum(k in free for k in range(j, j + size)), size, -j, -i)
        for j in range(len(new))
        for i in range(len(old))
        for size in range(MIN_RUN, min(len(old) - i, len(new) - j) + 1)
        if old[i : i + size] == new[j : j + size] and taken.isdisjoint(range(j, j + size))
    ]
    explained, size, j, i = max(able, default=(0, 0, 0, 0))
    run = longest_run(Passage(old), Passage(new), free, taken)
    if explained < MIN_FREE:
        assert run is None
    else:
        assert run is not None
        assert (run.old, run.new) == ((-i, size - i), (-j, size - j))
