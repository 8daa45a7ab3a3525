"""All character edits of a pair of texts, cut for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.differing.place import Edit, place
from draftdiff.differing.refine import refine
from draftdiff.differing.words import hunks, windows

if TYPE_CHECKING:
    from draftdiff.lexicon import Lexicon


def edits_of(old_text: str, new_text: str, lexicon: Lexicon | None = None) -> list[Edit]:
    """Character edits that turn one text into the other, to the letter, in order.

    Args:
        old_text: old text.
        new_text: new text.
        lexicon: its function words do not hold a rewritten phrase apart; None keeps every word that survives.
    """
    if old_text == new_text:
        return []
    old, new = windows(old_text, new_text)
    found = hunks(old.keys, new.keys, lexicon.function if lexicon else frozenset())
    return place(old, new, refine(found, old.keys, new.keys))
