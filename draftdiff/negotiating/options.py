"""Options and alternatives: by name in the text, by heading or sub-label, and by `alt` in labels.

An option reaches to the next one of its row, or to the end of the stretch in which the first of the row stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from draftdiff.label import Label, roman_value
from draftdiff.negotiating.draft import Draft, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from draftdiff.negotiating.brackets import Tree, Unit
    from draftdiff.negotiating.position import Kind

_WORDS = r"(?:Sub-?[Oo]ption|SUB-?OPTION|Option|OPTION|Alternative|ALTERNATIVE|Alt|Variant|Variante|Opción|OPCIÓN|Вариант|الخيار|备选案文)"
#: "Option 2 (a):", "Alternative B", "Opción III". The number may be Roman.
_NAME = re.compile(
    rf"(?P<word>{_WORDS})[.\s\u00a0]*(?:\((?P<paren>[a-z]|[ivx]{{1,4}}|\d{{1,2}})\)|(?P<number>\d{{1,2}}[a-z]?|[IVX]{{1,4}}|[A-H])(?![\w/]))"
    r"(?P<sub>\s?\([a-z]\))?(?P<end>\s*[:.–—-]+|\s*\)|(?=\s*$|\s+[\[({A-ZÀ-ÞА-Я“\"0-9]))"
)
#: A note of the facilitators in braces at the end of an option is about it or announces what comes next: "{Timing}".
_NOTE = re.compile(r"(?:(?<=[\s.;\]])\s*\*?\{[^{}]{0,300}\}\*?)+\s*$")
#: A note that stands where a paragraph would, by itself or behind a letter of its own: "(d) {Adjustments} A Party may ...".
_TITLE = re.compile(r"^\{[^{}]{1,80}\}\s*$|(?<=\s)\([a-z]\)\s+\{[^{}]{1,80}\}(?=\s+[A-Z\[]|\s*$)")
#: Behind an option's name, what it spans: "Option 2: (paragraphs 2-3)".
_SCOPE = re.compile(
    r"\s*\((?:paragraphs?|articles?|sections?|subparagraphs?)\s[^()]{1,40}\)\s*(?=\S)", re.IGNORECASE
)
_BOUNDARY = re.compile(r"(?:^|[.;:,!?\]\)}”\"’»*])[\s\[\({*]*$")


@dataclass(slots=True)
class Marker:
    """The name of an option, where it stands."""

    index: int
    start: int
    end: int
    """After the name and its colon."""
    name: str
    family: str
    """`option` or `sub-option`, `alternative`: a row has one."""
    value: int
    letters: str
    """How it counts: `1`, `A`, `I`."""
    whole: int | None = None
    """The last unit of a heading's or label's stretch; None for a name in the text."""


@dataclass(slots=True)
class _Row:
    family: str
    letters: str
    last: int
    """Value of the newest option."""
    stop: int
    """Unit after the last one of the stretch."""
    group: Group
    members: list[tuple[Marker, tuple[int, int]]] = field(
        default_factory=list[tuple[Marker, tuple[int, int]]]
    )


def option_name(text: str) -> tuple[str, str, int, str] | None:
    """The name of an option that a text is and nothing else: (name, family, value, how it counts).

    >>> option_name("Option 2")
    ('Option 2', 'option', 2, '1')
    """
    match = _NAME.match(text.strip(" []*:(){}"))
    if match is None or match.end() < len(text.strip(" []*:(){}")):
        return None
    return _read(match)


def _read(match: re.Match[str]) -> tuple[str, str, int, str]:
    word = match["word"]
    number = match["number"] or match["paren"] or ""
    if number[:1].isdigit():
        value, letters = int(re.match(r"\d+", number).group()), "1"  # type: ignore[union-attr]
    elif (roman := roman_value(number)) is not None and number not in ("C", "D"):
        value, letters = roman, "I"
    else:
        value, letters = ord(number.upper()) - 64, "A"
    family = (
        "sub-option"
        if word.lower().startswith("sub")
        else "alternative"
        if word.lower().startswith(("alt", "var"))
        else "option"
    )
    if match["sub"] or (number[1:].isalpha() and number[:1].isdigit()):
        family, letters = "sub-option", letters + "a"
        letter = (match["sub"] or number)[-1 if not match["sub"] else match["sub"].index("(") + 1]
        value = ord(letter) - 96
    return f"{word} {number}{(match['sub'] or '').strip()}", family, value, letters


def find_options(tree: Tree) -> list[Draft]:
    """All options of a text, with their slots."""
    found: list[Draft] = []
    rows: list[_Row] = []
    units = tree.units
    for marker in _markers(units):
        closed = [row for row in rows if row.stop <= marker.index and not _next_heading(row, marker)]
        for row in closed:
            rows.remove(row)
            found += _finish(tree, row, (row.stop - 1, len(units[row.stop - 1].text)))
        at = next(
            (
                i
                for i in range(len(rows) - 1, -1, -1)
                if rows[i].family == marker.family and _continues(rows[i], marker)
            ),
            None,
        )
        if at is not None:
            for row in rows[at + 1 :]:
                found += _finish(tree, row, (marker.index, marker.start))
            del rows[at + 1 :]
            rows[at].last = marker.value
            if marker.whole is not None:
                rows[at].stop = max(rows[at].stop, marker.whole + 1)
            rows[at].members.append((marker, (marker.index, marker.start)))
            continue
        for row in [r for r in rows if r.family == marker.family]:
            rows.remove(row)
            found += _finish(tree, row, (marker.index, marker.start))
        rows.append(
            _Row(
                marker.family,
                marker.letters,
                marker.value,
                _stretch(units, marker),
                Group("options"),
                [(marker, (marker.index, marker.start))],
            )
        )
    for row in reversed(rows):
        found += _finish(tree, row, (row.stop - 1, len(units[row.stop - 1].text)))
    return found


def _next_heading(row: _Row, marker: Marker) -> bool:
    """A heading or label that follows the stretch of the last one of its row at once."""
    return (
        marker.whole is not None
        and row.stop == marker.index
        and row.family == marker.family
        and _continues(row, marker)
    )


def _continues(row: _Row, marker: Marker) -> bool:
    """The next of its row: one more, or a number left out; the same number in Roman for Arabic is not."""
    return (
        row.letters == marker.letters or row.last + 1 == marker.value
    ) and row.last < marker.value <= row.last + 3


def _stretch(units: Sequence[Unit], marker: Marker) -> int:
    """Unit after the stretch in which a row of options stands: the paragraph with all below it."""
    if marker.whole is not None:
        return marker.whole + 1
    here = units[marker.index].paragraph.label
    stop = marker.index + 1
    while stop < len(units) and _below(units[stop].paragraph.label, here):
        stop += 1
    return stop


def _below(label: Label, above: Label) -> bool:
    return (
        label.scope == above.scope
        and (label.kind, label.number, label.insertion, label.alternative)
        == (above.kind, above.number, above.insertion, above.alternative)
        and label.subs[: len(above.subs)] == above.subs
    )


def _finish(tree: Tree, row: _Row, end: tuple[int, int]) -> list[Draft]:
    """The options of a row; one that stands alone is an option still, without a slot."""
    drafts: list[Draft] = []
    ends = [start for _, start in row.members[1:]] + [end]
    for (marker, start), next_one in zip(row.members, ends, strict=True):
        last = next_one == end
        reach = _title_in(tree.units, (marker.index, marker.end), end) if last else next_one
        stop = max(_before(tree.units, reach) if reach > start else start, (marker.index, marker.end))
        scope = _SCOPE.match(tree.units[marker.index].text, marker.end)
        spans = tree.spans(start, stop)
        inner = tree.spans((marker.index, scope.end() if scope else marker.end), stop)
        kind: Kind = "alternative" if marker.family == "alternative" else "option"
        draft = Draft(
            spans, inner, kind=kind, origin="text" if marker.whole is None else "label", name=marker.name
        )
        drafts.append(draft)
        if len(row.members) > 1:
            row.group.add(draft)
    return drafts


def _title_in(units: Sequence[Unit], start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    """Where the last option of a row ends: at a title in braces behind words of its own, or where its stretch does."""
    for index in range(start[0], end[0] + 1):
        first = start[1] if index == start[0] else 0
        last = end[1] if index == end[0] else len(units[index].text)
        match = _TITLE.search(units[index].text, first, last)
        if match and (index > start[0] + 1 or units[start[0]].text[start[1] : match.start()].strip(" {}")):
            return index, match.start()
    return end


def _before(units: Sequence[Unit], stop: tuple[int, int]) -> tuple[int, int]:
    """Where a stretch ends that ends before a place: the end of the paragraph before, without white space."""
    index, offset = stop
    while index and not units[index].text[:offset].strip(" [({*"):
        index -= 1
        offset = len(units[index].text)
    text = units[index].text[:offset]
    text = text.rstrip(" [({*") if offset < len(units[index].text) else text.rstrip()
    return index, len(_NOTE.sub("", text).rstrip())


def _markers(units: Sequence[Unit]) -> list[Marker]:
    found: list[Marker] = []
    scope: tuple[str, ...] = ()
    open_sub: tuple[object, ...] = ()
    for unit in units:
        label = unit.paragraph.label
        name = next((part for part in reversed(label.scope) if _scope_name(part)), "")
        if label.scope != scope and name:
            found.append(_heading(units, unit, name, _scope_key(label.scope.index(name) + 1)))
        scope = label.scope
        at = next((i for i, sub in enumerate(label.subs) if option_name(sub)), None)
        key = _sub_key(at + 1)(unit) if at is not None else ()
        if at is not None and key != open_sub:
            found.append(_heading(units, unit, label.subs[at], _sub_key(at + 1)))
        open_sub = key
        found += _in_text(unit)
    return found


def _scope_key(depth: int) -> Callable[[Unit], tuple[object, ...]]:
    return lambda unit: unit.paragraph.label.scope[:depth]


def _sub_key(depth: int) -> Callable[[Unit], tuple[object, ...]]:
    def key(unit: Unit) -> tuple[object, ...]:
        label = unit.paragraph.label
        return (label.scope, label.kind, label.number, label.insertion, label.subs[:depth])

    return key


def _scope_name(part: str) -> bool:
    return option_name(re.sub(r" \(\d+\)$", "", part)) is not None


def _heading(
    units: Sequence[Unit], unit: Unit, name: str, key: Callable[[Unit], tuple[object, ...]]
) -> Marker:
    """The marker of a heading or sub-label: its stretch is all that shares its key."""
    last = unit.index
    while last + 1 < len(units) and key(units[last + 1]) == key(unit):
        last += 1
    read = option_name(re.sub(r" \(\d+\)$", "", name))
    assert read is not None  # noqa: S101 - the caller has asked
    return Marker(unit.index, 0, 0, *read, whole=last)


def _inline(before: str) -> bool:
    """Behind the bracket before an option's name a sentence has begun: "Decides [Option A: ...] [Option B: ...]"."""
    before = before.rstrip()
    if not before.endswith("["):
        return False
    before = before[:-1].rstrip()
    while before.endswith("]"):
        depth, at = 0, len(before)
        while at and (depth or at == len(before)):
            at -= 1
            depth += (before[at] == "]") - (before[at] == "[")
        if depth:
            return False
        before = before[:at].rstrip()
    return before[-1:].isalnum() or before[-1:] == ","


