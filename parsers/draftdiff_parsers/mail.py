"""Mail as saved by a mail program (`.eml`, RFC 5322 with MIME): the draft attached to it is read, else its own words."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from draftdiff import registry
from draftdiff.errors import InputError, LimitError, MissingExtraError
from draftdiff.layout import Layout, RawFile
from draftdiff.model import Problem

if TYPE_CHECKING:
    from email.message import Message

    from draftdiff.layout import LayoutReader, Options

MEDIA_TYPE = "message/rfc822"
_HEADER = re.compile(rb"(?:[!-9;-~]{1,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,400}")
#: Headers that mail programs write and nobody types above a text.
_TECHNICAL = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Transfer-Encoding|X-Mailer)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESSED = re.compile(rb"^(?:From|To|Subject|Date)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_HEAD = 65_536
_RAW = 500
_OWN = "mail"
#: Readers in the order in which their attachments are taken for the draft; pictures are mostly logos.
_PREFERENCE = ("word", "pdf", "akn", "html", "text", "image")


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a mail that holds something to read."""

    raw: RawFile
    reader: LayoutReader
    charset: str
    attached: bool


class MailReader:
    """Layout reader of mails."""

    name = _OWN

    def sniff(self, raw: RawFile) -> str:
        """By its headers, of which one is a mail program's."""
        match = _HEADER.match(raw.data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n"))
        if match is None or not _TECHNICAL.search(match[0]) or not _ADDRESSED.search(match[0]):
            return ""
        return MEDIA_TYPE

    def read(self, raw: RawFile, options: Options) -> Layout:
        """The attached draft as its own reader reads it, or the words of the mail.

        Raises:
            InputError: nothing in it can be read.
            LimitError: over `options.limits`.
        """
        parts, left = _parts(raw, options)
        if not parts:
            raise InputError(
                "is a mail without text or a readable attachment", remedy="save the attachment and give that"
            )
        attached = sorted((p for p in parts if p.attached), key=_preference)
        bodies = sorted((p for p in parts if not p.attached), key=lambda p: p.reader.name != "html")
        first = attached[0] if attached and attached[0].reader.name != "image" else (bodies or attached)[0]
        layout = _read(first, options)
        others = [p for p in attached if p is not first]
        problems = [*layout.problems, *_told(first, others, bodies, options)]
        problems += [
            Problem(kind="dropped", what=f"the attachment {name} of the mail is of no kind we read")
            for name in left
        ]
        return replace(layout, problems=tuple(problems), media_type=MEDIA_TYPE)


def _preference(part: _Part) -> int:
    name = part.reader.name
    return _PREFERENCE.index(name) if name in _PREFERENCE else len(_PREFERENCE)


def _parts(raw: RawFile, options: Options) -> tuple[list[_Part], list[str]]:
    """What can be read in a mail, and the names of what cannot."""
    readers = sorted((r for r in registry.readers() if r.name != _OWN), key=lambda r: r.name == "text")
    found: list[_Part] = []
    left: list[str] = []
    try:
        message = email.message_from_bytes(raw.data.lstrip(b"\xef\xbb\xbf\r\n"))
        for count, part in enumerate(message.walk()):
            if count > options.limits.members:
                raise LimitError(
                    f"a mail of more than {options.limits.members:,} parts", remedy="do not trust the file"
                )
            if not part.is_multipart():
                _take(part, readers, found, left)
    except RecursionError as error:
        raise LimitError(
            "a mail whose parts are nested too deeply", remedy="do not trust the file"
        ) from error
    return found, left


def _take(part: Message, readers: list[LayoutReader], found: list[_Part], left: list[str]) -> None:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return
    name = " ".join((part.get_filename() or "").replace("\\", "/").rpartition("/")[2].split())
    attached = part.get_content_disposition() == "attachment" or bool(name)
    if not attached and part.get_content_maintype() != "text":
        return  # pictures of a signature, pieces of a calendar
    kind = "html" if part.get_content_type() == "text/html" else ""
    inside = RawFile(data=data, name=name or part.get_content_type())
    reader = next((r for r in readers if r.name == kind), None) or next(
        (r for r in readers if r.sniff(inside)), None
    )
    if reader is None:
        left.append(name or part.get_content_type())
    else:
        found.append(_Part(inside, reader, part.get_content_charset() or "", attached))


def _read(part: _Part, options: Options) -> Layout:
    """A part in the encoding its header names, or in what its bytes say where that is wrong."""
    if not part.charset or options.encoding or part.reader.name not in ("text", "html"):
        return part.reader.read(part.raw, options)
    try:
        return part.reader.read(part.raw, replace(options, encoding=part.charset))
    except InputError:
        return part.reader.read(part.raw, options)


def _told(first: _Part, others: list[_Part], bodies: list[_Part], options: Options) -> list[Problem]:
    """What of the mail was read, and what was not."""
    if not first.attached:
        found = [
            Problem(kind="uncertain", what="the words of the mail itself were read; it has no draft attached")
        ]
    else:
        found = [Problem(kind="uncertain", what=f"the file {first.raw.name} attached to the mail was read")]
        found += [
            Problem(kind="dropped", what="the words of the mail itself", raw=_words(p, options))
            for p in bodies[:1]
        ]
    found += [
        Problem(kind="dropped", what=f"the attachment {p.raw.name} of the mail was not read") for p in others
    ]
    return found


def _words(part: _Part, options: Options) -> str:
    try:
        blocks = _read(part, options).blocks
    except (InputError, MissingExtraError):
        return ""
    return "\n".join(block.text for block in blocks)[:_RAW]
