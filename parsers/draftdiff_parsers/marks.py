"""Changes marked in the text itself: `del` and `ins` of HTML, strike-through and underline made by hand.

A block comes with the words of both sides; the side that the reading options ask for is kept, and every change is
recorded as a tracked one would be (`draftdiff.model.Revision`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from draftdiff.model import Problem, Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.layout import Block, Options
    from draftdiff.model import Style

#: Looks that people give words which they take out or put in.
_TAKEN_OUT, _PUT_IN = "strike", "underline"
_RAW = 500
#: Examples of marked words that a report quotes.
_EXAMPLES = 12


@dataclass(frozen=True, slots=True)
class _Cut:
    """Spans of a text that are taken out of it, and where that leaves the other offsets."""

    spans: tuple[tuple[int, int], ...]
    """Ascending, apart from one another."""

    def place(self, at: int) -> int:
        """Offset after the cuts of what stood at `at`."""
        return at - sum(min(end, at) - start for start, end in self.spans if start < at)

    def text(self, text: str) -> str:
        """What is left."""
        edges = [0, *(edge for span in self.spans for edge in span), len(text)]
        return "".join(text[a:b] for a, b in list(pairwise(edges))[::2])


def read_marks(blocks: Sequence[Block], options: Options) -> tuple[list[Block], list[Problem]]:
    """Blocks with strike-through and underline taken as `options.marks` says; what was done as records.

    Changes made by hand have no author: with `options.author` they are rejected like those of anybody else.
    """
    marked = [_by_look(block) for block in blocks]
    if not any(marked):
        return list(blocks), []
    if options.marks == "as-text":
        return list(blocks), _kept(blocks, marked)
    return resolved(blocks, marked, options), _taken(blocks, marked)


def resolved(blocks: Sequence[Block], changes: Sequence[Sequence[Revision]], options: Options) -> list[Block]:
    """Blocks of the side that the options ask for.

    Args:
        blocks: with the words of both sides.
        changes: those of each block: `insert` and `delete`, offsets into its text.
        options: which side, and whose changes.
    """
    kept: list[Block] = []
    waiting: list[Revision] = []
    for block, own in zip(blocks, changes, strict=True):
        shown = _side(block, own, options) if own else block
        if own and not shown.text.strip():
            points = [replace(r, start=0, end=0) for r in shown.revisions]
            if kept and kept[-1].kind != "table":
                end = len(kept[-1].text)
                last = (*kept[-1].revisions, *(replace(r, start=end, end=end) for r in points))
                kept[-1] = replace(kept[-1], revisions=last)
            else:
                waiting += points
            continue
        kept.append(replace(shown, revisions=(*waiting, *shown.revisions)) if waiting else shown)
        waiting = []
    return kept


def _side(block: Block, changes: Sequence[Revision], options: Options) -> Block:
    hidden = [
        (change.start or 0, change.end or 0)
        for change in changes
        if accepted(change.author, options) == (change.kind == "delete")
    ]
    cut = _Cut(_apart(hidden))
    place = cut.place
    return replace(
        block,
        text=cut.text(block.text),
        styles=tuple(
            replace(style, start=place(style.start), end=place(style.end))
            for style in block.styles
            if place(style.start) < place(style.end)
        ),
        notes=tuple(note if note.at is None else replace(note, at=place(note.at)) for note in block.notes),
        revisions=tuple(_moved(r, cut) for r in sorted((*block.revisions, *changes), key=_start)),
        confidence=tuple(
            (place(a), place(b), sure) for a, b, sure in block.confidence if place(a) < place(b)
        ),
    )


def accepted(author: str, options: Options) -> bool:
    """Whether a change by this author ("" is nobody) is carried out."""
    return options.revisions == "final" and (not options.author or author == options.author)


def _start(revision: Revision) -> int:
    return revision.start or 0


def _moved(revision: Revision, cut: _Cut) -> Revision:
    if revision.start is None or revision.end is None:
        return revision
    return replace(revision, start=cut.place(revision.start), end=cut.place(revision.end))


def _apart(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _by_look(block: Block) -> list[Revision]:
    """Struck words as deletions; underlined ones as insertions, where they are not struck as well."""
    struck = _apart((s.start, s.end) for s in block.styles if s.name == _TAKEN_OUT)
    changes = [_change("delete", block.text, span) for span in struck]
    for style in block.styles:
        if style.name == _PUT_IN:
            changes += [_change("insert", block.text, span) for span in _outside(style, struck)]
    return sorted((change for change in changes if change.text), key=_start)


def _outside(style: Style, struck: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    left: list[tuple[int, int]] = []
    at = style.start
    for start, end in struck:
        if at < start < style.end:
            left.append((at, start))
        if start < style.end:
            at = max(at, end)
    return [*left, (at, style.end)] if at < style.end else left


def _change(kind: str, text: str, span: tuple[int, int]) -> Revision:
    return Revision(kind=kind, text=text[span[0] : span[1]], start=span[0], end=span[1])


def _kept(blocks: Sequence[Block], marked: Sequence[Sequence[Revision]]) -> list[Problem]:
    """Marks left as text: how many, the first of them, and the way to read them otherwise."""
    found: list[Problem] = []
    for kind, look, meant in (("delete", "struck through", "deleted"), ("insert", "underlined", "inserted")):
        texts = [change.text for own in marked for change in own if change.kind == kind]
        if texts:
            first = next(b for b, own in zip(blocks, marked, strict=True) if any(c.kind == kind for c in own))
            found.append(
                Problem(
                    kind="uncertain", what=f"words {look} by hand were read as text, in {len(texts)} places; "
                    f"--marks as-changes reads them as {meant}",
                    raw=" | ".join(texts[:_EXAMPLES])[:_RAW], anchor=first.anchor,
                )
            )  # fmt: skip
    return found


def _taken(blocks: Sequence[Block], marked: Sequence[Sequence[Revision]]) -> list[Problem]:
    changes = [change for own in marked for change in own]
    first = next(block for block, own in zip(blocks, marked, strict=True) if own)
    deleted = sum(change.kind == "delete" for change in changes)
    what = f"looks given by hand were read as changes, as asked: {deleted} deletions, {len(changes) - deleted} insertions"
    raw = " | ".join(change.text for change in changes[:_EXAMPLES])[:_RAW]
    return [Problem(kind="uncertain", what=what, raw=raw, anchor=first.anchor)]
