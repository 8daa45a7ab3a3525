"""`blame`: every word knows the version and the paragraph it comes from, and what became of it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from histories import BASE, base, document, gold_history, link, numbered

from draftdiff.alignment import Alignment
from draftdiff.history import History
from draftdiff.tracing.blame import Blame


def origins(blame: Blame) -> dict[str, str]:
    """Word -> version; the last one where a word stands twice."""
    return {word.text: word.origin for word in blame.words}


def chain(*texts: str) -> History:
    """The base text with OP4 in several wordings, versions v1, v2, ..."""
    return History([base(f"v{at}", OP4=text) for at, text in enumerate(texts, 1)])


FUND = "Urges Member States to contribute generously to a voluntary trust fund for developing countries;"


def test_a_word_comes_from_the_version_that_first_had_it() -> None:
    encouraged = FUND.replace("Urges", "Encourages")
    history = chain(FUND, encouraged, encouraged.replace("generously to", "to"))
    assert origins(history.blame("OP4")) | {} == {
        "Encourages": "v2",
        **dict.fromkeys(
            [
                "Member",
                "States",
                "to",
                "contribute",
                "a",
                "voluntary",
                "trust",
                "fund",
                "for",
                "developing",
                "countries",
            ],
            "v1",
        ),
    }


def test_what_a_paragraph_lost_is_told_with_the_version_that_lost_it() -> None:
    history = chain(
        FUND, FUND.replace("generously ", ""), FUND.replace("generously ", "").replace("voluntary ", "")
    )
    dropped = [(d.text, d.origin, d.last, d.gone_in) for d in history.blame("OP4").dropped]
    assert dropped == [
        ("generously", "v1", ("v1", "OP4"), "v2"),
        ("voluntary", "v1", ("v2", "OP4"), "v3"),
    ]


def test_the_fate_of_a_drafts_words_is_the_version_in_which_they_disappear() -> None:
    history = chain(FUND, FUND.replace("generously ", ""), FUND.replace("generously ", ""))
    fate = {word.text: word.gone_in for word in history.blame("OP4", "v1").words}
    assert fate["generously"] == ("v2",)
    assert fate["trust"] == ()


def test_words_that_left_and_came_back_keep_their_origin_and_say_so() -> None:
    qualified = FUND.replace("countries;", "countries, as appropriate;")
    history = chain(qualified, FUND, qualified)
    words = {word.text: word for word in history.blame("OP4").words}
    assert (words["appropriate"].origin, words["appropriate"].missing) == ("v1", ("v2",))
    old = {word.text: word for word in history.blame("OP4", "v1").words}["appropriate"]
    assert (old.gone_in, old.back_in) == (("v2",), ("v3",))


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [("Deÿides", "Decides"), ("c0nference", "conference"), ("20t8", "2018")],  # docs/domain.md, "Scans"
)
def test_a_word_the_scanner_damaged_is_no_new_word(damaged: str, clean: str) -> None:
    history = History([base("scan", OP1=BASE["OP1"].replace(clean, damaged)), base("clean")])
    word = next(w for w in history.blame("OP1").words if w.text == clean)
    assert (word.origin, word.printed) == ("scan", damaged)


@pytest.mark.parametrize(
    ("was", "becomes"), [("Member States", "member States"), ("trust fund", "trust-fund")]
)
def test_case_and_hyphens_make_no_new_word(was: str, becomes: str) -> None:
    history = chain(FUND, FUND.replace(was, becomes))
    assert set(origins(history.blame("OP4")).values()) == {"v1"}


def test_words_of_a_moved_paragraph_keep_their_origin_and_their_old_place() -> None:
    texts = [(label[:2], text) for label, text in BASE.items()]
    moved = [*texts[:2], texts[7], *texts[2:7]]
    history = History([numbered("a", texts), numbered("b", moved)])
    word = history.blame("OP1").words[0]
    assert (word.text, word.origin, word.origin_label, word.before) == ("Invites", "a", "OP6", ("a", "OP6"))


def test_both_parts_of_a_split_and_both_halves_of_a_merge_keep_their_origins() -> None:
    history = gold_history()
    assert {w.before[1] for w in history.blame("OP17", "final").words if w.before} == {"OP15"}
    merged = {w.before[1] for w in history.blame("OP31", "final").words if w.before}
    assert merged == {"OP27", "OP28"}
    assert {w.origin_label for w in history.blame("OP15(c)").words} == {"OP15(C)", "OP14(B)(f)", "OP15(C)(f)"}


def test_a_clause_that_wandered_to_another_paragraph_keeps_its_origin() -> None:
    clause = "with the technical and policy expertise that the intergovernmental negotiations may require"
    longer = base(
        "a",
        OP2=f"Requests the Secretary-General to appoint a special representative without delay, {clause};",
    )
    other = base(
        "b",
        OP5=f"Stresses the importance of decent work, labour mobility and the recognition of qualifications, {clause};",
    )
    words = {w.text: w for w in History([longer, other]).blame("OP5").words}
    assert (words["expertise"].origin, words["expertise"].origin_label) == ("a", "OP2")
    assert words["qualifications"].origin_label == "OP5"


def test_a_phrase_that_changes_its_place_in_a_paragraph_keeps_its_origin() -> None:
    old = "Decides that smuggling of migrants, decent work, remittances and social inclusion shall be discussed in Geneva;"
    new = "Decides that decent work, remittances, smuggling of migrants and social inclusion shall be discussed in Geneva;"
    assert set(origins(chain(old, new).blame("OP4")).values()) == {"v1"}


def test_formulas_alone_are_no_origin() -> None:
    texts = [(label[:2], text) for label, text in BASE.items()]
    report = (
        "OP",
        "Requests the Secretary-General to submit to the General Assembly a report on the use of the fund;",
    )
    envoy = (
        "OP",
        "Requests the Secretary-General to nominate before the end of the year an envoy for the region;",
    )
    history = History(
        [numbered("a", [*texts, report]), numbered("b", [*texts, envoy])],
        alignments=[
            Alignment(
                old="a", new="b", links=tuple(link(k, k) for k in BASE), inserted=("OP7",), deleted=("OP7",)
            )
        ],
    )
    assert origins(history.blame("OP7"))["envoy"] == "b"


def test_blame_from_a_middle_version_knows_past_and_future() -> None:
    history = gold_history()
    blame = history.blame("OP23", "final")
    assert {w.text: w.gone_in for w in blame.words}["late"] == ("adopted",)
    assert {w.origin for w in blame.words} <= {"first", "final"}


def test_every_word_of_every_version_has_an_origin_that_is_not_younger() -> None:
    history = gold_history()
    rank = {version: at for at, version in enumerate(history.versions)}
    for version in history.versions:
        for blame in history.blames(version):
            for one in (blame, *blame.children):
                assert all(rank[w.origin] <= rank[version] for w in one.words)
                assert all(one.text[w.start : w.end] == w.text for w in one.words)


def test_runs_join_words_of_one_origin_and_shares_add_up() -> None:
    blame = gold_history().blame("OP31")
    runs = blame.runs()
    assert all(a.end <= b.start for a, b in pairwise(runs))
    assert sum(blame.shares().values()) == pytest.approx(1.0)
    assert runs[0].text.startswith("Decides to establish a voluntary trust fund")


def test_text_marks_every_run_and_explains_the_marks() -> None:
    text = chain(FUND, FUND.replace("Urges", "Encourages")).blame("OP4").to_text()
    assert "[2] v2: 7% of the words" in text
    assert "[2] Encourages [1] Member States" in text
    assert "gone in v2 (last in v1 OP4): Urges" in text


def test_html_has_a_number_beside_every_colour() -> None:
    blame = chain(FUND, FUND.replace("Urges", "Encourages")).blame("OP4")
    page = blame.to_html()
    assert page.count("<sup>1</sup>") == 2  # legend and text
    assert page.count("<sup>2</sup>") == 2
    assert "default-src 'none'" in page


def test_json_and_frame_have_a_row_a_word() -> None:
    blame = gold_history().blame("OP15")
    told = json.loads(blame.to_json())
    assert told["schema"] == "draftdiff.blame/1"
    assert len(told["words"]) == len(blame.words)
    assert [c["label"] for c in told["children"]] == ["OP15(a)", "OP15(b)", "OP15(c)"]
    pytest.importorskip("pandas", reason="the extra `frames` is optional")
    frame = blame.to_frame()
    assert set(frame["origin"]) == {"first", "final", "adopted"}
    assert "OP15(a)(i)" in set(frame["label"])


@pytest.mark.parametrize(
    "text", ["", "...", "第一条 各国应当合作。", "يشجع الدول الأعضاء على التعاون", "a" * 3]
)
def test_any_text_has_a_blame(text: str) -> None:
    history = History([document("a", {"OP1": text}), document("b", {"OP1": text})])
    assert {w.origin for w in history.blame("OP1").words} <= {"a"}
    assert history.blame("OP1").to_text()
