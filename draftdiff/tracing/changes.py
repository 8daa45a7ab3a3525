"""Word-level changes of a whole history as one list."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Link
    from draftdiff.change import Change, ChangeClass, Redline
    from draftdiff.history import History
    from draftdiff.tracing.steps import Step

COLUMNS = (
    "old_version", "new_version", "old_label", "new_label", "class", "old", "new", "signals", "why", "old_start", "old_end",
    "new_start", "new_end",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """One change with the place it belongs to."""

    step: Step
    """Ids of the older and the newer version."""
    link: Link
    redline: Redline
    change: Change


class Changes(list[ChangeRecord]):
    """Changes in order of steps, links and text; shows itself as a table in a notebook."""

    def to_frame(self) -> Any:
        """One row a change as a `pandas.DataFrame`; spans are character offsets into the paragraphs' texts.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        from draftdiff.frames import frame  # noqa: PLC0415 - pandas is optional

        return frame((dict(zip(COLUMNS, _row(record), strict=True)) for record in self), COLUMNS)

    def _repr_html_(self) -> str:
        from draftdiff.notebook import change_html, table  # noqa: PLC0415 - only a notebook needs it

        rows = (
            [
                escape(f"{r.step[0]} {r.link.old} → {r.step[1]} {r.link.new}"), change_html(r.change),
                escape(r.change.cls), escape("; ".join(s.detail or s.name for s in r.change.signals)),
            ]
            for r in self
        )  # fmt: skip
        return table(("place", "change", "class", "signals"), rows)


def _row(record: ChangeRecord) -> tuple[object, ...]:
    change = record.change
    signals = "; ".join(signal.name for signal in change.signals)
    labels = (record.link.old, record.link.new)
    words = (change.cls, change.old, change.new, signals, change.why)
    return (*record.step, *labels, *words, *change.old_span, *change.new_span)


def collect(
    history: History, classes: Iterable[ChangeClass] | None, old: str | None, new: str | None
) -> Changes:
    """The changes that `History.changes` describes."""
    if old is not None and new is not None:
        steps: list[Step] = [(old, new)]
    else:
        steps = [s for s in _all_steps(history) if old in (None, s[0]) and new in (None, s[1])]
    direct = {*history.steps, (old, new)}
    wanted = None if classes is None else set(classes)
    return Changes(
        ChangeRecord(step=step, link=link, redline=redline, change=change)
        for step in steps
        for link, redline in (history.linked(*step) if step in direct else history.came_back(*step))
        for change in redline.changes
        if wanted is None or (change.cls in wanted and not change.transfer)
    )


def _all_steps(history: History) -> list[Step]:
    """Steps between neighbours, and from where a paragraph was last to where it came back; in order of the newer end."""
    skipping = dict.fromkeys((back.old, back.new) for back in history.reinstated)
    order = {version: at for at, version in enumerate(history.versions)}
    return sorted({**dict.fromkeys(history.steps), **skipping}, key=lambda s: (order[s[1]], -order[s[0]]))
