"""Opening a PDF: what cannot be read is said in one line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from draftdiff.errors import InputError, LimitError

if TYPE_CHECKING:
    from collections.abc import Generator

    from draftdiff.layout import Limits, RawFile


@contextmanager
def opened(raw: RawFile, limits: Limits) -> Generator[Any]:
    """The file as a `pypdfium2.PdfDocument`, closed afterwards.

    Raises:
        InputError: encrypted, damaged, without pages.
        LimitError: more pages than allowed.
    """
    import pypdfium2  # noqa: PLC0415 - loads a native library

    try:
        document = pypdfium2.PdfDocument(raw.data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(str(error), raw.name) from error
    try:
        document.init_forms()
        count = len(document)
        if count == 0:
            raise InputError(
                "the PDF has no pages", file=raw.name, remedy="get the file again from its source"
            )
        if count > limits.pages:
            raise LimitError(
                f"{count:,} pages, {limits.pages:,} are allowed",
                file=raw.name,
                remedy="extract the pages you need, or raise --limits pages=N",
            )
        yield document
    finally:
        document.close()


def _refusal(message: str, name: str) -> InputError:
    if "password" in message.lower() or "security" in message.lower():
        return InputError(
            "the PDF is encrypted", file=name, remedy="save a copy without a password and read that"
        )
    return InputError(
        "the PDF is damaged and cannot be opened", file=name, remedy="get the file again from its source"
    )
