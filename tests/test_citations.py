"""Citations and quotations of a resolution in other documents."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import histories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, shared

from draftdiff.citing import find_citations, render_text, to_dict
from draftdiff.errors import UsageError

if TYPE_CHECKING:
    from draftdiff.citing import Citation
    from draftdiff.model import Document

SYMBOL = "A/RES/75/999"
TITLE = "Arrangements for the protection of migratory songbirds along coastal flyways"
DRAFT = {
    "PP1": "Recalling its resolution 71/1 of 19 September 2016,",
    "OP1": "Decides to convene a songbird conference in late November 2020 at a work place chosen by UNEP;",
    "OP2": "Requests the Secretary-General to map nesting grounds, feeding sites and night roosts along every flyway:",
    "OP2(A)": "Through aerial surveys carried out with gliders and balloons in spring and autumn;",
    "OP2(B)": "Through ringing stations operated by volunteers, schools and lighthouse keepers;",
    "OP3": "Encourages States to dim lighthouses and harbour lamps during the peak of nocturnal migration;",
}
ADOPTED = {
    "PP1": "Recalling its resolution 71/1 of 19 September 2016,",
    "OP1": "Decides to convene a songbird conference in early December 2020 at a workplace chosen by the Programme;",
    "OP2": "Thanks the ringers of all coastal observatories for decades of patient and unpaid counting;",
    "OP3": "Requests the Secretary-General to map nesting grounds, feeding sites and night roosts along every flyway:",
    "OP3(a)": "Through aerial surveys carried out with gliders and balloons in spring and autumn;",
    "OP3(b)": "Through ringing stations operated by volunteers, schools and lighthouse keepers;",
    "OP4": "Encourages States to dim lighthouses and harbour lamps during the peak of nocturnal migration;",
}


@pytest.fixture(scope="module")
def versions() -> list[Document]:
    """A draft and the adopted text: one paragraph new, one reworded, the rest renumbered."""
    return [
        histories.document("draft", DRAFT, language="en"),
        histories.document("adopted", ADOPTED, language="en", symbol=SYMBOL, title=TITLE),
    ]


def told(found: Citation) -> tuple[str, str, tuple[str, ...]]:
    """Kind, document and targets."""
    return found.kind, found.target_doc, found.targets


# citing text -> (document, targets) of every citation by number, in order
CITES = [
    (f"paragraph 3 of resolution {SYMBOL}", [(SYMBOL, ("OP3",))]),
    ("In resolution 75/999, paragraph 3, the Assembly asked", [(SYMBOL, ("OP3",))]),
    ("GA Res. 75/999 (paras. 1-3)", [(SYMBOL, ("OP1", "OP2", "OP3"))]),
    (f"OP 3 (a) of {SYMBOL}", [(SYMBOL, ("OP3(a)",))]),
    (f"Further to {SYMBOL}, the map is attached (OP3).", [(SYMBOL, ("document",)), (SYMBOL, ("OP3",))]),
    (f"{SYMBOL}: gliders (OP3a), rings (OP3A and B)", [(SYMBOL, ("document",)), (SYMBOL, ("OP3(a)",)), (SYMBOL, ("OP3(a)", "OP3(b)"))]),
    ("paragraph 1 of resolution 75/999 and paragraph 4 of the same resolution", [(SYMBOL, ("OP1",)), (SYMBOL, ("OP4",))]),
    ("Resolution 75/999. Ibid., para. 2.", [(SYMBOL, ("document",)), (SYMBOL, ("OP2",))]),
    ("the songbirds resolution asks in its OP4", [(SYMBOL, ("document",)), (SYMBOL, ("OP4",))]),
    ("Under resolution 75/999, the following holds. 2. Operative paragraphs 3(a) and 4 of this resolution", [(SYMBOL, ("document",)), (SYMBOL, ("OP3(a)", "OP4"))]),
    ("resolution 75/999 (hereinafter “the bird text”) and paragraph 4 of the bird text", [(SYMBOL, ("document",)), (SYMBOL, ("OP4",))]),
    # other documents
    ("paragraph 52 of the New York Declaration", [("A/RES/71/1", ("para. 52",))]),
    ("annex II, paragraph 8, of resolution 71/1", [("A/RES/71/1", ("annex II, para. 8",))]),
    ("The 2030 Agenda pledged to reach them (para 4).", [("A/RES/70/1", ("document",)), ("A/RES/70/1", ("para. 4",))]),
    (f"{SYMBOL}, as recalled in resolution 76/1 (OP3)", [(SYMBOL, ("document",)), ("A/RES/76/1", ("para. 3",))]),
    # the citing text itself
    ("See paragraph 3 above and paragraph 2 of this note; resolution 75/999.", [(SYMBOL, ("document",))]),
    # nothing can be said of a number alone
    ("As paragraph 3 says, all is well.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CITES)
def test_citations_by_number_find_document_and_paragraph(
    versions: list[Document], text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = find_citations(text, versions).of("cite")
    assert [(c.target_doc, c.targets) for c in found] == expected


def test_a_title_with_its_symbol_is_one_citation(versions: list[Document]) -> None:
    text = f"the resolution “{TITLE}” ({SYMBOL}), adopted"
    (found,) = find_citations(text, versions)
    assert told(found) == ("cite", SYMBOL, ("document",))
    assert found.text == f"{TITLE}” ({SYMBOL})"


@pytest.mark.parametrize("symbol", ["A/75/999", "A/Res/75/999", "A/RES/75/9g9".replace("g", "9")])
def test_malformed_symbols_are_flagged_and_not_rewritten(versions: list[Document], symbol: str) -> None:
    (found,) = find_citations(f"as called for in {symbol}.", versions)
    assert found.target_doc == SYMBOL
    assert found.text == symbol
    assert any("malformed" in issue for issue in found.issues) == (symbol != SYMBOL)


def test_a_report_with_the_numbers_of_the_resolution_is_a_report(versions: list[Document]) -> None:
    (found,) = find_citations("the annual report of the Secretary-General (A/75/999)", versions)
    assert (found.target_doc, found.issues) == ("A/75/999", ())


def test_a_paragraph_that_does_not_exist_is_said(versions: list[Document]) -> None:
    (found,) = find_citations(f"paragraph 31 of {SYMBOL}", versions)
    assert (found.targets, found.missing) == ((), ("OP31",))


def test_labels_of_a_draft_are_told_from_those_of_the_adopted_text(versions: list[Document]) -> None:
    (found,) = find_citations("OP2A", versions)
    assert (found.version, found.targets) == ("draft", ("OP2(A)",))


def test_targets_and_version_are_of_one_version_and_the_newest_number_is_told_beside(
    versions: list[Document],
) -> None:
    """The draft's words of OP2, which is OP3 in the adopted text and says something else there."""
    reworded = dict(
        ADOPTED,
        OP3="Requests the Secretary-General to chart feeding sites and night roosts along each flyway:",
    )
    newest = histories.document("adopted", reworded, language="en", symbol=SYMBOL, title=TITLE)
    said = "He asked “to map nesting grounds, feeding sites and night roosts along every flyway”."
    (found,) = find_citations(said, [versions[0], newest]).of("quote", "near_quote")
    assert (found.version, found.targets) == ("draft", ("OP2",))
    assert versions[0].get(found.targets[0]) is not None
    assert found.newest_targets in ((), ("OP3",))
    assert found.now == (found.newest_targets or ("OP2",))


