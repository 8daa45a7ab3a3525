"""Attributions in the middle of a sentence: "Calls upon (US) States", "prompt (proposed by Ghana) action"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.negotiating.attributions import designation, speaks, whole
from draftdiff.negotiating.draft import Draft
from draftdiff.negotiating.position import Span

if TYPE_CHECKING:
    from draftdiff.negotiating.attributions import Said
    from draftdiff.negotiating.brackets import Tree
    from draftdiff.negotiating.parties import Parties

_PARENTHESIS = re.compile(r"\(([^()]{2,240})\)")


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
            draft.who, draft.action, draft.replacement, draft.said = (
                said.who,
                said.action,
                said.replacement,
                (span,),
            )
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
