"""The Word reader: text, looks, notes, tables, boxes and furniture."""

from __future__ import annotations

import pytest
from support import shared
from wordfiles import layout, p, r, texts, word_file

from draftdiff.model import Note, Style
from draftdiff.registry import readers


def test_is_found_by_entry_point() -> None:
    assert "word" in [reader.name for reader in readers()]


#: XML of a paragraph's inside, its text
RUNS = [
    ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one\ttwo"),
    ("<w:r><w:t>I</w:t><w:br/><w:t>Title</w:t></w:r>", "I\nTitle"),
    ("<w:r><w:t>follow</w:t><w:noBreakHyphen/><w:t>up</w:t></w:r>", "follow\u2011up"),
    ("<w:r><w:t>resolu</w:t><w:softHyphen/><w:t>tion</w:t></w:r>", "resolution"),
    # links, smart tags and content controls are only wrapping
    (f"<w:hyperlink r:id='x'>{r('71/280')}</w:hyperlink>{r(' of')}", "71/280 of"),
    (f"<w:smartTag>{r('New York')}</w:smartTag>", "New York"),
    (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('kept')}</w:sdtContent></w:sdt>", "kept"),
    # the prompt of an empty control is no text
    (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click')}</w:sdtContent></w:sdt>{r('x')}",
        "x",
    ),
    # a field prints its result, not its code
    (
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>"
            f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r('14')}<w:r><w:fldChar w:fldCharType='end'/></w:r>{r('.')}"
        ),
        "14.",
    ),
    (f"<w:fldSimple w:instr=' DATE '>{r('6 April')}</w:fldSimple>", "6 April"),
    ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>" + r("agreed"), "✓agreed"),
    (r("shown") + r("secret", "<w:vanish/>"), "shown"),
]


@pytest.mark.parametrize(("inside", "wanted"), RUNS)
def test_runs_become_the_text_word_prints(inside: str, wanted: str) -> None:
    assert texts(word_file(f"<w:p>{inside}</w:p>")) == [wanted]


def test_looks_come_from_styles_and_direct_formatting() -> None:
    styles = (
        "<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='Q'><w:name w:val='Quote'/><w:basedOn w:val='N'/>"
        "<w:rPr><w:i/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='E'><w:name w:val='Emphasis'/><w:rPr><w:i/></w:rPr></w:style>"
    )
    body = p(
        r("aa"), r("bb", "<w:rStyle w:val='E'/>"), r("cc", "<w:i w:val='0'/><w:u w:val='single'/>"),
        r("dd", "<w:vertAlign w:val='superscript'/><w:strike/>"), properties="<w:pStyle w:val='Q'/>",
    )  # fmt: skip
    block = layout(word_file(body, styles=styles)).blocks[0]
    assert block.kind == "quote"
    # an italic character style inside an italic paragraph style stands upright (ECMA-376 part 1, 17.7.3)
    assert block.styles == (
        Style(start=0, end=2, name="italic"),
        Style(start=4, end=6, name="underline"),
        Style(start=6, end=8, name="italic"),
        Style(start=6, end=8, name="strike"),
        Style(start=6, end=8, name="superscript"),
    )


def test_a_heading_is_known_by_its_outline_level() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 2'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr>"
        "</w:style>"
    )
    block = layout(word_file(p("Phase I", properties="<w:pStyle w:val='H'/>"), styles=styles)).blocks[0]
    assert (block.kind, block.level) == ("heading", 1)


def _notes() -> str:
    rule = "<w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
    return rule + "".join(
        f"<w:footnote w:id='{i}'>{p('<w:r><w:footnoteRef/></w:r>', r(text))}</w:footnote>"
        for i, text in ((2, " Resolution 70/1."), (3, " Ibid., annex."), (5, "* Reissued."))
    )


def test_footnotes_are_numbered_in_order_of_reference() -> None:
    body = (
        p(r("Recalling"), "<w:r><w:footnoteReference w:id='3'/></w:r>", r(" its resolution,"))
        + p(r("Noting"), "<w:r><w:footnoteReference w:id='2'/></w:r>")
        + p(r("Title"), "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='5'/><w:t>*</w:t></w:r>")
    )
    read = layout(word_file(body, footnotes=_notes()))
    assert [block.text for block in read.blocks] == ["Recalling its resolution,", "Noting", "Title"]
    assert [block.notes[0] for block in read.blocks] == [
        Note(kind="footnote", mark="1", at=9), Note(kind="footnote", mark="2", at=6),
        Note(kind="footnote", mark="*", at=5),
    ]  # fmt: skip
    assert [(note.mark, note.text) for note in read.footnotes] == [
        ("1", "Ibid., annex."), ("2", "Resolution 70/1."), ("*", "Reissued."),
    ]  # fmt: skip


def test_a_second_reference_to_a_footnote_is_a_mark_and_not_text() -> None:
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> NOTEREF _Ref1 \\h </w:instrText>"
        "<w:fldChar w:fldCharType='separate'/><w:t>1</w:t><w:fldChar w:fldCharType='end'/></w:r>"
    )
    block = layout(word_file(p(r("Covenants"), field, r(" and")))).blocks[0]
    assert block.text == "Covenants and"
    assert block.notes == (Note(kind="footnote", mark="1", at=9),)


