"""From a passage of the resolution to the words of the citing text, word by word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from draftdiff.change import Change, Redline
from draftdiff.fold import fold

if TYPE_CHECKING:
    from draftdiff.change import ChangeClass

#: A word or mark with the white space before it: pieces that put together are the text again.
_PIECE = re.compile(r"\s*(?:\w+(?:[-‐‑'’]\w+)*|[^\w\s]|$)")


def deviation(label: str, passage: str, said: str) -> Redline:
    """A redline whose old text is the passage and whose new text is what was said; it replays exactly."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - loads late

    old, new = _pieces(passage), _pieces(said)
    old_at, new_at = _offsets(old), _offsets(new)
    changes: list[Change] = []
    pending: tuple[int, int, int, int] | None = None
    for op in (*Indel.opcodes(old, new), None):
        if op is not None and op.tag != "equal":
            first = pending or (op.src_start, op.src_start, op.dest_start, op.dest_start)
            pending = (first[0], op.src_end, first[2], op.dest_end)
        elif pending is not None:
            a, b, c, d = old_at[pending[0]], old_at[pending[1]], new_at[pending[2]], new_at[pending[3]]
            before, after = passage[a:b], said[c:d]
            changes.append(
                Change(
                    old_span=(a, b), new_span=(c, d), old=before, new=after, cls=_class(before, after),
                    why="words of the citing text",
                )
            )  # fmt: skip
            pending = None
    return Redline(old_label=label, new_label="", old_text=passage, new_text=said, changes=tuple(changes))


def _pieces(text: str) -> list[str]:
    return [piece for piece in _PIECE.findall(text) if piece]


def _offsets(pieces: list[str]) -> list[int]:
    out = [0]
    for piece in pieces:
        out.append(out[-1] + len(piece))
    return out


def _class(old: str, new: str) -> ChangeClass:
    """Case, hyphens, punctuation and spaces alone are typography; what else differs is for the reader to judge."""
    bare_old, bare_new = (fold("".join(c for c in text if c.isalnum())) for text in (old, new))
    return "typography" if bare_old == bare_new else "substantive"
