"""What a resolution says of itself, and what two resolutions share without quoting each other."""

from __future__ import annotations

import histories
import pytest

from draftdiff import Document
from draftdiff.citing import find_citations
from draftdiff.referencing import find_references

SYMBOL = "A/HRC/RES/44/77"
TITLE = "Protection of lighthouse keepers and of those who sail at night"
BOILERPLATE = {
    "PP1": "Recalling the duty of every coastal community to keep lamps, bells and foghorns in good repair throughout the winter,",
    "OP1": "Requests the Special Rapporteur on coastal lamps to visit twelve harbours and to gather testimony from keepers, pilots and their families;",
    "OP2": "Urges all harbour boards to cooperate fully with the Special Rapporteur and to answer letters and urgent appeals without delay;",
}


def resolution(symbol: str, more: dict[str, str], title: str = "") -> Document:
    return histories.document("it", {**BOILERPLATE, **more}, language="en", symbol=symbol, title=title)


ASKED = resolution(SYMBOL, {"OP3": "Decides to remain seized of the lamps of the northern coast;"}, TITLE)


def test_shared_boilerplate_is_shared_language_and_no_quotation() -> None:
    other = resolution("A/HRC/RES/46/12", {"OP3": "Decides to count the buoys of the southern strait;"})
    found = find_citations(other, [ASKED])
    assert not found.of("quote", "near_quote", "reproduction")
    assert found.of("shared")


def test_a_resolution_that_names_the_other_quotes_it() -> None:
    named = {
        "OP3": "Recalls resolution A/HRC/RES/44/77 and decides to count the buoys of the southern strait;"
    }
    found = find_citations(resolution("A/HRC/RES/46/12", named), [ASKED])
    assert found.of("quote", "near_quote")
    assert not found.of("shared")


@pytest.mark.parametrize(
    "words",
    [
        "Decides that paragraphs 1 and 2 of this resolution shall be reviewed together with resolution 44/77;",
        "Recalls resolution 44/77, and requests a report on the implementation of the present resolution;",
        "Notes resolution A/HRC/RES/44/77, and asks States to circulate this resolution widely;",
    ],
)
def test_this_resolution_is_the_text_that_speaks(words: str) -> None:
    found = find_citations(resolution("A/HRC/RES/46/12", {"OP3": words}), [ASKED])
    assert not [c for c in found if "this resolution" in c.text or "the present resolution" in c.text]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"It discussed the {TITLE[0].lower()}{TITLE[1:]} at length.", False),
        (f"Ships spoke of {TITLE[0].lower()}{TITLE[1:]} and moved on.", False),
        (f"Under the item {TITLE[0].lower()}{TITLE[1:]} nothing was said of boats.", True),
        (f"It adopted a resolution entitled “{TITLE}”.", True),
        (f"The draft was called “{TITLE}”, and nobody objected.", True),
        (f"{TITLE} ({SYMBOL}) was adopted.", True),
    ],
)
def test_a_title_counts_beside_what_says_that_it_is_one(text: str, *, cited: bool) -> None:
    found = [c for c in find_citations(text, [ASKED]) if c.kind == "cite" and c.target_doc == SYMBOL]
    assert bool(found) is cited


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("as decided by the Human Rights Council in its resolution 55/20,", "A/HRC/RES/55/20"),
        ("the Economic and Social Council, in its resolution 2021/3,", "E/RES/2021/3"),
        ("Human Rights Council resolution 41/2", "A/HRC/RES/41/2"),
    ],
)
def test_the_organ_of_its_resolution_is_the_one_named(text: str, symbol: str) -> None:
    assert [c.target_doc for c in find_citations(text, [ASKED])] == [symbol]


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        (
            "Reaffirming the outcome document of the Nairobi Harbour Conference, in particular paragraphs 11, 13 and 54,",
            "outcome document of the Nairobi Harbour Conference",
        ),
        ("Recalling the Lisbon Declaration on Buoys, especially paragraph 9,", "Lisbon Declaration on Buoys"),
        ("Mindful of the Convention on Lamps and in particular its article 14,", "Convention on Lamps"),
        ("Welcoming the Plan of Action for Reefs, notably paragraphs 3 to 5,", "Plan of Action for Reefs"),
    ],
)
def test_what_is_meant_in_particular_belongs_to_the_document_named(text: str, instrument: str) -> None:
    (found,) = find_references(text, "en")
    assert found.kind == "external"
    assert found.instrument == instrument


@pytest.mark.parametrize(
    "text",
    [
        "Recalling the Lisbon Declaration, and in particular paragraph 9 above,",
        "States shall give effect to this Convention, in particular article 14,",
        "Recalls the Lisbon Declaration; decides to act, in particular under paragraph 4,",
        "Requests a report on the present Framework, in particular paragraph 2,",
    ],
)
def test_what_the_text_means_of_itself_stays_its_own(text: str) -> None:
    assert {r.kind for r in find_references(text, "en")} == {"internal"}
