"""The library as one object: add, ask, take out."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from draftdiff.errors import InputError, LabelError, UsageError
from draftdiff.fold import fold, tokens, word_texts
from draftdiff.library.adding import Added, Adding
from draftdiff.library.answers import ENTRIES, HITS, PRECEDENTS, Answers, Hit
from draftdiff.library.index import Index, tantivy
from draftdiff.library.intake import DATABASE
from draftdiff.library.series import Series, bare
from draftdiff.library.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from draftdiff.history import History
    from draftdiff.layout import Options
    from draftdiff.library.answers import Precedent
    from draftdiff.library.phrases import PhraseStory
    from draftdiff.library.store import Entry
    from draftdiff.model import Document
    from draftdiff.writing import Precedence


class Library:
    """A folder of texts that can be asked. Open it with `Library.open`; close it, or use it in a `with` statement."""

    def __init__(self, folder: Path, *, create: bool, read_only: bool) -> None:
        """See `open`."""
        self.folder = folder
        self.read_only = read_only
        self._store = Store(folder / DATABASE, create=create, read_only=read_only)
        self._opened: Index | None = None

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False) -> Library:
        """Open a library; a read-only folder can be asked but not added to.

        Args:
            path: its folder.
            create: make it where there is none.

        Raises:
            InputError: no library there, damaged, or made by a newer draftdiff.
            MissingExtraError: tantivy is not installed.
        """
        tantivy()
        folder = Path(path)
        if create:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise InputError(
                    f"cannot be made: {error.strerror}", file=str(path), remedy="choose another place"
                ) from error
        read_only = folder.is_dir() and not os.access(folder, os.W_OK)
        return cls(folder, create=create, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()
        if self._opened is not None:
            self._opened.close()

    def __repr__(self) -> str:
        counts = self._store.counts()
        return f"Library({str(self.folder)!r}: {counts['documents']:,} documents, {counts['paragraphs']:,} paragraphs)"

    def __len__(self) -> int:
        return self._store.counts()["documents"]

    @property
    def _index(self) -> Index:
        if self._opened is None:
            self._opened = Index(self.folder / "index", read_only=self.read_only)
        return self._opened

    # -- adding

    def add(
        self,
        *paths: str | Path,
        options: Options | None = None,
        jobs: int = 0,
        scheduler: str = "",
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Read files, folders and zip archives into the library. What is in is safe whatever happens after.

        Args:
            paths: what to add. A file that was added or refused before is not read again.
            options: how to read.
            jobs: processes that read; 0 is one a core.
            scheduler: a Dask scheduler's address, or `local`; the workers must see the same files.
            progress: told how many files are done.

        Raises:
            InputError: a path that is not there, a full disk, or another process is adding.
            MissingExtraError: the scheduler needs dask.distributed.
        """
        if self.read_only:
            raise InputError(
                "is read-only", file=str(self.folder), remedy="copy the library, or change its rights"
            )
        adding = Adding(self.folder, self._store, self._index, options)
        return adding.all_of(paths, jobs=jobs, scheduler=scheduler, progress=progress)

    # -- asking

    def status(self) -> dict[str, Any]:
        """What is in it: counts, languages, refused files, and what still waits for the index."""
        entries = self._store.entries()
        languages: dict[str, int] = {}
        for entry in entries:
            languages[entry.language or "?"] = languages.get(entry.language or "?", 0) + 1
        dates = [e.date for e in entries if e.date]
        return {
            "folder": str(self.folder), **{k: v for k, v in self._store.counts().items() if k != "indexed paragraphs"}, "languages": dict(sorted(languages.items())),
            "from": min(dates, default=""), "to": max(dates, default=""), "read only": self.read_only,
        }  # fmt: skip

    @property
    def refused(self) -> list[tuple[str, str]]:
        """Names of files that were not taken, and why."""
        return self._store.refused()

    def documents(self, *, language: str = "", organ: str = "") -> Answers[Entry]:
        """Entries in order of date."""
        condition = "(? = '' OR language = ?) AND (? = '' OR organ = ?)"
        return Answers(self._store.entries(condition, (language, language, organ, organ)), ENTRIES)

    def entry(self, symbol: str, language: str = "") -> Entry:
        """One document by symbol, its year or not, by its number in the library, or by its title.

        Raises:
            LabelError: not there, or several have the title.
        """
        wanted = bare(symbol)
        entries = self.documents(language=language)
        found = [e for e in entries if bare(e.symbol) == wanted or symbol in (str(e.id), e.name)]
        if not found:
            found = [e for e in entries if e.title == symbol]
            if len({e.id for e in found if e.language == found[0].language}) > 1:
                raise LabelError(
                    f"{len(found)} texts have the title {symbol!r}",
                    file=str(self.folder),
                    remedy=f"name one by its number: {', '.join(str(e.id) for e in found)}",
                )
        if not found:
            raise LabelError(
                f"{symbol!r} is not in the library",
                file=str(self.folder),
                remedy="see draftdiff library status, or add it",
            )
        english = [e for e in found if e.language == "en"]
        return (english or found)[0]

    def document(self, symbol: str, language: str = "") -> Document:
        """One document, as it was read.

        Raises:
            LabelError: not there.
        """
        return self._store.document(self.entry(symbol, language).id)

    def search(
        self,
        text: str,
        *,
        phrase: bool = False,
        language: str = "",
        organ: str = "",
        session: str = "",
        since: str = "",
        until: str = "",
        kind: str = "",
        most: int = 20,
    ) -> Answers[Hit]:
        """Paragraphs with all these words, best first.

        Args:
            text: words; within double quotes they must follow each other.
            phrase: take the whole text as one phrase.
            language: ISO 639-1; "" is any.
            organ: `A`, `S`, `A/HRC`, `E`; "" is any.
            session: of the organ.
            since: first ISO 8601 date, or year.
            until: last one.
            kind: of paragraph: `preambular`, `operative`, `subparagraph`, ...
            most: how many.

        Raises:
            UsageError: no word in it.
        """
        phrases = [text] if phrase else text.split('"')[1::2]
        words = list(dict.fromkeys(fold(word) for word in word_texts(text)))
        if not words:
            raise UsageError("no word to search for", remedy="give one or more words")
        filters = (("language", language), ("organ", organ), ("session", session), ("kind", kind))
        strict = bool(phrases or since or until)
        found = self._index.search(
            words, every=True, most=max(most, 1) if not strict else 1_000_000, filters=filters
        )
        entries = {e.id: e for e in self._store.entries()}
        wanted = [[fold(word) for word in word_texts(one)] for one in phrases]
        out: list[Hit] = []
        for number, score in found:
            row = self._store.rows([number]).get(number)
            entry = entries.get(row.document) if row else None
            if row is None or entry is None or not _dated(entry.date, since, until):
                continue
            spans = _spans(row.text, wanted or [[word] for word in words])
            if wanted and spans is None:
                continue
            out.append(
                Hit(symbol=entry.name, title=entry.title, date=entry.date, language=entry.language, label=row.label,
                    kind=row.kind, text=row.text, spans=tuple(spans or ()), score=round(score, 4))
            )  # fmt: skip
            if len(out) >= most:
                break
        return Answers(out, HITS)

    def precedents(
        self, draft: Document | str, *, language: str = "", before: str = "", itself: bool = False
    ) -> Answers[Precedent]:
        """Earlier occurrences of every paragraph of a draft.

        Args:
            draft: a document, or the text of one paragraph.
            language: ISO 639-1; "" is the document's, else English.
            before: ISO 8601 date: only texts before it; "" is the document's own date if it has one.
            itself: let the document's own symbol count, where it is in the library.

        Returns:
            One a paragraph with words, in order of printing.
        """
        from draftdiff.library.precedents import Precedents  # noqa: PLC0415 - rapidfuzz loads late

        if isinstance(draft, str):
            finder = Precedents(self._store, self._index, language=language or "en", before=before)
            return Answers((finder.of_text(draft),), PRECEDENTS)
        own = () if itself or not draft.symbol else (draft.symbol,)
        finder = Precedents(
            self._store, self._index, language=language or draft.language or "en",
            before=before or ("" if itself else draft.date), without=own, itself=0 if itself else self._store.number_of(draft),
        )  # fmt: skip
        return Answers(finder.of_document(draft), PRECEDENTS)

    def agreed(self, history: History) -> tuple[Precedence, ...]:
        """What a report tells of precedents of the newest version: `history.report("r.html", precedents=...)`.

        The newest version itself does not count, nor do the history's drafts: they are no agreed language.
        """
        from draftdiff.library.notes import plain  # noqa: PLC0415 - as `precedents`
        from draftdiff.library.precedents import Precedents  # noqa: PLC0415 - rapidfuzz loads late

        documents = list(history.documents.values())
        newest = documents[-1]
        drafts = [d.symbol for d in documents if d.symbol and (d is newest or d.status != "adopted")]
        finder = Precedents(
            self._store, self._index, language=newest.language or "en", before=newest.date,
            without=drafts, itself=self._store.number_of(newest),
        )  # fmt: skip
        return plain(finder.of_document(newest))

    def series(self, symbol: str, language: str = "") -> Answers[Entry]:
        """The texts of one item over the years, oldest first, the one named included.

        Raises:
            LabelError: not in the library.
        """
        entry = self.entry(symbol, language)
        return Answers(Series(self._store, self._index, entry.language).chain(entry.id), ENTRIES)

    def history(self, symbol: str, language: str = "") -> History:
        """A series as a history: its texts as versions, each named by its symbol.

        Raises:
            LabelError: not in the library.
        """
        from draftdiff.history import History  # noqa: PLC0415 - networkx loads late

        return History([self._store.document(entry.id) for entry in self.series(symbol, language)])

    def phrase(self, phrase: str, language: str = "en", lexicon: str | Path | None = None) -> PhraseStory:
        """The births, qualifiers and disappearances of a phrase.

        Raises:
            UsageError: no word in it.
        """
        from draftdiff.lexicon import load_lexicon  # noqa: PLC0415 - only phrases need it
        from draftdiff.library.phrases import tell  # noqa: PLC0415 - as above

        if not word_texts(phrase):
            raise UsageError("no word to search for", remedy="give one or more words")
        return tell(phrase, self._store, self._index, load_lexicon(language, lexicon), language)

    def export(self) -> Iterator[str]:
        """Every document as a line of JSON: its entry, its sources, its paragraphs; the same bytes for the same texts."""
        for entry in self._store.entries():
            rows = [
                {"label": r.label, "kind": r.kind, "text": r.text}
                for r in self._store.paragraphs_of(entry.id)
            ]
            facts = {name: value for name, value in entry._asdict().items() if name != "id"}
            yield json.dumps(
                {"schema": "draftdiff.library-document/1", **facts, "paragraphs": rows}, ensure_ascii=False
            )


def _dated(date: str, since: str, until: str) -> bool:
    if not since and not until:
        return True
    return bool(date) and (not since or date >= since) and (not until or date[: len(until)] <= until)


def _spans(text: str, phrases: list[list[str]]) -> list[tuple[int, int]] | None:
    """Places of every phrase; None where one is not there."""
    printed = [token for token in tokens(text) if token.is_word]
    words = [fold(token.text) for token in printed]
    out: list[tuple[int, int]] = []
    for wanted in phrases:
        size = len(wanted)
        places = [at for at in range(len(words) - size + 1) if words[at : at + size] == wanted]
        if not places:
            return None
        out += [(printed[at].start, printed[at + size - 1].end) for at in places]
    return sorted(out)
