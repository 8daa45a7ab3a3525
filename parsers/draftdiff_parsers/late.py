"""Readers that know their files by the first bytes, and load what reads them when such a file comes.

All readers are asked of every file; a text file must not wait for the libraries of Word, PDF and HTML.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from draftdiff.layout import Layout, Options, RawFile


class LateReader:
    """Layout reader that stands for another one until a file is read."""

    name: ClassVar[str]
    """Entry-point name."""
    home: ClassVar[str]
    """Module of the reader, and its class: `package.module:Class`."""
    kind: ClassVar[Callable[[RawFile], str]]
    """Media type of a file that is this reader's, else ""."""

    @cached_property
    def reader(self) -> Any:
        """The reader itself."""
        module, _, name = self.home.partition(":")
        return getattr(import_module(module), name)()

    def sniff(self, raw: RawFile) -> str:
        """Media type if the bytes are this reader's, else ""."""
        return type(self).kind(raw)

    def read(self, raw: RawFile, options: Options) -> Layout:
        """Blocks of the file; errors as the reader's own."""
        return cast("Layout", self.reader.read(raw, options))


class LateColumnReader(LateReader):
    """The same for a format whose files can hold versions side by side."""

    def columns(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """As `draftdiff.layout.ColumnReader`."""
        return cast("list[tuple[str, Options]]", self.reader.columns(raw, options))


class LateTrackedReader(LateColumnReader):
    """The same for a format whose files can also hold tracked changes."""

    def versions(self, raw: RawFile, options: Options) -> list[tuple[str, Options]]:
        """As `draftdiff.layout.TrackedReader`."""
        return cast("list[tuple[str, Options]]", self.reader.versions(raw, options))
