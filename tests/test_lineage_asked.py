"""What a history says of pairs that were asked about through redlines alone."""

from __future__ import annotations

from histories import document

import draftdiff as dd

TEXT = {
    "OP1": "Decides to convene a conference on seeds in Lima;",
    "OP2": "Requests a report on water and soils;",
}


def test_warnings_of_a_pair_are_told_whether_its_links_or_its_redlines_were_asked_for() -> None:
    by_links, by_redlines = (
        dd.History([document("x", TEXT, date="2021-05-01"), document("y", TEXT, date="2020-05-01")])
        for _ in range(2)
    )
    by_links.align("x", "y")
    by_redlines.redlines("x", "y")
    assert by_links.warnings
    assert by_redlines.warnings == by_links.warnings


def test_a_pair_that_is_no_step_is_known_as_compared_once_its_redlines_were_made() -> None:
    history = dd.History([document(name, TEXT) for name in ("a", "b", "c")])
    assert not history.compared
    history.redlines("a", "c")
    assert history.compared == {("a", "c"): True}
