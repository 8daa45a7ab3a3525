"""Check a promise: nothing changed but what was allowed to change."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from draftdiff.classifying.rollover import is_rollover, technical
from draftdiff.errors import UsageError
from draftdiff.fold import folded_words
from draftdiff.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from draftdiff.alignment import Link
    from draftdiff.change import Change, ChangeClass, Redline
    from draftdiff.lineage import Lineage
    from draftdiff.model import Document

#: Classes that are no change of the text: noise, setting, and numbers that follow an allowed insertion.
HARMLESS: frozenset[ChangeClass] = frozenset({"scan", "typography", "numbering", "reference"})

ViolationKind = Literal[
    "changed", "inserted", "deleted", "moved", "split", "merged", "heading", "footnote", "left out"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that changed and was not allowed to."""

    kind: ViolationKind
    old_label: str = ""
    """Paragraph of the old version, or ""."""
    new_label: str = ""
    """Paragraph of the new version, or ""."""
    old: str = ""
    """Words taken out, or the whole dropped text."""
    new: str = ""
    """Words put in, or the whole new text."""
    cls: str = ""
    """Class of the change; written `class` in JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The outcome. Empty `violations`: the promise was kept."""

    old: str
    """Id of the old version."""
    new: str
    """Id of the new version."""
    allow: tuple[str, ...]
    """Labels that might change, as given."""
    rollover: bool
    """Dates, ordinals and symbols might change everywhere."""
    violations: tuple[Violation, ...]

    def to_text(self) -> str:
        """One line a violation, a verdict last."""
        lines = [_line(v) for v in self.violations]
        count = len(self.violations)
        verdict = f"{count} change{'s' * (count != 1)} not allowed" if count else "nothing else changed"
        return "\n".join([*lines, f"{self.old} to {self.new}: {verdict}"]) + "\n"

    def to_dict(self) -> dict[str, Any]:
        """`draftdiff.verification/1` as plain values."""
        return {
            "schema": "draftdiff.verification/1",
            "old": {"id": self.old}, "new": {"id": self.new}, "allow": list(self.allow), "rollover": self.rollover,
            "ok": not self.violations, "violations": [_plain(v) for v in self.violations],
        }  # fmt: skip


def _plain(violation: Violation) -> dict[str, str]:
    """As `draftdiff.verification/1` has it: fields that say nothing left out."""
    values = {"class" if key == "cls" else key: value for key, value in asdict(violation).items()}
    return {key: value for key, value in values.items() if value}


def _line(violation: Violation) -> str:
    where = " -> ".join(dict.fromkeys(x for x in (violation.old_label, violation.new_label) if x))
    words = f"[-{violation.old}-]" if violation.old else ""
    words += f"{{+{violation.new}+}}" if violation.new else ""
    return " ".join(part for part in (f"{where}:" if where else "", violation.kind, words) if part)


def verify(
    lineage: Lineage, old: str, new: str, *, allow: Iterable[str] = (), rollover: bool = False
) -> Verification:
    """Everything that changed between two versions outside the allowed paragraphs.

    Args:
        lineage: holds both versions.
        old: id of the older version.
        new: id of the newer version.
        allow: labels, of either version, whose paragraphs and sub-paragraphs may change, come and go.
        rollover: dates, ordinals and document symbols may change in every paragraph.

    Raises:
        UsageError: unknown version, or an allowed label that neither version has.
    """
    given = tuple(allow)
    check = _Check(lineage[old], lineage[new], given, rollover=rollover)
    alignment = lineage.align(old, new)
    found: list[Violation] = []
    for link, redline in lineage.linked(old, new):
        found += check.link(link, redline)
    found += check.unlinked("deleted", alignment.deleted)
    found += check.unlinked("inserted", alignment.inserted)
    found += check.beside(
        "heading", [h.text for h in check.old.headings], [h.text for h in check.new.headings]
    )
    found += check.beside(
        "footnote", [f.text for f in check.old.footnotes], [f.text for f in check.new.footnotes]
    )
    found += check.beside("left out", check.old.left_out.splitlines(), check.new.left_out.splitlines())
    return Verification(old=old, new=new, allow=given, rollover=rollover, violations=tuple(found))


