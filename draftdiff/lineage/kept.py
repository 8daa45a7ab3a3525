"""What was computed before and stands in a file: redlines and origins, handed out in place of computing them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from draftdiff.alignment import Alignment
    from draftdiff.change import Redline

    Redlines = Mapping[tuple[str, str], Redline]
    """(old label, new label) -> redline, in the order of the links."""


#: First member of such a file, stored as it is, so that its first bytes say what it is (as in EPUB and OpenDocument).
MIMETYPE, MEDIA_TYPE = "mimetype", "application/x-draftdiff-history+zip"
_MARK = (MIMETYPE + MEDIA_TYPE).encode()
#: Where the mark stands in the first local header of a zip archive (APPNOTE 4.3.7). Chosen by the format.
_MARK_AT = 30


def is_saved(head: bytes) -> bool:
    """Whether a file that begins so is a saved history, `draftdiff.saved/1`."""
    return head.startswith(b"PK") and head[_MARK_AT : _MARK_AT + len(_MARK)] == _MARK


class Kept(Protocol):
    """Results of a lineage from a file; each is read when it is asked for."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What in the file no longer holds and is computed again, a sentence each."""
        ...

    def links(self, old: str, new: str) -> Alignment | None:
        """Links between two versions that are no step, by id; None where they are not there."""
        ...

    def redlines(self, old: str, new: str) -> Redlines | None:
        """Redlines of the links between two versions, by id; None where they are not there."""
        ...

    def returns(self, old: str, new: str) -> Redlines | None:
        """Redlines of the links that skip the versions between two; None where they are not there."""
        ...

    def origins(self) -> Any:
        """`draftdiff.tracing.origins.words.Origins`, which stands above the lineage; None where they are not there."""
        ...


class NothingKept:
    """A lineage that comes from no such file."""

    notes: tuple[str, ...] = ()

    def links(self, old: str, new: str) -> None:
        """None."""

    def redlines(self, old: str, new: str) -> None:
        """None."""

    def returns(self, old: str, new: str) -> None:
        """None."""

    def origins(self) -> None:
        """None."""
