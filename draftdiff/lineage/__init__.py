"""A lineage: versions in order of drafting, which was drafted from which, and the links and redlines between them.

What the rooms above (traces, blame, citations, contracts) are handed. Alignments and redlines are computed when they are
first asked for and kept.
"""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from draftdiff.alignment import Alignment
from draftdiff.errors import LabelError, UsageError
from draftdiff.lineage.kept import Kept, NothingKept
from draftdiff.lineage.reinstated import Reinstatement, Versions, reinstatements
from draftdiff.lineage.steps import Node, Parents, Step, ancestors, resolve_parents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from draftdiff.alignment import Link
    from draftdiff.change import Redline
    from draftdiff.comparison import Comparison, Shelf
    from draftdiff.model import Document

__all__ = ["Kept", "Lineage", "Node", "Parents", "Reinstatement", "Step"]


class Lineage:
    """Versions of one text with the documents that cite it; arguments and errors as `draftdiff.History`."""

    def __init__(
        self,
        documents: Iterable[Document],
        *,
        parents: Mapping[str, str | Sequence[str]] | None = None,
        citing: Iterable[Document] = (),
        pins: Any = None,
        title: str = "",
        alignments: Iterable[Alignment] = (),
        lexicon: str | Path | None = None,
    ) -> None:
        versions = tuple(documents)
        if not versions:
            raise UsageError("a history needs a version", remedy="give at least one document")
        self.parents: Parents = resolve_parents([d.id for d in versions], parents)
        self.documents: Mapping[str, Document] = MappingProxyType({d.id: d for d in versions})
        self.citing = tuple(citing)
        self.pins = pins
        self.decided: Any = None
        """What people decided, `draftdiff.decisions.Decided`, once it was applied."""
        self.files: Mapping[str, Path] = {}
        """Version -> the file it was read from, where known: writers can write over it, or on its pages."""
        self.lexicon = lexicon
        self.title = title or versions[-1].title
        self.kept: Kept = NothingKept()
        """What a file holds of what was computed before."""
        self._alignments: dict[Step, Alignment] = {(a.old, a.new): a for a in alignments}
        self._asked: dict[Step, Alignment] = {}
        self._descendants: dict[str, frozenset[str]] = {}
        self._comparisons: dict[Step, Comparison] = {}
        self._returns: dict[Step, Comparison | None] = {}
        self._shelf: Shelf | None = None
        for step in self._alignments:
            for version in step:
                self[version]

    @property
    def versions(self) -> tuple[str, ...]:
        """Ids of the versions, oldest first."""
        return tuple(self.documents)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Neighbours: (older id, newer id) of every version and each of its parents, in order of the newer."""
        return tuple((old, new) for new in self.versions for old in self.parents[new])

    def version(self, version: str | None = None) -> str:
        """The id of a version, by what people call it; None is the newest.

        It may be the id, the symbol, the status ("adopted", "the adopted text"), the name of its file, the title, or
        its place from 1 for the oldest; where two of these fit different versions, the one named first here.

        Raises:
            UsageError: unknown, or the name of several versions; the remedy names those there are.
        """
        if version is None:
            return self.versions[-1]
        if version in self.documents:
            return version
        for kind, found in _called(version, list(self.documents.values())):
            if len(found) == 1:
                return found[0]
            raise UsageError(
                f"{version!r} is the {kind} of {len(found)} versions", remedy=f"name one: {', '.join(found)}"
            )
        known = ", ".join(
            d.id if d.symbol in ("", d.id) else f"{d.id} ({d.symbol})" for d in self.documents.values()
        )
        raise UsageError(f"no version {version!r}", remedy=f"there are: {known}")

    def __getitem__(self, version: str) -> Document:
        """One version, by id or symbol.

        Raises:
            UsageError: unknown; the remedy names those there are.
        """
        found = self.documents.get(version)
        return self.documents[self.version(version)] if found is None else found

    def __contains__(self, version: object) -> bool:
        return version in self.documents or (
            isinstance(version, str)
            and any(_folded(version) == _folded(d.symbol) for d in self.documents.values() if d.symbol)
        )

    def __len__(self) -> int:
        return len(self.documents)

    def ancestors(self, version: str) -> tuple[str, ...]:
        """Versions a version descends from, nearest first."""
        return ancestors(self.version(version), self.parents)

    def descendants(self, version: str) -> frozenset[str]:
        """Versions that descend from a version."""
        version = self.version(version)
        if version not in self._descendants:
            found = {version}
            for one in self.versions:
                if not found.isdisjoint(self.parents[one]):
                    found.add(one)
            self._descendants[version] = frozenset(found - {version})
        return self._descendants[version]

    def align(self, old: str, new: str) -> Alignment:
        """Links between any two versions, neighbours or not.

        Raises:
            UsageError: unknown version.
        """
        found = self._asked.get((old, new))
        if found is None:
            step = (self.version(old), self.version(new))
            # A known one is handed out without the comparison, which loads the differ and the word lists.
            known = self._known(step)
            found = self._asked[step] = self.comparison(*step).alignment if known is None else known
        return found

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was doubtful in the alignments asked for so far and in the file they were read from, a sentence each."""
        asked = {step: one.alignment for step, one in self._comparisons.items() if "alignment" in vars(one)}
        told = (text for alignment in {**asked, **self._asked}.values() for text in alignment.warnings)
        return tuple(dict.fromkeys((*self.kept.notes, *told)))

    def _known(self, step: Step) -> Alignment | None:
        """Links that need not be computed."""
        given = self._alignments.get(step)
        return self.kept.links(*step) if given is None else given

    @property
    def compared(self) -> dict[Step, bool]:
        """Pairs of versions whose links were asked for so far, beside the steps -> whether their redlines were, too."""
        made = {step for step, one in self._comparisons.items() if "redlines" in vars(one)}
        return {
            step: step in made or self.kept.redlines(*step) is not None
            for step in dict.fromkeys((*self._asked, *made))
            if step not in self.steps
        }

    def comparison(self, old: str, new: str) -> Comparison:
        """Two versions compared under the history's word lists and corrections.

        Raises:
            UsageError: unknown version.
        """
        found = self._comparisons.get((old, new))
        if found is not None:
            return found
        step = (self.version(old), self.version(new))
        if step not in self._comparisons:
            self._comparisons[step] = self._compare(step, self._known(step), self.kept.redlines(*step))
        return self._comparisons[step]

    def _compare(
        self, step: Step, alignment: Alignment | None, redlines: Mapping[tuple[str, str], Redline] | None
    ) -> Comparison:
        from draftdiff.comparison import Comparison, Shelf  # noqa: PLC0415 - loads the differ late

        if self._shelf is None:
            self._shelf = Shelf()
        old, new = self[step[0]], self[step[1]]
        return Comparison(
            old, new, lexicon=self.lexicon, pins=self.pins, alignment=alignment, redlines=redlines,
            shelf=self._shelf,
        )  # fmt: skip

    def redlines(self, old: str, new: str) -> tuple[Redline, ...]:
        """Word-level changes between two versions, one redline per link, in link order."""
        step = (self.version(old), self.version(new))
        kept = self.kept.redlines(*step)
        return self.comparison(*step).redlines if kept is None else tuple(kept.values())

    def redline(self, old_label: str, new_label: str, old: str, new: str) -> Redline:
        """The changes of one linked pair.

        Raises:
            UsageError: unknown version.
            LabelError: unknown label, or the two are not linked.
        """
        pair = (str(self[old][old_label].label), str(self[new][new_label].label))
        step = (self.version(old), self.version(new))
        for kept in (self.kept.returns(*step), self.kept.redlines(*step)):
            if kept is not None and pair in kept:
                return kept[pair]
        returns = self._came_back(step)
        found = (returns and returns.redline(*pair)) or self.comparison(*step).redline(*pair)
        if found is None:
            raise LabelError(
                f"{pair[0]} of {old} and {pair[1]} of {new} are not linked",
                remedy="see align() for the links",
            )
        return found

    def linked(self, old: str, new: str) -> list[tuple[Link, Redline]]:
        """Links between any two versions, each with its redline."""
        return list(zip(self.align(old, new).links, self.redlines(old, new), strict=True))

    @cached_property
    def reinstated(self) -> tuple[Reinstatement, ...]:
        """Paragraphs that disappeared and came back: links that skip versions."""
        return reinstatements(Versions(self.documents, self.parents, self.align))

    def came_back(self, old: str, new: str) -> list[tuple[Link, Redline]]:
        """Links that skip the versions between `old` and `new`, with their redlines."""
        step = (self.version(old), self.version(new))
        kept = self.kept.returns(*step)
        if kept is not None:
            links = [back.link for back in self.reinstated if (back.old, back.new) == step]
            return [(link, kept[link.old, link.new]) for link in links]
        returns = self._came_back(step)
        return [] if returns is None else list(zip(returns.alignment.links, returns.redlines, strict=True))

    def _came_back(self, step: Step) -> Comparison | None:
        """The comparison of the links that skip the versions of a step; None where there are none."""
        if step not in self._returns:
            links = tuple(back.link for back in self.reinstated if (back.old, back.new) == step)
            alignment = Alignment(old=step[0], new=step[1], links=links)
            self._returns[step] = self._compare(step, alignment, None) if links else None
        return self._returns[step]


