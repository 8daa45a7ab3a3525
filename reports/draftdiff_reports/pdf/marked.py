"""The newer version's own PDF with its changes highlighted, and noted as annotations every viewer shows."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from draftdiff.errors import InputError, MissingExtraError, UsageError
from draftdiff_reports.common.book import Book
from draftdiff_reports.common.catalogue import Catalogue
from draftdiff_reports.common.choose import pair_of
from draftdiff_reports.common.passages import Passages
from draftdiff_reports.pdf.places import Pages, Spot, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from draftdiff.history import History
    from draftdiff.model import Paragraph
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.passages import Numbered
    from draftdiff_reports.pdf.places import Box

Colour = tuple[float, float, float]
#: Red, green and blue, 0 to 1, of a class's highlight: light enough that the text stays black on it.
_COLOURS: dict[str, Colour] = {
    "substantive": (1.0, 0.82, 0.35),
    "new": (0.65, 0.92, 0.65),
    "gone": (1.0, 0.6, 0.6),
}
_MINOR: Colour = (0.8, 0.87, 0.96)
#: Points: side of a note's sign, and width of a mark between two characters where words were taken out.
_SIGN, _THIN = 18.0, 2.5
#: Flag of an annotation that is printed (ISO 32000-1, table 165).
_PRINT = 4


@dataclass(frozen=True, slots=True)
class Remark:
    """One annotation."""

    page: int
    """0-based."""
    boxes: tuple[Box, ...]
    """One a line; none for a sign at the page's margin."""
    colour: Colour
    words: str


@dataclass(frozen=True, slots=True)
class MarkedPdfReport:
    """Writer `marked-pdf`."""

    name: str = "marked-pdf"
    suffixes: tuple[str, ...] = (".marked.pdf",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """The pages of the newer version with highlights; what was dropped is noted on the first page.

        A page image without characters gets a highlight over the whole paragraph.

        Raises:
            MissingExtraError: pikepdf is not installed.
            UsageError: an unknown version, one version only, or the newer one was not read from a PDF.
            InputError: its file cannot be read any more.
        """
        old, new = pair_of(history, options)
        data = _file(history.files.get(new), new)
        text = Catalogue(options.language, options.theme)
        pair = Book(history, text.status, text.the).pair(old, new)
        import pypdfium2  # noqa: PLC0415 - loads late

        try:
            with pypdfium2.PdfDocument(data) as pdf:
                remarks = list(_remarks(pair, Pages(pdf), text))
        except pypdfium2.PdfiumError as error:
            raise InputError("cannot be opened as a PDF", file=str(history.files[new])) from error
        return _annotated(data, remarks, options.author)


def _file(path: Path | None, version: str) -> bytes:
    try:
        data = path.read_bytes() if path is not None else b""
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"cannot be read: {reason}", file=str(path), remedy="check the path") from error
    if b"%PDF-" not in data[:1024]:
        raise UsageError(
            f"the newer version {version} was not read from a PDF", file=path.name if path else "",
            remedy="give its PDF as the newer file, or write --to pdf, docx or html",
        )  # fmt: skip
    return data


def _remarks(pair: Pair, pages: Pages, text: Catalogue) -> Iterator[Remark]:
    passages = Passages()
    gone = [f"{label}: {pair.old.document[label].text}" for label in pair.alignment.deleted]
    notes = [*pair.alignment.warnings, *(f"{text('rel.dropped')}: {words}" for words in gone)]
    if notes:
        yield Remark(0, (), _COLOURS["gone"], "\n\n".join(notes))
    for paragraph in pair.new.document.walk():
        label = str(paragraph.label)
        spots = pages.find(paragraph.text, paragraph.anchors)
        if not pair.to_new(label):
            yield from _whole(paragraph, pages, spots, f"{label}: {text('rel.new')}", _COLOURS["new"])
            continue
        changes = passages.of(pair, label).changes
        if not spots and changes:
            words = "\n".join(_told(numbered, text) for numbered in changes)
            yield from _whole(paragraph, pages, spots, words, _colour(changes[0]))
            continue
        for numbered in changes:
            yield from _one(numbered, spots, text)


def _whole(
    paragraph: Paragraph, pages: Pages, spots: dict[int, Spot], words: str, colour: Colour
) -> Iterator[Remark]:
    """A paragraph as a whole: its lines, or its box where they are not known."""
    lines = lines_of(list(spots.values()))
    if not lines:
        outlines = [(anchor.page, pages.outline(anchor)) for anchor in paragraph.anchors]
        lines = [(page - 1, box) for page, box in outlines if page is not None and box is not None]
    yield from _by_page(lines, words, colour)


