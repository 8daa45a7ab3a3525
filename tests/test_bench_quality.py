"""The benchmark itself: floors that do not sink unnoticed, synthetic truth that holds, scores that count right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from check_floors import Floors, faults, lifted
from measuring.scores import in_groups
from measuring.synthetic import Drafter
from measuring.truth import Pair, Version, moves
from measuring.words import word_counts

from draftdiff.alignment import Alignment, Link, Weight
from draftdiff.change import Change, Redline
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

HELD: Floors = {"a": {"hash": "1", "figures": {"links F1": 0.95, "false churn": 0.01}}}


@pytest.mark.parametrize(
    ("now", "complaint"),
    [
        ({"a": {"hash": "1", "figures": {"links F1": 0.95, "false churn": 0.01}}}, ""),
        (
            {"a": {"hash": "1", "figures": {"links F1": 0.94, "false churn": 0.01}}},
            "links F1 is 0.94, the floor is 0.95",
        ),
        (
            {"a": {"hash": "1", "figures": {"links F1": 0.95, "false churn": 0.02}}},
            "false churn is 0.02, the ceiling is 0.01",
        ),
        ({"a": {"hash": "2", "figures": {"links F1": 0.99, "false churn": 0.0}}}, "the set has changed"),
        ({}, ""),
    ],
)
def test_a_broken_floor_and_a_changed_set_are_named(now: Floors, complaint: str) -> None:
    found = faults(HELD, now)
    assert bool(found) == bool(complaint)
    assert all(complaint in line for line in found)


def test_floors_rise_with_what_is_measured_and_sink_only_when_told() -> None:
    better: Floors = {"a": {"hash": "1", "figures": {"links F1": 0.99, "false churn": 0.001}}}
    worse: Floors = {"a": {"hash": "1", "figures": {"links F1": 0.90, "false churn": 0.05}}}
    assert lifted(HELD, better, lower=False)["a"]["figures"]["links F1"] > 0.95
    assert lifted(HELD, worse, lower=False)["a"]["figures"] == HELD["a"]["figures"]
    assert lifted(HELD, worse, lower=True)["a"]["figures"]["links F1"] < 0.90


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_synthetic_pair_is_the_same_for_the_same_seed_and_has_every_operation(language: str) -> None:
    pair, again = (Drafter(language, 3).pair(120) for _ in range(2))
    assert pair == again
    groups = in_groups(pair.links)
    assert len({old for old, _ in groups}) > 3
    assert pair.moved
    assert {label[:2] for label in pair.new.words} == {"PP", "OP"}
    for version in (pair.old, pair.new):
        for label, words in version.words.items():
            text = version.document[label].text
            assert " ".join(text[start:end] for _, start, end in words) == text


def test_scan_noise_changes_characters_and_no_truth() -> None:
    clean, noisy = (Drafter("en", 5).pair(80, noise) for noise in (0.0, 0.05))
    assert clean.links == noisy.links
    assert clean.old.document.labels() == noisy.old.document.labels()
    changed = [
        p
        for p, q in zip(clean.old.document.walk(), noisy.old.document.walk(), strict=True)
        if p.text != q.text
    ]
    assert len(changed) > 40


def _version(*labels: str) -> Version:
    return Version(Document(id=""), {label: [] for label in labels})


@pytest.mark.parametrize(
    ("news", "marked", "moved", "either"),
    [
        # OP1 went past two that stayed.
        (("OP2", "OP3", "OP1", "OP4"), {"OP3"}, {"OP3"}, set[str]()),
        # OP1 and OP2 changed places.
        (("OP2", "OP1", "OP3", "OP4"), {"OP2"}, {"OP2"}, {"OP1", "OP2"}),
        # All that OP1 went past is new.
        (("new", "new", "OP1", "OP2"), {"OP3"}, set[str](), set[str]()),
    ],
)
def test_a_move_counts_when_anybody_could_tell_it(
    news: tuple[str, ...], marked: set[str], moved: set[str], either: set[str]
) -> None:
    labels = ("OP1", "OP2", "OP3", "OP4")
    pairs = [(old, new) for old, new in zip(news, labels, strict=True) if old != "new"]
    assert moves(pairs, _version(*labels), _version(*labels), marked) == (moved, either)


def test_a_transfer_between_links_counts_as_the_other_link_shows_the_words() -> None:
    """One new word in what came from OP2: called a transfer by OP1's redline, and new or kept by OP2's."""
    old = Document(id="old", paragraphs=(_paragraph("OP1", "alpha"), _paragraph("OP2", "beta")))
    new = Document(id="new", paragraphs=(_paragraph("OP1", "alpha beta gamma"),))
    spans = {"OP1": [(1, 0, 5), (2, 6, 10), (3, 11, 16)]}
    pair = Pair(
        name="",
        old=Version(old, {"OP1": [(1, 0, 5)], "OP2": [(2, 0, 4)]}),
        new=Version(new, spans),
        links={("OP1", "OP1"): 1, ("OP2", "OP1"): 1},
        moved=frozenset(),
        either=frozenset(),
    )
    weight = Weight(old=1.0, new=0.5)
    links = tuple(
        Link(
            old=a,
            new="OP1",
            relations=("merged",),
            similarity=0.5,
            weight=weight,
            confidence=1.0,
            evidence="",
        )
        for a in ("OP1", "OP2")
    )
    alignment = Alignment(old="old", new="new", links=links)
    told = _insertion("OP1", (6, 16), "OP2")
    for shown, false_keeps in ((16, 0), (10, 1)):
        counts = word_counts(pair, alignment, (told, _insertion("OP2", (0, 5), "OP1", (10, shown))))
        assert (counts["false keeps"], counts["false churn"]) == (false_keeps, 0)


def _paragraph(label: str, text: str) -> Paragraph:
    return Paragraph(label=Label.parse(label), text=text)


def _insertion(old: str, span: tuple[int, int], transfer: str, new: tuple[int, int] = (0, 0)) -> Redline:
    changes = [Change(old_span=(0, 0), new_span=span, old="", new="", transfer=transfer)]
    if new[0] < new[1]:
        changes.append(Change(old_span=(0, 0), new_span=new, old="", new=""))
    return Redline(old_label=old, new_label="OP1", old_text="", new_text="", changes=tuple(changes))
