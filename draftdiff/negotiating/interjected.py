"""Attributions in the middle of a sentence: "Calls upon (US) States", "prompt (proposed by Ghana) action"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.negotiating.attributions import leading, speaks, trailing, whole
from draftdiff.negotiating.draft import Draft
from draftdiff.negotiating.phrases import INSIDE, designation
from draftdiff.negotiating.position import Span

if TYPE_CHECKING:
    from draftdiff.negotiating.attributions import Said
    from draftdiff.negotiating.brackets import Tree
    from draftdiff.negotiating.parties import Parties

_PARENTHESIS = re.compile(rf"\(({INSIDE})\)")


def find_interjected(tree: Tree, drafts: list[Draft], parties: Parties) -> list[Draft]:
    """What is said in parentheses that no other attribution has taken.

    Bare names count only in a text that has other positions, and only short ones: a State's whole name behind a word
    says where a town lies.
    """
    negotiated = any(draft.origin != "label" for draft in drafts)
    taken = [(s.index, s.start, s.end) for draft in drafts for s in draft.said]
    found: list[Draft] = []
    for unit in tree.units:
        for match in _PARENTHESIS.finditer(unit.text):
            if any(i == unit.index and a < match.end() and match.start() < b for i, a, b in taken):
                continue
            said = whole(match[1], parties)
            if said is None or not _speaks(unit.text, match, said, parties, negotiated=negotiated):
                continue
            span = Span(unit.index, unit.label, *match.span())
            draft = Draft((span,), (Span(unit.index, unit.label, match.end(), match.end()),), origin="text")
            draft.say(said, span)
            if said.action in ("delete", "replace"):
                draft.kind = "deletion" if said.action == "delete" else "alternative"
            found.append(draft)
    return found


_BRACES = re.compile(r"\{([^{}]{2,2000})\}|<([^<>]{2,2000})>|〈([^〈〉]{2,2000})〉", re.DOTALL)


def find_braced(tree: Tree, drafts: list[Draft], parties: Parties) -> list[Draft]:
    """`{EU: promptly}`, `<US: delete>`: other marks than brackets are a position's where an attribution stands inside."""
    taken = [(s.index, s.start, s.end) for draft in drafts for s in draft.said]
    found: list[Draft] = []
    for unit in tree.units:
        for match in _BRACES.finditer(unit.text):
            start, end = match.span(match.lastindex or 1)
            content = unit.text[start:end]
            said = whole(content, parties) or leading(content, parties) or trailing(content, parties)
            if (
                said is None
                or said.bare
                or any(i == unit.index and a < end and start < b for i, a, b in taken)
            ):
                continue
            draft = Draft((Span(unit.index, unit.label, *match.span()),), (), origin="text")
            draft.inner = (Span(unit.index, unit.label, start + said.start, start + said.end),)
            mark = (start, start + said.start) if said.start else (start + said.end, end)
            draft.say(said, Span(unit.index, unit.label, *mark))
            if said.action in ("delete", "replace"):
                draft.kind = "deletion" if said.action == "delete" else "alternative"
            found.append(draft)
    return found


def _speaks(text: str, match: re.Match[str], said: Said, parties: Parties, *, negotiated: bool) -> bool:
    if not said.bare:
        return True
    before, behind = text[: match.start()], text[match.end() :].lstrip()
    short = all(len(name.strip()) <= 3 or name.isupper() for name in re.split(r"[,;/&+]|\band\b", match[1]))
    goes_on = behind[:1].isalpha() and not designation(behind)
    return negotiated and short and goes_on and speaks(before, match[1], said, parties)
