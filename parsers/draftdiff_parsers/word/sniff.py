"""What kind of word-processor file some bytes are, by content; those of other kinds are converted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from draftdiff.errors import InputError

if TYPE_CHECKING:
    from draftdiff.layout import Limits, RawFile

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEGACY = "application/msword"
ENCRYPTED = "application/x-ole-encrypted"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
FLAT = "application/vnd.ms-word.flat+xml"
ZIP = "application/zip"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of streams in the directory of an OLE file ([MS-CFB], [MS-DOC] 2.1, [MS-OFFCRYPTO] 2.3).
_STREAM_LEGACY = "WordDocument".encode("utf-16-le")
_STREAM_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: What LibreOffice converts: ending, and kind in words.
_CONVERTED = {
    ODT: ("odt", "an OpenDocument text"), RTF: ("rtf", "a Rich Text file"), FLAT: ("xml", "a Word file saved as one XML file"),
    LEGACY: ("doc", "a Word file of the old binary kind (Word 97 to 2003)"),
}  # fmt: skip


def sniff(raw: RawFile) -> str:
    """Media type of a word-processor file, of a zip archive nobody else reads, or ""."""
    data = raw.data
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        # The first member says what an OpenDocument file is, uncompressed (OpenDocument 1.3 part 2, 3.3).
        odt = b"mimetype" + ODT.encode() in data[:200] and b"word/" not in data[:200]
        return ODT if odt else DOCX if b"word/" in data else ZIP
    if data[:8] == _OLE:
        if _STREAM_ENCRYPTED in data:
            return ENCRYPTED
        return LEGACY if _STREAM_LEGACY in data else ""
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return RTF
    return FLAT if b'progid="Word.Document"' in head else ""


def as_word(raw: RawFile, limits: Limits) -> tuple[RawFile, str]:
    """The file in Word's present format, and its own media type; unchanged where it is in that format.

    Raises:
        InputError: encrypted, or LibreOffice cannot read it.
        LimitError: too large, or LibreOffice took too long.
        MissingExtraError: only LibreOffice reads it, and that is not there.
    """
    # This module is asked of every file; these are for files that are Word's.
    from draftdiff_parsers.word.convert import converted  # noqa: PLC0415 - as above
    from draftdiff_parsers.word.package import check_archive  # noqa: PLC0415 - as above

    media_type = sniff(raw)
    if media_type == ENCRYPTED:
        raise InputError(
            "is an encrypted Office file",
            file=raw.name,
            remedy="open it with its password and save it without one",
        )
    if media_type not in _CONVERTED:
        return raw, DOCX
    ending, what = _CONVERTED[media_type]
    if media_type == ODT:
        check_archive(raw, limits)
    return replace(raw, data=converted(raw, ending, what, limits)), media_type
