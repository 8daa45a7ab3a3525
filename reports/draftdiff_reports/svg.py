"""Writer `svg`: the alluvial lineage picture alone, for notebooks and for other documents. No script, no style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from draftdiff_reports.common.book import Book
from draftdiff_reports.common.catalogue import Catalogue
from draftdiff_reports.common.picture import picture

if TYPE_CHECKING:
    from draftdiff.history import History
    from draftdiff.writing import ReportOptions
    from draftdiff_reports.common.picture import Bar, Ribbon

SVG = "http://www.w3.org/2000/svg"
#: Fill, outline and dash of a ribbon: told apart by outline too, not by colour alone.
_LOOKS = {
    "kept": ("#c9c4b8", "none", ""),
    "edited": ("#7fa3c7", "none", ""),
    "moved": ("#8a5cc4", "#5b3a86", "4 3"),
    "split": ("#2b8a98", "#0b5763", "1 3"),
    "merged": ("#c07a1c", "#8a5a00", ""),
    "wandered": ("none", "#8a5cc4", "1 4"),
}
_BARS = {"new": "#0a6b3d", "dropped": "#8f1d1d", "": "#3b4450"}
_SIGNS = {"new": "+ ", "dropped": "× ", "": ""}


@dataclass(frozen=True, slots=True)
class SvgReport:
    """Writer `svg`."""

    name: str = "svg"
    suffixes: tuple[str, ...] = (".svg",)

    def write(self, history: History, options: ReportOptions) -> bytes:
        """The picture as one UTF-8 SVG file."""
        text = Catalogue(options.language, options.theme)
        book = Book(history, text.status)
        drawn = picture(book)
        root = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})  # type: ignore[dict-item] # the stubs forget None
        size = {"width": drawn.width, "height": drawn.height, "viewBox": f"0 0 {drawn.width} {drawn.height}"}
        _set(root, **size, role="img", font_family="sans-serif", font_size="10")
        _add(root, "title", options.title or history.title or text("view_lineage"))
        _add(root, "rect", width="100%", height="100%", fill="#ffffff")
        for ribbon in drawn.ribbons:
            _ribbon(root, ribbon, text)
        for x, anchor, version in drawn.columns:
            _add(root, "text", version.name, x=x, y=16, text_anchor=anchor, font_weight="bold", font_size=12)
        for bar in drawn.bars:
            _bar(root, bar)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _set(element: etree._Element, **attributes: object) -> None:
    for key, value in attributes.items():
        if value != "":
            element.set(key if key == "viewBox" else key.replace("_", "-"), str(value))


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: object) -> etree._Element:
    child = etree.SubElement(parent, f"{{{SVG}}}{tag}")
    _set(child, **attributes)
    if text:
        child.text = "".join(c for c in text if c >= " ")
    return child


def _ribbon(root: etree._Element, ribbon: Ribbon, text: Catalogue) -> None:
    fill, stroke, dash = _LOOKS[ribbon.look]
    path = _add(
        root, "path", d=ribbon.path, fill=fill, fill_opacity="0.6", stroke=stroke, stroke_dasharray=dash
    )
    relations = ", ".join(text(f"rel.{relation}") for relation in ribbon.relations)
    _add(path, "title", f"{ribbon.old[1]} → {ribbon.new[1]}: {relations}")


def _bar(root: etree._Element, bar: Bar) -> None:
    fill = _BARS[bar.fate]
    _add(root, "rect", x=bar.x, y=bar.y, width=bar.width, height=bar.height, fill=fill, rx=1)
    label = f"{_SIGNS[bar.fate]}{bar.label} {bar.words}".rstrip()
    anchor = "end" if bar.side == "start" else "start"
    _add(root, "text", label, x=bar.text_x, y=bar.text_y, text_anchor=anchor, fill="#1b1f24")
