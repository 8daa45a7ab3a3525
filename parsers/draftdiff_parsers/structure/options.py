"""Options inside a paragraph become paragraphs of their own: "Option 1: ..." below `Article 3(1)` is `Article 3(1)(Option 1)`.

The core finds the options (`draftdiff.negotiating.options`), here the tree is built anew around them. What follows an
option up to the next of its row stands below it, the numbered paragraphs and points too, which count again in each option.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from draftdiff.model import Document, Paragraph
from draftdiff.negotiating.brackets import Tree, units_of
from draftdiff.negotiating.options import find_options
from draftdiff_parsers.structure.status import bracketed

if TYPE_CHECKING:
    from draftdiff.label import Label
    from draftdiff.negotiating.draft import Draft

_MAY = re.compile(r"(?i:option|alternative|opción|variante?|вариант)\W{0,3}[\dA-HIVX(]|الخيار|备选案文")
_COUNT = re.compile(r"-\d+$")


@dataclass(slots=True, eq=False)
class _Piece:
    """A paragraph to be: one that was, less its options, or an option."""

    source: Paragraph
    start: int
    """Where its words begin in the source's text."""
    end: int
    name: str = ""
    """Name of the option, for a label; "" for a paragraph that was."""
    printed: str = ""
    lead: str = ""
    """A bracket that opens before the option's name and goes on in its words."""
    children: list[_Piece] = field(default_factory=list["_Piece"])


def unfold(paragraphs: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], dict[str, str]]:
    """Paragraphs with their options as paragraphs, and the labels that changed by it: old -> new."""
    if not any(_MAY.search(p.text) for top in paragraphs for p in top.walk()):
        return paragraphs, {}
    document = Document(id="", paragraphs=paragraphs)
    tree = Tree(units_of(document))
    options = [draft for draft in find_options(tree) if _stands(draft, tree)]
    if not options:
        return paragraphs, {}
    tops = _pieces(document, tree, options)
    taken = {str(p.label) for p in paragraphs}
    renamed: dict[str, str] = {}
    return tuple(_made(piece, piece.source.label, taken, renamed) for piece in tops), renamed


def _stands(draft: Draft, tree: Tree) -> bool:
    """An option among others, or one with a colon behind its name."""
    if draft.origin != "text":
        return False
    span = draft.spans[0]
    printed = tree.units[span.index].text[span.start : draft.inner[0].start]
    return draft.slot is not None or ":" in printed


def _pieces(document: Document, tree: Tree, options: list[Draft]) -> list[_Piece]:
    """The tree of pieces, from the stream of paragraphs and options in order of reading."""
    options = sorted(options, key=lambda d: (d.spans[0].index, d.spans[0].start))
    by_unit: dict[int, list[Draft]] = {}
    for draft in options:
        by_unit.setdefault(draft.spans[0].index, []).append(draft)
    parents = document.parents()
    at = {str(unit.label): unit.index for unit in tree.units}
    own: dict[int, _Piece] = {}
    made: dict[int, _Piece] = {}
    tops: list[_Piece] = []
    for unit in tree.units:
        cuts = by_unit.get(unit.index, [])
        starts = [_lead(unit.text, d.spans[0].start) for d in cuts]
        above = parents.get(unit.label)
        holder = _holder(options, unit.index, 0, at[above]) if above is not None else None
        piece = _Piece(unit.paragraph, 0, starts[0] if starts else len(unit.text))
        own[unit.index] = piece
        if holder is not None:
            made[id(holder)].children.append(piece)
        elif above is None:
            tops.append(piece)
        else:
            own[at[above]].children.append(piece)
        for draft, start, stop in zip(cuts, starts, [*starts, len(unit.text)][1:], strict=True):
            begin, words = draft.spans[0].start, draft.inner[0].start
            option = _Piece(
                unit.paragraph, words, max(stop, words), _sub(draft.name), unit.text[begin:words].strip(),
                "".join(unit.text[start:begin].split()),
            )  # fmt: skip
            made[id(draft)] = option
            _home(draft, options, own, made).children.append(option)
    return tops


def _home(draft: Draft, options: list[Draft], own: dict[int, _Piece], made: dict[int, _Piece]) -> _Piece:
    """The piece an option stands below: the paragraph its row begins in, or the option that this paragraph lies in."""
    first = draft.slot.members[0] if draft.slot is not None else draft
    owner = first.spans[0].index
    outer = _holder(options, owner, first.spans[0].start, owner, besides=draft)
    return own[owner] if outer is None else made[id(outer)]


def _holder(
    options: list[Draft], index: int, offset: int, above: int, besides: Draft | None = None
) -> Draft | None:
    """The closest option that holds a place and does not hold the whole paragraph `above` it."""
    found: Draft | None = None
    for draft in options:
        first, last = draft.spans[0], draft.spans[-1]
        if besides is not None and (draft is besides or (draft.slot and draft.slot is besides.slot)):
            continue
        begins = (first.index, first.start) < (index, offset)
        if begins and (index, offset) < (last.index, last.end) and (first.index, first.start) >= (above, 0):
            found = draft
    return found


def _lead(text: str, start: int) -> int:
    """Where the brackets before an option's name begin."""
    while start and text[start - 1] in " [":
        start -= 1
    return start


def _sub(name: str) -> str:
    return re.sub(r"[()]", "", name)


def _made(piece: _Piece, label: Label, taken: set[str], renamed: dict[str, str]) -> Paragraph:
    source = piece.source
    if not piece.name and str(label) != str(source.label):
        renamed[str(source.label)] = str(label)
    children: list[Paragraph] = []
    for child in piece.children:
        sub = child.name or _COUNT.sub("", child.source.label.subs[-1])
        children.append(_made(child, _unique(label, sub, taken), taken, renamed))
    whole = not piece.name and piece.end == len(source.text)
    if whole:
        return replace(source, label=label, children=tuple(children))
    return replace(_cut(piece), label=label, children=tuple(children))


def _unique(parent: Label, sub: str, taken: set[str]) -> Label:
    label, count = parent.child(sub), 2
    while str(label) in taken:
        label, count = parent.child(f"{sub}-{count}"), count + 1
    taken.add(str(label))
    return label


def _cut(piece: _Piece) -> Paragraph:
    """The words of a piece, with what hangs on them."""
    source, lead = piece.source, piece.lead
    text = source.text[piece.start : piece.end]
    start = piece.start + len(text) - len(text.lstrip())
    text = lead + text.strip()
    shift = start - len(lead)

    def place(offset: int) -> int:
        return min(max(offset - shift, len(lead)), len(text))

    styles = (replace(s, start=place(s.start), end=place(s.end)) for s in source.styles)
    revisions = (
        r if r.start is None or r.end is None else replace(r, start=place(r.start), end=place(r.end))
        for r in source.revisions
        if r.start is None or piece.start <= r.start < max(piece.end, piece.start + 1)
    )
    last = piece.end == len(source.text)
    notes = (
        note if note.at is None else replace(note, at=place(note.at))
        for note in source.notes
        if (note.at is None and not piece.name)
        or (note.at is not None and (piece.start <= note.at < piece.end or (last and note.at >= piece.end)))
    )
    status = source.status if source.status not in ("", "bracketed") and not piece.name else ""
    return replace(
        source, text=text, number=piece.printed or source.number, raw="", children=(),
        kind="subparagraph" if piece.name else source.kind,
        styles=tuple(s for s in styles if s.start < s.end), notes=tuple(notes), revisions=tuple(revisions),
        status=status or ("bracketed" if bracketed(text) else ""),
    )  # fmt: skip