def _one(numbered: Numbered, spots: dict[int, Spot], text: Catalogue) -> Iterator[Remark]:
    """A change: the words put in, or the place from which words were taken."""
    change = numbered.change
    start, end = change.new_span
    lines = lines_of([spots[at] for at in range(start, end) if at in spots])
    if not lines:
        before = next((spots[at] for at in range(start - 1, -1, -1) if at in spots), None)
        after = next(
            (spots[at] for at in range(end, end + len(numbered.redline.new_text)) if at in spots), None
        )
        spot = before or after
        if spot is None:
            return
        edge = spot.box[2] if before else spot.box[0]
        lines = [(spot.page, (edge - _THIN / 2, spot.box[1], edge + _THIN, spot.box[3]))]
        yield from _by_page(lines, _told(numbered, text), _COLOURS["gone"])
        return
    yield from _by_page(lines, _told(numbered, text), _colour(numbered))


def _by_page(lines: list[tuple[int, Box]], words: str, colour: Colour) -> Iterator[Remark]:
    for page in dict.fromkeys(page for page, _ in lines):
        yield Remark(page, tuple(box for at, box in lines if at == page), colour, words)


def _colour(numbered: Numbered) -> Colour:
    substantive = numbered.change.cls == "substantive" and not numbered.change.elsewhere
    return _COLOURS["substantive"] if substantive else _MINOR


def _told(numbered: Numbered, text: Catalogue) -> str:
    """A change in words: labels, what it was, its class and signals."""
    change, link = numbered.change, numbered.link
    where = link.new if link.old == link.new else f"{link.new} ({text('was', label=link.old)})"
    words = " → ".join(f"“{side.strip()}”" if side.strip() else "∅" for side in (change.old, change.new))
    signals = ", ".join(text(f"sig.{s.name}") for s in change.signals)
    kind = "" if change.elsewhere else text(f"cls.{change.cls}")
    return "\n".join(filter(None, (f"{where}: {words}", "; ".join(filter(None, (kind, signals))))))


def _annotated(data: bytes, remarks: list[Remark], author: str) -> bytes:
    try:
        import pikepdf  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError(
            "marking a PDF needs pikepdf", remedy='install it: pip install "draftdiff[pdf]"'
        ) from error
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for remark in remarks:
                page: Any = pdf.pages[remark.page]
                held = page.obj.get("/Annots")
                if held is None:
                    page.obj["/Annots"] = pdf.make_indirect(pikepdf.Array())
                made = pdf.make_indirect(pikepdf.Dictionary(_annotation(pikepdf, page, remark, author)))
                page.obj["/Annots"].append(made)
            pdf.save(out, deterministic_id=True)
    except pikepdf.PdfError as error:
        raise InputError(
            f"the PDF cannot be marked: {error}", remedy="save it anew, without a password"
        ) from error
    return out.getvalue()


def _annotation(pikepdf: Any, page: Any, remark: Remark, author: str) -> dict[str, Any]:
    """The entries of a highlight or a note (ISO 32000-1, 12.5.6)."""
    shared = {
        "/Type": pikepdf.Name.Annot, "/Contents": pikepdf.String(remark.words), "/T": pikepdf.String(author),
        "/C": pikepdf.Array([*remark.colour]), "/F": _PRINT,
    }  # fmt: skip
    if not remark.boxes:
        left, top = float(page.mediabox[0]), float(page.mediabox[3])
        sign = [left + _SIGN, top - 2 * _SIGN, left + 2 * _SIGN, top - _SIGN]
        return {
            **shared,
            "/Subtype": pikepdf.Name.Text,
            "/Name": pikepdf.Name.Note,
            "/Rect": pikepdf.Array(sign),
        }
    around = [
        min(box[0] for box in remark.boxes), min(box[1] for box in remark.boxes),
        max(box[2] for box in remark.boxes), max(box[3] for box in remark.boxes),
    ]  # fmt: skip
    corners = [v for x0, y0, x1, y1 in remark.boxes for v in (x0, y1, x1, y1, x0, y0, x1, y0)]
    return {
        **shared, "/Subtype": pikepdf.Name.Highlight, "/Rect": pikepdf.Array(around),
        "/QuadPoints": pikepdf.Array(corners),
    }  # fmt: skip
