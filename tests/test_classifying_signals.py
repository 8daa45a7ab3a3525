"""Diplomatic signals: tables of old, new, signal and what its detail must hold, with the rule above each row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from draftdiff import Alignment, Document, Link, Paragraph, Weight
from draftdiff.classifying.aliases import learn
from draftdiff.classifying.canonical import numeral, spelling
from draftdiff.comparison import redline, redlines
from draftdiff.errors import InputError
from draftdiff.label import Label
from draftdiff.lexicon import LANGUAGES, load_lexicon
from draftdiff.referencing.check import check_pair

if TYPE_CHECKING:
    from pathlib import Path

SIGNALS = [
    # Verbs of one axis are compared, with their addressee (domain 6.2).
    ("Urges Member States to contribute", "Encourages Member States to contribute", "verb_weaker", "7 -> 4"),
    ("Invites the Council to act", "Requests the Council to act", "verb_stronger", "addressee: the Council"),
    ("Calls upon States to act", "Further requests States to act", "verb_stronger", "6 -> 8"),
    # Another axis, or equal strength.
    ("Decides to hold a meeting", "Encourages to hold a meeting", "verb_changed", "dispositive -> directive"),
    (
        "Requests the Secretary-General to convene a meeting",
        "Notes that a meeting is convened",
        "verb_weaker",
        "noting",
    ),
    ("Notes with satisfaction the report", "Welcomes the report", "verb_stronger", "noting -> evaluative"),
    ("Acknowledges with appreciation the work", "Acknowledges the work", "verb_weaker", "acknowledges"),
    # Modals.
    ("States shall report", "States should report", "modal", "10 -> 5, weaker"),
    ("States may report", "States must report", "modal", "stronger"),
    # Qualifiers.
    ("to take measures", "to take measures, as appropriate,", "qualifier_added", "weakens"),
    ("to act within existing resources by law", "to act by law", "qualifier_removed", "resources"),
    ("phase I: April 2017", "phase I (consultations): April 2017", "qualifier_added", "in parentheses"),
    # Numbers and dates.
    ("for 12 working hours", "for 14 working hours", "number", "12 -> 14"),
    ("in late November 2017", "in early December 2017", "date", "November"),
    # Deadlines.
    ("to report no later than May 2018", "to report by the end of May 2018", "deadline", "no later than"),
    # Negation.
    ("shall be published", "shall not be published", "negation", "not"),
    ("the non-governmental sector", "the governmental sector", "negation", "governmental"),
    # And, or.
    ("members or observers", "members and observers", "and_or", "or -> and"),
    # Lists.
    ("in areas of health and housing", "in areas such as health and housing", "list_opened", "such as"),
    ("all stakeholders", "all stakeholders, including civil society", "scope_wider", "civil society"),
    # Scope.
    ("to invite States", "to invite all States", "scope_wider", "all"),
    ("to invite entities", "to invite relevant entities", "scope_narrower", "relevant"),
    (
        "the consultations with States",
        "the consultations and negotiations with States",
        "scope_wider",
        "negotiations",
    ),
    (
        "with Member States on it",
        "with Member States and other relevant stakeholders on it",
        "scope_wider",
        "stakeholders",
    ),
    # A clause with an obligation.
    (
        "Welcomes the report",
        "Welcomes the report, and decides that it shall be updated",
        "obligation_added",
        "decides",
    ),
    (
        "Stresses the role of trade, and requests the Director to report on it",
        "Stresses the role of trade",
        "obligation_removed",
        "requests",
    ),
    (
        "Calls upon States to protect wetlands",
        "Calls upon States to protect wetlands and to restore their rivers in full",
        "obligation_added",
        "further act",
    ),
    (
        "Decides to extend the panel until 1 May 2031",
        "Decides to extend the panel until 1 May 2032",
        "deadline",
        "2032",
    ),
    # The verb that governs the kept words counts, not the first of the paragraph.
    (
        "Calls for respect of the truce",
        "Deplores the raids, and demands respect of the truce",
        "verb_stronger",
        "demands",
    ),
    (
        "Welcomes the truce, and encourages its extension",
        "Requests its extension",
        "verb_stronger",
        "encourages -> requests",
    ),
    ("Acknowledges with satisfaction the work", "Acknowledges the work", "verb_weaker", "satisfaction"),
    # What is asked: one act of the scale for another.
    (
        "Urges ports to consider lower fees",
        "Urges ports to ensure lower fees",
        "verb_stronger",
        "consider -> ensure",
    ),
    ("Urges ports to ensure access", "Urges ports to promote access", "verb_weaker", "ensure -> promote"),
    # Adjectives of degree, in a list of them too, and a basis.
    (
        "the full and fair trial of pirates",
        "the full, safe and fair trial of pirates",
        "qualifier_added",
        "safe",
    ),
    ("the significant decline of herring", "the decline of herring", "qualifier_removed", "significant"),
    (
        "to meet with the pilots",
        "to meet on a monthly and open basis with the pilots",
        "qualifier_added",
        "basis",
    ),
    # Items of lists, however the comma stands; a list opener with its items.
    (
        "for trade, tourism and fishing",
        "for trade, transport, tourism and fishing",
        "scope_wider",
        "transport",
    ),
    (
        "of reefs, the care of mangroves and the study of seagrass, and notes the report",
        "of reefs, and notes the report",
        "scope_narrower",
        "mangroves",
    ),
    # A further act under the nearest directive; one duty for another.
    (
        "Welcomes the survey, and requests the board to publish it",
        "Welcomes the survey, and requests the board to publish it and to translate it into all languages",
        "obligation_added",
        "further act",
    ),
    # Actors by name.
    (
        "guided by its rules",
        "guided by its rules, including the Lighthouse Commission",
        "actor",
        "Lighthouse Commission",
    ),
    # Actors.
    ("prepared in time", "prepared by the Secretariat in time", "actor", "Secretariat"),
]


@pytest.mark.parametrize(("old", "new", "name", "detail"), SIGNALS)
def test_a_substantive_change_carries_its_signals(old: str, new: str, name: str, detail: str) -> None:
    found = {s.name: s.detail for change in redline(old, new).changes for s in change.signals}
    assert name in found
    assert detail in found[name]


SILENT = [
    # "May" is a month.
    ("held in (Month)", "held in May 2017", "modal"),
    # The "no" of "no later than" denies nothing.
    ("no later than May 2018", "by May 2018", "negation"),
    # The "appropriate" of "as appropriate" restricts nobody.
    ("to take measures", "to take measures, as appropriate,", "scope_narrower"),
    # Who helps the addressee is not addressed.
    ("Requests the Council to act", "Requests the Council, supported by IOM, to act", "addressee"),
    # What for is no further act, and no actor acts otherwise where a whole clause of the organ's goes.
    (
        "Urges ports to lower fees and taxes",
        "Urges ports, to help small boats, to lower fees and taxes",
        "obligation_added",
    ),
    ("Welcoming the letter of the Government, stressing that", "Stressing that", "actor"),
    # A clause that comes before the verb leaves it as it was.
    ("Welcoming the letter, stressing the need for calm", "Stressing the need for calm", "verb_changed"),
    # A plan's or a place's short form acts no more than its name.
    (
        "the Harbour Renewal Scheme (HRS) and the Harbour Renewal Scheme",
        "the Harbour Renewal Scheme (HRS) and the HRS",
        "actor",
    ),
    # Restricting is what stands without a comma.
    ("the ports", "the ports, which are many", "scope_narrower"),
    # A consistency affirmed in a long clause is no condition of the act.
    (
        "Reiterates that fees apply",
        "Affirms that paragraph 3 of the port rules is in its wording consistent with older rules and that fees apply",
        "qualifier_added",
    ),
    # "Concerned" is a verb of the opening, not a restricting word.
    ("Concerned that reefs die", "Alarmed that reefs die", "scope_wider"),
    # A zero draft counts nothing.
    ("the initial draft", "the zero draft", "number"),
    # "mandates" behind "their" is a noun.
    ("shall act", "shall act in accordance with their respective mandates", "obligation_added"),
    # Equal verbs say nothing.
    ("Stresses the need to act", "Emphasizes the need to act", "verb_stronger"),
    ("Stresses the need to act", "Underlines the need to act", "verb_changed"),
    # Symbols and ordinals of sessions are no quantities, and their dates no dates.
    ("at its sixty-first session", "at its sixty-second session", "number"),
    ("Recalling resolution 88/19 of 10 May 2031", "Recalling resolution 89/4 of 3 May 2032", "date"),
    # A modal or a "not" inside a clause that comes is no turn of a kept one.
    (
        "Notes the report",
        "Notes the report, which the Committee of experts may not have read before it met",
        "negation",
    ),
    (
        "Notes the report",
        "Notes the report, which the Committee of experts may not have read before it met",
        "modal",
    ),
    # "including" with its own items covers more; the list was not closed before.
    ("to help all families", "to help all families, including those of herders and fishers", "list_opened"),
]


ROLLED = [
    ("Recalling resolution 88/19 of 10 May 2031", "Recalling resolution 89/4 of 3 May 2032"),
    ("at its sixty-first session, in 2031", "at its sixty-second session, in 2032"),
    ("resolutions 1810 (2008) and 2055 (2012)", "resolutions 1810 (2008), 2055 (2012) and 2325 (2016)"),
]


@pytest.mark.parametrize(("old", "new"), ROLLED)
def test_what_moves_with_time_alone_is_a_rollover(old: str, new: str) -> None:
    assert {change.cls for change in redline(old, new).changes} <= {"rollover", "typography", "editorial"}
    assert "rollover" in {change.cls for change in redline(old, new).changes}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("shall last until 1 May 2031", "shall last until 1 May 2032"),
        ("for 30 days after the session", "for 60 days after the session"),
        ("at its sixty-first session", "at its sixty-first session in Nairobi"),
    ],
)
def test_a_time_that_binds_and_a_quantity_are_no_rollover(old: str, new: str) -> None:
    assert {change.cls for change in redline(old, new).changes} == {"substantive"}


def test_the_former_name_of_a_signal_is_still_understood() -> None:
    found = redline("Welcomes the report", "Welcomes the report, and requests the Director to publish it")
    assert found.with_signal("new_obligation") == found.with_signal("obligation_added") != ()


@pytest.mark.parametrize(("old", "new", "name"), SILENT)
def test_a_signal_is_not_raised_by_a_look_alike(old: str, new: str, name: str) -> None:
    assert name not in {s.name for change in redline(old, new).changes for s in change.signals}


def test_will_and_shall_are_editorial_and_flagged() -> None:
    change = redline("the panels will meet", "the panels shall meet").changes[0]
    assert change.cls == "editorial"
    assert [s.name for s in change.signals] == ["modal"]


OLD = {
    "OP1": "Decides on the panels;",
    "OP2": "Decides on the budget;",
    "OP3": "Requests a report on paragraph 2;",
    "OP4": "Stresses paragraph 2;",
}
NEW = {
    "OP1": "Decides on the panels;",
    "OP2": "Welcomes the venue;",
    "OP3": "Decides on the budget;",
    "OP4": "Requests a report on paragraph 3;",
    "OP5": "Stresses paragraph 1;",
}


def test_a_reference_that_follows_its_paragraph_is_no_drafting_and_one_that_does_not_is_stale() -> None:
    old, new = _document("old", OLD), _document("new", NEW)
    found = redlines(old, new, _followed())
    assert [c.cls for c in found[2].changes] == ["reference"]
    assert "OP3" in found[2].changes[0].why
    wrong = found[3].changes[0]
    assert wrong.cls == "substantive"
    assert [s.name for s in wrong.signals] == ["retargeted_reference"]


def _document(name: str, texts: dict[str, str]) -> Document:
    paragraphs = tuple(Paragraph(label=Label.parse(k), text=v) for k, v in texts.items())
    return Document(id=name, language="en", paragraphs=paragraphs)


def _followed() -> Alignment:
    """How OLD continues in NEW."""
    pairs = [("OP1", "OP1"), ("OP2", "OP3"), ("OP3", "OP4"), ("OP4", "OP5")]
    links = tuple(
        Link(
            old=a,
            new=b,
            relations=("edited",),
            similarity=1,
            weight=Weight(old=1, new=1),
            confidence=1,
            evidence="test",
        )
        for a, b in pairs
    )
    return Alignment(old="old", new="new", links=links)


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("Stresses paragraph 3;", None),
        ("Stresses paragraph 1;", "retargeted"),
        ("Stresses paragraph 9;", "broken"),
    ],
)
def test_a_signal_of_a_reference_says_what_the_reference_check_says(now: str, status: str | None) -> None:
    texts = {**NEW, "OP5": now}
    old, new = _document("old", OLD), _document("new", texts)
    changes = redlines(old, new, _followed())[3].changes
    told = [s.name for c in changes for s in c.signals if s.name.endswith("_reference")]
    checked = {f.status for f in check_pair(old, new, _followed()) if f.new_paragraph == "OP5"}
    assert told == ([f"{status}_reference"] if status else [])
    assert status is None or status in checked


def test_short_forms_are_learned_from_the_text() -> None:
    lexicon = load_lexicon("en")
    aliases = learn(
        [
            "the Global Migration Group (GMG)",
            "a global compact for safe migration (global compact)",
            "in 2018 (see below)",
        ],
        lexicon,
    )
    assert aliases.long == {
        ("gmg",): ("global", "migration", "group"),
        ("global", "compact"): ("global", "compact", "for", "safe", "migration"),
    }
    assert aliases.expand(["the", "gmg", "met"]) == ["the", "global", "migration", "group", "met"]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("73rd", "#73"),
        ("seventy-third", "#73"),
        ("two", "2"),
        ("2", "2"),
        ("1,000", "1000"),
        ("twenty-one", "21"),
        ("panel", ""),
    ],
)
def test_numerals_have_one_form(word: str, value: str) -> None:
    assert numeral(word, load_lexicon("en")) == value


@pytest.mark.parametrize(
    ("one", "other"), [("labor", "labour"), ("organise", "organize"), ("programs", "programmes")]
)
def test_spellings_have_one_form(one: str, other: str) -> None:
    lexicon = load_lexicon("en")
    assert spelling(one, lexicon) == spelling(other, lexicon)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_lists(language: str) -> None:
    lexicon = load_lexicon(language)
    assert lexicon.function
    assert lexicon.openings
    assert lexicon.qualifiers
    assert lexicon.modals


def test_a_user_replaces_a_word_list_by_a_folder(tmp_path: Path) -> None:
    ours = load_lexicon("en")
    assert ("if", "convenient") not in ours.qualifiers
    (tmp_path / "qualifiers.json").write_text(
        json.dumps({"en": {"if convenient": [-3, "discretion"]}}), encoding="utf-8"
    )
    theirs = load_lexicon("en", tmp_path)
    assert theirs.qualifiers[("if", "convenient")] == (-3, "discretion")
    assert theirs.openings == ours.openings
    found = redline("to act", "to act if convenient", lexicon=theirs).changes[0]
    assert [s.name for s in found.signals] == ["qualifier_added"]


@pytest.mark.parametrize("content", ["not json", "[]", '{"en": 3}'])
def test_a_broken_word_list_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "words.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_lexicon("en", tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_missing_folder_of_word_lists_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_lexicon("en", tmp_path / "none")


@pytest.mark.parametrize(
    ("language", "old", "new", "signal"),
    [
        ("fr", "Demande aux États de coopérer", "Prie instamment les États de coopérer", "verb_stronger"),
        ("es", "Pide a los Estados que cooperen", "Alienta a los Estados a que cooperen", "verb_weaker"),
        ("zh", "各国应当采取措施", "各国可以采取措施", "modal"),
        (
            "ru",
            "просит государства принять меры",
            "просит государства принять меры в рамках имеющихся ресурсов",
            "qualifier_added",
        ),
        ("ar", "تطلب إلى الدول اتخاذ تدابير", "تطلب إلى الدول اتخاذ تدابير حسب الاقتضاء", "qualifier_added"),
    ],
)
def test_signals_speak_the_six_languages(language: str, old: str, new: str, signal: str) -> None:
    assert signal in {s.name for c in redline(old, new, language=language).changes for s in c.signals}
