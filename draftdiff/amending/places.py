"""Where the words of an instruction stand in a text: exactly there, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from draftdiff.amending.amendment import Status

#: Typographic variants of one sign, one character each, so that offsets stay.
_PLAIN = str.maketrans("‘’‚‛ʼ′“”„‟«»‐‑‒–—−\u00a0\u202f\u2009", "''''''\"\"\"\"\"\"------   ")
#: Marks that close a paragraph: words put at its end go before them.
CLOSING = ";.,:"
#: Marks no space stands before.
_TIGHT = ",;:.)]”’»!?…"
_OPENING = "([“‘«"


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of one paragraph's own text replaced by others."""

    start: int
    end: int
    new: str
    core: tuple[int, int]
    """The words themselves, without a space taken along."""


NOT_FOUND: Final = "target not found"
AMBIGUOUS: Final = "ambiguous"
NOT_UNDERSTOOD: Final = "not understood"


class Refusal(Exception):  # noqa: N818 - an answer, not an error; it never leaves this room
    """Why an amendment cannot be applied exactly.

    Attributes:
        status: the outcome it gives.
        why: in words.
    """

    def __init__(self, status: Status, why: str) -> None:
        self.status: Status = status
        self.why = why
        super().__init__(why)


def plain(text: str) -> str:
    """A text with one sign for each family of quotation marks, hyphens and spaces; as long as it was."""
    return text.translate(_PLAIN)


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Spans at which words stand whole in a text, as they are written; case counts."""
    wanted, inside = plain(words), plain(text)
    found: list[tuple[int, int]] = []
    at = inside.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if _edge(inside, at) and _edge(inside, end):
            found.append((at, end))
            at = inside.find(wanted, end)
        else:
            at = inside.find(wanted, at + 1)
    return found


def _edge(text: str, at: int) -> bool:
    """No word goes on across this offset."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def chosen(
    spans: Sequence[tuple[str, int, int]], which: str, words: str, *, near: bool
) -> list[tuple[str, int, int]]:
    """The places an instruction means.

    Args:
        spans: all places.
        which: as `Amendment.which`.
        words: for the reason of a refusal.
        near: the words are there in another case.

    Raises:
        Refusal: none, or not clear which.
    """
    if not spans:
        also = "; they stand there with other capitals" if near else ""
        raise Refusal("target not found", f"the words {words!r} are not there{also}")
    if which == "all":
        return list(spans)
    if which == "both":
        if len(spans) != 2:
            raise Refusal("ambiguous", f"{words!r} stands there {_times(len(spans))}, not twice")
        return list(spans)
    if which == "last":
        return [spans[-1]]
    if which:
        if int(which) < 0 or int(which) > len(spans):
            raise Refusal("target not found", f"{words!r} stands there {_times(len(spans))} only")
        return [spans[int(which) - 1]]
    if len(spans) > 1:
        raise Refusal("ambiguous", f"{words!r} stands there {_times(len(spans))}; say which, or throughout")
    return [spans[0]]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def replaced(start: int, end: int, new: str) -> Edit:
    """Words in place of others, to the letter."""
    return Edit(start, end, new, (start, end))


def deleted(text: str, start: int, end: int) -> Edit:
    """Words taken out, with one of the spaces around them."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == " " and (not after or after.isspace() or after in _TIGHT):
        return Edit(start - 1, end, "", (start, end))
    if after == " " and (not before or before in _OPENING):
        return Edit(start, end + 1, "", (start, end))
    return Edit(start, end, "", (start, end))


def inserted(text: str, at: int, words: str, *, after: bool) -> Edit:
    """Words put in behind, or before, the words that end or begin at an offset."""
    if after:
        left = (
            ""
            if at == 0 or words[:1] in _TIGHT or text[at - 1].isspace() or text[at - 1] in _OPENING
            else " "
        )
        right = " " if at < len(text) and text[at].isalnum() and words[-1:] not in _OPENING else ""
        return Edit(at, at, f"{left}{words}{right}", (at, at))
    left = " " if at and text[at - 1].isalnum() and words[:1] not in _TIGHT else ""
    right = "" if words[-1:] in _OPENING or (at < len(text) and text[at] in _TIGHT) else " "
    return Edit(at, at, f"{left}{words}{right}", (at, at))


def at_end(text: str, words: str) -> Edit:
    """Words put at the end of a paragraph: before its closing mark, or in place of it where they bring their own."""
    bare = text.rstrip()
    closing = bare[-1:] if bare[-1:] and bare[-1] in CLOSING else ""
    at = len(bare) - len(closing)
    if closing and words[-1:] in CLOSING:
        edit = inserted(text, at, words, after=True)
        return Edit(at, len(bare), edit.new.rstrip(), (at, at))
    return inserted(text[:at], at, words, after=True)


def at_beginning(text: str, words: str) -> Edit:
    """Words put before the first of a paragraph."""
    return inserted(text, 0, words, after=False)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """A text with all edits, which touch each other in shared spaces at most."""
    out: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        start = max(edit.start, at)
        out += (text[at:start], edit.new)
        at = max(at, edit.end)
    return "".join((*out, text[at:]))


def mapped(edits: Sequence[Edit], at: int) -> int | None:
    """Offset in the new text of an offset in the old one; None where the words there are gone."""
    shift = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.end <= at and not (edit.start == edit.end == at):
            shift += len(edit.new) - (edit.end - edit.start)
        elif edit.start < at < edit.end:
            return None
    return at + shift
