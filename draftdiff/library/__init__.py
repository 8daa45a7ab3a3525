"""A library of adopted and draft texts: agreed language, precedents, series and phrases over all of them.

One folder holds everything: `texts.sqlite` (texts, metadata, what was refused) and `index/` (a full-text index that
can be made again from the texts at any time). SQLite keeps the texts because adding is many small transactions that
must survive a crash, by any process, with no server and nothing to install; tantivy keeps the index because ranked
search over a million paragraphs stays in milliseconds. Needs the extra `library`.

>>> import draftdiff as dd
>>> library = dd.Library.open("agreed", create=True)  # doctest: +SKIP
>>> library.add("resolutions/")  # doctest: +SKIP
>>> library.precedents(dd.read("draft.docx"))  # doctest: +SKIP
"""

from __future__ import annotations

from draftdiff.library.shelf import Library

__all__ = ["Library"]
