"""A text in other wrappings: word processors that LibreOffice converts, images of pages, mails."""

from __future__ import annotations

import base64
import io
import quopri
from pathlib import Path

import pytest
from support import require_program
from wordfiles import p, word_file

from draftdiff.errors import InputError, LimitError, MissingExtraError, UsageError
from draftdiff.layout import Limits, Options, RawFile
from draftdiff.model import Document
from draftdiff.reading import read, read_bytes
from draftdiff.registry import recogniser
from draftdiff_parsers.mail import MailReader
from draftdiff_parsers.pdf import ImageReader

FILES = Path(__file__).parent / "data" / "failing"
LABELS = ["PP1", "PP2", "OP1", "OP2", "OP3"]
OP1 = "Calls upon all States to mark mountain paths in a uniform manner;"
LINES = (
    "The General Assembly,", "Recalling its resolution 71/1,", "1. Urges all States to mark paths;", "2. Decides to meet.",
)  # fmt: skip


def of(data: bytes, name: str = "x", **options: object) -> Document:
    return read_bytes(RawFile(data=data, name=name), Options(**options))[0]  # type: ignore[arg-type]


# LibreOffice.


@pytest.mark.system
@pytest.mark.parametrize("name", ["base.odt", "base.doc"])
def test_word_processors_are_read_through_libreoffice(name: str) -> None:
    require_program("soffice", "libreoffice")
    document = read(FILES / name)
    assert document.labels() == LABELS
    assert document["OP1"].text == OP1
    assert any("LibreOffice" in problem.what for problem in document.problems)


@pytest.mark.system
def test_rich_text_is_read_through_libreoffice() -> None:
    require_program("soffice", "libreoffice")
    text = "\\par ".join(LINES)
    document = of(f"{{\\rtf1\\ansi {text}}}".encode(), "x.rtf")
    assert document.labels() == ["PP1", "OP1", "OP2"]
    assert document.source.media_type == "application/rtf"


@pytest.mark.system
def test_libreoffice_is_stopped_when_its_time_is_up() -> None:
    require_program("soffice", "libreoffice")
    with pytest.raises(LimitError, match=r"more than 0\.05 seconds"):
        of((FILES / "base.odt").read_bytes(), limits=Limits(seconds=0.05))


# Images.


