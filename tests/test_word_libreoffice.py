"""Word files against LibreOffice, an independent program: what it makes of ours, and what we make of its PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from histories import document, gold_history, link
from libreoffice import converted, resolved
from support import shared
from test_docx_report import LINKS, NEW, OLD, lines
from wordfiles import layout

from draftdiff.alignment import Alignment
from draftdiff.fold import folded_words
from draftdiff.history import History
from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes
from draftdiff.writing import ReportOptions
from draftdiff_reports.docx import DocxReport

if TYPE_CHECKING:
    from pathlib import Path

    from draftdiff.model import Document

pytestmark = pytest.mark.system
REAL = ("A_RES_72_150.DOC", "A_RES_72_167.DOC", "A_RES_72_245.DOC")


def _round_trip(history: History, folder: Path) -> None:
    """LibreOffice's accept-all is the new version, its reject-all the old, with footnotes."""
    old, new = history.versions
    file = folder / "redline.docx"
    file.write_bytes(DocxReport().write(history, ReportOptions(date="2017-01-31")))
    for data, version in zip(resolved(file), (new, old), strict=True):
        read = layout(data)
        assert not any(block.revisions for block in read.blocks)
        assert [block.text for block in read.blocks] == lines(history[version])
        referred = {note.mark for paragraph in history[version].walk() for note in paragraph.notes}
        texts = {mark: note.text for note in history[version].footnotes for mark in note.mark.split()}
        assert {note.text for note in read.footnotes} == {texts[mark] for mark in referred if mark in texts}


def test_libreoffice_accepts_to_the_new_and_rejects_to_the_old_version(tmp_path: Path) -> None:
    alignment = Alignment(old="old", new="new", links=tuple(LINKS))
    _round_trip(History([OLD, NEW], alignments=[alignment]), tmp_path)


#: old paragraphs, new paragraphs, links: insertions and deletions that touch across a paragraph mark
BORDERS = [
    (("one", "two,"), ("one more", "inserted whole,", "two,"), ((0, 0), (1, 2))),
    (("one", "two,"), ("much", "inserted whole,", "two,"), ((0, 0), (1, 2))),
    (("one", "two,"), ("one more", "also two,"), ((0, 0), (1, 1))),
    (("one more", "two,"), ("one", "inserted whole,", "also two,"), ((0, 0), (1, 2))),
    (("one more", "gone whole,", "two,"), ("one", "two,"), ((0, 0), (2, 1))),
    (("one", "gone whole,"), ("one more",), ((0, 0),)),
    (("one",), ("one more", "inserted whole,"), ((0, 0),)),
]


def test_libreoffice_keeps_paragraphs_apart_whose_changes_touch(tmp_path: Path) -> None:
    sides: tuple[list[str], list[str]] = ([], [])
    links = []
    for old, new, ends in BORDERS:
        links += [link(f"PP{len(sides[0]) + a + 1}", f"PP{len(sides[1]) + b + 1}", "edited") for a, b in ends]
        for side, texts in zip(sides, (old, new), strict=True):
            side.extend(texts)
    docs = [
        document(name, {f"PP{at}": text for at, text in enumerate(side, 1)})
        for name, side in zip(("old", "new"), sides, strict=True)
    ]
    _round_trip(History(docs, alignments=[Alignment(old="old", new="new", links=tuple(links))]), tmp_path)


@pytest.mark.parametrize(("old", "new"), [("first", "final"), ("final", "adopted")])
def test_libreoffice_resolves_the_bundled_history(old: str, new: str, tmp_path: Path) -> None:
    whole = gold_history()
    _round_trip(History([whole[old], whole[new]], alignments=[whole.align(old, new)]), tmp_path)


def _edited(document: Document) -> Document:
    """A version of a real resolution as the next round might leave it: paragraphs dropped, swapped and changed."""
    kept = list(document.paragraphs)
    del kept[5]
    kept[9], kept[12] = kept[12], kept[9]
    kept[20] = replace(
        kept[20], text=kept[20].text.replace("the", "all the", 1).replace(",", ", inter alia,", 1)
    )
    return replace(document, id="new", paragraphs=tuple(kept))


@pytest.mark.shared
def test_libreoffice_resolves_a_real_word_pair(tmp_path: Path) -> None:
    data = (shared() / "data" / "real" / REAL[1]).read_bytes()
    old = read_bytes(RawFile(data=data, name="old.docx"), Options())[0].with_id("old")
    new = _edited(old)
    links = [link(label, label) for label in old.labels() if new.get(label) is not None]
    _round_trip(
        History([old, new], alignments=[Alignment(old="old", new="new", links=tuple(links))]), tmp_path
    )


@pytest.mark.shared
def test_a_resolution_reads_the_same_from_word_and_from_the_pdf_made_of_it(tmp_path: Path) -> None:
    files = []
    for name in REAL:
        files.append(tmp_path / name.replace(".DOC", ".docx"))
        files[-1].write_bytes((shared() / "data" / "real" / name).read_bytes())
    for word, pdf in zip(files, converted(files, "pdf"), strict=True):
        a, b = (read_bytes(RawFile(data=f.read_bytes(), name=f.name), Options())[0] for f in (word, pdf))
        assert a.labels() == b.labels()
        assert a.symbol == b.symbol
        assert [h.text for h in a.headings] == [h.text for h in b.headings]
        for paragraph in a.walk():
            assert folded_words(paragraph.text) == folded_words(b[paragraph.label].text), (
                word.name,
                str(paragraph.label),
            )
