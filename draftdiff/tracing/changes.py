"""Word-level changes of a whole history as one list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

from draftdiff.change import CLASSES, known_classes
from draftdiff.door import show
from draftdiff.model import glimpse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from draftdiff.alignment import Link
    from draftdiff.change import Change, ChangeClass, Redline
    from draftdiff.lineage import Lineage
    from draftdiff.lineage.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRecord:
    """One change with the place it belongs to."""

    step: Step
    """Ids of the older and the newer version."""
    link: Link
    redline: Redline
    change: Change

    def __repr__(self) -> str:
        place = f"{self.step[0]} {self.link.old} -> {self.step[1]} {self.link.new}"
        return f"<{place}: {self.change.cls}: {glimpse(self.change.old)} -> {glimpse(self.change.new)}>"


class Changes(list[ChangeRecord]):
    """Changes in order of steps, links and text; shows itself as a table in a notebook. A slice is one, too."""

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> ChangeRecord: ...
    @overload
    def __getitem__(self, index: slice, /) -> Changes: ...
    def __getitem__(self, index: SupportsIndex | slice, /) -> ChangeRecord | Changes:
        found = super().__getitem__(index)
        return Changes(found) if isinstance(found, list) else found

    def __repr__(self) -> str:
        counted = Counter(record.change.cls for record in self)
        counts = ", ".join(f"{counted[cls]} {cls}" for cls in reversed(CLASSES) if counted[cls])
        return f"<{len(self)} change{'s' * (len(self) != 1)}{': ' * bool(counts)}{counts}>"

    def to_frame(self) -> Any:
        """One row a change as a `pandas.DataFrame`; spans are character offsets into the paragraphs' texts.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return show(self, "frame")

    def _repr_html_(self) -> str:
        return show(self, "html")


def collect(
    lineage: Lineage,
    classes: Iterable[ChangeClass] | ChangeClass | None,
    old: str | None,
    new: str | None,
) -> Changes:
    """The changes that `History.changes` describes."""
    if old is not None and new is not None:
        steps: list[Step] = [(old, new)]
    else:
        steps = [s for s in _all_steps(lineage) if old in (None, s[0]) and new in (None, s[1])]
    direct = {*lineage.steps, (old, new)}
    wanted = None if classes is None else known_classes(classes)
    return Changes(
        ChangeRecord(step=step, link=link, redline=redline, change=change)
        for step in steps
        for link, redline in (lineage.linked(*step) if step in direct else lineage.came_back(*step))
        for change in redline.changes
        if wanted is None or (change.cls in wanted and not change.elsewhere)
    )


def _all_steps(lineage: Lineage) -> list[Step]:
    """Steps between neighbours, and from where a paragraph was last to where it came back; in order of the newer end."""
    skipping = dict.fromkeys((back.old, back.new) for back in lineage.reinstated)
    order = {version: at for at, version in enumerate(lineage.versions)}
    return sorted({**dict.fromkeys(lineage.steps), **skipping}, key=lambda s: (order[s[1]], -order[s[0]]))
