"""Automatic numbering of Word files is resolved to the number Word prints."""

from __future__ import annotations

import pytest
from wordfiles import item, layout, p, texts, word_file

from draftdiff_parsers.word.numerals import numeral


def level(at: int, style: str, text: str, *, start: int = 1, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='{start}'/><w:numFmt w:val='{style}'/>{more}"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


UN = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)")


def numbering(*abstracts: str, nums: str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>") -> str:
    return (
        "".join(f"<w:abstractNum w:abstractNumId='{i}'>{a}</w:abstractNum>" for i, a in enumerate(abstracts))
        + nums
    )


def printed(body: str, definitions: str, **parts: str) -> list[str]:
    return [b.number for b in layout(word_file(body, numbering=definitions, **parts)).blocks]


def test_levels_count_and_start_again_below() -> None:
    body = "".join(item("x", 1, at) for at in (0, 0, 1, 1, 2, 2, 1, 0, 1, 2))
    assert printed(body, numbering(UN)) == [
        "1.",
        "2.",
        "(a)",
        "(b)",
        "(i)",
        "(ii)",
        "(c)",
        "3.",
        "(a)",
        "(i)",
    ]


def test_unnumbered_paragraphs_between_do_not_count() -> None:
    body = (
        item("x", 1)
        + p("Phase I")
        + item("y", 1)
        + p("z", properties="<w:numPr><w:numId w:val='0'/></w:numPr>")
    )
    assert texts(word_file(body, numbering=numbering(UN))) == ["1. x", "Phase I", "2. y", "z"]


def test_lists_of_one_definition_count_on_unless_told_to_start_again() -> None:
    nums = (
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>"
        "</w:lvlOverride></w:num>"
    )
    body = item("a", 1) + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1)
    assert printed(body, numbering(UN, nums=nums)) == ["1.", "2.", "5.", "6.", "7."]


def test_a_list_may_override_the_format_of_a_level() -> None:
    nums = (
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>"
        f"{level(0, 'upperRoman', 'Section %1')}</w:lvlOverride></w:num>"
    )
    assert printed(item("a", 1) + item("b", 1), numbering(UN, nums=nums)) == ["Section I", "Section II"]


#: levels, levels of the paragraphs, numbers
PATTERNS = [
    # numbers of outer levels are part of the pattern
    (level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"), (0, 1, 1, 0, 1), ["1.", "1.1", "1.2", "2.", "2.1"]),
    # negotiators' labels
    (level(0, "decimal", "OP%1.") + level(1, "lowerLetter", "OP%1(%2)"), (0, 1, 0), ["OP1.", "OP1(a)", "OP2."]),
    # an inner level that never starts again
    (level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", more="<w:lvlRestart w:val='0'/>"),
     (0, 1, 1, 0, 1), ["I.", "1.", "2.", "II.", "3."]),
    # legal numbering prints outer Roman numbers as digits
    (level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", more="<w:isLgl/>"), (0, 0, 1), ["I.", "II.", "2.1"]),
    # an inner level without its outer level counts as inside the first
    (level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"), (1, 1), ["1.1", "1.2"]),
    (level(0, "bullet", "\uf0b7") + level(1, "bullet", "–"), (0, 1), ["•", "–"]),
    (level(0, "decimal", "%1.", start=4), (0, 0), ["4.", "5."]),
    (level(0, "none", ""), (0,), [""]),
]  # fmt: skip


@pytest.mark.parametrize(("levels", "paragraphs", "wanted"), PATTERNS)
def test_patterns_of_levels(levels: str, paragraphs: tuple[int, ...], wanted: list[str]) -> None:
    assert printed("".join(item("x", 1, at) for at in paragraphs), numbering(levels)) == wanted


def test_a_style_carries_numbering() -> None:
    linked = level(0, "decimal", "%1.", more="<w:pStyle w:val='Op'/>") + level(
        1, "lowerLetter", "(%2)", more="<w:pStyle w:val='Sub'/>"
    )
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{name}'><w:name w:val='{name}'/>{based}"
        "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        for name, based in (("Op", ""), ("Sub", "<w:basedOn w:val='Op'/>"))
    )
    body = "".join(p("x", properties=f"<w:pStyle w:val='{name}'/>") for name in ("Op", "Sub", "Sub", "Op"))
    assert printed(body, numbering(linked), styles=styles) == ["1.", "(a)", "(b)", "2."]


def test_a_list_style_stands_for_its_levels() -> None:
    definitions = numbering(
        "<w:styleLink w:val='L'/>" + UN, "<w:numStyleLink w:val='L'/>",
        nums="<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>",
    )  # fmt: skip
    assert printed(item("x", 1) + item("y", 1, 1), definitions) == ["1.", "(a)"]


def test_numbers_follow_the_view_of_tracked_changes() -> None:
    gone = "<w:del w:id='1' w:author='A'/>"
    body = (
        item("a", 1)
        + item("b", 1)
        .replace("</w:numPr>", f"</w:numPr><w:rPr>{gone}</w:rPr>")
        .replace("<w:r>", "<w:del w:id='2' w:author='A'><w:r>")
        .replace("</w:r>", "</w:r></w:del>")
        .replace("w:t ", "w:delText ")
        .replace("/w:t>", "/w:delText>")
        + item("c", 1)
    )
    data = word_file(body, numbering=numbering(UN))
    assert texts(data) == ["1. a", "2. c"]
    assert texts(data, revisions="original") == ["1. a", "2. b", "3. c"]


#: value, format, as printed
NUMERALS = [
    (1, "decimal", "1"), (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"), (1999, "upperRoman", "MCMXCIX"),
    (9, "decimalZero", "09"), (112, "ordinal", "112th"), (22, "ordinal", "22nd"), (5, "russianLower", "д"),
    (2, "arabicAbjad", "ب"), (21, "chineseCounting", "二十一"), (10, "chineseCounting", "十"), (5, "chicago", "**"),
    (3, "unheard of", "3"), (-2, "lowerRoman", "-2"), (0, "lowerLetter", ""),
]  # fmt: skip


@pytest.mark.parametrize(("value", "style", "wanted"), NUMERALS)
def test_number_formats(value: int, style: str, wanted: str) -> None:
    assert numeral(value, style) == wanted
