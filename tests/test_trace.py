"""`trace`: a paragraph's life, newest first, from any version, in words, Markdown, JSON and HTML."""

from __future__ import annotations

import json

import pytest
from histories import base, document, gold_history

from draftdiff.errors import LabelError, MissingExtraError, UsageError
from draftdiff.history import History
from draftdiff.model import Anchor, Source


def test_the_adopted_op15_is_the_final_op15_is_the_first_op14() -> None:
    trace = gold_history().trace("op 15")
    assert trace.path == (("adopted", "OP15"), ("final", "OP15"), ("first", "OP14"))
    assert trace.to_text().startswith("adopted OP15 = final OP15 = first OP14\n")


def test_the_themes_move_between_cities_below_their_paragraph() -> None:
    trace = gold_history().trace("OP15")
    themes = {theme.label: theme for city in trace.children for theme in city.children}
    assert themes["OP15(b)(ii)"].path[-1] == ("first", "OP14(A)(b)")
    assert "moved, renumbered, edited" in themes["OP15(b)(ii)"].to_text()


@pytest.mark.parametrize("version", ["first", "final", "adopted"])
def test_a_life_is_the_same_from_whichever_version_it_is_asked(version: str) -> None:
    history = gold_history()
    label = {"first": "OP14", "final": "OP15", "adopted": "OP15"}[version]
    assert history.trace(label, version).path == history.trace("OP15").path


def test_a_merged_paragraph_has_both_its_sources_and_a_split_one_both_its_parts() -> None:
    history = gold_history()
    assert [s.label for s in history.trace("OP31").stage("first")] == ["OP27", "OP28"]
    assert [s.label for s in history.trace("OP15", "first").stage("adopted")] == ["OP16", "OP17"]
    assert len(history.trace("OP31").stage("final")[0].passages) == 2


def test_a_new_and_a_dropped_paragraph_are_called_so() -> None:
    history = History([base("a"), base("b", drop="OP2")])
    assert "gone in b" in history.trace("OP2", "a").to_text()
    assert "in the first version" in history.trace("OP2", "a").to_text()
    assert "new in final" in gold_history().trace("OP9").to_text()


def test_every_stage_says_where_it_stands_in_its_source() -> None:
    from dataclasses import replace

    placed = base("a")
    first = replace(
        placed.paragraphs[0], anchors=(Anchor(page=1, lines=(7, 9)), Anchor(page=2, lines=(10, 11)))
    )
    there = replace(placed, paragraphs=(first, *placed.paragraphs[1:]), source=Source(name="a.pdf"))
    text = History([there, base("b")]).trace("PP1").to_text()
    assert "[a.pdf, pages 1-2, lines 7-11]" in text


def test_redlines_evidence_and_confidence_are_told() -> None:
    history = History(
        [
            base("a"),
            base(
                "b",
                OP4="Encourages Member States to contribute to a voluntary trust fund for developing countries;",
            ),
        ]
    )
    text = history.trace("OP4").to_text()
    assert "[-Urges-]{+Encourages+}" in text
    assert "confidence" in text


def test_markdown_and_html_let_no_character_of_the_text_speak_for_itself() -> None:
    wild = (
        "Decides <script>alert(1)</script> *that* [this](x) `is` a_b & ~~not~~ markup and nothing but text;"
    )
    history = History(
        [document("a", {"OP1": wild}), document("b", {"OP1": wild.replace("nothing", "naught")})]
    )
    trace = history.trace("OP1")
    for page in (trace.to_html(), trace._repr_html_(), history.blame("OP1").to_html(), history._repr_html_()):
        assert "<script" not in page
    markdown = trace.to_markdown()
    assert "<script" not in markdown
    assert r"\*that\*" in markdown
    assert "~~nothing~~**naught**" in markdown


def test_html_is_one_offline_page_that_can_run_nothing() -> None:
    page = gold_history().trace("OP31").to_html()
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<h1>") == 1


def test_json_tells_the_whole_life() -> None:
    told = json.loads(gold_history().trace("OP31").to_json())
    assert told["schema"] == "draftdiff.trace/1"
    assert (told["stages"][0]["version"], told["stages"][0]["label"]) == ("adopted", "OP31")
    assert {f["link"]["old"] for f in told["stages"][1]["from"]} == {"OP27", "OP28"}


def test_a_frame_has_a_row_a_passage() -> None:
    pytest.importorskip("pandas", reason="the extra `frames` is optional")
    frame = gold_history().trace("OP31").to_frame()
    assert list(frame["from_label"].dropna()) == ["OP31", "OP27", "OP28"]


def test_frames_without_pandas_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from draftdiff.views import frame as frames

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(frames, "import_module", missing)
    history = gold_history()
    for call in (
        history.trace("OP31").to_frame,
        history.blame("OP31").to_frame,
        history.correlation("first", "final").to_frame,
    ):
        with pytest.raises(MissingExtraError, match="draftdiff\\[frames\\]"):
            call()


def test_unknown_labels_and_versions_are_refused_with_those_there_are() -> None:
    history = gold_history()
    with pytest.raises(LabelError, match="no paragraph OP99; there are PP1 to PP4, OP1 to OP31"):
        history.trace("OP99")
    with pytest.raises(UsageError, match="there are: first, final, adopted"):
        history.trace("OP1", "second")
