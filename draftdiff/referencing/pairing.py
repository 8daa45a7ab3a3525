"""Which printed number of the new text continues which of the old: same place in the wording first, then same target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from draftdiff.alignment import Alignment
    from draftdiff.model import Paragraph
    from draftdiff.referencing.reference import Reference
    from draftdiff.referencing.resolve import Resolved

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Use:
    """One printed number of a reference, in its place."""

    paragraph: Paragraph
    reference: Reference
    resolved: Resolved | None
    """None for an external reference."""

    @property
    def printed(self) -> str:
        """What is printed: the label expression, or the external pinpoint."""
        if self.resolved is None:
            return f"{self.reference.symbol or self.reference.instrument} {self.reference.pinpoint}"
        return str(self.resolved.expression or self.reference.relative)

    @property
    def span(self) -> tuple[int, int]:
        """Character span of the number (of the whole reference, where it has none) in the paragraph's text."""
        return self.resolved.span if self.resolved else self.reference.span


def images(label: str, alignment: Alignment) -> tuple[str, ...]:
    """Where a paragraph continues; a sub-paragraph without a link of its own does not follow its parent."""
    return tuple(dict.fromkeys(link.new for link in alignment.from_old(label)))


def paired(old: Sequence[Use], new: Sequence[Use], alignment: Alignment) -> list[tuple[Use | None, Use]]:
    """Each new use with the old one it continues, if any. `old` may come from several paragraphs (a merge)."""
    if not old or not new:
        return [(None, use) for use in new]
    places = _same_place(old, new)
    free = dict(enumerate(old))
    pairs: dict[int, Use] = {}

    def take(fits: Callable[[int, Use, int, Use], bool]) -> None:
        for i, now in enumerate(new):
            if i not in pairs:
                k = next((k for k, was in free.items() if fits(k, was, i, now)), None)
                if k is not None:
                    pairs[i] = free.pop(k)

    take(lambda _k, was, _i, now: was.printed == now.printed and _same_target(was, now, alignment))
    take(lambda k, was, i, now: (k, i) in places and _same_target(was, now, alignment))
    take(lambda _k, was, _i, now: _same_target(was, now, alignment))
    take(lambda k, was, i, now: (k, i) in places and _alike(was, now))
    take(lambda _k, was, _i, now: was.printed == now.printed and _alike(was, now))
    for i, now in enumerate(new):  # a target that was split is named by two numbers now
        if i not in pairs:
            split = next((was for was in old if _same_target(was, now, alignment)), None)
            if split is not None and split.resolved is not None:
                pairs[i] = split
    return [(pairs.get(i), now) for i, now in enumerate(new)]


def _same_target(was: Use, now: Use, alignment: Alignment) -> bool:
    if was.resolved is None or now.resolved is None:
        return was.resolved is now.resolved and was.printed == now.printed
    return (
        bool(now.resolved.label)
        and was.resolved.coarse == now.resolved.coarse
        and now.resolved.label in images(was.resolved.label, alignment)
    )


def _alike(was: Use, now: Use) -> bool:
    return (was.resolved is None) == (
        now.resolved is None
    ) and was.reference.relative == now.reference.relative


def _same_place(old: Sequence[Use], new: Sequence[Use]) -> set[tuple[int, int]]:
    """Pairs of uses at the same place of the wording when every number of a reference is read as one and the same."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - loads late

    there, new_at = _masked(new[0].paragraph.text, new)
    found: set[tuple[int, int]] = set()
    for paragraph in {id(use.paragraph): use.paragraph for use in old}.values():
        uses = [(k, use) for k, use in enumerate(old) if use.paragraph is paragraph]
        here, old_at = _masked(paragraph.text, [use for _, use in uses])
        for block in Indel.opcodes(here, there):
            if block.tag == "equal":
                shift = block.dest_start - block.src_start
                for at in range(block.src_start, block.src_end):
                    found |= {(uses[k][0], i) for k in old_at.get(at, ()) for i in new_at.get(at + shift, ())}
    return found


def _masked(text: str, uses: Sequence[Use]) -> tuple[list[str], dict[int, list[int]]]:
    """Words of a text with each printed number replaced by one sign, and which uses stand at which word."""
    words: list[str] = []
    at: dict[int, list[int]] = {}
    place = 0
    for span in sorted({use.span for use in uses}):
        words += (w.lower() for w in _WORD.findall(text, place, span[0]))
        at[len(words)] = [k for k, use in enumerate(uses) if use.span == span]
        words.append("\0")
        place = max(place, span[1])
    words += (w.lower() for w in _WORD.findall(text, place))
    return words, at
