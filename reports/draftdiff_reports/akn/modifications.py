"""What each step did to the text, as passive modifications, and the mapping of stable to current ids.

docs/domain.md, "Interchange": `split` and `join` exist; a move has no type of its own and is a renumbering that names the
previous place. What the aligner is unsure of is marked `incomplete`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from draftdiff_reports.akn.body import add
from draftdiff_reports.akn.meta import AGENT, event_id
from draftdiff_reports.akn.naming import eid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from draftdiff.alignment import Link
    from draftdiff.history import History
    from draftdiff_reports.akn.body import Element
    from draftdiff_reports.akn.naming import Expression

#: Confidence below which a modification is marked `incomplete`: less likely than not.
UNSURE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Modification:
    """One `textualMod`."""

    type: str
    """`repeal`, `substitution`, `insertion`, `renumbering`, `split`, `join`."""
    version: str
    """Version that has it."""
    old: tuple[str, ...]
    """IRIs of the older elements."""
    new: tuple[str, ...]
    """IRIs, or local ids with `#`, of the newer elements."""
    unsure: bool = False


def modifications(
    history: History, expressions: dict[str, Expression], current: str
) -> Iterator[Modification]:
    """What every step on the way to a version did, oldest step first."""
    line = {current, *history.ancestors(current)}

    def name(version: str, label: str) -> str:
        element = eid(history[version][label].label)
        return f"#{element}" if version == current else expressions[version].element(element)

    for old, new in history.steps:
        if new in line:
            yield from _step(history, old, new, name)
    for back in history.reinstated:
        if back.new in line:
            before, after = (name(back.old, back.link.old),), (name(back.new, back.link.new),)
            yield Modification(type="insertion", version=back.new, old=before, new=after)


Namer = Callable[[str, str], str]
"""(version, label) -> IRI, or local id, of the element."""


def _step(history: History, old: str, new: str, name: Namer) -> Iterator[Modification]:
    alignment = history.align(old, new)
    returned = {back.link.new for back in history.reinstated if back.new == new}
    for label in alignment.deleted:
        yield Modification(type="repeal", version=new, old=(name(old, label),), new=())
    for label in alignment.inserted:
        if label not in returned:
            yield Modification(type="insertion", version=new, old=(), new=(name(new, label),))
    yield from _forks(history, old, new, name)
    for link in alignment.links:
        ends = {"old": (name(old, link.old),), "new": (name(new, link.new),)}
        unsure = link.confidence < UNSURE
        forked = "split" in link.relations or "merged" in link.relations
        if not forked and ("renumbered" in link.relations or "moved" in link.relations):
            yield Modification(type="renumbering", version=new, unsure=unsure, **ends)
        if not link.kept:
            yield Modification(type="substitution", version=new, unsure=unsure, **ends)


def _forks(history: History, old: str, new: str, name: Namer) -> Iterator[Modification]:
    """One split for each paragraph that was, one join for each that came of it."""
    split: dict[str, list[Link]] = {}
    joined: dict[str, list[Link]] = {}
    for link in history.align(old, new).links:
        if "split" in link.relations:
            split.setdefault(link.old, []).append(link)
        if "merged" in link.relations:
            joined.setdefault(link.new, []).append(link)
    for kind, groups in (("split", split), ("join", joined)):
        for links in groups.values():
            yield Modification(
                type=kind, version=new,
                old=tuple(dict.fromkeys(name(old, k.old) for k in links)),
                new=tuple(dict.fromkeys(name(new, k.new) for k in links)),
                unsure=any(k.confidence < UNSURE for k in links),
            )  # fmt: skip


def write_analysis(meta: Element, found: Sequence[Modification], stable: dict[str, tuple[str, str]]) -> None:
    """The `analysis` element.

    Args:
        meta: parent.
        found: what the steps did.
        stable: current eId -> (wId, version that gave the eId), where the two ids differ.
    """
    if not found and not stable:
        return
    analysis = add(meta, "analysis", source=AGENT)
    if found:
        holder = add(analysis, "passiveModifications")
        for number, modification in zip(count(1), found, strict=False):
            _write(holder, modification, f"mod_{number}")
    if stable:
        mappings = add(analysis, "mappings", source=AGENT)
        for number, (current, (original, version)) in enumerate(stable.items(), 1):
            add(
                mappings, "mapping", eId=f"mapping_{number}", original=original, current=current,
                start=f"#{event_id(version)}",
            )  # fmt: skip


def _write(holder: Element, found: Modification, element_id: str) -> None:
    element = add(holder, "textualMod", type=found.type, eId=element_id)
    if found.unsure:
        element.set("incomplete", "true")
    add(element, "source", href=f"#{event_id(found.version)}")
    for iri in found.new or found.old:
        add(element, "destination", href=iri)
    if len(found.old) == 1:
        add(element, "previous", href=found.old[0])
    for iri in found.old if found.type in {"substitution", "join", "split", "repeal"} else ():
        add(element, "old", href=iri)
    for iri in found.new if found.type in {"substitution", "join", "split", "insertion"} else ():
        add(element, "new", href=iri)
