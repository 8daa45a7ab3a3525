"""What every view of the report shares: versions, steps with their links and redlines, addresses, rows of lineage.

A `Book` is made once a report. It reads a `History` and holds plain values; nothing in it knows HTML.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from draftdiff.alignment import Link
from draftdiff.change import Redline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from draftdiff.alignment import Alignment
    from draftdiff.decisions import Decision
    from draftdiff.history import History
    from draftdiff.model import Document, Paragraph

#: Languages written from right to left, for the `dir` of a version's text.
RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"})
#: Up to this many versions every pair has a redline of its own; beyond, neighbours and first to last only.
ALL_PAIRS = 4

Node = tuple[str, str]
"""Version id and label."""


def slug(text: str) -> str:
    """A text as part of an element's id: white space cannot stand there and becomes `_`."""
    return "_".join(text.split()) or "_"


@lru_cache(maxsize=1 << 14)
def address(version: str, label: str) -> str:
    """Permanent address of a paragraph inside the report, without `#`: `adopted/OP15(a)`."""
    return slug(f"{version}/{label}")


def _names(history: History, say: Callable[[str], str]) -> dict[str, str]:
    """A name for every version: its status; where two share one, the symbol or the id; never twice the same.

    Where there is neither, a version made of a file is called as its file is: people know it by that name.
    """
    files = {version: _file_name(version, d) for version, d in history.documents.items()}
    names = {
        version: say(d.status) if d.status else files[version] for version, d in history.documents.items()
    }
    rivals = {version: d.symbol or files[version] for version, d in history.documents.items()}
    for again in (rivals, {version: version for version in names}):
        taken = Counter(names.values())
        names = {version: name if taken[name] == 1 else again[version] for version, name in names.items()}
    return names


def _file_name(version: str, document: Document) -> str:
    """The file's name without its suffix, where the id was made of it; else the id."""
    stem = PurePath(document.source.name).stem
    return stem if _plain(stem) == _plain(version) else version


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Version:
    """One column of the report."""

    id: str
    index: int
    """0 is the oldest."""
    document: Document
    language: str
    direction: str
    """`ltr`, `rtl`, or `auto` where the language is unknown."""
    name: str
    """What readers call it, as a heading."""
    phrase: str
    """The same inside a sentence: "the adopted text", but "A/RES/75/163"; a file called `old` is “old”."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions compared."""

    old: Version
    new: Version
    alignment: Alignment
    linked: tuple[tuple[Link, Redline], ...]
    neighbours: bool
    """One was drafted from the other, without a version between."""
    _to_new: dict[str, list[tuple[Link, Redline]]] = field(
        default_factory=lambda: defaultdict[str, list[tuple[Link, Redline]]](list)
    )
    _from_old: dict[str, list[tuple[Link, Redline]]] = field(
        default_factory=lambda: defaultdict[str, list[tuple[Link, Redline]]](list)
    )

    def __post_init__(self) -> None:
        for entry in self.linked:
            self._to_new[entry[0].new].append(entry)
            self._from_old[entry[0].old].append(entry)

    @property
    def key(self) -> str:
        """Name of the pair in addresses: `first..adopted`."""
        return slug(f"{self.old.id}..{self.new.id}")

    def to_new(self, label: str) -> list[tuple[Link, Redline]]:
        """Links that end at a paragraph of the newer version, with their changes."""
        return self._to_new.get(label, [])

    def from_old(self, label: str) -> list[tuple[Link, Redline]]:
        """Links that start at a paragraph of the older version, with their changes."""
        return self._from_old.get(label, [])

    def change_address(self, label: str, number: int) -> str:
        """Permanent address of a change: `final..adopted/OP23/1`."""
        return f"{address(self.key, label)}/{number}"


@dataclass(frozen=True, slots=True)
class Row:
    """One lineage: the paragraphs of every version that lead to one paragraph (or ended in it)."""

    leaf: Node
    cells: dict[str, tuple[str, ...]]
    """Version -> labels, in order; a version without any is missing."""


