"""Characters of an HTML file: by byte-order mark, by declaration where the bytes bear it out, else by content."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.model import Problem
from draftdiff_parsers.decode import Decoded, decode

if TYPE_CHECKING:
    from draftdiff.layout import RawFile

#: How far into a file its encoding must be declared (the HTML standard asks for the first 1,024 bytes).
WINDOW = 4_096
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE
)
#: Pages that say one of these are read by browsers as windows-1252 (WHATWG Encoding Standard, names and labels).
_LATIN = frozenset({"iso8859-1", "latin-1", "ascii"})
_TAGS = re.compile(
    rb"<(?:!doctype\s{1,5}html|html|head|body|title|meta|p|div|table|h[1-6]|ol|ul|span)[\s>/]", re.IGNORECASE
)
_ARCHIVE = re.compile(
    rb"^(?:mime-version|from|subject|date|snapshot-content-location|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
#: Headers of a mail that was sent, which a saved page never was.
_SENT = re.compile(rb"^(?:to|cc|received|return-path|message-id|x-mailer)[ \t]*:", re.MULTILINE)


def is_archive(data: bytes) -> bool:
    """Whether it is a page saved as one file with its pictures (MHTML)."""
    head = data[:WINDOW].lower()
    return bool(_ARCHIVE.match(head.lstrip())) and b"multipart/related" in head and not _SENT.search(head)


def is_html(data: bytes) -> bool:
    """Whether markup is near the beginning; UTF-16 included."""
    head = data[:WINDOW].replace(b"\x00", b"") if b"\x00" in data[:64] else data[:WINDOW]
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<" and _TAGS.search(head) is not None


def unpack_archive(data: bytes) -> bytes:
    """The page inside an MHTML file.

    Raises:
        InputError: there is none.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                charset = part.get_content_charset()
                declared = f'<meta charset="{charset}">'.encode() if charset else b""
                return payload if _DECLARED.search(payload[:WINDOW]) else declared + payload
    raise InputError("is a saved web page without a page in it", remedy="save the page again as HTML")


def characters(raw: RawFile, encoding: str) -> Decoded:
    """Text of an HTML file.

    Args:
        raw: the file.
        encoding: overrides declaration and detection.

    Raises:
        InputError: in no encoding we know.
    """
    data = unpack_archive(raw.data) if is_archive(raw.data) else raw.data
    if encoding or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, encoding)
    match = _DECLARED.search(data[:WINDOW])
    if match is None:
        return decode(data)
    name = match[1].decode("ascii")
    try:
        known = codecs.lookup(name).name
        return Decoded(text=data.decode("cp1252" if known in _LATIN else known), encoding=known)
    except (LookupError, UnicodeError):
        found = decode(data)
    if codecs_differ(name, found.encoding):
        said = Problem(
            kind="suspicious", what=f"the page says it is {name}, but it is {found.encoding}; read as that"
        )
        return Decoded(text=found.text, encoding=found.encoding, problems=(*found.problems, said))
    return found


def codecs_differ(one: str, other: str) -> bool:
    """Whether two names mean different encodings; unknown names differ from everything."""
    try:
        return codecs.lookup(one).name != codecs.lookup(other).name
    except LookupError:
        return True
