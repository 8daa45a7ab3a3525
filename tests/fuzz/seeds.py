"""Seed corpus of the fuzz targets, made anew: small files of every format, good and slightly odd."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

TEXT = (
    "The General Assembly,\n\nRecalling its resolution 71/1 of 19 September 2016,\n\nt.\nDecides that the conference\n"
    "(@) will be held in New York;\n(b) shall result in an outcome,¹\n\n2. *Invites* States:\n  a. one;\n  b. two;\n\n"
    "3. Requests a report.\n\n¹ Resolution 70/1.\n\n74th plenary meeting\n6 April 2017\n"
)
ARTICLES = "Whereas:\n(1) The market;\n\nArticle 1\nScope\n1. This Directive applies to:\n(a) one;\n(b) two.\n\nArticle 2\nEntry\n"
HTML = (
    '<html lang="en"><meta charset="utf-8"><body><p><i>The General Assembly</i>,</p><p>Recalling,<a href="#f1"><sup>1</sup>'
    '</a></p><ol type="a" start="2"><li>x<li value=9>y</ol><table><tr><td>(a)<td>z</table><p id="f1">1 Note</body></html>'
)
AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution"><meta/><preamble>'
    '<formula name="enactingFormula"><p>The General Assembly,</p></formula><container name="Recalling"><p>Recalling,'
    '<authorialNote marker="1"><p>n</p></authorialNote></p></container></preamble><mainBody><paragraph><num>1.</num><list>'
    "<intro><p><i>Decides</i>:</p></intro><point><num>(a)</num><content><p>x</p></content></point></list></paragraph>"
    "</mainBody></statement></akomaNtoso>"
)
MAIL = (
    'From: A\r\nSubject: S\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + TEXT + "\r\n--b\r\n"
    'Content-Type: text/plain; name="a.txt"\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\n1. Decides.\r\n--b--'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD = (
    f"<w:document {W}><w:body><w:p><w:r><w:t>The General Assembly,</w:t></w:r></w:p><w:p><w:r><w:t>1. </w:t></w:r>"
    '<w:ins w:id="1" w:author="A"><w:r><w:t>Decides</w:t></w:r></w:ins><w:del w:id="2" w:author="B"><w:r><w:delText>Urges'
    "</w:delText></w:r></w:del><w:r><w:t> one.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl></w:body></w:document>"
)


def word() -> bytes:
    """A Word package with tracked changes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", WORD)
    return out.getvalue()


def pdf() -> bytes:
    """A PDF of one page with text in two sizes."""
    stream = b"BT /F1 12 Tf 72 700 Td (The General Assembly,) Tj 0 -20 Td (1. Decides) Tj /F1 7 Tf (1) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)


def image(kind: str) -> bytes:
    """A small image."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (40, 56), 255).save(out, kind)
    return out.getvalue()


SEEDS: dict[str, list[bytes]] = {
    "text": [
        TEXT.encode(),
        ARTICLES.encode(),
        TEXT.encode("utf-16"),
        ("x" * 2_000).encode(),
        b"\x00\x01(a)\n",
    ],
    "html": [HTML.encode(), HTML.encode("utf-16"), b"<html><pre>" + TEXT.encode() + b"</pre>"],
    "akn": [
        AKN.encode(),
        AKN.replace("<meta/>", "<meta><notes><note marker='1'><p>n</p></note></notes></meta>").encode(),
    ],
    "word": [word(), word()[:-60]],
    "pdf": [pdf(), pdf()[:-200]],
    "image": [image("PNG"), image("TIFF"), image("JPEG")[:-40]],
    "mail": [MAIL.encode(), MAIL.replace("Content-Type: text/plain", "Content-Type: text/html").encode()],
}


def main(folder: Path) -> None:
    """Write every seed below a folder, one sub-folder a reader."""
    for name, seeds in SEEDS.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for at, seed in enumerate(seeds):
            (place / f"seed-{at}").write_bytes(seed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
