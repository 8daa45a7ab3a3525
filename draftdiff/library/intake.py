"""What comes into a library: paths, folders and archives of files from strangers, read one by one.

A file that cannot be read never stops the rest: it is remembered with the reason. Reading is done by a function of
bytes alone, so that workers in other processes or on other machines can do it.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from draftdiff.errors import DraftdiffError, InputError
from draftdiff.layout import Options, RawFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from draftdiff.model import Document

#: Members of one archive. Chosen; the largest collection of resolutions in one file has a few thousand.
MOST_MEMBERS = 200_000
#: Unpacked size of one archive over its packed size from which it is a bomb. Chosen; text packs to a tenth at best.
BOMB_RATIO = 200


#: The file that makes a folder a library.
DATABASE = "texts.sqlite"


class Piece(NamedTuple):
    """A file on its way in: where its bytes are."""

    path: str
    member: str
    """Name inside the archive, or ""."""

    @property
    def name(self) -> str:
        """As people would call it."""
        return f"{Path(self.path).name}/{self.member}" if self.member else self.path


class Taken(NamedTuple):
    """What became of one file."""

    piece: Piece
    sha256: str
    documents: tuple[Document, ...]
    why: str
    """Why it was refused, or ""."""


def pieces(paths: Iterable[str | Path]) -> Iterator[Piece]:
    """The files behind paths: files as named, folders with all below them by name, members of zip archives.

    What belongs to a library below a folder is passed by: it holds texts that were read, none to read.

    Raises:
        InputError: a path that is not there, or that is a library.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            if (path / DATABASE).is_file():
                raise InputError(
                    "is a library, no folder of texts",
                    file=str(given),
                    remedy="name the texts it was made of",
                )
            libraries = {p.parent for p in path.rglob(DATABASE)}
            for below in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
                if libraries.isdisjoint(below.parents):
                    yield from _opened(below)
        elif path.is_file():
            yield from _opened(path)
        else:
            raise InputError("is not there", file=str(given), remedy="check the path")


def _opened(path: Path) -> Iterator[Piece]:
    if path.suffix.lower() != ".zip":
        yield Piece(str(path), "")
        return
    try:
        with zipfile.ZipFile(path) as archive:
            found = [i for i in archive.infolist() if not i.is_dir()]
    except (zipfile.BadZipFile, OSError):
        yield Piece(str(path), "")  # reading it says what is wrong
        return
    whole = sum(i.file_size for i in found)
    if len(found) > MOST_MEMBERS or whole > BOMB_RATIO * max(path.stat().st_size, 1):
        yield Piece(str(path), "")
        return
    for info in sorted(found, key=lambda i: i.filename):
        yield Piece(str(path), info.filename)


def load(piece: Piece, options: Options) -> bytes:
    """The bytes of a piece.

    Raises:
        InputError: unreadable or too large.
    """
    most = options.limits.bytes
    try:
        if piece.member:
            with zipfile.ZipFile(piece.path) as archive, archive.open(piece.member) as stream:
                data = stream.read(most + 1)
        else:
            with Path(piece.path).open("rb") as stream:
                data = stream.read(most + 1)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise InputError(f"cannot be read: {error}", file=piece.name, remedy="check the file") from error
    if len(data) > most:
        raise InputError(
            f"is larger than {most:,} bytes", file=piece.name, remedy="split it, or raise --limits bytes="
        )
    return data


def take(piece: Piece, options: Options | None = None) -> Taken:
    """Read one file; what is wrong with it is said in the result, never raised."""
    from draftdiff.reading import read_bytes  # noqa: PLC0415 - readers load late

    options = options or Options()
    sha256 = ""
    try:
        data = load(piece, options)
        sha256 = hashlib.sha256(data).hexdigest()
        name = Path(piece.member or piece.path).name
        documents = tuple(d for d in read_bytes(RawFile(data=data, name=name), options) if d.paragraphs)
    except DraftdiffError as error:
        return Taken(piece, sha256 or _name_key(piece), (), error.line())
    except (MemoryError, RecursionError) as error:
        return Taken(
            piece, sha256 or _name_key(piece), (), f"{piece.name}: {type(error).__name__} while reading"
        )
    if not documents:
        return Taken(piece, sha256, (), f"{piece.name}: no numbered or labelled paragraph found")
    return Taken(piece, sha256, documents, "")


def _name_key(piece: Piece) -> str:
    return "name " + hashlib.sha256(piece.name.encode(errors="replace")).hexdigest()


_ORGAN = re.compile(r"(A/HRC|A/C\.\d|[A-Z]{1,6})(?:/|\Z)")


def organ_of(document: Document) -> str:
    """The organ a symbol names: `A`, `S`, `E`, `A/HRC`, ...; "" without one."""
    match = _ORGAN.match(document.symbol)
    return match.group(1) if match else ""
