"""What the views of a report show, before any markup: running text of merges, summary, picture, words of the catalogue."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from histories import document, link
from markupsafe import Markup, escape

from draftdiff.alignment import Alignment
from draftdiff.change import Change, Redline, Signal
from draftdiff.errors import UsageError
from draftdiff.history import History
from draftdiff.writing import ReportOptions
from draftdiff_reports.common.book import Book, address
from draftdiff_reports.common.catalogue import Catalogue, languages
from draftdiff_reports.common.compose import compose
from draftdiff_reports.common.numbers import numbers
from draftdiff_reports.common.passages import Passages, in_context
from draftdiff_reports.common.picture import picture
from draftdiff_reports.common.ranking import weight
from draftdiff_reports.common.summary import summarise
from draftdiff_reports.html import HtmlReport, writer
from draftdiff_reports.html.redline import redline as running

OLD = {
    "PP1": "Recalling the Charter,",
    "OP1": "Decides to meet in Geneva;",
    "OP2": "Requests a report;",
    "OP3": "Urges States to contribute;",
    "OP4": "Thanks the host;",
    "OP5": "Notes the list:",
    "OP5(a)": "at Geneva:",
    "OP5(a)(i)": "Smuggling of migrants",
    "OP5(b)": "at Vienna:",
}
NEW = {
    "PP1": "Recalling the Charter,",
    "OP1": "Decides to meet in Vienna;",
    "OP2": "Requests a report, and encourages States to contribute;",
    "OP3": "Invites observers;",
    "OP4": "Notes the list:",
    "OP4(a)": "at Geneva:",
    "OP4(b)": "at Vienna:",
    "OP4(b)(i)": "Smuggling of migrants",
}
LINKS = (
    link("PP1", "PP1", "kept"),
    link("OP1", "OP1", "edited"),
    link("OP2", "OP2", "merged", "edited", weight=(1.0, 0.4)),
    link("OP3", "OP2", "merged", "renumbered", "edited", weight=(0.8, 0.6)),
    link("OP5", "OP4", "renumbered", "kept"),
    link("OP5(a)", "OP4(a)", "renumbered", "kept"),
    link("OP5(b)", "OP4(b)", "renumbered", "kept"),
    link("OP5(a)(i)", "OP4(b)(i)", "moved", "renumbered", "kept"),
)


@pytest.fixture(scope="module")
def book() -> Book:
    given = Alignment(old="old", new="new", links=LINKS, inserted=("OP3",), deleted=("OP4",))
    return Book(History([document("old", OLD), document("new", NEW)], alignments=[given]))


def test_the_running_text_of_a_merge_is_the_new_text_read_once(book: Book) -> None:
    passage = Passages().of(book.steps[0], "OP2")
    assert "".join(p.text for p in passage.pieces if p.kind in ("same", "ins", "came")) == NEW["OP2"]


def _random_redline(chance: random.Random, new: str, label: str) -> Redline:
    """A redline into `new` that keeps some of its words and puts others."""
    pieces, old, changes, at, old_at = re.findall(r"\S+\s*", new), "", [], 0, 0
    for word in pieces:
        roll = chance.random()
        if roll < 0.5:
            old, old_at = old + word, old_at + len(word)
        else:
            gone = "gone " if roll < 0.7 else ""
            transfer = "OP9" if roll > 0.9 else ""
            changes.append(
                Change(
                    old_span=(old_at, old_at + len(gone)), new_span=(at, at + len(word)), old=gone, new=word, transfer=transfer
                )
            )  # fmt: skip
            old, old_at = old + gone, old_at + len(gone)
        at += len(word)
    return Redline(old_label=label, new_label="OP1", old_text=old, new_text=new, changes=tuple(changes))


@pytest.mark.parametrize("seed", range(40))
def test_any_redlines_into_one_text_compose_to_that_text(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    new = " ".join(chance.choices(["a", "bb", "ccc", "dd,", "e"], k=chance.randint(0, 30)))
    redlines = [_random_redline(chance, new, f"OP{n}") for n in range(1, chance.randint(2, 5))]
    pieces = compose(redlines)
    assert "".join(p.text for p in pieces if p.kind in ("same", "ins", "came")) == new


def test_the_summary_counts_what_is_new_dropped_merged_and_moved(book: Book) -> None:
    summary = summarise(book, Passages())
    assert [f.here for f in summary.new] == [(("new", "OP3"),)]
    assert [f.here for f in summary.dropped] == [(("old", "OP4"),)]
    assert [(f.there, f.here) for f in summary.merged] == [
        ((("old", "OP2"), ("old", "OP3")), (("new", "OP2"),))
    ]
    ((top, journeys),) = summary.journeys
    assert top == ("new", "OP4")
    (moved,) = (j for j in journeys if j.moved)
    assert [stop[0] for stop in moved.stops] == [
        (("old", "OP5(a)(i)"), "at Geneva"),
        (("new", "OP4(b)(i)"), "at Vienna"),
    ]


def test_the_summary_tells_where_each_number_went_in_runs(book: Book) -> None:
    runs = summarise(book, Passages()).numbers
    assert [(r.first[1], r.last[1], [n[1] for n in r.to]) for r in runs] == [
        ("PP1", "PP1", ["PP1"]),
        ("OP1", "OP2", ["OP1", "OP2"]),
        ("OP3", "OP3", ["OP2"]),
        ("OP4", "OP4", []),
        ("OP5", "OP5", ["OP4"]),
    ]
    assert [r.same for r in runs] == [True, True, False, False, False]


@pytest.mark.parametrize("seed", range(30))
def test_runs_of_numbers_hold_each_paragraph_once_and_say_what_the_links_say(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test
    old = {f"OP{n}": f"Requests {n};" for n in range(1, chance.randint(2, 14))}
    new = {f"OP{n}": f"Requests {n};" for n in range(1, chance.randint(2, 14))}
    pairs = {
        (f"OP{n}", f"OP{m}")
        for n in range(1, len(old) + 1)
        for m in range(1, len(new) + 1)
        if m - n in (0, 2) and chance.random() < 0.6
    }
    links = tuple(link(a, b, "kept") for a, b in sorted(pairs, key=lambda p: (len(p[0]), p)))
    given = Alignment(
        old="old", new="new", links=links,
        inserted=tuple(b for b in new if b not in {q for _, q in pairs}),
        deleted=tuple(a for a in old if a not in {p for p, _ in pairs}),
    )  # fmt: skip
    runs = numbers(Book(History([document("old", old), document("new", new)], alignments=[given])))
    told: dict[str, set[str]] = {}
    for run in runs:
        a, b = int(run.first[1][2:]), int(run.last[1][2:])
        for at, n in enumerate(range(a, b + 1)):
            to = (
                {node[1] for node in run.to}
                if run.alone
                else {f"OP{int(run.to[0][1][2:]) + at}"}
                if run.to
                else set()
            )
            assert f"OP{n}" not in told
            told[f"OP{n}"] = to
    assert told == {a: {q for p, q in pairs if p == a} for a in old}


def test_a_paragraph_with_many_changes_is_one_entry_and_its_others_are_counted() -> None:
    texts = "Requests the {0} of the {1} to send the {2} to the {3} before the {4}, and urges the {5} to pay;"
    old = document("old", {"OP1": texts.format(*"abcdef"), "OP2": "Thanks the host;"})
    new = document("new", {"OP1": texts.format(*"uvwxyz"), "OP2": "Thanks the hostess;"})
    step = summarise(Book(History([old, new])), Passages()).steps[0]
    labels = [changed.items[0].label for changed in step.shown]
    assert len(labels) == len(set(labels)) == len(step.paragraphs)
    assert sum(len(changed.items) for changed in step.paragraphs) == len(step.substantive)
    first = next(changed for changed in step.paragraphs if changed.items[0].label == "OP1")
    assert len(first.shown) + first.rest == len(first.items)
    assert first.rest > 0


def test_what_is_gone_from_its_place_leaves_a_trace_there(book: Book) -> None:
    blocks = running(book, Passages(), book.steps[0]).blocks
    kinds = [(b.kind, b.label) for b in blocks if b.kind in ("gone", "dropped", "new")]
    assert kinds == [("dropped", "OP4"), ("new", "OP3"), ("gone", "OP5(a)(i)")]


def test_heavier_signals_come_first() -> None:
    def change(*names: str) -> Change:
        return Change(
            old_span=(0, 1), new_span=(0, 1), old="a", new="b", signals=tuple(Signal(name=n) for n in names)
        )

    assert (
        weight(change("verb_weaker"))
        > weight(change("date"))
        > weight(change("list_opened"))
        > weight(change())
    )


def test_a_change_in_context_keeps_the_words_around_it() -> None:
    redline = Redline(
        old_label="OP1", new_label="OP1", old_text="a b c", new_text="a B c",
        changes=(Change(old_span=(2, 3), new_span=(2, 3), old="b", new="B"),),
    )  # fmt: skip
    context = in_context(redline.changes[0], redline)
    assert (context.before, context.after) == ("a ", " c")


def test_the_picture_has_a_node_for_each_paragraph_in_order_and_ribbons_inside_their_nodes(
    book: Book,
) -> None:
    drawn = picture(book)
    assert [b.label for b in drawn.bars] == [*OLD, *NEW]
    for version in ("old", "new"):
        tops = [b.y for b in drawn.bars if b.node[0] == version]
        assert tops == sorted(tops)
    by_id = {b.id: b for b in drawn.bars}
    for ribbon in drawn.ribbons:
        start = float(ribbon.path.split()[1].split("C")[0])
        assert by_id[ribbon.a].y - 0.2 <= start <= by_id[ribbon.a].y + by_id[ribbon.a].height + 0.2
    assert {b.label: b.fate for b in drawn.bars if b.fate} == {"OP4": "dropped", "OP3": "new"}


def test_versions_with_the_same_status_are_told_apart_by_symbol_or_id() -> None:
    texts = {"OP1": "Decides"}
    book = Book(
        History([
            document("a", texts, status="adopted", symbol="A/RES/75/1"),
            document("b", texts, status="adopted", symbol="A/RES/76/1"),
            document("c", texts, status="draft"),
        ])
    )  # fmt: skip
    assert [v.name for v in book.versions] == ["A/RES/75/1", "A/RES/76/1", "draft"]


def test_an_address_has_no_white_space() -> None:
    assert address("new", "Annex I, 4") == "new/Annex_I,_4"


@pytest.mark.parametrize("language", languages())
def test_every_catalogue_has_every_key_and_the_same_places_to_fill(language: str) -> None:
    english, other = Catalogue("en")._strings, Catalogue(language)._strings
    plain = {k for k in english if not k.startswith("status.")}
    from draftdiff_reports.common.catalogue import _bundled

    assert plain - set(_bundled(language)) == set()
    for key in plain:
        assert set(re.findall(r"\{\w+\}", other[key])) == set(re.findall(r"\{\w+\}", english[key])), key


def test_an_unknown_language_or_theme_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not speak 'xx'"):
        Catalogue("xx")
    history = History([document("a", {"OP1": "x"})])
    with pytest.raises(UsageError, match="a theme is a folder"):
        HtmlReport().write(history, ReportOptions(theme=tmp_path / "nowhere"))


def test_one_version_alone_makes_a_report() -> None:
    assert b"nothing to compare" in HtmlReport().write(History([document("a", OLD)]), ReportOptions())


def test_the_same_history_makes_the_same_bytes() -> None:
    def made() -> bytes:
        given = Alignment(old="old", new="new", links=LINKS, inserted=("OP3",), deleted=("OP4",))
        history = History([document("old", OLD), document("new", NEW)], alignments=[given])
        return HtmlReport().write(history, ReportOptions())

    assert made() == made()


@pytest.mark.parametrize(
    "value",
    ["a plain word", *"&<>'\"", "a < b & c", "", "\u00e9\u2019", 0, 1.5, None, Markup("<b>&amp;</b>")],
)
def test_words_are_escaped_as_markupsafe_escapes_them(value: object) -> None:
    assert str(writer.escaped(value)) == str(escape(value))


def test_a_version_cannot_bring_markup_into_the_report() -> None:
    text = "Recalls <script>alert('x')</script> & \"more\";"
    page = HtmlReport().write(History([document("a<b", {"OP1": text})]), ReportOptions()).decode()
    assert "<script>alert" not in page
    assert "a<b" not in page
    assert str(escape(text)) in page


def test_the_style_sheet_reserves_room_for_a_whole_run_of_paragraphs() -> None:
    static = Path(writer.__file__).parent / "static"
    (run,) = re.findall(r"const RUN = (\d+);", (static / "list.js").read_text("utf-8"))
    assert f"contain-intrinsic-size: auto calc({run} * var(--each))" in (static / "views.css").read_text(
        "utf-8"
    )


def test_words_that_wandered_are_drawn_as_a_line_also_in_the_picture_alone() -> None:
    from draftdiff.alignment import Transfer, Weight
    from draftdiff_reports.svg import SvgReport

    wandered = Transfer(
        old="OP1", new="OP3", old_span=(0, 7), new_span=(0, 7), weight=Weight(old=0.3, new=0.4)
    )
    given = Alignment(
        old="old", new="new", links=LINKS, inserted=("OP3",), deleted=("OP4",), transfers=(wandered,)
    )
    history = History([document("old", OLD), document("new", NEW)], alignments=[given])
    assert [r.look for r in picture(Book(history)).ribbons].count("wandered") == 1
    assert b"OP1 \xe2\x86\x92 OP3: words that changed place" in SvgReport().write(history, ReportOptions())


def test_the_first_page_says_what_was_left_out_and_where_to_look_twice() -> None:
    from draftdiff.model import Problem

    old = document("draft", {"OP1": "Requests a report;"})
    new = replace(
        document("later", {"OP1": "Requests a study;"}),
        problems=(Problem(kind="dropped", what="a table of 4 rows was left out", raw="Item | Sum"),),
    )
    given = Alignment(
        old="draft", new="later", links=(link("OP1", "OP1", "edited"),), warnings=("the later text is older",)
    )
    page = HtmlReport().write(History([old, new], alignments=[given]), ReportOptions()).decode()
    summary = page[page.index('id="summary"') : page.index('id="synopsis"')]
    first = summary[: summary.index('class="step"')]
    assert "the later text is older" in first
    assert "a table of 4 rows was left out" in first
    assert "Item | Sum" in first


@pytest.mark.parametrize(
    ("file", "version", "name"),
    [
        ("UNHCR72-2.pdf", "unhcr72-2", "UNHCR72-2"),
        ("scan.pdf", "A/RES/1/1", "A/RES/1/1"),
        ("", "draft", "draft"),
    ],
)
def test_a_version_without_status_is_called_as_its_file_is(file: str, version: str, name: str) -> None:
    from draftdiff.model import Source

    old = replace(document(version, {"OP1": "Requests a report;"}), source=Source(name=file))
    assert Book(History([old])).versions[0].name == name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("the first draft has", "The first draft has"),
        ("unhcr72-2 has", "unhcr72-2 has"),
        ("annex.a has", "annex.a has"),
    ],
)
def test_a_sentence_begins_with_a_capital_unless_with_a_name(words: str, said: str) -> None:
    from draftdiff_reports.common.outline import sentence

    assert sentence(words) == said


def test_kept_edited_and_new_paragraphs_are_all_of_the_newer_version(book: Book) -> None:
    """A merger is two links and one paragraph; the list of mergers has one entry."""
    (step,) = summarise(book, Passages()).steps
    counts = step.counts
    assert counts["kept"] + counts["edited"] + counts["new"] == len(NEW)
    assert counts["merged"] == len(step.merged) == 1
    assert not counts["split"]
