"""From chained pieces to label expressions and pinpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.label import Label, roman_value
from draftdiff.referencing.grammars import RANKS
from draftdiff.referencing.reference import Pointer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.referencing.atoms import Atom
    from draftdiff.referencing.numbers import Item

_KINDS = {
    "paragraph": "OP", "preambular": "PP", "article": "Article", "section": "Section", "chapter": "Chapter",
    "part": "Part", "annex": "Annex", "recital": "Recital", "subparagraph": "", "ordinal": "",
}  # fmt: skip
_SHORT = {
    "paragraph": "para.", "preambular": "preambular para.", "article": "art.", "section": "sect.", "chapter": "chap.",
    "part": "part", "annex": "annex", "recital": "recital", "subparagraph": "subpara.", "ordinal": "subpara.",
}  # fmt: skip
_ROMANS = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
)


def pointers_of(text: str, chain: Sequence[Atom]) -> tuple[Pointer, ...]:
    """The numbers of the innermost numbered unit, each with everything named around it."""
    numbered = [a for a in chain if a.items and a.unit != "ordinal"]
    if not numbered:
        ordinal = next((a for a in chain if a.unit == "ordinal"), None)
        bare = next((a for a in chain if a.unit == "annex" and not a.items), None)
        if bare is None or ordinal is not None:
            return ()
        return (
            Pointer(text=text[bare.start : bare.end], span=(bare.start, bare.end), labels=(Label("Annex"),)),
        )
    inner = max(numbered, key=lambda a: (RANKS[a.unit], a.start))
    outer = sorted((a for a in chain if a is not inner), key=lambda a: RANKS[a.unit])
    scope = tuple(str(_outer_label(a)) for a in outer if RANKS[a.unit] <= RANKS["section"])
    holder = [
        a
        for a in outer
        if a.items and RANKS["section"] < RANKS[a.unit] <= RANKS[inner.unit] and a.unit != "ordinal"
    ]
    base = _holder_label(holder)
    pointers: list[Pointer] = []
    for item, labels in expanded(inner):
        placed = tuple(_placed(label, base).within(*scope) for label in labels)
        pointers.append(
            Pointer(text=text[slice(*item.span)], span=item.span, labels=placed, damaged=item.damaged)
        )
    return tuple(pointers)


def _outer_label(atom: Atom) -> Label:
    number = atom.items[-1].number if atom.items else ""
    return Label(f"{_KINDS[atom.unit]} {number}".strip())


def _holder_label(holders: Sequence[Atom]) -> Label | None:
    """`Article 5`, `paragraph 2` as one label Article 5(2)."""
    base: Label | None = None
    for atom in holders:
        label = expanded(atom)[-1][1][-1]
        base = label if base is None else _placed(label, base)
    return base


def _placed(label: Label, base: Label | None) -> Label:
    if base is None:
        return label
    inner = (*((label.number,) if label.number else ()), *label.subs)
    return Label(base.kind, base.number, base.insertion, base.alternative, (*base.subs, *inner))


def expanded(atom: Atom) -> list[tuple[Item, tuple[Label, ...]]]:
    """Each item with the labels it denotes; a bare sub-letter binds to the number before it."""
    kind = _KINDS[atom.unit]
    out: list[tuple[Item, tuple[Label, ...]]] = []
    last: Label | None = None
    for item in atom.items:
        label = _label(item, kind, last)
        labels = (label, *_members(label, item.through)) if item.through else (label,)
        out.append((item, labels))
        last = labels[-1]
    return out


def _label(item: Item, kind: str, last: Label | None) -> Label:
    if item.number == "" and last is not None:
        subs = (*last.subs[:-1], *item.subs) if _same_depth(last.subs, item.subs) else item.subs
        return Label(last.kind, last.number, last.insertion, last.alternative, subs)
    if item.number == "":
        return Label("", "", "", 0, item.subs)
    number = item.number.lstrip("0") or "0" if item.number.isdigit() else item.number
    return Label(kind, number, item.insertion, item.alternative, item.subs)


def _same_depth(before: tuple[str, ...], now: tuple[str, ...]) -> bool:
    """After `(b)(i)`, a further `(ii)` stands at the second depth."""
    if len(before) < 2 or len(now) != 1:
        return False
    return bool(roman_value(before[-1])) == bool(roman_value(now[0])) and roman_value(now[0]) is not None


def _members(start: Label, end: Item) -> tuple[Label, ...]:
    """The labels of a range after its first."""
    if end.number == "":
        return tuple(
            Label(start.kind, start.number, start.insertion, start.alternative, (*start.subs[:-1], sub))
            for sub in _letters(start.subs[-1], end.subs[0])
        )
    if start.number.isdigit() and end.number.isdigit():
        middle = [str(n) for n in range(int(start.number) + 1, int(end.number) + 1)]
    else:
        low, high = roman_value(start.number) or 0, roman_value(end.number) or 0
        middle = [_roman(n) for n in range(low + 1, high + 1)]
    labels = [Label(start.kind, number) for number in middle]
    return (*labels[:-1], Label(start.kind, labels[-1].number, end.insertion, 0, end.subs)) if labels else ()


def _letters(low: str, high: str) -> list[str]:
    if (
        len(low) == len(high) == 1
        and low.isalpha()
        and ord(low) < ord(high)
        and not (low == "i" and high in "vx")
    ):
        return [chr(c) for c in range(ord(low) + 1, ord(high) + 1)]
    if low in _ROMANS and high in _ROMANS:
        return list(_ROMANS[_ROMANS.index(low) + 1 : _ROMANS.index(high) + 1])
    return [high]


def _roman(number: int) -> str:
    out = ""
    for value, glyph in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out, number = out + glyph, number - value
    return out


def pinpoint_of(chain: Sequence[Atom]) -> str:
    """The place in the formal order, outermost first: "annex II, para. 8"; lists as "paras. 5, 41"."""
    parts: list[str] = []
    for atom in sorted(chain, key=lambda a: (RANKS[a.unit], a.start)):
        numbers = [_printed(item) for item in atom.items]
        word = _SHORT[atom.unit]
        if len(numbers) > 1 or any(item.through for item in atom.items):
            word = f"{word[:-1]}s." if word.endswith(".") else f"{word}{'es' if word.endswith('x') else 's'}"
        parts.append(f"{word} {', '.join(numbers)}".strip())
    return ", ".join(parts)


def _printed(item: Item) -> str:
    subs = "".join(f"({s})" for s in item.subs)
    text = f"{item.number}{f' {item.insertion}' if item.insertion else ''}{subs}"
    return f"{text}-{_printed(item.through)}" if item.through else text
