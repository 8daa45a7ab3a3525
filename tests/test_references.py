"""References and symbols in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftdiff.referencing import find_references, find_symbols

# text -> label expressions, kind, direction or relative word
INTERNAL = [
    # formal text
    ("as outlined in paragraphs 15 and 22 above, and in this regard", ["OP15", "OP22"], "above"),
    ("received as outlined in paragraphs 14 and 19, and in this", ["OP14", "OP19"], ""),
    ("hearings described in paragraph 30 below, and invites", ["OP30"], "below"),
    ("mentioned in the present paragraph at the informal", [], "present"),
    ("mentioned in this paragraph at the", [], "present"),
    ("in the preceding paragraph", [], "preceding"),
    ("paragraphs 5, 7 (a) and (c) and 9 to 12 above", ["OP5", "OP7(a)", "OP7(c)", "OP9", "OP10", "OP11", "OP12"], "above"),
    ("paragraph 15 (a) to (c)", ["OP15(a)", "OP15(b)", "OP15(c)"], ""),
    ("subparagraph (b) of paragraph 5", ["OP5(b)"], ""),
    ("paragraph 5, subparagraph (b)", ["OP5(b)"], ""),
    ("in subparagraph (c) above", ["(c)"], "above"),
    ("paragraphs 34 to 36 of this resolution", ["OP34", "OP35", "OP36"], ""),
    ("the third preambular paragraph", ["PP3"], ""),
    ("the last preambular paragraph", ["PP-1"], ""),
    ("annex I to the present resolution", ["Annex I"], ""),
    ("operative paragraphs 22(a) and 23 of this resolution", ["OP22(a)", "OP23"], ""),
    # negotiators' forms: docs/domain.md, "References"
    ("(OP22a)", ["OP22(a)"], ""),
    ("(OP1(a))", ["OP1(a)"], ""),
    ("(OPs10 and 12)", ["OP10", "OP12"], ""),
    ("(OP15A, B and C)", ["OP15(A)", "OP15(B)", "OP15(C)"], ""),
    ("as in OP 15 a ii, we", ["OP15(a)(ii)"], ""),
    ("OP15.a.ii", ["OP15(a)(ii)"], ""),
    ("OP3 bis, OP4 alt 2", ["OP3 bis"], ""),
    ("OPs 15-17", ["OP15", "OP16", "OP17"], ""),
    ("PP4", ["PP4"], ""),
    ("para. 22 (a) (ii)", ["OP22(a)(ii)"], ""),
    ("(para 10 and 23)", ["OP10", "OP23"], ""),
    # the letter that follows is a word
    ("OP1 a meeting was held", ["OP1"], ""),
    # a number of the running text is no member of the list
    ("In paragraph 5, 12 members voted", ["OP5"], ""),
    ("paragraph 22, 6 April 2017", ["OP22"], ""),
    # acts of the European Union
    ("pursuant to Article 26(1) or 30(1) of this Regulation", ["Article 26(1)", "Article 30(1)"], ""),
    ("referred to in Article 33(4), (5) and (6)", ["Article 33(4)", "Article 33(5)", "Article 33(6)"], ""),
    ("paragraph 1, first subparagraph, point (b)(i), they", ["OP1(b)(i)"], ""),
    ("point (a) of the first subparagraph of Article 10a(8)", ["Article 10a(8)(a)"], ""),
]  # fmt: skip

# text -> symbol or instrument, pinpoint
EXTERNAL = [
    ("annex II, paragraph 8, of its resolution 71/1", "A/RES/71/1", "annex II, para. 8"),
    ("paragraph 8 of Annex II of its resolution 71/1", "A/RES/71/1", "annex II, para. 8"),
    ("paragraph 8 of Annex Il of its resolution 71/1", "A/RES/71/1", "annex II, para. 8"),
    ("OP 31 of A/RES/71/280", "A/RES/71/280", "para. 31"),
    ("paragraph 22 of Resolution 71/280", "A/RES/71/280", "para. 22"),
    ("section VI of its resolution 68/247 A", "A/RES/68/247 A", "sect. VI"),
    ("Resolution 61/295, annex, art. 24, par. 1.", "A/RES/61/295", "annex, art. 24, para. 1"),
    ("see A/68/292, para. 12", "A/68/292", "para. 12"),
    ("paragraph 32 (g) of resolution 2399 (2018)", "S/RES/2399 (2018)", "para. 32(g)"),
    ("paragraph 3 of Human Rights Council resolution 35/17", "A/HRC/RES/35/17", "para. 3"),
    ("paragraph 52 of the New York Declaration", "New York Declaration", "para. 52"),
    ("paragraphs 78 and 79 of the 2030 Agenda, and", "2030 Agenda", "paras. 78, 79"),
    ("paragraph 18 of the same resolution", "the same resolution", "para. 18"),
    ("general comment No. 2 (2013), para 24", "general comment No. 2 (2013)", "para. 24"),
    ("paragraph 20 of the statute of the Office", "statute", "para. 20"),
    ("Article 5(2), point (a), of Regulation (EU) No 596/2014", "Regulation (EU) No 596/2014", "art. 5(2), subpara. (a)"),
    ("Article 349 TFEU", "TFEU", "art. 349"),
]  # fmt: skip

NOTHING = [
    "inputs and substantive discussions in phases I and II, and shall be",
    "discussions in phases | and I, and shall be",
    "points to note",
    "two focal points in all mission components",
    "see pp. 12-14",
    "paragraph by paragraph",
    "the Child Protection Section of the MINUSCA",
    "the annexed table of events",
    "in part because of the weather",
    "fighting poverty: القضاء على الفقر والجوع",
    "OP",
    "",
]

LANGUAGES = [
    ("fr", "visé aux paragraphes 15 et 22 ci-dessus, et", ["OP15", "OP22"], "above", ""),
    ("fr", "mentionnés dans le présent paragraphe", [], "present", ""),
    ("fr", "l’alinéa a) du paragraphe 5", ["OP5(a)"], "", ""),
    ("fr", "au paragraphe 8 de l’annexe II de sa résolution 71/1,", ["Annex II, OP8"], "", "A/RES/71/1"),
    ("fr", "section VI de sa résolution 68/247 A", ["Section VI"], "", "A/RES/68/247 A"),
    ("fr", "Résolution 61/295, annexe, art. 24, par. 1.", ["Annex, Article 24(1)"], "", "A/RES/61/295"),
    ("es", "los párrafos 15 y 22 supra, y", ["OP15", "OP22"], "above", ""),
    ("es", "en el presente párrafo", [], "present", ""),
    ("es", "párrafos 22 a) y 23", ["OP22(a)", "OP23"], "", ""),
    ("es", "el párrafo 8 del anexo II de su resolución 71/1", ["Annex II, OP8"], "", "A/RES/71/1"),
    ("ru", "в пунктах 15 и 22 выше и", ["OP15", "OP22"], "above", ""),
    ("ru", "в настоящем пункте", [], "present", ""),
    ("ru", "в подпункте a) пункта 5", ["OP5(a)"], "", ""),
    ("ru", "пункте 8 приложения II к ее резолюции 71/1", ["Annex II, OP8"], "", "A/RES/71/1"),
    ("ar", "الفقرتين 15 و 22 أعلاه", ["OP15", "OP22"], "above", ""),
    ("ar", "في هذه الفقرة", [], "present", ""),
    ("ar", "الفقرة 8 من المرفق الثاني لقرارها 71/1", ["Annex II, OP8"], "", "A/RES/71/1"),
    ("ar", "القرار 61/295، المرفق، المادة 24، الفقرة 1.", ["Annex, Article 24(1)"], "", "A/RES/61/295"),
    ("zh", "上文第15和22段", ["OP15", "OP22"], "above", ""),
    ("zh", "第15段和第22段", ["OP15", "OP22"], "", ""),
    ("zh", "第二十二段(a)分段", ["OP22(a)"], "", ""),
    ("zh", "本段所述", [], "present", ""),
    ("zh", "第71/1号决议附件二第8段", ["Annex II, OP8"], "", "A/RES/71/1"),
]

# text -> symbol
SYMBOLS = [
    ("resolution 71/1", ["A/RES/71/1"]),
    ("its resolutions 67/219 of 21 December 2012 and 69/229", ["A/RES/67/219", "A/RES/69/229"]),
    ("Resolution [48/134](#), annex", ["A/RES/48/134"]),
    ("resolution 217 A (III)", ["A/RES/217 A (III)"]),
    ("resolution 2250 (2015)", ["S/RES/2250 (2015)"]),
    ("Human Rights Council resolution 35/17", ["A/HRC/RES/35/17"]),
    ("la résolution 32/19 du Conseil des droits de l’homme", ["A/HRC/RES/32/19"]),
    ("Economic and Social Council resolution 2016/1", ["E/RES/2016/1"]),
    ("decision 74/544", ["decision 74/544"]),
    ("(A/71/L.58) and A/C.3/72/L.5/Rev.1", ["A/71/L.58", "A/C.3/72/L.5/Rev.1"]),
    ("第65/198号、第66/142号决议", ["A/RES/65/198", "A/RES/66/142"]),
    ("его резолюция 71/1, القرار 70/1", ["A/RES/71/1", "A/RES/70/1"]),
    ("Directive 2003/87/EC and Regulation (EU) 2018/1999", ["Directive 2003/87/EC", "Regulation (EU) 2018/1999"]),
    ("and/or UN/DESA 24/7", []),
]  # fmt: skip


def described(text: str, language: str = "en") -> list[tuple[list[str], str]]:
    """Labels and direction (or relative word) of every reference."""
    return [
        ([str(label) for label in r.labels], r.direction or r.relative)
        for r in find_references(text, language)
    ]


@pytest.mark.parametrize(("text", "labels", "word"), INTERNAL)
def test_internal_references_are_read_in_every_form(text: str, labels: list[str], word: str) -> None:
    first = find_references(text)[0]
    assert first.kind == "internal"
    assert [str(label) for label in first.labels] == labels
    assert (first.direction or first.relative) == word
    assert text[slice(*first.span)] == first.text


@pytest.mark.parametrize(("text", "document", "pinpoint"), EXTERNAL)
def test_external_references_get_symbol_and_pinpoint(text: str, document: str, pinpoint: str) -> None:
    (found,) = find_references(text)
    assert (found.kind, found.symbol or found.instrument, found.pinpoint) == ("external", document, pinpoint)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_reference_is_not_found(text: str) -> None:
    assert find_references(text) == ()


@pytest.mark.parametrize(("language", "text", "labels", "word", "symbol"), LANGUAGES)
def test_basic_forms_are_read_in_six_languages(
    language: str, text: str, labels: list[str], word: str, symbol: str
) -> None:
    (found,) = find_references(text, language)
    assert [str(label) for label in found.labels] == labels
    assert (found.direction or found.relative, found.symbol) == (word, symbol)


@pytest.mark.parametrize(
    ("text", "labels"),
    [("paragraphs t4 and 19", ["OP14", "OP19"]), ("paragraph 2l,", ["OP21"]), ("paragraph i0.", ["OP10"])],
)
def test_scan_damage_in_a_number_is_repaired_and_said(text: str, labels: list[str]) -> None:
    (found,) = find_references(text)
    assert [str(label) for label in found.labels] == labels
    assert [p.damaged for p in found.pointers].count(True) == 1


def test_a_reference_joined_to_one_with_a_document_shares_it() -> None:
    one, other = find_references("Article 18(8) and Article 19(10) of Regulation (EU) No 596/2014")
    assert one.symbol == other.symbol == "Regulation (EU) No 596/2014"


def test_above_keeps_a_reference_from_a_document_named_behind_it() -> None:
    first = find_references("paragraph 22 above of resolution 71/1")[0]
    assert (first.kind, first.direction) == ("internal", "above")


@pytest.mark.parametrize(("text", "symbols"), SYMBOLS)
def test_symbols_are_read(text: str, symbols: list[str]) -> None:
    assert [s.symbol for s in find_symbols(text)] == symbols


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("see /HRC/33/67, para 15", "A/HRC/33/67"),
        ("A/Res/71/280", "A/RES/71/280"),
        ("A/RES/7l/280", "A/RES/71/280"),
    ],
)
def test_damaged_symbols_are_flagged_and_kept_as_printed(text: str, likely: str) -> None:
    (found,) = find_symbols(text)
    assert (found.form, found.likely) == ("damaged", likely)
    assert found.symbol == found.text


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "es", "ru", "ar", "zh", ""]))
def test_any_text_is_searched_and_spans_are_in_order(text: str, language: str) -> None:
    at = 0
    for reference in find_references(text, language):
        assert reference.span[0] >= at
        assert text[slice(*reference.span)] == reference.text
        assert all(text[slice(*p.span)] == p.text for p in reference.pointers)
        at = reference.span[1]


@pytest.mark.parametrize(
    "piece", ["a", " ", "1", "(", "A/", "paragraph ", "OP1, ", "Of The ", "annex ", "第"]
)
def test_a_long_text_of_one_piece_does_not_hang_the_search(piece: str) -> None:
    text = piece * 5_000
    assert all(text[slice(*r.span)] == r.text for r in find_references(text))
