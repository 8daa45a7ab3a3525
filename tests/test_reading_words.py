"""No word of a file is lost without a record: its words against paragraphs, headings, notes and recorded left-outs.

A sample of the development library; `bench/reading.py` takes all of it.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from support import shared

from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import reading

#: Every n-th file: some 15 in English, 3 in each other language.
_SAMPLE = {"en": 167}
_OTHERS = 89


@pytest.mark.parametrize("language", reading.LANGUAGES)
def test_every_word_of_a_file_is_somewhere(language: str) -> None:
    shared()
    faults: dict[str, list[str]] = {}
    read = 0
    for name, data in reading.library(language, _SAMPLE.get(language, _OTHERS)):
        documents = read_bytes(RawFile(data=data, name="x.xml"), Options())
        missing = reading.lost(etree.fromstring(data), documents)
        read += 1
        if missing:
            faults[name] = sorted(missing)
    assert not faults
    assert read > 3


def test_a_lost_word_is_seen() -> None:
    """The comparison itself: a paragraph taken out of the document is missing."""
    text = "The General Assembly,\n\nRecalling its resolution 71/1,\n\n1. Urges States to mark paths;\n\n2. Decides to meet.\n"
    documents = read_bytes(RawFile(data=text.encode(), name="x.txt"), Options())
    root = etree.fromstring("<akn>" + "".join(f"<p>{line}</p>" for line in text.split("\n\n")) + "</akn>")
    assert not reading.lost(root, documents)
    fewer = replace(documents[0], paragraphs=documents[0].paragraphs[:-1])
    assert set(reading.lost(root, (fewer,))) == {"2", "decides", "to", "meet"}