def test_a_second_reference_may_be_typed_as_a_raised_number() -> None:
    raised = r("1 ", "<w:vertAlign w:val='superscript'/>")
    body = p(r("its resolution,"), "<w:r><w:footnoteReference w:id='2'/></w:r>", r(" of 5 km"), raised) + p(
        r("the same resolution;"), raised, r("and"), r("2", "<w:vertAlign w:val='superscript'/>")
    )
    first, second = layout(word_file(body, footnotes=_notes())).blocks
    assert (first.text, [note.mark for note in first.notes]) == ("its resolution, of 5 km1 ", ["1"])
    assert (second.text, second.notes) == (
        "the same resolution; and2",
        (Note(kind="footnote", mark="1", at=20),),
    )


def test_the_date_of_adoption_in_the_text_wins_over_the_date_of_issue() -> None:
    header = p("A/RES/72/150") + p("17 January 2018")
    adopted = "Resolution adopted by the General Assembly on 19 December 2017"
    assert not layout(word_file(p(adopted) + p("The General Assembly,"), header1=header)).date
    cited = p("The General Assembly,") + p("Recalling its resolution 71/1 of 19 September 2016,")
    assert layout(word_file(cited, header1=header)).date == "2018-01-17"


def test_comments_are_kept_as_notes_with_their_author() -> None:
    comments = f"<w:comment w:id='4' w:author='EU'>{p('Delete.')}</w:comment>"
    body = p(r("Urges"), "<w:r><w:commentReference w:id='4'/></w:r>", r(" States"))
    block = layout(word_file(body, comments=comments)).blocks[0]
    assert block.text == "Urges States"
    assert block.notes == (Note(kind="comment", mark="EU", text="Delete.", at=5),)


def _table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_table_is_one_block_and_reported() -> None:
    read = layout(word_file(p("Before") + _table(("Date", "Place"), ("May", "Geneva")) + p("After")))
    assert [(block.kind, block.text) for block in read.blocks] == [
        ("text", "Before"), ("table", "Date\tPlace\nMay\tGeneva"), ("text", "After"),
    ]  # fmt: skip
    assert any("2 rows and 2 columns" in problem.what for problem in read.problems)


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    read = layout(word_file(_table(("1. Decides",), ("2. Requests",))))
    assert [(block.kind, block.text) for block in read.blocks] == [
        ("text", "1. Decides"),
        ("text", "2. Requests"),
    ]


def _box(text: str) -> str:
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_at_its_anchor() -> None:
    read = layout(word_file(p(_box("Distr.: Limited"), "Draft resolution") + p("The text", _box("aside"))))
    assert [block.text for block in read.blocks] == [
        "Distr.: Limited",
        "Draft resolution",
        "The text",
        "aside",
    ]
    assert sum("text box" in problem.what for problem in read.problems) == 2


def test_headers_and_footers_stand_apart_and_give_symbol_and_date() -> None:
    read = layout(
        word_file(
            p("Text"), header1=p("A/C.3/72/L.5/Rev.1*") + p("2 November 2017"), footer1=p("17-12345 (E)")
        )
    )
    assert [block.text for block in read.blocks] == ["Text"]
    assert (read.symbol, read.date) == ("A/C.3/72/L.5/Rev.1", "2017-11-02")
    assert [problem.raw for problem in read.problems] == [
        "A/C.3/72/L.5/Rev.1* | 2 November 2017",
        "17-12345 (E)",
    ]


def test_a_masthead_set_as_a_table_gives_the_symbol() -> None:
    read = layout(
        word_file(
            _table(("United Nations", "A/HRC/34/L.5"), ("General Assembly", "Distr.: Limited")) + p("x")
        )
    )
    assert read.symbol == "A/HRC/34/L.5"


def test_a_masthead_set_as_a_table_gives_the_date_of_issue() -> None:
    read = layout(
        word_file(_table(("United Nations", "A/HRC/34/L.5"), ("Council", "15 March 2017")) + p("x"))
    )
    assert read.date == "2017-03-15"


def test_empty_paragraphs_are_gaps_and_page_breaks_are_kept() -> None:
    body = p("a") + p() + p() + p("b") + p("<w:r><w:br w:type='page'/></w:r>", r("c"))
    blocks = layout(word_file(body)).blocks
    assert [(block.text, block.gap, block.page_break) for block in blocks] == [
        ("a", 0.0, False), ("b", 2.0, False), ("c", 0.0, True),
    ]  # fmt: skip


#: file, operative paragraphs, footnotes (counted in the XML and against the printed numbers), symbol
REAL = [
    ("A_RES_72_150.DOC", 58, 9, "A/RES/72/150"),
    ("A_RES_72_167.DOC", 47, 24, "A/RES/72/167"),
    ("A_RES_72_245.DOC", 40, 44, "A/RES/72/245"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "operatives", "footnotes", "symbol"), REAL)
def test_real_resolutions_have_all_their_typed_numbers_and_footnotes(
    name: str, operatives: int, footnotes: int, symbol: str
) -> None:
    read = layout((shared() / "data" / "real" / name).read_bytes())
    typed = [
        int(head)
        for b in read.blocks
        if (head := b.text.strip().split(".")[0]).isdigit() and b.kind == "text"
    ]
    assert typed == list(range(1, operatives + 1))
    assert [int(note.mark) for note in read.footnotes] == list(range(1, footnotes + 1))
    assert read.symbol == symbol
    assert not any(symbol in block.text for block in read.blocks)
    used = {note.mark for block in read.blocks for note in block.notes}
    assert used == {note.mark for note in read.footnotes}
