"""Images of pages (PNG, JPEG, TIFF with one page or several): recognised and read as scans in a PDF are."""

from __future__ import annotations

import io
import math
import warnings
from typing import TYPE_CHECKING

from draftdiff.errors import DraftdiffError, InputError, LimitError
from draftdiff.paging import dots_an_inch
from draftdiff_parsers import kinds
from draftdiff_parsers.pdf.page import PageText
from draftdiff_parsers.pdf.reader import Gathered, gather, pages_layout, without_text
from draftdiff_parsers.pdf.recognition import Recognition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from draftdiff.layout import Layout, Options, RawFile

_FORMATS = ("PNG", "JPEG", "TIFF")


class ImageReader:
    """Reads images of pages through a recogniser (extra `ocr`)."""

    name = "image"

    def sniff(self, raw: RawFile) -> str:
        """By the first bytes."""
        return kinds.image(raw)

    def read(self, raw: RawFile, options: Options) -> Layout:
        """Lines of the pages with anchors, as of a scanned PDF.

        Raises:
            InputError: damaged, or no text was recognised.
            LimitError: over `options.limits`.
            MissingExtraError: the recogniser is not there.
        """
        recognition, gathered = Recognition(options), Gathered()
        for number, (image, dpi) in enumerate(_pages(raw, options), 1):
            frame = _Frame(image, dpi)
            width, height = frame.get_size()
            page = PageText(number=number, width=width, height=height, image_share=1.0)
            gather(recognition.improved(frame, page), gathered)
            if options.progress is not None:
                options.progress("pages", number, number)
        gathered.problems = [*recognition.problems, *gathered.problems]
        if not any(gathered.lines):
            raise without_text(raw.name, recognition, "image")
        return pages_layout(gathered, options, recognition.language, self.sniff(raw))


class _Frame:
    """An image, with what recognition asks of a page."""

    def __init__(self, image: Image, dpi: float) -> None:
        self._image = image
        self._dpi = dpi

    def get_size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self._image.width * 72 / self._dpi, self._image.height * 72 / self._dpi

    def render(self, *, scale: float, grayscale: bool) -> _Frame:
        """The image at a scale in pixels a point."""
        width, height = self.get_size()
        size = (max(1, math.ceil(width * scale)), max(1, math.ceil(height * scale)))
        grey = self._image.convert("L") if grayscale else self._image
        return _Frame(grey if size == grey.size else grey.resize(size), scale * 72)

    def to_pil(self) -> Image:
        """The image itself."""
        return self._image

    def close(self) -> None:
        """Nothing to let go of."""


def _pages(raw: RawFile, options: Options) -> Iterator[tuple[Image, float]]:
    """Each page upright as its file says, and its resolution in dots an inch."""
    from PIL import Image as Images  # noqa: PLC0415 - only images need it
    from PIL import ImageOps, ImageSequence  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings():
            # What Pillow warns of, it also refuses at twice the size; between, our own limit decides.
            warnings.simplefilter("ignore", Images.DecompressionBombWarning)
            opened = Images.open(io.BytesIO(raw.data), formats=_FORMATS)
        with opened as image:
            _check(image, options)
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                _check(frame, options, number)
                yield _on_white(ImageOps.exif_transpose(frame)), dots_an_inch(frame)
    except DraftdiffError:
        raise
    except Exception as error:  # Pillow raises anything on damaged files: found by fuzzing
        raise InputError(
            "is a damaged image, or of a kind that is not read", file=raw.name, remedy="get the file again"
        ) from error


def _check(image: Image, options: Options, number: int = 1) -> None:
    if number > options.limits.pages:
        raise LimitError(f"more than {options.limits.pages:,} pages", remedy="raise --limits pages=N")
    if image.width * image.height > options.limits.bytes:
        raise LimitError(
            f"an image of {image.width:,} by {image.height:,} dots", remedy="scan it at 300 dots an inch"
        )


def _on_white(image: Image) -> Image:
    """Without transparency: letters on no ground are meant on paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        from PIL import Image as Images  # noqa: PLC0415 - as above

        over = image.convert("RGBA")
        return Images.alpha_composite(Images.new("RGBA", over.size, "white"), over).convert("L")
    return image.convert("L")
