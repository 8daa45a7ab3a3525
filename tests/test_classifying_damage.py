"""The scanner's distance: known prices, and the quick answer where only small ones matter."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftdiff.misreading.damage import CLUSTER, CONFUSED, SPECK, WILD, damage

_WORDS = st.text(alphabet="rnmclduihvwaeo01l.ÿ? Sx", max_size=10)


@pytest.mark.parametrize(
    ("damaged", "printed", "price"),
    [
        ("also", "also", 0.0),
        ("Also", "aIso", CONFUSED),
        ("modem", "modern", CLUSTER),
        ("modern", "modem", CLUSTER),
        ("b.asis", "basis", SPECK),
        ("Deÿides", "Decides", WILD),
        ("urges", "purges", 1.0),
        ("xxxx", "aaaa", 4.0),
        ("", "ab", 2.0),
    ],
)
def test_a_known_confusion_costs_little_and_a_letter_its_full_price(
    damaged: str, printed: str, price: float
) -> None:
    assert damage(damaged, printed) == pytest.approx(price)


@given(_WORDS, _WORDS)
def test_the_distance_is_the_same_both_ways(a: str, b: str) -> None:
    assert damage(a, b) == pytest.approx(damage(b, a))


@given(_WORDS, _WORDS, st.floats(min_value=0, max_value=5))
def test_a_price_within_the_limit_is_exact_and_one_above_it_stays_above(a: str, b: str, most: float) -> None:
    price, found = damage(a, b), damage(a, b, most)
    assert found == price if price <= most else found in (price, inf)
