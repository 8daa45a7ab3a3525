"""The old version's own Word file as a package: opened, its parts found by relationship (ECMA-376 part 2), packed again."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from draftdiff.errors import InputError, UsageError
from draftdiff_reports.docx.original import W

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

    from draftdiff.model import Document

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
#: A member larger than this when unpacked is refused; real resolutions have at most a few hundred kilobytes.
_LARGEST = 100_000_000
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)


class Container:
    """The parts of a Word file. `main` names the part that holds the text."""

    def __init__(self, path: Path, old: Document) -> None:
        """Open a file.

        Args:
            path: the file.
            old: the version that was read from it.

        Raises:
            InputError: it cannot be read, or is no Word file.
            UsageError: it is not the file of that version.
        """
        data = _bytes(path)
        known = old.source.sha256
        if known and hashlib.sha256(data).hexdigest() != known:
            raise UsageError(
                f"is not the file version {old.id} was read from",
                file=path.name,
                remedy=f"name {old.source.name}",
            )
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                    raise InputError("unpacks to too much", file=path.name, remedy="leave out its pictures")
                self.parts = {name: archive.read(name) for name in archive.namelist()}
            self.main = self._target("_rels/.rels", "", "officeDocument") or "word/document.xml"
            parse(self.parts[self.main])
        except _DAMAGED as error:
            raise InputError("is no Word file", file=path.name, remedy="leave the original out") from error

    def related(self, kind: str) -> str | None:
        """Name of the part the text stands in this relation to: `settings`, `footnotes`; None if there is none."""
        return self._target(_relations_of(self.main), posixpath.dirname(self.main), kind)

    def add(self, name: str, data: bytes, kind: str, content_type: str) -> None:
        """A new part beside the text, in a relation to it.

        Args:
            name: file name of the part, without folder.
            data: its bytes.
            kind: type of the relationship, an address.
            content_type: media type.
        """
        part = posixpath.join(posixpath.dirname(self.main), name)
        self.parts[part] = data
        types = self.parts["[Content_Types].xml"]
        override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
        self.parts["[Content_Types].xml"] = types.replace(b"</Types>", override.encode())
        relations = _relations_of(self.main)
        relation = f'<Relationship Id="rIdDraftdiff" Type="{kind}" Target="{name}"/></Relationships>'
        held = self.parts.get(relations, _EMPTY)
        self.parts[relations] = held.replace(b"</Relationships>", relation.encode())

    def packed(self) -> bytes:
        """The file, without times: the same bytes for the same parts."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _target(self, relations: str, folder: str, kind: str) -> str | None:
        """The first part in the package that a relationship of this kind leads to."""
        if relations not in self.parts:
            return None
        for relation in parse(self.parts[relations]):
            if relation.get("Type") == f"{_RELATION}/{kind}" and relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
                if target.lstrip("/") in self.parts:
                    return target.lstrip("/")
        return None


def is_word(path: Path) -> bool:
    """Whether a file is a package with a Word text in it, by its content."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(
                b"wordprocessingml" in archive.read(name)
                for name in archive.namelist()
                if name == "[Content_Types].xml"
            )
    except (OSError, *_DAMAGED):
        return False


def parse(data: bytes) -> Element:
    """A part as XML; nothing outside it is read.

    Raises:
        XMLSyntaxError: it is none.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def serialised(root: Element) -> bytes:
    """A part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def protection(settings: bytes) -> str:
    """Kind of protection that is enforced (`readOnly`, `comments`, `trackedChanges`, `forms`), or ""."""
    found = parse(settings).find(f"{W}documentProtection")
    if found is None or found.get(f"{W}enforcement") not in ("1", "true", "on"):
        return ""
    kind = found.get(f"{W}edit") or ""
    return "" if kind == "none" else kind


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"cannot be read: {reason}", file=str(path), remedy="check the path and its rights"
        ) from error


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
