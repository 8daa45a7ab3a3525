"""Akoma Ntoso: numbers from `num`, notes out of the text, metadata from where the files declare it."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import shared

from draftdiff.errors import DraftdiffError, InputError, LimitError
from draftdiff.layout import Limits, Options, RawFile
from draftdiff_parsers.akn import AknReader

NS = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
STATEMENT = f"""<?xml version="1.0"?>
<akomaNtoso {NS}><statement name="resolution"><meta><identification source="#un">
<FRBRWork><FRBRdate date="2017-04-06" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<workflow source="#un"><step date="2017-03-01" as="A/71/L.58" outcome="draftResolution" by="Mexico"/></workflow></meta>
<coverPage><p><docNumber>A/RES/71/280</docNumber></p><p><session>Seventy-first session</session></p></coverPage>
<preface><p><docTitle>Modalities</docTitle></p></preface>
<preamble><formula name="enactingFormula"><p><i>The General Assembly</i>,</p></formula>
<container name="Recalling"><p><i>Re</i><i>calling</i> its resolution 71/1,<authorialNote marker="1"><p>1 See there.</p>
</authorialNote> and others,</p></container></preamble>
<mainBody><section><num>I</num><heading>Phase I</heading>
<paragraph eId="para_7"><num>1.</num><list><intro><p><i>Decides</i> the 73<sup>rd</sup> session shall:</p></intro>
<point><num>(a)</num><content><p>Begin;</p></content></point>
<point><num>(b)</num><content><p>End.</p></content></point></list></paragraph></section></mainBody>
<conclusions><p>74th plenary meeting<eol/>6 April 2017</p></conclusions>
<attachments><attachment><heading>Annex I</heading><doc name="annex"><mainBody>
<paragraph><num>1.</num><content><p>Scope.</p></content></paragraph></mainBody></doc></attachment></attachments>
</statement></akomaNtoso>"""


def read(text: str | bytes, limits: Limits | None = None) -> object:
    data = text.encode() if isinstance(text, str) else text
    return AknReader().read(RawFile(data=data, name="x.xml"), Options(limits=limits or Limits()))


def test_every_part_has_its_role_number_and_place() -> None:
    layout = AknReader().read(RawFile(data=STATEMENT.encode(), name="x.xml"), Options())
    rows = [(b.role, b.number, b.text, b.path) for b in layout.blocks]
    assert rows == [
        ("title", "", "Modalities", ()),
        ("formula", "", "The General Assembly,", ()),
        ("preambular", "", "Recalling its resolution 71/1, and others,", ()),
        ("section", "I", "Phase I", ()),
        ("operative", "1.", "Decides the 73rd session shall:", ()),
        ("subparagraph", "(a)", "Begin;", ()),
        ("subparagraph", "(b)", "End.", ()),
        ("closing", "", "74th plenary meeting 6 April 2017", ()),
        ("section", "", "Annex I", ("Annex I",)),
        ("operative", "1.", "Scope.", ("Annex I",)),
    ]
    recalling = layout.blocks[2]
    assert [(s.name, recalling.text[s.start : s.end]) for s in recalling.styles] == [("italic", "Recalling")]
    assert [(n.mark, n.at) for n in recalling.notes] == [("1", len("Recalling its resolution 71/1,"))]
    assert [(f.mark, f.text) for f in layout.footnotes] == [("1", "See there.")]
    assert layout.blocks[5].level is not None
    assert layout.blocks[4].level is not None
    assert layout.blocks[5].level > layout.blocks[4].level


def test_metadata_come_from_where_the_file_declares_them() -> None:
    layout = AknReader().read(RawFile(data=STATEMENT.encode(), name="x.xml"), Options())
    assert (layout.title, layout.symbol, layout.date) == ("Modalities", "A/RES/71/280", "2017-04-06")
    assert (layout.language, layout.session, layout.status) == ("en", "Seventy-first session", "adopted")
    assert [(e.what, e.symbol, e.by) for e in layout.events] == [("draftResolution", "A/71/L.58", "Mexico")]
    assert any("cover page" in p.what for p in layout.problems)


def test_entities_are_never_expanded_and_nothing_outside_is_read() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
        + STATEMENT.partition("?>")[2].replace("Begin;", "Begin &b;&f;;")
    )
    layout = AknReader().read(RawFile(data=bomb.encode(), name="x.xml"), Options())
    text = " ".join(b.text for b in layout.blocks)
    assert "aaaa" not in text
    assert "Begin" in text


def test_nesting_over_the_limit_is_refused() -> None:
    deep = f"<akomaNtoso {NS}><doc>" + "<b>" * 200 + "x" + "</b>" * 200 + "</doc></akomaNtoso>"
    with pytest.raises(LimitError, match="nested deeper than 50"):
        read(deep, Limits(depth=50))
    with pytest.raises(LimitError, match="nested"):
        read(deep.replace("<b>", "<b>" * 9).replace("</b>", "</b>" * 9))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (f"<akomaNtoso {NS}><statement>", r"line 1, column \d+: damaged XML"),
        (f"<akomaNtoso {NS}><meta/></akomaNtoso>", "Akoma Ntoso without a text"),
        ("<?xml version='1.0' encoding='no-such'?><akomaNtoso/>", "damaged XML"),
    ],
)
def test_damage_is_named_with_its_place(data: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(data)


@given(st.binary(max_size=60), st.integers(0, len(STATEMENT)))
def test_mutated_files_give_blocks_or_a_clear_error(noise: bytes, at: int) -> None:
    data = STATEMENT.encode()
    with contextlib.suppress(DraftdiffError):
        read(data[:at] + noise + data[at + len(noise) // 2 :])


@pytest.mark.shared
@pytest.mark.parametrize("name", ["wildlife-v1", "wildlife-v2", "indigenous-v1", "indigenous-v2"])
def test_six_languages_of_one_resolution_have_the_same_notes_and_nearly_the_same_blocks(name: str) -> None:
    folder = shared() / "data" / "akn"
    counts: dict[str, tuple[int, int]] = {}
    for language in ("", ".fr", ".es", ".ru", ".ar", ".zh"):
        data = (folder / f"{name}{language}.xml").read_bytes()
        layout = AknReader().read(RawFile(data=data, name="x.xml"), Options())
        roles = [b.role for b in layout.blocks if b.role in ("preambular", "operative", "formula")]
        counts[layout.language] = (len(layout.footnotes), len(roles))
        assert re.fullmatch(r"[AE]/RES/[\d/]+", layout.symbol)
        assert not any("authorialNote" in b.text for b in layout.blocks)
    assert list(counts) == ["en", "fr", "es", "ru", "ar", "zh"]
    assert len(set(counts.values())) == 1
