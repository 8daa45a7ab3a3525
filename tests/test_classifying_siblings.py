"""Kinds of judgement met on real texts, three invented siblings each and the nearest case that is none."""

from __future__ import annotations

import pytest

from draftdiff.comparison import redline


def classes(old: str, new: str) -> set[str]:
    return {change.cls for change in redline(old, new).changes}


def signals(old: str, new: str) -> set[str]:
    return {signal.name for change in redline(old, new).changes for signal in change.signals}


EDITORIAL = [
    # An acronym of the house that no text defines, also before its noun and behind it.
    ("Invites ITU to advise ports", "Invites the International Telecommunication Union to advise ports"),
    ("Welcomes the WFP appeal", "Welcomes the appeal of the World Food Programme"),
    ("asks OHCHR to", "asks the Office of the United Nations High Commissioner for Human Rights to"),
    ("the aims of the SDGs for ports", "the aims of the Sustainable Development Goals for ports"),
    # An acronym in parentheses behind a name, whatever letters it leaves out.
    ("the Harbour-Light-Upkeep Treaty (HLT) holds", "the Harbour-Light-Upkeep Treaty holds"),
    ("the Mission for Coral Islands holds", "the Mission for Coral Islands (MINUCOR) holds"),
    ("the Reef Watch Agency (RWA) and others", "the Reef Watch Agency and others"),
    # A phrase of one content word elsewhere in its clause.
    ("Welcomes the opening in Vienna of the reef forum", "Welcomes the opening of the reef forum in Vienna"),
    ("with all necessary staff and ships", "with all staff and ships necessary"),
    ("Notes that in spring the ports lose ships", "Notes that the ports lose ships in spring"),
    # The seat before a list that was announced already, or is announced with it.
    ("to meet in Geneva as follows: phase I", "to meet as follows: phase I"),
    ("the panels sit as follows: May", "the panels sit in Nairobi as follows: May"),
    ("the panels sit: May", "the panels sit in Vienna as follows: May"),
    # Per cent.
    ("that 40 per cent of reefs died", "that 40% of reefs died"),
    ("a cut of 5% in fees", "a cut of 5 per cent in fees"),
    ("some 12 per cent of ships", "some 12% of ships"),
    # A sequence word before a verb of the organ's own, in the middle of a paragraph.
    ("Deplores the spill, further calls upon ports to help", "Deplores the spill, calls upon ports to help"),
    ("Notes the delay, urges ports to act", "Notes the delay, further urges ports to act"),
    ("Hails the pilots and further thanks the crews", "Hails the pilots and thanks the crews"),
    # House terms.
    ("Decides to remain seized of the matter", "Decides to remain seized of the question"),
    ("to counsel of one’s choice", "to counsel of their own choice"),
    ("Decides to remain actively seized of the issue", "Decides to remain actively seized of the matter"),
]


@pytest.mark.parametrize(("old", "new"), EDITORIAL)
@pytest.mark.parametrize("back", [False, True])
def test_house_style_is_editorial_both_ways(old: str, new: str, back: bool) -> None:  # noqa: FBT001
    found = classes(*((new, old) if back else (old, new)))
    assert "editorial" in found
    assert found <= {"editorial", "typography"}


ROLLED = [
    # The years of a report.
    ("Notes the report of the Reef Board for 2031", "Notes the report of the Reef Board for 2032"),
    ("Having seen the annual report for 2030-2031", "Having seen the annual report for 2031-2032"),
    ("Takes note of the reports of the pilots for 2029", "Takes note of the reports of the pilots for 2030"),
    # Dates of what is recalled, beside a symbol that moved.
    (
        "Recalling that the ban lasted until 4 May 2031 by resolution 2801 (2030)",
        "Recalling that the ban lasted until 9 June 2032 by resolution 2844 (2031)",
    ),
    (
        "Taking note of the remarks made at the sixty-first session and in June 2031",
        "Taking note of the remarks made at the sixty-third session and in July 2033",
    ),
    (
        "Recalling resolution 88/19, by which it declared 2031 the Year of Reefs",
        "Recalling resolution 89/7, by which it proclaimed 2034 the Year of Reefs",
    ),
    # One date exchanged like another of the same paragraph.
    (
        "Requests the Board to prepare the 2031 session and the 2031 forum of pilots",
        "Requests the Board to prepare the 2032 session and the 2032 forum of pilots",
    ),
    (
        "Decides on the themes of the 2029 session and of the 2029 regatta",
        "Decides on the themes of the 2030 session and of the 2030 regatta",
    ),
    (
        "Invites pilots to the 2041 session of the Board and the 2041 parade",
        "Invites pilots to the 2043 session of the Board and the 2043 parade",
    ),
    # The whole date of a session.
    (
        "at its sixty-first session, to be held from 4 to 8 April 2031, the Board",
        "at its sixty-second session, to be held from 15 to 19 April 2032, the Board",
    ),
    # An anniversary that is only noted.
    (
        "Recalling the Reef Treaty",
        "Recalling the Reef Treaty, and noting that 2031 marks the tenth anniversary of its adoption on 3 May 2021",
    ),
    ("Welcoming the light", "Welcoming the light, noting the fiftieth anniversary of the lamp in 2032"),
    (
        "Hailing the crews, and noting that 2030 marks the fifth anniversary of the rescue",
        "Hailing the crews",
    ),
]


