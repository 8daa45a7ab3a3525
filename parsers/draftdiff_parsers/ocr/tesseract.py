"""Tesseract through pytesseract, one page at a time."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from draftdiff.errors import LimitError, MissingExtraError, UsageError
from draftdiff.layout import RecognisedWord

if TYPE_CHECKING:
    from collections.abc import Generator

    from PIL.Image import Image

#: Resolution pages are rendered at. Word error is 0.22 % at 200 to 300 dpi; marks of footnotes need the upper end.
DPI = 300
#: Language codes are file names to tesseract; nothing else may pass.
_CODE = re.compile(r"[A-Za-z_]{2,20}(?:\+[A-Za-z_]{2,20}){0,5}")
_INSTALL_PACKAGE = 'install it with: pip install "draftdiff[ocr]"'
_INSTALL_PROGRAM = "install it, on Debian: apt install tesseract-ocr tesseract-ocr-{language}"


def available() -> bool:
    """Whether pytesseract and the tesseract program are there."""
    try:
        _library().get_tesseract_version()
    except (MissingExtraError, OSError, SystemExit):
        return False
    return True


def _library() -> Any:
    try:
        import pytesseract  # noqa: PLC0415 - optional
    except ImportError as error:
        raise MissingExtraError("OCR needs pytesseract", remedy=_INSTALL_PACKAGE) from error
    return pytesseract


class Tesseract:
    """Entry point `tesseract` of `draftdiff.recognisers`."""

    name = "tesseract"

    def available(self) -> bool:
        """Whether pytesseract and the tesseract program are there."""
        return available()

    def open(self, language: str, *, seconds: float) -> TesseractPages:
        """Pages in one language. Errors as `TesseractPages`."""
        return TesseractPages(language, seconds=seconds)


class TesseractPages:
    """Recognises images in one language.

    Raises:
        MissingExtraError: pytesseract, the tesseract program or its language data are not there.
        UsageError: no language code.
    """

    def __init__(self, language: str, *, seconds: float) -> None:
        if not _CODE.fullmatch(language):
            raise UsageError(
                f"{language!r} is no tesseract language", remedy="use eng, fra, spa, rus, ara or chi_sim"
            )
        self.language = language
        self._seconds = seconds
        self._library = _library()
        try:
            known = self._library.get_languages(config="")
        except (self._library.TesseractNotFoundError, OSError) as error:
            raise MissingExtraError(
                "OCR needs the program tesseract",
                remedy=_INSTALL_PROGRAM.format(language=language.split("+", maxsplit=1)[0].replace("_", "-")),
            ) from error
        for part in language.split("+"):
            if part not in known:
                raise MissingExtraError(
                    f"tesseract has no data for the language {part}",
                    remedy=f"install it, on Debian: apt install tesseract-ocr-{part.replace('_', '-')}",
                )

    def words(self, image: Image, *, dpi: int = DPI) -> list[RecognisedWord]:
        """Words of an image in tesseract's reading order.

        Raises:
            LimitError: took longer than allowed.
        """
        with _one_thread(), self._bounded():
            table = self._library.image_to_data(
                image, lang=self.language, config=f"--psm 3 --dpi {dpi}", timeout=self._seconds,
                output_type=self._library.Output.DICT,
            )  # fmt: skip
        found: list[RecognisedWord] = []
        for at, text in enumerate(table["text"]):
            confidence = float(table["conf"][at])
            if confidence < 0 or not text.strip():
                continue
            left, top = int(table["left"][at]), int(table["top"][at])
            line = (int(table["block_num"][at]), int(table["par_num"][at]), int(table["line_num"][at]))
            right, bottom = left + int(table["width"][at]), top + int(table["height"][at])
            found.append(
                RecognisedWord(text.strip(), left, top, right, bottom, round(confidence / 100, 3), line)
            )
        return found

    def script(self, image: Image) -> tuple[str, int]:
        """Script of an image as tesseract names it, and by how many degrees to turn it clockwise; ("", 0) if unsure."""
        try:
            with _one_thread():
                found = self._library.image_to_osd(
                    image, config="--psm 0", timeout=self._seconds, output_type=self._library.Output.DICT
                )
        except (self._library.TesseractError, RuntimeError, OSError):
            return "", 0
        sure = float(found.get("orientation_conf", 0)) >= _SURE_ORIENTATION
        return str(found.get("script", "")), int(found.get("rotate", 0)) if sure else 0

    @contextmanager
    def _bounded(self) -> Generator[None]:
        try:
            yield
        except RuntimeError as error:
            if "timeout" not in str(error).lower():
                raise
            raise LimitError(
                f"OCR of one page took more than {self._seconds:g} seconds", remedy="raise --limits seconds=N"
            ) from error


#: Confidence of tesseract's orientation from which it is believed; its own documentation calls 15 reasonable, pages of
#: running text reach 5 to 20 and upright pages misjudged stay below 2.
_SURE_ORIENTATION = 3.0


@contextmanager
def _one_thread() -> Generator[None]:
    """Tesseract's threads wait for each other; one is faster (measured: 1.6 s a page against 2.9 s on two cores)."""
    name, before = "OMP_THREAD_LIMIT", os.environ.get("OMP_THREAD_LIMIT")
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
