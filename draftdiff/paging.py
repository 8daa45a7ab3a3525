"""Pages of PDF sources as images, for reports that show a paragraph where it was printed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from draftdiff.errors import InputError
from draftdiff.writing import PageImage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pypdfium2

    from draftdiff.model import Document

#: Width of an image in pixels: half of a wide screen with some sharpness to spare. Chosen by looking.
WIDTH = 840
#: Quality of WebP at which ten-point print stays easy to read; a dense page takes 30 to 90 kB. Chosen by looking.
QUALITY = 30
#: Pages of one version at most: a report of more would not open well. Chosen.
MOST = 300
#: Pixels of an image on its longer side at most, whatever a damaged file says of its page. Chosen: 100 MB in memory.
LARGEST = 5_000


def page_images(
    documents: Mapping[str, Document], files: Mapping[str, Path]
) -> dict[str, tuple[PageImage, ...]]:
    """Images of the pages that hold paragraphs, for every version that was read from a PDF.

    Args:
        documents: versions by id.
        files: where they were read from; versions of other formats have no pages.

    Raises:
        InputError: a file that is gone or no longer opens.
    """
    found: dict[str, tuple[PageImage, ...]] = {}
    for version, document in documents.items():
        path = files.get(version)
        numbers = sorted({a.page for p in document.walk() for a in p.anchors if a.page and a.box})
        if path is not None and numbers and document.source.media_type == "application/pdf":
            found[version] = _images(path, numbers[:MOST])
    return found


def _images(path: Path, numbers: list[int]) -> tuple[PageImage, ...]:
    import pypdfium2  # noqa: PLC0415 - loads only where pages are asked for

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            return tuple(_image(pdf[n - 1], n) for n in numbers if n <= len(pdf))
    except (pypdfium2.PdfiumError, OSError) as error:
        raise InputError(
            f"its pages cannot be shown: {error}",
            file=str(path),
            remedy="leave --pages out, or repair the file",
        ) from error


def _image(page: pypdfium2.PdfPage, number: int) -> PageImage:
    width, height = page.get_size()
    scale = min(WIDTH / width, LARGEST / max(width, height))
    stream = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(stream, "WEBP", quality=QUALITY)
    return PageImage(number=number, data=stream.getvalue(), width=width, height=height)
