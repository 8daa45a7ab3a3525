"""The Word report: accepting all changes gives the new version, rejecting all the old; Word's schema is kept."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from histories import document, link
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from wordfiles import layout

from draftdiff.alignment import Alignment, Link
from draftdiff.errors import UsageError
from draftdiff.history import History
from draftdiff.label import Label
from draftdiff.model import Document, Footnote, Heading, Note, Paragraph, Style
from draftdiff.writing import ReportOptions
from draftdiff_reports.docx import DocxReport
from draftdiff_reports.docx.pairing import heaviest_chain
from draftdiff_reports.docx.rows import rows_of
from draftdiff_reports.docx.words import Pair, Same, same_words

if TYPE_CHECKING:
    from collections.abc import Sequence

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def write(old: Document, new: Document, links: Sequence[Link], /, **options: Any) -> bytes:
    alignment = Alignment(old=old.id, new=new.id, links=tuple(links))
    return DocxReport().write(History([old, new], alignments=[alignment]), ReportOptions(**options))


def lines(doc: Document) -> list[str]:
    """What a document prints, number and text, without empty paragraphs."""
    return [
        line for row in rows_of(doc) if (line := (f"{row.number}\t" if row.number else "") + row.text).strip()
    ]


def views(data: bytes) -> tuple[list[str], list[str]]:
    """Texts of the paragraphs with all changes rejected, and with all accepted."""
    return (
        [block.text for block in layout(data, revisions="original").blocks],
        [block.text for block in layout(data).blocks],
    )


def body(data: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


OLD = document(
    "old",
    {
        "PP1": "Recalling its resolution 71/1 of 19 September 2016,",
        "OP1": "Decides to convene a conference in late November 2017;",
        "OP2": "Requests the Secretary-General to appoint a special representative, and to report on progress made;",
        "OP2(a)": "To be held in Geneva;",
        "OP3": "Urges all Member States to contribute to the voluntary trust fund;",
    },
    title="Modalities", formula="The General Assembly,", headings=(Heading(text="Phase I -- Consultations", before="OP2"),),
)  # fmt: skip
NEW = document(
    "new",
    {
        "PP1": "Recalling its resolution 71/1 of 19 September 2016,",
        "PP2": "Welcoming the New York Declaration,",
        "OP1": "Urges Member States to contribute to the voluntary trust fund;",
        "OP2": "Decides to convene a conference in early December 2017;",
        "OP3": "Requests the Secretary-General to appoint a special representative;",
        "OP3(a)": "To be held in Geneva;",
        "OP4": "Also requests the Secretary-General to report on progress made;",
    },
    title="Modalities of the conference", formula="The General Assembly,",
    headings=(Heading(text="Phase I. Consultations", before="OP3"),),
)  # fmt: skip
LINKS = [
    link("PP1", "PP1"), link("OP3", "OP1", "moved", "edited"), link("OP1", "OP2", "renumbered", "edited"),
    link("OP2", "OP3", "split", "edited"), link("OP2(a)", "OP3(a)"), link("OP2", "OP4", "split", "edited"),
]  # fmt: skip


def test_accepting_gives_the_new_version_and_rejecting_the_old() -> None:
    assert views(write(OLD, NEW, LINKS)) == (lines(OLD), lines(NEW))


def test_a_moved_paragraph_is_a_move_with_its_inner_edits() -> None:
    root = body(write(OLD, NEW, LINKS, date="2017-01-31"))
    gone = next(p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr/{W}moveFrom") is not None)
    come = next(p for p in root.iter(f"{W}p") if p.find(f"{W}pPr/{W}rPr/{W}moveTo") is not None)
    left, came = (
        ["".join(m.itertext()) for m in p.findall(W + kind)]
        for p, kind in ((gone, "moveFrom"), (come, "moveTo"))
    )
    assert left == came
    assert " ".join("".join(left).split()) == "Urges Member States to contribute to the voluntary trust fund;"
    assert "all" in [text.strip() for m in gone.findall(f"{W}del") for text in m.itertext()]


def test_words_that_split_off_are_a_move_of_the_same_words() -> None:
    root = body(write(OLD, NEW, LINKS))
    names: dict[str, dict[str, str]] = {}
    for kind in ("moveFrom", "moveTo"):
        for start in root.iter(f"{W}{kind}RangeStart"):
            text = ""
            for sibling in start.itersiblings():
                if sibling.tag == f"{W}{kind}RangeEnd" and sibling.get(f"{W}id") == start.get(f"{W}id"):
                    break
                text += "".join(sibling.itertext()) if sibling.tag == W + kind else ""
            names.setdefault(start.get(f"{W}name"), {})[kind] = text
    assert all(both["moveFrom"] == both["moveTo"] for both in names.values())
    assert " to report on progress made;" in {both["moveFrom"] for both in names.values()}


def test_author_and_date_are_on_every_change_or_no_date_at_all() -> None:
    for date, wanted in (
        ("2017-01-31", "2017-01-31T00:00:00Z"),
        ("2017-01-31T09:30:00+01:00", "2017-01-31T09:30:00+01:00"),
        ("", None),
    ):
        root = body(write(OLD, NEW, LINKS, author="Secretariat <&>", date=date))
        changes = [e for e in root.iter() if e.get(f"{W}author") and "Range" not in e.tag]
        assert changes
        assert {(e.get(f"{W}author"), e.get(f"{W}date")) for e in changes} == {("Secretariat <&>", wanted)}


def test_the_same_input_gives_the_same_bytes() -> None:
    assert write(OLD, NEW, LINKS) == write(OLD, NEW, LINKS)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"date": "31 January"}, "is no date"),
        ({"old": "x"}, "no version 'x'"),
        ({"new": "old"}, "no version before 'old'"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        write(OLD, NEW, LINKS, **options)


def _noted(name: str, text: str, marks: Sequence[tuple[str, int]], notes: Sequence[Footnote]) -> Document:
    marked = tuple(Note(kind="footnote", mark=mark, at=at) for mark, at in marks)
    return Document(
        id=name,
        paragraphs=(Paragraph(label=Label.parse("OP1"), text=text, notes=marked),),
        footnotes=tuple(notes),
    )


def test_footnotes_are_kept_added_removed_and_repeated() -> None:
    old = _noted(
        "old",
        "one two three",
        (("1", 3), ("2", 7)),
        (Footnote(mark="1", text="A."), Footnote(mark="2", text="B.")),
    )
    new = _noted(
        "new", "one two and three", (("1", 3), ("2", 11), ("1", 17)),
        (Footnote(mark="1", text="A."), Footnote(mark="2", text="C.")),
    )  # fmt: skip
    data = write(old, new, [link("OP1", "OP1", "edited")])
    for view, doc in (("original", old), ("final", new)):
        read = layout(data, revisions=view)
        assert read.blocks[0].text == doc["OP1"].text
        assert [(n.mark, n.at) for n in read.blocks[0].notes] == [(n.mark, n.at) for n in doc["OP1"].notes]
        assert [(n.mark, n.text) for n in read.footnotes] == [(n.mark, n.text) for n in doc.footnotes]


def test_a_footnote_with_a_mark_that_is_no_number_keeps_it() -> None:
    doc = _noted("old", "Title", (("*", 5),), (Footnote(mark="*", text="Reissued."),))
    read = layout(write(doc, doc.with_id("new"), [link("OP1", "OP1")]))
    assert read.blocks[0].notes == (Note(kind="footnote", mark="*", at=5),)
    assert [(n.mark, n.text) for n in read.footnotes] == [("*", "Reissued.")]


def _styled(name: str, text: str, *styles: Style) -> Document:
    return Document(
        id=name, paragraphs=(Paragraph(label=Label.parse("OP1"), text=text, number="1.", styles=styles),)
    )


def test_italics_of_both_versions_are_kept_and_their_change_tracked() -> None:
    old = _styled("old", "Decides also to meet;", Style(start=0, end=7, name="italic"))
    new = _styled("new", "Decides also to meet;", Style(start=0, end=12, name="italic"))
    data = write(old, new, [link("OP1", "OP1")])
    for view, end in (("original", 7), ("final", 12)):
        assert layout(data, revisions=view).blocks[0].styles == (Style(start=3, end=3 + end, name="italic"),)


def test_a_version_without_italics_gets_those_of_opening_phrases() -> None:
    plain = document(
        "old", {"PP1": "Deeply concerned about the situation,", "OP1": "Takes note of the report;"}
    )
    read = layout(write(plain, plain.with_id("new"), [link("PP1", "PP1"), link("OP1", "OP1")]))
    assert [block.text[s.start : s.end] for block in read.blocks for s in block.styles] == [
        "Deeply concerned",
        "Takes note of",
    ]
    assert not any(block.revisions for block in read.blocks)


# --- the schema ------------------------------------------------------------------------------------------------------

#: Order of the elements we write inside properties (ECMA-376 part 1, `CT_PPr`, `CT_ParaRPr`, `CT_RPr`).
ORDER = {
    "pPr": ("pStyle", "rPr", "pPrChange"),
    "rPr": ("ins", "del", "moveFrom", "moveTo", "rStyle", "b", "bCs", "i", "iCs", "strike", "u", "vertAlign", "rPrChange"),
}  # fmt: skip


def check_schema(data: bytes) -> None:
    root = body(data)
    ids = [e.get(f"{W}id") for e in root.iter() if e.get(f"{W}id") and e.tag.removeprefix(W) in _ANNOTATIONS]
    assert len(ids) == len(set(ids))
    for name, order in ORDER.items():
        for properties in root.iter(W + name):
            found = [order.index(child.tag.removeprefix(W)) for child in properties]
            assert found == sorted(set(found))
    for text in root.iter(f"{W}t", f"{W}delText"):
        assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        deleted = any(parent.tag == f"{W}del" for parent in text.iterancestors())
        assert deleted == (text.tag == f"{W}delText")
    for kind in ("moveFrom", "moveTo"):
        starts = [e.get(f"{W}id") for e in root.iter(f"{W}{kind}RangeStart")]
        assert sorted(starts) == sorted(e.get(f"{W}id") for e in root.iter(f"{W}{kind}RangeEnd"))
        assert all(e.get(f"{W}date") for e in root.iter(f"{W}{kind}RangeStart"))
    names = [
        sorted(e.get(f"{W}name") for e in root.iter(f"{W}{kind}RangeStart"))
        for kind in ("moveFrom", "moveTo")
    ]
    assert names[0] == names[1]
    assert len(names[0]) == len(set(names[0]))
    assert {e.tag.removeprefix(W) for e in root[0]} <= {"p", "sectPr"}
    assert root[0][-1].tag == f"{W}sectPr"


_ANNOTATIONS = {
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "moveFromRangeStart", "moveToRangeStart",
    "bookmarkStart",
}  # fmt: skip


def test_the_schema_is_kept() -> None:
    check_schema(write(OLD, NEW, LINKS))


def test_the_package_is_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(write(OLD, NEW, LINKS))) as archive:
        names = archive.namelist()
        types = archive.read("[Content_Types].xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert len(names) == len(set(names))
    assert "/word/footnotes.xml" in types
    used = {e.get(f"{W}val") for e in body(write(OLD, NEW, LINKS)).iter(f"{W}pStyle", f"{W}rStyle")}
    assert used
    assert all(f'w:styleId="{name}"' in styles for name in used)


def test_arabic_runs_from_right_to_left() -> None:
    arabic = document("old", {"OP1": "\u062a\u0642\u0631\u0631;"}, language="ar")
    with zipfile.ZipFile(io.BytesIO(write(arabic, arabic.with_id("new"), [link("OP1", "OP1")]))) as archive:
        assert b"<w:bidi/>" in archive.read("word/styles.xml")
    with zipfile.ZipFile(io.BytesIO(write(OLD, NEW, LINKS))) as archive:
        assert b"<w:bidi/>" not in archive.read("word/styles.xml")


def test_the_name_of_an_annex_is_printed_where_no_heading_does() -> None:
    texts = {"OP1": "Decides;", "Annex I, 1": "First;", "Annex I, 2": "Second."}
    assert lines(document("old", texts)) == ["1.\tDecides;", "Annex I", "First;", "Second."]
    headed = document("old", texts, headings=(Heading(text="ANNEX I Terms", before="Annex I, 1"),))
    assert lines(headed) == ["1.\tDecides;", "ANNEX I Terms", "First;", "Second."]


WORDS = st.sampled_from(
    [
        "the",
        "a",
        "States",
        "of",
        "to",
        "Decides",
        "report",
        "conference",
        "late",
        "early",
        "November",
        "2017",
        ",",
        ";",
        "été",
        "大会",
        "<b>",
        "&",
        "\t",
    ]
)
TEXT = st.lists(WORDS, max_size=12).map(" ".join)


@st.composite
def pairs_of_documents(draw: st.DrawFn) -> tuple[Document, Document, list[Link]]:
    sides = [draw(st.lists(TEXT, min_size=1, max_size=6)) for _ in range(2)]
    docs = [
        document(name, {f"OP{i + 1}": t for i, t in enumerate(side)})
        for name, side in zip(("old", "new"), sides, strict=True)
    ]
    ends = st.tuples(st.integers(1, len(sides[0])), st.integers(1, len(sides[1])))
    chosen = draw(st.lists(ends, unique=True, max_size=8))
    return docs[0], docs[1], [link(f"OP{a}", f"OP{b}", "edited") for a, b in chosen]


@settings(max_examples=60, deadline=None)
@given(pairs_of_documents())
def test_any_two_versions_with_any_links_come_back(case: tuple[Document, Document, list[Link]]) -> None:
    old, new, links = case
    data = write(old, new, links)
    assert views(data) == (lines(old), lines(new))
    check_schema(data)


@given(st.text(max_size=30), st.text(max_size=30))
def test_what_two_texts_share_is_shared(old: str, new: str) -> None:
    at = to = 0
    for part in same_words(old, new):
        assert old[part.old : part.old + part.length] == new[part.new : part.new + part.length]
        assert part.old >= at
        assert part.new >= to
        at, to = part.old + part.length, part.new + part.length


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)),
        max_size=8,
        unique_by=lambda t: t[:2],
    )
)
def test_the_chain_is_the_heaviest_there_is(raw: list[tuple[int, int, int]]) -> None:
    pairs = [Pair(a, b, (Same(0, 0, weight),)) for a, b, weight in raw]

    def slow(rest: list[Pair], old: int, new: int) -> int:
        """Every way to ascend, tried."""
        options = [p.shared + 1 + slow(rest, p.old, p.new) for p in rest if p.old > old and p.new > new]
        return max(options, default=0)

    chain = heaviest_chain(pairs)
    assert all(a.old < b.old and a.new < b.new for a, b in itertools.pairwise(chain))
    assert sum(p.shared + 1 for p in chain) == slow(pairs, -1, -1)


def test_control_characters_do_not_break_the_file() -> None:
    old = document("old", {"OP1": "Decides\x00 to \x0bmeet\ud800;"})
    data = write(old, old.with_id("new"), [link("OP1", "OP1")])
    assert re.sub(r"\s+", " ", layout(data).blocks[0].text) == "1. Decides to meet;"
