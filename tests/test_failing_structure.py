"""Small files whose structure went wrong, each for a kind, with what a careful reader sees in them; and siblings."""

from __future__ import annotations

from pathlib import Path

import pytest
from wordfiles import item, p, word_file

from draftdiff.layout import Options, RawFile
from draftdiff.model import Document
from draftdiff.reading import read, read_bytes

FILES = Path(__file__).parent / "data" / "failing"


def of(text: str | bytes, name: str) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_bytes(RawFile(data=data, name=name), Options())[0]


def labels(found: Document) -> list[str]:
    return [str(one.label) for one in found.walk()]


def spaced(text: str) -> str:
    """Lines apart, as paragraphs are."""
    return "\n\n".join(line.strip() for line in text.strip().split("|")) + "\n"


OPERATIVE = "1. Calls upon States to mark paths; | 2. Decides to meet."


# A wrapped line that is only an organ's name.


def test_an_organ_alone_on_a_wrapped_line_is_no_formula() -> None:
    found = read(FILES / "formula_wrapped.txt")
    assert labels(found) == ["PP1", "PP2", "PP3", "OP1", "OP2"]
    assert found["PP2"].text.endswith("Economic and Social Council and the Human Rights Council,")


@pytest.mark.parametrize(
    ("head", "last"),
    [
        (("The Human Rights Council, | Recalling the mandates given by the Economic and Social Council and\n"
         "the Security Council,"), "the Security Council,"),
        ("L'Assemblée générale, | Rappelant les rapports présentés au Conseil de sécurité et à\nl'Assemblée générale,",
         "à l'Assemblée générale,"),
        ("The Security Council, | Recalling the resolutions adopted by | the General Assembly,", "by the General Assembly,"),
    ],
)  # fmt: skip
def test_organs_on_lines_of_their_own(head: str, last: str) -> None:
    found = of(spaced(f"{head} | {OPERATIVE}"), "x.txt")
    assert labels(found) == ["PP1", "OP1", "OP2"]
    assert found["PP1"].text.endswith(last)


# Words in parentheses.


def test_words_in_parentheses_are_text() -> None:
    found = read(FILES / "parenthesis_taken_as_attribution.txt")
    assert found["OP1"].text == (
        "Welcomes the second programme (phase two: support to mountain regions) and the fund;"
    )
    assert found["OP2"].text.startswith("Takes note of Goal 5 (target 5.a: Add women to land registers) and")
    assert not any(one.notes for one in found.walk())


@pytest.mark.parametrize(
    "words",
    [
        "Decides to extend the mandate (Chad: northern sector) until 31 May;",
        "Welcomes the pledge (EU: 3 million dollars) and the appeal (first: women);",
        "Takes note of the plan (stage 1: marking; stage 2: repair) of the Secretariat;",
    ],
)
def test_parentheses_with_a_colon_are_text(words: str) -> None:
    found = of(spaced(f"The General Assembly, | 1. {words} | 2. Decides to meet."), "x.txt")
    assert found["OP1"].text == words
    assert not found["OP1"].notes


# Numbering that begins again.


def test_automatic_numbers_begin_again_in_a_section() -> None:
    found = read(FILES / "word_auto_restart.docx")
    assert [name for name in labels(found) if name.startswith("Section II")] == [
        "Section II, PP1", "Section II, OP1", "Section II, OP2", "Section II, OP2(a)", "Section II, OP2(b)",
        "Section II, OP3",
    ]  # fmt: skip
    assert not found.problems


_LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for at, (form, text) in enumerate([("decimal", "%1."), ("lowerLetter", "(%2)")])
)


