"""Which paragraphs the aligner links: tables of small cases, and the bundled history."""

from __future__ import annotations

import json
import random
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from draftdiff.aligning import align, similarity
from draftdiff.aligning.grams import count_grams
from draftdiff.aligning.similarity import shared_weight
from draftdiff.aligning.units import both_sides
from draftdiff.label import Label
from draftdiff.model import Document, Paragraph

GOLD = Path(str(files("draftdiff_corpus"))) / "gcm_modalities" / "gold"

TRAFFIC = "Requests the Secretary-General to convene a summit on air traffic safety in Nairobi before 2030"
WATER = "Urges Member States to protect drinking water sources from industrial pollution in coastal areas"
YOUTH = "Encourages civil society to mentor young journalists through regional exchange programmes"
DEBT = "Invites creditors to consider suspending debt service payments of small island developing States"
BEES = "Recognizes the contribution of beekeepers to food security and biodiversity in mountain regions"
SEIZED = "Decides to remain seized of the matter"


#: Words enough that a clause beside them is a small part of its paragraph.
MUCH = (
    "as the ministers of fisheries, forestry and mining agreed at their meetings in Lima, Oslo and Suva, and as was set out at "
    "length in the report on inland navigation, river ports, locks, dredging, pilotage, towing and the training of crews, "
    "which also dealt with customs forms, quarantine, lighthouses, buoys, tonnage, insurance and the inspection of hulls"
)


def document(name: str, *rows: str | tuple[str, str]) -> Document:
    """A document of texts (`OP1`, `OP2`, ...) or (label, text) rows, flat."""
    labelled = [(f"OP{at}", row) if isinstance(row, str) else row for at, row in enumerate(rows, start=1)]
    return Document(
        id=name, paragraphs=tuple(Paragraph(label=Label.parse(label), text=text) for label, text in labelled)
    )


def links(old: Document, new: Document) -> dict[tuple[str, str], str]:
    """Linked labels -> relations, as one string."""
    return {(link.old, link.new): " ".join(link.relations) for link in align(old, new).links}


