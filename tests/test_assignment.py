"""The assignment: the same answer as SciPy's, also among equals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from draftdiff.aligning import augmenting


def matrices() -> list[np.ndarray]:
    rng = np.random.default_rng(7)
    shapes = [(1, 1), (1, 5), (5, 1), (7, 7), (20, 31), (31, 20), (60, 60)]
    found: list[np.ndarray] = [np.zeros((0, 0)), np.zeros((3, 0)), np.zeros((4, 6)), np.eye(6)]
    for shape in shapes:
        found.append(rng.random(shape))
        found.append(rng.integers(0, 3, shape).astype(float))  # equals in plenty
        found.append(rng.random(shape) * (rng.random(shape) < 0.1))  # sparse, as pairs of versions are
    return found


@pytest.mark.parametrize("gain", matrices(), ids=lambda gain: f"{gain.shape[0]} by {gain.shape[1]}")
def test_rows_and_columns_are_those_of_scipy(gain: np.ndarray) -> None:
    wanted = linear_sum_assignment(gain, maximize=True)
    for got, want in zip(augmenting.best_assignment(gain), wanted, strict=True):
        assert got.tolist() == want.tolist()


def test_an_impatient_search_ends_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    gain = np.random.default_rng(3).random((40, 50))
    patient = augmenting.best_assignment(gain)
    monkeypatch.setattr(augmenting, "PATIENCE", 0)
    monkeypatch.setattr(augmenting, "FREE_STEPS", 0)
    for got, want in zip(augmenting.best_assignment(gain), patient, strict=True):
        assert got.tolist() == want.tolist()
