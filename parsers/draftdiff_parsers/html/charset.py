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
from draftdiff_parsers.kinds import MARKUP_WITHIN as WINDOW
from draftdiff_parsers.kinds import is_archive

if TYPE_CHECKING:
    from draftdiff.layout import RawFile

_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE
)
#: Pages that say one of these are read by browsers as windows-1252 (WHATWG Encoding Standard, names and labels).
_LATIN = frozenset({"iso8859-1", "latin-1", "ascii"})


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
