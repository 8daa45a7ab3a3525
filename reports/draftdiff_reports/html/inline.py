"""Text with its changes as safe HTML: `<ins>` and `<del>` with class, number and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from draftdiff_reports.common.book import address
from draftdiff_reports.common.compose import Piece

if TYPE_CHECKING:
    from collections.abc import Callable

    from draftdiff.alignment import Link
    from draftdiff.change import Change
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.passages import Context, Passage


# Every piece of text goes through `escape` here; the strings around it are our own. `Markup.format` would do both at
# once but is ten times slower, and a report has thousands of marks.


class Marks:
    """Marked paragraphs of a report, each made once: synopsis and redline show the same."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], Markup] = {}

    def __call__(self, passage: Passage) -> Markup:
        """A paragraph of the newer version with its changes marked."""
        key = (passage.pair.key, passage.label)
        if key not in self._made:
            self._made[key] = _marked(passage)
        return self._made[key]


class Once:
    """Fragments about a link, each rendered once: synopsis and redline give the same evidence."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, str], Markup] = {}

    def __call__(self, render: Callable[[Pair, Link], Markup], pair: Pair, link: Link) -> Markup:
        """What `render`, the same macro each time, makes of a link between the versions of a pair."""
        key = (pair.key, link.old, link.new)
        if key not in self._made:
            self._made[key] = render(pair, link)
        return self._made[key]


def _marked(passage: Passage) -> Markup:
    numbers = {id(n.change): n.number for n in passage.changes}
    html: list[str] = []
    before = Piece("same", "")
    for piece in passage.pieces:
        # Words of another paragraph can be struck in the middle of a line without a space of their own.
        tight = before.kind != piece.kind and _tight(before.text, piece.text)
        html.append(_mark(piece, numbers, passage.pair, " apart" if tight else ""))
        before = piece
    return _safe("".join(html))


def _tight(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()


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
    other, mark = escape(change.transfer), f' data-c="{number}"'
    if piece.kind == "came":
        link = f'<a class="via" href="#{escape(address(pair.old.id, change.transfer))}">{other} ⇢</a>'
        return f"{link} {_tag('ins', 'came', piece.text, mark)}"
    link = f'<a class="via" href="#{escape(address(pair.new.id, change.transfer))}">⇢ {other}</a>'
    return f"{_tag('del', 'went', piece.text, mark)} {link} "


def context_html(context: Context) -> Markup:
    """A change with the words around it."""
    change = context.change
    apart = " apart" if _tight(context.before, change.old) else ""
    old = _tag("del", f"{change.cls}{apart}", change.old) if change.old.strip() else escape(change.old)
    new = _tag("ins", change.cls, change.new) if change.new.strip() else escape(change.new)
    return _safe(f"{escape(context.before)}{old}{new}{escape(context.after)}")
