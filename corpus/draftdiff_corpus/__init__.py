"""Bundled drafting histories: texts as found, a manifest each, and gold labels made by hand."""

from __future__ import annotations

from importlib.resources import files

from draftdiff.corpus import Corpus

__all__ = ["gcm_modalities", "village_wells"]


def gcm_modalities() -> Corpus:
    """Modalities for the global compact for migration: two drafts, A/RES/71/280, and documents that cite it.

    Five texts as found (scans, OCR, transcriptions), with links, changes and citations labelled by hand in `gold/`.
    """
    return Corpus.from_folder(files("draftdiff_corpus") / "gcm_modalities")


def village_wells() -> Corpus:
    """A negotiation invented for this project: ten paragraphs, five delegations, four versions from brackets to agreement.

    No delegation ever held these positions.
    """
    return Corpus.from_folder(files("draftdiff_corpus") / "village_wells")
