"""The old version's Word file with the changes in it: opened, checked, written into and packed again."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from draftdiff.errors import InputError, UsageError
from draftdiff_reports.docx.body import Body
from draftdiff_reports.docx.footnotes import Footnotes
from draftdiff_reports.docx.original import Placed, W, paragraphs_of, place
from draftdiff_reports.docx.overlay import Overlay
from draftdiff_reports.docx.package import AFTER_TRACKING, FOOTNOTES_KIND, FOOTNOTES_TYPE
from draftdiff_reports.docx.pairing import plan
from draftdiff_reports.docx.rows import FORMULA, HEADING, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from lxml.etree import _Element as Element

    from draftdiff.alignment import Link
    from draftdiff.change import Redline
    from draftdiff.model import Document
    from draftdiff_reports.docx.markup import Tracker
    from draftdiff_reports.docx.rows import Row

_MAIN = "word/document.xml"
_NOTES = "word/footnotes.xml"
_SETTINGS = "word/settings.xml"
_TRACKED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
#: Kinds of notes that draw the rule above the notes.
_RULES = ("separator", "continuationSeparator", "continuationNotice")
_FRAMING = (TITLE, HEADING, FORMULA)
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


def write_over(
    path: Path, old: Document, rows: tuple[Sequence[Row], Sequence[Row]],
    linked: Iterable[tuple[Link, Redline]], tracker: Tracker,
) -> bytes:  # fmt: skip
    """The file of the old version with the new one written over it as tracked changes.

    Args:
        path: the Word file the old version was read from.
        old: the old version.
        rows: rows of the old and of the new version.
        linked: links and redlines between them.
        tracker: gives author, date and ids.

    Raises:
        InputError: the file cannot be read.
        UsageError: it is not the file of the old version, or has tracked changes of its own.
    """
    parts = _parts(path, old)
    root = _parse(parts[_MAIN])
    body = root.find(f"{W}body")
    if body is None or next(root.iter(*_TRACKED), None) is not None:
        raise UsageError(
            "has tracked changes of its own",
            file=path.name,
            remedy="accept or reject them first, then compare again",
        )
    before, after, placed = _placed(path, body, *rows)
    notes = _parse(parts[_NOTES]) if _NOTES in parts else None
    tracker.last = max(tracker.last, _highest(root))
    footnotes = Footnotes(tracker, first=_highest(notes) + 1 if notes is not None else 1)
    Overlay(Body(plan(before, after, linked), tracker, footnotes, formats=False), placed).write()
    if footnotes:
        _add_footnotes(parts, notes, footnotes)
        parts[_NOTES] = _in_order(parts[_NOTES], root)
    parts[_MAIN] = _serialised(root)
    if _SETTINGS in parts:
        parts[_SETTINGS] = _tracking(parts[_SETTINGS])
    return _packed(parts)


def _parts(path: Path, old: Document) -> dict[str, bytes]:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"cannot be read: {reason}", file=str(path), remedy="check the path and its rights"
        ) from error
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
            parts = {name: archive.read(name) for name in archive.namelist()}
            _parse(parts[_MAIN])
    except _DAMAGED as error:
        raise InputError("is no Word file", file=path.name, remedy="leave the original out") from error
    return parts


def _placed(
    path: Path, body: Element, before: Sequence[Row], after: Sequence[Row]
) -> tuple[Sequence[Row], Sequence[Row], dict[int, Placed]]:
    """Both versions without titles and headings the file does not print as such, and where the others stand."""
    paragraphs = paragraphs_of(body)
    found = place(before, paragraphs)
    missing = [row for at, row in enumerate(before) if at not in found]
    lost = [row.key for row in missing if row.style not in _FRAMING and row.text]
    if lost or not found:
        raise UsageError(
            f"does not show {lost[0] if lost else 'the old version'} as a paragraph of its own", file=path.name,
            remedy="leave the original out; a new file is written then",
        )  # fmt: skip
    gone = {(row.style, row.text) for row in missing}
    kept_before = [row for at, row in enumerate(before) if at in found]
    kept_after = [row for row in after if (row.style, row.text) not in gone and (row.text or row.number)]
    placed = {new: found[at] for new, at in enumerate(sorted(found))}
    return kept_before, kept_after, placed


def _parse(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _serialised(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _highest(root: Element) -> int:
    """The highest id of an annotation."""
    ids = (element.get(f"{W}id") or "" for element in root.iter())
    return max((int(i) for i in ids if i.isdecimal()), default=0)


def _add_footnotes(parts: dict[str, bytes], notes: Element | None, footnotes: Footnotes) -> None:
    if notes is not None:
        notes.extend(_parse(f'<root xmlns:w="{W[1:-1]}">{footnotes.notes()}</root>'.encode()))
        parts[_NOTES] = _serialised(notes)
        return
    parts[_NOTES] = footnotes.part()
    types = parts["[Content_Types].xml"]
    override = f'<Override PartName="/{_NOTES}" ContentType="{FOOTNOTES_TYPE}"/></Types>'
    parts["[Content_Types].xml"] = types.replace(b"</Types>", override.encode())
    relations = "word/_rels/document.xml.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    relation = (
        f'<Relationship Id="rIdDraftdiff" Type="{FOOTNOTES_KIND}" Target="footnotes.xml"/></Relationships>'
    )
    parts[relations] = parts.get(relations, empty).replace(b"</Relationships>", relation.encode())


def _in_order(part: bytes, root: Element) -> bytes:
    """The footnotes in the order in which the text refers to them, their ids made anew in both parts.

    LibreOffice goes by order and not by id.
    """
    notes = _parse(part)
    references = list(root.iter(f"{W}footnoteReference"))
    order: dict[str, int] = {}
    for reference in references:
        order.setdefault(reference.get(f"{W}id") or "", len(order))
    notes[:] = sorted(
        notes, key=lambda n: (n.get(f"{W}type") not in _RULES, order.get(n.get(f"{W}id") or "", len(order)))
    )
    ids: dict[str, str] = {}
    for note in notes:
        if note.get(f"{W}type") not in _RULES:
            ids[note.get(f"{W}id") or ""] = str(len(ids) + 1)
            note.set(f"{W}id", str(len(ids)))
    for reference in references:
        known = ids.get(reference.get(f"{W}id") or "")
        if known is not None:
            reference.set(f"{W}id", known)
    return _serialised(notes)


def _tracking(settings: bytes) -> bytes:
    """The settings with tracking of changes switched on."""
    root = _parse(settings)
    if root.find(f"{W}trackRevisions") is None:
        later = {W + name.removeprefix("w:") for name in AFTER_TRACKING if name.startswith("w:")}
        switch = etree.Element(f"{W}trackRevisions")
        follower = next((child for child in root if child.tag in later), None)
        if follower is None:
            root.append(switch)
        else:
            follower.addprevious(switch)
    return _serialised(root)


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
