"""Whether two versions look like versions of one text at all: what is said when they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.aligning.units import Side
    from draftdiff.model import Document

#: Largest share of either version's words in linked paragraphs, below which the two are called unrelated. Of 26 pairs of
#: European acts and their successors the least has 0.205; of 65 pairs of texts that have nothing to do with one
#: another 57 are below, the others share formal articles (measured). Set for no false alarm rather than to find all.
LEAST_LINKED = 0.1
#: Paragraphs that the shorter version must have: a note of two may be written anew between two meetings. Chosen, not
#: calibrated.
LEAST_PARAGRAPHS = 5


def warnings(
    old: tuple[Document, Side], new: tuple[Document, Side], linked: tuple[set[int], set[int]]
) -> tuple[str, ...]:
    """What is odd about the pair, each in a sentence; empty for versions of one text in the order of their dates.

    Args:
        old: the earlier version and its paragraphs.
        new: the later version and its paragraphs.
        linked: indices of old and new paragraphs that have a link.
    """
    (earlier, left), (later, right) = old, new
    found: list[str] = []
    # ISO 8601 dates sort as text; of two precisions the common part is compared.
    size = min(len(earlier.date), len(later.date))
    if size and earlier.date[:size] > later.date[:size]:
        found.append(
            f"the versions are in reverse order of their dates: {earlier.id} is of {earlier.date}, "
            f"{later.id} of {later.date}"
        )
    tongues = [document.language.partition("-")[0].lower() for document in (earlier, later)]
    if all(tongues) and tongues[0] != tongues[1]:
        found.append(
            f"the versions are in two languages: {earlier.id} in {tongues[0]}, {later.id} in {tongues[1]}"
        )
    shares = [_linked_share(side, ends) for side, ends in zip((left, right), linked, strict=True)]
    if min(len(left), len(right)) >= LEAST_PARAGRAPHS and max(shares) < LEAST_LINKED:
        found.append(
            f"the texts look unrelated: {max(shares):.0%} of the words stand in paragraphs that continue from "
            f"{earlier.id} to {later.id}"
        )
    return tuple(found)


def _linked_share(side: Side, linked: set[int]) -> float:
    """Share of the words that stand in linked paragraphs; 1 for a text without words, of which nothing can be said."""
    total = sum(map(len, side.words))
    return sum(len(side.words[at]) for at in linked) / total if total else 1.0
