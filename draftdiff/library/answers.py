"""What a library answers: a tuple of finds that is a table too, for notebooks, CSV and JSON alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from draftdiff.door import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.change import Change

T = TypeVar("T")
Verdict = Literal["verbatim", "edited", "clause", "none", "short"]
#: Columns of the tables, by what was asked.
PRECEDENTS = (
    "label", "verdict", "note", "nearest", "likeness", "earliest", "latest", "repeated", "stock", "text",
)  # fmt: skip
HITS = ("symbol", "label", "date", "title", "language", "kind", "text", "score")
ENTRIES = ("symbol", "date", "title", "organ", "session", "language", "words")


#: Words of a change that fit into a margin note. Chosen.
SHORT_NOTE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One place in the library."""

    document: int
    """Number of the document in the library."""
    symbol: str
    """Symbol, or title where there is none."""
    date: str
    """ISO 8601, or ""."""
    label: str
    text: str
    likeness: float
    """Of the words, numbers aside: 1 the same, 0 none in common."""
    verbatim: bool
    """The same words, numbers aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePrecedent:
    """A run of words the nearest precedent does not have, found elsewhere."""

    span: tuple[int, int]
    """Characters of the draft paragraph."""
    text: str
    found: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """What the library knows of one paragraph of a draft."""

    label: str
    text: str
    verdict: Verdict
    """`verbatim`: the same words stand in the library, numbers aside; `edited`: nearly; `clause`: only a part of it;
    `none`: nothing like it; `short`: too short to tell."""
    nearest: Occurrence | None = None
    """The most alike; of about equals the one in the text that the draft follows, then the newest."""
    earliest: Occurrence | None = None
    """The oldest of the same text."""
    latest: Occurrence | None = None
    """The newest of the same text."""
    repeated: int = 0
    """Documents that hold the same text."""
    stock: bool = False
    """A formula that so many texts share that it says little."""
    changes: tuple[Change, ...] = ()
    """From the nearest wording to the draft's, classified; empty for verbatim ones."""
    since: tuple[Change, ...] = ()
    """From the earliest wording to the draft's, where that is another."""
    clauses: tuple[ClausePrecedent, ...] = ()
    runner_up: Occurrence | None = None

    @property
    def evidence(self) -> str:
        """In a sentence."""
        if self.nearest is None:
            return "nothing in the library shares enough of its words"
        head = f"{self.nearest.symbol} {self.nearest.label}"
        if self.verdict == "verbatim":
            return f"the same words as {head}, numbers aside; {self.repeated} texts have them"
        return f"{self.nearest.likeness:.0%} of the words of {head}"

    def note(self) -> str:
        """A margin note: "agreed since A/RES/66/290, last in A/RES/78/152; `urges` was `calls upon`"."""
        if (
            self.nearest is None
            or self.earliest is None
            or self.latest is None
            or self.verdict in ("none", "short")
        ):
            return ""
        if self.verdict == "clause":
            return f"a part stands in {self.nearest.symbol} {self.nearest.label}"
        if self.earliest.document == self.latest.document:
            note = f"stands in {self.latest.symbol} {self.latest.label}"
        else:
            note = f"agreed since {self.earliest.symbol}, last in {self.latest.symbol}"
        told = [c for c in (self.since or self.changes) if c.cls == "substantive"][:2]
        told = [c for c in told if len(c.old.split()) <= SHORT_NOTE and len(c.new.split()) <= SHORT_NOTE]
        return "; ".join([note, *(f"`{c.new or '(nothing)'}` was `{c.old or '(nothing)'}`" for c in told)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph that was searched for."""

    symbol: str
    title: str
    date: str
    language: str
    label: str
    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]
    """Where the words stand, in characters of the text."""
    score: float


class Answers(Sequence[T]):
    """Finds in their order; `to_frame()` is one row a find."""

    __slots__ = ("_columns", "_finds")

    def __init__(self, finds: Iterable[T], columns: Sequence[str]) -> None:
        """Finds, and the columns of their table."""
        self._finds, self._columns = tuple(finds), tuple(columns)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Answers[T]: ...
    def __getitem__(self, index: int | slice) -> T | Answers[T]:
        """A find, or some with their table."""
        if isinstance(index, slice):
            return Answers(self._finds[index], self._columns)
        return self._finds[index]

    def __len__(self) -> int:
        """How many."""
        return len(self._finds)

    def __eq__(self, other: object) -> bool:
        """The same finds in the same order."""
        return isinstance(other, Sequence) and self._finds == tuple(other)

    def __hash__(self) -> int:
        """Of the finds."""
        return hash(self._finds)

    def __repr__(self) -> str:
        """How many, and the first ones in short."""
        first = "; ".join(str(getattr(find, "symbol", "") or getattr(find, "label", "")) for find in self[:3])
        return f"<{len(self)} found: {first}{'; ...' if len(self) > 3 else ''}>"

    def rows(self) -> list[dict[str, Any]]:
        """One record a find, of texts, numbers, lists and truth values only."""
        return [_row(find) for find in self]

    def to_frame(self) -> Any:
        """A `pandas.DataFrame`, one row a find, with the same columns where nothing was found.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return table(self.rows(), self._columns)


def _row(find: Any) -> dict[str, Any]:
    if isinstance(find, Precedent):
        return _precedent(find)
    return find._asdict() if hasattr(find, "_asdict") else asdict(find)


def _precedent(p: Precedent) -> dict[str, Any]:
    return {
        "label": p.label, "verdict": p.verdict, "note": p.note(), "nearest": place(p.nearest),
        "likeness": p.nearest.likeness if p.nearest else None,
        "earliest": place(p.earliest), "latest": place(p.latest), "repeated": p.repeated, "stock": p.stock,
        "changes": [{"old": c.old, "new": c.new, "class": c.cls, "signals": [s.name for s in c.signals]} for c in p.changes],
        "clauses": [{"text": c.text, "stands in": place(c.found)} for c in p.clauses], "evidence": p.evidence, "text": p.text,
    }  # fmt: skip


def place(occurrence: Occurrence | None) -> str:
    """Symbol and label as people write them; "" for none."""
    return f"{occurrence.symbol} {occurrence.label}" if occurrence else ""
