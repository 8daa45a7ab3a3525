"""What kind of file some bytes are, by content, without the libraries that read them. Word: `word.sniff`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from draftdiff.layout import RawFile

PDF = "application/pdf"
AKN = "application/akn+xml"
HTML = "text/html"
#: How far into an XML file its root element must be named; comments and long schema locations come before it.
ROOT_WITHIN = 8_192
_AKN_ROOT = re.compile(rb"<(?:[\w.-]+:)?akomaNtoso[\s>]")
#: The header may be preceded by rubbish; readers look for it in the first kilobyte (PDF 32000-1, annex H, note 13).
_PDF_WITHIN = 1_024
#: How far into a file its encoding must be declared (the HTML standard asks for the first 1,024 bytes).
MARKUP_WITHIN = 4_096
_TAGS = re.compile(
    rb"<(?:!doctype\s{1,5}html|html|head|body|title|meta|p|div|table|h[1-6]|ol|ul|span)[\s>/]", re.IGNORECASE
)
_ARCHIVE = re.compile(
    rb"^(?:mime-version|from|subject|date|snapshot-content-location|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
#: Headers of a mail that was sent, which a saved page never was.
_SENT = re.compile(rb"^(?:to|cc|received|return-path|message-id|x-mailer)[ \t]*:", re.MULTILINE)
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"), (b"MM\0+", "image/tiff"),
)  # fmt: skip


def akn(raw: RawFile) -> str:
    """By the root element `akomaNtoso`, whatever the encoding."""
    return AKN if _AKN_ROOT.search(raw.data[:ROOT_WITHIN].replace(b"\x00", b"")) else ""


def html(raw: RawFile) -> str:
    """By tags near the beginning, whatever the ending; Akoma Ntoso and other XML have none of them."""
    if is_archive(raw.data):
        return "multipart/related"
    return HTML if is_html(raw.data) and b"akomaNtoso" not in raw.data[:ROOT_WITHIN] else ""


def image(raw: RawFile) -> str:
    """By the first bytes."""
    return next((kind for head, kind in _IMAGES if raw.data.startswith(head)), "")


def pdf(raw: RawFile) -> str:
    """By the header."""
    return PDF if b"%PDF-" in raw.data[:_PDF_WITHIN] else ""


def is_archive(data: bytes) -> bool:
    """Whether it is a page saved as one file with its pictures (MHTML)."""
    head = data[:MARKUP_WITHIN].lower()
    return bool(_ARCHIVE.match(head.lstrip())) and b"multipart/related" in head and not _SENT.search(head)


def is_html(data: bytes) -> bool:
    """Whether markup is near the beginning; UTF-16 included."""
    head = data[:MARKUP_WITHIN].replace(b"\x00", b"") if b"\x00" in data[:64] else data[:MARKUP_WITHIN]
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<" and _TAGS.search(head) is not None
