"""Title, symbol, date, language, session and procedure out of an Akoma Ntoso file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.model import Event
from draftdiff_parsers.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

#: ISO 639-2 codes of `FRBRlanguage` for the six official languages and the working languages of EU acts.
LANGUAGES = {
    "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh",
    "deu": "de", "ger": "de", "ita": "it", "por": "pt",
}  # fmt: skip
#: Steps that carry no date are written with this one in the published files.
NO_DATE = "0001-01-01"
_SYMBOL = re.compile(r"[A-Z](?:/[A-Za-z0-9.()\-]+)+(?: [A-Z](?:-[A-Z])?)?")


def first(root: Element, *names: str) -> Element | None:
    """First descendant with one of the local names, in document order."""
    return next((e for e in root.iter() if local_name(e) in names), None)


def every(root: Element, name: str) -> Iterator[Element]:
    """All descendants with a local name, in document order."""
    return (e for e in root.iter() if local_name(e) == name)


def words(element: Element | None) -> str:
    """All text inside an element but its notes, white space folded."""
    if element is None:
        return ""
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split())


def _collect(element: Element, parts: list[str]) -> None:
    if local_name(element) != "authorialNote":
        parts.append(element.text or "")
        for child in element:
            _collect(child, parts)
            parts.append(child.tail or "")


def language(root: Element) -> str:
    """ISO 639-1 from the Expression, or ""."""
    found = first(root, "FRBRlanguage")
    code = (found.get("language") or "").lower() if found is not None else ""
    return LANGUAGES.get(code, code if len(code) == 2 else "")


def date(root: Element) -> str:
    """Adoption date of the Work, else its first date that is one."""
    work = first(root, "FRBRWork")
    if work is None:
        return ""
    dates = [(e.get("name", ""), e.get("date", "")) for e in every(work, "FRBRdate")]
    adopted = [d for name, d in dates if name == "adoption"]
    plausible = [d for d in (*adopted, *(d for _, d in dates)) if d and d != NO_DATE]
    return plausible[0] if plausible else ""


def title(root: Element) -> str:
    """Title of the preface; the cover page's "Resolution adopted by ..." is no title."""
    for holder in ("preface", "coverPage"):
        element = first(root, holder)
        found = first(element, "docTitle") if element is not None else None
        if found is not None and words(found):
            return words(found)
    alias = first(root, "FRBRalias")
    return (alias.get("value") or "") if alias is not None and alias.get("name") == "title" else ""


def symbol(root: Element) -> str:
    """Document symbol as printed on the cover page, else the Work's number."""
    for element in every(root, "docNumber"):
        found = _SYMBOL.search(words(element))
        if found:
            return found[0]
    number = first(root, "FRBRnumber")
    return (number.get("value") or "") if number is not None else ""


def session(root: Element) -> str:
    """Session in words, else its declared value."""
    found = first(root, "session")
    return "" if found is None else words(found) or found.get("value", "")


def status(root: Element) -> str:
    """Status as the preface prints it, else `adopted` or `draft` from what the file declares."""
    preface = first(root, "preface")
    printed = words(first(preface, "docStatus")) if preface is not None else ""
    if printed:
        return printed
    holder = first(root, "statement", "act", "bill", "doc", "documentCollection")
    name = (holder.get("name") or "").lower() if holder is not None else ""
    if any(step.get("outcome") == "adopted" for step in every(root, "step")):
        return "adopted"
    if "draft" in name or (holder is not None and local_name(holder) == "bill"):
        return "draft"
    return "adopted" if name == "resolution" else ""


def events(root: Element) -> tuple[Event, ...]:
    """Steps of `meta/workflow`, in order."""
    return tuple(
        Event(
            what=step.get("outcome", ""),
            date="" if step.get("date", "") == NO_DATE else step.get("date", ""),
            symbol=step.get("as", ""), by=step.get("by", ""),
        )
        for step in every(root, "step")
    )  # fmt: skip
