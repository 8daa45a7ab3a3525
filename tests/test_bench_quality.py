"""The benchmark itself: floors that do not sink unnoticed, synthetic truth that holds, scores that count right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from check_floors import Floors, faults, lifted
from measuring.scores import in_groups
from measuring.synthetic import Drafter

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
