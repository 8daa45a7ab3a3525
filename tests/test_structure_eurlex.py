"""Acts of the European Union: the pages and the text rendition of EUR-Lex give the same units, in both languages."""

from __future__ import annotations

import textwrap

import pytest
from eurlex import LABELS, consolidated, french, journal, text

from draftdiff.layout import Options, RawFile
from draftdiff.model import Document
from draftdiff.reading import read_bytes

RENDITIONS = {
    "journal.html": journal(),
    "before-2023.html": journal(""),
    "consolidated.html": consolidated(),
    "spaces.txt": text(),
    "tabs.txt": text("\t"),
    "lines.txt": text("\n\n"),
    "no-gaps.txt": text("\t", "\n"),
    "wrapped.txt": "\n\n".join(textwrap.fill(line, 60) for line in text().split("\n\n")),
}


def of(data: str, name: str) -> Document:
    return read_bytes(RawFile(data=data.encode(), name=name), Options())[0]


def words(found: Document) -> dict[str, str]:
    return {str(one.label): one.text for one in found.walk()}


@pytest.mark.parametrize("name", RENDITIONS)
def test_every_rendition_gives_the_same_units(name: str) -> None:
    found = words(of(RENDITIONS[name], name))
    assert list(found) == LABELS
    assert found == words(of(RENDITIONS["journal.html"], "x.html"))


@pytest.mark.parametrize("name", ["journal.html", "consolidated.html", "spaces.txt", "no-gaps.txt"])
def test_the_french_act_has_the_labels_of_the_english(name: str) -> None:
    assert list(words(of(french(RENDITIONS[name]), name))) == LABELS


def test_recitals_keep_all_their_paragraphs_and_references_stay_text() -> None:
    found = words(of(RENDITIONS["journal.html"], "x.html"))
    assert found["Recital 2"].startswith("Article 5 of Directive 2001/1/EC lays down")
    assert found["Recital 3"].endswith("the Union may adopt measures.")
    assert found["Article 4(1)"].endswith("They shall inform the Commission thereof.")


def test_what_stands_around_the_articles_is_recorded() -> None:
    found = of(RENDITIONS["no-gaps.txt"], "x.txt")
    assert "A. PERSON" in found.left_out
    assert any("Done at Brussels" in problem.raw for problem in found.problems)


def test_notes_of_the_page_are_notes() -> None:
    mark = '<a id="ntc1" href="#ntr1">(<span class="oj-super oj-note-tag">1</span>)</a>'
    note = '<p class="oj-note"><a id="ntr1" href="#ntc1">(<span class="oj-super">1</span>)</a> OJ L 1, 3.1.2001, p. 1.</p>'
    page = journal().replace("2001/1/EC lays", f"2001/1/EC {mark} lays").replace("</body>", f"{note}</body>")
    found = of(page, "x.html")
    assert found["Recital 2"].text.startswith("Article 5 of Directive 2001/1/EC lays")
    assert [(one.mark, one.text) for one in found.footnotes] == [("1", "OJ L 1, 3.1.2001, p. 1.")]