@pytest.mark.parametrize(("old", "new"), ROLLED)
def test_what_moves_with_time_is_a_rollover_both_ways(old: str, new: str) -> None:
    for one, other in ((old, new), (new, old)):
        found = classes(one, other)
        assert "rollover" in found
        assert found <= {"rollover", "typography", "editorial"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # A date by which something is to be done, though another of the paragraph moved alike.
        (
            "Requests the Board to meet at its 2031 session and to end by 2031",
            "Requests the Board to meet at its 2032 session and to end by 2032",
        ),
        # A meeting's own place is no announcement; a number is no acronym; how many is no phrase that moved.
        ("shall meet in Geneva in May", "shall meet in May"),
        ("the Port Rules (1971) hold", "the Port Rules hold"),
        ("Invites all pilots to visit ports", "Invites pilots to visit all ports"),
        ("Invites relevant pilots to visit ports", "Invites pilots to visit relevant ports"),
        # What is asked on an anniversary is asked.
        ("Welcoming the light", "Welcoming the light, and requests a feast on the tenth anniversary of 2031"),
        # A budget for a year is no report of it.
        ("Approves the budget for 2031", "Approves the budget for 2032"),
    ],
)
def test_a_look_alike_is_substantive(old: str, new: str) -> None:
    assert "substantive" in classes(old, new)


SILENT = [
    # Idioms that hold a word of amount.
    ("Calls upon ports to act", "Calls upon ports to act at once", "number"),
    ("Urges pilots to step up patrols", "Urges pilots to widen patrols", "number"),
    ("to share charts with third States", "to share charts with coastal States", "number"),
    ("the affected ports", "the most affected ports", "number"),
    # Numbers that are names.
    ("Bearing in mind rules 3, 4 and 7", "Bearing in mind rules 3, 5 and 7", "number"),
    (
        "Recalling articles 6, 9 and 14 of the Pact",
        "Recalling articles 6, 9, 14 and 16 of the Pact",
        "number",
    ),
    ("in line with Goals 5 and 16", "in line with Goals 5, 13 and 16", "number"),
    # A modal, and a year that begins a name, are no dates.
    ("ports to open", "ports may open", "date"),
    ("the aims of ports", "the aims of the 2030 Agenda for ports", "date"),
    ("the path to growth", "the path to the 2031 Reef Summit", "date"),
    # A deadline is told once.
    ("of clearing mines by 2030,", "of clearing mines,", "date"),
    # Who is named within what is done does not act.
    (
        "a chapter on the reef fund",
        "a chapter on submission of bills to the parliament for the reef fund",
        "actor",
    ),
    ("in accordance with the Charter", "in accordance with Chapter VIII of the Charter", "actor"),
    ("to report yearly", "to report yearly to the Council at its sixtieth session", "actor"),
    ("in the annual report", "in the annual report of the Office", "actor"),
    # How, when, and an aside are no item of a list and restrict nothing.
    ("to speak openly to ports", "to speak openly and safely to ports", "scope_wider"),
    ("the lists of 11 May 2031 and 16 July 2031", "the lists of 16 July 2031", "scope_narrower"),
    ("the feast, with music", "the feast \u2013 which has been put off \u2013 with music", "scope_narrower"),
    # What goes on is told of, not conditioned.
    ("Supports the ongoing efforts of the Envoy", "Supports the Envoy", "qualifier_removed"),
    (
        "to promote Goals in accordance with the 2031 theme",
        "to promote reefs at all levels for the 2033 theme",
        "qualifier_removed",
    ),
]


@pytest.mark.parametrize(("old", "new", "name"), SILENT)
def test_a_signal_is_silent_on_a_look_alike(old: str, new: str, name: str) -> None:
    assert name not in signals(old, new)


HEARD = [
    ("Decides to send 300 pilots", "Decides to send up to 300 pilots", "number"),
    ("to meet once a year", "to meet twice a year", "number"),
    ("at least half of the crews", "at least a third of the crews", "number"),
    ("to prepare a chart", "to prepare a chart in cooperation with host Governments", "actor"),
    ("shall be drawn up", "shall be drawn up by the Secretariat", "actor"),
    ("Supports the Envoy", "Supports the Envoy, including the Reef Commission", "actor"),
    ("on 3 May 2031", "on 12 June 2031", "date"),
    ("a timely reply", "a reply", "qualifier_removed"),
]


@pytest.mark.parametrize(("old", "new", "name"), HEARD)
def test_the_kind_itself_is_heard(old: str, new: str, name: str) -> None:
    assert name in signals(old, new)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("articles 6, 9, 14 and 15 of it", "articles 6, 9, 14, 15 and 16 of it", "16 added"),
        ("rules 2 and 5 of it", "rules 2, 4 and 5 of it", "4 added"),
        ("Goals 3, 4 and 9 of it", "Goals 3 and 9 of it", "4 dropped"),
        (
            "articles 3, 5, 7, 9 and 11 of it",
            "articles 4, 6, 8, 10 and 12 of it",
            "5 numbers of a reference, each +1",
        ),
        ("sections 14 and 17 of it", "sections 12 and 15 of it", "2 numbers of a reference, each -2"),
    ],
)
def test_a_list_of_references_is_one_change(old: str, new: str, why: str) -> None:
    found = redline(old, new).changes
    assert len(found) == 1
    assert why in found[0].why
    assert found[0].cls == "substantive"


def test_a_year_that_moved_stands_apart_from_what_was_put_in_behind_it() -> None:
    old = "Recalling resolution 2509 (2030), which holds"
    new = "Recalling resolution 2571 (2031), and hailing the crews of 2616, which holds"
    found = redline(old, new)
    assert ("2030", "2031", "rollover") in {(c.old, c.new, c.cls) for c in found.changes}
    assert found.replay() == new
    assert found.undo() == old


def test_two_clauses_that_name_the_same_thing_are_no_move() -> None:
    middle = " ".join(f"word{k} and" for k in range(30))
    found = redline(
        f"Noting that coral reefs die, {middle} all", f"Noting that, {middle} all ports near coral reefs"
    )
    assert not any(change.moved for change in found.changes)
