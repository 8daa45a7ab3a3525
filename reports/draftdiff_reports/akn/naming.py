"""Names in Akoma Ntoso: element ids, and the IRIs of work and expression (docs/domain.md, "Interchange")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.label import Label
    from draftdiff.model import Document

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: ISO 639-2 codes of the languages of the United Nations; others go by their two letters' undetermined code.
LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho"}
UNDETERMINED = "und"
#: The schema wants a date everywhere; this one stands for "not known" and no draft can bear it.
NO_DATE = "0001-01-01"
#: Organ by the beginning of a symbol, longest first.
_ORGANS = (("A/HRC/", "un-hrc"), ("A/", "un-ga"), ("S/", "un-sc"), ("E/", "un-ecosoc"))
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = {"OP": "para", "PP": "container", "": "para", "Article": "art", "Annex": "att"}


def slug(text: str) -> str:
    """Text as part of an id: letters and digits of any script, hyphens for the rest; never empty."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[^\w]+|_+", "-", folded).strip("-") or "x"


def eid(label: Label) -> str:
    """The element id of a paragraph: `para_15__list_1__point_a`; scopes come first: `sec_Annex-I__para_4`."""
    parts = [f"sec_{slug(scope)}" for scope in label.scope]
    number = label.number + label.insertion.replace(" ", "")
    if label.alternative:
        number += f"alt{label.alternative}"
    kind = _KINDS.get(label.kind, slug(label.kind))
    parts.append(f"{kind}_{slug(number)}" if number else kind)
    for sub in label.subs:
        parts += ("list_1", f"point_{slug(sub)}")
    return "__".join(parts)


def iso_day(date: str) -> str:
    """A whole ISO 8601 day, or `NO_DATE`."""
    return date if _DATE.fullmatch(date) else NO_DATE


@dataclass(frozen=True, slots=True)
class Work:
    """The negotiated text behind its drafts."""

    iri: str
    """`/akn/un/statement/deliberation/un-ga/2017-04-06/71-280`."""
    country: str
    actor: str
    date: str
    """ISO 8601, or `NO_DATE`."""

    @classmethod
    def of(cls, document: Document) -> Work:
        """The work a document belongs to, by its symbol and date; without a symbol, by its title or id."""
        symbol = document.symbol
        actor = next((organ for start, organ in _ORGANS if symbol.startswith(start)), "")
        country = "un" if actor or document.formula else "zz"
        date = iso_day(document.date)
        number = symbol.rpartition("RES/")[2].replace("/", "-").replace(" ", "_") if symbol else ""
        number = slug(number or document.title[:80] or document.id)
        iri = f"/akn/{country}/statement/deliberation/{actor or 'unknown'}/{date}/{number}"
        return cls(iri, country, actor or "unknown", date)


@dataclass(frozen=True, slots=True)
class Expression:
    """One draft of a work in one language."""

    work: Work
    iri: str
    """`.../eng@2016-12-22`."""
    language: str
    date: str

    @classmethod
    def of(cls, document: Document, work: Work | None = None, *, dates_clash: bool = False) -> Expression:
        """The expression of a document; drafts without a date, or with one date, are told apart by their ids."""
        owner = work or Work.of(document)
        language = LANGUAGES.get(document.language, UNDETERMINED)
        date = iso_day(document.date)
        known = date != NO_DATE
        version = (
            date
            if known and not dates_clash
            else "-".join([date, slug(document.id)] if known else [slug(document.id)])
        )
        return cls(owner, f"{owner.iri}/{language}@{version}", language, date)

    def element(self, element_id: str) -> str:
        """IRI of an element of this expression."""
        return f"{self.iri}/!main#{element_id}"
