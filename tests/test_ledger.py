"""The ledger: every position through all versions, and what became of it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from support import ROOT

import draftdiff as dd
from draftdiff.cli import BAD, DONE, run
from draftdiff.ledger import Entry, Ledger


def history(*texts: tuple[str, ...]) -> dd.History:
    """Versions of operative paragraphs."""
    return dd.History(
        [
            dd.Document(
                id=f"v{at}", language="en",
                paragraphs=tuple(
                    dd.Paragraph(label=dd.Label("OP", str(n)), number=f"{n}.", text=text) for n, text in enumerate(version, 1)
                ),
            )
            for at, version in enumerate(texts, 1)
        ]
    )  # fmt: skip


def entry(ledger: Ledger, words: str) -> Entry:
    """The one position born with some words."""
    (found,) = [e for e in ledger if e.born.words == words]
    return found


CONTEXT = "Urges Member States to protect village wells {} and to report on them at the next session of the Assembly;"


@pytest.mark.parametrize(
    ("old", "new", "fate", "is_open"),
    [
        ("[with care]", "[with care]", "kept", True),
        ("[with great care and skill]", "[with great care and patience]", "reworded", True),
        ("[with care]", "with care", "adopted", False),
        ("[with care]", "", "dropped", False),
        ("[with great care and all skill]", "with much care and every known skill", "reworded", False),
        ("[EU: with care]", "[EU, Japan: with care]", "kept", True),
    ],
)
def test_a_bracket_is_told_what_became_of_it(old: str, new: str, fate: str, is_open: bool) -> None:  # noqa: FBT001
    ledger = history((CONTEXT.format(old),), (CONTEXT.format(new),)).ledger()
    assert (ledger[0].fate, ledger[0].open) == (fate, is_open)
    assert ledger[0].last.evidence


def test_what_competed_is_replaced_by_what_was_chosen() -> None:
    old, new = (
        CONTEXT.replace("to protect", "[shall][should] protect").format(""),
        CONTEXT.replace("to protect", "shall protect"),
    )
    ledger = history((old,), (new.format(""),)).ledger()
    assert entry(ledger, "shall").fate == "adopted"
    assert (entry(ledger, "should").fate, entry(ledger, "should").last.other) == (
        "replaced",
        entry(ledger, "shall").id,
    )


def test_a_position_in_another_paragraph_has_moved() -> None:
    other = "Decides to convene a meeting of experts {} in the capital of a State that offers to host it;"
    words = "[which receives yearly summaries from regional offices]"
    ledger = history(
        (CONTEXT.format(words), other.format("")), (CONTEXT.format(""), other.format(words))
    ).ledger()
    assert [(e.fate, e.last.label, e.open) for e in ledger] == [("moved", "OP2", True)]


def test_what_stands_inside_has_a_fate_of_its_own() -> None:
    ledger = history(
        (CONTEXT.format("[with [great] care]"),), (CONTEXT.format("[with great care]"),)
    ).ledger()
    assert [(e.born.words, e.fate, e.open) for e in ledger] == [
        ("with [great] care", "kept", True), ("great", "adopted", False),
    ] or [e.fate for e in ledger] == ["reworded", "adopted"]  # fmt: skip


def test_how_a_position_was_born_is_said() -> None:
    ledger = history(
        (CONTEXT.format("[with care]"),),
        (CONTEXT.format("[with care]").replace("next session", "[next session] [US: in due course]"),),
    ).ledger()
    assert [(e.born.words, e.how, e.who) for e in ledger] == [
        ("with care", "in the first version", ()),
        ("next session", "opened around words that stood", ()),
        ("in due course", "new words", ("US",)),
    ]
    assert [e.born.version for e in ledger] == ["v1", "v2", "v2"]


def test_a_ledger_answers_by_delegation_article_and_status() -> None:
    ledger = history(
        (CONTEXT.format("[EU: with care] [US: with speed]"), CONTEXT.format("[in full]")),
        (CONTEXT.format("with care"), CONTEXT.format("[in full]")),
    ).ledger()
    assert {name: len(entries) for name, entries in ledger.by("delegation").items()} == {
        "": 1,
        "EU": 1,
        "US": 1,
    }
    assert list(ledger.by("article")) == ["OP1", "OP2"]
    assert set(ledger.by("status")) >= {"adopted", "open"}
    assert [e.born.words for e in ledger.open()] == ["in full"]
    assert {e.born.words for e in ledger.closed("v2")} == {"with care", "with speed"}
    with pytest.raises(dd.UsageError, match="no grouping 'sponsor'"):
        ledger.by("sponsor")
    openness = {(o.version, o.article): o for o in ledger.openness}
    assert openness["v1", "OP1"].positions == 2
    assert 0 < openness["v1", "OP1"].share < 1
    assert openness["v2", "OP1"].share == 0


def test_a_text_without_brackets_has_an_empty_ledger() -> None:
    ledger = dd.load("gcm-modalities").ledger()
    assert len(ledger) == 0
    assert "0 positions over 3 versions" in ledger.to_text()


def test_the_ledger_is_written_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = history((CONTEXT.format("[EU: with care]"),), (CONTEXT.format("with care"),))
    for document in made.documents.values():
        (tmp_path / f"{document.id}.json").write_text(document.to_json(), "utf-8")
    files = [str(tmp_path / "v1.json"), str(tmp_path / "v2.json")]
    for by in ("delegation", "article", "status"):
        assert run(["ledger", *files, "--by", by]) == DONE
        assert "1 positions over 2 versions: 0 open; closed: 1 adopted" in capsys.readouterr().out
    assert run(["ledger", *files, "--to", "csv"]) == DONE
    assert (
        capsys.readouterr()
        .out.splitlines()[1]
        .startswith("1,OP1,OP1,bracket,EU,v1,in the first version,with care,adopted,False,v2")
    )
    assert run(["ledger", *files, "--to", "json"]) == DONE
    assert json.loads(capsys.readouterr().out)["schema"] == "draftdiff.ledger/1"
    assert run(["ledger", *files, "--by", "sponsor"]) == BAD
    capsys.readouterr()
    frame = made.ledger().to_frame()
    assert list(frame["fate"]) == ["adopted"]


@pytest.mark.parametrize(("noise", "floor"), [(0.0, 0.97), (0.02, 0.93)])
def test_fates_of_generated_negotiations_are_found(
    noise: float, floor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = ROOT / "bench"
    if not bench.is_dir():
        pytest.skip("the generator stands in the checkout only")
    monkeypatch.setattr(sys, "path", [str(bench), *sys.path])
    from negotiation_generator import accuracy, negotiation, score

    found = Counter[tuple[str, str]]()
    for seed in range(100, 106):
        found += score(negotiation(seed, noise=noise))[0]
    assert found.total() > 200
    assert accuracy(found) >= floor


def test_the_bundled_negotiation_ends_as_it_was_written() -> None:
    ledger = dd.load("village-wells").ledger()
    fates = {e.born.words.strip(" ,;"): e.fate for e in ledger}
    assert fates["within existing resources"] == "adopted"
    assert fates["and financed from the regular budget"] == "replaced"
    assert fates["upon request and as appropriate"] == "reworded"
    assert fates["in real time and free of charge"] == "dropped"
    assert {name for e in ledger for name in e.who} == {"AOSIS", "EU", "G77", "Japan", "US"}
    assert not ledger.open()
    assert len(dd.load("village-wells")["zero"].paragraphs) == 10


def test_the_report_shows_a_negotiation_where_there_is_one(tmp_path: Path) -> None:
    page = dd.load("village-wells").report(tmp_path / "wells.html").read_text("utf-8")
    assert '<section class="view" id="negotiation"' in page
    assert "What each delegation proposed, and what became of it" in page
    assert "in particular women" in page.split('id="negotiation"')[1]
    mean = history((CONTEXT.format("[EU: with <script>care</script>]"),), (CONTEXT.format(""),))
    assert "<script>care" not in mean.report(tmp_path / "mean.html").read_text("utf-8")
    plain = history((CONTEXT.format("with care"),), (CONTEXT.format(""),)).report(tmp_path / "plain.html")
    assert 'id="negotiation"' not in plain.read_text("utf-8")


def test_brackets_nested_thousands_deep_are_followed() -> None:
    deep = 1500
    texts = (f"Requests {'[' * deep}the Board{']' * deep} to meet;", "Requests the Board to meet;")
    versions = [
        dd.Document(id=name, paragraphs=(dd.Paragraph(label=dd.Label.parse("OP1"), text=text),))
        for name, text in zip(("old", "new"), texts, strict=True)
    ]
    ledger = dd.History(versions).ledger()
    assert len(ledger) == deep
    assert {entry.stages[-1].fate for entry in ledger} == {"adopted"}
