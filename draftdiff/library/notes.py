"""Precedents of the newest version of a history as plain words, for reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.library.answers import SHORT_NOTE
from draftdiff.writing import Precedence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.library.answers import Precedent

#: Words that a margin names as changed since; more would be a redline. Chosen.
TOLD = 2


def plain(found: Iterable[Precedent]) -> tuple[Precedence, ...]:
    """Each paragraph's precedent in plain words, in order of printing."""
    return tuple(_plain(one) for one in found)


def _plain(one: Precedent) -> Precedence:
    if one.nearest is None:
        return Precedence(label=one.label, verdict=one.verdict)
    lasting = one.verdict in ("verbatim", "edited")
    changed = [c for c in (one.since or one.changes) if c.cls == "substantive"][:TOLD] if lasting else []
    short = [c for c in changed if max(len(c.old.split()), len(c.new.split())) <= SHORT_NOTE]
    return Precedence(
        label=one.label,
        verdict=one.verdict,
        nearest=one.nearest.symbol,
        nearest_label=one.nearest.label,
        likeness=one.nearest.likeness,
        first=one.earliest.symbol if lasting and one.earliest else "",
        last=one.latest.symbol if lasting and one.latest else "",
        repeated=one.repeated,
        stock=one.stock,
        since=tuple((c.old.strip(), c.new.strip()) for c in short),
        changes=tuple((c.cls, c.old.strip(), c.new.strip()) for c in one.changes if (c.old + c.new).strip()),
    )