#: Words a reader puts around a version's status: "the adopted text".
_AROUND = frozenset({"the", "text", "draft", "version"})


def _called(wanted: str, documents: Sequence[Document]) -> Iterator[tuple[str, list[str]]]:
    """Kind of name and ids of the versions it fits, one kind after the other, kinds that fit none left out."""
    kinds = {"symbol": _symbol, "status": _status, "file": _file, "file name": _stem, "title": _title}
    for kind, name_of in kinds.items():
        name = _status_words(wanted) if name_of is _status else _folded(wanted)
        found = [d.id for d in documents if name and name_of(d) == name]
        if found:
            yield kind, found
    if wanted.strip().isdecimal() and 1 <= int(wanted) <= len(documents):
        yield "place", [documents[int(wanted) - 1].id]


def _symbol(document: Document) -> str:
    return _folded(document.symbol)


def _title(document: Document) -> str:
    return _folded(document.title)


def _file(document: Document) -> str:
    return _folded(document.source.name)


def _stem(document: Document) -> str:
    return _file(document).rpartition(".")[0]


def _status(document: Document) -> str:
    return _status_words(document.status)


def _status_words(text: str) -> str:
    words = text.casefold().replace("-", " ").split()
    return " ".join(word for word in words if word not in _AROUND) or " ".join(words)


def _folded(symbol: str) -> str:
    return "".join(symbol.split()).casefold()
