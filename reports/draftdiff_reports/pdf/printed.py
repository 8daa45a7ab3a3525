"""The redline as a PDF to print: the summary in front, then each pair of versions, paragraph by paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from markupsafe import Markup, escape

from draftdiff.errors import MissingExtraError
from draftdiff_reports.common.book import Book
from draftdiff_reports.common.catalogue import Catalogue
from draftdiff_reports.common.choose import chosen_pairs
from draftdiff_reports.common.outline import outline
from draftdiff_reports.common.passages import Passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.history import History
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.book import Pair
    from draftdiff_reports.common.compose import Piece
    from draftdiff_reports.common.passages import Passage

#: A4, black on white: what is taken out is struck, what is put in is underlined and bold, so that it is told apart
#: without colour too.
_STYLE = """
@page { size: A4; margin: 22mm 20mm 20mm;
  @top-left { content: string(title); font: 8pt sans-serif; color: #555 }
  @top-right { content: string(pair); font: 8pt sans-serif; color: #555 }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555 } }
html { font: 10.5pt/1.4 "Noto Serif", "DejaVu Serif", serif; color: #000 }
h1 { string-set: title content(); font-size: 16pt; line-height: 1.2; margin: 0 0 4mm }
h2 { string-set: pair content(); font-size: 13pt; margin: 7mm 0 2mm; break-after: avoid }
h2.pair { break-before: page; margin-top: 0 }
h3 { font-size: 11pt; margin: 5mm 0 1.5mm; break-after: avoid }
ul { margin: 0 0 2mm; padding-left: 5mm } li { margin: 0 0 1mm }
p { margin: 0 0 2.5mm; orphans: 2; widows: 2 }
.label { font: bold 8.5pt sans-serif; margin-right: 2mm }
.was, .note { font: 8pt sans-serif; color: #444 }
.note { display: block; margin-top: .6mm }
del { color: #9b1c1c; text-decoration: line-through }
ins { color: #0b5d2b; font-weight: bold; text-decoration: underline }
.went { color: #555; text-decoration: line-through dotted } .came { text-decoration: underline dotted }
.warning { border: .3mm solid #8a5a00; padding: 2mm; margin: 0 0 3mm; font: 9pt sans-serif }
"""
_TAGS = {"ins": ("<ins>", "</ins>"), "del": ("<del>", "</del>"), "went": ('<span class="went">', "</span>"),
         "came": ('<span class="came">', "</span>")}  # fmt: skip
#: Points a sub-paragraph is set in, a level.
_STEP_IN = 16


@dataclass(frozen=True, slots=True)
class PdfReport:
    """Writer `pdf`."""

    name: str = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """Summary and redlines on A4 pages.

        Raises:
            MissingExtraError: weasyprint, or the system library it draws text with, is not installed.
            UsageError: the options name a version that is not there, or a language without a catalogue.
        """
        weasyprint = load_weasyprint()
        html = "".join(_page(history, options))
        made: bytes = weasyprint.HTML(string=html, url_fetcher=_refused).write_pdf()
        return made


def load_weasyprint() -> Any:
    """The library.

    Raises:
        MissingExtraError: it, or Pango, is not installed.
    """
    try:
        import weasyprint  # noqa: PLC0415 - loads late: an extra, and slow to load
    except ImportError as error:
        raise MissingExtraError(
            "writing a PDF needs weasyprint", remedy='install it: pip install "draftdiff[pdf]"'
        ) from error
    except OSError as error:
        raise MissingExtraError(
            "writing a PDF needs the system library Pango",
            remedy="install it, on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0; or write .docx or .html",
        ) from error
    return weasyprint


def _refused(url: str, *_: object, **__: object) -> NoReturn:
    """Nothing outside the text is fetched."""
    raise ValueError(f"not fetched: {url}")


def _page(history: History, options: ReportOptions) -> Iterator[str]:
    text = Catalogue(options.language, options.theme)
    book, passages = Book(history, text.status, text.the), Passages()
    title = options.title or history.title or text("title_default")
    yield f'<!doctype html><html lang="{escape(options.language)}"><head><meta charset="utf-8">'
    yield f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
    if options.date:
        yield f"<p>{escape(options.date)}</p>"
    for pair in chosen_pairs(book, options):
        for warning in pair.alignment.warnings:
            yield f'<p class="warning">{escape(pair.old.name)} → {escape(pair.new.name)}: {escape(warning)}</p>'
    for level, heading, entries in outline(book, passages, text):
        yield f"<h{level + 1}>{escape(heading)}</h{level + 1}>" if heading else ""
        items = "".join(f"<li>{entry.render(_plain, _change)}</li>" for entry in entries)
        yield f"<ul>{items}</ul>" if items else ""
    for pair in chosen_pairs(book, options):
        yield f'<h2 class="pair">{escape(pair.old.name)} → {escape(pair.new.name)}</h2>'
        yield from _redline(book, passages, pair, text)
    yield "</body></html>"


def _redline(book: Book, passages: Passages, pair: Pair, text: Catalogue) -> Iterator[str]:
    headings: dict[str, list[str]] = {}
    for heading in pair.new.document.headings:
        headings.setdefault(heading.before, []).append(heading.text)
    spoken = f'lang="{escape(pair.new.language or "und")}" dir="{pair.new.direction}"'
    for paragraph, depth in book.walk(pair.new):
        label = str(paragraph.label)
        yield from (f"<h3 {spoken}>{escape(heading)}</h3>" for heading in headings.get(label, ()))
        links = [link for link, _ in pair.to_new(label)]
        passage = passages.of(pair, label)
        was = ", ".join(k.old for k in links if k.old != label and k.role == "main")
        told = text("was", label=was) if was else "" if links else text("rel.new")
        body = "".join(map(_piece, passage.pieces)) if links else f"<ins>{escape(paragraph.text)}</ins>"
        yield f'<p {spoken} style="margin-inline-start: {depth * _STEP_IN}pt">{_head(label, told)}{body}{_note(passage, text)}</p>'
    for label in pair.alignment.deleted:
        gone = escape(pair.old.document[label].text)
        yield f"<p {spoken}>{_head(label, text('rel.dropped'))}<del>{gone}</del></p>"


def _head(label: str, told: str) -> str:
    was = f'<span class="was">({escape(told)}) </span>' if told else ""
    return f'<span class="label">{escape(label)}</span>{was}'


def _piece(piece: Piece) -> str:
    start, end = _TAGS.get(piece.kind, ("", ""))
    return f"{start}{escape(piece.text)}{end}"


def _note(passage: Passage, text: Catalogue) -> str:
    signals = "; ".join(text(f"sig.{name}") for name in passage.signals)
    return f'<span class="note">{escape(signals)}</span>' if signals else ""


def _plain(words: str) -> str:
    return str(escape(words))


def _change(old: str, new: str) -> str:
    taken, put = Markup("<del>{}</del>").format(old), Markup("<ins>{}</ins>").format(new)
    return " ".join(str(made) for made, words in ((taken, old), (put, new)) if words.strip())