def picture(lines: tuple[str, ...] = LINES, kind: str = "PNG", *, dpi: int = 300, pages: int = 1) -> bytes:
    """The lines drawn on A4, the same number on each page."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(dpi // 6)
    sheets = []
    share = -(-len(lines) // pages)
    for page in range(pages):
        sheet = Image.new("L", (dpi * 210 * 10 // 254, dpi * 297 * 10 // 254), "white")
        for at, line in enumerate(lines[page * share : (page + 1) * share]):
            ImageDraw.Draw(sheet).text((dpi // 2, dpi * (at + 2) // 2), line, font=font, fill="black")
        sheets.append(sheet)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": sheets[1:]} if pages > 1 else {}
    sheets[0].save(out, kind, dpi=(dpi, dpi), **more)
    return out.getvalue()


@pytest.mark.system
def test_an_image_of_a_page_is_recognised() -> None:
    require_program("tesseract")
    document = read(FILES / "scan.png")
    assert document.labels() == LABELS
    assert document["OP1"].text == OP1
    assert document["OP1"].anchors[0].page == 1


@pytest.mark.system
@pytest.mark.parametrize(("kind", "dpi", "pages"), [("JPEG", 200, 1), ("TIFF", 300, 2), ("PNG", 150, 1)])
def test_kinds_resolutions_and_pages_of_images(kind: str, dpi: int, pages: int) -> None:
    require_program("tesseract")
    document = of(picture(kind=kind, dpi=dpi, pages=pages))
    assert document.labels() == ["PP1", "OP1", "OP2"]
    assert document["OP2"].anchors[0].page == pages


def test_an_image_without_a_recogniser_tells_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draftdiff_parsers.ocr.tesseract._library", _no_library)
    with pytest.raises(MissingExtraError, match="the image is a scan; OCR needs pytesseract"):
        of(picture())
    with pytest.raises(InputError, match="scan without text; read it with --ocr auto"):
        of(picture(), ocr="never")


def _no_library() -> object:
    raise MissingExtraError("OCR needs pytesseract", remedy="install it")


def test_damaged_and_huge_images_are_refused_in_one_line() -> None:
    with pytest.raises(InputError, match="damaged image"):
        ImageReader().read(RawFile(data=picture()[:400], name="x.png"), Options(ocr="never"))
    # a second page without its size, on which Pillow raises TypeError
    tiff = picture(kind="TIFF", dpi=100)
    lost = tiff.replace(b"\x00\x01\x04\x00\x01\x00\x00\x00", b"\x99\x01\x04\x00\x01\x00\x00\x00")
    with pytest.raises(InputError, match="damaged image"):
        ImageReader().read(RawFile(data=lost, name="x.tiff"), Options(ocr="never"))
    with pytest.raises(LimitError, match="dots"):
        ImageReader().read(RawFile(data=picture(), name="x.png"), Options(limits=Limits(bytes=1_000_000)))
    with pytest.raises(LimitError, match="more than 1 pages"):
        of(picture(kind="TIFF", pages=2), ocr="never", limits=Limits(pages=1))


def test_recognisers_come_by_entry_point() -> None:
    assert recogniser("tesseract").name == "tesseract"
    with pytest.raises(UsageError, match="no recogniser is called 'nobody'; there are: tesseract"):
        recogniser("nobody")


# Mail.

TEXT = "\r\n\r\n".join(LINES)
HEAD = "From: A <a@example.org>\r\nTo: B <b@example.org>\r\nSubject: Draft\r\nMIME-Version: 1.0\r\nMessage-ID: <1@x>\r\n"
SECOND = "1. Prie tous les États de baliser les sentiers;"


def mail(*parts: tuple[str, bytes]) -> bytes:
    """A mail of parts: headers and content."""
    out = [f'{HEAD}Content-Type: multipart/mixed; boundary="b"\r\n\r\n'.encode()]
    out += [f"--b\r\n{headers}\r\n\r\n".encode() + data + b"\r\n" for headers, data in parts]
    return b"".join([*out, b"--b--\r\n"])


def attached(name: str, data: bytes, kind: str = "application/octet-stream") -> tuple[str, bytes]:
    headers = f'Content-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return headers + "Content-Transfer-Encoding: base64", base64.encodebytes(data)


PLAIN = ("Content-Type: text/plain; charset=utf-8", b"Dear all,\r\n\r\nplease find the draft attached.\r\n")


@pytest.mark.parametrize(
    "attachment",
    [
        attached("draft.docx", word_file("".join(map(p, LINES)))),
        attached("draft.txt", TEXT.encode(), "text/plain"),
        attached("draft.html", "".join(f"<p>{line}</p>" for line in LINES).encode(), "text/html"),
    ],
)
def test_the_draft_attached_to_a_mail_is_read(attachment: tuple[str, bytes]) -> None:
    document = of(mail(PLAIN, attachment), "x.eml")
    assert document.labels() == ["PP1", "OP1", "OP2"]
    left = next(problem for problem in document.problems if "words of the mail itself" in problem.what)
    assert "find the draft attached" in left.raw
    assert document.source.media_type == "message/rfc822"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("quoted-printable", quopri.encodestring(f"{LINES[0]}\n\n{LINES[1]}\n\n{SECOND}\n".encode("cp1252"))),
        ("base64", base64.encodebytes(f"{LINES[0]}\n\n{LINES[1]}\n\n{SECOND}\n".encode("cp1252"))),
    ],
)
def test_the_words_of_a_mail_are_read_where_nothing_is_attached(encoding: str, body: bytes) -> None:
    headers = f"{HEAD}Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    document = of(headers.encode() + body, "x.eml")
    assert document["OP1"].text == "Prie tous les États de baliser les sentiers;"
    assert any("no draft attached" in problem.what for problem in document.problems)


def test_a_logo_is_no_draft_and_what_is_left_out_is_named() -> None:
    logo = attached("logo.png", picture(("UN",), dpi=100), "image/png")
    odd = attached("data.bin", bytes(range(256)) * 8)
    document = of(mail(("Content-Type: text/plain", TEXT.encode()), logo, odd), "x.eml")
    assert document.labels() == ["PP1", "OP1", "OP2"]
    whats = " ".join(problem.what for problem in document.problems)
    assert "logo.png" in whats
    assert "data.bin" in whats


def test_a_mail_pasted_into_a_text_and_a_saved_page_are_no_mails() -> None:
    pasted = f"From: A\nSubject: Draft\n\n{TEXT}".encode()
    assert MailReader().sniff(RawFile(data=pasted, name="x.txt")) == ""
    page = b'From: <Saved by X>\r\nSubject: Draft\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    page += (
        b"Content-Type: text/html\r\n\r\n"
        + "".join(f"<p>{line}</p>" for line in LINES).encode()
        + b"\r\n--b--\r\n"
    )
    assert of(page).source.reader == "html"


def test_a_mail_without_anything_to_read_says_so() -> None:
    with pytest.raises(InputError, match="mail without text"):
        of(mail(attached("data.bin", bytes(range(256)) * 8)), "x.eml")