CASES = [
    # What stays and what shifts by an insertion before it.
    ("kept", [TRAFFIC, WATER], [TRAFFIC, WATER], {("OP1", "OP1"): "kept", ("OP2", "OP2"): "kept"}),
    (
        "renumbered by an insertion",
        [TRAFFIC, WATER],
        [YOUTH, TRAFFIC, WATER],
        {("OP1", "OP2"): "renumbered kept", ("OP2", "OP3"): "renumbered kept"},
    ),
    ("case, punctuation and hyphens do not count", ["The follow-up, in Geneva"], ["the followup in Geneva;"], {("OP1", "OP1"): "kept"}),
    ("edited", [TRAFFIC], [TRAFFIC.replace("Nairobi", "Vienna")], {("OP1", "OP1"): "edited"}),
    # One paragraph goes to the end: it moved, the others were renumbered.
    (
        "moved",
        [TRAFFIC, WATER, YOUTH, DEBT],
        [WATER, YOUTH, DEBT, TRAFFIC],
        {
            ("OP2", "OP1"): "renumbered kept", ("OP3", "OP2"): "renumbered kept", ("OP4", "OP3"): "renumbered kept",
            ("OP1", "OP4"): "moved renumbered kept",
        },
    ),
    (
        "split",
        [f"{TRAFFIC}, and {YOUTH}", WATER],
        [TRAFFIC, YOUTH, WATER],
        {("OP1", "OP1"): "split edited", ("OP1", "OP2"): "split renumbered edited", ("OP2", "OP3"): "renumbered kept"},
    ),
    (
        "merged from places apart",
        [TRAFFIC, WATER, YOUTH],
        [f"{TRAFFIC}, and {YOUTH}", WATER],
        {("OP1", "OP1"): "merged edited", ("OP3", "OP1"): "merged renumbered edited", ("OP2", "OP2"): "kept"},
    ),
    ("nothing in common", [TRAFFIC], [BEES], {}),
    # Identical paragraphs keep their order.
    (
        "identical",
        [SEIZED, WATER, SEIZED],
        [SEIZED, WATER, SEIZED],
        {("OP1", "OP1"): "kept", ("OP2", "OP2"): "kept", ("OP3", "OP3"): "kept"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), CASES, ids=[case[0] for case in CASES])
def test_small_texts_are_linked_as_a_reader_would(
    name: str, old: list[str], new: list[str], expected: dict[tuple[str, str], str]
) -> None:
    assert links(document("old", *old), document("new", *new)) == expected, name


def test_a_damaged_word_meets_its_sound_twin() -> None:
    scanned = (
        "Requests the Secretary-Generaÿ to convenc a summil on air traffic safety in Nairobi bef0re 2030"
    )
    (link,) = align(document("old", scanned, WATER), document("new", WATER, TRAFFIC)).to_new("OP2")
    assert link.old == "OP1"
    assert link.similarity > 0.9


def test_a_sub_paragraph_that_changes_its_parent_has_moved_and_its_brothers_have_not() -> None:
    old = document(
        "old", ("OP1", TRAFFIC), ("OP1(a)", WATER), ("OP1(b)", YOUTH), ("OP2", DEBT), ("OP2(a)", BEES)
    )
    new = document(
        "new", ("OP1", TRAFFIC), ("OP1(a)", WATER), ("OP2", DEBT), ("OP2(a)", BEES), ("OP2(b)", YOUTH)
    )
    assert links(old, new) == {
        ("OP1", "OP1"): "kept",
        ("OP1(a)", "OP1(a)"): "kept",
        ("OP2", "OP2"): "kept",
        ("OP2(a)", "OP2(a)"): "kept",
        ("OP1(b)", "OP2(b)"): "moved renumbered kept",
    }


def test_sub_paragraphs_follow_a_parent_that_moved_without_moving_themselves() -> None:
    old = document("old", ("OP1", TRAFFIC), ("OP1(a)", WATER), ("OP2", DEBT), ("OP3", BEES))
    new = document("new", ("OP1", DEBT), ("OP2", BEES), ("OP3", TRAFFIC), ("OP3(a)", WATER))
    found = links(old, new)
    assert found["OP1", "OP3"] == "moved renumbered kept"
    assert found["OP1(a)", "OP3(a)"] == "renumbered kept"


def test_an_item_run_into_its_chapeau_is_a_merge_and_no_move() -> None:
    old = document(
        "old", ("OP1", "In Vienna, the following theme shall be discussed:"), ("OP1(a)", WATER), ("OP2", DEBT)
    )
    new = document(
        "new", ("OP1", f"In Vienna, the following theme shall be discussed: {WATER}"), ("OP2", DEBT)
    )
    assert links(old, new) == {
        ("OP1", "OP1"): "merged edited",
        ("OP1(a)", "OP1"): "merged renumbered edited",
        ("OP2", "OP2"): "kept",
    }


def test_what_a_merge_from_afar_passed_has_not_moved() -> None:
    afar = f"{YOUTH}, and invites universities and foundations to finance scholarships for them"
    assert links(
        document("old", TRAFFIC, WATER, afar, DEBT), document("new", f"{TRAFFIC}, and {afar}", WATER, DEBT)
    ) == {
        ("OP1", "OP1"): "merged edited",
        ("OP3", "OP1"): "merged renumbered edited",
        ("OP2", "OP2"): "kept",
        ("OP4", "OP3"): "renumbered kept",
    }


def test_the_far_part_of_a_paragraph_that_stayed_has_not_moved() -> None:
    far = f"{YOUTH}, and invites universities and foundations to finance scholarships for them"
    found = links(
        document("old", f"{TRAFFIC}, and {far}", WATER, DEBT, BEES),
        document("new", TRAFFIC, WATER, DEBT, BEES, far),
    )
    assert found["OP1", "OP1"] == "split edited"
    assert found["OP1", "OP5"] == "split renumbered edited"
    assert not any("moved" in relations for relations in found.values())


def test_a_list_is_as_long_as_its_items_when_the_shorter_of_two_is_called_moved() -> None:
    short = "Requests further that attention be given to the following"
    items = [("(a)", WATER), ("(b)", BEES)]
    old = document("old", ("OP1", short), *((f"OP1{a}", text) for a, text in items), ("OP2", TRAFFIC))
    new = document("new", ("OP1", TRAFFIC), ("OP2", short), *((f"OP2{a}", text) for a, text in items))
    assert links(old, new)["OP2", "OP1"] == "moved renumbered kept"
    assert links(old, new)["OP1", "OP2"] == "renumbered kept"


def test_equal_paragraphs_are_linked_each_in_its_place() -> None:
    rows = [SEIZED, TRAFFIC, SEIZED, WATER, SEIZED]
    assert set(links(document("old", *rows), document("new", *rows))) == {
        (f"OP{k}", f"OP{k}") for k in range(1, 6)
    }
    # The second of three goes: its neighbours do not move up.
    fewer = [SEIZED, TRAFFIC, WATER, SEIZED]
    assert set(links(document("old", *rows), document("new", *fewer))) == {
        ("OP1", "OP1"), ("OP2", "OP2"), ("OP4", "OP3"), ("OP5", "OP4"),
    }  # fmt: skip


def test_a_clause_may_hold_a_phrase_that_its_new_paragraph_had_already() -> None:
    phrase = "in close consultation with all Member States"
    clause = f"reviewing glacier lake outbursts and avalanche warnings {phrase}"
    body = f"{DEBT} {phrase}, {YOUTH}, {BEES}"
    old = document("old", f"{TRAFFIC}, {clause}, {MUCH}", body)
    new = document("new", f"{TRAFFIC}, {MUCH}", f"{body}, {clause}, without delay")
    (transfer,) = align(old, new).transfers
    assert (transfer.old, transfer.new, transfer.copied) == ("OP1", "OP2", False)
    assert new["OP2"].text[slice(*transfer.new_span)] == clause


def test_what_a_lightly_edited_paragraph_lost_is_found_elsewhere() -> None:
    """It is linked before the search for its words and place, and takes part in it with what is left."""
    clause = (
        "reviewing glacier lake outbursts and avalanche warnings in high mountain valleys every second spring"
    )
    body = f"{TRAFFIC}, {YOUTH}, {DEBT}, {BEES}"
    old = document("old", SEIZED, WATER, f"{body}, {clause}", f"{WATER} and soil", TRAFFIC)
    new = document("new", SEIZED, WATER, body.replace("2030", "2031"), f"{WATER} and soil", TRAFFIC, clause)
    found = links(old, new)
    assert found["OP3", "OP3"] == "split edited"
    assert found["OP3", "OP6"] == "split renumbered edited"
    assert len(found) == 6


def test_labels_take_no_part() -> None:
    old = document("old", ("OP1", TRAFFIC), ("OP2", WATER))
    new = document("new", ("Article 9", TRAFFIC), ("Annex I, 2", WATER))
    assert set(links(old, new)) == {("OP1", "Article 9"), ("OP2", "Annex I, 2")}


def test_a_clause_that_wandered_is_a_transfer_and_no_link() -> None:
    clause = "bearing in mind the particular vulnerability of landlocked mountain communities"
    long = f"{DEBT} {YOUTH} {BEES}"
    rest = f"{WATER}, {MUCH}"
    old = document("old", f"{TRAFFIC}, {clause}, {rest}", long)
    new = document(
        "new",
        f"{TRAFFIC}, {rest}",
        f"{long}, {clause}, including through technology, trade and the sharing of data",
    )
    alignment = align(old, new)
    assert {(link.old, link.new) for link in alignment.links} == {("OP1", "OP1"), ("OP2", "OP2")}
    (transfer,) = alignment.transfers
    assert (transfer.old, transfer.new, transfer.copied) == ("OP1", "OP2", False)
    assert old["OP1"].text[slice(*transfer.old_span)] == clause
    assert new["OP2"].text[slice(*transfer.new_span)] == clause


def test_two_versions_of_one_very_long_paragraph_meet() -> None:
    words = [f"word{at}" for at in range(3000)]
    old = document("old", " ".join(words))
    assert links(old, document("new", " ".join([*words[:1500], "inserted", *words[1500:]]))) == {
        ("OP1", "OP1"): "edited"
    }


def test_half_of_a_paragraph_is_a_split_and_a_tenth_is_a_clause() -> None:
    """A quarter of one side's words makes a link for those who read the sets; far below it is a wandering clause."""
    clause, stays, body = (" ".join(f"{stem}{at}" for at in range(size)) for stem, size in
                           (("wandering", 18), ("staying", 18), ("body", 400)))  # fmt: skip
    mains = {("OP1", "OP1"), ("OP2", "OP2")}
    found = links(document("old", f"{stays} {clause}", body), document("new", stays, f"{body} {clause}"))
    assert found.keys() == {*mains, ("OP1", "OP2")}
    longer = " ".join(f"staying{at}" for at in range(180))
    alignment = align(
        document("old", f"{longer} {clause}", body), document("new", longer, f"{body} {clause}")
    )
    assert {(link.old, link.new) for link in alignment.links} == mains
    assert [(transfer.old, transfer.new) for transfer in alignment.transfers] == [("OP1", "OP2")]
    # Without a successor of its own a paragraph has been merged.
    assert links(document("old", f"{stays} {clause}", body), document("new", f"{body} {clause}")) == {
        ("OP1", "OP1"): "merged edited",
        ("OP2", "OP1"): "merged renumbered edited",
    }


def test_a_part_that_was_mostly_rewritten_is_a_split_only_beside_the_rest() -> None:
    others = [" ".join(f"other{at}x{place}" for at in range(30)) for place in range(4)]
    body, tail = (
        " ".join(f"{stem}{at}" for at in range(size)) for stem, size in (("body", 100), ("tail", 60))
    )
    rewritten = " ".join(tail.split()[:12] + [f"fresh{at}" for at in range(60)])
    old = document("old", f"{body} {tail}", *others)
    assert ("OP1", "OP2") in links(old, document("new", body, rewritten, *others))
    # The same words three paragraphs on are a clause that somebody used again.
    assert links(old, document("new", body, *others, rewritten)).keys() == {
        (f"OP{at}", f"OP{at}") for at in range(1, 6)
    }


def test_a_paragraph_can_continue_in_dozens_of_paragraphs() -> None:
    parts = [" ".join(f"part{at}x{place}" for at in range(15)) for place in range(40)]
    old = document("old", TRAFFIC, " ".join(parts), WATER)
    new = document("new", TRAFFIC, *parts, WATER)
    split = {("OP2", f"OP{at}") for at in range(2, 42)}
    assert links(old, new).keys() == {("OP1", "OP1"), ("OP3", "OP42"), *split}
    assert links(new, old).keys() == {("OP1", "OP1"), ("OP42", "OP3"), *((b, a) for a, b in split)}


def test_a_link_names_its_evidence_its_rival_and_how_sure_it_is() -> None:
    near = TRAFFIC.replace("Nairobi", "Quito").replace("2030", "2040")
    alignment = align(document("old", TRAFFIC, near, WATER), document("new", WATER, TRAFFIC))
    (link,) = alignment.to_new("OP2")
    assert link.evidence == "the same words"
    assert link.runner_up is not None
    assert link.runner_up.old == "OP2"
    assert 0.5 <= link.confidence < 1
    assert alignment.deleted == ("OP2",)


def test_of_two_candidates_that_are_equally_good_neither_is_guessed() -> None:
    old = document("old", TRAFFIC, YOUTH, WATER)
    new = document(
        "new", TRAFFIC, YOUTH.replace("regional", "urban"), YOUTH.replace("regional", "rural"), WATER
    )
    alignment = align(old, new)
    assert {(link.old, link.new) for link in alignment.links} == {("OP1", "OP1"), ("OP3", "OP4")}
    assert [(pair.old, pair.new) for pair in alignment.uncertain] == [("OP2", "OP2"), ("OP2", "OP3")]
    assert all("too close to call" in pair.why for pair in alignment.uncertain)
    assert (alignment.deleted, alignment.inserted) == (("OP2",), ("OP2", "OP3"))


@pytest.mark.parametrize(("old", "new"), [("first", "final"), ("final", "adopted")])
def test_the_bundled_history_is_aligned_as_the_gold_says(old: str, new: str) -> None:
    step = json.loads((GOLD / "gcm_alignment.json").read_text("utf-8"))[f"{old}->{new}"]
    alignment = align(_gold(old), _gold(new))
    found = {(link.old, link.new): set(link.relations) for link in alignment.links}
    truth = {(row["old"], row["new"]): set(row["relations"]) for row in step["links"]}
    assert found.keys() == truth.keys()
    assert list(alignment.inserted) == step["inserted"]
    assert list(alignment.deleted) == step["deleted"]
    telling = {"split", "merged", "moved", "renumbered"}
    assert {k: v & telling for k, v in found.items()} == {k: v & telling for k, v in truth.items()}
    same = sum(found[link] == names for link, names in truth.items())
    assert same / len(truth) >= 0.98


def _gold(version: str) -> Document:
    rows = json.loads((GOLD / f"gcm_{version}.paragraphs.json").read_text("utf-8"))
    return document(
        version, *((row["id"], row["text"]) for row in rows if row["kind"] not in ("heading", "footnote"))
    )


def test_a_near_duplicate_edited_into_the_words_of_its_twin_does_not_take_its_place() -> None:
    """The same words on both sides, once each, are no proof alone: the place says who is who."""
    north = "Requests the Secretary-General to report to the Council at its next session on the water of the north"
    south = north.replace("north", "south")
    old = document("old", TRAFFIC, north, WATER, DEBT, YOUTH, south, BEES)
    new = document("new", TRAFFIC, south, WATER, DEBT, YOUTH, f"{south} and of the Arab States", BEES)
    links = {(link.old, link.new) for link in align(old, new).links}
    assert links == {(label, label) for label in old.labels()}


def _parts(number: int, words: int, seed: int = 1) -> list[str]:
    """Paragraphs that have few words in common, but stock ones."""
    draw = random.Random(seed)  # noqa: S311 - not for secrets
    known = [f"word{at}" for at in range(4000)]
    return [" ".join(draw.choice(known) for _ in range(words)) for _ in range(number)]


@pytest.mark.parametrize("relation", ["split", "merged"])
def test_text_without_breaks_goes_on_in_all_its_paragraphs(relation: str) -> None:
    parts = _parts(300, 40)
    ends = document("whole", " ".join(parts)), document("parts", *parts)
    old, new = ends if relation == "split" else ends[::-1]
    found = align(old, new)
    assert len(found.links) == 300
    assert not found.transfers
    assert {link.relations[0] for link in found.links} == {relation}


def test_equal_parts_are_treated_alike() -> None:
    """A part that stands a dozen times: each copy carries the words on, and none is preferred for its place."""
    first, second = _parts(2, 60)
    found = links(document("a", f"{first} {second}"), document("b", first, *[second] * 12))
    assert ("OP1", "OP1") in found
    assert len(found) in {2, 13}


def test_words_of_a_text_without_breaks_are_not_compared_with_each_of_its_parts() -> None:
    # Words of one ideograph are too short to tell an edit by themselves.
    text = "".join(chr(0x4E00 + at * 7 % 4001) for at in range(4000))
    parts = [text[at : at + 40] for at in range(0, 4000, 40)]
    found = align(
        document("a", text), document("b", *parts), same_words=lambda *_: pytest.fail("read through")
    ).links
    assert len(found) == 100
    assert all("edited" in link.relations for link in found)


def test_clauses_of_one_long_paragraph_are_found_in_all_the_others() -> None:
    parts, own = _parts(100, 40), _parts(100, 60, seed=2)
    grown = [f"{text} {' '.join(part.split()[:12])}" for text, part in zip(own, parts, strict=True)]
    found = align(document("a", " ".join(parts), *own), document("b", *grown))
    starts = [t.old_span[0] for t in found.transfers if t.old == "OP1"]
    assert starts == sorted(starts)
    assert all(
        grown[int(t.new[2:]) - 1][slice(*t.new_span)] == " ".join(parts[int(t.new[2:]) - 1].split()[:12])
        for t in found.transfers
    )
    # One or the other may be taken for a split; none is lost.
    assert len(starts) >= 95
    assert len({t.new for t in found.transfers} | {link.new for link in found.from_old("OP1")}) == 100


def test_lopsided_pairs_weigh_what_even_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [*_parts(20, 40), *_parts(1, 700, seed=2)]
    sides = both_sides(document("a", " ".join(parts), *parts[:3]), document("b", *parts))
    grams = count_grams(sides[0].rows, sides[1].rows, np.zeros((0, 2), dtype=np.int64))
    olds, news = (ends.ravel() for ends in np.indices((4, 21)))
    quick = [
        shared_weight(*given)
        for given in (
            (grams.old, grams.new, olds, news, grams.weights),
            (grams.new, grams.old, news, olds, grams.weights),
        )
    ]
    monkeypatch.setattr(similarity, "LONG", 10**9)
    plain = shared_weight(grams.old, grams.new, olds, news, grams.weights)
    assert (np.diff(grams.old.indptr) >= 2000).any()
    np.testing.assert_allclose(quick, [plain, plain])


@pytest.mark.parametrize(
    "phrase",
    [
        "in accordance with applicable international law",
        "the President of the General Assembly to",
    ],
)
def test_a_name_or_a_stock_phrase_that_two_paragraphs_share_did_not_wander(phrase: str) -> None:
    """The old paragraph keeps the phrase, the new one has it too: shared language, no clause."""
    old = document("old", f"{TRAFFIC}, {phrase}, {MUCH}", f"{DEBT} {YOUTH} {BEES}", WATER, SEIZED)
    new = document("new", f"{TRAFFIC}, {phrase}, {MUCH}", f"{DEBT} {YOUTH} {BEES}, {phrase}", WATER, SEIZED)
    assert not align(old, new).transfers
