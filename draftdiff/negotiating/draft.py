"""A position while it is being read: what the finders write, before ids, depth and slots are settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.negotiating.position import Span

if TYPE_CHECKING:
    from draftdiff.negotiating.attributions import Said
    from draftdiff.negotiating.position import Action, Kind, Origin, Status


@dataclass(slots=True, eq=False)
class Draft:
    """One position to be."""

    spans: tuple[Span, ...]
    inner: tuple[Span, ...]
    kind: Kind = "bracket"
    origin: Origin = "bracket"
    who: tuple[str, ...] = ()
    action: Action | None = None
    status: Status | None = None
    name: str = ""
    said: tuple[Span, ...] = ()
    replacement: str = ""
    slot: Group | None = None
    within: Draft | None = None
    depth: int = 0
    also: list[Draft] = field(default_factory=list["Draft"])
    """What others say in the same attribution, each a position without words of its own."""

    def say(self, said: Said, *where: Span) -> None:
        """Take over an attribution that stands there."""
        self.who = tuple(dict.fromkeys((*self.who, *said.who)))
        self.action = self.action or said.action
        self.replacement = self.replacement or said.replacement
        self.said = (*self.said, *where)
        for other in said.also:
            place = where[0] if where else self.spans[0]
            behind = Span(place.index, place.label, place.end, place.end)
            draft = Draft((place,), (behind,), origin="text", who=other.who, action=other.action, said=where)
            draft.replacement = other.replacement
            if other.action in ("delete", "replace"):
                draft.kind = "deletion" if other.action == "delete" else "alternative"
            self.also.append(draft)

    @property
    def key(self) -> tuple[int, int, int, int, int]:
        """Order of reading: outer before inner, brackets before what they hold."""
        first, last = self.spans[0], self.spans[-1]
        rank = 0 if self.kind in ("option", "alternative") and self.origin == "label" else 1
        return (first.index, first.start, -last.index, -last.end, rank)

    def holds(self, other: Draft) -> bool:
        """Whether another lies inside, edges included."""
        one, two = self.spans, other.spans
        begins = (one[0].index, one[0].start) <= (two[0].index, two[0].start)
        return begins and (two[-1].index, two[-1].end) <= (one[-1].index, one[-1].end)


@dataclass(slots=True, eq=False)
class Group:
    """A slot to be."""

    kind: str
    members: list[Draft] = field(default_factory=list[Draft])

    def add(self, draft: Draft) -> None:
        """One more that competes."""
        draft.slot = self
        self.members.append(draft)