@pytest.mark.parametrize(
    ("names", "override"),
    [
        ("AB", ""),  # a list of its own below each letter
        (("I", "II", "III"), ""),
        # the same list with its start overridden
        ("AB", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ],
)
def test_runs_of_automatic_numbers(names: tuple[str, ...], override: str) -> None:
    shared = '<w:abstractNum w:abstractNumId="{0}">' + _LEVELS + "</w:abstractNum>"
    numbering = "".join(map(shared.format, range(1, len(names) + 1)))
    body = p("The General Assembly,") + p("Recalling its resolution 71/1,")
    nums = ""
    for num, name in enumerate(names, 1):
        nums += (
            f'<w:num w:numId="{num}"><w:abstractNumId w:val="{1 if override else num}"/>{override}</w:num>'
        )
        body += p(f"{name}. Works") + p(
            f"Noting works {num} and all the words that were said of them in the report,"
        )
        body += item("Urges States to build:", num) + item("dams;", num, 1) + item("weirs;", num, 1)
        body += item("Requests a report;", num)
    found = of(word_file(body, numbering=numbering + nums), "x.docx")
    assert labels(found) == ["PP1"] + [
        f"Section {name}, {label}" for name in names for label in ("PP1", "OP1", "OP1(a)", "OP1(b)", "OP2")
    ]
    assert not found.problems


# Akoma Ntoso: what the format declares.

_NS = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'


def akn(
    body: str, *, name: str = "resolution", language: str = "eng", formula: str = "The General Assembly,"
) -> bytes:
    start = (
        f'<preamble><formula name="enactingFormula"><p>{formula}</p></formula></preamble>' if formula else ""
    )
    return (
        f'<akomaNtoso {_NS}><statement name="{name}"><meta><identification source="#x"><FRBRExpression>'
        f'<FRBRlanguage language="{language}"/></FRBRExpression></identification></meta>'
        f"<preface><p><docTitle>Dams</docTitle></p></preface>{start}{body}</statement></akomaNtoso>"
    ).encode()


def para(number: str, text: str) -> str:
    num = f"<num>{number}</num>" if number else ""
    return f"<paragraph>{num}<content><p>{text}</p></content></paragraph>"


TWO = para("1.", "Urges States to build;") + para("2.", "Decides to meet.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("akn_sections_restart.xml", ["PP1", "OP1", "Section I, PP1", "Section I, OP1", "Section I, OP2"]),
        ("akn_subheading.xml", ["PP1", "PP2", "OP1", "OP2"]),
        ("akn_annex_unnamed.xml", ["PP1", "OP1", "Annex, 1", "Annex, 2"]),
        ("akn_collection.xml", ["A, PP1", "A, OP1", "A, OP2", "B, PP1", "B, OP1", "B, OP2"]),
        ("akn_de.xml", ["PP1", "PP2", "OP1", "OP2"]),
        ("akn_prst.xml", ["PP1", "unnumbered 1", "unnumbered 2"]),
    ],
)
def test_what_akoma_ntoso_declares_is_read(name: str, expected: list[str]) -> None:
    found = read(FILES / name)
    assert labels(found) == expected
    assert not any(problem.kind == "repaired" for problem in found.problems)


def test_headings_of_akoma_ntoso_stand_apart() -> None:
    found = read(FILES / "akn_subheading.xml")
    assert [(h.text, h.before) for h in found.headings] == [
        ("Marking of paths", "OP1"),
        ("Repair of bridges", "OP2"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # numeral and heading of the group
        ((f"<section><num>I</num><heading>Dams</heading>{TWO}</section><section><num>II</num><heading>Weirs</heading>{TWO}"
         "</section>"), ["Section I, OP1", "Section I, OP2", "Section II, OP1", "Section II, OP2"]),
        # letters, with preambles
        ((f'<part><num>A</num><heading>Dams</heading><crossHeading refersTo="#preamble">Noting dams,</crossHeading>{TWO}'
         f'</part><part><num>B</num><heading>Weirs</heading><crossHeading refersTo="#preamble">Noting weirs,'
         f"</crossHeading>{TWO}</part>"),
         ["Section A, PP1", "Section A, OP1", "Section A, OP2", "Section B, PP1", "Section B, OP1", "Section B, OP2"]),
        # a heading that stands as a paragraph, and a number that is missing
        ((f"{TWO}<paragraph><subheading>Weirs</subheading></paragraph>{para('1.', 'Urges States;')}"
         f"{para('4.', 'Decides to pay.')}"), ["OP1", "OP2", "Weirs, OP1", "Weirs, OP4"]),
    ],
)  # fmt: skip
def test_stated_numbers_that_begin_again_are_never_repaired(body: str, expected: list[str]) -> None:
    found = of(akn(f"<mainBody>{body}</mainBody>"), "x.xml")
    assert labels(found) == expected
    assert not any(problem.kind == "repaired" for problem in found.problems)


@pytest.mark.parametrize(
    "body",
    [
        f"<crossHeading>Weirs</crossHeading>{TWO}",
        f"<hcontainer name='x'><heading>Weirs</heading>{TWO}</hcontainer>",
        "<paragraph><heading>Weirs</heading><num>1.</num><content><p>Urges States;</p></content></paragraph>"
        + para("2.", "Decides to meet."),
    ],
)
def test_kinds_of_headings_stand_apart(body: str) -> None:
    found = of(akn(f"<mainBody>{body}</mainBody>"), "x.xml")
    assert labels(found) == ["OP1", "OP2"]
    assert [(h.text, h.before) for h in found.headings] == [("Weirs", "OP1")]


