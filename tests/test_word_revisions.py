"""Tracked changes of Word files: final, original and per-author views; what is kept of each change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordfiles import change, layout, p, r, texts, word_file

from draftdiff.errors import UsageError
from draftdiff.layout import Options, RawFile
from draftdiff.model import Revision
from draftdiff_parsers.word import WordReader

MARK_INSERTED = change("ins")
MARK_DELETED = change("del")
MARK_FROM = change("moveFrom")
MARK_TO = change("moveTo")

#: body, original, final
VIEWS = [
    # words
    (p("a ", change("del", "old"), change("ins", "new"), " z"), ["a old z"], ["a new z"]),
    (p("a ", change("moveFrom", "b "), "c ", change("moveTo", "b"), " z"), ["a b c  z"], ["a c b z"]),
    # a whole paragraph, with its mark
    (p("a") + p(change("ins", "b"), mark=MARK_INSERTED) + p("c"), ["a", "c"], ["a", "b", "c"]),
    (p("a") + p(change("del", "b"), mark=MARK_DELETED) + p("c"), ["a", "b", "c"], ["a", "c"]),
    (p("a") + p(change("moveFrom", "b"), mark=MARK_FROM) + p("c") + p(change("moveTo", "b"), mark=MARK_TO) + p("d"),
     ["a", "b", "c", "d"], ["a", "c", "b", "d"]),
    # only the mark: paragraphs are joined or split
    (p("a ", mark=MARK_DELETED) + p("b"), ["a ", "b"], ["a b"]),
    (p("a ", mark=MARK_INSERTED) + p("b"), ["a b"], ["a ", "b"]),
    (p("a ", mark=MARK_DELETED) + p(change("del", "b")) + p("c"), ["a ", "b", "c"], ["a ", "c"]),
    (p("a ", mark=MARK_DELETED) + p("b ", mark=MARK_DELETED) + p("c"), ["a ", "b ", "c"], ["a b c"]),
    # the last paragraph has nothing to join
    (p("a") + p("b", mark=MARK_DELETED), ["a", "b"], ["a", "b"]),
    (p("a") + p(change("del", "b"), mark=MARK_DELETED), ["a", "b"], ["a"]),
    # nested: what was inserted and then deleted was never there and is not there
    (p("a", change("ins", change("del", " x", author="B")), "."), ["a."], ["a."]),
    (p("a", change("moveTo", change("ins", " x", author="B")), "."), ["a."], ["a x."]),
    (p("a", change("moveFrom", change("del", " x", author="B")), "."), ["a x."], ["a."]),
    # around wrappers
    (p("a ", change("ins", f"<w:hyperlink>{r('link')}</w:hyperlink>")), ["a "], ["a link"]),
    (p("a ", f"<w:hyperlink>{change('del', 'link')}</w:hyperlink>"), ["a link"], ["a "]),
    # rows of tables
    (("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:ins w:id='1' w:author='A'/>"
     "</w:trPr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"), ["a"], ["a", "b"]),
    (
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:cellDel w:id='1' w:author='A'/>"
         "</w:tcPr><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"), ["a\tb"], ["a"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "original", "final"), VIEWS)
def test_original_and_final_views(body: str, original: list[str], final: list[str]) -> None:
    data = word_file(body)
    assert texts(data, revisions="original") == original
    assert texts(data) == final


#: author, text
BY_AUTHOR = [("A", "a1 x"), ("B", "b1 x")]


@pytest.mark.parametrize(("author", "wanted"), BY_AUTHOR)
def test_one_authors_changes_alone_can_be_accepted(author: str, wanted: str) -> None:
    first = change("ins", "a1 ", author="A") + change("ins", "b1 ", author="B")
    data = word_file(p(first, change("ins", change("del", "gone", author="A"), author="B"), "x"))
    # B's insertion that A deleted is there when only B's changes are accepted
    assert texts(data, author=author) == [wanted if author == "A" else "b1 gonex"]


def test_an_unknown_author_is_refused_with_the_names_there_are() -> None:
    data = word_file(p(change("ins", "x", author="EU")))
    with pytest.raises(UsageError, match=r"test\.docx: has no tracked change by Japan; its authors are EU"):
        layout(data, author="Japan")
    assert texts(word_file(p("no change at all")), author="Japan") == ["no change at all"]


def test_changes_keep_author_date_and_place() -> None:
    body = p(
        "Urges ", change("del", "all ", author="EU", date="2017-02-01T10:00:00Z"),
        change("ins", r("Member ", "<w:b/>") + r("States"), author="G77", date=""), ";",
    )  # fmt: skip
    data = word_file(body)
    deleted = Revision(kind="delete", author="EU", date="2017-02-01T10:00:00Z", text="all ", start=6, end=6)
    inserted = Revision(kind="insert", author="G77", text="Member States", start=6, end=19)
    assert layout(data).blocks[0].revisions == (deleted, inserted)
    original = layout(data, revisions="original").blocks[0].revisions
    assert [(rev.kind, rev.start, rev.end) for rev in original] == [("delete", 6, 10), ("insert", 10, 10)]


def test_changes_of_a_vanished_paragraph_are_kept_with_its_neighbour() -> None:
    gone = p(change("del", "gone", author="EU"), mark=change("del", author="EU"))
    blocks = layout(word_file(p("a") + gone + p("b") + gone)).blocks
    assert [[(rev.kind, rev.text) for rev in block.revisions] for block in blocks] == [
        [],
        [("delete", "gone"), ("paragraph-mark", ""), ("delete", "gone"), ("paragraph-mark", "")],
    ]


def test_a_rejected_change_of_format_shows_the_earlier_format() -> None:
    old = "<w:rPrChange w:id='1' w:author='A'><w:rPr><w:i/></w:rPr></w:rPrChange>"
    data = word_file(p(r("Decides", f"<w:b/>{old}")))
    assert [s.name for s in layout(data).blocks[0].styles] == ["bold"]
    assert [s.name for s in layout(data, revisions="original").blocks[0].styles] == ["italic"]


def test_footnotes_follow_the_view() -> None:
    notes = "".join(
        f"<w:footnote w:id='{i}'>{p(text)}</w:footnote>" for i, text in ((2, "Old."), (3, "Kept."))
    )
    reference = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    body = p("a", change("del", reference.format(2)), "b", reference.format(3))
    data = word_file(body, footnotes=notes)
    assert [(n.mark, n.text) for n in layout(data).footnotes] == [("1", "Kept.")]
    assert [(n.mark, n.text) for n in layout(data, revisions="original").footnotes] == [
        ("1", "Old."),
        ("2", "Kept."),
    ]


def _versions(body: str) -> list[tuple[str, str, str]]:
    found = WordReader().versions(RawFile(data=word_file(body), name="t.docx"), Options())
    return [(name, options.revisions, options.author) for name, options in found]


def test_a_file_becomes_its_versions_in_order_of_date() -> None:
    late = change("ins", "x", author="Japan", date="2017-03-01T00:00:00Z")
    early = change("del", "y", author="EU", date="2017-02-01T00:00:00Z")
    undated = change("ins", "z", author="Chair", date="")
    assert _versions(p(late, undated, early)) == [
        ("original", "original", ""), ("EU", "final", "EU"), ("Japan", "final", "Japan"), ("Chair", "final", "Chair"),
        ("final", "final", ""),
    ]  # fmt: skip


def test_a_file_of_one_author_or_none_has_no_versions_by_author() -> None:
    assert [name for name, *_ in _versions(p(change("ins", "x")))] == ["original", "final"]
    assert [name for name, *_ in _versions(p("x"))] == ["final"]


# --- any mixture, against a model -------------------------------------------------------------------------------------

AUTHORS = ("EU", "G77")
PIECE = st.tuples(
    st.sampled_from(("one ", "two ", "three ", "four ")),
    st.lists(
        st.tuples(st.sampled_from(("ins", "del", "moveFrom", "moveTo")), st.sampled_from(AUTHORS)), max_size=2
    ),
)
MARKED = st.tuples(
    st.lists(PIECE, max_size=4),
    st.none() | st.tuples(st.sampled_from(("ins", "del", "moveFrom", "moveTo")), st.sampled_from(AUTHORS)),
)


def _shown(changes: list[tuple[str, str]], accepted: tuple[str, ...]) -> bool:
    """Old words stand until their change is accepted, new words from then on."""
    return all((author in accepted) == (kind in {"ins", "moveTo"}) for kind, author in changes)


@given(st.lists(MARKED, min_size=1, max_size=6))
def test_every_view_shows_what_its_accepted_changes_leave(
    paragraphs: list[tuple[list[tuple[str, list[tuple[str, str]]]], tuple[str, str] | None]],
) -> None:
    body = ""
    for pieces, mark in paragraphs:
        runs = []
        for text, changes in pieces:
            inner = r(text)
            for kind, author in changes:
                inner = change(kind, inner, author=author)
            runs.append(inner)
        body += p(*runs, mark=change(mark[0], author=mark[1]) if mark else "")
    data = word_file(body)
    views = [({"revisions": "original"}, ()), ({}, AUTHORS)]
    used = {a for pieces, mark in paragraphs for _, changes in pieces for _, a in changes} | {
        mark[1] for _, mark in paragraphs if mark
    }
    views += [({"author": author}, (author,)) for author in used]
    for options, accepted in views:
        stream = "".join(
            "".join(text for text, changes in pieces if _shown(changes, accepted))
            + ("\n" if _shown([mark] if mark else [], accepted) else "")
            for pieces, mark in paragraphs
        )
        assert texts(data, **options) == [line for line in stream.split("\n") if line.strip()]
