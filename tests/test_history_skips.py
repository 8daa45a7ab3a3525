"""Histories of any shape: paragraphs that return, branches, missing versions, near-identical neighbours.

Each case has its section and picture in docs/tricky-cases.md.
"""

from __future__ import annotations

from histories import BASE, base, numbered

from draftdiff.history import History
from draftdiff.model import Document


def path(history: History, label: str, version: str | None = None) -> list[str]:
    return [f"{v} {k}" for v, k in history.trace(label, version).path]


def test_a_reinstated_paragraph_is_linked_to_the_version_that_last_had_it() -> None:
    history = History([base("v1"), base("v2", drop="OP4"), base("v3")])
    assert [(b.old, b.link.old, b.new, b.link.new, b.skips) for b in history.reinstated] == [
        ("v1", "OP4", "v3", "OP4", ("v2",))
    ]
    assert path(history, "OP4") == ["v3 OP4", "v1 OP4"]
    assert history.trace("OP4", "v1").stages[-1].gone_in == ("v2",)
    assert {w.origin for w in history.blame("OP4").words} == {"v1"}
    assert {w.missing for w in history.blame("OP4").words} == {("v2",)}


def test_a_reinstated_paragraph_may_have_been_edited_and_renumbered() -> None:
    back = "Urges Member States to contribute to a voluntary trust fund for the least developed countries;"
    history = History([base("v1"), base("v2", drop="OP3 OP4"), base("v3", drop="OP3", OP4=back)])
    assert [(b.link.old, b.link.new, b.link.relations) for b in history.reinstated] == [
        ("OP4", "OP3", ("renumbered", "edited"))
    ]
    origins = {w.text: w.origin for w in history.blame("OP3").words}
    assert (origins["trust"], origins["least"]) == ("v1", "v3")


def test_a_paragraph_dropped_twice_returns_from_where_it_was_last() -> None:
    out = "OP5"
    versions = [base("v1"), base("v2", drop=out), base("v3"), base("v4", drop=out), base("v5")]
    history = History(versions)
    assert [(b.old, b.new) for b in history.reinstated] == [("v1", "v3"), ("v3", "v5")]
    assert path(history, "OP5") == ["v5 OP5", "v3 OP5", "v1 OP5"]
    assert {w.missing for w in history.blame("OP5").words} == {("v2", "v4")}


def test_a_new_paragraph_that_only_shares_formulas_is_not_a_return() -> None:
    new = "Urges Member States to ratify the conventions on the rights of the child and on disability;"
    history = History([base("v1"), base("v2", drop="OP4"), base("v3", OP4=new)])
    assert history.reinstated == ()
    assert {w.origin for w in history.blame("OP4").words} == {"v3"}


def test_rival_texts_from_one_draft_do_not_see_each_other() -> None:
    left = base("left", OP1="Decides to convene the conference in Geneva during the first half of May 2018;")
    right = base("right", drop="OP1")
    history = History([base("draft"), left, right], parents={"right": "draft"})
    assert history.steps == (("draft", "left"), ("draft", "right"))
    assert path(history, "OP1", "draft") == ["left OP1", "draft OP1"]
    stage = history.trace("OP1", "draft").stage("draft")[0]
    assert stage.gone_in == ("right",)
    geneva = next(w for w in history.blame("OP1", "left").words if w.text == "Geneva")
    morocco = next(w for w in history.blame("OP1", "draft").words if w.text == "Morocco")
    assert (geneva.origin, geneva.before) == ("left", None)
    assert morocco.gone_in == ("left", "right")


def test_branches_that_merge_bring_the_words_of_both() -> None:
    left = base(
        "left", OP1="Decides to convene the conference in Geneva during the second half of December 2018;"
    )
    right = base(
        "right",
        OP6="Invites the World Bank and the Monetary Fund to study remittances and the portability of earned benefits;",
    )
    both = base("both", OP1=left["OP1"].text, OP6=right["OP6"].text)
    history = History(
        [base("draft"), left, right, both], parents={"right": "draft", "both": ("left", "right")}
    )
    origin = {w.text: w.origin for label in ("OP1", "OP6") for w in history.blame(label).words}
    assert (origin["Geneva"], origin["Monetary"], origin["remittances"]) == ("left", "right", "draft")
    assert history.reinstated == ()
    assert {v for v, _ in history.trace("OP6").path} == {"draft", "left", "right", "both"}


def test_a_paragraph_kept_on_one_branch_is_not_reinstated_by_the_merge() -> None:
    right = base("right", drop="OP4")
    history = History(
        [base("draft"), base("left"), right, base("both")],
        parents={"right": "draft", "both": ("left", "right")},
    )
    assert history.reinstated == ()


def test_a_skipped_version_leaves_the_rest_of_the_lineage_whole() -> None:
    everything = [base("v1"), base("v2", drop="OP2"), base("v3", drop="OP2 OP6"), base("v4")]
    whole, without = History(everything), History([everything[0], everything[1], everything[3]])
    assert path(whole, "OP6") == ["v4 OP6", "v2 OP5", "v1 OP6"]
    assert path(without, "OP6") == ["v4 OP6", "v2 OP5", "v1 OP6"]
    assert path(whole, "OP2") == ["v4 OP2", "v1 OP2"]
    assert {(b.old, b.skips) for b in whole.reinstated} == {("v1", ("v2", "v3")), ("v2", ("v3",))}


def twins(name: str, first: str, second: str) -> Document:
    texts = [(label[:2], text) for label, text in BASE.items()]
    extra = (
        "Requests the {} to submit to the General Assembly at its seventy-third session a report on the {}"
    )
    return numbered(
        name, [*texts, ("OP", extra.format(*first.split("|"))), ("OP", extra.format(*second.split("|")))]
    )


def test_two_near_identical_paragraphs_that_swap_keep_their_identities() -> None:
    work, money = "Secretary-General|work of the conference;", "Board of Auditors|accounts of the trust fund;"
    history = History([twins("v1", work, money), twins("v2", money, work)])
    assert path(history, "OP7") == ["v2 OP7", "v1 OP8"]
    assert path(history, "OP8") == ["v2 OP8", "v1 OP7"]
    assert {w.origin for w in history.blame("OP7").words} == {"v1"}
    assert {w.origin_label for w in history.blame("OP7").words} == {"OP8"}
