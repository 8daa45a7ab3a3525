"""A drafting history: a lineage, and all that can be asked of it.

Everything is computed when it is first asked for and kept. JSON contract: `draftdiff.history/1`, in
`draftdiff.contracts.lineage`.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, cast

from draftdiff.door import show
from draftdiff.errors import InputError, UsageError
from draftdiff.lineage import Lineage
from draftdiff.lineage.kept import is_saved
from draftdiff.tracing.changes import ChangeRecord, Changes, collect

__all__ = ["ChangeRecord", "History", "compare", "load"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from draftdiff.change import ChangeClass
    from draftdiff.citing import Citations
    from draftdiff.layout import Options
    from draftdiff.ledger import Ledger
    from draftdiff.model import Document
    from draftdiff.referencing import ReferenceFindings
    from draftdiff.tracing.blame import Blame
    from draftdiff.tracing.correlation import CorrelationTable
    from draftdiff.tracing.origins.words import Origins
    from draftdiff.tracing.trace import Trace
    from draftdiff.views.html import Picture


class History(Lineage):  # noqa: PLW1641 - equal by content and mutable inside: not hashable
    """Versions of one text in order of drafting, with the documents that cite it.

    Args:
        documents: the versions, oldest first, each with its own id.
        parents: version -> the version, or versions, it was drafted from. Versions not named follow the one before.
        citing: documents that cite or quote the text.
        pins: corrections by the user, as `draftdiff.aligning.align` takes them.
        title: title of the history; "" takes the newest version's.
        alignments: known alignments, used instead of computing them.
        lexicon: folder of word lists that replace ours, file by file, when changes are judged.

    Wherever a version is asked for, its id serves, or its symbol where no other version has the same.

    Raises:
        UsageError: no version, two of one name, or parents that do not fit.
    """

    _ledger: Ledger | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, History) and self.to_json() == other.to_json()

    def __repr__(self) -> str:
        shown = self.versions if len(self) <= SHOWN else (*self.versions[:2], "...", *self.versions[-2:])
        return f"History({' -> '.join(shown)})"

    def changes(
        self,
        classes: Iterable[ChangeClass] | ChangeClass | None = None,
        old: str | None = None,
        new: str | None = None,
    ) -> Changes:
        """Word-level changes of all steps, or of the step into `new`, or between two versions.

        Args:
            classes: only this class, or these; None takes all. Words that went to another paragraph are no change of
                wording and are left out where classes are named.
            old: older version; with `new` any pair.
            new: newer version.

        Raises:
            UsageError: unknown version or class.
        """
        ends = (None if v is None else self.version(v) for v in (old, new))
        return collect(self, classes, *ends)

    @cached_property
    def graph(self) -> Any:
        """The lineage as a `networkx.DiGraph`: nodes are (version, label); for its attributes see `lineage_graph`."""
        from draftdiff.tracing.graph import lineage_graph  # noqa: PLC0415 - loads networkx

        return lineage_graph(self)

    @cached_property
    def origins(self) -> Origins:
        """The origin and fate of every word of every version."""
        kept = self.kept.origins()
        if kept is not None:
            return cast("Origins", kept)
        from draftdiff.tracing.origins.tracer import trace_origins  # noqa: PLC0415 - loaded when asked for

        return trace_origins(self)

    def ledger(self) -> Ledger:
        """Every bracket, option and proposal through all versions: born, kept, reworded, adopted, dropped, replaced."""
        from draftdiff.ledger import keep  # noqa: PLC0415 - loaded when asked for

        if self._ledger is None:
            self._ledger = keep(self, self.origins)
        return self._ledger

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

        return blame(self, self.origins, label, self.version(version))

    def blames(self, version: str | None = None) -> tuple[Blame, ...]:
        """The blame of every top-level paragraph of a version (None: the newest), sub-paragraphs inside.

        Raises:
            UsageError: unknown version.
        """
        from draftdiff.tracing.blame import blame_version  # noqa: PLC0415 - loaded when asked for

        return blame_version(self, self.origins, self.version(version))

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
        """What became of every cross-reference, step by step; of a single version, whether its references resolve."""
        from draftdiff.referencing import (  # noqa: PLC0415 - loaded when asked for
            ReferenceFindings,
            check_document,
            check_pair,
        )

        if not self.steps:
            return check_document(self[self.versions[0]])
        steps = ((self[old], self[new], self.align(old, new)) for old, new in self.steps)
        return ReferenceFindings(finding for step in steps for finding in check_pair(*step))

    def summary(self) -> str:
        """A few lines of plain words: how many paragraphs each step kept, moved, took out, and what changed in substance."""
        from draftdiff.views.text import summary_text  # noqa: PLC0415 - as its use

        return summary_text(self, self.changes())

    def to_frame(self) -> Any:
        """One row a link, insertion or deletion of every step as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return show(self, "frame")

    def report(self, path: str | Path, to: str | None = None, **options: Any) -> Path:
        """Write a report; the format follows the file's ending unless `to` names one.

        Args:
            path: file to write. It appears whole or not at all.
            to: format name (`html`, `json`, ...).
            options: fields of `draftdiff.writing.ReportOptions`.

        Raises:
            UsageError: unknown format or option.
            InputError: the file cannot be written.
        """
        from draftdiff.registry import report_writer  # noqa: PLC0415 - entry points load late
        from draftdiff.writing import ReportOptions, write_whole  # noqa: PLC0415 - as its use

        known = [field.name for field in fields(ReportOptions)]
        for name in options:
            if name not in known:
                raise UsageError(f"no report option {name!r}", remedy=f"there are: {', '.join(known)}")
        target = Path(path)
        write_whole(target, report_writer(to or target.name).write(self, ReportOptions(**options)))
        return target

    def save(self, path: str | Path) -> Path:
        """Write the history; `History.open` and the command line take such a file back.

        Args:
            path: with the ending `.ddh` what was computed goes with it (`draftdiff.saved/1`), and what was not yet is
                computed: links, redlines, origins. With any other the history is written as `draftdiff.history/1`.

        Raises:
            InputError: the file cannot be written.
        """
        from draftdiff.writing import write_whole  # noqa: PLC0415 - as its use

        target = Path(path)
        write_whole(target, self.to_saved() if target.suffix.lower() == SAVED else self.to_json().encode())
        return target

    def to_saved(self) -> bytes:
        """The history with all that was computed for it, as `draftdiff.saved/1`."""
        from draftdiff.contracts.saved import saved  # noqa: PLC0415 - msgspec loads late

        return saved(self, self.origins)

    @classmethod
    def open(cls, path: str | Path, *, lexicon: str | Path | None = None, most: int | None = None) -> Self:
        """A history from a file that `save` wrote.

        Results that no longer hold (another release, other word lists, a text changed by hand) are computed again, and
        `warnings` says so.

        Args:
            path: `draftdiff.saved/1` or `draftdiff.history/1`.
            lexicon: folder of word lists that replace ours.
            most: bytes a saved history may unpack to; None takes the budget of a file (`Limits.bytes`).

        Raises:
            LimitError: it unpacks to more.
            InputError: it cannot be read, or is no such file.
        """
        from draftdiff.contracts import saved  # noqa: PLC0415 - msgspec loads late

        file = Path(path)
        try:
            data = file.read_bytes()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"cannot be read: {reason}", file=str(path), remedy="check the path") from error
        if is_saved(data):
            limit = saved.MOST_BYTES if most is None else most
            return saved.lineage_from_saved(data, cls, name=file.name, lexicon=lexicon, most=limit)
        history = cls.from_json(data, name=file.name)
        history.lexicon = lexicon
        return history

    def to_json(self) -> str:
        """The history as `draftdiff.history/1`: documents, steps, alignments, lineage."""
        return show(self, "json")

    @classmethod
    def from_json(cls, data: str | bytes, *, name: str = "") -> Self:
        """Read `draftdiff.history/1`; its alignments are taken as they are, not computed again.

        Raises:
            InputError: not that contract; names the place.
        """
        from draftdiff.contracts.lineage import lineage_from_json  # noqa: PLC0415 - msgspec loads late

        return lineage_from_json(data, cls, name=name)

    @classmethod
    def read(
        cls,
        *files: str | Path,
        options: Options | None = None,
        ids: Sequence[str] | None = None,
        pins: Any = None,
        parents: Mapping[str, str | Sequence[str]] | None = None,
        lexicon: str | Path | None = None,
    ) -> Self:
        """Read versions from files, oldest first. Ids are the file names without ending unless given.

        Raises:
            UsageError: as many ids as files are needed; two versions of one name.
            InputError: a file cannot be read.
        """
        from draftdiff.reading import paths_of, read_versions  # noqa: PLC0415 - readers load late

        documents = read_versions(files, options, ids)
        history = cls(documents, pins=pins, parents=parents, lexicon=lexicon)
        history.files = paths_of(files, documents)
        return history

    @classmethod
    def from_tracked(cls, file: str | Path, *, options: Options | None = None, authors: bool = False) -> Self:
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

    @classmethod
    def from_columns(cls, file: str | Path, *, options: Options | None = None) -> History:
        """The versions side by side in the tables of one file. Arguments and errors as `reading.read_columns`."""
        from draftdiff.reading import read_columns  # noqa: PLC0415 - readers load late

        return cls(read_columns(file, options=options))

    def picture(self) -> Picture:
        """The lineage as a drawing: versions as columns, paragraphs in order, ribbons for links.

        Raises:
            UsageError: no writer for SVG is installed.
        """
        from draftdiff.registry import report_writer  # noqa: PLC0415 - writers load late
        from draftdiff.views.html import Picture  # noqa: PLC0415 - only a notebook needs it
        from draftdiff.writing import ReportOptions  # noqa: PLC0415 - as above

        return Picture(svg=report_writer("svg").write(self, ReportOptions()).decode())

    def _repr_html_(self) -> str:
        return show(self, "html")


