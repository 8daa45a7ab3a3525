"""Pages of PDF and image sources, for reports that show a paragraph where it was printed."""

from __future__ import annotations

import io
import math
import warnings
from typing import TYPE_CHECKING, Any

from draftdiff.errors import InputError
from draftdiff.writing import PageImage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pypdfium2
    from PIL.Image import Image

    from draftdiff.model import Document

#: Width of an image in pixels: half of a wide screen with some sharpness to spare. Chosen by looking.
WIDTH = 840
#: Quality of WebP at which ten-point print stays easy to read; a dense page takes 30 to 90 kB. Chosen by looking.
QUALITY = 30
#: Pages of one version at most: a report of more would not open well. Chosen.
MOST = 300
#: Pixels of an image on its longer side at most, whatever a damaged file says of its page. Chosen: 100 MB in memory.
LARGEST = 5_000
#: A resolution below this is that of a screen (72 to 96), not of the scan: the longer side is then that of A4. Chosen.
SCREEN = 100
#: Resolutions that scanners have; what a file claims beyond them is not believed. Chosen.
FINEST = 1_200
#: Longer side of an A4 sheet in inches. Chosen: that is its size (ISO 216).
_A4 = 297 / 25.4
#: Image files by media type, as Pillow calls their formats.
_IMAGES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/tiff": "TIFF"}


def dots_an_inch(image: Image) -> float:
    """Resolution of a page image, at least 1: what the file says where that is a scanner's, else as if it were A4."""
    declared = image.info.get("dpi", (0.0, 0.0))
    try:
        dpi = float(declared[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if not math.isfinite(dpi) or not SCREEN <= dpi <= FINEST:
        dpi = max(image.width, image.height) / _A4
    return max(dpi, 1.0)


def page_images(
    documents: Mapping[str, Document], files: Mapping[str, Path]
) -> dict[str, tuple[PageImage, ...]]:
    """Images of the pages that hold paragraphs, for every version that was read from a PDF or from images.

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
        kind = document.source.media_type
        if path is None or not numbers:
            continue
        if kind == "application/pdf":
            found[version] = _printed(path, numbers[:MOST])
        elif kind in _IMAGES:
            found[version] = _scanned(path, _IMAGES[kind], numbers[:MOST])
    return found


def _printed(path: Path, numbers: list[int]) -> tuple[PageImage, ...]:
    import pypdfium2  # noqa: PLC0415 - loads only where pages are asked for

    try:
        with pypdfium2.PdfDocument(path) as pdf:
            return tuple(_image(pdf[n - 1], n) for n in numbers if n <= len(pdf))
    except (pypdfium2.PdfiumError, OSError) as error:
        raise _unshown(path, error) from error


def _scanned(path: Path, kind: str, numbers: list[int]) -> tuple[PageImage, ...]:
    """Frames of an image file, upright as the file says; their sizes in points, as the reader's boxes are."""
    from PIL import Image as Images  # noqa: PLC0415 - loads only where pages are asked for
    from PIL import ImageOps  # noqa: PLC0415 - as above

    made: list[PageImage] = []
    try:
        with warnings.catch_warnings(), Images.open(path, formats=(kind,)) as opened:
            warnings.simplefilter(
                "ignore", Images.DecompressionBombWarning
            )  # the reader's limits have decided
            frames: int = getattr(opened, "n_frames", 1)
            for number in (n for n in numbers if n <= frames):
                opened.seek(number - 1)
                dpi = dots_an_inch(opened)
                upright: Any = ImageOps.exif_transpose(opened.copy())
                width, height = upright.width * 72 / dpi, upright.height * 72 / dpi
                upright.thumbnail((WIDTH, LARGEST))
                made.append(PageImage(number=number, data=_webp(upright), width=width, height=height))
    except Exception as error:  # Pillow raises anything on damaged files
        raise _unshown(path, error) from error
    return tuple(made)


def _unshown(path: Path, error: Exception) -> InputError:
    return InputError(
        f"its pages cannot be shown: {error}", file=str(path), remedy="leave --pages out, or repair the file"
    )


def _webp(image: Image) -> bytes:
    stream = io.BytesIO()
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        # What is transparent shows the sheet, which is white; the conversion alone would make it black.
        from PIL import Image as Images  # noqa: PLC0415 - only where pages are shown

        seen = image.convert("RGBA")
        image = Images.alpha_composite(Images.new("RGBA", seen.size, "white"), seen)
    image.convert("RGB").save(stream, "WEBP", quality=QUALITY)
    return stream.getvalue()


def _image(page: pypdfium2.PdfPage, number: int) -> PageImage:
    width, height = page.get_size()
    scale = min(WIDTH / width, LARGEST / max(width, height))
    return PageImage(number=number, data=_webp(page.render(scale=scale).to_pil()), width=width, height=height)