class Book:
    """A history arranged for reading.

    Args:
        history: what to report.
        say: the reader's word for a status ("adopted" -> "adopted text").
        the: such a word inside a sentence ("the adopted text").
    """

    def __init__(
        self, history: History, say: Callable[[str], str] = str, the: Callable[[str], str] = str
    ) -> None:
        self.history = history
        names = _names(history, say)
        spoken = {
            v: the(n)
            if n == say(history.documents[v].status)
            else f"“{n}”"
            if n.isalpha() and n.islower()
            else n
            for v, n in names.items()
        }
        self.versions = tuple(
            Version(
                id=name,
                index=at,
                document=document,
                language=document.language,
                direction="auto"
                if not document.language
                else ("rtl" if document.language in RIGHT_TO_LEFT else "ltr"),
                name=names[name],
                phrase=spoken[name],
            )
            for at, (name, document) in enumerate(history.documents.items())
        )
        self.by_id = {version.id: version for version in self.versions}
        self.steps = tuple(self.pair(old, new) for old, new in history.steps)

    def pair(self, old: str, new: str) -> Pair:
        """Any two versions compared."""
        return Pair(
            self.by_id[old],
            self.by_id[new],
            self.history.align(old, new),
            tuple(self.history.linked(old, new)),
            (old, new) in self.history.steps,
        )

    @property
    def newest(self) -> Version:
        """The last version."""
        return self.versions[-1]

    @property
    def oldest(self) -> Version:
        """The first version."""
        return self.versions[0]

    @property
    def decided(self) -> tuple[Decision, ...]:
        """What people decided about the comparison, where it fits the texts."""
        return self.history.decided.decisions if self.history.decided is not None else ()

    @property
    def stale(self) -> tuple[str, ...]:
        """Decisions that no longer fit, in words."""
        return self.history.decided.stale if self.history.decided is not None else ()

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Pairs with a redline: newest step first, then the whole way, then the others."""
        pairs = list(reversed(self.steps))
        have = {(p.old.id, p.new.id) for p in pairs}
        wanted = [(self.oldest.id, self.newest.id)]
        if len(self.versions) <= ALL_PAIRS:
            wanted += [(a.id, b.id) for b in reversed(self.versions) for a in self.versions[: b.index]]
        for old, new in dict.fromkeys(wanted):
            if old != new and (old, new) not in have:
                pairs.append(self.pair(old, new))
        return tuple(pairs)

    @cached_property
    def into(self) -> dict[str, tuple[Pair, ...]]:
        """Version -> the steps that lead into it."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for step in self.steps:
            found[step.new.id].append(step)
        return {version: tuple(steps) for version, steps in found.items()}

    @cached_property
    def parents(self) -> dict[str, Mapping[str, str]]:
        """Version -> label of each sub-paragraph -> label of the paragraph that holds it."""
        return {version.id: version.document.parents() for version in self.versions}

    def paragraph(self, node: Node) -> Paragraph:
        """The paragraph of a node."""
        return self.by_id[node[0]].document[node[1]]

    @cached_property
    def _edges(self) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
        back: dict[Node, list[Node]] = defaultdict(list)
        on: dict[Node, list[Node]] = defaultdict(list)
        for step in self.steps:
            for link in step.alignment.links:
                back[step.new.id, link.new].append((step.old.id, link.old))
                on[step.old.id, link.old].append((step.new.id, link.new))
        for again in self.history.reinstated:
            back[again.new, again.link.new].append((again.old, again.link.old))
            on[again.old, again.link.old].append((again.new, again.link.new))
        return dict(back), dict(on)

    def before(self, node: Node) -> list[Node]:
        """Paragraphs it was linked to in older versions."""
        return self._edges[0].get(node, [])

    def after(self, node: Node) -> list[Node]:
        """Paragraphs it was linked to in newer versions."""
        return self._edges[1].get(node, [])

    def ancestors(self, node: Node) -> dict[Node, None]:
        """The paragraph and all that lead to it, nearest first."""
        found = {node: None}
        front = [node]
        while front:
            front = [n for f in front for n in self.before(f) if n not in found]
            found.update(dict.fromkeys(front))
        return found

    @cached_property
    def order(self) -> dict[Node, int]:
        """Place of each paragraph in its version."""
        return {
            (version.id, label): at
            for version in self.versions
            for at, label in enumerate(version.document.labels())
        }

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Lineages in reading order of the newest version; what ended earlier stands where it used to."""
        rows = [self._row((self.newest.id, label)) for label in self.newest.document.labels()]
        for version in reversed(self.versions[:-1]):
            rows = self._with_ended(rows, version)
        return tuple(rows)

    def _with_ended(self, rows: list[Row], version: Version) -> list[Row]:
        """Put lineages that end in `version` behind the row of the paragraph before them."""
        behind: dict[str, list[Row]] = defaultdict(list)
        at = ""
        for label in version.document.labels():
            if self.after((version.id, label)):
                at = label
            else:
                behind[at].append(self._row((version.id, label)))
        if not behind:
            return rows
        out = behind.pop("", [])
        for row in rows:
            out.append(row)
            for label in row.cells.get(version.id, ()):
                out += behind.pop(label, [])
        return [*out, *(row for rest in behind.values() for row in rest)]

    def _row(self, leaf: Node) -> Row:
        cells: dict[str, list[str]] = defaultdict(list)
        for version, label in sorted(self.ancestors(leaf), key=self.order.__getitem__):
            cells[version].append(label)
        return Row(leaf, {v.id: tuple(cells[v.id]) for v in self.versions if v.id in cells})

    def walk(self, version: Version) -> Iterator[tuple[Paragraph, int]]:
        """Paragraphs of a version with their depth, 0 for a top-level one."""

        def down(paragraph: Paragraph, depth: int) -> Iterator[tuple[Paragraph, int]]:
            yield paragraph, depth
            for child in paragraph.children:
                yield from down(child, depth + 1)

        for paragraph in version.document.paragraphs:
            yield from down(paragraph, 0)
