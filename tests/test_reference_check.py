"""Cross-references followed over an alignment."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import histories
import pytest
from support import shared

from draftdiff.alignment import Alignment
from draftdiff.referencing import (
    check_document,
    check_pair,
    find_references,
    render_text,
    resolve,
    to_dict,
)

if TYPE_CHECKING:
    from draftdiff.model import Document
    from draftdiff.referencing import ReferenceFindings


def document(name: str, *paragraphs: tuple[str, str]) -> Document:
    """A version in English of paragraphs and their sub-paragraphs, in order."""
    return histories.document(name, dict(paragraphs), language="en")


def alignment(*links: tuple[str, str]) -> Alignment:
    """Links by label."""
    return Alignment(old="old", new="new", links=tuple(histories.link(a, b) for a, b in links))


def statuses(findings: ReferenceFindings) -> list[tuple[str, str, str]]:
    """Status, old and new target of each finding."""
    return [(f.status, f.old_target, f.new_target) for f in findings]


#: Paragraph 1 became 2 behind a new paragraph 1; paragraph 2 (which refers) became 3.
SHIFTED = alignment(("OP1", "OP2"), ("OP2", "OP3"))
OLD = document("old", ("OP1", "Decides to meet;"), ("OP2", "Recalls paragraph 1 above;"))


@pytest.mark.parametrize(
    ("reference", "status", "target"),
    [
        ("paragraph 2 above", "followed", "OP2"),  # the number changed as the target moved
        ("paragraph 1 above", "stale", "OP1"),  # the number was kept although the target moved
        ("paragraph 3", "retargeted", "OP3"),  # it points elsewhere
        ("paragraph 9", "broken", ""),  # there is no such paragraph
    ],
)
def test_a_reference_is_followed_stale_retargeted_or_broken(reference: str, status: str, target: str) -> None:
    new = document(
        "new", ("OP1", "Thanks all;"), ("OP2", "Decides to meet;"), ("OP3", f"Recalls {reference};")
    )
    (found,) = check_pair(OLD, new, SHIFTED)
    assert (found.status, found.old_target, found.new_target) == (status, "OP1", target)
    assert found.failing == (status in ("stale", "broken"))
    assert found.expected == ("OP2",)


def test_spans_point_at_the_printed_numbers() -> None:
    new = document(
        "new", ("OP1", "Thanks all;"), ("OP2", "Decides to meet;"), ("OP3", "Recalls paragraph 2;")
    )
    (found,) = check_pair(OLD, new, SHIFTED)
    assert found.old_span is not None
    assert found.new_span is not None
    assert OLD["OP2"].text[slice(*found.old_span)] == "1"
    assert new["OP3"].text[slice(*found.new_span)] == "2"


def test_a_reference_kept_to_a_kept_paragraph_is_unchanged() -> None:
    (found,) = check_pair(OLD, OLD.with_id("new"), alignment(("OP1", "OP1"), ("OP2", "OP2")))
    assert found.status == "unchanged"


def test_a_dropped_target_makes_a_kept_number_stale() -> None:
    new = document("new", ("OP1", "Thanks all;"), ("OP2", "Recalls paragraph 1 above;"))
    (found,) = check_pair(OLD, new, alignment(("OP2", "OP2")))
    assert found.status == "stale"
    assert "dropped" in found.evidence


def test_each_number_of_a_list_is_judged_by_itself() -> None:
    old = document("old", ("OP1", "A;"), ("OP2", "B;"), ("OP3", "Recalls paragraphs 1 and 2;"))
    new = document("new", ("OP1", "A;"), ("OP2", "N;"), ("OP3", "B;"), ("OP4", "Recalls paragraphs 1 and 2;"))
    found = check_pair(old, new, alignment(("OP1", "OP1"), ("OP2", "OP3"), ("OP3", "OP4")))
    assert statuses(found) == [("unchanged", "OP1", "OP1"), ("stale", "OP2", "OP2")]


def test_a_split_target_may_be_followed_into_both_halves() -> None:
    old = document("old", ("OP1", "A and B;"), ("OP2", "Recalls paragraph 1;"))
    new = document("new", ("OP1", "A;"), ("OP2", "B;"), ("OP3", "Recalls paragraphs 1 and 2;"))
    found = check_pair(old, new, alignment(("OP1", "OP1"), ("OP1", "OP2"), ("OP2", "OP3")))
    assert [f.status for f in found] == ["unchanged", "followed"]
    assert "split" in found[0].evidence


def test_references_of_merged_paragraphs_come_from_both() -> None:
    old = document("old", ("OP1", "A;"), ("OP2", "B, as in paragraph 1;"), ("OP3", "C, as in paragraph 1;"))
    new = document(
        "new", ("OP1", "N;"), ("OP2", "A;"), ("OP3", "B, as in paragraph 2, and C, as in paragraph 2;")
    )
    found = check_pair(old, new, alignment(("OP1", "OP2"), ("OP2", "OP3"), ("OP3", "OP3")))
    assert [(f.status, f.old_paragraph) for f in found] == [("followed", "OP2"), ("followed", "OP3")]


def test_new_and_removed_references_are_told() -> None:
    new = document(
        "new", ("OP1", "Decides to meet;"), ("OP2", "Recalls nothing;"), ("OP3", "See paragraph 1;")
    )
    found = check_pair(OLD, new, alignment(("OP1", "OP1"), ("OP2", "OP2")))
    assert [f.status for f in found] == ["new", "removed"]


def test_this_paragraph_and_subparagraphs_are_resolved_where_they_stand() -> None:
    text = document(
        "v", ("OP5", "Invites:"), ("OP5(a)", "All;"), ("OP5(b)", "As in subparagraph (a) and this paragraph;")
    )
    holder = text["OP5(b)"]
    labels = [r.label for ref in find_references(holder.text) for r in resolve(ref, text, holder)]
    assert labels == ["OP5(a)", "OP5"]


def test_a_missing_subparagraph_is_broken_and_an_uncut_one_is_not() -> None:
    cut = document("v", ("OP1", "Invites:"), ("OP1(a)", "All;"), ("OP2", "See paragraph 1 (f);"))
    assert [f.status for f in check_document(cut)] == ["broken"]
    uncut = document("v", ("OP1", "Invites: (a) all; (f) none;"), ("OP2", "See paragraph 1 (f);"))
    assert [(f.status, f.new_target) for f in check_document(uncut)] == [("resolved", "OP1")]


def test_a_damaged_number_that_fits_nothing_is_uncertain_not_broken() -> None:
    text = document("v", ("OP1", "A;"), ("OP2", "See paragraph 1l;"))
    assert [f.status for f in check_document(text)] == ["uncertain"]


def test_above_that_points_below_is_said() -> None:
    old = document("old", ("OP1", "As in paragraph 2 above;"), ("OP2", "A;"))
    (found,) = check_pair(old, old.with_id("new"), alignment(("OP1", "OP1"), ("OP2", "OP2")))
    assert "stands below" in found.evidence


def test_units_the_document_does_not_number_are_no_broken_references() -> None:
    text = document("v", ("OP1", "Acting under Chapter VII and Article 41 of the Charter, and section II;"))
    assert not any(f.failing for f in check_document(text))


def test_external_references_carry_symbol_and_pinpoint() -> None:
    text = document("v", ("OP1", "outlined in annex II, paragraph 8, of its resolution 71/1;"))
    (found,) = check_document(text)
    assert (found.status, found.symbol, found.pinpoint) == ("external", "A/RES/71/1", "annex II, para. 8")


def test_articles_are_checked_like_paragraphs() -> None:
    old = document("old", ("Article 1", "Scope."), ("Article 2", "As in Article 1."))
    new = document("new", ("Article 1", "New."), ("Article 2", "Scope."), ("Article 3", "As in Article 2."))
    found = check_pair(old, new, alignment(("Article 1", "Article 2"), ("Article 2", "Article 3")))
    assert statuses(found) == [("followed", "Article 1", "Article 2")]


def test_findings_are_rendered_as_text_html_and_json() -> None:
    new = document(
        "new", ("OP1", "Thanks all;"), ("OP2", "Decides to meet;"), ("OP3", "Recalls paragraph 1;")
    )
    found = check_pair(OLD, new, SHIFTED)
    assert "stale" in render_text(found)
    assert "OP2 -> OP3" in render_text(found)
    assert "<table>" in found._repr_html_()
    data = to_dict(found)
    assert json.loads(json.dumps(data)) == data
    assert data["counts"] == {"stale": 1}
    assert render_text(()) == "no cross-references\n"


def test_the_bundled_history_keeps_its_references_in_order() -> None:
    import draftdiff

    found = draftdiff.load("gcm-modalities").references
    first = [f for f in found if f.old == "first" and f.status == "followed"]
    assert [(f.old_paragraph, f.old_target, f.new_target) for f in first] == [
        ("OP20", "OP14", "OP15"),
        ("OP20", "OP19", "OP22"),
        ("OP20(a)", "OP19", "OP22"),
    ]
    assert not found.failing
    assert {f.status for f in found} == {"followed", "unchanged", "new", "external"}
    assert not any("phase" in f.new_reference for f in found)


def test_a_number_that_may_be_another_documents_is_uncertain_not_broken() -> None:
    text = document(
        "v", ("OP1", "Recalling the Songbird Decision and, at greater length, paragraphs 78 and 79;")
    )
    assert [f.status for f in check_document(text)] == ["uncertain", "uncertain"]
    own = document("v", ("OP1", "Recalling the Agenda for Songbirds and paragraph 78 above;"))
    assert [f.status for f in check_document(own)] == ["broken"]


def shared_pair(name: str) -> tuple[Document, Document, Alignment]:
    """Two real versions with their links made by hand."""
    from draftdiff.model import Document as Text

    folder = shared() / "data" / "alignment-dev" / name
    old, new = (Text.from_json((folder / f"{v}.json").read_bytes()).with_id(v) for v in ("old", "new"))
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    return old, new, alignment(*((a, b) for a, b, *_ in gold["links"] if a and b))


@pytest.mark.shared
def test_a_stale_reference_of_a_real_resolution_is_found() -> None:
    # S/RES/2659 kept "paragraphs 34 to 36" of its predecessor, although a new paragraph had moved them by one
    found = check_pair(*shared_pair("un-sc-minusca-2020-2025_S_RES_2605-_S_RES_2659"))
    stale = [(f.new_paragraph, f.old_target, f.expected) for f in found.of("stale")]
    assert ("OP33", "OP36", ("OP37",)) in stale


@pytest.mark.shared
def test_references_of_real_resolutions_resolve() -> None:
    counts: Counter[str] = Counter()
    for folder in sorted((shared() / "data" / "alignment-dev").glob("un-*")):
        for text in shared_pair(folder.name)[:2]:
            counts.update(check_document(text).counts())
    assert counts["resolved"] > 100
    assert counts["broken"] == counts["uncertain"] == 0
