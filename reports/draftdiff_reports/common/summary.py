"""What a delegate needs in two minutes: the whole way from the first to the newest version, then step by step."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from draftdiff_reports.common.book import address
from draftdiff_reports.common.numbers import numbers
from draftdiff_reports.common.passages import Context, in_context, opening
from draftdiff_reports.common.ranking import rank_step, weight, whole_change
from draftdiff_reports.common.trusted import tells

if TYPE_CHECKING:
    from draftdiff.alignment import Candidate, Link, Transfer
    from draftdiff.change import Change
    from draftdiff.model import Problem
    from draftdiff_reports.common.book import Book, Node, Pair, Version
    from draftdiff_reports.common.numbers import NumberRun
    from draftdiff_reports.common.passages import Passages

#: Paragraphs with changes of substance shown at once; the others open on demand.
SHOWN = 12
#: Further ones listed on demand; what is lighter than those is read in the redline, where all are marked.
MORE = 28
#: Changes shown of one paragraph: the weightiest. A rewritten paragraph would hide all others behind its own.
EACH = 2
#: In a longer history only the newest step lists more than the first ones. Chosen, as the three above.
MANY_STEPS = 5
#: Below this confidence a link is listed among the doubtful ones. The aligner's confidence is a calibrated
#: probability: one link in five below it is expected to be wrong.
DOUBTFUL = 0.8


@dataclass(frozen=True, slots=True)
class Item:
    """A change in its context."""

    label: str
    href: str
    context: Context
    weight: float
    fate: str = ""
    """`new` or `dropped` where the whole paragraph came or went; its change is then the paragraph."""

    @property
    def change(self) -> Change:
        """The change itself."""
        return self.context.change


@dataclass(frozen=True, slots=True)
class Changed:
    """One paragraph that changed in substance, came or went."""

    items: tuple[Item, ...]
    """Its changes, the weightiest first."""

    @property
    def shown(self) -> tuple[Item, ...]:
        """The weightiest of them."""
        return self.items[:EACH]

    @property
    def rest(self) -> int:
        """How many more there are."""
        return len(self.items) - len(self.shown)


@dataclass(frozen=True, slots=True)
class Fate:
    """A paragraph that is new, dropped, split or merged."""

    here: tuple[Node, ...]
    there: tuple[Node, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Journey:
    """Where one lineage stood in every version."""

    leaf: Node
    words: str
    stops: tuple[tuple[tuple[Node, str], ...], ...]
    """A version: its paragraphs, each with the place it stands in."""
    moved: bool


@dataclass(frozen=True, slots=True)
class Wandering:
    """Words that went from a paragraph to one it is not linked to."""

    old: Node
    new: Node
    words: str
    copied: bool


@dataclass(frozen=True, slots=True)
class StepSummary:
    """One step of drafting."""

    pair: Pair
    counts: dict[str, int]
    """Relations, `new`, `dropped`, and classes of changes."""
    substantive: tuple[Item, ...]
    """Changes of substance with the new and the dropped paragraphs among them, by paragraph, the weightiest first."""
    flagged: tuple[Item, ...]
    """Not substantive, but carrying a signal."""
    uncertain: tuple[Candidate, ...]
    doubtful: tuple[Link, ...]
    inserted: tuple[Fate, ...]
    deleted: tuple[Fate, ...]
    merged: tuple[Fate, ...]
    split: tuple[Fate, ...]
    wandered: tuple[Wandering, ...]
    listing: int = SHOWN + MORE
    """How many paragraphs are listed."""

    @property
    def paragraphs(self) -> tuple[Changed, ...]:
        """Paragraphs that changed in substance, came or went, the weightiest first: what headlines count first."""
        grouped: dict[tuple[str, bool], list[Item]] = {}
        for item in self.substantive:
            grouped.setdefault((item.label, item.fate == "dropped"), []).append(item)
        return tuple(Changed(tuple(items)) for items in grouped.values())

    @property
    def shown(self) -> tuple[Changed, ...]:
        """The weightiest paragraphs."""
        return self.paragraphs[:SHOWN]

    @property
    def more(self) -> tuple[Changed, ...]:
        """The next, listed on demand."""
        return self.paragraphs[SHOWN : self.listing]

    @property
    def rest(self) -> int:
        """How many are not listed here."""
        return max(len(self.paragraphs) - max(self.listing, SHOWN), 0)

    @property
    def listed(self) -> tuple[Item, ...]:
        """All changes the summary names."""
        those = (item for changed in (*self.shown, *self.more) for item in changed.shown)
        return (*those, *self.flagged[:SHOWN])


#: Kinds of problems that a reader is told in full: something is not in the report.
LOST = ("dropped", "unsupported")


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the reader of a version left out, repaired or doubts."""

    version: Version

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many of each kind, what was left out first."""
        found = Counter(problem.kind for problem in self.version.document.problems)
        return tuple(sorted(found.items(), key=lambda entry: (entry[0] != "dropped", entry[0])))

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """Passages that are in the source and not in the text, and files that could not be read."""
        return tuple(p for p in self.version.document.problems if p.kind in LOST)

    @property
    def lost(self) -> int:
        """How many."""
        return len(self.left_out)

    @property
    def other(self) -> tuple[Problem, ...]:
        """The others."""
        return tuple(p for p in self.version.document.problems if p.kind not in LOST)


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary view."""

    total: int
    new: tuple[Fate, ...]
    dropped: tuple[Fate, ...]
    passing: tuple[Fate, ...]
    """Paragraphs that came after the first version and went before the newest."""
    merged: tuple[Fate, ...]
    split: tuple[Fate, ...]
    journeys: tuple[tuple[Node, tuple[Journey, ...]], ...]
    """Top-level paragraph of the newest version -> what moved in it, with the sisters that stayed."""
    numbers: tuple[NumberRun, ...]
    """Where the numbers of the oldest version went."""
    unchanged: int
    """Paragraphs of the newest version with the same words in every version."""
    steps: tuple[StepSummary, ...]
    """Newest first; the newest is told before everything else."""
    problems: tuple[Remarks, ...]


