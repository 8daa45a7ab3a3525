"""The truth of a synthetic pair: which words survived, hence which paragraph continues in which, and what moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from draftdiff.model import Document

#: A truth link explains at least this share of either paragraph's words; operations stay clear of the bar.
TRUTH_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Version:
    """One version with the truth about its words."""

    document: Document
    words: dict[str, list[tuple[int, int, int]]]
    """Label -> (identity, start, end) of each word in the paragraph's text."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions and the truth between them."""

    name: str
    old: Version
    new: Version
    links: dict[tuple[str, str], int]
    """(old label, new label) -> words in common."""
    moved: frozenset[str]
    """New labels of paragraphs whose order or parent changed."""
    either: frozenset[str]
    """New labels of paragraphs that may be called moved or not: which of two that changed places moved, nobody can
    tell from the texts."""


def truth(old: Version, new: Version) -> dict[tuple[str, str], int]:
    """(old label, new label) -> words in common, of the paragraphs that continue in one another."""
    home = {uid: label for label, words in old.words.items() for uid, _, _ in words}
    links: dict[tuple[str, str], int] = {}
    for label, words in new.words.items():
        sources: dict[str, int] = {}
        for uid, _, _ in words:
            if uid in home:
                sources[home[uid]] = sources.get(home[uid], 0) + 1
        for source, common in sources.items():
            if common >= TRUTH_SHARE * min(len(words), len(old.words[source])):
                links[source, label] = common
    return links


def moves(
    links: Iterable[tuple[str, str]], old: Version, new: Version, marked: Collection[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """New labels of paragraphs that moved, and of those that may be called moved or not.

    A top-level paragraph that was taken elsewhere has not moved if all it passed were put in, deleted or moved too.
    Where as many paragraphs moved as stayed, either may be called moved.

    Args:
        links: true links.
        old: the old version.
        new: the new version.
        marked: new labels of the paragraphs that were taken elsewhere.
    """
    olds, news = ({label: at for at, label in enumerate(side.words)} for side in (old, new))
    tops = [(a, b) for a, b in links if "(" not in a and "(" not in b]
    stayed = [link for link in tops if link[1] not in marked]
    passed: dict[str, set[str]] = {}
    for a, b in tops:
        if b in marked:
            crossed = [(c, d) for c, d in stayed if (olds[c] - olds[a]) * (news[d] - news[b]) < 0]
            # A paragraph merged from near and far was not passed if the near part was not.
            beside = [set(ends) for ends in zip(*(set(stayed) - set(crossed)), strict=True)]
            passed[b] = {d for c, d in crossed if not beside or (c not in beside[0] and d not in beside[1])}
    either: set[str] = set()
    for past in filter(None, passed.values()):
        likewise = {b for b, others in passed.items() if others and others <= past}
        if len(past) <= len(likewise):
            either |= past | likewise
    unmoved = {b for b, past in passed.items() if not past}
    return frozenset(marked) - unmoved, frozenset(either)