class _Check:
    """The two versions, and what may change."""

    def __init__(self, old: Document, new: Document, allow: tuple[str, ...], *, rollover: bool) -> None:
        self.old, self.new, self.rollover = old, new, rollover
        self.allowed: list[Label] = []
        for text in allow:
            holders = [p for p in (old.get(text), new.get(text)) if p is not None]
            if not holders:
                raise UsageError(
                    f"neither {old.id} nor {new.id} has a paragraph {text!r}", remedy="check the allow list"
                )
            self.allowed += [p.label for p in holders]

    def is_allowed(self, *labels: str) -> bool:
        """One of the labels, or a paragraph above it, is on the list."""
        parsed = [Label.parse(label) for label in labels]
        return any(_inside(label, allowed) for label in parsed for allowed in self.allowed)

    def link(self, link: Link, redline: Redline) -> Iterator[Violation]:
        """What one link shows."""
        if self.is_allowed(link.old, link.new):
            return
        for relation in ("moved", "split", "merged"):
            if relation in link.relations:
                yield Violation(kind=relation, old_label=link.old, new_label=link.new)
        for change in redline.changes:
            if change.elsewhere and {"split", "merged"}.intersection(link.relations):
                continue  # the other part's words: the split or merge is named already
            if change.cls not in HARMLESS and not (self.rollover and self._rolled(change, redline)):
                yield Violation(
                    kind="changed", old_label=link.old, new_label=link.new,
                    old=change.old.strip(), new=change.new.strip(), cls=change.cls,
                )  # fmt: skip

    def _rolled(self, change: Change, redline: Redline) -> bool:
        before = technical(redline.old_text, self.old.language).touched(*change.old_span)
        after = technical(redline.new_text, self.new.language).touched(*change.new_span)
        return is_rollover(before, after)

    def unlinked(self, kind: Literal["inserted", "deleted"], labels: Iterable[str]) -> Iterator[Violation]:
        """Paragraphs that came or went."""
        for label in labels:
            if self.is_allowed(label):
                continue
            if kind == "deleted":
                yield Violation(kind=kind, old_label=label, old=self.old[label].text)
            else:
                yield Violation(kind=kind, new_label=label, new=self.new[label].text)

    def beside(self, kind: ViolationKind, old: list[str], new: list[str]) -> Iterator[Violation]:
        """What takes no part in the alignment (headings, footnotes, what was left out): each text is there as often as before."""
        before = Counter(self._key(text, self.old.language) for text in old)
        after = Counter(self._key(text, self.new.language) for text in new)
        for texts, mine, other, side in ((old, before, after, "old"), (new, after, before, "new")):
            language = self.old.language if side == "old" else self.new.language
            for text in texts:
                key = self._key(text, language)
                if mine[key] > other[key]:
                    mine[key] -= 1
                    yield Violation(
                        kind=kind, old=text if side == "old" else "", new=text if side == "new" else ""
                    )

    def _key(self, text: str, language: str) -> tuple[str, ...]:
        if not self.rollover:
            return tuple(folded_words(text))
        marked = technical(text, language)
        words = [text[a:b] for a, b in marked.spans]
        return tuple(
            word
            for raw, mark in zip(words, marked.marks, strict=True)
            if not mark
            for word in folded_words(raw)
        )


def _inside(label: Label, allowed: Label) -> bool:
    """The label is the allowed one or below it."""
    same = (label.kind, label.number, label.insertion, label.alternative, label.scope) == (
        allowed.kind, allowed.number, allowed.insertion, allowed.alternative, allowed.scope,
    )  # fmt: skip
    return same and label.subs[: len(allowed.subs)] == allowed.subs
