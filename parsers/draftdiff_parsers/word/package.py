"""The zip package a Word file is: opened within limits, its parts found by relationship (ECMA-376 part 2).

python-docx is not used to open foreign files: it loads every part, and one dangling relationship (which Word itself
shrugs off) makes it refuse the whole file.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from draftdiff.errors import InputError, LimitError
from draftdiff_parsers.word.markup import elements, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from draftdiff.layout import Limits, RawFile

#: Below this size a high compression ratio is ordinary (empty parts, repeated settings) and harmless.
RATIO_FLOOR = 1_000_000
_DAMAGED = "open it in Word or LibreOffice and save it again"
_ZIP_ERRORS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError,
    RuntimeError, IndexError, OverflowError,
)  # fmt: skip


@dataclass(slots=True)
class Package:
    """An opened Word package. Parts are read on demand; what has been read counts towards the limits."""

    archive: zipfile.ZipFile
    limits: Limits
    _used: int = field(default=0, init=False)
    _names: dict[str, str] = field(default_factory=dict[str, str], init=False)

    def __post_init__(self) -> None:
        for name in self.archive.namelist():
            self._names.setdefault(name.replace("\\", "/").lstrip("/").lower(), name)

    def has(self, part: str) -> bool:
        """Whether a part is in the package. Part names ignore case."""
        return part.lower() in self._names

    def data(self, part: str) -> bytes:
        """Bytes of a part.

        Raises:
            InputError: the part is missing, damaged or encrypted.
            LimitError: over the limits of size or ratio.
        """
        name = self._names.get(part.lower())
        if name is None:
            raise InputError("the part is missing", place=part, remedy=_DAMAGED)
        room = self.limits.bytes - self._used
        try:
            info = self.archive.getinfo(name)
            with self.archive.open(info) as stream:
                data = stream.read(room + 1)
        except _ZIP_ERRORS as error:
            reason = str(error) or type(error).__name__
            raise InputError(f"damaged zip archive: {reason[:120]}", place=part, remedy=_DAMAGED) from error
        if len(data) > room:
            raise LimitError(
                f"unpacks to more than {self.limits.bytes:,} bytes", place=part,
                remedy="raise --limits bytes=N if you trust it",
            )  # fmt: skip
        if len(data) > RATIO_FLOOR and len(data) > self.limits.ratio * max(info.compress_size, 1):
            raise LimitError(
                f"unpacks to more than {self.limits.ratio} times its size", place=part,
                remedy="raise --limits ratio=N if you trust it",
            )  # fmt: skip
        self._used += len(data)
        return data

    def root(self, part: str) -> Element:
        """Root element of an XML part. Errors as `data` and `markup.parse`."""
        return parse(self.data(part), part, depth=self.limits.depth)

    def related(self, part: str) -> list[tuple[str, str, str]]:
        """(id, kind, part) of the internal relationships of a part; "" is the package itself.

        The kind is the last piece of the relationship's type: `footnotes`, `header`. Targets that are not in the
        package are left out: Word ignores them as well.
        """
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(rels):
            return []
        found: list[tuple[str, str, str]] = []
        for item in elements(self.root(rels)):
            target = item.get("Target") or ""
            if item.get("TargetMode") == "External" or not target:
                continue
            path = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            if self.has(path):
                found.append((item.get("Id") or "", posixpath.basename(item.get("Type") or ""), path))
        return found


@dataclass(frozen=True)
class Parts:
    """The parts of a Word package that hold text or say how it prints."""

    package: Package
    main: str
    """Path of the main document part."""

    @cached_property
    def by_kind(self) -> dict[str, list[str]]:
        """Relationship kind -> parts, in order of relationship."""
        found: dict[str, list[str]] = {}
        for _, kind, path in self.package.related(self.main):
            found.setdefault(kind, []).append(path)
        return found

    @cached_property
    def by_id(self) -> dict[str, str]:
        """Relationship id of the main part -> part."""
        return {rid: path for rid, _, path in self.package.related(self.main)}

    def optional(self, kind: str) -> Element | None:
        """Root of the first part of a kind, or None."""
        paths = self.by_kind.get(kind)
        return self.package.root(paths[0]) if paths else None


def open_package(raw: RawFile, limits: Limits) -> Parts:
    """Open a Word file.

    Raises:
        InputError: no zip archive, no Word file, damaged, encrypted.
        LimitError: too many members or too large when unpacked.
    """
    package = _opened(raw, limits)
    return Parts(package, _main_part(package, raw.name))


def check_archive(raw: RawFile, limits: Limits) -> None:
    """Unpack every part of a package that another program is to read, within the limits. Errors as `open_package`."""
    package = _opened(raw, limits)
    for name in package.archive.namelist():
        if not name.endswith("/"):
            package.data(name)


def _opened(raw: RawFile, limits: Limits) -> Package:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw.data))
        members = archive.infolist()
    except _ZIP_ERRORS as error:
        raise InputError("damaged zip archive", file=raw.name, remedy="fetch the file again") from error
    if len(members) > limits.members:
        raise LimitError(
            f"holds more than {limits.members:,} parts", file=raw.name, remedy="do not trust the file"
        )
    if sum(member.file_size for member in members) > limits.bytes:
        raise LimitError(
            f"unpacks to more than {limits.bytes:,} bytes", file=raw.name,
            remedy="raise --limits bytes=N if you trust it",
        )  # fmt: skip
    return Package(archive, limits)


def _main_part(package: Package, name: str) -> str:
    found = [path for _, kind, path in package.related("") if kind == "officeDocument"]
    main = found[0] if found else "word/document.xml" if package.has("word/document.xml") else ""
    if main.lower().startswith("word/") or (main and _is_word(package, main)):
        return main
    raise InputError(
        f"is {_other_kind(package)}, not a Word file",
        file=name,
        remedy="save the text as .docx, PDF, HTML or plain text",
    )


def _is_word(package: Package, main: str) -> bool:
    types = package.root("[Content_Types].xml") if package.has("[Content_Types].xml") else ()
    wanted = f"/{main}".lower()
    return any(
        (item.get("PartName") or "").lower() == wanted and "word" in (item.get("ContentType") or "").lower()
        for item in types
    )


def _other_kind(package: Package) -> str:
    """What another zip archive is, in words."""
    if package.has("xl/workbook.xml"):
        return "an Excel workbook"
    if package.has("ppt/presentation.xml"):
        return "a PowerPoint presentation"
    if package.has("content.xml") and package.has("mimetype"):
        return "an OpenDocument file"
    return "a zip archive"
