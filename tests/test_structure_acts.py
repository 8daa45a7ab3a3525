"""Acts and treaties as publishers print them: recitals, articles with titles, points in tables, annexes."""

from __future__ import annotations

from structured import document, texts

from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes

ACT = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>L_2023231EN.01000101.xml</title></head><body>
<p class="oj-hd-date">20.9.2023</p>
<p class="oj-hd-lg">EN</p><p class="oj-hd-ti">Official Journal of the European Union</p>
<p class="oj-hd-oj">L 231/1</p>
<p class="oj-doc-ti">DIRECTIVE (EU) 2023/1791 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p>
<p class="oj-doc-ti">of 13 September 2023</p>
<p class="oj-doc-ti">on energy efficiency and amending Regulation (EU) 2023/955 (recast)</p>
<p class="oj-normal">THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,</p>
<p class="oj-normal">Having regard to the Treaty on the Functioning of the European Union, and in particular Article 194(2) thereof,</p>
<p class="oj-normal">Having regard to the proposal from the European Commission,</p>
<p class="oj-normal">After transmission of the draft legislative act to the national parliaments,</p>
<p class="oj-normal">Acting in accordance with the ordinary legislative procedure
<a id="ntc1-x" href="#ntr1-x">(<span class="oj-super oj-note-tag">1</span>)</a>,</p>
<p class="oj-normal">Whereas:</p>
<table width="100%" border="0"><tbody><tr><td valign="top">
<p class="oj-normal">(1)</p></td>
<td valign="top">
<p class="oj-normal">Directive 2012/27/EU has been substantially amended several times.</p></td></tr></tbody></table>
<table width="100%" border="0"><tbody><tr><td valign="top">
<p class="oj-normal">(2)</p></td>
<td valign="top">
<p class="oj-normal">In its communication of 17 September 2020 the Commission proposed targets.</p></td></tr></tbody></table>
<p class="oj-normal">HAVE ADOPTED THIS DIRECTIVE:</p>
<div class="eli-subdivision" id="cpt_I"><p class="oj-ti-section-1">CHAPTER I</p>
<p class="oj-ti-section-2">SUBJECT MATTER, SCOPE, DEFINITIONS AND ENERGY EFFICIENCY TARGETS</p></div>
<div class="eli-subdivision" id="art_1"><p class="oj-ti-art">Article 1</p>
<div class="eli-title"><p class="oj-sti-art">Subject matter and scope</p></div>
<p class="oj-normal">1.   This Directive establishes a common framework of measures.</p>
<p class="oj-normal">2.   The requirements laid down in this Directive are minimum requirements.</p></div>
<div class="eli-subdivision" id="art_2"><p class="oj-ti-art">Article 2</p>
<div class="eli-title"><p class="oj-sti-art">Definitions</p></div>
<p class="oj-normal">For the purposes of this Directive, the following definitions apply:</p>
<table width="100%"><tbody><tr><td><p class="oj-normal">(1)</p></td>
<td><p class="oj-normal">‘energy’ means energy products;</p></td></tr></tbody></table>
<table width="100%"><tbody><tr><td><p class="oj-normal">(2)</p></td>
<td><p class="oj-normal">‘energy efficiency first’ means taking utmost account;</p></td></tr></tbody></table></div>
<div class="eli-subdivision" id="art_3"><p class="oj-ti-art">Article 3</p>
<div class="eli-title"><p class="oj-sti-art">Energy efficiency first principle</p></div>
<p class="oj-normal">1.   Member States shall ensure that solutions are assessed in:</p>
<table width="100%"><tbody><tr><td><p class="oj-normal">(a)</p></td>
<td><p class="oj-normal">energy systems; and</p></td></tr></tbody></table>
<table width="100%"><tbody><tr><td><p class="oj-normal">(b)</p></td>
<td><p class="oj-normal">non-energy sectors:</p>
<table><tbody><tr><td><p class="oj-normal">(i)</p></td>
<td><p class="oj-normal">transport;</p></td></tr></tbody></table>
<table><tbody><tr><td><p class="oj-normal">(ii)</p></td>
<td><p class="oj-normal">water.</p></td></tr></tbody></table></td></tr></tbody></table>
<p class="oj-normal">By 11 October 2027, the Commission shall carry out an assessment.</p>
<p class="oj-normal">2.   This Article is without prejudice to other law.</p></div>
<p class="oj-normal">Done at Strasbourg, 13 September 2023.</p>
<div class="oj-final"><p class="oj-signatory">For the European Parliament</p>
<p class="oj-signatory">The President</p></div>
<hr class="oj-note"><p class="oj-note"><a id="ntr1-x" href="#ntc1-x">(<span class="oj-super">1</span>)</a>  OJ C 152, 6.4.2022, p. 134.</p>
<div id="anx_I"><p class="oj-doc-ti">ANNEX I</p>
<p class="oj-ti-grseq-1">NATIONAL CONTRIBUTIONS</p>
<p class="oj-normal">1.   The level of national contributions is calculated as follows.</p>
<p class="oj-normal">2.   The formula applies to all.</p></div>
<div id="anx_II"><p class="oj-doc-ti">ANNEX II</p>
<p class="oj-ti-grseq-1">GENERAL PRINCIPLES</p><p class="oj-normal">1.   Values are based on operation.</p>
<p class="oj-normal">2.   Rules apply.</p></div>
</body></html>"""

TREATY = """Treaty on the Prohibition of Nuclear Weapons