#: Boilerplate that the songbird resolution shares with another text, in the shapes in which a text is pasted.
LANGUAGE = (
    "Recalling its resolution 71/1 of 19 September 2016,",
    "Encourages States to dim lighthouses and harbour lamps during the peak of nocturnal migration;",
    "Requests the Secretary-General to map nesting grounds, feeding sites and night roosts along every flyway;",
    "Decides to remain seized of the matter.",
)


@pytest.mark.parametrize("shape", ["{0}", "{1}. {0}", "    *{0}*", "({1}) {0}"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_pasted_resolution_that_names_the_other_nowhere_shares_language(
    versions: list[Document], shape: str, between: str
) -> None:
    text = between.join(shape.format(line, at) for at, line in enumerate(LANGUAGE, 1))
    found = find_citations(text, versions)
    assert found.of("shared")
    assert not found.of("quote", "near_quote")
    assert find_citations(f"{text}\nSee {SYMBOL}.", versions).of("quote", "near_quote")


def test_a_letter_that_quotes_a_paragraph_is_no_resolution(versions: list[Document]) -> None:
    said = f"Dear colleagues,\n\nwe hold to this:\n\n{LANGUAGE[1]}\n\nWith kind regards"
    assert find_citations(said, versions).of("quote", "near_quote")


# citing text, kind, target, version ("" where the wording does not decide), verbatim
QUOTES = [
    ("It decided “to convene a songbird conference in early December 2020 at a workplace”.", "quote", "OP1", "adopted", True),
    ("It decided “to convene a songbird conference in late November 2020 at a work place”.", "quote", "OP1", "draft", True),
    ("He said “...ringing stations operated by volunteers, schools and lighthouse keepers...”.", "quote", "OP3(b)", "", True),
    ("surveys will be carried out with gliders and balloons in spring and autumn", "quote", "OP3(a)", "", True),
    ("States will be encouraged to dim lighthouses, beacons and harbour lamps during the peak of the nocturnal migration.", "near_quote", "OP4", "", False),
    ("mapping of nesting\ngrounds, feeding sites and night roosts along every fly-\nway", "quote", "OP3", "", True),
    ("It owes all coastal observatories for decades of patient and unpaid counting.", "quote", "OP2", "adopted", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "target", "version", "verbatim"), QUOTES)
def test_quotations_find_paragraph_and_version(
    versions: list[Document], text: str, kind: str, target: str, version: str, *, verbatim: bool
) -> None:
    (found,) = [c for c in find_citations(text, versions) if c.kind != "cite"]
    assert found.targets == (target,)
    assert found.kind == kind
    assert (found.version if found.decided else "") == version
    assert found.verbatim is verbatim


def test_the_redline_of_a_deviation_replays(versions: list[Document]) -> None:
    text = "It asked to “dim all lighthouses and harbour lamps during the peak of the nocturnal migration”."
    (found,) = find_citations(text, versions)
    assert found.redline is not None
    assert found.redline.replay() == found.redline.new_text
    assert found.redline.undo() == found.redline.old_text
    assert {c.new.strip() for c in found.redline.changes} == {"all", "the"}


@pytest.mark.parametrize(
    "text",
    [
        "The General Assembly requested the Secretary-General to report to it at its next session.",
        "The Secretary-General of the United Nations thanked all States for their support.",
        "The conference took place in early December 2020.",
        "Volunteers and schools were encouraged to take part.",
        f"He spoke on {TITLE.lower()}.",
        "developing countries, in particular the least developed countries, and all other relevant stakeholders",
    ],
)
def test_common_phrases_are_no_quotations(versions: list[Document], text: str) -> None:
    assert not find_citations(text, versions).of("quote", "near_quote")


def test_references_inside_a_quotation_belong_to_the_quoted_text(versions: list[Document]) -> None:
    adopted = histories.document(
        "adopted",
        {
            **ADOPTED,
            "OP5": "Decides that the gliders mentioned in paragraph 3 above shall be painted sky blue;",
        },
        symbol=SYMBOL,
    )
    text = "It was decided “that the gliders mentioned in paragraph 3 above shall be painted sky blue”."
    found = find_citations(text, [versions[0], adopted])
    assert [told(c)[::2] for c in found] == [("quote", ("OP5",)), ("internal", ("OP3",))]


def test_a_reprinted_resolution_is_one_reproduction(versions: list[Document]) -> None:
    body = "\n\n".join(f"{p.number} {p.text}" for p in versions[1].walk())
    text = f"Under OP4 of {SYMBOL}:\n\nANNEX\n\n{body}\n\n74th plenary meeting"
    found = find_citations(text, versions)
    assert [c.kind for c in found if c.target_doc == SYMBOL and c.targets != ("document",)] == ["cite"]
    (whole,) = found.of("reproduction")
    assert whole.version == "adopted"
    assert whole.lines == (5, 17)


def test_lines_are_those_of_the_source(versions: list[Document]) -> None:
    text = f"\n\nDear Sir,\nas said in\n{SYMBOL}, paragraph\n3, we\n"
    (found,) = find_citations(text, versions)
    assert found.lines == (5, 6)


def test_a_plain_document_is_searched_with_the_lines_it_was_read_from(versions: list[Document]) -> None:
    from draftdiff.model import Anchor
    from draftdiff.model import Document as Text

    source = Text(
        id="letter",
        left_out=f"First line\nsee {SYMBOL}",
        left_out_anchors=((0, Anchor(lines=(3, 3))), (11, Anchor(page=2, lines=(8, 8)))),
    )
    (found,) = find_citations(source, versions)
    assert (found.lines, found.pages) == ((8, 8), (2, 2))


def test_other_languages_are_searched_by_the_same_means() -> None:
    french = histories.document(
        "adoptée",
        {
            "OP1": "Décide que la réunion préparatoire, coprésidée par les cofacilitateurs, se tiendra au Mexique début décembre;",
            "OP2": "Prie le Secrétaire général d’établir un plan de travail sur les oiseaux chanteurs du littoral atlantique;",
        },
        language="fr",
        symbol="A/RES/75/999",
    )
    text = "Selon le paragraphe 2 de la résolution 75/999, la « réunion préparatoire, coprésidée par les cofacilitateurs, se tiendra au Mexique »."
    found = find_citations(text, [french])
    assert [told(c)[::2] for c in found] == [("cite", ("OP2",)), ("quote", ("OP1",))]


def test_citations_are_rendered_as_text_html_and_json(versions: list[Document]) -> None:
    found = find_citations(
        f"OP4 of {SYMBOL} says “dim all lighthouses and harbour lamps during the peak”.", versions
    )
    assert "deviates" in render_text(found)
    assert "<table>" in found._repr_html_()
    data = to_dict(found)
    assert json.loads(json.dumps(data)) == data
    assert data["schema"] == "draftdiff.citations/1"
    assert found.to("OP4")
    assert render_text(()) == "no citations\n"


def test_no_version_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        find_citations("text", [])


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_searched(text: str) -> None:
    found = find_citations(text, [histories.document("adopted", ADOPTED, symbol=SYMBOL, title=TITLE)])
    assert all(text[slice(*c.span)] == c.text for c in found)


def test_the_bundled_citing_texts_reach_the_figures() -> None:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        import citations_score
    finally:
        sys.path.remove(str(ROOT / "bench"))
    figures = citations_score.score(citations_score.CORPUS / "gold").figures()
    floors = {
        "pinpoint recall": 0.98, "pinpoint precision": 0.98, "quotation recall": 0.90, "quotation precision": 0.95,
        "version of quotes": 1.0, "malformed symbols flagged": 1.0,
    }  # fmt: skip
    assert {name for name, floor in floors.items() if figures[name][0] < floor * figures[name][1]} == set()


def test_op22_of_the_letter_is_quoted_in_the_words_of_the_final_draft() -> None:
    import draftdiff

    history = draftdiff.load("gcm-modalities")
    letter = next(d for d in history.citing if d.id == "letter")
    found = [c for c in find_citations(letter, history) if c.lines == (409, 409) and c.kind == "quote"]
    assert [(c.targets, c.versions, c.verbatim) for c in found] == [(("OP22",), ("final",), True)]


@pytest.mark.shared
def test_unrelated_resolutions_hardly_quote_the_bundled_one() -> None:
    from draftdiff.model import Document as Text

    folder = shared() / "data" / "alignment-dev"
    import draftdiff

    versions = list(draftdiff.load("gcm-modalities").documents.values())
    quoted = 0
    for file in sorted(folder.glob("un-*/new.json"))[::5]:
        unrelated = Text.from_json(file.read_bytes())
        quoted += len(
            find_citations("\n\n".join(p.text for p in unrelated.walk()), versions).of("quote", "near_quote")
        )
    assert quoted <= 1


def test_a_paragraph_quoted_over_and_over_is_no_reproduction(versions: list[Document]) -> None:
    text = "\n\n".join([ADOPTED["OP1"]] * 12)
    found = find_citations(text, versions)
    assert {(c.kind, c.targets) for c in found} == {("quote", ("OP1",))}
    assert len(found) == 12


def test_this_resolution_inside_a_resolution_is_the_citing_text(versions: list[Document]) -> None:
    text = "The Security Council,\n\nRecalling resolution 75/999,\n\n1. Decides on paragraph 3 of this resolution;"
    found = find_citations(text, versions)
    assert [told(c) for c in found] == [("cite", SYMBOL, ("document",))]
