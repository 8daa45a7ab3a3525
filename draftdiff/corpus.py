"""Bundled drafting histories: what a corpus package gives to the core."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

import msgspec

from draftdiff.errors import InputError, UsageError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusText:
    """One text of a corpus, as its manifest describes it."""

    id: str
    """Name in the history: `first`."""
    file: str
    """File name beside the manifest."""
    role: Literal["version", "citing"]
    """A version of the text, or a document that cites it."""
    title: str
    sha256: str
    """Hex digest of the file's bytes."""
    symbol: str = ""
    status: str = ""
    date: str = ""
    """ISO 8601."""
    language: str = "en"
    source: str = ""
    """Where the text comes from, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A drafting history with its texts, in the order of drafting."""

    name: str
    title: str
    texts: tuple[CorpusText, ...]
    root: Any
    """Folder with the texts: an `importlib.resources` traversable."""
    licence: str = ""

    @classmethod
    def from_folder(cls, root: Traversable) -> Corpus:
        """Read `manifest.json` of a folder.

        Raises:
            InputError: the manifest is damaged.
        """
        try:
            data = cast("dict[str, Any]", msgspec.json.decode(root.joinpath("manifest.json").read_bytes()))
            texts = msgspec.convert(data["texts"], tuple[CorpusText, ...])
            return cls(
                name=data["name"],
                title=data["title"],
                texts=texts,
                root=root,
                licence=data.get("licence", ""),
            )
        except (OSError, KeyError, msgspec.DecodeError) as error:
            raise InputError(
                f"damaged manifest: {error}", file="manifest.json", remedy="reinstall the corpus"
            ) from error

    def text(self, name: str) -> CorpusText:
        """The entry of one text.

        Raises:
            UsageError: unknown.
        """
        for entry in self.texts:
            if entry.id == name:
                return entry
        known = ", ".join(entry.id for entry in self.texts)
        raise UsageError(f"corpus {self.name} has no text {name!r}", remedy=f"there are: {known}")

    def data(self, name: str) -> bytes:
        """The bytes of one text, checked against the manifest.

        Raises:
            InputError: the file differs from the manifest's digest.
        """
        entry = self.text(name)
        data = cast("bytes", self.root.joinpath(entry.file).read_bytes())
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise InputError(
                "differs from the digest in the manifest", file=entry.file, remedy="reinstall the corpus"
            )
        return data
