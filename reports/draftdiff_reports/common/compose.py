"""One running text out of the redlines of all links that end at a paragraph.

A merged paragraph has one redline for each old paragraph; each shows the other's words as brought in. Here every
character of the new text is given to the link that explains it best, so that the text can be read once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.change import Change, Redline

PieceKind = Literal["same", "ins", "del", "came", "went"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text."""

    kind: PieceKind
    """`same` stayed, `ins` and `del` changed, `came` from and `went` to another paragraph of the same step."""
    text: str
    change: Change | None = None
    redline: int = 0
    """Index of the redline it is taken from."""


def compose(redlines: Sequence[Redline]) -> list[Piece]:
    """Pieces in reading order. Those of kind `same`, `ins` and `came` spell the new text."""
    if len(redlines) == 1:
        return _single(redlines[0], 0)
    if not redlines:
        return []
    owner = _owners(redlines)
    gone: dict[int, list[Piece]] = {}
    runs: list[list[tuple[int, int, Piece]]] = []
    for index, redline in enumerate(redlines):
        placed, removed = _placed(redline, index)
        runs.append(placed)
        for at, piece in removed:
            gone.setdefault(at, []).append(piece)
    return _stitch(redlines[0].new_text, owner, runs, gone)


def _single(redline: Redline, index: int) -> list[Piece]:
    pieces: list[Piece] = []
    for segment in redline.segments():
        if isinstance(segment, str):
            pieces.append(Piece("same", segment, None, index))
            continue
        if segment.old:
            pieces.append(Piece("went" if segment.elsewhere else "del", segment.old, segment, index))
        if segment.new:
            pieces.append(Piece("came" if segment.elsewhere else "ins", segment.new, segment, index))
    return pieces


def _placed(redline: Redline, index: int) -> tuple[list[tuple[int, int, Piece]], list[tuple[int, Piece]]]:
    """Pieces of the new text with their spans, and pieces taken out with their points."""
    placed: list[tuple[int, int, Piece]] = []
    removed: list[tuple[int, Piece]] = []
    at = 0
    for piece in _single(redline, index):
        if piece.kind in ("del", "went"):
            removed.append((at, piece))
        else:
            placed.append((at, at + len(piece.text), piece))
            at += len(piece.text)
    return placed, removed


#: Which explanation of a character wins: stayed, then changed in place, then came from elsewhere.
_RANK = {"same": 0, "ins": 1, "came": 2}


def _owners(redlines: Sequence[Redline]) -> list[int]:
    """For each character of the new text, the redline that explains it."""
    size = len(redlines[0].new_text)
    owner, rank = [0] * size, [len(_RANK)] * size
    linked = {redline.old_label for redline in redlines}
    for index, redline in enumerate(redlines):
        for start, end, piece in _placed(redline, index)[0]:
            worth = _RANK[piece.kind]
            if (
                piece.kind == "came"
                and piece.change is not None
                and (piece.change.transfer or piece.change.left_to) not in linked
            ):
                worth = 1
            for at in range(start, min(end, size)):
                if worth < rank[at]:
                    owner[at], rank[at] = index, worth
    return owner


def _stitch(
    text: str, owner: list[int], runs: list[list[tuple[int, int, Piece]]], gone: dict[int, list[Piece]]
) -> list[Piece]:
    cuts = {0, len(text), *gone}
    cuts.update(at for at in range(1, len(text)) if owner[at] != owner[at - 1])
    cuts.update(edge for placed in runs for start, end, _ in placed for edge in (start, end))
    points = sorted(cut for cut in cuts if cut <= len(text))
    pieces: list[Piece] = []
    cursor = [0] * len(runs)
    for start, end in zip(points, [*points[1:], len(text)], strict=True):
        pieces += gone.get(start, [])
        if start == end:
            continue
        mine = owner[start]
        while runs[mine][cursor[mine]][1] <= start:
            cursor[mine] += 1
        piece = runs[mine][cursor[mine]][2]
        last = pieces[-1] if pieces else None
        whole = Piece(piece.kind, text[start:end], piece.change, mine)
        if (
            last is not None
            and last.kind == whole.kind
            and last.change is whole.change
            and last.redline == mine
        ):
            pieces[-1] = Piece(whole.kind, last.text + whole.text, whole.change, mine)
        else:
            pieces.append(whole)
    return pieces
