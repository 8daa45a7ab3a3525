"""The Word report over the old version's own file: its layout stays, and only what changed is tracked."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from histories import document, link
from libreoffice import converted, resolved
from lxml import etree
from support import shared
from test_docx_report import body, lines
from test_word_numbering import UN, numbering
from wordfiles import item, layout, p, r, texts, word_file

from draftdiff.alignment import Alignment
from draftdiff.errors import InputError, UsageError
from draftdiff.history import History
from draftdiff.layout import Options, RawFile
from draftdiff.model import Document, Footnote, Note, Source
from draftdiff.reading import read_bytes
from draftdiff.writing import ReportOptions
from draftdiff_reports.docx import DocxReport

if TYPE_CHECKING:
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ITALIC = "<w:i/>"
REFERENCE = "<w:r><w:footnoteReference w:id='2'/></w:r>"
REPEATED = (
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> NOTEREF _Ref1 \\h </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
)
TYPED = (
    p("Seventy-first session")
    + p("<w:r><w:tab/><w:t>71/280.</w:t><w:tab/><w:t>Modalities</w:t></w:r>")
    + p("<w:r><w:tab/></w:r>", r("The General Assembly", ITALIC), ",")
    + p("<w:r><w:tab/></w:r>", r("Recalling", ITALIC), " its resolution 71/1,", REFERENCE, " of 2016,")
    + p("<w:r><w:tab/><w:t>1.</w:t><w:tab/></w:r>", r("Decides", ITALIC), " to meet in ", f"<w:hyperlink>{r('Geneva')}</w:hyperlink>", ";")
    + p("<w:r><w:tab/><w:t>2.</w:t><w:tab/></w:r>", r("Requests", ITALIC), " a report under resolution 71/1,", REPEATED, " soon;")
    + p("<w:r><w:tab/><w:t>3.</w:t><w:tab/></w:r>", r("Invites", ITALIC), " all States to take part in the meeting.")
    + p(r("74th plenary meeting", ITALIC))
)  # fmt: skip
NOTES = f"<w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote><w:footnote w:id='2'>{p('Resolution 71/1.')}</w:footnote>"


def _mark(mark: str, at: int) -> Note:
    return Note(kind="footnote", mark=mark, at=at)


def _with_notes(doc: Document, **notes: Note) -> Document:
    marked = tuple(
        replace(x, notes=(notes[str(x.label)],)) if str(x.label) in notes else x for x in doc.paragraphs
    )
    return replace(doc, paragraphs=marked, footnotes=(Footnote(mark="1", text="Resolution 71/1."),))


OLD = _with_notes(
    document(
        "old",
        {
            "PP1": "Recalling its resolution 71/1, of 2016,",
            "OP1": "Decides to meet in Geneva;",
            "OP2": "Requests a report under resolution 71/1, soon;",
            "OP3": "Invites all States to take part in the meeting.",
        },
        title="Modalities", formula="The General Assembly,",
    ),
    PP1=_mark("1", 30), OP2=_mark("1", 40),
)  # fmt: skip
NEW = _with_notes(
    document(
        "new",
        {
            "PP1": "Recalling its resolution 71/1, of 2016,",
            "PP2": "Welcoming the report,",
            "OP1": "Decides also to meet in New York;",
            "OP2": "Takes note of the report;",
            "OP3": "Requests a report under resolution 71/1, in time;",
        },
        title="Modalities", formula="The General Assembly,",
    ),
    PP1=_mark("1", 30), OP3=_mark("1", 40),
)  # fmt: skip
LINKS = [link("PP1", "PP1"), link("OP1", "OP1", "edited"), link("OP2", "OP3", "edited")]


def write(path: Path, data: bytes, old: Document = OLD, new: Document = NEW, links: object = LINKS) -> bytes:
    path.write_bytes(data)
    alignment = Alignment(old="old", new="new", links=tuple(links))  # type: ignore[arg-type]
    return DocxReport().write(History([old, new], alignments=[alignment]), ReportOptions(over=path))


def test_only_what_changed_is_tracked_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    original = word_file(TYPED, footnotes=NOTES)
    data = write(tmp_path / "old.docx", original)
    before, rejected = layout(original), layout(data, revisions="original")
    assert [b.text for b in rejected.blocks] == [b.text for b in before.blocks]
    assert [b.notes for b in rejected.blocks] == [b.notes for b in before.blocks]
    assert [b.styles for b in rejected.blocks] == [b.styles for b in before.blocks]
    assert texts(data) == [
        "Seventy-first session",
        "\t71/280.\tModalities",
        "\tThe General Assembly,",
        "\tRecalling its resolution 71/1, of 2016,",
        "\tWelcoming the report,",
        "\t1.\tDecides also to meet in New York;",
        "\t2.\tTakes note of the report;",
        "\t3.\tRequests a report under resolution 71/1, in time;",
        "74th plenary meeting",
    ]
    untouched = [b.text for b in layout(data).blocks if not b.revisions]
    assert untouched[:4] == [
        "Seventy-first session",
        "\t71/280.\tModalities",
        "\tThe General Assembly,",
        "\tRecalling its resolution 71/1, of 2016,",
    ]


def test_a_repeated_footnote_mark_that_is_kept_stays_a_mark(tmp_path: Path) -> None:
    data = write(tmp_path / "old.docx", word_file(TYPED, footnotes=NOTES))
    block = next(b for b in layout(data).blocks if "Requests" in b.text)
    assert [note.mark for note in block.notes] == ["1"]
    assert [note.text for note in layout(data).footnotes] == ["Resolution 71/1."]


def test_automatic_numbers_are_left_to_word(tmp_path: Path) -> None:
    operative = "".join(item(x.text, 1) for x in OLD.paragraphs[1:])
    data = word_file(p("Recalling its resolution 71/1, of 2016,") + operative, numbering=numbering(UN))
    plain = [replace(doc, title="", formula="") for doc in (OLD, NEW)]
    found = write(tmp_path / "old.docx", data, *plain)
    assert texts(found)[1:] == [
        "Welcoming the report,", "1. Decides also to meet in New York;", "2. Takes note of the report;",
        "3. Requests a report under resolution 71/1, in time;",
    ]  # fmt: skip
    assert texts(found, revisions="original")[1:] == [
        "1. Decides to meet in Geneva;", "2. Requests a report under resolution 71/1, soon;",
        "3. Invites all States to take part in the meeting.",
    ]  # fmt: skip


def test_new_footnotes_join_those_of_the_file_in_order_of_the_text(tmp_path: Path) -> None:
    noted = replace(NEW.paragraphs[1], notes=(_mark("1", 9),))
    new = replace(
        NEW,
        paragraphs=(noted, *NEW.paragraphs[:1], *NEW.paragraphs[2:]),
        footnotes=(Footnote(mark="1", text="A/72/1."),),
    )
    data = write(tmp_path / "old.docx", word_file(TYPED, footnotes=NOTES), OLD, new)
    assert [note.text for note in layout(data).footnotes][:1] == ["A/72/1."]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        notes = archive.read("word/footnotes.xml").decode()
    ids = re.findall(r'footnoteReference w:id="(\d+)"', etree.tostring(body(data)).decode())
    assert sorted(ids, key=int) == list(dict.fromkeys(ids))
    assert [i for i in re.findall(r'<w:footnote w:id="(\d+)"', notes) if i in ids] == ids


def _bytes(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


#: bytes, old version, error, part of its message
REFUSED = [
    (b"no zip", OLD, InputError, "is no Word file"),
    (_bytes(a=b"x"), OLD, InputError, "is no Word file"),
    (word_file(p("<w:ins w:id='1' w:author='x'/>")), OLD, UsageError, "has tracked changes of its own"),
    (word_file(p("Another text altogether.")), OLD, UsageError, "does not show PP1 as a paragraph of its own"),
    (
        word_file(TYPED), replace(OLD, source=Source(name="first.docx", sha256=hashlib.sha256(b"x").hexdigest())),
        UsageError, "is not the file version old was read from; name first.docx",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("data", "old", "error", "message"), REFUSED)
def test_an_original_that_does_not_fit_is_refused(
    data: bytes, old: Document, error: type[Exception], message: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=message):
        write(tmp_path / "old.docx", data, old)


def test_an_original_that_is_not_there_is_refused(tmp_path: Path) -> None:
    alignment = Alignment(old="old", new="new", links=tuple(LINKS))
    history = History([OLD, NEW], alignments=[alignment])
    with pytest.raises(InputError, match="cannot be read"):
        DocxReport().write(history, ReportOptions(over=tmp_path / "nothing.docx"))


# --- what the file's own settings would hide, and what is done where nobody names the file ---------------------------

HIDING = '<w:revisionView w:markup="0"/><w:defaultTabStop w:val="720"/>'
#: Settings that hide marks of review in one way or another, in the order of the schema.
SETTINGS = [
    HIDING,
    '<w:zoom w:percent="100"/><w:revisionView w:insDel="0" w:formatting="0"/><w:trackRevisions w:val="0"/>',
    '<w:revisionView w:comments="false"/><w:hyphenationZone w:val="425"/>',
    "<w:evenAndOddHeaders/>",
]  # fmt: skip


def settings_of(data: bytes, part: str = "word/settings.xml") -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [etree.QName(child).localname for child in etree.fromstring(archive.read(part))]


@pytest.mark.parametrize("settings", SETTINGS)
def test_settings_of_the_old_file_hide_no_change(settings: str, tmp_path: Path) -> None:
    data = write(tmp_path / "old.docx", word_file(TYPED, footnotes=NOTES, settings=settings))
    names = settings_of(data)
    assert "revisionView" not in names
    assert names.count("trackRevisions") == 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b'trackRevisions w:val="0"' not in archive.read("word/settings.xml")
    after = names[names.index("trackRevisions") + 1 :]
    assert set(after) == set(names) - {"trackRevisions", "zoom"}


def test_parts_are_found_by_relationship_whatever_they_are_called(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(TYPED, footnotes=NOTES, settings=HIDING))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    other = {"document.xml": "document2.xml", "settings.xml": "settings7.xml", "footnotes.xml": "notes.xml"}
    renamed: dict[str, bytes] = {}
    for name, content in parts.items():
        path, text = name, content
        for old, new in other.items():
            path, text = path.replace(old, new), text.replace(old.encode(), new.encode())
        renamed[path] = text
    data = write(tmp_path / "old.docx", _bytes(**renamed))
    assert "revisionView" not in settings_of(data, "word/settings7.xml")
    assert "\t2.\tTakes note of the report;" in texts(data)


@pytest.mark.system
def test_changes_are_seen_on_the_page(tmp_path: Path) -> None:
    """LibreOffice prints what it shows: in colour, where changes are shown."""
    import pypdfium2

    file = tmp_path / "redline.docx"
    file.write_bytes(write(tmp_path / "old.docx", word_file(TYPED, footnotes=NOTES, settings=HIDING)))
    (printed,) = converted([file], "pdf")
    with pypdfium2.PdfDocument(printed) as pdf:
        page = pdf[0].render(scale=1).to_pil().convert("HSV")
    assert sum(saturation > 100 for saturation in page.getchannel("S").tobytes()) > 500


OPERATIVE = "".join(item(x.text, 1) for x in OLD.paragraphs[1:])
WORD = p("The General Assembly,") + p("Recalling its resolution 71/1, of 2016,") + OPERATIVE


def _compared(folder: Path, body: str, **options: object) -> tuple[bytes, list[str]]:
    """A Word file against a next round, as the command line compares them, and what was said."""
    old, new, said = folder / "first.docx", folder / "second.txt", list[str]()
    old.write_bytes(word_file(body, numbering=numbering(UN), settings=HIDING))
    new.write_text(
        "The General Assembly,\n\nRecalling its resolution 71/1, of 2016,\n\n1. Decides to meet in Vienna;\n\n"
        "2. Requests a report under resolution 71/1, soon;\n\n3. Invites all States to take part in the meeting.\n"
    )
    target = History.read(old, new).report(folder / "out.docx", say=said.append, **options)
    return target.read_bytes(), said


def test_the_old_versions_own_file_is_written_over_unasked_and_this_is_said(tmp_path: Path) -> None:
    data, said = _compared(tmp_path, WORD)
    assert settings_of(data) == ["trackRevisions", "defaultTabStop"]
    assert any("Vienna" in text for text in texts(data))
    assert said == ["Written over first.docx, the old version's own file; --new-file makes a file of its own"]


def test_a_file_of_its_own_is_written_where_that_is_asked_for(tmp_path: Path) -> None:
    data, said = _compared(tmp_path, WORD, fresh=True)
    assert "defaultTabStop" in settings_of(data)
    assert "zoom" in settings_of(data)
    assert said == []


def test_where_the_old_file_does_not_serve_a_new_one_is_written_and_why_is_said(tmp_path: Path) -> None:
    data, said = _compared(tmp_path, WORD + p("<w:ins w:id='1' w:author='x'><w:r><w:t> </w:t></w:r></w:ins>"))
    assert "zoom" in settings_of(data)
    assert len(said) == 1
    assert said[0].startswith(
        "Written as a new Word file, not over the old version's own: first.docx has tracked"
    )


def test_protection_that_stands_in_a_reviewers_way_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    old = tmp_path / "first.docx"
    settings = "<w:documentProtection w:edit='trackedChanges' w:enforcement='1'/>"
    old.write_bytes(word_file(TYPED, footnotes=NOTES, settings=settings))
    history = History([OLD, NEW], alignments=[Alignment(old="old", new="new", links=tuple(LINKS))])
    DocxReport().write(history, ReportOptions(over=old, say=said.append))
    assert said[0].startswith("first.docx is protected (trackedChanges)")


# --- real files ------------------------------------------------------------------------------------------------------


def _real(name: str, folder: Path) -> tuple[Path, Document]:
    """A real resolution and its file without the job comment.

    LibreOffice 7.4 hangs on a comment in a file with tracked changes and page headers, whoever tracked them.
    """
    with zipfile.ZipFile(shared() / "data" / "real" / name) as archive:
        files = {part: archive.read(part) for part in archive.namelist()}
    files["word/document.xml"] = re.sub(rb"<w:commentReference[^>]*/>", b"", files["word/document.xml"])
    path = folder / "old.docx"
    path.write_bytes(_bytes(**files))
    return path, read_bytes(RawFile(data=path.read_bytes(), name=path.name), Options())[0].with_id("old")


def _next_round(old: Document) -> Document:
    """Paragraphs dropped, swapped and changed as in a further round."""
    kept = list(old.paragraphs)
    del kept[5]
    kept[25], kept[28] = kept[28], kept[25]
    changed = kept[20]
    words = changed.text.split(" ")
    kept[20] = replace(
        changed, text=" ".join([*words[:2], "further", *words[2:-3], *words[-2:]]), notes=(), styles=()
    )
    return replace(old, id="new", paragraphs=tuple(kept))


@pytest.mark.shared
@pytest.mark.system
@pytest.mark.parametrize("name", ["A_RES_72_150.DOC", "A_RES_72_167.DOC", "A_RES_72_245.DOC"])
def test_libreoffice_resolves_changes_in_a_real_file(name: str, tmp_path: Path) -> None:
    path, old = _real(name, tmp_path)
    new = _next_round(old)
    links = [link(label, label) for label in old.labels() if new.get(label) is not None]
    alignment = Alignment(old="old", new="new", links=tuple(links))
    file = tmp_path / "redline.docx"
    file.write_bytes(
        DocxReport().write(History([old, new], alignments=[alignment]), ReportOptions(over=path))
    )
    accepted, rejected = (layout(data) for data in resolved(file))
    before = layout(path.read_bytes())
    assert [b.text for b in rejected.blocks] == [b.text for b in before.blocks]
    assert [n.text for n in rejected.footnotes] == [n.text for n in before.footnotes]
    got = [" ".join(b.text.split()) for b in accepted.blocks]
    wanted = [" ".join(line.split()) for line in lines(new) if line not in (new.title, new.formula)]
    assert [text for text in got if text in set(wanted)] == wanted
    assert len(got) == len(before.blocks) - 1
