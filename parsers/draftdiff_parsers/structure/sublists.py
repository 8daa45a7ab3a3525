"""Sub-paragraphs: letters at line starts become a tree, two depths and more, by what can follow what.

Handled: `(a)` with `(i)`; `A)` with `a.` running on through `B)`; `(h)`, `(i)`, `(j)` against `(i)`, `(ii)`; damaged
letters (`(@)`); letters that continue after a group was closed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.misreading.confusions import list_letters
from draftdiff_parsers.structure.marks import INSERTED, Mark, Reading, number_mark, sub_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff_parsers.structure.lines import Line

SUCCESSOR = 3.0
FIRST = 2.5
RUN_ON = 2.2
SKIPPED = 1.0
MISREAD = 1.6
ORPHAN = 0.4
"""`(b)` where no `(a)` was seen."""
CHAPEAU = 1.0
NEXT_AGREES = 1.2
"""The next letter of the same shape continues this reading."""
_DEEPEST = 4
_SKIP_MOST = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A line that begins a sub-paragraph."""

    at: int
    mark: Mark
    subs: tuple[str, ...]
    """Sub-labels from the outside in."""
    repaired: bool = False
    skipped: bool = False
    """Letters before it are missing."""
    offset: int = 0
    """Where its letter stands in the line: behind other words for a first item that runs on from the chapeau."""


@dataclass(slots=True)
class _Level:
    shape: str
    alphabet: str
    ordinal: int
    name: str


@dataclass(slots=True)
class _Stack:
    levels: list[_Level] = field(default_factory=list["_Level"])
    closed: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    used: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])


@dataclass(slots=True)
class _Option:
    score: float
    depth: int
    reading: Reading
    skipped: bool = False


def find_items(
    lines: Sequence[Line], start: int, end: int, *, gapped: bool, first_offset: int = 0
) -> list[Item]:
    """Sub-paragraphs among the lines of one paragraph.

    Args:
        lines: all lines.
        start: the paragraph's first line.
        end: after its last.
        gapped: empty lines separate paragraphs.
        first_offset: where the text of the first line begins, after the paragraph's number.
    """
    stated = _stated(lines, start, end)
    if stated:
        return stated
    marks = [(at, _mark(lines[at], first_offset if at == start else 0)) for at in range(start, end)]
    marked = [(at, mark) for at, mark in marks if mark is not None] or _own_numbers(lines, start, end)
    stack = _Stack()
    items: list[Item] = []
    for index, (at, mark) in enumerate(marked):
        before = lines[at - 1] if at > start else None
        following = [later for _, later in marked[index + 1 : index + 12]]
        item = _place(stack, at, mark, before, lines[at], following, gapped=gapped)
        if item is not None:
            items.append(replace(item, offset=first_offset) if at == start else item)
    return _with_run_in_first(items, lines, start, first_offset)


def _stated(lines: Sequence[Line], start: int, end: int) -> list[Item]:
    """Items whose letters and depth the format states, all of them: nothing is inferred and nothing refused."""
    items: list[Item] = []
    open_levels: list[tuple[int, str]] = []
    for at in range(start + 1, end):
        block = lines[at].block
        if not block.number:
            if sub_mark(lines[at].text) is not None:
                return []  # typed letters among them: the sequence must tell
            continue
        mark = sub_mark(block.number + " ") or number_mark(block.number + " ")
        damaged = mark is not None and not mark.readings
        if block.role != "subparagraph" or block.level is None or damaged:
            return []
        if mark is None:
            continue  # a dash or a bullet: goes on with the item before
        while open_levels and open_levels[-1][0] >= block.level:
            open_levels.pop()
        name = mark.readings[0].name
        open_levels.append(
            (block.level, f"{name} {mark.insertion}" if mark.insertion else name + mark.suffix)
        )
        items.append(
            Item(at, replace(mark, printed=block.number, end=0), tuple(name for _, name in open_levels))
        )
    return items


def _own_numbers(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, Mark]]:
    """A list that a paragraph numbers "1." to "3." for itself: below a colon, from 1 without a gap, and no other letters."""
    found: list[tuple[int, Mark]] = []
    for at in range(start + 1, end):
        apart = lines[at].block.number
        mark = number_mark(f"{apart} " if apart else lines[at].text)
        mark = replace(mark, printed=apart, end=0) if mark and apart else mark
        if mark is None or mark.shape != "number" or mark.value is None:
            continue
        deliberate = lines[at - 1].ends and (lines[at].apart or lines[at].early)
        opened = bool(found) or lines[at - 1].chapeau
        if deliberate and opened and mark.value == len(found) + 1 and not mark.insertion:
            found.append((at, mark))
    return found if len(found) > 1 else []


