"""Text with its changes as safe HTML: `<ins>` and `<del>` with class, number and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from draftdiff_reports.common.book import address

if TYPE_CHECKING:
    from draftdiff.change import Change
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.compose import Piece
    from draftdiff_reports.common.passages import Context, Passage


def marked(passage: Passage) -> Markup:
    """A paragraph of the newer version with its changes marked."""
    numbers = {id(n.change): n.number for n in passage.changes}
    return Markup("").join(_mark(piece, numbers, passage.pair) for piece in passage.pieces)


def _mark(piece: Piece, numbers: dict[int, int], pair: Pair) -> Markup:
    change = piece.change
    if change is None:
        return escape(piece.text)
    number = numbers[id(change)]
    if change.transfer:
        return _transfer(piece, change, number, pair)
    shift = " shift" if change.moved else ""
    return tag("ins" if piece.kind == "ins" else "del", f"{change.cls}{shift}", piece.text, number)


def tag(name: str, names: str, text: str, number: int | None = None) -> Markup:
    """The element around the words; white space at their ends stays outside, so that lines mark words only."""
    mark = "" if number is None else Markup(' data-c="{}"').format(number)
    core = text.strip()
    if not core:
        return Markup('<{0} class="{1} blank"{2}>{3}</{0}>').format(name, names, mark, text)
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return Markup('{3}<{0} class="{1}"{2}>{4}</{0}>{5}').format(name, names, mark, lead, core, trail)


def _transfer(piece: Piece, change: Change, number: int, pair: Pair) -> Markup:
    if piece.kind == "came":
        return Markup('<ins class="came" data-c="{}"><a class="via" href="#{}">{} ⇢</a> {}</ins>').format(
            number, address(pair.old.id, change.transfer), change.transfer, piece.text
        )
    return Markup('<del class="went" data-c="{}">{} <a class="via" href="#{}">⇢ {}</a></del>').format(
        number, piece.text, address(pair.new.id, change.transfer), change.transfer
    )


def context_html(context: Context) -> Markup:
    """A change with the words around it."""
    change = context.change
    old = tag("del", change.cls, change.old) if change.old.strip() else change.old
    new = tag("ins", change.cls, change.new) if change.new.strip() else change.new
    return Markup("{}{}{}{}").format(context.before, old, new, context.after)
