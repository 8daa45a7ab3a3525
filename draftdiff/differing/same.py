"""Are two texts the same words? The question that tells a kept paragraph from an edited one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.differing.words import hunks, windows
from draftdiff.fold import joined, token_texts

if TYPE_CHECKING:
    from draftdiff.classifying.evidence import Evidence

#: Texts whose word counts differ by more than this factor are not the same, whatever the noise.
LENGTHS = 1.3


def same_words(old_text: str, new_text: str, evidence: Evidence | None = None) -> bool:
    """Equal apart from case, punctuation, hyphenation, line wraps and scan noise.

    Args:
        old_text: the old paragraph's text.
        new_text: the new paragraph's text.
        evidence: vocabulary and noise of both versions; without it only what the two texts show counts.
    """
    if old_text == new_text:
        return True
    if joined(t for t in token_texts(old_text) if t[0].isalnum()) == joined(
        t for t in token_texts(new_text) if t[0].isalnum()
    ):
        return True
    if (
        not old_text
        or not new_text
        or max(len(old_text), len(new_text)) > LENGTHS * min(len(old_text), len(new_text)) + 8
    ):
        return False
    old, new = windows(old_text, new_text)
    found = hunks(old.keys, new.keys)
    if sum(max(h.a1 - h.a0, h.b1 - h.b0) for h in found) > max(len(old_text), len(new_text)) // 4:
        return False
    from draftdiff.classifying.classify import only_noise  # noqa: PLC0415 - only where words differ

    return only_noise(old_text, new_text, evidence)
