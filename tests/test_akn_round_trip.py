"""What is written as Akoma Ntoso reads back: labels, kinds, numbers, words, marks, headings, footnotes, metadata."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support import shared

from draftdiff.layout import Options, RawFile
from draftdiff.model import Document, Paragraph, Source
from draftdiff.reading import read, read_bytes
from draftdiff_reports.akn import document_to_akn

if TYPE_CHECKING:
    from pathlib import Path


def content(document: Document) -> Document:
    """The document without what belongs to the file it was read from: source, places, reader's notes."""

    def bare(paragraph: Paragraph) -> Paragraph:
        children = tuple(bare(child) for child in paragraph.children)
        return replace(paragraph, anchors=(), raw="", children=children)

    return replace(
        document,
        id="",
        source=Source(),
        problems=(),
        left_out="",
        left_out_anchors=(),
        session="",
        events=(),
        paragraphs=tuple(bare(p) for p in document.paragraphs),
        headings=tuple(replace(h, anchors=()) for h in document.headings),
        footnotes=tuple(replace(f, anchors=()) for f in document.footnotes),
    )


def again(document: Document) -> Document:
    return read_bytes(RawFile(data=document_to_akn(document), name="x.akn"), Options())[0]


@pytest.mark.parametrize("version", ["first", "final", "adopted"])
def test_the_bundled_versions_read_back_equal(version: str) -> None:
    document = read(f"corpus:gcm-modalities/{version}")
    assert content(again(document)) == content(document)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["indigenous-v1", "indigenous-v2", "wildlife-v1", "wildlife-v2"])
@pytest.mark.parametrize("language", ["", ".fr", ".es", ".ru", ".ar", ".zh"])
def test_published_resolutions_read_back_equal(name: str, language: str) -> None:
    file: Path = shared() / "data" / "akn" / f"{name}{language}.xml"
    document = read(file)
    assert content(again(document)) == content(document)
