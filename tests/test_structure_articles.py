"""Texts in articles and plain numbered texts."""

from __future__ import annotations

import pytest
from structured import PROFILES, document, layout, texts

from draftdiff.errors import InputError

ACT = """L 110/30 EN Official Journal of the European Union 1.5.2009

DIRECTIVE 2009/22/EC OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL
of 23 April 2009
on injunctions for the protection of consumers' interests

THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,

Having regard to the Treaty establishing the European Community, and in particular
Article 95 thereof,

Whereas:

(1) Directive 98/27/EC has been substantially amended several times. In the
    interests of clarity the said Directive should be codified.

(2) Certain Directives, listed in Annex I, lay down rules,

HAVE ADOPTED THIS DIRECTIVE:

CHAPTER I
GENERAL PROVISIONS

Article 1
Scope

1. The purpose of this Directive is to approximate the laws relating to actions
for an injunction referred to in Article 2 aimed at the protection of consumers.

2. For the purposes of this Directive, an infringement means any act:
(a) as transposed into the internal legal order of the Member States;
(b) which harms the collective interests, that is:
    (i) the first; and
    (ii) the second.

Article 2

Actions for an injunction

Member States shall designate the courts competent to rule on proceedings
commenced by qualified entities within the meaning of
Article 3 seeking:

(a) an order with all due expediency;
(b) where appropriate, measures such as publication.

CHAPTER II
FINAL PROVISIONS

Article 3
Entry into force
This Directive shall enter into force on 29 December 2009.

Done at Strasbourg, 23 April 2009.

ANNEX I

LIST OF DIRECTIVES

1. Council Directive 85/577/EEC of 20 December 1985.
2. Council Directive 87/102/EEC of 22 December 1986.
"""

TREATY = """CONVENTION ON THE EXAMPLE

The States Parties to the present Convention,

Considering the obligation of States under the Charter,

Recognizing the example,

Have agreed as follows:

Article I. Use of terms

For the purposes of this Convention, "example" means an example.

Article II

1. Each Party shall act.
2. No Party shall not act.

Article III

The original shall be deposited.
"""

NUMBERED = """Report of the working group

1. The working group met in Geneva from 3 to 7 April 2017 and elected its Chair.

2. It had before it the following documents:

(a) The note by the secretariat;

(b) The report of the expert.

?. The group recommended that the matter be considered again at the next session.

4. The meeting closed on 7 April 2017 with the customary exchange of courtesies.
"""


def test_an_act_has_recitals_articles_paragraphs_points_and_annexes() -> None:
    found = document(ACT, "articles")
    assert found.labels() == [
        "PP1", "Recital 1", "Recital 2", "Article 1", "Article 1(1)", "Article 1(2)", "Article 1(2)(a)", "Article 1(2)(b)",
        "Article 1(2)(b)(i)", "Article 1(2)(b)(ii)", "Article 2", "Article 2(a)", "Article 2(b)", "Article 3",
        "Annex I, 1", "Annex I, 2",
    ]  # fmt: skip
    assert found["Article 1"].text == "Scope"
    assert found["Article 2"].text.endswith("within the meaning of Article 3 seeking:")
    assert [h.text for h in found.headings if h.before == "Article 1"] == [
        "HAVE ADOPTED THIS DIRECTIVE:", "CHAPTER I GENERAL PROVISIONS"
    ]  # fmt: skip
    assert "Official Journal" in found.left_out
    assert "Done at Strasbourg" in found.left_out


def test_a_treaty_with_roman_articles_is_read_by_articles_not_as_a_resolution() -> None:
    scores = {name: profile().evidence(layout(TREATY))[0] for name, profile in PROFILES.items()}
    assert max(scores, key=lambda name: scores[name]) == "articles"
    labels = document(TREATY, "articles").labels()
    assert [label for label in labels if label.startswith("Article")] == [
        "Article I", "Article II", "Article II(1)", "Article II(2)", "Article III"
    ]  # fmt: skip


def test_numbered_text_is_the_fallback_and_repairs_its_numbers() -> None:
    assert NUMBERED_SCORE > 0
    found = document(NUMBERED, "numbered")
    assert found.labels() == ["1", "2", "2(a)", "2(b)", "3", "4"]
    assert texts(found)["3"].startswith("The group recommended")
    assert [(p.raw, p.repaired) for p in found.problems if p.kind == "repaired"] == [("?.", "3.")]
    assert found.title == "Report of the working group"


NUMBERED_SCORE = PROFILES["numbered"]().evidence(layout(NUMBERED))[0]


@pytest.mark.parametrize("profile", ["articles", "numbered", "un-resolution"])
def test_prose_has_no_structure(profile: str) -> None:
    prose = "Excellency,\n\nI have the honour to write to you about the meeting in Geneva.\n\nPlease accept my regards.\n"
    assert PROFILES[profile]().evidence(layout(prose))[0] == 0
    with pytest.raises(InputError):
        document(prose, profile)


def test_a_resolution_is_told_from_articles_and_numbers_by_evidence() -> None:
    text = "The General Assembly,\n\nRecalling Article 1 of the Charter,\n\n1. Decides to act;\n\n2. Decides to go on;\n\n3. Requests a report.\n"
    scores = {name: profile().evidence(layout(text))[0] for name, profile in PROFILES.items()}
    assert max(scores, key=lambda name: scores[name]) == "un-resolution"