def _with_run_in_first(items: list[Item], lines: Sequence[Line], start: int, first_offset: int) -> list[Item]:
    """A list whose second item begins a line and whose first stands behind the chapeau's last words."""
    if not items or not (items[0].skipped or items[0].mark.insertion) or len(items[0].subs) != 1:
        return items
    second = items[0]
    name = second.subs[0].partition(" ")[0]
    wanted_ordinal = 1 if second.mark.insertion else 2  # `(a bis)` or `(b)` comes after `(a)`
    reading = next((r for r in second.mark.readings if r.name == name and r.ordinal == wanted_ordinal), None)
    for first in _nth(reading.alphabet, 1) if reading else []:
        printed = second.mark.printed.replace(second.mark.token, first.name)
        if second.mark.insertion:
            printed = printed.replace(f" {second.mark.insertion}", "")
        wanted = f" {printed} "
        for at in range(second.at - 1, start - 1, -1):
            found = lines[at].text.rfind(wanted, first_offset if at == start else 0)
            if found >= 0:
                mark = Mark(printed, found + len(wanted), second.mark.shape, first.name, (first,))
                run_in = Item(at, mark, (first.name,), offset=found + 1)
                return [run_in, replace(second, skipped=False), *items[1:]]
    return items


def _mark(line: Line, offset: int) -> Mark | None:
    if offset:
        if offset >= len(line.text):
            return None
        mark = sub_mark(line.text[offset:])
        return mark and _shifted(mark, offset)
    if line.block.number:
        mark = sub_mark(line.block.number + " ")
        return mark and replace(mark, printed=line.block.number, end=0)
    return sub_mark(line.text)


def _shifted(mark: Mark, offset: int) -> Mark:
    return replace(mark, end=mark.end + offset)


def _place(
    stack: _Stack,
    at: int,
    mark: Mark,
    before: Line | None,
    line: Line,
    following: list[Mark],
    *,
    gapped: bool,
) -> Item | None:
    options = _options(stack, mark, before, line, following)
    doubtful = before is not None and gapped and line.gap == 0 and not line.early and not line.block.whole
    if doubtful:
        options = [option for option in options if option.score >= SUCCESSOR]
    if before is not None and not before.ends and not line.apart and not line.early:
        options = []
    suffix = f" {mark.insertion}" if mark.insertion else mark.suffix
    options = [o for o in options if (*_names(stack, o.depth), o.reading.name + suffix) not in stack.used]
    if not options:
        return None
    skipping = [o for o in options if o.skipped]
    if (
        skipping
        and len(skipping) < len(options)
        and any(_continued(mark, o.reading, following) for o in skipping)
    ):
        options = skipping
    best = max(options, key=lambda option: option.score)
    _take(stack, mark, best)
    subs = _names(stack, len(stack.levels))
    subs = (*subs[:-1], subs[-1] + suffix)
    stack.used.add(subs)
    return Item(
        at,
        mark,
        subs,
        repaired=all(best.reading.name != reading.name for reading in mark.readings),
        skipped=best.skipped,
    )


def _names(stack: _Stack, depth: int) -> tuple[str, ...]:
    return tuple(level.name for level in stack.levels[:depth])


def _options(
    stack: _Stack, mark: Mark, before: Line | None, line: Line, following: list[Mark]
) -> list[_Option]:
    readings = mark.readings or _damaged_readings(stack, mark, following)
    options: list[_Option] = []
    chapeau = CHAPEAU if before is None or before.chapeau else 0.0
    options += _misread(stack, mark, following)
    options += _inserted(stack, mark)
    if len(mark.token) > 1 and len(set(mark.token)) > 1 and readings[0].alphabet == "lower":
        return options  # words such as "(an)" and "(or)" unless the letters before lead there
    for reading in readings:
        agrees = NEXT_AGREES if _continued(mark, reading, following) else 0.0
        options += _in_open_levels(stack, mark, reading, agrees)
        if len(stack.levels) >= _DEEPEST:
            continue
        depth = len(stack.levels)
        is_open = any((lv.shape, lv.alphabet) == (mark.shape, reading.alphabet) for lv in stack.levels)
        if reading.ordinal == 1 and not is_open:
            options.append(_Option(FIRST + chapeau + agrees, depth, reading))
        elif stack.closed.get((mark.shape, reading.alphabet)) == reading.ordinal - 1 and not is_open:
            options.append(_Option(RUN_ON + chapeau + agrees, depth, reading))
        elif (
            not stack.levels
            and reading.ordinal <= _SKIP_MOST
            and line.apart
            and (before is None or before.ends)
        ):
            options.append(_Option(ORPHAN + agrees, depth, reading, skipped=True))
    return options


