"""Where each number went: the paragraphs of the oldest version, in runs, and their numbers in the newest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff_reports.common.book import Book, Node

_NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Paragraphs that stand one after another in both versions, or one whose words went to several."""

    first: Node
    last: Node
    """The same as `first` for a paragraph alone."""
    to: tuple[Node, ...]
    """First and last of the newest version for a run; all paragraphs it went to where it is alone; none: dropped."""

    @property
    def alone(self) -> bool:
        """It is one paragraph."""
        return self.first == self.last

    @property
    def same(self) -> bool:
        """The number is what it was."""
        return [self.first[1], self.last[1]] == [node[1] for node in self.ends]

    @property
    def ends(self) -> tuple[Node, ...]:
        """First and last of a run in the newest version."""
        return (self.to[0], self.to[-1]) if self.to else ()


def numbers(book: Book) -> tuple[NumberRun, ...]:
    """Runs of top-level paragraphs of the oldest version in its order; empty where there is one version only."""
    if not book.steps:
        return ()
    runs: list[NumberRun] = []
    for paragraph in book.oldest.document.paragraphs:
        node = (book.oldest.id, str(paragraph.label))
        reached = _reached(book, node)
        if runs and (longer := _longer(runs[-1], node, reached)):
            runs[-1] = longer
        else:
            runs.append(NumberRun(node, node, reached))
    return tuple(runs)


def _reached(book: Book, node: Node) -> tuple[Node, ...]:
    """Paragraphs of the newest version that go on from it, in order; what a chapeau's own children went to is theirs."""
    front, seen = [node], {node: None}
    while front:
        front = [after for one in front for after in book.after(one) if after not in seen]
        seen.update(dict.fromkeys(front))
    return tuple(sorted((n for n in seen if n[0] == book.newest.id), key=book.order.__getitem__))


def _longer(run: NumberRun, node: Node, reached: tuple[Node, ...]) -> NumberRun | None:
    """The run with one more paragraph, where it goes on by one in both versions."""
    if not run.to and not reached and _next(run.last[1], node[1]):
        return NumberRun(run.first, node, ())
    whole = len(run.to) == 1 or (not run.alone and len(run.to) == 2)
    if whole and len(reached) == 1 and _next(run.last[1], node[1]) and _next(run.to[-1][1], reached[0][1]):
        return NumberRun(run.first, node, (run.to[0], reached[0]))
    return None


def _next(before: str, label: str) -> bool:
    """`OP7` follows `OP6`."""
    a, b = _NUMBERED.fullmatch(before), _NUMBERED.fullmatch(label)
    return bool(a and b and a[1] == b[1] and int(b[2]) == int(a[2]) + 1)
