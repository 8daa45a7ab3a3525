"""Test helper: text through the plain-text reader and a structure profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.layout import Options, RawFile
from draftdiff_parsers.structure import (
    ArticlesProfile,
    NumberedProfile,
    PlainProfile,
    StatementProfile,
    UnResolutionProfile,
)
from draftdiff_parsers.text import PlainTextReader

if TYPE_CHECKING:
    from draftdiff.layout import Layout
    from draftdiff.model import Document

PROFILES = {
    "un-resolution": UnResolutionProfile,
    "articles": ArticlesProfile,
    "numbered": NumberedProfile,
    "plain": PlainProfile,
    "statement": StatementProfile,
}


def layout(text: str | bytes, name: str = "text.txt", options: Options | None = None) -> Layout:
    """Blocks of a text."""
    data = text.encode() if isinstance(text, str) else text
    return PlainTextReader().read(RawFile(data=data, name=name), options or Options())


def documents(
    text: str | bytes, profile: str = "un-resolution", name: str = "text.txt"
) -> tuple[Document, ...]:
    """Documents found in a text."""
    return PROFILES[profile]().structure(layout(text, name), Options())


def document(text: str | bytes, profile: str = "un-resolution", name: str = "text.txt") -> Document:
    """The main document found in a text."""
    return documents(text, profile, name)[0]


def texts(found: Document) -> dict[str, str]:
    """Label -> text."""
    return {str(paragraph.label): paragraph.text for paragraph in found.walk()}


def everything(found: tuple[Document, ...]) -> str:
    """Every word that came out, wherever it went."""
    parts: list[str] = []
    for one in found:
        parts += [one.title, one.symbol, one.formula, one.left_out]
        for paragraph in one.walk():
            parts += [paragraph.number, paragraph.text, *(f"{n.mark} {n.text}" for n in paragraph.notes)]
        parts += [heading.text for heading in one.headings]
        parts += [f"{note.mark} {note.text}" for note in one.footnotes]
        parts += [p.raw for p in one.problems if p.kind != "dropped" or "footnote marks" in p.what]
    return "\n".join(parts)


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def letters(text: str) -> str:
    """Letters and digits alone, for comparing what a reader may space, join, mark or lift differently."""
    return re.sub(r"[\W_]+", "", text.translate(_RAISED))
