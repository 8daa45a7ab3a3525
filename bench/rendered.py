"""Texts of the library rendered and read back: the same labels from text, Word, LibreOffice's Word, HTML and PDF.

Four texts a language, without annexes and sections: their paragraphs as the Akoma Ntoso file declares them, printed one
below the other. LibreOffice makes its Word files and the PDF where it is installed.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from draftdiff.errors import DraftdiffError
from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from draftdiff.model import Document

TEXTS = 4
#: Paragraphs of a text that is taken: enough to go wrong, few enough to look at.
FEWEST, MOST = 12, 60
#: Columns at which lines are wrapped.
WIDTH = 90


def taken(files: Iterable[tuple[str, bytes]]) -> list[Document]:
    """The first texts of a language that are one resolution without annexes and sections."""
    found: list[Document] = []
    for name, data in files:
        documents = read_bytes(RawFile(data=data, name=name), Options())
        labels = [one.label for one in documents[0].walk()]
        plain = all(not label.scope and label.kind in {"PP", "OP"} for label in labels)
        if len(documents) == 1 and documents[0].formula and plain and FEWEST <= len(labels) <= MOST:
            found.append(documents[0])
        if len(found) == TEXTS:
            break
    return found


def lines(document: Document) -> list[str]:
    """One string a paragraph, headings among them."""
    above: dict[str, list[str]] = {}
    for heading in document.headings:
        above.setdefault(heading.before, []).append(heading.text)
    found = [document.title, document.formula]
    for one in document.walk():
        found += above.get(str(one.label), [])
        found.append(f"{one.number} {one.text}".strip())
    return [line for line in found if line]


def text(document: Document, gap: str) -> bytes:
    """Plain text, wrapped; `gap` between paragraphs."""
    return (gap.join("\n".join(wrapped(line, document.language)) for line in lines(document)) + "\n").encode()


def wrapped(line: str, language: str) -> list[str]:
    """A paragraph's lines. Chinese breaks between any two characters, two columns each, but before no closing mark."""
    if language != "zh":
        return textwrap.wrap(line, WIDTH)
    found, columns = [""], 0
    for piece in _PIECE.findall(line):
        width = len(piece) if piece.isascii() else 2 * len(piece)
        if columns + width > WIDTH:
            found, columns = [*found, ""], 0
        found[-1] += piece
        columns += width
    return [one.strip() for one in found if one.strip()]


#: What a line of Chinese is not broken in: a word or number of another script, a character and the marks behind it.
_PIECE = re.compile(r"[0-9A-Za-z./-]+|.[，。；：、”》）！？]*")


def page(document: Document) -> bytes:
    """A web page."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines(document))
    return f'<html lang="{document.language}"><meta charset="utf-8"><body>{body}</body></html>'.encode()


def word(document: Document) -> bytes:
    """A Word file, numbers typed."""
    import docx

    file = docx.Document()
    for line in lines(document):
        file.add_paragraph(line)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


OWN: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    "text, empty lines": ("x.txt", lambda document: text(document, "\n\n")),
    "text, no empty lines": ("x.txt", lambda document: text(document, "\n")),
    "HTML": ("x.html", page),
    "Word": ("x.docx", word),
}


def converted(documents: list[Document], ending: str) -> list[bytes]:
    """Each text's Word file as LibreOffice saves it; none where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        names = [Path(folder) / f"{at}.docx" for at in range(len(documents))]
        for name, document in zip(names, documents, strict=True):
            name.write_bytes(word(document))
        home = f"-env:UserInstallation=file://{folder}/home"
        command = [program, home, "--headless", "--convert-to", ending, "--outdir", out, *names]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        return [(out / f"{at}.{ending}").read_bytes() for at in range(len(documents))]


def differs(document: Document, data: bytes, name: str) -> str:
    """The first difference between a text's labels and those read back; "" where there is none."""
    try:
        found = read_bytes(RawFile(data=data, name=name), Options(ocr="never"))[0]
    except DraftdiffError as error:
        return str(error)
    wanted = [str(one.label) for one in document.walk()]
    got = [str(one.label) for one in found.walk()]
    if wanted == got:
        return ""
    pairs = zip([*wanted, "the end"], [*got, "the end"], strict=False)
    return next((f"{b} for {a}" for a, b in pairs if a != b), f"{len(got)} for {len(wanted)}")
