"""Positions of a text under negotiation. All texts are written for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

import draftdiff as dd
from draftdiff.model import Note, Style


def doc(*texts: str, labels: tuple[str, ...] = (), **facts: object) -> dd.Document:
    names = labels or tuple(f"OP{n}" for n in range(1, len(texts) + 1))
    paragraphs = tuple(
        dd.Paragraph(label=dd.Label.parse(name), text=text) for name, text in zip(names, texts, strict=True)
    )
    return dd.Document(id="draft", paragraphs=paragraphs, **facts)  # type: ignore[arg-type]


def rows(document: dd.Document) -> list[tuple[str, int, str]]:
    return [(p.kind, p.depth, p.words) for p in dd.positions(document)]


def test_brackets_nest_and_know_their_place() -> None:
    text = "Calls upon [all [willing] States] to share seeds;"
    found = dd.positions(doc(text))
    assert [(p.words, p.depth, p.within) for p in found] == [
        ("all [willing] States", 0, None),
        ("willing", 1, 1),
    ]
    assert text[found[0].start : found[0].end] == "[all [willing] States]"
    assert [text[s.start : s.end] for s in found[1].inner] == ["willing"]
    assert not found.problems


@pytest.mark.parametrize("number", ["2.", "OP2"])
def test_a_bracket_printed_before_the_number_is_one_bracket_of_the_whole_paragraph(
    number: str, tmp_path: Path
) -> None:
    text = (
        "The General Assembly,\n\n{first}. Decides to meet;\n\n[{number} Requests the Board to report [annually];]\n\n"
        "3. Decides to remain seized of the matter.\n"
    )
    first = "OP1" if number.startswith("OP") else "1"
    (tmp_path / "draft.txt").write_text(text.format(first=first, number=number))
    document = dd.read(tmp_path / "draft.txt")
    found = dd.positions(document)
    assert [p.words for p in found] == ["Requests the Board to report [annually];", "annually"]
    assert not found.problems
    assert "Board" not in document.reading("agreed").text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Requests [the Board to meet;", "never closed"),
        ("Requests the Board] to meet;", "never opened"),
        ("Requests the [[Board] to meet;", "never closed"),
    ],
)
def test_half_a_bracket_is_a_problem_with_its_place(text: str, what: str) -> None:
    found = dd.positions(doc(text))
    (problem,) = found.problems
    assert what in problem.what
    assert problem.label == "OP1"
    assert "character" in problem.what


def test_a_bracket_goes_over_several_paragraphs() -> None:
    found = dd.positions(
        doc("[Decides to open a registry;", "Invites reports to it [yearly];", "Agrees to fund it;]")
    )
    assert [(s.label, s.start, s.end) for s in found[0].spans] == [
        ("OP1", 0, 28),
        ("OP2", 0, 31),
        ("OP3", 0, 19),
    ]
    assert found[1].within == 1
    assert not found.problems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("States [shall][should][may] report;", ["shall", "should", "may"]),
        ("[Requests] [Invites] the Board to meet;", ["Requests", "Invites"]),
        ("by [2031] / [2036] at the latest;", ["2031", "2036"]),
        ("the [fund] or [facility] pays;", ["fund", "facility"]),
    ],
)
def test_brackets_side_by_side_are_one_slot(text: str, words: list[str]) -> None:
    found = dd.positions(doc(text))
    (slot,) = found.slots
    assert [found.by_id(n).words for n in slot.alternatives] == words


def test_a_bracket_that_goes_on_in_the_sentence_is_no_alternative() -> None:
    assert not dd.positions(doc("report [every year][, including on costs];")).slots


@pytest.mark.parametrize("text", ["States [shall/should/may] report;", "States shall / should / may report;"])
def test_a_stroke_makes_a_choice(text: str) -> None:
    found = dd.positions(doc(text))
    assert [p.words for p in found if p.kind == "alternative"] == ["shall", "should", "may"]
    assert len(found.slots) == 1


@pytest.mark.parametrize(
    "text", ["rules and/or guidance", "[decision 4/CP.9]", "[soil and/or water]", "[see A/75/L.3]"]
)
def test_a_stroke_in_a_symbol_or_a_conjunction_makes_none(text: str) -> None:
    assert not dd.positions(doc(text)).slots


@pytest.mark.parametrize(
    ("text", "who", "action", "words"),
    [
        ("Urges [EU: prompt] action;", ("EU",), None, "prompt"),
        ("Urges [Kenya, AOSIS: prompt] action;", ("Kenya", "AOSIS"), None, "prompt"),
        ("Urges [(CANZ) prompt] action;", ("CANZ",), None, "prompt"),
        ("Urges [prompt (Norway)] action;", ("Norway",), None, "prompt"),
        ("Urges [prompt] (G77 and China) action;", ("G77",), None, "prompt"),
        ("Urges [prompt] (proposed by Japan) action;", ("Japan",), None, "prompt"),
        ("Urges [Proposed by the EU: prompt] action;", ("EU",), None, "prompt"),
        ("Urges action; [Delete (CANZ)]", ("CANZ",), "delete", ""),
        ("Urges action; [US: delete]", ("US",), "delete", ""),
        ("Urges action; [Retain - Chile]", ("Chile",), "retain", ""),
        ("Urges action; [Deletion proposed by Egypt]", ("Egypt",), "delete", ""),
        ("Urges action; [Russian Federation reserves its position]", ("Russia",), "reserve", ""),
        ("Urges action; [Mexico: move to OP9]", ("Mexico",), "move", ""),
        ("Urges action; [Arab Group: merge with OP4]", ("Arab Group",), "merge", ""),
    ],
)  # fmt: skip
def test_attributions_inside_and_beside_brackets(
    text: str, who: tuple[str, ...], action: str | None, words: str
) -> None:
    (position,) = [p for p in dd.positions(doc(text)) if p.who]
    assert (position.who, position.action, position.words) == (who, action, words)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("(CANZ) Urges prompt action;", ("CANZ",)),
        ("EU, AOSIS: Urges prompt action;", ("EU", "AOSIS")),
        ("[Holy See] Urges prompt action;", ("Holy See",)),
        ("Urges prompt action; (Mexico, Peru)", ("Mexico", "Peru")),
        ("Proposed by Türkiye: Urges prompt action;", ("Türkiye",)),
        ("[G77: Urges prompt action;]", ("G77",)),
    ],
)
def test_attributions_of_whole_paragraphs(text: str, who: tuple[str, ...]) -> None:
    (position,) = [p for p in dd.positions(doc(text)) if p.who]
    assert position.who == who
    assert position.words == "Urges prompt action;"


@pytest.mark.parametrize(
    "text",
    [
        "Decides on two phases (phase two: support to small farms);",
        "Welcomes the Alliance of Small Island States (AOSIS) as a partner;",
        "Recalls Regulation (EU) 2031/17 on seeds;",
        "Notes the needs of [LDCs and SIDS];",
        "Takes note of the visit to Nairobi (Kenya) in spring;",
        "Notes the shares reported (Kenya: 45 per cent; Uganda: 30 per cent);",
        "Notes (a) the plan, (b) the budget;",
    ],
)
def test_what_is_no_attribution_stays_text(text: str) -> None:
    document = doc(text)
    assert not [p for p in dd.positions(document) if p.who]
    assert document.reading("agreed")["OP1"].text.startswith(text[:12])


def test_a_replacement_keeps_the_words_to_put() -> None:
    (position,) = dd.positions(doc('Urges [US: replace "urgent" by "timely"] action;'))
    assert (position.action, position.replacement) == ("replace", "timely")


@pytest.mark.parametrize(
    "text",
    [
        "Option 1: Seeds are free. Option 2: Seeds are paid for. Option 3: No text",
        "Option A: Seeds are free. Option B: Seeds are paid for. Option C: No text",
        "Alternative 1. Seeds are free. Alternative 2. Seeds are paid for. Alternative 3. No text",
        "Option I: Seeds are free. Option II: Seeds are paid for. Option III: No text",
        "Opción 1: Seeds are free. Opción 2: Seeds are paid for. Opción 3: No text",
    ],
)
def test_options_named_in_a_paragraph_are_a_slot(text: str) -> None:
    found = dd.positions(doc(text))
    assert [p.words for p in found] == ["Seeds are free.", "Seeds are paid for.", "No text"]
    assert [len(slot.alternatives) for slot in found.slots] == [3]


@pytest.mark.parametrize(
    "text", ["As Option 2 of the report says, seeds are free;", "Prefers option 1 to option 2;"]
)
def test_talk_of_options_is_no_option(text: str) -> None:
    assert not dd.positions(doc(text))


def test_options_go_over_paragraphs_and_labels() -> None:
    document = doc(
        "Seeds are free;", "They are kept;", "Seeds are sold;", "Also agrees;",
        labels=("Option 1, OP1", "Option 1, OP2", "Option 2, OP1", "OP3"),
    )  # fmt: skip
    found = dd.positions(document)
    assert [(p.name, [s.label for s in p.spans]) for p in found] == [
        ("Option 1", ["Option 1, OP1", "Option 1, OP2"]),
        ("Option 2", ["Option 2, OP1"]),
    ]
    assert len(found.slots) == 1


def test_alt_in_a_label_competes_with_the_plain_number() -> None:
    document = doc(
        "Seeds are free;",
        "Seeds are sold;",
        "Seeds are lent;",
        "More;",
        labels=("OP1", "OP1 alt", "OP1 alt 2", "OP2"),
    )
    found = dd.positions(document)
    assert [(p.name, p.kind) for p in found] == [
        ("OP1", "alternative"),
        ("OP1 alt", "alternative"),
        ("OP1 alt 2", "alternative"),
    ]
    assert found.slots[0].alternatives == (1, 2, 3)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("placeholder for finance", "placeholder"),
        ("to be completed", "to be completed"),
        ("agreed ad ref", "agreed ad ref"),
        ("tbc", "to be completed"),
    ],
)
def test_a_bracket_may_say_its_status(words: str, status: str) -> None:
    (position,) = dd.positions(doc(f"Decides on seeds; [{words}]"))
    assert position.status == status


def test_words_struck_and_put_in_by_hand() -> None:
    text = "Providers may shall keep logs."
    styles = (Style(start=10, end=13, name="strike"), Style(start=14, end=19, name="bold"))
    paragraph = dd.Paragraph(label=dd.Label.parse("Article 4"), text=text, styles=styles, kind="paragraph")
    document = dd.Document(id="d", paragraphs=(paragraph,))
    assert rows(document) == [("deletion", 0, "may"), ("insertion", 0, "shall")]
    assert document.reading("all")["Article 4"].text == "Providers shall keep logs."
    assert document.reading("agreed")["Article 4"].text == "Providers may keep logs."


def test_bold_alone_is_emphasis() -> None:
    paragraph = dd.Paragraph(
        label=dd.Label.parse("OP1"), text="Very clear", styles=(Style(start=0, end=4, name="bold"),)
    )
    assert not dd.positions(dd.Document(id="d", paragraphs=(paragraph,)))


def test_a_comment_that_asks_for_something_is_a_proposal() -> None:
    notes = (
        Note(kind="comment", mark="Norway", text='replace "seeds" by "plants"', at=5),
        Note(kind="comment", mark="Ann", text="nice", at=5),
    )
    paragraph = dd.Paragraph(label=dd.Label.parse("OP1"), text="Notes seeds;", notes=notes)
    (position,) = dd.positions(dd.Document(id="d", paragraphs=(paragraph,)))
    assert (position.who, position.action, position.replacement, position.origin) == (
        ("Norway",),
        "replace",
        "plants",
        "comment",
    )


@pytest.mark.parametrize(
    "mark",
    [
        "agreed[1] in the note[2]",
        "the plan [sic] holds",
        "text [A/RES/71/1] adopted",
        'said that "[t]hey [T]hen went"',
    ],
)
def test_brackets_of_adopted_texts_are_set_aside_with_a_reason(mark: str) -> None:
    found = dd.positions(doc(f"Recalls what was {mark};"))
    lost = [p for p in found if p.words != "t"]
    assert not lost
    assert found.asides


def test_every_bracket_is_somewhere() -> None:
    document = doc(
        "Urges [States [and] others;", "and [shall/should] act] [x] [2] [sic] [EU: delete];", "[A][B]] [",
        title="Seeds [draft]", headings=(dd.Heading(text="[Funds]"),), footnotes=(dd.Footnote(mark="1", text="see [3]"),),
        left_out="letter [one]\nno\n[two",
    )  # fmt: skip
    found = dd.positions(document)
    pairs = sum(p.origin == "bracket" for p in found)
    aside = sum(a.text.count("[") + a.text.count("]") for a in found.asides)
    total = sum(t.count("[") + t.count("]") for t in (p.text for p in document))
    total += sum(
        t.count("[") + t.count("]") for t in ("Seeds [draft]", "[Funds]", "see [3]", "letter [one]", "[two")
    )
    assert 2 * pairs + aside + len(found.problems) == total


def test_readings_under_a_choice() -> None:
    document = doc(
        "States [shall][should] report [EU: promptly] to it [, as appropriate,] for [US: yearly] use [Delete (US)];"
    )
    assert (
        document.reading("all")["OP1"].text
        == "States shall should report promptly to it, as appropriate, for yearly use;"
    )
    assert document.reading("agreed")["OP1"].text == "States report to it for use;"
    assert (
        document.reading(without="US")["OP1"].text
        == "States shall should report promptly to it, as appropriate, for use;"
    )
    wish = document.reading(as_proposed_by="European Union")
    assert wish["OP1"].text == "States [shall][should] report promptly to it [, as appropriate,] for use;"
    assert isinstance(wish, dd.Reading)
    assert wish.choice == "as proposed by EU"
    assert len(wish.undecided) == 3


def test_offsets_of_a_reading_map_back() -> None:
    document = doc("States [shall] report [EU: promptly] to it;")
    found = document.reading("all")
    assert isinstance(found, dd.Reading)
    text, old = found["OP1"].text, document["OP1"].text
    assert [old[found.origin("OP1", at)] for at in range(len(text))] == list(text)


def test_a_paragraph_that_is_all_open_leaves_the_agreed_text() -> None:
    document = doc("Agreed;", "[Open;]", "[Half] agreed;")
    assert document.reading("agreed").labels() == ["OP1", "OP3"]


@pytest.mark.parametrize(
    "bad", [{}, {"choice": "agreed", "without": "EU"}, {"choice": "clean"}, {"without": "Peru"}]
)
def test_a_reading_needs_one_choice_the_text_knows(bad: dict[str, str]) -> None:
    with pytest.raises(dd.UsageError):
        doc("Notes [EU: seeds];").reading(**bad)


def test_a_users_parties_count_too() -> None:
    mine = dd.load_parties({"Friends of Seeds": ["FoS"]})
    found = dd.positions(doc("[FoS: gladly] and [Peru: soon]"), parties=mine)
    assert [p.who for p in found] == [("Friends of Seeds",), ("Peru",)]


def test_positions_are_made_once_for_a_document() -> None:
    document = doc("[a]")
    assert dd.positions(document) is dd.positions(document)
    assert dd.positions(document.with_id("b")) is not dd.positions(document)


@pytest.mark.parametrize(
    ("text", "who", "action"),
    [
        ("[Calls] upon (US) States to act;", ("US",), None),
        ("Urges prompt (proposed by Ghana) action;", ("Ghana",), None),
        ("Urges prompt (EU, Norway: delete) action;", ("EU", "Norway"), "delete"),
        ("Urges [EU add: prompt] action;", ("EU",), None),
        ("[EU alt. Urges States to act;]", ("EU",), None),
        ("[Brazil, on behalf of the Group of 77 and China: Urges] States;", ("Brazil", "G77"), None),
        ("[Delete para (Russia, China)]", ("Russia", "China"), "delete"),
        ("[Cuba: retain original text]", ("Cuba",), "retain"),
        ("[merge with OP4 - Kenya]", ("Kenya",), "merge"),
        ("Alternative proposal by the African Group: Urges States;", ("African Group",), None),
        ("[Facilitators' text: Urges] States;", ("Facilitators",), None),
        ("[République islamique d'Iran : supprimer]", ("Iran",), "delete"),
        ("Urges [prompt / AOSIS] action;", ("AOSIS",), None),
    ],
)  # fmt: skip
def test_more_ways_to_say_who(text: str, who: tuple[str, ...], action: str | None) -> None:
    (position,) = [p for p in dd.positions(doc(text)) if p.who]
    assert (position.who, position.action) == (who, action)


@pytest.mark.parametrize(
    "text",
    [
        "[Welcomes] the meeting in Geneva (Switzerland) in spring;",
        "[China] shall act;",
        "Türkiye: a country report is noted;",
        "Chair: the Chair is elected for a year;",
        "[Notes] the needs of developing countries (LDCs and SIDS);",
        "[Notes] mutual support (including in Small Island Developing States (SIDS)) this year;",
        "[Delete as appropriate]",
        "[Notes] Directive (EU) No 17/2031 on seeds;",
    ],
)
def test_more_that_is_no_attribution(text: str) -> None:
    assert not [p for p in dd.positions(doc(text)) if p.who or p.action]


def test_a_paragraph_of_options_alone_leaves_the_agreed_text() -> None:
    options = tuple(
        dd.Paragraph(
            label=dd.Label.parse(f"OP2(Option {n})"),
            text=f"Seeds {n}.",
            number=f"Option {n}:",
            kind="subparagraph",
        )
        for n in (1, 2)
    )
    paragraphs = (
        dd.Paragraph(label=dd.Label.parse("OP1"), text="Agreed;"),
        dd.Paragraph(label=dd.Label.parse("OP2"), text="", number="2.", children=options),
    )
    document = dd.Document(id="d", paragraphs=paragraphs)
    assert document.reading("agreed").labels() == ["OP1"]
    assert document.reading("all").labels() == document.labels()


def _slot_words(*texts: str) -> list[list[str]]:
    paragraphs = tuple(
        dd.Paragraph(label=dd.Label.parse(f"OP{n}"), text=text) for n, text in enumerate(texts, 1)
    )
    found = dd.positions(dd.Document(id="draft", language="en", paragraphs=paragraphs))
    return [[found.by_id(n).words for n in slot.alternatives] for slot in found.slots]


@pytest.mark.parametrize(
    "end",
    [
        "",
        " {Timing}",
        " (d) {Reviews} A State may ask for a review;",
        " *{to be seen with the article on wells}*",
    ],
)
def test_the_last_option_ends_at_a_title_or_note_in_braces(end: str) -> None:
    assert _slot_words(f"Option 1: States report every year. Option 2: No report{end}") == [
        ["States report every year.", "No report"]
    ]


def test_a_title_in_braces_before_an_options_words_does_not_end_it() -> None:
    assert _slot_words("Option 1: {Years} States report. Option 2: {Terms} States tell.") == [
        ["{Years} States report.", "{Terms} States tell."]
    ]


def test_what_an_option_spans_is_none_of_its_words() -> None:
    assert _slot_words("Option 1: (paragraphs 2-3) States report. Option 2: (paragraph 2) States tell.") == [
        ["States report.", "States tell."]
    ]


def test_numbers_in_the_frame_are_whole_or_missing() -> None:
    pytest.importorskip("pandas")
    text = "States [shall][should] act [now [or never]];"
    paragraph = dd.Paragraph(label=dd.Label.parse("OP1"), text=text)
    frame = dd.positions(dd.Document(id="draft", paragraphs=(paragraph,))).to_frame()
    assert (str(frame["slot"].dtype), str(frame["within"].dtype)) == ("Int64", "Int64")
    assert list(frame["slot"].fillna(0)) == [1, 1, 0, 0]
