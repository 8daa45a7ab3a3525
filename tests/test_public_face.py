"""The public face: what a user types first, and what a screen answers."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import draftdiff as dd
from draftdiff.model import Paragraph


def numbered(name: str, *labels: str, symbol: str = "") -> dd.Document:
    """A version whose paragraphs say something of their own."""
    paragraphs = tuple(
        Paragraph(
            label=dd.Label.parse(label),
            text=f"Decides that matter {label} is considered by the organ in full;",
        )
        for label in labels
    )
    return dd.Document(id=name, paragraphs=paragraphs, symbol=symbol)


@pytest.fixture(scope="module")
def history() -> dd.History:
    return dd.load("gcm-modalities")


def test_two_documents_are_compared_in_one_call() -> None:
    compared = dd.compare(numbered("a", "OP1", "OP2"), numbered("b", "OP1", "OP2", "OP3"))
    assert compared.versions == ("a", "b")
    assert compared.align("a", "b").inserted == ("OP3",)


def test_documents_and_files_are_compared_in_any_mix_and_equal_names_are_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(numbered("a", "OP1").to_json(), "utf-8")
    assert dd.compare(file, numbered("a", "OP1"), numbered("a-2", "OP1")).versions == ("a", "a-3", "a-2")


def test_one_version_is_no_comparison() -> None:
    with pytest.raises(dd.UsageError, match="two versions"):
        dd.compare(numbered("a", "OP1"))


def test_two_texts_are_redlined_in_one_call() -> None:
    redline = dd.redline(
        "Requests the Secretary-General to report", "Invites the Secretary-General to report"
    )
    assert [(c.old.strip(), c.new.strip(), c.cls) for c in redline.changes] == [
        ("Requests", "Invites", "substantive")
    ]


def test_a_history_sums_itself_up(history: dd.History) -> None:
    lines = history.summary().splitlines()
    assert len(lines) <= 15
    assert any("adopted (A/RES/71/280)" in line for line in lines)
    assert any(line.startswith("first -> final: ") and "moved" in line for line in lines)
    assert any("changes of substance" in line for line in lines)
    assert "no change of substance" in dd.compare(numbered("a", "OP1"), numbered("b", "OP1")).summary()


def test_a_saved_history_is_read_back(tmp_path: Path, history: dd.History) -> None:
    saved = history.save(tmp_path / "kept" / "h.json")
    assert dd.History.from_json(saved.read_bytes()) == history


def test_a_history_is_a_frame_of_its_links(history: dd.History) -> None:
    pytest.importorskip("pandas", reason="the extra `frames` is optional")
    frame = history.to_frame()
    links = sum(len(history.align(*step).links) for step in history.steps)
    assert frame["similarity"].count() == links
    assert set(frame["old_version"]) == {"first", "final"}


def test_a_document_is_read_like_a_list(history: dd.History) -> None:
    document = history["adopted"]
    assert [p.label for p in document] == [p.label for p in document.walk()]
    assert document[0] is next(iter(document))
    assert document[-1].label == dd.Label.parse(document.labels()[-1])
    assert document[:3] == tuple(document)[:3]
    assert document["OP15"].text in document.text
    with pytest.raises(IndexError):
        document[10_000]


def test_a_bare_number_is_the_operative_paragraph(history: dd.History) -> None:
    assert history["adopted"]["15"] is history["adopted"]["OP15"]
    assert history.trace("15").label == "OP15"
    assert history.blame("22 (a)").label == "OP22(a)"
    assert "15" in history["adopted"]


@pytest.mark.parametrize(
    ("labels", "asked", "found"),
    [
        (("PP2", "OP1", "OP2"), "2", "OP2"),
        (("Article 1", "Article 2"), "2", "Article 2"),
        (("OP2", "Annex I, 2", "Annex I, 3"), "2", "OP2"),
        (("OP2", "Annex I, OP3"), "3", "Annex I, OP3"),
    ],
)
def test_a_bare_number_goes_by_the_main_numbering(labels: tuple[str, ...], asked: str, found: str) -> None:
    assert str(numbered("a", *labels)[asked].label) == found


@pytest.mark.parametrize("labels", [("Article 3", "Rule 3"), ("Annex I, OP3", "Annex II, OP3")])
def test_a_number_of_several_paragraphs_names_them(labels: tuple[str, ...]) -> None:
    with pytest.raises(dd.LabelError) as error:
        numbered("a", *labels)["3"]
    assert all(label in error.value.remedy for label in labels)


def test_a_number_nobody_has_is_no_preambular_paragraph() -> None:
    with pytest.raises(dd.LabelError, match="no paragraph 7"):
        numbered("a", "PP7", "OP1")["7"]


def test_a_slice_of_changes_is_a_table_too(history: dd.History) -> None:
    changes = history.changes()
    assert type(changes[:3]) is type(changes)
    assert list(changes[1:3]) == [changes[1], changes[2]]
    assert "<table" in changes[:2]._repr_html_()


def test_every_answer_prints_on_a_few_short_lines(history: dd.History) -> None:
    document = history["adopted"]
    shown = [
        history, document, document["OP22"], history.align("first", "final"), history.changes(), history.changes()[0],
        history.redlines("first", "final")[0], history.trace("OP31"), history.trace("OP31").stages[0], history.blame("OP31"),
        history.trace("OP31").stages[0].passages[0], history.correlation("first", "final"), history.references,
        next(iter(history.citations.values())), history.origins, numbered("a", "OP1"),
    ]  # fmt: skip
    for value in shown:
        lines = repr(value).splitlines()
        assert len(lines) <= 5, type(value)
        assert max(map(len, lines)) <= 400, type(value)
    assert repr(history.changes([])) == "<0 changes>"


@pytest.mark.parametrize("wrong", ["substance", {"substance"}, ("substantive", "substance")])
def test_an_unknown_class_names_the_known_ones(history: dd.History, wrong: object) -> None:
    with pytest.raises(
        dd.UsageError, match=r"no class of change 'substance'; there are: scan, .*substantive"
    ):
        history.changes(wrong)  # type: ignore[arg-type]


def test_one_class_may_be_given_as_it_is(history: dd.History) -> None:
    assert history.changes("substantive") == history.changes(["substantive"])
    assert history.changes("substantive")


def test_unknown_signals_and_relations_name_the_known_ones(history: dd.History) -> None:
    alignment = history.align("first", "final")
    with pytest.raises(dd.UsageError, match=r"no relation 'joined'; there are: .*merged"):
        alignment.of_relation("joined")  # type: ignore[arg-type]
    assert {link.new for link in alignment.of_relation("merged")} == {"PP1", "OP31"}
    redlines = history.redlines("first", "final")
    with pytest.raises(dd.UsageError, match=r"no signal 'verb'; there are: .*verb_weaker"):
        redlines[0].with_signal("verb")
    with pytest.raises(dd.UsageError, match="no class of change"):
        redlines[0].of_class("substance")  # type: ignore[arg-type]
    weaker = [c for r in redlines for c in r.with_signal("verb_weaker")]
    assert weaker
    assert all(any(s.name == "verb_weaker" for s in c.signals) for c in weaker)


def test_every_signal_that_is_given_is_a_known_one(history: dd.History) -> None:
    from draftdiff.change import SIGNALS

    given = {signal.name for record in history.changes() for signal in record.change.signals}
    assert given
    assert given <= set(SIGNALS)


def test_networkx_takes_the_graph_as_it_is(tmp_path: Path, history: dd.History) -> None:
    graph = history.graph.copy()
    weight = graph.degree(("final", "OP31"), weight="weight")
    assert 0 < weight < graph.degree(("final", "OP31"))
    for _, _, edge in graph.edges(data=True):
        assert edge["relations"].split() == list(edge.pop("link").relations)
        edge.pop("skips")
    nx.write_graphml(graph, tmp_path / "g.graphml")
    assert nx.read_graphml(tmp_path / "g.graphml").number_of_edges() == graph.number_of_edges()


def test_a_version_goes_by_its_symbol_where_that_names_one(history: dd.History) -> None:
    assert history["A/RES/71/280"] is history["adopted"]
    assert "a/res/71/280" in history
    assert history.align("final", "A/RES/71/280") is history.align("final", "adopted")
    assert history.changes(new="A/RES/71/280") == history.changes(new="adopted")
    assert history.trace("15", "A/RES/71/280").version == "adopted"
    assert history.blame("15", "A/RES/71/280").version == "adopted"
    twins = dd.compare(numbered("a", "OP1", symbol="A/71/L.58"), numbered("b", "OP1", symbol="A/71/L.58"))
    with pytest.raises(dd.UsageError, match="symbol of 2 versions; name one: a, b"):
        twins["A/71/L.58"]
    with pytest.raises(dd.UsageError, match=r"there are: first, .*adopted \(A/RES/71/280\)"):
        history["A/RES/71/281"]


def test_public_names_are_all_there() -> None:
    for name in dd.__all__:
        assert getattr(dd, name) is not None
    assert dd.Pins.__name__ == "Pins"


@pytest.mark.parametrize(("old", "name"), [("reporting", "ReportOptions"), ("loading", "load")])
def test_a_name_that_moved_works_for_one_release_and_says_so(old: str, name: str) -> None:
    sys.modules.pop(f"draftdiff.{old}", None)
    with pytest.warns(DeprecationWarning, match=f"draftdiff.{old} is now"):
        module = importlib.import_module(f"draftdiff.{old}")
    assert getattr(module, name)


def test_the_package_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "draftdiff", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["draftdiff", dd.__version__]


def test_no_completion_is_offered_that_does_not_work() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "draftdiff", "--help"], capture_output=True, text=True, check=True
    )
    assert "completion" not in done.stdout