The States Parties to this Treaty,

Determined to contribute to the realization of the purposes of the Charter,

Deeply concerned about the catastrophic humanitarian consequences,

Have agreed as follows:

Article 1
Prohibitions

1. Each State Party undertakes never under any circumstances to:

(a) Develop, test, produce nuclear weapons;

(b) Transfer to any recipient whatsoever nuclear weapons.

2. A second paragraph.

Article 2
Declarations

1. Each State Party shall submit a declaration.

2. The Secretary-General shall transmit all such declarations.

Article 3
Safeguards

Each State Party shall maintain its obligations.
"""


def test_an_act_of_the_european_union_as_its_journal_publishes_it() -> None:
    act = read_bytes(RawFile(data=ACT.encode(), name="act.html"), Options())[0]
    assert act.labels() == [
        "PP1", "PP2", "PP3", "PP4", "Recital 1", "Recital 2", "Article 1", "Article 1(1)", "Article 1(2)", "Article 2",
        "Article 2(1)", "Article 2(2)", "Article 3", "Article 3(1)", "Article 3(1)(a)", "Article 3(1)(b)",
        "Article 3(1)(b)(i)", "Article 3(1)(b)(ii)", "Article 3(2)", "Annex I, 1", "Annex I, 2", "Annex II, 1",
        "Annex II, 2",
    ]  # fmt: skip
    assert act["Article 3(1)(b)"].text == "non-energy sectors:"
    assert act["Article 3"].text == "Energy efficiency first principle"
    assert act["PP4"].text == "Acting in accordance with the ordinary legislative procedure,"
    assert [(note.mark, note.text) for note in act.footnotes] == [("1", "OJ C 152, 6.4.2022, p. 134.")]
    assert act.title.startswith("DIRECTIVE (EU) 2023/1791 OF THE EUROPEAN PARLIAMENT")
    assert act.date == "2023-09-13"
    assert "Done at Strasbourg, 13 September 2023." in act.left_out


def test_a_treaty_has_its_title_preamble_articles_and_points() -> None:
    treaty = document(TREATY, "articles")
    assert treaty.title == "Treaty on the Prohibition of Nuclear Weapons"
    assert list(texts(treaty)) == [
        "PP1", "PP2", "Article 1", "Article 1(1)", "Article 1(1)(a)", "Article 1(1)(b)", "Article 1(2)", "Article 2",
        "Article 2(1)", "Article 2(2)", "Article 3",
    ]  # fmt: skip
