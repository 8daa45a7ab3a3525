"""Bytes to text: byte-order marks, UTF-16, older encodings; damage is reported, nothing is guessed in silence."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.model import Anchor, Problem
from draftdiff_parsers.encodings import older_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Longer marks first: the UTF-32 mark begins with the UTF-16 one.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Beginnings of formats that are no text, whatever their bytes look like.
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b",
           b"7z\xbc\xaf", b"II*\x00", b"MM\x00*", b"\x7fELF")  # fmt: skip
_SAMPLE = 65_536
#: Share of control characters above which bytes are no text. Text has almost none, random bytes have 11 %.
_CONTROLS = 0.02
#: Control characters that a text may have however short it is.
_FEW = 3
#: Pairs of bytes from which UTF-16 is recognised without a mark.
_PAIRS = 8
#: Share of NUL bytes on one side of each pair above which text without a mark is UTF-16 (Latin script: near 1).
_UTF16_NULS = 0.4

_SUSPICIOUS: tuple[tuple[str, str], ...] = (
    ("NUL character", "\x00"),
    ("control character", "\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"),
    ("character that overrides the direction of writing", "\u202a-\u202e\u2066-\u2069"),
    ("invisible character", "\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"),
    ("character the encoding could not give", "\ufffd"),
)
_REMOVED = re.compile("[" + "".join(span for what, span in _SUSPICIOUS if "could not" not in what) + "]")
_ANY_SUSPECT = re.compile("[" + "".join(span for _, span in _SUSPICIOUS) + "]")
_MOJIBAKE_HINT = re.compile(
    "[\u00c2\u00c3\u00d0\u00d1\u00d8\u00d9\u00e2-\u00e9\u00ef\u00f0][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text of a file, with what had to be assumed."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def looks_like_text(data: bytes) -> bool:
    """Whether the beginning of some bytes can be text. Quick; never raises."""
    head = data[:_SAMPLE]
    if head.startswith(_BINARY):
        return False
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _utf16_without_mark(head):
        return True
    controls = sum(head.count(byte) for byte in range(32) if byte not in {9, 10, 11, 12, 13, 27})
    return controls <= max(_FEW, _CONTROLS * len(head))


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Text of some bytes.

    Args:
        data: the file.
        encoding: overrides detection.

    Raises:
        InputError: binary, or in no encoding we know; or not in the encoding given.
    """
    if encoding:
        return Decoded(text=_strict(data, encoding), encoding=encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], name)
    name = _utf16_without_mark(data[:_SAMPLE])
    if name:
        return _tolerant(data, name)
    if not looks_like_text(data):
        raise InputError("is binary, not text", remedy="give a text, PDF, Word, HTML or Akoma Ntoso file")
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        return _older(data, error)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError as error:
        raise InputError(f"unknown encoding {encoding!r}", remedy="try utf-8 or cp1252") from error
    except UnicodeError as error:
        place = f"byte {getattr(error, 'start', 0)}"
        raise InputError(f"is not {encoding}", place=place, remedy="leave the encoding out") from error


def _tolerant(data: bytes, encoding: str) -> Decoded:
    """The mark says what it is; a broken character is replaced and reported with the other suspicious ones."""
    text = data.decode(encoding, errors="replace")
    return Decoded(text=text, encoding=encoding)


def _utf16_without_mark(head: bytes) -> str:
    pairs = len(head) // 2
    if pairs < _PAIRS:
        return ""
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > _UTF16_NULS and even < odd / 8:
        return "utf-16-le"
    return "utf-16-be" if even > _UTF16_NULS and odd < even / 8 else ""


def _older(data: bytes, error: UnicodeDecodeError) -> Decoded:
    """No UTF-8. A few broken bytes in UTF-8 text stay UTF-8; otherwise the encoding whose words are found."""
    tolerant = data.decode("utf-8", errors="replace")
    broken = tolerant.count("\ufffd")
    whole = sum(1 for char in tolerant[:_SAMPLE] if ord(char) > 127 and char != "\ufffd")
    if whole > 3 * broken:
        return Decoded(text=tolerant, encoding="utf-8")
    found = older_encoding(data[:_SAMPLE])
    if not found:
        raise InputError(
            "is text in no encoding draftdiff knows", place=f"byte {error.start}",
            remedy="save it as UTF-8, or name its encoding",
        )  # fmt: skip
    problem = Problem(
        kind="uncertain",
        what=f"the file does not say its encoding; it was read as {found} because its words fit; "
        "--encoding overrides",
    )
    return Decoded(text=data.decode(found, errors="replace"), encoding=found, problems=(problem,))


def suspicious(text: str) -> Iterator[Problem]:
    """One record for each kind of character that hides something."""
    if _ANY_SUSPECT.search(text) is None:
        return
    for what, span in _SUSPICIOUS:
        found = [match.start() for match in re.finditer(f"[{span}]", text)]
        if not found:
            continue
        first = found[0]
        code = f"U+{ord(text[first]):04X}"
        kept = "kept" if "could not" in what else "left out"
        many = f"{len(found)} times, first" if len(found) > 1 else "once,"
        line = text.count("\n", 0, first) + 1
        yield Problem(
            kind="suspicious", what=f"{what} ({code}) {many} on line {line}; {kept}",
            raw=text[max(0, first - 20) : first + 20], anchor=Anchor(lines=(line, line), chars=(first, first + 1)),
        )  # fmt: skip


def clean(line: str) -> str:
    """A line without the characters `suspicious` reports as left out."""
    return _REMOVED.sub("", line) if _ANY_SUSPECT.search(line) else line


def mended(line: str, anchor: Anchor) -> tuple[str, Problem | None]:
    """A line whose letters were decoded twice ("GÃ³mez" for "Gómez") as it was meant; nothing else is touched."""
    if _MOJIBAKE_HINT.search(line) is None:
        return line, None
    from ftfy import fix_encoding  # noqa: PLC0415 - only damaged files need it

    fixed = fix_encoding(line)
    if fixed == line:
        return line, None
    return fixed, Problem(
        kind="repaired",
        what="letters decoded twice were put right",
        raw=line[:500],
        repaired=fixed[:500],
        anchor=anchor,
    )
