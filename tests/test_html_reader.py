"""HTML: visible text as blocks, numbers a browser would print, footnotes by their links, furniture reported."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftdiff.errors import DraftdiffError, InputError, LimitError
from draftdiff.layout import Layout, Limits, Options, RawFile
from draftdiff.reading import read_bytes
from draftdiff_parsers.html import HtmlReader
from draftdiff_parsers.html.lists import is_label, printed

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Page</title><style>p{}</style></head><body>
<nav><a href="/">Home</a> Search</nav><header>United Nations site</header>
<main><h1>Resolution</h1>
<p><em>The General Assembly</em>,</p>
<p><i>Re</i><i>calling</i> its resolution&nbsp;71/1,<a href="#fn1"><sup>1</sup></a></p>
<p>1. <i>Decides</i> that the 73<sup>rd</sup> session:</p>
<ol type="a"><li>Begins;</li><li value="4">Ends<br>soon;</li></ol>
<p>2. Requests, first<br/><br/>3. Invites, second</p>
<p style="display: none">invisible</p>
<script>var x = "1. Decides nothing;"</script>
<p id="fn1">1 Resolution 70/1. <a href="#r1">↑</a></p>
</main><footer>Contact us</footer></body></html>"""


def read(page: str | bytes, *, limits: Limits | None = None, encoding: str = "") -> Layout:
    data = page.encode() if isinstance(page, str) else page
    return HtmlReader().read(
        RawFile(data=data, name="x.html"), Options(limits=limits or Limits(), encoding=encoding)
    )


def rows(layout: Layout) -> list[tuple[str, str, str]]:
    return [(b.kind, b.number, b.text) for b in layout.blocks]


def test_visible_text_becomes_blocks_and_the_rest_is_reported() -> None:
    layout = read(PAGE)
    assert rows(layout) == [
        ("heading", "", "Resolution"),
        ("text", "", "The General Assembly,"),
        ("text", "", "Recalling its resolution\u00a071/1,"),
        ("text", "", "1. Decides that the 73rd session:"),
        ("list-item", "a.", "Begins;"),
        ("list-item", "d.", "Ends soon;"),
        ("text", "", "2. Requests, first"),
        ("text", "", "3. Invites, second"),
    ]
    assert all(block.whole for block in layout.blocks)
    assert layout.language == "en"
    assert {p.raw for p in layout.problems if p.what == "hidden text"} == {"invisible"}
    assert any("main part" in p.what for p in layout.problems)


