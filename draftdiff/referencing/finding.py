"""Findings of the reference check, and how they are told: one line each, a table in a notebook, JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from draftdiff.door import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Status = Literal[
    "followed",
    "unchanged",
    "stale",
    "retargeted",
    "broken",
    "new",
    "removed",
    "resolved",
    "uncertain",
    "external",
]
#: In the order in which a summary counts them; the first two are what a check fails on.
STATUSES: tuple[Status, ...] = (
    "stale", "broken", "retargeted", "uncertain", "followed", "unchanged", "new", "removed", "resolved", "external",
)  # fmt: skip
_COLUMNS = (
    "status", "old", "new", "old_paragraph", "new_paragraph", "old_reference", "new_reference", "old_target", "new_target",
    "symbol", "pinpoint", "evidence",
)  # fmt: skip
FAILING: tuple[Status, ...] = ("stale", "broken")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFinding:
    """What became of one printed number of a cross-reference between two versions."""

    status: Status
    """`followed`: the number changed as its paragraph moved; `unchanged`: number and paragraph are the same;
    `stale`: the number was kept although the paragraph moved or went; `retargeted`: it points to another paragraph;
    `broken`: no such paragraph; `new`, `removed`: the reference came or went; `resolved`: in a check of one document;
    `uncertain`: the number is damaged; `external`: to another document."""
    old: str = ""
    """Id of the older version."""
    new: str = ""
    """Id of the newer version."""
    old_paragraph: str = ""
    """Label of the paragraph that holds the reference, in the old version."""
    new_paragraph: str = ""
    """The same in the new version."""
    old_span: tuple[int, int] | None = None
    """Character span of the printed number in the old paragraph's text."""
    new_span: tuple[int, int] | None = None
    """The same in the new one."""
    old_reference: str = ""
    """The whole reference as printed in the old version: "paragraphs 14 and 19"."""
    new_reference: str = ""
    """The same in the new version."""
    old_target: str = ""
    """Label of the paragraph it points to in the old version, or ""."""
    new_target: str = ""
    """The same in the new version."""
    expected: tuple[str, ...] = ()
    """Where the old target continues in the new version, by the alignment."""
    symbol: str = ""
    """Document an external reference points to."""
    pinpoint: str = ""
    """Place in it."""
    evidence: str = ""
    """How the status was found, in words."""

    @property
    def failing(self) -> bool:
        """Stale or broken."""
        return self.status in FAILING

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, stable key order, without empty fields."""
        values: dict[str, Any] = {
            "status": self.status, "old": self.old, "new": self.new, "old_paragraph": self.old_paragraph,
            "new_paragraph": self.new_paragraph, "old_reference": self.old_reference, "new_reference": self.new_reference,
            "old_span": list(self.old_span) if self.old_span else None,
            "new_span": list(self.new_span) if self.new_span else None,
            "old_target": self.old_target, "new_target": self.new_target, "expected": list(self.expected),
            "symbol": self.symbol, "pinpoint": self.pinpoint, "evidence": self.evidence,
        }  # fmt: skip
        return {key: value for key, value in values.items() if value}


class ReferenceFindings(tuple[ReferenceFinding, ...]):
    """Findings in order of steps and of the text; shows itself as a table in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {status}" for status, number in self.counts().items())
        return f"<{len(self)} references: {counts}>" if self else "<no references>"

    def of(self, *statuses: Status) -> Iterator[ReferenceFinding]:
        """Findings with one of the statuses."""
        return (finding for finding in self if finding.status in statuses)

    @property
    def failing(self) -> bool:
        """Some reference is stale or broken: `draftdiff refs` exits with 1."""
        return any(finding.failing for finding in self)

    def counts(self) -> dict[str, int]:
        """Number of findings per status, in the order of `STATUSES`, without zeros."""
        counted = Counter(finding.status for finding in self)
        return {status: counted[status] for status in STATUSES if counted[status]}

    def to_frame(self) -> object:
        """One row a finding as a `pandas.DataFrame`.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return table([finding.to_dict() for finding in self], _COLUMNS)

    def _repr_html_(self) -> str:
        head = "".join(
            f"<th scope='col'>{name}</th>" for name in ("Status", "In", "Reference", "Points to", "Why")
        )
        rows = "".join(
            f"<tr><td>{escape(f.status)}</td><td>{escape(_places(f))}</td><td>{escape(_printed(f))}</td>"
            f"<td>{escape(_targets(f))}</td><td>{escape(f.evidence)}</td></tr>"
            for f in self
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def to_dict(findings: Sequence[ReferenceFinding]) -> dict[str, Any]:
    """All findings as `draftdiff.references/1`, JSON-ready."""
    ordered = ReferenceFindings(findings)
    return {
        "schema": "draftdiff.references/1",
        "counts": ordered.counts(),
        "findings": [finding.to_dict() for finding in ordered],
    }


def render_text(findings: Sequence[ReferenceFinding]) -> str:
    """One line a finding, failing ones first, and a line that counts them. Ends with a line break."""
    ordered = ReferenceFindings(findings)
    if not ordered:
        return "no cross-references\n"
    lines: list[str] = []
    for step in dict.fromkeys((f.old, f.new) for f in ordered):
        here = [f for f in ordered if (f.old, f.new) == step]
        lines.append(" -> ".join(name for name in step if name))
        here.sort(key=lambda f: STATUSES.index(f.status))
        lines += [f"  {f.status:<10} {_places(f)}: {_printed(f)}; {f.evidence}" for f in here]
    counts = ", ".join(f"{number} {status}" for status, number in ordered.counts().items())
    return "\n".join((*lines, counts)) + "\n"


def _arrow(old: str, new: str) -> str:
    return f"{old} -> {new}" if old and new and old != new else new or old


def _places(finding: ReferenceFinding) -> str:
    return _arrow(finding.old_paragraph, finding.new_paragraph)


def _printed(finding: ReferenceFinding) -> str:
    return _arrow(f'"{finding.old_reference}"' if finding.old_reference else "",
                  f'"{finding.new_reference}"' if finding.new_reference else "")  # fmt: skip


def _targets(finding: ReferenceFinding) -> str:
    return _arrow(finding.old_target, finding.new_target) or f"{finding.symbol} {finding.pinpoint}".strip()
