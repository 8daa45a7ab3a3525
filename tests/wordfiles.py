"""Word files for tests, made of raw XML: no library in between that could hide what a file may hold."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from draftdiff.layout import Layout, Options, RawFile

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
    "comments": "comments", "settings": "settings", "header1": "hdr", "header2": "hdr", "footer1": "ftr",
}  # fmt: skip


def word_file(body: str, *, extra: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """A Word file with this XML inside `w:body`, and XML for the inside of other parts (`numbering=...`)."""
    files: dict[str, bytes] = {}
    relations: list[str] = []
    for at, (name, inner) in enumerate(parts.items(), 1):
        root = _ROOTS[name]
        files[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACES}>{inner}</w:{root}>".encode()
        kind = name.rstrip("0123456789")
        relations.append(f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>')
    files["word/document.xml"] = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    files["word/_rels/document.xml.rels"] = _relations(relations)
    files["_rels/.rels"] = _relations(
        [f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>']
    )
    files["[Content_Types].xml"] = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    files.update(extra or {})
    return zipped(files)


def zipped(files: Mapping[str, bytes], *, packed: bool = True, rest: bool = False) -> bytes:
    """A zip archive of these files; without `packed` the first is stored as it is, and the others too without `rest`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, (name, data) in enumerate(files.items()):
            method = zipfile.ZIP_DEFLATED if packed or (rest and at) else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def _relations(items: list[str]) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{"".join(items)}</Relationships>'.encode()


def p(*runs: str, properties: str = "", mark: str = "") -> str:
    """A paragraph of runs; plain text becomes a run. `mark` is XML inside the properties of its paragraph mark."""
    inner = properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    start = f"<w:pPr>{inner}</w:pPr>" if inner else ""
    return f"<w:p>{start}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(rows: list[list[str]]) -> str:
    """A ruled table; a cell's text, one paragraph a line, or its XML."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in edges)
    grid = '<w:gridCol w:w="3400"/>' * max(len(row) for row in rows)
    found = [f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"]
    for row in rows:
        cells = (text if text.startswith("<") else "".join(map(p, text.split("\n"))) for text in row)
        size = '<w:tcPr><w:tcW w:w="3400" w:type="dxa"/></w:tcPr>'
        found.append(f"<w:tr>{''.join(f'<w:tc>{size}{cell}</w:tc>' for cell in cells)}</w:tr>")
    return "".join([*found, "</w:tbl>"])


def item(text: str, num: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def change(
    kind: str, *runs: str, author: str = "A", date: str = "2017-01-01T00:00:00Z", mark: int = 1
) -> str:
    """A tracked change (`ins`, `del`, `moveFrom`, `moveTo`) around runs; without runs, of a paragraph mark."""
    when = f' w:date="{date}"' if date else ""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    if kind in ("del", "moveFrom"):
        inner = inner.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:{kind} w:id="{mark}" w:author="{author}"{when}>{inner}</w:{kind}>'


def layout(data: bytes, **options: Any) -> Layout:
    """Read bytes with the Word reader."""
    from draftdiff_parsers.word import WordReader

    return WordReader().read(RawFile(data=data, name="test.docx"), Options(**options))


def texts(data: bytes, **options: Any) -> list[str]:
    """Number and text of every block."""
    return [" ".join(part for part in (b.number, b.text) if part) for b in layout(data, **options).blocks]
