"""Screenshots of the report of the bundled history: python docs/screenshots.py writes docs/screenshots/*.png.

Needs Chromium and the Python package playwright. Pictures are reduced to a palette, so that each stays small.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

import draftdiff as dd

FOLDER = Path(__file__).parent / "screenshots"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: File name, address in the report, dark, width and height in CSS pixels, and a selector to point at or "".
SHOTS = (
    ("summary", "summary", False, 1280, 860, ""),
    ("synopsis", "adopted/OP15", False, 1280, 860, ""),
    ("redline", "first..final/OP31", False, 1280, 860, ""),
    ("evidence", "final..adopted/OP23/1", False, 1280, 760, ""),
    ("lineage", "lineage", False, 1280, 1500, ""),
    ("lineage-lit", "lineage", False, 1280, 1500, ".alluvial a[href='#final/OP15(B)(e)']"),
    ("origin", "origin", False, 1280, 760, ""),
    ("summary-dark", "summary", True, 1280, 860, ""),
    ("narrow", "adopted/OP31", False, 390, 800, ""),
)
COLOURS = 256


def small(png: bytes) -> bytes:
    """The picture in a palette: text on paper needs few colours."""
    image = (
        Image.open(io.BytesIO(png))
        .convert("RGB")
        .quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def shoot(browser: Any, report: Path, shot: tuple[str, str, bool, int, int, str]) -> None:
    """Take one picture."""
    name, address, dark, width, height, point = shot
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    page.goto(f"{report.as_uri()}#{address}")
    page.wait_for_timeout(400)
    if point:
        page.locator(point).scroll_into_view_if_needed()
        page.locator(point).hover()
    (FOLDER / f"{name}.png").write_bytes(small(page.screenshot()))
    page.close()


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        report = dd.load("gcm-modalities").report(Path(folder) / "report.html")
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for shot in SHOTS:
            shoot(browser, Path(report), shot)
        browser.close()
    for picture in sorted(FOLDER.glob("*.png")):
        print(f"{picture.name}  {picture.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
