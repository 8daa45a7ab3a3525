"""The full-text index of a library: paragraphs by words, ranked (BM25), and whole words by how rare they are.

It is derived from the store and can be thrown away: what a crash left out is put in by the next `add`.
"""

from __future__ import annotations

import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftdiff.errors import InputError, MissingExtraError
from draftdiff.library.wordings import index_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff.library.store import Row

#: Memory of the index writer, in bytes; tantivy asks for 15 MB a thread at least. Chosen; it changes no result.
_HEAP = 60_000_000
_FIELDS = ("language", "organ", "session", "date", "kind")


def tantivy() -> Any:
    """The library tantivy.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module("tantivy")
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "a library needs tantivy", remedy="install it: pip install 'draftdiff[library]'"
        ) from error


def _schema() -> Any:
    builder = tantivy().SchemaBuilder()
    builder.add_integer_field("paragraph", stored=True, indexed=True)
    builder.add_integer_field("document", stored=True, indexed=True)
    for name in _FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class Index:
    """The folder `index/` of a library."""

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        """Open or make.

        Raises:
            InputError: it cannot be opened.
        """
        self._lent: tempfile.TemporaryDirectory[str] | None = None
        engine = tantivy()
        try:
            if read_only:
                self._index = self._open_elsewhere(folder)
            else:
                folder.mkdir(exist_ok=True)
                self._index = engine.Index(_schema(), path=str(folder), reuse=True)
        except (ValueError, OSError) as error:
            raise InputError(
                f"cannot be opened: {error}",
                file=str(folder),
                remedy="delete this folder; the next add makes it anew",
            ) from error
        self._searcher: Any = None

    def _open_elsewhere(self, folder: Path) -> Any:
        """A copy: opening takes a lock file, which a read-only folder cannot hold."""
        self._lent = tempfile.TemporaryDirectory(prefix="draftdiff-index-")
        copy = Path(self._lent.name) / "index"
        if folder.is_dir():
            shutil.copytree(folder, copy)
        else:
            copy.mkdir()
        return tantivy().Index(_schema(), path=str(copy), reuse=True)

    @property
    def searcher(self) -> Any:
        """The newest committed state."""
        if self._searcher is None:
            self._index.reload()
            self._searcher = self._index.searcher()
        return self._searcher

    def put(self, documents: Iterable[tuple[Sequence[str], int, Sequence[Row]]]) -> None:
        """Enter documents, whole or not at all; those that are there are replaced.

        Args:
            documents: the values of language, organ, session, date and kind are taken from the first (language, organ,
                session, date) and from the rows; then the document's number and its paragraphs.
        """
        engine = tantivy()
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for facts, number, rows in documents:
            writer.delete_documents_by_term("document", number)
            for row in rows:
                entry = engine.Document()
                entry.add_integer("paragraph", row.id)
                entry.add_integer("document", number)
                for name, value in zip(_FIELDS, (*facts, row.kind), strict=True):
                    entry.add_text(name, value)
                entry.add_text("body", index_text(row.text))
                writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()
        self._searcher = None

    def rarest(self, words: Iterable[str], most: int) -> list[str]:
        """The rarest words that the index has, rarest first; ties by the alphabet."""
        searcher = self.searcher
        counted = [(searcher.doc_freq("body", word), word) for word in dict.fromkeys(words) if word]
        return [word for count, word in sorted(counted) if count][:most]

    def frequency(self, word: str) -> int:
        """Paragraphs that hold a folded word."""
        return int(self.searcher.doc_freq("body", word))

    @property
    def size(self) -> int:
        """Paragraphs in the index."""
        return int(self.searcher.num_docs)

    def search(
        self, words: Sequence[str], *, every: bool, most: int, filters: Sequence[tuple[str, str]] = ()
    ) -> list[tuple[int, float]]:
        """Numbers of paragraphs with these folded words, best first, and their scores.

        Args:
            words: folded words.
            every: all of them must be there; else any.
            most: how many to return.
            filters: (field, value) that must hold, of language, organ, session, date, kind.
        """
        if not words:
            return []
        engine, schema = tantivy(), self._index.schema
        occur = engine.Occur.Must if every else engine.Occur.Should
        body = engine.Query.boolean_query(
            [(occur, engine.Query.term_query(schema, "body", word, "freq")) for word in words]
        )
        wanted = [
            (
                engine.Occur.Must,
                engine.Query.const_score_query(engine.Query.term_query(schema, name, value, "basic"), 0.0),
            )
            for name, value in filters
            if value
        ]
        query = engine.Query.boolean_query([(engine.Occur.Must, body), *wanted])
        searcher = self.searcher
        hits = searcher.search(query, most).hits
        return [(int(searcher.doc(address)["paragraph"][0]), float(score)) for score, address in hits]

    def close(self) -> None:
        """Let go of the folder, and of a copy of it."""
        self._searcher = None
        if self._lent is not None:
            self._lent.cleanup()
