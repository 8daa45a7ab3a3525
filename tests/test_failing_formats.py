"""Small files that went wrong, each for a kind, with what a careful reader sees in them; and siblings of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from wordfiles import change, item, layout, p, r, table, texts, word_file

from draftdiff.cli import run
from draftdiff.errors import InputError, UsageError
from draftdiff.history import History
from draftdiff.layout import Options, RawFile
from draftdiff.model import Document
from draftdiff.reading import read, read_bytes, read_columns, read_tracked
from draftdiff_parsers.breaks import split_breaks
from draftdiff_parsers.decode import decode
from draftdiff_parsers.html import HtmlReader

FILES = Path(__file__).parent / "data" / "failing"
CHANGES = {"marks": "as-changes"}
STRUCK, UNDERLINED = "<w:strike/>", '<w:u w:val="single"/>'


def words(document: Document) -> dict[str, str]:
    return {str(p.label): p.text for p in document.walk()}


# Looks given by hand.


def test_words_struck_or_underlined_by_hand_are_reported_with_the_way_to_read_them_as_changes() -> None:
    document = read(FILES / "word_manual_strike.docx")
    assert len(document) == 5
    reported = [problem for problem in document.problems if "--marks as-changes" in problem.what]
    assert [problem.raw for problem in reported] == [
        "all | 2. Requests a report;",
        " interested | 3. Decides to meet;",
    ]


@pytest.mark.parametrize(
    ("side", "labels", "first"),
    [
        ("final", ["PP1", "OP1", "OP3", "OP4"], "Calls upon interested States to mark paths;"),
        ("original", ["PP1", "OP1", "OP2", "OP4"], "Calls upon all States to mark paths;"),
    ],
)
def test_read_as_changes_each_side_has_its_own_words(side: str, labels: list[str], first: str) -> None:
    document = read(FILES / "word_manual_strike.docx", options=Options(revisions=side, **CHANGES))  # type: ignore[arg-type]
    assert document.labels() == labels
    assert document["OP1"].text == first
    kinds = [revision.kind for paragraph in document.walk() for revision in paragraph.revisions]
    assert sorted(kinds) == ["delete", "delete", "insert", "insert"]


#: body with looks given by hand, read as changes: final side, original side
LOOKS = [
    # struck twice counts as struck
    (p("1. Urges ", r("all", "<w:dstrike/>"), " States."), ["1. Urges  States."], ["1. Urges all States."]),
    # what is struck and underlined was put in and taken out again
    (p("a ", r("b", STRUCK + UNDERLINED), "c"), ["a c"], ["a bc"]),
    # a style of a comparing program
    (p("a ", r("b", '<w:rStyle w:val="Gone"/>'), r("c", '<w:rStyle w:val="New"/>')), ["a c"], ["a b"]),
    # the underline of a link is its own
    (p("see ", r("this page", '<w:rStyle w:val="Link"/>')), ["see this page"], ["see this page"]),
    # a tracked change beside one by hand
    (p("a ", change("ins", "b"), r("c", STRUCK), "d"), ["a bd"], ["a cd"]),
    # a whole paragraph of a list
    (item("kept", 1) + p(r("gone", STRUCK)) + item("also", 1), ["kept", "also"], ["kept", "gone", "also"]),
]
_STYLES = (
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Deletion"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="New"><w:name w:val="Insertion"/><w:rPr><w:u w:val="double"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Link"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>'
)


@pytest.mark.parametrize(("body", "final", "original"), LOOKS)
def test_looks_are_read_as_the_changes_they_stand_for(
    body: str, final: list[str], original: list[str]
) -> None:
    data = word_file(body, styles=_STYLES)
    assert texts(data, **CHANGES) == final
    assert texts(data, revisions="original", **CHANGES) == original


def test_a_file_marked_by_hand_holds_two_versions() -> None:
    versions = read_tracked(FILES / "word_manual_strike.docx", options=Options(marks="as-changes"))
    assert [version.id for version in versions] == ["original", "final"]
    assert versions[0]["OP1"].text != versions[1]["OP1"].text


# Line breaks.


def test_line_breaks_end_paragraphs_where_numbers_say_so() -> None:
    assert read(FILES / "word_softbreaks.docx").labels() == ["PP1", "OP1", "OP2", "OP3"]


#: lines of one paragraph, the paragraphs they are
BREAKS = [
    ("Decides:\n(a) One;\n(b) Two.", ["Decides:", "(a) One;", "(b) Two."]),
    ("PP1 Recalling,\nPP2 Noting,\nOP1 Decides.", ["PP1 Recalling,", "PP2 Noting,", "OP1 Decides."]),
    ("The Council,\nRecalling X,\n1. Urges Y;", ["The Council,", "Recalling X,", "1. Urges Y;"]),
    ("1. Призывает:\n2. Просит.", ["1. Призывает:", "2. Просит."]),
    # no numbers, no paragraphs: a heading over two lines, an address
    ("Report of the\nSecretary-General", ["Report of the\nSecretary-General"]),
    # a quantity at the start of a line
    ("held in Geneva on\n12. May and later", ["held in Geneva on\n12. May and later"]),
]


@pytest.mark.parametrize(("text", "expected"), BREAKS)
def test_a_line_begins_a_paragraph_by_its_number(text: str, expected: list[str]) -> None:
    body = p("<w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in text.split("\n")) + "</w:r>")
    assert texts(word_file(body)) == expected


def test_what_is_marked_stays_with_its_line() -> None:
    block = layout(word_file(p("1. A;", "<w:r><w:br/></w:r>", r("2. ", ""), r("Urges", "<w:i/>")))).blocks
    assert [b.text for b in block] == ["1. A;", "2. Urges"]
    assert [(s.start, s.end, s.name) for s in block[1].styles] == [(3, 8, "italic")]
    assert split_breaks(block[1]) == [block[1]]


# Symbol fonts.


def test_signs_of_symbol_fonts_are_what_they_print() -> None:
    assert read(FILES / "word_sym.docx")["OP1"].text == "Calls upon States to mark paths ≥ 5 km;"


#: font, character as the file has it, what Word prints
SIGNS = [
    ("Symbol", "\uf0a3", "≤"), ("Symbol", "\uf062", "β"), ("Symbol", "\u00b4", "×"), ("Symbol", "\uf0ae", "→"),
    ("Wingdings", "\uf0fe", "☑"), ("Wingdings", "\uf0e0", "→"), ("Times New Roman", "£", "£"),
]  # fmt: skip


@pytest.mark.parametrize(("font", "char", "printed"), SIGNS)
def test_text_set_in_a_symbol_font_is_what_it_prints(font: str, char: str, printed: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert texts(word_file(p("a ", r(char, fonts), " b"))) == [f"a {printed} b"]


def test_a_sign_in_no_table_is_a_bullet_and_reported() -> None:
    read = layout(word_file(p("<w:r><w:sym w:font='Webdings' w:char='F0FF'/></w:r>", " a")))
    assert read.blocks[0].text == "• a"
    assert any("Webdings" in problem.what for problem in read.problems)


# HTML of word processors.


def html(body: str, **options: str) -> list[str]:
    page = f"<html><body>{body}</body></html>".encode()
    return [
        b.text
        for b in HtmlReader().read(RawFile(data=page, name="x.html"), Options(**options)).blocks  # type: ignore[arg-type]
    ]


def test_html_from_word_keeps_comments_apart_and_reads_revisions() -> None:
    document = read(FILES / "html_word_saveas.html")
    assert document["OP1"].text == "Calls upon all States to mark mountain paths in a clear manner;"
    assert [(r.kind, r.text) for r in document["OP1"].revisions] == [
        ("delete", "uniform"),
        ("insert", "clear"),
    ]
    assert [(n.kind, n.mark, n.text) for n in document["OP2"].notes] == [("comment", "AB", "We oppose this.")]
    assert "oppose" not in " ".join(words(document).values())
    original = read(FILES / "html_word_saveas.html", options=Options(revisions="original"))
    assert "in a uniform manner" in original["OP1"].text


_ANCHOR = '<a class=msocomanchor href="#_msocom_2" name="_msoanchor_2">[XY2]</a>'
_COMMENT = (
    "<div style='mso-element:comment-list'><div style='mso-element:comment'><div id=\"_com_2\" class=msocomtxt>"
    '<span style=\'mso-comment-author:"Ann Bell"\'><a name="_msocom_2"></a><p class=MsoCommentText>'
    '<a href="#_msoanchor_2" class=msocomoff>[XY2]</a>Why?</p></span></div></div></div>'
)
_DOCS = '<p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Why?</span></p>'


@pytest.mark.parametrize(
    ("body", "author"),
    [
        (f"<p>1. Urges all;{_ANCHOR}</p>{_COMMENT}", "Ann Bell"),
        (f'<p>1. Urges all;<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div>{_DOCS}</div>', ""),
        ('<p>1. Urges all;<a href="#comment1">*</a></p><div id="comment1"><p>Why?</p></div>', ""),
    ],
)
def test_comments_of_word_processors_are_notes_at_their_anchors(body: str, author: str) -> None:
    page = f"<html><body>{body}</body></html>".encode()
    blocks = HtmlReader().read(RawFile(data=page, name="x.html"), Options()).blocks
    assert [b.text for b in blocks] == ["1. Urges all;"]
    assert [(n.kind, n.mark, n.text) for n in blocks[0].notes] == [("comment", author, "Why?")]


#: page, final side, original side
REVISIONS = [
    ("<p>a <del>b</del><ins>c</ins> d</p>", ["a c d"], ["a b d"]),
    # around whole paragraphs, and across their ends
    ("<p>a</p><ins><p>b</p><p>c</p></ins>", ["a", "b", "c"], ["a"]),
    ("<p>a</p><p><del>b</del></p><p>c</p>", ["a", "c"], ["a", "b", "c"]),
    # one inside the other
    ("<p>a <ins>b <del>c</del></ins></p>", ["a b "], ["a "]),
]


@pytest.mark.parametrize(("body", "final", "original"), REVISIONS)
def test_what_html_declares_as_changed_has_two_sides(
    body: str, final: list[str], original: list[str]
) -> None:
    assert html(body) == final
    assert html(body, revisions="original") == original


# Old encodings.

RUSSIAN = (
    "Генеральная Ассамблея,\n\nссылаясь на свою резолюцию 71/1,\n\n1. призывает государства-члены отметить тропы;\n\n"
    "2. постановляет продолжать заниматься этим вопросом.\n"
)
FRENCH = "L’Assemblée générale,\n\nRappelant sa résolution 71/1, adoptée à New York où « les États » siègent,\n\n1. Décide de se réunir.\n"
SPANISH = "La Asamblea General,\n\nRecordando su resolución 71/1, aprobada en España,\n\n1. Decide reunirse mañana.\n"


def test_russian_in_an_old_encoding_is_russian() -> None:
    document = read(FILES / "txt_ru_cp1251.txt")
    assert document.labels() == ["PP1", "PP2", "OP1", "OP2", "OP3"]
    assert document["PP2"].text == "приветствуя доклад Генерального секретаря о маркировке троп,"
    assert any("cp1251" in problem.what for problem in document.problems)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, name) for name in ("cp1251", "iso8859-5", "koi8-r", "mac-cyrillic", "cp866")),
        *((FRENCH, name) for name in ("cp1252", "mac-roman")),
        *((SPANISH, name) for name in ("cp1252", "mac-roman", "cp850")),
    ],
)
def test_old_encodings_are_told_apart_by_what_they_would_say(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert [problem.kind for problem in decoded.problems] == ["uncertain"]
    assert len(read_bytes(RawFile(data=text.encode(encoding), name="x.txt"), Options())[0]) >= 2


# Tables that hold the text.

FORMULA = ["The General Assembly,", ""]


def tabled(rows: list[list[str]], **options: str) -> Document:
    data = word_file(table(rows))
    return read_bytes(RawFile(data=data, name="t.docx"), Options(**options))[0]  # type: ignore[arg-type]


def test_the_text_column_is_read_and_the_remarks_beside_it_are_notes() -> None:
    document = read(FILES / "word_table_text_comments.docx")
    assert words(document) == {
        "PP1": "Recalling its resolution 71/1,",
        "PP2": "Welcoming the report,",
        "OP1": "Calls upon States to mark paths;",
        "OP2": "Requests a report;",
        "OP3": "Decides to remain seized of the matter.",
    }
    assert [(n.kind, n.mark, n.text) for n in document["OP1"].notes] == [
        ("comment", "Proposals", "G77: add “all” before “States”")
    ]
    assert any("--column" in problem.what for problem in document.problems)


#: rows, labels and texts of the text column, remarks beside them by label
TABLES = [
    # numbers in a column of their own
    (
        [["No.", "Draft text", "Comments"], ["", *FORMULA], ["PP1", "Recalling its resolution,", "EU: keep."],
         ["OP1", "Urges all States;", ""], ["OP2", "Decides to meet.", "US: delete. Japan: agree."]],
        {"PP1": "Recalling its resolution,", "OP1": "Urges all States;", "OP2": "Decides to meet."},
        {"PP1": "EU: keep.", "OP2": "US: delete. Japan: agree."},
    ),
    # the text stands last, without headings; typed numbers
    (
        [["", "The General Assembly,"], ["stet", "Recalling its resolution 70/1,"], ["", "1. Urges all States;"],
         ["or “calls on”", "2. Decides to meet."]],
        {"PP1": "Recalling its resolution 70/1,", "OP1": "Urges all States;", "OP2": "Decides to meet."},
        {"PP1": "stet", "OP2": "or “calls on”"},
    ),
    # several paragraphs in a cell; a remark beside no text belongs to the paragraph above
    (
        [["Text", "Comments"], ["The Council,\nRecalling its resolution 70/1,", ""],
         ["1. Decides:\n(a) To meet;\n(b) To talk.", "Why?"], ["", "New OP2: Requests a report."]],
        {"PP1": "Recalling its resolution 70/1,", "OP1": "Decides:", "OP1(a)": "To meet;", "OP1(b)": "To talk."},
        {"OP1": "Why?", "OP1(b)": "New OP2: Requests a report."},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected", "remarks"), TABLES)
def test_columns_are_told_by_what_stands_in_them(
    rows: list[list[str]], expected: dict[str, str], remarks: dict[str, str]
) -> None:
    document = tabled(rows)
    assert words(document) == expected
    assert {str(p.label): p.notes[0].text for p in document.walk() if p.notes} == remarks


SIDES = [
    ["Zero draft", "Revised draft", "Remarks"],
    ["The General Assembly,", "The General Assembly,", ""],
    ["1. Urges all States;", "1. Urges interested States;", "EU"],
    ["2. Decides to meet.", "2. Decides to meet in May.", ""],
]


def test_texts_side_by_side_are_versions_and_a_column_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "sides.docx"
    path.write_bytes(word_file(table(SIDES)))
    history = History.from_columns(path)
    assert history.versions == ("Zero draft", "Revised draft")
    assert history["Revised draft"]["OP1"].text == "Urges interested States;"
    assert tabled(SIDES)["OP1"].text == "Urges all States;"
    for name in ("Revised draft", "revised", "2"):
        assert tabled(SIDES, column=name)["OP2"].text == "Decides to meet in May."


def test_a_column_that_is_not_there_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="Zero draft, Revised draft, Remarks"):
        tabled(SIDES, column="Final")


def test_a_tracked_table_has_two_sides() -> None:
    gone = p("2. ", change("del", "Urges"), change("ins", "Invites"), " States;")
    rows = [["Text", "Remarks"], FORMULA, ["1. Decides to meet;", ""], [gone, "US"]]
    assert tabled(rows)["OP2"].text == "Invites States;"
    assert tabled(rows, revisions="original")["OP2"].text == "Urges States;"


def test_a_table_inside_a_text_stays_a_table() -> None:
    figures = table([["Year", "Amount"], ["2017", "12"], ["2018", "14"]])
    lines = ["The General Assembly,", "Recalling its resolution 70/1 of 25 September 2015,", "1. Takes note:"]
    read = layout(word_file("".join(map(p, lines)) + figures))
    assert [b.kind for b in read.blocks] == ["text", "text", "text", "table"]
    assert any("kept as it is" in problem.what for problem in read.problems)


def test_columns_of_a_web_page_are_versions_too(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in SIDES)
    path = tmp_path / "sides.html"
    path.write_text(f"<html><body><table>{rows}</table></body></html>")
    assert History.from_columns(path)["Revised draft"]["OP2"].text == "Decides to meet in May."


def test_a_file_without_versions_side_by_side_says_so() -> None:
    with pytest.raises(InputError, match="side by side"):
        read_columns(FILES / "word_softbreaks.docx")


def test_the_command_line_compares_the_columns_of_one_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sides.docx"
    path.write_bytes(word_file(table(SIDES)))
    assert run(["compare", str(path)]) == 0
    assert "interested" in capsys.readouterr().out