def summarise(book: Book, passages: Passages) -> Summary:
    """The summary of a book."""
    newest, oldest = book.newest, book.oldest
    steps = tuple(_step(book, passages, pair) for pair in reversed(book.steps))
    if len(steps) > MANY_STEPS:
        steps = (steps[0], *(replace(step, listing=SHOWN) for step in steps[1:]))
    rooted = {
        n for n in book.order if n[0] == newest.id and any(a[0] == oldest.id for a in book.ancestors(n))
    }
    reached = {a for label in newest.document.labels() for a in book.ancestors((newest.id, label))}
    return Summary(
        total=len(newest.document),
        new=tuple(
            Fate((node,), (_entry(book, node),), book.paragraph(node).text)
            for node in _nodes(newest)
            if node not in rooted
        ),
        dropped=tuple(
            Fate((node,), (), book.paragraph(node).text) for node in _nodes(oldest) if node not in reached
        ),
        passing=tuple(
            Fate((node,), (), book.paragraph(node).text)
            for version in book.versions[1:-1]
            for node in _nodes(version)
            if node not in reached and not book.before(node)
        ),
        merged=tuple(fate for step in reversed(steps) for fate in step.merged),
        split=tuple(fate for step in reversed(steps) for fate in step.split),
        journeys=tuple(_journeys(book)),
        numbers=numbers(book),
        unchanged=sum(_unchanged(book, node) for node in _nodes(newest))
        if book.steps
        else len(newest.document),
        steps=steps,
        problems=tuple(Remarks(v) for v in book.versions if v.document.problems),
    )


def _nodes(version: Version) -> list[Node]:
    return [(version.id, label) for label in version.document.labels()]


def _entry(book: Book, node: Node) -> Node:
    """The oldest form of a paragraph."""
    return min(book.ancestors(node), key=lambda n: (book.by_id[n[0]].index, book.order[n]))


def _unchanged(book: Book, node: Node) -> bool:
    version, label = node
    while version != book.oldest.id:
        links = [(step, link) for step in book.into.get(version, ()) for link, _ in step.to_new(label)]
        if len(links) != 1 or not links[0][1].kept or {"split", "merged"} & set(links[0][1].relations):
            return False
        version, label = links[0][0].old.id, links[0][1].old
    return True


def _step(book: Book, passages: Passages, pair: Pair) -> StepSummary:
    counts = _paragraph_counts(pair)
    items: list[Item] = []
    for label in pair.new.document.labels():
        for numbered in passages.of(pair, label).changes:
            change = numbered.change
            if change.elsewhere:
                continue
            counts[change.cls] += 1
            if tells(change):
                context = in_context(change, numbered.redline)
                items.append(Item(label, numbered.address, context, weight(change)))
    place = _places(pair)
    items += _whole(pair, place)
    items.sort(key=lambda item: (place.get((item.label, item.fate == "dropped"), len(place)), -item.weight))
    old, new = pair.old, pair.new
    return StepSummary(
        pair,
        dict(counts),
        tuple(i for i in items if i.change.cls == "substantive"),
        tuple(i for i in items if i.change.cls != "substantive"),
        pair.alignment.uncertain,
        tuple(link for link, _ in pair.linked if link.confidence < DOUBTFUL and not link.pinned),
        tuple(_fate(book, (new.id, label)) for label in pair.alignment.inserted),
        tuple(_fate(book, (old.id, label)) for label in pair.alignment.deleted),
        tuple(_gathered(pair, merged=True)),
        tuple(_gathered(pair, merged=False)),
        tuple(_wandering(pair, transfer) for transfer in pair.alignment.transfers),
    )


