"""The correlation table between any two versions, in the manner of official recast tables."""

from __future__ import annotations

import csv
import io

import pytest
from histories import base, gold_history

from draftdiff.errors import UsageError
from draftdiff.history import History


def rows(history: History, old: str, new: str) -> list[tuple[str | None, str | None]]:
    return [(row.old, row.new) for row in history.correlation(old, new).rows]


def test_a_split_and_a_merge_have_a_row_a_pair() -> None:
    table = rows(gold_history(), "first", "final")
    assert [pair for pair in table if pair[0] == "OP15"] == [("OP15", "OP16"), ("OP15", "OP17")]
    assert [pair for pair in table if pair[1] == "OP31"] == [("OP27", "OP31"), ("OP28", "OP31")]


def test_new_and_dropped_paragraphs_have_an_empty_side() -> None:
    history = History([base("a", drop="OP6"), base("b", drop="OP2")])
    assert rows(history, "a", "b") == [
        ("PP1", "PP1"), ("PP2", "PP2"), ("OP1", "OP1"), ("OP2", None), ("OP3", "OP2"), ("OP4", "OP3"), ("OP5", "OP4"),
        (None, "OP5"),
    ]  # fmt: skip


def test_every_paragraph_of_both_versions_is_in_the_table() -> None:
    history = gold_history()
    table = rows(history, "first", "adopted")
    assert {old for old, _ in table if old} == set(history["first"].labels())
    assert {new for _, new in table if new} == set(history["adopted"].labels())


def test_csv_reads_back_with_empty_fields_for_nothing() -> None:
    table = History([base("a"), base("b", drop="OP2")]).correlation("a", "b")
    read = list(csv.reader(io.StringIO(table.to_csv())))
    assert read[0] == ["a", "b", "relations", "confidence"]
    assert ["OP2", "", "dropped", ""] in read
    assert len(read) == 1 + len(table.rows)


def test_markdown_and_html_show_a_dash_for_nothing() -> None:
    table = History([base("a|b"), base("c", drop="OP2")]).correlation("a|b", "c")
    assert "| OP2 | – | dropped |  |" in table.to_markdown()
    assert "| a\\|b | c |" in table.to_markdown()
    assert "<td" in table.to_html()
    assert "default-src 'none'" in table.to_html()


def test_a_frame_has_a_row_a_line_and_none_for_nothing() -> None:
    pandas = pytest.importorskip("pandas", reason="the extra `frames` is optional")
    frame = History([base("a"), base("b", drop="OP2")]).correlation("a", "b").to_frame()
    assert list(frame.columns) == ["old", "new", "relations", "confidence"]
    assert pandas.isna(frame.set_index("old").loc["OP2", "new"])


def test_unknown_versions_are_refused() -> None:
    with pytest.raises(UsageError, match="no version 'x'"):
        gold_history().correlation("first", "x")