def test_footnotes_are_tied_to_their_marks_and_styles_to_their_words() -> None:
    layout = read(PAGE)
    recalling = layout.blocks[2]
    assert [(n.mark, n.at) for n in recalling.notes] == [("1", len(recalling.text))]
    assert [(f.mark, f.text) for f in layout.footnotes] == [("1", "Resolution 70/1.")]
    assert [recalling.text[s.start : s.end] for s in recalling.styles] == ["Recalling"]
    assert [(s.name, layout.blocks[3].text[s.start : s.end]) for s in layout.blocks[3].styles] == [
        ("italic", "Decides"),
        ("superscript", "rd"),
    ]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (3, "1", "3"),
        (3, "a", "c"),
        (28, "A", "AB"),
        (14, "i", "xiv"),
        (4, "I", "IV"),
        (0, "a", "0"),
        (4000, "i", "4000"),
    ],
)
def test_list_numbers_print_as_in_a_browser(value: int, kind: str, text: str) -> None:
    assert printed(value, kind) == text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1.", True),
        ("(a)", True),
        ("(ii)", True),
        ("—", True),
        ("12 bis.", True),
        ("Mexico", False),
        ("2017", False),
    ],
)
def test_a_cell_with_nothing_but_a_label_is_known(text: str, label: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_label(text) is label


def test_a_table_that_only_places_labels_is_text_and_another_is_reported_whole() -> None:
    page = """<body><p>Article 1</p><table><tr><td><p>(a)</p></td><td><p>first point:</p>
    <table><tr><td>(i)</td><td>inner;</td></tr></table></td></tr></table>
    <table><tr><th>City</th><th>Month</th><th>Days</th></tr><tr><td>Geneva</td><td>May</td><td>2</td></tr></table></body>"""
    layout = read(f"<html>{page}</html>")
    assert rows(layout) == [
        ("text", "", "Article 1"),
        ("text", "(a)", "first point:"),
        ("text", "(i)", "inner;"),
        ("table", "", "City\tMonth\tDays\nGeneva\tMay\t2"),
    ]
    assert (layout.blocks[1].level, layout.blocks[2].level) == (0, 1)


def test_word_processor_pages_keep_their_list_numbers_and_notes() -> None:
    page = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><p class=MsoNormal>
    <span style='mso-list:Ignore'>12.<span>&nbsp;&nbsp; </span></span><i>Requests</i> the Secretary-General<o:p></o:p>
    to report;<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a></p>
    <div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> See A/71/L.58.</p></div>
    </body></html>"""
    layout = read(page)
    assert rows(layout) == [("text", "12.", "Requests the Secretary-General to report;")]
    assert [(n.mark,) for n in layout.blocks[0].notes] == [("1",)]
    assert [(f.mark, f.text) for f in layout.footnotes] == [("1", "See A/71/L.58.")]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        # The declaration is believed where the bytes bear it out.
        (
            '<html><meta charset="windows-1251"><p>Генеральная Ассамблея</p>'.encode("cp1251"),
            "Генеральная Ассамблея",
        ),
        # A page that calls itself Latin-1 is windows-1252.
        (b"<html><meta charset=iso-8859-1><p>\x93quoted\x94</p>", "“quoted”"),
        # A wrong declaration gives way to the content.
        ('<html><meta charset="utf-8"><p>Décide également</p>'.encode("cp1252"), "Décide également"),
        ("\ufeff<html><p>Assemblée</p>".encode("utf-16-le"), "Assemblée"),
        ("<html><p>الجمعية العامة</p>".encode(), "الجمعية العامة"),
    ],
)
def test_characters_follow_declaration_and_content(data: bytes, text: str) -> None:
    assert [b.text for b in read(data).blocks] == [text]


def test_a_page_saved_as_one_file_is_unpacked() -> None:
    archive = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><p>Caf=C3=A9</p></html>\r\n--b--\r\n"
    )
    raw = RawFile(data=archive, name="page.mhtml")
    assert HtmlReader().sniff(raw) == "multipart/related"
    assert [b.text for b in HtmlReader().read(raw, Options()).blocks] == ["Café"]


def test_pages_are_known_by_their_tags_not_by_their_name() -> None:
    reader = HtmlReader()
    assert reader.sniff(RawFile(data=PAGE.encode(), name="x.txt"))
    assert not reader.sniff(RawFile(data=b"1. Decides <that> x < y;", name="x.html"))
    assert not reader.sniff(
        RawFile(data=b"<?xml version='1.0'?><akomaNtoso><p>x</p></akomaNtoso>", name="x.html")
    )


def test_nesting_over_the_limit_is_refused() -> None:
    with pytest.raises(LimitError, match="nested"):
        read("<html>" + "<div>" * 100 + "x", limits=Limits(depth=60))
    with contextlib.suppress(LimitError):
        read("<html>" + "<b>" * 100_000 + "x")


def test_hidden_writing_is_reported() -> None:
    layout = read("<html><p>may\u202eton\u202c ob\u200bject</p></html>")
    assert layout.blocks[0].text == "mayton object"
    assert {p.kind for p in layout.problems} == {"suspicious"}


def test_text_without_a_page_is_refused() -> None:
    with pytest.raises(InputError, match="without a page"):
        read(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b--\r\n")


@given(st.binary(max_size=40), st.integers(0, len(PAGE)))
def test_mutated_pages_give_blocks_or_a_clear_error(noise: bytes, at: int) -> None:
    data = PAGE.encode()
    with contextlib.suppress(DraftdiffError):
        read(data[:at] + noise + data[at + len(noise) // 2 :])


@pytest.mark.parametrize("language", ["de", "le", "en-US", "fr", "", "xx-\u00e9"])
def test_a_page_that_declares_another_language_is_read_by_its_formula(language: str) -> None:
    page = (
        f'<html lang="{language}"><p>The General Assembly,</p><p>Recalling its resolution 71/1,</p>'
        "<p>1. Decides to meet;</p><p>2. Requests a report.</p></html>"
    )
    document = read_bytes(RawFile(data=page.encode(), name="x.html"), Options())[0]
    assert document.labels() == ["PP1", "OP1", "OP2"]


@pytest.mark.parametrize("profile", ["un-resolution", "articles", "numbered", "plain"])
def test_a_language_without_a_lexicon_breaks_no_profile(profile: str) -> None:
    page = (
        '<html lang="de"><p>Die Generalversammlung,</p><p>1. beschließt zu tagen;</p><p>Artikel 2</p></html>'
    )
    with contextlib.suppress(DraftdiffError):
        read_bytes(RawFile(data=page.encode(), name="x.html"), Options(profile=profile))