def _paragraph_counts(pair: Pair) -> Counter[str]:
    """Paragraphs, not links: `kept`, `edited` and `new` together are all of the newer version.

    A paragraph of several origins is edited. Split are old paragraphs, merged new ones, as the lists below name them.
    """
    counts: Counter[str] = Counter()
    for label in pair.new.document.labels():
        links = [link for link, _ in pair.to_new(label)]
        if links:
            main = [link for link in links if link.role == "main"] or links
            counts["kept" if all(link.kept for link in links) else "edited"] += 1
            counts["renumbered"] += all("renumbered" in link.relations for link in main)
            counts["moved"] += any("moved" in link.relations for link in main)
    counts["merged"] = len(_gathered(pair, merged=True))
    counts["split"] = len(_gathered(pair, merged=False))
    counts["new"], counts["dropped"] = len(pair.alignment.inserted), len(pair.alignment.deleted)
    return counts


def _places(pair: Pair) -> dict[tuple[str, bool], int]:
    """Rank of each paragraph that changed in substance, came or went, 0 first: by label, and whether it was dropped."""
    redlines = [redline for _, redline in pair.linked]
    ranked = rank_step(pair.old.document, pair.new.document, pair.alignment, redlines)
    places: dict[tuple[str, bool], int] = {}
    for place, entry in enumerate(ranked):
        places.setdefault((entry.new or entry.old, not entry.new), place)
    return places


#: Words of a new or dropped paragraph that a list shows. Chosen: three lines.
WHOLE_WORDS = 40


def _whole(pair: Pair, ranked: dict[tuple[str, bool], int]) -> list[Item]:
    """New and dropped paragraphs as entries of the list of changes, those without words left out."""
    items: list[Item] = []
    for version, labels, fate in (
        (pair.new, pair.alignment.inserted, "new"),
        (pair.old, pair.alignment.deleted, "dropped"),
    ):
        for label in labels:
            if (label, fate == "dropped") not in ranked:
                continue
            text = version.document[label].text
            words = opening(text, WHOLE_WORDS)
            change = whole_change(text, words, version.document.language, dropped=fate == "dropped")
            items.append(Item(label, address(version.id, label), Context("", change, ""), 0.0, fate))
    return items


def _wandering(pair: Pair, transfer: Transfer) -> Wandering:
    words = pair.new.document[transfer.new].text[slice(*transfer.new_span)]
    return Wandering((pair.old.id, transfer.old), (pair.new.id, transfer.new), words, transfer.copied)


def _fate(book: Book, node: Node) -> Fate:
    return Fate((node,), (), book.paragraph(node).text)


def _gathered(pair: Pair, *, merged: bool) -> list[Fate]:
    relation = "merged" if merged else "split"
    version = pair.new if merged else pair.old
    fates: list[Fate] = []
    for label in version.document.labels():
        links = [
            link
            for link, _ in (pair.to_new(label) if merged else pair.from_old(label))
            if relation in link.relations and link.role == "main"
        ]
        if len(links) > 1:
            there = tuple((pair.old.id, k.old) if merged else (pair.new.id, k.new) for k in links)
            fates.append(Fate(((version.id, label),), there, opening(version.document[label].text)))
    return fates


def _journeys(book: Book) -> list[tuple[Node, tuple[Journey, ...]]]:
    """What moved, by top-level paragraph of the newest version; sisters that stayed are named too."""
    moved = {
        (step.new.id, link.new) for step in book.steps for link, _ in step.linked if "moved" in link.relations
    }
    found: list[tuple[Node, tuple[Journey, ...]]] = []
    for paragraph in book.newest.document.paragraphs:
        leaves = [(book.newest.id, str(p.label)) for p in paragraph.walk() if not p.children]
        journeys = [_journey(book, leaf, moved) for leaf in leaves]
        if any(j.moved for j in journeys):
            found.append(((book.newest.id, str(paragraph.label)), tuple(journeys)))
    return found


def _journey(book: Book, leaf: Node, moved: set[Node]) -> Journey:
    line = book.ancestors(leaf)
    stops = tuple(
        tuple(
            (n, _place(book, n))
            for n in sorted((n for n in line if n[0] == v.id), key=book.order.__getitem__)
        )
        for v in book.versions
    )
    if stops[-1] and not any(place for _, place in stops[-1]):
        # It stands on its own now: its own first words tell where.
        node = stops[-1][-1][0]
        stops = (*stops[:-1], ((node, opening(book.paragraph(node).text, 8).rstrip(":;, ")),))
    return Journey(leaf, opening(book.paragraph(leaf).text, 14), stops, any(n in moved for n in line))


def _place(book: Book, node: Node) -> str:
    """The words of the paragraph that holds it, if that is itself a sub-paragraph: "at the Office at Geneva"."""
    parents = book.parents[node[0]]
    holder = parents.get(node[1], "")
    if not holder or holder not in parents:
        return ""
    return opening(book.paragraph((node[0], holder)).text, 10).rstrip(":;, ")