#: Ending of a file with all that was computed.
SAVED = ".ddh"
#: Versions a `repr` names before it leaves out the middle: what fits on one line. Chosen.
SHOWN = 6


def compare(
    *versions: str | Path | Document,
    options: Options | None = None,
    pins: Any = None,
    lexicon: str | Path | None = None,
) -> History:
    """Two versions or more, oldest first, as documents or files in any mix: a history, ready to be asked.

    >>> history = compare("corpus:gcm-modalities/final", "corpus:gcm-modalities/adopted")
    >>> history.versions
    ('final', 'adopted')

    Args:
        versions: documents, or what `read` takes. Versions of one name get `-2`, `-3`.
        options: how to read files.
        pins: corrections by the user.
        lexicon: folder of word lists that replace ours.

    Raises:
        UsageError: fewer than two versions.
        InputError: a file cannot be read.
    """
    from draftdiff.reading import paths_of, read_versions  # noqa: PLC0415 - readers load late

    if len(versions) < 2:
        raise UsageError("a comparison needs two versions or more", remedy="give the older one first")
    documents = read_versions(versions, options, None)
    history = History(documents, pins=pins, lexicon=lexicon)
    history.files = paths_of(versions, documents)
    return history


def load(name: str, *, options: Options | None = None) -> History:
    """A bundled drafting history, read from its raw files.

    Args:
        name: entry-point name of the corpus, such as `gcm-modalities`.
        options: how to read.

    Raises:
        UsageError: no corpus of that name; the remedy lists those there are.
        InputError: a file differs from its manifest.
    """
    from draftdiff import registry  # noqa: PLC0415 - entry points load late
    from draftdiff.reading import read_corpus_text  # noqa: PLC0415 - readers load late

    corpus = registry.corpus(name)
    read = {entry.id: read_corpus_text(name, entry.id, options=options)[0] for entry in corpus.texts}
    return History(
        [read[entry.id] for entry in corpus.texts if entry.role == "version"],
        citing=[read[entry.id] for entry in corpus.texts if entry.role == "citing"],
        title=corpus.title,
    )
