"""Word-level scores of a synthetic pair: words that survived but are shown as changed, and the other way round."""

from __future__ import annotations

from collections import Counter

from draftdiff.alignment import Alignment
from draftdiff.change import Redline
from measuring.synthetic import Pair

#: Classes that are no drafting: what they cover counts as unchanged.
NOISE = ("scan", "typography")


def word_counts(pair: Pair, alignment: Alignment, redlines: tuple[Redline, ...]) -> Counter[str]:
    """Counts over the words of the new version.

    A word survives when its identity stands in the old version. It is shown as kept when the redline of one of its
    paragraph's links leaves it alone, calls its change noise, or says where it came from.
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
        lines = [_changed(redline) for redline in shown.get(label, ())]
        for uid, start, end in words:
            kept = any(not _overlaps(spans, start, end) for spans in lines) or _overlaps(transfers.get(label, []), start, end)
            counts["words survived" if uid in born else "words new"] += 1
            counts["false churn"] += uid in born and not kept
            counts["false keeps"] += uid not in born and kept and not _overlaps(transfers.get(label, []), start, end)
    return counts


def noise_counts(pair: Pair, alignment: Alignment, redlines: tuple[Redline, ...]) -> Counter[str]:
    """Words that only the scanner changed, and how many of them are called drafting in the link they survive in."""
    texts = (pair.old.document, pair.new.document)
    new_home = {uid: (label, start, end) for label, words in pair.new.words.items() for uid, start, end in words}
    lines = {(link.old, link.new): _changed(redline) for link, redline in zip(alignment.links, redlines, strict=True)}
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


def _changed(redline: Redline) -> list[tuple[int, int]]:
    return [c.new_span for c in redline.changes if c.cls not in NOISE and not c.transfer and c.new_span[0] < c.new_span[1]]


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in spans)
