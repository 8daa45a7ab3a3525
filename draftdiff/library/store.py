"""Texts and metadata of a library in one SQLite file: transactions survive crashes, readers need no server.

Rollback journal, not WAL: a finished library can be read from a read-only folder.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from draftdiff._version import __version__
from draftdiff.contracts.values import document_from_dict, document_to_dict
from draftdiff.errors import InputError
from draftdiff.library.wordings import key_of, wordings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from draftdiff.model import Document

#: Layout of the tables; a library of a newer one is refused, not guessed at. Counted up by reason.
SCHEMA = 1
#: Seconds a reader or writer waits for another process's transaction, which takes well under one. Chosen.
_PATIENCE = 30
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, content BLOB NOT NULL UNIQUE, symbol TEXT NOT NULL, title TEXT NOT NULL,
  organ TEXT NOT NULL, session TEXT NOT NULL, language TEXT NOT NULL, date TEXT NOT NULL, status TEXT NOT NULL,
  words INTEGER NOT NULL, document BLOB NOT NULL, indexed INTEGER NOT NULL DEFAULT 0);
CREATE INDEX documents_symbol ON documents (symbol);
CREATE TABLE sources (
  sha256 TEXT NOT NULL, part INTEGER NOT NULL, name TEXT NOT NULL, document INTEGER NOT NULL,
  PRIMARY KEY (sha256, part)) WITHOUT ROWID;
CREATE TABLE refused (sha256 TEXT NOT NULL, name TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (sha256, name)) WITHOUT ROWID;
CREATE TABLE paragraphs (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
  key INTEGER NOT NULL);
CREATE INDEX paragraphs_key ON paragraphs (key);
CREATE INDEX paragraphs_document ON paragraphs (document);
"""


#: Words of a title that stand for a text without a symbol. Chosen; it changes no result.
NAME_WORDS = 6


class Entry(NamedTuple):
    """What the library knows of one document."""

    id: int
    symbol: str
    title: str
    organ: str
    """`A`, `S`, `A/HRC`, `E`, or the first part of the symbol; "" without one."""
    session: str
    language: str
    date: str
    """ISO 8601, or ""."""
    status: str
    words: int

    @property
    def name(self) -> str:
        """How people call it: its symbol, else how its title begins, its date and its number in the library."""
        if self.symbol or not self.title:
            return self.symbol or f"document {self.id}"
        words = self.title.split()
        title = " ".join(words[:NAME_WORDS]) + (" ..." if len(words) > NAME_WORDS else "")
        return f"{title} ({self.date + ', ' if self.date else ''}document {self.id})"


class Row(NamedTuple):
    """One paragraph of the library."""

    id: int
    document: int
    label: str
    kind: str
    text: str


_ENTRY = "id, symbol, title, organ, session, language, date, status, words"
_ROW = "id, document, label, kind, text"
#: Variables of one statement; SQLite allows 999 in its oldest builds; it changes no result.
_BATCH = 500


