"""A citing document that reprints the resolution: told apart from quotations of single paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.citing.quotations import label_of
from draftdiff.citing.telling import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.citing.attribution import Attribution
    from draftdiff.citing.quotations import Quotation
    from draftdiff.citing.telling import Word
    from draftdiff.model import Document

#: Share of a version's words, in its order, that make a reproduction. Chosen; no calibration is recorded.
SHARE = 0.5
#: A reproduction has at least this many quoted paragraphs. Chosen; no calibration is recorded.
LEAST = 4


@dataclass(frozen=True, slots=True)
class Reproduction:
    """A stretch of the citing text that reprints a version."""

    version: str
    start: int
    """First word in the citing text."""
    end: int
    """Word after the last."""
    share: float
    """Share of the version's words found in order, 0..1."""


def find_reproductions(
    attributed: Sequence[tuple[Quotation, Attribution]], versions: Sequence[Document], words: Sequence[Word]
) -> list[Reproduction]:
    """Runs of quotations that follow the order of a version and hold half of its words; the newest version first."""
    found: list[Reproduction] = []
    for version in reversed(versions):
        order = {label: i for i, label in enumerate(version.labels())}
        total = sum(len(cut(p.text, names=False)) for p in version.walk())
        run: list[tuple[int, int, int, int]] = []
        for step in (*_steps(attributed, version.id, order), None):
            if step is not None and (not run or step[2] >= run[-1][2]):
                run.append(step)
                continue
            sizes: dict[int, int] = {}
            for _, _, place, size in run:  # a paragraph quoted over and over is no more of the text
                sizes[place] = max(size, sizes.get(place, 0))
            share = sum(sizes.values()) / total if total else 0.0
            if len(sizes) >= LEAST and share >= SHARE:
                region = (run[0][0], max(end for _, end, _, _ in run))
                region = _widened(region, run[0][2], run[-1][2], version, words)
                if not any(r.start < region[1] and region[0] < r.end for r in found):
                    found.append(Reproduction(version.id, *region, min(1.0, share)))
            run = [step] if step is not None else []
    return sorted(found, key=lambda r: r.start)


#: Words between two paragraphs of a reproduction that are no part of them: a number, a footnote mark.
#: Chosen; no calibration is recorded.
_BETWEEN = 3


def _widened(
    region: tuple[int, int], first: int, last: int, version: Document, words: Sequence[Word]
) -> tuple[int, int]:
    """With the paragraphs before and behind that are too short or too common to be quotations by themselves."""
    start, end = region
    texts = [[w.key for w in cut(p.text, names=False)] for p in version.walk()]
    for text in reversed(texts[:first]):
        gap = next(
            (g for g in range(_BETWEEN + 1) if text and _stand(words, start - g - len(text), text)), None
        )
        if gap is None:
            break
        start -= gap + len(text)
    for text in texts[last + 1 :]:
        gap = next((g for g in range(_BETWEEN + 1) if text and _stand(words, end + g, text)), None)
        if gap is None:
            break
        end += gap + len(text)
    return start, end


def _stand(words: Sequence[Word], at: int, keys: Sequence[str]) -> bool:
    return at >= 0 and [w.key for w in words[at : at + len(keys)]] == list(keys)


def _steps(
    attributed: Sequence[tuple[Quotation, Attribution]], version: str, order: dict[str, int]
) -> list[tuple[int, int, int, int]]:
    """(first word, after-last word, place in the version, words matched) of every part worded after the version."""
    steps: list[tuple[int, int, int, int]] = []
    for quotation, attribution in attributed:
        fit = next((f for f in attribution.best if f.version == version), None)
        for part in fit.parts if fit is not None else ():
            label = label_of(part, version)
            if label in order:
                steps.append((part.start, max(part.end, quotation.end), order[label], len(part.pairs)))
    return steps