def _inserted(stack: _Stack, mark: Mark) -> list[_Option]:
    """`(aa)` after `(a)`, `(ab)` after `(aa)`: letters put in between `(a)` and `(b)`."""
    match = INSERTED.fullmatch(mark.token)
    if match is None:
        return []
    letter, after = match["letter"], match["after"]
    before = letter if after in ("a", letter) else letter + chr(ord(after) - 1)
    return [
        _Option(SUCCESSOR, depth, Reading(level.alphabet, level.ordinal, mark.token))
        for depth, level in enumerate(stack.levels)
        if (level.shape, level.name) == (mark.shape, before) and level.alphabet == "lower"
    ]


def _misread(stack: _Stack, mark: Mark, following: list[Mark]) -> list[_Option]:
    """A clean letter a scan takes for the one the sequence wants: `(e)` after `(b)` for `(c)`."""
    options: list[_Option] = []
    for depth, level in enumerate(stack.levels):
        for reading in _nth(level.alphabet, level.ordinal + 1) if level.shape == mark.shape else []:
            if reading.name != mark.token and reading.name + mark.token in list_letters():
                agrees = NEXT_AGREES if _continued(mark, reading, following) else 0.0
                options.append(_Option(MISREAD + agrees, depth, reading))
    return options


def _in_open_levels(stack: _Stack, mark: Mark, reading: Reading, agrees: float) -> list[_Option]:
    options: list[_Option] = []
    for depth, level in enumerate(stack.levels):
        if (level.shape, level.alphabet) != (mark.shape, reading.alphabet):
            continue
        step = reading.ordinal - level.ordinal
        popped = 0.1 * (len(stack.levels) - 1 - depth)
        if (step == 1 and not mark.suffix) or (step == 0 and (mark.insertion or mark.suffix)):
            options.append(_Option(SUCCESSOR + agrees - popped, depth, reading))
        elif 1 < step <= _SKIP_MOST:
            options.append(_Option(SKIPPED + agrees - popped, depth, reading, skipped=True))
    return options


def _continued(mark: Mark, reading: Reading, following: list[Mark]) -> bool:
    """Whether the next letter of the same shape in this alphabet comes right after this one."""
    for later in following:
        if later.shape == mark.shape:
            return any(
                r.alphabet == reading.alphabet and r.ordinal == reading.ordinal + 1 for r in later.readings
            )
    return False


def _damaged_readings(stack: _Stack, mark: Mark, following: list[Mark]) -> list[Reading]:
    """What a damaged letter can be: the successor in an open list of its shape, or the first of a new one."""
    found: list[Reading] = []
    for level in reversed(stack.levels):
        if level.shape == mark.shape:
            found += _nth(level.alphabet, level.ordinal + 1)
    nexts = [
        r for later in following[:1] if later.shape == mark.shape for r in later.readings if r.ordinal == 2
    ]
    if nexts or not found:
        found += _nth(nexts[0].alphabet if nexts else "lower", 1)
    return found


def _nth(alphabet: str, ordinal: int) -> list[Reading]:
    if alphabet in {"lower", "upper"} and ordinal <= 26:
        letter = chr(96 + ordinal)
        return [Reading(alphabet, ordinal, letter if alphabet == "lower" else letter.upper())]
    if alphabet in {"roman", "ROMAN"} and ordinal <= 10:
        name = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[ordinal - 1]
        return [Reading(alphabet, ordinal, name if alphabet == "roman" else name.upper())]
    return [Reading("digit", ordinal, str(ordinal))] if alphabet == "digit" else []


def _take(stack: _Stack, mark: Mark, option: _Option) -> None:
    for level in stack.levels[option.depth :]:
        stack.closed[level.shape, level.alphabet] = level.ordinal
    del stack.levels[option.depth :]
    reading = option.reading
    stack.levels.append(_Level(mark.shape, reading.alphabet, reading.ordinal, reading.name))