@pytest.mark.parametrize(
    ("attachments", "expected"),
    [
        # numbers nowhere
        ((f'<attachment><heading>Charter of dams</heading><doc name="annex"><mainBody>{para("", "Dams hold water.")}'
         f"{para('', 'Water is life.')}</mainBody></doc></attachment>"), ["Annex, unnumbered 1", "Annex, unnumbered 2"]),
        # two of them, one without any heading
        ((f'<attachment><doc name="annex"><preface><p><docTitle>Programme</docTitle></p></preface><mainBody>{TWO}</mainBody>'
         f'</doc></attachment><attachment><doc name="appendix"><mainBody>{para("1.", "List of dams.")}</mainBody></doc>'
         "</attachment>"), ["Annex I, 1", "Annex I, 2", "Annex II, 1"]),
        # words before the numbers
        (f'<attachment><doc name="annex"><mainBody><p>The programme covers five years.</p>{TWO}</mainBody></doc></attachment>',
         ["Annex, unnumbered 1", "Annex, 1", "Annex, 2"]),
    ],
)  # fmt: skip
def test_annexes_are_told_by_their_element(attachments: str, expected: list[str]) -> None:
    found = of(akn(f"<mainBody>{TWO}</mainBody><attachments>{attachments}</attachments>"), "x.xml")
    assert labels(found) == ["OP1", "OP2", *expected]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (("Resolution A<br/>Dams", "Resolution B<br/>Weirs", "Resolution C"), "ABC"),
        (("B", "C"), "BC"),
        (("Dams", "Weirs"), "AB"),
    ],
)
def test_parts_of_a_composite_resolution(titles: tuple[str, ...], names: str) -> None:
    parts = "".join(
        f'<component><statement name="resolution"><meta/><preface><p><docTitle>{title}</docTitle></p></preface><preamble>'
        '<formula name="enactingFormula"><p>The Council,</p></formula><container name="x"><p>Noting dams,</p></container>'
        f"</preamble><mainBody>{TWO}</mainBody></statement></component>"
        for title in titles
    )
    data = (
        f'<akomaNtoso {_NS}><documentCollection name="resolutions"><meta/><preface><p><docNumber>99/2.</docNumber></p>'
        f"</preface><collectionBody>{parts}</collectionBody></documentCollection></akomaNtoso>"
    )
    assert labels(of(data, "x.xml")) == [
        f"{name}, {label}" for name in names for label in ("PP1", "OP1", "OP2")
    ]


@pytest.mark.parametrize(
    ("language", "formula", "preamble"),
    [
        (
            "deu",
            "Die Generalversammlung,",
            '<container name="x"><p>in Bekräftigung ihrer Resolution,</p></container>',
        ),
        (
            "ita",
            "L’Assemblea generale,",
            "<recitals><recital><p>Ricordando la risoluzione,</p></recital></recitals>",
        ),
        ("jpn", "総会は、", '<container name="x"><p>決議を想起し、</p></container>'),
    ],
)
def test_a_language_without_word_lists_is_read_by_its_elements(
    language: str, formula: str, preamble: str
) -> None:
    start = f'<preamble><formula name="enactingFormula"><p>{formula}</p></formula>{preamble}</preamble>'
    body = para("1.", "a;") + (
        "<paragraph><num>2.</num><list><intro><p>b:</p></intro><point><num>(a)</num><content><p>c;</p></content></point>"
        "<point><num>(b)</num><content><p>d.</p></content></point></list></paragraph>"
    )
    found = of(akn(f"{start}<mainBody>{body}</mainBody>", language=language, formula=""), "x.xml")
    assert labels(found) == ["PP1", "OP1", "OP2", "OP2(a)", "OP2(b)"]
    assert found.formula == formula


MEETING = "At the 9998th meeting, the President made the following statement on behalf of the Council:"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (akn(f"<mainBody>{para('', MEETING)}{para('', '“The Council regrets.')}{para('', '“The Council urges.”')}</mainBody>",
             name="prst", formula=""), "x.xml"),
        (akn(f"<mainBody><p>{MEETING}</p><p>“The Council regrets.</p><p>The Council urges.”</p></mainBody>",
             name="prst", formula=""), "x.xml"),
        (spaced("Statement by the President of the Security Council | At the 9998th meeting of the Security Council, held on "
                "3 May 2030, in connection with the item entitled “Dams”, the President of the Security Council made the "
                "following statement on behalf of the Council: | “The Security Council regrets the floods. | “The Security "
                "Council urges all parties to build.”"), "x.txt"),
    ],
)  # fmt: skip
def test_statements_of_the_president(data: str | bytes, name: str) -> None:
    assert labels(of(data, name)) == ["PP1", "unnumbered 1", "unnumbered 2"]


