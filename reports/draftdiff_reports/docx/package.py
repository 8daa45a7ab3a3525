"""The package of the written file: python-docx brings it, its styles and settings; our body and footnotes go in."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

from draftdiff_reports.docx.rows import FORMULA, HEADING, OPERATIVE, PREAMBULAR, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable

FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FOOTNOTES_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FONT = "Times New Roman"
_POINTS = 10.5
#: Style -> left indent, indent of the first line (points, from the text edge), bold, centred.
#: Layout of General Assembly resolutions: first lines set in, sub-paragraphs set in as a whole.
_STYLES: dict[str, tuple[float, float, bool, bool]] = {
    TITLE: (0, 0, True, False),
    FORMULA: (0, 24, False, False),
    HEADING: (0, 0, True, True),
    PREAMBULAR: (0, 24, False, False),
    OPERATIVE[0]: (0, 24, False, False),
    OPERATIVE[1]: (24, 24, False, False),
    OPERATIVE[2]: (48, 24, False, False),
}
_TAB = 24.0
_MARGIN_POINTS = 72
_BODY_MARK = b"<w:body>"


def write_package(
    paragraphs: Iterable[str], footnotes: bytes, *, title: str, author: str, remarks: str = "", rtl: bool
) -> bytes:
    """The finished file: the same bytes for the same input.

    Args:
        paragraphs: XML of the body's paragraphs.
        footnotes: the footnotes part.
        title: of the document's properties.
        author: of the document's properties.
        remarks: of the document's properties, where Word calls them comments.
        rtl: the text runs from right to left.
    """
    document = _document(title, author, footnotes)
    document.core_properties.comments = remarks[:255]
    if rtl:
        _right_to_left(document.styles["Normal"])
    out = io.BytesIO()
    document.save(out)
    body = "".join(paragraphs).encode("utf-8")
    return _repacked(out.getvalue(), body)


def _document(title: str, author: str, footnotes: bytes) -> Any:
    """A python-docx document with our styles and an empty body."""
    from docx import Document  # noqa: PLC0415 - python-docx loads only where a Word file is written
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import Part  # noqa: PLC0415

    document: Any = Document(io.BytesIO(_template()))
    document.core_properties.title = title[:255]
    document.core_properties.author = author[:255]
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, footnotes, document.part.package)
    document.part.relate_to(part, FOOTNOTES_KIND)
    return document


def _right_to_left(style: Any) -> None:
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 - as above

    style.font.rtl = True
    properties = style.element.get_or_add_pPr()
    bidi: Any = OxmlElement("w:bidi")
    properties.insert_element_before(bidi, *_AFTER_BIDI)


#: What follows `w:bidi` in `CT_PPr` and may be in the template's style.
_AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
)


@cache
def _template() -> bytes:
    """python-docx's own template with our styles and with tracking of changes switched on."""
    from docx import Document  # noqa: PLC0415 - as above
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    document: Any = Document()
    properties = document.core_properties
    properties.comments, properties.keywords, properties.last_modified_by = "", "", ""
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del document.part.package.rels[key]  # a picture of the library's own template
    section = document.sections[0]
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Pt(_MARGIN_POINTS))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_POINTS)
    for name, look in _STYLES.items():
        _add_style(document, name, *look)
    _add_note_styles(document)
    settings = document.settings.element
    tracking: Any = OxmlElement("w:trackRevisions")
    settings.insert_element_before(tracking, *AFTER_TRACKING)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


#: What follows `w:trackRevisions` in `CT_Settings` (ECMA-376 part 1, A.1), in its order.
AFTER_TRACKING = (
    "w:doNotTrackMoves", "w:doNotTrackFormatting", "w:documentProtection", "w:autoFormatOverride", "w:styleLockTheme",
    "w:styleLockQFSet", "w:defaultTabStop", "w:autoHyphenation", "w:consecutiveHyphenLimit", "w:hyphenationZone",
    "w:doNotHyphenateCaps", "w:showEnvelope", "w:summaryLength", "w:clickAndTypeStyle", "w:defaultTableStyle",
    "w:evenAndOddHeaders", "w:bookFoldRevPrinting", "w:bookFoldPrinting", "w:bookFoldPrintingSheets",
    "w:drawingGridHorizontalSpacing", "w:drawingGridVerticalSpacing", "w:displayHorizontalDrawingGridEvery",
    "w:displayVerticalDrawingGridEvery", "w:doNotUseMarginsForDrawingGridOrigin", "w:drawingGridHorizontalOrigin",
    "w:drawingGridVerticalOrigin", "w:doNotShadeFormData", "w:noPunctuationKerning", "w:characterSpacingControl",
    "w:printTwoOnOne", "w:strictFirstAndLastChars", "w:noLineBreaksAfter", "w:noLineBreaksBefore", "w:savePreviewPicture",
    "w:doNotValidateAgainstSchema", "w:saveInvalidXml", "w:ignoreMixedContent", "w:alwaysShowPlaceholderText",
    "w:doNotDemarcateInvalidXml", "w:saveXmlDataOnly", "w:useXSLTWhenSaving", "w:saveThroughXslt", "w:showXMLTags",
    "w:alwaysMergeEmptyNamespace", "w:updateFields", "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat",
    "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping",
    "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions",
    "w:readModeInkLockDown", "w:smartTagType", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol",
    "w:listSeparator",
)  # fmt: skip


def _add_style(document: Any, name: str, left: float, first: float, bold: bool, centred: bool) -> None:  # noqa: FBT001 - a row of the table
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - as above
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    layout = style.paragraph_format
    layout.left_indent, layout.first_line_indent, layout.space_after = Pt(left), Pt(first), Pt(6)
    layout.tab_stops.add_tab_stop(Pt(left + first + _TAB))
    if centred:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    style.font.bold = bold or None


def _add_note_styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - as above
    from docx.shared import Pt  # noqa: PLC0415

    text = document.styles.add_style("Footnote Text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = document.styles["Normal"]
    text.font.size, text.paragraph_format.space_after = Pt(9), Pt(0)
    mark = document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True


def _repacked(data: bytes, body: bytes) -> bytes:
    """The same package with the body filled in and without the time of day (python-docx stamps it on each part)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                head, mark, tail = content.partition(_BODY_MARK)
                content = head + mark + body + tail
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