def named_option(text: str) -> tuple[str, int] | None:
    """The option's name that words begin with, and where they go on behind it."""
    match = _NAME.match(text)
    return (_read(match)[0], len(text) - len(text[match.end() :].lstrip(" :"))) if match else None


def _in_text(unit: Unit) -> list[Marker]:
    found: list[Marker] = []
    for match in _NAME.finditer(unit.text):
        before = unit.text[: match.start()]
        boundary = _BOUNDARY.search(before[-12:]) is not None
        if not boundary and not ((match["end"] or "").strip()[:1] == ":" and before[-1:].isspace()):
            continue
        if (
            match["word"] in ("Alt", "Alternative", "ALTERNATIVE")
            and not (match["end"] or "").strip()
            and match["number"] is None
        ):
            continue
        end = match.end()
        while unit.text[end : end + 1] in (":", " "):
            end += 1
        if _inline(before):
            continue
        name, family, value, letters = _read(match)
        found.append(Marker(unit.index, match.start(), end, name, family, value, letters))
    return found


def find_labelled(tree: Tree) -> list[Draft]:
    """Paragraphs whose labels say that they compete (`OP3 alt`) or are put in (`new`, `pre`, `bis`)."""
    found: list[Draft] = []
    groups: dict[tuple[object, ...], Group] = {}
    competing = {_family(unit.paragraph.label) for unit in tree.units if _printed_alt(unit)}
    for unit in tree.units:
        label = unit.paragraph.label
        kind: Kind | None = None
        if _family(label) in competing and (not label.alternative or _printed_alt(unit)):
            kind = "alternative"
        elif label.insertion and label.kind in ("PP", "OP") and not label.subs:
            kind = "insertion"
        if kind is None:
            continue
        stop = unit.index + 1
        while stop < len(tree.units) and _under(tree.units[stop].paragraph.label, label):
            stop += 1
        spans = tree.spans((unit.index, 0), (stop - 1, len(tree.units[stop - 1].text)))
        draft = Draft(spans, spans, kind=kind, origin="label", name=str(label))
        found.append(draft)
        if kind == "alternative":
            groups.setdefault(_family(label), Group("labels")).add(draft)
    for group in groups.values():
        if len(group.members) == 1:
            group.members[0].slot = None
    return found


def _printed_alt(unit: Unit) -> bool:
    """The text itself says `alt`; a reader gives the label to a second paragraph of the same number too."""
    number = unit.paragraph.number
    return bool(unit.paragraph.label.alternative) and (not number or "alt" in number.lower())


def _family(label: Label) -> tuple[object, ...]:
    return (label.scope, label.kind, label.number, label.insertion, label.subs)


def _under(label: Label, above: Label) -> bool:
    return (
        len(label.subs) > len(above.subs)
        and label.subs[: len(above.subs)] == above.subs
        and (label.scope, label.kind, label.number, label.insertion, label.alternative)
        == (above.scope, above.kind, above.number, above.insertion, above.alternative)
    )
