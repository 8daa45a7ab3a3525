"""Word files that are damaged, encrypted, not Word or made to hurt: one clear error, never a traceback or a hang."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wordfiles import change, item, layout, p, word_file, zipped

from draftdiff.errors import DraftdiffError, InputError, LimitError, MissingExtraError
from draftdiff.layout import Limits, Options, RawFile
from draftdiff_parsers.word import WordReader
from draftdiff_parsers.word.sniff import DOCX, ENCRYPTED, LEGACY, ODT, RTF, ZIP

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
FULL = {
    "body": p("a ", change("del", "b"), change("ins", "c")) + item("d", 1) + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "numbering": "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
    "styles": "<w:style w:type='paragraph' w:styleId='N'><w:basedOn w:val='N'/></w:style>",
    "footnotes": f"<w:footnote w:id='1'>{p('n')}</w:footnote>",
}  # fmt: skip


#: bytes, media type, part of the error
REFUSED = [
    (OLE + "EncryptedPackage".encode("utf-16-le"), ENCRYPTED, "encrypted Office file; open it with its password"),
    (zipped({"a.txt": b"x"}), ZIP, "is a zip archive, not a Word file"),
    (zipped({"xl/workbook.xml": b"<x/>"}), ZIP, "is an Excel workbook, not a Word file"),
    (zipped({"mimetype": b"x", "content.xml": b"<x/>"}), ZIP, "is an OpenDocument file, not a Word file"),
    (word_file(p("x"))[:-30], DOCX, "damaged zip archive"),
    (word_file(p("x"), extra={"word/document.xml": b"<w:document"}), DOCX, "word/document.xml: damaged"),
    (word_file(p("x"), extra={"word/document.xml": b"<a/>"}), DOCX, "holds no text body"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "media_type", "message"), REFUSED)
def test_what_is_not_read_is_named_with_a_remedy(data: bytes, media_type: str, message: str) -> None:
    raw = RawFile(data=data, name="t.doc")
    assert WordReader().sniff(raw) == media_type
    with pytest.raises(InputError, match=message) as caught:
        WordReader().read(raw, Options())
    assert caught.value.file == "t.doc"
    assert caught.value.remedy


#: bytes, media type, part of the error where LibreOffice is not installed
CONVERTED = [
    (OLE + "WordDocument".encode("utf-16-le"), LEGACY, "old binary kind"),
    (b"{\\rtf1\\ansi Decides}", RTF, "Rich Text file"),
    (zipped({"mimetype": ODT.encode(), "content.xml": b"<x/>"}, packed=False), ODT, "OpenDocument text"),
]


@pytest.mark.parametrize(("data", "media_type", "message"), CONVERTED)
def test_without_libreoffice_the_way_out_is_told(
    data: bytes, media_type: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert WordReader().sniff(RawFile(data=data, name="t")) == media_type
    with pytest.raises(MissingExtraError, match=f"{message}.*install LibreOffice") as caught:
        WordReader().read(RawFile(data=data, name="t"), Options())
    assert caught.value.file == "t"


def test_a_bomb_is_not_handed_to_libreoffice() -> None:
    bomb = zipped({"mimetype": ODT.encode(), "content.xml": b" " * 3_000_000}, packed=False, rest=True)
    with pytest.raises(LimitError, match="200 times its size"):
        WordReader().read(RawFile(data=bomb, name="t.odt"), Options())


def test_entities_are_never_resolved() -> None:
    bomb = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:document>&a;</w:document>"
    with pytest.raises(InputError, match="declares a document type"):
        layout(word_file(p("x"), extra={"word/document.xml": bomb}))


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 150 + p("x") + "</w:sdtContent></w:sdt>" * 150
    with pytest.raises(LimitError, match="nested"):
        layout(word_file(deep))
    with pytest.raises(LimitError, match="nested deeper than 10"):
        layout(
            word_file("<w:sdt><w:sdtContent>" * 6 + p("x") + "</w:sdtContent></w:sdt>" * 6),
            limits=Limits(depth=10),
        )


def test_unpacking_is_bounded() -> None:
    data = word_file(p("x" * 3_000_000))
    with pytest.raises(LimitError, match="unpacks to more than 200 times"):
        layout(data)
    with pytest.raises(LimitError, match="unpacks to more than 1,000,000 bytes"):
        layout(data, limits=Limits(bytes=1_000_000, ratio=10_000))
    with pytest.raises(LimitError, match="more than 3 parts"):
        layout(data, limits=Limits(members=3))
    with pytest.raises(LimitError, match="more than 100 characters"):
        layout(data, limits=Limits(characters=100, ratio=10_000))


def test_a_size_that_lies_does_not_help() -> None:
    data = bytearray(word_file(p("x" * 3_000_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lied = bytes(data).replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(DraftdiffError):
        layout(lied)


def test_a_dangling_relationship_is_no_reason_to_refuse() -> None:
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        b'Type="http://x/footnotes" Target="NULL"/><Relationship Id="b" Type="http://x/header" Target="../../x"/>'
        b"</Relationships>"
    )
    data = word_file(p("x"), extra={"word/_rels/document.xml.rels": relation})
    assert [block.text for block in layout(data).blocks] == ["x"]


@cache
def _seed() -> bytes:
    parts = dict(FULL)
    return word_file(parts.pop("body"), **parts)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 10_000), junk=st.binary(min_size=1, max_size=12), cut=st.booleans())
def test_any_damage_to_the_archive_is_an_error_of_ours_or_none(at: int, junk: bytes, cut: bool) -> None:  # noqa: FBT001 - hypothesis
    seed = _seed()
    place = at % len(seed)
    _survives(seed[:place] + junk + (b"" if cut else seed[place + len(junk) :]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    part=st.sampled_from(("document", "numbering", "styles", "footnotes")),
    at=st.integers(0, 5_000),
    junk=st.text(max_size=8),
)
def test_any_damage_to_a_part_is_an_error_of_ours_or_none(part: str, at: int, junk: str) -> None:
    with zipfile.ZipFile(io.BytesIO(_seed())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = f"word/{part}.xml"
    text = files[name].decode()
    place = at % len(text)
    files[name] = (text[:place] + junk + text[place + len(junk) :]).encode("utf-8", "surrogatepass")
    _survives(zipped(files))


#: Values an attribute should not have.
ODD = ("", "-1", "NaN", "1e400", "99999999999999999999", "%9%9", "\u0661", "x" * 50)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_odd_values_of_attributes_are_survived(data: st.DataObject) -> None:
    parts = {k: v.replace("w:val='1'", f"w:val='{data.draw(st.sampled_from(ODD))}'") for k, v in FULL.items()}
    level = f"w:ilvl='{data.draw(st.sampled_from(ODD))}'"
    parts["numbering"] = parts["numbering"].replace("w:ilvl='0'", level)
    _survives(word_file(parts.pop("body"), **parts))


def _survives(data: bytes) -> None:
    raw = RawFile(data=data, name="t.docx")
    reader = WordReader()
    reader.sniff(raw)
    with suppress(DraftdiffError):
        reader.read(raw, Options())
        reader.versions(raw, Options())
