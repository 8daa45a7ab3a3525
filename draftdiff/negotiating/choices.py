"""Choices with a stroke: "[shall/should]", and "shall/should" of two modal verbs without brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.negotiating.draft import Draft, Group
from draftdiff.negotiating.position import Span

if TYPE_CHECKING:
    from draftdiff.negotiating.brackets import Tree

#: Words of one alternative of a choice with a stroke. Chosen: longer ones are set in brackets of their own.
_WORDS = 6
_STROKE = re.compile(r"\s*/\s*")
_MODALS = (
    "shall|should|must|may|will|would|could|doit|doivent|devrait|devraient|peut|peuvent|deberá|debería|podrá"
)
_BARE = re.compile(rf"\b(?:{_MODALS})(?:\s?/\s?(?:{_MODALS}))+\b", re.IGNORECASE)
_NO_CHOICE = re.compile(
    r"\band/or\b|\bet/ou\b|\by/o\b|\bи/или\b|\d/|/\d|[A-Z]/[A-Z0-9]|https?:", re.IGNORECASE
)
_SYMBOL = re.compile(r"[A-Z]+/|/[A-Z]{2,}|\d/|/\d|https?:")


def find_choices(tree: Tree, brackets: list[Draft]) -> list[Draft]:
    """The alternatives of every choice with a stroke."""
    found: list[Draft] = []
    for draft in brackets:
        if len(draft.inner) != 1 or draft.status or not draft.inner:
            continue
        span = draft.inner[0]
        content = tree.units[span.index].text[span.start : span.end]
        if _chosen(content):
            found += _alternatives(tree, span.index, span.start, content)
    taken = [(d.spans[0].index, d.spans[0].start, d.spans[0].end) for d in found]
    for unit in tree.units:
        for match in _BARE.finditer(unit.text):
            if not any(i == unit.index and s < match.end() and match.start() < e for i, s, e in taken):
                found += _alternatives(tree, unit.index, match.start(), match.group())
    return found


def _chosen(content: str) -> bool:
    pieces = _STROKE.split(content)
    return (
        len(pieces) > 1
        and "[" not in content
        and not _SYMBOL.search(content)
        and not re.search(r"\b(?:and/or|et/ou|y/o|и/или)\b", content, re.IGNORECASE)
        and all(piece.strip() and len(piece.split()) <= _WORDS for piece in pieces)
    )


def _alternatives(tree: Tree, index: int, start: int, content: str) -> list[Draft]:
    group = Group("choice")
    label = tree.units[index].label
    at = 0
    for match in [*_STROKE.finditer(content), None]:
        end = match.start() if match else len(content)
        span = Span(index, label, start + at, start + end)
        group.add(Draft((span,), (span,), kind="alternative", origin="text"))
        at = match.end() if match else end
    return group.members
