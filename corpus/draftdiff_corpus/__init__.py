"""draftdiff_corpus: see docs/architecture.md."""
