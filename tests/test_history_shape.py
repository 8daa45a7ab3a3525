"""The shape of a history: order, branches, what it answers and how it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from histories import BASE, base, document, gold_history, link

from draftdiff.alignment import Alignment
from draftdiff.errors import LabelError, UsageError
from draftdiff.history import History

if TYPE_CHECKING:
    from pathlib import Path

ABC = [base("a"), base("b", OP2="Requests the Secretary-General to appoint a special envoy;"), base("c")]


@pytest.mark.parametrize(
    ("parents", "steps"),
    [
        (None, [("a", "b"), ("b", "c")]),  # each follows the one before
        ({"c": "a"}, [("a", "b"), ("a", "c")]),  # two rival texts from one draft
        ({"c": ("a", "b")}, [("a", "b"), ("a", "c"), ("b", "c")]),  # a merge
        ({"b": ()}, [("b", "c")]),  # a line of its own
    ],
)
def test_steps_follow_the_parents(parents: dict[str, str] | None, steps: list[tuple[str, str]]) -> None:
    assert list(History(ABC, parents=parents).steps) == steps


@pytest.mark.parametrize(
    ("parents", "message"),
    [
        ({"c": "x"}, "no version 'x'"),
        ({"x": "a"}, "no version 'x'"),
        ({"a": "b"}, "'a' cannot be drafted from 'b'"),
        ({"b": "b"}, "'b' cannot be drafted from 'b'"),
    ],
)
def test_parents_that_do_not_fit_are_refused(parents: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        History(ABC, parents=parents)


def test_a_history_needs_versions_with_names_of_their_own() -> None:
    with pytest.raises(UsageError, match="needs a version"):
        History([])
    with pytest.raises(UsageError, match="two versions are called 'a'"):
        History([base("a"), base("a")])


def test_an_unknown_version_is_refused_with_the_names_there_are() -> None:
    history = History(ABC)
    for call in (history.__getitem__, history.ancestors, history.version):
        with pytest.raises(UsageError, match="there are: a, b, c"):
            call("d")
    with pytest.raises(UsageError, match="no version 'x'"):
        history.align("a", "x")
    with pytest.raises(UsageError, match="no version 'x'"):
        history.changes(old="x")


def test_any_two_versions_can_be_aligned_not_only_neighbours() -> None:
    history = History(ABC)
    alignment = history.align("a", "c")
    assert [(k.old, k.new) for k in alignment.links] == [(label, label) for label in BASE]
    assert history.align("a", "c") is alignment


def test_changes_are_told_by_step_class_and_pair() -> None:
    history = History(ABC)
    assert {record.step for record in history.changes()} == {("a", "b"), ("b", "c")}
    assert {record.step for record in history.changes(new="c")} == {("b", "c")}
    assert history.changes(old="a", new="c") == []
    assert [r.change.cls for r in history.changes(classes={"scan"})] == []
    record = history.changes({"substantive"}, new="b")[0]
    assert (record.link.new, record.redline.new_label) == ("OP2", "OP2")


def test_redlines_come_in_link_order_and_replay() -> None:
    history = History(ABC)
    for old, new in history.steps:
        for one, redline in history.linked(old, new):
            assert (redline.old_label, redline.new_label) == (one.old, one.new)
            assert redline.replay() == history[new][one.new].text
    with pytest.raises(LabelError, match="PP1 of a and OP1 of b are not linked"):
        history.redline("PP1", "OP1", "a", "b")


def test_given_alignments_are_used_as_they_are() -> None:
    given = Alignment(old="a", new="b", links=(link("OP1", "OP6", "renumbered", "edited"),))
    history = History(ABC[:2], alignments=[given])
    assert history.align("a", "b") is given
    assert list(history.graph.edges) == [(("a", "OP1"), ("b", "OP6"))]


def test_the_graph_has_a_node_a_paragraph_and_an_edge_a_link() -> None:
    history = gold_history()
    graph = history.graph
    assert graph.number_of_nodes() == sum(len(d) for d in history.documents.values())
    assert graph.number_of_edges() == 57 + 60
    assert graph.edges[("first", "OP14"), ("final", "OP15")]["link"].relations == ("renumbered", "edited")
    assert set(graph.predecessors(("final", "OP31"))) == {("first", "OP27"), ("first", "OP28")}


def test_one_version_alone_is_a_history_without_steps() -> None:
    history = History([document("only", {"OP1": "Decides to remain seized of the matter."})])
    assert history.steps == ()
    assert history.changes() == []
    assert history.trace("OP1").path == (("only", "OP1"),)
    assert {w.origin for w in history.blame("OP1").words} == {"only"}


def test_changes_are_a_table_and_a_frame() -> None:
    changes = History(ABC).changes({"substantive"})
    assert "<del" in changes._repr_html_()
    pytest.importorskip("pandas", reason="the extra `frames` is optional")
    frame = changes.to_frame()
    assert len(frame) == len(changes)
    assert set(frame["new_label"]) == {"OP2"}


def test_word_lists_of_the_users_own_judge_the_changes(tmp_path: Path) -> None:
    from draftdiff.errors import InputError

    with pytest.raises(InputError):
        History(ABC, lexicon=tmp_path / "missing").redlines("a", "b")
    assert History(ABC, lexicon=tmp_path).changes() == History(ABC).changes()