class Store:
    """The SQLite file of a library."""

    def __init__(self, path: Path, *, create: bool, read_only: bool) -> None:
        """Open, or make where `create` says so.

        Raises:
            InputError: not a library, damaged, or made by a newer draftdiff.
        """
        if not create and not path.is_file():
            raise InputError(
                "is not a library", file=str(path.parent), remedy="make one: draftdiff library add"
            )
        self.path = path
        mode = "ro" if read_only else "rwc"
        try:
            self.db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_PATIENCE, isolation_level=None
            )
            if create and not self._tables():
                with self.writing():
                    if not self._tables():
                        self._make()
            found = self.meta("schema")
        except sqlite3.Error as error:
            raise InputError(
                f"cannot be opened: {error}",
                file=str(path),
                remedy="check the file and its rights, or build the library anew",
            ) from error
        if not found.isdecimal() or int(found) > SCHEMA:
            raise InputError(
                f"was made by a newer draftdiff ({self.meta('made by') or 'unknown'})", file=str(path.parent),
                remedy="update draftdiff: pip install -U draftdiff",
            )  # fmt: skip

    def _tables(self) -> bool:
        return bool(self.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone())

    def _make(self) -> None:
        for statement in _TABLES.split(";"):
            if statement.strip():
                self.db.execute(statement)
        self.db.executemany(
            "INSERT INTO meta VALUES (?, ?)", [("schema", str(SCHEMA)), ("made by", __version__)]
        )

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def meta(self, name: str) -> str:
        """A fact about the library, "" where it is not kept."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    @contextmanager
    def writing(self) -> Generator[None]:
        """One transaction: all of it, or after a crash nothing of it.

        Raises:
            InputError: the disk is full, or the file cannot be written.
        """
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise InputError(
                f"cannot be written: {error}",
                file=str(self.path),
                remedy="free some space or rights and add again; what is in stays in",
            ) from error

    def known(self, sha256: str) -> bool:
        """A file with these bytes was added or refused before."""
        row = self.db.execute(
            "SELECT 1 FROM sources WHERE sha256 = ? UNION ALL SELECT 1 FROM refused WHERE sha256 = ? LIMIT 1",
            (sha256, sha256),
        ).fetchone()
        return row is not None

    def add(self, document: Document, *, organ: str, sha256: str, part: int, name: str) -> bool:
        """Enter one document inside `writing`; False where its text is there already under another file."""
        rows = [(str(p.label), p.kind, p.text) for p in document.walk()]
        content = content_key(document)
        there = self.db.execute("SELECT id FROM documents WHERE content = ?", (content,)).fetchone()
        if there:
            number = int(there[0])
        else:
            cursor = self.db.execute(
                "INSERT INTO documents (content, symbol, title, organ, session, language, date, status, words, document) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    content, document.symbol, document.title, organ, document.session, document.language, document.date,
                    document.status, sum(len(text.split()) for _, _, text in rows), _packed(document),
                ),
            )  # fmt: skip
            number = int(cursor.lastrowid or 0)
            self.db.executemany(
                "INSERT INTO paragraphs (document, label, kind, text, key) VALUES (?, ?, ?, ?, ?)",
                [(number, label, kind, text, key_of(wordings(text))) for label, kind, text in rows],
            )
        self.db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (sha256, part, name, number))
        return not there

    def refuse(self, sha256: str, name: str, why: str) -> None:
        """Remember, inside `writing`, that a file was not taken and why."""
        self.db.execute("INSERT OR REPLACE INTO refused VALUES (?, ?, ?)", (sha256, name, why))

    def refused(self) -> list[tuple[str, str]]:
        """Names of files that were not taken, and why."""
        return [(str(n), str(w)) for n, w in self.db.execute("SELECT name, why FROM refused ORDER BY name")]

    def entries(self, where: str = "", values: Sequence[object] = ()) -> list[Entry]:
        """Documents in order of date, then of adding; `where` is a condition on their columns."""
        condition = f"WHERE {where} " if where else ""
        query = f"SELECT {_ENTRY} FROM documents {condition}ORDER BY date, id"  # noqa: S608 - conditions are ours
        return [Entry(*row) for row in self.db.execute(query, values)]

    def entry(self, number: int) -> Entry:
        """One document's entry.

        Raises:
            KeyError: no document has this number.
        """
        row = self.db.execute(f"SELECT {_ENTRY} FROM documents WHERE id = ?", (number,)).fetchone()  # noqa: S608 - ours
        if row is None:
            raise KeyError(number)
        return Entry(*row)

    def number_of(self, document: Document) -> int:
        """Number of the same text in the library, 0 where it is not there."""
        row = self.db.execute(
            "SELECT id FROM documents WHERE content = ?", (content_key(document),)
        ).fetchone()
        return int(row[0]) if row else 0

    def document(self, number: int) -> Document:
        """A document as it was read; its id is its symbol or name."""
        row = self.db.execute("SELECT document FROM documents WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        entry = self.entry(number)
        return _unpacked(row[0], self.paragraphs_of(number), entry.name)

    def unindexed(self) -> list[int]:
        """Documents the index may lack: those of a run that did not end."""
        return [
            int(row[0]) for row in self.db.execute("SELECT id FROM documents WHERE indexed = 0 ORDER BY id")
        ]

    def set_indexed(self, numbers: Iterable[int], *, to: bool = True) -> None:
        """Note, inside `writing`, that documents are in the index."""
        self.db.executemany(
            "UPDATE documents SET indexed = ? WHERE id = ?", [(int(to), number) for number in numbers]
        )

    def paragraphs_of(self, document: int) -> list[Row]:
        """The paragraphs of a document, in order of printing."""
        found = self.db.execute(f"SELECT {_ROW} FROM paragraphs WHERE document = ? ORDER BY id", (document,))  # noqa: S608 - ours
        return [Row(*row) for row in found]

    def rows(self, ids: Sequence[int]) -> dict[int, Row]:
        """Paragraphs by number."""
        out: dict[int, Row] = {}
        for at in range(0, len(ids), _BATCH):
            some = list(ids[at : at + _BATCH])
            marks = ",".join("?" * len(some))
            query = f"SELECT {_ROW} FROM paragraphs WHERE id IN ({marks})"  # noqa: S608 - only marks are filled in
            out.update((row[0], Row(*row)) for row in self.db.execute(query, some))
        return out

    def same_wording(self, key: int, language: str) -> list[Row]:
        """Paragraphs that say the same, numbers aside, in a language; "" is any."""
        found = self.db.execute(
            "SELECT p.id, p.document, p.label, p.kind, p.text FROM paragraphs p JOIN documents d ON d.id = p.document "
            "WHERE p.key = ? AND (? = '' OR d.language = ?) ORDER BY p.id",
            (key, language, language),
        )
        return [Row(*row) for row in found]

    def counts(self) -> dict[str, int]:
        """How many documents, paragraphs, words, files and refused files."""
        one = self.db.execute(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM paragraphs), "
            "(SELECT coalesce(sum(words), 0) FROM documents), (SELECT count(DISTINCT sha256) FROM sources), "
            "(SELECT count(*) FROM refused), (SELECT count(*) FROM documents WHERE indexed = 0), "
            "(SELECT count(*) FROM paragraphs p JOIN documents d ON d.id = p.document WHERE d.indexed = 1)"
        ).fetchone()
        names = (
            "documents",
            "paragraphs",
            "words",
            "files",
            "refused",
            "waiting for the index",
            "indexed paragraphs",
        )
        return dict(zip(names, map(int, one), strict=True))


def _packed(document: Document) -> bytes:
    """A document without the texts of its paragraphs, which have a table of their own."""
    value = document_to_dict(document)
    for paragraph in _walk(value["paragraphs"]):
        paragraph["text"] = ""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def _unpacked(packed: bytes, rows: Sequence[Row], name: str) -> Document:
    value = json.loads(zlib.decompress(packed))
    for paragraph, row in zip(_walk(value["paragraphs"]), rows, strict=True):
        paragraph["text"] = row.text
    return document_from_dict(value, name=name).with_id(name)


def _walk(paragraphs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for paragraph in paragraphs:
        yield paragraph
        yield from _walk(paragraph.get("children", []))


def content_key(document: Document) -> bytes:
    """The same for the same text: language, symbol and the words of every paragraph, whatever the file."""
    state = hashlib.blake2b(digest_size=16)
    state.update(f"{document.language}\0{document.symbol}\0".encode())
    for paragraph in document.walk():
        state.update(f"{paragraph.label}\0{' '.join(paragraph.text.split())}\0".encode())
    return state.digest()
