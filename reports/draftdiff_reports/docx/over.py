"""The old version's Word file with the changes in it: checked, written into, and its settings made to show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from draftdiff.errors import UsageError
from draftdiff_reports.docx.body import Body
from draftdiff_reports.docx.container import Container, parse, protection, serialised
from draftdiff_reports.docx.footnotes import Footnotes
from draftdiff_reports.docx.original import Placed, W, paragraphs_of, place
from draftdiff_reports.docx.overlay import Overlay
from draftdiff_reports.docx.package import AFTER_TRACKING, FOOTNOTES_KIND, FOOTNOTES_TYPE
from draftdiff_reports.docx.pairing import plan
from draftdiff_reports.docx.rows import FORMULA, HEADING, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from lxml.etree import _Element as Element

    from draftdiff.alignment import Link
    from draftdiff.change import Redline
    from draftdiff.model import Document
    from draftdiff_reports.docx.markup import Tracker
    from draftdiff_reports.docx.rows import Row

_NOTES = "footnotes"
_TRACKED = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
#: Kinds of notes that draw the rule above the notes.
_RULES = ("separator", "continuationSeparator", "continuationNotice")
_FRAMING = (TITLE, HEADING, FORMULA)


def write_over(
    path: Path, old: Document, rows: tuple[Sequence[Row], Sequence[Row]],
    linked: Iterable[tuple[Link, Redline]], tracker: Tracker, say: Callable[[str], None],
) -> bytes:  # fmt: skip
    """The file of the old version with the new one written over it as tracked changes.

    Args:
        path: the Word file the old version was read from.
        old: the old version.
        rows: rows of the old and of the new version.
        linked: links and redlines between them.
        tracker: gives author, date and ids.
        say: takes a line where the file's settings stand in the way of a reviewer.

    Raises:
        InputError: the file cannot be read.
        UsageError: it is not the file of the old version, or has tracked changes of its own.
    """
    file = Container(path, old)
    root = parse(file.parts[file.main])
    body = root.find(f"{W}body")
    part = file.related(_NOTES)
    notes = parse(file.parts[part]) if part else None
    if body is None:
        raise UsageError("is a Strict Open XML file", file=path.name, remedy="save it as an ordinary .docx")
    if any(next(held.iter(*_TRACKED), None) is not None for held in (root, notes) if held is not None):
        raise UsageError(
            "has tracked changes of its own",
            file=path.name,
            remedy="accept or reject them first, then compare again",
        )
    before, after, placed = _placed(path, body, *rows)
    tracker.last = max(tracker.last, _highest(root))
    footnotes = Footnotes(tracker, first=_highest(notes) + 1 if notes is not None else 1)
    Overlay(Body(plan(before, after, linked), tracker, footnotes, formats=False), placed).write()
    if footnotes:
        _add_footnotes(file, part, notes, footnotes, root)
    file.parts[file.main] = serialised(root)
    settings = file.related("settings")
    if settings is not None:
        file.parts[settings] = reviewed(file.parts[settings])
        kind = protection(file.parts[settings])
        if kind:
            say(
                f"{path.name} is protected ({kind}), and so is what was written over it: "
                "end the protection in Word to accept or reject changes"
            )
    return file.packed()


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


def _highest(root: Element) -> int:
    """The highest id of an annotation."""
    ids = (element.get(f"{W}id") or "" for element in root.iter())
    return max((int(i) for i in ids if i.isdecimal()), default=0)


def _add_footnotes(
    file: Container, part: str | None, notes: Element | None, footnotes: Footnotes, root: Element
) -> None:
    if part is None or notes is None:
        file.add("footnotes.xml", _in_order(parse(footnotes.part()), root), FOOTNOTES_KIND, FOOTNOTES_TYPE)
        return
    notes.extend(parse(f'<root xmlns:w="{W[1:-1]}">{footnotes.notes()}</root>'.encode()))
    file.parts[part] = _in_order(notes, root)


def _in_order(notes: Element, root: Element) -> bytes:
    """The footnotes in the order in which the text refers to them, their ids made anew in both parts.

    LibreOffice goes by order and not by id.
    """
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
    return serialised(notes)


def reviewed(settings: bytes) -> bytes:
    """Settings under which changes are seen and further ones tracked.

    `w:revisionView` says which marks of review a window hides (ECMA-376 part 1, 17.15.1.69): without it all are shown.
    The secretariat's files carry one that hides insertions and deletions.
    """
    root = parse(settings)
    for view in root.findall(f"{W}revisionView"):
        root.remove(view)
    switch = root.find(f"{W}trackRevisions")
    if switch is None:
        later = {W + name.removeprefix("w:") for name in AFTER_TRACKING if name.startswith("w:")}
        switch = etree.Element(f"{W}trackRevisions")
        follower = next((child for child in root if child.tag in later), None)
        if follower is None:
            root.append(switch)
        else:
            follower.addprevious(switch)
    if switch.get(f"{W}val") is not None:
        del switch.attrib[f"{W}val"]
    return serialised(root)
