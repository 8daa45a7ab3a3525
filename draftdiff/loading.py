"""Histories by name: a bundled corpus becomes a `History`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff import registry
from draftdiff.reading import read_corpus_text

if TYPE_CHECKING:
    from draftdiff.history import History
    from draftdiff.layout import Options


def load(name: str, *, options: Options | None = None) -> History:
    """A bundled drafting history, read from its raw files.

    Args:
        name: entry-point name of the corpus, such as `gcm-modalities`.
        options: how to read.

    Raises:
        UsageError: no corpus of that name; the remedy lists those there are.
        InputError: a file differs from its manifest.
    """
    from draftdiff.history import History  # noqa: PLC0415 - loads late to keep the import quick

    corpus = registry.corpus(name)
    read = {entry.id: read_corpus_text(name, entry.id, options=options)[0] for entry in corpus.texts}
    return History(
        [read[entry.id] for entry in corpus.texts if entry.role == "version"],
        citing=[read[entry.id] for entry in corpus.texts if entry.role == "citing"],
        title=corpus.title,
    )
