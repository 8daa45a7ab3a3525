"""Pages of image sources in a report: the frames that hold paragraphs, in points, as the reader's boxes are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from draftdiff.errors import InputError
from draftdiff.label import Label
from draftdiff.model import Anchor, Document, Paragraph, Source
from draftdiff.paging import page_images

if TYPE_CHECKING:
    from pathlib import Path

Images = pytest.importorskip("PIL.Image", reason="needs Pillow")


def _version(media_type: str, *pages: int) -> Document:
    paragraphs = tuple(
        Paragraph(
            label=Label.parse(f"OP{at}"), text="Requests", anchors=(Anchor(page=page, box=(9, 9, 99, 20)),)
        )
        for at, page in enumerate(pages, 1)
    )
    return Document(id="scan", paragraphs=paragraphs, source=Source(name="scan", media_type=media_type))


@pytest.mark.parametrize(
    ("kind", "media_type", "dpi", "size"),
    [
        ("PNG", "image/png", 200, (612, 792)),  # what a scanner says is believed
        ("JPEG", "image/jpeg", 72, (650.6, 841.9)),  # a screen's resolution is not: as if it were A4
        ("TIFF", "image/tiff", 200, (612, 792)),
    ],
)
def test_an_image_is_a_page_in_points(
    kind: str, media_type: str, dpi: int, size: tuple[float, float], tmp_path: Path
) -> None:
    path = tmp_path / "scan"
    Images.new("L", (1700, 2200), 255).save(path, kind, dpi=(dpi, dpi))
    (page,) = page_images({"scan": _version(media_type, 1)}, {"scan": path})["scan"]
    assert (page.width, page.height) == pytest.approx(size, abs=0.5)
    with Images.open(io.BytesIO(page.data)) as image:
        assert image.width == 840  # for a screen


def test_only_frames_with_paragraphs_are_taken_each_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "scan.tiff"
    frames = [Images.new("L", (850, 1100), shade) for shade in (10, 120, 250)]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(100, 100))
    pages = page_images({"scan": _version("image/tiff", 3, 1)}, {"scan": path})["scan"]
    assert [page.number for page in pages] == [1, 3]
    for page, shade in zip(pages, (10, 250), strict=True):
        with Images.open(io.BytesIO(page.data)) as image:
            assert image.convert("L").getpixel((5, 5)) == pytest.approx(shade, abs=6)


def test_an_image_turned_by_its_file_is_upright(tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    exif = Images.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Images.new("L", (2200, 1700), 255).save(path, "JPEG", dpi=(200, 200), exif=exif)
    (page,) = page_images({"scan": _version("image/jpeg", 1)}, {"scan": path})["scan"]
    assert (page.width, page.height) == pytest.approx((612, 792), abs=0.5)


def test_a_damaged_image_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")
    with pytest.raises(InputError, match="its pages cannot be shown"):
        page_images({"scan": _version("image/png", 1)}, {"scan": path})
