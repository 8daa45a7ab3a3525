"""Text with its changes as safe HTML: `<ins>` and `<del>` with class, number and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from draftdiff_reports.common.book import address
from draftdiff_reports.common.compose import Piece

if TYPE_CHECKING:
    from draftdiff.change import Change
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.passages import Context, Passage


# Every piece of text goes through `escape` here; the strings around it are our own. `Markup.format` would do both at
# once but is ten times slower, and a report has thousands of marks.


def marked(passage: Passage) -> Markup:
    """A paragraph of the newer version with its changes marked."""
    numbers = {id(n.change): n.number for n in passage.changes}
    html: list[str] = []
    before = Piece("same", "")
    for piece in passage.pieces:
        # Words of another paragraph can be struck in the middle of a line without a space of their own.
        tight = before.kind != piece.kind and before.text[-1:].isalnum() and piece.text[:1].isalnum()
        html.append(_mark(piece, numbers, passage.pair, " apart" if tight else ""))
        before = piece
    return _safe("".join(html))


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - made in this module, of escaped text


def _mark(piece: Piece, numbers: dict[int, int], pair: Pair, apart: str) -> str:
    change = piece.change
    if change is None:
        return escape(piece.text)
    number = numbers[id(change)]
    if change.transfer:
        return _transfer(piece, change, number, pair)
    shift = " shift" if change.moved else ""
    return _tag(
        "ins" if piece.kind == "ins" else "del",
        f"{change.cls}{shift}{apart}",
        piece.text,
        f' data-c="{number}"',
    )


def _tag(name: str, names: str, text: str, mark: str = "") -> str:
    """The element around the words; white space at their ends stays outside, so that lines mark words only."""
    core = text.strip()
    if not core:
        return f'<{name} class="{names} blank"{mark}>{escape(text)}</{name}>'
    at = text.index(core)
    lead, trail = text[:at], text[at + len(core) :]
    return f'{escape(lead)}<{name} class="{names}"{mark}>{escape(core)}</{name}>{escape(trail)}'


def _transfer(piece: Piece, change: Change, number: int, pair: Pair) -> str:
    other, text = escape(change.transfer), escape(piece.text)
    if piece.kind == "came":
        href = escape(address(pair.old.id, change.transfer))
        return f'<ins class="came" data-c="{number}"><a class="via" href="#{href}">{other} ⇢</a> {text}</ins>'
    href = escape(address(pair.new.id, change.transfer))
    return f'<del class="went" data-c="{number}">{text} <a class="via" href="#{href}">⇢ {other}</a></del>'


def context_html(context: Context) -> Markup:
    """A change with the words around it."""
    change = context.change
    old = _tag("del", change.cls, change.old) if change.old.strip() else escape(change.old)
    new = _tag("ins", change.cls, change.new) if change.new.strip() else escape(change.new)
    return _safe(f"{escape(context.before)}{old}{new}{escape(context.after)}")
