"""A drafting history: versions in order, the links between them, and what can be asked of them.

Everything is computed when it is first asked for and kept. JSON contract: `draftdiff.history/1`, in
`draftdiff.tracing.codec`.
"""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from draftdiff.errors import LabelError, UsageError
from draftdiff.tracing.changes import ChangeRecord, Changes, collect
from draftdiff.tracing.steps import ancestors, resolve_parents

__all__ = ["ChangeRecord", "History"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from draftdiff.alignment import Alignment, Link
    from draftdiff.change import ChangeClass, Redline
    from draftdiff.citing import Citations
    from draftdiff.comparison import Comparison, Shelf
    from draftdiff.layout import Options
    from draftdiff.model import Document
    from draftdiff.notebook import Picture
    from draftdiff.referencing import ReferenceFindings
    from draftdiff.tracing.blame import Blame
    from draftdiff.tracing.correlation import CorrelationTable
    from draftdiff.tracing.origins import Origins
    from draftdiff.tracing.skips import Reinstatement
    from draftdiff.tracing.steps import Step
    from draftdiff.tracing.trace import Trace


class History:  # noqa: PLW1641 - equal by content and mutable inside: not hashable
    """Versions of one text in order of drafting, with the documents that cite it.

    Args:
        documents: the versions, oldest first, each with its own id.
        parents: version -> the version, or versions, it was drafted from. Versions not named follow the one before.
        citing: documents that cite or quote the text.
        pins: corrections by the user, as `draftdiff.aligning.align` takes them.
        title: title of the history; "" takes the newest version's.
        alignments: known alignments, used instead of computing them.
        lexicon: folder of word lists that replace ours, file by file, when changes are judged.

    Raises:
        UsageError: no version, two of one name, or parents that do not fit.
    """

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
        self.parents = resolve_parents([d.id for d in versions], parents)
        self.documents: Mapping[str, Document] = MappingProxyType({d.id: d for d in versions})
        self.citing = tuple(citing)
        self.pins = pins
        self.lexicon = lexicon
        self.title = title or versions[-1].title
        self._alignments: dict[Step, Alignment] = {(a.old, a.new): a for a in alignments}
        self._descendants: dict[str, frozenset[str]] = {}
        self._pairs: dict[Step, dict[tuple[str, str], Redline]] = {}
        self._comparisons: dict[Step, Comparison] = {}
        self._returns: dict[Step, Comparison] = {}
        self._shelf: Shelf | None = None
        for step in self._alignments:
            self._known(*step)

    @property
    def versions(self) -> tuple[str, ...]:
        """Ids of the versions, oldest first."""
        return tuple(self.documents)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Neighbours: (older id, newer id) of every version and each of its parents, in order of the newer."""
        return tuple((old, new) for new in self.versions for old in self.parents[new])

    def __getitem__(self, version: str) -> Document:
        """One version.

        Raises:
            UsageError: unknown; the remedy names those there are.
        """
        found = self.documents.get(version)
        if found is None:
            raise UsageError(f"no version {version!r}", remedy=f"there are: {', '.join(self.versions)}")
        return found

    def __contains__(self, version: object) -> bool:
        return version in self.documents

    def __len__(self) -> int:
        return len(self.documents)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, History) and self.to_json() == other.to_json()

    def __repr__(self) -> str:
        return f"History({' -> '.join(self.versions)})"

    def _known(self, *versions: str) -> None:
        for version in versions:
            self[version]

    def version(self, version: str | None = None) -> str:
        """The id of a version; None is the newest.

        Raises:
            UsageError: unknown.
        """
        return self.versions[-1] if version is None else self[version].id

    def ancestors(self, version: str) -> tuple[str, ...]:
        """Versions a version descends from, nearest first."""
        self._known(version)
        return ancestors(version, self.parents)

    def descendants(self, version: str) -> frozenset[str]:
        """Versions that descend from a version."""
        self._known(version)
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
        self._known(old, new)
        return self.comparison(old, new).alignment

    def comparison(self, old: str, new: str) -> Comparison:
        """Two versions compared under the history's word lists and corrections.

        Raises:
            UsageError: unknown version.
        """
        self._known(old, new)
        if (old, new) not in self._comparisons:
            self._comparisons[old, new] = self._compare(old, new, self._alignments.get((old, new)))
        return self._comparisons[old, new]

    def _compare(self, old: str, new: str, alignment: Alignment | None) -> Comparison:
        from draftdiff.comparison import Comparison, Shelf  # noqa: PLC0415 - loads the differ late

        if self._shelf is None:
            self._shelf = Shelf()
        return Comparison(
            self[old], self[new], lexicon=self.lexicon, pins=self.pins, alignment=alignment, shelf=self._shelf
        )

    def redlines(self, old: str, new: str) -> tuple[Redline, ...]:
        """Word-level changes between two versions, one redline per link, in link order."""
        return self.comparison(old, new).redlines

    def redline(self, old_label: str, new_label: str, old: str, new: str) -> Redline:
        """The changes of one linked pair.

        Raises:
            UsageError: unknown version.
            LabelError: unknown label, or the two are not linked.
        """
        pair = (str(self[old][old_label].label), str(self[new][new_label].label))
        found = self._by_pair(old, new).get(pair)
        if found is None:
            raise LabelError(
                f"{pair[0]} of {old} and {pair[1]} of {new} are not linked",
                remedy="see align() for the links",
            )
        return found

    def _by_pair(self, old: str, new: str) -> dict[tuple[str, str], Redline]:
        key = (old, new)
        if key not in self._pairs:
            pairs = self.linked(old, new) + self.came_back(old, new)
            self._pairs[key] = {(link.old, link.new): redline for link, redline in pairs}
        return self._pairs[key]

    def linked(self, old: str, new: str) -> list[tuple[Link, Redline]]:
        """Links between any two versions, each with its redline."""
        return list(zip(self.align(old, new).links, self.redlines(old, new), strict=True))

    @cached_property
    def reinstated(self) -> tuple[Reinstatement, ...]:
        """Paragraphs that disappeared and came back: links that skip versions."""
        from draftdiff.tracing.skips import reinstatements  # noqa: PLC0415 - rarely needed alone

        return reinstatements(self)

    def came_back(self, old: str, new: str) -> list[tuple[Link, Redline]]:
        """Links that skip the versions between `old` and `new`, with their redlines."""
        from draftdiff.alignment import Alignment  # noqa: PLC0415 - rare path

        links = tuple(back.link for back in self.reinstated if (back.old, back.new) == (old, new))
        if not links:
            return []
        if (old, new) not in self._returns:
            self._returns[old, new] = self._compare(old, new, Alignment(old=old, new=new, links=links))
        return list(zip(links, self._returns[old, new].redlines, strict=True))

    def changes(
        self, classes: Iterable[ChangeClass] | None = None, old: str | None = None, new: str | None = None
    ) -> Changes:
        """Word-level changes of all steps, or of the step into `new`, or between two versions.

        Args:
            classes: only these classes; None takes all. Words that went to another paragraph are no change of wording
                and are left out where classes are named.
            old: older version; with `new` any pair.
            new: newer version.

        Raises:
            UsageError: unknown version.
        """
        self._known(*(v for v in (old, new) if v is not None))
        return collect(self, classes, old, new)

    @cached_property
    def graph(self) -> Any:
        """The lineage as a `networkx.DiGraph`: nodes (version, label), edges with `link` and `skips`."""
        from draftdiff.tracing.graph import lineage_graph  # noqa: PLC0415 - loads networkx

        return lineage_graph(self)

    @cached_property
    def origins(self) -> Origins:
        """The origin and fate of every word of every version."""
        from draftdiff.tracing.carry_over import trace_origins  # noqa: PLC0415 - loaded when asked for

        return trace_origins(self)

    def trace(self, label: str, version: str | None = None) -> Trace:
        """The life of one paragraph, newest first, seen from a version (None: the newest) in both directions.

        Raises:
            UsageError: unknown version.
            LabelError: unknown label.
        """
        from draftdiff.tracing.trace import trace  # noqa: PLC0415 - loaded when asked for

        return trace(self, label, self.version(version))

    def blame(self, label: str, version: str | None = None) -> Blame:
        """The words of one paragraph, each with the version and paragraph it comes from, and its fate.

        Raises:
            UsageError: unknown version.
            LabelError: unknown label.
        """
        from draftdiff.tracing.blame import blame  # noqa: PLC0415 - loaded when asked for

        return blame(self, label, self.version(version))

    def blames(self, version: str | None = None) -> tuple[Blame, ...]:
        """The blame of every top-level paragraph of a version (None: the newest), sub-paragraphs inside.

        Raises:
            UsageError: unknown version.
        """
        from draftdiff.tracing.blame import blame_version  # noqa: PLC0415 - loaded when asked for

        return blame_version(self, self.version(version))

    def correlation(self, old: str, new: str) -> CorrelationTable:
        """Old label -> new label, in the manner of official recast tables.

        Raises:
            UsageError: unknown version.
        """
        from draftdiff.tracing.correlation import correlation_table  # noqa: PLC0415 - loaded when asked for

        return correlation_table(self[old], self[new], self.align(old, new))

    @cached_property
    def citations(self) -> Mapping[str, Citations]:
        """Id of each citing document -> its citations and quotations of this text."""
        from draftdiff.citing import find_citations  # noqa: PLC0415 - loaded when asked for

        return MappingProxyType({document.id: find_citations(document, self) for document in self.citing})

    @cached_property
    def references(self) -> ReferenceFindings:
        """What became of every cross-reference, step by step."""
        from draftdiff.referencing import check  # noqa: PLC0415 - loaded when asked for

        return check(self)

    def report(self, path: str | Path, to: str | None = None, **options: Any) -> Path:
        """Write a report; the format follows the file's ending unless `to` names one.

        Args:
            path: file to write. It appears whole or not at all.
            to: format name (`html`, `json`, ...).
            options: fields of `draftdiff.reporting.ReportOptions`.

        Raises:
            UsageError: unknown format or option.
            InputError: the file cannot be written.
        """
        from draftdiff.tracing.writing import write_report  # noqa: PLC0415 - loaded when asked for

        return write_report(self, path, to, options)

    def to_json(self) -> str:
        """The history as `draftdiff.history/1`: documents, steps, alignments, lineage."""
        from draftdiff.tracing.codec import history_to_json  # noqa: PLC0415 - msgspec loads late

        return history_to_json(self)

    @classmethod
    def from_json(cls, data: str | bytes, *, name: str = "") -> History:
        """Read `draftdiff.history/1`; its alignments are taken as they are, not computed again.

        Raises:
            InputError: not that contract; names the place.
        """
        from draftdiff.tracing.codec import history_from_json  # noqa: PLC0415 - msgspec loads late

        return history_from_json(data, name=name)

    @classmethod
    def read(
        cls,
        *files: str | Path,
        options: Options | None = None,
        ids: Sequence[str] | None = None,
        pins: Any = None,
        parents: Mapping[str, str | Sequence[str]] | None = None,
        lexicon: str | Path | None = None,
    ) -> History:
        """Read versions from files, oldest first. Ids are the file names without ending unless given.

        Raises:
            UsageError: as many ids as files are needed; two versions of one name.
            InputError: a file cannot be read.
        """
        from draftdiff.tracing.writing import read_versions  # noqa: PLC0415 - readers load late

        return cls(read_versions(files, options, ids), pins=pins, parents=parents, lexicon=lexicon)

    @classmethod
    def from_tracked(
        cls, file: str | Path, *, options: Options | None = None, authors: bool = False
    ) -> History:
        """The versions inside one file with tracked changes: `original` and `final`.

        Args:
            file: a Word file.
            options: how to read it.
            authors: where several authors made changes, also one version per author with that author's changes
                alone; they branch off `original` and meet in `final`.

        Raises:
            InputError: the file cannot be read, or its format keeps no tracked changes.
        """
        from draftdiff.reading import read_tracked  # noqa: PLC0415 - readers load late

        found = read_tracked(file, options=options)
        single = tuple(d.id for d in found[1:-1])
        if not authors or not single:
            return cls([d for d in found if d.id not in single])
        return cls(found, parents={**dict.fromkeys(single, "original"), "final": single})

    def picture(self) -> Picture:
        """The lineage as a drawing: versions as columns, paragraphs in order, ribbons for links.

        Raises:
            UsageError: no writer for SVG is installed.
        """
        from draftdiff.notebook import Picture  # noqa: PLC0415 - only a notebook needs it
        from draftdiff.registry import report_writer  # noqa: PLC0415 - writers load late
        from draftdiff.reporting import ReportOptions  # noqa: PLC0415 - as above

        return Picture(svg=report_writer("svg").write(self, ReportOptions()).decode())

    def _repr_html_(self) -> str:
        from draftdiff.tracing.showing import history_html  # noqa: PLC0415 - only a notebook needs it

        return history_html(self)
