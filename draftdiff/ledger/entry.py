"""The nouns of the ledger: a position through all versions, and what became of it from one to the next.

JSON contract: `draftdiff.ledger/1`, in `draftdiff.contracts.ledger`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, overload

from draftdiff.door import show, table
from draftdiff.errors import UsageError
from draftdiff.label import Label
from draftdiff.writing import as_cell

if TYPE_CHECKING:
    from collections.abc import Callable

FateName = Literal["born", "kept", "reworded", "merged", "moved", "adopted", "dropped", "replaced"]
#: In the order of a life.
FATES: tuple[FateName, ...] = (
    "born",
    "kept",
    "reworded",
    "merged",
    "moved",
    "adopted",
    "dropped",
    "replaced",
)
#: Ways to group entries.
GROUPS = ("delegation", "article", "status")
#: Columns of the table of a ledger: one row a position.
COLUMNS: tuple[str, ...] = (
    "id", "article", "label", "kind", "who", "born", "how", "words", "fate", "open", "until", "label_last", "words_last",
    "status", "other", "confidence", "evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A position in one version, or what became of it there."""

    version: str
    fate: FateName
    """`born` in its first version; then what became of it since the version before. `kept`, `reworded` and `moved`
    may be open still, or closed: its brackets are gone then."""
    open: bool
    """It stands in this version as a position."""
    label: str = ""
    """Paragraph in which it, or its words, stand; "" where they stand nowhere."""
    position: int = 0
    """Its id among the positions of the version; 0 where it is none any more."""
    words: str = ""
    """Its words here; where it was lifted, those that stand in the text."""
    who: tuple[str, ...] = ()
    status: str = ""
    """`agreed`, `placeholder`, ... as the version says."""
    other: int = 0
    """Entry that it was merged into or replaced by; 0: none."""
    confidence: float = 1.0
    """0..1: the share of its words that says so; not a calibrated probability."""
    evidence: str = ""
    """In words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One position and its life."""

    id: int
    """From 1, in the order in which positions are born."""
    kind: str
    """`bracket`, `option`, `alternative`, `insertion`, `deletion`, as it was born."""
    how: str
    """How it was born, in words: in the first version, new words, brackets opened around words that stood."""
    stages: tuple[Stage, ...]
    """From the version it is born in to that in which it is closed, or the newest."""

    @property
    def born(self) -> Stage:
        """Its first stage."""
        return self.stages[0]

    @property
    def last(self) -> Stage:
        """Its last stage: where it stands now, or how it ended."""
        return self.stages[-1]

    @property
    def open(self) -> bool:
        """It is open in the last version it was looked for in."""
        return self.last.open

    @property
    def fate(self) -> FateName:
        """What became of it last."""
        return self.last.fate

    @property
    def who(self) -> tuple[str, ...]:
        """Everybody it was ever attributed to, in order."""
        return tuple(dict.fromkeys(name for stage in self.stages for name in stage.who))

    @property
    def article(self) -> str:
        """The paragraph at the top that it was born in: `Article 5`, `OP3`."""
        return article_of(self.born.label)

    def row(self) -> dict[str, object]:
        """The values of `COLUMNS`."""
        last = self.last
        return {
            "id": self.id, "article": self.article, "label": self.born.label, "kind": self.kind, "who": "; ".join(self.who),
            "born": self.born.version, "how": self.how, "words": self.born.words, "fate": self.fate, "open": self.open,
            "until": last.version, "label_last": last.label, "words_last": last.words, "status": last.status,
            "other": last.other or None, "confidence": round(last.confidence, 2), "evidence": last.evidence,
        }  # fmt: skip


