"""The plain-text and Markdown reader: encodings, lines, anchors, marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structured import layout

from draftdiff.errors import DraftdiffError, InputError, LimitError
from draftdiff.layout import Limits, Options, RawFile
from draftdiff_parsers.text import PlainTextReader

ENCODED = [
    # Marks say what it is.
    ("Décide".encode("utf-8-sig"), "", "Décide"),
    ("Décide".encode("utf-16"), "", "Décide"),
    ("\ufeffDécide".encode("utf-16-be"), "", "Décide"),
    ("Décide".encode("utf-32"), "", "Décide"),
    # UTF-16 without a mark shows by its NUL bytes.
    ("Decides that the conference shall be held".encode("utf-16-le"), "", "Decides that the conference shall be held"),
    # Older encodings show by their words.
    ("L’Assemblée générale, réaffirmant".encode("cp1252"), "", "L’Assemblée générale, réaffirmant"),
    ("Генеральная Ассамблея, ссылаясь на резолюции и в том".encode("cp1251"), "",
     "Генеральная Ассамблея, ссылаясь на резолюции и в том"),
    ("大会，回顾其决议和联合国".encode("gb18030"), "", "大会，回顾其决议和联合国"),
    ("إن الجمعية العامة، في الأمم المتحدة على".encode("cp1256"), "", "إن الجمعية العامة، في الأمم المتحدة على"),
    # The user knows better.
    ("Décide".encode("latin-1"), "latin-1", "Décide"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "encoding", "text"), ENCODED)
def test_text_is_decoded_by_mark_by_words_or_by_order(data: bytes, encoding: str, text: str) -> None:
    found = PlainTextReader().read(RawFile(data=data, name="x.txt"), Options(encoding=encoding))
    assert [block.text for block in found.blocks] == [text]


def test_a_guessed_encoding_is_reported() -> None:
    found = layout("L’Assemblée générale, réaffirmant".encode("cp1252"))
    assert [problem.kind for problem in found.problems] == ["uncertain"]
    assert "cp1252" in found.problems[0].what


@pytest.mark.parametrize(
    ("data", "encoding", "why"),
    [
        (b"%PDF-1.7 text", "", "binary"),
        (bytes(range(256)) * 20, "", "binary"),
        (b"\x81\x8d\x8f\x90", "", "encoding"),
        ("Décide".encode("latin-1"), "utf-8", "utf-8"),
        (b"Decides", "no-such-code", "no-such-code"),
        (b"  \n \t\n", "", "no text"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, encoding: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        PlainTextReader().read(RawFile(data=data, name="x.txt"), Options(encoding=encoding))
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"Decides", "text/plain"),
        (b"\xff\xfeD\x00", "text/plain"),
        (b"PK\x03\x04", ""),
        (b"\x00\x01\x02\x03", ""),
    ],
)
def test_recognition_goes_by_content(data: bytes, media_type: str) -> None:
    assert PlainTextReader().sniff(RawFile(data=data, name="x.txt")) == media_type
    markdown = "text/markdown" if media_type else ""
    assert PlainTextReader().sniff(RawFile(data=data, name="x.md")) == markdown


def test_lines_keep_number_place_indent_and_gap() -> None:
    text = "One\r\n\r\n   Two\rThree\n\x0cFour"
    blocks = layout(text).blocks
    assert [block.anchor.lines for block in blocks] == [(1, 1), (3, 3), (4, 4), (5, 5)]
    assert [text[slice(*(block.anchor.chars or ()))] for block in blocks] == [
        "One",
        "   Two",
        "Three",
        "Four",
    ]
    assert [block.gap for block in blocks] == [0, 1, 0, 0]
    assert [block.indent for block in blocks] == [0, 3, 0, 0]
    assert [block.anchor.page for block in blocks] == [1, 1, 1, 2]
    assert [block.page_break for block in blocks] == [False, False, False, True]


def test_one_leading_space_is_the_trace_of_a_lost_page_break() -> None:
    blocks = layout("\n".join(["a line of text"] * 20 + [" October 27 to", "November 10"])).blocks
    assert [at for at, block in enumerate(blocks) if block.page_break] == [20]


def test_markdown_marks_become_styles_and_links_their_text() -> None:
    blocks = layout(
        "# Title\n\n1. *Decides* to **act** on [48/134](#), see <sup>3</sup>;\n\n> quoted\n\n*74th plenary meeting\n6 April 2017*\n",
        "x.md",
    ).blocks
    assert [block.text for block in blocks] == [
        "Title", "1. Decides to act on 48/134, see 3;", "quoted", "74th plenary meeting", "6 April 2017",
    ]  # fmt: skip
    assert [block.kind for block in blocks] == ["heading", "text", "quote", "text", "text"]
    styled = [(block.text[style.start : style.end], style.name) for block in blocks for style in block.styles]
    assert styled == [
        ("Decides", "italic"), ("act", "bold"), ("3", "superscript"), ("74th plenary meeting", "italic"), ("6 April 2017", "italic"),
    ]  # fmt: skip


def test_lone_stars_and_brackets_are_text() -> None:
    text = "*Regional consultative processes bring\n[shall][should] 5 * 3 and snake_case_names\n"
    assert [block.text for block in layout(text).blocks] == text.splitlines()


def test_letters_decoded_twice_are_put_right_and_logged_and_scan_errors_are_not() -> None:
    found = layout("GÃ³mez Camacho\nConfÿadÿration Suisse, Josÿ, Jos6\n")
    assert [block.text for block in found.blocks] == ["Gómez Camacho", "Confÿadÿration Suisse, Josÿ, Jos6"]
    assert [(problem.kind, problem.raw, problem.repaired) for problem in found.problems] == [
        ("repaired", "GÃ³mez Camacho", "Gómez Camacho")
    ]


@pytest.mark.parametrize(
    ("char", "what"), [("\x00", "NUL"), ("\x08", "control"), ("\u202e", "direction"), ("\u200b", "invisible")]
)
def test_characters_that_hide_something_are_reported_and_left_out(char: str, what: str) -> None:
    found = layout(f"Decides{char} to act\nand {char}more{char}")
    assert [block.text for block in found.blocks] == ["Decides to act", "and more"]
    assert [problem.kind for problem in found.problems] == ["suspicious"]
    assert what in found.problems[0].what
    assert "3 times, first on line 1" in found.problems[0].what


def test_limits_are_errors_of_their_own() -> None:
    with pytest.raises(LimitError):
        PlainTextReader().read(RawFile(data=b"Decides" * 9, name="x"), Options(limits=Limits(characters=50)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_draftdiff_error(data: bytes) -> None:
    raw = RawFile(data=data, name="x.md")
    reader = PlainTextReader()
    assert reader.sniff(raw) in {"", "text/markdown"}
    try:
        found = reader.read(raw, Options())
    except DraftdiffError:
        return
    assert found.blocks or found.problems or not data.strip()


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1.*_[]()#> \n\t\\`<~^:|"), max_size=200))
def test_markdown_never_invents_or_loses_a_letter(text: str) -> None:
    try:
        blocks = layout(text, "x.md").blocks
    except DraftdiffError:
        assert not text.strip(" \n\t>")
        return
    kept = "".join(block.number + block.text for block in blocks)
    wanted = [char for char in text if char.isalnum()]
    found = [char for char in kept if char.isalnum()]
    # Addresses of links are left out, and nothing else.
    assert found == wanted or "](" in text
    for block in blocks:
        assert all(0 <= style.start < style.end <= len(block.text) for style in block.styles)
