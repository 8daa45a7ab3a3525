"""Word origin against histories with known truth: a small copy of bench/provenance.py keeps the figure from falling."""

from __future__ import annotations

import re
import sys

import pytest
from support import ROOT

from draftdiff.history import History

sys.path.insert(0, str(ROOT / "bench"))
from synthetic_histories import made_history

#: The issue asks for 0.98 over all words; measured over ten versions by the bench: 0.995.
FLOOR = 0.98


@pytest.mark.parametrize(("seed", "noise"), [(1, 0.0), (2, 0.02)])
def test_origins_are_those_that_were_drafted(seed: int, noise: float) -> None:
    made = made_history(seed, 4, 25, noise)
    history = History(made.documents)
    rank = {version: at for at, version in enumerate(history.versions)}
    right = total = 0
    for blame, truth in zip(history.blames(), made.truth[-1].values(), strict=True):
        named = {word.start: rank[word.origin] for word in blame.words}
        for born, match in zip(truth, re.finditer(r"\S+", blame.text), strict=True):
            right += named.get(match.start()) == born
            total += 1
    assert right / total >= FLOOR


def test_no_version_is_ever_left_out() -> None:
    """WikiWho drops a revision that changes too much; here a version that shares nothing is still a version."""
    made = made_history(3, 2, 12)
    other = made_history(4, 1, 12).documents[0].with_id("other")
    history = History([made.documents[0], other, made.documents[1]])
    assert set(history.origins.rows) == set(history.versions)
    assert {w.origin for b in history.blames("other") for w in b.words} == {"other"}
    assert "v1" in {w.origin for b in history.blames() for w in b.words}
