"""A rewritten clause is one change with its old and its new wording; what is inside stays for replay and blame."""

from __future__ import annotations

import pytest

from draftdiff import Part, Redline
from draftdiff.comparison import redline

#: Old and new text, and the wordings of the changes of substance that a reader sees in them.
CLAUSES = [
    pytest.param(
        "Notes that the unit of the registry in the port was closed for repairs.",
        "Notes that the branch of the archive in the harbour was closed for repairs.",
        [("unit of the registry in the port", "branch of the archive in the harbour")],
        id="small words anchor nothing",
    ),
    pytest.param(
        "Urges all ferry operators to inspect life rafts before each voyage and to keep logs.",
        "Urges all ferry operators to train crews and to keep logs.",
        [("inspect life rafts before each voyage", "train crews")],
        id="one exchange is one change",
    ),
    pytest.param(
        "Invites the harbour masters to publish tide tables and to meet yearly.",
        "Invites the harbour masters to publish new tide tables and to meet quarterly.",
        [("", "new"), ("yearly", "quarterly")],
        id="words of substance hold two edits apart",
    ),
    pytest.param(
        "Welcomes the gift of the lighthouse; regrets the loss of the pier.",
        "Welcomes the sale of the beacon; mourns the fire of the jetty.",
        [
            ("gift of the lighthouse", "sale of the beacon"),
            ("regrets the loss of the pier", "mourns the fire of the jetty"),
        ],
        id="a semicolon ends a clause",
    ),
]


def told(found: Redline) -> list[tuple[str, str]]:
    """Wordings of the changes of substance, white space at their ends left out."""
    return [(c.old.strip(), c.new.strip()) for c in found.of_class("substantive")]


@pytest.mark.parametrize(("old", "new", "changes"), CLAUSES)
def test_a_clause_is_one_change(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    found = redline(old, new)
    assert told(found) == changes
    assert found.replay() == new
    assert found.undo() == old


@pytest.mark.parametrize(("old", "new"), [(p.values[0], p.values[1]) for p in CLAUSES])
def test_the_edits_inside_replay_too(old: str, new: str) -> None:
    out, at = "", 0
    for part in redline(str(old), str(new)).edits():
        assert isinstance(part, Part)
        out += str(old)[at : part.old_span[0]] + str(new)[slice(*part.new_span)]
        at = part.old_span[1]
    assert out + str(old)[at:] == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Welcomes the tide tables of the northern harbours and the dredging plans of the board.",
            "Welcomes the dredging plans of the board, warns against delays, and the tide tables of the northern harbours.",
        ),
        (
            "Notes the annual review of the pilot scheme and the cost of moorings.",
            "Notes the cost of moorings and deplores the collapse of oversight in the annual review of the pilot scheme.",
        ),
    ],
)
def test_words_that_moved_across_drafting_belong_to_it(old: str, new: str) -> None:
    found = redline(old, new)
    assert any(part.moved for part in found.edits())
    assert not [c for c in found.changes if c.moved and c.cls == "editorial"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Calls upon the ports to lower fees.", "Also calls upon the ports to lower fees."),
        ("Further invites pilots to report.", "Invites pilots to report."),
        ("Decides to meet at sea.", "Further decides to meet at sea."),
    ],
)
def test_the_capital_behind_a_sequence_word_is_house_style(old: str, new: str) -> None:
    assert {c.cls for c in redline(old, new).changes} == {"editorial"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Recalling its resolution 61/12 of 4 December 2006,",
            "Recalling its resolutions 61/12 of 4 December 2006 and 63/14 of 3 December 2008,",
        ),
        (
            "Recalling its resolutions 40/2 and 41/3 of 7 May 1987,",
            "Recalling its resolutions 40/2, 41/3 of 7 May 1987 and 42/4 of 6 May 1988,",
        ),
        (
            "Reaffirming resolutions 1801 (2008) and 1814 (2008),",
            "Reaffirming resolutions 1801 (2008), 1814 (2008) and 1863 (2009),",
        ),
    ],
)
def test_a_list_of_resolutions_that_grew_is_rollover_with_its_grammar(old: str, new: str) -> None:
    assert {c.cls for c in redline(old, new).changes} == {"rollover"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the United Nations Forestry Forum,", "the Forestry Forum,"),
        ("to implement fully the plan", "to fully implement the plan"),
        ("the prevention and management of floods", "flood prevention and management"),
        ("for the prompt settlement of claims", "to promptly settle claims"),
        ("Decides to hold two panels:", "Decides to hold two panels in Geneva as follows:"),
        ("expressing concern about floods", "expressing concern with regard to floods"),
        (
            "the outcomes of the WMO Dialogue on Hail in Geneva",
            "the outcomes of the Dialogue on Hail held by the World Meteorological Organization in Geneva",
        ),
        (
            "the findings of the International Labour Organization study of ports",
            "the findings of the study of ports issued by the ILO",
        ),
        (
            "the UNIDO survey of mills and docks",
            "the survey of mills and docks of the United Nations Industrial Development Organization",
        ),
        ("Takes note of decision 8/4 of the committee", "Takes note of decision 8/4 on the committee"),
    ],
)
def test_house_style_says_the_same(old: str, new: str) -> None:
    assert {c.cls for c in redline(old, new).changes} == {"editorial"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the United Nations country teams", "the country teams"),
        ("the port concerned and the State concerned", "the port concerned and the States concerned"),
        (
            "the WMO Dialogue on Hail in Geneva",
            "the Dialogue on Hail held by the World Health Organization in Geneva",
        ),
        ("protection from floods", "floods from protection"),
        ("Decides to hold two panels:", "Decides to hold two panels in Montevideo as follows:"),
    ],
)
def test_what_only_looks_like_house_style_is_substance(old: str, new: str) -> None:
    assert "substantive" in {c.cls for c in redline(old, new).changes}
