"""The newest text, each word marked by the version that brought it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from draftdiff.tracing.blame import Blame, DroppedWords
    from draftdiff_reports.common.book import Book


@dataclass(frozen=True, slots=True)
class Origin:
    """One paragraph of the newest version."""

    label: str
    depth: int
    html: Markup
    shares: tuple[tuple[int, float], ...]
    """Index of a version and the share of the paragraph's words it brought, oldest first."""
    dropped: tuple[DroppedWords, ...]
    """What older versions had here and lost."""


@dataclass(frozen=True, slots=True)
class OriginView:
    """The whole view."""

    paragraphs: tuple[Origin, ...]
    shares: tuple[tuple[int, float], ...]
    """Of all words of the newest version."""


def origins(book: Book) -> OriginView:
    """The origin of every word of the newest version."""
    paragraphs: list[Origin] = []
    counts: Counter[int] = Counter()

    def down(blame: Blame, depth: int) -> None:
        counts.update(book.by_id[word.origin].index for word in blame.words)
        shares = tuple((book.by_id[v].index, share) for v, share in blame.shares().items())
        paragraphs.append(Origin(blame.label, depth, _marked(book, blame), shares, blame.dropped))
        for child in blame.children:
            down(child, depth + 1)

    for blame in book.history.blames(book.newest.id):
        down(blame, 0)
    total = max(sum(counts.values()), 1)
    return OriginView(tuple(paragraphs), tuple((at, counts[at] / total) for at in sorted(counts)))


def _marked(book: Book, blame: Blame) -> Markup:
    """Runs of words that came later than the first version are marked; the first version's stay plain."""
    out: list[str] = []
    at = 0
    for run in blame.runs():
        version = book.by_id[run.origin]
        if version is book.oldest and not run.missing:
            continue
        out.append(escape(blame.text[at : run.start]))
        elsewhere = run.origin_label if run.origin_label != blame.label or run.missing else ""
        title = f' title="{escape(f"{version.name} {elsewhere}")}"' if elsewhere else ""
        out.append(
            f'<span class="o o{version.index % 6}" data-v={version.index + 1}{title}>{escape(run.text)}</span>'
        )
        at = run.end
    return Markup("".join((*out, escape(blame.text[at:]))))  # noqa: S704 - our own elements around escaped text
