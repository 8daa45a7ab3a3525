"""The summary: new, dropped and changed paragraphs in one list; signals that are wrong too often are left out."""

from __future__ import annotations

import pytest

from draftdiff import Document, Paragraph
from draftdiff.comparison import Comparison
from draftdiff.label import Label
from draftdiff_reports.common import trusted
from draftdiff_reports.common.ranking import Weights, rank_step


def version(name: str, texts: dict[str, str]) -> Document:
    paragraphs = tuple(Paragraph(label=Label.parse(k), text=v) for k, v in texts.items())
    return Document(id=name, language="en", paragraphs=paragraphs)


OLD = version(
    "old",
    {
        "PP1": "Recalling the long history of the lighthouses of the northern coast and of those who keep them,",
        "OP1": "Requests the harbour board to inspect every lighthouse of the northern coast each spring;",
        "OP2": "Welcomes the annual regatta of the fishing villages and the prizes given at its end;",
        "OP3": "Notes the wide range of paints used on buoys and the many colours in which they are sold;",
    },
)
NEW = version(
    "new",
    {
        "PP1": "Recalling the long history of the lighthouses of the northern coast and of all those who keep them,",
        "OP1": "Welcomes the annual regatta of the fishing villages and the generous prizes given at its end;",
        "OP2": "Notes the wide range of paints used on buoys and the many colours in which they are sold;",
        "OP3": "Decides that tolls shall be paid by tankers that pass the southern strait after dark;",
    },
)


def test_gained_and_lost_duties_come_before_words_of_degree() -> None:
    compared = Comparison(OLD, NEW)
    ranked = [(r.old, r.new) for r in rank_step(OLD, NEW, compared.alignment, compared.redlines)]
    assert {ranked[0], ranked[1]} == {("OP1", ""), ("", "OP3")}
    assert ("OP2", "OP1") in ranked[2:]
    assert ("OP3", "OP2") not in ranked


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"right": 9, "wrong": 1}, True),
        ({"right": 6, "wrong": 4}, False),
        ({"right": 4, "wrong": 0}, False),
    ],
)
def test_a_signal_that_is_wrong_too_often_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, counts: dict[str, int], *, shown: bool
) -> None:
    monkeypatch.setattr(trusted, "figures", lambda: {"actor": counts})
    assert trusted.trusted("actor") is shown


def test_both_directions_of_a_signal_are_counted_together() -> None:
    counts = {"scope_wider": {"right": 3, "wrong": 1}, "scope_narrower": {"right": 2, "wrong": 0}}
    assert trusted.shown("scope_wider", counts)
    assert trusted.shown("scope_narrower", counts)
    assert not trusted.shown("modal", counts)
    assert trusted.shown("stale_reference", counts)


def test_the_weights_of_the_order_may_be_replaced() -> None:
    compared = Comparison(OLD, NEW)
    flat = Weights(duty=1.0, force=1.0, reach=9.0, manner=1.0, operative=0.0)
    usual, other = (
        [(r.old, r.new) for r in rank_step(OLD, NEW, compared.alignment, compared.redlines, weights)]
        for weights in (None, flat)
    )
    assert sorted(usual) == sorted(other)
    assert usual != other


def test_the_measured_signals_are_signals() -> None:
    from draftdiff.change import SIGNALS

    assert set(trusted.figures()) <= set(SIGNALS)
