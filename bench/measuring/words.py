"""Word-level scores of a synthetic pair: words that survived but are shown as changed, and the other way round."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from draftdiff.alignment import Alignment
from draftdiff.change import Redline
from draftdiff.fold import fold
from measuring.truth import Pair

if TYPE_CHECKING:
    from collections.abc import Collection

#: Classes that are no drafting: what they cover counts as unchanged.
NOISE = ("scan", "typography")


def word_counts(pair: Pair, alignment: Alignment, redlines: tuple[Redline, ...]) -> Counter[str]:
    """Counts over the words of the new version.

    A word survives when its identity stands in the old version. It is shown as kept when the redline of one of its
    paragraph's links leaves it alone, calls its change noise, or says that it came from a paragraph that is not linked.
    A redline that says it belongs to another link ("transfer") leaves the word to that link's redline, which may
    well show it as new: that counts. A false keep is a new word shown as kept for which the true ancestors have no
    equal word to spare.
    """
    born = {uid: label for label, words in pair.old.words.items() for uid, _, _ in words}
    shown: dict[str, list[Redline]] = {}
    for link, redline in zip(alignment.links, redlines, strict=True):
        shown.setdefault(link.new, []).append(redline)
    transfers: dict[str, list[tuple[int, int]]] = {}
    for transfer in alignment.transfers:
        transfers.setdefault(transfer.new, []).append(transfer.new_span)
    counts: Counter[str] = Counter()
    for label, words in pair.new.words.items():
        linked = {redline.old_label for redline in shown.get(label, ())}
        lines = [_changed(redline, linked) for redline in shown.get(label, ())]
        text = pair.new.document[label].text
        spare = _spare(pair, label)
        for uid, start, end in words:
            wandered = _overlaps(transfers.get(label, []), start, end)
            kept = any(not _overlaps(spans, start, end) for spans in lines)
            counts["words"] += 1
            if uid in born:
                counts["words survived"] += 1
                counts["false churn"] += not (kept or wandered)
            elif kept and not wandered:
                word = fold(text[start:end])
                spare[word] -= 1
                counts["false keeps"] += spare[word] < 0
    return counts


def _spare(pair: Pair, label: str) -> Counter[str]:
    """Words that true ancestors of a new paragraph lost: a new word equal to one of them may well be shown as kept."""
    survive = {uid for uid, _, _ in pair.new.words[label]}
    return Counter(
        fold(pair.old.document[old].text[start:end])
        for old, new in pair.links
        if new == label
        for uid, start, end in pair.old.words[old]
        if uid not in survive
    )


def noise_counts(pair: Pair, alignment: Alignment, redlines: tuple[Redline, ...]) -> Counter[str]:
    """Words that only the scanner changed, and how many of them are called drafting in the link they survive in."""
    texts = (pair.old.document, pair.new.document)
    new_home = {
        uid: (label, start, end) for label, words in pair.new.words.items() for uid, start, end in words
    }
    lines = {
        (link.old, link.new): _changed(redline)
        for link, redline in zip(alignment.links, redlines, strict=True)
    }
    counts: Counter[str] = Counter()
    for label, words in pair.old.words.items():
        text = texts[0][label].text
        for uid, start, end in words:
            if uid not in new_home:
                continue
            other, new_start, new_end = new_home[uid]
            counts["words scanned"] += 1
            damaged = text[start:end] != texts[1][other].text[new_start:new_end]
            counts["words damaged"] += damaged
            if damaged and (label, other) in lines:
                counts["noise called drafting"] += _overlaps(lines[label, other], new_start, new_end)
    return counts


def _changed(redline: Redline, linked: Collection[str] = ()) -> list[tuple[int, int]]:
    """Spans that are not shown as kept; `linked`: old paragraphs whose own redlines say what became of their words."""
    return [
        c.new_span
        for c in redline.changes
        if (c.transfer in linked or c.left_to or (c.cls not in NOISE and not c.transfer))
        and c.new_span[0] < c.new_span[1]
    ]


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in spans)
