"""Main origins and clauses: what a headline calls merged, split and "was"."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from histories import document, link

import draftdiff as dd
from draftdiff.alignment import Alignment, with_roles
from draftdiff.contracts.values import alignment_from_dict

if TYPE_CHECKING:
    from pathlib import Path

#: Links as (old, new, share of the old, share of the new), and the roles of each.
CASES = [
    # A mention taken from a paragraph that goes on elsewhere.
    ([("PP5", "PP5", 1.0, 0.9), ("PP55", "PP5", 0.3, 0.1), ("PP55", "PP56", 0.7, 0.8)], "main clause main"),
    # The same of a paragraph that is gone otherwise.
    ([("OP1", "OP1", 0.9, 0.8), ("OP9", "OP1", 0.3, 0.2)], "main clause"),
    # A merger of two whole paragraphs, whatever their sizes.
    ([("OP2", "OP2", 1.0, 0.8), ("OP3", "OP2", 1.0, 0.2)], "main main"),
    # One into three: each part is all of its paragraph.
    ([("OP4", "OP4", 0.4, 1.0), ("OP4", "OP5", 0.3, 0.9), ("OP4", "OP6", 0.3, 0.6)], "main main main"),
    # A new paragraph that holds a clause of another.
    ([("OP7", "OP8", 0.8, 0.9), ("OP7", "OP9", 0.2, 0.3)], "main clause"),
    # A link alone is main, however little it explains.
    ([("OP1", "OP4", 0.2, 0.2)], "main"),
]


@pytest.mark.parametrize(("rows", "roles"), CASES)
def test_a_link_is_a_main_origin_or_a_clause(rows: list[tuple[str, str, float, float]], roles: str) -> None:
    links = with_roles([link(a, b, "edited", weight=(o, n)) for a, b, o, n in rows])
    assert " ".join(one.role for one in links) == roles
    mirrored = with_roles([link(b, a, "edited", weight=(n, o)) for a, b, o, n in rows])
    assert [one.role for one in mirrored] == [one.role for one in links]


def test_headlines_count_main_origins_only() -> None:
    links = with_roles(
        [
            link("PP5", "PP5", "merged", "edited", weight=(1.0, 0.9)),
            link("PP55", "PP5", "split", "merged", "renumbered", "edited", weight=(0.3, 0.1)),
            link("PP55", "PP56", "split", "renumbered", "edited", weight=(0.7, 0.8)),
        ]
    )
    given = Alignment(old="old", new="new", links=links)
    assert [given.told(one) for one in links] == [
        ("edited",),
        ("renumbered", "edited"),
        ("renumbered", "edited"),
    ]


OLD = {
    "OP1": "Urges States to contribute to the trust fund for small farms in arid regions;",
    "OP2": (
        "Requests the Secretary-General to convene a forum on seeds and water every second year, to invite observers from every "
        "region, to publish its proceedings in all languages, and to report on the trust fund at its seventy-ninth session;"
    ),
}
NEW = {
    "OP1": (
        "Urges States to contribute to the trust fund for small farms in arid regions, and to report on the trust fund at its seventy-ninth session;"
    ),
    "OP2": (
        "Requests the Secretary-General to convene a forum on seeds and water every second year, to invite observers from every "
        "region, and to publish its proceedings in all languages;"
    ),
}


@pytest.mark.parametrize("name", ["redline.md", "report.html"])
def test_a_report_says_with_a_clause_of_and_never_was(tmp_path: Path, name: str) -> None:
    links = with_roles(
        [
            link("OP1", "OP1", "merged", "edited", weight=(1.0, 0.55)),
            link("OP2", "OP1", "split", "merged", "renumbered", "edited", weight=(0.25, 0.45)),
            link("OP2", "OP2", "split", "edited", weight=(0.75, 1.0)),
        ]
    )
    given = Alignment(old="old", new="new", links=links)
    history = dd.History([document("old", OLD), document("new", NEW)], alignments=[given])
    page = history.report(tmp_path / name).read_text(encoding="utf-8")
    assert "(was OP2)" not in page
    assert "<i>was OP2</i>" not in page
    assert name.endswith(".md") or "with a clause of OP2" in page


def test_the_role_is_written_where_it_is_a_clause_and_read_back() -> None:
    links = with_roles(
        [link("OP7", "OP8", "edited", weight=(0.8, 0.9)), link("OP7", "OP9", "edited", weight=(0.2, 0.3))]
    )
    given = Alignment(old="old", new="new", links=links)
    assert given.to_json().count('"role"') == 1
    assert alignment_from_dict(json.loads(given.to_json())).links == links
    assert [row["role"] for row in given.to_frame().to_dict("records")] == ["main", "clause"]
