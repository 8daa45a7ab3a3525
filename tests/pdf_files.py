"""Small PDF files written by hand, so that tests need no program and no bundled file."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Fonts every PDF reader has (PDF 32000-1, 9.6.2.2).
FONTS = {"F1": "Times-Roman", "F2": "Times-Italic", "F3": "Times-Bold", "F4": "Helvetica"}


_CHINESE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/ItalicAngle 0/Ascent 880"
    b"/Descent -120/CapHeight 880/StemV 93/FontBBox[-25 -254 1000 880]>>>>]>>"
)


@dataclass
class Page:
    """What is printed on one page, in points from the bottom left corner."""

    content: list[str] = field(default_factory=list)
    width: float = 595
    height: float = 842
    annotations: str = ""

    def text(self, x: float, y: float, text: str, *, size: float = 10, font: str = "F1") -> Page:
        """Some text on one base line; `y` counts from the top."""
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.content.append(f"BT /{font} {size} Tf {x} {self.height - y} Td ({escaped}) Tj ET")
        return self

    def kerned(self, x: float, y: float, pieces: list[str | float], *, size: float = 10) -> Page:
        """Pieces of text and the kerning between them, in thousandths of an em (negative: further right)."""
        shown = " ".join(f"({piece})" if isinstance(piece, str) else f"{piece}" for piece in pieces)
        self.content.append(f"BT /F1 {size} Tf {x} {self.height - y} Td [{shown}] TJ ET")
        return self

    def turned(self, x: float, y: float, text: str) -> Page:
        """Text at 45 degrees."""
        self.content.append(f"BT /F4 48 Tf .7 .7 -.7 .7 {x} {self.height - y} Tm ({text}) Tj ET")
        return self

    def wide(self, x: float, y: float, text: str, *, size: float = 10) -> Page:
        """Chinese text in a font that readers bring along (PDF 32000-1, 9.7.5.2)."""
        coded = text.encode("utf-16-be").hex()
        self.content.append(f"BT /F5 {size} Tf {x} {self.height - y} Td <{coded}> Tj ET")
        return self

    def rule(self, x0: float, x1: float, y: float, *, thick: float = 0.5) -> Page:
        """A horizontal line."""
        self.content.append(f"{thick} w {x0} {self.height - y} m {x1} {self.height - y} l S")
        return self

    def upright(self, x: float, y0: float, y1: float) -> Page:
        """A vertical line."""
        self.content.append(f"0.5 w {x} {self.height - y0} m {x} {self.height - y1} l S")
        return self

    def lines(self, x: float, y: float, lines: list[str], *, step: float = 12, size: float = 10) -> Page:
        """Lines below each other."""
        for at, line in enumerate(lines):
            self.text(x, y + at * step, line, size=size)
        return self


def pdf(*pages: Page, trailer: str = "", catalog: str = "", extra: tuple[str, ...] = ()) -> bytes:
    """A PDF of some pages. `extra` objects are numbered from 8 on."""
    fonts = {
        name: f"<</Type/Font/Subtype/Type1/BaseFont/{base}/Encoding/WinAnsiEncoding>>"
        for name, base in FONTS.items()
    }
    objects: list[bytes] = []
    fonts_end = 3 + len(fonts) + 1
    first = fonts_end + len(extra)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects.append(f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode())
    objects.append(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode())
    objects += [font.encode() for font in fonts.values()]
    objects.append(_CHINESE)
    objects += [item.encode() for item in extra]
    resources = " ".join(f"/{name} {3 + at} 0 R" for at, name in enumerate((*fonts, "F5")))
    for at, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.width} {page.height}]"
            f"/Resources<</Font<<{resources}>>>>/Contents {first + 2 * at + 1} 0 R{page.annotations}>>".encode()
        )
        stream = "\n".join(page.content).encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
    return _file(objects, trailer)


def _file(objects: list[bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer.encode(), start,
    )  # fmt: skip
    return bytes(out)


def encrypted() -> bytes:
    """A PDF that needs a password nobody knows."""
    return pdf(
        Page().text(72, 72, "secret"),
        trailer=f"/ID[<{'00' * 16}><{'00' * 16}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'ab' * 32}>/U<{'cd' * 32}>>>",
    )


def scan(image_of: bytes, *, dpi: int = 200) -> bytes:
    """The pages of a PDF as images only, the way a scanner leaves them."""
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(image_of)
    images = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=images[1:])
    document.close()
    return out.getvalue()