def article_of(label: str) -> str:
    """The label of the paragraph at the top: without sub-labels."""
    if not label:
        return ""
    found = Label.parse(label)
    while found.parent is not None:
        found = found.parent
    return str(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Openness:
    """How open one article is in one version."""

    version: str
    article: str
    positions: int
    """Positions in it."""
    slots: int
    """Places for which several compete."""
    words: int
    """Words of the article."""
    bracketed: int
    """Words inside at least one position."""

    @property
    def share(self) -> float:
        """Share of its words that are open, 0..1."""
        return self.bracketed / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger(Sequence[Entry]):
    """Every position of a history through all its versions."""

    versions: tuple[str, ...]
    entries: tuple[Entry, ...]
    openness: tuple[Openness, ...] = ()
    """Per version and article, in order of printing; articles without a position too."""

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, index: int | slice) -> Entry | tuple[Entry, ...]:
        return self.entries[index]

    def __repr__(self) -> str:
        still = sum(entry.open for entry in self.entries)
        return f"<Ledger of {len(self.entries)} positions over {len(self.versions)} versions: {still} open>"

    def entry(self, number: int) -> Entry:
        """The entry of a number.

        Raises:
            UsageError: there is none.
        """
        if not 0 < number <= len(self.entries):
            raise UsageError(
                f"the ledger has no entry {number}", remedy=f"there are 1 to {len(self.entries)}"
            )
        return self.entries[number - 1]

    def open(self, version: str | None = None) -> tuple[Entry, ...]:
        """What is open in a version (None: the newest)."""
        wanted = version or self.versions[-1]
        return tuple(e for e in self.entries if any(s.version == wanted and s.open for s in e.stages))

    def closed(self, version: str) -> tuple[Entry, ...]:
        """What was closed in a version: lifted or dropped since the one before."""
        return tuple(e for e in self.entries if e.last.version == version and not e.open)

    def by(self, group: str) -> dict[str, tuple[Entry, ...]]:
        """Entries by delegation, by article, or by status (`open`, or the fate that closed them).

        Raises:
            UsageError: unknown group.
        """
        keys: dict[str, Callable[[Entry], tuple[str, ...]]] = {
            "delegation": lambda e: e.who or ("",),
            "article": lambda e: (e.article,),
            "status": lambda e: ("open" if e.open else e.fate,),
        }
        if group not in keys:
            raise UsageError(f"no grouping {group!r}", remedy=f"there are: {', '.join(GROUPS)}")
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for key in keys[group](entry):
                found.setdefault(key, []).append(entry)
        names = sorted(found) if group == "delegation" else list(found)
        return {name: tuple(found[name]) for name in names}

    def to_frame(self) -> Any:
        """One row a position as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return table((entry.row() for entry in self.entries), COLUMNS)

    def to_csv(self) -> str:
        """One row a position, with a heading."""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {name: as_cell(value) for name, value in entry.row().items()} for entry in self.entries
        )
        return out.getvalue()

    def to_text(self, by: str = "article") -> str:
        """The ledger for reading, grouped.

        Raises:
            UsageError: unknown group.
        """
        lines: list[str] = []
        for name, entries in self.by(by).items():
            lines.append(
                f"{name or 'no delegation named'} ({sum(e.open for e in entries)} of {len(entries)} open)"
            )
            lines += [f"  {told(entry)}" for entry in entries]
        counts = [(fate, sum(e.fate == fate and not e.open for e in self.entries)) for fate in FATES]
        closed = ", ".join(f"{count} {fate}" for fate, count in counts if count)
        still = sum(e.open for e in self.entries)
        lines.append(
            f"{len(self.entries)} positions over {len(self.versions)} versions: {still} open"
            + (f"; closed: {closed}" if closed else "")
        )
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """The ledger as `draftdiff.ledger/1`."""
        return show(self, "json")


#: Characters of a position's words on a line. Chosen.
SHOWN = 70


def told(entry: Entry) -> str:
    """One position on one line: number, place, party, words, life."""
    words = " ".join(entry.born.words.split())
    words = words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"
    who = f" ({', '.join(entry.who)})" if entry.who else ""
    life = " > ".join(f"{s.version}: {told_stage(s)}" for s in entry.stages)
    return f"{entry.id}. {entry.born.label}{who} [{words}] {life}"


def told_stage(stage: Stage) -> str:
    """What became of a position in a version, in a few words."""
    fate: str = "open" if stage.fate == "born" else stage.fate
    if stage.fate in ("merged", "replaced") and stage.other:
        fate += f" {'into' if stage.fate == 'merged' else 'by'} {stage.other}"
    if stage.fate in ("reworded", "moved") and not stage.open:
        fate += " and lifted"
    return fate + (f" to {stage.label}" if stage.fate == "moved" and stage.label else "")
