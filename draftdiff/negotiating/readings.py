"""A text under a choice: only what is agreed, everything proposed, without some, or as one party would have it.

Marks of negotiation (brackets, names of options, attributions) are gone; what was left out or could not be decided is
recorded, and every character knows where it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from draftdiff.errors import UsageError
from draftdiff.model import Document, Note, Paragraph, Style
from draftdiff.negotiating.find import positions
from draftdiff.negotiating.parties import load_parties

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.negotiating.parties import Parties
    from draftdiff.negotiating.position import Position, Positions, Span

Fate = Literal["keep", "drop", "open"]
CHOICES = ("agreed", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Document):
    """A document under a choice. A document like any other, that knows where its characters stood."""

    choice: str = ""
    """The choice in words: `agreed`, `all`, `without US`, `as proposed by EU`."""
    kept: tuple[int, ...] = ()
    """Ids of the positions whose words are in the text."""
    dropped: tuple[int, ...] = ()
    """Ids of those whose words are not."""
    undecided: tuple[int, ...] = ()
    """Ids of those the choice says nothing about: they stand with their marks."""
    origins: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]], repr=False)
    """Label -> for each character of its text, the offset at which it stood; -1 for one that was put in."""

    def origin(self, label: str, offset: int) -> int:
        """Where a character of a paragraph stood in the text that was read.

        Returns:
            The offset into the paragraph of the same label; -1 for a character that was put in.

        Raises:
            KeyError: no such paragraph.
            IndexError: no such offset.
        """
        places = self.origins[label]
        return places[offset] if offset < len(places) else (places[-1] + 1 if places else 0)


def reading(
    document: Document,
    choice: str = "",
    *,
    without: str | Iterable[str] = (),
    as_proposed_by: str = "",
    parties: Parties | None = None,
) -> Reading:
    """The clean text under one choice; exactly one must be given.

    Args:
        document: a text under negotiation.
        choice: `agreed`: only what nobody has put in question; `all`: everything proposed, side by side.
        without: everything, less what these parties alone propose.
        as_proposed_by: what is agreed, and what this party proposes or asks for. What nobody is named for stays open.
        parties: names beside the usual ones.

    Raises:
        UsageError: no choice, two, an unknown one, or a party the text does not name.
    """
    found = positions(document, parties=parties)
    names = (without,) if isinstance(without, str) and without else tuple(without)
    if (bool(choice) + bool(names) + bool(as_proposed_by)) != 1 or (choice and choice not in CHOICES):
        raise UsageError(
            f"no reading {choice!r}"
            if choice and choice not in CHOICES
            else "a reading needs exactly one choice",
            remedy="choose agreed, all, without=... or as_proposed_by=...",
        )
    known = parties or load_parties()
    fates: dict[int, Fate]
    if choice:
        fates = {p.id: (_agreed(p) if choice == "agreed" else _all(p)) for p in found}
        words = choice
    elif names:
        gone = {_party(name, known, found) for name in names}
        fates = {p.id: _without(p, gone) for p in found}
        words = f"without {', '.join(sorted(gone))}"
    else:
        party = _party(as_proposed_by, known, found)
        fates = _as_proposed(found, party)
        words = f"as proposed by {party}"
    return _made(document, found, fates, words)


def _party(name: str, known: Parties, found: Positions) -> str:
    there = sorted({who for p in found for who in p.who})
    party = known.one(name) or name
    if party not in there:
        named = ", ".join(there) if there else "nobody"
        raise UsageError(f"the text does not name {name}", remedy=f"it names {named}")
    return party


def _note(p: Position) -> bool:
    """Says something and proposes no words: "[Delete (CANZ)]", a comment."""
    return p.origin in ("comment", "note") or (p.origin == "bracket" and not p.words.strip() and bool(p.who))


def _agreed(p: Position) -> Fate:
    if _note(p) or p.status in ("agreed", "agreed ad ref"):
        return "keep"
    if p.origin == "label" and p.kind == "insertion" and not p.who and not p.name.endswith("new"):
        return "keep"  # "OP3 bis" alone says no more than where it stands
    if p.kind == "deletion" or (p.who and p.action and p.origin == "text" and p.action != "replace"):
        return "keep"
    return "drop"


def _all(p: Position) -> Fate:
    return "drop" if p.kind == "deletion" and p.origin == "style" else "keep"


def _without(p: Position, gone: set[str]) -> Fate:
    if p.who and set(p.who) <= gone:
        return "keep" if _note(p) or p.kind == "deletion" else "drop"
    return _all(p)


def _as_proposed(found: Positions, party: str) -> dict[int, Fate]:
    fates: dict[int, Fate] = {}
    chosen = {p.slot for p in found if p.slot is not None and party in p.who and p.action != "delete"}
    for p in found:
        if _note(p):
            fates[p.id] = "keep"
        elif party in p.who:
            fates[p.id] = "drop" if p.action in ("delete", "replace") or p.kind == "deletion" else "keep"
        elif p.slot in chosen:
            fates[p.id] = "drop"
        elif p.who:
            fates[p.id] = (
                "keep" if p.kind == "deletion" or p.action in ("delete", "replace", "reserve") else "drop"
            )
        elif p.origin == "style":
            fates[p.id] = "drop" if p.kind == "deletion" else "keep"
        else:
            fates[p.id] = "open"
    return fates


def _made(document: Document, found: Positions, fates: dict[int, Fate], words: str) -> Reading:
    paragraphs = list(document.walk())
    gone: list[set[int]] = [set() for _ in paragraphs]
    silent: set[int] = set()
    for p in found:
        fate = fates[p.id]
        if fate == "open":
            continue
        if fate == "drop":
            _erase(gone, p.spans)
            silent.update(s.index for s in p.spans if s.start == 0 and s.end >= len(paragraphs[s.index].text))
        elif p.origin != "comment":
            for span in p.spans:
                inside = [s for s in p.inner if s.index == span.index]
                kept = {at for s in inside for at in range(s.start, s.end)}
                gone[span.index].update(at for at in range(span.start, span.end) if at not in kept)
        _erase(gone, p.said)
    origins: dict[str, tuple[int, ...]] = {}
    texts: list[str | None] = []
    for paragraph, less in zip(paragraphs, gone, strict=True):
        text, places = _tidy(paragraph.text, less)
        origins[str(paragraph.label)] = places
        texts.append(text)
    counter = iter(range(len(paragraphs)))
    rebuilt = tuple(
        made for top in document.paragraphs if (made := _rebuilt(top, counter, texts, origins, gone))
    )
    labels = {str(p.label) for top in rebuilt for p in top.walk()}
    values: dict[str, Any] = {name: getattr(document, name) for name in _COPIED}
    headings = tuple(h for h in document.headings if not h.before or h.before in labels)
    return Reading(
        **values,
        paragraphs=rebuilt,
        headings=headings,
        choice=words,
        kept=tuple(p.id for p in found if fates[p.id] == "keep"),
        dropped=tuple(p.id for p in found if fates[p.id] == "drop"),
        undecided=tuple(p.id for p in found if fates[p.id] == "open"),
        origins={label: places for label, places in origins.items() if label in labels},
    )


_COPIED = (
    "id", "title", "symbol", "date", "language", "status", "source", "footnotes", "problems", "formula", "session",
    "events", "left_out", "left_out_anchors",
)  # fmt: skip


def _erase(gone: list[set[int]], spans: Sequence[Span]) -> None:
    for span in spans:
        gone[span.index].update(range(span.start, span.end))


_SPACE_BEFORE = re.compile(r"[,;.:)\]]")


def _tidy(text: str, gone: set[int]) -> tuple[str, tuple[int, ...]]:
    """The text without some characters, without the spaces they leave behind; and where each character stood."""
    if not gone:
        return text, tuple(range(len(text)))
    kept: list[int] = []
    out: list[str] = []
    hole = ""
    for at, char in enumerate(text):
        if at in gone:
            hole += char
            continue
        last = out[-1] if out else " "
        if hole and char == " " and last in " ([":
            continue
        if hole and last == " " and out and _SPACE_BEFORE.match(char):
            out.pop()
            kept.pop()
        elif "][" in hole and last.isalnum() and char.isalnum():
            out.append(" ")
            kept.append(-1)
        hole = hole if char == " " and hole else ""
        out.append(char)
        kept.append(at)
    while out and out[-1] == " ":
        out.pop()
        kept.pop()
    return "".join(out), tuple(kept)


def _rebuilt(
    paragraph: Paragraph,
    counter: Iterable[int],
    texts: list[str | None],
    origins: dict[str, tuple[int, ...]],
    gone: list[set[int]],
) -> Paragraph | None:
    at = next(iter(counter))
    children = tuple(
        made for child in paragraph.children if (made := _rebuilt(child, counter, texts, origins, gone))
    )
    text = texts[at] or ""
    said = paragraph.text.strip(" .;,:") or paragraph.children
    if said and not text.strip(" .;,:") and not children:
        return None
    if not gone[at] and children == paragraph.children:
        return paragraph
    back = {old: new for new, old in enumerate(origins[str(paragraph.label)])}
    return replace(
        paragraph, text=text, children=children, raw="", styles=_styles(paragraph, back),
        notes=_notes(paragraph, back, text), revisions=(), status="",
    )  # fmt: skip


def _styles(paragraph: Paragraph, back: dict[int, int]) -> tuple[Style, ...]:
    found: list[Style] = []
    for style in paragraph.styles:
        places = [back[at] for at in range(style.start, style.end) if at in back]
        if places:
            found.append(replace(style, start=places[0], end=places[-1] + 1))
    return tuple(found)


def _notes(paragraph: Paragraph, back: dict[int, int], text: str) -> tuple[Note, ...]:
    def moved(at: int) -> int:
        return next((back[old] for old in range(at, len(paragraph.text)) if old in back), len(text))

    return tuple(note if note.at is None else replace(note, at=moved(note.at)) for note in paragraph.notes)
