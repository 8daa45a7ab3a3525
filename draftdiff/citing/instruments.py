"""Documents known by name, and nicknames a text gives to a resolution."""

from __future__ import annotations

import re
from functools import cache

#: Name -> symbol, longest names first where one begins another. Names are those in general use.
KNOWN: dict[str, str] = {
    "New York Declaration for Refugees and Migrants": "A/RES/71/1",
    "New York Declaration": "A/RES/71/1",
    "2030 Agenda for Sustainable Development": "A/RES/70/1",
    "2030 Agenda": "A/RES/70/1",
    "Transforming our world": "A/RES/70/1",
    "Addis Ababa Action Agenda": "A/RES/69/313",
    "Sendai Framework for Disaster Risk Reduction": "A/RES/69/283",
    "Universal Declaration of Human Rights": "A/RES/217 A (III)",
    "Global Compact for Safe, Orderly and Regular Migration": "A/RES/73/195",
    "Global Compact on Refugees": "A/73/12 (Part II)",
    "United Nations Millennium Declaration": "A/RES/55/2",
    "2005 World Summit Outcome": "A/RES/60/1",
    "The future we want": "A/RES/66/288",
    "New Urban Agenda": "A/RES/71/256",
    "Pact for the Future": "A/RES/79/1",
    "United Nations Declaration on the Rights of Indigenous Peoples": "A/RES/61/295",
    "Declaration on the Right to Development": "A/RES/41/128",
    "Declaration on the Granting of Independence to Colonial Countries and Peoples": "A/RES/1514 (XV)",
    "International Covenant on Civil and Political Rights": "A/RES/2200 A (XXI)",
    "International Covenant on Economic, Social and Cultural Rights": "A/RES/2200 A (XXI)",
    "Convention on the Rights of the Child": "A/RES/44/25",
    "Convention on the Rights of Persons with Disabilities": "A/RES/61/106",
    "Programa 2030": "A/RES/70/1",
    "Programme 2030": "A/RES/70/1",
    "Programme de développement durable à l’horizon 2030": "A/RES/70/1",
    "Agenda 2030": "A/RES/70/1",
    "Déclaration de New York": "A/RES/71/1",
    "Declaración de Nueva York": "A/RES/71/1",
    "Нью-Йоркская декларация": "A/RES/71/1",
    "Нью-Йоркской декларации": "A/RES/71/1",
    "إعلان نيويورك": "A/RES/71/1",
    "《纽约宣言》": "A/RES/71/1",
    "2030年可持续发展议程": "A/RES/70/1",
}  # fmt: skip
#: Names that a negotiation of the same name would use before the instrument exists; matched with their capitals only.
_WORD = re.compile(r"\w+")


@cache
def pattern() -> re.Pattern[str]:
    """All known names; white space and quotes in the text may differ."""
    names = sorted(KNOWN, key=lambda name: (-len(name), name))
    alternatives = (r"\s+".join(re.escape(part) for part in name.replace("’", "'").split()) for name in names)
    return re.compile("|".join(f"(?:{a})" for a in alternatives).replace("'", "['’]"))


def symbol_of(name: str) -> str:
    """Symbol of a known name, or "". A longer phrase that begins with a known name counts as that name."""
    folded = " ".join(name.split()).replace("'", "’")
    if folded in KNOWN:
        return KNOWN[folded]
    match = pattern().search(name.replace("’", "'")) or pattern().search(name)
    return KNOWN.get(" ".join(match[0].split()).replace("'", "’"), "") if match else ""


def fits_title(nickname: str, title: str) -> bool:
    """The words of a nickname ("modalities resolution") all stand in a title, apart from the word for a document."""
    generic = {
        "resolution",
        "the",
        "said",
        "this",
        "that",
        "same",
        "present",
        "above",
        "mentioned",
        "its",
        "decision",
        "draft",
    }
    words = [w.casefold() for w in _WORD.findall(nickname) if w.casefold() not in generic]
    inside = {w.casefold() for w in _WORD.findall(title)}
    return bool(words) and all(w in inside for w in words)
