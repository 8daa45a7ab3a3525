"""What kind of word-processor file some bytes are, by content, and why we refuse some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draftdiff.errors import InputError

if TYPE_CHECKING:
    from draftdiff.layout import RawFile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEGACY = "application/msword"
ENCRYPTED = "application/x-ole-encrypted"
RTF = "application/rtf"
FLAT = "application/vnd.ms-word.flat+xml"
ZIP = "application/zip"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of streams in the directory of an OLE file ([MS-CFB], [MS-DOC] 2.1, [MS-OFFCRYPTO] 2.3).
_STREAM_LEGACY = "WordDocument".encode("utf-16-le")
_STREAM_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONVERT = "convert it first: soffice --headless --convert-to docx"


def sniff(raw: RawFile) -> str:
    """Media type of a word-processor file, of a zip archive nobody else reads, or ""."""
    data = raw.data
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return DOCX if b"word/" in data else ZIP
    if data[:8] == _OLE:
        if _STREAM_ENCRYPTED in data:
            return ENCRYPTED
        return LEGACY if _STREAM_LEGACY in data else ""
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return RTF
    return FLAT if b'progid="Word.Document"' in head else ""


def refuse(raw: RawFile, media_type: str) -> None:
    """Raise for what is recognised but not read.

    Raises:
        InputError: legacy binary Word, encrypted Word, Rich Text or flat XML, with the way out.
    """
    if media_type == LEGACY:
        raise InputError(
            "is a Word file of the old binary kind (Word 97 to 2003)",
            file=raw.name,
            remedy=f"{_CONVERT} {raw.name}",
        )
    if media_type == ENCRYPTED:
        raise InputError(
            "is an encrypted Office file",
            file=raw.name,
            remedy="open it with its password and save it without one",
        )
    if media_type == RTF:
        raise InputError("is a Rich Text file", file=raw.name, remedy=f"{_CONVERT} {raw.name}")
    if media_type == FLAT:
        raise InputError(
            "is a Word file saved as one XML file", file=raw.name, remedy=f"{_CONVERT} {raw.name}"
        )
