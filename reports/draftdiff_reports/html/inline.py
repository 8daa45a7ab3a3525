"""Text with its changes as safe HTML: `<ins>` and `<del>` with class, number and source."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from draftdiff_reports.common.book import address

if TYPE_CHECKING:
    from draftdiff.change import Change, Redline
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.compose import Piece
    from draftdiff_reports.common.passages import Context, Passage


# Every piece of text goes through `escape` here; the strings around it are our own. `Markup.format` would do both at
# once but is ten times slower, and a report has thousands of marks.

#: A substantive change has no class in the page: it is what `<ins>` and `<del>` mean.
PLAIN = "substantive"


class Marks:
    """Marked paragraphs.

    Args:
        named: addresses of changes that other views lead to; only those get an id.
    """

    def __init__(self, named: frozenset[str] = frozenset()) -> None:
        self._named = named

    def __call__(self, passage: Passage) -> Markup:
        """A paragraph of the newer version with its changes marked."""
        numbers = {id(n.change): n.number for n in passage.changes}
        redlines = [redline for _, redline in passage.pair.to_new(passage.label)]
        named = {n.number: n.address for n in passage.changes if n.address in self._named}
        html: list[str] = []
        before, at = "", 0
        for piece in passage.pieces:
            # Words of another paragraph can be struck in the middle of a line without a space of their own.
            tight = before != "" and _tight(before, piece.text)
            if piece.change is None:
                html.append(_same(piece, redlines, at))
            else:
                number = numbers[id(piece.change)]
                name = f' id="{escape(named.pop(number))}"' if number in named else ""
                html.append(_mark(piece, f" data-c={number}{name}", passage.pair, apart=tight))
            if piece.kind in ("same", "ins", "came"):
                at += len(piece.text)
            before = piece.text
        return _safe("".join(html))


def _same(piece: Piece, redlines: list[Redline], at: int) -> str:
    """Unchanged text; in a merge with the link it comes by and its place in the old paragraph."""
    if len(redlines) < 2:
        return escape(piece.text)
    place = _old_place(redlines[piece.redline], at)
    return f"<span data-k={piece.redline} data-o={place}>{escape(piece.text)}</span>"


def _old_place(redline: Redline, at: int) -> int:
    """Offset in the old text of an unchanged character at an offset of the new text."""
    ends = [change.new_span[1] for change in redline.changes]
    last = bisect_right(ends, at) - 1
    if last < 0:
        return at
    change = redline.changes[last]
    return change.old_span[1] + at - change.new_span[1]


def _tight(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - made in this module, of escaped text


def _mark(piece: Piece, mark: str, pair: Pair, *, apart: bool) -> str:
    change = piece.change
    assert change is not None  # noqa: S101 - the caller looked
    if change.elsewhere:
        return _transfer(piece, change, mark, pair)
    names: list[str] = [change.cls] if change.cls != PLAIN else []
    names += ["shift"] if change.moved else []
    name = "ins" if piece.kind == "ins" else "del"
    if apart and name == "del":  # an insertion behind a deletion stands apart anyway
        names += ["apart"]
    return _tag(name, names, piece.text, mark)


def _tag(name: str, names: list[str], text: str, mark: str = "") -> str:
    """The element around the words; white space at their ends stays outside, so that lines mark words only.

    `data-e` says that the space before (1), after (2) or on both sides (3) belongs to the change.
    """
    core = text.strip(" ")
    if not core:
        return f"<{name}{_class([*names, 'blank'])}{mark}>{escape(text)}</{name}>"
    lead, trail = text.startswith(" "), text.endswith(" ")
    edge = f" data-e={lead + 2 * trail}" if lead or trail else ""
    return f"{' ' * lead}<{name}{_class(names)}{mark}{edge}>{escape(core)}</{name}>{' ' * trail}"


def _class(names: list[str]) -> str:
    if not names:
        return ""
    return f" class={names[0]}" if len(names) == 1 else f' class="{" ".join(names)}"'


def _transfer(piece: Piece, change: Change, mark: str, pair: Pair) -> str:
    if not change.transfer:  # told by another redline: no paragraph has the words
        name, kind = ("ins", "came") if piece.kind == "came" else ("del", "went")
        return _tag(name, [kind], piece.text, mark)
    other = escape(change.transfer)
    if piece.kind == "came":
        link = f'<a class=via href="#{escape(address(pair.old.id, change.transfer))}">{other} ⇢</a>'
        return f"{link}{_tag('ins', ['came'], piece.text, mark)}"
    link = f'<a class=via href="#{escape(address(pair.new.id, change.transfer))}">⇢ {other}</a>'
    return f"{_tag('del', ['went'], piece.text, mark)}{link}"


def context_html(context: Context) -> Markup:
    """A change with the words around it."""
    change = context.change
    names: list[str] = [change.cls] if change.cls != PLAIN else []
    apart = ["apart"] if _tight(context.before, change.old) else []
    old = _tag("del", [*names, *apart], change.old) if change.old.strip() else escape(change.old)
    new = _tag("ins", names, change.new) if change.new.strip() else escape(change.new)
    return _safe(f"{escape(context.before)}{old}{new}{escape(context.after)}")
