"""Putting texts into a library: read in other processes, entered by transactions, indexed after.

A crash at any moment loses nothing that was entered; what the index lacks then, the next `add` puts in.
"""

from __future__ import annotations

import fcntl
import hashlib
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from draftdiff.errors import DraftdiffError, InputError
from draftdiff.layout import Options
from draftdiff.library.intake import Taken, load, organ_of, pieces, take
from draftdiff.library.scale import run

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from draftdiff.library.index import Index
    from draftdiff.library.intake import Piece
    from draftdiff.library.store import Store

#: Files a transaction. Chosen; it changes no result: what a crash can cost is reading these again; smaller ones wait for the disk more often.
TRANSACTION = 64
#: Documents a commit of the index. Chosen; it changes no result. A commit takes a quarter of a second.
INDEXED = 512
#: Seconds a second writer waits for the first one's transaction before it says that somebody else is adding. Chosen.
WAIT_FOR_WRITER = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one `add` did."""

    documents: int
    """New documents."""
    again: int
    """Files that were there already, or were refused before."""
    same: int
    """Documents whose text was there already, from another file."""
    refused: tuple[tuple[str, str], ...]
    """Names of files that were not taken, and why."""


class Adding:
    """One run of `add`."""

    def __init__(self, folder: Path, store: Store, index: Index, options: Options | None) -> None:
        """Of a library's folder, its store and its index."""
        self.folder, self.store, self.index = folder, store, index
        self.options = options or Options()

    def all_of(
        self,
        paths: Iterable[str | Path],
        *,
        jobs: int,
        scheduler: str,
        progress: Callable[[int], None] | None,
    ) -> Added:
        """Everything behind the paths; arguments and errors as `Library.add`."""
        with self._alone():
            self._complete_index()
            tally = _Tally()
            waiting = self._unknown(pieces(paths), tally)
            reading = partial(take, options=self.options)
            pending: list[Taken] = []
            for taken in run(reading, waiting, jobs=jobs, scheduler=scheduler, given_up=_given_up):
                pending.append(taken)
                if len(pending) >= TRANSACTION:
                    self._enter(pending, tally)
                    pending = []
                    if progress:
                        progress(tally.files)
            self._enter(pending, tally)
            self._complete_index()
            if progress:
                progress(tally.files)
        return Added(documents=tally.new, again=tally.again, same=tally.same, refused=tuple(tally.refused))

    @contextmanager
    def _alone(self) -> Generator[None]:
        """One writer at a time; the lock dies with its process."""
        with (self.folder / "writer.lock").open("a") as handle:
            end = time.monotonic() + WAIT_FOR_WRITER
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except OSError as error:
                    if time.monotonic() > end:
                        raise InputError(
                            "another process is adding to it",
                            file=str(self.folder),
                            remedy="wait for it, then add again",
                        ) from error
                    time.sleep(0.1)
            yield

    def _unknown(self, found: Iterable[Piece], tally: _Tally) -> Iterator[Piece]:
        """Pieces whose bytes were not seen; one that cannot be read goes on, so that reading says why."""
        seen: set[str] = set()
        for piece in found:
            try:
                sha256 = hashlib.sha256(load(piece, self.options)).hexdigest()
            except DraftdiffError:
                yield piece
                continue
            if sha256 in seen or self.store.known(sha256):
                tally.again += 1
                continue
            seen.add(sha256)
            yield piece

    def _enter(self, taken: list[Taken], tally: _Tally) -> None:
        if not taken:
            return
        with self.store.writing():
            for one in taken:
                name = one.piece.name
                if one.why:
                    self.store.refuse(one.sha256, name, one.why)
                    tally.refused.append((name, one.why))
                for part, document in enumerate(one.documents):
                    fresh = self.store.add(
                        document, organ=organ_of(document), sha256=one.sha256, part=part, name=name
                    )
                    tally.new += fresh
                    tally.same += not fresh
        tally.files += len(taken)

    def _complete_index(self) -> None:
        """Put into the index what the store has and the index may lack."""
        if self.index.size != self.store.counts()["indexed paragraphs"]:
            with self.store.writing():
                self.store.set_indexed([entry.id for entry in self.store.entries()], to=False)
        missing = self.store.unindexed()
        for at in range(0, len(missing), INDEXED):
            some = missing[at : at + INDEXED]
            self.index.put(self._facts(number) for number in some)
            with self.store.writing():
                self.store.set_indexed(some)

    def _facts(self, number: int) -> tuple[tuple[str, ...], int, Any]:
        entry = self.store.entry(number)
        return (
            (entry.language, entry.organ, entry.session, entry.date),
            number,
            self.store.paragraphs_of(number),
        )


class _Tally:
    """Counts of one `add`."""

    def __init__(self) -> None:
        self.new = self.again = self.same = self.files = 0
        self.refused: list[tuple[str, str]] = []


def _given_up(piece: Piece) -> Taken:
    why = f"{piece.name}: the process that read it died twice (out of memory, or killed)"
    return Taken(piece, f"name {piece.name}", (), why)
