"""The model of pairs: two logistic regressions over the features of `features`, learned from read texts.

The figures are data (`draftdiff/data/pair_model.json`, with the sets they were learned from and the command that
makes it again); here they are only applied. A feature acts in straight pieces: its slope may change at each of its bends.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from draftdiff.aligning.features import Features

Bends = dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Regression:
    """Log-odds as a sum over features."""

    intercept: float
    """Log-odds of a pair whose features are all 0."""
    slopes: dict[str, tuple[float, ...]]
    """Feature -> its slope from 0 on, then what each bend adds to the slope from there on."""
    bends: Bends
    """Feature -> where its slope changes; features without bends are left out."""
    means: dict[str, float]
    """Feature -> what it adds on average over the pairs that were learned from."""

    def log_odds(self, features: Features) -> NDArray[np.float64]:
        """Of each pair; shape (pairs,)."""
        total = np.full(len(next(iter(features.values()))), self.intercept)
        for name in self.slopes:
            total += self.part(name, features)
        return total

    def part(self, name: str, features: Features) -> NDArray[np.float64]:
        """What one feature adds to the log-odds of each pair."""
        first, *more = self.slopes[name]
        out: NDArray[np.float64] = first * features[name]
        for bend, slope in zip(self.bends.get(name, ()), more, strict=True):
            out += slope * np.maximum(features[name] - bend, 0)
        return out


@dataclass(frozen=True, slots=True)
class Model:
    """Both regressions, and what is known of links that are made before any search."""

    first: Regression
    """By words and surroundings."""
    second: Regression
    """The same in the light of the first one's answers for all other pairs."""
    identical: float
    """Share of links between unchanged paragraphs in place that are right."""
    settled: float
    """The same of lightly edited paragraphs in place."""


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The model of the package."""
    return model_of(json.loads((files("draftdiff") / "data" / "pair_model.json").read_text("utf-8")))


def model_of(data: dict[str, Any]) -> Model:
    """The model that a file of figures describes."""
    return Model(
        _regression(data["first"]),
        _regression(data["second"]),
        data["right before the search"]["identical"],
        data["right before the search"]["settled"],
    )


def _regression(data: dict[str, Any]) -> Regression:
    rows: dict[str, Any] = data["features"]
    return Regression(
        data["intercept"],
        {name: tuple(row["slopes"]) for name, row in rows.items()},
        {name: tuple(row["bends"]) for name, row in rows.items() if row["bends"]},
        {name: row["mean"] for name, row in rows.items()},
    )


def chances(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of log-odds."""
    held = np.clip(log_odds, -30, 30)
    found: NDArray[np.float64] = 1 / (1 + np.exp(-held))
    return found