def test_a_letter_that_the_format_states_below_a_heading_is_kept() -> None:
    points = "".join(
        f"<point><subheading>{name}</subheading><num>({letter})</num><content><p>To act;</p></content></point>"
        for letter, name in (("a", "Freeze"), ("b", "Ban"))
    )
    body = f"<paragraph><num>1.</num><list><intro><p>Decides:</p></intro>{points}</list></paragraph>"
    found = of(akn(f"<mainBody>{body}</mainBody>"), "x.xml")
    assert [one.number for one in found.walk()] == ["1.", "(a)", "(b)"]


# Units put in between.


def test_letters_behind_numbers_make_units_of_their_own() -> None:
    found = read(FILES / "eu_1a.txt")
    assert labels(found) == [
        "Recital 1", "Recital 2", "Article 1", "Article 2", "Article 2(1)", "Article 2(1a)", "Article 2(2)", "Article 2a",
        "Article 2a(1)", "Article 2a(1a)", "Article 2a(2)", "Article 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (("The General Assembly, | 1. Urges States to act; | 1a. Invites States to act; | 2. Requests a report: | (a) on paths; "
         "| (aa) on roads; | (ab) on rails; | (b) on lights; | 2A. Decides to publish it; | 3. Decides to meet."),
         ["OP1", "OP1a", "OP2", "OP2(a)", "OP2(aa)", "OP2(ab)", "OP2(b)", "OP2A", "OP3"]),
        (("REGULATION (EU) 2032/8 | Article 1 | Subject | 1.1 This Regulation lays down rules. | 1.2 It applies on land. | "
         "1.2A It applies at sea. | Article 2 | Marks | 2.1 Marks are red. | 2.2 Marks are renewed."),
         ["Article 1", "Article 1(1.1)", "Article 1(1.2)", "Article 1(1.2A)", "Article 2", "Article 2(2.1)", "Article 2(2.2)"]),
        (("DIRECTIVE (EU) 2031/7 | Whereas: | (1) Rivers are important. | (1a) Streams are important. | (2) Lakes are important. "
         "| HAVE ADOPTED THIS DIRECTIVE: | Article 1 | Scope | 1. It applies to rivers. | 1a. It applies to streams. | "
         "1b. It applies to ponds. | 2. It applies to lakes. | Article 1a | Words | In this Directive: | (a) ‘river’ means water; "
         "| (aa) ‘stream’ means a small river; | (b) ‘lake’ means still water. | Article 2 | End | This Directive ends."),
         ["Recital 1", "Recital 1a", "Recital 2", "Article 1", "Article 1(1)", "Article 1(1a)", "Article 1(1b)",
          "Article 1(2)", "Article 1a", "Article 1a(a)", "Article 1a(aa)", "Article 1a(b)", "Article 2"]),
    ],
)  # fmt: skip
def test_kinds_of_units_put_in_between(text: str, expected: list[str]) -> None:
    assert labels(of(spaced(text), "x.txt")) == expected


def test_words_in_parentheses_at_a_line_start_are_no_letters() -> None:
    text = "The General Assembly, | 1. Urges States: | (a) to act; | (or) to wait; | (b) to report; | 2. Decides to meet."
    assert labels(of(spaced(text), "x.txt")) == ["OP1", "OP1(a)", "OP1(b)", "OP2"]


# Tables in Markdown.


def test_a_table_in_markdown_holds_the_text() -> None:
    found = read(FILES / "md_table.md")
    assert labels(found) == ["PP1", "PP2", "OP1", "OP2", "OP3"]
    assert [note.text for note in found["PP1"].notes] == ["EU: delete"]


@pytest.mark.parametrize(
    ("table", "remark"),
    [
        (("| # | Draft | EU | G77 |\n|---|---|---|---|\n| | The Council, | | |\n| PP1 | Recalling its resolution 71/1 of "
         "3 October 2016, | keep | |\n| OP1 | Urges all States to mark paths in a uniform manner; | | add |\n"), "keep"),
        # no outer bars, numbers with stops, an escaped bar
        (("Some words\n\nNo. | Text | Remarks\n--- | --- | ---\n | **The General Assembly,** | \n | *Recalling* its resolution "
         "71/1 \\| 71/2 of 2016, | keep\n1. | *Urges* States to mark paths in a uniform manner; | \n"), "keep"),
        (("| Text | Comment |\n|:--|--:|\n| The General Assembly, | |\n| Recalling its resolution 71/1 of 3 October 2016, | keep |"
         "\n| 1. Calls upon States to mark paths in a uniform manner; | |\n"), "keep"),
    ],
)  # fmt: skip
def test_kinds_of_tables_in_markdown(table: str, remark: str) -> None:
    found = of(table, "x.md")
    assert labels(found) == ["PP1", "OP1"]
    assert [note.text for note in found["PP1"].notes] == [remark]
    assert not found["OP1"].notes or found["OP1"].notes[0].text == "add"
